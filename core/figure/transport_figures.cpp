// Transport of ions and electrons: each carrier over content or volume fraction, and the two against
// each other.
#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/cell/description.h"
#include "core/figure/parts.h"
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

// A model's numbers along the active-material content.
struct Sample {
  double amWtPct;
  Report report;
};
std::vector<Sample> along(Scenario scenario, double from, double to, int pieces) {
  std::vector<Sample> samples;
  for (int i = 0; i <= pieces; ++i) {
    scenario.amWtPct = i == pieces ? to : from + (to - from) * i / pieces;
    samples.push_back({scenario.amWtPct, evaluate(scenario)});
  }
  return samples;
}

constexpr int kPieces = 24;  // of each curve

// A model below, between and above the measured contents; the measured points are the ends of `between`.
struct Curves {
  std::vector<Sample> below, between, above;
};
Curves curvesOf(const Scenario& scenario) {
  const Parameter& am = parameter(ParameterId::amWtPct);
  return {along(scenario, am.min, kMeasuredAmWtPct[0], kPieces),
          along(scenario, kMeasuredAmWtPct[0], kMeasuredAmWtPct[1], kPieces),
          along(scenario, kMeasuredAmWtPct[1], am.max, kPieces)};
}

// The models as a legend.
std::vector<LegendEntry> modelLegend(double size) {
  std::vector<LegendEntry> legend;
  for (int i = 0; i < kModelCount; ++i) {
    const auto model = static_cast<ParticleModel>(i);
    legend.push_back(
        {modelName(model), Marker{{}, shapeOf(model), inkOf(model), size, false, "", ""}, Line{{}, inkOf(model), 1.6}});
  }
  return legend;
}

struct Range {
  double low = 1e300, high = 0;
  void hold(double value) {
    if (std::isnan(value)) return;  // no path, no number
    low = std::min(low, value);
    high = std::max(high, value);
  }
  bool isEmpty() const { return high < low; }
  // What an axis shows where there is nothing to show: its usual decades.
  Range orElse(double otherLow, double otherHigh) const { return isEmpty() ? Range{otherLow, otherHigh} : *this; }
};

constexpr std::string_view kInterpolation =
    "Solid: interpolated between the measured points; dashed: τ² held beyond them, to where no path is to be expected. "
    "Bars: what rounding of the printed digits allows.";

std::string temperatureNote(const Scenario& s, bool ions) {
  if (s.temperatureC == kTransportTemperatureC)
    return "Points: Tables S1–S4; the temperature of their σeff is not printed, taken as 60 °C.";
  return std::string("Points: Tables S1–S4, ") +
         (ions ? "ions scaled from 60 to " + shortestText(s.temperatureC) +
                     " °C by the electrolyte’s σ0 at constant τ²; "
               : "") +
         "electrons held constant in temperature.";
}

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

