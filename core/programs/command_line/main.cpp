// SPDX-License-Identifier: MIT
// cathode-lab: the calculations of the page from a command line.
#include <array>
#include <csignal>
#include <iostream>
#include <new>

#include "core/base/out_of_memory.h"
#include "core/programs/command_line/commands.h"

int main(int count, char** words) {
  using namespace cathode::program;
  // A file that may not grow any more is one that cannot be written, as on a full disk.
  std::signal(SIGXFSZ, SIG_IGN);
  CLI::App app("Composite cathodes of all-solid-state batteries: energy density and transport", "cathode-lab");
  app.set_version_flag("--version", "cathode-lab " CATHODE_VERSION);
  app.require_subcommand(1);
  const std::array commands{addEvaluate(app), addMap(app),      addAudit(app),
                            addSolve(app),    addConverge(app), addGenerate(app)};
  try {
    app.parse(count, words);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : static_cast<int>(Exit::refused);
  }
  for (const Command& command : commands) {
    if (!command.app->parsed()) continue;
    try {
      if (const Outcome outcome = command.run(); !outcome) {
        std::cerr << "cathode-lab: " << outcome.error().message << '\n';
        return static_cast<int>(outcome.error().exit);
      }
    } catch (const std::bad_alloc&) {
      std::cerr << "cathode-lab: " << cathode::kOutOfMemory << '\n';
      return static_cast<int>(Exit::noMemory);
    }
  }
  return 0;
}
