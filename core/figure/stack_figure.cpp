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
    case LayerKind::cathode: return Ink::muted;  // drawn as what it is made of
    case LayerKind::cathodeCollector: return Ink::aluminium;
  }
  return Ink::muted;
}

// What a cathode is made of, and its share of the cathode.
struct Phase {
  std::string_view name;
  Ink ink, on;
  double share;
};

// A bar of shares, named where there is room; the legend tells the rest. The cathode is divided into its phases, areas
// to scale.
void addShares(Chart& chart, std::span<const Layer> layers, double Layer::* what, double total, double height,
               std::span<const Phase> phases) {
  const double line = chart.em() * kLineHeight;
  double x = 0;
  for (const Layer& layer : layers) {
    const double width = layer.*what / total * chart.width();
    const auto name = [&](std::string_view words, double top, double room, Ink ink) {
      if (textWidth(words, chart.em()) + chart.em() > width || room < line * 1.1) return;
      chart.addText(
          {{x + width / 2, top + (room - line) / 2}, std::string(words), ink, chart.em(), false, Align::center});
    };
    if (layer.kind == LayerKind::cathode) {
      double y = chart.y();
      for (const Phase& phase : phases) {
        const double part = height * phase.share;
        chart.scene().items.push_back(Area{{x, y, width, part}, phase.ink});
        name(phase.name, y, part, phase.on);
        y += part;
      }
      chart.scene().items.push_back(Area{{x, chart.y(), width, height}, Ink::none, Ink::axis});
    } else {
      chart.scene().items.push_back(Area{{x, chart.y(), width, height}, inkOfLayer(layer.kind), Ink::background});
      name(layerLabel(layer.kind), chart.y(), height, Ink::onMaterial);
    }
    x += width;
  }
  chart.skip(height + chart.em() * 0.4);
}

Figure stackFigure(const FigureInput& input) {
  const Report report = evaluate(input.scenario);
  const Stack& stack = report.stack;
  const double totalUm = stack.thicknessUm(), totalMg = stack.massMgCm2();
  Chart chart = chartOf(input, "What does the cell consist of?");
  const double em = chart.em();
  const auto pct = [&](MetricId id) { return report[id].value / 100.0; };
  const double phiAm = pct(MetricId::phiAmPct), phiSe = pct(MetricId::phiSePct), phiCa = pct(MetricId::phiCaPct);
  const Phase byVolume[] = {{"AM", Ink::activeMaterial, Ink::onActiveMaterial, phiAm},
                            {"SE", Ink::electrolyte, Ink::onMaterial, phiSe},
                            {"CA", Ink::additive, Ink::background, phiCa},
                            {"Void", Ink::pore, Ink::onPore, std::max(1.0 - phiAm - phiSe - phiCa, 0.0)}};
  const Scenario& s = input.scenario;
  const double am = s.amWtPct / 100.0, ca = s.caWtPct / 100.0;
  const Phase byMass[] = {{"", Ink::activeMaterial, Ink::onActiveMaterial, am},
                          {"", Ink::electrolyte, Ink::onMaterial, 1.0 - am - ca},
                          {"", Ink::additive, Ink::background, ca}};
  chart.addNote("Thickness, to scale", Ink::text);
  addShares(chart, stack.all(), &Layer::thicknessUm, totalUm, std::clamp(input.width() * 0.2, 76.0, 170.0), byVolume);
  double bar = scaleBarUm(totalUm);
  while (bar > 0.5 * totalUm) bar /= 10.0;
  const double barPx = bar / totalUm * chart.width();
  chart.scene().items.push_back(Line{{{0, chart.y() + em * 0.65}, {barPx, chart.y() + em * 0.65}}, Ink::text, 2});
  chart.addText({{barPx + em * 0.5, chart.y()}, shortestText(bar) + " µm", Ink::muted, em});
  chart.skip(em * 2.0);
  chart.addNote("Mass", Ink::text);
  addShares(chart, stack.all(), &Layer::massMgCm2, totalMg, em * 1.6, byMass);
  chart.skip(em * 0.3);
  std::vector<LegendEntry> legend;
  for (const Phase& phase : byVolume) {
    legend.push_back({std::string(phase.name) + " " + fixedText(phase.share * 100.0, 1) + " vol%",
                      Marker{{}, Shape::square, phase.ink, em * 0.45, false, "", ""}, std::nullopt});
  }
  chart.addLegend(legend);
  legend.clear();
  for (const Layer& layer : stack.all()) {
    legend.push_back({std::string(layerLabel(layer.kind)) + " " + significantText(layer.thicknessUm, 3) + " µm, " +
                          significantText(layer.massMgCm2, 3) + " mg/cm²",
                      layer.kind == LayerKind::cathode
                          ? std::nullopt
                          : std::optional(Marker{{}, Shape::square, inkOfLayer(layer.kind), em * 0.45, false, "", ""}),
                      std::nullopt});
  }
  chart.addLegend(legend);
  const bool paper = input.scenario.accounting == Accounting::paper;
  chart.addCaption("This cell: " + scenarioText(input.scenario) + ".");
  chart.addCaption("The cathode is divided into the volumes, below into the masses, of its phases; areas to scale.");
  chart.addCaption(
      paper ? "Masses of anode and separator: assumed by the source (Table S5); of the anode " +
                  significantText(unitemisedAnodeMassMgCm2(), 3) + " mg/cm² are not itemised and have no volume."
            : "Masses from thickness and density." +
                  std::string(input.scenario.collectorSides == CollectorSides::half ? " Half of each collector." : ""));
  chart.addCaption(isCharged(input.scenario)
                       ? "Charged: with the lithium that charging plates, whose mass the cathode lacks."
                       : "As assembled, discharged.");
  return {chart.finish("A cell of " + significantText(totalUm, 3) + " µm and " + significantText(totalMg, 3) +
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
