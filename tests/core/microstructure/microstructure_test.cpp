// SPDX-License-Identifier: MIT
// Microstructures: what they promise of fractions, particles and sameness, and what they refuse.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numbers>

#include "core/bits.h"
#include "core/cell/composition.h"
#include "core/geometry/voxelize.h"
#include "core/microstructure/microstructure.h"
#include "core/microstructure/packing.h"

namespace cathode {
namespace {

constexpr ParticleModel kModels[] = {ParticleModel::conventional, ParticleModel::coreShell,
                                     ParticleModel::thinShellLarge, ParticleModel::thinShellSmall};

MicrostructureRequest requestOf(ParticleModel model, double amWtPct, int edge) {
  MicrostructureRequest request;
  request.scenario.model = model;
  request.scenario.amWtPct = amWtPct;
  request.shape = {edge, edge, edge};
  return request;
}

void put(MicrostructureRequest& request, std::string_view key, double value) {
  const auto done = putMicrostructureSize(request, key, value);
  ASSERT_TRUE(done) << done.error();
}

Microstructure made(const MicrostructureRequest& request) {
  auto result = generateMicrostructure(request);
  EXPECT_TRUE(result) << result.error();
  return result ? *std::move(result) : Microstructure{};
}

std::string refusal(const MicrostructureRequest& request) {
  const auto result = generateMicrostructure(request);
  return result ? "" : result.error();
}

bool notes(const Microstructure& structure, std::string_view words) {
  return std::ranges::any_of(structure.notes, [&](const std::string& note) { return note.contains(words); });
}

void expectFractions(const Microstructure& structure) {
  std::array<std::size_t, kPhaseCount> counts{};
  for (const std::uint8_t voxel : structure.voxels) {
    ASSERT_LT(voxel, kPhaseCount);
    ++counts[voxel];
  }
  const double total = static_cast<double>(structure.voxels.size());
  for (int i = 0; i < kPhaseCount; ++i) {
    EXPECT_EQ(structure.phases[i].phase, static_cast<Phase>(i));
    EXPECT_EQ(structure.phases[i].voxelFraction, static_cast<double>(counts[i]) / total);
    EXPECT_NEAR(structure.phases[i].fraction, structure.phases[i].target, 1e-3) << structure.phases[i].name;
  }
}

// Voxels with their neighbours across faces, the opposite side being next to each side.
struct Lattice {
  const Microstructure& structure;

  std::size_t index(int z, int y, int x) const {
    const auto [nz, ny, nx] = structure.shape;
    return (static_cast<std::size_t>((z + nz) % nz) * ny + (y + ny) % ny) * nx + (x + nx) % nx;
  }
  Phase phase(int z, int y, int x) const { return static_cast<Phase>(structure.voxels[index(z, y, x)]); }

  template <typename Visit>
  void forVoxels(Visit visit) const {
    const auto [nz, ny, nx] = structure.shape;
    for (int z = 0; z < nz; ++z) {
      for (int y = 0; y < ny; ++y) {
        for (int x = 0; x < nx; ++x) visit(z, y, x);
      }
    }
  }

  // Visits z, y, x of the six neighbours.
  template <typename Visit>
  static void forNeighbours(int z, int y, int x, Visit visit) {
    for (const int step : {-1, 1}) {
      visit(z + step, y, x);
      visit(z, y + step, x);
      visit(z, y, x + step);
    }
  }

  // Share of AM's faces to other phases that are faces to `phase`.
  double shareOfAmSurface(Phase wanted) const {
    double all = 0.0, found = 0.0;
    forVoxels([&](int z, int y, int x) {
      if (phase(z, y, x) != Phase::am) return;
      forNeighbours(z, y, x, [&](int nz, int ny, int nx) {
        const Phase neighbour = phase(nz, ny, nx);
        all += neighbour != Phase::am;
        found += neighbour == wanted;
      });
    });
    return found / all;
  }

