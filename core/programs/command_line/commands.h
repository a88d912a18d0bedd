// SPDX-License-Identifier: MIT
// The commands of cathode-lab: each adds itself, with its options, to the program. The tree of them is what help, man
// page and shell completion are made of.
#pragma once

#include <CLI/CLI.hpp>
#include <expected>
#include <functional>
#include <string>

namespace cathode::program {

// How a command ends; as the program's exit code.
enum class Exit : int {
  done = 0,
  refused = 2,  // a mistake of the caller: an option, a field, a file that is not what it should be
  failed = 3,   // some of several files or points could not be calculated; the others are
  noMemory = 4,
  notWritten = 5,    // disk full, no right
  interrupted = 130  // Ctrl+C; what was finished is kept
};

// What went wrong, for people, and how the program ends with it.
struct Failure {
  Exit exit;
  std::string message;
};
using Outcome = std::expected<void, Failure>;

// A command, ready to run once the options are parsed.
struct Command {
  CLI::App* app;
  std::function<Outcome()> run;
};

// The group in help of those options that are the registry's inputs.
inline constexpr const char* kInputsGroup = "Inputs (count for more than --scenario and --link)";

Command addEvaluate(CLI::App& program);
Command addMap(CLI::App& program);
Command addAudit(CLI::App& program);
Command addSolve(CLI::App& program);
Command addConverge(CLI::App& program);
Command addGenerate(CLI::App& program);
Command addSweep(CLI::App& program);
Command addManual(CLI::App& program);
Command addCompletion(CLI::App& program);

}  // namespace cathode::program
