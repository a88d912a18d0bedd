// SPDX-License-Identifier: MIT
// Transport of ions or electrons over content or volume fraction, with theories.
#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/cell/description.h"
#include "core/cell/phrases.h"
#include "core/figure/model_curves.h"
#include "core/scenario/link.h"

namespace cathode::figure {
namespace {

struct CarrierMetrics {
  MetricId sigma, tau2, macMullin;
};
CarrierMetrics metricsOf(Carrier carrier) {
  return carrier == Carrier::ion ? CarrierMetrics{MetricId::ionicConductivityMsCm, MetricId::ionicTortuosityFactor,
                                                  MetricId::ionicMacMullin}
                                 : CarrierMetrics{MetricId::electronicConductivityMsCm,
                                                  MetricId::electronicTortuosityFactor, MetricId::electronicMacMullin};
}

// The fraction that tau2 refers to.
double phiPctOf(Carrier carrier, const Report& report) {
  return report[carrier == Carrier::ion ? MetricId::ionicPhiPct : MetricId::electronicPhiPct].value;
}

constexpr std::string_view kInterpolation =
    "Solid: interpolated between the measured points; dashed: τ² held beyond them, to where no path is to be expected. "
    "Bars: what rounding of the printed digits allows.";

std::string_view referenceNote(const Scenario& s) {
  switch (s.seReference) {
    case SeReference::pristine: return " Reference: pristine SE for all models.";
    case SeReference::mixed:
      return " Reference: shell and particles by volume, with a mechanofused 5 : 95 shell in Models 3 and 4 (assumed).";
    default: return " Reference: each model’s own SE, as Tables S1 and S3 pair them.";
  }
}

// A point of the data table.
TableRow rowOf(const std::string& model, const Sample& sample, Carrier carrier) {
  const CarrierMetrics m = metricsOf(carrier);
  return {
      {wordsCell(model), numberCell(sample.amWtPct, 4), numberCell(phiPctOf(carrier, sample.report), 4),
       numberCell(sample.report[m.sigma].value, 4), numberCell(sample.report[m.tau2].value, 4),
       numberCell(sample.report[m.macMullin].value, 4), wordsCell(provenanceKey(sample.report[m.sigma].provenance))},
      ""};
}

// How far rounding of a model's printed digits lets sigma_eff or tau2 lie from what they say, as factors.
Interval roundingFactors(Carrier carrier, AmContent am, ParticleModel model, bool tau2) {
  const auto at = static_cast<std::size_t>(am), m = static_cast<std::size_t>(model);
  const SourceTables& source = sourceTables();
  const bool ion = carrier == Carrier::ion;
  const Quantity sigma = (ion ? source.ionic[at][m].sigmaEffMsCm : source.electronic[at][m].sigmaEffMsCm).quantity();
  if (!tau2) return {sigma.range.lower / sigma.nominal, sigma.range.upper / sigma.nominal};
  const Quantity phi =
      ion ? source.ionic[at][m].phiSePct.quantity()
          : source.electronic[at][m].phiAmPct.quantity() + source.electronic[at][m].phiCaPct.quantity();
  const Quantity value =
      (ion ? source.ionicReference[at][m].sigmaMsCm : source.electronicReference[at].sigmaMsCm).quantity() * phi /
      sigma;
  return {value.range.lower / value.nominal, value.range.upper / value.nominal};
}

// The figure in the making: curves of the models and of theories collected, then drawn.
class TransportChart {
 public:
  explicit TransportChart(const FigureInput& input) : input_(input) {}

  Figure make() {
    collectModels();
    collectTheories();
    begin();
    addModels();
    addNow();
    addNames();
    chart_.endPlot();
    addNotes();
    Figure figure{
        chart_.finish((tau_ ? "Tortuosity factor, " : "Effective conductivity, ") + carrierWord_ + ": curves of " +
                      drawnText(input_.scenario, !own_.isEmpty()) + " over " + xTitle_ + ", with measured points and " +
                      std::to_string(theoryCurves_.size()) + " theory curves."),
        std::move(data_),
        {CitationId::minnmann}};
    for (const Theory& theory : theories()) {
      if (o_.draws(theory.id)) figure.citations.push_back(theory.citation);
    }
    return figure;
  }

