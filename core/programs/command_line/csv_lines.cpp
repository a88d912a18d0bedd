// SPDX-License-Identifier: MIT
#include "core/programs/command_line/csv_lines.h"

#include <algorithm>

namespace cathode::program {
namespace {

char delimiterOf(std::string_view text) {
  bool isQuoted = false, hasSemicolon = false;
  for (const char letter : text) {
    if (letter == '"') isQuoted = !isQuoted;
    if (isQuoted) continue;
    if (letter == '\t') return '\t';
    if (letter == ';') hasSemicolon = true;
    if (letter == '\n') break;
  }
  return hasSemicolon ? ';' : ',';
}

void unguard(std::string& cell) {
  if (cell.size() > 1 && cell[0] == '\'' && std::string_view("=+-@\t\r'").find(cell[1]) != std::string_view::npos)
    cell.erase(0, 1);
}

}  // namespace

std::expected<std::vector<std::vector<std::string>>, std::string> csvLines(std::string_view text) {
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  // Files of earlier versions have comments above their heads.
  while (text.starts_with('#')) text.remove_prefix(std::min(text.size(), text.find('\n')));
  while (text.starts_with('\n') || text.starts_with('\r')) text.remove_prefix(1);
  const char delimiter = delimiterOf(text);
  std::vector<std::vector<std::string>> lines;
  std::vector<std::string> line;
  std::string cell;
  bool isQuoted = false;
  const auto endCell = [&] {
    unguard(cell);
    line.push_back(std::move(cell));
    cell.clear();
  };
  const auto endLine = [&] {
    endCell();
    const bool isEmpty =
        std::ranges::all_of(line, [](const std::string& one) { return one.find_first_not_of(" \t") == one.npos; });
    if (!isEmpty) lines.push_back(std::move(line));
    line.clear();
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char letter = text[i];
    if (isQuoted) {
      if (letter != '"') {
        cell += letter;
      } else if (i + 1 < text.size() && text[i + 1] == '"') {
        cell += letter;
        ++i;
      } else {
        isQuoted = false;
      }
    } else if (letter == '"' && cell.empty()) {
      isQuoted = true;
    } else if (letter == delimiter) {
      endCell();
    } else if (letter == '\n') {
      endLine();
    } else if (letter != '\r') {
      cell += letter;
    }
  }
  if (isQuoted) return std::unexpected("row " + std::to_string(lines.size()) + ": a quotation mark is not closed.");
  if (!cell.empty() || !line.empty()) endLine();
  return lines;
}

}  // namespace cathode::program
