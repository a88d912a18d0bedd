// SPDX-License-Identifier: MIT
// The linear system of a network that lies spread over the ranks, and algebraic multigrid for it: hypre's BoomerAMG.
//
// Chosen by measuring (docs/cluster.md): on what conducts alone its iterations do not grow with the volume, whatever
// the contrast; hypre's structured multigrids, which need rows for all voxels, do not do that on porous volumes.
#pragma once

#include <HYPRE_IJ_mv.h>
#include <HYPRE_parcsr_ls.h>

#include <memory>

#include "core/programs/cluster/part.h"

namespace cathode::program {

// A vector with a value of each node.
class NodeVector {
 public:
  NodeVector(const Ranks& ranks, std::int64_t first, std::int64_t end);
  ~NodeVector();
  NodeVector(const NodeVector&) = delete;
  NodeVector& operator=(const NodeVector&) = delete;

  void set(const std::vector<double>& values);
  std::vector<double> values() const;  // of the own nodes
  HYPRE_ParVector get() const { return vector_; }

  double dot(const NodeVector& other) const;
  void add(double times, const NodeVector& other);
  void scale(double times);
  void copy(const NodeVector& other);

 private:
  HYPRE_BigInt first_, end_;
  HYPRE_IJVector owner_ = nullptr;
  HYPRE_ParVector vector_ = nullptr;
};

// Nodes' currents for potentials between planes at 1 and at 0: matrix times potential - rightSide.
class System {
 public:
  // Uses up the part's links.
  System(const Ranks& ranks, Part part);
  ~System();
  System(const System&) = delete;
  System& operator=(const System&) = delete;

  const Ranks& ranks() const { return ranks_; }
  std::int64_t first() const { return first_; }  // of the own nodes, in the whole
  std::int64_t end() const { return end_; }
  std::int64_t nodes() const { return nodes_; }  // in the whole
  const NodeVector& rightSide() const { return *rightSide_; }
  const std::vector<float>& begun() const { return begun_; }

  // Sets `product` to the matrix times `vector`.
  void multiply(const NodeVector& vector, NodeVector& product) const;
  // What a potential dissipates between the planes, `product` being the matrix times it.
  double power(const NodeVector& potential, const NodeVector& product) const;

  // Builds the multigrid. Returns why not.
  std::string prepare();
  // About the matrix' inverse times `residual`: one symmetric cycle of the multigrid.
  void precondition(const NodeVector& residual, NodeVector& correction) const;

 private:
  const Ranks& ranks_;
  std::int64_t first_ = 0, end_ = 0, nodes_ = 0;
  double held_ = 0;  // conductance to the plane held at 1, of all nodes
  std::vector<float> begun_;
  std::unique_ptr<NodeVector> rightSide_, unused_;
  HYPRE_IJMatrix owner_ = nullptr;
  HYPRE_ParCSRMatrix matrix_ = nullptr;
  HYPRE_Solver multigrid_ = nullptr;
};

}  // namespace cathode::program
