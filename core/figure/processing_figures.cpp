// SPDX-License-Identifier: MIT
// What processing does: shells and small particles to capacity, mechanofusion and milling to the electrolyte, contents
// to the first cycle, and how little conductivity alone says of capacity.
#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/cell/capacity.h"
#include "core/figure/parts.h"

namespace cathode::figure {
namespace {

constexpr std::size_t at(auto id) { return static_cast<std::size_t>(id); }

struct Bar {
  std::string name;
  double value;
  std::string valueText;
  Ink ink;
  std::optional<Interval> range;
  std::string words;
};

// A heading and horizontal bars that share their length's scale, from zero to `highest`.
void addBars(Chart& chart, std::string_view heading, std::span<const Bar> bars, double highest) {
  const double em = chart.em(), line = em * kLineHeight, row = line * 1.35;
  double names = 0, values = 0;
  for (const Bar& bar : bars) {
    names = std::max(names, textWidth(bar.name, em));
    values = std::max(values, textWidth(bar.valueText, em));
  }
  names = std::min(names, chart.width() * 0.45);
  const double left = names + em, length = chart.width() - left - values - em * 1.2;
  for (std::string& part : wrapped(heading, em, chart.width() - 2, true)) {
    chart.addText({{0, chart.y()}, std::move(part), Ink::text, em, true});
    chart.skip(line);
  }
  chart.skip(line * 0.3);
  for (const Bar& bar : bars) {
    const double y = chart.y(), middle = y + row / 2;
    const auto x = [&](double value) { return left + value / highest * length; };
    chart.addText({{0, middle - line / 2}, shortened(bar.name, em, names), Ink::text, em});
    chart.scene().items.push_back(Area{{left, y + 2, x(bar.value) - left, row - 4}, bar.ink});
    double end = x(bar.value);
    if (bar.range) {
      chart.scene().items.push_back(
          Line{{{x(bar.range->lower), middle}, {x(bar.range->upper), middle}}, Ink::warning, 2});
      end = std::max(end, x(bar.range->upper));
    }
    chart.addText({{end + em * 0.5, middle - line / 2}, bar.valueText, Ink::text, em});
    chart.scene().items.push_back(
        Marker{{x(bar.value), middle}, Shape::circle, Ink::none, row / 2, false, bar.name, bar.words, 0, bar.value});
    chart.skip(row);
  }
  chart.skip(line * 0.6);
}

const Metric& capacityMetric() { return metric(MetricId::specificCapacityMahG); }

Figure factorsFigure(const FigureInput& input) {
  static constexpr ColumnKind kColumns[] = {{"amWtPct", "AM content", "wt%"},
                                            {"shell", "Shell", "", true},
                                            {"smallParticles", "Small particles", "", true},
                                            {"specificCapacityMahG", "Capacity", "mAh/g"},
                                            {"low", "Lowest", "mAh/g"},
                                            {"high", "Highest", "mAh/g"},
                                            {"provenance", "Provenance", "", true},
                                            {"from", "From", "", true}};
  Table data = tableWith("", "", "", kColumns);
  Chart chart = chartOf(input, "What do a shell and small particles add to capacity?");
  struct Cell {
    std::string_view name;
    bool hasShell, isSmall;
    std::optional<ParticleModel> model;  // none: Fig. S22
  };
  constexpr Cell kCells[] = {{"Neither: Model 1", false, false, ParticleModel::conventional},
                             {"Small particles: Fig. S22", false, true, std::nullopt},
                             {"Thin shell: Model 3", true, false, ParticleModel::thinShellLarge},
                             {"Both: Model 4", true, true, ParticleModel::thinShellSmall}};
  std::vector<Bar> bars[2];
  double highest = 0;
  for (const AmContent am : {AmContent::wt75, AmContent::wt85}) {
    for (const Cell& cell : kCells) {
      Bar bar{std::string(cell.name), 0, "", cell.model ? inkOf(*cell.model) : Ink::muted, std::nullopt, ""};
      std::string from;
      if (cell.model) {
        const ImpliedCapacity& implied = impliedCapacity(*cell.model, am, MeasuredTemperature::c30);
        bar.value = implied.usedMahG;
        if (implied.contradictory) bar.range = implied.rangeMahG;
        from = "Table S5, " + energyRowName(*cell.model, am, MeasuredTemperature::c30);
      } else {
        const auto& rows = sourceTables().initialCapacity;
        const auto row = std::ranges::find_if(
            rows, [&](const InitialCapacityRow& one) { return one.amWtPct == kMeasuredAmWtPct[at(am)]; });
        bar.value = row->capacityMahG;
        from = "Fig. S22";
      }
      const std::string_view kind = provenanceKey(cell.model ? Provenance::implied : Provenance::measured);
      bar.valueText = displayText(capacityMetric(), bar.value) +
                      (bar.range ? " (" + intervalText(capacityMetric(), *bar.range) + ")" : "");
      bar.words = bar.valueText + " mAh/g, " + std::string(kind) + ", " + from;
      highest = std::max(highest, bar.range ? bar.range->upper : bar.value);
      data.addRow({numberCell(kMeasuredAmWtPct[at(am)], 4), wordsCell(cell.hasShell ? "yes" : "no"),
                   wordsCell(cell.isSmall ? "yes" : "no"), numberCell(bar.value, 3),
                   bar.range ? numberCell(bar.range->lower, 3) : TableCell{},
                   bar.range ? numberCell(bar.range->upper, 3) : TableCell{}, wordsCell(kind), wordsCell(from)});
      bars[at(am)].push_back(std::move(bar));
    }
  }
  for (const AmContent am : {AmContent::wt75, AmContent::wt85}) {
    addBars(chart, shortestText(kMeasuredAmWtPct[at(am)]) + " wt% AM, 30 °C: specific capacity, mAh/g", bars[at(am)],
            highest);
  }
  chart.addCaption(
      "Models: implied by Table S5, which prints no rate; a range where it contradicts itself. Fig. S22: conventional "
      "mixing with small SE particles, 0.05C; "
      "that the table above its caption belongs to it is a reading of its place.");
  chart.addCaption(
      "One value each: neither repeats nor their spread are printed, so that only large differences mean something.");
  return {chart.finish("Specific capacities at 75 and 85 wt%: neither, small particles, thin shell, both."),
          std::move(data),
          {}};
}

}  // namespace

constinit const FigureRow factorsRow{
    {FigureId::factors, "factors", "Shell and small particles",
     "Capacities with neither, with small particles, with a thin shell, with both: a two by two from Table S5 and "
     "Fig. S22.",
     "Table S5, Fig. S22", ""},
    factorsFigure};

namespace {

Figure contentsFigure(const FigureInput& input) {
  const auto& rows = sourceTables().initialCapacity;
  const auto line = [&](double am) {
    return alongLine(am, {rows[0].amWtPct, rows[2].amWtPct}, rows[0].capacityMahG, rows[2].capacityMahG);
  };
  static constexpr ColumnKind kColumns[] = {{"amWtPct", "AM content", "wt%"},
                                            {"capacityMahG", "Capacity", "mAh/g"},
                                            {"lineMahG", "Straight line", "mAh/g"},
                                            {"deviation", "Printed over line − 1", ""},
                                            {"coulombicEfficiencyPct", "Initial coulombic efficiency", "%"},
                                            {"firstCycleLossPct", "First-cycle loss", "%"}};
  Table data = tableWith("", "", "", kColumns);
  Chart chart = chartOf(input, "Does capacity lie on a line between 75 and 85 wt%?");
  const double size = chart.em() * 0.45;
  double low = 1e300, high = 0;
  std::vector<Bar> losses;
  for (const InitialCapacityRow& row : rows) {
    low = std::min(low, row.capacityMahG.value);
    high = std::max(high, row.capacityMahG.value);
    const double loss = 100.0 - row.coulombicEfficiencyPct, expected = line(row.amWtPct);
    losses.push_back({printedText(row.amWtPct) + " wt%", loss, fixedText(loss, 1) + " %", Ink::muted, std::nullopt,
                      "coulombic efficiency " + printedText(row.coulombicEfficiencyPct) + " %"});
    data.addRow({numberCell(row.amWtPct.value, 3), TableCell{printedText(row.capacityMahG), row.capacityMahG.value},
                 numberCell(expected, 4), numberCell(row.capacityMahG / expected - 1.0, 2),
                 TableCell{printedText(row.coulombicEfficiencyPct), row.coulombicEfficiencyPct.value},
                 numberCell(loss, 3)});
  }
  const LegendEntry legend[] = {
      {"Fig. S22", Marker{{}, Shape::circle, Ink::text, size, false, "", ""}, std::nullopt},
      {"straight line between 75 and 85 wt%", std::nullopt, Line{{}, Ink::muted, 1.4, Dash::dashed}}};
  chart.addLegend(legend);
  chart.beginPlot({"Active material, wt%", Scale::linear, rows[0].amWtPct - 1.5, rows[2].amWtPct + 1.5},
                  roundedLinear("Initial capacity, mAh/g", low - 4, high + 4, 5), plotHeight(input, 0.32));
  chart.addCurve(
      std::array{Point{rows[0].amWtPct, line(rows[0].amWtPct)}, Point{rows[2].amWtPct, line(rows[2].amWtPct)}},
      Ink::muted, 1.4, Dash::dashed);
  for (const InitialCapacityRow& row : rows) {
    const Interval range = row.capacityMahG.rounding();
    chart.addBar({row.amWtPct, range.lower}, {row.amWtPct, range.upper}, Ink::text, 1.2);
    chart.addMarker({chart.at(row.amWtPct, row.capacityMahG), Shape::circle, Ink::text, size, false,
                     printedText(row.amWtPct) + " wt%",
                     printedText(row.capacityMahG) + " mAh/g, first-cycle loss " +
                         fixedText(100.0 - row.coulombicEfficiencyPct, 1) + " %",
                     row.amWtPct, row.capacityMahG});
  }
  for (const InitialCapacityRow& row : rows) {
    const double expected = line(row.amWtPct);
    const std::string off = &row == &rows[1] ? ", the line gives " + fixedText(expected, 1) : "";
    chart.addLabel(chart.at(row.amWtPct, row.capacityMahG), printedText(row.capacityMahG) + off, Ink::text, true, size);
  }
  chart.endPlot();
  addBars(chart, "First-cycle loss: 100 % − initial coulombic efficiency", losses,
          std::ranges::max(losses, {}, &Bar::value).value);
  chart.addCaption(
      "The source’s only series of three contents: conventional mixing with small SE particles, 0.05C, 30 °C. The "
      "printed 80 wt% lies " +
      fixedText(interpolationMisfit() * 100.0, 1) +
      " % above the line, which is taken as the uncertainty of every interpolated capacity.");
  return {chart.finish("Initial capacity at 75, 80 and 85 wt% beside a straight line, and what the first cycle loses."),
          std::move(data),
          {}};
}

}  // namespace

constinit const FigureRow contentsRow{
    {FigureId::contents, "contents", "Three contents",
     "Capacity at 75, 80 and 85 wt% against a straight line, and what the first cycle loses.", "Fig. S22", ""},
    contentsFigure};

namespace {

Figure processingFigure(const FigureInput& input) {
  static constexpr ColumnKind kColumns[] = {{"electrolyte", "Electrolyte", "", true},
                                            {"temperatureC", "Temperature", "°C"},
                                            {"sigmaMsCm", "σ0", "mS/cm"},
                                            {"relativeToPristine", "Relative to pristine", ""},
                                            {"change", "Change", ""}};
  Table data = tableWith("", "", "", kColumns);
  Chart chart = chartOf(input, "What does processing cost the electrolyte?");
  constexpr std::pair<Electrolyte, std::string_view> kProcesses[] = {
      {Electrolyte::mechanofused, "Mechanofusion: 2000 rpm, 1 h"},
      {Electrolyte::milled, "Milling: 500 rpm, 3 h, 5 mm ZrO₂ balls"}};
  for (const auto& [electrolyte, name] : kProcesses) {
    std::vector<Bar> bars;
    for (const MeasuredTemperature t : {MeasuredTemperature::c30, MeasuredTemperature::c60}) {
      const Printed sigma = impedance(t, electrolyte).sigmaMsCm,
                    pristine = impedance(t, Electrolyte::pristine).sigmaMsCm;
      const double share = sigma / pristine, celsius = kMeasuredTemperatureC[at(t)];
      const std::string change = fixedText((share - 1.0) * 100.0, 0) + " %";
      bars.push_back({shortestText(celsius) + " °C", share,
                      printedText(sigma) + " of " + printedText(pristine) + " mS/cm, " + change, Ink::electrolyte,
                      std::nullopt,
                      std::string(electrolyteName(electrolyte)) + ": " + printedText(sigma) + " mS/cm, pristine " +
                          printedText(pristine)});
      data.addRow({wordsCell(electrolyteName(electrolyte)), numberCell(celsius, 3),
                   TableCell{printedText(sigma), sigma.value}, numberCell(share, 3), numberCell(share - 1.0, 2)});
    }
    addBars(chart, std::string(name) + ": what is left of σ_0", bars, 1.0);
  }
  chart.addCaption(
      "Figs. S17 and S18: conductivity of the electrolyte after processing, as a share of the pristine one at that "
      "temperature (the whole width).");
  return {chart.finish("Conductivity of mechanofused and of milled electrolyte relative to pristine, at 30 and 60 °C."),
          std::move(data),
          {}};
}

}  // namespace

constinit const FigureRow processingRow{
    {FigureId::processing, "processing", "The price of processing",
     "What mechanofusion and milling leave of the electrolyte’s conductivity.", "Figs. S17 and S18", ""},
    processingFigure};

namespace {

Figure capacityFigure(const FigureInput& input) {
  const FigureOptions& o = input.options;
  const bool ion = o.carrier == Carrier::ion;
  const double celsius = kMeasuredTemperatureC[at(o.temperature)];
  static constexpr ColumnKind kColumns[] = {
      {"model", "Model", "", true},      {"amWtPct", "AM content", "wt%"},
      {"sigmaEffMsCm", "σeff", "mS/cm"}, {"specificCapacityMahG", "Capacity", "mAh/g"},
      {"low", "Lowest", "mAh/g"},        {"high", "Highest", "mAh/g"}};
  Table data = tableWith("", "", "", kColumns);
  struct Shown {
    ParticleModel model;
    AmContent am;
    Printed sigma;
    const ImpliedCapacity* capacity;
  };
  std::vector<Shown> shown;
  double sigmaLow = 1e300, sigmaHigh = 0, low = 1e300, high = 0;
  for (const AmContent am : {AmContent::wt75, AmContent::wt85}) {
    for (int i = 0; i < kModelCount; ++i) {
      const auto model = static_cast<ParticleModel>(i);
      const ImpliedCapacity& capacity = impliedCapacity(model, am, o.temperature);
      const Printed sigma = ion ? ionicRow(am, model).sigmaEffMsCm : electronicRow(am, model).sigmaEffMsCm;
      shown.push_back({model, am, sigma, &capacity});
      sigmaLow = std::min(sigmaLow, sigma.value), sigmaHigh = std::max(sigmaHigh, sigma.value);
      low = std::min(low, capacity.rangeMahG.lower), high = std::max(high, capacity.rangeMahG.upper);
      data.addRow({wordsCell(modelName(model)), numberCell(kMeasuredAmWtPct[at(am)], 3),
                   TableCell{printedText(sigma), sigma.value}, numberCell(capacity.usedMahG, 3),
                   capacity.contradictory ? numberCell(capacity.rangeMahG.lower, 3) : TableCell{},
                   capacity.contradictory ? numberCell(capacity.rangeMahG.upper, 3) : TableCell{}});
    }
  }
  Chart chart =
      chartOf(input, std::string("Does ") + (ion ? "ionic" : "electronic") + " conductivity explain capacity?");
  const double size = chart.em() * 0.5;
  chart.beginPlot(
      paddedLog(ion ? "σ_eff ionic as printed, mS/cm" : "σ_eff electronic as printed, mS/cm", sigmaLow, sigmaHigh),
      roundedLinear("Specific capacity at " + shortestText(celsius) + " °C, mAh/g", low, high, 5),
      plotHeight(input, 0.42));
  for (const Shown& one : shown) {
    if (one.capacity->contradictory)
      chart.addBar({one.sigma, one.capacity->rangeMahG.lower}, {one.sigma, one.capacity->rangeMahG.upper},
                   inkOf(one.model), 1.6);
  }
  for (const Shown& one : shown) {
    const double q = one.capacity->usedMahG;
    chart.addMarker(
        {chart.at(one.sigma, q), shapeOf(one.model), inkOf(one.model), size, one.am == AmContent::wt75,
         modelRowName(one.model, one.am),
         "σeff " + printedText(one.sigma) + " mS/cm, " + displayText(capacityMetric(), q) + " mAh/g" +
             (one.capacity->contradictory ? " (" + intervalText(capacityMetric(), one.capacity->rangeMahG) + ")" : ""),
         one.sigma, q});
  }
  for (const Shown& one : shown) {
    const std::string wt = shortestText(kMeasuredAmWtPct[at(one.am)]);
    const std::string names[] = {modelRowName(one.model, one.am), modelName(one.model) + ", " + wt};
    chart.addName(chart.at(one.sigma, one.capacity->usedMahG), names, Ink::text, size);
  }
  chart.endPlot();
  const auto bestOf = [&](auto value) { return std::ranges::max(std::span(shown).last(kModelCount), {}, value).model; };
  const ParticleModel ions = bestOf([](const Shown& one) { return ionicRow(one.am, one.model).sigmaEffMsCm.value; });
  const ParticleModel electrons =
      bestOf([](const Shown& one) { return electronicRow(one.am, one.model).sigmaEffMsCm.value; });
  const ParticleModel capacity = bestOf([](const Shown& one) { return one.capacity->usedMahG; });
  chart.addCaption("At 85 wt% " + modelName(ions) + " conducts ions best, " + modelName(electrons) +
                   " electrons, and " + modelName(capacity) + " stores most: no conductivity alone explains capacity.");
  chart.addCaption(
      "Filled: 85 wt%, open: 75 wt%. Capacities implied by Table S5; bars where it contradicts itself. The temperature "
      "of σeff is not printed.");
  return {
      chart.finish("Specific capacity of the four models at 75 and 85 wt% over the printed effective conductivity."),
      std::move(data),
      {CitationId::minnmann}};
}

}  // namespace

constinit const FigureRow capacityRow{
    {FigureId::capacity, "capacity", "Capacity over conductivity",
     "Specific capacity of the four models over their effective ionic or electronic conductivity.", "Tables S1–S5",
     "carrier,temperature"},
    capacityFigure};

}  // namespace cathode::figure
