// SPDX-License-Identifier: MIT
#include "core/microstructure/placing.h"

#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/microstructure/cells.h"

namespace cathode {
namespace {

using enum MicrostructureSizeId;

// Signed distances from points to the nearest of the spheres' surfaces, negative within; kFar where that is beyond
// `margin`.
void measure(const std::vector<Sphere>& spheres, const PointLattice& lattice, double margin,
             std::vector<float>& nearest) {
  nearest.assign(voxelCount(lattice.shape), kFar);
  const auto step = static_cast<float>(lattice.step(2));
  for (const Sphere& sphere : spheres) {
    const auto radius = static_cast<float>(sphere.radius);
    forSphereRuns(lattice, sphere.centre, sphere.radius + margin,
                  [&](std::size_t row, int first, int last, double startUm, double acrossUm2) {
                    const auto across = static_cast<float>(acrossUm2), start = static_cast<float>(startUm);
                    float* const run = nearest.data() + row + first;
                    for (int x = 0; x < last - first; ++x) {
                      const float along = start + step * static_cast<float>(x);
                      run[x] = std::min(run[x], std::sqrt(across + along * along) - radius);
                    }
                  });
  }
}

// A place at random outside the spheres, if one is found soon.
PlaceUm placeOutside(const std::vector<Sphere>& spheres, const Cells& cells, double widest, const Box& box,
                     Random& random) {
  constexpr int kTries = 1000;
  PlaceUm place{};
  for (int i = 0; i < kTries; ++i) {
    for (int axis = 0; axis < 3; ++axis) place[axis] = box[axis] * random.uniform();
    bool isFree = true;
    cells.near(place, widest, [&](std::uint32_t j) {
      isFree = isFree && squaredDistance(place, spheres[j].centre, box) >= spheres[j].radius * spheres[j].radius;
    });
    if (isFree) break;
  }
  return place;
}

// The sphere whose surface is nearest to each point, of those within the margin, and how far it is.
struct Nearest {
  std::vector<std::uint32_t> owners;
  std::vector<float> distances;
};
Nearest nearestOf(const std::vector<Sphere>& spheres, const PointLattice& lattice, double margin) {
  Nearest of{std::vector<std::uint32_t>(voxelCount(lattice.shape)), {}};
  of.distances.assign(of.owners.size(), kFar);
  const double step = lattice.step(2);
  for (std::uint32_t i = 0; i < spheres.size(); ++i) {
    forSphereRuns(lattice, spheres[i].centre, spheres[i].radius + margin,
                  [&](std::size_t row, int first, int last, double startUm, double acrossUm2) {
                    for (int x = first; x < last; ++x) {
                      const double along = startUm + step * (x - first);
                      const auto distance =
                          static_cast<float>(std::sqrt(acrossUm2 + along * along) - spheres[i].radius);
                      if (distance >= of.distances[row + x]) continue;
                      of.distances[row + x] = distance;
                      of.owners[row + x] = i;
                    }
                  });
  }
  return of;
}

// The shell so thick that spheres with it, without overlap, have a volume.
double shellOf(const std::vector<double>& radii, double volume) {
  double low = 0.0, high = cubeRootReproducible(volume / sphereVolume(1.0));
  for (int i = 0; i < 60; ++i) {
    const double middle = 0.5 * (low + high);
    double sum = 0.0;
    for (const double radius : radii) sum += sphereVolume(radius + middle);
    (sum < volume ? low : high) = middle;
  }
  return low;
}

}  // namespace

Particles packed(Generation& g) {
  Random sizes(g.request.seed, kAmRadii), places(g.request.seed, kPlaces), moves(g.request.seed, kEquilibration);
  const std::vector<double> amRadii =
      lognormalRadii(g.size(amDiameterUm), g.size(amSpread), g.composition.phiAm * g.volume, sizes);

  const ParticleModel model = g.request.scenario.model;
  const bool largeSe =
      (model == ParticleModel::conventional || model == ParticleModel::thinShellLarge) && g.counts.sePart > 0;
  constexpr double kLeastForSe = 0.02;
  const double leastSe = largeSe ? std::min(kLeastForSe, g.phiSeParticles()) : 0.0;
  const double most = kDensestPacking - leastSe;
  const double withShells = g.composition.phiAm + g.phiShell;
  // With room for shells between them; where there are none, so much smaller that neighbours come to overlap.
  const double cores = std::min(withShells, most);
  const double shell = g.phiShell > 0 && cores > g.composition.phiAm ? shellOf(amRadii, cores * g.volume) : 0.0;
  const double flattened = g.phiShell > 0 ? 1.0 : 1.0 - 0.01 * g.size(amFlatteningPct);
  const double factor = shell > 0 ? 1.0 : std::min(flattened, cubeRootReproducible(cores / g.composition.phiAm));
  std::vector<double> radii;
  double filled = 0.0;
  for (const double radius : amRadii) {
    radii.push_back(factor * radius + shell);
    filled += sphereVolume(radii.back());
  }
  std::vector<Sphere> spheres = scatter(radii, g.box(), places);
  PackingResult packing = separate(spheres, g.box());
  double sweeps = equilibrate(spheres, g.box(), moves);
  if (largeSe) {
    const std::size_t count = g.seParticles(g.size(seLargeUm), g.phiSeParticles());
    const double filling = std::min(g.phiSeParticles(), kDensestPacking - filled / g.volume);
    const double radius = cubeRootReproducible(filling * g.volume / (static_cast<double>(count) * sphereVolume(1.0)));
    const std::vector<Sphere> am = spheres;
    const Cells cells(am, g.box());
    const double widest = std::ranges::max(am, {}, &Sphere::radius).radius;
    for (std::size_t i = 0; i < count; ++i)
      spheres.push_back({placeOutside(am, cells, widest, g.box(), places), radius});
    packing = separate(spheres, g.box());
    sweeps = equilibrate(spheres, g.box(), moves);
  }
  g.result.packing.equilibrationSweeps = sweeps;
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

void measureAm(Generation& g, const std::vector<Sphere>& am) {
  const std::size_t wanted = g.counts.am + g.counts.shell + g.counts.ca;
  for (double margin = 0.15 * g.size(amDiameterUm);; margin *= 1.5) {
    measure(am, g.lattice, margin, g.fromAm);
    const auto limit = static_cast<float>(margin);
    std::size_t near = 0;
    for (const float distance : g.fromAm) near += distance < limit;
    if (near >= wanted) return;
  }
}

void measureSe(Generation& g, const std::vector<Sphere>& se) {
  constexpr auto kVoid = static_cast<std::uint8_t>(Phase::voidSpace);
  const auto room = static_cast<std::size_t>(std::ranges::count(g.points, kVoid));
  for (double margin = 0.5 * se.front().radius;; margin *= 1.5) {
    measure(se, g.lattice, margin, g.fromSe);
    const auto limit = static_cast<float>(margin);
    std::size_t near = 0;
    for (std::size_t i = 0; i < g.fromSe.size(); ++i) near += g.points[i] == kVoid && g.fromSe[i] < limit;
    if (near >= std::min(g.counts.sePart, room)) return;
  }
}

std::vector<Sphere> smallSe(Generation& g) {
  const Box& box = g.box();
  const double diameter = g.size(seSmallUm);
  const std::size_t count = g.seParticles(diameter, g.phiSeParticles());
  Random random(g.request.seed, kSmallSe);
  double distance = 0.9 * diameter;
  // Cells no smaller than the distance: what is too near lies in neighbouring ones.
  std::array<int, 3> cells;
  for (int axis = 0; axis < 3; ++axis) cells[axis] = std::clamp(static_cast<int>(box[axis] / distance), 1, 256);
  const auto cellOf = [&](int a, int b, int c) {
    return (static_cast<std::size_t>(imageIndex(c, cells[2])) * cells[1] + imageIndex(b, cells[1])) * cells[0] +
           imageIndex(a, cells[0]);
  };
  constexpr std::int32_t kNone = -1;
  std::vector<std::int32_t> head(static_cast<std::size_t>(cells[0]) * cells[1] * cells[2], kNone);
  std::vector<std::int32_t> next(count);
  std::vector<Sphere> spheres;
  spheres.reserve(count);
  constexpr int kTries = 100;
  int failures = 0;
  while (spheres.size() < count) {
    PlaceUm centre;
    for (int axis = 0; axis < 3; ++axis) centre[axis] = box[axis] * random.uniform();
    if (failures == kTries) {
      distance *= 0.95;
      failures = 0;
    }
    if (g.points[pointAt(g.lattice, centre)] == static_cast<std::uint8_t>(Phase::am)) continue;
    std::array<int, 3> cell;
    for (int axis = 0; axis < 3; ++axis)
      cell[axis] = std::min(cells[axis] - 1, static_cast<int>(centre[axis] * cells[axis] / box[axis]));
    bool free = true;
    for (int da = -1; da <= 1 && free; ++da) {
      for (int db = -1; db <= 1 && free; ++db) {
        for (int dc = -1; dc <= 1 && free; ++dc) {
          for (std::int32_t i = head[cellOf(cell[0] + da, cell[1] + db, cell[2] + dc)]; i != kNone && free; i = next[i])
            free = squaredDistance(centre, spheres[i].centre, box) >= distance * distance;
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

void numberParticles(Microstructure& made, const std::vector<Sphere>& am, double shellUm,
                     const std::vector<Sphere>& se) {
  const PointLattice lattice{made.shape, made.geometry.boxUm, true};
  const double slack = 1e-6 * made.geometry.boxUm[0];  // what a sphere's edge may round by
  const auto shells = static_cast<std::uint32_t>(1 + am.size()), parts = static_cast<std::uint32_t>(shells + am.size());
  made.particles.assign(made.voxels.size(), 0);
  {
    const Nearest of = nearestOf(am, lattice, shellUm + slack);
    for (std::size_t i = 0; i < made.voxels.size(); ++i) {
      if (made.voxels[i] == static_cast<std::uint8_t>(Phase::am)) made.particles[i] = 1 + of.owners[i];
      if (made.voxels[i] == static_cast<std::uint8_t>(Phase::se) && shellUm > 0 && of.distances[i] != kFar)
        made.particles[i] = shells + of.owners[i];
    }
  }
  const Nearest of = nearestOf(se, lattice, slack);
  for (std::size_t i = 0; i < made.voxels.size(); ++i) {
    if (made.voxels[i] == static_cast<std::uint8_t>(Phase::ca))
      made.particles[i] = static_cast<std::uint32_t>(parts + se.size());
    if (made.voxels[i] == static_cast<std::uint8_t>(Phase::se) && made.particles[i] == 0)
      made.particles[i] = parts + of.owners[i];
  }
}

std::size_t pointAt(const PointLattice& lattice, const PlaceUm& place) {
  std::array<std::size_t, 3> at;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    const double steps = place[axis] / lattice.step(axis);
    at[axis] = std::min(std::size_t(lattice.shape[axis] - 1), static_cast<std::size_t>(steps));
  }
  // Of a slanted row that point which is nearest to the place, not the one before it.
  const std::size_t line = at[0] * lattice.shape[1] + at[1];
  const double nearest = std::floor(place[2] / lattice.step(2) - lattice.offset(line) + 0.5);
  return line * lattice.shape[2] + std::size_t(imageIndex(static_cast<int>(nearest), lattice.shape[2]));
}

}  // namespace cathode
