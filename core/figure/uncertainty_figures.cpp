// SPDX-License-Identifier: MIT
// How sure a result is, where that comes from, and where the energy of the active material goes.
#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/base/words.h"
#include "core/cell/phrases.h"
#include "core/figure/losses.h"
#include "core/figure/parts.h"
#include "core/uncertainty/losses.h"
#include "core/uncertainty/uncertainty.h"

namespace cathode::figure {
namespace {

// Samples until the first digit of the uncertainty stands; more are for who asks for numbers.
UncertaintyRequest quickRequest(const Scenario& scenario, MetricId metric, bool hasBudget) {
  UncertaintyRequest request;
  request.scenario = scenario;
  request.metrics = {metric};
  request.isAdaptive = true;
  request.hasBudget = hasBudget;
  return request;
}

// The last ones are kept: a figure is drawn again for another width or theme.
const UncertainResult& resultOf(const Scenario& scenario, MetricId metric, bool hasBudget) {
  struct Kept {
    Scenario scenario;
    MetricId metric;
    bool hasBudget;
    UncertainResult result;
  };
  constexpr std::size_t kMost = 16;
  static std::vector<Kept> kept;
  for (const Kept& one : kept) {
    if (one.scenario == scenario && one.metric == metric && one.hasBudget == hasBudget) return one.result;
  }
  // A reference stays: room for all of one figure's was taken before.
  if (kept.capacity() == 0) kept.reserve(kMost);
  if (kept.size() == kMost) kept.erase(kept.begin());
  kept.push_back({scenario, metric, hasBudget, uncertainty(quickRequest(scenario, metric, hasBudget))[0]});
  return kept.back().result;
}

bool isKnown(const UncertainResult& result) { return !std::isnan(result.value) && result.samples > 0; }

std::string shortForm(const Metric& metric, const UncertainResult& result) {
  std::string text = shortFormText(result.value, result.coverage.standardUncertainty);
  if (!metric.unit.empty()) text.append(" ").append(metric.unit);
  return text;
}

std::string titled(const Metric& metric) {
  return std::string(metric.label) + (metric.unit.empty() ? "" : ", " + std::string(metric.unit));
}

// Rows of names to the left, values to the right, and what is drawn in between to one scale.
struct Rows {
  double em, line, row, left, right;
  AxisSpec axis;

