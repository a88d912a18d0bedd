// SPDX-License-Identifier: MIT
// The JavaScript face of the core. Text and tables cross through Embind; scenarios and reports
// through the exchange. web/api/lab.js makes the public interface of it.
#include <emscripten/bind.h>

#include "core/base/number_text.h"
#include "core/base/registry.h"
#include "core/base/words.h"
#include "core/cell/description.h"
#include "core/cell/provenance.h"
#include "core/cell/stack_table.h"
#include "core/cell/warnings.h"
#include "core/figure/figures.h"
#include "core/polarisation/electrode.h"
#include "core/scenario/link.h"
#include "web/api/exchange.h"
#include "web/api/given.h"
#include "web/api/vals.h"
#include "web/api/views.h"

namespace cathode {
namespace {

using emscripten::val;

val metricVal(const Metric& metric) {
  val object = described(metric);
  put(object, "description", metric.description);
  put(object, "source", metric.source);
  object.set("nullable", metric.needsPath);
  return object;
}

val metricsVal() { return list(metrics(), metricVal); }

// The words behind the indices in the exchange.
val vocabulary() {
  val object = val::object();
  const auto words = [](int count, auto word) {
    val array = val::array();
    for (int i = 0; i < count; ++i) array.call<void>("push", word(i));
    return array;
  };
  put(object, "provenances",
      words(kProvenanceCount, [](int i) { return text(provenanceKey(static_cast<Provenance>(i))); }));
  put(object, "layers", words(kLayerKindCount, [](int i) { return text(layerKey(static_cast<LayerKind>(i))); }));
  put(object, "warnings", words(kWarningCount, [](int i) { return text(warningKey(static_cast<WarningCode>(i))); }));
  put(object, "views", list(web::kViews, [](std::string_view name) { return text(name); }));
  put(object, "notes", words(kWarningCount, [](int i) { return val(isNote(static_cast<WarningCode>(i))); }));
  return object;
}

std::string& refusal() {
  static std::string message;
  return message;
}

// Evaluates the scenario in the exchange into the exchange. False if a value is refused:
// refusalText then tells why.
bool evaluateExchange() {
  const auto scenario = readScenario();
  if (!scenario) {
    refusal() = scenario.error();
    return false;
  }
  evaluated() = {*scenario, evaluate(*scenario)};
  writeReport(evaluated().report);
  return true;
}

std::string refusalText() { return refusal(); }

std::string warningText(int index) {
  const Evaluated& last = evaluated();
  return warningMessage(last.report.warningSlots[index].code, last.scenario);
}
std::string metricProvenanceText(int index) {
  return provenanceText(metrics()[index].id, evaluated().scenario, evaluated().report);
}

std::string metricDisplayText(int index, double value) { return displayText(metrics()[index], value); }
std::string evaluatedStateText() { return std::string(stateText(evaluated().scenario)); }
std::string evaluatedText() { return scenarioText(evaluated().scenario); }
val unusedInputsVal() {
  val object = val::object();
  for (const Parameter& field : parameters()) {
    if (!field.isUsedIn(evaluated().scenario)) put(object, std::string(field.key), field.otherwise);
  }
  return object;
}

void clearPinned() { linkPinned().clear(); }
void pinEvaluated() { linkPinned().push_back(evaluated().scenario); }
std::string pinnedRefusal() { return comparisonRefusal(linkPinned()); }

// The link to the scenario last evaluated, the comparison set and the rows.
std::string encodeEvaluated() { return encodeLink({evaluated().scenario, linkPinned(), givenRows()}); }

void clearRows() { givenRows().clear(); }
void addRow() { givenRows().emplace_back(); }
// Why a text is refused in the row added last; empty if it is not.
std::string putGivenText(const std::string& key, const std::string& content) {
  const auto column = findRowColumn(key);
  if (!column) return "Unknown field \"" + quotable(key) + "\". Known fields: " + keysOf(rowColumns()) + ".";
  const auto put = putRowText(givenRows().back(), *column, content);
  return put ? "" : put.error();
}
std::string givenRowsRefusal() { return rowsRefusal(givenRows()); }

// Rows as plain objects: for each column that is given, its text with the digits it was given with.
val rowsVal() {
  return list(givenRows(), [](const CellRow& cells) {
    val object = val::object();
    for (std::size_t i = 0; i < rowColumns().size(); ++i) {
      if (const std::string content = rowText(cells, i); !content.empty())
        put(object, std::string(rowColumns()[i].key), content);
    }
    return object;
  });
}

val rowColumnsVal() {
  return list(rowColumns(), [](const RowColumn& column) {
    val object = described(column);
    put(object, "isText", column.isText());
    put(object, "min", column.isText() ? val::null() : val(column.min));
    put(object, "max", column.isText() ? val::null() : val(column.max));
    put(object, "description", column.description);
    return object;
  });
}

// Decodes a link: its scenario goes into the exchange, its comparison set can be taken from there
// one by one, its rows as they are. Returns its notices.
val decodeIntoExchange(const std::string& link) {
  DecodedLink decoded = decodeLink(link);
  writeScenario(decoded.calculation.scenario);
  linkPinned() = std::move(decoded.calculation.pinned);
  givenRows() = std::move(decoded.calculation.rows);
  return list(decoded.notices, [](const Notice& notice) {
    val object = val::object();
    put(object, "key", notice.key);
    put(object, "refusal", notice.refusal);
    put(object, "message", notice.message);
    return object;
  });
}
int pinnedCount() { return static_cast<int>(linkPinned().size()); }
void takePinned(int place) { writeScenario(linkPinned()[place]); }
// The scenario last evaluated with one of the source's models, its size as it gives it.
void takeModel(int model) {
  const Scenario& s = evaluated().scenario;
  const bool givesThickness = s.sizing == Sizing::thickness && s.cathodeThicknessUm;
  writeScenario(
      withModel(s, static_cast<ParticleModel>(model), givesThickness ? SameSize::thickness : SameSize::loading));
}
std::string pinNameAt(int place) { return pinName(place); }

val parseNumberVal(const std::string& text) { return numberVal(parseTypedNumber(text)); }
val stackTableVal() { return tableVal(stackTable(evaluated().scenario, evaluated().report)); }

val figuresVal() {
  return list(figure::figureKinds(), [](const figure::FigureKind& kind) {
    val object = val::object();
    put(object, "name", kind.name);
    put(object, "label", kind.label);
    put(object, "description", kind.description);
    put(object, "tables", kind.tables);
    put(object, "options", kind.options);
    return object;
  });
}
val figureOptionsVal() {
  return list(figure::optionKinds(), [](const figure::OptionKind& kind) {
    val object = val::object();
    put(object, "key", kind.key);
    put(object, "label", kind.label);
    put(object, "allowed", figure::allowedText(kind));
    put(object, "default", figure::figureOptionText({}, kind.key));
    put(object, "choices", kind.choices.empty() ? val::null() : list(kind.choices, [](const Choice& choice) {
          val entry = val::object();
          put(entry, "value", choice.value);
          put(entry, "label", choice.label);
          return entry;
        }));
    return object;
  });
}

// An electrode from mS/cm, mS/cm, um, 1/cm and ohm cm2, within what web/api/electrode.js allows.
Electrode electrodeFrom(const val& numbers) {
  const std::vector<double> given = emscripten::convertJSArrayToNumberVector<double>(numbers);
  return {given[0] * 1e-3, given[1] * 1e-3, given[2] * 1e-4, given[3], given[4]};
}
val electrodeResistanceVal(const val& numbers) {
  const Electrode electrode = electrodeFrom(numbers);
  const ResistanceParts start = startParts(electrode);
  return list(std::array{start.sum(), uniformParts(electrode).sum(), meanFrontsParts(electrode).sum(), start.ionic,
                         start.electronic, start.chargeTransfer},
              [](double ohmCm2) { return val(ohmCm2); });
}
// Each slice's reaction at the start over the mean of all, from separator to collector.
val electrodeReactionVal(const val& numbers, int slices) {
  const Electrode electrode = electrodeFrom(numbers);
  val reaction = val::array();
  double before = startIonicShare(electrode, 0.0);
  for (int i = 1; i <= slices; ++i) {
    const double after = startIonicShare(electrode, static_cast<double>(i) / slices);
    reaction.call<void>("push", (before - after) * slices);
    before = after;
  }
  return reaction;
}

std::string version() { return CATHODE_VERSION; }

}  // namespace
}  // namespace cathode

