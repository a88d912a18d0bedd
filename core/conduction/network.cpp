// SPDX-License-Identifier: MIT
#include "core/conduction/network.h"

#include <cmath>
#include <numeric>

#include "core/conduction/correction.h"
#include "core/conduction/tree.h"

namespace cathode {
namespace {

std::vector<bool> joinedToBoth(const Network& network) {
  const std::size_t count = network.cells.size();
  std::vector<std::int32_t> parents(count);
  std::iota(parents.begin(), parents.end(), 0);
  for (const GraphEdge& link : network.links) join(parents, link.from, link.to);
  std::vector<std::uint8_t> ends(count);
  for (std::size_t i = 0; i < count; ++i) {
    const auto root = std::size_t(rootOf(parents, std::int32_t(i)));
    ends[root] |= std::uint8_t((network.first[i] > 0 ? 1 : 0) | (network.last[i] > 0 ? 2 : 0));
  }
  std::vector<bool> carries(count);
  for (std::size_t i = 0; i < count; ++i) carries[i] = ends[std::size_t(rootOf(parents, std::int32_t(i)))] == 3;
  return carries;
}

// A potential in double precision on a graph whose links each join a red node to a black one; see potential.h.
class GraphPotential {
 public:
  // `begun` is what the given nodes begin with; the others lie between two of them.
  GraphPotential(const Graph& graph, std::vector<float> first, std::vector<float> last,
                 const std::vector<double>& begun)
      : graph_(graph), first_(std::move(first)), last_(std::move(last)), values_(std::size_t(graph.nodeCount), NAN) {
    for (std::size_t i = 0; i < begun.size(); ++i) values_[std::size_t(graph.placeOf(std::int32_t(i)))] = begun[i];
    for (std::int32_t i = 0; i < graph.nodeCount; ++i) {
      if (!std::isnan(values_[i])) continue;
      const EdgePlace e = graph.starts[i];
      values_[i] = 0.5 * (values_[graph.ends[e]] + values_[graph.ends[e + 1]]);
    }
  }

  std::vector<double>& values() { return values_; }
  const std::vector<double>& residual() const { return residual_; }

  double power() {
    residual_.assign(values_.size(), 0.0);
    double power = 0;
    for (std::int32_t i = 0; i < graph_.nodeCount; ++i) {
      double into = first_[i] * (1.0 - values_[i]) - last_[i] * values_[i];
      power += first_[i] * (1.0 - values_[i]) * (1.0 - values_[i]) + last_[i] * values_[i] * values_[i];
      for (EdgePlace e = graph_.starts[i]; e < graph_.starts[i + 1]; ++e) {
        const double fall = values_[graph_.ends[e]] - values_[i], current = double(graph_.conductances[e]) * fall;
        into += current;
        if (i < graph_.redCount) power += current * fall;
      }
      residual_[i] = into;
    }
    return power;
  }

  // Uses up the residual.
  double provenGap() {
    if (tree_.empty()) plantTree();
    double gap = 0;
    for (std::size_t k = tree_.size(); k-- > 0;) {
      const auto [node, parent, conductance] = tree_[k];
      const double current = residual_[node];
      gap += current * current / double(conductance);
      if (parent != node) residual_[parent] += current;
    }
    return gap;
  }

 private:
  struct Branch {
    std::int32_t node, parent;  // itself where its current leaves to a plane
    float conductance;
  };

  void plantTree() {
    tree_.reserve(values_.size());
    growTree(
        values_.size(), tree_,
        [&](const auto& wait) {
          for (std::int32_t i = 0; i < graph_.nodeCount; ++i) {
            const float held = std::max(first_[i], last_[i]);
            if (held > 0) wait(Branch{i, i, held}, held);
          }
        },
        [&](std::int32_t node, const auto& wait) {
          for (EdgePlace e = graph_.starts[node]; e < graph_.starts[node + 1]; ++e)
            wait(Branch{graph_.ends[e], node, graph_.conductances[e]}, graph_.conductances[e]);
        });
  }

  const Graph& graph_;
  std::vector<float> first_, last_;
  std::vector<double> values_, residual_;
  std::vector<Branch> tree_;  // from the planes outwards
};

// Conjugate gradients on the black nodes with the multigrid below them; see Grid.
class GraphIterations {
 public:
  explicit GraphIterations(Multigrid& multigrid)
      : multigrid_(multigrid),
        graph_(multigrid.graph()),
        reds_(graph_.redCount),
        x_(std::size_t(graph_.nodeCount) + 1),
        z_(x_.size()),
        source_(std::size_t(reds_)) {
    for (auto* vector : {&r_, &p_, &ap_, &az_}) vector->resize(std::size_t(graph_.nodeCount - reds_));
  }

