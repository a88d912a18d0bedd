// SPDX-License-Identifier: MIT
#include "core/figure/content_energy_figure.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/number_text.h"
#include "core/cell/description.h"
#include "core/figure/model_curves.h"

namespace cathode::figure {
namespace {

constexpr double kSide = 0.075;  // of the width, for what was not measured, on either side
constexpr double kLow = kMeasuredAmWtPct[0], kHigh = kMeasuredAmWtPct[1];
constexpr MetricId kShown = MetricId::volumetricEnergyDensityWhL;
constexpr ColumnKind kColumns[] = {{"model", "Model", "", true},
                                   {"amWtPct", "AM content", "wt%"},
                                   {"volumetricEnergyDensityWhL", "Volumetric energy density", "Wh/L"},
                                   {"lowest", "Lowest", "Wh/L"},
                                   {"highest", "Highest", "Wh/L"},
                                   {"provenance", "Provenance", "", true}};

Interval rangeOf(const Report& report) {
  const MetricValue& value = report[kShown];
  return value.interval ? *value.interval : Interval{value.value, value.value};
}

// What is drawn: each model between the measured contents, and a composite of a person's own where it has a value.
struct Drawn {
  std::array<std::vector<Sample>, kModelCount> models;
  Curves own;

  Drawn(const Scenario& scenario, SameSize same, int pieces) {
    for (int i = 0; i < kModelCount; ++i)
      models[static_cast<std::size_t>(i)] =
          along(withModel(scenario, static_cast<ParticleModel>(i), same), kLow, kHigh, pieces);
    if (scenario.composite != nullptr)
      own = curvesOfOwn(scenario, OwnQuantity::specificCapacityMahG, {kLow, kHigh}, kShown);
  }
};

// Ends of the axis: tens of percent around what is drawn, so that an edit has room to move it.
AxisSpec axisOf(const Drawn& drawn) {
  double low = 1e300, high = 0;
  const auto hold = [&](const Sample& s) {
    low = std::min(low, rangeOf(s.report).lower);
    high = std::max(high, rangeOf(s.report).upper);
  };
  for (const std::vector<Sample>& curve : drawn.models) {
    hold(curve.front());
    hold(curve.back());
  }
  for (const auto* part : drawn.own.parts()) std::ranges::for_each(*part, hold);
  return roundedLinear("Wh/L", low * 0.85, high * 1.04, 7);
}

// The figure in the making.
class ContentChart {
 public:
  explicit ContentChart(const FigureInput& input)
      : input_(input),
        chart_(chartOf(input, "What does more active material give?")),
        drawn_(input.scenario, input.options.same, kPieces),
        axis_(axisOf(input.before ? Drawn(*input.before, input.options.same, 1) : drawn_)) {
    Scenario within = withModel(input.scenario, ParticleModel::conventional, input.options.same);
    within.amWtPct = kHigh;
    isRanked_ = isWithinMeasured(within);
  }

  Figure make() {
    begin();
    for (int i = 0; i < kModelCount; ++i) addCurve(static_cast<ParticleModel>(i));
    for (int i = 0; i < kModelCount; ++i) addEnds(static_cast<ParticleModel>(i));
    addOwn();
    chart_.addEndNames(names());
    addCell();
    chart_.skip(plot_.bottom() + chart_.em() * 2.0 - chart_.y());
    addCaption();
    return {chart_.finish("Volumetric energy density of " + drawnText(input_.scenario, !drawn_.own.isEmpty()) +
                          " between 75 and 85 wt% of active material, all else as in this scenario."),
            std::move(data_),
            {}};
  }

 private:
  double em() const { return chart_.em(); }
  double atX(double am) const { return plot_.x + shareOfContent(am) * plot_.width; }
  double atY(double whL) const {
    const double share = std::clamp((whL - axis_.low) / (axis_.high - axis_.low), 0.0, 1.0);
    return plot_.bottom() - share * plot_.height;
  }
  void add(auto item) { chart_.scene().items.push_back(std::move(item)); }

