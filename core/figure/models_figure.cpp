// SPDX-License-Identifier: MIT
// The four particle models at the two measured contents: what they store, why, and what does not explain it.
#include <algorithm>
#include <array>

#include "core/base/elementary.h"
#include "core/base/number_text.h"
#include "core/base/words.h"
#include "core/cell/capacity.h"
#include "core/figure/parts.h"
#include "core/scenario/parameters.h"

namespace cathode::figure {
namespace {

constexpr std::size_t at(auto id) { return static_cast<std::size_t>(id); }
constexpr MeasuredTemperature kTemperature = MeasuredTemperature::c30;

// A model's value at 75 and at 85 wt%; where the source contradicts itself also what its other number gives.
struct Slope {
  ParticleModel model;
  double value[2];
  std::optional<double> other[2];
  std::string text[2];      // as shown
  std::string name, below;  // at its end
  bool isPrinted;           // open mark
};

struct Panel {
  std::string title, subtitle;
  double x, width;
};

std::string kindOf(ParticleModel model) { return std::string(parameter(ParameterId::model).choices[at(model)].label); }

// The figure in the making: three panels, side by side where there is room.
class ModelsChart {
 public:
  explicit ModelsChart(const FigureInput& input)
      : input_(input),
        chart_(chartOf(input,
                       "Four ways to place the electrolyte: what do they store, and does conduction explain it?")) {}

  Figure make() {
    collect();
    const double width = chart_.width(), gap = chart_.em() * 2.5;
    const double top = chart_.y();
    // The two plots of lines are equally wide, their names as they need.
    const double last = isWide() ? width * 0.3 : width,
                 spare = width - last - 2 * gap - roomFor(energies_) - roomFor(capacities_),
                 first = isWide() ? spare / 2 + roomFor(energies_) : width,
                 second = isWide() ? spare / 2 + roomFor(capacities_) : width;
    const Panel energy{"Energy, Wh/L", "30 °C, printed in Table S5", 0, first},
        capacity{"Capacity used, mAh/g", "implied by Table S5", isWide() ? first + gap : 0, second},
        conduction{"Conductivities, mS/cm", "printed, Tables S1–S4", width - last, last};
    double bottom = top;
    const auto draw = [&](const Panel& panel, auto drawPanel) {
      if (isWide()) chart_.skip(top - chart_.y());
      addHeading(panel);
      drawPanel();
      bottom = std::max(bottom, chart_.y());
      if (!isWide()) chart_.skip(chart_.em());
    };
    draw(energy, [&] { addSlopes(energy, energies_); });
    draw(capacity, [&] { addSlopes(capacity, capacities_); });
    draw(conduction, [&] { addConduction(conduction); });
    chart_.skip(bottom - chart_.y() + chart_.em() * 0.4);
    chart_.scene().plot = {};
    addCaptions();
    return {chart_.finish("Energy density and capacity of the four models at 75 and 85 wt%, and both effective "
                          "conductivities of each."),
            std::move(data_),
            {CitationId::minnmann}};
  }

 private:
  double line() const { return chart_.em() * kLineHeight; }
  void add(auto item) { chart_.scene().items.push_back(std::move(item)); }
  bool isChosen(ParticleModel model) const { return isOfModel(input_.scenario, model); }
  double roomFor(std::span<const Slope> slopes) const { return chart_.roomFor(namesOf(slopes)); }
  static std::vector<Chart::EndName> namesOf(std::span<const Slope> slopes) {
    std::vector<Chart::EndName> names;
    for (const Slope& slope : slopes) names.push_back({{}, slope.name, slope.below, Ink::text, true});
    return names;
  }
  bool isWide() const { return chart_.width() > chart_.em() * 48; }
  // What the models are stands beside their lines where there is room, in the caption anyway.
  bool namesKinds() const { return !isWide() || chart_.width() > chart_.em() * 66; }
  double plotTall() const { return std::clamp(chart_.width() * 0.42, 190.0, 420.0); }

  void collect();
  void addHeading(const Panel& panel);
  void addSlopes(const Panel& panel, std::span<const Slope> slopes);
  void addConduction(const Panel& panel);
  void addCaptions();

