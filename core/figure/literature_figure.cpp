// SPDX-License-Identifier: MIT
// Table S6 and a person's own rows beside the scenario.
#include <algorithm>
#include <cmath>
#include <tuple>

#include "core/base/number_text.h"
#include "core/base/words.h"
#include "core/cell/description.h"
#include "core/figure/parts.h"
#include "core/scenario/link.h"

namespace cathode::figure {
namespace {

struct AxisKind {
  std::string_view title, key, unit;
  MetricId metric;
};
AxisKind kindOf(LiteratureAxis axis) {
  switch (axis) {
    case LiteratureAxis::thickness: return {"Cathode thickness, µm", "thicknessUm", "µm", MetricId::cathodeThicknessUm};
    case LiteratureAxis::amWtPct: return {"Active material, wt%", "amWtPct", "wt%", MetricId::phiAmPct};
    case LiteratureAxis::arealCapacity:
      return {"Areal capacity, mAh/cm²", "arealCapacityMahCm2", "mAh/cm²", MetricId::arealCapacityMahCm2};
    case LiteratureAxis::specificCapacity:
      return {"Specific capacity, mAh/g", "specificCapacityMahG", "mAh/g", MetricId::specificCapacityMahG};
  }
  return {};
}

double scenarioAt(LiteratureAxis axis, const Scenario& scenario, const Report& report) {
  return axis == LiteratureAxis::amWtPct ? scenario.amWtPct : report[kindOf(axis).metric].value;
}

// The scenario with the axis' quantity going from low to high, everything else as it is.
std::vector<Point> curveAlong(LiteratureAxis axis, const Scenario& scenario, double low, double high) {
  constexpr int kPoints = 80;
  const auto [id, from, to] = [&]() -> std::tuple<ParameterId, double, double> {
    switch (axis) {
      case LiteratureAxis::amWtPct: return {ParameterId::amWtPct, low, high};
      case LiteratureAxis::specificCapacity: return {ParameterId::specificCapacityMahG, low, high};
      default: return {ParameterId::cathodeThicknessUm, parameter(ParameterId::cathodeThicknessUm).min, 250.0};
    }
  }();
  const Parameter& field = parameter(id);
  Scenario along = scenario;
  if (id == ParameterId::cathodeThicknessUm) along.sizing = Sizing::thickness;
  const double start = std::max(from, field.min), end = std::min(to, field.max);
  std::vector<Point> points;
  for (int i = 0; i <= kPoints && end > start; ++i) {
    field.write(along, start + (end - start) * i / kPoints);
    const Report report = evaluate(along);
    points.push_back({scenarioAt(axis, along, report), report[MetricId::volumetricEnergyDensityWhL].value});
  }
  return points;
}

constexpr double kUnknown = 0.6;  // of a marker's size: of which nothing can be said

struct PlottedRow {
  std::string name, reference, conditions, text;  // conditions: temperature and C-rate, where known
  double x, y;
  Interval range;  // of y, from rounding
  bool isOwn, isThisWork;
  Verdict reproduced;
};

// The figure in the making: rows and cells collected, then drawn.
class LiteratureChart {
 public:
  explicit LiteratureChart(const FigureInput& input) : input_(input) {}

  Figure make() {
    collect();
    setAxes();
    addLegend();
    chart_.beginPlot(xAxis_, yAxis_, plotHeight(input_, 0.46));
    chart_.addCurve(curveAlong(o_.axis, asAssembled(input_.scenario), xAxis_.low, xAxis_.high), Ink::accent, 1.5,
                    Dash::dashed);
    addPoints();
    addLabels();
    chart_.endPlot();
    addNotes();
    return {chart_.finish("Literature comparison: " + scenarioText(input_.scenario),
                          "Scatter of volumetric energy density over " + std::string(kind_.title) + ": " +
                              std::to_string(plotted_.size()) + " rows and this cell."),
            std::move(data_),
            {}};
  }

 private:
  struct Cell {
    std::string name, words;
    double x, y;
    bool isNow;
  };

