// SPDX-License-Identifier: MIT
// Where a command's result goes: a file, whole or not at all, or standard output.
#pragma once

#include <filesystem>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "core/programs/command_line/commands.h"

namespace cathode::program {

// Empty or "-": standard output.
Outcome written(const std::string& path, std::string_view text);

// Refuses, naming the option and before anything is calculated, a path that a result cannot go to: that of a file which
// the call reads, of a folder or a device, and one in a folder that is not there. Empty or "-": standard output, or
// input.
Outcome checkOutput(std::string_view option, const std::string& path, std::span<const std::filesystem::path> inputs);

// The option -o,--output of a command.
CLI::Option* addOutput(CLI::App& command, std::string& path, const std::string& what);

// An option that takes one of some words, the first if it is left out.
CLI::Option* addChoice(CLI::App& command, const std::string& name, std::string& word, std::vector<std::string> words,
                       const std::string& description);

// The format of a result: that of --format, or as its file's name ends (.json, .csv, .svg, .txt), or else the first of
// those allowed. Refuses an ending of another one, and one of none.
std::expected<std::string, Failure> formatOf(const std::string& output, const CLI::Option& format,
                                             std::initializer_list<std::string_view> allowed);

// Columns of a text for terminals, as wide as their widest cell; the last one is left as it is.
std::string aligned(const std::vector<std::vector<std::string>>& rows);

}  // namespace cathode::program
