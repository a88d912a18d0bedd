// SPDX-License-Identifier: MIT
// Conduction through any network of conductances between two held planes.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <vector>

#include "core/conduction/conduction.h"
#include "core/conduction/multigrid.h"

namespace cathode {

// Nodes lie in cells, more than one in each if need be. Links join nodes of neighbouring cells or of one cell.
struct Network {
  int cellsAlong = 1;              // from the first held plane to the last
  std::vector<Cell> cells;         // of each node
  std::vector<float> first, last;  // each node's conductance to the planes held at 1 and at 0
  std::vector<GraphEdge> links;    // each pair once, conductances above 0
};

struct NetworkSolution {
  bool percolates = false;
  std::vector<bool> carries;               // of each node, whether it is joined to both planes
  double lower = 0, power = 0, upper = 0;  // conductance between the planes, and proven bounds
  std::vector<double> potential;           // of each node; 0 where nothing flows
};

// Whether both bounds are proven (Dirichlet's and Thomson's principles), or the lower one estimated, which takes two
// thirds of the time.
enum class Bounds : std::uint8_t { proven, estimated };

// Uses up the network's links. `toSigma` is what the observer and the history are told of a conductance of 1.
// Solved to the tolerance; otherwise what it came to, or that it was stopped: kConductionStopped.
std::expected<NetworkSolution, std::string> solveNetwork(Network network, double tolerance, Bounds bounds,
                                                         double toSigma, const ConductionObserver& observer,
                                                         std::vector<ConductionStep>& history);

// How much memory that takes at most, in bytes.
double networkBytes(std::size_t nodes, std::size_t links);

}  // namespace cathode
