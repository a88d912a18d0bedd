// Conduction through a voxel volume: div(sigma grad V) = 0.
//
// V is held on the two outer planes that the direction leads through, half a voxel outside the centres of
// the end voxels, so that a full block has exactly its own conductivity. Nothing passes the other sides,
// or they are joined (periodic). Between two voxels a face conducts the harmonic mean of their conductivities.
// The definitions are those of TauFactor (Cooper et al. 2016, doi 10.1016/j.softx.2016.09.002).
//
// Method: conjugate gradients on every second voxel (the others follow from their neighbours exactly), in
// single precision with a multigrid of connected aggregates; what is asked beyond that by correcting in double precision.
#pragma once

#include <array>
#include <cstdint>
#include <expected>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace cathode {

// Axes of a volume, slowest first.
enum class Direction : std::uint8_t { z, y, x };
enum class Sides : std::uint8_t { closed, periodic };

// Voxels each way: nz, ny, nx. Voxel (z, y, x) lies at (z ny + y) nx + x.
using Shape = std::array<int, 3>;
inline constexpr int kMostVoxelsEachWay = 1024;
inline constexpr std::size_t kMostVoxels = std::size_t{1} << 27;
inline std::size_t voxelCount(const Shape& shape) { return std::size_t(shape[0]) * shape[1] * shape[2]; }
// Why a volume of that many voxels cannot have that shape; empty if it can.
std::string shapeRefusal(const Shape& shape, std::size_t voxels);

struct ConductionProblem {
  std::span<const std::uint8_t> voxels;      // labels
  Shape shape{};
  std::span<const double> conductivities;    // of each label, any unit, 0 or more
  Direction direction = Direction::z;
  double tolerance = 1e-3;                   // of the effective conductivity, relative
  Sides sides = Sides::closed;               // periodic: even extents sideways only
  double contactResistance = 0.0;            // of a face between two particles: voxel edges over the unit of conductivity
  std::span<const std::uint32_t> particles{};  // of each voxel; needed with contactResistance
  bool fields = false;                       // whether to return potential and current density
};
inline constexpr double kFinestTolerance = 1e-10, kCoarsestTolerance = 0.1;

struct ConductionProgress {
  bool preparing;
  double fraction;               // 0 to 1, an estimate
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
  // upper bound but for rounding. The lower one subtracts twice the estimated error.
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

// Refuses, naming the field: a length or shape that does not fit, labels without a conductivity, conductivities
// that are negative or not finite, a tolerance out of range, odd periodic extents. Stopped: kConductionStopped.
std::expected<ConductionSolution, std::string> solveConduction(const ConductionProblem& problem, const ConductionObserver& observer = {});
inline constexpr std::string_view kConductionStopped = "The solve was stopped.";

}  // namespace cathode
