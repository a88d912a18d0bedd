// SPDX-License-Identifier: MIT
// Numbers to text and back, independent of locale.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/printed.h"

namespace cathode {

// The shortest decimal text that reads back as exactly `value` (finite).
std::string shortestText(double value);

// `value` (finite) with so many digits after the point, a true minus sign if negative.
std::string fixedText(double value, int decimals);

// The digits of a printed number, for people ("0.180", "1.0·10³") and for programs to read ("1.0e3").
std::string printedText(Printed number);
std::string plainText(Printed number);

// `value` (finite) with so many digits after the point and an ASCII minus sign: for programs to read.
std::string plainText(double value, int decimals);

// `value` (finite) rounded to so many significant digits, never in exponent form for the
// magnitudes shown to people (1e-6 to 1e6).
std::string significantText(double value, int digits);

// A power of ten, "10⁻³", and `value` (finite, above 0) as such with a factor before it, "2.5·10⁻³".
std::string powerOfTenText(int exponent);
std::string scientificText(double value);

// A plain decimal number: optional sign, digits with one optional point, optional exponent,
// nothing else around it but spaces. Nothing for anything else, or if it overflows.
std::optional<double> parseNumber(std::string_view text);

// As parseNumber, for text typed by a person: also accepts a decimal comma and a true minus sign.
// Nothing for "1,000", which may be one or a thousand.
std::optional<double> parseTypedNumber(std::string_view text);

// A number as refusals quote it: its shortest digits, or NaN, Infinity, -Infinity as JavaScript names them.
std::string quotedNumber(double value);

}  // namespace cathode
