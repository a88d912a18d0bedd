// SPDX-License-Identifier: MIT
// The tree of commands and options as texts: what man page and shell completion are made of.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/programs/command_line/commands.h"

namespace cathode::program {

// An option of a command as those who write about it need it.
struct OptionText {
  std::vector<std::string> names;  // "-o", "--output"; none: it stands by its place
  std::string value;               // "FILE"; empty: none
  std::vector<std::string> words;  // that the value is one of; empty: anything
  std::string description;
  bool isInput;  // one of the registry's, which several commands have alike

  bool takesFile() const { return value == "FILE" || value == "PLAN" || value == "STUDY"; }
};
struct CommandText {
  std::string name, description;
  std::vector<OptionText> options;
};
std::vector<CommandText> commandTexts(const CLI::App& program);

// Pages for man(1), in the macros of man(7); completion for a shell: bash, zsh or fish.
std::string manualPage(const CLI::App& program);
// The same as tables in Markdown, as docs/command-line.md has them.
std::string manualTables(const CLI::App& program);
std::string completionOf(const CLI::App& program, std::string_view shell);

// What each exit code means, a line each.
std::string exitCodesText();

// Of `names` the one that differs least from a word; empty where none comes near.
std::string nearestTo(std::string_view word, const std::vector<std::string>& names);

}  // namespace cathode::program
