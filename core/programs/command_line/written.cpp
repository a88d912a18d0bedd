// SPDX-License-Identifier: MIT
#include "core/programs/command_line/written.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <system_error>

#include "core/files/whole_file.h"

namespace cathode::program {
namespace {

// Characters of UTF-8.
std::size_t lengthOf(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char byte) { return (byte & 0xc0) != 0x80; }));
}

// Whether both are one file, by whatever name; of files that are not there yet, whether they would be.
bool isSameFile(const std::filesystem::path& one, const std::filesystem::path& other) {
  std::error_code fault;
  if (std::filesystem::equivalent(one, other, fault)) return true;
  const auto whole = std::filesystem::weakly_canonical(one, fault);
  return !fault && whole == std::filesystem::weakly_canonical(other, fault) && !fault;
}

}  // namespace

Outcome checkOutput(std::string_view option, const std::string& path, std::span<const std::filesystem::path> inputs) {
  if (path.empty() || path == "-") return {};
  const std::string begin = std::string(option) + ": " + path;
  for (const std::filesystem::path& input : inputs) {
    if (!input.empty() && input != "-" && isSameFile(path, input))
      return std::unexpected(Failure{Exit::refused, begin + " is read by this call; allowed: another name."});
  }
  std::error_code fault;
  const auto about = std::filesystem::status(path, fault);
  if (std::filesystem::is_directory(about))
    return std::unexpected(Failure{Exit::notWritten, begin + " is a folder; allowed: the name of a file."});
  if (std::filesystem::exists(about) && !std::filesystem::is_regular_file(about))
    return std::unexpected(Failure{
        Exit::notWritten, begin + " is no regular file; allowed: the name of one, or none for standard output."});
  const auto folder = std::filesystem::path(path).parent_path();
  if (::access((folder / ".").c_str(), W_OK) != 0)
    return std::unexpected(
        Failure{Exit::notWritten, begin + ": cannot be written: " + std::generic_category().message(errno) + "."});
  return {};
}

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

std::expected<std::string, Failure> formatOf(const std::string& output, const CLI::Option& format,
                                             std::initializer_list<std::string_view> allowed) {
  constexpr std::pair<std::string_view, std::string_view> kEndings[] = {
      {"json", ".json"}, {"csv", ".csv"}, {"svg", ".svg"}, {"text", ".txt"}};
  std::string word = format.count() > 0 ? format.as<std::string>() : "";
  const std::string ending = std::filesystem::path(output).extension().string();
  if (ending.empty() || output == "-") return word.empty() ? std::string(*allowed.begin()) : word;
  std::string endings;
  for (const auto& [name, one] : kEndings) {
    if (std::ranges::find(allowed, name) == allowed.end() || (!word.empty() && word != name)) continue;
    if (one == ending) return std::string(name);
    endings.append(endings.empty() ? "" : ", ").append(one);
  }
  return std::unexpected(Failure{Exit::refused, "--output: " + output + "; allowed" +
                                                    (word.empty() ? "" : " with --format " + word) +
                                                    ": a name that ends in " + endings + ", or has no ending."});
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
