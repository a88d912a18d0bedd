// SPDX-License-Identifier: MIT
// Conduction through small volumes solved in another way, in double precision: what the solver is held against.
// The faces are listed from each voxel's coordinates, the percolating voxels flooded one by one, and the equations
// factorised (or, for large ones, iterated to their end) by Eigen. The power of the potential found is then off by
// the square of the potential's own error.
#pragma once

#include <Eigen/IterativeLinearSolvers>
#include <Eigen/Sparse>
#include <Eigen/SparseCholesky>
#include <cstdint>
#include <vector>

#include "core/conduction/conduction.h"

#ifdef EIGEN_VECTORIZE
#error "Eigen is built otherwise here than in the core: one program with two layouts of one type"
#endif

namespace cathode {

struct ConductionCase {
  Shape shape;
  std::vector<std::uint8_t> voxels;
  std::vector<double> sigma;
  Direction direction = Direction::z;
  double tolerance = 1e-10;
  Sides sides = Sides::closed;
  double contactResistance = 0;
  std::vector<std::uint32_t> particles{};
  bool fields = false;
  Spacing spacing = kCubes;
  int threads = 1;

  ConductionProblem problem() const {
    return {.voxels = voxels,
            .shape = shape,
            .conductivities = sigma,
            .direction = direction,
            .tolerance = tolerance,
            .sides = sides,
            .contactResistance = contactResistance,
            .particles = particles,
            .spacing = spacing,
            .fields = fields,
            .threads = threads};
  }
  std::size_t axis() const { return static_cast<std::size_t>(direction); }
  int length() const { return shape[axis()]; }
  // Of a voxel's face across an axis.
  double faceOf(std::size_t along) const { return spacing[0] * spacing[1] * spacing[2] / spacing[along]; }
  double area() const { return double(voxels.size()) / length(); }
  int placeAlong(Direction along, std::size_t voxel) const {
    const std::size_t strides[3] = {std::size_t(shape[1]) * shape[2], std::size_t(shape[2]), 1};
    const auto a = static_cast<std::size_t>(along);
    return int(voxel / strides[a] % std::size_t(shape[a]));
  }
};

// Calls visit(voxel, next, conductance, axis) for each face that conducts.
template <typename Visit>
void forFaces(const ConductionCase& c, Visit visit) {
  const auto index = [&](const std::array<int, 3>& p) {
    return (std::size_t(p[0]) * c.shape[1] + p[1]) * c.shape[2] + p[2];
  };
  std::array<int, 3> p;
  for (p[0] = 0; p[0] < c.shape[0]; ++p[0]) {
    for (p[1] = 0; p[1] < c.shape[1]; ++p[1]) {
      for (p[2] = 0; p[2] < c.shape[2]; ++p[2]) {
        for (int axis = 0; axis < 3; ++axis) {
          std::array<int, 3> q = p;
          if (++q[axis] == c.shape[axis]) {
            if (c.sides == Sides::closed || axis == static_cast<int>(c.direction) || c.shape[axis] == 1) continue;
            q[axis] = 0;
          }
          const double a = c.sigma[c.voxels[index(p)]], b = c.sigma[c.voxels[index(q)]];
          if (a == 0 || b == 0) continue;
          double resistance = c.spacing[axis] * (0.5 / a + 0.5 / b);
          if (c.contactResistance > 0 && c.particles[index(p)] != c.particles[index(q)])
            resistance += c.contactResistance;
          visit(index(p), index(q), c.faceOf(axis) / resistance, axis);
        }
      }
    }
  }
}

// The effective conductivity; 0 where nothing percolates.
inline double referenceConductivity(const ConductionCase& c) {
  const std::size_t count = c.voxels.size();
  std::vector<std::vector<std::size_t>> neighbours(count);
  forFaces(c, [&](std::size_t i, std::size_t j, double, int) {
    neighbours[i].push_back(j);
    neighbours[j].push_back(i);
  });
  const auto flooded = [&](int plane) {
    std::vector<bool> is(count, false);
    std::vector<std::size_t> waiting;
    const auto reach = [&](std::size_t i) {
      if (is[i] || c.sigma[c.voxels[i]] == 0) return;
      is[i] = true;
      waiting.push_back(i);
    };
    for (std::size_t i = 0; i < count; ++i) {
      if (c.placeAlong(c.direction, i) == plane) reach(i);
    }
    while (!waiting.empty()) {
      const std::size_t i = waiting.back();
      waiting.pop_back();
      for (const std::size_t j : neighbours[i]) reach(j);
    }
    return is;
  };
  const std::vector<bool> fromFirst = flooded(0), fromLast = flooded(c.length() - 1);
  std::vector<int> unknown(count, -1);
  int unknowns = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (fromFirst[i] && fromLast[i]) unknown[i] = unknowns++;
  }
  if (unknowns == 0) return 0;

  std::vector<Eigen::Triplet<double>> entries;
  Eigen::VectorXd right = Eigen::VectorXd::Zero(unknowns);
  forFaces(c, [&](std::size_t from, std::size_t to, double g, int) {
    const int i = unknown[from], j = unknown[to];
    if (i < 0 || j < 0) return;
    entries.emplace_back(i, i, g);
    entries.emplace_back(j, j, g);
    entries.emplace_back(i, j, -g);
    entries.emplace_back(j, i, -g);
  });
  const auto heldOf = [&](std::size_t i, int plane) {
    return unknown[i] >= 0 && c.placeAlong(c.direction, i) == plane
               ? 2 * c.sigma[c.voxels[i]] * c.faceOf(c.axis()) / c.spacing[c.axis()]
               : 0.0;
  };
  for (std::size_t i = 0; i < count; ++i) {
    const double first = heldOf(i, 0), last = heldOf(i, c.length() - 1);
    if (first + last == 0) continue;
    entries.emplace_back(unknown[i], unknown[i], first + last);
    right[unknown[i]] += first;
  }
  Eigen::SparseMatrix<double> matrix(unknowns, unknowns);
  matrix.setFromTriplets(entries.begin(), entries.end());
  Eigen::VectorXd potential;
  if (unknowns <= 3000) {
    potential = Eigen::SimplicialLDLT<Eigen::SparseMatrix<double>>(matrix).solve(right);
  } else {
    Eigen::ConjugateGradient<Eigen::SparseMatrix<double>, Eigen::Lower | Eigen::Upper,
                             Eigen::IncompleteCholesky<double>>
        iteration(matrix);
    iteration.setTolerance(1e-13);
    iteration.setMaxIterations(20000);
    potential = iteration.solve(right);
  }
  double power = 0;
  forFaces(c, [&](std::size_t i, std::size_t j, double g, int) {
    if (unknown[i] < 0 || unknown[j] < 0) return;
    const double fall = potential[unknown[i]] - potential[unknown[j]];
    power += g * fall * fall;
  });
  for (std::size_t i = 0; i < count; ++i) {
    if (unknown[i] < 0) continue;
    const double v = potential[unknown[i]];
    power += heldOf(i, 0) * (1 - v) * (1 - v) + heldOf(i, c.length() - 1) * v * v;
  }
  return power * c.length() * c.spacing[c.axis()] / (c.area() * c.faceOf(c.axis()));
}

}  // namespace cathode
