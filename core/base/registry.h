// SPDX-License-Identifier: MIT
// What the registries share: tables whose rows are found by id or by key.
#pragma once

#include <cmath>
#include <expected>
#include <string>

#include "core/base/number_text.h"

namespace cathode {

// Whether each row stands where its id says.
template <typename Rows>
constexpr bool rowsFollowIds(const Rows& rows) {
  int place = 0;
  for (const auto& row : rows) {
    if (static_cast<int>(row.id) != place++) return false;
  }
  return true;
}

// The rows' keys, for a sentence: "a, b, c".
template <typename Rows>
std::string keysOf(const Rows& rows) {
  std::string keys;
  for (const auto& row : rows) keys.append(keys.empty() ? "" : ", ").append(row.key);
  return keys;
}

// A row's value with its unit, if it has one.
template <typename Row>
std::string withUnitOf(const Row& row, double value) {
  std::string text = shortestText(value);
  if (!row.unit.empty()) text.append(" ").append(row.unit);
  return text;
}

// "key (label)", as refusals name a row.
template <typename Row>
std::string nameOf(const Row& row) {
  return std::string(row.key) + " (" + std::string(row.label) + ")";
}

// Whether a value lies within a row's range; the refusal otherwise.
template <typename Row>
std::expected<void, std::string> checkRange(const Row& row, double value) {
  if (value >= row.min && value <= row.max) return {};
  const std::string allowed = "; allowed: " + shortestText(row.min) + " to " + withUnitOf(row, row.max) + ".";
  if (!std::isfinite(value))
    return std::unexpected(nameOf(row) + " must be a finite number, not " + quotedNumber(value) + allowed);
  return std::unexpected(nameOf(row) + ": " + withUnitOf(row, value) + " is out of range" + allowed);
}

}  // namespace cathode
