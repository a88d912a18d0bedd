// How each number came about, in words.
#pragma once

#include "core/cell/report.h"

namespace cathode {

// How a metric's value came about: tables and rows used, and the assumptions on the way.
std::string provenanceText(MetricId id, const Scenario& scenario, const Report& report);

}  // namespace cathode
