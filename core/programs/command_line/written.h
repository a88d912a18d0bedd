// SPDX-License-Identifier: MIT
// Where a command's result goes: a file, whole or not at all, or standard output.
#pragma once

#include <string>
#include <string_view>

#include "core/programs/command_line/commands.h"

namespace cathode::program {

// Empty or "-": standard output.
Outcome written(const std::string& path, std::string_view text);

// The option -o,--output of a command.
CLI::Option* addOutput(CLI::App& command, std::string& path, const std::string& what);

// An option that takes one of some words, the first if it is left out.
CLI::Option* addChoice(CLI::App& command, const std::string& name, std::string& word, std::vector<std::string> words,
                       const std::string& description);

// Columns of a text for terminals, as wide as their widest cell; the last one is left as it is.
std::string aligned(const std::vector<std::vector<std::string>>& rows);

}  // namespace cathode::program
