// SPDX-License-Identifier: MIT
#include "core/programs/command_line/figure_options.h"

#include <algorithm>

#include "core/base/number_text.h"
#include "core/base/registry.h"
#include "core/base/words.h"
#include "core/programs/command_line/own_rows.h"

namespace cathode::program {
namespace {

std::unexpected<Failure> refused(std::string message) {
  return std::unexpected(Failure{Exit::refused, std::move(message)});
}

// "key=value"; nothing without "=".
std::optional<std::pair<std::string, std::string>> pairOf(const std::string& text) {
  const std::size_t mark = text.find('=');
  if (mark == std::string::npos) return std::nullopt;
  return std::pair(text.substr(0, mark), text.substr(mark + 1));
}

}  // namespace

struct FigureChoices::Texts {
  std::vector<std::string> options, assumed;
  std::string rows;
};

std::string figureNames() {
  std::string names;
  for (const figure::FigureKind& kind : figure::figureKinds())
    names.append(names.empty() ? "" : ", ").append(kind.name);
  return names;
}

std::expected<std::string, Failure> FigureChoices::drawn(
    std::string_view name, const Calculation& calculation, bool isCsv,
    const std::vector<std::pair<std::string, std::string>>& changes) const {
  const auto kind = std::ranges::find(figure::figureKinds(), name, &figure::FigureKind::name);
  if (kind == figure::figureKinds().end())
    return refused("--figure: \"" + quotable(name) + "\" is no figure; allowed: " + figureNames() + ".");
  std::vector<CellRow> rows = calculation.rows;
  if (!texts_->rows.empty()) {
    auto read = ownRows(texts_->rows);
    if (!read) return refused("--rows: " + read.error());
    rows = std::move(*read);
  }
  figure::FigureInput input{.scenario = calculation.scenario, .compared = calculation.pinned, .rows = rows};
  for (const std::string& text : texts_->options) {
    const auto given = pairOf(text);
    if (!given) return refused("--option: \"" + quotable(text) + "\" is not KEY=VALUE, such as widthMm=85.");
    if (const auto put = figure::putFigureOption(input.options, given->first, given->second); !put)
      return refused("--option: " + put.error());
  }
  for (const auto& [key, text] : changes)
    if (const auto put = figure::putFigureOption(input.options, key, text); !put) return refused(put.error());
  for (const std::string& text : texts_->assumed) {
    const auto given = pairOf(text);
    const auto number = given ? parseTypedNumber(given->second) : std::nullopt;
    if (!number)
      return refused("--assume: \"" + quotable(text) + "\" is not KEY=NUMBER; keys: " + keysOf(assumptions()) + ".");
    if (const auto put = putAssumption(input.assumed, given->first, *number); !put)
      return refused("--assume: " + put.error());
  }
  if (const std::string refusal = figure::refusalOf(kind->id, input); !refusal.empty()) return refused(refusal);
  if (!isCsv) return figure::svgOf(kind->id, input);
  const std::pair<std::string, std::string> constants[] = {{"program", "Cathode Lab " CATHODE_VERSION}};
  return csvText(figure::makeFigure(kind->id, input).data, constants);
}

Outcome FigureChoices::checkUnused(const std::string& when) const {
  const std::string given = !texts_->rows.empty()      ? "--rows"
                            : !texts_->options.empty() ? "--option"
                            : !texts_->assumed.empty() ? "--assume"
                                                       : "";
  if (given.empty()) return {};
  return refused(given + ": is of a figure, and none is drawn; allowed: " + when + ".");
}

const std::string& FigureChoices::rows() const { return texts_->rows; }

FigureChoices addFigureOptions(CLI::App& command) {
  FigureChoices choices;
  choices.texts_ = std::make_shared<FigureChoices::Texts>();
  command
      .add_option("--option", choices.texts_->options,
                  "How the figure is made, more than once for more: " + keysOf(figure::optionKinds()))
      ->type_name("KEY=VALUE")
      ->expected(1)
      ->take_all()
      ->group("Figures");
  command
      .add_option(
          "--rows", choices.texts_->rows,
          "Own rows that the figure shows: a table with heads, or JSON {\"rows\": [...]}; - reads standard input")
      ->type_name("FILE")
      ->group("Figures");
  command
      .add_option("--assume", choices.texts_->assumed,
                  "What the reconstruction assumes, more than once for more: " + keysOf(assumptions()))
      ->type_name("KEY=NUMBER")
      ->expected(1)
      ->take_all()
      ->group("Figures");
  return choices;
}

}  // namespace cathode::program
