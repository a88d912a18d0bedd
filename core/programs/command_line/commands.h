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

Command addEvaluate(CLI::App& program);
Command addMap(CLI::App& program);
Command addAudit(CLI::App& program);

}  // namespace cathode::program
