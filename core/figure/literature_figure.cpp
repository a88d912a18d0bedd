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

Figure literatureFigure(const FigureInput& input) {
  const FigureOptions& o = input.options;
  const AxisKind kind = kindOf(o.axis);
  const bool normalisedMode = o.mode == LiteratureMode::normalised;
  std::vector<PlottedRow> plotted;
  std::string left;
  Table data{"",
             "",
             "",
             {{"row", "Row", "", true},
              {"cathode", "Cathode", "", true},
              {"temperatureC", "Temperature", "°C"},
              {"cRate", "C-rate", "", true},
              {std::string(kind.key), std::string(kind.title.substr(0, kind.title.find(','))), std::string(kind.unit)},
              {normalisedMode ? "normalisedVolumetricEnergyDensityWhL" : "volumetricEnergyDensityWhL",
               normalisedMode ? "Recomputed" : "Reported", "Wh/L"},
              {"low", "Lowest that rounding allows", "Wh/L"},
              {"high", "Highest", "Wh/L"},
              {"provenance", "Provenance", "", true},
              {"reproduced", "Reproduced", "", true},
              {"note", "Note", "", true}},
             {}};
  const auto add = [&](const Record& record, const std::string& name, bool isOwn, bool isThisWork) {
    const auto x = literatureAt(record, o.axis, o.loading, input.scenario);
    const auto y = literatureWhL(record, o.mode, o.loading, input.scenario);
    const Reproduction reproduced = reproduction(record);
    std::string note;
    if (!y)
      note = normalisedMode ? normalised(record, o.loading, input.scenario).reason : "No energy density is given.";
    else if (!x)
      note = o.axis == LiteratureAxis::arealCapacity
                 ? normalised(record, o.loading, input.scenario).reason
                 : "No " + lowered(kind.title.substr(0, kind.title.find(','))) + " is printed.";
    const auto& reported = record[RecordField::volumetricEnergyDensityWhL];
    const Interval range = !y               ? Interval{}
                           : normalisedMode ? normalised(record, o.loading, input.scenario).volumetricRangeWhL
                                            : reported->rounding();
    const auto& temperature = record[RecordField::temperatureC];
    data.addRow({wordsCell(name), wordsCell(record[RecordText::cathode]),
                 temperature ? TableCell{printedText(*temperature), temperature->value} : TableCell{},
                 wordsCell(record[RecordText::cRate]), numberCell(x, 4), numberCell(y, 4),
                 y ? numberCell(range.lower, 4) : TableCell{}, y ? numberCell(range.upper, 4) : TableCell{},
                 wordsCell(normalisedMode ? "recomputed"
                           : isOwn        ? "user"
                                          : "as printed"),
                 wordsCell(reproductionText(reproduced)), wordsCell(note)},
                recordDescription(record, input.scenario, o.loading));
    if (!x || !y) {
      left.append(left.empty() ? "" : "; ").append(name + ": " + note.substr(0, note.size() - 1));
      return;
    }
    const std::string& cathode = record[RecordText::cathode];
    // The source's own rows are named by their temperature.
    std::string conditions = temperature && !isThisWork ? printedText(*temperature) + " °C" : "";
    if (!record[RecordText::cRate].empty())
      conditions.append(conditions.empty() ? "" : ", ").append(record[RecordText::cRate]);
    plotted.push_back({isOwn || cathode.empty() ? name : cathode + ", " + name, name, conditions,
                       recordDescription(record, input.scenario, o.loading), *x, *y, range, isOwn, isThisWork,
                       reproduced.verdict});
  };
  const std::vector<Record> records = literatureRecords();
  for (std::size_t i = 0; i < records.size(); ++i)
    add(records[i], recordName(records[i], i), false, literatureRows()[i].reference == kThisWork);
  for (std::size_t i = 0; i < input.records.size(); ++i)
    add(input.records[i], recordName(input.records[i], i), true, false);

  struct Cell {
    std::string name, words;
    double x, y;
    bool isNow;
  };
  std::vector<Cell> cells;
  // Rows are as assembled, so this cell and those compared are, too.
  const auto asAssembled = [](Scenario scenario) {
    scenario.state = CellState::assembled;
    return scenario;
  };
  const auto addCell = [&](const std::string& name, const Scenario& given, bool isNow) {
    const Scenario scenario = asAssembled(given);
    const Report report = evaluate(scenario);
    const MetricValue& ved = report[MetricId::volumetricEnergyDensityWhL];
    cells.push_back({name, scenarioText(scenario), scenarioAt(o.axis, scenario, report), ved.value, isNow});
    data.addRow({wordsCell(name), wordsCell("NCM811"), numberCell(scenario.temperatureC, 4),
                 wordsCell(shortestText(scenario.cRate) + "C"), numberCell(cells.back().x, 4), numberCell(ved.value, 4),
                 TableCell{}, TableCell{}, wordsCell(provenanceKey(ved.provenance)), wordsCell(""), wordsCell("")},
                scenarioText(scenario));
  };
  addCell("This cell", input.scenario, true);
  for (std::size_t i = 0; i < input.compared.size(); ++i) addCell(pinName(i), input.compared[i], false);

  double xLow = 1e300, xHigh = 0, yHigh = 0;
  for (const auto& row : plotted) {
    xLow = std::min(xLow, row.x), xHigh = std::max(xHigh, row.x), yHigh = std::max(yHigh, row.y);
  }
  // Cells far outside what is usual are shown at the edge rather than squeezing everything else.
  const double xUsual = 1.25 * xHigh;
  for (const Cell& cell : cells) {
    xLow = std::min(xLow, cell.x), xHigh = std::max(xHigh, std::min(cell.x, xUsual)), yHigh = std::max(yHigh, cell.y);
  }
  const bool fromZero = o.axis == LiteratureAxis::thickness || o.axis == LiteratureAxis::arealCapacity;
  const double margin = fromZero ? 0.06 * xHigh : 0.06 * (xHigh - xLow);
  const AxisSpec xAxis{std::string(kind.title), Scale::linear, fromZero ? 0.0 : xLow - margin, xHigh + margin};
  const AxisSpec yAxis = roundedLinear("Volumetric energy density as assembled, Wh/L", 0, yHigh * 1.02, 6);

  Chart chart = chartOf(input);
  const double size = chart.em() * 0.45;
  std::vector<LegendEntry> legend{
      {normalisedMode ? "Table S6, recomputed" : "Table S6", Marker{{}, Shape::circle, Ink::muted, size, false, "", ""},
       std::nullopt},
      {"follows at a voltage that is not printed",
       Marker{{}, Shape::circle, Ink::muted, size, true, "", "", 0, 0, true}, std::nullopt},
      {"does not follow from its own numbers", Marker{{}, Shape::circle, Ink::muted, size, true, "", ""}, std::nullopt},
      {"nothing can be said", Marker{{}, Shape::circle, Ink::muted, size * kUnknown, false, "", ""}, std::nullopt},
      {"the source", Marker{{}, Shape::square, Ink::activeMaterial, size, false, "", ""}, std::nullopt},
      {"this cell", Marker{{}, Shape::diamond, Ink::accent, size * 1.2, false, "", ""},
       Line{{}, Ink::accent, 1.5, Dash::dashed}}};
  if (!input.records.empty())
    legend.push_back({"own rows", Marker{{}, Shape::triangle, Ink::third, size, false, "", ""}, std::nullopt});
  if (!input.compared.empty())
    legend.push_back({"compared", Marker{{}, Shape::diamond, Ink::fourth, size, false, "", ""}, std::nullopt});
  chart.addLegend(legend);
  chart.beginPlot(xAxis, yAxis, plotHeight(input, 0.46));
  chart.addCurve(curveAlong(o.axis, asAssembled(input.scenario), xAxis.low, xAxis.high), Ink::accent, 1.5,
                 Dash::dashed);

  // All points first, so that labels keep off them; those nearest to this cell are labelled first.
  for (const PlottedRow& row : plotted) {
    chart.addBar({row.x, row.range.lower}, {row.x, row.range.upper}, Ink::muted, 1.2);
  }
  for (const PlottedRow& row : plotted) {
    const bool isConditional = row.reproduced == Verdict::conditional,
               isUnknown = row.reproduced == Verdict::notDeterminable;
    chart.addMarker({chart.at(row.x, row.y),
                     row.isOwn        ? Shape::triangle
                     : row.isThisWork ? Shape::square
                                      : Shape::circle,
                     row.isOwn        ? Ink::third
                     : row.isThisWork ? Ink::activeMaterial
                                      : Ink::muted,
                     isUnknown ? size * kUnknown : size, row.reproduced != Verdict::consistent && !isUnknown, row.name,
                     row.text, row.x, row.y, isConditional});
  }
  for (const Cell& cell : cells) {
    const bool inside = cell.x <= xAxis.high;
    chart.addMarker({chart.at(std::min(cell.x, xAxis.high), cell.y), inside ? Shape::diamond : Shape::arrow,
                     cell.isNow ? Ink::accent : Ink::fourth, cell.isNow ? size * 1.4 : size, false, cell.name,
                     cell.words, cell.x, cell.y});
  }
  for (const Cell& cell : cells) {
    const std::string text =
        cell.name + ", " + displayText(metric(MetricId::volumetricEnergyDensityWhL), cell.y) +
        (cell.x <= xAxis.high ? "" : ", " + significantText(cell.x, 3) + " " + std::string(kind.unit));
    chart.addLabel(chart.at(std::min(cell.x, xAxis.high), cell.y), text, cell.isNow ? Ink::accent : Ink::fourth,
                   cell.isNow, size * 1.5);
  }
  const Point now = chart.at(cells.front().x, cells.front().y);
  std::ranges::stable_sort(plotted, {}, [&](const PlottedRow& row) {
    const Point at = chart.at(row.x, row.y);
    return (at.x - now.x) * (at.x - now.x) + (at.y - now.y) * (at.y - now.y);
  });
  for (const PlottedRow& row : plotted) {
    const Point point = chart.at(row.x, row.y);
    const auto label = [&](const std::string& text) {
      return chart.addLabel(point, text, row.isOwn ? Ink::third : Ink::muted, row.isOwn, size);
    };
    // What a row was measured at, where there is room for it.
    if ((row.conditions.empty() || !label(row.name + " · " + row.conditions)) && !label(row.name)) label(row.reference);
  }
  chart.endPlot();
  chart.addNote(
      normalisedMode
          ? "Recomputed with this cell’s layers, voltage and accounting; loading read as " +
                std::string(o.loading == LoadingReading::composite ? "composite" : "AM") +
                " mass where a row does not tell which it is. Bars: what rounding of the printed digits allows."
          : "As reported in Table S6. Dashed: this cell with another " +
                std::string(o.axis == LiteratureAxis::amWtPct            ? "content"
                            : o.axis == LiteratureAxis::specificCapacity ? "capacity"
                                                                         : "thickness") +
                ".");
  if (!left.empty()) chart.addNote("Not shown: " + left + ".");
  return {chart.finish("Literature comparison: " + scenarioText(input.scenario),
                       "Scatter of volumetric energy density over " + std::string(kind.title) + ": " +
                           std::to_string(plotted.size()) + " rows and this cell."),
          std::move(data),
          {}};
}

}  // namespace

constinit const FigureRow literatureRow{
    {FigureId::literature, "literature", "Literature comparison",
     "The cells of Table S6, and one’s own, beside this scenario.", "Tables S1–S6", "mode,loading,axis"},
    literatureFigure};

}  // namespace cathode::figure
