// SPDX-License-Identifier: MIT
#include "core/audit/literature.h"

#include <algorithm>

#include "core/base/number_text.h"
#include "core/base/words.h"
#include "core/cell/energy.h"

namespace cathode {
namespace {

std::optional<double> valueOf(const CellRow& cells, RowField field) {
  return cells[field] ? std::optional(cells[field]->value) : std::nullopt;
}

// The areal capacity with what rounding allows, as normalised() finds it.
Quantity arealQuantity(const CellRow& cells, LoadingReading reading) {
  if (cells[RowField::arealCapacityMahCm2]) return cells[RowField::arealCapacityMahCm2]->quantity();
  const Quantity ofAm = cells[RowField::specificCapacityMahG]->quantity() * cells[RowField::loadingMgCm2]->quantity() /
                        Quantity::exact(1000.0);
  if (reading == LoadingReading::activeMaterial) return ofAm;
  return ofAm * cells[RowField::amWtPct]->quantity() / Quantity::exact(100.0);
}

}  // namespace

LoadingReading resolvedLoading(const CellRow& cells, LoadingReading asked) {
  std::optional<LoadingReading> following;
  for (const Finding& finding : auditRows({&cells, 1})) {
    if (finding.reading && finding.verdict == Verdict::consistent) following = finding.reading;
  }
  return following.value_or(asked);
}

NormalisedRow normalised(const CellRow& cells, LoadingReading asked, const Scenario& scenario) {
  const LoadingReading reading = resolvedLoading(cells, asked);
  const auto am = valueOf(cells, RowField::amWtPct), q = valueOf(cells, RowField::specificCapacityMahG);
  const auto loading = valueOf(cells, RowField::loadingMgCm2), areal = valueOf(cells, RowField::arealCapacityMahCm2);
  const auto thickness = valueOf(cells, RowField::thicknessUm);
  NormalisedRow row;
  if (loading && reading == LoadingReading::composite)
    row.loadingMgCm2 = loading;
  else if (loading && am)
    row.loadingMgCm2 = *loading / (*am / 100.0);
  row.arealCapacityMahCm2 = areal;
  if (!areal && q && row.loadingMgCm2 && am)
    row.arealCapacityMahCm2 = arealCapacityMahCm2(*q, *am / 100.0, *row.loadingMgCm2);
  if (!areal && q && loading && !am && reading == LoadingReading::activeMaterial)
    row.arealCapacityMahCm2 = *q * *loading / 1000.0;
  if (!row.loadingMgCm2 && areal && q && am) row.loadingMgCm2 = *areal * 1000.0 / (*q * *am / 100.0);

  std::vector<std::string> missing;
  if (!thickness) missing.push_back("thickness");
  if (!row.arealCapacityMahCm2) {
    if (!loading) missing.push_back("loading");
    if (!q) missing.push_back("capacity");
    if (!am && reading == LoadingReading::composite) missing.push_back("AM content");
  }
  if (!missing.empty()) {
    row.reason = "No " + listed(missing) + " is printed.";
    return row;
  }
  if (loading && am) {
    const double density = *row.loadingMgCm2 / (0.1 * *thickness);
    const Interval content = cells[RowField::amWtPct]->rounding();
    const double densest = densestCompositeGCm3(content, kPlausibleAmDensityGCm3, kPlausibleSeDensityGCm3).upper;
    if (density > densest) {
      const double usual = densestCompositeGCm3({*am, *am}, {kSourceAmDensityGCm3, kSourceAmDensityGCm3},
                                                {kSourceSeDensityGCm3, kSourceSeDensityGCm3})
                               .upper;
      NormalisedRow refused;
      refused.reason = "Its loading read as " + std::string(reading == LoadingReading::composite ? "composite" : "AM") +
                       " mass needs " + significantText(density, 3) +
                       " g/cm³, denser than any such composite without void (" + significantText(usual, 3) +
                       " with the source’s materials, at most " + significantText(densest, 3) + ").";
      return refused;
    }
  }
  const double energy = *row.arealCapacityMahCm2 * scenario.nominalVoltageV;
  Scenario assembled = scenario;
  assembled.state = CellState::assembled;
  const Stack stack = stackOf(assembled, *thickness, row.loadingMgCm2.value_or(0.0));
  row.volumetricWhL = volumetricEnergyDensityWhL(energy, stack);
  const Quantity um = cells[RowField::thicknessUm]->quantity() + Quantity::exact(stack.thicknessUm() - *thickness);
  row.volumetricRangeWhL =
      (arealQuantity(cells, reading) * Quantity::exact(scenario.nominalVoltageV) / (um * Quantity::exact(1e-4))).range;
  if (row.loadingMgCm2)
    row.gravimetricWhKg = gravimetricEnergyDensityWhKg(energy, stack);
  else
    row.reason = "No mass of the composite is printed.";
  return row;
}

Reproduction reproduction(const CellRow& cells) {
  Reproduction best;
  for (const Finding& finding : auditRows({&cells, 1})) {
    if (finding.checks != Checks::energyDensity) continue;
    if (finding.verdict < best.verdict) best = {finding.verdict, finding.condition};
  }
  return best;
}

std::string reproductionText(const Reproduction& reproduction) {
  switch (reproduction.verdict) {
    case Verdict::consistent: return "yes";
    case Verdict::conditional: return "if " + reproduction.condition;
    case Verdict::beyondRounding:
    case Verdict::contradictory:
    case Verdict::implausible: return "no";
    case Verdict::notDeterminable: return "nothing can be said";
  }
  return "";
}

std::string rowDescription(const CellRow& cells, const Scenario& scenario, LoadingReading reading) {
  std::string text;
  const auto add = [&](const std::string& part) { text.append(text.empty() ? "" : ", ").append(part); };
  for (const RowField field : {RowField::amWtPct, RowField::loadingMgCm2, RowField::arealCapacityMahCm2,
                               RowField::thicknessUm, RowField::specificCapacityMahG}) {
    if (cells[field]) add(printedText(*cells[field]) + " " + std::string(rowColumn(field).unit));
  }
  if (!cells[RowText::cRate].empty()) add("at " + cells[RowText::cRate]);
  if (cells[RowField::temperatureC]) add(printedText(*cells[RowField::temperatureC]) + " °C");
  const auto& printed = cells[RowField::volumetricEnergyDensityWhL];
  text += printed ? ". Reported: " + printedText(*printed) + " Wh/L" : ". No energy density reported";
  const NormalisedRow row = normalised(cells, reading, scenario);
  text += row.volumetricWhL
              ? "; with this cell’s layers, voltage and accounting " + significantText(*row.volumetricWhL, 3) + "."
              : "; not to be recomputed: " + row.reason;
  const Reproduction reproduced = reproduction(cells);
  if (reproduced.isDoubted()) text += " The reported value does not follow from the row’s own numbers.";
  if (reproduced.verdict == Verdict::conditional)
    text +=
        " The reported value follows from the row’s own numbers if " + reproduced.condition + ", which is not printed.";
  if (reproduced.verdict == Verdict::notDeterminable && printed)
    text += " Whether it follows cannot be said: too little is printed.";
  return text;
}

Table literatureTable(std::span<const CellRow> own, LoadingReading reading, const Scenario& scenario) {
  static constexpr ColumnKind kColumns[] = {{"row", "Row", "", true}, {"cathode", "Cathode", "", true}};
  Table table =
      tableWith("literature", "Literature, Table S6, as reported and recomputed",
                "Recomputed: each row’s cathode in this scenario’s cell as assembled, with its layers, voltage and "
                "accounting. Reproduced: whether the "
                "reported value follows from the row’s own numbers, at a voltage of " +
                    shortestText(kPlausibleVoltageV.lower) + " to " + shortestText(kPlausibleVoltageV.upper) +
                    " V where none is printed. Loading read as " +
                    std::string(reading == LoadingReading::composite ? "composite" : "AM") +
                    " mass where the row does not tell which it is.",
                kColumns);
  constexpr RowField kShown[] = {RowField::amWtPct,
                                 RowField::loadingMgCm2,
                                 RowField::arealCapacityMahCm2,
                                 RowField::thicknessUm,
                                 RowField::specificCapacityMahG,
                                 RowField::temperatureC,
                                 RowField::volumetricEnergyDensityWhL};
  for (const RowField field : kShown) {
    const RowColumn& column = rowColumn(field);
    const bool isReported = field == RowField::volumetricEnergyDensityWhL;
    table.columns.push_back(
        {std::string(column.key), isReported ? "Reported" : std::string(column.label), std::string(column.unit)});
  }
  table.columns.insert(table.columns.begin() + 7, {"cRate", "C-rate", "", true});
  table.columns.push_back({"normalisedVolumetricEnergyDensityWhL", "Recomputed", "Wh/L"});
  table.columns.push_back({"normalisedGravimetricEnergyDensityWhKg", "Recomputed", "Wh/kg"});
  table.columns.push_back({"reproduced", "Reproduced", "", true});
  table.columns.push_back({"reason", "Note", "", true});
  const auto add = [&](const CellRow& cells, const std::string& name) {
    TableRow row;
    row.cells = {wordsCell(name), wordsCell(cells[RowText::cathode])};
    for (const RowField field : kShown) {
      row.cells.push_back(cells[field] ? TableCell{printedText(*cells[field]), cells[field]->value} : TableCell{});
    }
    row.cells.insert(row.cells.begin() + 7, wordsCell(cells[RowText::cRate]));
    const NormalisedRow again = normalised(cells, reading, scenario);
    row.cells.push_back(numberCell(again.volumetricWhL, 3));
    row.cells.push_back(numberCell(again.gravimetricWhKg, 3));
    row.cells.push_back(wordsCell(reproductionText(reproduction(cells))));
    row.cells.push_back(wordsCell(again.reason));
    row.detail = rowDescription(cells, scenario, reading);
    table.rows.push_back(std::move(row));
  };
  const std::vector<CellRow> rows = literatureCellRows();
  for (std::size_t i = 0; i < rows.size(); ++i) add(rows[i], rowName(rows[i], i));
  for (std::size_t i = 0; i < own.size(); ++i) add(own[i], "Own: " + rowName(own[i], i));
  return table;
}

}  // namespace cathode
