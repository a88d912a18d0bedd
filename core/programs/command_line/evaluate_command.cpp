// SPDX-License-Identifier: MIT
// evaluate: what the module's evaluate() tells of scenarios, as JSON, as a table, or to be read; and figures of them.
#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "core/base/table.h"
#include "core/cell/description.h"
#include "core/cell/evaluate.h"
#include "core/programs/command_line/commands.h"
#include "core/programs/command_line/figure_options.h"
#include "core/programs/command_line/scenario_options.h"
#include "core/programs/command_line/written.h"

namespace cathode::program {
namespace {

using nlohmann::ordered_json;

// As the module's evaluate().
ordered_json jsonOf(const Scenario& scenario) {
  const Report report = evaluate(scenario);
  ordered_json values = ordered_json::object(), provenance = values, intervals = values;
  for (const Metric& metric : metrics()) {
    const std::string key(metric.key);
    const MetricValue& value = report[metric.id];
    values[key] = value.isKnown() ? ordered_json(value.value) : nullptr;
    provenance[key] = provenanceKey(value.provenance);
    if (value.interval) intervals[key] = {value.interval->lower, value.interval->upper};
  }
  ordered_json warnings = ordered_json::array(), breakdown = warnings;
  for (const Warning& warning : report.warnings())
    warnings.push_back({{"code", warningKey(warning.code)},
                        {"message", warningMessage(warning.code, scenario)},
                        {"field", parameter(warning.field).key},
                        {"severity", isNote(warning.code) ? "note" : "warning"}});
  for (const Layer& layer : report.stack.all())
    breakdown.push_back(
        {{"layer", layerKey(layer.kind)}, {"thicknessUm", layer.thicknessUm}, {"massMgCm2", layer.massMgCm2}});
  return {{"values", values},
          {"provenance", provenance},
          {"intervals", intervals},
          {"warnings", warnings},
          {"breakdown", breakdown}};
}

// A row a scenario, with the columns of the page's comparison files behind its name.
Table tableOf(std::span<const Scenario> scenarios) {
  Table table;
  table.columns = {{"name", "", "", true}, {"description", "", "", true}};
  for (const Parameter& field : parameters())
    table.columns.push_back({"input " + std::string(field.key), "", std::string(field.unit)});
  for (const Metric& metric : metrics()) {
    const std::string key(metric.key), unit(metric.unit);
    table.columns.push_back({key, "", unit});
    table.columns.push_back({key + " low", "", unit});
    table.columns.push_back({key + " high", "", unit});
    table.columns.push_back({key + " provenance", "", "", true});
  }
  table.columns.push_back({"link", "", "", true});
  for (std::size_t place = 0; place < scenarios.size(); ++place) {
    const Scenario& scenario = scenarios[place];
    const Report report = evaluate(scenario);
    std::vector<TableCell>& cells = table.rows.emplace_back().cells;
    cells = {wordsCell(place == 0 ? "current" : pinName(place - 1)), wordsCell(scenarioText(scenario))};
    for (const Parameter& field : parameters()) {
      const ParameterValue value = field.read(scenario);
      cells.push_back(field.isChoice() ? wordsCell(valueText(field, value)) : numberCell(value, 6));
    }
    for (const Metric& metric : metrics()) {
      const MetricValue& value = report[metric.id];
      cells.push_back(numberCell(value.value, metric.digits));
      for (const bool isLow : {true, false})
        cells.push_back(value.interval
                            ? numberCell(isLow ? value.interval->lower : value.interval->upper, metric.digits)
                            : TableCell{});
      cells.push_back(wordsCell(provenanceKey(value.provenance)));
    }
    cells.push_back(wordsCell(encodeLink({scenario})));
  }
  return table;
}

std::string textOfScenario(const Scenario& scenario) {
  const Report report = evaluate(scenario);
  std::vector<std::vector<std::string>> rows;
  for (const Metric& metric : metrics()) {
    const MetricValue& value = report[metric.id];
    rows.push_back({"  " + std::string(metric.label), displayText(metric, value.value), std::string(metric.unit),
                    value.interval ? intervalText(metric, *value.interval) : "",
                    std::string(provenanceKey(value.provenance))});
  }
  std::string text = scenarioText(scenario) + "\n\n" + aligned(rows);
  for (const bool wantsNotes : {false, true}) {
    bool isFirst = true;
    for (const Warning& warning : report.warnings()) {
      if (isNote(warning.code) != wantsNotes) continue;
      if (isFirst) text += wantsNotes ? "\nNotes\n" : "\nWarnings\n";
      isFirst = false;
      text += "  " + warningMessage(warning.code, scenario) + "\n";
    }
  }
  return text + "\n" + encodeLink({scenario}) + "\n";
}

struct Choices {
  std::string format, figure, output, links;
  CLI::Option* formatOption = nullptr;
};

// The scenario of the options; or with --links one of each line.
std::expected<std::vector<Calculation>, Failure> calculationsOf(const ScenarioOptions& scenario,
                                                                const std::string& links) {
  std::vector<Calculation> all;
  if (links.empty()) {
    auto one = scenario.calculation();
    if (!one) return std::unexpected(std::move(one.error()));
    all.push_back(std::move(*one));
    return all;
  }
  const auto text = textOf(links);
  if (!text) return std::unexpected(Failure{Exit::refused, "--links: " + text.error()});
  std::size_t line = 0;
  for (std::size_t from = 0; from < text->size();) {
    const std::size_t end = std::min(text->find('\n', from), text->size());
    std::string link = text->substr(from, end - from);
    from = end + 1;
    ++line;
    link.erase(link.find_last_not_of(" \t\r") + 1);
    if (link.empty()) continue;
    auto one = scenario.over("--links: " + links + ", line " + std::to_string(line), link);
    if (!one) return std::unexpected(std::move(one.error()));
    all.push_back(std::move(*one));
  }
  if (all.empty()) return std::unexpected(Failure{Exit::refused, "--links: " + links + " holds no link; a line each."});
  return all;
}

// Of a figure svg or csv, otherwise numbers.
std::expected<std::string, Failure> formatOf(const Choices& choices) {
  const bool isFigure = !choices.figure.empty(), isGiven = choices.formatOption->count() > 0;
  if (isFigure && isGiven && choices.format != "svg" && choices.format != "csv")
    return std::unexpected(
        Failure{Exit::refused, "--format: a figure has no " + choices.format + "; allowed: svg, csv."});
  if (!isFigure && isGiven && choices.format == "svg")
    return std::unexpected(Failure{Exit::refused, "--format: svg needs --figure; allowed: json, csv, text."});
  if (isFigure) return program::formatOf(choices.output, *choices.formatOption, {"svg", "csv"});
  return program::formatOf(choices.output, *choices.formatOption, {"json", "csv", "text"});
}

Outcome run(const Choices& choices, const ScenarioOptions& options, const FigureChoices& figures) {
  const std::filesystem::path inputs[] = {options.file(), choices.links, figures.rows()};
  if (auto checked = checkOutput("--output", choices.output, inputs); !checked) return checked;
  const auto format = formatOf(choices);
  if (!format) return std::unexpected(format.error());
  if (choices.figure.empty()) {
    if (auto checked = figures.checkUnused("with --figure"); !checked) return checked;
  }
  auto all = calculationsOf(options, choices.links);
  if (!all) return std::unexpected(std::move(all.error()));
  if (!choices.figure.empty()) {
    Calculation shown = std::move(all->front());
    for (std::size_t i = 1; i < all->size(); ++i) shown.pinned.push_back((*all)[i].scenario);
    const auto drawn = figures.drawn(choices.figure, shown, *format == "csv");
    if (!drawn) return std::unexpected(drawn.error());
    return written(choices.output, *drawn);
  }
  std::vector<Scenario> scenarios;
  for (const Calculation& one : *all) scenarios.push_back(one.scenario);
  if (*format == "csv") {
    const std::pair<std::string, std::string> constants[] = {{"program", "Cathode Lab " CATHODE_VERSION}};
    return written(choices.output, csvText(tableOf(scenarios), constants));
  }
  std::string text;
  if (*format == "text") {
    for (const Scenario& scenario : scenarios) text += (text.empty() ? "" : "\n") + textOfScenario(scenario);
  } else if (choices.links.empty()) {
    text = jsonOf(scenarios.front()).dump(1) + "\n";
  } else {
    ordered_json list = ordered_json::array();
    for (const Scenario& scenario : scenarios) {
      ordered_json one{{"link", encodeLink({scenario})}};
      one.update(jsonOf(scenario));
      list.push_back(std::move(one));
    }
    text = list.dump(1) + "\n";
  }
  return written(choices.output, text);
}

}  // namespace

Command addEvaluate(CLI::App& program) {
  CLI::App* app = program.add_subcommand("evaluate", "Energy density, capacity, transport and losses of a cell");
  auto choices = std::make_shared<Choices>();
  addOutput(*app, choices->output, "Where the result goes");
  choices->formatOption = addChoice(
      *app, "--format", choices->format, {"json", "csv", "text", "svg"},
      "How the result is written, where the output's name does not tell; of a figure svg (if left out) or csv");
  app->add_option("--links", choices->links,
                  "Several scenarios: a file with a link on each line; - reads standard input")
      ->type_name("FILE")
      ->group("Scenario");
  app->add_option("--figure", choices->figure,
                  "A figure instead of numbers; pinned scenarios are compared: " + figureNames())
      ->type_name("NAME")
      ->group("Figures");
  const FigureChoices figures = addFigureOptions(*app);
  const ScenarioOptions scenario = addScenarioOptions(*app);
  return {app, [choices, figures, scenario] { return run(*choices, scenario, figures); }};
}

}  // namespace cathode::program
