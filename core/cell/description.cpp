// SPDX-License-Identifier: MIT
#include "core/cell/description.h"

#include "core/cell/composition.h"
#include "core/cell/phrases.h"
#include "core/cell/stack.h"
#include "core/scenario/parameters.h"

namespace cathode {
namespace {

constexpr std::size_t at(auto id) { return static_cast<std::size_t>(id); }

}  // namespace

std::string scenarioText(const Scenario& s) {
  const Scenario defaults = standardScenario(s.composite);
  std::string text = modelText(s) + ", " + wtPct(s.amWtPct) + ", " + celsius(s.temperatureC);
  for (const Parameter& field : parameters()) {
    const ParameterValue value = field.read(s);
    if (field.id == (s.sizing == Sizing::thickness ? ParameterId::cathodeThicknessUm : ParameterId::loadingMgCm2)) {
      const bool hasOwnLoading = s.composite != nullptr && (*s.composite)[OwnMaterial::loadingMgCm2].isGiven();
      const std::string whose = hasOwnLoading ? " (its cells’ loading)" : " (the source’s loading)";
      const double um = cathodeSizeOf(s, compositionOf(s)).thicknessUm;
      text += ", " + (value      ? withUnit(shortestText(*parseNumber(fixedText(*value, 2))), field)
                      : um == um ? significantText(um, 3) + " µm" + whose
                                 : significantText(measuredLoadingMgCm2(s), 4) + " mg/cm²" + whose);
      continue;
    }
    switch (field.id) {
      case ParameterId::model:
      case ParameterId::amWtPct:
      case ParameterId::temperatureC:
      case ParameterId::sizing:
      case ParameterId::cathodeThicknessUm:
      case ParameterId::loadingMgCm2: continue;
      default: break;
    }
    if (value == field.read(defaults)) continue;
    text += ", " + std::string(field.label) + " " +
            (field.isChoice() ? std::string(field.choices[at(*value)].label) : withUnit(shortestText(*value), field));
  }
  return text;
}

std::string_view stateText(const Scenario& s) { return isCharged(s) ? "charged" : "as assembled"; }

}  // namespace cathode
