// SPDX-License-Identifier: MIT
// What a reconstruction of the source's cells assumes: each within a range, with a standard value and its basis.
#pragma once

#include <array>
#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <string_view>

namespace cathode {

// What the source assumes, or what is reconstructed of it.
enum class AssumptionId : std::uint8_t {
  amDensityGCm3,
  seDensityGCm3,
  caDensityGCm3,
  caWtPct,
  compositeMg,
  discDiameterMm,
  nominalVoltageV,
  separatorUm,
  anodeUm,
  separatorMg,
  anodeMg,
};
inline constexpr int kAssumptionCount = 11;

struct Assumption {
  AssumptionId id;
  std::string_view key, label, unit;
  double min, max, step;   // what a slider spans; refine() stays within it
  double standard;         // what the program calculates with
  std::string_view basis;  // where the standard comes from
};

// All assumptions, in the order of AssumptionId.
std::span<const Assumption> assumptions();

// A value for each assumption, in its unit, in the order of AssumptionId. All above zero, and with a
// content of additive that leaves some electrolyte beside 85 wt% of active material.
using Assumed = std::array<double, kAssumptionCount>;
Assumed standardAssumptions();

// Sets the assumption of that key, within its range; otherwise why not: the message names the
// assumption, the value and the allowed range.
std::expected<void, std::string> putAssumption(Assumed& assumed, std::string_view key, double value);

}  // namespace cathode
