// SPDX-License-Identifier: MIT
#include "core/files/csv_lines.h"

#include <csv.h>

#include <algorithm>

namespace cathode {
namespace {

constexpr std::string_view kMinus = "\xe2\x88\x92";  // the true minus sign
constexpr std::string_view kSpaces = " \t\r\n\v\f";

bool isDigit(char c) { return c >= '0' && c <= '9'; }

// A number with a separator within: its digits before and behind.
struct Parted {
  std::string_view before, behind;
};
bool isParted(std::string_view text, char separator, Parted& parts) {
  text = trimmedCell(text);
  if (text.starts_with(kMinus)) {
    text.remove_prefix(kMinus.size());
  } else if (text.starts_with('-') || text.starts_with('+')) {
    text.remove_prefix(1);
  }
  const auto digits = [&] {
    const std::size_t count = std::size_t(std::ranges::find_if_not(text, isDigit) - text.begin());
    const std::string_view found = text.substr(0, count);
    text.remove_prefix(count);
    return found;
  };
  parts.before = digits();
  if (!text.starts_with(separator)) return false;
  text.remove_prefix(1);
  parts.behind = digits();
  if (parts.behind.empty()) return false;
  if (text.empty()) return true;
  if (text[0] != 'e' && text[0] != 'E') return false;
  text.remove_prefix(1);
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  return !digits().empty() && text.empty();
}

// Whether its comma can be nothing but a decimal one: "1,000" may be a thousand.
bool isClear(const Parted& parts) {
  return parts.behind.size() != 3 || parts.before == "0" || parts.before.size() >= 4;
}

std::string_view withoutComments(std::string_view text) {
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  while (text.starts_with('#')) text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
  return text;
}

char delimiterOf(std::string_view table) {
  table.remove_prefix(std::min(table.find_first_not_of(kSpaces), table.size()));
  bool isQuoted = false;
  char found = ',';
  for (const char c : table) {
    if (c == '\n' || c == '\r') break;
    if (c == '"') isQuoted = !isQuoted;
    if (isQuoted) continue;
    if (c == '\t') return c;
    if (c == ';') found = c;
  }
  return found;
}

void takeCell(void* cell, std::size_t length, void* lines) {
  static_cast<CsvLines*>(lines)->addCell({static_cast<const char*>(cell), length});
}
void takeRow(int, void* lines) { static_cast<CsvLines*>(lines)->endRow(); }
int isNever(unsigned char) { return 0; }

struct Parser {
  csv_parser parser{};
  Parser() { csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI); }
  ~Parser() { csv_free(&parser); }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;
};

}  // namespace

std::string_view trimmedCell(std::string_view text) {
  const std::size_t from = text.find_first_not_of(kSpaces);
  return from == text.npos ? std::string_view{} : text.substr(from, text.find_last_not_of(kSpaces) - from + 1);
}

std::string_view CsvLines::cell(std::size_t row, std::size_t column) const {
  if (column >= cells(row)) return {};
  const std::size_t at = rows_[row] + column;
  return std::string_view(text_).substr(begin(at), ends_[at] - begin(at));
}

void CsvLines::addCell(std::string_view text) {
  // An apostrophe keeps what begins like a formula a text.
  constexpr std::string_view kGuarded = "=+-@\t\r'";
  if (text.size() > 1 && text[0] == '\'' && kGuarded.contains(text[1])) text.remove_prefix(1);
  text_ += text;
  ends_.push_back(text_.size());
}

void CsvLines::endRow() {
  const std::string_view all = std::string_view(text_).substr(begin(open_));
  if (trimmedCell(all).empty()) {
    text_.resize(begin(open_));
    ends_.resize(open_);
    return;
  }
  rows_.push_back(open_);
  open_ = ends_.size();
}

std::expected<void, std::string> CsvLines::putPoints() {
  std::string comma, point;
  bool isAnyClear = false;
  Parted parts;
  for (std::size_t row = 1; row < count(); ++row) {
    for (std::size_t column = 0; column < cells(row); ++column) {
      const std::string_view text = cell(row, column);
      const auto place = [&](std::string_view what) {
        const std::string_view head = cell(0, column);
        return "row " + std::to_string(row) + ", " +
               (column < cells(0) ? std::string(head) : "column " + std::to_string(column + 1)) + ": \"" +
               std::string(text.substr(0, 40)) + "\"" + std::string(what);
      };
      if (isParted(text, ',', parts)) {
        if (comma.empty()) comma = place(" has a decimal comma");
        isAnyClear = isAnyClear || isClear(parts);
      } else if (point.empty() && isParted(text, '.', parts)) {
        point = place(" a point");
      }
    }
  }
  // "1,000" alone may be a thousand: whoever reads it as a number refuses it.
  if (!isAnyClear) return {};
  if (!point.empty())
    return std::unexpected(comma + ", but " + point + "; which of the two the file means cannot be told.");
  for (std::size_t at = rows_.size() > 1 ? rows_[1] : ends_.size(); at < ends_.size(); ++at) {
    const std::size_t from = begin(at);
    if (!isParted(std::string_view(text_).substr(from, ends_[at] - from), ',', parts)) continue;
    text_[text_.find(',', from)] = '.';
  }
  return {};
}

std::expected<CsvLines, std::string> csvLinesOf(std::string_view text) {
  const std::string_view table = withoutComments(text);
  const char delimiter = delimiterOf(table);
  CsvLines lines;
  Parser csv;
  csv_set_delim(&csv.parser, static_cast<unsigned char>(delimiter));
  csv_set_space_func(&csv.parser, isNever);
  const bool isWhole = csv_parse(&csv.parser, table.data(), table.size(), takeCell, takeRow, &lines) == table.size();
  if (!isWhole || csv_fini(&csv.parser, takeCell, takeRow, &lines) != 0)
    return std::unexpected("row " + std::to_string(lines.count()) +
                           ": a quotation mark within a cell, or one that is not closed; "
                           "allowed: around a whole cell, and twice within.");
  if (delimiter != ',') {
    if (auto put = lines.putPoints(); !put) return std::unexpected(put.error());
  }
  return lines;
}

}  // namespace cathode
