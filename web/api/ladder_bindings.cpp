// SPDX-License-Identifier: MIT
// The JavaScript face of conduction through geometries: the one in the buffer of web/api/geometry_bindings.h.
#include <emscripten/bind.h>

#include <cmath>

#include "core/ladder/geometry_conduction.h"
#include "web/api/geometry_bindings.h"
#include "web/api/memory.h"
#include "web/api/solution_vals.h"
#include "web/api/vals.h"

namespace cathode {
namespace {

using emscripten::val;

constexpr std::string_view kSolving = "geometry: to solve it";

// To count a geometry's fractions, beside its own copy.
double bytesOf(const Geometry& geometry) { return kFractionBytes + 2 * geometryBufferBytes(geometry); }

// As much as a calculation may take and can be had.
double roomFor(double bytes) {
  constexpr double kLeast = 1e7;
  while (bytes > kLeast && !hasRoom(bytes)) bytes *= 0.7;
  return bytes;
}

// What the core refuses for want of memory, which here nobody has set, as it is told here.
std::string inWords(const std::string& refusal, double bytes) {
  return refusal.starts_with("memoryBytes") ? roomRefusal(bytes, kSolving) : refusal;
}

GeometryProblem problemOf(const Geometry& geometry, val shape, std::span<const double> conductivities, int direction,
                          double tolerance, bool isPeriodic, double contactResistance) {
  return {.geometry = geometry,
          .shape = shapeOf(shape),
          .conductivities = conductivities,
          .direction = static_cast<Direction>(direction),
          .tolerance = tolerance,
          .sides = isPeriodic ? Sides::periodic : Sides::closed,
          .contactResistance = contactResistance};
}

double solveGeometryBytes(val shape, val conductivities, int direction, double tolerance, bool isPeriodic,
                          double contactResistance) {
  const Geometry geometry = geometryOfBuffer();
  const std::vector<double> sigmas = numbersOf(conductivities);
  return geometryBytes(problemOf(geometry, shape, sigmas, direction, tolerance, isPeriodic, contactResistance));
}

val solveGeometryBuffer(val shape, val conductivities, int direction, double tolerance, bool isPeriodic,
                        double contactResistance, val observer) {
  const Geometry geometry = geometryOfBuffer();
  const std::vector<double> sigmas = numbersOf(conductivities);
  GeometryProblem problem = problemOf(geometry, shape, sigmas, direction, tolerance, isPeriodic, contactResistance);
  if (!hasRoom(bytesOf(geometry))) return refused(roomRefusal(bytesOf(geometry), kSolving));
  // What is refused of the geometry is the solve's to tell.
  const auto fractions = fractionsOf(geometry);
  if (fractions) problem.fractions = *fractions;
  if (const double bytes = geometryBytes(problem); !hasRoom(bytes)) return refused(roomRefusal(bytes, kSolving));
  const auto solved = solveGeometry(problem, observerOf(observer));
  if (!solved) return refused(solved.error());
  val object = solutionVal(*solved);
  put(object, "phases", list(solved->fractions, fractionVal));
  return object;
}

val convergeGeometryBuffer(val conductivities, int direction, double tolerance, bool isPeriodic,
                           double contactResistance, double mostVoxels, val observer) {
  const Geometry geometry = geometryOfBuffer();
  const std::vector<double> sigmas = numbersOf(conductivities);
  ConvergenceRequest request{.geometry = geometry,
                             .conductivities = sigmas,
                             .direction = static_cast<Direction>(direction),
                             .tolerance = tolerance,
                             .sides = isPeriodic ? Sides::periodic : Sides::closed,
                             .contactResistance = contactResistance,
                             .mostVoxels = std::isnan(mostVoxels) ? ConvergenceRequest::kUsualVoxels : mostVoxels};
  if (!hasRoom(bytesOf(geometry))) return refused(roomRefusal(bytesOf(geometry), kSolving));
  const auto fractions = fractionsOf(geometry);
  if (fractions) request.fractions = *fractions;
  // Twice what it takes at most by the usual number of lobes a voxel.
  const double bytes = 2 * convergenceBytes(request);
  request.memoryBytes = roomFor(bytes);
  const auto found = convergeTransport(request, observerOf(observer));
  if (!found) return refused(inWords(found.error(), bytes));
  val object = val::object();
  put(object, "percolates", found->percolates);
  put(object, "effectiveConductivity", found->effectiveConductivity);
  put(object, "lower", found->lower);
  put(object, "upper", found->upper);
  put(object, "isExtrapolated", found->isExtrapolated);
  put(object, "isWithinTolerance", found->isWithinTolerance);
  put(object, "tortuosityFactor", numberVal(found->tortuosityFactor));
  put(object, "conductingFraction", found->conductingFraction);
  val uncertainty = val::object();
  put(uncertainty, "solver", found->solverUncertainty);
  put(uncertainty, "grid", found->gridUncertainty);
  put(object, "uncertainty", uncertainty);
  put(object, "levels", list(found->levels, [](const Rung& rung) {
        val entry = val::object();
        put(entry, "shape", list(rung.shape, [](int extent) { return val(extent); }));
        put(entry, "voxelUm", rung.voxelUm);
        put(entry, "centre", numberVal(rung.centre));
        put(entry, "areas", rung.areas);
        put(entry, "lower", rung.lower);
        put(entry, "upper", rung.upper);
        return entry;
      }));
  return object;
}

}  // namespace
}  // namespace cathode

EMSCRIPTEN_BINDINGS(cathode_lab_ladder) {
  using emscripten::function;
  function("solveGeometryBytes", &cathode::solveGeometryBytes);
  function("solveGeometry", &cathode::solveGeometryBuffer);
  function("convergeGeometry", &cathode::convergeGeometryBuffer);
}
