// SPDX-License-Identifier: MIT
// The cell's stack to scale.
#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/cell/description.h"
#include "core/cell/stack_table.h"
#include "core/figure/parts.h"
#include "core/scenario/link.h"

namespace cathode::figure {
namespace {

Ink inkOfLayer(LayerKind kind) {
  switch (kind) {
    case LayerKind::anodeCollector: return Ink::copper;
    case LayerKind::anode:
    case LayerKind::platedLithium: return Ink::lithium;
    case LayerKind::separator: return Ink::electrolyte;
    case LayerKind::cathode: return Ink::activeMaterial;
    case LayerKind::cathodeCollector: return Ink::aluminium;
  }
  return Ink::muted;
}

// A bar of shares, named where there is room; the legend tells the rest.
void addShares(Chart& chart, std::span<const Layer> layers, double Layer::* what, double total, double height) {
  double x = 0;
  for (const Layer& layer : layers) {
    const double width = layer.*what / total * chart.width();
    chart.scene().items.push_back(Area{{x, chart.y(), width, height}, inkOfLayer(layer.kind), Ink::background});
    const std::string name(layerLabel(layer.kind));
    if (textWidth(name, chart.em()) + chart.em() < width && height > chart.em() * kLineHeight * 1.5) {
      chart.addText({{x + width / 2, chart.y() + (height - chart.em() * kLineHeight) / 2},
                     name,
                     layer.kind == LayerKind::cathode ? Ink::onActiveMaterial : Ink::onMaterial,
                     chart.em(),
                     false,
                     Align::center});
    }
    x += width;
  }
  chart.skip(height + chart.em() * 0.4);
}

Figure stackFigure(const FigureInput& input) {
  const Report report = evaluate(input.scenario);
  const Stack& stack = report.stack;
  const double totalUm = stack.thicknessUm(), totalMg = stack.massMgCm2();
  Chart chart = chartOf(input);
  const double em = chart.em();
  chart.addNote("Thickness, to scale", Ink::text);
  addShares(chart, stack.all(), &Layer::thicknessUm, totalUm, std::clamp(input.width() * 0.16, 46.0, 150.0));
  const double bar = scaleBarUm(totalUm), barPx = bar / totalUm * chart.width();
  chart.scene().items.push_back(Line{{{0, chart.y() + em * 0.65}, {barPx, chart.y() + em * 0.65}}, Ink::text, 2});
  chart.addText({{barPx + em * 0.5, chart.y()}, fixedText(bar, 0) + " µm", Ink::muted, em});
  chart.skip(em * 2.0);
  chart.addNote("Mass", Ink::text);
  addShares(chart, stack.all(), &Layer::massMgCm2, totalMg, em * 1.2);
  chart.skip(em * 0.3);
  std::vector<LegendEntry> legend;
  for (const Layer& layer : stack.all()) {
    legend.push_back({std::string(layerLabel(layer.kind)) + " " + significantText(layer.thicknessUm, 3) + " µm, " +
                          significantText(layer.massMgCm2, 3) + " mg/cm²",
                      Marker{{}, Shape::square, inkOfLayer(layer.kind), em * 0.45, false, "", ""}, std::nullopt});
  }
  chart.addLegend(legend);
  const bool paper = input.scenario.accounting == Accounting::paper;
  chart.addNote(
      paper ? "Masses of anode and separator: assumed by the source (Table S5); of the anode " +
                  significantText(unitemisedAnodeMassMgCm2(), 3) + " mg/cm² are not itemised and have no volume."
            : "Masses from thickness and density." +
                  std::string(input.scenario.collectorSides == CollectorSides::half ? " Half of each collector." : ""));
  chart.addNote(isCharged(input.scenario)
                    ? "Charged: with the lithium that charging plates, whose mass the cathode lacks."
                    : "As assembled, discharged.");
  const std::string words = scenarioText(input.scenario);
  return {chart.finish("Cell stack: " + words,
                       "A cell of " + significantText(totalUm, 3) + " µm and " + significantText(totalMg, 3) +
                           " mg/cm². " + std::string("Layers from anode to cathode, by thickness and by mass.")),
          stackTable(input.scenario, report),
          {}};
}

}  // namespace

constinit const FigureRow stackRow{
    {FigureId::stack, "stack", "Cell stack to scale",
     "The layers of the cell in their thicknesses, and their shares of its mass.", "Tables S1–S6", ""},
    stackFigure};

}  // namespace cathode::figure