  void begin() {
    const Ticks ticks = ticksOf(axis_, 7);
    double labels = em() * 0.7;
    for (const std::string& label : ticks.labels) labels = std::max(labels, textWidth(label, em()) + em() * 0.7);
    const double top = chart_.y() + em() * 0.75, height = plotHeight(input_, 0.52);
    plot_ = {labels, top, chart_.width() - labels - chart_.roomFor(names()) - em() * 0.6, height};
    chart_.scene().plot = plot_;
    if (!isRanked_) chart_.addHatch(plot_);
    for (const double left : {plot_.x, plot_.right() - kSide * plot_.width})
      if (isRanked_) chart_.addHatch({left, plot_.y, kSide * plot_.width, plot_.height});
    for (std::size_t i = 0; i < ticks.values.size(); ++i) {
      const double y = atY(ticks.values[i]);
      add(Line{{{plot_.x, y}, {plot_.right(), y}}, Ink::grid, 1});
      chart_.addText(
          {{plot_.x - em() * 0.5, y - em() * kLineHeight / 2}, ticks.labels[i], Ink::muted, em(), false, Align::right});
    }
    for (const double am : {kLow, (kLow + kHigh) / 2, kHigh}) {
      chart_.addText({{atX(am), plot_.bottom() + em() * 0.35},
                      shortestText(am) + (am == kHigh ? " wt%" : ""),
                      Ink::muted,
                      em(),
                      false,
                      Align::center});
    }
  }

  // Short on narrow figures.
  std::string nameOf(int i) const {
    const std::string_view label = parameter(ParameterId::model).choices[static_cast<std::size_t>(i)].label;
    return input_.width() < 420 ? modelName(static_cast<ParticleModel>(i))
                                : std::to_string(i + 1) + " " + std::string(label);
  }
  bool isOwn(ParticleModel model) const { return isOfModel(input_.scenario, model); }

  void addLine(const std::vector<Sample>& samples, Ink ink, double width, Dash dash) {
    std::vector<Point> points;
    for (const Sample& s : samples) points.push_back({atX(s.amWtPct), atY(s.report[kShown].value)});
    if (points.size() > 1) add(Line{std::move(points), ink, width, dash});
  }
  void addCurve(ParticleModel model) {
    addLine(drawn_.models[static_cast<std::size_t>(model)], inkOf(model), isOwn(model) && isRanked_ ? 2.6 : 1.5,
            isRanked_ ? Dash::solid : Dash::dashed);
  }
  // Solid between the contents at which its capacity was measured.
  void addOwn() {
    for (const auto* part : {&drawn_.own.below, &drawn_.own.above}) addLine(*part, Ink::text, 1.8, Dash::dashed);
    addLine(drawn_.own.between, Ink::text, 2.6, Dash::solid);
    for (const auto* part : drawn_.own.parts()) {
      for (const Sample& s : *part) {
        const MetricValue& value = s.report[kShown];
        data_.addRow({wordsCell(input_.scenario.composite->name),
                      numberCell(s.amWtPct, 4),
                      TableCell{displayText(metric(kShown), value.value), value.value},
                      {},
                      {},
                      wordsCell(provenanceKey(value.provenance))});
      }
    }
  }

  void addEnds(ParticleModel model) {
    const std::vector<Sample>& curve = drawn_.models[static_cast<std::size_t>(model)];
    for (const Sample& s : {curve.front(), curve.back()}) {
      const MetricValue& value = s.report[kShown];
      const Interval range = rangeOf(s.report);
      const std::string number = displayText(metric(kShown), value.value) +
                                 (value.interval ? " (" + intervalText(metric(kShown), range) + ")" : "");
      // What the source contradicts itself in.
      if (value.interval) {
        const double x = atX(s.amWtPct), half = em() * 0.4;
        for (const double end : {range.lower, range.upper})
          add(Line{{{x - half, atY(end)}, {x + half, atY(end)}}, inkOf(model), 1.4});
        add(Line{{{x, atY(range.lower)}, {x, atY(range.upper)}}, inkOf(model), 1.4});
      }
      add(Marker{{atX(s.amWtPct), atY(value.value)},
                 shapeOf(model),
                 inkOf(model),
                 em() * 0.45,
                 true,
                 modelName(model) + ", " + shortestText(s.amWtPct) + " wt%",
                 number + " Wh/L, " + std::string(provenanceKey(value.provenance)),
                 s.amWtPct,
                 value.value});
      data_.addRow({wordsCell(modelName(model)), numberCell(s.amWtPct, 4),
                    TableCell{displayText(metric(kShown), value.value), value.value}, numberCell(range.lower, 4),
                    numberCell(range.upper, 4), wordsCell(provenanceKey(value.provenance))});
    }
  }

