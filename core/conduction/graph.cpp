#include "core/conduction/graph.h"

#include <Eigen/Dense>
#include <algorithm>
#include <numeric>

namespace cathode {
namespace {

constexpr std::int32_t kMostDense = 160;

// Sum of conductance times value over a node's neighbours.
inline float inflow(const Graph& graph, std::int32_t node, const float* values) {
  float sum = 0;
  for (std::int32_t e = graph.starts[node]; e < graph.starts[node + 1]; ++e) sum += graph.conductances[e] * values[graph.ends[e]];
  return sum;
}

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

Graph makeGraph(std::vector<Cell> cells, std::int32_t redCount, const std::vector<GraphEdge>& edges, std::vector<float> ground) {
  Graph graph;
  graph.nodeCount = static_cast<std::int32_t>(cells.size());
  graph.redCount = redCount;
  graph.cells = std::move(cells);
  graph.ground = std::move(ground);
  graph.starts.assign(std::size_t(graph.nodeCount) + 1, 0);
  const auto joinsColors = [&](const GraphEdge& edge) { return (edge.from < redCount) != (edge.to < redCount); };
  for (const GraphEdge& edge : edges) {
    if (!joinsColors(edge)) {
      graph.ground[edge.from] += edge.conductance;
      graph.ground[edge.to] += edge.conductance;
      continue;
    }
    ++graph.starts[edge.from + 1];
    ++graph.starts[edge.to + 1];
  }
  std::partial_sum(graph.starts.begin(), graph.starts.end(), graph.starts.begin());
  graph.ends.resize(graph.starts.back());
  graph.conductances.resize(graph.starts.back());
  std::vector<std::int32_t> next(graph.starts.begin(), graph.starts.end() - 1);
  const auto put = [&](std::int32_t from, std::int32_t to, float conductance) {
    const std::int32_t at = next[from]++;
    graph.ends[at] = to;
    graph.conductances[at] = conductance;
  };
  for (const GraphEdge& edge : edges) {
    if (!joinsColors(edge)) continue;
    put(edge.from, edge.to, edge.conductance);
    put(edge.to, edge.from, edge.conductance);
  }
  graph.diagonal = graph.ground;
  for (std::int32_t i = 0; i < graph.nodeCount; ++i) {
    for (std::int32_t e = graph.starts[i]; e < graph.starts[i + 1]; ++e) graph.diagonal[i] += graph.conductances[e];
  }
  graph.inverse.resize(graph.diagonal.size());
  for (std::size_t i = 0; i < graph.diagonal.size(); ++i) graph.inverse[i] = graph.diagonal[i] > 0 ? 1.0f / graph.diagonal[i] : 0.0f;
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

// Aggregates of a graph: for each node that of the next level, which is returned.
Graph coarsened(const Graph& fine, std::vector<std::int32_t>& aggregate) {
  const auto parentOf = [](Cell cell) { return Cell{std::int16_t(cell.z >> 1), std::int16_t(cell.y >> 1), std::int16_t(cell.x >> 1)}; };
  const auto isSame = [](Cell a, Cell b) { return a.z == b.z && a.y == b.y && a.x == b.x; };
  std::vector<std::int32_t> parents(fine.nodeCount);
  std::iota(parents.begin(), parents.end(), 0);
  std::vector<float> sigma = fine.sigma;  // of each root
  // First what is similar, then poor conductors to one good one each.
  for (const bool isFirst : {true, false}) {
    if (!isFirst && sigma.empty()) break;
    for (std::int32_t i = 0; i < fine.redCount; ++i) {
      const Cell parent = parentOf(fine.cells[i]);
      for (std::int32_t e = fine.starts[i]; e < fine.starts[i + 1]; ++e) {
        const std::int32_t j = fine.ends[e];
        if (!isSame(parent, parentOf(fine.cells[j]))) continue;
        if (!sigma.empty() && areSimilar(fine.sigma[i], fine.sigma[j]) != isFirst) continue;
        const std::int32_t a = rootOf(parents, i), b = rootOf(parents, j);
        if (a == b) continue;
        if (!isFirst) {
          const bool isPoor = fine.sigma[i] < fine.sigma[j];
          if (!areSimilar(sigma[isPoor ? a : b], fine.sigma[isPoor ? i : j])) continue;  // it has gone with another one
        }
        parents[std::max(a, b)] = std::min(a, b);
        if (!sigma.empty()) sigma[std::min(a, b)] = std::max(sigma[a], sigma[b]);
      }
    }
  }
  std::int32_t count = 0;
  aggregate.assign(fine.nodeCount, -1);
  std::int32_t redCount = 0;
  std::vector<Cell> cells;
  for (const int color : {0, 1}) {
    for (std::int32_t i = 0; i < fine.nodeCount; ++i) {
      const Cell parent = parentOf(fine.cells[i]);
      if (parents[i] != i || parent.color() != color) continue;
      aggregate[i] = count++;
      cells.push_back(parent);
    }
    if (color == 0) redCount = count;
  }
  for (std::int32_t i = 0; i < fine.nodeCount; ++i) aggregate[i] = aggregate[rootOf(parents, i)];

  // The members of each aggregate, and from them its edges.
  std::vector<std::int32_t> starts(std::size_t(count) + 1, 0), members(fine.nodeCount);
  for (const std::int32_t a : aggregate) ++starts[a + 1];
  std::partial_sum(starts.begin(), starts.end(), starts.begin());
  std::vector<std::int32_t> next(starts.begin(), starts.end() - 1);
  for (std::int32_t i = 0; i < fine.nodeCount; ++i) members[next[aggregate[i]]++] = i;
  std::vector<float> ground(count, 0.0f);
  std::vector<GraphEdge> edges;
  std::vector<std::int32_t> edgeTo(count, -1);  // the edge from the current aggregate, by the other one
  for (std::int32_t a = 0; a < count; ++a) {
    const std::size_t first = edges.size();
    for (std::int32_t m = starts[a]; m < starts[a + 1]; ++m) {
      const std::int32_t i = members[m];
      ground[a] += 0.5f * fine.ground[i];
      for (std::int32_t e = fine.starts[i]; e < fine.starts[i + 1]; ++e) {
        const std::int32_t other = aggregate[fine.ends[e]];
        if (other <= a) continue;
        if (edgeTo[other] < 0) {
          edgeTo[other] = static_cast<std::int32_t>(edges.size());
          edges.push_back({a, other, 0});
        }
        edges[edgeTo[other]].conductance += 0.5f * fine.conductances[e];
      }
    }
    for (std::size_t e = first; e < edges.size(); ++e) edgeTo[edges[e].to] = -1;
  }
  Graph coarse = makeGraph(std::move(cells), redCount, edges, std::move(ground));
  if (!fine.sigma.empty()) {
    coarse.sigma.resize(count);
    for (std::int32_t i = 0; i < fine.nodeCount; ++i) coarse.sigma[aggregate[i]] = std::max(coarse.sigma[aggregate[i]], fine.sigma[i]);
  }
  return coarse;
}

}  // namespace

Multigrid::Multigrid(Graph finest) {
  levels_.emplace_back(std::move(finest));
  while (levels_.back().graph.nodeCount > kMostDense) {
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
      matrix(i, i) = last.diagonal[i];
      for (std::int32_t e = last.starts[i]; e < last.starts[i + 1]; ++e) matrix(i, last.ends[e]) -= last.conductances[e];
    }
    // Rounding of the sums must not make it singular.
    matrix.diagonal() *= 1.0 + 1e-7;
    coarsest_->factor.compute(matrix);
  }
  levels_.front().inner = 2;
}
Multigrid::~Multigrid() = default;
Multigrid::Multigrid(Multigrid&&) noexcept = default;
Multigrid& Multigrid::operator=(Multigrid&&) noexcept = default;

std::int32_t Multigrid::nodeCount() const { return levels_.front().graph.nodeCount; }
std::vector<float>& Multigrid::rightSide() { return levels_.front().f; }
const std::vector<float>& Multigrid::solution() const { return levels_.front().u; }
void Multigrid::cycle() { cycle(0); }

void Multigrid::precondition(std::size_t level, const float* residual, float* z, float* az) {
  Level& fine = levels_[level];
  Level& coarse = levels_[level + 1];
  const Graph& graph = fine.graph;
  const std::int32_t reds = graph.redCount, all = graph.nodeCount;
  for (std::int32_t i = reds; i < all; ++i) z[i] = residual[i] * graph.inverse[i];
  std::fill(coarse.f.begin(), coarse.f.end(), 0.0f);
  for (std::int32_t i = 0; i < reds; ++i) coarse.f[fine.aggregate[i]] += inflow(graph, i, z);
  cycle(level + 1);
  for (std::int32_t i = 0; i < reds; ++i) z[i] = coarse.u[fine.aggregate[i]];
  for (std::int32_t i = reds; i < all; ++i) z[i] = (residual[i] + inflow(graph, i, z)) * graph.inverse[i];
  for (std::int32_t i = 0; i < reds; ++i) z[i] = inflow(graph, i, z) * graph.inverse[i];
  for (std::int32_t i = reds; i < all; ++i) az[i] = graph.diagonal[i] * z[i] - inflow(graph, i, z);
}

void Multigrid::cycle(std::size_t level) {
  Level& here = levels_[level];
  const Graph& graph = here.graph;
  const std::int32_t reds = graph.redCount, all = graph.nodeCount;
  if (level + 1 == levels_.size()) {
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
  for (std::int32_t i = reds; i < all; ++i) r[i] = here.f[i] + inflow(graph, i, u);

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
  for (std::int32_t i = 0; i < reds; ++i) u[i] = (here.f[i] + inflow(graph, i, u)) * graph.inverse[i];
}

}  // namespace cathode
