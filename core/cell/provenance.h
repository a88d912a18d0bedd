// SPDX-License-Identifier: MIT
// How each number came about, in words.
#pragma once

#include "core/cell/report.h"

namespace cathode {

// How a metric's value came about: tables and rows used, and the assumptions on the way.
std::string provenanceText(MetricId id, const Scenario& scenario, const Report& report);

// What the registry takes it from (core/cell/metrics.cpp).
std::string explainTransport(MetricId id, const Scenario& scenario, const Report& report);
std::string explainPhi(MetricId id, const Scenario& scenario, const Report& report);
std::string explainCapacity(MetricId id, const Scenario& scenario, const Report& report);
std::string explainEnergy(MetricId id, const Scenario& scenario, const Report& report);
std::string explainPorosity(MetricId id, const Scenario& scenario, const Report& report);
std::string explainComposition(MetricId id, const Scenario& scenario, const Report& report);
std::string explainSize(MetricId id, const Scenario& scenario, const Report& report);
std::string explainRate(MetricId id, const Scenario& scenario, const Report& report);
std::string explainCurrent(MetricId id, const Scenario& scenario, const Report& report);

}  // namespace cathode
