// SPDX-License-Identifier: MIT
// The JavaScript face of scenarios, which every module has: the registry of inputs and the exchange.
#include <emscripten/bind.h>

#include <array>

#include "core/base/number_text.h"
#include "core/base/words.h"
#include "web/api/exchange.h"
#include "web/api/memory.h"
#include "web/api/vals.h"

namespace cathode {
namespace {

using emscripten::val;

val choiceVal(const Parameter& field, const Choice& choice) {
  val object = val::object();
  put(object, "value", field.numericChoice ? val(*parseNumber(choice.value)) : text(choice.value));
  put(object, "label", choice.label);
  return object;
}

// What a parameter's value is in JavaScript.
val valueVal(const Parameter& field, ParameterValue value) {
  if (!value) return val::null();
  if (!field.isChoice()) return val(*value);
  return choiceVal(field, field.choices[static_cast<std::size_t>(*value)])["value"];
}

val parameterVal(const Parameter& field) {
  val object = described(field);
  put(object, "urlKey", field.urlKey);
  const bool words = field.isChoice() && !field.numericChoice;
  const double offset = field.numericChoice ? *parseNumber(field.choices[0].value) : 0.0;
  put(object, "min", words ? val::null() : val(field.min + offset));
  put(object, "max", words ? val::null() : val(field.max + offset));
  put(object, "default", valueVal(field, field.read(Scenario{})));
  put(object, "description", field.description);
  put(object, "group", groupKey(field.group));
  put(object, "groupLabel", groupLabel(field.group));
  put(object, "step", field.step);
  put(object, "nullable", field.optional);
  put(object, "whenNull", field.whenEmpty);
  put(object, "choices",
      field.isChoice() ? list(field.choices, [&](const Choice& choice) { return choiceVal(field, choice); })
                       : val::null());
  const auto measured = measuredRange(field.id, Scenario{});
  put(object, "measured",
      measured ? list(std::array{measured->lower, measured->upper}, [](double x) { return val(x); }) : val::null());
  return object;
}

val parametersVal() { return list(parameters(), parameterVal); }

// Where the exchange lies in memory, by byte offset.
val exchangeLayout() {
  Exchange& e = exchange();
  val object = val::object();
  const auto at = [&](const char* name, const void* pointer) {
    put(object, name, static_cast<unsigned>(reinterpret_cast<std::uintptr_t>(pointer)));
  };
  at("input", e.input.data());
  at("given", e.given.data());
  at("composite", &e.composite);
  at("values", e.values.data());
  at("intervals", e.intervals.data());
  at("provenance", e.provenance.data());
  at("layerSizes", e.layerSizes.data());
  at("layerKinds", e.layerKinds.data());
  at("warningCodes", e.warningCodes.data());
  at("warningFields", e.warningFields.data());
  at("layerCount", &e.layerCount);
  at("warningCount", &e.warningCount);
  return object;
}

val ownFieldVal(const OwnField& field) {
  val object = described(field);
  put(object, "urlKey", field.urlKey);
  put(object, "min", field.min);
  put(object, "max", field.max);
  put(object, "required", field.isRequired);
  put(object, "description", field.description);
  return object;
}
val compositeFields() {
  val object = val::object();
  put(object, "materials", list(ownMaterialFields(), ownFieldVal));
  put(object, "points", list(ownPointFields(), ownFieldVal));
  return object;
}

// The number of the composite of that text (compositeText), or why it is refused.
val compositeNumber(const std::string& given) {
  const auto composite = compositeOf(given);
  return composite ? val(numberOf(kept(*composite))) : val(composite.error());
}
std::string textOfComposite(unsigned number) { return compositeText(*compositeAt(number)); }

std::string refuseUnknownField(const std::string& shown) {
  return errorMessage({FieldFault::unknownField, nullptr, quotable(shown)});
}
std::string refuseType(int field, const std::string& shown) {
  return errorMessage({FieldFault::wrongType, &parameters()[field], quotable(shown)});
}
std::string refuseChoice(int field, const std::string& shown) {
  return errorMessage({FieldFault::notAChoice, &parameters()[field], quotable(shown)});
}

}  // namespace
}  // namespace cathode

EMSCRIPTEN_BINDINGS(cathode_lab_scenarios) {
  using emscripten::function;
  function("parameters", &cathode::parametersVal);
  function("compositeFields", &cathode::compositeFields);
  function("compositeNumber", &cathode::compositeNumber);
  function("compositeText", &cathode::textOfComposite);
  function("exchangeLayout", &cathode::exchangeLayout);
  function("refuseUnknownField", &cathode::refuseUnknownField);
  function("refuseType", &cathode::refuseType);
  function("refuseChoice", &cathode::refuseChoice);
  function("hasRoom", &cathode::hasRoom);
}
