// SPDX-License-Identifier: MIT
#include "core/cell/stack_table.h"

#include "core/base/number_text.h"

namespace cathode {
namespace {

std::string_view nameOf(const StackRow& row) {
  if (!row.layer) return "Cell";
  return row.isItemised ? layerLabel(*row.layer) : "not itemised";
}

}  // namespace

std::vector<StackRow> stackRows(const Scenario& scenario, const Report& report) {
  std::vector<StackRow> rows;
  for (const Layer& layer : report.stack.all()) {
    // The anode's mass beyond its lithium, where the source's way of counting has it.
    const bool isSplit = scenario.accounting == Accounting::paper && layer.kind == LayerKind::anode;
    const double unitemised = isSplit ? unitemisedAnodeMassMgCm2() : 0.0;
    rows.push_back({layer.kind, layer.thicknessUm, layer.massMgCm2 - unitemised});
    if (isSplit) rows.push_back({layer.kind, 0.0, unitemised, false});
  }
  rows.push_back({{}, report.stack.thicknessUm(), report.stack.massMgCm2()});
  return rows;
}

Table stackTable(const Scenario& scenario, const Report& report) {
  const double totalUm = report.stack.thicknessUm(), totalMg = report.stack.massMgCm2();
  const bool isPaper = scenario.accounting == Accounting::paper;
  static constexpr ColumnKind kColumns[] = {{"layer", "Layer", "", true},
                                            {"thicknessUm", "Thickness", "µm"},
                                            {"volumePct", "Volume", "%"},
                                            {"massMgCm2", "Mass", "mg/cm²"},
                                            {"massPct", "Mass", "%"}};
  Table table = tableWith(
      "stack", "Cell stack",
      isPaper ? "Anode and separator masses: assumed by the source, footnote of Table S5; it does not say what "
                "the anode’s mass beyond its lithium is. Cathode: recomputed from wt%, densities and porosity."
              : "Masses: from thickness and density; lithium, copper and aluminium as bulk metal, the separator "
                "at the density of the SE. " +
                    std::string(isCharged(scenario) ? "Charged: the plated lithium’s mass comes from the cathode."
                                                    : "As assembled, discharged."),
      kColumns);
  const auto share = [](double part, double whole) {
    const double percent = part / whole * 100.0;
    if (percent != percent) return TableCell{};
    return TableCell{fixedText(percent, 0), percent};
  };
  for (const StackRow& row : stackRows(scenario, report)) {
    table.addRow({wordsCell(nameOf(row)), numberCell(row.thicknessUm, 3), share(row.thicknessUm, totalUm),
                  numberCell(row.massMgCm2, 3), share(row.massMgCm2, totalMg)});
  }
  return table;
}

}  // namespace cathode
