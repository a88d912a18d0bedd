// SPDX-License-Identifier: MIT
#include "core/audit/reconstruction_tables.h"

#include <cmath>

#include "core/base/number_text.h"
#include "core/source/published.h"

namespace cathode {
namespace {

const Assumption& rowOf(AssumptionId id) { return assumptions()[static_cast<std::size_t>(id)]; }

std::string percent(double ratio, int decimals) { return fixedText(ratio * 100.0, decimals) + " %"; }

// What cancels leaves the rounding of the computer's own digits.
TableCell fixedCell(double value, int decimals) {
  return {std::abs(value) < 0.5 * std::pow(10.0, -decimals) ? "0" : fixedText(value, decimals), value};
}

}  // namespace

Table reconstructionSummaryTable(const Assumed& assumed) {
  const Reconstruction r = reconstruct(assumed), standard = reconstruct(standardAssumptions());
  const auto line = [](std::string_view name, const std::string& text) {
    return TableRow{{wordsCell(name), wordsCell(text)}, ""};
  };
  return {"reconstruction-summary",
          "How Table S5 follows",
          "From Tables S1–S4 and S6. Root mean squares: of the 14 entries whose two capacities agree, and of the 24 "
          "printed volume fractions. w and φ give ρ, the disc gives m, L = m / ρ; q = E (L + layers) / (w m V) by "
          "volume and E (m + layers) / (w m V) by mass.",
          {{"what", "What follows", "", true}, {"value", "Value", "", true}},
          {line("Loading on the disc", fixedText(r.loadingMgCm2, 2) + " mg/cm² (Table S6, Model 4: 30.6)"),
           line("Thickness of Model 4, 85 wt%", fixedText(r.thicknessOfS6Um, 1) + " µm (Table S6: 93)"),
           line("Capacities by volume and by mass",
                percent(r.rmsDisagreement, 2) + " apart (standard " + percent(standard.rmsDisagreement, 2) + ")"),
           line("Volume fractions", fixedText(r.rmsPhiPct, 3) + " vol% from those printed (standard " +
                                        fixedText(standard.rmsPhiPct, 3) + ")")}};
}

Table reconstructedEntriesTable(const Reconstruction& reconstruction) {
  static constexpr ColumnKind kColumns[] = {{"row", "Entry", "", true},
                                            {"fromVolumetricMahG", "By volume", "mAh/g"},
                                            {"fromGravimetricMahG", "By mass", "mAh/g"},
                                            {"disagreement", "By mass over by volume", "%"},
                                            {"agree", "Agree", "", true}};
  Table table = tableWith("reconstruction-entries", "Entries of Table S5", "", kColumns);
  for (const ReconstructedEntry& e : reconstruction.entries) {
    table.addRow({wordsCell(energyRowName(e.model, e.am, e.temperature)), numberCell(e.fromVolumetricMahG, 4),
                  numberCell(e.fromGravimetricMahG, 4), fixedCell(e.disagreement * 100.0, 2),
                  wordsCell(e.contradictory ? "no" : "yes")});
  }
  return table;
}

Table reconstructedCompositesTable(const Reconstruction& reconstruction) {
  static constexpr ColumnKind kColumns[] = {{"row", "Composite", "", true}};
  Table table = tableWith("reconstruction-composites", "Composites", "", kColumns);
  for (const std::string phase : {"AM", "SE", "CA"}) {
    table.columns.push_back({"printed" + phase, "φ " + phase + " printed", "vol%"});
    table.columns.push_back({"phi" + phase, "φ " + phase + " recomputed", "vol%"});
  }
  table.columns.push_back({"porosityPct", "Porosity", "vol%"});
  table.columns.push_back({"densityGCm3", "Density", "g/cm³"});
  table.columns.push_back({"thicknessUm", "Thickness", "µm"});
  for (const ReconstructedComposite& c : reconstruction.composites) {
    TableRow row{{wordsCell(modelRowName(c.model, c.am))}, ""};
    for (int phase = 0; phase < 3; ++phase) {
      row.cells.push_back({shortestText(c.printedPhiPct[phase]), c.printedPhiPct[phase]});
      row.cells.push_back(fixedCell(c.phiPct[phase], 2));
    }
    row.cells.push_back(numberCell(c.porosityPct, 4));
    row.cells.push_back(numberCell(c.densityGCm3, 4));
    row.cells.push_back(numberCell(c.thicknessUm, 4));
    table.rows.push_back(std::move(row));
  }
  return table;
}

Table sensitivityTable(const Assumed& assumed) {
  static constexpr ColumnKind kColumns[] = {{"assumption", "Assumption", "", true},
                                            {"value", "Value", ""},
                                            {"meanPerPct", "By mass over by volume, per 1 %", "%"},
                                            {"phiPctPerPct", "Fractions, per 1 %", "vol%"},
                                            {"basis", "Where it is from", "", true}};
  Table table = tableWith("sensitivities", "What each assumption carries", "", kColumns);
  for (const Sensitivity& one : sensitivities(assumed)) {
    const Assumption& row = rowOf(one.id);
    const double value = assumed[static_cast<std::size_t>(one.id)];
    table.addRow({wordsCell(row.label), TableCell{significantText(value, 4) + " " + std::string(row.unit), value},
                  fixedCell(one.meanPerPct * 100.0, 3), fixedCell(one.phiPctPerPct, 3), wordsCell(row.basis)});
  }
  return table;
}

Table refinementTable(const RefinedReconstruction& refined) {
  static constexpr ColumnKind kColumns[] = {{"parameter", "Parameter", "", true},
                                            {"value", "Value", ""},
                                            {"uncertainty", "Standard uncertainty", ""},
                                            {"lower", "From", ""},
                                            {"upper", "To", ""},
                                            {"unit", "Unit", "", true}};
  Table table = tableWith(
      "refinement", "Least squares",
      "Densities and additive fitted to the 24 volume fractions (0.1 vol% each) and the 14 pairs of capacities "
      "that agree (0.5 %), within the ranges of the assumptions: χ² = " +
          fixedText(refined.chiSquared, 1) + " with " + std::to_string(refined.degreesOfFreedom) +
          " degrees of freedom, " + fixedText(refined.rmsPhiPct, 3) + " vol% and " +
          percent(refined.rmsDisagreement, 2) + " left. Condition number " +
          significantText(refined.conditionNumber, 2) + "." + (refined.converged ? "" : " Not converged."),
      kColumns);
  for (const FittedParameter& p : refined.parameters) {
    const Assumption& row = rowOf(p.id);
    table.addRow({wordsCell(row.label), numberCell(p.value, 4), numberCell(p.standardUncertainty, 2),
                  TableCell{shortestText(p.lower), p.lower}, TableCell{shortestText(p.upper), p.upper},
                  wordsCell(std::string(row.unit) + (p.atBound ? ", at its bound" : ""))});
  }
  return table;
}

}  // namespace cathode