Figure transportFigure(const FigureInput& input) {
  const FigureOptions& o = input.options;
  const bool ion = o.carrier == Carrier::ion, byPhi = o.against == TransportAxis::phi;
  const bool tau = o.quantity == TransportQuantity::tortuosityFactor;
  const CarrierMetrics m = metricsOf(o.carrier);
  const Parameter& am = parameter(ParameterId::amWtPct);
  const auto x = [&](const Sample& s) { return byPhi ? phiPctOf(o.carrier, s.report) : s.amWtPct; };
  const auto y = [&](const Sample& s) { return s.report[tau ? m.tau2 : m.sigma].value; };
  const auto points = [&](const std::vector<Sample>& samples) {
    std::vector<Point> result;
    for (const Sample& s : samples) {
      if (!std::isnan(y(s))) result.push_back({x(s), y(s)});
    }
    return result;
  };

  std::array<Curves, kModelCount> curves;
  Range xs, ys;
  static constexpr ColumnKind kColumns[] = {{"model", "Model", "", true},          {"amWtPct", "AM content", "wt%"},
                                            {"phiPct", "Volume fraction", "vol%"}, {"sigmaEffMsCm", "σeff", "mS/cm"},
                                            {"tortuosityFactor", "τ²", ""},        {"macMullin", "N_M", ""},
                                            {"provenance", "Provenance", "", true}};
  Table data = tableWith("", "", "", kColumns);
  for (int i = 0; i < kModelCount; ++i) {
    const auto model = static_cast<ParticleModel>(i);
    const Scenario own = withModel(input.scenario, model, input.options.same);
    curves[i] = curvesOf(own);
    for (const auto* part : {&curves[i].below, &curves[i].between, &curves[i].above}) {
      for (const Sample& s : *part) {
        xs.hold(x(s));
        ys.hold(y(s));
      }
    }
    for (const Sample& s : {curves[i].below.front(), curves[i].between.front(), curves[i].between[kPieces / 2],
                            curves[i].between.back(), curves[i].above.back()}) {
      data.rows.push_back(rowOf(modelName(model), s, o.carrier));
    }
  }
  const Sample now{input.scenario.amWtPct, evaluate(input.scenario)};
  xs.hold(x(now));
  ys.hold(y(now));
  data.rows.push_back(rowOf("This cell", now, o.carrier));

  // Theories at the scenario's composition along its content, relative to the reference sigma0.
  const double phiC = gemFit(o.carrier, input.scenario.model).phiC;
  struct Curve {
    const Theory* theory;
    std::vector<Point> points;
  };
  std::vector<Curve> theoryCurves;
  std::string silent;
  for (const Theory& theory : theories()) {
    if (!o.draws(theory.id)) continue;
    Curve curve{&theory, {}};
    Scenario point = input.scenario;
    for (const Sample& s : along(input.scenario, am.min, am.max, 2 * kPieces)) {
      const double phi = phiPctOf(o.carrier, s.report) / 100.0,
                   porosity = s.report[MetricId::porosityPct].value / 100.0;
      const auto relative =
          relativeConductivity(theory.id, o.carrier, {phi, std::max(1.0 - phi - porosity, 0.0), porosity}, phiC);
      if (!relative || *relative <= 0.0 || phi <= 0.0) continue;
      point.amWtPct = s.amWtPct;
      const double sigma0 = transportOf(o.carrier, point, compositionOf(point)).sigma0MsCm;
      const double value = tau ? phi / *relative : sigma0 * *relative;
      curve.points.push_back({byPhi ? phi * 100.0 : s.amWtPct, value});
      ys.hold(value);
      data.addRow(
          {wordsCell(theory.label), numberCell(s.amWtPct, 4), numberCell(phi * 100.0, 4),
           numberCell(sigma0 * *relative, 4), numberCell(phi / *relative, 4), numberCell(1.0 / *relative, 4),
           wordsCell("theory")},
          std::string(theory.formula) + ". " + std::string(theory.assumption) + " " + std::string(theory.source));
    }
    if (curve.points.size() > 1)
      theoryCurves.push_back(std::move(curve));
    else
      silent.append(silent.empty() ? "" : ", ").append(theory.label);
  }

  Chart chart = chartOf(input);
  const double size = chart.em() * 0.45;
  std::vector<LegendEntry> legend = modelLegend(size);
  for (std::size_t i = 0; i < theoryCurves.size(); ++i) {
    legend.push_back(
        {std::string(theoryCurves[i].theory->label), std::nullopt,
         Line{{}, Ink::muted, 1.0 + 0.3 * static_cast<double>(i), i % 2 == 0 ? Dash::dotted : Dash::dashed}});
  }
  chart.addLegend(legend);
  const std::string carrierWord = ion ? "ionic" : "electronic";
  const std::string xTitle =
      byPhi ? (ion ? "Volume fraction of SE, vol%" : "Volume fraction of NCM + VGCF, vol%") : "Active material, wt%";
  const std::string yTitle = tau ? "Tortuosity factor τ², " + carrierWord : "σ_eff " + carrierWord + ", mS/cm";
  const double margin = 0.03 * (xs.high - xs.low);
  const bool isAnyPath = !ys.isEmpty();
  ys = ys.orElse(tau ? 1.0 : 0.01, tau ? 100.0 : 1.0);
  chart.beginPlot({xTitle, Scale::linear, xs.low - margin, xs.high + margin}, paddedLog(yTitle, ys.low, ys.high),
                  plotHeight(input, 0.5));
  for (std::size_t i = 0; i < theoryCurves.size(); ++i) {
    chart.addCurve(theoryCurves[i].points, Ink::muted, 1.0 + 0.3 * static_cast<double>(i),
                   i % 2 == 0 ? Dash::dotted : Dash::dashed);
  }
  for (int i = 0; i < kModelCount; ++i) {
    const auto model = static_cast<ParticleModel>(i);
    const double width = model == input.scenario.model ? 2.4 : 1.6;
    chart.addCurve(points(curves[i].below), inkOf(model), width, Dash::dashed);
    chart.addCurve(points(curves[i].above), inkOf(model), width, Dash::dashed);
    chart.addCurve(points(curves[i].between), inkOf(model), width);
  }
  for (int i = 0; i < kModelCount; ++i) {
    const auto model = static_cast<ParticleModel>(i);
    for (const AmContent content : {AmContent::wt75, AmContent::wt85}) {
      const Sample& s = content == AmContent::wt75 ? curves[i].between.front() : curves[i].between.back();
      if (std::isnan(y(s))) continue;
      const Interval factors = roundingFactors(o.carrier, content, model, tau);
      chart.addBar({x(s), y(s) * factors.lower}, {x(s), y(s) * factors.upper}, inkOf(model), 1.2);
      const Provenance kind = s.report[tau ? m.tau2 : m.sigma].provenance;
      const bool asPrinted = kind == Provenance::measured || kind == Provenance::recomputed;
      const std::string words = shortestText(s.amWtPct) + " wt%, φ " + fixedText(phiPctOf(o.carrier, s.report), 1) +
                                " vol%: σeff " + displayText(metric(m.sigma), s.report[m.sigma].value) + " mS/cm, τ² " +
                                displayText(metric(m.tau2), s.report[m.tau2].value) + ", " +
                                std::string(provenanceKey(kind)) + ". As printed, σeff = σ0 φ^" +
                                fixedText(fittedExponent(o.carrier, content, model), 1);
      chart.addMarker(
          {chart.at(x(s), y(s)), shapeOf(model), inkOf(model), size, !asPrinted, modelName(model), words, x(s), y(s)});
    }
  }
  const bool isPlaced = now.report[m.sigma].isKnown();
  if (isPlaced) {
    const Point here = chart.at(x(now), y(now));
    chart.addMarker({here, Shape::diamond, Ink::accent, size * 1.4, false, "This cell",
                     scenarioText(input.scenario) + ": σeff " +
                         displayText(metric(m.sigma), now.report[m.sigma].value) + " mS/cm, τ² " +
                         displayText(metric(m.tau2), now.report[m.tau2].value),
                     x(now), y(now)});
    const Metric& shown = metric(tau ? m.tau2 : m.sigma);
    chart.addLabel(
        here, "This cell, " + displayText(shown, y(now)) + (shown.unit.empty() ? "" : " " + std::string(shown.unit)),
        Ink::accent, true, size * 1.6);
  }
  for (const Curve& curve : theoryCurves) {
    const Point middle = curve.points[curve.points.size() / 2];
    chart.addLabel(chart.at(middle.x, middle.y), curve.theory->label, Ink::muted, false, 1);
  }
  chart.endPlot();
  if (!isPlaced)
    chart.addNote("This cell is not shown: with φ = " + fixedText(phiPctOf(o.carrier, now.report), 1) +
                  " vol% no path is to be expected.");
  if (!isAnyPath) chart.addNote("Nor is any model, at any content.");
  chart.addNote(kInterpolation);
  chart.addNote(
      temperatureNote(input.scenario, ion) +
      std::string(ion ? referenceNote(input.scenario)
                      : " Reference: NCM + VGCF, σ0 printed as 10 mS/cm, of another mixture than the composites’."));
  if (!theoryCurves.empty())
    chart.addNote(
        "Theory: for the composition of " + modelName(input.scenario.model) + " and its reference σ0" +
        (o.draws(TheoryId::gem) ? "; GEM with φc = " + fixedText(phiC, 3) + " fitted to its two points." : "."));
  if (!silent.empty()) chart.addNote("Zero here, so not drawn: " + silent + ".");
  Figure figure{chart.finish((tau ? "Tortuosity factor, " : "Effective conductivity, ") + carrierWord + ": " +
                                 scenarioText(input.scenario),
                             "Curves of four particle models over " + xTitle + ", with measured points and " +
                                 std::to_string(theoryCurves.size()) + " theory curves."),
                std::move(data),
                {CitationId::minnmann}};
  constexpr CitationId kTheoryCitations[kTheoryCount] = {
      CitationId::bruggeman,   CitationId::wiener, CitationId::hashinShtrikman,
      CitationId::percolation, CitationId::gem,    CitationId::maxwell};
  for (const Theory& theory : theories()) {
    if (o.draws(theory.id)) figure.citations.push_back(kTheoryCitations[static_cast<std::size_t>(theory.id)]);
  }
  return figure;
}

}  // namespace

