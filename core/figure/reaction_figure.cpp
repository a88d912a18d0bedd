// SPDX-License-Identifier: MIT
// Where in the thickness the cathode reacts.
#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/cell/description.h"
#include "core/cell/phrases.h"
#include "core/figure/losses.h"

namespace cathode::figure {
namespace {

constexpr int kPoints = 200;  // of each curve, denser at both ends
constexpr ColumnKind kColumns[] = {{"model", "Model", "", true},
                                   {"place", "Place from separator (0) to collector (1)", ""},
                                   {"relativeReaction", "Reaction over its mean at the start", ""},
                                   {"reactionNumber", "ν", ""},
                                   {"frontsMeetAt", "Where two fronts meet", ""}};

struct Curve {
  ModelCell cell;
  Electrode electrode;
  std::vector<Point> points;
};

class ReactionChart {
 public:
  explicit ReactionChart(const FigureInput& input)
      : input_(input), chart_(chartOf(input, "Where in the thickness does the cathode react?")) {
    for (const ModelCell& cell : modelCells(input)) collect(cell);
  }

  Figure make() {
    double high = 1.0;
    for (const Curve& curve : curves_) {
      for (const Point& p : curve.points) high = std::max(high, p.y);
    }
    // What reacts at the very surface only has no height to show.
    constexpr double kHighest = 40.0;
    chart_.beginPlot({"From separator (0) to collector (1)", Scale::linear, 0, 1},
                     roundedLinear("Reaction over its mean", 0, std::min(high, kHighest) * 1.02, 6),
                     plotHeight(input_, 0.45), chart_.roomFor(names()));
    chart_.addCurve(std::vector<Point>{{0, 1}, {1, 1}}, Ink::muted, 1.4, Dash::dashed);
    for (const Curve& curve : curves_)
      chart_.addCurve(curve.points, inkOf(curve.cell.scenario), curve.cell.isNow ? 2.6 : 1.6);
    for (const Curve& curve : curves_) addFronts(curve);
    chart_.addEndNames(names());
    chart_.endPlot();
    if (curves_.empty())
      chart_.addNote(
          "No model is shown: a conductivity or the interface is not known, or all react at their very ends.");
    addCaptions();
    return {chart_.finish("Reaction over its mean through the thickness at the start of the discharge, for " +
                          std::to_string(curves_.size()) + " cathodes, and the uniform reaction later."),
            std::move(data_),
            {CitationId::newmanTobias}};
  }

 private:
  void collect(const ModelCell& cell) {
    const Electrode electrode = rateLossesOf(cell.scenario).electrode;
    const double nu = reactionNumber(electrode);
    if (!std::isfinite(nu)) return;
    Curve curve{cell, electrode, {}};
    for (int i = 0; i <= kPoints; ++i) {
      // Smoothstep: half of the points lie in the outer third.
      const double t = static_cast<double>(i) / kPoints, y = t * t * (3.0 - 2.0 * t);
      curve.points.push_back({y, startReaction(electrode, y)});
      if (i % (kPoints / 20) != 0) continue;
      data_.addRow({wordsCell(modelText(cell.scenario)), numberCell(y, 4), numberCell(curve.points.back().y, 4),
                    numberCell(nu, 4), numberCell(meeting(electrode), 3)});
    }
    curves_.push_back(std::move(curve));
  }

  static double meeting(const Electrode& e) { return e.electronicSCm / (e.ionicSCm + e.electronicSCm); }

  std::vector<Chart::EndName> names() const {
    std::vector<Chart::EndName> all{{chart_.at(1, 1), "uniform", "", Ink::muted, false}};
    for (const Curve& curve : curves_) {
      const double end = std::min(curve.points.back().y, chart_.yAxis().high);
      all.push_back({chart_.at(1, end), modelText(curve.cell.scenario), "", Ink::text, curve.cell.isNow});
    }
    return all;
  }

  // Where fronts meet, on the axis; the curve's ends tell of themselves.
  void addFronts(const Curve& curve) {
    const double size = chart_.em() * 0.42, at = meeting(curve.electrode);
    const std::string name = curve.cell.isNow ? std::string(kThisCell) : modelText(curve.cell.scenario);
    chart_.addMarker(
        {.at = chart_.at(at, 0),
         .shape = shapeOf(curve.cell.scenario),
         .ink = inkOf(curve.cell.scenario),
         .size = size,
         .hollow = true,
         .name = name,
         .text = "with a flat open-circuit voltage two fronts meet at " + fixedText(at, 2) + " of the thickness",
         .x = at,
         .y = 0,
         .ringed = curve.cell.isNow});
    for (const double end : {0.0, 1.0}) {
      const double high = startReaction(curve.electrode, end);
      if (high > chart_.yAxis().high) continue;
      chart_.addMarker({.at = chart_.at(end, high),
                        .shape = shapeOf(curve.cell.scenario),
                        .ink = inkOf(curve.cell.scenario),
                        .size = size,
                        .name = name,
                        .text = significantText(high, 3) + " times the mean at the " +
                                (end == 0.0 ? "separator" : "collector") +
                                " at the start, ν = " + significantText(reactionNumber(curve.electrode), 3),
                        .x = end,
                        .y = high,
                        .ringed = curve.cell.isNow});
    }
  }

  void addCaptions() {
    chart_.addCaption("This cell: " + scenarioText(input_.scenario) + ".");
    chart_.addCaption(notValidatedText());
    chart_.addCaption(
        "Curves: the start of the discharge; the area below each is 1. Dashed: the uniform reaction that a sloped "
        "open-circuit voltage brings about. Hollow marks: where the two fronts of a flat one would meet.");
    chart_.addCaption(assumedText(input_.scenario));
  }

  const FigureInput& input_;
  Chart chart_;
  std::vector<Curve> curves_;
  Table data_ = tableWith("", "", "", kColumns);
};

Figure reactionFigure(const FigureInput& input) { return ReactionChart(input).make(); }

}  // namespace

constinit const FigureRow reactionRow{
    {FigureId::reaction, "reaction", "Reaction through the thickness",
     "Where between separator and collector the four models’ cathodes react at the start, and later: a model, not "
     "validated by the source.",
     "Tables S1–S4", "same"},
    reactionFigure};

}  // namespace cathode::figure