 private:
  struct TheoryCurve {
    const Theory* theory;
    std::vector<Point> points;
  };

  double x(const Sample& s) const { return byPhi_ ? phiPctOf(o_.carrier, s.report) : s.amWtPct; }
  double y(const Sample& s) const { return s.report[tau_ ? m_.tau2 : m_.sigma].value; }
  std::vector<Point> points(const std::vector<Sample>& samples) const {
    std::vector<Point> result;
    for (const Sample& s : samples) {
      if (!std::isnan(x(s)) && !std::isnan(y(s))) result.push_back({x(s), y(s)});
    }
    return result;
  }
  std::vector<Point> points(const Curves& curves) const {
    std::vector<Point> whole;
    for (const auto* part : curves.parts()) std::ranges::copy(points(*part), std::back_inserter(whole));
    return whole;
  }
  // "σeff 0.180 mS/cm, τ² 8.19"
  std::string transportWords(const Report& report) const {
    return "σeff " + displayText(metric(m_.sigma), report[m_.sigma].value) + " mS/cm, τ² " +
           displayText(metric(m_.tau2), report[m_.tau2].value);
  }
  // How the theory curve of that place is drawn.
  static double widthOf(std::size_t place) { return 1.0 + 0.3 * static_cast<double>(place); }
  static Dash dashOf(std::size_t place) { return place % 2 == 0 ? Dash::dotted : Dash::dashed; }

  void hold(const Sample& sample) {
    xs_.hold(x(sample));
    ys_.hold(y(sample));
  }
  void collectModels();
  void collectOwn();
  void collectTheories();
  void begin();
  void addModels();
  void addMeasured(ParticleModel model, AmContent content);
  void addNow();
  void addNames();
  std::vector<Chart::EndName> namesAt(bool withTheories) const;
  void addNotes();