constinit const FigureRow transportRow{
    {FigureId::transport, "transport", "Effective transport",
     "Effective conductivity or tortuosity factor of the four models, measured, interpolated and "
     "beyond them held, with theory curves.",
     "Tables S1–S4, Figs. S17 and S18", "carrier,quantity,against,theories"},
    transportFigure};

namespace {

Figure balanceFigure(const FigureInput& input) {
  constexpr MetricId kIon = MetricId::ionicConductivityMsCm, kElectron = MetricId::electronicConductivityMsCm;
  const auto at = [](const Report& report) { return Point{report[kIon].value, report[kElectron].value}; };
  const auto isPlaced = [](const Report& report) { return report[kIon].isKnown() && report[kElectron].isKnown(); };
  Table data{"",
             "",
             "",
             {{"scenario", "Scenario", "", true},
              {"amWtPct", "AM content", "wt%"},
              {std::string(metric(kIon).key), "σeff, ionic", "mS/cm"},
              {std::string(metric(kElectron).key), "σeff, electronic", "mS/cm"},
              {"ratio", "Electronic over ionic", ""},
              {"provenance", "Provenance", "", true}},
             {}};
  const auto addRow = [&](const std::string& name, double content, const Report& report) {
    data.addRow({wordsCell(name), numberCell(content, 4), numberCell(report[kIon].value, 4),
                 numberCell(report[kElectron].value, 4), numberCell(report[kElectron].value / report[kIon].value, 4),
                 wordsCell(provenanceKey(std::max(report[kIon].provenance, report[kElectron].provenance)))});
  };
  Range xs, ys;
  std::array<Curves, kModelCount> curves;
  for (int i = 0; i < kModelCount; ++i) {
    const Scenario own = withModel(input.scenario, static_cast<ParticleModel>(i), input.options.same);
    curves[i] = curvesOf(own);
    for (const Sample& s : curves[i].between) {
      if (!isPlaced(s.report)) continue;
      xs.hold(at(s.report).x);
      ys.hold(at(s.report).y);
    }
    for (const Sample& s : {curves[i].between.front(), curves[i].between.back()})
      addRow(modelName(static_cast<ParticleModel>(i)), s.amWtPct, s.report);
  }
  struct Cell {
    std::string name, words;
    Report report;
    bool isNow;
  };
  std::vector<Cell> cells{{"This cell", scenarioText(input.scenario), evaluate(input.scenario), true}};
  addRow("This cell", input.scenario.amWtPct, cells[0].report);
  for (std::size_t i = 0; i < input.compared.size(); ++i) {
    cells.push_back({pinName(i), scenarioText(input.compared[i]), evaluate(input.compared[i]), false});
    addRow(pinName(i), input.compared[i].amWtPct, cells.back().report);
  }
  std::erase_if(cells, [&](const Cell& cell) { return !isPlaced(cell.report); });
  for (const Cell& cell : cells) {
    xs.hold(at(cell.report).x);
    ys.hold(at(cell.report).y);
  }

  Chart chart = chartOf(input);
  const double size = chart.em() * 0.45;
  std::vector<LegendEntry> legend = modelLegend(size);
  legend.push_back({"ionic = electronic", std::nullopt, Line{{}, Ink::muted, 1.2, Dash::dotted}});
  chart.addLegend(legend);
  const bool isAnyPath = !xs.isEmpty();
  xs = xs.orElse(0.01, 1.0);
  ys = ys.orElse(0.01, 1.0);
  chart.beginPlot(paddedLog("σ_eff ionic, mS/cm", xs.low, xs.high),
                  paddedLog("σ_eff electronic, mS/cm", ys.low, ys.high), plotHeight(input, 0.55));
  const double low = std::max(chart.xAxis().low, chart.yAxis().low),
               high = std::min(chart.xAxis().high, chart.yAxis().high);
  if (high > low) chart.addCurve(std::array{Point{low, low}, Point{high, high}}, Ink::muted, 1.2, Dash::dotted);
  for (int i = 0; i < kModelCount; ++i) {
    const auto model = static_cast<ParticleModel>(i);
    for (const auto& [part, dash] : {std::pair{&curves[i].below, Dash::dashed},
                                     {&curves[i].between, Dash::solid},
                                     {&curves[i].above, Dash::dashed}}) {
      std::vector<Point> points;
      for (const Sample& s : *part) {
        if (isPlaced(s.report)) points.push_back(at(s.report));
      }
      chart.addCurve(points, inkOf(model), model == input.scenario.model ? 2.4 : 1.6, dash);
    }
  }
  for (int i = 0; i < kModelCount; ++i) {
    const auto model = static_cast<ParticleModel>(i);
    for (const Sample& s : {curves[i].between.front(), curves[i].between.back()}) {
      if (!isPlaced(s.report)) continue;
      const Point p = at(s.report);
      const bool asPrinted = s.report[kIon].provenance == Provenance::measured;
      chart.addMarker({chart.at(p.x, p.y), shapeOf(model), inkOf(model), size, !asPrinted, modelName(model),
                       shortestText(s.amWtPct) + " wt%: ionic " + significantText(p.x, 3) + ", electronic " +
                           significantText(p.y, 3) + " mS/cm",
                       p.x, p.y});
    }
  }
  for (const Cell& cell : cells) {
    const Point p = at(cell.report);
    const bool isNow = cell.isNow;
    chart.addMarker({chart.at(p.x, p.y), Shape::diamond, isNow ? Ink::accent : Ink::text, isNow ? size * 1.4 : size,
                     false, cell.name, cell.words, p.x, p.y});
  }
  for (const Cell& cell : cells) {
    const Point p = at(cell.report);
    const bool isNow = cell.isNow;
    chart.addLabel(chart.at(p.x, p.y), cell.name, isNow ? Ink::accent : Ink::text, isNow, size * 1.6);
  }
  for (int i = 0; i < kModelCount; ++i) {
    for (const Sample& s : {curves[i].between.front(), curves[i].between.back()}) {
      if (!isPlaced(s.report)) continue;
      const Point p = at(s.report);
      chart.addLabel(chart.at(p.x, p.y), shortestText(s.amWtPct) + " wt%", inkOf(static_cast<ParticleModel>(i)), false,
                     size);
    }
  }
  chart.endPlot();
  if (!isAnyPath) chart.addNote("No path of both carriers is to be expected in any model between 75 and 85 wt%.");
  chart.addNote("Below the dotted line ions are conducted better. Solid: 75 to 85 wt%; dashed: beyond, τ² held.");
  chart.addNote(temperatureNote(input.scenario, true));
  return {chart.finish("Ion–electron balance: " + scenarioText(input.scenario),
                       "Effective electronic over ionic conductivity of the four particle models, and this cell."),
          std::move(data),
          {CitationId::minnmann}};
}

}  // namespace

constinit const FigureRow balanceRow{{FigureId::balance, "balance", "Ion–electron balance",
                                      "Effective electronic against effective ionic conductivity of the four models.",
                                      "Tables S1–S4, Figs. S17 and S18", ""},
                                     balanceFigure};

}  // namespace cathode::figure
