// SPDX-License-Identifier: MIT
// What the best of one metric costs in another: the front of designs, the targets, and this cell.
#include "core/figure/pareto_figure.h"
#include "core/cell/phrases.h"

#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/base/registry.h"
#include "core/base/words.h"
#include "core/cell/description.h"
#include "core/decide/designs.h"
#include "core/decide/problem_text.h"
#include "core/figure/parts.h"

namespace cathode::figure {
namespace {

std::string titleOf(const Metric& shown) {
  return std::string(shown.label) + (shown.unit.empty() ? "" : ", " + std::string(shown.unit));
}

// The figure in the making.
class ParetoChart {
 public:
  explicit ParetoChart(const FigureInput& input)
      : input_(input), refusal_(refusalOf(FigureId::pareto, input)), problem_(designProblemOf(input)) {
    if (refusal_.empty()) designs_ = findDesigns(problem_);
  }

  Figure make() {
    beginTable();
    const auto& front = designs_.front;
    Chart chart = chartOf(input_, front ? "What does " + lowered(metric(front->maximized).label) + " cost in " +
                                              lowered(metric(front->against).label) + "?"
                                        : "Which cells do what is asked?");
    addCaption(chart);
    std::string description;
    if (!refusal_.empty()) {
      chart.addNote("No such question: " + refusal_, Ink::warning);
      description = "No front: " + refusal_;
    } else if (front) {
      draw(chart);
      description = "Front of " + std::to_string(front->points.size()) + " designs.";
    } else {
      description = noFrontText();
      chart.addNote(description);
    }
    return {chart.finish(description), std::move(data_), {}};
  }

 private:
  std::string noFrontText() const {
    if (!designs_.reason.empty()) return designs_.reason;
    if (!problem_.maximize) return "Nothing is maximised: no front to draw.";
    return "No front: the best of what is maximised is the best of what else is asked for.";
  }

  void beginTable() {
    std::vector<ColumnKind> columns{{"point", "Point", "", true}, {"model", "Model", "", true}};
    for (const FreeRange& range : problem_.free) {
      const Parameter& field = parameter(range.id);
      if (range.id != ParameterId::model) columns.push_back({field.key, field.label, field.unit});
    }
    const auto addMetric = [&](MetricId id) {
      const Metric& row = metric(id);
      if (std::ranges::find(shown_, id) != shown_.end()) return;
      shown_.push_back(id);
      columns.push_back({row.key, row.label, row.unit});
    };
    if (problem_.maximize) addMetric(*problem_.maximize);
    for (const Target& target : problem_.targets) addMetric(target.metric);
    columns.push_back({"meets", "Meets the targets", "", true});
    columns.push_back({"proved", "Proved", "", true});
    data_ = tableWith("", "", "", columns);
    const Report own = evaluate(input_.scenario);
    addRow(kThisCell, input_.scenario, own, meets(own) ? "yes" : "no", "");
    for (const Design& design : designs_.designs)
      addRow(nameOf(design), design.scenario, design.report, "yes", design.isProved ? "yes" : "no");
    if (!designs_.front) return;
    for (const FrontPoint& point : designs_.front->points)
      addRow("Front", point.scenario, point.report, point.meetsTargets ? "yes" : "no", point.isProved ? "yes" : "no");
  }
  static std::string_view nameOf(const Design& design) {
    return design.kind == Design::Kind::best ? "Best" : "Nearest";
  }
  bool meets(const Report& report) const {
    return std::ranges::all_of(problem_.targets, [&](const Target& target) {
      const MetricValue& value = report[target.metric];
      return value.isKnown() && (!target.min || value.value >= *target.min) &&
             (!target.max || value.value <= *target.max);
    });
  }
  void addRow(std::string_view name, const Scenario& scenario, const Report& report, std::string_view meets,
              std::string_view proved) {
    TableRow row;
    row.cells = {wordsCell(name), wordsCell(modelText(scenario))};
    for (const FreeRange& range : problem_.free) {
      if (range.id == ParameterId::model) continue;
      ParameterValue value = parameter(range.id).read(scenario);
      for (const Metric& one : metrics())
        if (!value && one.key == parameter(range.id).key) value = report[one.id].value;
      row.cells.push_back(numberCell(value, 4));
    }
    for (const MetricId id : shown_) {
      const MetricValue& value = report[id];
      row.cells.push_back(value.isKnown() ? TableCell{displayText(metric(id), value.value), value.value} : TableCell{});
    }
    row.cells.push_back(wordsCell(meets));
    row.cells.push_back(wordsCell(proved));
    data_.rows.push_back(std::move(row));
  }

