// SPDX-License-Identifier: MIT
// A diagram of a person's own series, drawn as the figures are.
#pragma once

#include <expected>

#include "core/figure/chart.h"

namespace cathode::figure {

struct Series {
  std::string name;
  std::vector<Point> points;  // those that are not finite, or not positive on a log axis, are left out
  bool markers = false;
  bool dashed = false;
  bool bare = false;                     // markers without a line
  std::optional<std::size_t> look = {};  // of the series with that place; nothing: its own
};

struct SeriesAxis {
  std::string title;
  Scale scale = Scale::linear;
};

struct SeriesSpec {
  std::string title;
  SeriesAxis x, y;
  std::vector<Series> series;
  bool isEqual = false;  // both axes, linear, to one scale
};

// Of all series together; more points than that share them.
inline constexpr std::size_t kMostMarkers = 1000;
// Numbers that an axis can be divided for: 0, or of these magnitudes, and not closer together than kLeastSpan of the
// largest.
inline constexpr double kLeastMagnitude = 1e-100, kLargestMagnitude = 1e100, kLeastSpan = 1e-9;

// The series beyond the fourth are dashed with the colours of the first. Otherwise which axis is refused and what is
// allowed.
std::expected<Scene, std::string> seriesChart(const SeriesSpec& spec, double widthMm);

}  // namespace cathode::figure
