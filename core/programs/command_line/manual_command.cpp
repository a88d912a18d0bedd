// SPDX-License-Identifier: MIT
// manual and completion: what the tree of commands says of itself, for man(1) and for shells.
#include <memory>

#include "core/programs/command_line/command_tree.h"
#include "core/programs/command_line/commands.h"
#include "core/programs/command_line/written.h"

namespace cathode::program {

Command addManual(CLI::App& program) {
  CLI::App* app = program.add_subcommand("manual", "This program's man page");
  auto format = std::make_shared<std::string>();
  auto output = std::make_shared<std::string>();
  addChoice(*app, "--format", *format, {"man", "markdown"}, "For man(1), or the tables of this program's document");
  addOutput(*app, *output, "Where the page goes");
  return {app, [&program, format, output] {
            return written(*output, *format == "man" ? manualPage(program) : manualTables(program));
          }};
}

Command addCompletion(CLI::App& program) {
  CLI::App* app = program.add_subcommand("completion", "What a shell completes this program's calls with");
  auto shell = std::make_shared<std::string>();
  auto output = std::make_shared<std::string>();
  addChoice(*app, "shell", *shell, {"bash", "zsh", "fish"}, "The shell");
  addOutput(*app, *output, "Where the script goes");
  return {app, [&program, shell, output] { return written(*output, completionOf(program, *shell)); }};
}

}  // namespace cathode::program