  void addCaption(Chart& chart) const {
    chart.addCaption("This cell: " + scenarioText(input_.scenario) + ".");
    std::vector<std::string> asked, free;
    for (const Target& target : problem_.targets)
      for (std::string& text : targetTexts(target)) asked.push_back(lowered(text));
    for (const FreeRange& range : problem_.free) {
      const Parameter& field = parameter(range.id);
      free.push_back(lowered(field.label) + " " + shortestText(range.from) + " to " + withUnitOf(field, range.to));
    }
    if (!asked.empty()) chart.addCaption("Asked for: " + listed(asked) + ".");
    if (!free.empty()) chart.addCaption("Free: " + listed(free) + "; all else as in this cell.");
    if (!designs_.front) return;
    const bool isProved = std::ranges::all_of(designs_.front->points, &FrontPoint::isProved);
    chart.addCaption("Each mark: the most " + lowered(metric(designs_.front->maximized).label) + " for one level of " +
                     lowered(metric(designs_.front->against).label) +
                     ", whose own target is left aside, by interval branch and bound" +
                     (isProved ? "; that there is none better by more than 0.01 % is proved."
                               : "; of some of them it is not proved that there is none better."));
    const bool isOfRate = std::ranges::any_of(shown_, [](MetricId id) { return id >= MetricId::interfacePerUm; });
    if (isOfRate)
      chart.addCaption(
          "What is lost at a rate is a model that the source does not validate; energy at the rate holds the capacity "
          "and is an upper bound.");
    if (std::ranges::any_of(designs_.front->points, [](const FrontPoint& p) { return !p.meetsTargets; }))
      chart.addCaption("Hollow marks do not meet the targets.");
  }

