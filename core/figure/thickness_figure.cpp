// SPDX-License-Identifier: MIT
// Energy density of the four models over the cathode's thickness, with and without losses.
#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/number_text.h"
#include "core/cell/description.h"
#include "core/cell/phrases.h"
#include "core/figure/losses.h"

namespace cathode::figure {
namespace {

constexpr int kPieces = 120;
constexpr double kListedUm[] = {20, 40, 60, 80, 100, 120, 150, 200, 250, 300, 400, 500};
constexpr ColumnKind kColumns[] = {{"what", "What", "", true},
                                   {"model", "Model", "", true},
                                   {"regime", "Reaction", "", true},
                                   {"thicknessUm", "Cathode thickness", "µm"},
                                   {"fromUm", "Within 1 % from", "µm"},
                                   {"toUm", "to", "µm"},
                                   {"volumetricEnergyDensityWhL", "Without losses, by volume", "Wh/L"},
                                   {"gravimetricEnergyDensityWhKg", "Without losses, by mass", "Wh/kg"},
                                   {"volumetricEnergyDensityAtRateWhL", "At the rate, by volume", "Wh/L"},
                                   {"gravimetricEnergyDensityAtRateWhKg", "At the rate, by mass", "Wh/kg"},
                                   {"voltageDropMv", "Voltage drop", "mV"},
                                   {"currentDensityMaCm2", "Current", "mA/cm²"}};

// Thicknesses that the source's cathodes have: those of its eight compositions at its loading.
Interval sourcesThicknessesUm() {
  Interval range{1e300, 0.0};
  for (int i = 0; i < kModelCount; ++i) {
    for (const double am : kMeasuredAmWtPct) {
      const Interval one =
          sourceThicknessUm({}, compositionOf({.model = static_cast<ParticleModel>(i), .amWtPct = am}));
      range = {std::min(range.lower, one.lower), std::max(range.upper, one.upper)};
    }
  }
  return range;
}

constexpr Regime kRegimes[] = {Regime::start, Regime::uniform, Regime::fronts};
using Optimum = std::expected<ThicknessOptimum, NoOptimum>;

struct Curve {
  ModelCell cell;
  OverThickness cells;
  std::vector<Point> without, at;
  Optimum optima[kRegimeCount];

  const Optimum& optimum() const { return optima[static_cast<std::size_t>(cells.regime())]; }
};

class ThicknessChart {
 public:
  explicit ThicknessChart(const FigureInput& input)
      : input_(input), chart_(chartOf(input, "How thick should the cathode be?")) {
    for (const ModelCell& cell : modelCells(input)) collect(cell);
  }

  Figure make() {
    double high = 0.0;
    for (const Curve& curve : curves_) high = std::max({high, curve.without.back().y});
    chart_.beginPlot({"Cathode thickness, µm", Scale::linear, 0, thicknessRangeUm().upper},
                     roundedLinear(std::string(metric(energyMetrics(kind()).withoutLosses).unit), 0, high, 6),
                     plotHeight(input_, 0.5), chart_.roomFor(names()));
    addUnmeasured();
    for (const Curve& curve : curves_) addCurve(curve);
    chart_.addCurve(other_, inkOf(input_.scenario), 1.2, Dash::dashed);
    addLimits();
    for (const Curve& curve : curves_) addOptimum(curve);
    addCell();
    chart_.addEndNames(names());
    chart_.endPlot();
    addStretches();
    addWords();
    addCaptions();
    return {chart_.finish("Energy density over the cathode’s thickness for " +
                          drawnText(input_.scenario, input_.scenario.composite != nullptr) +
                          ", with and without losses, with the optimum of each and what limits this cell."),
            std::move(data_),
            {}};
  }

 private:
  EnergyKind kind() const { return input_.options.energy; }
  std::size_t place() const { return static_cast<std::size_t>(kind()); }
  double em() const { return chart_.em(); }
  const Curve& own() const {
    return *std::ranges::find_if(curves_, [](const Curve& c) { return c.cell.isNow; });
  }
  std::string unit() const { return std::string(metric(energyMetrics(kind()).atRate).unit); }

