// SPDX-License-Identifier: MIT
// map: a result over two inputs, as the module's map() and the figure of that name tell it.
#include <algorithm>
#include <cmath>
#include <memory>
#include <nlohmann/json.hpp>

#include "core/base/number_text.h"
#include "core/base/registry.h"
#include "core/base/table.h"
#include "core/base/words.h"
#include "core/decide/map.h"
#include "core/programs/command_line/commands.h"
#include "core/programs/command_line/figure_options.h"
#include "core/programs/command_line/scenario_options.h"
#include "core/programs/command_line/written.h"

namespace cathode::program {
namespace {

constexpr int kUsualSide = 64;

struct Choices {
  std::string x, y, metric, format, output;
  CLI::Option* formatOption = nullptr;
};

// "am:60:92:64", of which all but the input may be left out.
std::expected<MapAxis, std::string> axisOf(std::string_view name, const std::string& text) {
  std::vector<std::string> parts{""};
  for (const char letter : text) {
    if (letter == ':')
      parts.emplace_back();
    else
      parts.back() += letter;
  }
  const auto isNamed = [&](const Parameter& field) { return field.key == parts[0] || field.urlKey == parts[0]; };
  const auto field = std::ranges::find_if(parameters(), isNamed);
  if (field == parameters().end() || parts.size() > 4)
    return std::unexpected("--" + std::string(name) + ": \"" + quotable(text) +
                           "\" is not INPUT:FROM:TO:COUNT, of which all but the input may be left out; inputs: " +
                           keysOf(parameters()) + ".");
  parts.resize(4);
  MapAxis axis = usualAxis(field->id, kUsualSide);
  const auto put = [&](const std::string& part, auto& number) {
    if (part.empty()) return true;
    const auto read = parseTypedNumber(part);
    if (!read || (std::is_same_v<decltype(number), int&> && (*read != std::trunc(*read) || std::abs(*read) > 1e9)))
      return false;
    number = static_cast<std::remove_reference_t<decltype(number)>>(*read);
    return true;
  };
  for (const bool isRead : {put(parts[1], axis.from), put(parts[2], axis.to), put(parts[3], axis.count)})
    if (!isRead)
      return std::unexpected("--" + std::string(name) + ": \"" + quotable(text) +
                             "\" holds no decimal numbers behind the input, or no whole number of points; allowed: " +
                             "INPUT:FROM:TO:COUNT.");
  if (const auto checked = checkAxis(name, axis); !checked)
    return std::unexpected("--" + std::string(name) + ": " + checked.error());
  return axis;
}

Outcome run(const Choices& choices, const ScenarioOptions& options, const FigureChoices& figures) {
  const auto refused = [](std::string message) { return std::unexpected(Failure{Exit::refused, std::move(message)}); };
  const std::filesystem::path inputs[] = {options.file(), figures.rows()};
  if (auto checked = checkOutput("--output", choices.output, inputs); !checked) return checked;
  const auto format = formatOf(choices.output, *choices.formatOption, {"json", "csv", "svg"});
  if (!format) return std::unexpected(format.error());
  if (*format != "svg") {
    if (auto checked = figures.checkUnused("with --format svg, or of evaluate with --figure"); !checked) return checked;
  }
  const auto calculation = options.calculation();
  if (!calculation) return std::unexpected(calculation.error());
  const auto x = axisOf("x", choices.x), y = axisOf("y", choices.y);
  if (!x) return refused(x.error());
  if (!y) return refused(y.error());
  const auto metric = std::ranges::find(metrics(), std::string_view(choices.metric), &Metric::key);
  if (metric == metrics().end())
    return refused("--metric: \"" + quotable(choices.metric) + "\" is not a result; allowed: " + keysOf(metrics()) +
                   ".");
  const Parameter &across = parameter(x->id), &upwards = parameter(y->id);
  if (*format == "svg") {
    const auto drawn = figures.drawn("map", *calculation, false,
                                     {{"mapX", std::string(across.key)},
                                      {"mapY", std::string(upwards.key)},
                                      {"mapXFrom", shortestText(x->from)},
                                      {"mapXTo", shortestText(x->to)},
                                      {"mapYFrom", shortestText(y->from)},
                                      {"mapYTo", shortestText(y->to)},
                                      {"metric", choices.metric}});
    if (!drawn) return std::unexpected(drawn.error());
    return written(choices.output, *drawn);
  }
  const auto map = mapOf({calculation->scenario, *x, *y, metric->id});
  if (!map) return refused(map.error());
  if (*format == "json") {
    nlohmann::ordered_json values = nlohmann::ordered_json::array();
    for (const double value : map->values) values.push_back(value == value ? nlohmann::ordered_json(value) : nullptr);
    const nlohmann::ordered_json object{{"metric", metric->key}, {"unit", metric->unit}, {"xKey", across.key},
                                        {"yKey", upwards.key},   {"x", map->x},          {"y", map->y},
                                        {"values", values}};
    return written(choices.output, object.dump() + "\n");
  }
  Table table;
  for (const Parameter* field : {&across, &upwards})
    table.columns.push_back({std::string(field->key), "", std::string(field->unit)});
  table.columns.push_back({std::string(metric->key), "", std::string(metric->unit)});
  for (std::size_t row = 0; row < map->y.size(); ++row)
    for (std::size_t column = 0; column < map->x.size(); ++column)
      table.addRow({numberCell(map->x[column], 6), numberCell(map->y[row], 6),
                    numberCell(map->at(column, row), metric->digits)});
  const std::pair<std::string, std::string> constants[] = {{"program", "Cathode Lab " CATHODE_VERSION},
                                                           {"link", encodeLink({calculation->scenario})}};
  return written(choices.output, csvText(table, constants));
}

}  // namespace

Command addMap(CLI::App& program) {
  CLI::App* app = program.add_subcommand("map", "A result over two inputs, all else as in the scenario");
  auto choices = std::make_shared<Choices>();
  choices->x = "cathodeThicknessUm";
  choices->y = "amWtPct";
  choices->metric = metrics().front().key;
  const std::string axis = "INPUT:FROM:TO:COUNT, of which all but the input may be left out, such as am:60:92:64";
  app->add_option("--x", choices->x, "The input across: " + axis + "; left out: " + choices->x)->type_name("AXIS");
  app->add_option("--y", choices->y, "The input upwards, as --x; left out: " + choices->y)->type_name("AXIS");
  app->add_option("--metric", choices->metric, "The result: " + keysOf(metrics()) + "; left out: " + choices->metric)
      ->type_name("KEY");
  choices->formatOption =
      addChoice(*app, "--format", choices->format, {"json", "csv", "svg"},
                "How the map is written, where the output's name does not tell; csv with a line a point");
  addOutput(*app, choices->output, "Where the map goes");
  const FigureChoices figures = addFigureOptions(*app);
  const ScenarioOptions scenario = addScenarioOptions(*app);
  return {app, [choices, figures, scenario] { return run(*choices, scenario, figures); }};
}

}  // namespace cathode::program
