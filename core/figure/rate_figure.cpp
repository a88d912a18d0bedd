// SPDX-License-Identifier: MIT
// Energy density of the four models over the C-rate.
#include <algorithm>
#include <cmath>

#include "core/base/elementary.h"
#include "core/base/number_text.h"
#include "core/cell/description.h"
#include "core/cell/phrases.h"
#include "core/figure/losses.h"

namespace cathode::figure {
namespace {

constexpr double kSlowest = 0.02, kFastest = 10.0;
constexpr int kPieces = 120;
constexpr double kListed[] = {0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0};
constexpr ColumnKind kColumns[] = {{"model", "Model", "", true},
                                   {"cRate", "C-rate", "C"},
                                   {"volumetricEnergyDensityAtRateWhL", "Energy at the rate, by volume", "Wh/L"},
                                   {"gravimetricEnergyDensityAtRateWhKg", "Energy at the rate, by mass", "Wh/kg"},
                                   {"voltageDropMv", "Voltage drop", "mV"}};

class RateChart {
 public:
  explicit RateChart(const FigureInput& input)
      : input_(input),
        chart_(chartOf(input, "What is left at a rate, at most?")),
        fastest_(std::max(kFastest, input.scenario.cRate)),
        slowest_(std::min(kSlowest, input.scenario.cRate)) {
    for (const ModelCell& cell : modelCells(input)) collect(cell);
  }

  Figure make() {
    const EnergyMetrics metrics = energyMetrics(input_.options.energy);
    double high = 0.0;
    for (const Curve& curve : curves_) {
      for (const Point& p : curve.points) high = std::max(high, p.y);
    }
    for (const Point& p : other_) high = std::max(high, p.y);
    chart_.beginPlot({"C-rate, C", Scale::log, slowest_, fastest_},
                     roundedLinear("At most, " + std::string(metric(metrics.atRate).unit), 0, high * 1.02, 6),
                     plotHeight(input_, 0.5));
    // A quasi-steady lag needs discharges that are long beside it.
    const double steady = fastestSteadyCRate(input_.scenario);
    if (steady < fastest_) {
      const double from = chart_.atX(std::max(steady, slowest_));
      const Box& plot = chart_.scene().plot;
      chart_.addHatch({from, plot.y, plot.right() - from, plot.height});
    }
    for (const Curve& curve : curves_)
      chart_.addCurve(curve.points, inkOf(curve.cell.scenario), curve.cell.isNow ? 2.6 : 1.6,
                      isRanked_ ? Dash::solid : Dash::dashed);
    chart_.addCurve(other_, inkOf(input_.scenario), 1.2, Dash::dashed);
    addCell();
    addNames();
    chart_.endPlot();
    if (steady < fastest_)
      chart_.addNote("Hatched: too fast for diffusion in the particles to be steady, as the model takes it.");
    if (!other_.empty()) chart_.addNote(std::string(kOtherReading));
    if (!isRanked_) chart_.addNote("Beyond what was measured, values are held: the models cannot be ranked.");
    addCaptions();
    return {chart_.finish("Energy density at the rate over the C-rate for " + std::to_string(curves_.size()) +
                          " cells: upper bounds."),
            std::move(data_),
            {}};
  }

 private:
  struct Curve {
    ModelCell cell;
    std::vector<Point> points;
  };

  void collect(const ModelCell& cell) {
    Curve curve{cell, {}};
    const double um = cathodeSizeOf(cell.scenario, compositionOf(cell.scenario)).thicknessUm;
    const auto pointAt = [&](double cRate, SigmaReading reading = SigmaReading::c60) {
      Scenario scenario = cell.scenario;
      scenario.cRate = cRate;
      return OverThickness(scenario, input_.options.regime, reading).at(um);
    };
    const double decades = logReproducible(fastest_ / slowest_);
    for (int i = 0; i <= kPieces; ++i) {
      const double cRate = i == kPieces ? fastest_ : slowest_ * expReproducible(decades * i / kPieces);
      const auto place = static_cast<std::size_t>(input_.options.energy);
      const double energy = pointAt(cRate).atRate[place];
      if (energy > 0.0) curve.points.push_back({cRate, energy});
      const double other = cell.isNow ? pointAt(cRate, SigmaReading::c30).atRate[place] : 0.0;
      if (other > 0.0) other_.push_back({cRate, other});
    }
    for (const double cRate : kListed) {
      const ThicknessPoint point = pointAt(cRate);
      data_.addRow({wordsCell(modelText(cell.scenario)), numberCell(cRate, 3), numberCell(point.atRate[0], 4),
                    numberCell(point.atRate[1], 4), numberCell(point.losses.dropV() * 1e3, 3)});
    }
    if (!curve.points.empty()) curves_.push_back(std::move(curve));
  }