  void addRow(std::string_view what, const Curve& curve, Regime regime, const ThicknessPoint& point,
              std::optional<Interval> band = {}) {
    data_.addRow({wordsCell(what), wordsCell(modelText(curve.cell.scenario)), wordsCell(regimeWords(regime)),
                  numberCell(point.thicknessUm, 3), numberCell(band ? std::optional(band->lower) : std::nullopt, 3),
                  numberCell(band ? std::optional(band->upper) : std::nullopt, 3),
                  numberCell(point.withoutLosses[0], 4), numberCell(point.withoutLosses[1], 4),
                  numberCell(point.atRate[0], 4), numberCell(point.atRate[1], 4),
                  numberCell(point.losses.dropV() * 1e3, 3), numberCell(point.losses.currentMaCm2, 3)});
  }

  void collect(const ModelCell& cell) {
    const OverThickness cells(cell.scenario, input_.options.regime);
    const auto optimumIn = [&](Regime regime) {
      return optimumThickness(OverThickness(cell.scenario, regime), kind());
    };
    Curve curve{cell, cells, {}, {}, {optimumIn(Regime::start), optimumIn(Regime::uniform), optimumIn(Regime::fronts)}};
    const Interval range = thicknessRangeUm();
    for (int i = 0; i <= kPieces; ++i) {
      const ThicknessPoint point = cells.at(range.lower + (range.upper - range.lower) * i / kPieces);
      curve.without.push_back({point.thicknessUm, point.withoutLosses[place()]});
      const double left = point.atRate[place()];
      if (left > 0.0) curve.at.push_back({point.thicknessUm, left});
    }
    if (cell.isNow) {
      const OverThickness other(cell.scenario, input_.options.regime, SigmaReading::c30);
      for (int i = 0; i <= kPieces; ++i) {
        const ThicknessPoint point = other.at(range.lower + (range.upper - range.lower) * i / kPieces);
        if (point.atRate[place()] > 0.0) other_.push_back({point.thicknessUm, point.atRate[place()]});
      }
    }
    curves_.push_back(std::move(curve));
    for (const double um : kListedUm) addRow("thickness", curves_.back(), input_.options.regime, cells.at(um));
    for (const Regime regime : kRegimes) {
      if (const Optimum& optimum = curves_.back().optima[static_cast<std::size_t>(regime)])
        addRow("optimum", curves_.back(), regime, OverThickness(cell.scenario, regime).at(optimum->thicknessUm),
               optimum->withinUm);
    }
  }

  // At the ends without losses, which lie at the right and apart.
  std::vector<Chart::EndName> names() const {
    std::vector<Chart::EndName> all;
    for (const Curve& curve : curves_) {
      const Point end = curve.without.back();
      all.push_back({chart_.at(end.x, end.y), modelText(curve.cell.scenario), "", Ink::text, curve.cell.isNow});
    }
    return all;
  }

  void addUnmeasured() {
    const Interval measured = sourcesThicknessesUm();
    const Box& plot = chart_.scene().plot;
    const double from = chart_.atX(measured.lower), to = chart_.atX(measured.upper);
    chart_.addHatch({plot.x, plot.y, from - plot.x, plot.height});
    chart_.addHatch({to, plot.y, plot.right() - to, plot.height});
  }

  void addCurve(const Curve& curve) {
    const Ink ink = inkOf(curve.cell.scenario);
    const bool isHeld = !isWithinMeasured(curve.cell.scenario);
    chart_.addCurve(curve.without, ink, 1.0, Dash::dotted);
    chart_.addCurve(curve.at, ink, curve.cell.isNow ? 2.6 : 1.6, isHeld ? Dash::dashed : Dash::solid);
  }

  // The optimum, on a stretch of its curve that is within 1 %.
  void addOptimum(const Curve& curve) {
    if (!curve.optimum()) return;
    const ThicknessOptimum& best = *curve.optimum();
    const Ink ink = inkOf(curve.cell.scenario);
    std::vector<Point> band;
    constexpr int kBand = 24;
    for (int i = 0; i <= kBand; ++i) {
      const double um = best.withinUm.lower + (best.withinUm.upper - best.withinUm.lower) * i / kBand;
      band.push_back({um, curve.cells.at(um).atRate[place()]});
    }
    chart_.addCurve(band, ink, curve.cell.isNow ? 6.0 : 4.0);
    const Point at = chart_.at(best.thicknessUm, best.energy);
    chart_.addMarker({.at = at,
                      .shape = shapeOf(curve.cell.scenario),
                      .ink = ink,
                      .size = em() * 0.45,
                      .hollow = true,
                      .name = modelText(curve.cell.scenario) + ", optimum",
                      .text = optimumWords(best),
                      .x = best.thicknessUm,
                      .y = best.energy});
    if (curve.cell.isNow) {
      const std::string names[] = {"best " + significantText(best.thicknessUm, 2) + " µm, ±1 % " + bandText(best),
                                   "best " + significantText(best.thicknessUm, 2) + " µm"};
      chart_.addName(at, names, Ink::text, em() * 0.7);
    }
  }

