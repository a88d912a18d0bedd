// SPDX-License-Identifier: MIT
// Contour lines of fields whose lines are known.
#include "core/decide/contours.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/random_scenario.h"

namespace cathode {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

template <typename Field>
std::vector<double> gridOf(std::size_t columns, std::size_t rows, Field field) {
  std::vector<double> values;
  for (std::size_t row = 0; row < rows; ++row)
    for (std::size_t column = 0; column < columns; ++column)
      values.push_back(field(static_cast<double>(column), static_cast<double>(row)));
  return values;
}

double lengthOf(const ContourLine& line) {
  double length = 0;
  for (std::size_t i = 0; i + 1 < line.size(); ++i)
    length += std::hypot(line[i + 1].column - line[i].column, line[i + 1].row - line[i].row);
  return length;
}

// Twice the area to the left of a closed line.
double doubledAreaOf(const ContourLine& line) {
  double area = 0;
  for (std::size_t i = 0; i + 1 < line.size(); ++i)
    area += line[i].column * line[i + 1].row - line[i + 1].column * line[i].row;
  return area;
}

TEST(Contours, OfAPlaneAreStraightAndExact) {
  const auto values = gridOf(11, 7, [](double x, double y) { return 2.0 * x + 3.0 * y; });
  for (const double level : {0.5, 7.0, 13.25, 37.9}) {
    const auto lines = contourLines(values, 11, level);
    ASSERT_EQ(lines.size(), 1u) << level;
    for (const GridPoint& p : lines[0]) EXPECT_NEAR(2.0 * p.column + 3.0 * p.row, level, 1e-12);
    // From rim to rim, larger values to the left.
    const GridPoint first = lines[0].front(), last = lines[0].back();
    for (const GridPoint& end : {first, last})
      EXPECT_TRUE(end.column == 0 || end.column == 10 || end.row == 0 || end.row == 6) << end.column << " " << end.row;
    EXPECT_GT(-(last.row - first.row) * 2.0 + (last.column - first.column) * 3.0, 0.0);
    EXPECT_NEAR(lengthOf(lines[0]), std::hypot(last.column - first.column, last.row - first.row), 1e-12);
  }
  EXPECT_TRUE(contourLines(values, 11, -1.0).empty());
  EXPECT_TRUE(contourLines(values, 11, 38.5).empty());
}

TEST(Contours, OfACircleAreClosedAndNearIt) {
  constexpr double kRadius = 15.3;
  const auto values = gridOf(41, 41, [](double x, double y) { return std::hypot(x - 20.2, y - 19.7); });
  const auto lines = contourLines(values, 41, kRadius);
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_EQ(lines[0].front(), lines[0].back());
  // The field bends by 1/r: between two points of the grid a straight line is off by 1/(8 r) at most.
  for (const GridPoint& p : lines[0])
    EXPECT_NEAR(std::hypot(p.column - 20.2, p.row - 19.7), kRadius, 1.0 / (8.0 * (kRadius - 1.5)));
  EXPECT_NEAR(lengthOf(lines[0]), 2.0 * M_PI * kRadius, 0.005 * 2.0 * M_PI * kRadius);
  // Larger values, which are outside, to the left: clockwise.
  EXPECT_NEAR(doubledAreaOf(lines[0]), -2.0 * M_PI * kRadius * kRadius, 0.01 * 2.0 * M_PI * kRadius * kRadius);
}

TEST(Contours, OfASaddleJoinWhatTheMeanSays) {
  const std::vector<double> saddle{1.0, 0.0, 0.0, 1.0};  // lower left and upper right above
  for (const auto& [level, joins] : {std::pair{0.4, true}, {0.5, true}, {0.6, false}}) {
    const auto lines = contourLines(saddle, 2, level);
    ASSERT_EQ(lines.size(), 2u) << level;
    for (const ContourLine& line : lines) {
      ASSERT_EQ(line.size(), 2u);
      const double column = (line[0].column + line[1].column) / 2, row = (line[0].row + line[1].row) / 2;
      // Joined, each line cuts off a lower corner; apart, an upper one.
      EXPECT_EQ((column < 0.5) != (row < 0.5), joins) << level;
    }
  }
  // Of x y, two branches of a hyperbola at each level but 0.
  const auto values = gridOf(21, 21, [](double x, double y) { return (x - 10.0) * (y - 10.0); });
  for (const double level : {-12.5, 0.3, 30.0}) {
    const auto lines = contourLines(values, 21, level);
    EXPECT_EQ(lines.size(), 2u) << level;
    // Along an edge of the grid x y is linear: the crossings are exact.
    for (const ContourLine& line : lines)
      for (const GridPoint& p : line) EXPECT_NEAR((p.column - 10.0) * (p.row - 10.0), level, 1e-9);
  }
}

TEST(Contours, KeepOffWhatIsNoNumber) {
  auto values = gridOf(11, 11, [](double x, double) { return x; });
  values[5 * 11 + 5] = kNaN;
  const auto lines = contourLines(values, 11, 4.5);
  ASSERT_EQ(lines.size(), 2u);  // below and above the hole
  for (const ContourLine& line : lines)
    for (const GridPoint& p : line) EXPECT_TRUE(p.row <= 4.0 || p.row >= 6.0) << p.row;
  EXPECT_TRUE(contourLines(std::vector<double>(9, kNaN), 3, 1.0).empty());
  const std::vector<double> endless{0.0, 2.0, std::numeric_limits<double>::infinity(), 2.0};
  EXPECT_TRUE(contourLines(endless, 2, 1.0).empty());
  EXPECT_TRUE(contourLines(std::vector<double>{1.0, 2.0}, 2, 1.5).empty());
}

TEST(Contours, CrossEachEdgeOnceWhateverTheField) {
  testing::Random random(7);
  for (int run = 0; run < 50; ++run) {
    const auto values = gridOf(9, 8, [&](double, double) { return random.fraction(); });
    const double level = random.fraction();
    std::size_t edges = 0;
    for (std::size_t row = 0; row < 8; ++row) {
      for (std::size_t column = 0; column < 9; ++column) {
        const bool isAbove = values[row * 9 + column] >= level;
        if (column + 1 < 9) edges += isAbove != (values[row * 9 + column + 1] >= level);
        if (row + 1 < 8) edges += isAbove != (values[(row + 1) * 9 + column] >= level);
      }
    }
    std::size_t crossings = 0;
    for (const ContourLine& line : contourLines(values, 9, level)) {
      ASSERT_GE(line.size(), 2u);
      const bool isClosed = line.front() == line.back();
      crossings += line.size() - (isClosed ? 1 : 0);
      // An open line ends at the rim.
      for (const GridPoint& end : {line.front(), line.back()})
        EXPECT_TRUE(isClosed || end.column == 0 || end.column == 8 || end.row == 0 || end.row == 7);
    }
    EXPECT_EQ(crossings, edges);
  }
}

}  // namespace
}  // namespace cathode
