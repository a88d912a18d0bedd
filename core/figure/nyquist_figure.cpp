// SPDX-License-Identifier: MIT
// The impedance arcs of the three electrolytes, sketched from the source's resistances.
#include <algorithm>

#include "core/base/elementary.h"
#include "core/base/number_text.h"
#include "core/figure/parts.h"

namespace cathode::figure {
namespace {

constexpr int kPoints = 240;
// What impedance analysers reach, Hz; an arc whose apex lies beyond shows its end alone, an intercept.
constexpr double kFastestHz = 1e8, kTwoPi = 6.283185307179586;
// Neutral: hues belong to the particle models.
constexpr Ink kInks[] = {Ink::text, Ink::muted, Ink::text};
constexpr Dash kDashes[] = {Dash::solid, Dash::solid, Dash::dashed};
constexpr Shape kShapes[] = {Shape::circle, Shape::square, Shape::triangle};

// A frequency in its own unit, "2.9 MHz".
std::string hertzText(double hertz) {
  const auto [unit, name] = hertz >= 1e9   ? std::pair{1e9, "GHz"}
                            : hertz >= 1e6 ? std::pair{1e6, "MHz"}
                            : hertz >= 1e3 ? std::pair{1e3, "kHz"}
                                           : std::pair{1.0, "Hz"};
  return significantText(hertz / unit, 2) + " " + name;
}

struct Arc {
  Electrolyte electrolyte;
  const ImpedanceColumn* column;
  std::vector<Point> points;
  std::vector<Point> unreached;  // beyond kFastestHz
  double apexHz[2];              // of the bulk and of the grain boundaries

  std::size_t index() const { return static_cast<std::size_t>(electrolyte); }
};

// The figure in the making: arcs collected, then drawn.
class NyquistChart {
 public:
  explicit NyquistChart(const FigureInput& input)
      : input_(input),
        temperature_(static_cast<std::size_t>(input.options.temperature)),
        chart_(chartOf(input, "What do the arcs of the three electrolytes look like?")),
        size_(chart_.em() * 0.4) {}

  Figure make() {
    for (int i = 0; i < kElectrolyteCount; ++i) collect(static_cast<Electrolyte>(i));
    begin();
    for (Arc& arc : arcs_) addArc(arc);
    for (const Arc& arc : arcs_) addMarks(arc);
    chart_.endPlot();
    const std::string temperature = shortestText(kMeasuredTemperatureC[temperature_]) + " °C";
    chart_.addNote("Dotted: above " + hertzText(kFastestHz) + ".");
    chart_.addCaption("Semicircles of the printed R1 (bulk, hollow) and R2 (grain boundary) at " + temperature +
                      ", with the frequency of each apex of R2. Dotted: above " + hertzText(kFastestHz) +
                      ", which no impedance analyser reaches; what is measured of R1 is an intercept. Capacitances are "
                      "assumed, " +
                      scientificText(input_.options.bulkCapacitanceF) + " and " +
                      scientificText(input_.options.grainBoundaryCapacitanceF) + " F: the source prints none.");
    return {chart_.finish("Bulk and grain-boundary arcs of pristine, "
                          "mechanofused and milled electrolyte at " +
                          temperature + ", from the resistances of " +
                          std::string(temperature_ == 1 ? "Fig. S17." : "Fig. S18.")),
            std::move(data_),
            {}};
  }

