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
  static const Scenario defaults;
  std::string text = modelText(s) + ", " + wtPct(s.amWtPct) + ", " + celsius(s.temperatureC);
  for (const Parameter& field : parameters()) {
    const ParameterValue value = field.read(s);
    if (field.id == (s.sizing == Sizing::thickness ? ParameterId::cathodeThicknessUm : ParameterId::loadingMgCm2)) {
      text += ", " + (value ? withUnit(shortestText(*parseNumber(fixedText(*value, 2))), field)
                            : significantText(cathodeSizeOf(s, compositionOf(s)).thicknessUm, 3) +
                                  " µm (the source’s loading)");
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
