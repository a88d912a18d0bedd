#include "core/microstructure/microstructure.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "core/base/elementary.h"
#include "core/base/number_text.h"
#include "core/base/registry.h"
#include "core/base/words.h"
#include "core/cell/composition.h"
#include "core/microstructure/packing.h"
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

// Streams of random numbers.
enum Stream : std::uint32_t { kAmRadii, kPlaces, kSmallSe, kFibres };

constexpr float kFar = std::numeric_limits<float>::max();

// The voxel around a point of the box: x, y, z in voxels.
std::size_t voxelAt(const Shape& shape, const std::array<double, 3>& point) {
  const auto [nz, ny, nx] = shape;
  const int x = std::min(nx - 1, static_cast<int>(point[0]));
  const int y = std::min(ny - 1, static_cast<int>(point[1]));
  const int z = std::min(nz - 1, static_cast<int>(point[2]));
  return (static_cast<std::size_t>(z) * ny + y) * nx + x;
}

// The first, 0 to n - 1, of the periodic images of an index.
int wrapped(int i, int n) {
  const int rest = i % n;
  return rest < 0 ? rest + n : rest;
}

// Calls visit(row, first, last, offset, across) for the runs of voxels whose centres are within `reach` of a point,
// all in voxels: voxels row + x for first <= x < last. Seen from the point they lie at x + offset, and their row passes
// it at a squared distance `across`. Images count one by one: what is wider than the volume comes by again.
template <typename Visit>
void forRuns(const Shape& shape, const std::array<double, 3>& centre, double reach, Visit visit) {
  const auto [nz, ny, nx] = shape;
  const auto low = [&](double middle, double half) { return static_cast<int>(std::ceil(middle - half - 0.5)); };
  const auto high = [&](double middle, double half) { return static_cast<int>(std::floor(middle + half - 0.5)); };
  for (int z = low(centre[2], reach); z <= high(centre[2], reach); ++z) {
    const double dz = z + 0.5 - centre[2];
    for (int y = low(centre[1], reach); y <= high(centre[1], reach); ++y) {
      const double dy = y + 0.5 - centre[1];
      const double left = reach * reach - dz * dz - dy * dy;
      if (left < 0.0) continue;
      const double half = std::sqrt(left);
      const std::size_t row = (static_cast<std::size_t>(wrapped(z, nz)) * ny + wrapped(y, ny)) * nx;
      const int end = high(centre[0], half) + 1;
      for (int x = low(centre[0], half); x < end;) {
        const int first = wrapped(x, nx);
        const int last = std::min(nx, first + end - x);
        visit(row, first, last, x - first, dz * dz + dy * dy);
        x += last - first;
      }
    }
  }
}

// Signed distances in voxels from voxel centres to the nearest of the spheres' surfaces, negative within, and, if
// wanted, to the second nearest sphere's; kFar where that is beyond `margin`.
void measure(const std::vector<Sphere>& spheres, const Shape& shape, double margin, std::vector<float>& nearest,
             std::vector<float>* second) {
  nearest.assign(voxelCount(shape), kFar);
  if (second) second->assign(voxelCount(shape), kFar);
  for (const Sphere& sphere : spheres) {
    forRuns(shape, sphere.centre, sphere.radius + margin,
            [&](std::size_t row, int first, int last, int offset, double across) {
              const auto acrossSquared = static_cast<float>(across);
              const auto radius = static_cast<float>(sphere.radius);
              const auto start = static_cast<float>(offset + 0.5 - sphere.centre[0]);
              float* const one = nearest.data() + row;
              if (second) {
                float* const two = second->data() + row;
                for (int x = first; x < last; ++x) {
                  const float along = start + static_cast<float>(x);
                  const float distance = std::sqrt(acrossSquared + along * along) - radius;
                  two[x] = std::min(two[x], std::max(one[x], distance));
                  one[x] = std::min(one[x], distance);
                }
              } else {
                for (int x = first; x < last; ++x) {
                  const float along = start + static_cast<float>(x);
                  one[x] = std::min(one[x], std::sqrt(acrossSquared + along * along) - radius);
                }
              }
            });
  }
}

