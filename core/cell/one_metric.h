// SPDX-License-Identifier: MIT
// One metric of many scenarios that differ in few inputs, as maps and curves ask for it.
#pragma once

#include "core/cell/evaluation.h"

namespace cathode {

// A scenario of which inputs are set one after another. What an input does not touch, and what the metric does not
// need, is not calculated anew.
class OneMetric {
 public:
  OneMetric(MetricId metric, const Scenario& scenario);
  OneMetric(const OneMetric&) = delete;

  // Sets an input to what checkValue lets pass.
  void set(ParameterId id, double value);

  // The metric's value as evaluate() gives it, to the last bit.
  double value();

  // How much has to be calculated after an input was set: more for one that much rests on. For the order of loops.
  int costOf(ParameterId id) const;

 private:
  MetricId metric_;
  Scenario scenario_;
  Composition composition_{};
  CathodeSize size_{};
  double capacityMahG_ = 0;
  CellLosses cellLosses_{};
  Evaluation evaluation_;
  unsigned needed_, outdated_;  // bits by stage
};

}  // namespace cathode
