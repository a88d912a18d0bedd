// SPDX-License-Identifier: MIT
#include "core/figure/figures.h"
#include "core/cell/phrases.h"

#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/base/registry.h"
#include "core/base/words.h"
#include "core/decide/problem_text.h"
#include "core/figure/map_figure.h"
#include "core/figure/pareto_figure.h"
#include "core/figure/parts.h"
#include "core/scenario/link.h"

namespace cathode::figure {
namespace {

struct OptionRow : OptionKind {
  // Takes the text, or says that it does not.
  bool (*put)(FigureOptions&, std::string_view);
  std::string (*text)(const FigureOptions&);
};

template <auto Member, double Low, double High>
bool putNumber(FigureOptions& options, std::string_view text) {
  const auto value = parseNumber(text);
  if (!value || !(*value >= Low && *value <= High)) return false;
  options.*Member = *value;
  return true;
}

template <auto Member>
std::string numberText(const FigureOptions& options) {
  return shortestText(options.*Member);
}

// Their order is the enum's.
constexpr Choice kThemes[] = {{"light", "Light"}, {"print", "Print, without colour"}, {"dark", "Dark"}};
constexpr Choice kHeadings[] = {{"above", "Above the plot"}, {"none", "None"}};
constexpr Choice kLoadings[] = {{"composite", "Composite"}, {"am", "AM"}};
constexpr Choice kCarriers[] = {{"ion", "Ions"}, {"electron", "Electrons"}};
constexpr Choice kQuantities[] = {{"conductivity", "Conductivity"}, {"tortuosityFactor", "Tortuosity factor"}};
constexpr Choice kAgainst[] = {{"amWtPct", "AM wt%"}, {"phi", "Volume fraction"}};
constexpr Choice kTemperatures[] = {{"30", "30 °C"}, {"60", "60 °C"}};
constexpr Choice kRegimes[] = {{"start", "At the start"}, {"uniform", "Uniform"}, {"fronts", "Two fronts"}};
constexpr Choice kEnergies[] = {{"volumetric", "Volume"}, {"gravimetric", "Mass"}};
constexpr Choice kSame[] = {{"loading", "Loading"}, {"thickness", "Thickness"}};

template <auto Member, const auto& Choices>
bool putChoice(FigureOptions& options, std::string_view text) {
  const auto* const found = std::ranges::find(Choices, text, &Choice::value);
  if (found == std::end(Choices)) return false;
  options.*Member = static_cast<std::remove_reference_t<decltype(options.*Member)>>(found - std::begin(Choices));
  return true;
}

template <auto Member, const auto& Choices>
std::string choiceText(const FigureOptions& options) {
  return std::string(Choices[static_cast<std::size_t>(options.*Member)].value);
}

template <auto Member, double Low, double High>
constexpr OptionRow numberOption(std::string_view key, std::string_view label, std::string_view range) {
  return {{key, label, {}, range}, putNumber<Member, Low, High>, numberText<Member>};
}
template <auto Member, const auto& Choices>
constexpr OptionRow choiceOption(std::string_view key, std::string_view label) {
  return {{key, label, Choices, ""}, putChoice<Member, Choices>, choiceText<Member, Choices>};
}

std::string theoriesText(const FigureOptions& options) {
  std::string text;
  for (const Theory& theory : theories()) {
    if (options.draws(theory.id)) text.append(text.empty() ? "" : ",").append(theory.key);
  }
  return text.empty() ? "none" : text;
}

bool putTheories(FigureOptions& options, std::string_view text) {
  std::uint32_t bits = 0;
  while (!text.empty() && text != "none") {
    const std::string_view word = text.substr(0, text.find(','));
    const auto found = std::ranges::find(theories(), word, &Theory::key);
    if (found == theories().end()) return false;
    bits |= 1u << static_cast<int>(found->id);
    text.remove_prefix(std::min(word.size() + 1, text.size()));
  }
  options.theories = bits;
  return true;
}

// Inputs and results by their keys.
template <typename Row>
std::vector<Choice> choicesOf(std::span<const Row> rows, bool (*isOne)(const Row&)) {
  std::vector<Choice> choices;
  for (const Row& row : rows)
    if (isOne(row)) choices.push_back({row.key, row.label});
  return choices;
}
std::span<const Choice> inputChoices() {
  static const auto choices = choicesOf<Parameter>(parameters(), [](const Parameter& row) { return !row.isChoice(); });
  return choices;
}
std::span<const Choice> metricChoices() {
  static const auto choices = choicesOf<Metric>(metrics(), [](const Metric&) { return true; });
  return choices;
}

template <auto Member>
bool putInput(FigureOptions& options, std::string_view text) {
  const auto found = std::ranges::find(parameters(), text, &Parameter::key);
  if (found == parameters().end() || found->isChoice()) return false;
  options.*Member = found->id;
  return true;
}
bool putMetric(FigureOptions& options, std::string_view text) {
  const auto found = std::ranges::find(metrics(), text, &Metric::key);
  if (found == metrics().end()) return false;
  options.metric = found->id;
  return true;
}
template <auto Member>
bool putEnd(FigureOptions& options, std::string_view text) {
  const auto value = parseNumber(text);
  if (!value && !text.empty()) return false;
  options.*Member = value;
  return true;
}
bool putDesign(FigureOptions& options, std::string_view text) {
  if (!text.empty() && !problemOf(text, {})) return false;
  options.design = text;
  return true;
}
template <auto Member>
constexpr OptionRow inputOption(std::string_view key, std::string_view label) {
  return {{key, label, {}, ""}, putInput<Member>, [](const FigureOptions& options) {
            return std::string(parameter(options.*Member).key);
          }};
}
template <auto Member>
constexpr OptionRow endOption(std::string_view key, std::string_view label) {
  return {{key, label, {}, "a number in the input’s range, or empty: where its slider ends"},
          putEnd<Member>,
          [](const FigureOptions& options) {
            return (options.*Member) ? shortestText(*(options.*Member)) : std::string();
          }};
}

constexpr OptionRow kOptions[] = {
    numberOption<&FigureOptions::widthMm, 40.0, 400.0>("widthMm", "Width, mm", "40 to 400 mm"),
    choiceOption<&FigureOptions::theme, kThemes>("theme", "Colours"),
    choiceOption<&FigureOptions::title, kHeadings>("title", "Title"),
    choiceOption<&FigureOptions::loading, kLoadings>("loading", "Loading is mass of"),
    choiceOption<&FigureOptions::carrier, kCarriers>("carrier", "Carrier"),
    choiceOption<&FigureOptions::quantity, kQuantities>("quantity", "Show"),
    choiceOption<&FigureOptions::against, kAgainst>("against", "Over"),
    {{"theories",
      "Theory curves",
      {},
      "none, or bruggeman, wiener, hashin-shtrikman, percolation, gem, core-shell separated by commas"},
     putTheories,
     theoriesText},
    choiceOption<&FigureOptions::temperature, kTemperatures>("temperature", "Temperature"),
    choiceOption<&FigureOptions::same, kSame>("same", "Models compared at the same"),
    numberOption<&FigureOptions::bulkCapacitanceF, 1e-14, 1.0>("bulkCapacitanceF", "Bulk capacitance, F (assumed)",
                                                               "1e-14 to 1 F"),
    numberOption<&FigureOptions::grainBoundaryCapacitanceF, 1e-14, 1.0>(
        "grainBoundaryCapacitanceF", "Grain-boundary capacitance, F (assumed)", "1e-14 to 1 F"),
    inputOption<&FigureOptions::mapX>("mapX", "Across"),
    inputOption<&FigureOptions::mapY>("mapY", "Upwards"),
    {{"metric", "Result", {}, ""},
     putMetric,
     [](const FigureOptions& options) { return std::string(cathode::metric(options.metric).key); }},
    endOption<&FigureOptions::mapXFrom>("mapXFrom", "Across from"),
    endOption<&FigureOptions::mapXTo>("mapXTo", "Across to"),
    endOption<&FigureOptions::mapYFrom>("mapYFrom", "Upwards from"),
    endOption<&FigureOptions::mapYTo>("mapYTo", "Upwards to"),
    choiceOption<&FigureOptions::regime, kRegimes>("regime", "Reaction"),
    choiceOption<&FigureOptions::energy, kEnergies>("energy", "Energy per"),
    numberOption<&FigureOptions::mostCurrentMaCm2, 0.0, 1000.0>("mostCurrentMaCm2", "Largest current, mA/cm² (0: any)",
                                                                "0 to 1000 mA/cm²"),
    numberOption<&FigureOptions::cutOffV, 0.0, 5.0>("cutOffV", "Cut-off voltage, V (0: none)", "0 to 5 V"),
    numberOption<&FigureOptions::slopeV, 0.01, 5.0>("slopeV", "Fall of the open-circuit voltage, V (assumed)",
                                                    "0.01 to 5 V"),
    numberOption<&FigureOptions::doubleLayerUFCm2, 0.001, 10000.0>("doubleLayerUFCm2", "Double layer, µF/cm² (assumed)",
                                                                   "0.001 to 10000 µF/cm²"),
    {{"design",
      "What a design is to do",
      {},
      "empty, or items such as min:volumetricEnergyDensityWhL:1000, max:voltageDropMv:100, free:Lc:40:200 and "
      "most:gravimetricEnergyDensityWhKg separated by commas"},
     putDesign,
     [](const FigureOptions& options) { return options.design; }},
};

// What inputs and results there are, their registries tell.
const std::array<OptionKind, std::size(kOptions)>& allKinds() {
  static const auto all = [] {
    std::array<OptionKind, std::size(kOptions)> kinds{};
    for (std::size_t i = 0; i < kinds.size(); ++i) {
      kinds[i] = kOptions[i];
      if (kinds[i].key == "mapX" || kinds[i].key == "mapY") kinds[i].choices = inputChoices();
      if (kinds[i].key == "metric") kinds[i].choices = metricChoices();
    }
    return kinds;
  }();
  return all;
}

// Options of earlier versions that programs and addresses may still hold: accepted, and without effect.
constexpr std::pair<std::string_view, std::string_view> kFormer[] = {
    {"mode", "reported"}, {"mode", "normalised"},    {"axis", "thickness"},
    {"axis", "amWtPct"},  {"axis", "arealCapacity"}, {"axis", "specificCapacity"},
};

constexpr const FigureRow* kFigures[] = {
#define CATHODE_FIGURE(name) &name##Row,
    CATHODE_FIGURES(CATHODE_FIGURE)
#undef CATHODE_FIGURE
};

}  // namespace

std::span<const OptionKind> optionKinds() { return allKinds(); }
const OptionKind& optionKind(std::string_view key) { return *std::ranges::find(allKinds(), key, &OptionKind::key); }
std::span<const FigureKind> figureKinds() {
  static const std::array<FigureKind, kFigureCount> kinds = [] {
    std::array<FigureKind, kFigureCount> all{};
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = *kFigures[i];
    return all;
  }();
  return kinds;
}

std::string allowedText(const OptionKind& option) {
  std::string text(option.range);
  for (const Choice& choice : option.choices) text.append(text.empty() ? "" : ", ").append(choice.value);
  return text;
}

std::expected<void, std::string> putFigureOption(FigureOptions& options, std::string_view key, std::string_view text) {
  for (const OptionRow& row : kOptions) {
    if (row.key != key) continue;
    if (row.put(options, text)) return {};
    return std::unexpected(nameOf(row) + ": \"" + quotable(text) +
                           "\" is refused; allowed: " + allowedText(optionKind(key)) + ".");
  }
  if (std::ranges::find(kFormer, std::pair(key, text)) != std::end(kFormer)) return {};
  return std::unexpected("Unknown option \"" + quotable(key) + "\". Known options: " + keysOf(kOptions) +
                         ", comparison, rows, assumptions.");
}

std::expected<void, std::string> changeFigureOption(FigureOptions& options, std::string_view key,
                                                    std::string_view text) {
  const FigureOptions before = options;
  if (auto put = putFigureOption(options, key, text); !put) return put;
  if (options.mapX != before.mapX) {
    if (options.mapX == before.mapY) options.mapY = before.mapX;
  } else if (options.mapY != before.mapY && options.mapY == before.mapX) {
    options.mapX = before.mapY;
  }
  if (options.mapX != before.mapX) options.mapXFrom = options.mapXTo = {};
  if (options.mapY != before.mapY) options.mapYFrom = options.mapYTo = {};
  return {};
}

std::string figureOptionText(const FigureOptions& options, std::string_view key) {
  return std::ranges::find(kOptions, key, &OptionRow::key)->text(options);
}

std::string figureOptionsText(const FigureOptions& options) {
  std::string text;
  for (const OptionRow& row : kOptions) {
    if (row.key == "widthMm" || row.key == "theme" || row.key == "title") continue;
    text.append(text.empty() ? "" : "&").append(row.key).append("=").append(row.text(options));
  }
  return text;
}

std::string refusalOf(FigureId id, const FigureInput& input) {
  if (id == FigureId::pareto) {
    const auto checked = checkProblem(designProblemOf(input));
    return checked ? std::string() : checked.error();
  }
  if (id != FigureId::map) return {};
  const auto checked = checkMap(mapRequestOf(input, kLeastMapSide));
  return checked ? std::string() : checked.error();
}

namespace {

// The results without which a figure has nothing of a cell to show.
std::vector<MetricId> neededFor(FigureId id, const FigureOptions& options) {
  switch (id) {
    case FigureId::energy:
    case FigureId::contentEnergy:
    case FigureId::literature:
    case FigureId::stack: return {MetricId::volumetricEnergyDensityWhL};
    case FigureId::balance: return {MetricId::ionicConductivityMsCm, MetricId::electronicConductivityMsCm};
    case FigureId::reaction:
    case FigureId::resistance:
    case FigureId::electrodeImpedance: return {MetricId::cellResistanceOhmCm2};
    case FigureId::rate:
    case FigureId::thickness:
    case FigureId::losses: return {MetricId::volumetricEnergyDensityWhL, MetricId::cellResistanceOhmCm2};
    case FigureId::budget:
    case FigureId::uncertainty: return {options.metric};
    default: return {};
  }
}

// The first of them that a person's own composite does not give; of the source's models figures tell it themselves.
std::optional<MetricId> lackedBy(const Scenario& scenario, std::span<const MetricId> needed) {
  if (scenario.composite == nullptr || needed.empty()) return std::nullopt;
  const Report report = evaluate(scenario);
  const auto found = std::ranges::find_if(needed, [&](MetricId metric) { return !report[metric].isKnown(); });
  return found == needed.end() ? std::nullopt : std::optional(*found);
}

Figure figureOfWhatIsLacked(const FigureInput& input, MetricId lacked) {
  const std::string text = modelText(input.scenario) + " does not give what the " + lowered(metric(lacked).label) +
                           " rests on: see what it lacks beside the results.";
  Chart chart = chartOf(input, "Nothing to show yet");
  chart.addNote(text);
  static constexpr ColumnKind kColumns[] = {{"note", "Note", "", true}};
  Table table = tableWith("", "", "", kColumns);
  table.addRow({wordsCell(text)});
  return {chart.finish(text), std::move(table), {}};
}

}  // namespace

Figure makeFigure(FigureId id, const FigureInput& given) {
  FigureInput input = given;
  const std::vector<MetricId> needed = neededFor(id, input.options);
  std::vector<Scenario> compared(given.compared.begin(), given.compared.end());
  std::erase_if(compared, [&](const Scenario& scenario) { return lackedBy(scenario, needed).has_value(); });
  input.compared = compared;
  const auto lacked = lackedBy(input.scenario, needed);
  Figure figure = lacked ? figureOfWhatIsLacked(input, *lacked) : kFigures[static_cast<std::size_t>(id)]->make(input);
  figure.data.name = kFigures[static_cast<std::size_t>(id)]->name;
  figure.data.title = figure.scene.title;
  figure.citations.insert(figure.citations.begin(), CitationId::source);
  figure.citations.push_back(CitationId::program);
  return figure;
}

std::string captionOf(FigureId id, const FigureInput& input) { return makeFigure(id, input).scene.caption; }

std::string svgOf(FigureId id, const FigureInput& input) {
  const Figure figure = makeFigure(id, input);
  return toSvg(figure.scene, paletteOf(input.options.theme), input.options.widthMm, true);
}

Chart chartOf(const FigureInput& input, std::string title) {
  Chart chart =
      input.screen ? Chart(input.screen->first, input.screen->second) : Chart(input.width(), emOf(input.width()));
  // The canvas has titles of its own.
  if (!input.screen && input.options.title == Heading::above) chart.addTitle(title);
  chart.scene().title = std::move(title);
  return chart;
}

double plotHeight(const FigureInput& input, double share) { return std::clamp(input.width() * share, 190.0, 460.0); }

Ink inkOf(ParticleModel model) {
  constexpr Ink kInks[] = {Ink::model1, Ink::model2, Ink::model3, Ink::model4};
  return kInks[static_cast<std::size_t>(model)];
}
Shape shapeOf(ParticleModel model) {
  constexpr Shape kShapes[] = {Shape::circle, Shape::square, Shape::triangle, Shape::diamond};
  return kShapes[static_cast<std::size_t>(model)];
}

Ink inkOf(const Scenario& scenario) { return scenario.composite != nullptr ? Ink::text : inkOf(scenario.model); }
Shape shapeOf(const Scenario& scenario) {
  return scenario.composite != nullptr ? Shape::circle : shapeOf(scenario.model);
}
bool isOfModel(const Scenario& scenario, ParticleModel model) {
  return scenario.composite == nullptr && scenario.model == model;
}
std::string drawnText(const Scenario& scenario, bool isOwnDrawn) {
  return "the four models" + (isOwnDrawn ? " and " + modelText(scenario) : std::string());
}

std::vector<ShownCell> shownCells(const FigureInput& input) {
  std::vector<ShownCell> cells;
  const auto add = [&](const Scenario& scenario, bool isNow) {
    const double tenths = std::round(scenario.amWtPct * 10.0) / 10.0;
    cells.push_back({modelText(scenario) + ", " + shortestText(tenths) + " wt%", scenario, isNow});
  };
  add(input.scenario, true);
  for (const Scenario& scenario : input.compared) add(scenario, false);
  // Where two are called the same, those that are compared have their letters.
  const std::vector<ShownCell> plain = cells;
  for (std::size_t i = 1; i < cells.size(); ++i) {
    if (std::ranges::count(plain, plain[i].name, &ShownCell::name) > 1)
      cells[i].name = pinName(i - 1) + ": " + plain[i].name;
  }
  return cells;
}

std::string withSubscripts(std::string_view text) {
  std::string result(text);
  for (const auto& [plain, drawn] : {std::pair<std::string_view, std::string_view>{"σ0", "σ_0"},
                                     {"σeff", "σ_eff"},
                                     {"φc", "φ_c"},
                                     {"R1", "R_1"},
                                     {"R2", "R_2"}}) {
    for (std::size_t at = result.find(plain); at != std::string::npos; at = result.find(plain, at + drawn.size()))
      result.replace(at, plain.size(), drawn);
  }
  return result;
}

Marker cellMarker(const ShownCell& cell, Point at, double size) {
  return {.at = at,
          .shape = shapeOf(cell.scenario),
          .ink = inkOf(cell.scenario),
          .size = size,
          .name = cell.isNow ? std::string(kThisCell) : cell.name,
          .ringed = cell.isNow};
}

}  // namespace cathode::figure