// Bits of a number whose order as whole numbers is that of the numbers.
std::uint32_t ordered(float key) {
  const auto bits = std::bit_cast<std::uint32_t>(key);
  return bits & 0x80000000u ? ~bits : bits | 0x80000000u;
}

float fromOrdered(std::uint32_t bits) { return std::bit_cast<float>(bits & 0x80000000u ? bits & 0x7fffffffu : ~bits); }

// Gives `phase` to those `count` void voxels whose keys are smallest, and of equal ones to the first; the largest
// key among them.
template <typename Key>
float claim(std::vector<std::uint8_t>& voxels, std::size_t count, Phase phase, Key keyOf) {
  if (count == 0) return -kFar;
  constexpr std::uint32_t kHalf = 0x10000;
  constexpr auto kVoid = static_cast<std::uint8_t>(Phase::voidSpace);
  std::vector<std::size_t> histogram(kHalf);
  for (std::size_t i = 0; i < voxels.size(); ++i) {
    if (voxels[i] == kVoid) ++histogram[ordered(keyOf(i)) >> 16];
  }
  const auto find = [&](std::size_t& rank) {  // the bin of that rank, which then counts within it
    std::uint32_t bin = 0;
    while (bin + 1 < kHalf && rank >= histogram[bin]) rank -= histogram[bin++];
    return bin;
  };
  std::size_t rank = count - 1;
  const std::uint32_t upper = find(rank);
  histogram.assign(kHalf, 0);
  for (std::size_t i = 0; i < voxels.size(); ++i) {
    if (voxels[i] != kVoid) continue;
    const std::uint32_t bits = ordered(keyOf(i));
    if (bits >> 16 == upper) ++histogram[bits & 0xffff];
  }
  const std::uint32_t threshold = upper << 16 | find(rank);
  std::size_t ties = rank + 1;
  for (std::size_t i = 0; i < voxels.size(); ++i) {
    if (voxels[i] != kVoid) continue;
    const std::uint32_t bits = ordered(keyOf(i));
    if (bits > threshold || (bits == threshold && ties == 0)) continue;
    ties -= bits == threshold;
    voxels[i] = static_cast<std::uint8_t>(phase);
  }
  return fromOrdered(threshold);
}

// What the composition asks for in whole voxels.
struct VoxelCounts {
  std::size_t am, ca, shell, sePart;  // the last: SE that is not shell
};

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

// Everything that the steps of a generation share. Lengths in voxels.
struct Generation {
  const MicrostructureRequest& request;
  Composition composition;
  Box box;  // x, y, z
  double volume;
  double phiShell;
  VoxelCounts counts;
  Microstructure result;
  std::vector<float> fromAm;  // to the nearest AM surface
  std::vector<float> other;   // to the second nearest, later to the nearest SE particle

  double size(MicrostructureSizeId id) const { return request.sizes[at(id)]; }
  double inVoxels(MicrostructureSizeId id) const { return size(id) / size(voxelUm); }
  std::size_t seParticles(double diameter, double phi) const {
    return static_cast<std::size_t>(std::max(1.0, std::floor(phi * volume / sphereVolume(0.5 * diameter) + 0.5)));
  }
  double phiSeParticles() const { return std::max(0.0, composition.phiSe - phiShell); }
  void note(std::string text) { result.notes.push_back(std::move(text)); }
};

std::string sizeText(double voxels, double voxelEdgeUm) {
  return significantText(voxels * voxelEdgeUm, 2) + " µm (" + significantText(voxels, 2) + " voxels)";
}

// A place at random where `other` finds none of the particles that it was measured from.
std::array<double, 3> placeOutside(const Generation& g, Random& random) {
  constexpr int kTries = 1000;
  std::array<double, 3> place{};
  for (int i = 0; i < kTries; ++i) {
    for (int axis = 0; axis < 3; ++axis) place[axis] = g.box[axis] * random.uniform();
    if (g.other[voxelAt(g.request.shape, place)] == kFar) break;
  }
  return place;
}

