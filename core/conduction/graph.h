// The coarse levels of the multigrid: graphs of aggregates.
//
// A node stands for connected voxels (or nodes) of one cell of 2 x 2 x 2; what lies in the same cell without
// being joined in it stays apart, so that paths that pass each other are never short-circuited. Nodes are
// joined where their parts are, by the sum of the parts' conductances halved: with values constant on each
// aggregate the sum alone would be twice too stiff. Parts whose conductivities differ by more than
// kSimilarConductivity count as joined only in that a poor conductor goes with one good conductor beside it, or paths of
// the good one would be short-circuited through the poor one. Cells alternate in colour, so every edge joins a red to a
// black node, and one colour can be solved exactly for the other.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

namespace cathode {

struct Cell {
  std::int16_t z, y, x;
  int color() const { return (z + y + x) & 1; }
};

inline constexpr float kSimilarConductivity = 1.0f / 300.0f;
inline bool areSimilar(float a, float b) { return a >= kSimilarConductivity * b && b >= kSimilarConductivity * a; }

struct GraphEdge {
  std::int32_t from, to;  // nodes
  float conductance;
};

// Nodes 0 to redCount - 1 are red.
struct Graph {
  std::int32_t nodeCount = 0, redCount = 0;
  std::vector<Cell> cells;           // of each node
  std::vector<std::int32_t> starts;  // nodeCount + 1, into the two below
  std::vector<std::int32_t> ends;
  std::vector<float> conductances;
  std::vector<float> sigma;          // largest conductivity within each node; empty: all are similar
  std::vector<float> ground;         // each node's conductance to the held planes
  std::vector<float> diagonal, inverse;  // sum of a node's conductances; 1 / that
};

// An edge between nodes of one colour (of one cell, or cells joined around an odd number of them) counts as ground.
Graph makeGraph(std::vector<Cell> cells, std::int32_t redCount, const std::vector<GraphEdge>& edges, std::vector<float> ground);

// Solves the graph's equations approximately, to be used as a preconditioner.
class Multigrid {
 public:
  explicit Multigrid(Graph finest);
  ~Multigrid();
  Multigrid(Multigrid&&) noexcept;
  Multigrid& operator=(Multigrid&&) noexcept;

  std::int32_t nodeCount() const;
  // Right-hand side and solution of the finest graph, with one more entry that stays 0.
  std::vector<float>& rightSide();
  const std::vector<float>& solution() const;
  void cycle();

 private:
  struct Level;
  struct Coarsest;
  void cycle(std::size_t level);
  void precondition(std::size_t level, const float* residual, float* z, float* az);

  std::vector<Level> levels_;
  std::unique_ptr<Coarsest> coarsest_;
};

}  // namespace cathode
