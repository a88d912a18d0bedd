// SPDX-License-Identifier: MIT
// The tree over which a current that is out of balance is led away to the held planes; and sets of what is joined.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <deque>
#include <vector>

namespace cathode {

// From both planes outwards, always on through the best conductor there is. forRoots(wait) and forNeighbours(node,
// wait) call wait(branch, conductance) for what a plane holds and for a node's neighbours; a Branch has the `node` that
// it leads to, of 0 to count - 1. Each node that is reached is in the tree once, after what it hangs on.
template <typename Branch, typename ForRoots, typename ForNeighbours>
void growTree(std::size_t count, std::vector<Branch>& tree, ForRoots forRoots, ForNeighbours forNeighbours) {
  // Classes of conductances, each a quarter of the one before, so that what conducts about alike is reached by the
  // shortest way.
  constexpr int kClasses = 16;
  const auto classOf = [](double conductance) {
    const int exponent = int(std::bit_cast<std::uint64_t>(conductance) >> 52) - 1023;
    return std::clamp((1 - exponent) / 2, 0, kClasses - 1);
  };
  std::array<std::deque<Branch>, kClasses> queues;
  // The best class that a node waits in, so that it does not wait in others behind that; kReached once it is in the
  // tree, kAway before.
  constexpr std::uint8_t kReached = 0, kAway = 255;
  std::vector<std::uint8_t> waiting(count, kAway);
  const auto wait = [&](const Branch& branch, double conductance) {
    std::uint8_t& best = waiting[std::size_t(branch.node)];
    const int group = classOf(conductance);
    if (best <= group + 1) return;
    best = std::uint8_t(group + 1);
    queues[std::size_t(group)].push_back(branch);
  };
  forRoots(wait);
  for (;;) {
    const auto queue = std::ranges::find_if(queues, [](const auto& q) { return !q.empty(); });
    if (queue == queues.end()) break;
    const Branch branch = queue->front();
    queue->pop_front();
    if (waiting[std::size_t(branch.node)] == kReached) continue;
    waiting[std::size_t(branch.node)] = kReached;
    tree.push_back(branch);
    forNeighbours(branch.node, wait);
  }
}

// The root of a node's set, each node having a parent in it and the root itself; shortens the way there.
inline std::int32_t rootOf(std::vector<std::int32_t>& parents, std::int32_t node) {
  while (parents[std::size_t(node)] != node) {
    std::int32_t& parent = parents[std::size_t(node)];
    node = parent = parents[std::size_t(parent)];
  }
  return node;
}

// Makes one set of two; its root is the first of both.
inline void join(std::vector<std::int32_t>& parents, std::int32_t a, std::int32_t b) {
  a = rootOf(parents, a), b = rootOf(parents, b);
  parents[std::size_t(std::max(a, b))] = std::min(a, b);
}

}  // namespace cathode
