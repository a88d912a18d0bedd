// SPDX-License-Identifier: MIT
// Numbers as a source prints them: the value together with the digits given, from which
// follows the interval of true values that would have been printed so.
#pragma once

#include "core/base/interval.h"

namespace cathode {

// A printed number. 0.180 and 0.18 have the same value but not the same rounding interval, nor have 1000 and 1.0e3.
struct Printed {
  double value = 0.0;
  int decimals = 0;  // digits printed after the point; below 0: places before it that are not printed

  constexpr operator double() const { return value; }

  // All values that round to what is printed: value +- half a unit of the last digit.
  constexpr Interval rounding() const {
    double half = 0.5;
    for (int i = 0; i < decimals; ++i) half /= 10.0;
    for (int i = 0; i > decimals; --i) half *= 10.0;
    return {value - half, value + half};
  }
  constexpr Quantity quantity() const { return {value, rounding()}; }

  constexpr bool operator==(const Printed&) const = default;
};

namespace literals {

// 0.180_p: the digits are read as text, so trailing zeros count.
consteval Printed operator""_p(const char* digits) {
  double mantissa = 0.0;
  double scale = 1.0;
  int decimals = 0;
  bool fraction = false;
  for (; *digits != '\0'; ++digits) {
    if (*digits == '.') {
      fraction = true;
      continue;
    }
    mantissa = mantissa * 10.0 + (*digits - '0');
    if (fraction) {
      scale *= 10.0;
      ++decimals;
    }
  }
  // Both are exact integers below 2^53, so the quotient is the correctly rounded value.
  return {mantissa / scale, decimals};
}

}  // namespace literals
}  // namespace cathode
