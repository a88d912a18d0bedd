// SPDX-License-Identifier: MIT
// The spectrum of this cell's cathode, and where its resistances are read off.
#include <algorithm>
#include <cmath>

#include "core/base/elementary.h"
#include "core/base/number_text.h"
#include "core/cell/description.h"
#include "core/figure/losses.h"
#include "core/polarisation/impedance.h"

namespace cathode::figure {
namespace {

constexpr double kTwoPi = 6.283185307179586, kLn10 = 2.302585092994045684;
constexpr int kPerDecade = 24;
constexpr double kSlowestHz = 1e-7, kFastestHz = 1e7;
constexpr double kFaradPerMicro = 1e-6, kCoulombPerMah = 3.6;
constexpr ColumnKind kColumns[] = {{"name", "Mark", "", true},
                                   {"frequencyHz", "Frequency", "Hz"},
                                   {"realOhmCm2", "Re Z", "Ω·cm²"},
                                   {"minusImaginaryOhmCm2", "−Im Z", "Ω·cm²"}};

// A frequency of a decade in its own unit, "10 mHz".
std::string hertzText(double hertz) {
  // Decades are reached to rounding only.
  const double decade = hertz * (1.0 + 1e-6);
  const auto [unit, name] = decade >= 1e6    ? std::pair{1e6, "MHz"}
                            : decade >= 1e3  ? std::pair{1e3, "kHz"}
                            : decade >= 1.0  ? std::pair{1.0, "Hz"}
                            : decade >= 1e-3 ? std::pair{1e-3, "mHz"}
                                             : std::pair{1e-6, "µHz"};
  return significantText(hertz / unit, 1) + " " + name;
}

// A point of the spectrum; y is -Im Z.
struct Measured {
  double hertz;
  Point z;
};

class ImpedanceChart {
 public:
  explicit ImpedanceChart(const FigureInput& input)
      : input_(input), chart_(chartOf(input, "What would an impedance spectrum of this cathode show?")) {
    const Scenario& s = input.scenario;
    const Composition composition = compositionOf(s);
    electrode_ = rateLossesOf(s).electrode;
    const double radiusCm = s.particleRadiusUm * 1e-4;
    const double capacityMahG = evaluate(s)[MetricId::specificCapacityMahG].value;
    response_ = {input.options.doubleLayerUFCm2 * kFaradPerMicro, radiusCm * radiusCm / s.diffusivityCm2S,
                 input.options.slopeV, capacityMahG * kCoulombPerMah * composition.massAm * composition.densityGCm3};
    marks_ = impedanceMarks(electrode_, response_);
  }

  Figure make() {
    if (std::isfinite(marks_.slow) && marks_.slow > 0.0)
      draw();
    else
      chart_.addNote("No spectrum can be given: a conductivity or the interface is not known.");
    addCaptions();
    return {chart_.finish("Nyquist plot of this cell’s cathode, with the resistances at the start, with a uniform "
                          "reaction and with the lag of diffusion marked on its real axis."),
            std::move(data_),
            {CitationId::newmanTobias}};
  }

 private:
  void collect() {
    for (int i = 0;; ++i) {
      const double hertz = kFastestHz * expReproducible(-kLn10 * i / kPerDecade);
      if (hertz < kSlowestHz) break;
      const Complex z =
          electrodeImpedanceOhmCm2(electrode_, interfaceAdmittanceSCm2(electrode_, response_, kTwoPi * hertz));
      spectrum_.push_back({hertz, {z.re, -z.im}});
      if (-z.im > 2.0 * marks_.slow) break;
    }
  }

  // Each mark: what it is, and where on the real axis.
  struct Mark {
    const char* name;
    double ohmCm2;
    std::string text;
  };
  std::vector<Mark> marks() const {
    return {{"Both rails", marks_.fast, "L/(κ + σ): ions and electrons side by side, nothing reacts"},
            {"Start", marks_.start, "before particles have changed: the resistance at the start"},
            {"Uniform", marks_.uniform, "once the reaction is the same everywhere"},
            {"Uniform + lag", marks_.uniform + marks_.lag,
             "with the lag of diffusion, " + significantText(marks_.lag, 2) + " Ω·cm² of voltage over current"}};
  }

  void draw() {
    collect();
    double right = 0.0;
    for (const Mark& mark : marks()) right = std::max(right, mark.ohmCm2);
    const AxisSpec x = roundedLinear("Re Z, Ω·cm²", 0, right * 1.12, 8);
    chart_.beginEqualPlot(x, {"−Im Z, Ω·cm²", Scale::linear, 0, x.high * 0.55}, 150, plotHeight(input_, 0.55),
                          chart_.em());
    nameMarks();
    std::vector<Point> curve;
    for (const Measured& one : spectrum_) {
      if (one.z.y > most_) break;
      curve.push_back(one.z);
    }
    chart_.addCurve(curve, inkOf(input_.scenario), 2.2);
    addDecades();
    addMarks();
    chart_.endPlot();
  }