  const FigureInput& input_;
  const FigureOptions& o_ = input_.options;
  const bool ion_ = o_.carrier == Carrier::ion, byPhi_ = o_.against == TransportAxis::phi,
             tau_ = o_.quantity == TransportQuantity::tortuosityFactor;
  const CarrierMetrics m_ = metricsOf(o_.carrier);
  const std::string carrierWord_ = ion_ ? "ionic" : "electronic";
  const std::string xTitle_ = !byPhi_ ? "Active material, wt%"
                              : ion_  ? "Volume fraction of SE, vol%"
                                      : "Volume fraction of NCM + VGCF, vol%";
  const double phiC_ = gemFit(o_.carrier, input_.scenario.model).phiC;
  const Sample now_{input_.scenario.amWtPct, evaluate(input_.scenario)};
  std::array<Curves, kModelCount> curves_;
  Curves own_;  // of a person's own composite along its content, and at its measured ones
  struct OwnMark {
    Sample sample;
    double relativeUncertainty;  // of sigma_eff; 0: none is given
  };
  std::vector<OwnMark> ownPoints_;
  std::vector<TheoryCurve> theoryCurves_;
  std::string silent_;      // theories that give nothing here
  Range xs_, ys_;           // of all curves of the models
  Range measured_;          // of their measured points, and what is between
  double room_ = 0;         // for names at the right
  bool hasLegend_ = false;  // of theories
  Table data_;
  Chart chart_ =
      chartOf(input_, tau_ ? "How much does the structure hinder " + std::string(ion_ ? "ions?" : "electrons?")
                           : "How well does each model conduct " + std::string(ion_ ? "ions?" : "electrons?"));
  const double size_ = chart_.em() * 0.45;
};

void TransportChart::collectModels() {
  static constexpr ColumnKind kColumns[] = {{"model", "Model", "", true},          {"amWtPct", "AM content", "wt%"},
                                            {"phiPct", "Volume fraction", "vol%"}, {"sigmaEffMsCm", "σeff", "mS/cm"},
                                            {"tortuosityFactor", "τ²", ""},        {"macMullin", "N_M", ""},
                                            {"provenance", "Provenance", "", true}};
  data_ = tableWith("", "", "", kColumns);
  for (int i = 0; i < kModelCount; ++i) {
    const auto model = static_cast<ParticleModel>(i);
    curves_[i] = curvesOf(withModel(input_.scenario, model, input_.options.same));
    for (const auto* part : {&curves_[i].below, &curves_[i].between, &curves_[i].above}) {
      for (const Sample& s : *part) hold(s);
    }
    for (const Sample& s : curves_[i].between) measured_.hold(y(s));
    for (const Sample& s : {curves_[i].below.front(), curves_[i].between.front(), curves_[i].between[kPieces / 2],
                            curves_[i].between.back(), curves_[i].above.back()}) {
      data_.rows.push_back(rowOf(modelName(model), s, o_.carrier));
    }
  }
  if (input_.scenario.composite != nullptr) collectOwn();
  if (!std::isnan(y(now_))) {
    hold(now_);
    measured_.hold(y(now_));
  }
  data_.rows.push_back(rowOf("This cell", now_, o_.carrier));
}

// A person's own composite: what its points give at this temperature, and what goes on from them.
void TransportChart::collectOwn() {
  const Parameter& am = parameter(ParameterId::amWtPct);
  const OwnQuantity quantity = ion_ ? OwnQuantity::ionicConductivityMsCm : OwnQuantity::electronicConductivityMsCm;
  own_ = curvesOfOwn(input_.scenario, quantity, {am.min, am.max}, tau_ ? m_.tau2 : m_.sigma);
  for (const auto* part : own_.parts()) {
    for (const Sample& s : *part) hold(s);
  }
  for (const OwnPoint& point : input_.scenario.composite->points) {
    if (!point[quantity].isGiven()) continue;
    Scenario at = input_.scenario;
    at.amWtPct = point.amWtPct;
    const Sample s{point.amWtPct, evaluate(at)};
    if (std::isnan(y(s)) || std::isnan(x(s))) continue;
    hold(s);
    measured_.hold(y(s));
    ownPoints_.push_back({s, point[quantity].standardUncertainty / point[quantity].value});
    data_.rows.push_back(rowOf(input_.scenario.composite->name, s, o_.carrier));
  }
}

// Theories at the scenario's composition along its content, relative to the reference sigma0.
void TransportChart::collectTheories() {
  const Parameter& am = parameter(ParameterId::amWtPct);
  for (const Theory& theory : theories()) {
    // GEM's threshold is fitted to the source's models.
    if (!o_.draws(theory.id) || (theory.id == TheoryId::gem && input_.scenario.composite != nullptr)) continue;
    TheoryCurve curve{&theory, {}};
    Scenario point = input_.scenario;
    for (const Sample& s : along(input_.scenario, am.min, am.max, 2 * kPieces)) {
      const double phi = phiPctOf(o_.carrier, s.report) / 100.0,
                   porosity = s.report[MetricId::porosityPct].value / 100.0;
      const auto relative =
          relativeConductivity(theory.id, o_.carrier, {phi, std::max(1.0 - phi - porosity, 0.0), porosity}, phiC_);
      if (!relative || !(*relative > 0.0) || !(phi > 0.0)) continue;
      point.amWtPct = s.amWtPct;
      const double sigma0 = transportOf(o_.carrier, point, compositionOf(point)).sigma0MsCm;
      const double value = tau_ ? phi / *relative : sigma0 * *relative;
      if (std::isnan(value)) continue;
      curve.points.push_back({byPhi_ ? phi * 100.0 : s.amWtPct, value});
      data_.addRow(
          {wordsCell(theory.label), numberCell(s.amWtPct, 4), numberCell(phi * 100.0, 4),
           numberCell(sigma0 * *relative, 4), numberCell(phi / *relative, 4), numberCell(1.0 / *relative, 4),
           wordsCell("theory")},
          std::string(theory.formula) + ". " + std::string(theory.assumption) + " " + std::string(theory.source));
    }
    if (curve.points.size() > 1)
      theoryCurves_.push_back(std::move(curve));
    else
      silent_.append(silent_.empty() ? "" : ", ").append(theory.label);
  }
}

void TransportChart::begin() {
  // The decades are those of what was measured: curves leave the plot where they leave these.
  constexpr double kBeyond = 3.0;
  const Range shown = ys_.orElse(tau_ ? 1.0 : 0.01, tau_ ? 100.0 : 1.0);
  const Range inner = measured_.orElse(shown.low, shown.high);
  const double low = std::max(shown.low, inner.low / kBeyond), high = std::min(shown.high, inner.high * kBeyond);
  room_ = chart_.roomFor(namesAt(false));
  if (!theoryCurves_.empty()) {
    const double withTheories = chart_.roomFor(namesAt(true));
    hasLegend_ = withTheories > 0.28 * chart_.width();
    if (!hasLegend_) room_ = withTheories;
  }
  if (hasLegend_) {
    std::vector<LegendEntry> legend;
    for (std::size_t i = 0; i < theoryCurves_.size(); ++i) {
      legend.push_back(
          {withSubscripts(theoryCurves_[i].theory->label), std::nullopt, Line{{}, Ink::muted, widthOf(i), dashOf(i)}});
    }
    chart_.addLegend(legend);
  }
  const std::string yTitle = tau_ ? "Tortuosity factor τ², " + carrierWord_ : "σ_eff " + carrierWord_ + ", mS/cm";
  const double margin = 0.03 * (xs_.high - xs_.low);
  chart_.beginPlot({xTitle_, Scale::linear, xs_.low - margin, xs_.high + margin}, paddedLog(yTitle, low, high),
                   plotHeight(input_, 0.5), room_);
}

// Names of the models, and of theories, each at the rightmost of its points that is shown; those of no point are left
// out.
std::vector<Chart::EndName> TransportChart::namesAt(bool withTheories) const {
  std::vector<Chart::EndName> names;
  const auto add = [&](std::span<const Point> curve, std::string name, Ink ink, bool strong) {
    const AxisSpec& axis = chart_.yAxis();
    const Point* last = nullptr;
    for (const Point& p : curve) {
      if (p.y >= axis.low && p.y <= axis.high && (!last || p.x > last->x)) last = &p;
    }
    // Before there are axes all are names.
    if (last || axis.title.empty())
      names.push_back({last ? chart_.at(last->x, last->y) : Point{}, std::move(name), "", ink, strong});
  };
  for (int i = 0; i < kModelCount; ++i) {
    const auto model = static_cast<ParticleModel>(i);
    const std::vector<Point> whole = points(curves_[i]);
    if (!whole.empty()) add(whole, modelName(model), Ink::text, isOfModel(input_.scenario, model));
  }
  const std::vector<Point> ofOwn = points(own_);
  if (!ofOwn.empty()) add(ofOwn, shortened(modelText(input_.scenario), chart_.em(), 14 * chart_.em()), Ink::text, true);
  if (withTheories) {
    for (const TheoryCurve& curve : theoryCurves_)
      add(curve.points, withSubscripts(curve.theory->label), Ink::muted, false);
  }
  return names;
}

void TransportChart::addNames() { chart_.addEndNames(namesAt(!hasLegend_)); }

void TransportChart::addModels() {
  for (std::size_t i = 0; i < theoryCurves_.size(); ++i)
    chart_.addCurve(theoryCurves_[i].points, Ink::muted, widthOf(i), dashOf(i));
  for (int i = 0; i < kModelCount; ++i) {
    const auto model = static_cast<ParticleModel>(i);
    const double width = isOfModel(input_.scenario, model) ? 2.4 : 1.6;
    chart_.addCurve(points(curves_[i].below), inkOf(model), width, Dash::dashed);
    chart_.addCurve(points(curves_[i].above), inkOf(model), width, Dash::dashed);
    chart_.addCurve(points(curves_[i].between), inkOf(model), width);
  }
  for (int i = 0; i < kModelCount; ++i) {
    for (const AmContent content : {AmContent::wt75, AmContent::wt85})
      addMeasured(static_cast<ParticleModel>(i), content);
  }
  for (const auto* part : {&own_.below, &own_.above}) chart_.addCurve(points(*part), Ink::text, 2.4, Dash::dashed);
  chart_.addCurve(points(own_.between), Ink::text, 2.4);
  for (const OwnMark& mark : ownPoints_) {
    const Sample& s = mark.sample;
    if (const double u = mark.relativeUncertainty; u > 0.0 && u < 1.0)
      chart_.addBar({x(s), y(s) * (1.0 - u)}, {x(s), y(s) * (1.0 + u)}, Ink::text, 1.2);
    const Provenance kind = s.report[m_.sigma].provenance;
    chart_.addMarker(
        {chart_.at(x(s), y(s)), Shape::circle, Ink::text, size_, kind != Provenance::measured,
         modelText(input_.scenario),
         shortestText(s.amWtPct) + " wt%: " + transportWords(s.report) + ", " + std::string(provenanceKey(kind)), x(s),
         y(s)});
  }
}

// A measured point, with what rounding of its digits allows.
void TransportChart::addMeasured(ParticleModel model, AmContent content) {
  const Curves& curves = curves_[static_cast<std::size_t>(model)];
  const Sample& s = content == AmContent::wt75 ? curves.between.front() : curves.between.back();
  if (std::isnan(y(s))) return;
  const Interval factors = roundingFactors(o_.carrier, content, model, tau_);
  chart_.addBar({x(s), y(s) * factors.lower}, {x(s), y(s) * factors.upper}, inkOf(model), 1.2);
  const Provenance kind = s.report[tau_ ? m_.tau2 : m_.sigma].provenance;
  const bool asPrinted = kind == Provenance::measured || kind == Provenance::recomputed;
  const std::string words = shortestText(s.amWtPct) + " wt%, φ " + fixedText(phiPctOf(o_.carrier, s.report), 1) +
                            " vol%: " + transportWords(s.report) + ", " + std::string(provenanceKey(kind)) +
                            ". As printed, σeff = σ0 φ^" + fixedText(fittedExponent(o_.carrier, content, model), 1);
  chart_.addMarker(
      {chart_.at(x(s), y(s)), shapeOf(model), inkOf(model), size_, !asPrinted, modelName(model), words, x(s), y(s)});
}

void TransportChart::addNow() {
  if (std::isnan(y(now_)) || std::isnan(x(now_))) return;
  const Point here = chart_.at(x(now_), y(now_));
  Marker marker = cellMarker({"", input_.scenario, true}, here, size_ * 1.1);
  marker.text = scenarioText(input_.scenario) + ": " + transportWords(now_.report);
  marker.x = x(now_), marker.y = y(now_);
  chart_.addMarker(std::move(marker));
  const Metric& shown = metric(tau_ ? m_.tau2 : m_.sigma);
  chart_.addLabel(
      here, "This cell, " + displayText(shown, y(now_)) + (shown.unit.empty() ? "" : " " + std::string(shown.unit)),
      Ink::text, true, size_ * 2.1);
}

void TransportChart::addNotes() {
  if (input_.scenario.composite != nullptr && (std::isnan(y(now_)) || std::isnan(x(now_))))
    chart_.addNote("This cell is not shown: " + modelText(input_.scenario) + " lacks what this needs.");
  else if (!now_.report[m_.sigma].isKnown())
    chart_.addNote("This cell is not shown: with φ = " + fixedText(phiPctOf(o_.carrier, now_.report), 1) +
                   " vol% no path is to be expected.");
  if (ys_.isEmpty()) chart_.addNote("Nor is any model, at any content.");
  chart_.addCaption("This cell: " + scenarioText(input_.scenario) + ".");
  chart_.addCaption(kInterpolation);
  chart_.addCaption(
      temperatureNote(input_.scenario, ion_) +
      std::string(ion_ ? referenceNote(input_.scenario)
                       : " Reference: NCM + VGCF, σ0 printed as 10 mS/cm, of another mixture than the composites’."));
  if (!theoryCurves_.empty())
    chart_.addCaption(
        "Theory: for the composition of " + modelText(input_.scenario) + " and its reference σ0" +
        (o_.draws(TheoryId::gem) ? "; GEM with φc = " + fixedText(phiC_, 3) + " fitted to its two points." : "."));
  if (!silent_.empty()) chart_.addCaption("Zero here, so not drawn: " + silent_ + ".");
}

Figure transportFigure(const FigureInput& input) { return TransportChart(input).make(); }

}  // namespace

constinit const FigureRow transportRow{
    {FigureId::transport, "transport", "Effective transport",
     "Effective conductivity or tortuosity factor of the four models, measured, interpolated and "
     "beyond them held, with theory curves.",
     "Tables S1–S4, Figs. S17 and S18", "carrier,quantity,against,theories"},
    transportFigure};

}  // namespace cathode::figure
