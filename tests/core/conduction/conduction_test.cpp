// SPDX-License-Identifier: MIT
#include "core/conduction/conduction.h"

#include <gtest/gtest.h>
#include <bit>
#include <cmath>

#include "core/bits.h"
#include "core/random_conduction.h"
#include "core/random_volume.h"
#include "core/voxels/percolation.h"

namespace cathode {
namespace {

constexpr Direction kDirections[] = {Direction::z, Direction::y, Direction::x};

using Case = ConductionCase;

ConductionSolution solve(const Case& c) {
  auto solved = solveConduction(c.problem());
  EXPECT_TRUE(solved) << (solved ? "" : solved.error());
  return solved.value_or(ConductionSolution{});
}
double sigmaOf(const Case& c) { return solve(c).effectiveConductivity; }

TEST(Conduction, FullBlockHasItsOwnConductivity) {
  for (const Shape shape : {Shape{1, 1, 1}, Shape{2, 1, 3}, Shape{5, 4, 3}, Shape{16, 16, 16}, Shape{33, 7, 12}}) {
    for (const Direction direction : kDirections) {
      const ConductionSolution s = solve({shape, std::vector<std::uint8_t>(voxelCount(shape), 0), {2.5}, direction});
      EXPECT_NEAR(s.effectiveConductivity, 2.5, 2.5e-9);
      EXPECT_NEAR(*s.tortuosityFactor, 1, 1e-9);
      EXPECT_EQ(s.conductingFraction, 1);
      EXPECT_EQ(s.percolatingFraction, 1);
    }
  }
}

TEST(Conduction, SlabsInSeriesAndInParallel) {
  Case c{{8, 6, 6}, std::vector<std::uint8_t>(8 * 36), {1, 2, 3}};
  for (std::size_t i = 0; i < c.voxels.size(); ++i) {
    const int z = int(i / 36);
    c.voxels[i] = z < 4 ? 0 : z < 6 ? 1 : 2;
  }
  EXPECT_NEAR(sigmaOf(c), 24.0 / 17.0, 1e-9);
  for (const Direction direction : {Direction::y, Direction::x}) {
    c.direction = direction;
    EXPECT_NEAR(sigmaOf(c), 1.75, 1e-9);
  }
}

TEST(Conduction, PathHasTheSquareOfItsLength) {
  // Through 12 planes, with detours within planes of 9 x 9: down, along, down, back, ...
  Case c{{12, 9, 9}, std::vector<std::uint8_t>(12 * 81), {0, 1}};
  int cells = 0;
  const auto put = [&](int z, int y, int x) {
    c.voxels[(std::size_t(z) * 9 + y) * 9 + x] = 1;
    ++cells;
  };
  int x = 1;
  for (int z = 0; z < 12; ++z) {
    if (z % 3 != 1) {
      put(z, 4, x);
      continue;
    }
    const int end = x == 1 ? 7 : 1;
    for (int at = x;; at += end > x ? 1 : -1) {
      put(z, 4, at);
      if (at == end) break;
    }
    x = end;
  }
  EXPECT_NEAR(*solve(c).tortuosityFactor, (cells / 12.0) * (cells / 12.0), 1e-7);
}

// Within the tolerance of an independent solve, the truth within the interval, potentials between those of the planes.
void expectTrue(Case c, double tolerance, double expected, const std::string& name) {
  constexpr double kRounding = 1e-11;
  c.tolerance = tolerance;
  const ConductionSolution s = solve(c);
  EXPECT_EQ(s.percolates, expected > 0) << name;
  EXPECT_NEAR(s.effectiveConductivity, expected, expected * (tolerance + kRounding)) << name;
  EXPECT_LE(s.lowerEstimate, expected * (1 + kRounding)) << name;
  EXPECT_GE(s.upperEstimate, expected * (1 - kRounding)) << name;
  EXPECT_LE(s.lowerEstimate, s.effectiveConductivity) << name;
  EXPECT_LE(s.effectiveConductivity, s.upperEstimate) << name;
  if (c.fields && expected > 0 && !s.potential.empty()) {
    EXPECT_GE(*std::ranges::min_element(s.potential), 0.0f) << name;
    EXPECT_LE(*std::ranges::max_element(s.potential), 1.0f) << name;
  }
}

TEST(Conduction, EqualsADirectFactorisation) {
  // A sample of what tests/bench/conduction_errors.cpp counts in thousands.
  for (std::uint32_t i = 0; i < 60 * kConductionKinds; ++i) {
    Case c = randomConduction(static_cast<ConductionKind>(i % kConductionKinds), i);
    c.fields = true;
    const double expected = referenceConductivity(c);
    for (const double tolerance : {0.1, 1e-3, 1e-9}) {
      expectTrue(c, tolerance, expected,
                 std::string(kConductionKindNames[i % kConductionKinds]) + ", " + std::to_string(i) + ", to " +
                     std::to_string(tolerance));
    }
  }
}

TEST(Conduction, IsTrueOfGeneratedComposites) {
  for (std::uint32_t i = 0; i < 10; ++i) {
    const Case c = generatedConduction(20, i);
    const double expected = referenceConductivity(c);
    for (const double tolerance : {1e-3, 1e-9})
      expectTrue(c, tolerance, expected, std::to_string(i) + ", to " + std::to_string(tolerance));
  }
}

TEST(Conduction, IsTrueOfLayersOneAgainstAThousand) {
  Case layers{{5, 3, 1}, {}, {0, 1, 1e-3}, Direction::z, 1e-3};
  for (const char label : std::string("212120101210120")) layers.voxels.push_back(std::uint8_t(label - '0'));
  EXPECT_NEAR(sigmaOf(layers), 0.0012934, 1e-6);
  expectTrue({{2, 1, 1}, {0, 1}, {1, 0.5}}, 1e-3, 2.0 / 3, "two voxels in series");
}

TEST(Conduction, LeavesOutWhatNoVoxelHas) {
  // A conductivity that would be too small beside the others, of a label that was cropped away.
  const Case c{{3, 2, 2}, std::vector<std::uint8_t>(12, 1), {1e-9, 2, 1e9}};
  EXPECT_NEAR(sigmaOf(c), 2, 1e-9);
}

TEST(Conduction, LiesBetweenCutColumnsAndShortedSlices) {
  for (const auto& sigma : {std::vector<double>{0, 1}, {0.05, 2}}) {
    for (const Direction direction : kDirections) {
      const Case c{{20, 22, 24}, blobs({20, 22, 24}, 0.45, 3), sigma, direction, 1e-6};
      const int axis = static_cast<int>(direction), length = c.shape[axis];
      // Columns side by side that let nothing through to each other; slices each at one potential.
      std::vector<double> columns(c.voxels.size(), 0), slices(std::size_t(length) + 1, 0);
      std::vector<bool> isCut(c.voxels.size(), false);
      const std::size_t strides[3] = {std::size_t(c.shape[1]) * c.shape[2], std::size_t(c.shape[2]), 1};
      const auto columnOf = [&](std::size_t i) { return i - c.placeAlong(direction, i) * strides[axis]; };
      for (std::size_t i = 0; i < c.voxels.size(); ++i) {
        const double own = c.sigma[c.voxels[i]];
        if (own == 0)
          isCut[columnOf(i)] = true;
        else
          columns[columnOf(i)] += 1 / own;
        if (c.placeAlong(direction, i) == 0) slices[0] += 2 * own;
        if (c.placeAlong(direction, i) == length - 1) slices[length] += 2 * own;
      }
      forFaces(c, [&](std::size_t i, std::size_t, double g, int along) {
        if (along == axis) slices[c.placeAlong(direction, i) + 1] += g;
      });
      double lower = 0, resistance = 0;
      for (std::size_t i = 0; i < c.voxels.size(); ++i) {
        if (columns[i] > 0 && !isCut[i]) lower += 1 / columns[i];
      }
      for (const double g : slices) resistance += 1 / g;
      const double scale = length / c.area(), found = sigmaOf(c);
      EXPECT_GE(found, lower * scale * (1 - 1e-6));
      EXPECT_LE(found, scale / resistance * (1 + 1e-6));
    }
  }
}

TEST(Conduction, CheckerboardTendsToTheGeometricMean) {
  double previous = 1;
  for (const int refined : {2, 4, 8, 16}) {
    const int n = 4 * refined;
    Case c{{n, n, 1}, std::vector<std::uint8_t>(std::size_t(n) * n), {1, 4}, Direction::z, 1e-6};
    for (int z = 0; z < n; ++z) {
      for (int y = 0; y < n; ++y) c.voxels[std::size_t(z) * n + y] = (z / refined + y / refined) & 1;
    }
    const double off = std::abs(sigmaOf(c) / 2 - 1);
    EXPECT_LT(off, 0.75 * previous);
    previous = off;
  }
  EXPECT_LT(previous, 0.01);
}

TEST(Conduction, DiluteSpheresFollowMaxwell) {
  const int n = 40;
  const double radius = 9;
  Case c{{n, n, n}, std::vector<std::uint8_t>(std::size_t(n) * n * n), {1, 0}, Direction::z, 1e-5, Sides::periodic};
  double inside = 0;
  for (std::size_t i = 0; i < c.voxels.size(); ++i) {
    double square = 0;
    for (const Direction d : kDirections) square += std::pow(c.placeAlong(d, i) + 0.5 - n / 2.0, 2);
    c.voxels[i] = square < radius * radius;
    inside += c.voxels[i];
  }
  const double f = inside / double(c.voxels.size());
  for (const double sphere : {0.0, 10.0}) {
    c.sigma[1] = sphere;
    const double contrast = (sphere - 1) / (sphere + 2);
    EXPECT_NEAR(sigmaOf(c) / ((1 + 2 * f * contrast) / (1 - f * contrast)), 1, 0.01) << sphere;
  }
}

TEST(Conduction, KeepsToTheBoundsOfWienerAndHashinShtrikman) {
  const Shape shape{48, 48, 48};
  for (const double phi : {0.3, 0.6}) {
    Case c{shape, blobs(shape, phi, 11), {0, 1}, Direction::z, 1e-4};
    const double isolated = sigmaOf(c);
    EXPECT_LE(isolated, 2 * phi / (3 - phi) * 1.02);
    c.sigma = {1, 5};
    const double found = sigmaOf(c);
    EXPECT_GE(found, 1 / ((1 - phi) / 1 + phi / 5));
    EXPECT_LE(found, (1 - phi) * 1 + phi * 5);
    EXPECT_GE(found, (1 + phi / (1 / 4.0 + (1 - phi) / 3)) * 0.98);
    EXPECT_LE(found, (5 + (1 - phi) / (-1 / 4.0 + phi / 15)) * 1.02);
  }
}

TEST(Conduction, TurningFlippingAndRelabellingChangeNothing) {
  const Shape shape{18, 24, 30};
  const Case c{shape, blobs(shape, 0.5, 5), {0, 1}, Direction::z, 1e-8};
  const double expected = sigmaOf(c);
  for (const Direction direction : kDirections) {
    // The same volume with its axes turned, solved along where the flow now points.
    const Turned turned = turnedTo(direction, shape);
    Case same = c;
    const auto axis = static_cast<std::size_t>(direction);
    same.shape = turned.shape;
    forTurned(turned, shape, [&](std::size_t to, std::size_t from) { same.voxels[to] = c.voxels[from]; });
    same.direction = static_cast<Direction>(std::ranges::find(turned.axes, 0) - turned.axes.begin());
    EXPECT_NEAR(sigmaOf(same) / expected, 1, 1e-6) << axis;
  }
  Case flipped = c;
  std::ranges::reverse(flipped.voxels);
  EXPECT_NEAR(sigmaOf(flipped) / expected, 1, 1e-6);
  Case relabelled = c;
  for (auto& voxel : relabelled.voxels) voxel = voxel == 1 ? 3 : 7;
  relabelled.sigma = {0, 0, 0, 1, 0, 0, 0, 0};
  EXPECT_NEAR(sigmaOf(relabelled) / expected, 1, 1e-12);
  // Void beside it dilutes the current and nothing else.
  Case padded{{18, 24, 40}, std::vector<std::uint8_t>(18 * 24 * 40), {0, 1}, Direction::z, 1e-8};
  for (std::size_t i = 0; i < c.voxels.size(); ++i) padded.voxels[i / 30 * 40 + 5 + i % 30] = c.voxels[i];
  EXPECT_NEAR(sigmaOf(padded) * 40 / 30 / expected, 1, 1e-6);
  EXPECT_NEAR(*solve(padded).tortuosityFactor / *solve(c).tortuosityFactor, 1, 1e-6);
}

TEST(Conduction, TellsWhatDoesNotPercolate) {
  Case c{{6, 5, 4}, std::vector<std::uint8_t>(120, 1), {0, 1}};
  for (std::size_t i = 40; i < 60; ++i) c.voxels[i] = 0;
  const ConductionSolution gap = solve(c);
  EXPECT_FALSE(gap.percolates);
  EXPECT_EQ(gap.effectiveConductivity, 0);
  EXPECT_FALSE(gap.tortuosityFactor || gap.macMullin);
  EXPECT_EQ(gap.percolatingFraction, 0);
  EXPECT_NEAR(gap.conductingFraction, 5.0 / 6, 1e-15);
  EXPECT_TRUE(gap.history.empty());
  // One column through the gap: what hangs on it carries no more than the column lets through.
  c.voxels[50] = 1;
  const ConductionSolution bridge = solve(c);
  EXPECT_TRUE(bridge.percolates);
  EXPECT_NEAR(bridge.effectiveConductivity, referenceConductivity(c), 1e-9);
  // An island counts as conducting, not as percolating.
  Case island{{5, 5, 5}, std::vector<std::uint8_t>(125, 0), {0, 1}};
  for (int z = 0; z < 5; ++z) island.voxels[z * 25] = 1;
  island.voxels[62] = 1;
  EXPECT_NEAR(solve(island).percolatingFraction, 5 / 125.0, 1e-15);
  EXPECT_NEAR(solve(island).effectiveConductivity, 1 / 25.0, 1e-9);
  const ConductionSolution nothing = solve({{3, 3, 3}, std::vector<std::uint8_t>(27, 0), {0, 1}});
  EXPECT_FALSE(nothing.percolates);
  EXPECT_EQ(nothing.conductingFraction, 0);
}

TEST(Conduction, ManySeparatePathsAreEachSolved) {
  // Straight strips that never touch: as many percolating parts as strips.
  Case c{{40, 40, 40}, std::vector<std::uint8_t>(64000, 0), {0, 1}, Direction::z, 1e-6};
  for (std::size_t i = 0; i < c.voxels.size(); ++i) c.voxels[i] = i % 2 == 0 && i / 40 % 2 == 0;
  EXPECT_NEAR(sigmaOf(c), 0.25, 1e-6);
}

TEST(Conduction, NoiseNearThePercolationThresholdConverges) {
  const Shape shape{48, 48, 48};
  const Case c{shape, noise(shape, 0.35, 1), {0, 1}, Direction::z, 1e-3};
  const ConductionSolution s = solve(c);
  ASSERT_TRUE(s.percolates);
  EXPECT_LT(s.history.size(), 25u);
  Case fine = c;
  fine.tolerance = 1e-8;
  EXPECT_NEAR(s.effectiveConductivity / sigmaOf(fine), 1, 1e-3);
  EXPECT_FALSE(solve({shape, noise(shape, 0.28, 1), {0, 1}}).percolates);
}

TEST(Conduction, PoorConductorsBetweenGoodOnesConverge) {
  const Shape shape{40, 40, 40};
  for (const double poor : {1e-2, 1e-3, 1e-4}) {
    for (const double phi : {0.3, 0.6}) {
      Case c{shape, blobs(shape, phi, 1), {poor, 1}, Direction::z, 1e-3};
      const ConductionSolution quick = solve(c);
      EXPECT_LT(quick.history.size(), 12u);
      c.tolerance = 1e-8;
      EXPECT_NEAR(quick.effectiveConductivity / sigmaOf(c), 1, 1e-3) << poor << ", " << phi;
    }
  }
  // Islands of the good one: all the current must pass the poor one.
  Case islands{shape, blobs(shape, 0.1, 1), {1e-4, 1}, Direction::z, 1e-3};
  const double quick = sigmaOf(islands);
  islands.tolerance = 1e-7;
  EXPECT_NEAR(quick / sigmaOf(islands), 1, 1e-3);
}

TEST(Conduction, FieldsAreThoseOfThePotential) {
  for (const Direction direction : kDirections) {
    const Case block{{6, 8, 10}, std::vector<std::uint8_t>(480, 0), {4}, direction, 1e-3, Sides::closed, 0, {}, true};
    const ConductionSolution s = solve(block);
    const int length = block.shape[static_cast<std::size_t>(direction)];
    for (std::size_t i = 0; i < block.voxels.size(); ++i) {
      EXPECT_NEAR(s.potential[i], 1 - (block.placeAlong(direction, i) + 0.5) / length, 1e-5);
      EXPECT_NEAR(s.currentDensity[i], 1, 1e-4);
    }
  }
  const Shape shape{16, 16, 16};
  const ConductionSolution s =
      solve({shape, blobs(shape, 0.5, 2), {0, 1}, Direction::z, 1e-8, Sides::periodic, 0, {}, true});
  for (std::size_t i = 0; i < s.potential.size(); ++i) {
    EXPECT_GE(s.potential[i], 0);
    EXPECT_LE(s.potential[i], 1);
  }
}

TEST(Conduction, RefusesWithTheFieldAndWhatIsAllowed) {
  const Case good{{2, 3, 4}, std::vector<std::uint8_t>(24, 1), {0, 1}};
  const auto refusal = [&](auto change) {
    Case c = good;
    change(c);
    const auto solved = solveConduction(c.problem());
    return solved ? std::string("not refused") : solved.error();
  };
  const auto has = [](const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; };
  EXPECT_TRUE(
      has(refusal([](Case& c) { c.voxels.pop_back(); }), "voxels: 23 of them; allowed: 24 for the shape 2 x 3 x 4"));
  for (const Shape shape : {Shape{0, 3, 4}, Shape{-1, -3, 8}, Shape{1 << 30, 1 << 30, 4},
                            Shape{kMostVoxelsEachWay, kMostVoxelsEachWay, kMostVoxelsEachWay}}) {
    EXPECT_TRUE(has(refusal([&](Case& c) { c.shape = shape; }), "shape: ")) << shape[0];
  }
  EXPECT_TRUE(has(refusal([](Case& c) { c.voxels[5] = 9; }), "label 9 has no conductivity; allowed: labels 0 to 1"));
  EXPECT_TRUE(has(refusal([](Case& c) { c.sigma.clear(); }), "conductivities: "));
  EXPECT_TRUE(has(refusal([](Case& c) { c.sigma.resize(300); }), "allowed: 1 to 256"));
  for (const double bad : {-1.0, double(NAN), double(INFINITY), 1e-60, 1e60}) {
    EXPECT_TRUE(has(refusal([&](Case& c) { c.sigma[1] = bad; }), "conductivities: ")) << bad;
    if (bad > 0 && bad < 1e-30) continue;
    EXPECT_TRUE(has(refusal([&](Case& c) { c.tolerance = bad; }), "tolerance: ")) << bad;
  }
  EXPECT_TRUE(has(refusal([](Case& c) { c.sigma = {1e-5, 1}, c.voxels[0] = 0; }),
                  "is too small beside 1; allowed: 0, or at least"));
  for (const double bad : {-1.0, 1e5, double(NAN), double(INFINITY)}) {
    EXPECT_TRUE(has(refusal([&](Case& c) { c.contactResistance = bad; }), "contactResistance: ")) << bad;
  }
  EXPECT_TRUE(
      has(refusal([](Case& c) { c.contactResistance = 1; }), "particles: 0 of them; allowed: one for each voxel, 24"));
  EXPECT_TRUE(has(refusal([](Case& c) { c.sides = Sides::periodic; }), "sides: "));
  for (const int bad : {-1, 0, 257}) EXPECT_TRUE(has(refusal([&](Case& c) { c.threads = bad; }), "threads: ")) << bad;
}

TEST(Conduction, StopsWheneverAsked) {
  const Shape shape{16, 16, 16};
  const Case c{shape, blobs(shape, 0.5, 4), {0, 1}, Direction::z, 1e-8};
  int told = 0;
  double last = 0;
  ASSERT_TRUE(solveConduction(c.problem(), [&](const ConductionProgress& p) {
    ++told;
    EXPECT_GE(p.fraction, last);
    last = p.fraction;
    return true;
  }));
  EXPECT_GT(told, 3);
  for (int stop = 1; stop <= told; ++stop) {
    int left = stop;
    const auto solved = solveConduction(c.problem(), [&](const ConductionProgress&) { return --left > 0; });
    ASSERT_FALSE(solved);
    EXPECT_EQ(solved.error(), kConductionStopped);
  }
}

TEST(Conduction, OfVoxelsThatAreNoCubesIsThatOfBoxes) {
  // Slabs of 4, 2 and 2 planes of voxels twice as long along z: in series and side by side.
  Case slabs{{8, 6, 6}, std::vector<std::uint8_t>(8 * 36), {1, 2, 3}};
  for (std::size_t i = 0; i < slabs.voxels.size(); ++i) slabs.voxels[i] = i / 36 < 4 ? 0 : i / 36 < 6 ? 1 : 2;
  slabs.spacing = {2, 1, 0.5};
  EXPECT_NEAR(sigmaOf(slabs), 24.0 / 17.0, 1e-9);
  slabs.direction = Direction::x;
  EXPECT_NEAR(sigmaOf(slabs), 1.75, 1e-9);

  for (std::uint32_t i = 0; i < 40 * kConductionKinds; ++i) {
    Case c = randomConduction(static_cast<ConductionKind>(i % kConductionKinds), i);
    std::mt19937 random(i);
    for (double& edge : c.spacing) edge = 0.3 * std::pow(10.0, double(random() % 1000) / 1000);
    c.contactResistance *= 0.99 * std::ranges::min(c.spacing);
    c.fields = true;
    const double expected = referenceConductivity(c);
    for (const double tolerance : {1e-2, 1e-6}) expectTrue(c, tolerance, expected, "boxes, " + std::to_string(i));
  }
}

TEST(Conduction, EdgesThatAreAlikeAreThoseOfCubes) {
  const Shape shape{20, 18, 22};
  const Case cubes{shape, blobs(shape, 0.5, 3), {0, 1}, Direction::y, 1e-4};
  Case large = cubes;
  large.spacing = {0.25, 0.25, 0.25};
  EXPECT_EQ(sigmaOf(large), sigmaOf(cubes));
  Case turned = cubes;
  turned.spacing = {1, 2, 3};
  // Fields: the current through each plane is the same, areas and all.
  turned.fields = true;
  turned.tolerance = 1e-8;
  const ConductionSolution solved = solve(turned);
  double mean = 0;
  for (const float current : solved.currentDensity) mean += double(current) / double(solved.currentDensity.size());
  EXPECT_GT(mean, 0.9);
  for (const Spacing& wrong : {Spacing{0, 1, 1}, Spacing{1, -1, 1}, Spacing{1, 1, NAN}, Spacing{1, 1, 21}}) {
    Case bad = cubes;
    bad.spacing = wrong;
    const auto refused = solveConduction(bad.problem());
    ASSERT_FALSE(refused);
    EXPECT_TRUE(refused.error().starts_with("spacing: ")) << refused.error();
  }
}

TEST(Conduction, HasTheSameBitsEverywhere) {
  const auto bits = [](const Case& c) { return std::bit_cast<std::uint64_t>(sigmaOf(c)); };
  const Shape shape{30, 28, 34};
  EXPECT_EQ(bits({shape, blobs(shape, 0.4, 9), {0, 1}, Direction::z, 1e-3}), 4595394924208905010u);
  EXPECT_EQ(bits({shape, blobs(shape, 0.4, 9), {0.02, 1}, Direction::y, 1e-3}), 4595800786426639109u);
  EXPECT_EQ(bits({shape, noise(shape, 0.5, 9), {0, 1}, Direction::x, 1e-9}), 4592272685366063560u);
}

// All that a solve tells: value, bounds, its way there, fields.
std::uint64_t bitsOfAll(const Case& c) {
  const ConductionSolution s = solve(c);
  std::vector<double> numbers{s.effectiveConductivity, s.lowerEstimate,      s.upperEstimate,
                              *s.tortuosityFactor,     s.conductingFraction, s.percolatingFraction};
  for (const ConductionStep& step : s.history)
    numbers.insert(numbers.end(), {step.effectiveConductivity, step.errorEstimate});
  for (const auto* field : {&s.potential, &s.currentDensity})
    numbers.insert(numbers.end(), field->begin(), field->end());
  return hashOf(numbers);
}

TEST(Conduction, HasTheSameBitsEverywhereInAllThatItTells) {
  const Shape shape{30, 28, 34};
  const std::vector<std::uint8_t> voxels = blobs(shape, 0.4, 9);
  std::vector<std::uint32_t> particles;
  for (std::size_t voxel = 0; voxel < voxels.size(); ++voxel) particles.push_back(std::uint32_t(voxel / 4 % 7));
  EXPECT_EQ(bitsOfAll({.shape = shape, .voxels = voxels, .sigma = {0, 1}, .tolerance = 1e-3, .fields = true}),
            14329971841733015062u);
  EXPECT_EQ(bitsOfAll({.shape = shape,
                       .voxels = voxels,
                       .sigma = {0, 1},
                       .direction = Direction::y,
                       .tolerance = 1e-4,
                       .sides = Sides::periodic}),
            17570887485871735019u);
  EXPECT_EQ(bitsOfAll({.shape = shape,
                       .voxels = voxels,
                       .sigma = {1e-4, 1},
                       .direction = Direction::x,
                       .tolerance = 1e-4,
                       .fields = true}),
            12659862349404821749u);
  EXPECT_EQ(
      bitsOfAll({.shape = shape, .voxels = voxels, .sigma = {2e-3, 1}, .tolerance = 1e-3, .sides = Sides::periodic}),
      14984414757531084991u);
  EXPECT_EQ(bitsOfAll({.shape = shape,
                       .voxels = voxels,
                       .sigma = {0, 1},
                       .tolerance = 1e-3,
                       .contactResistance = 3,
                       .particles = particles,
                       .fields = true}),
            5733768199727169537u);
  EXPECT_EQ(bitsOfAll({.shape = shape,
                       .voxels = voxels,
                       .sigma = {1e-3, 1},
                       .direction = Direction::y,
                       .tolerance = 1e-3,
                       .sides = Sides::periodic,
                       .contactResistance = 100,
                       .particles = particles}),
            6467766837265391667u);
}

TEST(Conduction, HasTheSameBitsForAnyNumberOfThreads) {
  // Large enough for threads to share the first coarse level; an end that is no multiple of what they take at a time.
  const Shape shape{90, 98, 102};
  Case alike{.shape = shape, .voxels = noise(shape, 0.7, 4), .sigma = {0, 1}, .tolerance = 1e-3, .fields = true};
  Case apart{.shape = shape,
             .voxels = blobs(shape, 0.4, 4),
             .sigma = {1e-2, 1},
             .direction = Direction::x,
             .tolerance = 1e-2,
             .sides = Sides::periodic};
  for (Case* c : {&alike, &apart}) {
    const std::uint64_t one = bitsOfAll(*c);
    for (const int threads : {2, 3}) {
      c->threads = threads;
      EXPECT_EQ(bitsOfAll(*c), one) << threads;
    }
  }
}

TEST(VoxelBits, ReachesAcrossWordsAndAroundSides) {
  // A snake along x over three words, joined at alternating ends.
  const Shape shape{1, 9, 150};
  std::vector<std::uint8_t> voxels(voxelCount(shape), 1);
  for (int y = 1; y < 9; y += 2) {
    for (int x = 0; x < 150; ++x) voxels[y * 150 + x] = x == (y % 4 == 1 ? 149 : 0);
  }
  // Turned so that y is the first axis: from the first row to the last one.
  const bool holds[] = {false, true};
  const VoxelBits snake = bitsAlong(Direction::y, voxels, shape, holds);
  EXPECT_EQ(percolating(snake, Sides::closed).count(), snake.count());
  voxels[4 * 150 + 70] = 0;
  EXPECT_EQ(percolating(bitsAlong(Direction::y, voxels, shape, holds), Sides::closed).count(), 0u);
  // Around the sides there is another way.
  EXPECT_GT(percolating(bitsAlong(Direction::y, voxels, shape, holds), Sides::periodic).count(), 0u);
}

}  // namespace
}  // namespace cathode
