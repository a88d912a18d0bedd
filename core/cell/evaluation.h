// SPDX-License-Identifier: MIT
// What metrics are calculated from. For core/cell alone.
#pragma once

#include "core/cell/capacity.h"
#include "core/cell/rate.h"
#include "core/cell/report.h"
#include "core/cell/transport.h"

namespace cathode {

// A scenario's intermediate results, and the provenance of what is made of them.
struct Evaluation {
  Evaluation(const Scenario& of, const Composition& made, const CathodeSize& sized)
      : scenario(of), composition(made), size(sized) {}

  const Scenario& scenario;
  const Composition& composition;
  Provenance porosity, fractions;
  const CathodeSize& size;
  Provenance thickness, loading;
  // What follows from a specific capacity, and from both ends of its interval where it is left open.
  struct Charge {
    double capacityMahG, arealMahCm2, arealMwhCm2;
    Stack stack;
  };
  Charge charge;
  bool isOpen = false;
  std::array<Charge, 2> ends;  // if it is open
  Provenance capacity;
  Provenance areal, energy, density, current;
  // Of each carrier: what is measured, what follows from it, and the volume fraction.
  struct Carried {
    Transport transport;
    Provenance sigma, ratio, phi;
  };
  std::array<Carried, 2> carriers;   // by Carrier
  std::array<RateLosses, 2> losses;  // by SigmaReading
  Provenance interface;
};

// Calculates every metric of the registry.
void computeMetrics(const Evaluation& evaluation, Report& report);
// Calculates one.
void computeMetric(MetricId id, const Evaluation& evaluation, MetricValue& value);

}  // namespace cathode
