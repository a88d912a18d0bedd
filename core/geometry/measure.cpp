// SPDX-License-Identifier: MIT
#include "core/geometry/measure.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>

#include "core/base/elementary.h"
#include "core/base/out_of_memory.h"
#include "core/geometry/raster.h"
#include "core/geometry/regions.h"

namespace cathode {
namespace {

// So many points altogether, and of each surface at least.
constexpr double kPoints = 6e5;
constexpr int kLeastPoints = 12, kDiscPoints = 32;

// Turns by the golden angle, one after the other: evenly spread however many they are.
class Turning {
 public:
  explicit Turning(std::size_t start) {
    for (std::size_t i = 0; i < start % 64; ++i) turn();
  }
  void turn() {
    constexpr double kCosine = -0.7373688780783198, kSine = 0.6754902942615238;
    const double cosine = cosine_ * kCosine - sine_ * kSine;
    sine_ = sine_ * kCosine + cosine_ * kSine;
    cosine_ = cosine;
  }
  double cosine() const { return cosine_; }
  double sine() const { return sine_; }

 private:
  double cosine_ = 1, sine_ = 0;
};

PlaceUm along(const PlaceUm& from, const PlaceUm& way, double length) {
  return {from[0] + length * way[0], from[1] + length * way[1], from[2] + length * way[2]};
}
double dot(const PlaceUm& a, const PlaceUm& b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }

// A direction, and two across it and each other.
struct Frame {
  PlaceUm axis, one, two;
};
Frame frameOf(const PlaceUm& way) {
  const double length = std::sqrt(dot(way, way));
  const PlaceUm axis{way[0] / length, way[1] / length, way[2] / length};
  PlaceUm one{};
  one[std::abs(axis[0]) < 0.6 ? 0 : 1] = 1;
  const double share = dot(one, axis);
  one = along(one, axis, -share);
  const double norm = std::sqrt(dot(one, one));
  for (double& part : one) part /= norm;
  return {
      axis,
      one,
      {axis[1] * one[2] - axis[2] * one[1], axis[2] * one[0] - axis[0] * one[2], axis[0] * one[1] - axis[1] * one[0]}};
}

class Meter {
 public:
  explicit Meter(const Geometry& geometry)
      : geometry_(geometry), everything_(256, 1.0), regions_(geometry, everything_), index_(regions_, geometry.boxUm) {}

  GeometrySurfaces measure() {
    double all = 0;
    forSurfaces([&](std::size_t, const Surface& surface) { all += surface.area; });
    density_ = kPoints / std::max(all, 1e-300);
    forSurfaces([&](std::size_t body, const Surface& surface) { sample(body, surface); });
    touch();
    GeometrySurfaces found;
    const double volume = geometry_.boxUm[0] * geometry_.boxUm[1] * geometry_.boxUm[2];
    for (const auto& [labels, sum] : interfaces_)
      found.interfaces.push_back({{labels.first, labels.second}, sum.area / volume, std::sqrt(sum.variance) / volume});
    for (const auto& [label, sum] : contacts_)
      found.contacts.push_back({label, sum.area / volume, std::sqrt(sum.variance) / volume, sum.count / volume});
    return found;
  }

 private:
  enum class Part : std::uint8_t { sphere, side, end };
  struct Surface {
    Part part;
    bool isShell;
    double area;
    PlaceUm from, to;
    double radius;
  };
  struct Sum {
    double area = 0, variance = 0, count = 0;
  };

  template <typename Visit>
  void forSurfaces(Visit visit) const {
    constexpr double kPi = std::numbers::pi;
    for (std::size_t i = 0; i < geometry_.bodies.size(); ++i) {
      const Body& body = geometry_.bodies[i];
      const double r = body.radiusUm, outer = r + body.shellUm;
      if (body.kind == BodyKind::sphere) {
        visit(i, Surface{Part::sphere, false, 4 * kPi * r * r, body.fromUm, body.fromUm, r});
        if (body.shellUm > 0)
          visit(i, Surface{Part::sphere, true, 4 * kPi * outer * outer, body.fromUm, body.fromUm, outer});
        continue;
      }
      const PlaceUm way = along(body.toUm, body.fromUm, -1);
      visit(i, Surface{Part::side, false, 2 * kPi * r * std::sqrt(dot(way, way)), body.fromUm, body.toUm, r});
      visit(i, Surface{Part::end, false, kPi * r * r, body.fromUm, body.toUm, r});
      visit(i, Surface{Part::end, false, kPi * r * r, body.toUm, body.fromUm, r});
    }
  }

