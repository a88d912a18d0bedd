// SPDX-License-Identifier: MIT
#include "web/canvas/section.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

namespace cathode::web {
namespace {

// Points of a section, which goes on around its sides.
class Points {
 public:
  explicit Points(int perUm)
      : perUm_(perUm),
        width_(static_cast<int>(kSectionWidthUm) * perUm),
        height_(static_cast<int>(kSectionHeightUm) * perUm),
        phases_(static_cast<std::size_t>(width_) * height_, SectionPhase::voidSpace) {}

  // Gives a phase to the points of an ellipse with half axes a and b (um), a along (cosine, sine).
  void fill(double x, double y, double a, double b, double cosine, double sine, SectionPhase phase) {
    if (a <= 0 || b <= 0) return;
    x *= perUm_, y *= perUm_, a *= perUm_, b *= perUm_;
    // With v up from the middle: p u^2 + 2 q u v + r v^2 <= 1.
    const double p = cosine * cosine / (a * a) + sine * sine / (b * b);
    const double q = cosine * sine * (1 / (a * a) - 1 / (b * b));
    const double r = sine * sine / (a * a) + cosine * cosine / (b * b);
    const double high = std::sqrt(p / (p * r - q * q));
    for (int row = static_cast<int>(std::ceil(y - high - 0.5)); row + 0.5 <= y + high; ++row) {
      const double v = row + 0.5 - y;
      const double half = std::sqrt(std::max(q * q * v * v - p * (r * v * v - 1), 0.0)) / p;
      const double middle = x - q * v / p;
      SectionPhase* line = &phases_[static_cast<std::size_t>(wrapped(row, height_)) * width_];
      const int from = static_cast<int>(std::ceil(middle - half - 0.5));
      const int to = static_cast<int>(std::floor(middle + half - 0.5));
      for (int column = from; column <= to; ++column) line[wrapped(column, width_)] = phase;
    }
  }

  std::vector<SectionPhase> take() { return std::move(phases_); }

 private:
  static int wrapped(int at, int size) { return at < 0 ? at + size : at >= size ? at - size : at; }

  int perUm_, width_, height_;
  std::vector<SectionPhase> phases_;
};

}  // namespace

std::pair<double, double> directionOf(int index) {
  static_assert(kDirections == 16);
  constexpr double kCosine = 0.98078528040323043, kSine = 0.19509032201612825;  // of pi / 16
  std::pair<double, double> at{1, 0};
  for (; index > 0; --index) at = {at.first * kCosine - at.second * kSine, at.first * kSine + at.second * kCosine};
  return at;
}

std::vector<SectionPhase> phasesOf(const Section& section, int pointsPerUm) {
  Points points(pointsPerUm);
  const auto place = [](int at) { return (at + 0.5) / kPlacesPerUm; };
  const auto length = [](int of) { return static_cast<double>(of) / kLengthsPerUm; };
  const auto disc = [&](const CutBody& body, double radius, SectionPhase phase) {
    points.fill(place(body.x), place(body.y), radius, radius, 1, 0, phase);
  };
  // As in the geometry cores come before shells, then AM before CA before SE: what comes first is drawn last.
  const auto& [grains, particles, fibres] = section.bodies;
  for (const CutBody& body : grains)
    if (body.lengths[1] > 0) disc(body, length(body.lengths[0] + body.lengths[1]), SectionPhase::se);
  for (const CutBody& body : particles) disc(body, length(body.lengths[0]), SectionPhase::se);
  for (const CutBody& body : fibres) {
    const auto [cosine, sine] = directionOf(body.direction);
    points.fill(place(body.x), place(body.y), length(body.lengths[0]), kSectionFibreUm / 2, cosine, sine,
                SectionPhase::ca);
  }
  for (const CutBody& body : grains) disc(body, length(body.lengths[0]), SectionPhase::am);
  return points.take();
}

}  // namespace cathode::web
