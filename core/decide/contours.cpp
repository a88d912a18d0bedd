// SPDX-License-Identifier: MIT
#include "core/decide/contours.h"

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace cathode {
namespace {

// The edges of a cell: below, right, above, left. A line leaves an edge with larger values to its left.
enum Edge : std::uint8_t { below, right, above, left };

struct Step {
  Edge from, to;
};

// Of each pattern of corners above the level (bit 0: lower left, then anticlockwise), what enters and leaves. The two
// saddles, 5 and 10, are here as they are where the mean is below the level: their upper corners stand apart.
constexpr std::array<std::array<Step, 2>, 16> kSteps{{{},
                                                      {{{below, left}}},
                                                      {{{right, below}}},
                                                      {{{right, left}}},
                                                      {{{above, right}}},
                                                      {{{below, left}, {above, right}}},
                                                      {{{above, below}}},
                                                      {{{above, left}}},
                                                      {{{left, above}}},
                                                      {{{below, above}}},
                                                      {{{right, below}, {left, above}}},
                                                      {{{right, above}}},
                                                      {{{left, right}}},
                                                      {{{below, right}}},
                                                      {{{left, below}}},
                                                      {}}};
// And where the mean is above it: their lower corners stand apart.
constexpr std::array<Step, 2> kJoined5{{{below, right}, {above, left}}}, kJoined10{{{left, below}, {right, above}}};
constexpr std::array<int, 16> kStepCounts{0, 1, 1, 1, 1, 2, 1, 1, 1, 1, 2, 1, 1, 1, 1, 0};

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

}  // namespace

std::vector<ContourLine> contourLines(std::span<const double> values, std::size_t columns, double level) {
  std::vector<ContourLine> lines;
  if (columns < 2 || values.size() < 2 * columns) return lines;
  const std::size_t rows = values.size() / columns;
  // Edges by number: of each point, that to its right (even) and that above it (odd).
  const auto edgeOf = [&](std::size_t column, std::size_t row, Edge edge) {
    switch (edge) {
      case below: return 2 * (row * columns + column);
      case above: return 2 * ((row + 1) * columns + column);
      case left: return 2 * (row * columns + column) + 1;
      case right: return 2 * (row * columns + column + 1) + 1;
    }
    return kNone;
  };
  // Where the line that crosses an edge goes to, and whether one comes to it.
  std::vector<std::size_t> next(2 * values.size(), kNone);
  std::vector<bool> isEntered(2 * values.size(), false);
  std::vector<std::size_t> crossed;  // in the order of the grid
  for (std::size_t row = 0; row + 1 < rows; ++row) {
    for (std::size_t column = 0; column + 1 < columns; ++column) {
      const std::size_t at = row * columns + column;
      const std::array corners{values[at], values[at + 1], values[at + columns + 1], values[at + columns]};
      const double sum = corners[0] + corners[1] + corners[2] + corners[3];
      if (!(std::abs(sum) <= 1e300)) continue;
      unsigned pattern = 0;
      for (std::size_t i = 0; i < corners.size(); ++i) pattern |= (corners[i] >= level ? 1u : 0u) << i;
      const bool isJoined = (pattern == 5 || pattern == 10) && sum / 4.0 >= level;
      const std::array<Step, 2>& steps = !isJoined ? kSteps[pattern] : pattern == 5 ? kJoined5 : kJoined10;
      for (int i = 0; i < kStepCounts[pattern]; ++i) {
        const Step step = steps[static_cast<std::size_t>(i)];
        const std::size_t from = edgeOf(column, row, step.from), to = edgeOf(column, row, step.to);
        next[from] = to;
        isEntered[to] = true;
        crossed.push_back(from);
      }
    }
  }
  const auto pointOf = [&](std::size_t edge) {
    const std::size_t at = edge / 2;
    const bool isUp = edge % 2 == 1;
    const double a = values[at], b = values[isUp ? at + columns : at + 1];
    const double share = (level - a) / (b - a);
    const auto inRow = at % columns, upwards = at / columns;
    const auto column = static_cast<double>(inRow), row = static_cast<double>(upwards);
    return GridPoint{isUp ? column : column + share, isUp ? row + share : row};
  };
  const auto follow = [&](std::size_t start) {
    ContourLine& line = lines.emplace_back();
    for (std::size_t edge = start; edge != kNone;) {
      line.push_back(pointOf(edge));
      edge = std::exchange(next[edge], kNone);
    }
  };
  // Those that begin at the rim or beside what is no number, then those that are closed.
  for (const std::size_t edge : crossed)
    if (!isEntered[edge] && next[edge] != kNone) follow(edge);
  for (const std::size_t edge : crossed)
    if (next[edge] != kNone) follow(edge);
  return lines;
}

}  // namespace cathode
