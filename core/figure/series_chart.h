// A diagram of a person's own series, drawn as the figures are.
#pragma once

#include "core/figure/chart.h"

namespace cathode::figure {

struct Series {
  std::string name;
  std::vector<Point> points;  // those that are not finite, or not positive on a log axis, are left out
  bool markers = false;
  bool dashed = false;
};

struct SeriesAxis {
  std::string title;
  Scale scale = Scale::linear;
};

struct SeriesSpec {
  std::string title;
  SeriesAxis x, y;
  std::vector<Series> series;
};

// The series beyond the fourth are dashed with the colours of the first.
Scene seriesChart(const SeriesSpec& spec, double widthMm);

}  // namespace cathode::figure