  // Into the box; nothing if it lies beyond one that is not periodic.
  bool bringIn(PlaceUm& point) const {
    for (std::size_t axis = 0; axis < 3; ++axis) {
      if (geometry_.isPeriodic)
        point[axis] = placeWithin(point[axis], geometry_.boxUm[axis]);
      else if (!(point[axis] >= 0 && point[axis] <= geometry_.boxUm[axis]))
        return false;
    }
    return true;
  }

  void sample(std::size_t body, const Surface& surface) {
    const int count = std::max(kLeastPoints, int(surface.area * density_));
    const Frame frame = surface.part == Part::sphere ? Frame{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}
                                                     : frameOf(along(surface.to, surface.from, -1));
    Turning turning(body);
    std::map<std::pair<std::uint8_t, std::uint8_t>, int> met;
    for (int k = 0; k < count; ++k, turning.turn()) {
      const double share = (k + 0.5) / count;
      const auto across = [&](double length) {
        return along(along({0, 0, 0}, frame.one, length * turning.cosine()), frame.two, length * turning.sine());
      };
      PlaceUm point, normal;
      if (surface.part == Part::sphere) {
        const double height = 2 * share - 1;
        normal = along(across(std::sqrt(1 - height * height)), frame.axis, height);
        point = along(surface.from, normal, surface.radius);
      } else if (surface.part == Part::side) {
        normal = across(1);
        point = along(along(surface.from, along(surface.to, surface.from, -1), share), normal, surface.radius);
      } else {
        normal = along({0, 0, 0}, frame.axis, -1);
        point = along(surface.from, across(surface.radius * std::sqrt(share)), 1);
      }
      const double step = 1e-7 * surface.radius;
      PlaceUm inside = along(point, normal, -step), outside = along(point, normal, step);
      if (!bringIn(inside) || !bringIn(outside)) continue;
      const std::int32_t owner = index_.ownerAt(inside), other = index_.ownerAt(outside);
      // Hidden where another body holds what is within.
      if (owner < 0 || regions_[std::size_t(owner)].body != std::int32_t(body) ||
          (regions_[std::size_t(owner)].kind == Region::Kind::shell) != surface.isShell)
        continue;
      const std::uint8_t own = regions_[std::size_t(owner)].label,
                         next = other < 0 ? geometry_.background : regions_[std::size_t(other)].label;
      if (own != next) ++met[std::minmax(own, next)];
    }
    for (const auto& [labels, times] : met) {
      const double share = double(times) / count;
      Sum& sum = interfaces_[labels];
      sum.area += surface.area * share;
      sum.variance += surface.area * surface.area * share * (1 - share) / count;
    }
  }

