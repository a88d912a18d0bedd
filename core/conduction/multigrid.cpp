// SPDX-License-Identifier: MIT
#include "core/conduction/multigrid.h"

#include <Eigen/Dense>
#include <algorithm>
#include <limits>
#include <numeric>

#include "core/voxels/volume.h"

namespace cathode {
namespace {

// 32-bit places suffice: each of a voxel's three faces makes at most one edge, that is two where it has a node in its
// middle, and both nodes of an edge list it.
static_assert(3 * 2 * 2 * kMostVoxels <= std::size_t{std::numeric_limits<std::int32_t>::max()});
static_assert(kMostVoxelsEachWay <= std::numeric_limits<decltype(Cell::z)>::max());

constexpr std::int32_t kMostDense = 160;
constexpr std::size_t kMostLevels = 16;  // more than it takes for one cell to hold the largest volume

// Four sums side by side: the same order everywhere, and no waiting for the last addition.
double dot(const float* a, const float* b, std::int32_t from, std::int32_t to) {
  double sums[4] = {};
  std::int32_t i = from;
  for (; i + 4 <= to; i += 4) {
    for (int k = 0; k < 4; ++k) sums[k] += double(a[i + k]) * double(b[i + k]);
  }
  for (; i < to; ++i) sums[0] += double(a[i]) * double(b[i]);
  return (sums[0] + sums[1]) + (sums[2] + sums[3]);
}

std::int32_t rootOf(std::vector<std::int32_t>& parents, std::int32_t node) {
  while (parents[node] != node) node = parents[node] = parents[parents[node]];
  return node;
}

}  // namespace

Graph makeGraph(GraphNodes nodes, const std::vector<GraphEdge>& edges, bool areAlike) {
  Graph graph;
  graph.areAlike = areAlike;
  graph.givenReds = nodes.redCount;
  const auto isRed = [&](std::int32_t given) { return given < nodes.redCount; };
  std::int32_t middleBlacks = 0;
  for (const GraphEdge& edge : edges) {
    if (isRed(edge.from) == isRed(edge.to)) ++(isRed(edge.from) ? middleBlacks : graph.middleReds);
  }
  graph.redCount = graph.givenReds + graph.middleReds;
  graph.cells = std::move(nodes.cells);
  graph.ground = std::move(nodes.ground);
  graph.cells.insert(graph.cells.begin() + graph.givenReds, std::size_t(graph.middleReds), Cell{});
  graph.ground.insert(graph.ground.begin() + graph.givenReds, std::size_t(graph.middleReds), 0.0f);
  std::int32_t middles[2] = {graph.givenReds, std::int32_t(graph.cells.size())};
  graph.nodeCount = middles[1] + middleBlacks;
  graph.cells.resize(std::size_t(graph.nodeCount));
  graph.ground.resize(std::size_t(graph.nodeCount), 0.0f);

  const bool hasMiddles = graph.middleReds + middleBlacks > 0;
  // Calls visit(from, to, conductance) for each half of an edge that has a node in its middle, and each other edge.
  const auto forEdges = [&](auto visit) {
    if (!hasMiddles) {
      for (const GraphEdge& edge : edges) visit(edge.from, edge.to, edge.conductance);
      return;
    }
    std::int32_t at[2] = {middles[0], middles[1]};
    for (const GraphEdge& edge : edges) {
      const std::int32_t from = graph.placeOf(edge.from), to = graph.placeOf(edge.to);
      if (isRed(edge.from) != isRed(edge.to)) {
        visit(from, to, edge.conductance);
        continue;
      }
      const std::int32_t middle = at[isRed(edge.from) ? 1 : 0]++;
      graph.cells[middle] = graph.cells[from];
      visit(from, middle, 2 * edge.conductance);
      visit(to, middle, 2 * edge.conductance);
    }
  };
  graph.starts.assign(std::size_t(graph.nodeCount) + 1, 0);
  forEdges([&](std::int32_t from, std::int32_t to, float) {
    ++graph.starts[from + 1];
    ++graph.starts[to + 1];
  });
  std::partial_sum(graph.starts.begin(), graph.starts.end(), graph.starts.begin());
  graph.ends.resize(graph.starts.back());
  graph.conductances.resize(graph.starts.back());
  std::vector<std::int32_t> next(graph.starts.begin(), graph.starts.end() - 1);
  const auto put = [&](std::int32_t from, std::int32_t to, float conductance) {
    const std::int32_t at = next[from]++;
    graph.ends[at] = to;
    graph.conductances[at] = conductance;
  };
  forEdges([&](std::int32_t from, std::int32_t to, float conductance) {
    put(from, to, conductance);
    put(to, from, conductance);
  });
  graph.diagonal = graph.ground;
  for (std::int32_t i = 0; i < graph.nodeCount; ++i) {
    for (std::int32_t e = graph.starts[i]; e < graph.starts[i + 1]; ++e) graph.diagonal[i] += graph.conductances[e];
  }
  graph.inverse.resize(graph.diagonal.size());
  for (std::size_t i = 0; i < graph.diagonal.size(); ++i)
    graph.inverse[i] = graph.diagonal[i] > 0 ? 1.0f / graph.diagonal[i] : 0.0f;
  if (!areAlike) {
    graph.strongest = graph.ground;
    for (std::int32_t i = 0; i < graph.nodeCount; ++i) {
      for (std::int32_t e = graph.starts[i]; e < graph.starts[i + 1]; ++e)
        graph.strongest[i] = std::max(graph.strongest[i], graph.conductances[e]);
    }
  }
  return graph;
}

struct Multigrid::Level {
  Graph graph;
  std::vector<std::int32_t> aggregate;  // of each node, on the next level
  int inner = 1;                        // iterations on this level for each of the level above
  std::vector<float> f, u;              // one more entry than nodes, which stays 0
  std::vector<float> residual, z, az, p, ap;