  const FigureInput& input_;
  Chart chart_;
  std::vector<Slope> energies_, capacities_;
  Table data_;
  const double size_ = chart_.em() * 0.45;
};

void ModelsChart::collect() {
  static constexpr ColumnKind kColumns[] = {{"model", "Model", "", true},
                                            {"amWtPct", "AM content", "wt%"},
                                            {"volumetricEnergyDensityWhL", "Energy", "Wh/L"},
                                            {"otherWhL", "As its Wh/kg implies", "Wh/L"},
                                            {"specificCapacityMahG", "Capacity used", "mAh/g"},
                                            {"otherMahG", "As its Wh/kg implies", "mAh/g"},
                                            {"ionicConductivityMsCm", "σeff, ionic", "mS/cm"},
                                            {"electronicConductivityMsCm", "σeff, electronic", "mS/cm"}};
  data_ = tableWith("", "", "", kColumns);
  const Metric& capacityMetric = metric(MetricId::specificCapacityMahG);
  for (int i = 0; i < kModelCount; ++i) {
    const auto model = static_cast<ParticleModel>(i);
    Slope energy{model, {}, {}, {}, modelName(model), "", true},
        capacity{model, {}, {}, {}, "", namesKinds() ? kindOf(model) : "", false};
    for (const AmContent am : {AmContent::wt75, AmContent::wt85}) {
      const Printed& printed = energyEntry(model, am, kTemperature).volumetricWhL;
      const ImpliedCapacity& implied = impliedCapacity(model, am, kTemperature);
      energy.value[at(am)] = printed;
      energy.text[at(am)] = printedText(printed);
      capacity.value[at(am)] = implied.usedMahG;
      capacity.text[at(am)] = displayText(capacityMetric, implied.usedMahG);
      if (implied.contradictory) {
        energy.other[at(am)] = printed * (implied.fromGravimetricMahG / implied.fromVolumetricMahG);
        energy.text[at(am)] += " or " + fixedText(*energy.other[at(am)], 0);
        capacity.other[at(am)] = implied.fromGravimetricMahG;
        capacity.text[at(am)] += " or " + displayText(capacityMetric, implied.fromGravimetricMahG);
      }
      const Printed &ion = ionicRow(am, model).sigmaEffMsCm, &electron = electronicRow(am, model).sigmaEffMsCm;
      data_.addRow({wordsCell(modelName(model)), numberCell(kMeasuredAmWtPct[at(am)], 3),
                    TableCell{printedText(printed), printed.value}, numberCell(energy.other[at(am)], 3),
                    numberCell(implied.usedMahG, 3), numberCell(capacity.other[at(am)], 3),
                    TableCell{printedText(ion), ion.value}, TableCell{printedText(electron), electron.value}});
    }
    energy.below = energy.text[1];
    capacity.name = capacity.text[1];
    energies_.push_back(std::move(energy));
    capacities_.push_back(std::move(capacity));
  }
}

void ModelsChart::addHeading(const Panel& panel) {
  chart_.addText({{panel.x, chart_.y()}, panel.title, Ink::text, chart_.em(), true});
  chart_.skip(line());
  chart_.addText({{panel.x, chart_.y()}, panel.subtitle, Ink::muted, chart_.em()});
  chart_.skip(line() * 2.1);
}

// Lines that only join the two contents, named at their ends.
void ModelsChart::addSlopes(const Panel& panel, std::span<const Slope> slopes) {
  const double em = chart_.em();
  double low = 1e300, high = 0;
  std::vector<Chart::EndName> names = namesOf(slopes);
  for (const Slope& slope : slopes) {
    for (std::size_t k = 0; k < 2; ++k) {
      low = std::min({low, slope.value[k], slope.other[k].value_or(low)});
      high = std::max({high, slope.value[k], slope.other[k].value_or(high)});
    }
  }
  const AxisSpec axis = roundedLinear("", low, high, 6);
  const Ticks ticks = ticksOf(axis, 7);
  double labels = 0;
  for (const std::string& label : ticks.labels) labels = std::max(labels, textWidth(label, em));
  const double left = panel.x + labels + em * 0.7, top = chart_.y(), tall = plotTall();
  chart_.scene().plot = {left, top, panel.x + panel.width - chart_.roomFor(names) - left, tall};
  const Box plot = chart_.scene().plot;
  const double inset = em * 1.2;
  const auto point = [&](std::size_t content, double value) {
    return Point{content == 0 ? plot.x + inset : plot.right() - em * 0.4,
                 plot.bottom() - (value - axis.low) / (axis.high - axis.low) * tall};
  };
  for (std::size_t i = 0; i < ticks.values.size(); ++i) {
    const double y = point(0, ticks.values[i]).y;
    add(Line{{{left, y}, {plot.right(), y}}, Ink::grid, 1});
    chart_.addText({{left - em * 0.5, y - line() / 2}, ticks.labels[i], Ink::muted, em, false, Align::right});
  }
  for (const Slope& slope : slopes) {
    const Ink ink = inkOf(slope.model);
    const Point from = point(0, slope.value[0]), to = point(1, slope.value[1]);
    if (slope.other[1]) {
      const Point other = point(1, *slope.other[1]);
      add(Polygon{{from, to, other}, ink, 0.16});
      add(Line{{to, other}, ink, 1.6});
      add(Line{{{other.x - em * 0.35, other.y}, {other.x + em * 0.35, other.y}}, ink, 1.6});
    } else {
      add(Line{{from, to}, ink, isChosen(slope.model) ? 2.6 : 1.6});
    }
  }
  for (std::size_t m = 0; m < slopes.size(); ++m) {
    const Slope& slope = slopes[m];
    for (std::size_t k = 0; k < 2; ++k) {
      const bool isNow = isChosen(slope.model) && input_.scenario.amWtPct == kMeasuredAmWtPct[k];
      add(Marker{.at = point(k, slope.value[k]),
                 .shape = shapeOf(slope.model),
                 .ink = inkOf(slope.model),
                 .size = size_,
                 .hollow = slope.isPrinted,
                 .name = modelName(slope.model) + ", " + shortestText(kMeasuredAmWtPct[k]) + " wt%",
                 .text = slope.text[k] + (slope.isPrinted ? " Wh/L" : " mAh/g") + ", " + kindOf(slope.model),
                 .x = kMeasuredAmWtPct[k],
                 .y = slope.value[k],
                 .ringed = isNow});
    }
    // A name stands at the middle of what its number may be.
    names[m].end = point(1, slope.other[1] ? (slope.value[1] + *slope.other[1]) / 2 : slope.value[1]);
    names[m].end.y -= line() / 2;
  }
  chart_.addEndNames(std::move(names));
  for (std::size_t k = 0; k < 2; ++k) {
    chart_.addText({{point(k, axis.low).x, plot.bottom() + em * 0.6},
                    shortestText(kMeasuredAmWtPct[k]) + (k == 0 ? "" : " wt%"),
                    Ink::text,
                    em,
                    false,
                    Align::center});
  }
  chart_.skip(tall + em * 0.6 + line());
}

// Ions and electrons of each model at both contents, joined, on one log axis.
void ModelsChart::addConduction(const Panel& panel) {
  const double em = chart_.em(), top = chart_.y(), tall = plotTall(), mark = em * 2.2, ends = em * 2.2;
  const AxisSpec axis{"", Scale::log, 0.05, 2.0};
  const double left = panel.x + mark, right = panel.x + panel.width - ends, row = tall / (2 * kModelCount + 1);
  const auto x = [&](double value) {
    return left + logReproducible(value / axis.low) / logReproducible(axis.high / axis.low) * (right - left);
  };
  double taken = -1e300;
  for (const double tick : {0.05, 0.1, 0.2, 0.5, 1.0, 2.0}) {
    add(Line{{{x(tick), top}, {x(tick), top + tall}}, Ink::grid, 1});
    const std::string label = shortestText(tick);
    const double half = textWidth(label, em) / 2;
    if (x(tick) - half < taken + em * 0.5) continue;
    taken = x(tick) + half;
    chart_.addText({{x(tick), top + tall + em * 0.6}, label, Ink::muted, em, false, Align::center});
  }
  // The best that stores first.
  std::array<ParticleModel, kModelCount> order;
  for (int i = 0; i < kModelCount; ++i) order[at(i)] = static_cast<ParticleModel>(kModelCount - 1 - i);
  double y = top + row * 0.75;
  for (const ParticleModel model : order) {
    const Ink ink = inkOf(model);
    add(Marker{.at = {panel.x + em * 0.7, y + row / 2}, .shape = shapeOf(model), .ink = ink, .size = size_ * 1.1});
    for (const AmContent am : {AmContent::wt75, AmContent::wt85}) {
      const Printed ion = ionicRow(am, model).sigmaEffMsCm, electron = electronicRow(am, model).sigmaEffMsCm;
      const std::string where = modelRowName(model, am);
      add(Line{{{x(ion), y}, {x(electron), y}}, ink, am == AmContent::wt85 ? 2.2 : 1.2});
      for (const auto& [sigma, isIon] : {std::pair{ion, true}, {electron, false}}) {
        add(Marker{.at = {x(sigma), y},
                   .shape = shapeOf(model),
                   .ink = ink,
                   .size = size_ * 0.8,
                   .hollow = isIon,
                   .name = where + (isIon ? ", ions" : ", electrons"),
                   .text = printedText(sigma) + " mS/cm",
                   .x = sigma,
                   .y = kMeasuredAmWtPct[at(am)]});
      }
      // Their numbers above them: apart, where they are close together.
      const std::string ions = printedText(ion), electrons = printedText(electron);
      double first = x(ion), second = x(electron);
      const double needed = (textWidth(ions, em) + textWidth(electrons, em)) / 2 + em * 0.5;
      if (std::abs(second - first) < needed) {
        const double middle = (first + second) / 2, sign = second < first ? -1.0 : 1.0;
        first = middle - sign * needed / 2;
        second = middle + sign * needed / 2;
      }
      const double above = y - size_ - line();
      chart_.addText({{first, above}, ions, Ink::text, em, false, Align::center});
      chart_.addText({{second, above}, electrons, Ink::text, em, false, Align::center});
      chart_.addText({{panel.x + panel.width, y - line() / 2},
                      shortestText(kMeasuredAmWtPct[at(am)]),
                      Ink::muted,
                      em,
                      false,
                      Align::right});
      y += row;
    }
    y += row * 0.12;
  }
  chart_.addText({{panel.x + panel.width, top - line() * 3.1}, "wt%", Ink::muted, em, false, Align::right});
  chart_.skip(tall + em * 0.6 + line() * 1.4);
  // Its own little legend.
  double start = left;
  for (const auto& [word, hollow] : {std::pair{"ions", true}, {"electrons", false}}) {
    add(Marker{.at = {start + em * 0.4, chart_.y() + line() / 2},
               .shape = Shape::circle,
               .ink = Ink::text,
               .size = size_ * 0.8,
               .hollow = hollow});
    chart_.addText({{start + em * 1.2, chart_.y()}, word, Ink::text, em});
    start += em * 2.8 + textWidth(word, em);
  }
  chart_.skip(line());
}

void ModelsChart::addCaptions() {
  const auto bestOf = [](auto value) {
    ParticleModel best = ParticleModel::conventional;
    for (int i = 1; i < kModelCount; ++i) {
      if (value(static_cast<ParticleModel>(i)) > value(best)) best = static_cast<ParticleModel>(i);
    }
    return modelName(best);
  };
  chart_.addCaption("75 and 85 wt% active material at the same loading (" +
                    displayText(metric(MetricId::loadingMgCm2), kPaperLoadingMgCm2) +
                    " mg/cm², reconstructed). Open marks: printed; filled: recomputed, but for the conductivities, all "
                    "printed, where open are ions. Lines only join the two contents.");
  std::vector<std::string> kinds;
  for (int i = 0; i < kModelCount; ++i)
    kinds.push_back(std::to_string(i + 1) + " " + lowered(kindOf(static_cast<ParticleModel>(i))));
  chart_.addCaption("Models: " + listed(kinds) + ".");
  chart_.addCaption(
      "Wedges: Table S5 contradicts itself, its energies by volume and by mass imply two capacities; the cross-bar is "
      "the second, and what it would store.");
  chart_.addCaption(
      "At 85 wt% " + bestOf([](ParticleModel m) { return ionicRow(AmContent::wt85, m).sigmaEffMsCm.value; }) +
      " conducts ions best and " +
      bestOf([](ParticleModel m) { return electronicRow(AmContent::wt85, m).sigmaEffMsCm.value; }) + " electrons; " +
      bestOf([](ParticleModel m) { return energyEntry(m, AmContent::wt85, kTemperature).volumetricWhL.value; }) +
      " stores most: it reaches more of its capacity.");
  chart_.addCaption("The temperature of the effective conductivities is not printed.");
}

Figure modelsFigure(const FigureInput& input) { return ModelsChart(input).make(); }

}  // namespace

constinit const FigureRow modelsRow{
    {FigureId::models, "models", "The four models",
     "What the four models store at 75 and 85 wt%, the capacity behind it, and their conductivities.", "Tables S1–S5",
     ""},
    modelsFigure};

}  // namespace cathode::figure
