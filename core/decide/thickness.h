// SPDX-License-Identifier: MIT
// Energy density over the cathode's thickness, with and without what a current costs, and what follows: the optimum,
// the thickest cathode within limits, what limits where.
//
// Without losses there is no optimum: separator and anode weigh ever less, and energy densities rise without end. With
// them there is one, flat, and another in each regime.
#pragma once

#include <expected>
#include <vector>

#include "core/base/interval.h"
#include "core/cell/energy.h"
#include "core/cell/rate.h"

namespace cathode {

enum class EnergyKind : std::uint8_t { volumetric, gravimetric };

// A cell whose cathode has that thickness, all else as in the scenario.
struct ThicknessPoint {
  double thicknessUm;
  double withoutLosses[2];  // Wh/L and Wh/kg, by EnergyKind
  double atRate[2];         // the same at the C-rate: upper bounds; NaN where nothing is left
  RateLosses losses;
};

// The parts of a cell's resistance.
enum class LimitingPart : std::uint8_t { ions, electrons, interface, separator, anode };
inline constexpr int kLimitingPartCount = 5;
std::string_view limitingPartLabel(LimitingPart part);  // "Ions", ...
double partOhmCm2(const RateLosses& losses, LimitingPart part);

// A scenario in a regime and a reading of sigma_eff's temperature, its cathode of any thickness.
class OverThickness {
 public:
  OverThickness(const Scenario& scenario, Regime regime, SigmaReading reading = SigmaReading::c60);

  ThicknessPoint at(double thicknessUm) const;
  const Scenario& scenario() const { return scenario_; }
  Regime regime() const { return regime_; }

 private:
  Scenario scenario_;
  Regime regime_;
  SigmaReading reading_;
  Composition composition_;
  Transport ions_, electrons_;
  double capacityMahG_;
};

// Thicknesses that are looked at: those that the input allows.
Interval thicknessRangeUm();

struct ThicknessOptimum {
  double thicknessUm;
  double energy;      // Wh/L or Wh/kg
  Interval withinUm;  // where at least 99 % of it is reached
  double dropMv, currentMaCm2;
  bool isMeasured;  // the thickness is one that the source's cells have
};
inline constexpr double kOptimumBand = 0.01;

// Why there is no optimum to report.
enum class NoOptimum : std::uint8_t {
  heldValues,  // content or temperature beyond what was measured
  noPath,      // no conductivity, or no interface
  noEnergy,    // nothing is left at any thickness
  noEnd,       // it rises through the whole range
};
std::string_view noOptimumText(NoOptimum reason);  // a whole sentence

// The thickness at which an energy density at the C-rate is highest.
std::expected<ThicknessOptimum, NoOptimum> optimumThickness(const OverThickness& cells, EnergyKind kind);

// What a user allows; of each nothing where it is infinite or 0.
struct ThicknessLimits {
  double dropMv;        // of the whole drop
  double currentMaCm2;  // plating lithium
  double cutOffV;       // the voltage left is at least that
};

// The thickest cathode (um) within each limit: infinite where it never binds, NaN where no cathode is within it.
struct ThickestCathodes {
  double byDropUm, byCurrentUm, byCutOffUm;
};
ThickestCathodes thickestCathodes(const OverThickness& cells, const ThicknessLimits& limits);

// A stretch of thicknesses in which one part of the resistance is the largest.
struct LimitedStretch {
  LimitingPart part;
  double fromUm, toUm;
};
// Empty where resistances are not known.
std::vector<LimitedStretch> limitedStretches(const OverThickness& cells);

}  // namespace cathode
