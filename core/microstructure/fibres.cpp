// SPDX-License-Identifier: MIT
#include "core/microstructure/fibres.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/base/number_text.h"
#include "core/microstructure/cells.h"

namespace cathode {
namespace {

using enum MicrostructureSizeId;

PlaceUm moved(const PlaceUm& place, const PlaceUm& along, double by) {
  return {place[0] + by * along[0], place[1] + by * along[1], place[2] + by * along[2]};
}
double dot(const PlaceUm& a, const PlaceUm& b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }
double lengthOf(const PlaceUm& a) { return std::sqrt(dot(a, a)); }

// Where the axis of a fibre may not be.
class Obstacles {
 public:
  Obstacles(std::vector<Sphere> spheres, const Box& box)
      : spheres_(std::move(spheres)), cells_(spheres_, box), box_(box) {
    for (const Sphere& sphere : spheres_) widest_ = std::max(widest_, sphere.radius);
  }

  // The obstacle that a place is deepest in, or none.
  const Sphere* around(const PlaceUm& place) const {
    const Sphere* found = nullptr;
    double deepest = 1e-9 * widest_;
    const PlaceUm within = wrappedPlace(place);
    cells_.near(within, widest_, [&](std::uint32_t i) {
      const double depth = spheres_[i].radius - std::sqrt(squaredDistance(within, spheres_[i].centre, box_));
      if (depth <= deepest) return;
      deepest = depth;
      found = &spheres_[i];
    });
    return found;
  }

  // From an obstacle's middle to a place.
  PlaceUm from(const Sphere& sphere, const PlaceUm& place) const {
    const PlaceUm within = wrappedPlace(place);
    PlaceUm d;
    for (int axis = 0; axis < 3; ++axis) d[axis] = nearestImage(within[axis] - sphere.centre[axis], box_[axis]);
    return d;
  }

  // The next place of a fibre that is at a free one; where it cannot go on, false.
  bool advance(PlaceUm& at, const PlaceUm& direction, double step) const {
    PlaceUm next = moved(at, direction, step);
    const Sphere* inTheWay = around(next);
    if (!inTheWay) {
      at = next;
      return true;
    }
    const PlaceUm out = from(*inTheWay, at);
    PlaceUm along = moved(direction, out, -dot(direction, out) / dot(out, out));
    constexpr double kHeadOn = 0.05;  // then no way around is nearer than another
    const double left = lengthOf(along);
    if (left < kHeadOn) return false;
    next = moved(at, along, step / left);
    constexpr int kTries = 4;
    for (int i = 0; (inTheWay = around(next)) && i < kTries; ++i) {
      const PlaceUm outwards = from(*inTheWay, next);
      const double distance = lengthOf(outwards);
      if (distance == 0) return false;
      next = moved(next, outwards, inTheWay->radius / distance - 1.0);
    }
    if (inTheWay || lengthOf(moved(next, at, -1.0)) < 0.5 * step) return false;
    at = next;
    return true;
  }

 private:
  PlaceUm wrappedPlace(PlaceUm place) const {
    for (int axis = 0; axis < 3; ++axis) place[axis] = wrapped(place[axis], box_[axis]);
    return place;
  }

  std::vector<Sphere> spheres_;
  Cells cells_;
  Box box_;
  double widest_ = 0;
};

struct Stretch {
  PlaceUm from, along;            // of length 1
  double length = 0, before = 0;  // how far it begins before that place
};

// What has been laid, and the points that it holds.
class Laying {
 public:
  Laying(Generation& g, double radius) : g_(g), radius_(radius) {}

  bool isDone() const { return covered_ >= g_.counts.ca; }
  double length() const { return length_; }
  std::vector<Body>& bodies() { return bodies_; }