  std::vector<Chart::EndName> names() const {
    std::vector<Chart::EndName> all;
    for (int i = 0; i < kModelCount; ++i) {
      const auto model = static_cast<ParticleModel>(i);
      const double end = drawn_.models[static_cast<std::size_t>(i)].back().report[kShown].value;
      // Beyond the band that was not measured.
      all.push_back(
          {.end = {plot_.right() + em() * 0.4, atY(end)}, .text = nameOf(i), .below = {}, .strong = isOwn(model)});
    }
    for (const auto* part : drawn_.own.parts()) {
      if (part->empty() || part->back().amWtPct < kHigh) continue;
      all.push_back({.end = {plot_.right() + em() * 0.4, atY(part->back().report[kShown].value)},
                     .text = shortened(input_.scenario.composite->name, em(), 9 * em()),
                     .below = {},
                     .strong = true});
      break;
    }
    return all;
  }

  void addCell() {
    const Report report = evaluate(input_.scenario);
    const MetricValue& value = report[kShown];
    if (!value.isKnown()) return;
    const Point here{atX(input_.scenario.amWtPct), atY(value.value)};
    add(Marker{.at = here,
               .shape = shapeOf(input_.scenario),
               .ink = inkOf(input_.scenario),
               .size = em() * 0.55,
               .name = "This cell",
               .text = displayText(metric(kShown), value.value) + " Wh/L, " + scenarioText(input_.scenario),
               .x = input_.scenario.amWtPct,
               .y = value.value,
               .ringed = true});
    data_.addRow({wordsCell("This cell"), numberCell(input_.scenario.amWtPct, 4),
                  TableCell{displayText(metric(kShown), value.value), value.value},
                  numberCell(rangeOf(report).lower, 4), numberCell(rangeOf(report).upper, 4),
                  wordsCell(provenanceKey(value.provenance))});
  }

  void addCaption() {
    chart_.addCaption("This cell: " + scenarioText(input_.scenario) + ".");
    chart_.addCaption("All models at its " +
                      std::string(input_.options.same == SameSize::loading ? "loading" : "thickness") +
                      ", everything else as in it.");
    chart_.addCaption("Hatched, and narrow: contents that were not measured, where models are not ranked.");
    if (!isRanked_) chart_.addCaption("This temperature was not measured: capacities are held, and models not ranked.");
    chart_.addCaption("Bars: what the source contradicts itself in.");
    if (!drawn_.own.isEmpty())
      chart_.addCaption(input_.scenario.composite->name +
                        ": dashed beyond the contents at which its capacity was measured.");
  }

  const FigureInput& input_;
  Chart chart_;
  Drawn drawn_;
  AxisSpec axis_;
  Box plot_{};
  bool isRanked_ = true;
  Table data_ = tableWith("", "", "", kColumns);
};

Figure contentEnergyFigure(const FigureInput& input) { return ContentChart(input).make(); }

}  // namespace

double shareOfContent(double am) {
  const Parameter& field = parameter(ParameterId::amWtPct);
  if (am < kLow) return kSide * (am - field.min) / (kLow - field.min);
  if (am > kHigh) return 1.0 - kSide * (field.max - am) / (field.max - kHigh);
  return kSide + (1.0 - 2.0 * kSide) * (am - kLow) / (kHigh - kLow);
}

double contentOfShare(double share) {
  const Parameter& field = parameter(ParameterId::amWtPct);
  share = std::clamp(share, 0.0, 1.0);
  if (share < kSide) return field.min + (kLow - field.min) * share / kSide;
  if (share > 1.0 - kSide) return field.max - (field.max - kHigh) * (1.0 - share) / kSide;
  return kLow + (kHigh - kLow) * (share - kSide) / (1.0 - 2.0 * kSide);
}

constinit const FigureRow contentEnergyRow{
    {FigureId::contentEnergy, "content-energy", "Energy density over active material",
     "Volumetric energy density of the four models over the content of active material, all else as in this scenario.",
     "Tables S1–S5", "same"},
    contentEnergyFigure};

}  // namespace cathode::figure
