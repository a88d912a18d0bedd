// SPDX-License-Identifier: MIT
#include "core/programs/command_line/scenario_options.h"

#include <algorithm>
#include <iostream>
#include <nlohmann/json.hpp>

#include "core/files/whole_file.h"
#include "core/programs/command_line/scenario_json.h"

namespace cathode::program {
namespace {

constexpr std::uint64_t kLongestText = 64 << 20;
// As web/session/links.js has them.
constexpr std::string_view kPageOptions[] = {"embed",     "host", "view",    "theme",  "controls",
                                             "lock",      "task", "predict", "keys",   "form",
                                             "projector", "fig",  "vol",     "define", "walk"};

Failure refused(std::string message) { return {Exit::refused, std::move(message)}; }

}  // namespace

struct ScenarioOptions::Texts {
  std::string link, file;
  std::array<std::string, kParameterCount> inputs;
  std::array<CLI::Option*, kParameterCount> options;
};

std::string optionName(std::string_view key) {
  std::string name = "--";
  for (const char letter : key) {
    const bool isCapital = letter >= 'A' && letter <= 'Z';
    if (isCapital) name += '-';
    name += isCapital ? static_cast<char>(letter - 'A' + 'a') : letter;
  }
  return name;
}

std::expected<std::string, std::string> textOf(const std::string& path) {
  if (path != "-") return readWhole(path, kLongestText);
  std::string text;
  char piece[1 << 16];
  while (std::cin.read(piece, sizeof piece), std::cin.gcount() > 0) {
    text.append(piece, static_cast<std::size_t>(std::cin.gcount()));
    if (text.size() > kLongestText)
      return std::unexpected("standard input: longer than " + std::to_string(kLongestText) + " bytes.");
  }
  return text;
}

std::expected<Calculation, std::string> calculationOfLink(std::string_view link) {
  if (const std::size_t mark = link.find('#'); mark != std::string_view::npos) link.remove_prefix(mark + 1);
  // What an address holds beside a calculation says how the page shows it.
  std::string items;
  for (std::size_t from = 0; from <= link.size();) {
    const std::size_t end = std::min(link.find('&', from), link.size());
    const std::string_view item = link.substr(from, end - from);
    if (std::ranges::find(kPageOptions, item.substr(0, item.find('='))) == std::end(kPageOptions))
      items.append(items.empty() ? "" : "&").append(item);
    from = end + 1;
  }
  DecodedLink decoded = decodeLink(items);
  if (!decoded.notices.empty()) return std::unexpected(decoded.notices.front().refusal);
  return std::move(decoded.calculation);
}

std::expected<Calculation, Failure> ScenarioOptions::over(const std::string& name, const std::string& link) const {
  auto calculation = calculationOfLink(link);
  if (!calculation) return std::unexpected(refused(name + ": " + calculation.error()));
  if (!texts_->file.empty()) {
    const auto text = textOf(texts_->file);
    if (!text) return std::unexpected(refused("--scenario: " + text.error()));
    const auto object = parsedJson(*text);
    if (!object) return std::unexpected(refused("--scenario: " + texts_->file + " " + object.error()));
    const auto scenario = scenarioOfJson(*object, calculation->scenario);
    if (!scenario) return std::unexpected(refused("--scenario: " + texts_->file + ": " + scenario.error()));
    calculation->scenario = *scenario;
  }
  GivenInputs given;
  for (const Parameter& field : parameters()) {
    const auto place = static_cast<std::size_t>(field.id);
    if (texts_->options[place]->count() == 0) continue;
    const auto value = parseTypedValue(field, texts_->inputs[place]);
    if (!value) return std::unexpected(refused(optionName(field.key) + ": " + errorMessage(value.error())));
    given.put(field.id, *value);
  }
  const auto scenario = given.over(calculation->scenario);
  if (!scenario) return std::unexpected(refused(scenario.error()));
  calculation->scenario = *scenario;
  return std::move(*calculation);
}

const std::string& ScenarioOptions::file() const { return texts_->file; }

std::expected<Calculation, Failure> ScenarioOptions::calculation() const { return over("--link", texts_->link); }

std::expected<Scenario, Failure> ScenarioOptions::scenario() const {
  auto all = calculation();
  if (!all) return std::unexpected(std::move(all.error()));
  return all->scenario;
}

ScenarioOptions addScenarioOptions(CLI::App& command) {
  ScenarioOptions options;
  options.texts_ = std::make_shared<ScenarioOptions::Texts>();
  ScenarioOptions::Texts& texts = *options.texts_;
  command.add_option("--link", texts.link, "A calculation as the page's address holds it, alone or behind its #")
      ->type_name("LINK")
      ->group("Scenario");
  command
      .add_option(
          "--scenario", texts.file,
          "JSON file of inputs by their keys in JavaScript, {\"model\": 4, \"amWtPct\": 85}, a composite of your own "
          "among them; - reads standard input; counts for more than --link")
      ->type_name("FILE")
      ->group("Scenario");
  for (const Parameter& field : parameters()) {
    const auto place = static_cast<std::size_t>(field.id);
    const std::string name = optionName(field.key), other = "--" + std::string(field.urlKey);
    std::string words;
    for (const Choice& choice : field.choices) words.append(words.empty() ? "" : "|").append(choice.value);
    std::string description(field.label);
    if (!field.isChoice()) description += ": " + allowedText(field);
    const std::string standard = valueText(field, field.read(Scenario{}));
    description += "; left out: " + (standard.empty() ? std::string(field.whenEmpty) : standard);

    std::string names = name;
    if (name != other) names.append(",").append(other);
    texts.options[place] = command.add_option(std::move(names), texts.inputs[place], description)
                               ->type_name(field.isChoice() ? words : "NUMBER")
                               ->group(kInputsGroup);
  }
  return options;
}

}  // namespace cathode::program