// AM particles packed, and with them large SE particles if there are to be any.
struct Particles {
  std::vector<Sphere> am, se;  // with the AM's true radii, and radii of the SE at which it was packed
};

Particles packed(Generation& g) {
  Random sizes(g.request.seed, kAmRadii);
  Random places(g.request.seed, kPlaces);
  const std::vector<double> amRadii =
      lognormalRadii(g.inVoxels(amDiameterUm), g.size(amSpread), g.composition.phiAm * g.volume, sizes);

  const ParticleModel model = g.request.scenario.model;
  const bool largeSe =
      (model == ParticleModel::conventional || model == ParticleModel::thinShellLarge) && g.counts.sePart > 0;
  constexpr double kLeastForSe = 0.02;
  const double leastSe = largeSe ? std::min(kLeastForSe, g.phiSeParticles()) : 0.0;
  const double coreFilling = std::min(g.composition.phiAm + g.phiShell, kDensestPacking - leastSe);
  const double coreGrowth = cubeRootReproducible(coreFilling / g.composition.phiAm);
  std::vector<double> coreRadii;
  for (const double radius : amRadii) coreRadii.push_back(coreGrowth * radius);
  std::vector<Sphere> spheres = scatter(coreRadii, g.box, places);
  PackingResult packing = separate(spheres, g.box);
  if (largeSe) {
    const std::size_t count = g.seParticles(g.inVoxels(seLargeUm), g.phiSeParticles());
    const double filling = std::min(g.phiSeParticles(), kDensestPacking - coreFilling);
    const double radius = cubeRootReproducible(filling * g.volume / (static_cast<double>(count) * sphereVolume(1.0)));
    measure(spheres, g.request.shape, 0.0, g.other, nullptr);
    for (std::size_t i = 0; i < count; ++i) spheres.push_back({placeOutside(g, places), radius});
    packing = separate(spheres, g.box);
  }
  constexpr double kWorthTelling = 0.01;
  if (packing.largestOverlap > kWorthTelling) {
    g.note("Particles could not be packed without overlap: up to " +
           significantText(100.0 * packing.largestOverlap, 2) + " % of their diameter is left.");
  }
  Particles particles;
  particles.am.assign(spheres.begin(), spheres.begin() + static_cast<std::ptrdiff_t>(amRadii.size()));
  particles.se.assign(spheres.begin() + static_cast<std::ptrdiff_t>(amRadii.size()), spheres.end());
  for (std::size_t i = 0; i < amRadii.size(); ++i) particles.am[i].radius = amRadii[i];
  return particles;
}

// Measures distances with a margin wide enough that what is going to be claimed by them is within.
void measureAm(Generation& g, const std::vector<Sphere>& am, bool bridges) {
  const std::size_t byNearest = g.counts.am + g.counts.shell + g.counts.ca;
  for (double margin = std::max(3.0, 0.15 * g.inVoxels(amDiameterUm));; margin *= 1.5) {
    measure(am, g.request.shape, margin, g.fromAm, bridges ? &g.other : nullptr);
    const auto limit = static_cast<float>(margin);
    std::size_t near = 0, between = 0;
    for (const float distance : g.fromAm) near += distance < limit;
    if (near < byNearest) continue;
    if (!bridges) return;
    for (const float distance : g.other) between += distance < limit;
    if (between >= std::min(g.fromAm.size(), g.counts.am + 2 * g.counts.ca)) return;
  }
}

// The same for SE particles.
void measureSe(Generation& g, const std::vector<Sphere>& se, double margin) {
  constexpr auto kVoid = static_cast<std::uint8_t>(Phase::voidSpace);
  for (;; margin *= 1.5) {
    measure(se, g.request.shape, margin, g.other, nullptr);
    const auto limit = static_cast<float>(margin);
    std::size_t near = 0;
    for (std::size_t i = 0; i < g.other.size(); ++i) near += g.result.voxels[i] == kVoid && g.other[i] < limit;
    if (near >= g.counts.sePart) return;
  }
}

