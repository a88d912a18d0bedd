// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <Eigen/Dense>
#include <bit>
#include <cmath>
#include <numbers>
#include <random>

#include "core/geometry/regions.h"
#include "core/ladder/geometry_conduction.h"

namespace cathode {
namespace {

constexpr std::uint64_t kSolvedBits = 0x3fb8c5a7062fead9, kClimbedBits = 0x40c565271364a84a;

Body ball(PlaceUm at, double radius, std::uint8_t label, double shell = 0, std::uint8_t shellLabel = 0) {
  return {.kind = BodyKind::sphere,
          .fromUm = at,
          .radiusUm = radius,
          .label = label,
          .shellUm = shell,
          .shellLabel = shellLabel};
}
Body rod(PlaceUm from, PlaceUm to, double radius, std::uint8_t label) {
  return {.kind = BodyKind::cylinder, .fromUm = from, .toUm = to, .radiusUm = radius, .label = label};
}
Geometry cube(std::vector<Body> bodies, std::uint8_t background, bool isPeriodic = true) {
  return {.boxUm = {1, 1, 1}, .isPeriodic = isPeriodic, .bodies = std::move(bodies), .background = background};
}

double conductivityOf(const Geometry& geometry, const Shape& shape, std::vector<double> sigma,
                      Sides sides = Sides::periodic, Direction direction = Direction::z) {
  const auto solved = solveGeometry({.geometry = geometry,
                                     .shape = shape,
                                     .conductivities = sigma,
                                     .direction = direction,
                                     .tolerance = 1e-6,
                                     .sides = sides});
  EXPECT_TRUE(solved) << (solved ? "" : solved.error());
  return solved ? solved->effectiveConductivity : NAN;
}

// Bodies of all kinds at random, across the sides too.
Geometry anything(std::mt19937& random, bool isPeriodic) {
  std::uniform_real_distribution<double> place(0, 1), radius(0.03, 0.3), label(0, 4);
  Geometry geometry{
      .boxUm = {1.3, 0.9, 1.1}, .isPeriodic = isPeriodic, .bodies = {}, .background = std::uint8_t(label(random))};
  for (int i = 0; i < 9; ++i) {
    const PlaceUm at{1.3 * place(random), 0.9 * place(random), 1.1 * place(random)};
    const auto own = std::uint8_t(label(random));
    if (i % 3 == 2)
      geometry.bodies.push_back(
          rod(at, {place(random), 1.5 * place(random), place(random)}, 0.4 * radius(random), own));
    else
      geometry.bodies.push_back(
          ball(at, radius(random), own, i % 3 == 1 ? 0.3 * radius(random) : 0, std::uint8_t(label(random))));
  }
  return geometry;
}

// How deep a point lies in a body's core, or in its shell; not above 0 outside.
double depthIn(const Body& body, const PlaceUm& p, bool ofShell) {
  const auto minus = [](const PlaceUm& a, const PlaceUm& b) { return PlaceUm{a[0] - b[0], a[1] - b[1], a[2] - b[2]}; };
  const auto dot = [](const PlaceUm& a, const PlaceUm& b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; };
  const PlaceUm off = minus(p, body.fromUm);
  if (body.kind == BodyKind::sphere) {
    const double distance = std::sqrt(dot(off, off));
    if (!ofShell) return body.radiusUm - distance;
    return body.shellUm > 0 && distance >= body.radiusUm ? body.radiusUm + body.shellUm - distance : -1;
  }
  if (ofShell) return -1;
  const PlaceUm axis = minus(body.toUm, body.fromUm);
  const double length = std::sqrt(dot(axis, axis)), along = dot(off, axis) / length;
  return std::min({body.radiusUm - std::sqrt(std::max(0.0, dot(off, off) - along * along)), along, length - along});
}

TEST(Regions, PlanesTellWhoseEachPointIs) {
  std::mt19937 random(1);
  const std::vector<double> sigma{0, 1, 0.5, 0.3};
  int checked = 0;
  for (const bool isPeriodic : {false, true}) {
    for (int round = 0; round < 8; ++round) {
      const Geometry geometry = anything(random, isPeriodic);
      const Regions regions(geometry, sigma);
      const LatticePlanes planes(regions, geometry.boxUm, 12, 14, 17);
      std::vector<std::int32_t> owners;
      for (int iz = 0; iz < 12; ++iz) {
        planes.paint(iz, owners);
        for (int iy = 0; iy < 14; ++iy) {
          for (int ix = 0; ix < 17; ++ix) {
            // By every image of every body.
            struct Hit {
              double depth;
              bool isShell;
              std::uint8_t label;
            };
            std::vector<Hit> hits;
            double nearest = 1;
            for (const bool isShell : {false, true}) {
              for (const Body& body : geometry.bodies) {
                for (int image = 0; image < (isPeriodic ? 343 : 1); ++image) {
                  PlaceUm point = planes.place(iz, iy, ix);
                  if (isPeriodic) {
                    const int shift[3] = {image / 49 - 3, image / 7 % 7 - 3, image % 7 - 3};
                    for (std::size_t axis = 0; axis < 3; ++axis) point[axis] += shift[axis] * geometry.boxUm[axis];
                  }
                  const double depth = depthIn(body, point, isShell);
                  nearest = std::min(nearest, std::abs(depth));
                  if (depth > 0) hits.push_back({depth, isShell, isShell ? body.shellLabel : body.label});
                }
              }
            }
            if (nearest < 1e-9) continue;  // on a surface
            ++checked;
            const std::int32_t owner = owners[std::size_t(iy) * 17 + ix];
            const std::uint8_t label = hits.empty() ? geometry.background : hits.front().label;
            if (sigma[label] == 0) {
              EXPECT_EQ(owner, -1);
              continue;
            }
            ASSERT_GE(owner, 0);
            if (hits.empty()) {
              EXPECT_EQ(owner, regions.background());
              continue;
            }
            ASSERT_NE(owner, regions.background());
            const Region& own = regions[std::size_t(owner)];
            EXPECT_EQ(own.label, label);
            // Of those with its label: a shell if one holds it, then the deepest.
            const bool hasShell =
                std::ranges::any_of(hits, [&](const Hit& h) { return h.isShell && h.label == label; });
            EXPECT_EQ(own.kind == Region::Kind::shell, hasShell);
            double deepest = 0;
            for (const Hit& hit : hits) {
              if (hit.label == label && hit.isShell == hasShell) deepest = std::max(deepest, hit.depth);
            }
            const Body& body = geometry.bodies[std::size_t(own.body)];
            Body image = body;
            image.fromUm = own.from, image.toUm = own.to;
            EXPECT_NEAR(depthIn(image, planes.place(iz, iy, ix), hasShell), deepest, 1e-12);
          }
        }
      }
    }
  }
  EXPECT_GT(checked, 20000);
}

TEST(Regions, WaysAreHeldWhereTheirPointsAre) {
  std::mt19937 random(2);
  std::uniform_real_distribution<double> place(-0.3, 1.5);
  const std::vector<double> sigma{1, 1, 1, 1};
  int inside = 0;
  for (int round = 0; round < 30; ++round) {
    const Geometry geometry = anything(random, false);
    const Regions regions(geometry, sigma);
    for (std::size_t i = 0; i < regions.size(); ++i) {
      const PlaceUm p{place(random), place(random), place(random)}, q{place(random), place(random), place(random)};
      const Held held = heldOnTheWay(regions[i], p, q);
      for (int k = 0; k <= 50; ++k) {
        const double t = k / 50.0;
        PlaceUm at;
        for (std::size_t axis = 0; axis < 3; ++axis) at[axis] = p[axis] + t * (q[axis] - p[axis]);
        const double depth =
            depthIn(geometry.bodies[std::size_t(regions[i].body)], at, regions[i].kind == Region::Kind::shell);
        if (std::abs(depth) < 1e-9) continue;
        bool isHeld = false;
        for (int piece = 0; piece < held.count; ++piece) isHeld |= held.from[piece] <= t && t <= held.to[piece];
        EXPECT_EQ(isHeld, depth > 0);
        inside += depth > 0;
      }
    }
  }
  EXPECT_GT(inside, 100);
}

TEST(Networks, AreSolvedWithinTheirBounds) {
  std::mt19937 random(3);
  std::uniform_real_distribution<float> conductance(-3, 1);
  std::uniform_int_distribution<int> chance(0, 99);
  int percolating = 0;
  for (int round = 0; round < 60; ++round) {
    // Up to three nodes a cell, links within cells and to the next ones: of one colour and of two.
    const int n = 2 + round % 5;
    Network network{.cellsAlong = n, .cells = {}, .first = {}, .last = {}, .links = {}};
    std::vector<std::vector<std::int32_t>> nodes(std::size_t(n * n * n));
    const auto some = [&] { return std::pow(10.0f, conductance(random)); };
    for (int cell = 0; cell < n * n * n; ++cell) {
      const int z = cell / (n * n);
      for (int k = chance(random) % 4; k > 0; --k) {
        nodes[std::size_t(cell)].push_back(std::int32_t(network.cells.size()));
        network.cells.push_back({std::int16_t(z), std::int16_t(cell / n % n), std::int16_t(cell % n)});
        network.first.push_back(z == 0 ? some() : 0);
        network.last.push_back(z == n - 1 ? some() : 0);
      }
    }
    const auto linkAll = [&](int a, int b) {
      for (const std::int32_t from : nodes[std::size_t(a)]) {
        for (const std::int32_t to : nodes[std::size_t(b)]) {
          if (from != to && chance(random) < 70) network.links.push_back({from, to, some()});
        }
      }
    };
    for (int cell = 0; cell < n * n * n; ++cell) {
      linkAll(cell, cell);
      if (cell % n + 1 < n) linkAll(cell, cell + 1);
      if (cell / n % n + 1 < n) linkAll(cell, cell + n);
      if (cell / (n * n) + 1 < n) linkAll(cell, cell + n * n);
      if (cell % n == 0) linkAll(cell, cell + n - 1);  // around
    }
    // The same in another way: all equations at once, a little ground for what is joined to nothing.
    const auto count = Eigen::Index(network.cells.size());
    Eigen::MatrixXd matrix = 1e-13 * Eigen::MatrixXd::Identity(count, count);
    Eigen::VectorXd right = Eigen::VectorXd::Zero(count);
    for (Eigen::Index i = 0; i < count; ++i) {
      matrix(i, i) += network.first[std::size_t(i)] + network.last[std::size_t(i)];
      right[i] = network.first[std::size_t(i)];
    }
    for (const auto& [from, to, g] : network.links) {
      matrix(from, from) += g, matrix(to, to) += g;
      matrix(from, to) -= g, matrix(to, from) -= g;
    }
    const Eigen::VectorXd potential = matrix.ldlt().solve(right);
    double expected = 0;
    for (Eigen::Index i = 0; i < count; ++i) expected += network.first[std::size_t(i)] * (1 - potential[i]);
    for (const Bounds bounds : {Bounds::proven, Bounds::estimated}) {
      std::vector<ConductionStep> history;
      const auto found = solveNetwork(network, 1e-5, bounds, 1, {}, history);
      ASSERT_TRUE(found) << found.error();
      ASSERT_EQ(found->percolates, expected > 1e-9);
      if (!found->percolates) continue;
      ++percolating;
      EXPECT_NEAR(found->power, expected, 1e-5 * expected);
      EXPECT_LE(found->lower, expected * (1 + 1e-7));
      EXPECT_GE(found->upper, expected * (1 - 1e-7));
    }
  }
  EXPECT_GT(percolating, 60);
}

// Conductivity of cubic arrays of spheres of conductivity alpha in 1: Sangani and Acrivos 1983,
// doi 10.1098/rspa.1983.0020.
double arrayConductivity(double alpha, double c, const double (&b)[6]) {
  const auto L = [&](int i) { return (alpha - 1) / (alpha + 2.0 * i / (2 * i - 1)); };
  const double D = -1 / L(1) + c +
                   b[0] * L(2) * std::pow(c, 10 / 3.0) * (1 + b[1] * L(3) * std::pow(c, 11 / 3.0)) /
                       (1 - b[2] * L(2) * std::pow(c, 7 / 3.0)) +
                   b[3] * L(3) * std::pow(c, 14 / 3.0) + b[4] * L(4) * std::pow(c, 6) +
                   b[5] * L(5) * std::pow(c, 22 / 3.0);
  return 1 - 3 * c / D;
}
constexpr double kSimpleCubic[6] = {1.305, .231, .405, .0723, .153, .0105};
constexpr double kBodyCentred[6] = {.129, -.413, .764, .257, .0113, .00562};

Geometry simpleCubic(double c) { return cube({ball({.5, .5, .5}, std::cbrt(c * 3 / (4 * std::numbers::pi)), 0)}, 1); }
Geometry bodyCentred(double c) {
  const double r = std::cbrt(c / 2 * 3 / (4 * std::numbers::pi));
  return cube({ball({.5, .5, .5}, r, 0), ball({0, 0, 0}, r, 0)}, 1);
}

TEST(Geometry, ArraysOfSpheresConductAsTheyMust) {
  for (const double alpha : {0.0, 10.0}) {
    const double within = alpha == 0 ? 0.003 : 0.02;
    const double sc = arrayConductivity(alpha, .3, kSimpleCubic), bcc = arrayConductivity(alpha, .5, kBodyCentred);
    EXPECT_NEAR(conductivityOf(simpleCubic(.3), {32, 32, 32}, {alpha, 1}), sc, within * sc);
    EXPECT_NEAR(conductivityOf(bodyCentred(.5), {32, 32, 32}, {alpha, 1}), bcc, within * bcc);
  }
}

// Coated spheres that disturb nothing outside them: a matrix of Maxwell's value around insulating cores with shells
// of 1.
TEST(Geometry, CoatedSpheresDisturbNothing) {
  constexpr int n = 32;
  for (const double voxels : {1.0, 0.5, 0.3, 0.15}) {
    const double shell = voxels / n, core = 0.2 - shell, f = std::pow(core / 0.2, 3);
    const double matrix = 2 * (1 - f) / (2 + f);
    std::vector<Body> bodies;
    for (const PlaceUm& at : {PlaceUm{.23, .27, .31}, {.71, .22, .55}, {.3, .75, .7}, {.77, .74, .12}, {.52, .51, .88}})
      bodies.push_back(ball(at, core, 0, shell, 1));
    EXPECT_NEAR(conductivityOf(cube(bodies, 2), {n, n, n}, {0, 1, matrix}), matrix, 0.02 * matrix) << voxels;
  }
}

// Bodies far thinner than a voxel, across everything: of a rod sigma A cos / L, of a sheet (a flat, wide cylinder)
// sigma t cos / L.
TEST(Geometry, ThinSlantedBodiesConductAsTheyMust) {
  constexpr double kThickness = 0.3 / 16;
  for (const double degrees : {5.0, 17.0, 29.0, 40.0}) {
    const double angle = degrees * std::numbers::pi / 180, along = std::cos(angle), aside = std::sin(angle);
    const Geometry rods =
        cube({rod({0.5 - along, 0.47 - aside, 0.52}, {0.5 + along, 0.47 + aside, 0.52}, kThickness, 1)}, 0, false);
    const double ofRod = std::numbers::pi * kThickness * kThickness * along;
    EXPECT_NEAR(conductivityOf(rods, {16, 16, 16}, {0, 1}, Sides::closed), ofRod, 0.03 * ofRod) << degrees;
    const double half = 0.5 * kThickness;
    const Geometry sheets = cube(
        {rod({0.5 + half * aside, 0.48 - half * along, 0.5}, {0.5 - half * aside, 0.48 + half * along, 0.5}, 1, 1)}, 0,
        false);
    const double ofSheet = kThickness * along;
    EXPECT_NEAR(conductivityOf(sheets, {16, 16, 16}, {0, 1}, Sides::closed), ofSheet, 0.03 * ofSheet) << degrees;
  }
}

// Two bodies one behind the other, each filling its half of the box.
TEST(Geometry, ContactResistanceIsAddedBetweenBodies) {
  for (const double resistance : {0.0, 0.1, 3.0}) {
    const Geometry halves =
        cube({rod({-0.5, .5, .5}, {0.5, .5, .5}, 1, 1), rod({0.5, .5, .5}, {1.5, .5, .5}, 1, 1)}, 0, false);
    const std::vector<double> sigma{0, 2};
    for (const Direction direction : {Direction::z, Direction::y}) {
      const auto solved = solveGeometry({.geometry = halves,
                                         .shape = {9, 8, 8},
                                         .conductivities = sigma,
                                         .direction = direction,
                                         .tolerance = 1e-7,
                                         .contactResistance = resistance});
      ASSERT_TRUE(solved) << solved.error();
      // What couples lobes in a voxel is a quarter of it.
      const double joint = direction == Direction::z ? kMiddleJoint / 9 : 0;
      const double expected = direction == Direction::z ? 1 / ((1 + joint) / 2 + resistance) : 2;
      EXPECT_NEAR(solved->effectiveConductivity, expected, 1e-5 * expected) << resistance;
    }
  }
}

// A packing by hand: shells that touch, particles between them.
Geometry composite() {
  std::mt19937 random(7);
  std::uniform_real_distribution<double> place(0, 6);
  Geometry geometry{.boxUm = {6, 6, 6}, .isPeriodic = true, .bodies = {}, .background = 0};
  for (int z = 0; z < 2; ++z) {
    for (int y = 0; y < 2; ++y) {
      for (int x = 0; x < 2; ++x)
        geometry.bodies.push_back(
            ball({3.0 * z + 0.37, 3.0 * y + 0.21 + 0.6 * z, 3.0 * x + 0.11 + 0.5 * y}, 1.25, 1, 0.15, 2));
    }
  }
  for (int i = 0; i < 260; ++i) geometry.bodies.push_back(ball({place(random), place(random), place(random)}, 0.42, 2));
  return geometry;
}
const std::vector<double> kIons{0, 0, 1, 0};

TEST(Convergence, HoldsWhatFinerGridsSay) {
  const Geometry geometry = composite();
  const auto climb = [&](double most) {
    return convergeTransport({.geometry = geometry,
                              .conductivities = kIons,
                              .tolerance = 1e-3,
                              .sides = Sides::periodic,
                              .mostVoxels = most});
  };
  const auto coarse = climb(1.4e5), middle = climb(7e5);
  ASSERT_TRUE(coarse && middle);
  ASSERT_EQ(coarse->levels.size(), 1u);
  ASSERT_EQ(middle->levels.size(), 2u);
  EXPECT_FALSE(coarse->isExtrapolated);
  for (const Rung& rung : middle->levels) EXPECT_LT(rung.lower, rung.upper);
  // From both sides, narrower.
  EXPECT_GT(middle->levels[1].lower, middle->levels[0].lower);
  EXPECT_LT(middle->levels[1].upper, middle->levels[0].upper);
  EXPECT_GE(middle->lower, coarse->lower * (1 - 2e-3));
  EXPECT_LE(middle->upper, coarse->upper * (1 + 2e-3));
  EXPECT_TRUE(middle->isExtrapolated);
  EXPECT_LE(middle->lower, middle->effectiveConductivity);
  EXPECT_GE(middle->upper, middle->effectiveConductivity);
  // A much finer grid by its middles alone comes from below.
  EXPECT_LT(middle->levels[1].centre, middle->lower);
  EXPECT_NEAR(*middle->tortuosityFactor, middle->conductingFraction / middle->effectiveConductivity, 1e-12);
}

TEST(Convergence, ArraysHaveTheirLimitInTheInterval) {
  for (const auto& [geometry, sigma] : {std::pair{simpleCubic(.3), arrayConductivity(0, .3, kSimpleCubic)},
                                        std::pair{bodyCentred(.5), arrayConductivity(0, .5, kBodyCentred)}}) {
    const std::vector<double> conductivities{0, 1};
    const auto found = convergeTransport(
        {.geometry = geometry, .conductivities = conductivities, .tolerance = 0.01, .sides = Sides::periodic});
    ASSERT_TRUE(found) << found.error();
    EXPECT_TRUE(found->isWithinTolerance);
    EXPECT_LE(found->lower, sigma);
    EXPECT_GE(found->upper, sigma);
    EXPECT_LE(found->upper - found->lower, 0.01 * sigma);
  }
}

// As wide as no lattice of voxels is long, and a body that overlaps its own images.
TEST(Convergence, TakesLongBoxesAndBodiesThatMeetThemselves) {
  const std::vector<double> sigma{1, 0.1};
  const Geometry tall{.boxUm = {1, 1, 2000}, .isPeriodic = true, .bodies = {ball({0, .5, 5}, .4, 1)}, .background = 0};
  const auto found =
      convergeTransport({.geometry = tall, .conductivities = sigma, .sides = Sides::periodic, .mostVoxels = 1e6});
  ASSERT_TRUE(found) << found.error();
  EXPECT_LE(found->lower, found->effectiveConductivity);
  EXPECT_LE(found->effectiveConductivity, found->upper);
  EXPECT_NEAR(conductivityOf(cube({ball({.5, .5, .5}, 1, 1)}, 0), {20, 20, 20}, {0, 1}), 1, 1e-6);
}

TEST(Convergence, SaysThatNothingPercolates) {
  const Geometry alone = cube({ball({.5, .5, .5}, .3, 1)}, 0);
  const std::vector<double> sigma{0, 1};
  const auto found =
      convergeTransport({.geometry = alone, .conductivities = sigma, .sides = Sides::periodic, .mostVoxels = 7e5});
  ASSERT_TRUE(found) << found.error();
  EXPECT_FALSE(found->percolates);
  EXPECT_FALSE(found->tortuosityFactor);
  EXPECT_EQ(found->upper, 0);
  const std::vector<double> nothing{0, 0};
  const auto none = convergeTransport({.geometry = alone, .conductivities = nothing, .mostVoxels = 7e5});
  ASSERT_TRUE(none) << none.error();
  EXPECT_FALSE(none->percolates);
}

TEST(Convergence, StopsWhenToldAtAnyMoment) {
  const Geometry geometry = composite();
  int calls = 0;
  const auto count = [&](const ConductionProgress& p) {
    EXPECT_GE(p.fraction, 0);
    EXPECT_LE(p.fraction, 1);
    ++calls;
    return true;
  };
  const ConvergenceRequest request{
      .geometry = geometry, .conductivities = kIons, .tolerance = 1e-3, .sides = Sides::periodic, .mostVoxels = 1.4e5};
  ASSERT_TRUE(convergeTransport(request, count));
  ASSERT_GT(calls, 10);
  for (int stop = 1; stop < calls; stop += 7) {
    int left = stop;
    const auto found = convergeTransport(request, [&](const ConductionProgress&) { return --left > 0; });
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error(), kConductionStopped);
  }
}

TEST(Geometry, RefusesByName) {
  const Geometry good = composite();
  const auto refusal = [](const Geometry& geometry, Shape shape, std::vector<double> sigma, Sides sides = Sides::closed,
                          double tolerance = 1e-3, double resistance = 0, double memory = INFINITY) {
    const auto solved = solveGeometry({.geometry = geometry,
                                       .shape = shape,
                                       .conductivities = sigma,
                                       .tolerance = tolerance,
                                       .sides = sides,
                                       .contactResistance = resistance,
                                       .memoryBytes = memory});
    return solved ? std::string() : solved.error();
  };
  const auto starts = [](const std::string& text, std::string_view with) {
    EXPECT_TRUE(text.starts_with(with)) << text;
    EXPECT_NE(text.find("allowed"), std::string::npos) << text;
  };
  EXPECT_EQ(refusal(good, {8, 8, 8}, kIons, Sides::periodic), "");
  Geometry bad = good;
  bad.bodies[3].radiusUm = -1;
  starts(refusal(bad, {8, 8, 8}, kIons), "geometry.bodies[3].radiusUm: -1;");
  bad = good;
  bad.isPeriodic = false;
  bad.bodies[2].fromUm = {100, 1, 1};
  starts(refusal(bad, {8, 8, 8}, kIons), "geometry.bodies[2].centerUm");
  bad.bodies.clear();
  starts(refusal(bad, {8, 8, 8}, kIons, Sides::periodic), "sides:");
  bad.bodies.assign(kMostBodies + 1, good.bodies[0]);
  starts(refusal(bad, {8, 8, 8}, kIons), "geometry.bodies: 1000001 of them");
  starts(refusal(good, {0, 8, 8}, kIons), "shape");
  starts(refusal(good, {900, 8, 8}, kIons), "shape: it does not match the box");
  starts(refusal(good, {8, 8, 8}, {0, 1}), "geometry: label 2 has no conductivity");
  starts(refusal(good, {8, 8, 8}, {0, 1e-9, 1}), "conductivities:");
  starts(refusal(good, {8, 8, 8}, {0, -1, 1}), "conductivities:");
  starts(refusal(good, {8, 8, 8}, kIons, Sides::closed, 1), "tolerance: 1;");
  starts(refusal(good, {8, 8, 8}, kIons, Sides::closed, 1e-3, -1), "contactResistance: -1;");
  starts(refusal(good, {8, 8, 8}, kIons, Sides::closed, 1e-3, 1e6), "contactResistance: 1000000;");
  bad = good;
  bad.bodies[1].fromUm = {1e10, 1, 1};
  starts(refusal(bad, {8, 8, 8}, kIons), "geometry.bodies[1].centerUm");
  bad = good;
  bad.boxUm = {6e-3, 60, 60};
  starts(refusal(bad, {8, 8, 8}, kIons), "geometry.bodies[0].radiusUm: 1.25 reaches around too many times");
  EXPECT_NE(refusal(good, {64, 64, 64}, kIons, Sides::closed, 1e-3, 0, 1e5), "");
  const auto converge = [&](double tolerance, double most) {
    const auto found =
        convergeTransport({.geometry = good, .conductivities = kIons, .tolerance = tolerance, .mostVoxels = most});
    return found ? std::string() : found.error();
  };
  starts(converge(2, 1e5), "tolerance: 2;");
  starts(converge(0.1, 10), "mostVoxels: 10;");
}

TEST(Golden, GeometriesHaveTheSameBitsOnEveryPlatform) {
  const Geometry geometry = composite();
  const auto bits = [](double value) { return std::bit_cast<std::uint64_t>(value); };
  const auto solved = solveGeometry({.geometry = geometry,
                                     .shape = {26, 24, 25},
                                     .conductivities = kIons,
                                     .direction = Direction::y,
                                     .tolerance = 1e-5,
                                     .sides = Sides::periodic});
  ASSERT_TRUE(solved) << solved.error();
  EXPECT_EQ(bits(solved->effectiveConductivity), kSolvedBits) << std::hex << bits(solved->effectiveConductivity);
  const auto found =
      convergeTransport({.geometry = geometry, .conductivities = kIons, .sides = Sides::periodic, .mostVoxels = 1.4e5});
  ASSERT_TRUE(found) << found.error();
  EXPECT_EQ(bits(found->lower) ^ std::rotl(bits(found->upper), 1), kClimbedBits)
      << std::hex << (bits(found->lower) ^ std::rotl(bits(found->upper), 1));
}

}  // namespace
}  // namespace cathode
