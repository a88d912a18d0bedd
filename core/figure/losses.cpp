// SPDX-License-Identifier: MIT
#include "core/figure/losses.h"

#include "core/base/number_text.h"
#include "core/base/words.h"

namespace cathode::figure {

PartLook lookOf(LimitingPart part) {
  switch (part) {
    case LimitingPart::ions: return {Ink::electrolyte, Ink::onMaterial, 1.0};
    case LimitingPart::electrons: return {Ink::additive, Ink::background, 1.0};
    case LimitingPart::interface: return {Ink::activeMaterial, Ink::onActiveMaterial, 1.0};
    case LimitingPart::separator: return {Ink::electrolyte, Ink::text, 0.4};
    case LimitingPart::anode: return {Ink::lithium, Ink::onMaterial, 1.0};
  }
  return {};
}

void addPart(Scene& scene, const Box& box, LimitingPart part) {
  const PartLook look = lookOf(part);
  if (look.opacity == 1.0) {
    scene.items.push_back(Area{box, look.ink});
    return;
  }
  scene.items.push_back(
      Polygon{{{box.x, box.y}, {box.right(), box.y}, {box.right(), box.bottom()}, {box.x, box.bottom()}},
              look.ink,
              look.opacity});
}

std::string_view regimeWords(Regime regime) {
  switch (regime) {
    case Regime::start: return "start of the discharge";
    case Regime::uniform: return "uniform reaction";
    case Regime::fronts: return "two fronts";
  }
  return "";
}

std::string_view regimeSentence(Regime regime) {
  switch (regime) {
    case Regime::start: return "Resistances are those at the start of the discharge.";
    case Regime::uniform: return "Resistances are those of a uniform reaction, which a sloped voltage brings about.";
    case Regime::fronts: return "Resistances are those of two fronts, as a mean over the discharge.";
  }
  return "";
}

bool restsOnLosses(MetricId id) { return id >= MetricId::cathodeResistanceOhmCm2 && id <= MetricId::thickestCathodeUm; }

std::string notValidatedText() {
  return "Model, not validated by the source: it prints no rate, no impedance of a cathode and nothing of charge "
         "transfer. σeff, printed without its temperature, is taken as of 60 °C; as of 30 °C less would be lost.";
}

std::string assumedText(const Scenario& scenario) {
  std::vector<std::string> inputs;
  for (const Parameter& field : parameters()) {
    if (field.group != ParameterGroup::rate || field.id == ParameterId::allowedDropMv) continue;
    const ParameterValue value = field.read(scenario);
    inputs.push_back(
        lowered(field.label) + " " + (value ? withUnit(shortestText(*value), field) : std::string(field.whenEmpty)) +
        " (usual: " + withUnit(shortestText(field.usualMin) + " to " + shortestText(field.usualMax), field) + ")");
  }
  return "Assumed, not in the source: " + listed(inputs) + ".";
}

std::vector<ModelCell> modelCells(const FigureInput& input) {
  std::vector<ModelCell> cells;
  if (input.scenario.composite != nullptr) cells.push_back({input.scenario, true});
  for (int i = 0; i < kModelCount; ++i) {
    const auto model = static_cast<ParticleModel>(i);
    const bool isNow = isOfModel(input.scenario, model);
    cells.push_back({isNow ? input.scenario : withModel(input.scenario, model, input.options.same), isNow});
  }
  return cells;
}

EnergyMetrics energyMetrics(EnergyKind kind) {
  return kind == EnergyKind::volumetric
             ? EnergyMetrics{MetricId::volumetricEnergyDensityWhL, MetricId::volumetricEnergyDensityAtRateWhL}
             : EnergyMetrics{MetricId::gravimetricEnergyDensityWhKg, MetricId::gravimetricEnergyDensityAtRateWhKg};
}

std::vector<LegendEntry> partsLegend(double em, std::span<const LimitingPart> parts) {
  std::vector<LegendEntry> legend;
  for (const LimitingPart part : parts) {
    // A paler ink as a hollow mark.
    const PartLook look = lookOf(part);
    legend.push_back({std::string(limitingPartLabel(part)),
                      Marker{{}, Shape::square, look.ink, em * 0.45, look.opacity < 1.0, "", ""}, std::nullopt});
  }
  return legend;
}

}  // namespace cathode::figure