  void draw(Chart& chart) {
    const Front& front = *designs_.front;
    const Metric &across = metric(front.against), &up = metric(front.maximized);
    double left = INFINITY, right = -INFINITY, low = INFINITY, high = -INFINITY;
    const auto hold = [&](const Report& report) {
      const double x = report[front.against].value, y = report[front.maximized].value;
      if (x != x || y != y) return;
      left = std::min(left, x), right = std::max(right, x), low = std::min(low, y), high = std::max(high, y);
    };
    for (const FrontPoint& point : front.points) hold(point.report);
    for (const Design& design : designs_.designs) hold(design.report);
    const Report own = evaluate(input_.scenario);
    hold(own);
    const auto axis = [](const Metric& shown, double from, double to) {
      const double margin = std::max(0.06 * (to - from), 1e-6 * std::abs(to));
      return roundedLinear(titleOf(shown), from - margin, to + margin, 6);
    };
    const double em = chart.em();
    chart.beginPlot(axis(across, left, right), axis(up, low, high), plotHeight(input_, 0.56));
    const Box plot = chart.scene().plot;
    for (const Target& target : problem_.targets) {
      for (const auto& [limit, word] : {std::pair{target.min, "at least "}, std::pair{target.max, "at most "}}) {
        if (!limit || (target.metric != front.against && target.metric != front.maximized)) continue;
        const bool isUpright = target.metric == front.against;
        const double at = isUpright ? chart.atX(*limit) : chart.atY(*limit);
        if (isUpright ? at < plot.x || at > plot.right() : at < plot.y || at > plot.bottom()) continue;
        chart.addCurve(isUpright ? std::vector<Point>{{*limit, chart.yAxis().low}, {*limit, chart.yAxis().high}}
                                 : std::vector<Point>{{chart.xAxis().low, *limit}, {chart.xAxis().high, *limit}},
                       Ink::text, 1.2, Dash::dashed);
        chart.addLabel(isUpright ? Point{at, plot.bottom() - em} : Point{plot.right() - 4 * em, at},
                       word + withUnitOf(metric(target.metric), *limit), Ink::text);
      }
    }
    std::vector<Point> line;
    for (const FrontPoint& point : front.points)
      line.push_back({point.report[front.against].value, point.report[front.maximized].value});
    chart.addCurve(line, Ink::muted, 1.4);
    const auto mark = [&](const Scenario& scenario, const Report& report, std::string_view name, double size,
                          bool isHollow, bool isRinged) {
      const double x = report[front.against].value, y = report[front.maximized].value;
      if (x != x || y != y) return;
      chart.addMarker({.at = chart.at(x, y),
                       .shape = shapeOf(scenario),
                       .ink = inkOf(scenario),
                       .size = size,
                       .hollow = isHollow,
                       .name = std::string(name),
                       .text = wordsOf(scenario, report),
                       .x = x,
                       .y = y,
                       .ringed = isRinged});
    };
    for (const FrontPoint& point : front.points)
      mark(point.scenario, point.report, "Front", em * 0.34, !point.meetsTargets, false);
    for (const Design& design : designs_.designs)
      mark(design.scenario, design.report, nameOf(design), em * 0.5, false, false);
    mark(input_.scenario, own, kThisCell, em * 0.5, !meets(own), true);
    const auto name = [&](const Report& report, const std::string& text) {
      const double x = report[front.against].value, y = report[front.maximized].value;
      if (x == x && y == y) chart.addLabel(chart.at(x, y), text, Ink::text, true, em * 0.9);
    };
    name(own, std::string(kThisCell));
    for (const Design& design : designs_.designs) {
      const bool isThisCell = design.distance == 0.0;
      if (!isThisCell) name(design.report, std::string(nameOf(design)));
    }
    chart.endPlot();
  }

  std::string wordsOf(const Scenario& scenario, const Report& report) const {
    std::string text = modelText(scenario);
    for (const FreeRange& range : problem_.free) {
      if (range.id == ParameterId::model) continue;
      const Parameter& field = parameter(range.id);
      if (const ParameterValue value = field.read(scenario))
        text.append(", ").append(lowered(field.label)).append(" ").append(withUnit(significantText(*value, 4), field));
    }
    for (const MetricId id : shown_) {
      const Metric& row = metric(id);
      if (report[id].isKnown())
        text.append("; ")
            .append(lowered(row.label))
            .append(" ")
            .append(displayText(row, report[id].value))
            .append(" ")
            .append(row.unit);
    }
    return text + ".";
  }

  const FigureInput& input_;
  const std::string refusal_;
  const DesignProblem problem_;
  Designs designs_{};
  std::vector<MetricId> shown_;
  Table data_;
};

Figure paretoFigure(const FigureInput& input) { return ParetoChart(input).make(); }

}  // namespace

DesignProblem designProblemOf(const FigureInput& input) {
  if (input.options.design.empty()) return standardProblem(input.scenario);
  return problemOf(input.options.design, input.scenario).value_or(DesignProblem{});
}

constinit const FigureRow paretoRow{{FigureId::pareto, "pareto", "Front of designs",
                                     "The most of what is maximised for each level of what it costs most in, among all "
                                     "cells that the free inputs make.",
                                     "Tables S1–S5, Figs. S17, S18", "design"},
                                    paretoFigure};

}  // namespace cathode::figure
