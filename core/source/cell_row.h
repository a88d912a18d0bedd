// SPDX-License-Identifier: MIT
// A row of a table of measured cells or materials: the source's Table S6, or a person's own. Each
// number keeps the digits it was given with, because they tell how far it can be trusted.
#pragma once

#include <array>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/source/published.h"

namespace cathode {

// The numbers that a row may hold.
enum class RowField : std::uint8_t {
  amWtPct,
  loadingMgCm2,
  arealCapacityMahCm2,
  thicknessUm,
  specificCapacityMahG,
  temperatureC,
  volumetricEnergyDensityWhL,
  nominalVoltageV,
  separatorThicknessUm,
  anodeThicknessUm,
  phiPct,
  sigma0MsCm,
  sigmaEffMsCm,
  tortuosityFactor,
  macMullin,
  bulkOhm,
  grainBoundaryOhm,
  totalOhm,
};
inline constexpr int kRowFieldCount = 18;

// And its words.
enum class RowText : std::uint8_t { reference, cathode, cRate };
inline constexpr int kRowTextCount = 3;
inline constexpr std::size_t kLongestRowText = 40;  // characters

struct CellRow {
  std::array<std::optional<Printed>, kRowFieldCount> numbers;
  std::array<std::string, kRowTextCount> texts;  // UTF-8, without control characters

  const std::optional<Printed>& operator[](RowField field) const { return numbers[static_cast<std::size_t>(field)]; }
  std::optional<Printed>& operator[](RowField field) { return numbers[static_cast<std::size_t>(field)]; }
  const std::string& operator[](RowText text) const { return texts[static_cast<std::size_t>(text)]; }
  std::string& operator[](RowText text) { return texts[static_cast<std::size_t>(text)]; }

  bool operator==(const CellRow&) const = default;
};

// A column of such rows: a number, or text if it has no range. The registry from which parsing, links,
// forms and messages follow: numbers in the order of RowField, then texts in that of RowText.
struct RowColumn {
  std::string_view key;     // in JavaScript and as a column head
  std::string_view urlKey;  // in links
  std::string_view label;
  std::string_view unit;
  double min, max;  // inclusive; texts have 0, 0
  std::string_view description;

  bool isText() const { return min == 0.0 && max == 0.0; }
};
std::span<const RowColumn> rowColumns();
const RowColumn& rowColumn(RowField field);

// The column of that key or link key, by its place in the registry.
std::optional<std::size_t> findRowColumn(std::string_view key);

// Puts `text` into a row's column. A number may have a decimal comma; empty text and "-" mean
// nothing printed. Otherwise why it is refused: the message names column, value and allowed range.
std::expected<void, std::string> putRowText(CellRow& cells, std::size_t column, std::string_view text);

// The column's content as text: the digits it was given with.
std::string rowText(const CellRow& cells, std::size_t column);

// A row of Table S6 as such a row, and all of them in its order.
CellRow cellRowOf(const LiteratureRow& row);
std::vector<CellRow> literatureCellRows();

// What a row is called: its reference, else its cathode, else "Row 3" by its place from 0.
std::string rowName(const CellRow& cells, std::size_t place);

}  // namespace cathode
