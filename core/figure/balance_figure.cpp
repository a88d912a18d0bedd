// SPDX-License-Identifier: MIT
// Transport of ions and electrons against each other.
#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/elementary.h"
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
  ShownCell cell;
  Report report;
};

// The figure in the making: models and cells collected, then drawn.
class BalanceChart {
 public:
  explicit BalanceChart(const FigureInput& input)
      : input_(input), chart_(chartOf(input, "Which carrier is the slower one?")), size_(chart_.em() * 0.45) {}

  Figure make() {
    for (int i = 0; i < kModelCount; ++i) collectModel(static_cast<ParticleModel>(i));
    for (ShownCell& cell : shownCells(input_)) collectCell(std::move(cell));
    begin();
    addModels();
    addCells();
    labelModels();
    chart_.endPlot();
    if (xs_.isEmpty()) chart_.addNote("No path of both carriers is to be expected in any model between 75 and 85 wt%.");
    chart_.addCaption("This cell: " + scenarioText(input_.scenario) + ".");
    chart_.addCaption(
        "A decade of ions is as long as a decade of electrons; below the dotted line ions are conducted better. Solid: "
        "75 to 85 wt%; dashed: beyond, τ² held.");
    chart_.addCaption(temperatureNote(input_.scenario, true));
    return {chart_.finish("Effective electronic over ionic conductivity of the four particle models, and this cell."),
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
  void collectCell(ShownCell shown) {
    const Report report = evaluate(shown.scenario);
    Cell cell{std::move(shown), report};
    addRow(cell.cell.isNow ? std::string(kThisCell) : cell.cell.name, cell.cell.scenario.amWtPct, cell.report);
    hold(cell.report);
    if (isPlaced(cell.report)) cells_.push_back(std::move(cell));
  }

  void begin() {
    const Range xs = xs_.orElse(0.01, 1.0), ys = ys_.orElse(0.01, 1.0);
    const double most = input_.screen ? 400 : 460;
    AxisSpec x = paddedLog("σ_eff ionic, mS/cm", xs.low, xs.high);
    const AxisSpec y = paddedLog("σ_eff electronic, mS/cm", ys.low, ys.high);
    // Where the figure is wide, ions have decades to spare, for names.
    const double decades = logReproducible(y.high / y.low) * std::min(1.4, chart_.width() / most),
                 lacking = decades - logReproducible(x.high / x.low);
    if (lacking > 0) {
      const double margin = expReproducible(lacking / 2);
      x.low /= margin;
      x.high *= margin;
    }
    chart_.beginEqualPlot(x, y, 150, most);
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
        chart_.addCurve(points, inkOf(model), isOfModel(input_.scenario, model) ? 2.4 : 1.6, dash);
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
      Marker marker = cellMarker(cell.cell, chart_.at(p.x, p.y), size_ * 1.1);
      marker.text = scenarioText(cell.cell.scenario);
      marker.x = p.x, marker.y = p.y;
      chart_.addMarker(std::move(marker));
    }
    for (const Cell& cell : cells_) {
      const Point p = pointOf(cell.report);
      if (cell.cell.isNow)
        chart_.addLabel(chart_.at(p.x, p.y), isAt(p) ? "This cell: " + cell.cell.name : std::string(kThisCell),
                        Ink::text, true, size_ * 2.1);
      else
        chart_.addName(chart_.at(p.x, p.y), std::array{cell.cell.name}, Ink::text, size_);
    }
  }
  static bool samePlace(Point a, Point b) { return std::abs(a.x / b.x - 1) < 1e-6 && std::abs(a.y / b.y - 1) < 1e-6; }
  // Whether the point is a measured one.
  bool isAt(Point here) const {
    bool found = false;
    forMeasured([&](ParticleModel, const Sample&, Point p) { found = found || samePlace(here, p); });
    return found;
  }
  void labelModels() {
    forMeasured([&](ParticleModel model, const Sample& s, Point p) {
      // This cell has said it.
      if (!cells_.empty() && cells_[0].cell.isNow && isOfModel(cells_[0].cell.scenario, model) &&
          samePlace(pointOf(cells_[0].report), p))
        return;
      const std::string wt = shortestText(s.amWtPct);
      const std::string names[] = {modelName(model) + ", " + wt + " wt%", modelName(model) + ", " + wt};
      chart_.addName(chart_.at(p.x, p.y), names, Ink::text, size_);
    });
    const double high = std::min(chart_.xAxis().high, chart_.yAxis().high),
                 low = std::max(chart_.xAxis().low, chart_.yAxis().low);
    if (high > low) {
      const double along = low * std::sqrt(high / low);
      chart_.addLabel(chart_.at(along, along), "ionic = electronic", Ink::muted, false, 2);
    }
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