  static std::string bandText(const ThicknessOptimum& best) {
    return significantText(best.withinUm.lower, 2) + " to " + significantText(best.withinUm.upper, 2) + " µm";
  }
  std::string optimumWords(const ThicknessOptimum& best) const {
    return significantText(best.thicknessUm, 2) + " µm, at most " + significantText(best.energy, 3) + " " + unit() +
           "; within 1 % from " + bandText(best) + "; " + significantText(best.dropMv, 2) + " mV lost, " +
           significantText(best.currentMaCm2, 2) + " mA/cm²" +
           (best.isMeasured ? "" : "; a thickness that was not measured");
  }

  // Lines at the thickest cathodes within what a user allows.
  void addLimits() {
    const FigureOptions& o = input_.options;
    const ThicknessLimits limits{input_.scenario.allowedDropMv, o.mostCurrentMaCm2, o.cutOffV};
    const ThickestCathodes thickest = thickestCathodes(own().cells, limits);
    const auto add = [&](double um, const std::string& words) {
      if (!(um >= 0.0)) {
        said_.push_back(words + ": no cathode is thin enough.");
        return;
      }
      if (um < std::numeric_limits<double>::infinity())
        addRow("thickest within " + words, own(), o.regime, own().cells.at(um));
      if (um > thicknessRangeUm().upper) {
        said_.push_back(words + ": at any of these thicknesses.");
        return;
      }
      const double y = chart_.yAxis().high;
      chart_.addCurve(std::vector<Point>{{um, 0}, {um, y}}, Ink::text, 1.2, Dash::dashed);
      const Point at = chart_.at(um, y * 0.06);
      chart_.addMarker({.at = at,
                        .shape = Shape::arrow,
                        .ink = Ink::text,
                        .size = em() * 0.3,
                        .name = "Thickest for " + words,
                        .text = significantText(um, 2) + " µm",
                        .x = um,
                        .y = 0});
      const std::string names[] = {words + ": " + significantText(um, 2) + " µm", words};
      chart_.addName(at, names, Ink::text, em() * 0.5);
    };
    add(thickest.byDropUm, shortestText(limits.dropMv) + " mV");
    if (limits.currentMaCm2 > 0.0) add(thickest.byCurrentUm, shortestText(limits.currentMaCm2) + " mA/cm²");
    if (limits.cutOffV > 0.0) add(thickest.byCutOffUm, shortestText(limits.cutOffV) + " V");
  }

  void addCell() {
    const Scenario& s = input_.scenario;
    const ThicknessPoint point = own().cells.at(cathodeSizeOf(s, compositionOf(s)).thicknessUm);
    const double left = point.atRate[place()];
    addRow("this cell", own(), input_.options.regime, point);
    if (!(left > 0.0) || point.thicknessUm > chart_.xAxis().high) return;
    Marker marker = cellMarker({"", s, true}, chart_.at(point.thicknessUm, left), em() * 0.5);
    marker.text = significantText(point.thicknessUm, 3) + " µm: at most " + significantText(left, 3) + " " + unit() +
                  ", without losses " + significantText(point.withoutLosses[place()], 3) + "; " +
                  significantText(point.losses.dropV() * 1e3, 2) + " mV lost";
    marker.x = point.thicknessUm, marker.y = left;
    chart_.addMarker(std::move(marker));
  }

