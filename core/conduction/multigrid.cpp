// SPDX-License-Identifier: MIT
#include "core/conduction/multigrid.h"

#include <Eigen/Dense>
#include <algorithm>
#include <limits>
#include <new>
#include <numeric>

#include "core/conduction/tree.h"
#include "core/voxels/volume.h"

namespace cathode {
namespace {

// Places of edges suffice: each of a voxel's three faces makes at most one edge, that is two where it has a node in its
// middle, and both nodes of an edge list it.
static_assert(3 * 2 * 2 * kMostVoxels <= std::size_t{std::numeric_limits<EdgePlace>::max()});
static_assert(kMostVoxelsEachWay <= std::numeric_limits<decltype(Cell::z)>::max());
// A number for each cell, of so many bits for each coordinate.
using CellNumber = std::size_t;
constexpr int kCellBits = kHasWideMemory ? 14 : 10;
static_assert(kMostVoxelsEachWay <= 1 << kCellBits && 3 * kCellBits <= std::numeric_limits<CellNumber>::digits);

constexpr std::int32_t kMostDense = 160;
constexpr std::size_t kMostLevels = 16;  // more than it takes for one cell to hold the largest volume

inline float inverseOf(float diagonal) { return diagonal > 0 ? 1.0f / diagonal : 0.0f; }

// Nodes are worked on in blocks of so many, whose sums are added in their order whoever does them.
constexpr std::int32_t kBlock = 8192;

}  // namespace

std::int32_t nodeNumber(std::ptrdiff_t count) {
#ifdef __cpp_exceptions
  if (count > std::numeric_limits<std::int32_t>::max()) throw std::bad_alloc();
#endif
  return static_cast<std::int32_t>(count);
}

Graph makeGraph(GraphNodes nodes, std::vector<GraphEdge> edges, bool areAlike) {
  Graph graph;
  graph.areAlike = areAlike;
  graph.givenReds = nodes.redCount;
  const auto isRed = [&](std::int32_t given) { return given < nodes.redCount; };
  std::ptrdiff_t middlesOf[2] = {};  // red, black
  for (const GraphEdge& edge : edges) {
    if (isRed(edge.from) == isRed(edge.to)) ++middlesOf[isRed(edge.from) ? 1 : 0];
  }
  graph.nodeCount = nodeNumber(std::ptrdiff_t(nodes.cells.size()) + middlesOf[0] + middlesOf[1]);
  graph.middleReds = std::int32_t(middlesOf[0]);
  graph.redCount = graph.givenReds + graph.middleReds;
  graph.cells = std::move(nodes.cells);
  graph.ground = std::move(nodes.ground);
  graph.cells.insert(graph.cells.begin() + graph.givenReds, std::size_t(graph.middleReds), Cell{});
  graph.ground.insert(graph.ground.begin() + graph.givenReds, std::size_t(graph.middleReds), 0.0f);
  std::int32_t middles[2] = {graph.givenReds, std::int32_t(graph.cells.size())};
  graph.cells.resize(std::size_t(graph.nodeCount));
  graph.ground.resize(std::size_t(graph.nodeCount), 0.0f);

  const bool hasMiddles = middlesOf[0] + middlesOf[1] > 0;
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
  std::vector<EdgePlace> next(graph.starts.begin(), graph.starts.end() - 1);
  const auto put = [&](std::int32_t from, std::int32_t to, float conductance) {
    const EdgePlace at = next[from]++;
    graph.ends[at] = to;
    graph.conductances[at] = conductance;
  };
  forEdges([&](std::int32_t from, std::int32_t to, float conductance) {
    put(from, to, conductance);
    put(to, from, conductance);
  });
  edges = {};
  graph.diagonal = graph.ground;
  for (std::int32_t i = 0; i < graph.nodeCount; ++i) {
    for (EdgePlace e = graph.starts[i]; e < graph.starts[i + 1]; ++e) graph.diagonal[i] += graph.conductances[e];
  }
  graph.inverse.resize(graph.diagonal.size());
  for (std::size_t i = 0; i < graph.diagonal.size(); ++i) graph.inverse[i] = inverseOf(graph.diagonal[i]);
  if (!areAlike) {
    graph.strongest = graph.ground;
    for (std::int32_t i = 0; i < graph.nodeCount; ++i) {
      for (EdgePlace e = graph.starts[i]; e < graph.starts[i + 1]; ++e)
        graph.strongest[i] = std::max(graph.strongest[i], graph.conductances[e]);
    }
  }
  return graph;
}

// The reds of a graph by the node of the next level that they belong to: to those of node i, memberStarts[i] to
// memberStarts[i + 1]; the last list is of those that belong to none.
struct Aggregates {
  std::vector<std::int32_t> starts, members;
};

struct Multigrid::Level {
  Graph graph;
  Aggregates reds{};
  int inner = 1;                // iterations on this level for each of the level above
  std::vector<float> f{}, u{};  // one more entry than nodes, which stays 0
  std::vector<float> z{}, p{};
  std::vector<float> residual{}, az{}, ap{};  // blacks alone