 private:
  // Z = R1 / (1 + j w R1 C1) + R2 / (1 + j w R2 C2), from far above both arcs to far below.
  void collect(Electrolyte electrolyte) {
    Arc arc{electrolyte, &sourceTables().impedance[temperature_][static_cast<std::size_t>(electrolyte)], {}, {}, {}};
    const double r1 = arc.column->bulkOhm, r2 = arc.column->grainBoundaryOhm;
    const double tau1 = r1 * input_.options.bulkCapacitanceF, tau2 = r2 * input_.options.grainBoundaryCapacitanceF;
    arc.apexHz[0] = 1.0 / (kTwoPi * tau1), arc.apexHz[1] = 1.0 / (kTwoPi * tau2);
    const double fastest = 300.0 / std::min(tau1, tau2), slowest = 0.003 / std::max(tau1, tau2);
    const double span = logReproducible(fastest / slowest);
    for (int k = 0; k <= kPoints; ++k) {
      const double w = slowest * expReproducible(span * (kPoints - k) / kPoints);
      const double d1 = 1.0 + w * w * tau1 * tau1, d2 = 1.0 + w * w * tau2 * tau2;
      const Point z{r1 / d1 + r2 / d2, r1 * w * tau1 / d1 + r2 * w * tau2 / d2};
      const double hertz = w / kTwoPi;
      (hertz > kFastestHz ? arc.unreached : arc.points).push_back(z);
      data_.addRow({wordsCell(electrolyteName(electrolyte)), TableCell{scientificText(hertz), hertz},
                    numberCell(z.x, 4), numberCell(z.y, 4)});
      realHigh_ = std::max(realHigh_, z.x);
      imaginaryHigh_ = std::max(imaginaryHigh_, z.y);
    }
    arcs_.push_back(std::move(arc));
  }

  // A semicircle is one.
  void begin() {
    chart_.beginEqualPlot(roundedLinear("Re Z, Ω", 0, realHigh_ * 1.02, 8),
                          {"−Im Z, Ω", Scale::linear, 0, imaginaryHigh_ * 1.25}, 90, plotHeight(input_, 0.5),
                          chart_.em() * 5);
  }
  void addArc(Arc& arc) {
    const Ink ink = kInks[arc.index()];
    chart_.addCurve(arc.unreached, ink, 1.2, Dash::dotted);
    if (!arc.unreached.empty() && !arc.points.empty()) arc.points.insert(arc.points.begin(), arc.unreached.back());
    chart_.addCurve(arc.points, ink, 1.8, kDashes[arc.index()]);
  }
  void addMarks(const Arc& arc) {
    const std::size_t i = arc.index();
    const double r1 = arc.column->bulkOhm, r2 = arc.column->grainBoundaryOhm;
    const std::string name(electrolyteName(arc.electrolyte));
    const bool isIntercept = arc.apexHz[0] > kFastestHz;
    chart_.addMarker({chart_.at(r1, 0), kShapes[i], kInks[i], size_, true, name + ", R1",
                      printedText(arc.column->bulkOhm) + " Ω, bulk" +
                          (isIntercept ? ", an intercept: its arc would peak at " : ": its arc peaks at ") +
                          hertzText(arc.apexHz[0]),
                      r1, 0});
    const Point apex = chart_.at(r1 + r2 / 2, r2 / 2);
    chart_.addMarker({apex, kShapes[i], kInks[i], size_ * 0.6, false, name + ", apex of R2", hertzText(arc.apexHz[1]),
                      r1 + r2 / 2, r2 / 2});
    const std::string names[] = {name + ", " + hertzText(arc.apexHz[1]), name};
    chart_.addName(apex, names, Ink::text, size_);
    chart_.addMarker({chart_.at(r1 + r2, 0), kShapes[i], kInks[i], size_, false, name + ", R1 + R2",
                      significantText(r1 + r2, 5) + " Ω; printed in total " + printedText(arc.column->totalOhm),
                      r1 + r2, 0});
  }

  static constexpr ColumnKind kColumns[] = {{"electrolyte", "Electrolyte", "", true},
                                            {"frequencyHz", "Frequency", "Hz"},
                                            {"realOhm", "Re Z", "Ω"},
                                            {"minusImaginaryOhm", "−Im Z", "Ω"}};
  const FigureInput& input_;
  std::size_t temperature_;
  Chart chart_;
  double size_;  // of markers
  std::vector<Arc> arcs_;
  double realHigh_ = 0, imaginaryHigh_ = 0;
  Table data_ = tableWith("", "", "", kColumns);
};

Figure nyquistFigure(const FigureInput& input) { return NyquistChart(input).make(); }

}  // namespace

constinit const FigureRow nyquistRow{
    {FigureId::nyquist, "nyquist", "Nyquist sketch",
     "Bulk and grain-boundary arcs of the three electrolytes, with assumed capacitances.", "Figs. S17 and S18",
     "temperature,bulkCapacitanceF,grainBoundaryCapacitanceF"},
    nyquistFigure};

}  // namespace cathode::figure
