// The JavaScript face of the core. Text and tables cross through Embind; scenarios and reports
// through the exchange. web/js/lab.js makes the public interface of it.
#include <emscripten/bind.h>

#include "core/explain.h"
#include "core/link.h"
#include "core/text.h"
#include "web/exchange.h"

namespace cathode {
namespace {

using emscripten::val;

val text(std::string_view view) { return val(std::string(view)); }

template <typename Range, typename ToVal>
val list(const Range& range, ToVal toVal) {
  val array = val::array();
  for (const auto& item : range) array.call<void>("push", toVal(item));
  return array;
}

val choiceVal(const Parameter& field, const Choice& choice) {
  val object = val::object();
  object.set("value", field.numericChoice ? val(*parseNumber(choice.value)) : text(choice.value));
  object.set("label", text(choice.label));
  return object;
}

// What a parameter's value is in JavaScript.
val valueVal(const Parameter& field, ParameterValue value) {
  if (!value) return val::null();
  if (!field.isChoice()) return val(*value);
  return choiceVal(field, field.choices[static_cast<std::size_t>(*value)])["value"];
}

val parameterVal(const Parameter& field) {
  constexpr std::string_view kGroups[] = {"cathode", "cell", "conditions", "materials"};
  val object = val::object();
  object.set("key", text(field.key));
  object.set("urlKey", text(field.urlKey));
  object.set("label", text(field.label));
  object.set("unit", text(field.unit));
  const bool words = field.isChoice() && !field.numericChoice;
  const double offset = field.numericChoice ? *parseNumber(field.choices[0].value) : 0.0;
  object.set("min", words ? val::null() : val(field.min + offset));
  object.set("max", words ? val::null() : val(field.max + offset));
  object.set("default", valueVal(field, field.read(Scenario{})));
  object.set("description", text(field.description));
  object.set("group", text(kGroups[static_cast<std::size_t>(field.group)]));
  object.set("step", field.step);
  object.set("nullable", field.optional);
  object.set("choices", field.isChoice()
                            ? list(field.choices, [&](const Choice& choice) { return choiceVal(field, choice); })
                            : val::null());
  const auto measured = measuredRange(field.id);
  object.set("measured", measured ? list(std::array{measured->lower, measured->upper}, [](double x) { return val(x); })
                                  : val::null());
  return object;
}

val metricVal(const Metric& metric) {
  val object = val::object();
  object.set("key", text(metric.key));
  object.set("label", text(metric.label));
  object.set("unit", text(metric.unit));
  object.set("description", text(metric.description));
  object.set("source", text(metric.source));
  return object;
}

val parametersVal() { return list(parameters(), parameterVal); }
val metricsVal() { return list(metrics(), metricVal); }

// The words behind the indices in the exchange.
val vocabulary() {
  val object = val::object();
  const auto words = [](int count, auto word) {
    val array = val::array();
    for (int i = 0; i < count; ++i) array.call<void>("push", word(i));
    return array;
  };
  object.set("provenances", words(kProvenanceCount, [](int i) { return text(provenanceKey(static_cast<Provenance>(i))); }));
  object.set("layers", words(kLayerKindCount, [](int i) { return text(layerKey(static_cast<LayerKind>(i))); }));
  object.set("warnings", words(kWarningCount, [](int i) { return text(warningKey(static_cast<WarningCode>(i))); }));
  object.set("notes", words(kWarningCount, [](int i) { return val(isNote(static_cast<WarningCode>(i))); }));
  return object;
}

// Where the exchange lies in memory, by byte offset.
val exchangeLayout() {
  Exchange& e = exchange();
  val object = val::object();
  const auto at = [&](const char* name, const void* pointer) {
    object.set(name, static_cast<unsigned>(reinterpret_cast<std::uintptr_t>(pointer)));
  };
  at("input", e.input.data());
  at("given", e.given.data());
  at("values", e.values.data());
  at("provenance", e.provenance.data());
  at("layerSizes", e.layerSizes.data());
  at("layerKinds", e.layerKinds.data());
  at("warningCodes", e.warningCodes.data());
  at("warningFields", e.warningFields.data());
  at("layerCount", &e.layerCount);
  at("warningCount", &e.warningCount);
  return object;
}

// The last scenario evaluated; what the texts below speak of.
struct Evaluated {
  Scenario scenario;
  Report report = cathode::evaluate(Scenario{});
};
Evaluated& evaluated() {
  static Evaluated last;
  return last;
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
    refusal() = errorMessage(scenario.error());
    return false;
  }
  evaluated() = {*scenario, evaluate(*scenario)};
  writeReport(evaluated().report);
  return true;
}

std::string refusalText() { return refusal(); }

std::string refuseUnknownField(const std::string& shown) {
  return errorMessage({FieldFault::unknownField, nullptr, quotable(shown)});
}
std::string refuseType(int field, const std::string& shown) {
  return errorMessage({FieldFault::wrongType, &parameters()[field], quotable(shown)});
}
std::string refuseChoice(int field, const std::string& shown) {
  return errorMessage({FieldFault::notAChoice, &parameters()[field], quotable(shown)});
}

std::string warningText(int index) {
  const Evaluated& last = evaluated();
  return warningMessage(last.report.warningSlots[index].code, last.scenario);
}
std::string metricProvenanceText(int index) {
  return provenanceText(metrics()[index].id, evaluated().scenario, evaluated().report);
}

std::string metricDisplayText(int index, double value) { return displayText(metrics()[index], value); }
std::string evaluatedText() { return scenarioText(evaluated().scenario); }

// The comparison set of the link being written or last read.
std::vector<Scenario>& linkPinned() {
  static std::vector<Scenario> scenarios;
  return scenarios;
}
void clearPinned() { linkPinned().clear(); }
void pinEvaluated() { linkPinned().push_back(evaluated().scenario); }
std::string pinnedRefusal() { return comparisonRefusal(linkPinned()); }

// The link to the scenario last evaluated and the comparison set.
std::string encodeEvaluated() { return encodeLink({evaluated().scenario, linkPinned()}); }

// Decodes a link: its scenario goes into the exchange, its comparison set can be taken from there
// one by one. Returns its notices.
val decodeIntoExchange(const std::string& link) {
  DecodedLink decoded = decodeLink(link);
  writeScenario(decoded.calculation.scenario);
  linkPinned() = std::move(decoded.calculation.pinned);
  return list(decoded.notices, [](const Notice& notice) {
    val object = val::object();
    object.set("key", notice.key);
    object.set("message", notice.message);
    return object;
  });
}
int pinnedCount() { return static_cast<int>(linkPinned().size()); }
void takePinned(int place) { writeScenario(linkPinned()[place]); }
std::string pinNameAt(int place) { return pinName(place); }

val publishedTablesVal() {
  return list(publishedTables(), [](const PublishedTable& table) {
    val object = val::object();
    object.set("table", text(table.name));
    object.set("caption", text(table.caption));
    object.set("use", text(table.use));
    object.set("columns", list(table.columns, [](const PublishedColumn& column) {
      val entry = val::object();
      entry.set("key", text(column.key));
      entry.set("label", text(column.label));
      entry.set("unit", text(column.unit));
      return entry;
    }));
    object.set("rows", list(table.rows, [](const PublishedRow& row) {
      val entry = val::object();
      entry.set("row", row.name);
      entry.set("cells", list(row.cells, [](const PublishedCell& cell) { return val(cell.text); }));
      return entry;
    }));
    return object;
  });
}

val literatureVal() {
  const auto number = [](const std::optional<Printed>& printed) { return printed ? val(printed->value) : val::null(); };
  return list(literatureRows(), [&](const LiteratureRow& row) {
    val object = val::object();
    object.set("cathode", text(row.cathode));
    object.set("amWtPct", row.amWtPct.value);
    object.set("loadingMgCm2", number(row.loadingMgCm2));
    object.set("arealCapacityMahCm2", number(row.arealCapacityMahCm2));
    object.set("thicknessUm", number(row.thicknessUm));
    object.set("specificCapacityMahG", row.specificCapacityMahG.value);
    object.set("cRate", row.cRate.empty() ? val::null() : text(row.cRate));
    object.set("temperatureC", row.temperatureC.value);
    object.set("volumetricEnergyDensityWhL", row.volumetricWhL.value);
    object.set("reference", text(row.reference));
    return object;
  });
}

std::string version() { return CATHODE_VERSION; }

}  // namespace
}  // namespace cathode

