// SPDX-License-Identifier: MIT
// cathode-lab: the calculations of the page from a command line.
#include <array>
#include <csignal>
#include <iostream>
#include <new>

#include "core/base/out_of_memory.h"
#include "core/base/words.h"
#include "core/programs/command_line/command_tree.h"
#include "core/programs/command_line/commands.h"

namespace cathode::program {
namespace {

// Why words are refused that no command or option takes.
std::string refusalOf(const CLI::App& program, const CLI::ParseError& error) {
  const auto parsed = program.get_subcommands();
  const std::vector<std::string> others = program.remaining(true);
  const std::string help = " " + program.get_name() + (parsed.empty() ? "" : " " + parsed.front()->get_name()) +
                           " --help lists what there is.";
  if (parsed.empty() && others.empty()) return "a command is missing;" + help;
  const bool isStrange = error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ExtrasError) || parsed.empty();
  if (!isStrange || others.empty()) return std::string(error.what()) + ";" + help;
  std::vector<std::string> names;
  for (const CommandText& command : commandTexts(program)) {
    if (parsed.empty()) names.push_back(command.name);
    if (parsed.empty() || command.name != parsed.front()->get_name()) continue;
    for (const OptionText& option : command.options)
      names.insert(names.end(), option.names.begin(), option.names.end());
  }
  const std::string word = others.front().substr(0, others.front().find('='));
  const std::string nearest = nearestTo(word, names);
  return "\"" + quotable(word) + "\" is no " +
         (parsed.empty() ? "command" : "option or argument of " + parsed.front()->get_name()) +
         (nearest.empty() ? ";" : "; the nearest is " + nearest + ";") + help;
}

int endedWith(const Failure& failure) {
  std::cerr << "cathode-lab: " << failure.message << '\n';
  return static_cast<int>(failure.exit);
}

}  // namespace
}  // namespace cathode::program

int main(int count, char** words) {
  using namespace cathode::program;
  // A file that may not grow any more is one that cannot be written, as on a full disk.
  std::signal(SIGXFSZ, SIG_IGN);
  CLI::App app("Composite cathodes of all-solid-state batteries: energy density and transport", "cathode-lab");
  app.set_version_flag("--version", "cathode-lab " CATHODE_VERSION, "The version");
  app.set_help_flag("-h,--help", "What there is");
  app.footer(exitCodesText());
  app.require_subcommand(1);
  app.get_formatter()->column_width(34);
  const std::array commands{addSolve(app), addConverge(app), addGenerate(app), addEvaluate(app),  addMap(app),
                            addSweep(app), addAudit(app),    addManual(app),   addCompletion(app)};
  try {
    app.parse(count, words);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);
    return endedWith({Exit::refused, refusalOf(app, error)});
  }
  for (const Command& command : commands) {
    if (!command.app->parsed()) continue;
    try {
      if (const Outcome outcome = command.run(); !outcome) return endedWith(outcome.error());
    } catch (const std::bad_alloc&) {
      return endedWith({Exit::noMemory, std::string(cathode::kOutOfMemory)});
    }
  }
  return 0;
}
