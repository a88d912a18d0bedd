// SPDX-License-Identifier: MIT
#include "core/programs/cluster/part.h"

namespace cathode::program {

void spreadMarks(const Ranks& ranks, const Borders& borders, std::vector<std::int32_t>& parents,
                 std::vector<std::uint8_t>& marks) {
  const auto nodes = std::int32_t(parents.size());
  int shared = 0;  // of the own last nodes, ghosts of the rank above
  MPI_Sendrecv(&borders.ghosts, 1, MPI_INT, borders.below, 1, &shared, 1, MPI_INT, borders.above, 1, ranks.comm,
               MPI_STATUS_IGNORE);
  const auto marksOf = [&](std::int32_t first, std::int32_t end) {
    std::vector<std::uint8_t> of;
    for (std::int32_t node = first; node < end; ++node) of.push_back(marks[std::size_t(rootOf(parents, node))]);
    return of;
  };
  bool hasChanged = true;
  while (ranks.any(hasChanged)) {
    hasChanged = false;
    const auto take = [&](std::int32_t first, const std::vector<std::uint8_t>& heard) {
      for (std::size_t i = 0; i < heard.size(); ++i) {
        std::uint8_t& mark = marks[std::size_t(rootOf(parents, first + std::int32_t(i)))];
        if ((heard[i] & ~mark) == 0) continue;
        mark |= heard[i];
        hasChanged = true;
      }
    };
    const std::vector<std::uint8_t> down = marksOf(0, borders.ghosts), up = marksOf(nodes - shared, nodes);
    std::vector<std::uint8_t> fromAbove(up.size()), fromBelow(down.size());
    MPI_Sendrecv(down.data(), int(down.size()), MPI_UINT8_T, borders.below, 2, fromAbove.data(), int(fromAbove.size()),
                 MPI_UINT8_T, borders.above, 2, ranks.comm, MPI_STATUS_IGNORE);
    MPI_Sendrecv(up.data(), int(up.size()), MPI_UINT8_T, borders.above, 3, fromBelow.data(), int(fromBelow.size()),
                 MPI_UINT8_T, borders.below, 3, ranks.comm, MPI_STATUS_IGNORE);
    take(nodes - shared, fromAbove);
    take(0, fromBelow);
  }
}

Part carryingPart(const Part& part, const std::vector<std::uint8_t>& carries) {
  Part left;
  left.borders = part.borders;
  left.borders.ghosts = 0;
  std::vector<std::int32_t> places(carries.size(), -1);
  for (std::int32_t node = 0; node < part.nodes; ++node) {
    if (!carries[std::size_t(node)]) continue;
    places[std::size_t(node)] = left.nodes++;
    left.borders.ghosts += node < part.borders.ghosts;
    left.begun.push_back(part.begun[std::size_t(node)]);
  }
  for (const auto& [from, to, conductance] : part.links) {
    if (carries[std::size_t(from)])
      left.links.push_back({places[std::size_t(from)], places[std::size_t(to)], conductance});
  }
  for (const auto& [node, conductance, isFirst] : part.held) {
    if (carries[std::size_t(node)]) left.held.push_back({places[std::size_t(node)], conductance, isFirst});
  }
  return left;
}

}  // namespace cathode::program