  // Lays a stretch that goes on by so much after its end, or as much of it as it takes.
  void lay(const Stretch& stretch, double after) {
    if (isDone()) return;
    const PlaceUm from = moved(stretch.from, stretch.along, -stretch.before);
    const double whole = stretch.before + stretch.length + after;
    const auto bodyOf = [&](double length) {
      return Body{.kind = BodyKind::cylinder,
                  .fromUm = from,
                  .toUm = moved(from, stretch.along, length),
                  .radiusUm = radius_,
                  .label = static_cast<std::uint8_t>(Phase::ca)};
    };
    Body body = bodyOf(whole);
    double laid = stretch.length;
    const std::size_t left = g_.counts.ca - covered_;
    if (newPoints(body) > left) {
      double low = 0, high = whole;
      for (int i = 0; i < 30; ++i) {
        const double middle = 0.5 * (low + high);
        (newPoints(bodyOf(middle)) < left ? low : high) = middle;
      }
      body = bodyOf(high);
      laid = std::max(0.0, high - stretch.before);
    }
    covered_ += claimPoints(g_.points, body);
    length_ += laid;
    bodies_.push_back(body);
  }

  // Makes all cylinders so much wider that they hold the points that are to be; their radius.
  double grow() {
    const std::vector<std::uint8_t> before = g_.points;
    std::vector<std::uint8_t> points;
    const auto isEnough = [&](double radius) {
      points = before;
      std::size_t all = covered_;
      for (Body& body : bodies_) {
        body.radiusUm = radius;
        all += claimPoints(points, body);
      }
      return all >= g_.counts.ca;
    };
    const double widest = *std::ranges::max_element(g_.box());
    double low = radius_, high = radius_;
    while (high < widest && !isEnough(high = std::min(widest, 1.2 * high))) low = high;
    for (int i = 0; i < 14; ++i) {
      const double middle = 0.5 * (low + high);
      (isEnough(middle) ? high : low) = middle;
    }
    for (Body& body : bodies_) {
      body.radiusUm = high;
      claimPoints(g_.points, body);
    }
    return high;
  }

 private:
  static constexpr auto kVoid = static_cast<std::uint8_t>(Phase::voidSpace);

  std::size_t newPoints(const Body& body) const {
    std::size_t count = 0;
    forCylinderRuns(g_.lattice, body, [&](std::size_t row, int first, int last) {
      for (int x = first; x < last; ++x) count += g_.points[row + x] == kVoid;
    });
    return count;
  }
  std::size_t claimPoints(std::vector<std::uint8_t>& points, const Body& body) const {
    std::size_t count = 0;
    forCylinderRuns(g_.lattice, body, [&](std::size_t row, int first, int last) {
      for (int x = first; x < last; ++x) {
        if (points[row + x] != kVoid) continue;
        points[row + x] = static_cast<std::uint8_t>(Phase::ca);
        ++count;
      }
    });
    return count;
  }

