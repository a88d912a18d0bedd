// SPDX-License-Identifier: MIT
// The coarse levels of the multigrid: graphs of aggregates.
//
// A node stands for connected voxels (or nodes) of one cell of 2 x 2 x 2; what lies in the same cell without
// being joined in it stays apart, so that paths that pass each other are never short-circuited. Nodes are
// joined where their parts are, by the sum of the parts' conductances halved: with values constant on each
// aggregate the sum alone would be twice too stiff.
//
// Where conductances differ, two parts are joined only by a face that is strong for one of them (kStrong of its
// strongest). What is weak goes with one strong part beside it, and with that counts as strong itself, so that
// strong parts are never short-circuited through weak ones. And a weak face between strong parts keeps its whole
// conductance.
//
// Every edge joins a red to a black node, so that one colour can be solved exactly for the other. Cells alternate in
// colour; an edge between nodes of one colour (of one cell, or of cells joined around an odd number of them) gets a
// node of the other colour in its middle, which changes nothing about what it conducts.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "core/base/workers.h"

namespace cathode {

struct Cell {
  std::int16_t z, y, x;
  int color() const { return (z + y + x) & 1; }
};

inline constexpr float kStrong = 0.1f;

// What is left of a face's conductance between aggregates whose parts beside it have those strongest conductances.
inline float softened(float conductance, float strongest, float other) {
  const float least = strongest < other ? strongest : other;
  return conductance * least / (least + conductance);
}

// A place among all edges of a graph: of large volumes there are more than 2^31.
using EdgePlace = std::ptrdiff_t;

struct GraphEdge {
  std::int32_t from, to;  // nodes
  float conductance;
};

// Nodes 0 to redCount - 1 are red.
struct GraphNodes {
  std::int32_t redCount = 0;
  std::vector<Cell> cells;    // of each node
  std::vector<float> ground;  // each node's conductance to the held planes
};

// So many nodes, as a number of one: 2^31 of them take hundreds of gigabytes, so that more count as running out of
// memory (core/base/out_of_memory.h).
std::int32_t nodeNumber(std::ptrdiff_t count);

// Of the nodes given, the red ones come first, then red ones in the middle of edges, then black ones, alike.
struct Graph {
  std::int32_t nodeCount = 0, redCount = 0;
  std::int32_t givenReds = 0, middleReds = 0;
  bool areAlike = true;           // whether all faces conduct alike
  std::vector<EdgePlace> starts;  // nodeCount + 1, into the two below
  std::vector<std::int32_t> ends;
  std::vector<float> conductances;
  std::vector<float> diagonal, inverse;  // sum of a node's conductances; 1 / that
  // To build the next level with, and not kept after that.
  std::vector<Cell> cells;       // of each node
  std::vector<float> strongest;  // of each node's conductances; empty where areAlike
  std::vector<float> ground;

  // Sum of conductance times value over a node's neighbours.
  float inflow(std::int32_t node, const float* values) const {
    float sum = 0;
    for (EdgePlace e = starts[node]; e < starts[node + 1]; ++e) sum += conductances[e] * values[ends[e]];
    return sum;
  }
  // Where a given node has come to.
  std::int32_t placeOf(std::int32_t given) const { return given < givenReds ? given : given + middleReds; }
};

Graph makeGraph(GraphNodes nodes, std::vector<GraphEdge> edges, bool areAlike);

// Solves the graph's equations approximately, to be used as a preconditioner.
class Multigrid {
 public:
  // The workers, if any, share the large levels; the result has the same bits for any number of them.
  Multigrid(GraphNodes nodes, std::vector<GraphEdge> edges, bool areAlike, Workers* workers = nullptr);
  ~Multigrid();
  Multigrid(Multigrid&&) noexcept;
  Multigrid& operator=(Multigrid&&) noexcept;

  std::int32_t nodeCount() const;
  std::int32_t placeOf(std::int32_t given) const;
  // Right-hand side and solution of the finest graph, with one more entry that stays 0.
  std::vector<float>& rightSide();
  const std::vector<float>& solution() const;
  void cycle();
  const Graph& graph() const;  // the finest
  // For iterations on the finest graph's black nodes themselves, whose vectors begin with the first of them: from their
  // residual a direction z of all nodes, the red ones in balance with it, and what the operator makes of it; the
  // products of z with that, with the residual and with ap.
  std::array<double, 3> precondition(const float* residual, float* z, float* az, const float* ap);

 private:
  struct Level;
  struct Coarsest;
  void cycle(std::size_t level);
  std::array<double, 3> precondition(std::size_t level, float* z, float* az, const float* ap);
  template <typename Act>
  void forNodes(std::int32_t from, std::int32_t to, const Act& act);
  template <int kDots, typename Act>
  std::array<double, kDots> sumOfNodes(std::int32_t from, std::int32_t to, const Act& act);

  Workers* workers_;
  std::vector<std::array<double, 3>> sums_;  // of each block of nodes
  std::vector<Level> levels_;
  std::unique_ptr<Coarsest> coarsest_;
};

}  // namespace cathode
