// The cell: its stack to scale, and its energy densities as bars.
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

// One scenario among those shown as bars.
struct Shown {
  std::string name;
  std::string words;
  Report report;
  const EnergyEntry* printed;
  Ink ink;
};

std::vector<Shown> shownScenarios(const FigureInput& input) {
  std::vector<Shown> shown;
  const auto add = [&](std::string name, const Scenario& scenario, Ink ink) {
    const Report report = evaluate(scenario);
    shown.push_back({std::move(name), scenarioText(scenario), report, printedEnergyOf(scenario, report), ink});
  };
  if (input.compared.empty()) {
    for (int m = 0; m < kModelCount; ++m) {
      const auto model = static_cast<ParticleModel>(m);
      add(modelName(model), withModel(input.scenario, model, input.options.same),
          model == input.scenario.model ? Ink::accent : Ink::muted);
    }
  } else {
    add("Now", input.scenario, Ink::accent);
    for (std::size_t i = 0; i < input.compared.size(); ++i) add(pinName(i), input.compared[i], Ink::muted);
  }
  return shown;
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

namespace {

Figure energyFigure(const FigureInput& input) {
  const std::vector<Shown> shown = shownScenarios(input);
  Chart chart = chartOf(input);
  const double em = chart.em(), line = em * kLineHeight;
  double nameWidth = 0;
  for (const Shown& one : shown) nameWidth = std::max(nameWidth, textWidth(one.name, em, true));
  const double left = nameWidth + em, row = line * 1.35;
  // Beyond what was measured the models rest on held values: narrow and pale, so that nobody ranks them.
  const bool isRanked = !input.compared.empty() || isWithinMeasured(input.scenario);
  static constexpr ColumnKind kColumns[] = {{"scenario", "Scenario", "", true},
                                            {"description", "Description", "", true}};
  Table data = tableWith("", "", "", kColumns);
  for (const Shown& one : shown) data.addRow({wordsCell(one.name), wordsCell(one.words)});

  bool anyPrinted = false, anyInterval = false;
  const auto valueText = [](const Metric& kind, const MetricValue& value) {
    return displayText(kind, value.value) + (value.interval ? " (" + intervalText(kind, *value.interval) + ")" : "");
  };
  const std::pair<MetricId, Printed EnergyEntry::*> kinds[] = {
      {MetricId::volumetricEnergyDensityWhL, &EnergyEntry::volumetricWhL},
      {MetricId::gravimetricEnergyDensityWhKg, &EnergyEntry::gravimetricWhKg}};
  for (const auto& [id, member] : kinds) {
    const Metric& kind = metric(id);
    const std::string state = id == MetricId::volumetricEnergyDensityWhL && input.compared.empty()
                                  ? " " + std::string(stateText(input.scenario))
                                  : "";
    chart.addText(
        {{0, chart.y()}, std::string(kind.label) + state + ", " + std::string(kind.unit), Ink::text, em, true});
    chart.skip(line * 1.3);
    double highest = 0, valueWidth = 0;
    for (const Shown& one : shown) {
      const MetricValue& value = one.report[id];
      highest = std::max({highest, value.interval ? value.interval->upper : value.value,
                          one.printed ? (one.printed->*member).value : 0.0});
      valueWidth = std::max(valueWidth, textWidth(valueText(kind, value), em, true));
    }
    const double length = chart.width() - left - valueWidth - em * 1.2;
    data.columns.push_back({std::string(kind.key), std::string(kind.label), std::string(kind.unit)});
    data.columns.push_back({std::string(kind.key) + "Low", "Lowest", std::string(kind.unit)});
    data.columns.push_back({std::string(kind.key) + "High", "Highest", std::string(kind.unit)});
    data.columns.push_back({std::string(kind.key) + "Printed", "Printed in Table S5", std::string(kind.unit)});
    data.columns.push_back({std::string(kind.key) + "Provenance", "Provenance", "", true});
    for (std::size_t i = 0; i < shown.size(); ++i) {
      const Shown& one = shown[i];
      const MetricValue& metricValue = one.report[id];
      const double value = metricValue.value, width = value / highest * length;
      const double inset = isRanked ? 2 : row * 0.34;
      chart.addText({{0, chart.y() + (row - line) / 2}, one.name, Ink::text, em, one.ink == Ink::accent});
      chart.scene().items.push_back(Area{{left, chart.y() + inset, width, row - 2 * inset},
                                         isRanked ? one.ink : Ink::grid,
                                         isRanked ? Ink::none : Ink::muted});
      double end = left + width;
      if (const auto& open = metricValue.interval) {
        const double from = left + open->lower / highest * length, to = left + open->upper / highest * length,
                     middle = chart.y() + row / 2;
        for (const auto& [a, b] : {std::pair{Point{from, middle}, Point{to, middle}},
                                   {Point{from, middle - 3}, Point{from, middle + 3}},
                                   {Point{to, middle - 3}, Point{to, middle + 3}}}) {
          chart.scene().items.push_back(Line{{a, b}, Ink::warning, 1.6});
        }
        end = std::max(end, to);
        anyInterval = true;
      }
      if (one.printed) {
        const double at = left + (one.printed->*member).value / highest * length;
        chart.scene().items.push_back(Line{{{at, chart.y()}, {at, chart.y() + row}}, Ink::text, 1.6});
        end = std::max(end, at);
        anyPrinted = true;
      }
      chart.addText({{end + em * 0.5, chart.y() + (row - line) / 2},
                     valueText(kind, metricValue),
                     Ink::text,
                     em,
                     one.ink == Ink::accent});
      // The whole row tells of itself.
      chart.scene().items.push_back(Marker{{left + width, chart.y() + row / 2},
                                           Shape::circle,
                                           Ink::none,
                                           row / 2,
                                           false,
                                           one.name,
                                           valueText(kind, metricValue) + " " + std::string(kind.unit) + ", " +
                                               std::string(provenanceKey(metricValue.provenance)) + ". " + one.words,
                                           static_cast<double>(i),
                                           value});
      data.rows[i].cells.push_back(TableCell{displayText(kind, value), value});
      data.rows[i].cells.push_back(metricValue.interval ? numberCell(metricValue.interval->lower, kind.digits)
                                                        : TableCell{});
      data.rows[i].cells.push_back(metricValue.interval ? numberCell(metricValue.interval->upper, kind.digits)
                                                        : TableCell{});
      data.rows[i].cells.push_back(
          one.printed ? TableCell{printedText(one.printed->*member), (one.printed->*member).value} : TableCell{});
      data.rows[i].cells.push_back(wordsCell(provenanceKey(one.report[id].provenance)));
      chart.skip(row);
    }
    chart.skip(line * 0.6);
  }
  if (anyPrinted) chart.addNote("Vertical lines: printed in Table S5.");
  if (anyInterval)
    chart.addNote(
        "Ranges: what the source contradicts itself in, or what interpolation between its contents leaves open.");
  if (input.compared.empty()) {
    const Report own = evaluate(input.scenario);
    const bool byLoading = input.options.same == SameSize::loading;
    const Metric& size = metric(byLoading ? MetricId::loadingMgCm2 : MetricId::cathodeThicknessUm);
    chart.addNote("The four models at the same " + std::string(byLoading ? "loading, " : "thickness, ") +
                  displayText(size, own[size.id].value) + " " + std::string(size.unit) +
                  ", everything else as in this scenario.");
    if (!isRanked)
      chart.addNote(
          "Beyond the measured content or temperature capacities are held, not known: the models cannot be ranked "
          "here.");
  }
  return {chart.finish(
              "Energy densities: " + scenarioText(input.scenario),
              "Bars of volumetric and gravimetric energy density of " + std::to_string(shown.size()) + " scenarios."),
          std::move(data),
          {}};
}

}  // namespace

constinit const FigureRow energyRow{
    {FigureId::energy, "energy", "Energy densities",
     "Volumetric and gravimetric energy density of this scenario and those it is compared with, or of the four "
     "models.",
     "Tables S1–S6", "same"},
    energyFigure};

}  // namespace cathode::figure
