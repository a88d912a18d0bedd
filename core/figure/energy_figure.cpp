// SPDX-License-Identifier: MIT
// Energy densities as bars.
#include <algorithm>

#include "core/base/number_text.h"
#include "core/cell/description.h"
#include "core/cell/phrases.h"
#include "core/figure/parts.h"
#include "core/scenario/link.h"

namespace cathode::figure {
namespace {

// One scenario among those shown as bars.
struct Shown {
  std::string name;
  std::string words;
  Report report;
  const EnergyEntry* printed;
  Scenario scenario;
  bool isNow;
};

std::vector<Shown> shownScenarios(const FigureInput& input) {
  std::vector<Shown> shown;
  const auto add = [&](std::string name, const Scenario& scenario, bool isNow) {
    const Report report = evaluate(scenario);
    shown.push_back(
        {std::move(name), scenarioText(scenario), report, printedEnergyOf(scenario, report), scenario, isNow});
  };
  if (input.compared.empty()) {
    if (input.scenario.composite != nullptr) add(modelText(input.scenario), input.scenario, true);
    for (int m = 0; m < kModelCount; ++m) {
      const auto model = static_cast<ParticleModel>(m);
      add(modelName(model), withModel(input.scenario, model, input.options.same), isOfModel(input.scenario, model));
    }
  } else {
    for (ShownCell& cell : shownCells(input)) add(std::move(cell.name), cell.scenario, cell.isNow);
  }
  return shown;
}

constexpr ColumnKind kColumns[] = {{"scenario", "Scenario", "", true}, {"description", "Description", "", true}};

std::string valueText(const Metric& kind, const MetricValue& value) {
  return displayText(kind, value.value) + (value.interval ? " (" + intervalText(kind, *value.interval) + ")" : "");
}

// The figure in the making: for each kind of energy a heading, and a bar for each scenario.
class EnergyChart {
 public:
  explicit EnergyChart(const FigureInput& input)
      : input_(input),
        shown_(shownScenarios(input)),
        chart_(chartOf(input, input.compared.empty() ? "Which model stores most?" : "What does each cell store?")) {
    for (const Shown& one : shown_) {
      nameWidth_ = std::max(nameWidth_, textWidth(one.name, chart_.em(), true) + 1.8 * chart_.em());
      data_.addRow({wordsCell(one.name), wordsCell(one.words)});
    }
  }

  Figure make() {
    addKind(metric(MetricId::volumetricEnergyDensityWhL), &EnergyEntry::volumetricWhL);
    addKind(metric(MetricId::gravimetricEnergyDensityWhKg), &EnergyEntry::gravimetricWhKg);
    addNotes();
    return {chart_.finish("Bars of volumetric and gravimetric energy density of " + std::to_string(shown_.size()) +
                          " scenarios."),
            std::move(data_),
            {}};
  }

 private:
  using Member = Printed EnergyEntry::*;  // of what Table S5 prints

  double line() const { return chart_.em() * kLineHeight; }
  double row() const { return line() * 1.35; }
  double left() const { return nameWidth_ + chart_.em(); }

  void addKind(const Metric& kind, Member member) {
    const std::string state = kind.id == MetricId::volumetricEnergyDensityWhL && input_.compared.empty()
                                  ? " " + std::string(stateText(input_.scenario))
                                  : "";
    const std::string heading = std::string(kind.label) + state + ", " + std::string(kind.unit);
    for (std::string& part : wrapped(heading, chart_.em(), chart_.width() - 2, true)) {
      chart_.addText({{0, chart_.y()}, std::move(part), Ink::text, chart_.em(), true});
      chart_.skip(line());
    }
    chart_.skip(line() * 0.3);
    double highest = 0, valueWidth = 0;
    for (const Shown& one : shown_) {
      const MetricValue& value = one.report[kind.id];
      highest = std::max({highest, value.interval ? value.interval->upper : value.value,
                          one.printed ? (one.printed->*member).value : 0.0});
      valueWidth = std::max(valueWidth, textWidth(valueText(kind, value), chart_.em(), true));
    }
    const double length = chart_.width() - left() - valueWidth - chart_.em() * 1.2;
    addColumns(kind);
    for (std::size_t i = 0; i < shown_.size(); ++i) {
      addBar(i, kind, member, {highest, length});
      addCells(data_.rows[i], shown_[i], kind, member);
      chart_.skip(row());
    }
    chart_.skip(line() * 0.6);
  }