  // Share of SE that so many steps from voxel to neighbour lead to from AM.
  double shareOfSeWithin(int steps) const {
    std::vector<std::uint8_t> reached(structure.voxels.size());
    forVoxels([&](int z, int y, int x) { reached[index(z, y, x)] = phase(z, y, x) == Phase::am; });
    for (int step = 0; step < steps; ++step) {
      const std::vector<std::uint8_t> before = reached;
      forVoxels([&](int z, int y, int x) {
        forNeighbours(z, y, x, [&](int nz, int ny, int nx) { reached[index(z, y, x)] |= before[index(nz, ny, nx)]; });
      });
    }
    double all = 0.0, found = 0.0;
    forVoxels([&](int z, int y, int x) {
      if (phase(z, y, x) != Phase::se) return;
      ++all;
      found += reached[index(z, y, x)];
    });
    return found / all;
  }
};

TEST(Packing, LeavesNoOverlap) {
  const Box box{24.0, 20.0, 28.0};
  for (const double filling : {0.4, 0.58}) {
    Random sizes(7, 0), places(7, 1);
    const std::vector<double> radii = lognormalRadii(5.0, 0.25, filling * box[0] * box[1] * box[2], sizes);
    double volume = 0.0;
    for (const double radius : radii) volume += sphereVolume(radius);
    EXPECT_NEAR(volume / (box[0] * box[1] * box[2]), filling, 1e-12);

    std::vector<Sphere> spheres = scatter(radii, box, places);
    const PackingResult result = separate(spheres, box);
    EXPECT_LT(result.largestOverlap, kOverlapTolerance);
    for (std::size_t i = 0; i < spheres.size(); ++i) {
      EXPECT_EQ(spheres[i].radius, radii[i]);
      for (int axis = 0; axis < 3; ++axis) {
        EXPECT_GE(spheres[i].centre[axis], 0.0);
        EXPECT_LT(spheres[i].centre[axis], box[axis]);
      }
      for (std::size_t j = 0; j < i; ++j) {
        double squared = 0.0;
        for (int axis = 0; axis < 3; ++axis) {
          double d = std::abs(spheres[i].centre[axis] - spheres[j].centre[axis]);
          d = std::min(d, box[axis] - d);
          squared += d * d;
        }
        EXPECT_GT(std::sqrt(squared), (radii[i] + radii[j]) * (1.0 - 2.0 * kOverlapTolerance)) << i << " and " << j;
      }
    }
  }
}

TEST(Packing, LosesTheClumpsOfItsStart) {
  // Equal hard spheres: S(k -> 0) by Carnahan and Starling, contacts as few as their pair distribution has.
  const double filling = 0.42, edge = 32.0;
  const Box box{edge, edge, edge};
  double before = 0.0, after = 0.0, contacts = 0.0;
  constexpr int kSeeds = 3;
  for (std::uint32_t seed = 1; seed <= kSeeds; ++seed) {
    Random sizes(seed, 0), places(seed, 1), moves(seed, 2);
    std::vector<Sphere> spheres = scatter(lognormalRadii(5.0, 0.0, filling * edge * edge * edge, sizes), box, places);
    separate(spheres, box);
    before += structureFactor(spheres, box) / kSeeds;
    const double sweeps = equilibrate(spheres, box, moves);
    EXPECT_GT(sweeps, 1000.0);
    EXPECT_LE(sweeps, kEquilibrationSweeps);
    after += structureFactor(spheres, box) / kSeeds;
    for (const Sphere& sphere : spheres) {
      for (const double place : sphere.centre) {
        EXPECT_GE(place, 0.0);
        EXPECT_LT(place, edge);
      }
    }
    std::vector<Sphere> smaller = spheres;
    for (Sphere& sphere : smaller) sphere.radius *= 1.0 - 1.1 * kOverlapTolerance;
    EXPECT_EQ(coordination(smaller, box), 0.0);
    for (Sphere& sphere : smaller) sphere.radius *= 1.01;
    contacts += coordination(smaller, box) / kSeeds;
  }
  const double p = filling;
  const double expected = std::pow(1 - p, 4) / (std::pow(1 + 2 * p, 2) + p * p * p * (p - 4));
  EXPECT_NEAR(expected, 0.036, 5e-4);
  EXPECT_GT(before, 8 * expected);
  EXPECT_LT(after, 2 * expected);
  EXPECT_LT(contacts, 0.6);  // 3.2 before
}

TEST(Packing, StructureFactorIsOneOfPlacesAtRandomAndNoneOfALattice) {
  const Box box{10.0, 20.0, 30.0};
  double mean = 0.0;
  constexpr int kRounds = 40;
  for (std::uint32_t seed = 0; seed < kRounds; ++seed) {
    Random random(seed, 0);
    mean += structureFactor(scatter(std::vector<double>(200, 1.0), box, random), box) / kRounds;
  }
  EXPECT_NEAR(mean, 1.0, 0.15);
  std::vector<Sphere> lattice;
  for (int i = 0; i < 64; ++i) lattice.push_back({{2.5 * (i % 4), 5.0 * (i / 4 % 4), 7.5 * (i / 16)}, 1.0});
  EXPECT_NEAR(structureFactor(lattice, box), 0.0, 1e-12);
  EXPECT_EQ(structureFactor({{{1.0, 2.0, 3.0}, 1.0}}, box), 1.0);
}

TEST(Packing, CountsContactsOfNearestImages) {
  const Box box{10.0, 10.0, 10.0};
  // Two that touch around a side, and one apart.
  EXPECT_EQ(coordination({{{0.5, 5, 5}, 1.0}, {{9.0, 5, 5}, 1.0}, {{5, 5, 5}, 1.0}}, box), 2.0 / 3.0);
  EXPECT_EQ(coordination({}, box), 0.0);
}

TEST(Packing, NoRadiusIsCutToFit) {
  // All are larger or smaller by one factor: of the same draws, the ratios stay.
  for (std::uint32_t seed = 1; seed < 30; ++seed) {
    Random few(seed, 0), many(seed, 0);
    const std::vector<double> some = lognormalRadii(5.0, 0.6, 800.0, few), more = lognormalRadii(5.0, 0.6, 1e5, many);
    ASSERT_GE(more.size(), some.size());
    double volume = 0.0;
    for (std::size_t i = 0; i < some.size(); ++i) {
      EXPECT_NEAR(some[i] / some[0], more[i] / more[0], 1e-12 * some[i] / some[0]);
      volume += sphereVolume(some[i]);
    }
    EXPECT_NEAR(volume, 800.0, 1e-9);
  }
}

TEST(Packing, GivesUpOnWhatIsTooCrowdedBeforeItTakesLong) {
  // 4,000 spheres at a filling of 0.75, which none can have: 2,000 sweeps would be allowed by their number.
  Random random(3, 0);
  const double radius = 1.0, edge = std::cbrt(4000 * sphereVolume(radius) / 0.75);
  std::vector<Sphere> spheres = scatter(std::vector<double>(4000, radius), {edge, edge, edge}, random);
  const PackingResult result = separate(spheres, {edge, edge, edge});
  EXPECT_GT(result.largestOverlap, kOverlapTolerance);
  EXPECT_LT(result.sweeps, 1500);
}

TEST(Packing, SeparatesSpheresOfVeryDifferentSizes) {
  const Box box{16.0, 16.0, 16.0};
  Random places(3, 0);
  std::vector<double> radii(4, 3.0);
  radii.resize(600, 0.5);
  std::vector<Sphere> spheres = scatter(radii, box, places);
  spheres[100].centre = spheres[101].centre = spheres[0].centre;  // as bad as can be
  EXPECT_LT(separate(spheres, box).largestOverlap, kOverlapTolerance);
}

TEST(Packing, LognormalDiametersHaveTheirMedianAndSpread) {
  Random random(1, 0);
  const std::vector<double> radii = lognormalRadii(5.0, 0.25, 1e6, random);
  EXPECT_NEAR(static_cast<double>(radii.size()) / expectedCount(5.0, 0.25, 1e6), 1.0, 0.05);
  double mean = 0.0, square = 0.0;
  for (const double radius : radii) {
    EXPECT_LE(std::abs(std::log(radius / 2.5)), kSpreadLimit * 0.25 + 1e-3);
    mean += std::log(2.0 * radius);
    square += std::log(2.0 * radius) * std::log(2.0 * radius);
  }
  mean /= static_cast<double>(radii.size());
  EXPECT_NEAR(std::exp(mean), 5.0, 0.05);
  EXPECT_NEAR(std::sqrt(square / static_cast<double>(radii.size()) - mean * mean), 0.25, 0.02);
}

TEST(Packing, RandomNumbersAreUniformAndOfSeveralStreams) {
  Random random(1, 0), other(1, 1), again(1, 0);
  double mean = 0.0;
  std::array<double, 3> meanDirection{};
  constexpr int kDraws = 20000;
  for (int i = 0; i < kDraws; ++i) {
    const double x = random.uniform();
    EXPECT_EQ(x, again.uniform());
    EXPECT_NE(x, other.uniform());
    ASSERT_GE(x, 0.0);
    ASSERT_LT(x, 1.0);
    mean += x / kDraws;
  }
  EXPECT_NEAR(mean, 0.5, 0.01);
  for (int i = 0; i < kDraws; ++i) {
    const std::array<double, 3> direction = random.direction();
    for (int axis = 0; axis < 3; ++axis) meanDirection[axis] += direction[axis] / kDraws;
  }
  for (const double component : meanDirection) EXPECT_NEAR(component, 0.0, 0.02);
}

TEST(Microstructures, HaveTheFractionsOfTheComposition) {
  for (const ParticleModel model : kModels) {
    for (const double amWtPct : {75.0, 85.0}) {
      const MicrostructureRequest request = requestOf(model, amWtPct, 48);
      const Microstructure structure = made(request);
      ASSERT_EQ(structure.voxels.size(), 48u * 48u * 48u);
      expectFractions(structure);
      const Composition composition = compositionOf(request.scenario);
      EXPECT_EQ(structure.phases[1].target, composition.phiAm);
      EXPECT_EQ(structure.phases[2].target, composition.phiSe);
      EXPECT_EQ(structure.phases[3].target, composition.phiCa);
    }
  }
}

TEST(Microstructures, AreTheSameEverywhere) {
  constexpr std::uint64_t kHashes[] = {0x49ef2e56237cbefa, 0x2927cd968448f7de, 0x0f74d1aabf69ccb7, 0x0cdc0a1e77c04b9d};
  for (int i = 0; i < kModelCount; ++i) {
    MicrostructureRequest request = requestOf(kModels[i], 85.0, 48);
    const std::vector<std::uint8_t> voxels = made(request).voxels;
    EXPECT_EQ(hashOf(voxels), kHashes[i]) << "Model " << i + 1 << std::hex << ": 0x" << hashOf(voxels);
    EXPECT_EQ(made(request).voxels, voxels);
    request.seed = 2;
    EXPECT_NE(made(request).voxels, voxels);
  }
  MicrostructureRequest fibrous = requestOf(kModels[0], 75.0, 48);
  put(fibrous, "voxelUm", 0.15);
  put(fibrous, "fibreDiameterUm", 0.3);
  constexpr std::uint64_t kFibrous = 0x30cea901feca6859;
  EXPECT_EQ(hashOf(made(fibrous).voxels), kFibrous) << std::hex << "0x" << hashOf(made(fibrous).voxels);
}

TEST(Microstructures, AreOneGeometryForEverySizeOfVoxels) {
  for (const ParticleModel model : kModels) {
    MicrostructureRequest request = requestOf(model, 85.0, 64);
    request.shape = {32, 48, 64};
    const Microstructure coarse = made(request);
    EXPECT_EQ(coarse.geometry.boxUm, (PlaceUm{8, 12, 16}));
    EXPECT_TRUE(coarse.geometry.isPeriodic);
    request.shape = {80, 120, 160};
    put(request, "voxelUm", 0.1);
    const Microstructure fine = made(request);
    EXPECT_EQ(coarse.geometry, fine.geometry);
    for (int i = 0; i < kPhaseCount; ++i) {
      EXPECT_EQ(coarse.phases[i].fraction, fine.phases[i].fraction);
      EXPECT_NEAR(fine.phases[i].voxelFraction, fine.phases[i].fraction, 2e-3);
    }
    const auto voxels = voxelize(fine.geometry, fine.shape);
    ASSERT_TRUE(voxels) << voxels.error();
    EXPECT_EQ(voxels->voxels, fine.voxels);
    request.seed = 2;
    EXPECT_NE(made(request).geometry, fine.geometry);
  }
}

TEST(Microstructures, TellHowTheirParticlesLie) {
  for (const ParticleModel model : kModels) {
    MicrostructureRequest request = requestOf(model, 85.0, 64);
    const PackingReport packing = made(request).packing;
    EXPECT_EQ(packing.equilibrationSweeps, kEquilibrationSweeps);
    EXPECT_LT(packing.structureFactor, 0.25);
    if (model == ParticleModel::conventional) {
      EXPECT_GT(packing.coordination, 1.0);
      put(request, "amFlatteningPct", 0.0);
      EXPECT_LT(made(request).packing.coordination, 1.0);
    } else {
      EXPECT_EQ(packing.coordination, 0.0);  // the shells are between
    }
  }
}

TEST(Microstructures, TakeAShapeOfUnequalEdgesInItsOrder) {
  MicrostructureRequest request;
  request.shape = {24, 40, 64};
  put(request, "voxelUm", 0.3);
  const Microstructure structure = made(request);
  EXPECT_EQ(structure.shape, request.shape);
  EXPECT_EQ(structure.voxels.size(), 24u * 40u * 64u);
  expectFractions(structure);
}

TEST(Microstructures, OfCoreShellParticlesKeepSeAtTheAm) {
  const Microstructure coreShell = made(requestOf(ParticleModel::coreShell, 75.0, 48));
  const Microstructure conventional = made(requestOf(ParticleModel::conventional, 75.0, 48));
  const Lattice shells{coreShell}, mixed{conventional};
  EXPECT_EQ(shells.shareOfAmSurface(Phase::voidSpace), 0.0);
  EXPECT_GT(shells.shareOfAmSurface(Phase::se), 0.8);
  EXPECT_LT(mixed.shareOfAmSurface(Phase::se), 0.7);
  EXPECT_GT(shells.shareOfSeWithin(6), 0.98);
  EXPECT_LT(mixed.shareOfSeWithin(6), 0.95);
}

TEST(Microstructures, OfThinShellsCoverMoreAmThanWithout) {
  for (const ParticleModel model : {ParticleModel::thinShellLarge, ParticleModel::thinShellSmall}) {
    MicrostructureRequest request = requestOf(model, 85.0, 48);
    const Microstructure covered = made(request);
    EXPECT_TRUE(notes(covered, "thinner than a voxel"));
    put(request, "shellShare", 0.0);
    const Microstructure bare = made(request);
    expectFractions(bare);
    EXPECT_FALSE(notes(bare, "shell"));
    EXPECT_GT(Lattice{covered}.shareOfAmSurface(Phase::se), Lattice{bare}.shareOfAmSurface(Phase::se) + 0.1);
    put(request, "shellShare", 30.0);  // more than there is: all of it
    expectFractions(made(request));
  }
}

TEST(Microstructures, GoOnAtTheOtherSide) {
  for (const ParticleModel model : kModels) {
    const Microstructure structure = made(requestOf(model, 80.0, 48));
    const Lattice lattice{structure};
    for (int axis = 0; axis < 3; ++axis) {
      double beside = 0.0, across = 0.0;  // faces between different phases: next to the sides, and from side to side
      lattice.forVoxels([&](int z, int y, int x) {
        const std::array<int, 3> at{z, y, x};
        const bool differs = lattice.phase(z, y, x) != lattice.phase(z + (axis == 0), y + (axis == 1), x + (axis == 2));
        if (at[axis] == 47) across += differs;
        if (at[axis] == 46 || at[axis] == 0) beside += 0.5 * differs;
      });
      EXPECT_NEAR(across / beside, 1.0, 0.2) << axis;
    }
  }
}

TEST(Microstructures, ShowAParticleThatCrossesTheSidesWhole) {
  // A single particle that crosses all sides: its voxels are those of one sphere, wherever it lies.
  MicrostructureRequest request = requestOf(ParticleModel::conventional, 60.0, 32);
  request.scenario.porosityPct = 60.0;
  put(request, "voxelUm", 0.25);
  put(request, "amDiameterUm", 6.0);
  put(request, "amSpread", 0.0);
  const double volume = 8.0 * 8.0 * 8.0;
  const double phiAm = compositionOf(request.scenario).phiAm;
  ASSERT_LT(phiAm * volume, sphereVolume(3.0));
  const Microstructure structure = made(request);
  const Lattice lattice{structure};
  // Faces of a voxelised sphere: six times its cross-section.
  double faces = 0.0;
  lattice.forVoxels([&](int z, int y, int x) {
    if (lattice.phase(z, y, x) != Phase::am) return;
    Lattice::forNeighbours(z, y, x, [&](int nz, int ny, int nx) { faces += lattice.phase(nz, ny, nx) != Phase::am; });
  });
  const double radius = std::cbrt(phiAm * 32 * 32 * 32 / sphereVolume(1.0));
  EXPECT_NEAR(faces / (6.0 * std::numbers::pi * radius * radius), 1.0, 0.03);
}

TEST(Microstructures, NumberTheirParticlesIfAsked) {
  for (const ParticleModel model : kModels) {
    MicrostructureRequest request = requestOf(model, 85, 40);
    const Microstructure plain = *generateMicrostructure(request);
    EXPECT_TRUE(plain.particles.empty());
    request.particles = true;
    const Microstructure numbered = *generateMicrostructure(request);
    EXPECT_EQ(numbered.voxels, plain.voxels);
    // Each number is of one phase; void alone has 0.
    std::map<std::uint32_t, std::uint8_t> phaseOf;
    for (std::size_t i = 0; i < numbered.voxels.size(); ++i) {
      const auto [entry, isNew] = phaseOf.emplace(numbered.particles[i], numbered.voxels[i]);
      ASSERT_EQ(entry->second, numbered.voxels[i]);
      ASSERT_EQ(numbered.particles[i] == 0, numbered.voxels[i] == 0);
    }
    std::array<int, kPhaseCount> counts{};
    for (const auto& [number, phase] : phaseOf) ++counts[phase];
    EXPECT_EQ(counts[0], 1);
    EXPECT_GT(counts[static_cast<int>(Phase::am)], 3);
    EXPECT_GT(counts[static_cast<int>(Phase::se)], 3);
    EXPECT_EQ(counts[static_cast<int>(Phase::ca)], 1);
    if (model == ParticleModel::coreShell) {
      EXPECT_LE(counts[static_cast<int>(Phase::se)], counts[static_cast<int>(Phase::am)]);
    }
  }
}

TEST(Microstructures, LayTheSameFibresWhateverTheVoxels) {
  MicrostructureRequest request = requestOf(ParticleModel::conventional, 75.0, 32);
  const Microstructure coarse = made(request);
  EXPECT_TRUE(notes(coarse, "CA is fibres that bend around AM"));
  EXPECT_TRUE(notes(coarse, "Fibres of 0.15 µm (0.60 voxels) are broken by the voxels, not by the geometry"));
  request.shape = {112, 112, 112};
  put(request, "voxelUm", 8.0 / 112);
  const Microstructure fine = made(request);
  EXPECT_TRUE(notes(fine, "CA is fibres that bend around AM"));
  EXPECT_FALSE(notes(fine, "are broken by the voxels"));
  EXPECT_EQ(coarse.geometry, fine.geometry);
  EXPECT_EQ(coarse.packing.fibrePieceUm, fine.packing.fibrePieceUm);
  request.scenario.caWtPct = 0.0;
  const Microstructure none = made(request);
  EXPECT_FALSE(notes(none, "CA is"));
  EXPECT_EQ(none.packing.fibrePieceUm, 0.0);
}

// From a place to the nearest image of another.
PlaceUm between(const PlaceUm& from, const PlaceUm& to, const PlaceUm& box) {
  PlaceUm d;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    d[axis] = to[axis] - from[axis];
    d[axis] -= box[axis] * std::round(d[axis] / box[axis]);
  }
  return d;
}
double lengthOf(const PlaceUm& d) { return std::hypot(d[0], d[1], d[2]); }

TEST(Microstructures, BendFibresAroundAm) {
  for (const ParticleModel model : kModels) {
    const Microstructure structure = made(requestOf(model, 80.0, 64));
    const Geometry& geometry = structure.geometry;
    std::vector<Body> am, fibres;
    for (const Body& body : geometry.bodies) {
      if (body.label == static_cast<std::uint8_t>(Phase::am)) am.push_back(body);
      if (body.label == static_cast<std::uint8_t>(Phase::ca)) fibres.push_back(body);
    }
    ASSERT_GT(fibres.size(), 100u);
    double length = 0;
    std::size_t joined = 0, touching = 0;
    for (std::size_t i = 0; i < fibres.size(); ++i) {
      const Body& fibre = fibres[i];
      EXPECT_EQ(fibre.radiusUm, 0.075);
      const PlaceUm axis{fibre.toUm[0] - fibre.fromUm[0], fibre.toUm[1] - fibre.fromUm[1],
                         fibre.toUm[2] - fibre.fromUm[2]};
      length += lengthOf(axis);
      double nearest = 1e9;
      for (int step = 0; step <= 20; ++step) {
        const PlaceUm place{fibre.fromUm[0] + axis[0] * step / 20, fibre.fromUm[1] + axis[1] * step / 20,
                            fibre.fromUm[2] + axis[2] * step / 20};
        for (const Body& sphere : am)
          nearest = std::min(nearest, lengthOf(between(sphere.fromUm, place, geometry.boxUm)) - sphere.radiusUm);
      }
      // Half a radius from bare AM, a radius from shells; where stretches go on beyond their joints a little less.
      const double kept = am[0].shellUm > 0 ? am[0].shellUm + 0.075 : 0.0375;
      EXPECT_GT(nearest, kept - 0.075) << i;
      touching += nearest < am[0].shellUm + 0.075;
      if (i > 0) joined += lengthOf(between(fibres[i - 1].toUm, fibre.fromUm, geometry.boxUm)) < 2 * 2 * 0.075;
    }
    EXPECT_GT(double(joined) / double(fibres.size()), 0.6);
    EXPECT_GT(structure.packing.fibrePieceUm, 2.0);
    EXPECT_LE(structure.packing.fibrePieceUm, 8.0);
    EXPECT_GT(length, 0.9 * structure.phases[3].target * 16 * 16 * 16 / (std::numbers::pi * 0.075 * 0.075));
    if (model == ParticleModel::conventional) {
      EXPECT_GT(touching, 100u);
    }
  }
}

TEST(Microstructures, SayWhatWasAssumedAndWhatWasNotKept) {
  MicrostructureRequest request = requestOf(ParticleModel::coreShell, 92.0, 48);
  const Microstructure structure = made(request);
  EXPECT_TRUE(notes(structure, "sizes are assumed"));
  EXPECT_TRUE(notes(structure, "grown into each other"));
  EXPECT_TRUE(notes(structure, "volume is small"));
  request.scenario.amWtPct = 75.0;
  put(request, "voxelUm", 0.5);
  put(request, "amDiameterUm", 3.0);
  EXPECT_FALSE(notes(made(request), "coarse"));
  EXPECT_FALSE(notes(made(request), "grown into each other"));
  EXPECT_FALSE(notes(made(request), "volume is small"));
  EXPECT_FALSE(notes(made(request), "touches its own image"));
  put(request, "amDiameterUm", 1.4);
  EXPECT_TRUE(notes(made(request), "AM particles are coarse: their diameter is 1.4 µm (2.8 voxels)."));
  // The median fits, one of the others does not.
  request = requestOf(ParticleModel::conventional, 80.0, 64);
  request.shape[0] = 24;
  EXPECT_TRUE(notes(made(request), "does not fit the shortest edge, 6.0 µm (24 voxels): it touches its own image."));
  put(request, "amSpread", 0.0);
  EXPECT_FALSE(notes(made(request), "touches its own image"));
  // Only its shell does not fit.
  request.scenario.model = ParticleModel::coreShell;
  put(request, "amDiameterUm", 5.8);
  EXPECT_TRUE(notes(made(request), "The widest AM particle with its shell, "));
}

TEST(Microstructures, WithstandTheExtremes) {
  for (const ParticleModel model : kModels) {
    for (const double amWtPct : {60.0, 92.0}) {
      for (const double porosityPct : {0.0, 60.0}) {
        for (const double caWtPct : {0.0, 5.0}) {
          MicrostructureRequest request = requestOf(model, amWtPct, 24);
          request.scenario.porosityPct = porosityPct;
          request.scenario.caWtPct = caWtPct;
          expectFractions(made(request));
        }
      }
    }
    MicrostructureRequest tiny = requestOf(model, 85.0, kLeastExtent);
    put(tiny, "amDiameterUm", 1.9);
    expectFractions(made(tiny));
    for (const MicrostructureSize& row : microstructureSizes()) {
      for (const double value : {row.min, row.max}) {
        MicrostructureRequest request = requestOf(model, 80.0, kLeastExtent);
        put(request, "voxelUm", 0.3);
        put(request, "amDiameterUm", 2.0);
        put(request, row.key, value);
        const auto result = generateMicrostructure(request);
        if (result)
          expectFractions(*result);
        else
          EXPECT_TRUE(result.error().contains("allowed: ")) << result.error();
      }
    }
  }
}

TEST(Microstructures, DescribeTheirSizes) {
  ASSERT_EQ(microstructureSizes().size(), std::size_t{kMicrostructureSizeCount});
  for (const MicrostructureSize& row : microstructureSizes()) {
    EXPECT_FALSE(row.key.empty() || row.label.empty() || row.description.empty());
    EXPECT_LT(row.min, row.max);
    EXPECT_GE(row.standard, row.min);
    EXPECT_LE(row.standard, row.max);
    EXPECT_EQ(standardMicrostructureSizes()[static_cast<std::size_t>(row.id)], row.standard);
  }
}

TEST(Microstructures, RefuseWhatIsOutOfRange) {
  MicrostructureRequest request;
  const auto put = [&](std::string_view key, double value) {
    const auto done = putMicrostructureSize(request, key, value);
    return done ? "" : done.error();
  };
  EXPECT_EQ(put("voxelUm", 3.0), "voxelUm (Voxel edge): 3 µm is out of range; allowed: 0.02 to 2 µm.");
  EXPECT_EQ(put("amSpread", -0.5), "amSpread (AM spread): -0.5 is out of range; allowed: 0 to 0.6.");
  EXPECT_EQ(put("voxelUm", std::numeric_limits<double>::quiet_NaN()),
            "voxelUm (Voxel edge) must be a finite number, not NaN; allowed: 0.02 to 2 µm.");
  EXPECT_EQ(put("fibreLengthUm", -std::numeric_limits<double>::infinity()),
            "fibreLengthUm (Fibre length) must be a finite number, not -Infinity; allowed: 0.5 to 50 µm.");
  EXPECT_EQ(put("grain", 1.0),
            "Unknown size \"grain\". Known sizes: voxelUm, amDiameterUm, amSpread, seLargeUm, seSmallUm, shellShare, "
            "fibreDiameterUm, fibreLengthUm, amFlatteningPct.");
  EXPECT_EQ(request.sizes, standardMicrostructureSizes());

  request.shape = {128, 7, 128};
  EXPECT_EQ(refusal(request), "shape (Voxels along z, y and x): 7 is out of range; allowed: 8 to 256 each.");
  request.shape = {128, 128, 257};
  EXPECT_EQ(refusal(request), "shape (Voxels along z, y and x): 257 is out of range; allowed: 8 to 256 each.");
  request.shape = {64, 64, 8};
  EXPECT_EQ(
      refusal(request),
      "shape (Voxels along z, y and x): the shortest edge, 2.00 µm, is less than amDiameterUm (AM diameter), 5 µm; "
      "allowed: edges of at least one AM diameter.");
  request.shape = {128, 128, 128};
  EXPECT_EQ(put("amDiameterUm", 0.5), "");
  EXPECT_EQ(refusal(request),
            "amDiameterUm (AM diameter): 0.5 µm takes about 222000 particles to fill the volume; allowed: up "
            "to 200000. Make them larger or the volume smaller.");
  request.sizes[0] = 9.0;
  EXPECT_TRUE(refusal(request).starts_with("voxelUm (Voxel edge): 9 µm is out of range"));
}

}  // namespace
}  // namespace cathode