  double x(double value) const { return left + (value - axis.low) / (axis.high - axis.low) * (right - left); }
};

Rows rowsOf(const Chart& chart, std::span<const std::string> names, std::span<const std::string> values, double low,
            double high) {
  const double em = chart.em(), line = em * kLineHeight;
  double name = 0, value = 0;
  for (const std::string& text : names) name = std::max(name, textWidth(text, em));
  for (const std::string& text : values) value = std::max(value, textWidth(text, em));
  name = std::min(name, chart.width() * 0.4);
  return {em, line, line * 1.6, name + em, chart.width() - value - em * 1.2, roundedLinear("", low, high, 4)};
}

// The scale below rows that began at `top`.
void addScale(Chart& chart, const Rows& rows, double top, const std::string& title) {
  const double bottom = chart.y();
  const Ticks ticks = ticksOf(rows.axis, std::clamp(static_cast<int>((rows.right - rows.left) / (rows.em * 5)), 2, 6));
  auto& items = chart.scene().items;
  items.push_back(Line{{{rows.left, bottom}, {rows.right, bottom}}, Ink::axis, 1});
  double taken = -1e300;
  for (std::size_t i = 0; i < ticks.values.size(); ++i) {
    const double x = rows.x(ticks.values[i]), half = 0.5 * textWidth(ticks.labels[i], rows.em);
    items.insert(items.begin(), Line{{{x, top}, {x, bottom}}, Ink::grid, 1});
    if (x - half < taken || x + half > chart.width()) continue;
    taken = x + half + rows.em * 0.6;
    chart.addText({{x, bottom + rows.em * 0.4}, ticks.labels[i], Ink::muted, rows.em, false, Align::center});
  }
  chart.skip(rows.line + rows.em * 0.6);
  for (std::string& part : wrapped(title, rows.em, chart.width() - 2)) {
    chart.addText({{0, chart.y()}, std::move(part), Ink::muted, rows.em});
    chart.skip(rows.line);
  }
}

constexpr std::string_view kWhatIsDrawn =
    "Drawn: the digits of every printed number, once for all cells; densities and additive with the covariance of "
    "their "
    "fit, capacities solved again; the misfit of the reconstruction; the loading as Table S6 rounds it. Not drawn: "
    "what "
    "is assumed, and that the source prints one value of each, without repeats.";

// What an uncertainty of losses does not hold.
void addWhatLossesRestOn(Chart& chart, const Scenario& scenario, const Metric& metric) {
  if (!restsOnLosses(metric.id)) return;
  chart.addCaption(notValidatedText());
  if (const auto interval = evaluate(scenario)[metric.id].interval)
    chart.addCaption("Not drawn either: between both temperatures the value is " + intervalText(metric, *interval) +
                     (metric.unit.empty() ? "" : " " + std::string(metric.unit)) + ".");
  chart.addCaption(assumedText(scenario));
}

Figure uncertaintyFigure(const FigureInput& input) {
  const Metric& metric = cathode::metric(input.options.metric);
  static constexpr ColumnKind kColumns[] = {
      {"cell", "Cell", "", true}, {"value", "Value", ""},     {"standardUncertainty", "Standard uncertainty", ""},
      {"low", "Low, 95 %", ""},   {"high", "High, 95 %", ""}, {"shortForm", "Short form", "", true}};
  Table data = tableWith("", "", "", kColumns);
  Chart chart = chartOf(input, "How sure is the " + lowered(metric.label) + ", and which models does it tell apart?");
  struct Shown {
    std::string name;
    Scenario scenario;
    bool isNow;
    UncertainResult result;
  };
  std::vector<Shown> shown;
  for (const ModelCell& cell : modelCells(input))
    shown.push_back({modelText(cell.scenario), cell.scenario, cell.isNow, resultOf(cell.scenario, metric.id, false)});
  constexpr std::size_t kMostCompared = 6;
  const std::vector<ShownCell> compared = shownCells(input);
  for (std::size_t i = 1; i < std::min(compared.size(), kMostCompared + 1); ++i) {
    shown.push_back({compared[i].name, compared[i].scenario, false, resultOf(compared[i].scenario, metric.id, false)});
  }
  double low = 1e300, high = -1e300;
  std::vector<std::string> names, values;
  for (const Shown& one : shown) {
    names.push_back(one.name);
    values.push_back(isKnown(one.result) ? shortForm(metric, one.result) : "not known");
    if (!isKnown(one.result)) {
      data.addRow({wordsCell(one.name), {}, {}, {}, {}, wordsCell(values.back())});
      continue;
    }
    const Coverage& coverage = one.result.coverage;
    low = std::min({low, one.result.value, coverage.low}), high = std::max({high, one.result.value, coverage.high});
    data.addRow({wordsCell(one.name), numberCell(one.result.value, 6), numberCell(coverage.standardUncertainty, 2),
                 numberCell(coverage.low, 6), numberCell(coverage.high, 6), wordsCell(values.back())});
  }
  if (low > high) low = 0, high = 1;
  if (!(high - low > 1e-9 * std::abs(high))) {
    const double margin = high != 0.0 ? 0.05 * std::abs(high) : 1.0;
    low -= margin, high += margin;
  }
  const Rows rows = rowsOf(chart, names, values, low, high);
  const double top = chart.y();
  for (std::size_t i = 0; i < shown.size(); ++i) {
    const Shown& one = shown[i];
    const double middle = chart.y() + rows.row / 2, y = middle - rows.line / 2;
    chart.addText({{0, y}, shortened(one.name, rows.em, rows.left - rows.em), Ink::text, rows.em, one.isNow});
    chart.addText({{chart.width() - textWidth(values[i], rows.em) - 1, y}, values[i], Ink::text, rows.em});
    if (isKnown(one.result)) {
      const Coverage& coverage = one.result.coverage;
      const Ink ink = inkOf(one.scenario);
      auto& items = chart.scene().items;
      items.push_back(
          Line{{{rows.x(coverage.low), middle}, {rows.x(coverage.high), middle}}, ink, one.isNow ? 4.0 : 2.5});
      Marker marker{{rows.x(one.result.value), middle},
                    shapeOf(one.scenario),
                    ink,
                    rows.em * 0.45,
                    false,
                    one.name,
                    values[i] + ", 95 % from " + intervalText(coverage),
                    one.result.value,
                    static_cast<double>(i)};
      marker.ringed = one.isNow;
      items.push_back(marker);
    }
    chart.skip(rows.row);
  }
  addScale(chart, rows, top, titled(metric) + ": value and 95 % interval");
  // The nearest of the other models, with the draws that both share.
  const Shown& now = *std::ranges::find(shown, true, &Shown::isNow);
  const Shown* nearest = nullptr;
  for (const Shown& one : shown) {
    if (one.isNow || !isKnown(one.result) || !isKnown(now.result)) continue;
    if (nearest == nullptr ||
        std::abs(one.result.value - now.result.value) < std::abs(nearest->result.value - now.result.value))
      nearest = &one;
  }
  if (nearest != nullptr) {
    const Distinction apart =
        distinguish(now.scenario, nearest->scenario, metric.id, quickRequest(now.scenario, metric.id, false));
    chart.addCaption(now.name + " and " + nearest->name + " " +
                     (apart.isDistinguishable
                          ? "can be told apart: their difference is " + shortForm(metric, apart.difference) +
                                ". Measurements tell them apart up to a repeatability of " +
                                significantText(100.0 * apart.repeatability, 2) + " %."
                          : "cannot be told apart: their difference is " + shortForm(metric, apart.difference) + "."));
  }
  chart.addCaption(std::string(kWhatIsDrawn));
  addWhatLossesRestOn(chart, input.scenario, metric);
  return {chart.finish("The " + lowered(metric.label) +
                       " of the four models and of the compared cells, each with its 95 % interval."),
          std::move(data),
          {}};
}

Figure budgetFigure(const FigureInput& input) {
  const Metric& metric = cathode::metric(input.options.metric);
  static constexpr ColumnKind kColumns[] = {
      {"input", "Input", "", true}, {"share", "Share of the variance", ""}, {"part", "Its part of u", ""}};
  Table data = tableWith("", "", "", kColumns);
  Chart chart = chartOf(input, "Where does the uncertainty of the " + lowered(metric.label) + " come from?");
  const UncertainResult& result = resultOf(input.scenario, metric.id, true);
  constexpr double kLeastShare = 0.0005;
  const double u = result.coverage.standardUncertainty;
  std::vector<std::string> names, values;
  std::vector<double> parts;
  if (isKnown(result)) {
    for (const BudgetEntry& entry : result.budget) {
      if (entry.share < kLeastShare) continue;
      names.emplace_back(entry.label);
      values.push_back(fixedText(100.0 * entry.share, 1) + " %");
      parts.push_back(std::sqrt(entry.share) * u);
      data.addRow({wordsCell(entry.label), numberCell(entry.share, 3), numberCell(parts.back(), 2)});
    }
  }
  if (parts.empty()) {
    chart.addNote(isKnown(result) ? "Nothing that is drawn changes this result." : "This result is not known here.");
    return {chart.finish("No uncertainty."), std::move(data), {}};
  }
  const double most = parts.front();
  const Rows rows = rowsOf(chart, names, values, -most, most);
  const double top = chart.y();
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const double middle = chart.y() + rows.row / 2, y = middle - rows.line / 2;
    chart.addText({{0, y}, shortened(names[i], rows.em, rows.left - rows.em), Ink::text, rows.em});
    chart.addText({{chart.width() - textWidth(values[i], rows.em) - 1, y}, values[i], Ink::text, rows.em});
    const double from = rows.x(-parts[i]), to = rows.x(parts[i]);
    chart.scene().items.push_back(Area{{from, middle - rows.row * 0.3, to - from, rows.row * 0.6}, Ink::muted});
    chart.scene().items.push_back(Marker{{rows.x(0.0), middle},
                                         Shape::circle,
                                         Ink::none,
                                         rows.row / 2,
                                         false,
                                         names[i],
                                         values[i] + " of the variance",
                                         parts[i],
                                         static_cast<double>(i)});
    chart.skip(rows.row);
  }
  addScale(chart, rows, top, titled(metric) + ": what each leaves open, as a standard uncertainty");
  chart.addCaption(modelText(input.scenario) + ": " + shortForm(metric, result) + ", 95 % from " +
                   intervalText(result.coverage) +
                   ". Shares of the variance, averaged over all orders (Shapley), so that they add up.");
  chart.addCaption(std::string(kWhatIsDrawn));
  addWhatLossesRestOn(chart, input.scenario, metric);
  return {chart.finish("Bars for the inputs that leave the " + lowered(metric.label) + " open, the largest on top."),
          std::move(data),
          {}};
}

Ink inkOfLoss(LossId id) {
  switch (id) {
    case LossId::inactiveMass: return Ink::electrolyte;
    case LossId::voids: return Ink::pore;
    case LossId::separator: return Ink::electrolyte;
    case LossId::anode: return Ink::lithium;
    case LossId::collectors: return Ink::copper;
    default: return Ink::muted;
  }
}

Figure lossesFigure(const FigureInput& input) {
  const bool isByMass = input.options.energy == EnergyKind::gravimetric;
  const LossSplit split = lossSplit(input.scenario, isByMass);
  const Metric& metric = cathode::metric(split.metric);
  static constexpr ColumnKind kColumns[] = {
      {"step", "Step", "", true}, {"value", "Energy density", ""}, {"sharePct", "Share of the theoretical", "%"}};
  Table data = tableWith("", "", "", kColumns);
  Chart chart = chartOf(input, "Where does the energy of the active material go?");
  if (std::isnan(split.practical)) {
    chart.addNote("This cell gives no energy at " + shortestText(input.scenario.cRate) + "C, or it is not known.");
    chart.addCaption(notValidatedText());
    return {chart.finish("No energy at this rate."), std::move(data), {}};
  }
  struct Step {
    std::string name, value;
    double from, to;
    Ink ink;
  };
  std::vector<Step> steps{
      {"NCM811 in theory", displayText(metric, split.theoretical), 0.0, split.theoretical, Ink::activeMaterial}};
  double left = split.theoretical, low = 0.0, high = split.theoretical;
  const auto add = [&](std::string_view name, double value) {
    data.addRow({wordsCell(name), numberCell(value, 4), numberCell(100.0 * value / split.theoretical, 3)});
  };
  add(steps[0].name, split.theoretical);
  for (const Loss& loss : split.losses) {
    const std::string sign = loss.value > 0.0 ? "−" : "+";
    steps.push_back({std::string(loss.label), sign + significantText(std::abs(loss.value), 3), left, left - loss.value,
                     inkOfLoss(loss.id)});
    left -= loss.value;
    low = std::min(low, left), high = std::max(high, left);
    add(loss.label, -loss.value);
  }
  steps.push_back(
      {std::string(kThisCell), displayText(metric, split.practical), 0.0, split.practical, inkOf(input.scenario)});
  add(kThisCell, split.practical);
  std::vector<std::string> names, values;
  for (const Step& step : steps) names.push_back(step.name), values.push_back(step.value);
  const Rows rows = rowsOf(chart, names, values, low, high);
  const double top = chart.y();
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const Step& step = steps[i];
    const double middle = chart.y() + rows.row / 2, y = middle - rows.line / 2;
    const bool isEnd = i == 0 || i + 1 == steps.size();
    chart.addText({{0, y}, shortened(step.name, rows.em, rows.left - rows.em), Ink::text, rows.em, isEnd});
    chart.addText(
        {{chart.width() - textWidth(step.value, rows.em, isEnd) - 1, y}, step.value, Ink::text, rows.em, isEnd});
    const double from = rows.x(std::min(step.from, step.to)), to = rows.x(std::max(step.from, step.to));
    chart.scene().items.push_back(Area{{from, middle - rows.row * 0.32, std::max(to - from, 1.0), rows.row * 0.64},
                                       step.ink,
                                       step.ink == Ink::pore ? Ink::axis : Ink::none});
    // To where the next begins.
    if (i + 1 < steps.size()) {
      const double x = rows.x(step.to);
      chart.scene().items.push_back(
          Line{{{x, middle + rows.row * 0.32}, {x, middle + rows.row * 0.68}}, Ink::axis, 1, Dash::dotted});
    }
    chart.scene().items.push_back(Marker{{0.5 * (from + to), middle},
                                         Shape::circle,
                                         Ink::none,
                                         rows.row / 2,
                                         false,
                                         step.name,
                                         step.value + " " + std::string(metric.unit),
                                         step.to,
                                         static_cast<double>(i)});
    chart.skip(rows.row);
  }
  addScale(chart, rows, top, isByMass ? "Energy per mass, Wh/kg" : "Energy per volume, Wh/L");
  chart.addCaption("At " + shortestText(input.scenario.cRate) + "C " +
                   fixedText(100.0 * split.practical / split.theoretical, 0) +
                   " % of the theoretical energy density is left. Each loss is what it takes away, averaged over all "
                   "orders in which losses may be taken (Shapley), so that no order is preferred and they add up; "
                   "conductivities, current and voltage drop stay those of this cell.");
  chart.addCaption("In theory: " + shortestText(kTheoreticalCapacityMahG) + " mAh/g of AM alone at " +
                   shortestText(input.scenario.nominalVoltageV) + " V. " + notValidatedText());
  return {chart.finish("A waterfall from the theoretical energy density down to this cell’s, a step for each loss."),
          std::move(data),
          {}};
}

}  // namespace

constinit const FigureRow lossesRow{
    {FigureId::losses, "losses", "Where the energy goes",
     "From the theoretical energy density of the active material to that of the cell, a step for each loss.",
     "Tables S1–S5", "energy"},
    lossesFigure};

constinit const FigureRow budgetRow{
    {FigureId::budget, "budget", "Budget of uncertainty", "Which inputs leave a result open, and by how much each.",
     "Tables S1–S6 and Figs. S17, S18, S22", "metric"},
    budgetFigure};

constinit const FigureRow uncertaintyRow{
    {FigureId::uncertainty, "uncertainty", "How sure a result is",
     "A result of the four models and of compared cells, each with its 95 % interval.",
     "Tables S1–S6 and Figs. S17, S18, S22", "metric,same,comparison"},
    uncertaintyFigure};

}  // namespace cathode::figure
