#include "core/cell/stack_table.h"

#include "core/base/number_text.h"

namespace cathode {
namespace {

// The anode's mass beyond its lithium, where the source's way of counting has it.
bool isSplit(const Scenario& scenario, LayerKind kind) {
  return scenario.accounting == Accounting::paper && kind == LayerKind::anode;
}

}  // namespace

std::vector<StackRow> stackRows(const Scenario& scenario, const Report& report) {
  std::vector<StackRow> rows;
  for (const Layer& layer : report.stack.all()) {
    rows.push_back({layer.kind});
    if (isSplit(scenario, layer.kind)) rows.push_back({layer.kind, false});
  }
  rows.push_back({});
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
  const auto add = [&](std::string_view name, double um, double mg) {
    const auto share = [](double part, double whole) {
      const double percent = part / whole * 100.0;
      return TableCell{fixedText(percent, 0), percent};
    };
    table.addRow({wordsCell(name), numberCell(um, 3), share(um, totalUm), numberCell(mg, 3), share(mg, totalMg)});
  };
  for (const Layer& layer : report.stack.all()) {
    const double unitemised = isSplit(scenario, layer.kind) ? unitemisedAnodeMassMgCm2() : 0.0;
    add(layerLabel(layer.kind), layer.thicknessUm, layer.massMgCm2 - unitemised);
    if (unitemised > 0.0) add("not itemised", 0.0, unitemised);
  }
  add("Cell", totalUm, totalMg);
  return table;
}

}  // namespace cathode
