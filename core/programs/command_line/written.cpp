// SPDX-License-Identifier: MIT
#include "core/programs/command_line/written.h"

#include <algorithm>
#include <cstdio>

#include "core/files/whole_file.h"

namespace cathode::program {
namespace {

// Characters of UTF-8.
std::size_t lengthOf(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char byte) { return (byte & 0xc0) != 0x80; }));
}

}  // namespace

Outcome written(const std::string& path, std::string_view text) {
  if (path.empty() || path == "-") {
    const bool isWhole = std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
    if (!isWhole) return std::unexpected(Failure{Exit::notWritten, "standard output: cannot be written to its end."});
    return {};
  }
  if (const auto whole = writeWhole(path, text); !whole)
    return std::unexpected(Failure{Exit::notWritten, whole.error()});
  return {};
}

CLI::Option* addOutput(CLI::App& command, std::string& path, const std::string& what) {
  return command.add_option("-o,--output", path, what + "; standard output if left out")->type_name("FILE");
}

CLI::Option* addChoice(CLI::App& command, const std::string& name, std::string& word, std::vector<std::string> words,
                       const std::string& description) {
  word = words.front();
  std::string allowed, type;
  for (const std::string& one : words) {
    allowed.append(allowed.empty() ? "" : ", ").append(one);
    type.append(type.empty() ? "" : "|").append(one);
  }
  return command.add_option(name, word, description + "; left out: " + word)
      ->type_name(type)
      ->check(CLI::Validator(
          [words, allowed](const std::string& text) {
            return std::ranges::find(words, text) != words.end() ? std::string()
                                                                 : "\"" + text + "\"; allowed: " + allowed;
          },
          ""));
}

std::string aligned(const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], lengthOf(row[i]));
  }
  std::string text;
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      line += row[i];
      if (i + 1 < row.size()) line.append(widths[i] - lengthOf(row[i]) + 2, ' ');
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + '\n';
  }
  return text;
}

}  // namespace cathode::program