  // How long the highest value's bar is.
  struct Scale {
    double highest, length;
    double of(double value) const { return value / highest * length; }
  };
  // The bar of a scenario, with the range of its value and what is printed.
  void addBar(std::size_t place, const Metric& kind, Member member, Scale scale) {
    const Shown& one = shown_[place];
    const MetricValue& value = one.report[kind.id];
    const double y = chart_.y(), textY = y + (row() - line()) / 2, inset = isRanked_ ? 2 : row() * 0.34;
    const double width = scale.of(value.value);
    const double em = chart_.em();
    chart_.scene().items.push_back(Marker{.at = {em * 0.8, y + row() / 2},
                                          .shape = shapeOf(one.scenario),
                                          .ink = inkOf(one.scenario),
                                          .size = em * 0.36,
                                          .ringed = one.isNow});
    chart_.addText({{em * 1.8, textY}, one.name, Ink::text, em, one.isNow});
    chart_.scene().items.push_back(Area{{left(), y + inset, width, row() - 2 * inset},
                                        isRanked_ ? inkOf(one.scenario) : Ink::grid,
                                        isRanked_ ? Ink::none : Ink::muted});
    double end = left() + width;
    if (const auto& open = value.interval) {
      const double from = left() + scale.of(open->lower), to = left() + scale.of(open->upper), middle = y + row() / 2;
      for (const auto& [a, b] : {std::pair{Point{from, middle}, Point{to, middle}},
                                 {Point{from, middle - 3}, Point{from, middle + 3}},
                                 {Point{to, middle - 3}, Point{to, middle + 3}}}) {
        chart_.scene().items.push_back(Line{{a, b}, Ink::warning, 1.6});
      }
      end = std::max(end, to);
      anyInterval_ = true;
    }
    if (one.printed) {
      const double at = left() + scale.of((one.printed->*member).value);
      chart_.scene().items.push_back(Line{{{at, y}, {at, y + row()}}, Ink::text, 1.6});
      end = std::max(end, at);
      anyPrinted_ = true;
    }
    chart_.addText({{end + chart_.em() * 0.5, textY}, valueText(kind, value), Ink::text, chart_.em(), one.isNow});
    // The whole row tells of itself.
    chart_.scene().items.push_back(Marker{{left() + width, y + row() / 2},
                                          Shape::circle,
                                          Ink::none,
                                          row() / 2,
                                          false,
                                          one.name,
                                          valueText(kind, value) + " " + std::string(kind.unit) + ", " +
                                              std::string(provenanceKey(value.provenance)) + ". " + one.words,
                                          static_cast<double>(place),
                                          value.value});
  }

  void addColumns(const Metric& kind) {
    const std::string key(kind.key), unit(kind.unit);
    data_.columns.push_back({key, std::string(kind.label), unit});
    data_.columns.push_back({key + "Low", "Lowest", unit});
    data_.columns.push_back({key + "High", "Highest", unit});
    data_.columns.push_back({key + "Printed", "Printed in Table S5", unit});
    data_.columns.push_back({key + "Provenance", "Provenance", "", true});
  }
  static void addCells(TableRow& row, const Shown& one, const Metric& kind, Member member) {
    const MetricValue& value = one.report[kind.id];
    const auto end = [&](double Interval::* which) {
      return value.interval ? numberCell((*value.interval).*which, kind.digits) : TableCell{};
    };
    row.cells.push_back(TableCell{displayText(kind, value.value), value.value});
    row.cells.push_back(end(&Interval::lower));
    row.cells.push_back(end(&Interval::upper));
    row.cells.push_back(one.printed ? TableCell{printedText(one.printed->*member), (one.printed->*member).value}
                                    : TableCell{});
    row.cells.push_back(wordsCell(provenanceKey(value.provenance)));
  }

  void addNotes() {
    chart_.addCaption("This cell: " + scenarioText(input_.scenario) + ".");
    if (anyPrinted_) chart_.addCaption("Vertical lines: printed in Table S5.");
    if (anyInterval_)
      chart_.addCaption(
          "Ranges: what the source contradicts itself in, or what interpolation between its contents leaves open.");
    if (!input_.compared.empty()) return;
    const Report own = evaluate(input_.scenario);
    const bool byLoading = input_.options.same == SameSize::loading;
    const Metric& size = metric(byLoading ? MetricId::loadingMgCm2 : MetricId::cathodeThicknessUm);
    chart_.addCaption("The four models at the same " + std::string(byLoading ? "loading, " : "thickness, ") +
                      displayText(size, own[size.id].value) + " " + std::string(size.unit) +
                      ", everything else as in this scenario.");
    if (!isRanked_) chart_.addNote("Narrow and pale: beyond what was measured, where the models cannot be ranked.");
    if (!isRanked_) chart_.addCaption("Beyond the measured content or temperature capacities are held, not known.");
  }

  const FigureInput& input_;
  std::vector<Shown> shown_;
  Chart chart_;
  Table data_ = tableWith("", "", "", kColumns);
  double nameWidth_ = 0;
  // Beyond what was measured the models rest on held values: narrow and pale, so that nobody ranks them.
  bool isRanked_ = !input_.compared.empty() || isWithinMeasured(input_.scenario);
  bool anyPrinted_ = false, anyInterval_ = false;
};

Figure energyFigure(const FigureInput& input) { return EnergyChart(input).make(); }

}  // namespace

constinit const FigureRow energyRow{
    {FigureId::energy, "energy", "Energy densities",
     "Volumetric and gravimetric energy density of this scenario and those it is compared with, or of the four "
     "models.",
     "Tables S1–S6", "same,comparison"},
    energyFigure};

}  // namespace cathode::figure