  // A strip along the axis: the largest part of this cell's resistance.
  void addStretches() {
    const std::vector<LimitedStretch> stretches = limitedStretches(own().cells);
    if (stretches.empty()) return;
    const double line = em() * kLineHeight, height = line * 1.25, y = chart_.y() + line;
    chart_.addText({{1, chart_.y()}, "Largest resistance in " + modelText(own().cell.scenario), Ink::muted, em()});
    std::vector<LimitingPart> unnamed;
    for (const LimitedStretch& one : stretches) {
      const double from = chart_.atX(one.fromUm), to = chart_.atX(one.toUm);
      const PartLook look = lookOf(one.part);
      const Box box{from, y + 2, to - from, height};
      addPart(chart_.scene(), box, one.part);
      const std::string name(limitingPartLabel(one.part));
      chart_.scene().items.push_back(
          Marker{{(from + to) / 2, box.y + height / 2},
                 Shape::circle,
                 Ink::none,
                 height / 2,
                 false,
                 name + " resist most",
                 "from " + significantText(one.fromUm, 3) + " to " + significantText(one.toUm, 3) + " µm",
                 one.fromUm,
                 one.toUm});
      data_.addRow({wordsCell(name + " resist most"), wordsCell(modelText(own().cell.scenario)),
                    wordsCell(regimeWords(input_.options.regime)), TableCell{}, numberCell(one.fromUm, 3),
                    numberCell(one.toUm, 3), TableCell{}, TableCell{}, TableCell{}, TableCell{}, TableCell{},
                    TableCell{}});
      if (textWidth(name, em()) + em() * 0.6 < box.width)
        chart_.addText(
            {{box.x + box.width / 2, box.y + (height - line) / 2}, name, look.on, em(), false, Align::center});
      else if (std::ranges::find(unnamed, one.part) == unnamed.end())
        unnamed.push_back(one.part);
    }
    chart_.skip(line + height + em() * 0.6);
    // What had no room for its name.
    chart_.addLegend(partsLegend(em(), unnamed));
  }

  void addWords() {
    const Curve& curve = own();
    chart_.addNote(curve.optimum()
                       ? modelText(curve.cell.scenario) + ", " + std::string(regimeWords(input_.options.regime)) +
                             ": " + optimumWords(*curve.optimum()) + "."
                       : std::string(noOptimumText(curve.optimum().error())),
                   Ink::text);
    for (const std::string& words : said_) chart_.addNote(words);
    if (!other_.empty()) chart_.addNote(std::string(kOtherReading));
    chart_.addNote("Dotted: without losses, where there is no optimum. Hatched: thicknesses that were not measured.");
  }

  void addCaptions() {
    chart_.addCaption("This cell: " + scenarioText(input_.scenario) + ".");
    chart_.addCaption(notValidatedText());
    chart_.addCaption("At " + shortestText(input_.scenario.cRate) + "C, " + std::string(stateText(input_.scenario)) +
                      ". Upper bounds: the capacity of 0.05C is held.");
    std::string others;
    for (const Regime regime : kRegimes) {
      const Optimum& optimum = own().optima[static_cast<std::size_t>(regime)];
      if (!optimum) continue;
      others.append(others.empty() ? "" : "; ")
          .append(regimeWords(regime))
          .append(" " + significantText(optimum->thicknessUm, 2) + " µm (" + bandText(*optimum) + ")");
    }
    if (!others.empty())
      chart_.addCaption("The optimum is flat and depends on how the reaction is spread: " + others + ".");
    if (const auto optimum =
            optimumThickness(OverThickness(input_.scenario, input_.options.regime, SigmaReading::c30), kind()))
      chart_.addCaption("Were σeff of 30 °C: " + significantText(optimum->thicknessUm, 2) + " µm (" +
                        bandText(*optimum) + ").");
    if (input_.scenario.accounting == Accounting::physical) {
      Scenario other = input_.scenario;
      other.state = other.state == CellState::charged ? CellState::assembled : CellState::charged;
      if (const auto optimum = optimumThickness(OverThickness(other, input_.options.regime), kind()))
        chart_.addCaption(std::string(other.state == CellState::charged ? "Charged" : "As assembled") + ": " +
                          optimumWords(*optimum) + ".");
    }
    chart_.addCaption("Thick: within 1 % of the optimum.");
    chart_.addCaption(assumedText(input_.scenario));
  }

  const FigureInput& input_;
  Chart chart_;
  std::vector<Point> other_;  // this cell at the other reading of sigma_eff
  std::vector<Curve> curves_;
  std::vector<std::string> said_;  // of limits that have no line
  Table data_ = tableWith("", "", "", kColumns);
};

Figure thicknessFigure(const FigureInput& input) { return ThicknessChart(input).make(); }

}  // namespace

constinit const FigureRow thicknessRow{
    {FigureId::thickness, "thickness", "Energy density over thickness",
     "Energy density of the four models over the cathode’s thickness, with and without losses, the optimum and what "
     "limits it: a model, not validated by the source.",
     "Tables S1–S5, Figs. S17 and S18", "energy,regime,mostCurrentMaCm2,cutOffV"},
    thicknessFigure};

}  // namespace cathode::figure
