// SPDX-License-Identifier: MIT
// Lines of comma-, semicolon- or tab-separated text (RFC 4180), as the page reads them (web/table-files/csv.js).
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace cathode {

// Cells in one piece of memory: tables of a million rows are read.
class CsvLines {
 public:
  std::size_t count() const { return rows_.size(); }
  std::size_t cells(std::size_t row) const { return end(row) - rows_[row]; }
  // Nothing behind the end of a row.
  std::string_view cell(std::size_t row, std::size_t column) const;

  void addCell(std::string_view text);
  // Ends the row; one without anything in its cells is left out.
  void endRow();
  // Puts decimal points in place of commas, where commas are what the file has.
  std::expected<void, std::string> putPoints();

 private:
  std::size_t end(std::size_t row) const { return row + 1 < rows_.size() ? rows_[row + 1] : ends_.size(); }
  std::size_t begin(std::size_t cell) const { return cell == 0 ? 0 : ends_[cell - 1]; }

  std::string text_;
  std::vector<std::size_t> ends_;  // of each cell in text_
  std::vector<std::size_t> rows_;  // the first cell of each
  std::size_t open_ = 0;           // the first cell of the row that is not ended
};

// What separates cells is told by the heads: tabs, semicolons or commas. Comments above the heads are left out. Refuses
// a quotation mark that is not closed, and decimal commas beside decimal points.
std::expected<CsvLines, std::string> csvLinesOf(std::string_view text);

// Without spaces around it.
std::string_view trimmedCell(std::string_view text);

}  // namespace cathode
