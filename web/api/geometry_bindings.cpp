// SPDX-License-Identifier: MIT
#include "web/api/geometry_bindings.h"

#include <emscripten/bind.h>

#include "core/geometry/measure.h"
#include "web/api/memory.h"
#include "web/api/vals.h"

namespace cathode {
namespace {

using emscripten::val;

struct Buffers {
  std::vector<double> numbers;
  Voxelized made;
};
Buffers& buffers() {
  static Buffers all;
  return all;
}

unsigned addressOf(const void* pointer) { return static_cast<unsigned>(reinterpret_cast<std::uintptr_t>(pointer)); }

// Room for so many numbers; 0 if there is none.
unsigned geometryBuffer(unsigned count) {
  // The bodies are made of them, which take as much again.
  if (!hasRoom(2.0 * sizeof(double) * count)) return 0;
  buffers().numbers.resize(count);
  return addressOf(buffers().numbers.data());
}

// The geometry in the buffer, as voxels and as volume fractions.
val voxelizeBuffer(val shape) {
  const Geometry geometry = geometryOfBuffer();
  const Shape wanted{shape[0].as<int>(), shape[1].as<int>(), shape[2].as<int>()};
  if (const std::string refusal = geometryRefusal(geometry); !refusal.empty()) return refused("geometry." + refusal);
  if (const double bytes = voxelizeBytes(wanted) + kFractionBytes;
      bytes <= double(kMostVoxels) + kFractionBytes && !hasRoom(bytes))
    return refused(roomRefusal(bytes, "shape: to make this volume"));
  auto made = voxelize(geometry, wanted);
  if (!made) return refused(made.error());
  const auto fractions = fractionsOf(geometry);
  if (!fractions) return refused(fractions.error());
  const Voxelized& kept = buffers().made = std::move(*made);
  val object = val::object();
  put(object, "address", addressOf(kept.voxels.data()));
  put(object, "length", static_cast<double>(kept.voxels.size()));
  put(object, "voxelUm", list(kept.voxelUm, [](double edge) { return val(edge); }));
  put(object, "phases", list(*fractions, fractionVal));
  return object;
}

// Fractions and surfaces of the geometry in the buffer.
val measureBuffer() {
  const Geometry geometry = geometryOfBuffer();
  if (const std::string refusal = geometryRefusal(geometry); !refusal.empty()) return refused("geometry." + refusal);
  constexpr double kBytesABody = 400;
  const double bytes = kFractionBytes + kBytesABody * double(geometry.bodies.size());
  if (!hasRoom(bytes)) return refused(roomRefusal(bytes, "geometry: to measure it"));
  const auto fractions = fractionsOf(geometry);
  if (!fractions) return refused(fractions.error());
  const auto surfaces = surfacesOf(geometry);
  if (!surfaces) return refused(surfaces.error());
  val object = val::object();
  put(object, "phases", list(*fractions, fractionVal));
  put(object, "interfaces", list(surfaces->interfaces, [](const InterfaceArea& area) {
        val entry = val::object();
        put(entry, "labels", list(area.labels, [](std::uint8_t label) { return val(static_cast<int>(label)); }));
        put(entry, "areaPerUm", area.areaPerUm);
        put(entry, "error", area.error);
        return entry;
      }));
  put(object, "contacts", list(surfaces->contacts, [](const ContactArea& area) {
        val entry = val::object();
        put(entry, "label", static_cast<int>(area.label));
        put(entry, "areaPerUm", area.areaPerUm);
        put(entry, "error", area.error);
        put(entry, "contactsPerUm3", area.contactsPerUm3);
        return entry;
      }));
  return object;
}

}  // namespace

Geometry geometryOfBuffer() {
  const std::vector<double>& numbers = buffers().numbers;
  const auto label = [](double number) { return static_cast<std::uint8_t>(number); };
  Geometry geometry;
  geometry.boxUm = {numbers[0], numbers[1], numbers[2]};
  geometry.isPeriodic = numbers[3] != 0;
  geometry.background = label(numbers[4]);
  geometry.bodies.reserve((numbers.size() - kBoxNumbers) / kBodyNumbers);
  for (std::size_t i = kBoxNumbers; i + kBodyNumbers <= numbers.size(); i += kBodyNumbers) {
    const double* const of = numbers.data() + i;
    geometry.bodies.push_back({.kind = of[0] == 0 ? BodyKind::sphere : BodyKind::cylinder,
                               .fromUm = {of[1], of[2], of[3]},
                               .toUm = {of[4], of[5], of[6]},
                               .radiusUm = of[7],
                               .label = label(of[8]),
                               .shellUm = of[9],
                               .shellLabel = label(of[10])});
  }
  return geometry;
}

emscripten::val geometryVal(const Geometry& geometry) {
  std::vector<double>& numbers = buffers().numbers;
  const PlaceUm& box = geometry.boxUm;
  numbers.clear();
  numbers.reserve(kBoxNumbers + kBodyNumbers * geometry.bodies.size());
  numbers.assign({box[0], box[1], box[2], double(geometry.isPeriodic), double(geometry.background)});
  for (const Body& body : geometry.bodies) {
    const PlaceUm &from = body.fromUm, &to = body.toUm;
    for (const double number : {double(body.kind), from[0], from[1], from[2], to[0], to[1], to[2], body.radiusUm,
                                double(body.label), body.shellUm, double(body.shellLabel)})
      numbers.push_back(number);
  }
  val object = val::object();
  put(object, "address", addressOf(numbers.data()));
  put(object, "length", static_cast<double>(numbers.size()));
  return object;
}

emscripten::val fractionVal(const LabelFraction& of) {
  val entry = val::object();
  put(entry, "label", static_cast<int>(of.label));
  put(entry, "fraction", of.fraction);
  put(entry, "error", of.error);
  return entry;
}

double geometryBufferBytes(const Geometry& geometry) {
  return double(sizeof(double)) * double(kBoxNumbers + kBodyNumbers * geometry.bodies.size());
}

void freeGeometry() { buffers() = {}; }

}  // namespace cathode

EMSCRIPTEN_BINDINGS(cathode_lab_geometry) {
  emscripten::function("geometryBuffer", &cathode::geometryBuffer);
  emscripten::function("voxelize", &cathode::voxelizeBuffer);
  emscripten::function("measureGeometry", &cathode::measureBuffer);
}
