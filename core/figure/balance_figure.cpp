// SPDX-License-Identifier: MIT
// Transport of ions and electrons against each other.
#include <algorithm>
#include <array>

#include "core/base/number_text.h"
#include "core/cell/description.h"
#include "core/figure/model_curves.h"
#include "core/scenario/link.h"

namespace cathode::figure {
namespace {

constexpr MetricId kIon = MetricId::ionicConductivityMsCm, kElectron = MetricId::electronicConductivityMsCm;

Point pointOf(const Report& report) { return {report[kIon].value, report[kElectron].value}; }
bool isPlaced(const Report& report) { return report[kIon].isKnown() && report[kElectron].isKnown(); }

// This cell, or one that it is compared with.
struct Cell {
  std::string name, words;
  Report report;
  bool isNow;

  Ink ink() const { return isNow ? Ink::accent : Ink::text; }
};

// The figure in the making: models and cells collected, then drawn.
class BalanceChart {
 public:
  explicit BalanceChart(const FigureInput& input) : input_(input), chart_(chartOf(input)), size_(chart_.em() * 0.45) {}

  Figure make() {
    for (int i = 0; i < kModelCount; ++i) collectModel(static_cast<ParticleModel>(i));
    collectCell("This cell", input_.scenario, true);
    for (std::size_t i = 0; i < input_.compared.size(); ++i) collectCell(pinName(i), input_.compared[i], false);
    begin();
    addModels();
    addCells();
    labelModels();
    chart_.endPlot();
    if (xs_.isEmpty()) chart_.addNote("No path of both carriers is to be expected in any model between 75 and 85 wt%.");
    chart_.addNote("Below the dotted line ions are conducted better. Solid: 75 to 85 wt%; dashed: beyond, τ² held.");
    chart_.addNote(temperatureNote(input_.scenario, true));
    return {chart_.finish("Ion–electron balance: " + scenarioText(input_.scenario),
                          "Effective electronic over ionic conductivity of the four particle models, and this cell."),
            std::move(data_),
            {CitationId::minnmann}};
  }

 private:
  void addRow(const std::string& name, double amWtPct, const Report& report) {
    data_.addRow({wordsCell(name), numberCell(amWtPct, 4), numberCell(report[kIon].value, 4),
                  numberCell(report[kElectron].value, 4), numberCell(report[kElectron].value / report[kIon].value, 4),
                  wordsCell(provenanceKey(std::max(report[kIon].provenance, report[kElectron].provenance)))});
  }
  void hold(const Report& report) {
    if (!isPlaced(report)) return;
    xs_.hold(pointOf(report).x);
    ys_.hold(pointOf(report).y);
  }
  // Calls with the samples at the measured contents of each model that have a place.
  template <typename Act>
  void forMeasured(Act act) const {
    for (int i = 0; i < kModelCount; ++i) {
      for (const Sample& s : {curves_[i].between.front(), curves_[i].between.back()}) {
        if (isPlaced(s.report)) act(static_cast<ParticleModel>(i), s, pointOf(s.report));
      }
    }
  }

  void collectModel(ParticleModel model) {
    Curves& curves = curves_[static_cast<std::size_t>(model)];
    curves = curvesOf(withModel(input_.scenario, model, input_.options.same));
    for (const Sample& s : curves.between) hold(s.report);
    for (const Sample& s : {curves.between.front(), curves.between.back()})
      addRow(modelName(model), s.amWtPct, s.report);
  }
  void collectCell(const std::string& name, const Scenario& scenario, bool isNow) {
    Cell cell{name, scenarioText(scenario), evaluate(scenario), isNow};
    addRow(name, scenario.amWtPct, cell.report);
    hold(cell.report);
    if (isPlaced(cell.report)) cells_.push_back(std::move(cell));
  }

  void begin() {
    std::vector<LegendEntry> legend = modelLegend(size_);
    legend.push_back({"ionic = electronic", std::nullopt, Line{{}, Ink::muted, 1.2, Dash::dotted}});
    chart_.addLegend(legend);
    const Range xs = xs_.orElse(0.01, 1.0), ys = ys_.orElse(0.01, 1.0);
    chart_.beginPlot(paddedLog("σ_eff ionic, mS/cm", xs.low, xs.high),
                     paddedLog("σ_eff electronic, mS/cm", ys.low, ys.high), plotHeight(input_, 0.55));
    const double low = std::max(chart_.xAxis().low, chart_.yAxis().low),
                 high = std::min(chart_.xAxis().high, chart_.yAxis().high);
    if (high > low) chart_.addCurve(std::array{Point{low, low}, Point{high, high}}, Ink::muted, 1.2, Dash::dotted);
  }
  void addModels() {
    for (int i = 0; i < kModelCount; ++i) {
      const auto model = static_cast<ParticleModel>(i);
      for (const auto& [part, dash] : {std::pair{&curves_[i].below, Dash::dashed},
                                       {&curves_[i].between, Dash::solid},
                                       {&curves_[i].above, Dash::dashed}}) {
        std::vector<Point> points;
        for (const Sample& s : *part) {
          if (isPlaced(s.report)) points.push_back(pointOf(s.report));
        }
        chart_.addCurve(points, inkOf(model), model == input_.scenario.model ? 2.4 : 1.6, dash);
      }
    }
    forMeasured([&](ParticleModel model, const Sample& s, Point p) {
      const bool asPrinted = s.report[kIon].provenance == Provenance::measured;
      chart_.addMarker({chart_.at(p.x, p.y), shapeOf(model), inkOf(model), size_, !asPrinted, modelName(model),
                        shortestText(s.amWtPct) + " wt%: ionic " + significantText(p.x, 3) + ", electronic " +
                            significantText(p.y, 3) + " mS/cm",
                        p.x, p.y});
    });
  }
  void addCells() {
    for (const Cell& cell : cells_) {
      const Point p = pointOf(cell.report);
      chart_.addMarker({chart_.at(p.x, p.y), Shape::diamond, cell.ink(), cell.isNow ? size_ * 1.4 : size_, false,
                        cell.name, cell.words, p.x, p.y});
    }
    for (const Cell& cell : cells_) {
      const Point p = pointOf(cell.report);
      chart_.addLabel(chart_.at(p.x, p.y), cell.name, cell.ink(), cell.isNow, size_ * 1.6);
    }
  }
  void labelModels() {
    forMeasured([&](ParticleModel model, const Sample& s, Point p) {
      chart_.addLabel(chart_.at(p.x, p.y), shortestText(s.amWtPct) + " wt%", inkOf(model), false, size_);
    });
  }

  const FigureInput& input_;
  Chart chart_;
  double size_;  // of markers
  Range xs_, ys_;
  std::array<Curves, kModelCount> curves_;
  std::vector<Cell> cells_;
  Table data_{"",
              "",
              "",
              {{"scenario", "Scenario", "", true},
               {"amWtPct", "AM content", "wt%"},
               {std::string(metric(kIon).key), "σeff, ionic", "mS/cm"},
               {std::string(metric(kElectron).key), "σeff, electronic", "mS/cm"},
               {"ratio", "Electronic over ionic", ""},
               {"provenance", "Provenance", "", true}},
              {}};
};

Figure balanceFigure(const FigureInput& input) { return BalanceChart(input).make(); }

}  // namespace

constinit const FigureRow balanceRow{{FigureId::balance, "balance", "Ion–electron balance",
                                      "Effective electronic against effective ionic conductivity of the four models.",
                                      "Tables S1–S4, Figs. S17 and S18", "comparison"},
                                     balanceFigure};

}  // namespace cathode::figure