  // Where the curves lie apart: at their slow ends.
  void addNames() {
    for (const Curve& curve : curves_) {
      if (curve.cell.isNow && isNamed_) continue;
      const Point& p = curve.points[std::min<std::size_t>(curve.points.size() - 1, kPieces / 3)];
      const std::string name = modelText(curve.cell.scenario);
      chart_.addName(chart_.at(p.x, p.y), {&name, 1}, Ink::text, chart_.em() * 0.3);
    }
  }

  void addCell() {
    const MetricId id = energyMetrics(input_.options.energy).atRate;
    const Scenario& s = input_.scenario;
    const ThicknessPoint point =
        OverThickness(s, input_.options.regime).at(cathodeSizeOf(s, compositionOf(s)).thicknessUm);
    const double energy = point.atRate[static_cast<std::size_t>(input_.options.energy)];
    if (!(energy > 0.0)) return;
    const std::string number = displayText(metric(id), energy) + " " + std::string(metric(id).unit);
    Marker marker = cellMarker({"", s, true}, chart_.at(s.cRate, energy), chart_.em() * 0.5);
    marker.text = "at most " + number + " at " + shortestText(s.cRate) + "C, " +
                  significantText(point.losses.dropV() * 1e3, 2) + " mV lost. " + scenarioText(s);
    marker.x = s.cRate, marker.y = energy;
    const Point at = marker.at;
    chart_.addMarker(std::move(marker));
    isNamed_ = chart_.addLabel(at, modelText(s) + ", this cell: at most " + number, Ink::text, true, chart_.em());
    data_.addRow({wordsCell(kThisCell), numberCell(s.cRate, 3), numberCell(point.atRate[0], 4),
                  numberCell(point.atRate[1], 4), numberCell(point.losses.dropV() * 1e3, 3)});
  }

  void addCaptions() {
    chart_.addCaption("This cell: " + scenarioText(input_.scenario) + ".");
    chart_.addCaption(notValidatedText());
    chart_.addCaption(
        "An upper bound: the capacity of 0.05C is held, less what the lag of diffusion leaves unused; what the "
        "source’s "
        "own cell lost at 0.05C is in its capacities and is not taken again.");
    chart_.addCaption(std::string(regimeSentence(input_.options.regime)));
    chart_.addCaption(
        "Ohmic loss does not explain why Model 4 stores more than Model 3: its capacity is higher already at 0.05C, "
        "and "
        "why is not in the tables.");
    chart_.addCaption(assumedText(input_.scenario));
  }

  const FigureInput& input_;
  Chart chart_;
  double fastest_, slowest_;
  std::vector<Point> other_;  // this cell at the other reading of sigma_eff
  std::vector<Curve> curves_;
  bool isRanked_ = isWithinMeasured(input_.scenario);
  bool isNamed_ = false;  // this cell's model, beside its mark
  Table data_ = tableWith("", "", "", kColumns);
};

Figure rateFigure(const FigureInput& input) { return RateChart(input).make(); }

}  // namespace

constinit const FigureRow rateRow{
    {FigureId::rate, "rate", "Energy density at a rate",
     "Energy density of the four models over the C-rate, as upper bounds: a model, not validated by the source.",
     "Tables S1–S5, Figs. S17 and S18", "energy,regime,same"},
    rateFigure};

}  // namespace cathode::figure
