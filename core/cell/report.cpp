// SPDX-License-Identifier: MIT
#include "core/cell/report.h"

#include <cmath>

#include "core/base/number_text.h"

namespace cathode {

std::string_view provenanceKey(Provenance provenance) {
  switch (provenance) {
    case Provenance::measured: return "measured";
    case Provenance::user: return "user";
    case Provenance::recomputed: return "recomputed";
    case Provenance::implied: return "implied";
    case Provenance::interpolated: return "interpolated";
    case Provenance::extrapolated: return "extrapolated";
    case Provenance::assumed: return "assumed";
  }
  return "";
}

std::string displayText(const Metric& metric, double value) {
  return std::isnan(value) ? "–" : significantText(value, metric.digits);
}

std::string intervalText(const Metric& metric, Interval interval) {
  return displayText(metric, interval.lower) + " to " + displayText(metric, interval.upper);
}

std::string differenceText(double value, double reference, bool isOpen) {
  if (reference == 0.0 || std::isnan(value) || std::isnan(reference)) return "";
  const double percent = (value / reference - 1.0) * 100.0;
  const double least = isOpen ? 0.5 : 0.05;
  return (percent < -least ? "−" : percent < least ? "±" : "+") + fixedText(std::abs(percent), isOpen ? 0 : 1) + " %";
}

}  // namespace cathode
