// SPDX-License-Identifier: MIT
#include "core/decide/thickness.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/elementary.h"
#include "core/cell/capacity.h"
#include "core/cell/evaluate.h"

namespace cathode {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr double kEndless = std::numeric_limits<double>::infinity();
// Samples among which the highest is found before it is refined, and steps that reach the last digits.
constexpr int kSamples = 128, kRefinements = 64, kBisections = 60;

// Thicknesses from end to end, in equal ratios.
double sampleUm(int i) {
  const Interval range = thicknessRangeUm();
  if (i == 0) return range.lower;
  if (i == kSamples) return range.upper;
  return range.lower * expReproducible(logReproducible(range.upper / range.lower) * i / kSamples);
}

// Both sides of where `isBeyond` begins, between a place where it does not hold and one where it does.
struct Boundary {
  double within, beyond;
};
template <typename Predicate>
Boundary boundaryOf(Boundary between, Predicate isBeyond) {
  for (int i = 0; i < kBisections; ++i) {
    const double middle = 0.5 * (between.within + between.beyond);
    (isBeyond(middle) ? between.beyond : between.within) = middle;
  }
  return between;
}

LimitingPart largestPart(const RateLosses& losses) {
  LimitingPart largest = LimitingPart::ions;
  for (int i = 1; i < kLimitingPartCount; ++i) {
    const auto part = static_cast<LimitingPart>(i);
    if (partOhmCm2(losses, part) > partOhmCm2(losses, largest)) largest = part;
  }
  return largest;
}

}  // namespace

std::string_view limitingPartLabel(LimitingPart part) {
  switch (part) {
    case LimitingPart::ions: return "Ions";
    case LimitingPart::electrons: return "Electrons";
    case LimitingPart::interface: return "Charge transfer";
    case LimitingPart::separator: return "Separator";
    case LimitingPart::anode: return "Anode";
  }
  return "";
}

double partOhmCm2(const RateLosses& losses, LimitingPart part) {
  switch (part) {
    case LimitingPart::ions: return losses.cathode.ionic;
    case LimitingPart::electrons: return losses.cathode.electronic;
    case LimitingPart::interface: return losses.cathode.chargeTransfer;
    case LimitingPart::separator: return losses.separatorOhmCm2;
    case LimitingPart::anode: return losses.anodeOhmCm2;
  }
  return kNone;
}

std::string_view noOptimumText(NoOptimum reason) {
  switch (reason) {
    case NoOptimum::heldValues:
      return "No optimum: content or temperature lie beyond what was measured, and what is held there decides nothing.";
    case NoOptimum::noPath: return "No optimum: no resistance can be given.";
    case NoOptimum::noEnergy: return "No optimum: at this C-rate nothing is left at any thickness.";
    case NoOptimum::noEnd: return "No optimum: losses are so small that it rises through the whole range.";
  }
  return "";
}

OverThickness::OverThickness(const Scenario& scenario, Regime regime, SigmaReading reading)
    : scenario_(scenario),
      regime_(regime),
      reading_(reading),
      composition_(compositionOf(scenario)),
      ions_(transportOf(Carrier::ion, scenario, composition_)),
      electrons_(transportOf(Carrier::electron, scenario, composition_)),
      capacityMahG_(scenario.specificCapacityMahG.value_or(capacityOf(scenario).specificCapacityMahG)) {}

ThicknessPoint OverThickness::at(double thicknessUm) const {
  const double loading = loadingMgCm2(thicknessUm, composition_.densityGCm3);
  const double areal = arealCapacityMahCm2(capacityMahG_, composition_.massAm, loading);
  const Stack stack = stackOf(scenario_, thicknessUm, loading, areal);
  const double energy = areal * scenario_.nominalVoltageV;
  ThicknessPoint point{
      thicknessUm,
      {volumetricEnergyDensityWhL(energy, stack), gravimetricEnergyDensityWhKg(energy, stack)},
      {},
      rateLossesOf(scenario_, composition_, {thicknessUm, loading, false}, ions_, electrons_, regime_, reading_)};
  for (int i = 0; i < 2; ++i) point.atRate[i] = atRate(point.withoutLosses[i], point.losses, scenario_, capacityMahG_);
  return point;
}

Interval thicknessRangeUm() {
  const Parameter& field = parameter(ParameterId::cathodeThicknessUm);
  return {field.min, field.max};
}

