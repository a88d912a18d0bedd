// SPDX-License-Identifier: MIT
// A table of texts and numbers, for whoever shows or saves it: canvas, HTML, CSV and JavaScript.
#pragma once

#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cathode {

struct TableColumn {
  std::string key;
  std::string label;
  std::string unit;  // empty: dimensionless, or text
  bool isText = false;
};

struct TableCell {
  std::string text;              // as shown to people
  std::optional<double> number;  // in full, where it is one
  bool isMarked = false;         // other numbers contradict it; who shows it marks it with "!"
};

struct TableRow {
  std::vector<TableCell> cells;  // as many as columns
  std::string detail;            // what a closer look tells; may be empty
};

struct Table {
  std::string name;  // short and stable, for files
  std::string title;
  std::string caption;
  std::vector<TableColumn> columns;
  std::vector<TableRow> rows;

  void addRow(std::initializer_list<TableCell> cells, std::string_view detail = "");
};

// A table with these columns and no rows yet.
struct ColumnKind {
  std::string_view key, label, unit;
  bool isText = false;
};
Table tableWith(std::string_view name, std::string_view title, std::string_view caption,
                std::span<const ColumnKind> columns);

// Cells of a table: words, a number with its shown digits (NaN: nothing), nothing.
TableCell wordsCell(std::string_view text);
TableCell numberCell(double value, int significantDigits);
TableCell numberCell(const std::optional<double>& value, int significantDigits);

// Comma-separated values (RFC 4180): a head of "key [unit]", then the rows. Numbers are exact. What a spreadsheet would
// take for a formula is quoted as text. `constants`, a name and a text each, are columns behind the table's own.
std::string csvText(const Table& table, std::span<const std::pair<std::string, std::string>> constants = {});

}  // namespace cathode
