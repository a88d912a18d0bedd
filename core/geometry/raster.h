// SPDX-License-Identifier: MIT
// Bodies on a lattice of points, row by row: what voxels, distances and volume fractions are read off by.
//
// The same bits on every platform: nothing but IEEE-754 operations, in an order that depends on the numbers alone.
#pragma once

#include <algorithm>
#include <cmath>

#include "core/base/elementary.h"
#include "core/geometry/geometry.h"

namespace cathode {

// Points of a box, as many along z, y and x as its shape tells; point i of an axis lies at (i + 1/2) steps.
struct PointLattice {
  Shape shape;
  PlaceUm boxUm;
  bool isPeriodic;
  // Shifts the points of a row along x by the row's multiple of this, in steps and without its whole ones, so that
  // few points are as good as many: 0, or irrational.
  double slant = 0;

  double step(std::size_t axis) const { return boxUm[axis] / shape[axis]; }
  // Where the first point of a row lies, in steps.
  double offset(std::size_t row) const {
    if (slant == 0) return 0.5;
    const double shift = double(row) * slant;
    return shift - std::floor(shift);
  }
};

// So many points along z, y and x that there are about `points` of them, as far apart along all axes as can be.
inline Shape evenShape(const PlaceUm& boxUm, double points) {
  std::array<std::size_t, 3> axes{0, 1, 2};
  std::ranges::sort(axes, [&](std::size_t a, std::size_t b) { return boxUm[a] < boxUm[b]; });
  const double shortest = boxUm[axes[0]], middle = boxUm[axes[1]], longest = boxUm[axes[2]];
  const auto whole = [](double count) { return std::max(1.0, std::floor(count + 0.5)); };
  // Cubes of side a: shortest / a points, where a^3 = volume / points; then squares in what is left.
  const double count = whole(cubeRootReproducible(points * shortest / middle * (shortest / longest)));
  Shape shape{};
  shape[axes[0]] = static_cast<int>(count);
  const double inLayer = std::max(1.0, points / count);
  const double second = whole(std::sqrt(inLayer * middle / longest));
  shape[axes[1]] = static_cast<int>(second);
  shape[axes[2]] = static_cast<int>(whole(inLayer / second));
  return shape;
}

// Points of an axis: from the first on, and one past the last.
struct PointSpan {
  int first, last;
};

// Those of `count` points at (i + offset) steps that lie from `from` to `to`.
inline PointSpan pointsWithin(double from, double to, double offset, double step) {
  return {static_cast<int>(std::ceil(from / step - offset)), static_cast<int>(std::floor(to / step - offset)) + 1};
}

// The first, 0 to n - 1, of the periodic images of a point.
inline int imageIndex(int i, int n) {
  const int rest = i % n;
  return rest < 0 ? rest + n : rest;
}

// A place in the box, from wherever it is.
inline double placeWithin(double place, double edge) {
  place -= edge * std::floor(place / edge);
  return place >= 0 && place < edge ? place : 0.0;
}

// Calls visit(row, first, last, along) for the points `row + x`, first <= x < last, of a row's span that may lie beyond
// the box; `along` is how far their first one lies from the row's point 0, in steps and without the row's offset.
template <typename Visit>
void forImages(const PointLattice& lattice, std::size_t row, PointSpan span, Visit visit) {
  const int n = lattice.shape[2];
  if (!lattice.isPeriodic) {
    span = {std::max(span.first, 0), std::min(span.last, n)};
    if (span.first < span.last) visit(row, span.first, span.last, span.first);
    return;
  }
  for (int x = span.first; x < span.last;) {
    const int first = imageIndex(x, n), last = std::min(n, first + span.last - x);
    visit(row, first, last, x);
    x += last - first;
  }
}

// Calls visit(row, first, last, startUm, acrossUm2) for the runs of points within `reachUm` of a place, the points
// row + x for first <= x < last. Seen from the place the first lies at startUm along x, and the row passes it at that
// squared distance. Of a periodic box's points those images come that are nearest to the place along each axis.
template <typename Visit>
void forSphereRuns(const PointLattice& lattice, const PlaceUm& placeUm, double reachUm, Visit visit) {
  const auto [nz, ny, nx] = lattice.shape;
  const double sz = lattice.step(0), sy = lattice.step(1), sx = lattice.step(2);
  PlaceUm place = placeUm;
  if (lattice.isPeriodic) {
    for (std::size_t axis = 0; axis < 3; ++axis) place[axis] = placeWithin(place[axis], lattice.boxUm[axis]);
  }
  // Half a box to each side holds every image that is the nearest one.
  const auto spanOf = [&](std::size_t axis, double step) {
    const double edge = lattice.boxUm[axis];
    if (!lattice.isPeriodic)
      return pointsWithin(std::max(0.0, place[axis] - reachUm), std::min(edge, place[axis] + reachUm), 0.5, step);
    const double reach = std::min(reachUm, 0.5 * edge);
    return pointsWithin(place[axis] - reach, place[axis] + reach, 0.5, step);
  };
  const PointSpan zs = spanOf(0, sz), ys = spanOf(1, sy);
  for (int z = zs.first; z < zs.last; ++z) {
    const double dz = (z + 0.5) * sz - place[0];
    for (int y = ys.first; y < ys.last; ++y) {
      const double dy = (y + 0.5) * sy - place[1];
      const double across = dz * dz + dy * dy, left = reachUm * reachUm - across;
      if (left < 0.0) continue;
      const double half = std::sqrt(left);
      const std::size_t line = std::size_t(imageIndex(z, nz)) * ny + imageIndex(y, ny);
      const double offset = lattice.offset(line);
      const double reach = lattice.isPeriodic ? std::min(half, 0.5 * lattice.boxUm[2]) : half;
      const PointSpan span = pointsWithin(place[2] - reach, place[2] + reach, offset, sx);
      forImages(lattice, line * nx, span, [&](std::size_t row, int first, int last, int x) {
        visit(row, first, last, (x + offset) * sx - place[2], across);
      });
    }
  }
}

// Calls visit(row, first, last) for the runs of points within a cylinder with flat ends.
template <typename Visit>
void forCylinderRuns(const PointLattice& lattice, const Body& body, Visit visit) {
  const auto [nz, ny, nx] = lattice.shape;
  const double sz = lattice.step(0), sy = lattice.step(1), sx = lattice.step(2), radius = body.radiusUm;
  PlaceUm from = body.fromUm, unit{};
  double squared = 0;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    unit[axis] = body.toUm[axis] - body.fromUm[axis];
    squared += unit[axis] * unit[axis];
    if (lattice.isPeriodic) from[axis] = placeWithin(from[axis], lattice.boxUm[axis]);
  }
  const double length = std::sqrt(squared);
  for (double& part : unit) part /= length;
  // Where a point of the cylinder lies along an axis, from where it begins: its foot on the line, and up to the radius.
  const auto within = [&](std::size_t axis, double low, double high, double step, double offset) {
    low += from[axis], high += from[axis];
    if (!lattice.isPeriodic) low = std::max(low, 0.0), high = std::min(high, lattice.boxUm[axis]);
    return low <= high ? pointsWithin(low, high, offset, step) : PointSpan{0, 0};
  };
  const auto ends = [&](std::size_t axis, double first, double last) {
    const double a = unit[axis] * first, b = unit[axis] * last;
    const double rim = radius * std::sqrt(std::max(0.0, 1.0 - unit[axis] * unit[axis]));
    return std::array{std::min(a, b) - rim, std::max(a, b) + rim};
  };
  const double acrossX = unit[0] * unit[0] + unit[1] * unit[1];
  const auto [lowZ, highZ] = ends(0, 0, length);
  const PointSpan zs = within(0, lowZ, highZ, sz, 0.5);
  for (int z = zs.first; z < zs.last; ++z) {
    const double dz = (z + 0.5) * sz - from[0];
    // Feet of points at this height.
    double first = 0, last = length;
    if (unit[0] != 0) {
      const double a = (dz - radius) / unit[0], b = (dz + radius) / unit[0];
      first = std::max(first, std::min(a, b));
      last = std::min(last, std::max(a, b));
      if (first > last) continue;
    }
    const auto [lowY, highY] = ends(1, first, last);
    const PointSpan ys = within(1, lowY, highY, sy, 0.5);
    for (int y = ys.first; y < ys.last; ++y) {
      const double dy = (y + 0.5) * sy - from[1];
      // Squared distance from the line at x: acrossX x^2 - 2 foot unit_x x + rest.
      const double foot = unit[0] * dz + unit[1] * dy, rest = dz * dz + dy * dy - foot * foot - radius * radius;
      double low = -length - radius, high = length + radius;
      if (acrossX > 1e-18) {
        const double half = foot * unit[2], root = half * half - acrossX * rest;
        if (root < 0) continue;
        low = std::max(low, (half - std::sqrt(root)) / acrossX);
        high = std::min(high, (half + std::sqrt(root)) / acrossX);
      } else if (rest > 0) {
        continue;
      }
      if (unit[2] != 0) {  // between the ends
        const double a = -foot / unit[2], b = (length - foot) / unit[2];
        low = std::max(low, std::min(a, b));
        high = std::min(high, std::max(a, b));
      } else if (foot < 0 || foot > length) {
        continue;
      }
      if (low > high) continue;
      if (lattice.isPeriodic) high = std::min(high, low + lattice.boxUm[2]);  // a whole row
      const std::size_t line = std::size_t(imageIndex(z, nz)) * ny + imageIndex(y, ny);
      forImages(lattice, line * nx, within(2, low, high, sx, lattice.offset(line)),
                [&](std::size_t row, int begin, int end, int) { visit(row, begin, end); });
    }
  }
}

// Calls visit(row, first, last) for the runs of points within a body's core, or within it and its shell.
template <typename Visit>
void forBodyRuns(const PointLattice& lattice, const Body& body, bool withShell, Visit visit) {
  if (body.kind == BodyKind::cylinder) return forCylinderRuns(lattice, body, visit);
  forSphereRuns(lattice, body.fromUm, body.radiusUm + (withShell ? body.shellUm : 0.0),
                [&](std::size_t row, int first, int last, double, double) { visit(row, first, last); });
}

// Calls paint(row, first, last, body, isShell) so that what is painted last at a point is what it lies in: cores before
// shells, then the earlier in the list.
template <typename Paint>
void paintBodies(const PointLattice& lattice, const std::vector<Body>& bodies, Paint paint) {
  for (const bool isShell : {true, false}) {
    for (std::size_t i = bodies.size(); i-- > 0;) {
      if (isShell && !(bodies[i].shellUm > 0)) continue;
      forBodyRuns(lattice, bodies[i], isShell,
                  [&](std::size_t row, int first, int last) { paint(row, first, last, i, isShell); });
    }
  }
}

}  // namespace cathode
