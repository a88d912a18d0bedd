// SPDX-License-Identifier: MIT
#include "core/base/number_text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace cathode {
namespace {

// Digits do not depend on the locale: <charconv> knows none. Where a library lacks it for floating point (libc++ before
// version 20, in WebAssembly), the C library below it (musl) has one decimal point only.
enum class Notation { fixed, scientific, general };

std::string digitsOf(double value, Notation notation, int precision) {
  char buffer[400];  // the largest number has 309 digits before its point
#ifdef __cpp_lib_to_chars
  constexpr std::chars_format kFormats[] = {std::chars_format::fixed, std::chars_format::scientific,
                                            std::chars_format::general};
  const auto end =
      std::to_chars(buffer, buffer + sizeof buffer, value, kFormats[static_cast<int>(notation)], precision).ptr;
  return {buffer, end};
#else
  constexpr const char* kFormats[] = {"%.*f", "%.*e", "%.*g"};
  return {buffer, static_cast<std::size_t>(
                      std::snprintf(buffer, sizeof buffer, kFormats[static_cast<int>(notation)], precision, value))};
#endif
}

// The number that `text`, a decimal one, is nearest to; infinite if there is none.
double valueOf(std::string_view text) {
#ifdef __cpp_lib_to_chars
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0.0;
  // Out of range says nothing of which end: what is too small rounds to 0.
  const auto error = std::from_chars(text.data(), text.data() + text.size(), value).ec;
  return error == std::errc() ? value : text.contains("e-") || text.contains("E-") ? 0.0 : INFINITY;
#else
  return std::strtod(std::string(text).c_str(), nullptr);
#endif
}

// The power of ten of a number in scientific notation.
int powerIn(std::string_view scientific) {
  const std::string_view power = scientific.substr(scientific.find('e') + 1);
  return static_cast<int>(valueOf(power));
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

bool isDigit(char c) { return c >= '0' && c <= '9'; }

// Whether all of `text` is [+-] digits [. digits] [e [+-] digits] with a digit in the mantissa.
bool isDecimal(std::string_view text) {
  std::size_t i = 0;
  const auto digits = [&] {
    const std::size_t start = i;
    while (i < text.size() && isDigit(text[i])) ++i;
    return i - start;
  };
  const auto sign = [&] {
    if (i < text.size() && (text[i] == '+' || text[i] == '-')) ++i;
  };
  sign();
  std::size_t mantissa = digits();
  if (i < text.size() && text[i] == '.') {
    ++i;
    mantissa += digits();
  }
  if (mantissa == 0) return false;
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    ++i;
    sign();
    if (digits() == 0) return false;
  }
  return i == text.size();
}

}  // namespace

std::string shortestText(double value) {
  std::string text;
  for (int precision = 15; precision <= 17; ++precision) {
    text = digitsOf(value, Notation::general, precision);
    if (valueOf(text) == value) break;
  }
  // As JavaScript writes exponents: 1e-7.
  if (const auto zero = text.find("e-0"); zero != std::string::npos) text.erase(zero + 2, 1);
  if (const auto zero = text.find("e+0"); zero != std::string::npos) text.erase(zero + 2, 1);
  return text;
}

std::string fixedText(double value, int decimals) {
  std::string text = digitsOf(value, Notation::fixed, decimals);
  if (text.starts_with('-')) {
    const bool zero = text.find_first_not_of("-0.") == std::string::npos;
    text.replace(0, 1, zero ? "" : "−");
  }
  return text;
}

std::string plainText(double value, int decimals) { return digitsOf(value, Notation::fixed, decimals); }

namespace {

// The digits of a number printed with a power of ten, and that power.
std::pair<std::string, int> mantissaOf(Printed number) {
  double unit = 1.0;
  for (int i = 0; i > number.decimals; --i) unit *= 10.0;
  std::string digits = fixedText(number.value / unit, 0);
  const std::size_t first = digits.find_first_of("0123456789");
  const int power = static_cast<int>(digits.size() - first) - 1;
  if (power > 0) digits.insert(first + 1, ".");
  return {digits, power - number.decimals};
}

}  // namespace

std::string printedText(Printed number) {
  if (number.decimals >= 0) return fixedText(number.value, number.decimals);
  const auto [digits, power] = mantissaOf(number);
  return digits + "·" + powerOfTenText(power);
}

std::string plainText(Printed number) {
  if (number.decimals >= 0) return plainText(number.value, number.decimals);
  auto [digits, power] = mantissaOf({std::abs(number.value), number.decimals});
  return (number.value < 0 ? "-" : "") + digits + "e" + std::to_string(power);
}

std::string significantText(double value, int digits) {
  if (value == 0.0) return "0";
  // The exponent after rounding, so that 9.996 with three digits is 10.0 and not 10.00.
  const std::string scientific = digitsOf(value, Notation::scientific, digits - 1);
  const int exponent = powerIn(scientific);
  return fixedText(value, std::clamp(digits - 1 - exponent, 0, 12));
}

std::string powerOfTenText(int exponent) {
  static constexpr const char* kDigits[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  std::string text = exponent < 0 ? "10⁻" : "10";
  for (const char digit : std::to_string(std::abs(exponent))) text += kDigits[digit - '0'];
  return text;
}

std::string scientificText(double value) {
  const std::string scientific = digitsOf(value, Notation::scientific, 3);
  const std::size_t mark = scientific.find('e');
  std::string factor = scientific.substr(0, mark);
  factor.erase(factor.find_last_not_of('0') + 1);
  if (factor.ends_with('.')) factor.pop_back();
  const std::string power = powerOfTenText(powerIn(scientific));
  return factor == "1" ? power : factor + "·" + power;
}

std::optional<double> parseNumber(std::string_view text) {
  text = trimmed(text);
  if (text.size() > 60 || !isDecimal(text)) return std::nullopt;
  const double value = valueOf(text);
  if (!std::isfinite(value)) return std::nullopt;
  return value;
}

std::optional<double> parseTypedNumber(std::string_view text) {
  std::string plain(trimmed(text));
  if (constexpr std::string_view minus = "−"; plain.starts_with(minus)) plain.replace(0, minus.size(), "-");
  if (std::ranges::count(plain, ',') == 1 && !plain.contains('.')) {
    // "1,000" may be meant as a thousand: better ask than guess.
    const std::size_t comma = plain.find(',');
    const bool thousands = plain.size() == comma + 4 && comma > 0 && plain.find_first_of("123456789") < comma;
    if (thousands) return std::nullopt;
    plain[comma] = '.';
  }
  return parseNumber(plain);
}

std::string quotedNumber(double value) {
  if (std::isnan(value)) return "NaN";
  return std::isfinite(value) ? shortestText(value) : value > 0.0 ? "Infinity" : "-Infinity";
}

}  // namespace cathode
