// SPDX-License-Identifier: MIT
#include "core/microstructure/microstructure.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/base/number_text.h"
#include "core/base/out_of_memory.h"
#include "core/base/registry.h"
#include "core/base/words.h"
#include "core/geometry/voxelize.h"
#include "core/microstructure/fibres.h"
#include "core/microstructure/placing.h"
#include "core/source/published.h"

namespace cathode {
namespace {

constexpr std::size_t at(auto id) { return static_cast<std::size_t>(id); }

using enum MicrostructureSizeId;

constexpr std::array<MicrostructureSize, kMicrostructureSizeCount> kSizes{{
    {voxelUm, "voxelUm", "Voxel edge", "µm", 0.02, 2.0, 0.01, 0.25,
     "Edge of a voxel. 0.25 is chosen: a twentieth of an AM particle."},
    {amDiameterUm, "amDiameterUm", "AM diameter", "µm", 0.5, 20.0, 0.1, 5.0,
     "Median diameter of the AM particles. 5 is assumed, the source prints none."},
    {amSpread, "amSpread", "AM spread", "", 0.0, 0.6, 0.01, 0.25,
     "Standard deviation of the logarithm of the AM diameter, which is lognormal and cut off at 2.5 of them. 0.25 is "
     "assumed."},
    {seLargeUm, "seLargeUm", "Large SE diameter", "µm", 0.2, 20.0, 0.1, 4.0,
     "Diameter of the SE particles of Models 1 and 3, before they are pressed into the room between the AM. 4 is "
     "assumed, "
     "the source prints none."},
    {seSmallUm, "seSmallUm", "Small SE diameter", "µm", 0.2, 20.0, 0.1, 1.0,
     "Diameter of the milled SE particles of Model 4, before they are pressed. 1 is assumed, the source prints none."},
    {shellShare, "shellShare", "SE in the shell", "wt%", 0.0, 30.0, 0.5, kCoreShellSeWtPct,
     "SE as a share of AM and shell in Models 3 and 4, at most all there is. 5 is that of the 95:5 core–shell "
     "composites of "
     "Figs. S2 and S4; that the models have it is assumed."},
    {fibreDiameterUm, "fibreDiameterUm", "Fibre diameter", "µm", 0.02, 2.0, 0.01, 0.15,
     "Diameter of the fibres of the conductive additive. 0.15 is assumed, that of vapour-grown carbon fibres. Voxels "
     "of more than half of it break fibres."},
    {fibreLengthUm, "fibreLengthUm", "Fibre length", "µm", 0.5, 50.0, 0.5, 8.0,
     "Length of the fibres of the conductive additive, before AM particles break them. 8 is assumed."},
    {amFlatteningPct, "amFlatteningPct", "Contact flattening", "%", 0.0, 10.0, 0.1, 1.0,
     "How much nearer than their radii AM particles without shells come to each other, as a share of their diameter: "
     "their "
     "contacts. 1 is assumed."},
}};

static_assert(rowsFollowIds(kSizes));

std::size_t wholePoints(double fraction, std::size_t total) {
  return static_cast<std::size_t>(std::floor(std::max(0.0, fraction) * static_cast<double>(total) + 0.5));
}

PointCounts pointCountsOf(const Composition& composition, double phiShell, std::size_t total) {
  PointCounts counts{};
  counts.am = std::min(total, wholePoints(composition.phiAm, total));
  counts.ca = std::min(total - counts.am, wholePoints(composition.phiCa, total));
  const std::size_t se = std::min(total - counts.am - counts.ca, wholePoints(composition.phiSe, total));
  counts.shell = phiShell >= composition.phiSe ? se : std::min(se, wholePoints(phiShell, total));
  counts.sePart = se - counts.shell;
  return counts;
}

// Volume fraction of SE that the model has as shells on the AM.
double shellFraction(const Scenario& scenario, const Composition& composition, double sharePct) {
  switch (scenario.model) {
    case ParticleModel::conventional: return 0.0;
    case ParticleModel::coreShell: return composition.phiSe;
    case ParticleModel::thinShellLarge:
    case ParticleModel::thinShellSmall: break;
  }
  const double perAm = sharePct / (100.0 - sharePct) * scenario.amDensityGCm3 / scenario.seDensityGCm3;
  return std::clamp(composition.phiAm * perAm, 0.0, std::max(0.0, composition.phiSe));
}

std::string sizeText(const Generation& g, double lengthUm) {
  return significantText(lengthUm, 2) + " µm (" + significantText(lengthUm / g.size(voxelUm), 2) + " voxels)";
}

void setPhases(Microstructure& made, const Composition& c, const std::vector<LabelFraction>& fractions) {
  constexpr std::string_view kNames[kPhaseCount] = {"Void", "AM", "SE", "CA"};
  std::array<std::size_t, kPhaseCount> counts{};
  for (const std::uint8_t voxel : made.voxels) ++counts[voxel];
  const double targets[kPhaseCount] = {c.porosity, c.phiAm, c.phiSe, c.phiCa};
  for (int i = 0; i < kPhaseCount; ++i)
    made.phases[i] = {static_cast<Phase>(i), kNames[i], 0.0,
                      static_cast<double>(counts[i]) / static_cast<double>(made.voxels.size()), targets[i]};
  for (const LabelFraction& of : fractions) made.phases[of.label].fraction = of.fraction;
}

std::expected<void, std::string> checkRequest(const MicrostructureRequest& request) {
  for (const int extent : request.shape) {
    if (extent >= kLeastExtent && extent <= kMostExtent) continue;
    return std::unexpected("shape (Voxels along z, y and x): " + std::to_string(extent) +
                           " is out of range; allowed: " + std::to_string(kLeastExtent) + " to " +
                           std::to_string(kMostExtent) + " each.");
  }
  for (const MicrostructureSize& row : kSizes) {
    if (auto checked = checkRange(row, request.sizes[at(row.id)]); !checked) return checked;
  }
  // A composite of a person's own may give none.
  if (const double porosity = compositionOf(request.scenario).porosity; porosity != porosity) {
    const Parameter& field = parameter(ParameterId::porosityPct);
    return std::unexpected(std::string(field.key) + " (" + std::string(field.label) +
                           "): " + request.scenario.composite->name +
                           " gives none, and without it there are no volume fractions; allowed: " + allowedText(field) +
                           ", as an input or of a point.");
  }
  return {};
}

std::expected<void, std::string> checkCount(MicrostructureSizeId id, double value, double count) {
  if (count <= kMostParticles) return {};
  const MicrostructureSize& row = kSizes[at(id)];
  return std::unexpected(nameOf(row) + ": " + withUnitOf(row, value) + " takes about " +
                         fixedText(1000.0 * std::ceil(count / 1000.0), 0) +
                         " particles to fill the volume; allowed: up to " + std::to_string(kMostParticles) +
                         ". Make them larger or the volume smaller.");
}

// Whether particles are neither too large for the volume nor too many.
std::expected<void, std::string> checkParticles(const Generation& g) {
  const double edge = g.shortestEdge();
  const double diameter = g.size(amDiameterUm);
  if (edge < diameter) {
    return std::unexpected("shape (Voxels along z, y and x): the shortest edge, " + significantText(edge, 3) +
                           " µm, is less than amDiameterUm (AM diameter), " +
                           withUnitOf(kSizes[at(amDiameterUm)], diameter) +
                           "; allowed: edges of at least one AM diameter.");
  }
  const double amCount = expectedCount(diameter, g.size(amSpread), g.composition.phiAm * g.volume);
  if (auto checked = checkCount(amDiameterUm, diameter, amCount); !checked) return checked;
  const double fibre = g.size(fibreDiameterUm);
  const double fibreVolume = 0.25 * std::numbers::pi * fibre * fibre * g.size(fibreLengthUm);
  if (auto checked = checkCount(fibreDiameterUm, fibre, g.composition.phiCa * g.volume / fibreVolume); !checked)
    return checked;
  if (g.counts.sePart == 0) return {};
  const MicrostructureSizeId id = g.request.scenario.model == ParticleModel::thinShellSmall ? seSmallUm : seLargeUm;
  return checkCount(id, g.size(id), static_cast<double>(g.seParticles(g.size(id), g.phiSeParticles())));
}

// What is known before anything is made.
void noteSizes(Generation& g) {
  const ParticleModel model = g.request.scenario.model;
  g.note("Particle sizes are assumed: the source prints none.");
  if (g.composition.phiAm > kDensestPacking) {
    g.note("AM is " + significantText(100.0 * g.composition.phiAm, 3) + " vol%, more than spheres pack at random (" +
           significantText(100.0 * kDensestPacking, 2) +
           " vol%): its particles were packed smaller and grown into each other.");
  }
  const double edge = g.shortestEdge();
  constexpr double kFewDiameters = 8.0;
  if (edge < kFewDiameters * g.size(amDiameterUm)) {
    g.note("The volume is small: its shortest edge is " + significantText(edge / g.size(amDiameterUm), 2) +
           " AM diameters, so that few particles stand for all and directions differ by chance.");
  }
  constexpr double kFewVoxels = 3.0;
  if (g.size(amDiameterUm) < kFewVoxels * g.size(voxelUm)) {
    g.note("AM particles are coarse: their diameter is " + sizeText(g, g.size(amDiameterUm)) + ".");
  }
  if (g.counts.sePart == 0) return;
  const MicrostructureSizeId id = model == ParticleModel::thinShellSmall ? seSmallUm : seLargeUm;
  if (g.size(id) < kFewVoxels * g.size(voxelUm)) {
    g.note("SE particles are coarse: their diameter is " + sizeText(g, g.size(id)) + ".");
  }
}

// What is known of the AM particles with their shells.
void noteAm(Generation& g, const std::vector<Sphere>& am, double shell) {
  if (shell > 0 && shell < g.size(voxelUm)) {
    g.note("The SE shell is thinner than a voxel: about " + sizeText(g, shell) +
           ", so that it has gaps in the voxels; the geometry has none.");
  }
  const double edge = g.shortestEdge();
  const double widest = 2.0 * (std::ranges::max(am, {}, &Sphere::radius).radius + shell);
  if (widest > edge) {
    g.note("The widest AM particle" + std::string(shell > 0 ? " with its shell" : "") + ", " + sizeText(g, widest) +
           ", does not fit the shortest edge, " + sizeText(g, edge) + ": it touches its own image.");
  }
  if (g.result.packing.coordination > 0) {
    g.note("AM particles touch " + significantText(g.result.packing.coordination, 2) +
           " others on average; how much they flatten each other is assumed.");
  }
}

void noteFibres(Generation& g, const Fibres& fibres) {
  if (fibres.bodies.empty()) return;
  const double asked = g.size(fibreDiameterUm);
  g.note("CA is fibres that bend around AM and end where they are wedged between particles: unbroken pieces are " +
         significantText(fibres.pieceUm, 2) + " µm long on average.");
  if (fibres.diameterUm > asked)
    g.note("There is no room for that many fibres of " + sizeText(g, asked) + ": they were made " +
           sizeText(g, fibres.diameterUm) + " thick.");
  if (fibres.diameterUm < kVoxelsPerFibre * g.size(voxelUm) * (1.0 - 1e-9)) {
    g.note("Fibres of " + sizeText(g, fibres.diameterUm) +
           " are broken by the voxels, not by the geometry: electrons through the voxels meet gaps that are none.");
  }
}

}  // namespace

std::span<const MicrostructureSize> microstructureSizes() { return kSizes; }

MicrostructureSizes standardMicrostructureSizes() {
  MicrostructureSizes sizes{};
  for (const MicrostructureSize& row : kSizes) sizes[at(row.id)] = row.standard;
  return sizes;
}

std::expected<void, std::string> putMicrostructureSize(MicrostructureRequest& request, std::string_view key,
                                                       double value) {
  for (const MicrostructureSize& row : kSizes) {
    if (row.key != key) continue;
    if (auto checked = checkRange(row, value); !checked) return checked;
    request.sizes[at(row.id)] = value;
    return {};
  }
  return std::unexpected("Unknown size \"" + quotable(key) + "\". Known sizes: " + keysOf(kSizes) + ".");
}

double microstructureBytes(const MicrostructureRequest& request) {
  // A point's phase (twice, where fibres grow) and distances; a voxel's phase, particle and distances; a sphere with
  // the pairs that it is part of; a stretch of fibre, while there are more and more of them.
  constexpr double kPoint = 11, kVoxel = 1, kVoxelOfParticles = 12, kSphere = 600, kStretch = 4 * sizeof(Body);
  const double voxels = double(request.shape[0]) * request.shape[1] * request.shape[2];
  const auto size = [&](MicrostructureSizeId id) { return request.sizes[at(id)]; };
  const double edge = size(voxelUm), volume = voxels * edge * edge * edge;
  const auto spheres = [&](MicrostructureSizeId diameter) {
    return std::min(volume / sphereVolume(0.5 * size(diameter)), double(kMostParticles));
  };
  double count = spheres(amDiameterUm);
  switch (request.scenario.model) {
    case ParticleModel::conventional:
    case ParticleModel::thinShellLarge: count += spheres(seLargeUm); break;
    case ParticleModel::thinShellSmall: count += spheres(seSmallUm); break;
    case ParticleModel::coreShell: break;
  }
  const double fibre = size(fibreDiameterUm);
  // None where a composite gives no porosity: that is refused for itself.
  const double fraction = compositionOf(request.scenario).phiCa, phiCa = fraction == fraction ? fraction : 0.0;
  const double steps = 2.0 * volume * phiCa / (fibre * fibre) / std::min(2.0 * fibre, 0.25 * size(amDiameterUm));
  return kPoint * 1.1 * kSamplingPoints + (kVoxel + (request.particles ? kVoxelOfParticles : 0)) * voxels +
         kSphere * count + kStretch * std::min(steps + 1000.0, double(kMostBodies));
}

namespace {

// A micrometre's billionth part, so that a box is the same however it is divided.
double roundedUm(double length) { return std::floor(length * 1e9 + 0.5) / 1e9; }

std::expected<Microstructure, std::string> generated(const MicrostructureRequest& request) {
  if (auto checked = checkRequest(request); !checked) return std::unexpected(checked.error());
  if (std::isfinite(request.memoryBytes)) {
    if (const double bytes = microstructureBytes(request); !(bytes <= request.memoryBytes))
      return std::unexpected(budgetRefusal(bytes, request.memoryBytes));
  }
  PlaceUm box;
  for (std::size_t axis = 0; axis < 3; ++axis) box[axis] = roundedUm(request.shape[axis] * request.sizes[at(voxelUm)]);
  constexpr double kGolden = 0.6180339887498949;
  const PointLattice lattice{evenShape(box, kSamplingPoints), box, true, kGolden};
  const std::size_t total = voxelCount(lattice.shape);
  const Composition composition = compositionOf(request.scenario);
  const double phiShell = shellFraction(request.scenario, composition, request.sizes[at(shellShare)]);
  Generation g{
      .request = request,
      .composition = composition,
      .lattice = lattice,
      .volume = box[0] * box[1] * box[2],
      .phiShell = phiShell,
      .counts = pointCountsOf(composition, phiShell, total),
      .result = {},
      .points = {},
      .fromAm = {},
      .fromSe = {},
  };
  if (auto checked = checkParticles(g); !checked) return std::unexpected(checked.error());
  g.points.assign(total, static_cast<std::uint8_t>(Phase::voidSpace));
  noteSizes(g);

  Particles particles = packed(g);
  std::vector<Sphere>& am = particles.am;
  measureAm(g, am);
  const auto fromAm = [&](std::size_t i) { return g.fromAm[i]; };
  const float amSurface = thresholdOf(g.points, g.counts.am, fromAm);
  claim(g.points, amSurface, Phase::am, fromAm);
  std::erase_if(am, [&](const Sphere& sphere) { return sphere.radius + double(amSurface) <= 0; });
  for (Sphere& sphere : am) sphere.radius += double(amSurface);
  const auto shellOfAm = [&] {
    const float surface = thresholdOf(g.points, g.counts.shell, fromAm);
    return std::max(0.0, double(surface) - double(amSurface));
  };
  // Shells before the additive, which lies outside them; then again, should it have found too little room.
  const auto fibres = laidFibres(g, am, shellOfAm());
  if (!fibres) return std::unexpected(fibres.error());
  const double shell = shellOfAm();
  if (shell > 0) claim(g.points, static_cast<float>(shell + double(amSurface)), Phase::se, fromAm);
  std::vector<Sphere> se;
  if (g.counts.sePart > 0) {
    se = request.scenario.model == ParticleModel::thinShellSmall ? smallSe(g) : std::move(particles.se);
    measureSe(g, se);
    const double growth = thresholdOf(g.points, g.counts.sePart, [&](std::size_t i) { return g.fromSe[i]; });
    for (Sphere& sphere : se) sphere.radius = std::max(sphere.radius + growth, 1e-6 * sphere.radius);
  }

  Microstructure& made = g.result;
  made.packing.coordination = coordination(am, box);
  made.packing.structureFactor = structureFactor(am, box);
  made.packing.fibrePieceUm = fibres->pieceUm;
  noteAm(g, am, shell);
  noteFibres(g, *fibres);
  made.geometry = {.boxUm = box, .isPeriodic = true, .bodies = {}, .background = 0};
  std::vector<Body>& bodies = made.geometry.bodies;
  bodies.reserve(am.size() + fibres->bodies.size() + se.size());
  constexpr auto kSe = static_cast<std::uint8_t>(Phase::se);
  for (const Sphere& sphere : am)
    bodies.push_back({.fromUm = sphere.centre,
                      .radiusUm = sphere.radius,
                      .label = static_cast<std::uint8_t>(Phase::am),
                      .shellUm = shell,
                      .shellLabel = shell > 0 ? kSe : std::uint8_t{0}});
  bodies.insert(bodies.end(), fibres->bodies.begin(), fibres->bodies.end());
  for (const Sphere& sphere : se) bodies.push_back({.fromUm = sphere.centre, .radiusUm = sphere.radius, .label = kSe});
  g.points = {};
  g.fromAm = {};
  g.fromSe = {};

  const auto fractions = fractionsOf(made.geometry);
  if (!fractions) return std::unexpected(fractions.error());
  auto voxelized = voxelize(made.geometry, request.shape);
  if (!voxelized) return std::unexpected(voxelized.error());
  made.voxels = std::move(voxelized->voxels);
  made.shape = request.shape;
  made.voxelUm = g.size(voxelUm);
  made.seed = request.seed;
  setPhases(made, composition, *fractions);
  if (request.particles) numberParticles(made, am, shell, se);
  return std::move(g.result);
}

}  // namespace

std::expected<Microstructure, std::string> generateMicrostructure(const MicrostructureRequest& request) {
  return orOutOfMemory([&] { return generated(request); });
}

}  // namespace cathode
