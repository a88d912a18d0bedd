// SPDX-License-Identifier: MIT
// The audit: every printed number that other printed numbers determine is recomputed from them, and
// the two are compared as intervals of what rounding may have hidden.
//
// Verdicts come from computing alone; there is no list of known mistakes. What the source does not
// print but its numbers were reconstructed with (densities, loading, voltage; core/scenario/scenario.h) counts
// with the digits it is given with. Layer thicknesses that the source declares as assumed are exact.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/cell/agreement.h"
#include "core/source/cell_row.h"
#include "core/source/published.h"

namespace cathode {

// Where a printed number stands: a table's name, a row's and a column's key.
struct CellName {
  std::string_view table;
  std::string row;
  std::string_view column;

  bool operator==(const CellName&) const = default;
};

// How Table S6's loading may be meant: mass of the composite or of its active material, per area.
enum class LoadingReading : std::uint8_t { composite, activeMaterial };

// What of a printed number a finding checks. Findings about one energy density are alternatives, the readings of its
// loading; the voltage that would explain it says the same once more.
enum class Checks : std::uint8_t { other, energyDensity, impliedVoltage };

// One relation between printed numbers. `printed` is the number that is checked, or what it alone
// implies; `recomputed` is what the others give. Both in `unit`. Nothing: not determinable.
struct Finding {
  std::string_view table;  // "S1" ...; "rows" for a person's own
  std::string row;
  std::string quantity;
  std::string_view unit;  // empty: dimensionless
  std::optional<double> printed;
  std::optional<double> recomputed;
  std::optional<double> relativeDeviation;  // recomputed / printed - 1
  std::optional<double> roundingAllowance;  // the largest |relativeDeviation| that rounding explains
  bool isLimit = false;                     // `recomputed` is the most that `printed` may be, not what it should be
  Verdict verdict = Verdict::notDeterminable;
  std::string condition;        // of a conditional one: what it needs, "V = 3.98 V"
  std::string formula;          // with the numbers put in; or why nothing can be said
  std::vector<CellName> cells;  // every printed number that the finding rests on, in the order of the tables
  CellName subject;             // the printed number that is checked
  Checks checks = Checks::other;
  std::optional<LoadingReading> reading{};  // of an energy density
};

// Printed numbers by what the findings about each come to: the worst of the relations that check it, among alternatives
// the best.
struct AuditSummary {
  std::array<int, kVerdictCount> numbers;  // of each verdict
  int total() const;
  int operator[](Verdict verdict) const { return numbers[static_cast<std::size_t>(verdict)]; }
};
AuditSummary summaryOf(std::span<const Finding> findings);
// "Of 104 printed numbers that others determine 91 are consistent, ..."
std::string summaryText(const AuditSummary& summary);

// All relations between the numbers of the source's tables, in the order of the tables.
std::vector<Finding> audit(const SourceTables& source = sourceTables());

// The same for a person's own rows: every relation for which a row holds the numbers.
std::vector<Finding> auditRows(std::span<const CellRow> rows);

// What a row does not print of its cell ranges over what is plausible (assumed). The source's own rows are its own
// cell's. Mean discharge voltage of layered oxides against lithium, V: it cannot reach the 4.3 V that they are charged
// to.
inline constexpr Interval kPlausibleVoltageV{3.3, 4.2};
// Solid electrolytes from closo-borates to garnets, and layered oxides from cobalt-poor to LiCoO2, g/cm3.
inline constexpr Interval kPlausibleSeDensityGCm3{1.5, 5.3};
inline constexpr Interval kPlausibleAmDensityGCm3{4.2, 5.1};
// Activation energies of conduction in sulfide electrolytes, in grains and across their boundaries, eV.
inline constexpr Interval kPlausibleActivationEv{0.2, 0.5};

// Density (g/cm3) of a composite without void, of an active material and the rest electrolyte, for all values in the
// intervals.
Interval densestCompositeGCm3(Interval amWtPct, Interval amGCm3, Interval seGCm3);

}  // namespace cathode