  explicit Level(Graph made) : graph(std::move(made)) {
    const std::size_t n = std::size_t(graph.nodeCount) + 1;
    for (auto* vector : {&f, &u, &residual, &z, &az, &p, &ap}) vector->resize(n);
  }
};

struct Multigrid::Coarsest {
  bool isDiagonal = false;
  Eigen::LDLT<Eigen::MatrixXd> factor;
};

namespace {

// What holds to a plane this many times more than to other nodes follows the plane: no coarse level moves it.
constexpr float kGrounded = 4;

// Aggregates of a graph: for each node that of the next level, which is returned; its nodeCount for a node without one.
Graph coarsened(const Graph& fine, std::vector<std::int32_t>& aggregate) {
  const auto parentOf = [](Cell cell) {
    return Cell{std::int16_t(cell.z >> 1), std::int16_t(cell.y >> 1), std::int16_t(cell.x >> 1)};
  };
  const auto isSame = [](Cell a, Cell b) { return a.z == b.z && a.y == b.y && a.x == b.x; };
  const auto isGrounded = [&](std::int32_t i) {
    return !fine.areAlike && fine.ground[i] > kGrounded * (fine.diagonal[i] - fine.ground[i]);
  };
  std::vector<std::int32_t> parents(fine.nodeCount);
  std::iota(parents.begin(), parents.end(), 0);
  std::vector<float> strongest = fine.strongest;  // of each root
  // First what is strong for both, then for one of them.
  for (const bool isFirst : {true, false}) {
    if (!isFirst && fine.areAlike) break;
    for (std::int32_t i = 0; i < fine.redCount; ++i) {
      const Cell parent = parentOf(fine.cells[i]);
      if (isGrounded(i)) continue;
      for (std::int32_t e = fine.starts[i]; e < fine.starts[i + 1]; ++e) {
        const std::int32_t j = fine.ends[e];
        if (!isSame(parent, parentOf(fine.cells[j])) || isGrounded(j)) continue;
        const std::int32_t a = rootOf(parents, i), b = rootOf(parents, j);
        if (a == b) continue;
        if (!fine.areAlike) {
          const auto [least, most] = std::minmax(strongest[a], strongest[b]);
          if (fine.conductances[e] < kStrong * (isFirst ? most : least)) continue;
          strongest[std::min(a, b)] = most;
        }
        parents[std::max(a, b)] = std::min(a, b);
      }
    }
  }
  std::int32_t count = 0;
  aggregate.assign(fine.nodeCount, -1);
  GraphNodes nodes;
  for (const int color : {0, 1}) {
    for (std::int32_t i = 0; i < fine.nodeCount; ++i) {
      const Cell parent = parentOf(fine.cells[i]);
      if (parents[i] != i || parent.color() != color || isGrounded(i)) continue;
      aggregate[i] = count++;
      nodes.cells.push_back(parent);
    }
    if (color == 0) nodes.redCount = count;
  }
  const std::int32_t none = count;
  for (std::int32_t i = 0; i < fine.nodeCount; ++i) aggregate[i] = isGrounded(i) ? none : aggregate[rootOf(parents, i)];

  // The members of each aggregate, and from them its edges.
  std::vector<std::int32_t> starts(std::size_t(count) + 2, 0), members(fine.nodeCount);
  for (const std::int32_t a : aggregate) ++starts[a + 1];
  std::partial_sum(starts.begin(), starts.end(), starts.begin());
  std::vector<std::int32_t> next(starts.begin(), starts.end() - 1);
  for (std::int32_t i = 0; i < fine.nodeCount; ++i) members[next[aggregate[i]]++] = i;
  const auto between = [&](std::int32_t i, std::int32_t j, float conductance) {
    return fine.areAlike ? 0.5f * conductance : softened(conductance, fine.strongest[i], fine.strongest[j]);
  };
  nodes.ground.assign(count, 0.0f);
  std::vector<GraphEdge> edges;
  std::vector<std::int32_t> edgeTo(count, -1);  // the edge from the current aggregate, by the other one
  for (std::int32_t a = 0; a < count; ++a) {
    const std::size_t first = edges.size();
    for (std::int32_t m = starts[a]; m < starts[a + 1]; ++m) {
      const std::int32_t i = members[m];
      nodes.ground[a] += between(i, i, fine.ground[i]);
      for (std::int32_t e = fine.starts[i]; e < fine.starts[i + 1]; ++e) {
        const std::int32_t j = fine.ends[e], other = aggregate[j];
        if (other == none) nodes.ground[a] += between(i, j, fine.conductances[e]);
        if (other <= a || other == none) continue;
        if (edgeTo[other] < 0) {
          edgeTo[other] = static_cast<std::int32_t>(edges.size());
          edges.push_back({a, other, 0});
        }
        edges[edgeTo[other]].conductance += between(i, j, fine.conductances[e]);
      }
    }
    for (std::size_t e = first; e < edges.size(); ++e) edgeTo[edges[e].to] = -1;
  }
  Graph coarse = makeGraph(std::move(nodes), edges, fine.areAlike);
  for (std::int32_t& a : aggregate) a = a == none ? coarse.nodeCount : coarse.placeOf(a);
  return coarse;
}

}  // namespace

Multigrid::Multigrid(GraphNodes nodes, const std::vector<GraphEdge>& edges, bool areAlike) {
  levels_.emplace_back(makeGraph(std::move(nodes), edges, areAlike));
  while (levels_.back().graph.nodeCount > kMostDense && levels_.size() < kMostLevels) {
    Level& fine = levels_.back();
    Graph coarse = coarsened(fine.graph, fine.aggregate);
    if (coarse.nodeCount == fine.graph.nodeCount && coarse.ends.empty()) break;
    const double ratio = double(fine.graph.nodeCount) / std::max(coarse.nodeCount, 1);
    levels_.emplace_back(std::move(coarse));
    levels_.back().inner = ratio >= 2.0 ? 2 : 1;
  }
  coarsest_ = std::make_unique<Coarsest>();
  const Graph& last = levels_.back().graph;
  coarsest_->isDiagonal = last.nodeCount > kMostDense;
  if (!coarsest_->isDiagonal) {
    Eigen::MatrixXd matrix = Eigen::MatrixXd::Zero(last.nodeCount, last.nodeCount);
    for (std::int32_t i = 0; i < last.nodeCount; ++i) {
      // Summed anew, for in single precision the sum may be less than its parts, and the matrix singular.
      matrix(i, i) = last.ground[i];
      for (std::int32_t e = last.starts[i]; e < last.starts[i + 1]; ++e) {
        matrix(i, i) += last.conductances[e];
        matrix(i, last.ends[e]) -= last.conductances[e];
      }
    }
    matrix.diagonal() *= 1.0 + 1e-13;
    if (last.nodeCount > 0) coarsest_->factor.compute(matrix);
  }
  levels_.front().inner = 2;
}
Multigrid::~Multigrid() = default;
Multigrid::Multigrid(Multigrid&&) noexcept = default;
Multigrid& Multigrid::operator=(Multigrid&&) noexcept = default;

std::int32_t Multigrid::nodeCount() const { return levels_.front().graph.nodeCount; }
std::int32_t Multigrid::placeOf(std::int32_t given) const { return levels_.front().graph.placeOf(given); }
std::vector<float>& Multigrid::rightSide() { return levels_.front().f; }
const std::vector<float>& Multigrid::solution() const { return levels_.front().u; }
void Multigrid::cycle() { cycle(0); }
const Graph& Multigrid::graph() const { return levels_.front().graph; }

void Multigrid::precondition(const float* residual, float* z, float* az) {
  if (levels_.size() > 1) {
    precondition(0, residual, z, az);
    return;
  }
  Level& only = levels_.front();
  const Graph& graph = only.graph;
  const std::int32_t reds = graph.redCount, all = graph.nodeCount;
  std::fill_n(only.f.begin(), reds, 0.0f);
  std::copy(residual + reds, residual + all, only.f.begin() + reds);
  cycle(0);
  std::copy_n(only.u.begin(), all, z);
  for (std::int32_t i = 0; i < reds; ++i) z[i] = graph.inflow(i, z) * graph.inverse[i];
  for (std::int32_t i = reds; i < all; ++i) az[i] = graph.diagonal[i] * z[i] - graph.inflow(i, z);
}

void Multigrid::precondition(std::size_t level, const float* residual, float* z, float* az) {
  Level& fine = levels_[level];
  Level& coarse = levels_[level + 1];
  const Graph& graph = fine.graph;
  const std::int32_t reds = graph.redCount, all = graph.nodeCount;
  for (std::int32_t i = reds; i < all; ++i) z[i] = residual[i] * graph.inverse[i];
  std::fill(coarse.f.begin(), coarse.f.end(), 0.0f);
  for (std::int32_t i = 0; i < reds; ++i) coarse.f[fine.aggregate[i]] += graph.inflow(i, z);
  cycle(level + 1);
  for (std::int32_t i = 0; i < reds; ++i) z[i] = coarse.u[fine.aggregate[i]];
  for (std::int32_t i = reds; i < all; ++i) z[i] = (residual[i] + graph.inflow(i, z)) * graph.inverse[i];
  for (std::int32_t i = 0; i < reds; ++i) z[i] = graph.inflow(i, z) * graph.inverse[i];
  for (std::int32_t i = reds; i < all; ++i) az[i] = graph.diagonal[i] * z[i] - graph.inflow(i, z);
}

void Multigrid::cycle(std::size_t level) {
  Level& here = levels_[level];
  const Graph& graph = here.graph;
  const std::int32_t reds = graph.redCount, all = graph.nodeCount;
  if (level + 1 == levels_.size()) {
    if (all == 0) return;
    if (coarsest_->isDiagonal) {
      for (std::int32_t i = 0; i < all; ++i) here.u[i] = here.f[i] * graph.inverse[i];
      return;
    }
    Eigen::VectorXd right(all);
    for (std::int32_t i = 0; i < all; ++i) right[i] = here.f[i];
    const Eigen::VectorXd solved = coarsest_->factor.solve(right);
    for (std::int32_t i = 0; i < all; ++i) here.u[i] = static_cast<float>(solved[i]);
    return;
  }
  float* u = here.u.data();
  float* r = here.residual.data();
  for (std::int32_t i = 0; i < reds; ++i) u[i] = here.f[i] * graph.inverse[i];
  for (std::int32_t i = reds; i < all; ++i) r[i] = here.f[i] + graph.inflow(i, u);

  float *p = here.p.data(), *ap = here.ap.data(), *z = here.z.data(), *az = here.az.data();
  precondition(level, r, p, ap);
  const double pap = dot(p, ap, reds, all);
  const double alpha = pap > 0 ? dot(r, p, reds, all) / pap : 0.0;
  for (std::int32_t i = reds; i < all; ++i) u[i] = float(alpha) * p[i];
  if (here.inner > 1 && alpha != 0) {
    for (std::int32_t i = reds; i < all; ++i) r[i] -= float(alpha) * ap[i];
    precondition(level, r, z, az);
    const double zap = dot(z, ap, reds, all);
    const double back = zap / pap;
    const double second = dot(z, az, reds, all) - back * zap;
    const double beta = second > 0 ? dot(r, z, reds, all) / second : 0.0;
    for (std::int32_t i = reds; i < all; ++i) u[i] += float(beta) * (z[i] - float(back) * p[i]);
  }
  for (std::int32_t i = 0; i < reds; ++i) u[i] = (here.f[i] + graph.inflow(i, u)) * graph.inverse[i];
}

}  // namespace cathode
