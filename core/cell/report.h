// SPDX-License-Identifier: MIT
// The outputs of a calculation, and the registry that describes each of them once.
#pragma once

#include <array>

#include "core/cell/stack.h"
#include "core/cell/warnings.h"
#include "core/scenario/parameters.h"

namespace cathode {

enum class MetricId : std::uint8_t {
  volumetricEnergyDensityWhL,
  gravimetricEnergyDensityWhKg,
  arealCapacityMahCm2,
  arealEnergyMwhCm2,
  cathodeThicknessUm,
  loadingMgCm2,
  compositeDensityGCm3,
  porosityPct,
  phiAmPct,
  phiSePct,
  phiCaPct,
  specificCapacityMahG,
  currentDensityMaCm2,
  ionicConductivityMsCm,
  ionicPhiPct,
  ionicTortuosityFactor,
  ionicMacMullin,
  electronicConductivityMsCm,
  electronicPhiPct,
  electronicTortuosityFactor,
  electronicMacMullin,
  interfacePerUm,
  cathodeResistanceOhmCm2,
  cellResistanceOhmCm2,
  voltageDropMv,
  volumetricEnergyDensityAtRateWhL,
  gravimetricEnergyDensityAtRateWhKg,
  energyEfficiencyPct,
  thickestCathodeUm,
};
inline constexpr int kMetricCount = 29;

// Where a number comes from, the strongest first: what is calculated has the weakest, the last, of all that went in.
// Model, wt%, temperature, and what the source states or assumes of its own cell, do not weaken it.
enum class Provenance : std::uint8_t {
  measured,      // printed in the source as a measurement
  recomputed,    // calculated from numbers of the source
  implied,       // solved from printed results (Table S5): the source's own cell only
  interpolated,  // between measured points
  user,          // an input other than the source's
  extrapolated,  // held or continued beyond measured points
  assumed,       // rests on an assumption that no measurement supports
};
inline constexpr int kProvenanceCount = 7;
std::string_view provenanceKey(Provenance provenance);  // "measured", ...

// One row of the registry.
struct Metric {
  MetricId id;
  std::string_view key;
  std::string_view label;
  std::string_view symbol;  // short form; "_" starts a subscript
  std::string_view unit;    // empty: dimensionless
  int digits;               // significant digits shown to people
  std::string_view description;
  std::string_view source;  // the equation and where it comes from
  bool needsPath = false;   // may have no number: nothing conducts from face to face, or a warning says why
};

// All metrics, in the order of MetricId.
std::span<const Metric> metrics();
const Metric& metric(MetricId id);

struct MetricValue {
  double value = 0.0;  // NaN: no number can be given, a warning says why
  Provenance provenance = Provenance::recomputed;
  // Where the value rests on numbers that the source contradicts or leaves open, all that it may be.
  std::optional<Interval> interval{};

  bool isKnown() const { return value == value; }
};

// The outcome of a calculation: plain data, without allocations.
struct Report {
  std::array<MetricValue, kMetricCount> metricValues;
  Stack stack;
  std::array<Warning, kWarningCount> warningSlots;  // at most one of each code
  int warningCount = 0;

  const MetricValue& operator[](MetricId id) const { return metricValues[static_cast<std::size_t>(id)]; }
  std::span<const Warning> warnings() const { return {warningSlots.data(), static_cast<std::size_t>(warningCount)}; }
};

// A metric's value as shown to people, without unit: its significant digits, or a dash for none. And its interval, "261
// to 285".
std::string displayText(const Metric& metric, double value);
std::string intervalText(const Metric& metric, Interval interval);

// How far `value` is from `reference`, for example "+3.2 %"; "+3 %" if one of them is known to a range only. Empty if
// the reference is zero.
std::string differenceText(double value, double reference, bool isOpen);

}  // namespace cathode
