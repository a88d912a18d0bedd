// SPDX-License-Identifier: MIT
// The JavaScript face of microstructures and conduction: see web/api/voxels.js. Volumes cross as bytes
// in buffers that JavaScript fills and copies from.
#include <emscripten/bind.h>

#include "core/conduction/conduction.h"
#include "core/microstructure/metrics.h"
#include "core/microstructure/microstructure.h"
#include "core/voxels/connectivity.h"
#include "web/api/exchange.h"
#include "web/api/geometry_bindings.h"
#include "web/api/memory.h"
#include "web/api/solution_vals.h"
#include "web/api/vals.h"

namespace cathode {
namespace {

using emscripten::val;

unsigned addressOf(const void* pointer) { return static_cast<unsigned>(reinterpret_cast<std::uintptr_t>(pointer)); }

// The volume of the next call, the particles of its voxels, and what the last call left to be copied.
struct Buffers {
  std::vector<std::uint8_t> voxels;
  std::vector<std::uint32_t> particles;
  Microstructure made;
  ConductionSolution solved;
};
Buffers& buffers() {
  static Buffers all;
  return all;
}

// Room for a volume of so many voxels; 0 if there is none.
unsigned voxelBuffer(unsigned count) {
  if (!hasRoom(count)) return 0;
  buffers().voxels.resize(count);
  return addressOf(buffers().voxels.data());
}
unsigned particleBuffer(unsigned count) {
  if (!hasRoom(4.0 * count)) return 0;
  buffers().particles.resize(count);
  return addressOf(buffers().particles.data());
}
// Gives back all of it.
void freeVolumes() {
  buffers() = {};
  freeGeometry();
}

Spacing spacingOf(val edges) { return {edges[0].as<double>(), edges[1].as<double>(), edges[2].as<double>()}; }

val microstructureInputsVal() {
  return list(microstructureSizes(), [](const MicrostructureSize& size) {
    val object = described(size);
    put(object, "min", size.min);
    put(object, "max", size.max);
    put(object, "default", size.standard);
    put(object, "description", size.description);
    return object;
  });
}

MicrostructureRequest& request() {
  static MicrostructureRequest wanted;
  return wanted;
}
void clearMicrostructure() { request() = {}; }
std::string putMicrostructureInput(const std::string& key, double value) {
  const auto put = putMicrostructureSize(request(), key, value);
  return put ? "" : put.error();
}

// A microstructure of the scenario in the exchange.
val generateFromExchange(val shape, double seed, bool wantsParticles) {
  const auto scenario = readScenario();
  if (!scenario) return refused(scenario.error());
  request().scenario = *scenario;
  request().shape = shapeOf(shape);
  request().seed = static_cast<std::uint32_t>(seed);
  request().particles = wantsParticles;
  if (const double bytes = microstructureBytes(request()); !hasRoom(bytes))
    return refused(roomRefusal(bytes, "shape: to make this volume"));
  auto made = generateMicrostructure(request());
  if (!made) return refused(made.error());
  Microstructure& kept = buffers().made = std::move(*made);
  val object = val::object();
  put(object, "address", addressOf(kept.voxels.data()));
  put(object, "length", static_cast<double>(kept.voxels.size()));
  put(object, "voxelUm", kept.voxelUm);
  put(object, "particlesAddress", addressOf(kept.particles.data()));
  put(object, "phases", list(kept.phases, [](const PhaseFraction& phase) {
        val entry = val::object();
        put(entry, "label", static_cast<int>(phase.phase));
        put(entry, "name", phase.name);
        put(entry, "fraction", phase.fraction);
        put(entry, "voxelFraction", phase.voxelFraction);
        put(entry, "target", phase.target);
        return entry;
      }));
  put(object, "notes", list(kept.notes, text));
  val packing = val::object();
  put(packing, "coordination", kept.packing.coordination);
  put(packing, "structureFactor", kept.packing.structureFactor);
  put(packing, "equilibrationSweeps", kept.packing.equilibrationSweeps);
  put(packing, "fibrePieceUm", kept.packing.fibrePieceUm);
  put(object, "packing", packing);
  if (const double bytes = geometryBufferBytes(kept.geometry); !hasRoom(bytes))
    return refused(roomRefusal(bytes, "shape: to tell what this volume is made of"));
  put(object, "geometry", geometryVal(kept.geometry));
  return object;
}

// Conduction through the volume in the buffer.
ConductionProblem problemOf(val shape, std::span<const double> conductivities, int direction, double tolerance,
                            bool isPeriodic, double contactResistance, const Spacing& spacing, bool wantsFields) {
  return {.voxels = buffers().voxels,
          .shape = shapeOf(shape),
          .conductivities = conductivities,
          .direction = static_cast<Direction>(direction),
          .tolerance = tolerance,
          .sides = isPeriodic ? Sides::periodic : Sides::closed,
          .contactResistance = contactResistance,
          .particles = buffers().particles,
          .spacing = spacing,
          .fields = wantsFields};
}

double solveBufferBytes(val shape, val conductivities, int direction, double tolerance, bool isPeriodic,
                        double contactResistance, val spacing, bool wantsFields) {
  return conductionBytes(problemOf(shape, numbersOf(conductivities), direction, tolerance, isPeriodic,
                                   contactResistance, spacingOf(spacing), wantsFields));
}

val solveBuffer(val shape, val conductivities, int direction, double tolerance, bool isPeriodic,
                double contactResistance, val spacing, bool wantsFields, val observer) {
  const std::vector<double> sigmas = numbersOf(conductivities);
  const ConductionProblem problem =
      problemOf(shape, sigmas, direction, tolerance, isPeriodic, contactResistance, spacingOf(spacing), wantsFields);
  if (const double bytes = conductionBytes(problem); !hasRoom(bytes))
    return refused(roomRefusal(bytes, "voxels: to solve this volume"));
  auto solved = solveConduction(problem, observerOf(observer));
  if (!solved) return refused(solved.error());
  ConductionSolution& kept = buffers().solved = std::move(*solved);
  val object = solutionVal(kept);
  put(object, "potentialAddress", addressOf(kept.potential.data()));
  put(object, "currentAddress", addressOf(kept.currentDensity.data()));
  return object;
}

val directionsVal(const std::array<double, 3>& shares) {
  val object = val::object();
  put(object, "z", shares[0]);
  put(object, "y", shares[1]);
  put(object, "x", shares[2]);
  return object;
}

val surfacesOfBuffer(val shape, val edgesUm, bool isPeriodic) {
  constexpr double kBytesAVoxel = 2;
  if (const double bytes = kBytesAVoxel * double(buffers().voxels.size()); !hasRoom(bytes))
    return refused(roomRefusal(bytes, "voxels: to measure this volume"));
  const auto metrics = surfaceMetrics(buffers().voxels, shapeOf(shape), spacingOf(edgesUm),
                                      isPeriodic ? Sides::periodic : Sides::closed);
  if (!metrics) return refused(metrics.error());
  val object = val::object();
  val phases = val::array();
  for (int label = 0; label < 256; ++label) {
    if (metrics->fractions[label] == 0) continue;
    val entry = val::object();
    put(entry, "label", label);
    put(entry, "fraction", metrics->fractions[label]);
    phases.call<void>("push", entry);
  }
  put(object, "phases", phases);
  put(object, "interfaceAreaPerUm", metrics->interfaceAreaPerUm);
  put(object, "activeSurfaceIonic", metrics->activeSurfaceIonic);
  put(object, "activeSurfaceElectronic", metrics->activeSurfaceElectronic);
  put(object, "activeSurfaceBoth", metrics->activeSurfaceBoth);
  val percolating = val::object();
  percolating.set("ion", directionsVal(metrics->ionPercolating));
  percolating.set("electron", directionsVal(metrics->electronPercolating));
  put(object, "percolating", percolating);
  return object;
}

val connectivityOfBuffer(val shape, val conducts, int direction, bool isPeriodic) {
  constexpr double kBytesAVoxel = 2;
  if (const double bytes = kBytesAVoxel * double(buffers().voxels.size()); !hasRoom(bytes))
    return refused(roomRefusal(bytes, "voxels: to follow what joins in this volume"));
  bool holds[256] = {};
  for (int label = 0; label < conducts["length"].as<int>(); ++label) holds[label] = conducts[label].as<bool>();
  const auto found = connectivity(buffers().voxels, shapeOf(shape), holds, static_cast<Direction>(direction),
                                  isPeriodic ? Sides::periodic : Sides::closed);
  if (!found) return refused(found.error());
  val object = val::object();
  put(object, "faces", found->faces);
  put(object, "edges", found->edges);
  put(object, "corners", found->corners);
  return object;
}

}  // namespace
}  // namespace cathode

EMSCRIPTEN_BINDINGS(cathode_lab_voxels) {
  using emscripten::function;
  function("voxelBuffer", &cathode::voxelBuffer);
  function("particleBuffer", &cathode::particleBuffer);
  function("freeVolumes", &cathode::freeVolumes);
  function("microstructureInputs", &cathode::microstructureInputsVal);
  function("clearMicrostructure", &cathode::clearMicrostructure);
  function("putMicrostructureInput", &cathode::putMicrostructureInput);
  function("generate", &cathode::generateFromExchange);
  function("solve", &cathode::solveBuffer);
  function("solveBytes", &cathode::solveBufferBytes);
  function("surfaces", &cathode::surfacesOfBuffer);
  function("connectivity", &cathode::connectivityOfBuffer);
}