// Small SE particles: centres at random outside the AM and at a distance from each other, which becomes less as
// room runs out (random sequential addition).
std::vector<Sphere> smallSe(Generation& g) {
  const double diameter = g.inVoxels(seSmallUm);
  const std::size_t count = g.seParticles(diameter, g.phiSeParticles());
  Random random(g.request.seed, kSmallSe);
  double distance = 0.9 * diameter;
  // Cells no smaller than the distance: what is too near lies in neighbouring ones.
  std::array<int, 3> cells;
  for (int axis = 0; axis < 3; ++axis) cells[axis] = std::clamp(static_cast<int>(g.box[axis] / distance), 1, 256);
  const auto cellOf = [&](int x, int y, int z) {
    return (static_cast<std::size_t>(wrapped(z, cells[2])) * cells[1] + wrapped(y, cells[1])) * cells[0] +
           wrapped(x, cells[0]);
  };
  constexpr std::int32_t kNone = -1;
  std::vector<std::int32_t> head(static_cast<std::size_t>(cells[0]) * cells[1] * cells[2], kNone);
  std::vector<std::int32_t> next(count);
  std::vector<Sphere> spheres;
  spheres.reserve(count);
  constexpr int kTries = 100;
  int failures = 0;
  while (spheres.size() < count) {
    std::array<double, 3> centre;
    for (int axis = 0; axis < 3; ++axis) centre[axis] = g.box[axis] * random.uniform();
    if (failures == kTries) {
      distance *= 0.95;
      failures = 0;
    }
    if (g.result.voxels[voxelAt(g.request.shape, centre)] == static_cast<std::uint8_t>(Phase::am)) continue;
    std::array<int, 3> cell;
    for (int axis = 0; axis < 3; ++axis) {
      cell[axis] = std::min(cells[axis] - 1, static_cast<int>(centre[axis] * cells[axis] / g.box[axis]));
    }
    bool free = true;
    for (int dz = -1; dz <= 1 && free; ++dz) {
      for (int dy = -1; dy <= 1 && free; ++dy) {
        for (int dx = -1; dx <= 1 && free; ++dx) {
          for (std::int32_t i = head[cellOf(cell[0] + dx, cell[1] + dy, cell[2] + dz)]; i != kNone && free;
               i = next[i]) {
            double squared = 0.0;
            for (int axis = 0; axis < 3; ++axis) {
              double d = std::abs(centre[axis] - spheres[i].centre[axis]);
              d = std::min(d, g.box[axis] - d);
              squared += d * d;
            }
            free = squared >= distance * distance;
          }
        }
      }
    }
    if (!free) {
      ++failures;
      continue;
    }
    failures = 0;
    const std::size_t home = cellOf(cell[0], cell[1], cell[2]);
    next[spheres.size()] = head[home];
    head[home] = static_cast<std::int32_t>(spheres.size());
    spheres.push_back({centre, 0.5 * diameter});
  }
  return spheres;
}