std::expected<ThicknessOptimum, NoOptimum> optimumThickness(const OverThickness& cells, EnergyKind kind) {
  if (!isWithinMeasured(cells.scenario())) return std::unexpected(NoOptimum::heldValues);
  if (std::isnan(cells.at(thicknessRangeUm().lower).losses.cellOhmCm2())) return std::unexpected(NoOptimum::noPath);
  const auto energyAt = [&](double um) {
    const double energy = cells.at(um).atRate[static_cast<std::size_t>(kind)];
    return energy > 0.0 ? energy : 0.0;
  };
  int best = 0;
  double most = 0.0;
  for (int i = 0; i <= kSamples; ++i) {
    const double energy = energyAt(sampleUm(i));
    if (energy > most) best = i, most = energy;
  }
  if (most == 0.0) return std::unexpected(NoOptimum::noEnergy);
  if (best == kSamples) return std::unexpected(NoOptimum::noEnd);
  // Golden section: the energy is quasi-concave, a concave drop's product over a line.
  constexpr double kGolden = 0.61803398874989484820;
  double low = sampleUm(std::max(best - 1, 0)), high = sampleUm(best + 1);
  double left = high - kGolden * (high - low), right = low + kGolden * (high - low);
  double atLeft = energyAt(left), atRight = energyAt(right);
  for (int i = 0; i < kRefinements; ++i) {
    if (atLeft < atRight) {
      low = left, left = right, atLeft = atRight;
      right = low + kGolden * (high - low), atRight = energyAt(right);
    } else {
      high = right, right = left, atRight = atLeft;
      left = high - kGolden * (high - low), atLeft = energyAt(left);
    }
  }
  const double found = 0.5 * (low + high), energy = energyAt(found);
  const ThicknessPoint point = cells.at(found);
  const Interval range = thicknessRangeUm();
  const auto isBelow = [&](double um) { return energyAt(um) < (1.0 - kOptimumBand) * energy; };
  const double from = isBelow(range.lower) ? boundaryOf({found, range.lower}, isBelow).within : range.lower,
               to = isBelow(range.upper) ? boundaryOf({found, range.upper}, isBelow).within : range.upper;
  const std::optional<Interval> measured = measuredRange(ParameterId::cathodeThicknessUm, cells.scenario());
  return ThicknessOptimum{found,
                          energy,
                          {from, to},
                          point.losses.dropV() * 1e3,
                          point.losses.currentMaCm2,
                          measured && found >= measured->lower && found <= measured->upper};
}

ThickestCathodes thickestCathodes(const OverThickness& cells, const ThicknessLimits& limits) {
  // Far below and above what the input allows, so that ends are told from limits.
  constexpr double kThinnest = 1e-3, kThickest = 1e5;
  const auto thickest = [&](auto isBeyond) {
    const auto beyond = [&](double um) { return isBeyond(cells.at(um).losses); };
    if (std::isnan(cells.at(kThinnest).losses.cellOhmCm2()) || beyond(kThinnest)) return kNone;
    return beyond(kThickest) ? boundaryOf({kThinnest, kThickest}, beyond).within : kEndless;
  };
  const auto isSet = [](double limit) { return limit > 0.0 && limit < kEndless; };
  return {
      isSet(limits.dropMv) ? thickest([&](const RateLosses& l) { return l.dropV() * 1e3 > limits.dropMv; }) : kEndless,
      isSet(limits.currentMaCm2) ? thickest([&](const RateLosses& l) { return l.currentMaCm2 > limits.currentMaCm2; })
                                 : kEndless,
      isSet(limits.cutOffV) ? thickest([&](const RateLosses& l) { return l.voltageV() < limits.cutOffV; }) : kEndless};
}

std::vector<LimitedStretch> limitedStretches(const OverThickness& cells) {
  std::vector<LimitedStretch> stretches;
  const auto partAt = [&](double um) { return largestPart(cells.at(um).losses); };
  if (std::isnan(cells.at(thicknessRangeUm().lower).losses.cellOhmCm2())) return stretches;
  double from = sampleUm(0);
  LimitingPart part = partAt(from);
  for (int i = 1; i <= kSamples; ++i) {
    // Between two samples the part may change more than once.
    double start = sampleUm(i - 1);
    while (partAt(sampleUm(i)) != part) {
      start = boundaryOf({start, sampleUm(i)}, [&](double um) { return partAt(um) != part; }).beyond;
      stretches.push_back({part, from, start});
      from = start;
      part = partAt(start);
    }
  }
  stretches.push_back({part, from, sampleUm(kSamples)});
  return stretches;
}

}  // namespace cathode
