// SPDX-License-Identifier: MIT
// cathode-lab: the calculations of the page from a command line.
#include <array>
#include <iostream>

#include "core/programs/command_line/commands.h"

int main(int count, char** words) {
  using namespace cathode::program;
  CLI::App app("Composite cathodes of all-solid-state batteries: energy density and transport", "cathode-lab");
  app.set_version_flag("--version", "cathode-lab " CATHODE_VERSION);
  app.require_subcommand(1);
  const std::array commands{addEvaluate(app), addMap(app), addSweep(app), addAudit(app)};
  try {
    app.parse(count, words);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : static_cast<int>(Exit::refused);
  }
  for (const Command& command : commands) {
    if (!command.app->parsed()) continue;
    if (const Outcome outcome = command.run(); !outcome) {
      std::cerr << "cathode-lab: " << outcome.error().message << '\n';
      return static_cast<int>(outcome.error().exit);
    }
  }
  return 0;
}