// Straight fibres in random directions, where there is no AM, until all CA voxels are set.
void layFibres(Generation& g) {
  const double radius = 0.5 * g.inVoxels(fibreDiameterUm);
  const double length = g.inVoxels(fibreLengthUm);
  const double step = std::max(0.5, 0.5 * radius);
  const int beads = 1 + static_cast<int>(std::ceil(length / step));
  Random random(g.request.seed, kFibres);
  std::size_t left = g.counts.ca;
  for (int fibre = 0; fibre < kMostParticles && left > 0; ++fibre) {
    std::array<double, 3> bead;
    for (int axis = 0; axis < 3; ++axis) bead[axis] = g.box[axis] * random.uniform();
    const std::array<double, 3> direction = random.direction();
    for (int i = 0; i < beads && left > 0; ++i) {
      forRuns(g.request.shape, bead, radius, [&](std::size_t row, int first, int last, int, double) {
        for (int x = first; x < last && left > 0; ++x) {
          std::uint8_t& voxel = g.result.voxels[row + x];
          if (voxel != static_cast<std::uint8_t>(Phase::voidSpace)) continue;
          voxel = static_cast<std::uint8_t>(Phase::ca);
          --left;
        }
      });
      for (int axis = 0; axis < 3; ++axis) bead[axis] += step * direction[axis];
    }
  }
  claim(g.result.voxels, left, Phase::ca, [&](std::size_t i) { return g.fromAm[i]; });
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
  constexpr double kFewDiameters = 4.0;
  if (edge < kFewDiameters * g.size(amDiameterUm)) {
    g.note("The volume is small: its shortest edge is " + significantText(edge / g.size(amDiameterUm), 2) +
           " AM diameters, so that few particles stand for all.");
  }
  constexpr double kFewVoxels = 3.0;
  if (g.counts.sePart == 0) return;
  const MicrostructureSizeId id = model == ParticleModel::thinShellSmall ? seSmallUm : seLargeUm;
  if (g.inVoxels(id) < kFewVoxels) {
    g.note("SE particles are coarse: their diameter is " + sizeText(g.inVoxels(id), g.size(voxelUm)) + ".");
  }
}

// The sphere whose surface is nearest to each voxel, of those within the margin.
std::vector<std::uint32_t> nearestOf(const std::vector<Sphere>& spheres, const Shape& shape, double margin) {
  std::vector<std::uint32_t> owners(voxelCount(shape));
  std::vector<float> nearest(owners.size(), kFar);
  for (std::uint32_t i = 0; i < spheres.size(); ++i) {
    forRuns(shape, spheres[i].centre, spheres[i].radius + margin,
            [&](std::size_t row, int first, int last, int offset, double across) {
              for (int x = first; x < last; ++x) {
                const double along = x + offset + 0.5 - spheres[i].centre[0];
                const auto distance = static_cast<float>(std::sqrt(across + along * along) - spheres[i].radius);
                if (distance >= nearest[row + x]) continue;
                nearest[row + x] = distance;
                owners[row + x] = i;
              }
            });
  }
  return owners;
}

// Numbers for the particles. `isShell` tells SE voxels of shells.
void numberParticles(Generation& g, const std::vector<Sphere>& am, const std::vector<Sphere>& se,
                     const std::vector<std::uint8_t>& isShell) {
  // As far as anything was claimed.
  float farAm = 0, farSe = 0;
  for (std::size_t i = 0; i < isShell.size(); ++i) {
    const auto phase = static_cast<Phase>(g.result.voxels[i]);
    if (phase == Phase::am || isShell[i])
      farAm = std::max(farAm, g.fromAm[i]);
    else if (phase == Phase::se)
      farSe = std::max(farSe, g.other[i]);
  }
  const std::vector<std::uint32_t> ofAm = nearestOf(am, g.request.shape, double(farAm) + 1.0);
  const std::vector<std::uint32_t> ofSe = nearestOf(se, g.request.shape, double(farSe) + 1.0);
  const auto shells = static_cast<std::uint32_t>(1 + am.size()), parts = static_cast<std::uint32_t>(shells + am.size());
  g.result.particles.resize(isShell.size());
  for (std::size_t i = 0; i < isShell.size(); ++i) {
    switch (static_cast<Phase>(g.result.voxels[i])) {
      case Phase::voidSpace: break;
      case Phase::am: g.result.particles[i] = 1 + ofAm[i]; break;
      case Phase::se: g.result.particles[i] = isShell[i] ? shells + ofAm[i] : parts + ofSe[i]; break;
      case Phase::ca: g.result.particles[i] = static_cast<std::uint32_t>(parts + se.size()); break;
    }
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

std::expected<Microstructure, std::string> generateMicrostructure(const MicrostructureRequest& request) {
  if (auto checked = checkRequest(request); !checked) return std::unexpected(checked.error());
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

}  // namespace cathode
