// SPDX-License-Identifier: MIT
// Impedance spectra as instruments write them.
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/complex.h"

namespace cathode {

struct SpectrumPoint {
  double frequencyHz;
  Complex ohm;  // Z' and Z'': below 0 where the cell is capacitive
};

inline constexpr std::size_t kFewestPoints = 5, kMostPoints = 10000;
inline constexpr double kLeastHz = 1e-7, kMostHz = 1e12, kLeastOhm = 1e-12, kMostOhm = 1e15;
inline constexpr std::size_t kLongestSpectrumText = 4'000'000;

struct Spectrum {
  std::string kind;  // of file, "Gamry DTA"
  std::vector<SpectrumPoint> points;
  std::vector<std::string> notices;  // what was left out or looks odd
};

// What the third column of a table holds whose heading does not tell: Z'' or -Z''.
enum class ImaginarySign : std::uint8_t { toldByHeading, signedPart, negatedPart };

// A spectrum from the text of a file: Gamry .DTA, BioLogic .mpt, ZPlot and ZView .z, VersaStudio .par, and any table
// with a heading that names frequency and either both parts of Z or its modulus and phase (CSV, NOVA, Zahner, CH
// Instruments, Parstat); three bare columns if the sign of the third is told. Values between tabs, semicolons, commas
// or spaces, with decimal points or commas. Otherwise what is wrong, with line and column, and what is allowed.
std::expected<Spectrum, std::string> readSpectrum(std::string_view text,
                                                  ImaginarySign sign = ImaginarySign::toldByHeading);

}  // namespace cathode
