// SPDX-License-Identifier: MIT
#include "core/base/table.h"

#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"

namespace cathode {
namespace {

std::string csvCell(std::string_view text) {
  std::string result(text);
  // Spreadsheets calculate what begins so; an apostrophe keeps it a text.
  if (!result.empty() && std::string_view("=+-@\t\r").contains(result.front())) result.insert(0, "'");
  if (result.find_first_of(",\"\n\r") == std::string::npos) return result;
  for (std::size_t i = result.find('"'); i != std::string::npos; i = result.find('"', i + 2)) result.insert(i, "\"");
  return "\"" + result + "\"";
}

}  // namespace

Table tableWith(std::string_view name, std::string_view title, std::string_view caption,
                std::span<const ColumnKind> columns) {
  Table table;
  table.name = name;
  table.title = title;
  table.caption = caption;
  for (const ColumnKind& one : columns)
    table.columns.push_back({std::string(one.key), std::string(one.label), std::string(one.unit), one.isText});
  return table;
}

void Table::addRow(std::initializer_list<TableCell> cells, std::string_view detail) {
  rows.push_back({cells, std::string(detail)});
}

TableCell wordsCell(std::string_view text) { return {std::string(text), {}}; }
TableCell numberCell(double value, int digits) {
  return std::isnan(value) ? TableCell{} : TableCell{significantText(value, digits), value};
}
TableCell numberCell(const std::optional<double>& value, int digits) {
  return value ? numberCell(*value, digits) : TableCell{};
}

std::string csvText(const Table& table, std::span<const std::pair<std::string, std::string>> constants) {
  std::string text;
  const auto line = [&](std::size_t count, auto cellText, auto constantText) {
    for (std::size_t i = 0; i < count; ++i) text.append(i == 0 ? "" : ",").append(cellText(i));
    for (const auto& constant : constants) text.append(",").append(csvCell(constantText(constant)));
    text += "\r\n";
  };
  line(
      table.columns.size(),
      [&](std::size_t i) {
        const TableColumn& column = table.columns[i];
        return csvCell(column.unit.empty() ? column.key : column.key + " [" + column.unit + "]");
      },
      [](const auto& constant) { return constant.first; });
  for (const TableRow& row : table.rows) {
    line(
        row.cells.size(),
        [&](std::size_t i) {
          const TableCell& cell = row.cells[i];
          return cell.number ? shortestText(*cell.number) : csvCell(cell.text);
        },
        [](const auto& constant) { return constant.second; });
  }
  return text;
}

}  // namespace cathode
