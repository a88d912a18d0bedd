// SPDX-License-Identifier: MIT
// Conduction through a geometry, on a grid that knows what the bodies say of each of its faces.
#pragma once

#include "core/conduction/conduction.h"
#include "core/geometry/voxelize.h"
#include "core/ladder/lobes.h"

namespace cathode {

struct GeometryProblem {
  const Geometry& geometry;
  Shape shape{};                           // voxels that the box is divided into along z, y, x
  std::span<const double> conductivities;  // of each label; as in ConductionProblem
  Direction direction = Direction::z;
  double tolerance = 1e-3;         // of the solver, relative
  Sides sides = Sides::closed;     // periodic: geometries that are periodic only
  double contactResistance = 0.0;  // between bodies: um over the unit of the conductivities
  double memoryBytes = std::numeric_limits<double>::infinity();
  std::span<const LabelFraction> fractions{};  // of the geometry, as fractionsOf counts them; counted if left out
};

struct GeometrySolution : ConductionSolution {
  std::vector<LabelFraction> fractions;  // of the geometry itself, which the tortuosity factor counts
};

// Refuses, naming the field: what geometryRefusal says, a shape whose voxels are too many or too unlike their box,
// conductivities, a tolerance or a contact resistance out of range, periodic sides of what is not periodic. Otherwise
// as solveConduction, between two bodies by kMiddleJoint; `lowerEstimate` and `upperEstimate` are proven for the grid
// and say nothing of how far that is from the geometry: that is convergeTransport's to tell.
std::expected<GeometrySolution, std::string> solveGeometry(const GeometryProblem& problem,
                                                           const ConductionObserver& observer = {});

struct ConvergenceRequest {
  const Geometry& geometry;
  std::span<const double> conductivities;
  Direction direction = Direction::z;
  double tolerance = 0.05;  // width of the interval asked for, relative
  Sides sides = Sides::closed;
  double contactResistance = 0.0;
  double mostVoxels = kUsualVoxels;
  double memoryBytes = std::numeric_limits<double>::infinity();
  std::span<const LabelFraction> fractions{};  // as above

  static constexpr double kUsualVoxels = 3.6e6;
};
inline constexpr double kMostContactEdges = 1000;
inline constexpr double kFewestVoxels = 4096, kFinestInterval = 1e-4, kWidestInterval = 1.0;

// What one grid says. Conductivities; 0 where it does not percolate.
struct Rung {
  Shape shape;
  double voxelUm;       // the longest edge
  double centre;        // voxels of what their middle lies in; nothing: it did not fit
  double lower, upper;  // lobes coupled through half a voxel, and joined
  double areas;         // the mean of these two
};

struct Convergence {
  bool percolates = false;  // on the finest grid
  double effectiveConductivity = 0;
  double lower = 0, upper = 0;  // what the grid and the solver leave open
  bool isExtrapolated = false;  // whether the interval is narrower than what the finest grid brackets
  std::optional<double> tortuosityFactor;
  double conductingFraction = 0;                      // of the geometry
  double solverUncertainty = 0, gridUncertainty = 0;  // half the widths, relative
  std::vector<Rung> levels;                           // from coarse to fine
  bool isWithinTolerance = false;
};

// How much memory each takes at most, in bytes: of the finest grid that it may come to. 0 for what is refused.
double geometryBytes(const GeometryProblem& problem);
double convergenceBytes(const ConvergenceRequest& request);

// Climbs from coarse to finer grids until the interval is as narrow as asked, or voxels or memory end. Each side of the
// bracket is of first order in the voxel's edge and extrapolated along the line through the last two grids. The
// interval reaches beyond the two limits found by half the way from the finest grid to them; with three grids by twice
// what their curvature makes of the limit, if that is less, and by a fifth of the way at least. It never leaves out all
// that the grid before would have said. The two sides have held the limit of every packing tried; that is no proof, and
// rods in step with the lattice are off by up to a twentieth on both.
std::expected<Convergence, std::string> convergeTransport(const ConvergenceRequest& request,
                                                          const ConductionObserver& observer = {});

}  // namespace cathode
