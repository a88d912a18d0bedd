// SPDX-License-Identifier: MIT
// Lines of equal value through a grid of numbers.
#pragma once

#include <span>
#include <vector>

namespace cathode {

struct GridPoint {
  double column, row;  // 0 at the first, in steps of the grid

  bool operator==(const GridPoint&) const = default;
};

// One line of a level: closed if its last point is its first.
using ContourLine = std::vector<GridPoint>;

// The lines of `level` through values given row by row, `columns` to each, linear along the edges of the grid's cells
// (marching squares; Lorensen and Cline 1987 in two dimensions). A value equal to the level counts as above it. Where a
// cell is a saddle, two opposite corners above and two below, the mean of the four says which pair is joined: above the
// level, the upper one. A cell with a corner that is no number has no line. Larger values lie to the left of a line's
// direction, rows counted upwards. Each crossing of an edge is in one line only.
std::vector<ContourLine> contourLines(std::span<const double> values, std::size_t columns, double level);

}  // namespace cathode
