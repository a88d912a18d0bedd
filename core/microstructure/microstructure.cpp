// SPDX-License-Identifier: MIT
#include "core/microstructure/microstructure.h"

#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/base/out_of_memory.h"
#include "core/base/registry.h"
#include "core/base/words.h"
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
     "Diameter of the fibres of the conductive additive. 0.15 is assumed, that of vapour-grown carbon fibres. Fibres "
     "of "
     "less than 1.5 voxels are not resolved."},
    {fibreLengthUm, "fibreLengthUm", "Fibre length", "µm", 0.5, 50.0, 0.5, 8.0,
     "Length of the fibres of the conductive additive, if they are resolved. 8 is assumed."},
}};

static_assert(rowsFollowIds(kSizes));

std::size_t wholeVoxels(double fraction, std::size_t total) {
  return static_cast<std::size_t>(std::floor(std::max(0.0, fraction) * static_cast<double>(total) + 0.5));
}

VoxelCounts voxelCountsOf(const Composition& composition, double phiShell, std::size_t total) {
  VoxelCounts counts{};
  counts.am = std::min(total, wholeVoxels(composition.phiAm, total));
  counts.ca = std::min(total - counts.am, wholeVoxels(composition.phiCa, total));
  const std::size_t se = std::min(total - counts.am - counts.ca, wholeVoxels(composition.phiSe, total));
  counts.shell = phiShell >= composition.phiSe ? se : std::min(se, wholeVoxels(phiShell, total));
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

std::string sizeText(double voxels, double voxelEdgeUm) {
  return significantText(voxels * voxelEdgeUm, 2) + " µm (" + significantText(voxels, 2) + " voxels)";
}

void setPhases(Generation& g) {
  constexpr std::string_view kNames[kPhaseCount] = {"Void", "AM", "SE", "CA"};
  std::array<std::size_t, kPhaseCount> counts{};
  for (const std::uint8_t voxel : g.result.voxels) ++counts[voxel];
  const Composition& c = g.composition;
  const double targets[kPhaseCount] = {c.porosity, c.phiAm, c.phiSe, c.phiCa};
  for (int i = 0; i < kPhaseCount; ++i) {
    const double fraction = static_cast<double>(counts[i]) / static_cast<double>(g.result.voxels.size());
    g.result.phases[i] = {static_cast<Phase>(i), kNames[i], fraction, targets[i]};
  }
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
  const double edge = *std::ranges::min_element(g.box) * g.size(voxelUm);
  const double diameter = g.size(amDiameterUm);
  if (edge < diameter) {
    return std::unexpected("shape (Voxels along z, y and x): the shortest edge, " + significantText(edge, 3) +
                           " µm, is less than amDiameterUm (AM diameter), " +
                           withUnitOf(kSizes[at(amDiameterUm)], diameter) +
                           "; allowed: edges of at least one AM diameter.");
  }
  const double amCount = expectedCount(g.inVoxels(amDiameterUm), g.size(amSpread), g.composition.phiAm * g.volume);
  if (auto checked = checkCount(amDiameterUm, diameter, amCount); !checked) return checked;
  if (g.counts.sePart == 0) return {};
  const MicrostructureSizeId id = g.request.scenario.model == ParticleModel::thinShellSmall ? seSmallUm : seLargeUm;
  return checkCount(id, g.size(id), static_cast<double>(g.seParticles(g.inVoxels(id), g.phiSeParticles())));
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
  const double edge = *std::ranges::min_element(g.box) * g.size(voxelUm);
  constexpr double kFewDiameters = 8.0;
  if (edge < kFewDiameters * g.size(amDiameterUm)) {
    g.note("The volume is small: its shortest edge is " + significantText(edge / g.size(amDiameterUm), 2) +
           " AM diameters, so that few particles stand for all and directions differ by chance.");
  }
  constexpr double kFewVoxels = 3.0;
  if (g.inVoxels(amDiameterUm) < kFewVoxels) {
    g.note("AM particles are coarse: their diameter is " + sizeText(g.inVoxels(amDiameterUm), g.size(voxelUm)) + ".");
  }
  if (g.counts.sePart == 0) return;
  const MicrostructureSizeId id = model == ParticleModel::thinShellSmall ? seSmallUm : seLargeUm;
  if (g.inVoxels(id) < kFewVoxels) {
    g.note("SE particles are coarse: their diameter is " + sizeText(g.inVoxels(id), g.size(voxelUm)) + ".");
  }
}

// What is known of the AM particles that were drawn, whose shells are so thick, in voxels.
void noteWidest(Generation& g, const std::vector<Sphere>& am, double shell) {
  const double edge = *std::ranges::min_element(g.box);
  const double widest = 2.0 * (std::ranges::max(am, {}, &Sphere::radius).radius + std::max(shell, 0.0));
  if (widest <= edge) return;
  g.note("The widest AM particle" + std::string(shell > 0 ? " with its shell" : "") + ", " +
         sizeText(widest, g.size(voxelUm)) + ", does not fit the shortest edge, " + sizeText(edge, g.size(voxelUm)) +
         ": it touches its own image.");
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
  // A voxel's phase and distances, its particles; and a sphere with the pairs that it is part of.
  constexpr double kVoxel = 13, kVoxelOfParticles = 12, kSphere = 500;
  const double voxels = double(request.shape[0]) * request.shape[1] * request.shape[2];
  const double volume = voxels * std::pow(request.sizes[at(MicrostructureSizeId::voxelUm)], 3);
  const auto spheres = [&](MicrostructureSizeId diameter) {
    return std::min(volume / sphereVolume(0.5 * request.sizes[at(diameter)]), double(kMostParticles));
  };
  double count = spheres(MicrostructureSizeId::amDiameterUm);
  switch (request.scenario.model) {
    case ParticleModel::conventional:
    case ParticleModel::thinShellLarge: count += spheres(MicrostructureSizeId::seLargeUm); break;
    case ParticleModel::thinShellSmall: count += spheres(MicrostructureSizeId::seSmallUm); break;
    case ParticleModel::coreShell: break;
  }
  return (kVoxel + (request.particles ? kVoxelOfParticles : 0)) * voxels + kSphere * count;
}

namespace {

std::expected<Microstructure, std::string> generated(const MicrostructureRequest& request) {
  if (auto checked = checkRequest(request); !checked) return std::unexpected(checked.error());
  if (std::isfinite(request.memoryBytes)) {
    if (const double bytes = microstructureBytes(request); !(bytes <= request.memoryBytes))
      return std::unexpected(budgetRefusal(bytes, request.memoryBytes));
  }
  const auto [nz, ny, nx] = request.shape;
  const std::size_t total = voxelCount(request.shape);
  const Composition composition = compositionOf(request.scenario);
  const double phiShell = shellFraction(request.scenario, composition, request.sizes[at(shellShare)]);
  Generation g{
      .request = request,
      .composition = composition,
      .box = {static_cast<double>(nx), static_cast<double>(ny), static_cast<double>(nz)},
      .volume = static_cast<double>(total),
      .phiShell = phiShell,
      .counts = voxelCountsOf(composition, phiShell, total),
      .result = {},
      .fromAm = {},
      .other = {},
  };
  if (auto checked = checkParticles(g); !checked) return std::unexpected(checked.error());
  g.result.shape = request.shape;
  g.result.voxelUm = g.size(voxelUm);
  g.result.seed = request.seed;
  g.result.voxels.assign(total, static_cast<std::uint8_t>(Phase::voidSpace));
  noteSizes(g);

  const bool fibres = g.size(fibreDiameterUm) >= kVoxelsPerFibre * g.size(voxelUm) * (1.0 - 1e-9);
  const Particles particles = packed(g);
  measureAm(g, particles.am, !fibres && g.counts.ca > 0);
  const auto fromAm = [&](std::size_t i) { return g.fromAm[i]; };
  const float amSurface = claim(g.result.voxels, g.counts.am, Phase::am, fromAm);
  if (g.counts.ca > 0 && fibres) {
    layFibres(g);
    g.note("CA is resolved as straight fibres; where a fibre meets AM it ends at its surface and goes on behind it.");
  } else if (g.counts.ca > 0) {
    claim(g.result.voxels, g.counts.ca, Phase::ca, [&](std::size_t i) { return g.fromAm[i] + g.other[i]; });
    g.note("CA is homogenised: fibres of " + sizeText(g.inVoxels(fibreDiameterUm), g.size(voxelUm)) +
           " are not resolved, so its voxels bridge the narrowest gaps between AM particles.");
  }
  const float shellSurface = claim(g.result.voxels, g.counts.shell, Phase::se, fromAm);
  const double shell = static_cast<double>(shellSurface) - static_cast<double>(amSurface);
  if (g.counts.shell > 0 && shell < 1.0) {
    g.note("The SE shell is thinner than a voxel: about " + sizeText(shell, g.size(voxelUm)) +
           ", so that it has gaps.");
  }
  if (!particles.am.empty()) noteWidest(g, particles.am, g.counts.shell > 0 ? shell : 0.0);
  std::vector<std::uint8_t> isShell;
  if (request.particles) {
    for (const std::uint8_t voxel : g.result.voxels) isShell.push_back(voxel == static_cast<std::uint8_t>(Phase::se));
  }
  std::vector<Sphere> se;
  if (g.counts.sePart > 0) {
    const bool small = request.scenario.model == ParticleModel::thinShellSmall;
    se = small ? smallSe(g) : particles.se;
    measureSe(g, se, std::max(2.0, 0.25 * g.inVoxels(small ? seSmallUm : seLargeUm)));
    claim(g.result.voxels, g.counts.sePart, Phase::se, [&](std::size_t i) { return g.other[i]; });
  }
  if (request.particles) numberParticles(g, particles.am, se, isShell);
  setPhases(g);
  return std::move(g.result);
}

}  // namespace

std::expected<Microstructure, std::string> generateMicrostructure(const MicrostructureRequest& request) {
  return orOutOfMemory([&] { return generated(request); });
}

}  // namespace cathode
