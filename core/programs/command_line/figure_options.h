// SPDX-License-Identifier: MIT
// A figure of the registry with its options, for commands that draw.
#pragma once

#include <memory>

#include "core/figure/figures.h"
#include "core/programs/command_line/commands.h"
#include "core/scenario/link.h"

namespace cathode::program {

class FigureChoices {
 public:
  // The figure as SVG, or its numbers as CSV; the scenario's pinned ones are compared with it. `changes` are options
  // that another option of the command stands for.
  std::expected<std::string, Failure> drawn(std::string_view name, const Calculation& calculation, bool isCsv,
                                            const std::vector<std::pair<std::string, std::string>>& changes = {}) const;

  // Refuses options of figures where none is drawn; `when` says how one is.
  Outcome checkUnused(const std::string& when) const;
  // What --rows names; may be empty.
  const std::string& rows() const;

 private:
  friend FigureChoices addFigureOptions(CLI::App& command);
  struct Texts;
  std::shared_ptr<Texts> texts_;
};

// --option, --rows and --assume.
FigureChoices addFigureOptions(CLI::App& command);

// "stack, energy, ..."
std::string figureNames();

}  // namespace cathode::program