EMSCRIPTEN_BINDINGS(cathode_lab) {
  using emscripten::function;
  function("metrics", &cathode::metricsVal);
  function("vocabulary", &cathode::vocabulary);
  function("evaluate", &cathode::evaluateExchange);
  function("refusal", &cathode::refusalText);
  function("warningText", &cathode::warningText);
  function("metricProvenanceText", &cathode::metricProvenanceText);
  function("displayText", &cathode::metricDisplayText);
  function("differenceText", &cathode::differenceText);
  function("stateText", &cathode::evaluatedStateText);
  function("scenarioText", &cathode::evaluatedText);
  function("clearPinned", &cathode::clearPinned);
  function("pinEvaluated", &cathode::pinEvaluated);
  function("comparisonRefusal", &cathode::pinnedRefusal);
  function("encodeLink", &cathode::encodeEvaluated);
  function("decodeLink", &cathode::decodeIntoExchange);
  function("pinnedCount", &cathode::pinnedCount);
  function("takePinned", &cathode::takePinned);
  function("takeModel", &cathode::takeModel);
  function("pinName", &cathode::pinNameAt);
  function("clearRows", &cathode::clearRows);
  function("addRow", &cathode::addRow);
  function("putRowText", &cathode::putGivenText);
  function("rowsRefusal", &cathode::givenRowsRefusal);
  function("rows", &cathode::rowsVal);
  function("rowColumns", &cathode::rowColumnsVal);
  function("parseNumber", &cathode::parseNumberVal);
  function("figures", &cathode::figuresVal);
  function("figureOptions", &cathode::figureOptionsVal);
  function("stackTable", &cathode::stackTableVal);
  function("unusedInputs", &cathode::unusedInputsVal);
  function("electrodeResistance", &cathode::electrodeResistanceVal);
  function("electrodeReaction", &cathode::electrodeReactionVal);
  function("version", &cathode::version);
}
