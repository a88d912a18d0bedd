// SPDX-License-Identifier: MIT
// Voxels and volume fractions of bodies, against a test of every point and against volumes that are known.
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <random>

#include "core/geometry/raster.h"
#include "core/geometry/voxelize.h"

namespace cathode {
namespace {

Body sphere(const PlaceUm& at, double radius, std::uint8_t label, double shell = 0, std::uint8_t shellLabel = 0) {
  return {.fromUm = at, .radiusUm = radius, .label = label, .shellUm = shell, .shellLabel = shellLabel};
}
Body cylinder(const PlaceUm& from, const PlaceUm& to, double radius, std::uint8_t label) {
  return {.kind = BodyKind::cylinder, .fromUm = from, .toUm = to, .radiusUm = radius, .label = label};
}

// Whether a body holds a point, in this image.
bool holds(const Body& body, const PlaceUm& point, bool withShell) {
  PlaceUm d{}, axis{};
  double squared = 0, length = 0, along = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    d[i] = point[i] - body.fromUm[i];
    axis[i] = body.toUm[i] - body.fromUm[i];
    squared += d[i] * d[i];
    length += axis[i] * axis[i];
    along += d[i] * axis[i];
  }
  if (body.kind == BodyKind::sphere) return std::sqrt(squared) <= body.radiusUm + (withShell ? body.shellUm : 0);
  along /= length;
  return along >= 0 && along <= 1 && squared - along * along * length <= body.radiusUm * body.radiusUm;
}

std::uint8_t labelAt(const Geometry& geometry, const PlaceUm& point) {
  const int turns = geometry.isPeriodic ? 3 : 0;
  for (const bool isShell : {false, true}) {
    for (const Body& body : geometry.bodies) {
      if (isShell && body.shellUm == 0) continue;
      for (int z = -turns; z <= turns; ++z) {
        for (int y = -turns; y <= turns; ++y) {
          for (int x = -turns; x <= turns; ++x) {
            const PlaceUm image{point[0] + z * geometry.boxUm[0], point[1] + y * geometry.boxUm[1],
                                point[2] + x * geometry.boxUm[2]};
            if (holds(body, image, isShell)) return isShell ? body.shellLabel : body.label;
          }
        }
      }
    }
  }
  return geometry.background;
}

TEST(Voxelize, GivesEachVoxelTheLabelOfItsCentre) {
  std::mt19937 random(5);
  const auto uniform = [&](double from, double to) { return from + (to - from) * double(random()) / 4294967296.0; };
  for (int round = 0; round < 12; ++round) {
    Geometry geometry{.boxUm = {7, 5, 9}, .isPeriodic = round % 2 == 0, .bodies = {}, .background = 9};
    const auto place = [&] { return PlaceUm{uniform(0, 7), uniform(0, 5), uniform(0, 9)}; };
    for (int i = 0; i < 4; ++i)
      geometry.bodies.push_back(sphere(place(), uniform(0.2, 3.5), std::uint8_t(1 + i), uniform(0, 0.8), 20));
    for (int i = 0; i < 4; ++i) {
      const PlaceUm from = place();
      PlaceUm to = place();
      if (i == 0) to = {from[0], from[1], to[2]};  // along x
      if (i == 1) to = {to[0], from[1], from[2]};
      geometry.bodies.push_back(cylinder(from, to, uniform(0.1, 1.5), std::uint8_t(11 + i)));
    }
    const Shape shape{14, 11, 17};
    const auto made = voxelize(geometry, shape);
    ASSERT_TRUE(made) << made.error();
    EXPECT_EQ(made->voxelUm[2], 9.0 / 17);
    std::size_t i = 0;
    for (int z = 0; z < shape[0]; ++z) {
      for (int y = 0; y < shape[1]; ++y) {
        for (int x = 0; x < shape[2]; ++x, ++i) {
          const PlaceUm centre{(z + 0.5) * 7 / 14, (y + 0.5) * 5 / 11, (x + 0.5) * 9 / 17};
          ASSERT_EQ(made->voxels[i], labelAt(geometry, centre)) << round << ": " << z << ' ' << y << ' ' << x;
        }
      }
    }
  }
}

TEST(Voxelize, TellsVolumeFractionsWithTheirError) {
  const double sphereShare = 4.0 / 3 * std::numbers::pi * 8 / 1000,
               tube = std::numbers::pi * 0.01 * std::hypot(2.4, 4.2, 6.4) / 1000;
  const double shellShare = 4.0 / 3 * std::numbers::pi * (9.261 - 8) / 1000;
  const Geometry geometry{
      .boxUm = {10, 10, 10},
      .isPeriodic = true,
      .bodies = {sphere({1, 2, 9}, 2, 1, 0.1, 2), cylinder({6, 6, 2}, {6 + 2.4, 6 + 4.2, 2 + 6.4}, 0.1, 3)}};
  const auto fractions = fractionsOf(geometry);
  ASSERT_TRUE(fractions) << fractions.error();
  ASSERT_EQ(fractions->size(), 4u);
  const double expected[] = {1 - sphereShare - shellShare - tube, sphereShare, shellShare, tube};
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ((*fractions)[i].label, i);
    EXPECT_NEAR((*fractions)[i].fraction, expected[i], 4 * (*fractions)[i].error) << i;
    EXPECT_LT((*fractions)[i].error, 3e-5) << i;
    EXPECT_GT((*fractions)[i].error, 0) << i;
  }
}

