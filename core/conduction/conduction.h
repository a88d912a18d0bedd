// SPDX-License-Identifier: MIT
// Conduction through a voxel volume: div(sigma grad V) = 0.
//
// V is held on the two outer planes that the direction leads through, half a voxel outside the centres of
// the end voxels, so that a full block has exactly its own conductivity. Nothing passes the other sides,
// or they are joined (periodic). Between two voxels a face conducts the harmonic mean of their conductivities.
// The definitions are those of TauFactor (Cooper et al. 2016, doi 10.1016/j.softx.2016.09.002).
//
// Method: conjugate gradients on every second voxel (the others follow from their neighbours exactly), in
// single precision with a multigrid of connected aggregates. Where conductivities or contacts differ, and for fine
// tolerances, they correct a potential in double precision until two bounds, of Dirichlet and of Thomson, are as close
// as asked.
#pragma once

#include <array>
#include <expected>
#include <functional>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/voxels/volume.h"

namespace cathode {

struct ConductionProblem {
  std::span<const std::uint8_t> voxels;  // labels
  Shape shape{};
  std::span<const double>
      conductivities;  // of each label, any unit: 0, or at least kLeastContrast of the largest that a voxel has
  Direction direction = Direction::z;
  double tolerance = 1e-3;         // of the effective conductivity, relative
  Sides sides = Sides::closed;     // periodic: even extents sideways only
  double contactResistance = 0.0;  // of a face between two particles: unit of spacing over that of conductivity
  std::span<const std::uint32_t> particles{};                    // of each voxel; needed with contactResistance
  Spacing spacing = kCubes;                                      // edges of a voxel along z, y, x, in any one unit
  bool fields = false;                                           // whether to return potential and current density
  double memoryBytes = std::numeric_limits<double>::infinity();  // what the solve may take: conductionBytes at least
  int threads = 1;  // at work at a time, up to kMostThreads, with the same bits for any number; one in WebAssembly
};
inline constexpr int kMostThreads = 256;
inline constexpr double kFinestTolerance = 1e-10, kCoarsestTolerance = 0.1;
inline constexpr double kLeastContrast = 1e-4;

struct ConductionProgress {
  bool preparing;
  double fraction;  // 0 to 1, an estimate
  int iteration;
  double effectiveConductivity;  // 0 while preparing
  double errorEstimate;          // relative; 1 while unknown
};
// Called now and then; false stops the solve.
using ConductionObserver = std::function<bool(const ConductionProgress&)>;

struct ConductionStep {
  double effectiveConductivity;
  double errorEstimate;
};

struct ConductionSolution {
  bool percolates = false;
  double effectiveConductivity = 0.0;  // unit of the conductivities
  // Any potential between the two planes dissipates at least what the true one does (Dirichlet's principle): an
  // upper bound. The lower one is a bound too (Thomson's) where conductivities or contacts differ or the tolerance is
  // below 2e-6; otherwise an estimate, no closer than the tolerance.
  double lowerEstimate = 0.0, upperEstimate = 0.0;
  std::optional<double> tortuosityFactor;  // sum phi_i sigma_i / sigma_eff
  std::optional<double> macMullin;         // tortuosityFactor / conductingFraction
  double conductingFraction = 0.0;         // of all voxels
  double percolatingFraction = 0.0;        // of all voxels: those joined to both planes
  std::vector<ConductionStep> history;     // after each iteration
  // With `fields`, of each voxel in the volume's own order: potential from 1 to 0, and |J| over the mean
  // current density; both 0 where nothing flows.
  std::vector<float> potential, currentDensity;
};

// How much memory a solve takes at most, in bytes: from what conducts, and for what else it needs. 0 for
// a shape that does not fit the voxels.
double conductionBytes(const ConductionProblem& problem);

// Refuses, naming the field: a length or shape that does not fit, labels without a conductivity, conductivities
// that are negative or not finite, a tolerance out of range, odd periodic extents; and says so if it does not
// converge to the tolerance. More than memoryBytes is refused before the solve begins. Stopped: kConductionStopped;
// where memory runs out all the same: kOutOfMemory, and nothing of it stays allocated (core/base/out_of_memory.h).
std::expected<ConductionSolution, std::string> solveConduction(const ConductionProblem& problem,
                                                               const ConductionObserver& observer = {});
// Why conductivities (of each label, as in ConductionProblem) or a tolerance are refused, naming the field; empty if
// not. `has` tells which labels there are: what none has does not matter.
std::string conductivitiesRefusal(std::span<const double> conductivities, const std::array<bool, 256>& has);
std::string toleranceRefusal(double tolerance);

inline constexpr std::string_view kConductionStopped = "The solve was stopped.";

}  // namespace cathode