  // What iterations need, once all levels are built.
  void prepare(bool isLast) {
    const std::size_t n = std::size_t(graph.nodeCount), blacks = n - std::size_t(graph.redCount);
    for (auto* vector : {&f, &u}) vector->resize(n + 1);
    if (isLast) return;
    for (auto* vector : {&z, &p}) vector->resize(n);
    for (auto* vector : {&residual, &az, &ap}) vector->resize(blacks);
  }
};

struct Multigrid::Coarsest {
  bool isDiagonal = false;
  Eigen::LDLT<Eigen::MatrixXd> factor;
};

namespace {

// What holds to a plane this many times more than to other nodes follows the plane: no coarse level moves it.
constexpr float kGrounded = 4;

// The next level of a graph, which loses what it needed to build it.
Graph coarsened(Graph& fine, Aggregates& reds) {
  const auto parentOf = [](Cell cell) {
    return Cell{std::int16_t(cell.z >> 1), std::int16_t(cell.y >> 1), std::int16_t(cell.x >> 1)};
  };
  // The cell of the next level that each node lies in, as one number.
  std::vector<CellNumber> keys(fine.cells.size());
  std::ranges::transform(fine.cells, keys.begin(), [](Cell cell) {
    return CellNumber(cell.z >> 1) << 2 * kCellBits | CellNumber(cell.y >> 1) << kCellBits | CellNumber(cell.x >> 1);
  });
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
      if (isGrounded(i)) continue;
      for (EdgePlace e = fine.starts[i]; e < fine.starts[i + 1]; ++e) {
        const std::int32_t j = fine.ends[e];
        if (keys[i] != keys[j] || isGrounded(j)) continue;
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
  std::vector<std::int32_t> aggregate(fine.nodeCount, -1);  // of each node
  GraphNodes nodes;
  for (const int color : {0, 1}) {
    for (std::int32_t i = 0; i < fine.nodeCount; ++i) {
      if (parents[i] != i) continue;
      const Cell parent = parentOf(fine.cells[i]);
      if (parent.color() != color || isGrounded(i)) continue;
      aggregate[i] = count++;
      nodes.cells.push_back(parent);
    }
    if (color == 0) nodes.redCount = count;
  }
  keys = {};
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
  std::vector<std::int32_t> edgeTo(count, -1);  // which edge of the current aggregate, by the other one
  for (std::int32_t a = 0; a < count; ++a) {
    const std::size_t first = edges.size();
    for (std::int32_t m = starts[a]; m < starts[a + 1]; ++m) {
      const std::int32_t i = members[m];
      nodes.ground[a] += between(i, i, fine.ground[i]);
      for (EdgePlace e = fine.starts[i]; e < fine.starts[i + 1]; ++e) {
        const std::int32_t j = fine.ends[e], other = aggregate[j];
        if (other == none) nodes.ground[a] += between(i, j, fine.conductances[e]);
        if (other <= a || other == none) continue;
        if (edgeTo[other] < 0) {
          edgeTo[other] = static_cast<std::int32_t>(edges.size() - first);
          edges.push_back({a, other, 0});
        }
        edges[first + edgeTo[other]].conductance += between(i, j, fine.conductances[e]);
      }
    }
    for (std::size_t e = first; e < edges.size(); ++e) edgeTo[edges[e].to] = -1;
  }
  fine.cells = {};
  fine.ground = fine.strongest = {};
  Graph coarse = makeGraph(std::move(nodes), std::move(edges), fine.areAlike);
  reds.starts.assign(std::size_t(coarse.nodeCount) + 2, 0);
  const auto placed = [&](std::int32_t i) {
    return aggregate[i] == none ? coarse.nodeCount : coarse.placeOf(aggregate[i]);
  };
  for (std::int32_t i = 0; i < fine.redCount; ++i) ++reds.starts[placed(i) + 1];
  std::partial_sum(reds.starts.begin(), reds.starts.end(), reds.starts.begin());
  reds.members.resize(std::size_t(fine.redCount));
  next.assign(reds.starts.begin(), reds.starts.end() - 1);
  for (std::int32_t i = 0; i < fine.redCount; ++i) reds.members[next[placed(i)]++] = i;
  return coarse;
}

}  // namespace

Multigrid::Multigrid(GraphNodes nodes, std::vector<GraphEdge> edges, bool areAlike, Workers* workers)
    : workers_(workers) {
  levels_.emplace_back(makeGraph(std::move(nodes), std::move(edges), areAlike));
  while (levels_.back().graph.nodeCount > kMostDense && levels_.size() < kMostLevels) {
    Level& fine = levels_.back();
    const std::int32_t count = fine.graph.nodeCount;
    Graph coarse = coarsened(fine.graph, fine.reds);
    const double ratio = double(count) / std::max(coarse.nodeCount, 1);
    if (coarse.nodeCount == count && coarse.ends.empty()) break;
    levels_.emplace_back(std::move(coarse));
    levels_.back().inner = ratio >= 2.0 ? 2 : 1;
  }
  for (Level& level : levels_) level.prepare(&level == &levels_.back());
  coarsest_ = std::make_unique<Coarsest>();
  const Graph& last = levels_.back().graph;
  coarsest_->isDiagonal = last.nodeCount > kMostDense;
  if (!coarsest_->isDiagonal) {
    Eigen::MatrixXd matrix = Eigen::MatrixXd::Zero(last.nodeCount, last.nodeCount);
    for (std::int32_t i = 0; i < last.nodeCount; ++i) {
      // Summed anew, for in single precision the sum may be less than its parts, and the matrix singular.
      matrix(i, i) = last.ground[i];
      for (EdgePlace e = last.starts[i]; e < last.starts[i + 1]; ++e) {
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

std::array<double, 3> Multigrid::precondition(const float* residual, float* z, float* az, const float* ap) {
  Level& finest = levels_.front();
  const Graph& graph = finest.graph;
  const std::int32_t reds = graph.redCount, all = graph.nodeCount;
  if (levels_.size() > 1) {
    std::copy_n(residual, all - reds, finest.residual.begin());
    for (std::int32_t i = reds; i < all; ++i) z[i] = residual[i - reds] * graph.inverse[i];
    return precondition(std::size_t{0}, z, az, ap);
  }
  std::fill_n(finest.f.begin(), reds, 0.0f);
  std::copy_n(residual, all - reds, finest.f.begin() + reds);
  cycle(0);
  std::copy_n(finest.u.begin(), all, z);
  for (std::int32_t i = 0; i < reds; ++i) z[i] = graph.inflow(i, z) * graph.inverse[i];
  std::array<double, 3> dots{};
  for (std::int32_t i = reds; i < all; ++i) {
    az[i - reds] = graph.diagonal[i] * z[i] - graph.inflow(i, z);
    dots[0] += double(z[i]) * double(az[i - reds]);
    dots[1] += double(z[i]) * double(residual[i - reds]);
    dots[2] += double(z[i]) * double(ap[i - reds]);
  }
  return dots;
}

// Calls act(begin, end, block) for blocks of the nodes from one to another.
template <typename Act>
void Multigrid::forNodes(std::int32_t from, std::int32_t to, const Act& act) {
  // What is less is done sooner than shared.
  constexpr std::int32_t kLeastShared = 4 * kBlock;
  const int blocks = (to - from + kBlock - 1) / kBlock;
  const auto one = [&](int block) {
    const std::int32_t begin = from + block * kBlock;
    act(begin, std::min(begin + kBlock, to), block);
  };
  if (workers_ != nullptr && to - from >= kLeastShared) {
    workers_->run(blocks, one);
  } else {
    for (int block = 0; block < blocks; ++block) one(block);
  }
}

// Adds up what act(node, sums) adds to sums.
template <int kDots, typename Act>
std::array<double, kDots> Multigrid::sumOfNodes(std::int32_t from, std::int32_t to, const Act& act) {
  sums_.resize((to - from) / kBlock + 1);
  forNodes(from, to, [&](std::int32_t begin, std::int32_t end, int block) {
    std::array<double, kDots> own{};
    for (std::int32_t i = begin; i < end; ++i) act(i, own);
    std::ranges::copy(own, sums_[block].begin());
  });
  std::array<double, kDots> all{};
  for (std::int32_t block = 0; block * kBlock < to - from; ++block) {
    for (int k = 0; k < kDots; ++k) all[k] += sums_[block][k];
  }
  return all;
}

// From blacks relaxed alone: z, what the operator makes of it, and the products of z with that, with the residual and
// with A p.
std::array<double, 3> Multigrid::precondition(std::size_t level, float* z, float* az, const float* ap) {
  Level& fine = levels_[level];
  Level& coarse = levels_[level + 1];
  const Graph& graph = fine.graph;
  const std::int32_t reds = graph.redCount, all = graph.nodeCount;
  const auto& [starts, members] = fine.reds;
  const float* r = fine.residual.data();
  forNodes(0, reds, [&](std::int32_t begin, std::int32_t end, int) {
    for (std::int32_t i = begin; i < end; ++i) z[i] = graph.inflow(i, z);
  });
  forNodes(0, coarse.graph.nodeCount, [&](std::int32_t begin, std::int32_t end, int) {
    for (std::int32_t c = begin; c < end; ++c) {
      float sum = 0;
      for (std::int32_t m = starts[c]; m < starts[c + 1]; ++m) sum += z[members[m]];
      coarse.f[c] = sum;
    }
  });
  cycle(level + 1);
  forNodes(0, coarse.graph.nodeCount + 1, [&](std::int32_t begin, std::int32_t end, int) {
    for (std::int32_t c = begin; c < end; ++c) {
      for (std::int32_t m = starts[c]; m < starts[c + 1]; ++m) z[members[m]] = coarse.u[c];
    }
  });
  forNodes(reds, all, [&](std::int32_t begin, std::int32_t end, int) {
    for (std::int32_t i = begin; i < end; ++i) z[i] = (r[i - reds] + graph.inflow(i, z)) * graph.inverse[i];
  });
  forNodes(0, reds, [&](std::int32_t begin, std::int32_t end, int) {
    for (std::int32_t i = begin; i < end; ++i) z[i] = graph.inflow(i, z) * graph.inverse[i];
  });
  return sumOfNodes<3>(reds, all, [&](std::int32_t i, std::array<double, 3>& sums) {
    const float image = graph.diagonal[i] * z[i] - graph.inflow(i, z);
    sums[0] += double(z[i]) * double(image);
    sums[1] += double(z[i]) * double(r[i - reds]);
    sums[2] += double(z[i]) * double(ap[i - reds]);
    az[i - reds] = image;
  });
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
  float *u = here.u.data(), *r = here.residual.data(), *p = here.p.data(), *ap = here.ap.data(), *z = here.z.data();
  const float *f = here.f.data(), *inverse = graph.inverse.data();
  forNodes(0, reds, [&](std::int32_t begin, std::int32_t end, int) {
    for (std::int32_t i = begin; i < end; ++i) u[i] = f[i] * inverse[i];
  });
  forNodes(reds, all, [&](std::int32_t begin, std::int32_t end, int) {
    for (std::int32_t i = begin; i < end; ++i) {
      r[i - reds] = f[i] + graph.inflow(i, u);
      p[i] = r[i - reds] * inverse[i];
    }
  });
  const auto [pap, pr, unused] = precondition(level, p, ap, ap);
  const float alpha = pap > 0 ? static_cast<float>(pr / pap) : 0.0f;
  const bool again = here.inner > 1 && alpha != 0;
  forNodes(reds, all, [&](std::int32_t begin, std::int32_t end, int) {
    for (std::int32_t i = begin; i < end; ++i) {
      u[i] = alpha * p[i];
      if (!again) continue;
      r[i - reds] -= alpha * ap[i - reds];
      z[i] = r[i - reds] * inverse[i];
    }
  });
  if (again) {
    const auto [zaz, zr, zap] = precondition(level, z, here.az.data(), ap);
    const double back = zap / pap, second = zaz - back * zap;
    const double beta = second > 0 ? zr / second : 0.0;
    forNodes(reds, all, [&](std::int32_t begin, std::int32_t end, int) {
      for (std::int32_t i = begin; i < end; ++i) u[i] += float(beta) * (z[i] - float(back) * p[i]);
    });
  }
  forNodes(0, reds, [&](std::int32_t begin, std::int32_t end, int) {
    for (std::int32_t i = begin; i < end; ++i) u[i] = (f[i] + graph.inflow(i, u)) * inverse[i];
  });
}

}  // namespace cathode
