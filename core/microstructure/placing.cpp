// SPDX-License-Identifier: MIT
#include "core/microstructure/placing.h"

#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"

namespace cathode {
namespace {

using enum MicrostructureSizeId;

// Streams of random numbers.
enum Stream : std::uint32_t { kAmRadii, kPlaces, kSmallSe, kFibres };

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

}  // namespace

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

}  // namespace cathode
