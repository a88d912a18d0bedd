// SPDX-License-Identifier: MIT
#include "core/programs/command_line/own_rows.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/base/number_text.h"
#include "core/base/registry.h"
#include "core/base/words.h"
#include "core/files/csv_lines.h"
#include "core/programs/command_line/scenario_json.h"
#include "core/programs/command_line/scenario_options.h"
#include "core/scenario/link.h"

namespace cathode::program {
namespace {

using Rows = std::expected<std::vector<CellRow>, std::string>;

// What people call some columns, beside their keys and labels.
constexpr std::pair<std::string_view, std::string_view> kAliases[] = {
    {"ref", "reference"},
    {"name", "reference"},
    {"source", "reference"},
    {"material", "cathode"},
    {"am", "amWtPct"},
    {"am content", "amWtPct"},
    {"active material", "amWtPct"},
    {"loading", "loadingMgCm2"},
    {"thickness", "thicknessUm"},
    {"cathode thickness", "thicknessUm"},
    {"capacity", "specificCapacityMahG"},
    {"specific capacity", "specificCapacityMahG"},
    {"temperature", "temperatureC"},
    {"rate", "cRate"},
    {"c-rate", "cRate"},
    {"voltage", "nominalVoltageV"},
    {"ved", "volumetricEnergyDensityWhL"},
    {"energy density", "volumetricEnergyDensityWhL"},
    {"volumetric energy density", "volumetricEnergyDensityWhL"},
};
constexpr std::string_view kRounding = " rounding";

std::string trimmed(std::string_view text) { return std::string(trimmedCell(text)); }

std::string lowercase(std::string_view text) {
  std::string lower(text);
  for (char& letter : lower)
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  return lower;
}

// A head without its unit, in brackets or behind a comma.
std::string nameOfHead(std::string_view head) {
  head = head.substr(0, head.find_first_of("[("));
  return trimmed(head.substr(0, head.rfind(',')));
}

std::optional<std::size_t> columnOf(std::string_view name) {
  const std::string lower = lowercase(name);
  const auto columns = rowColumns();
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (lowercase(columns[i].key) == lower || lowercase(columns[i].label) == lower) return i;
  const auto alias =
      std::ranges::find(kAliases, std::string_view(lower), &std::pair<std::string_view, std::string_view>::first);
  return alias == std::end(kAliases) ? std::nullopt : findRowColumn(alias->second);
}

struct Head {
  std::optional<std::size_t> column;  // of rows
  bool isRounding = false;
  bool isBeside = false;  // what our files tell beside
};

Head headOf(std::string_view text) {
  const std::string name = nameOfHead(text);
  if (name == "program" || name == "link") return {std::nullopt, false, true};
  if (name.ends_with(kRounding)) return {columnOf(name.substr(0, name.size() - kRounding.size())), true, false};
  return {columnOf(name), false, false};
}

// A number as it was printed, from its value and its rounding: spreadsheets keep no trailing zeros.
std::string printedAgain(const std::string& text, const std::string& roundingText) {
  const auto value = parseNumber(text), rounding = parseNumber(roundingText);
  if (!value || !rounding || !(*rounding > 0)) return text;
  const double decimals = -std::log10(2 * *rounding);
  if (std::abs(decimals - std::round(decimals)) > 1e-6 || std::round(decimals) < 0 || decimals > 100) return text;
  const std::string printed = plainText(*value, static_cast<int>(std::round(decimals)));
  return parseNumber(printed) == value ? printed : text;
}

Rows rowsOfTable(const std::string& text) {
  const auto lines = csvLinesOf(text);
  if (!lines) return std::unexpected(lines.error());
  const std::string allowed = "; allowed: " + keysOf(rowColumns()) + ".";
  std::vector<Head> heads;
  for (std::size_t i = 0; lines->count() > 0 && i < lines->cells(0); ++i) heads.push_back(headOf(lines->cell(0, i)));
  if (std::ranges::none_of(heads, [](const Head& head) { return head.column && !head.isRounding; }))
    return std::unexpected("the first line names no column" + allowed);
  std::vector<bool> isThere(rowColumns().size());
  for (std::size_t i = 0; i < heads.size(); ++i) {
    if (heads[i].isRounding || heads[i].isBeside) continue;
    if (!heads[i].column) {
      if (trimmed(lines->cell(0, i)).empty()) continue;
      return std::unexpected("the column \"" + quotable(lines->cell(0, i)) + "\" is not known" + allowed);
    }
    if (isThere[*heads[i].column])
      return std::unexpected("the column \"" + std::string(rowColumns()[*heads[i].column].key) +
                             "\" is there more than once.");
    isThere[*heads[i].column] = true;
  }
  if (lines->count() == 1) return std::unexpected(std::string("the table has no rows below its heads."));
  std::vector<CellRow> rows;
  for (std::size_t at = 1; at < lines->count(); ++at) {
    const std::string where = "row " + std::to_string(at) + ": ";
    CellRow& row = rows.emplace_back();
    for (std::size_t i = 0; i < lines->cells(at); ++i) {
      std::string cell = trimmed(lines->cell(at, i));
      if (cell.empty() || (i < heads.size() && (heads[i].isRounding || heads[i].isBeside))) continue;
      if (i >= heads.size() || !heads[i].column)
        return std::unexpected(where + "\"" + quotable(cell) + "\" stands in no named column.");
      for (std::size_t k = 0; k < heads.size(); ++k)
        if (heads[k].isRounding && heads[k].column == heads[i].column)
          cell = printedAgain(cell, trimmed(lines->cell(at, k)));
      if (const auto put = putRowText(row, *heads[i].column, cell); !put) return std::unexpected(where + put.error());
    }
  }
  return rows;
}

Rows rowsOfJson(const nlohmann::json& file) {
  if (!file.is_object() || !file.contains("rows") || !file["rows"].is_array())
    return std::unexpected(std::string("it holds no \"rows\": [...]."));
  std::vector<CellRow> rows;
  for (const auto& given : file["rows"]) {
    const std::string where = "row " + std::to_string(rows.size() + 1) + ": ";
    if (!given.is_object()) return std::unexpected(where + "must be an object, not " + shown(given) + ".");
    CellRow& row = rows.emplace_back();
    for (const auto& [key, value] : given.items()) {
      const auto column = findRowColumn(key);
      if (!column)
        return std::unexpected(where + "unknown field \"" + quotable(key) + "\"; allowed: " + keysOf(rowColumns()) +
                               ".");
      if (!value.is_null() && !value.is_string() && !value.is_number())
        return std::unexpected(where + quotable(key) + " must be a finite number or text, not " + shown(value) + ".");
      const std::string text = value.is_string()   ? value.get<std::string>()
                               : value.is_number() ? quotedNumber(value.get<double>())
                                                   : "";
      if (const auto put = putRowText(row, *column, text); !put) return std::unexpected(where + put.error());
    }
  }
  return rows;
}

}  // namespace

std::expected<std::vector<CellRow>, std::string> ownRows(const std::string& path) {
  const auto text = textOf(path);
  if (!text) return std::unexpected(text.error());
  const bool isJson =
      text->find_first_not_of(" \t\r\n") != std::string::npos && (*text)[text->find_first_not_of(" \t\r\n")] == '{';
  Rows rows;
  if (isJson) {
    const auto file = parsedJson(*text);
    if (!file) return std::unexpected(path + " " + file.error());
    rows = rowsOfJson(*file);
  } else {
    rows = rowsOfTable(*text);
  }
  if (!rows) return std::unexpected(path + ": " + rows.error());
  if (rows->size() > kMostRows)
    return std::unexpected(path + ": " + std::to_string(rows->size()) + " rows; allowed: up to " +
                           std::to_string(kMostRows) + ".");
  return rows;
}

}  // namespace cathode::program
