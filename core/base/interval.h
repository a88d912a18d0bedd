// SPDX-License-Identifier: MIT
// Intervals of real numbers, and numbers that carry the interval in which they may lie.
#pragma once

namespace cathode {

// A closed interval of real numbers, lower <= upper.
struct Interval {
  double lower;
  double upper;

  constexpr bool contains(double value) const { return lower <= value && value <= upper; }
  constexpr bool overlaps(Interval other) const { return lower <= other.upper && other.lower <= upper; }
};

// A number with the interval in which it may lie. Arithmetic on positive quantities carries both
// along; it is tight as long as each operand occurs once in an expression.
struct Quantity {
  double nominal;
  Interval range;

  static constexpr Quantity exact(double value) { return {value, {value, value}}; }
};

// Sums, products and quotients of intervals of positive numbers.
constexpr Interval operator+(Interval a, Interval b) { return {a.lower + b.lower, a.upper + b.upper}; }
constexpr Interval operator*(Interval a, Interval b) { return {a.lower * b.lower, a.upper * b.upper}; }
constexpr Interval operator/(Interval a, Interval b) { return {a.lower / b.upper, a.upper / b.lower}; }

constexpr Quantity operator+(Quantity a, Quantity b) { return {a.nominal + b.nominal, a.range + b.range}; }
constexpr Quantity operator*(Quantity a, Quantity b) { return {a.nominal * b.nominal, a.range * b.range}; }
constexpr Quantity operator/(Quantity a, Quantity b) { return {a.nominal / b.nominal, a.range / b.range}; }

}  // namespace cathode