  void beginCorrection(const std::vector<double>& residual) {
    double largest = 0;
    for (const double value : residual) largest = std::max(largest, std::abs(value));
    scale_ = largest > 0 ? largest : 1.0;
    for (std::int32_t i = 0; i < reds_; ++i) {
      source_[i] = static_cast<float>(residual[i] / scale_);
      x_[i] = source_[i] * graph_.inverse[i];
    }
    for (std::int32_t i = reds_; i < graph_.nodeCount; ++i) {
      x_[i] = p_[i - reds_] = ap_[i - reds_] = 0;
      r_[i - reds_] = static_cast<float>(residual[i] / scale_) + graph_.inflow(i, x_.data());
    }
    pap_ = 0;
  }

  double iterate() {
    const auto [zaz, zr, zap] = multigrid_.precondition(r_.data(), z_.data(), az_.data(), ap_.data());
    const double back = pap_ > 0 ? zap / pap_ : 0.0, pap = zaz - back * zap;
    if (!(pap > 0) || !(zr > 0)) return 0.0;
    const double alpha = zr / pap;
    pap_ = pap;
    const float a = static_cast<float>(alpha), b = static_cast<float>(back);
    for (std::size_t i = 0; i < r_.size(); ++i) {
      const std::size_t node = std::size_t(reds_) + i;
      p_[i] = z_[node] - b * p_[i];
      ap_[i] = az_[i] - b * ap_[i];
      x_[node] += a * p_[i];
      r_[i] -= a * ap_[i];
    }
    return alpha * zr * scale_ * scale_;
  }

  void addTo(std::vector<double>& potential) {
    for (std::int32_t i = 0; i < reds_; ++i) x_[i] = (source_[i] + graph_.inflow(i, x_.data())) * graph_.inverse[i];
    for (std::int32_t i = 0; i < graph_.nodeCount; ++i) potential[i] += scale_ * double(x_[i]);
  }

 private:
  Multigrid& multigrid_;
  const Graph& graph_;
  std::int32_t reds_;
  std::vector<float> x_, z_;            // of all nodes
  std::vector<float> source_;           // of the red ones
  std::vector<float> r_, p_, ap_, az_;  // of the black ones
  double pap_ = 0, scale_ = 1;
};

}  // namespace

std::expected<NetworkSolution, std::string> solveNetwork(Network network, double tolerance, Bounds bounds,
                                                         double toSigma, const ConductionObserver& observer,
                                                         std::vector<ConductionStep>& history) {
  NetworkSolution solution;
  solution.carries = joinedToBoth(network);
  solution.potential.assign(network.cells.size(), 0.0);
  GraphNodes nodes;
  std::vector<std::int32_t> places(network.cells.size(), -1);
  std::vector<float> first, last;
  std::vector<double> begun;
  for (const int color : {0, 1}) {
    for (std::size_t i = 0; i < network.cells.size(); ++i) {
      if (!solution.carries[i] || network.cells[i].color() != color) continue;
      places[i] = std::int32_t(nodes.cells.size());
      nodes.cells.push_back(network.cells[i]);
      nodes.ground.push_back(network.first[i] + network.last[i]);
      first.push_back(network.first[i]);
      last.push_back(network.last[i]);
      begun.push_back(1.0 - (network.cells[i].z + 0.5) / network.cellsAlong);
    }
    if (color == 0) nodes.redCount = std::int32_t(nodes.cells.size());
  }
  if (nodes.cells.empty()) return solution;
  solution.percolates = true;
  std::erase_if(network.links, [&](const GraphEdge& link) { return places[std::size_t(link.from)] < 0; });
  for (GraphEdge& link : network.links)
    link.from = places[std::size_t(link.from)], link.to = places[std::size_t(link.to)];

  Multigrid multigrid(std::move(nodes), std::move(network.links), false);
  const Graph& graph = multigrid.graph();
  // Nodes in the middle of links lie between the two colours given; no plane holds them.
  for (auto* held : {&first, &last}) {
    held->insert(held->begin() + graph.givenReds, std::size_t(graph.middleReds), 0.0f);
    held->resize(std::size_t(graph.nodeCount), 0.0f);
  }
  GraphPotential potential(graph, std::move(first), std::move(last), begun);
  GraphIterations iterations(multigrid);
  Progress progress(observer, tolerance, toSigma, history);
  const std::expected<PowerFound, std::string> found = bounds == Bounds::proven
                                                           ? correct(potential, iterations, tolerance, progress)
                                                           : improve(potential, iterations, tolerance, progress);
  if (!found) return std::unexpected(found.error());
  solution.lower = found->lower, solution.power = found->power, solution.upper = found->upper;
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (places[i] >= 0) solution.potential[i] = potential.values()[std::size_t(graph.placeOf(places[i]))];
  }
  return solution;
}

double networkBytes(std::size_t nodes, std::size_t links) {
  // A node on its level and its share of the coarser ones, its potential in double precision and its branch; a link
  // on both sides, and on the coarser levels.
  constexpr double kNode = 190, kLink = 60;
  return kNode * double(nodes) + kLink * double(links);
}

}  // namespace cathode