  // Names at the top of the plot, each on its line, in as many rows as they need; the spectrum stays below.
  void nameMarks() {
    const Box& plot = chart_.scene().plot;
    const double em = chart_.em(), line = em * kLineHeight;
    std::vector<double> rowEnds;
    const std::vector<Mark> all = marks();
    // From the right, so that what stands on a line does not cross those to its right.
    for (std::size_t i = all.size(); i-- > 0;) {
      const Mark& mark = all[i];
      const std::string words = std::string(mark.name) + " " +
                                (mark.ohmCm2 < 1e5 ? significantText(mark.ohmCm2, 2) : scientificText(mark.ohmCm2));
      const double width = textWidth(words, em), x = chart_.atX(mark.ohmCm2);
      const double left =
          x + em * 0.3 + width < plot.right() ? x + em * 0.3 : std::max(x - em * 0.3 - width, plot.x + 2);
      std::size_t row = 0;
      while (row < rowEnds.size() && left + width + em * 0.5 > rowEnds[row]) ++row;
      if (row == rowEnds.size()) rowEnds.push_back(0);
      rowEnds[row] = std::min(left, x);
      const double y = plot.y + static_cast<double>(row) * line;
      chart_.scene().items.push_back(Line{{{x, y}, {x, plot.bottom()}}, Ink::muted, 1, Dash::dotted});
      chart_.addText({{left, y}, words, Ink::text, em});
    }
    const double headroom = static_cast<double>(rowEnds.size()) * line / plot.height;
    most_ = chart_.yAxis().high * std::max(1.0 - headroom, 0.2);
  }

  // A dot at each decade of frequency, named where there is room.
  void addDecades() {
    const double size = chart_.em() * 0.24;
    const Scenario& scenario = input_.scenario;
    Point last{-1e300, 0};
    for (std::size_t i = 0; i < spectrum_.size(); ++i) {
      const Measured& one = spectrum_[i];
      data_.addRow({wordsCell("spectrum"), TableCell{hertzText(one.hertz), one.hertz}, numberCell(one.z.x, 4),
                    numberCell(one.z.y, 4)});
      if (i % kPerDecade != 0 || one.z.y > most_) continue;
      const Point at = chart_.at(one.z.x, one.z.y);
      chart_.addMarker(
          {.at = at,
           .shape = shapeOf(scenario),
           .ink = inkOf(scenario),
           .size = size,
           .name = hertzText(one.hertz),
           .text = significantText(one.z.x, 3) + " − i " + significantText(std::max(one.z.y, 0.0), 3) + " Ω·cm²",
           .x = one.z.x,
           .y = one.z.y});
      // Fast and slow ends lie close together.
      if (std::abs(at.x - last.x) + std::abs(at.y - last.y) > 2.2 * chart_.em())
        chart_.addLabel(at, hertzText(one.hertz), Ink::muted, false, size);
      last = at;
    }
  }

  void addMarks() {
    for (const Mark& mark : marks()) {
      chart_.addMarker({.at = chart_.at(mark.ohmCm2, 0),
                        .shape = Shape::circle,
                        .ink = Ink::text,
                        .size = chart_.em() * 0.34,
                        .hollow = true,
                        .name = mark.name,
                        .text = significantText(mark.ohmCm2, 2) + " Ω·cm², " + mark.text,
                        .x = mark.ohmCm2,
                        .y = 0});
      data_.addRow({wordsCell(mark.name), TableCell{}, numberCell(mark.ohmCm2, 4), TableCell{}});
    }
  }

  void addCaptions() {
    chart_.addCaption("This cell: " + scenarioText(input_.scenario) + ".");
    chart_.addCaption(notValidatedText());
    chart_.addCaption(
        "The cathode alone, between separator and collector: two rails whose interface is a charge transfer in series "
        "with diffusion in spheres and the slope of the open-circuit voltage, parallel to a double layer. Without "
        "diffusion and slope it would end on the real axis at the start; with them Re Z tends to the uniform "
        "resistance "
        "plus the lag.");
    chart_.addCaption("Assumed beside: a double layer of " + shortestText(input_.options.doubleLayerUFCm2) +
                      " µF/cm² and an open-circuit voltage that falls by " + shortestText(input_.options.slopeV) +
                      " V over the capacity.");
    chart_.addCaption(assumedText(input_.scenario));
  }

  const FigureInput& input_;
  Chart chart_;
  Electrode electrode_{};
  InterfaceResponse response_;
  ImpedanceMarks marks_{};
  double most_ = 0;  // up to which the spectrum is drawn
  std::vector<Measured> spectrum_;
  Table data_ = tableWith("", "", "", kColumns);
};

Figure electrodeImpedanceFigure(const FigureInput& input) { return ImpedanceChart(input).make(); }

}  // namespace

constinit const FigureRow electrodeImpedanceRow{
    {FigureId::electrodeImpedance, "electrode-impedance", "Impedance of the cathode",
     "Nyquist plot of this cell’s cathode, where start, uniform reaction and lag are seen as one: a model, not "
     "validated "
     "by the source.",
     "Tables S1–S4", "slopeV,doubleLayerUFCm2"},
    electrodeImpedanceFigure};

}  // namespace cathode::figure
