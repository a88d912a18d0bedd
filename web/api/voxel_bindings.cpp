// The JavaScript face of microstructures and conduction: see web/api/voxels.js. Volumes cross as bytes
// in buffers that JavaScript fills and copies from.
#include <emscripten/bind.h>

#include "core/conduction/conduction.h"
#include "core/microstructure/metrics.h"
#include "core/microstructure/microstructure.h"
#include "web/api/exchange.h"
#include "web/api/memory.h"
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
void freeVolumes() { buffers() = {}; }

Shape shapeOf(val shape) { return {shape[0].as<int>(), shape[1].as<int>(), shape[2].as<int>()}; }

val microstructureInputsVal() {
  return list(microstructureSizes(), [](const MicrostructureSize& size) {
    val object = val::object();
    object.set("key", text(size.key));
    object.set("label", text(size.label));
    object.set("unit", text(size.unit));
    object.set("min", size.min);
    object.set("max", size.max);
    object.set("default", size.standard);
    object.set("description", text(size.description));
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
  object.set("address", addressOf(kept.voxels.data()));
  object.set("length", static_cast<double>(kept.voxels.size()));
  object.set("voxelUm", kept.voxelUm);
  object.set("particlesAddress", addressOf(kept.particles.data()));
  object.set("phases", list(kept.phases, [](const PhaseFraction& phase) {
               val entry = val::object();
               entry.set("label", static_cast<int>(phase.phase));
               entry.set("name", text(phase.name));
               entry.set("fraction", phase.fraction);
               entry.set("target", phase.target);
               return entry;
             }));
  object.set("notes", list(kept.notes, text));
  return object;
}

std::vector<double> numbersOf(val list) {
  std::vector<double> numbers;
  for (int i = 0, count = list["length"].as<int>(); i < count; ++i) numbers.push_back(list[i].as<double>());
  return numbers;
}

// Conduction through the volume in the buffer.
ConductionProblem problemOf(val shape, std::span<const double> conductivities, int direction, double tolerance,
                            bool isPeriodic, double contactResistance, bool wantsFields) {
  return {.voxels = buffers().voxels,
          .shape = shapeOf(shape),
          .conductivities = conductivities,
          .direction = static_cast<Direction>(direction),
          .tolerance = tolerance,
          .sides = isPeriodic ? Sides::periodic : Sides::closed,
          .contactResistance = contactResistance,
          .particles = buffers().particles,
          .fields = wantsFields};
}

double solveBufferBytes(val shape, val conductivities, int direction, double tolerance, bool isPeriodic,
                        double contactResistance, bool wantsFields) {
  return conductionBytes(
      problemOf(shape, numbersOf(conductivities), direction, tolerance, isPeriodic, contactResistance, wantsFields));
}

val solveBuffer(val shape, val conductivities, int direction, double tolerance, bool isPeriodic,
                double contactResistance, bool wantsFields, val observer) {
  const std::vector<double> sigmas = numbersOf(conductivities);
  const ConductionProblem problem =
      problemOf(shape, sigmas, direction, tolerance, isPeriodic, contactResistance, wantsFields);
  if (const double bytes = conductionBytes(problem); !hasRoom(bytes))
    return refused(roomRefusal(bytes, "voxels: to solve this volume"));
  ConductionObserver tell;
  if (!observer.isNull()) {
    tell = [&](const ConductionProgress& p) {
      return observer(p.preparing, p.fraction, p.iteration, p.effectiveConductivity, p.errorEstimate).as<bool>();
    };
  }
  auto solved = solveConduction(problem, tell);
  if (!solved) return refused(solved.error());
  ConductionSolution& kept = buffers().solved = std::move(*solved);
  val object = val::object();
  object.set("percolates", kept.percolates);
  object.set("effectiveConductivity", kept.effectiveConductivity);
  object.set("lowerEstimate", kept.lowerEstimate);
  object.set("upperEstimate", kept.upperEstimate);
  object.set("tortuosityFactor", numberVal(kept.tortuosityFactor));
  object.set("macMullin", numberVal(kept.macMullin));
  object.set("conductingFraction", kept.conductingFraction);
  object.set("percolatingFraction", kept.percolatingFraction);
  object.set("history", list(kept.history, [iteration = 0](const ConductionStep& step) mutable {
               val entry = val::object();
               entry.set("iteration", ++iteration);
               entry.set("effectiveConductivity", step.effectiveConductivity);
               entry.set("errorEstimate", step.errorEstimate);
               return entry;
             }));
  object.set("potentialAddress", addressOf(kept.potential.data()));
  object.set("currentAddress", addressOf(kept.currentDensity.data()));
  return object;
}

val directionsVal(const std::array<double, 3>& shares) {
  val object = val::object();
  object.set("z", shares[0]);
  object.set("y", shares[1]);
  object.set("x", shares[2]);
  return object;
}

val surfacesOfBuffer(val shape, double voxelUm, bool isPeriodic) {
  constexpr double kBytesAVoxel = 2;
  if (const double bytes = kBytesAVoxel * double(buffers().voxels.size()); !hasRoom(bytes))
    return refused(roomRefusal(bytes, "voxels: to measure this volume"));
  const auto metrics =
      surfaceMetrics(buffers().voxels, shapeOf(shape), voxelUm, isPeriodic ? Sides::periodic : Sides::closed);
  if (!metrics) return refused(metrics.error());
  val object = val::object();
  val phases = val::array();
  for (int label = 0; label < 256; ++label) {
    if (metrics->fractions[label] == 0) continue;
    val entry = val::object();
    entry.set("label", label);
    entry.set("fraction", metrics->fractions[label]);
    phases.call<void>("push", entry);
  }
  object.set("phases", phases);
  object.set("interfaceAreaPerUm", metrics->interfaceAreaPerUm);
  object.set("activeSurfaceIonic", metrics->activeSurfaceIonic);
  object.set("activeSurfaceElectronic", metrics->activeSurfaceElectronic);
  object.set("activeSurfaceBoth", metrics->activeSurfaceBoth);
  val percolating = val::object();
  percolating.set("ion", directionsVal(metrics->ionPercolating));
  percolating.set("electron", directionsVal(metrics->electronPercolating));
  object.set("percolating", percolating);
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
}
