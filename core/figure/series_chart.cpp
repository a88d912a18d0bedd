// SPDX-License-Identifier: MIT
#include "core/figure/series_chart.h"

#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/figure/figures.h"

namespace cathode::figure {
namespace {

// Looks of series that are nobody's particle model.
constexpr std::size_t kLooks = 4;
Ink inkAt(std::size_t place) {
  constexpr Ink kInks[kLooks] = {Ink::first, Ink::second, Ink::third, Ink::fourth};
  return kInks[place % kLooks];
}
Shape shapeAt(std::size_t place) {
  constexpr Shape kShapes[kLooks] = {Shape::circle, Shape::square, Shape::triangle, Shape::diamond};
  return kShapes[place % kLooks];
}

AxisSpec axisOver(const SeriesAxis& axis, double low, double high) {
  if (!(low <= high)) low = axis.scale == Scale::log ? 0.1 : 0.0, high = 1.0;
  if (axis.scale == Scale::log) return paddedLog(axis.title, low, high);
  if (low == high) {
    const double margin = low == 0 ? 1.0 : std::abs(low) * 0.1;
    low -= margin;
    high += margin;
  }
  return roundedLinear(axis.title, low, high, 6);
}

// Why points from `low` to `high` cannot be shown along an axis; empty if they can.
std::string refusalOf(std::string_view name, const SeriesAxis& axis, double low, double high, double least) {
  if (!(low <= high)) return "";
  const double largest = std::max(std::abs(low), std::abs(high));
  if (largest > kLargestMagnitude || least < kLeastMagnitude) {
    return std::string(name) + ": values from " + shortestText(low) + " to " + shortestText(high) +
           "; allowed: 0, or magnitudes of " + shortestText(kLeastMagnitude) + " to " +
           shortestText(kLargestMagnitude) + ".";
  }
  if (axis.scale == Scale::linear && high > low && high - low < kLeastSpan * largest) {
    return std::string(name) + ": values from " + shortestText(low) + " to " + shortestText(high) +
           " are too close together; allowed: equal, or at least " + shortestText(kLeastSpan) +
           " of the largest apart.";
  }
  return "";
}

}  // namespace

std::expected<Scene, std::string> seriesChart(const SeriesSpec& spec, double widthMm) {
  const double width = widthMm * kPixelsPerMm;
  Chart chart(width, emOf(width));
  chart.scene().title = spec.title;
  const double size = chart.em() * 0.35;
  const auto isShown = [&](Point p) {
    return std::isfinite(p.x) && std::isfinite(p.y) && (spec.x.scale == Scale::linear || p.x > 0) &&
           (spec.y.scale == Scale::linear || p.y > 0);
  };
  double lowX = INFINITY, highX = -INFINITY, lowY = INFINITY, highY = -INFINITY;
  double leastX = INFINITY, leastY = INFINITY;  // of the magnitudes above 0
  std::vector<std::vector<Point>> shown;
  std::vector<LegendEntry> legend;
  for (const Series& series : spec.series) {
    const std::size_t place = series.look.value_or(shown.size());
    std::vector<Point>& points = shown.emplace_back();
    std::ranges::copy_if(series.points, std::back_inserter(points), isShown);
    for (const Point& p : points) {
      lowX = std::min(lowX, p.x), highX = std::max(highX, p.x);
      lowY = std::min(lowY, p.y), highY = std::max(highY, p.y);
      if (p.x != 0) leastX = std::min(leastX, std::abs(p.x));
      if (p.y != 0) leastY = std::min(leastY, std::abs(p.y));
    }
    LegendEntry entry{series.name, std::nullopt, std::nullopt};
    if (!series.bare)
      entry.line = Line{{}, inkAt(place), 1.8, series.dashed || place >= kLooks ? Dash::dashed : Dash::solid};
    if (series.markers) entry.marker = Marker{{}, shapeAt(place), inkAt(place), size, false, "", ""};
    legend.push_back(std::move(entry));
  }
  if (std::string refusal = refusalOf("x", spec.x, lowX, highX, leastX); !refusal.empty())
    return std::unexpected(std::move(refusal));
  if (std::string refusal = refusalOf("y", spec.y, lowY, highY, leastY); !refusal.empty())
    return std::unexpected(std::move(refusal));
  chart.addLegend(legend);
  const double height = std::clamp(width * 0.5, 190.0, 460.0);
  if (spec.isEqual) {
    // From the origin, so that a semicircle stands on its axis.
    if (lowX > 0) lowX = 0;
    if (lowY > 0) lowY = 0;
    chart.beginEqualPlot(axisOver(spec.x, lowX, highX), axisOver(spec.y, lowY, highY), 190.0, height);
  } else {
    chart.beginPlot(axisOver(spec.x, lowX, highX), axisOver(spec.y, lowY, highY), height);
  }
  // Where there are more than can be told apart, each so many-th has a marker.
  std::size_t marked = 0;
  for (std::size_t i = 0; i < shown.size(); ++i) marked += spec.series[i].markers ? shown[i].size() : 0;
  const std::size_t every = std::max<std::size_t>((marked + kMostMarkers - 1) / kMostMarkers, 1);
  for (std::size_t i = 0; i < shown.size(); ++i) {
    const std::size_t place = spec.series[i].look.value_or(i);
    if (!spec.series[i].bare) chart.addCurve(shown[i], inkAt(place), 1.8, legend[i].line->dash);
    if (!spec.series[i].markers) continue;
    for (std::size_t k = 0; k < shown[i].size(); k += every) {
      const Point p = shown[i][k];
      chart.addMarker(
          {chart.at(p.x, p.y), shapeAt(place), inkAt(place), size, false, spec.series[i].name, "", p.x, p.y});
    }
  }
  chart.endPlot();
  return chart.finish(spec.y.title + " over " + spec.x.title + ".");
}

}  // namespace cathode::figure