  Generation& g_;
  double radius_;
  std::size_t covered_ = 0;
  double length_ = 0;
  std::vector<Body> bodies_;
};

// The point that is farthest from all AM.
PlaceUm roomiest(const Generation& g) {
  const auto at = static_cast<std::size_t>(std::ranges::max_element(g.fromAm) - g.fromAm.begin());
  const std::size_t nx = std::size_t(g.lattice.shape[2]), ny = std::size_t(g.lattice.shape[1]), line = at / nx,
                    layer = line / ny;
  return {(double(layer) + 0.5) * g.lattice.step(0), (double(line % ny) + 0.5) * g.lattice.step(1),
          (double(at % nx) + g.lattice.offset(line)) * g.lattice.step(2)};
}

}  // namespace

std::expected<Fibres, std::string> laidFibres(Generation& g, const std::vector<Sphere>& am, double shellUm) {
  Fibres fibres;
  fibres.diameterUm = g.size(fibreDiameterUm);
  if (g.counts.ca == 0) return fibres;
  const double radius = 0.5 * g.size(fibreDiameterUm), length = g.size(fibreLengthUm);
  const double away = shellUm > 0 ? shellUm + radius : 0.5 * radius;
  std::vector<Sphere> kept = am;
  for (Sphere& sphere : kept) sphere.radius += away;
  // From place to place half a radius further away, a step between them comes no nearer.
  const double least = std::ranges::min(kept, {}, &Sphere::radius).radius;
  const double longestStep = 2.0 * std::sqrt(radius * least), step = std::min(longestStep, length);
  for (Sphere& sphere : kept)
    sphere.radius = std::sqrt(sphere.radius * sphere.radius + 0.25 * longestStep * longestStep);
  const Obstacles obstacles(std::move(kept), g.box());
  const double longest = *std::ranges::max_element(g.box());
  const double nominal = g.composition.phiCa * g.volume / (std::numbers::pi * radius * radius);
  // Beyond these, fibres lie in each other or find no place: there is no room for as many.
  const double mostLength = 4.0 * nominal + 10.0 * length, mostPieces = 20.0 * nominal / length + 2000.0;
  const std::size_t mostBodies = kMostBodies - 2 * kMostParticles;

  Random random(g.request.seed, kFibres);
  Laying laying(g, radius);
  double left = length, pieces = 0;
  for (double begun = 0; !laying.isDone() && laying.length() < mostLength && begun < mostPieces; ++begun) {
    PlaceUm at;
    constexpr int kTries = 1000;
    bool isFree = false;
    for (int i = 0; i < kTries && !isFree; ++i) {
      for (int axis = 0; axis < 3; ++axis) at[axis] = g.box()[axis] * random.uniform();
      isFree = !obstacles.around(at);
    }
    const PlaceUm direction = random.direction();
    if (!isFree) break;
    Stretch stretch{at, direction};
    while (left > 1e-9 * length && !laying.isDone()) {
      const double ahead = std::min(step, left);
      PlaceUm next = at;
      if (!obstacles.advance(next, direction, ahead)) break;
      PlaceUm along = moved(next, at, -1.0);
      const double gone = lengthOf(along);
      const bool isStraight = std::abs(gone - ahead) < 1e-9 * ahead && dot(along, direction) > (1.0 - 1e-12) * gone;
      along = isStraight ? direction : moved(PlaceUm{}, along, 1.0 / gone);
      if (along != stretch.along || stretch.length > longest) {
        const double cosine = std::clamp(dot(along, stretch.along), -1.0, 1.0);
        // Half the angle's tangent: to where the rims meet on the outside, no further than a radius.
        const double over = radius * std::clamp(std::sqrt((1.0 - cosine) / (1.0 + cosine)), 0.01, 1.0);
        if (stretch.length > 0) laying.lay(stretch, over);
        stretch = {at, along, 0.0, stretch.length > 0 ? over : 0.0};
      }
      stretch.length += gone;
      left -= gone;
      at = next;
    }
    if (stretch.length > 0) {
      laying.lay(stretch, 0.0);
      ++pieces;
    }
    if (left <= 1e-9 * length) left = length;
    if (laying.bodies().size() > mostBodies) {
      return std::unexpected("fibreDiameterUm (Fibre diameter): " + shortestText(g.size(fibreDiameterUm)) +
                             " µm takes more than " + std::to_string(mostBodies) +
                             " straight stretches of fibre to fill the volume; allowed: up to that. Make fibres "
                             "thicker or the volume smaller.");
    }
  }
  fibres.pieceUm = pieces > 0 ? laying.length() / pieces : 0.0;
  if (!laying.isDone()) {
    if (laying.bodies().empty()) laying.lay({roomiest(g), random.direction(), std::min(step, longest)}, 0.0);
    if (!laying.isDone()) fibres.diameterUm = 2.0 * laying.grow();
  }
  fibres.bodies = std::move(laying.bodies());
  return fibres;
}

}  // namespace cathode
