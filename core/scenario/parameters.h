// SPDX-License-Identifier: MIT
// The registry of inputs: each described once.
//
// Canvas, the page's form, links, the JavaScript interface and its error messages are all generated from it: adding an
// input is adding a field and an id in scenario.h and a row in parameters.cpp, beside what it does in core/cell.
#pragma once

#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/scenario/scenario.h"

namespace cathode {

// Where an input belongs on screen.
enum class ParameterGroup : std::uint8_t { cathode, cell, conditions, materials, rate };
std::string_view groupKey(ParameterGroup group);    // "cathode", ...
std::string_view groupLabel(ParameterGroup group);  // "Materials and reference", ...

// One of the values that a choice can take.
struct Choice {
  std::string_view value;  // as in links and in the JavaScript interface
  std::string_view label;
};

// A parameter's value in any scenario: a number in the parameter's unit, the index of a choice,
// or nothing where the parameter takes its value from the model or the source.
using ParameterValue = std::optional<double>;

// One row of the registry.
struct Parameter {
  ParameterId id;
  std::string_view key;     // field name in the JavaScript interface and the form
  std::string_view urlKey;  // key in links
  std::string_view label;
  std::string_view unit;  // empty: dimensionless
  ParameterGroup group;
  double min, max;                  // inclusive; for a choice, the first and the last index
  double usualMin, usualMax;        // what a slider spans
  bool isLogarithmic;               // it spans decades: a slider goes along the logarithm, two digits count
  double step;                      // one press of an arrow key; also sets the digits shown
  bool optional;                    // accepts nothing, meaning `whenEmpty`
  std::string_view whenEmpty;       // "model’s own", "as in the source"; empty where a value is needed
  std::span<const Choice> choices;  // empty: a number
  bool numericChoice;               // the choices are numbers in the JavaScript interface
  std::string_view description;
  ParameterValue (*read)(const Scenario&);
  void (*write)(Scenario&, ParameterValue);
  bool (*counts)(const Scenario&);  // whether it does in that scenario; null: in every one
  std::string_view otherwise;       // why it does not

  bool isChoice() const { return !choices.empty(); }
  bool isUsedIn(const Scenario& scenario) const { return counts == nullptr || counts(scenario); }
};

// All parameters, in the order of ParameterId.
std::span<const Parameter> parameters();
const Parameter& parameter(ParameterId id);

// The parameter of that link key, null if there is none.
const Parameter* findParameterByUrlKey(std::string_view urlKey);

enum class FieldFault : std::uint8_t {
  wrongType,   // not a number, or not text where a choice is text
  notFinite,   // NaN or an infinity
  notANumber,  // text that is not a decimal number
  outOfRange,
  notAChoice,
  notOptional,  // null for a parameter that needs a value
  unknownField,
};

// A refused value. `shown` is the value as it was given, made fit to quote.
struct FieldError {
  FieldFault fault;
  const Parameter* parameter;  // null for an unknown field
  std::string shown;
};

// The message for people: names the field, the value and what is allowed.
std::string errorMessage(const FieldError& error);

// `text` with the parameter's unit, if it has one, behind it.
std::string withUnit(std::string text, const Parameter& parameter);

// What the parameter accepts, for example "60 to 95 wt%" or "thickness, loading".
std::string allowedText(const Parameter& parameter);

// How far along what a slider spans a value lies, 0 to 1; and the value there.
double shareOfUsual(const Parameter& parameter, double value);
double usualAtShare(const Parameter& parameter, double share);

// Whether `value` may be written to the parameter; the error otherwise.
std::expected<void, FieldError> checkValue(const Parameter& parameter, ParameterValue value);

// The value that `text` stands for in a link or in JavaScript: a choice's value or a plain
// decimal number, within the allowed range.
std::expected<ParameterValue, FieldError> parseValue(const Parameter& parameter, std::string_view text);

// The same for text typed by a person: decimal commas are understood, and empty text means
// nothing where that is allowed.
std::expected<ParameterValue, FieldError> parseTypedValue(const Parameter& parameter, std::string_view text);

// The value as links, forms and text fields write it; empty for nothing. Numbers are exact.
std::string valueText(const Parameter& parameter, ParameterValue value);

// What sizes the cathode where only the sizes are given: the one that is. The refusal if both are.
std::expected<Sizing, std::string> sizingOf(bool isThicknessGiven, bool isLoadingGiven);

}  // namespace cathode
