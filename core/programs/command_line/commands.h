// SPDX-License-Identifier: MIT
// The commands of cathode-lab: each adds itself, with its options, to the program. The tree of them is what help, man
// page and shell completion are made of.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>

#include "core/programs/command_line/outcome.h"

namespace cathode::program {

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
