// SPDX-License-Identifier: MIT
#include "core/geometry/measure.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace cathode {
namespace {

constexpr double kPi = std::numbers::pi;

Body ball(PlaceUm at, double radius, std::uint8_t label, double shell = 0, std::uint8_t shellLabel = 0) {
  return {.fromUm = at, .radiusUm = radius, .label = label, .shellUm = shell, .shellLabel = shellLabel};
}
GeometrySurfaces measured(std::vector<Body> bodies, bool isPeriodic = true) {
  const auto found =
      surfacesOf({.boxUm = {2, 2, 2}, .isPeriodic = isPeriodic, .bodies = std::move(bodies), .background = 0});
  EXPECT_TRUE(found) << (found ? "" : found.error());
  return found.value_or(GeometrySurfaces{});
}
// Area per volume of the box, 8; 0 where they do not meet.
double between(const GeometrySurfaces& found, int a, int b) {
  for (const auto& [labels, area, error] : found.interfaces) {
    if (labels[0] == a && labels[1] == b) return 8 * area;
  }
  return 0;
}

TEST(Measure, SpheresAndShellsHaveTheirAreas) {
  const GeometrySurfaces found = measured({ball({1, 1, 0.1}, 0.5, 1, 0.05, 2)});
  EXPECT_NEAR(between(found, 1, 2), 4 * kPi * 0.25, 1e-9);
  EXPECT_NEAR(between(found, 0, 2), 4 * kPi * 0.55 * 0.55, 1e-9);
  EXPECT_EQ(found.interfaces.size(), 2u);
  EXPECT_TRUE(found.contacts.empty());
  // Half of it cut off by a box that is not periodic.
  EXPECT_NEAR(between(measured({ball({1, 1, 0}, 0.5, 1)}, false), 0, 1), 2 * kPi * 0.25, 0.01);
}

TEST(Measure, CylindersHaveTheirsAndHideWhatLiesWithin) {
  const Body rod{.kind = BodyKind::cylinder, .fromUm = {0.4, 1, 1}, .toUm = {1.4, 1, 1}, .radiusUm = 0.3, .label = 3};
  EXPECT_NEAR(between(measured({rod}), 0, 3), 2 * kPi * 0.3 + 2 * kPi * 0.09, 1e-9);
  // A ball around one of its ends, earlier in the list: a cap is the rod's share of the ball's surface.
  const GeometrySurfaces found = measured({ball({1.4, 1, 1}, 0.5, 1), rod});
  const double height = std::sqrt(0.25 - 0.09);
  EXPECT_NEAR(between(found, 1, 3), 2 * kPi * 0.5 * (0.5 - height), 0.005);
  EXPECT_NEAR(between(found, 0, 1), 4 * kPi * 0.25 - 2 * kPi * 0.5 * (0.5 - height), 0.01);
  EXPECT_NEAR(between(found, 0, 3), 2 * kPi * 0.3 * (1 - height) + kPi * 0.09, 0.01);
}

TEST(Measure, OverlappingSpheresMeetInDiscs) {
  // Through the side of the box; 0.8 apart, so the disc's radius is 0.3.
  const GeometrySurfaces two = measured({ball({1, 1, 1.7}, 0.5, 1), ball({1, 1, 0.5}, 0.5, 1)});
  ASSERT_EQ(two.contacts.size(), 1u);
  EXPECT_NEAR(8 * two.contacts[0].areaPerUm, kPi * 0.09, 1e-9);
  EXPECT_NEAR(8 * two.contacts[0].contactsPerUm3, 1, 1e-12);
  EXPECT_NEAR(between(two, 0, 1), 2 * (4 * kPi * 0.25 - 2 * kPi * 0.5 * 0.1), 0.01);
  // Hidden by an insulating ball before them; other labels do not touch.
  EXPECT_TRUE(
      measured({ball({1, 1, 0.1}, 0.4, 2), ball({1, 1, 1.7}, 0.5, 1), ball({1, 1, 0.5}, 0.5, 1)}).contacts.empty());
  EXPECT_TRUE(measured({ball({1, 1, 1.7}, 0.5, 1), ball({1, 1, 0.5}, 0.5, 2)}).contacts.empty());
}

// Of one crystal whatever its cell: three contacts a sphere, discs of radius squared 0.36 - 0.25.
TEST(Measure, ContactsDoNotDependOnTheCell) {
  for (const int n : {1, 2}) {
    std::vector<Body> bodies;
    for (int i = 0; i < n * n * n; ++i)
      bodies.push_back(ball({0.5 + i / (n * n), 0.5 + i / n % n, 0.5 + i % n}, 0.6, 1));
    const double edge = n;
    const auto found = surfacesOf({.boxUm = {edge, edge, edge}, .isPeriodic = true, .bodies = bodies, .background = 0});
    ASSERT_TRUE(found && found->contacts.size() == 1);
    EXPECT_NEAR(found->contacts[0].contactsPerUm3, 3, 1e-12);
    EXPECT_NEAR(found->contacts[0].areaPerUm, 3 * kPi * 0.11, 1e-9);
  }
}

TEST(Measure, RefusesWhatNoGridTakes) { EXPECT_FALSE(surfacesOf({.boxUm = {0, 1, 1}, .bodies = {}})); }

}  // namespace
}  // namespace cathode
