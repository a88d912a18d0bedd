// SPDX-License-Identifier: MIT
// A rank's part of a network of conductors between two held planes.
//
// Nodes are numbered in one order whatever the number of ranks, each rank's in a row. Behind each other lie the layers
// that the ranks hold; a rank sees the last layer of the one below it as ghosts, in the same order, and lists the links
// to it. Those to the layer above it hears of from there.
#pragma once

#include <cstdint>
#include <numeric>
#include <vector>

#include "core/conduction/tree.h"
#include "core/programs/cluster/ranks.h"

namespace cathode::program {

// The ranks beside one, and how many nodes at the start are ghosts.
struct Borders {
  int below = MPI_PROC_NULL, above = MPI_PROC_NULL;  // around the sides if these are joined
  std::int32_t ghosts = 0;
};

struct Part {
  struct Link {
    std::int32_t from, to;  // at most one of them a ghost
    double conductance;
  };
  struct Held {
    std::int32_t node;
    double conductance;
    bool isFirst;  // to the plane held at 1; otherwise 0
  };
  Borders borders;
  std::int32_t nodes = 0;  // ghosts among them
  std::vector<Link> links;
  std::vector<Held> held;
  std::vector<float> begun;  // potential to begin with, of each node

  std::int32_t ownNodes() const { return nodes - borders.ghosts; }
};

// Spreads the marks of sets of joined nodes across the ranks until nothing changes.
void spreadMarks(const Ranks& ranks, const Borders& borders, std::vector<std::int32_t>& parents,
                 std::vector<std::uint8_t>& marks);

// Of each node whether it is joined to both held planes. forLinks(visit) calls visit(from, to) for each link, and
// forHeld(visit) visit(node, isFirst).
template <typename ForLinks, typename ForHeld>
std::vector<std::uint8_t> carrying(const Ranks& ranks, const Borders& borders, std::int32_t nodes, ForLinks forLinks,
                                   ForHeld forHeld) {
  std::vector<std::int32_t> parents(static_cast<std::size_t>(nodes));
  std::iota(parents.begin(), parents.end(), 0);
  forLinks([&](std::int32_t from, std::int32_t to) { join(parents, from, to); });
  std::vector<std::uint8_t> marks(parents.size());
  forHeld([&](std::int32_t node, bool isFirst) {
    marks[std::size_t(rootOf(parents, node))] |= std::uint8_t(isFirst ? 1 : 2);
  });
  spreadMarks(ranks, borders, parents, marks);
  for (std::int32_t node = nodes; node-- > 0;) {
    const std::uint8_t both = marks[std::size_t(rootOf(parents, node))] == 3 ? 3 : 0;
    if (rootOf(parents, node) != node) marks[std::size_t(node)] = both;
  }
  for (std::uint8_t& mark : marks) mark = mark == 3;
  return marks;
}

// Without the nodes that carry nothing.
Part carryingPart(const Part& part, const std::vector<std::uint8_t>& carries);

}  // namespace cathode::program