TEST(Voxelize, LaysEvenLattices) {
  for (const PlaceUm& box : {PlaceUm{16, 16, 16}, PlaceUm{3, 40, 17}, PlaceUm{1e5, 1, 1}, PlaceUm{1e5, 1e-3, 1e5}}) {
    const Shape shape = evenShape(box, 1 << 21);
    EXPECT_NEAR(double(voxelCount(shape)), 1 << 21, 0.02 * (1 << 21)) << shape[0] << ' ' << shape[1] << ' ' << shape[2];
  }
  const Shape shape = evenShape({3, 40, 17}, 1 << 21);
  EXPECT_NEAR(3.0 / shape[0], 40.0 / shape[1], 0.02 * 0.1);
  EXPECT_NEAR(3.0 / shape[0], 17.0 / shape[2], 0.02 * 0.1);
}

TEST(Voxelize, RefusesWhatNoGridCanBeLaidThrough) {
  Geometry geometry{.boxUm = {10, 10, 10}, .isPeriodic = true, .bodies = {sphere({5, 5, 5}, 2, 1)}};
  const auto refusal = [&](const Shape& shape) {
    const auto made = voxelize(geometry, shape);
    return made ? "" : made.error();
  };
  EXPECT_EQ(refusal({8, 8, 8}), "");
  EXPECT_EQ(refusal({8, 8, kMostVoxelsEachWay + 1}), "shape: 8 x 8 x " + std::to_string(kMostVoxelsEachWay + 1) +
                                                         "; allowed: 1 to " + std::to_string(kMostVoxelsEachWay) +
                                                         " voxels each way.");
  EXPECT_EQ(refusal({1024, 8, 8}),
            "shape: its voxels' spacing: 0.009765625, 1.25, 1.25; allowed: edges above 0, the longest up to 20 times "
            "the shortest.");
  geometry.bodies.assign(100'000, sphere({5, 5, 5}, 5, 1));
  EXPECT_EQ(refusal({512, 512, 512}),
            "bodies: they fill about 5.243·10¹⁰ rows of voxels; allowed: up to 2·10⁹. Give fewer or smaller ones, or a "
            "coarser grid.");
  geometry.bodies = {sphere({5, 5, 5}, -2, 1)};
  EXPECT_EQ(refusal({8, 8, 8}), "bodies[0].radiusUm: -2; allowed: above 0, up to the box's longest edge, 10.");
  EXPECT_EQ(fractionsOf(geometry).error(), refusal({8, 8, 8}));
}

}  // namespace
}  // namespace cathode
