// SPDX-License-Identifier: MIT
// The scenario that a command works on, as its options give it: a link, over it a file, over both single inputs. Each
// input of the registry is an option by its key (--am-wt-pct) and by its key in links (--am).
#pragma once

#include <memory>

#include "core/programs/command_line/commands.h"
#include "core/scenario/link.h"

namespace cathode::program {

class ScenarioOptions {
 public:
  // Once the options are parsed. Refuses in the registry's words, naming the option.
  std::expected<Scenario, Failure> scenario() const;
  // The same with the link's pinned scenarios and own rows.
  std::expected<Calculation, Failure> calculation() const;
  // Of a link that stands elsewhere, over it the same file and inputs. `name` is told where it is refused.
  std::expected<Calculation, Failure> over(const std::string& name, const std::string& link) const;

  // What --scenario names; may be empty.
  const std::string& file() const;

 private:
  friend ScenarioOptions addScenarioOptions(CLI::App& command);
  struct Texts;
  std::shared_ptr<Texts> texts_;
};

ScenarioOptions addScenarioOptions(CLI::App& command);

// A key of the registries as an option: "--am-wt-pct" of amWtPct.
std::string optionName(std::string_view key);

// What a link's text says behind its "#", if it has one. Refuses what the page would report.
std::expected<Calculation, std::string> calculationOfLink(std::string_view link);

// A text file, or standard input for "-".
std::expected<std::string, std::string> textOf(const std::string& path);

}  // namespace cathode::program