  // The discs of all pairs of spheres of one label that overlap.
  void touch() {
    struct Ball {
      PlaceUm centre;
      double radius;
      std::uint8_t label;
      std::int32_t body;
    };
    std::vector<Ball> balls;
    double widest = 0;
    for (std::size_t i = 0; i < geometry_.bodies.size(); ++i) {
      const Body& body = geometry_.bodies[i];
      if (body.kind != BodyKind::sphere) continue;
      PlaceUm centre = body.fromUm;
      if (geometry_.isPeriodic) bringIn(centre);
      balls.push_back({centre, body.radiusUm, body.label, std::int32_t(i)});
      if (body.shellUm > 0) balls.push_back({centre, body.radiusUm + body.shellUm, body.shellLabel, std::int32_t(i)});
      widest = std::max(widest, body.radiusUm + body.shellUm);
    }
    if (balls.empty()) return;
    // By slices across z, sorted: those that a pair may lie in.
    std::ranges::sort(balls, [](const Ball& a, const Ball& b) { return a.centre[0] < b.centre[0]; });
    const PlaceUm& box = geometry_.boxUm;
    const int images = geometry_.isPeriodic ? 1 + int(2 * widest / box[0]) : 0;
    for (std::size_t i = 0; i < balls.size(); ++i) {
      const Ball& a = balls[i];
      for (int image = -images; image <= images; ++image) {
        const double from = a.centre[0] - a.radius - widest - image * box[0];
        auto j = std::ranges::lower_bound(balls, from, {}, [](const Ball& b) { return b.centre[0]; });
        for (; j != balls.end() && j->centre[0] <= from + 2 * (a.radius + widest); ++j) {
          if (j->label != a.label || j->body < a.body) continue;
          // Of a body and its own images each pair comes twice.
          const double share = j->body == a.body ? 0.5 : 1.0;
          const double reach = a.radius + j->radius;
          const auto spanOf = [&](std::size_t axis) {
            const double away = j->centre[axis] - a.centre[axis];
            if (!geometry_.isPeriodic) return std::array{0, 0};
            return std::array{int(std::ceil((-reach - away) / box[axis])), int(std::floor((reach - away) / box[axis]))};
          };
          const auto [y0, y1] = spanOf(1);
          const auto [x0, x1] = spanOf(2);
          for (int y = y0; y <= y1; ++y) {
            for (int x = x0; x <= x1; ++x)
              disc(a.centre, a.radius,
                   {j->centre[0] + image * box[0], j->centre[1] + y * box[1], j->centre[2] + x * box[2]}, j->radius,
                   a.label, a.body, j->body, share);
          }
        }
      }
    }
  }

  void disc(const PlaceUm& a, double radiusA, const PlaceUm& b, double radiusB, std::uint8_t label, std::int32_t bodyA,
            std::int32_t bodyB, double counts) {
    const PlaceUm way = along(b, a, -1);
    const double squared = dot(way, way), reach = radiusA + radiusB;
    if (squared >= reach * reach || squared == 0) return;
    const double distance = std::sqrt(squared);
    const double middle = (squared + radiusA * radiusA - radiusB * radiusB) / (2 * distance);
    const double radius = radiusA * radiusA - middle * middle;
    if (!(radius > 0)) return;  // one within the other
    const Frame frame = frameOf(way);
    const PlaceUm centre = along(a, frame.axis, middle);
    Turning turning{0};
    int open = 0;
    for (int k = 0; k < kDiscPoints; ++k, turning.turn()) {
      const double length = std::sqrt(radius * (k + 0.5) / kDiscPoints);
      PlaceUm point = along(along(centre, frame.one, length * turning.cosine()), frame.two, length * turning.sine());
      if (!bringIn(point)) continue;
      const std::int32_t owner = index_.ownerAt(point);
      if (owner < 0 || regions_[std::size_t(owner)].label != label) continue;
      const std::int32_t body = regions_[std::size_t(owner)].body;
      open += body == bodyA || body == bodyB;
    }
    if (open == 0) return;
    const double area = counts * std::numbers::pi * radius, share = double(open) / kDiscPoints;
    Sum& sum = contacts_[label];
    sum.area += area * share;
    sum.variance += area * area * share * (1 - share) / kDiscPoints;
    sum.count += counts;
  }

  const Geometry& geometry_;
  const std::vector<double> everything_;
  const Regions regions_;
  const RegionIndex index_;
  double density_ = 0;
  std::map<std::pair<std::uint8_t, std::uint8_t>, Sum> interfaces_;
  std::map<std::uint8_t, Sum> contacts_;
};

}  // namespace

std::expected<GeometrySurfaces, std::string> surfacesOf(const Geometry& geometry) {
  if (std::string refusal = geometryRefusal(geometry); !refusal.empty()) return std::unexpected(std::move(refusal));
  return orOutOfMemory([&] { return std::expected<GeometrySurfaces, std::string>(Meter(geometry).measure()); });
}

}  // namespace cathode
