// SPDX-License-Identifier: MIT
// Values for JavaScript, as both parts of the module's face make them.
#pragma once

#include <emscripten/val.h>

#include <concepts>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/table.h"

namespace cathode {

// Sets a field of an object.
void put(const emscripten::val& object, std::string_view key, const emscripten::val& value);
void put(const emscripten::val& object, std::string_view key, std::string_view text);
void put(const emscripten::val& object, std::string_view key, double number);
void put(const emscripten::val& object, std::string_view key, std::same_as<bool> auto flag) {
  put(object, key, emscripten::val(flag));
}

inline emscripten::val text(std::string_view view) { return emscripten::val(std::string(view)); }

// An object with a registry row's key, label and unit.
template <typename Row>
emscripten::val described(const Row& row) {
  const emscripten::val object = emscripten::val::object();
  put(object, "key", row.key);
  put(object, "label", row.label);
  put(object, "unit", row.unit);
  return object;
}

// Null where there is none.
inline emscripten::val numberVal(const std::optional<double>& value) {
  return value ? emscripten::val(*value) : emscripten::val::null();
}

template <typename Range, typename ToVal>
emscripten::val list(const Range& range, ToVal toVal) {
  emscripten::val array = emscripten::val::array();
  for (const auto& item : range) array.call<void>("push", toVal(item));
  return array;
}

emscripten::val tableVal(const Table& table);

// A refusal that JavaScript throws.
inline emscripten::val refused(std::string_view message) {
  emscripten::val object = emscripten::val::object();
  put(object, "refusal", message);
  return object;
}

}  // namespace cathode
