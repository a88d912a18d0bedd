// SPDX-License-Identifier: MIT
// Spheres of a periodic box by cells, to find those near a place.
#pragma once

#include <algorithm>
#include <cmath>

#include "core/base/elementary.h"
#include "core/microstructure/packing.h"

namespace cathode {

// The image of a difference of coordinates nearest to zero.
inline double nearestImage(double difference, double edge) {
  if (difference > 0.5 * edge) return difference - edge;
  if (difference < -0.5 * edge) return difference + edge;
  return difference;
}

inline double wrapped(double x, double edge) {
  x -= edge * std::floor(x / edge);
  return x < edge ? x : 0.0;
}

inline double squaredDistance(const std::array<double, 3>& a, const std::array<double, 3>& b, const Box& box) {
  double squared = 0.0;
  for (int axis = 0; axis < 3; ++axis) {
    const double d = nearestImage(a[axis] - b[axis], box[axis]);
    squared += d * d;
  }
  return squared;
}

// Spheres by cubic-like cells of about the mean distance of spheres.
struct Cells {
  std::array<int, 3> count;
  std::array<double, 3> edge;
  std::vector<std::uint32_t> first;  // of each cell in `members`, and one past the last
  std::vector<std::uint32_t> members;

  Cells(const std::vector<Sphere>& spheres, const Box& box) {
    const double spacing = cubeRootReproducible(box[0] * box[1] * box[2] / static_cast<double>(spheres.size()));
    for (int axis = 0; axis < 3; ++axis) {
      count[axis] = std::max(1, static_cast<int>(std::min(512.0, box[axis] / spacing)));
      edge[axis] = box[axis] / count[axis];
    }
    std::vector<std::uint32_t> cellOf(spheres.size());
    first.assign(static_cast<std::size_t>(count[0]) * count[1] * count[2] + 1, 0);
    for (std::size_t i = 0; i < spheres.size(); ++i) {
      cellOf[i] = cellAt(spheres[i].centre);
      ++first[cellOf[i] + 1];
    }
    for (std::size_t cell = 1; cell < first.size(); ++cell) first[cell] += first[cell - 1];
    members.resize(spheres.size());
    std::vector<std::uint32_t> next(first.begin(), first.end() - 1);
    for (std::size_t i = 0; i < spheres.size(); ++i) members[next[cellOf[i]]++] = static_cast<std::uint32_t>(i);
  }

  std::uint32_t index(int a, int b, int c) const {
    return static_cast<std::uint32_t>((static_cast<std::size_t>(c) * count[1] + b) * count[0] + a);
  }

  // Cells along an axis that reach from x - range to x + range, each once: the first, perhaps negative, and the last.
  std::array<int, 2> span(int axis, double x, double range) const {
    const int low = static_cast<int>(std::floor((x - range) / edge[axis]));
    const int high = static_cast<int>(std::floor((x + range) / edge[axis]));
    if (high - low + 1 >= count[axis]) return {0, count[axis] - 1};
    return {low, high};
  }

  // The cell of a place in the box.
  std::uint32_t cellAt(const std::array<double, 3>& place) const {
    std::array<int, 3> at;
    for (int axis = 0; axis < 3; ++axis)
      at[axis] = std::min(count[axis] - 1, static_cast<int>(place[axis] / edge[axis]));
    return index(at[0], at[1], at[2]);
  }

  // Whether any cell within range of a place in the box is one that `is` tells.
  template <typename Is>
  bool anyCell(const std::array<double, 3>& place, double range, Is is) const {
    const auto [a0, a1] = span(0, place[0], range);
    const auto [b0, b1] = span(1, place[1], range);
    const auto [c0, c1] = span(2, place[2], range);
    const auto around = [](int at, int n) { return at < 0 ? at + n : at >= n ? at - n : at; };
    for (int c = c0; c <= c1; ++c) {
      for (int b = b0; b <= b1; ++b) {
        for (int a = a0; a <= a1; ++a) {
          if (is(index(around(a, count[0]), around(b, count[1]), around(c, count[2])))) return true;
        }
      }
    }
    return false;
  }

  // Calls visit(i) for all spheres in cells that are within range of a place in the box.
  template <typename Visit>
  void near(const std::array<double, 3>& place, double range, Visit visit) const {
    anyCell(place, range, [&](std::uint32_t cell) {
      for (std::uint32_t k = first[cell]; k < first[cell + 1]; ++k) visit(members[k]);
      return false;
    });
  }
};

}  // namespace cathode