  // Rows are as assembled, so this cell and those compared are, too.
  static Scenario asAssembled(Scenario scenario) {
    scenario.state = CellState::assembled;
    return scenario;
  }
  void addRow(const CellRow& cells, const std::string& name, bool isOwn, bool isThisWork);
  void addCell(const std::string& name, const Scenario& given, bool isNow);
  void collect();
  void setAxes();
  void addLegend();
  void addPoints();
  void addLabels();
  void addNotes();

  const FigureInput& input_;
  const FigureOptions& o_ = input_.options;
  const AxisKind kind_ = kindOf(o_.axis);
  const bool isRecomputed_ = o_.mode == LiteratureMode::normalised;
  std::vector<PlottedRow> plotted_;
  std::string left_;  // what is not shown, and why
  std::vector<Cell> cells_;
  Table data_;
  AxisSpec xAxis_, yAxis_;
  Chart chart_ = chartOf(input_);
  const double size_ = chart_.em() * 0.45;
};

void LiteratureChart::addRow(const CellRow& cells, const std::string& name, bool isOwn, bool isThisWork) {
  const auto x = literatureAt(cells, o_.axis, o_.loading, input_.scenario);
  const auto y = literatureWhL(cells, o_.mode, o_.loading, input_.scenario);
  const Reproduction reproduced = reproduction(cells);
  std::string note;
  if (!y)
    note = isRecomputed_ ? normalised(cells, o_.loading, input_.scenario).reason : "No energy density is given.";
  else if (!x)
    note = o_.axis == LiteratureAxis::arealCapacity
               ? normalised(cells, o_.loading, input_.scenario).reason
               : "No " + lowered(kind_.title.substr(0, kind_.title.find(','))) + " is printed.";
  const auto& reported = cells[RowField::volumetricEnergyDensityWhL];
  const Interval range = !y              ? Interval{}
                         : isRecomputed_ ? normalised(cells, o_.loading, input_.scenario).volumetricRangeWhL
                                         : reported->rounding();
  const auto& temperature = cells[RowField::temperatureC];
  data_.addRow({wordsCell(name), wordsCell(cells[RowText::cathode]),
                temperature ? TableCell{printedText(*temperature), temperature->value} : TableCell{},
                wordsCell(cells[RowText::cRate]), numberCell(x, 4), numberCell(y, 4),
                y ? numberCell(range.lower, 4) : TableCell{}, y ? numberCell(range.upper, 4) : TableCell{},
                wordsCell(isRecomputed_ ? "recomputed"
                          : isOwn       ? "user"
                                        : "as printed"),
                wordsCell(reproductionText(reproduced)), wordsCell(note)},
               rowDescription(cells, input_.scenario, o_.loading));
  if (!x || !y) {
    left_.append(left_.empty() ? "" : "; ").append(name + ": " + note.substr(0, note.size() - 1));
    return;
  }
  const std::string& cathode = cells[RowText::cathode];
  // The source's own rows are named by their temperature.
  std::string conditions = temperature && !isThisWork ? printedText(*temperature) + " °C" : "";
  if (!cells[RowText::cRate].empty()) conditions.append(conditions.empty() ? "" : ", ").append(cells[RowText::cRate]);
  plotted_.push_back({isOwn || cathode.empty() ? name : cathode + ", " + name, name, conditions,
                      rowDescription(cells, input_.scenario, o_.loading), *x, *y, range, isOwn, isThisWork,
                      reproduced.verdict});
}

void LiteratureChart::addCell(const std::string& name, const Scenario& given, bool isNow) {
  const Scenario scenario = asAssembled(given);
  const Report report = evaluate(scenario);
  const MetricValue& ved = report[MetricId::volumetricEnergyDensityWhL];
  cells_.push_back({name, scenarioText(scenario), scenarioAt(o_.axis, scenario, report), ved.value, isNow});
  data_.addRow({wordsCell(name), wordsCell("NCM811"), numberCell(scenario.temperatureC, 4),
                wordsCell(shortestText(scenario.cRate) + "C"), numberCell(cells_.back().x, 4), numberCell(ved.value, 4),
                TableCell{}, TableCell{}, wordsCell(provenanceKey(ved.provenance)), wordsCell(""), wordsCell("")},
               scenarioText(scenario));
}

void LiteratureChart::collect() {
  data_ = Table{
      "",
      "",
      "",
      {{"row", "Row", "", true},
       {"cathode", "Cathode", "", true},
       {"temperatureC", "Temperature", "°C"},
       {"cRate", "C-rate", "", true},
       {std::string(kind_.key), std::string(kind_.title.substr(0, kind_.title.find(','))), std::string(kind_.unit)},
       {isRecomputed_ ? "normalisedVolumetricEnergyDensityWhL" : "volumetricEnergyDensityWhL",
        isRecomputed_ ? "Recomputed" : "Reported", "Wh/L"},
       {"low", "Lowest that rounding allows", "Wh/L"},
       {"high", "Highest", "Wh/L"},
       {"provenance", "Provenance", "", true},
       {"reproduced", "Reproduced", "", true},
       {"note", "Note", "", true}},
      {}};
  const std::vector<CellRow> rows = literatureCellRows();
  for (std::size_t i = 0; i < rows.size(); ++i)
    addRow(rows[i], rowName(rows[i], i), false, literatureRows()[i].reference == kThisWork);
  for (std::size_t i = 0; i < input_.rows.size(); ++i) addRow(input_.rows[i], rowName(input_.rows[i], i), true, false);

  addCell("This cell", input_.scenario, true);
  for (std::size_t i = 0; i < input_.compared.size(); ++i) addCell(pinName(i), input_.compared[i], false);
}

void LiteratureChart::setAxes() {
  double xLow = 1e300, xHigh = 0, yHigh = 0;
  for (const auto& row : plotted_) {
    xLow = std::min(xLow, row.x), xHigh = std::max(xHigh, row.x), yHigh = std::max(yHigh, row.y);
  }
  // Cells far outside what is usual are shown at the edge rather than squeezing everything else.
  const double xUsual = 1.25 * xHigh;
  for (const Cell& cell : cells_) {
    xLow = std::min(xLow, cell.x), xHigh = std::max(xHigh, std::min(cell.x, xUsual)), yHigh = std::max(yHigh, cell.y);
  }
  const bool fromZero = o_.axis == LiteratureAxis::thickness || o_.axis == LiteratureAxis::arealCapacity;
  const double margin = fromZero ? 0.06 * xHigh : 0.06 * (xHigh - xLow);
  xAxis_ = {std::string(kind_.title), Scale::linear, fromZero ? 0.0 : xLow - margin, xHigh + margin};
  yAxis_ = roundedLinear("Energy density as assembled, Wh/L", 0, yHigh * 1.02, 6);
}

void LiteratureChart::addLegend() {
  std::vector<LegendEntry> legend{
      {isRecomputed_ ? "Table S6, recomputed" : "Table S6", Marker{{}, Shape::circle, Ink::muted, size_, false, "", ""},
       std::nullopt},
      {"follows at a voltage that is not printed",
       Marker{{}, Shape::circle, Ink::muted, size_, true, "", "", 0, 0, true}, std::nullopt},
      {"does not follow from its own numbers", Marker{{}, Shape::circle, Ink::muted, size_, true, "", ""},
       std::nullopt},
      {"nothing can be said", Marker{{}, Shape::circle, Ink::muted, size_ * kUnknown, false, "", ""}, std::nullopt},
      {"the source", Marker{{}, Shape::square, Ink::activeMaterial, size_, false, "", ""}, std::nullopt},
      {"this cell", Marker{{}, Shape::diamond, Ink::accent, size_ * 1.2, false, "", ""},
       Line{{}, Ink::accent, 1.5, Dash::dashed}}};
  if (!input_.rows.empty())
    legend.push_back({"own rows", Marker{{}, Shape::triangle, Ink::third, size_, false, "", ""}, std::nullopt});
  if (!input_.compared.empty())
    legend.push_back({"compared", Marker{{}, Shape::diamond, Ink::fourth, size_, false, "", ""}, std::nullopt});
  chart_.addLegend(legend);
}

void LiteratureChart::addPoints() {
  // All points first, so that labels keep off them; those nearest to this cell are labelled first.
  for (const PlottedRow& row : plotted_) {
    chart_.addBar({row.x, row.range.lower}, {row.x, row.range.upper}, Ink::muted, 1.2);
  }
  for (const PlottedRow& row : plotted_) {
    const bool isConditional = row.reproduced == Verdict::conditional,
               isUnknown = row.reproduced == Verdict::notDeterminable;
    chart_.addMarker({chart_.at(row.x, row.y),
                      row.isOwn        ? Shape::triangle
                      : row.isThisWork ? Shape::square
                                       : Shape::circle,
                      row.isOwn        ? Ink::third
                      : row.isThisWork ? Ink::activeMaterial
                                       : Ink::muted,
                      isUnknown ? size_ * kUnknown : size_, row.reproduced != Verdict::consistent && !isUnknown,
                      row.name, row.text, row.x, row.y, isConditional});
  }
  for (const Cell& cell : cells_) {
    const bool inside = cell.x <= xAxis_.high;
    chart_.addMarker({chart_.at(std::min(cell.x, xAxis_.high), cell.y), inside ? Shape::diamond : Shape::arrow,
                      cell.isNow ? Ink::accent : Ink::fourth, cell.isNow ? size_ * 1.4 : size_, false, cell.name,
                      cell.words, cell.x, cell.y});
  }
}

void LiteratureChart::addLabels() {
  for (const Cell& cell : cells_) {
    const std::string text =
        cell.name + ", " + displayText(metric(MetricId::volumetricEnergyDensityWhL), cell.y) +
        (cell.x <= xAxis_.high ? "" : ", " + significantText(cell.x, 3) + " " + std::string(kind_.unit));
    chart_.addLabel(chart_.at(std::min(cell.x, xAxis_.high), cell.y), text, cell.isNow ? Ink::accent : Ink::fourth,
                    cell.isNow, size_ * 1.5);
  }
  const Point now = chart_.at(cells_.front().x, cells_.front().y);
  std::ranges::stable_sort(plotted_, {}, [&](const PlottedRow& row) {
    const Point at = chart_.at(row.x, row.y);
    return (at.x - now.x) * (at.x - now.x) + (at.y - now.y) * (at.y - now.y);
  });
  for (const PlottedRow& row : plotted_) {
    const Point point = chart_.at(row.x, row.y);
    const auto label = [&](const std::string& text) {
      return chart_.addLabel(point, text, row.isOwn ? Ink::third : Ink::muted, row.isOwn, size_);
    };
    // What a row was measured at, where there is room for it.
    if ((row.conditions.empty() || !label(row.name + " · " + row.conditions)) && !label(row.name)) label(row.reference);
  }
}

void LiteratureChart::addNotes() {
  chart_.addNote(
      isRecomputed_
          ? "Recomputed with this cell’s layers, voltage and accounting; loading read as " +
                std::string(o_.loading == LoadingReading::composite ? "composite" : "AM") +
                " mass where a row does not tell which it is. Bars: what rounding of the printed digits allows."
          : "As reported in Table S6. Dashed: this cell with another " +
                std::string(o_.axis == LiteratureAxis::amWtPct            ? "content"
                            : o_.axis == LiteratureAxis::specificCapacity ? "capacity"
                                                                          : "thickness") +
                ".");
  if (!left_.empty()) chart_.addNote("Not shown: " + left_ + ".");
}

Figure literatureFigure(const FigureInput& input) { return LiteratureChart(input).make(); }

}  // namespace

constinit const FigureRow literatureRow{{FigureId::literature, "literature", "Literature comparison",
                                         "The cells of Table S6, and one’s own, beside this scenario.", "Tables S1–S6",
                                         "mode,loading,axis,comparison,rows"},
                                        literatureFigure};

}  // namespace cathode::figure