EMSCRIPTEN_BINDINGS(cathode_lab) {
  using emscripten::function;
  function("parameters", &cathode::parametersVal);
  function("metrics", &cathode::metricsVal);
  function("vocabulary", &cathode::vocabulary);
  function("exchangeLayout", &cathode::exchangeLayout);
  function("evaluate", &cathode::evaluateExchange);
  function("refusal", &cathode::refusalText);
  function("refuseUnknownField", &cathode::refuseUnknownField);
  function("refuseType", &cathode::refuseType);
  function("refuseChoice", &cathode::refuseChoice);
  function("warningText", &cathode::warningText);
  function("metricProvenanceText", &cathode::metricProvenanceText);
  function("displayText", &cathode::metricDisplayText);
  function("differenceText", &cathode::differenceText);
  function("scenarioText", &cathode::evaluatedText);
  function("clearPinned", &cathode::clearPinned);
  function("pinEvaluated", &cathode::pinEvaluated);
  function("comparisonRefusal", &cathode::pinnedRefusal);
  function("encodeLink", &cathode::encodeEvaluated);
  function("decodeLink", &cathode::decodeIntoExchange);
  function("pinnedCount", &cathode::pinnedCount);
  function("takePinned", &cathode::takePinned);
  function("pinName", &cathode::pinNameAt);
  function("publishedTables", &cathode::publishedTablesVal);
  function("literature", &cathode::literatureVal);
  function("version", &cathode::version);
}
