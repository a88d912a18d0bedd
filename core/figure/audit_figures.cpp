// SPDX-License-Identifier: MIT
// The source against itself: what the audit finds, and what Table S5 implies.
#include <algorithm>
#include <cmath>

#include "core/audit/audit.h"
#include "core/base/elementary.h"
#include "core/base/number_text.h"
#include "core/figure/parts.h"

namespace cathode::figure {
namespace {

// What a finding is about, in little room.
std::string labelOf(const Finding& finding) {
  std::string quantity = finding.quantity;
  for (const auto& [whole, brief] : {std::pair<std::string_view, std::string_view>{"Volumetric energy density", "VED"},
                                     {", loading read as", ", loading as"},
                                     {" against the densest possible", ""}}) {
    if (const std::size_t at = quantity.find(whole); at != std::string::npos) quantity.replace(at, whole.size(), brief);
  }
  return std::string(finding.table) + " " + finding.row + ": " + quantity;
}

std::string percent(double ratio) { return significantText(std::abs(ratio) * 100.0, 3) + " %"; }

struct Row {
  std::string label;
  std::vector<Marker> markers;  // in data units until placed
  Point from{}, to{};           // a bar between two values
  Ink bar = Ink::none;
};

// Rows with a label to the left and marks to the right of a common horizontal axis. Labels take at
// most half of the width and are cut there; pointing at a mark tells the whole.
void addRows(Chart& chart, std::vector<Row>& rows, const AxisSpec& axis, double share) {
  const double em = chart.em(), line = em * kLineHeight, height = line * 1.15;
  double labelWidth = 0;
  for (const Row& row : rows) labelWidth = std::max(labelWidth, textWidth(row.label, em));
  labelWidth = std::min(labelWidth, chart.width() * share);
  const double left = labelWidth + em, top = chart.y() + line * 0.4,
               bottom = top + height * static_cast<double>(rows.size());
  Ticks ticks;
  double right = em;
  const auto at = [&](double value) {
    const double fraction = axis.scale == Scale::log
                                ? logReproducible(value / axis.low) / logReproducible(axis.high / axis.low)
                                : (value - axis.low) / (axis.high - axis.low);
    return left + std::clamp(fraction, 0.0, 1.0) * (chart.width() - left - right);
  };
  for (int most = 9; most >= 1; --most) {
    ticks = ticksOf(axis, most);
    double widest = 0;
    for (const std::string& label : ticks.labels) widest = std::max(widest, textWidth(label, em));
    right = widest / 2 + 2;
    bool fits = true;
    for (std::size_t i = 0; i + 1 < ticks.values.size(); ++i)
      fits = fits && at(ticks.values[i + 1]) - at(ticks.values[i]) > widest + em;
    if (fits) break;
  }
  for (std::size_t i = 0; i < ticks.values.size(); ++i) {
    const double x = at(ticks.values[i]);
    chart.scene().items.push_back(Line{{{x, top}, {x, bottom}}, Ink::grid, 1});
    chart.addText({{x, bottom + 4}, ticks.labels[i], Ink::muted, em, false, Align::center});
  }
  chart.scene().items.push_back(Line{{{left, bottom}, {chart.width() - right, bottom}}, Ink::axis, 1});
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const double y = top + height * (static_cast<double>(i) + 0.5);
    chart.addText({{0, y - line / 2}, shortened(rows[i].label, em, labelWidth), Ink::text, em});
    if (rows[i].bar != Ink::none) {
      chart.scene().items.push_back(Line{{{at(rows[i].from.x), y}, {at(rows[i].to.x), y}}, rows[i].bar, 2});
    }
    for (Marker& marker : rows[i].markers) {
      marker.at = {at(marker.x), y + marker.at.y};
      chart.scene().items.push_back(std::move(marker));
    }
  }
  chart.skip(bottom - chart.y() + 4 + line);
  for (std::string& part : wrapped(axis.title, em, chart.width() - 2)) {
    const double half = textWidth(part, em) / 2 + 1;
    const double middle = std::clamp((left + chart.width() - right) / 2, half, std::max(half, chart.width() - half));
    chart.addText({{middle, chart.y()}, std::move(part), Ink::text, em, false, Align::center});
    chart.skip(line);
  }
  chart.skip(em * 0.4);
}

Figure auditFigure(const FigureInput& input) {
  const auto at = [](Verdict verdict) { return static_cast<std::size_t>(verdict); };
  std::vector<Finding> findings = audit();
  if (!input.rows.empty()) {
    for (Finding& finding : auditRows(input.rows)) findings.push_back(std::move(finding));
  }
  static constexpr ColumnKind kColumns[] = {{"table", "Table", "", true},
                                            {"row", "Row", "", true},
                                            {"quantity", "Quantity", "", true},
                                            {"unit", "Unit", "", true},
                                            {"printed", "Printed", ""},
                                            {"recomputed", "Recomputed", ""},
                                            {"relativeDeviation", "Deviation", ""},
                                            {"roundingAllowance", "Rounding allows", ""},
                                            {"verdict", "Verdict", "", true}};
  Table data = tableWith("", "", "", kColumns);
  Chart chart = chartOf(input);
  const double size = chart.em() * 0.42;
  constexpr double kSmallest = 1e-4;
  std::vector<Row> rows;
  Row consistent;
  int counts[kVerdictCount] = {};
  for (const Finding& f : findings) {
    ++counts[at(f.verdict)];
    if (!f.relativeDeviation) continue;
    data.addRow({wordsCell(f.table), wordsCell(f.row), wordsCell(f.quantity), wordsCell(f.unit),
                 numberCell(f.printed, 5), numberCell(f.recomputed, 5), numberCell(f.relativeDeviation, 3),
                 numberCell(f.roundingAllowance, 3), wordsCell(verdictText(f.verdict))},
                f.formula);
    const double deviation = std::max(std::abs(*f.relativeDeviation), kSmallest),
                 allowance = std::max(*f.roundingAllowance, kSmallest);
    const std::string name = labelOf(f);
    const std::string words = std::string(verdictText(f.verdict)) + ", " + percent(*f.relativeDeviation) +
                              " apart, rounding allows " + percent(*f.roundingAllowance) + ". " + f.formula;
    if (f.verdict == Verdict::consistent && f.isLimit) continue;  // how far below its limit says nothing
    if (f.verdict == Verdict::consistent) {
      // Spread a little, so that they can be told apart.
      const double offset = (static_cast<double>(consistent.markers.size() * 7 % 11) / 11.0 - 0.5) * chart.em() * 0.8;
      consistent.markers.push_back(
          {{0, offset}, Shape::circle, Ink::third, size * 0.5, false, name, words, deviation, 0});
      continue;
    }
    const bool contradicts = f.verdict == Verdict::contradictory, isConditional = f.verdict == Verdict::conditional;
    const Ink ink = isConditional ? Ink::muted : contradicts ? Ink::second : Ink::warning;
    Row row{name, {}, {allowance, 0}, {deviation, 0}, ink};
    row.markers.push_back({{0, 0}, Shape::diamond, Ink::muted, size * 0.6, false, "", "", allowance, 0});
    row.markers.push_back({{0, 0},
                           isConditional ? Shape::circle
                           : contradicts ? Shape::square
                                         : Shape::triangle,
                           ink,
                           size,
                           isConditional,
                           name,
                           words,
                           deviation,
                           0,
                           isConditional});
    rows.push_back(std::move(row));
  }
  std::ranges::stable_sort(rows, std::greater{}, [](const Row& row) { return row.to.x; });
  consistent.label = std::to_string(counts[at(Verdict::consistent)]) + " consistent relations";
  rows.insert(rows.begin(), std::move(consistent));
  const LegendEntry legend[] = {
      {"consistent", Marker{{}, Shape::circle, Ink::third, size * 0.6, false, "", ""}, std::nullopt},
      {"beyond rounding", Marker{{}, Shape::triangle, Ink::warning, size, false, "", ""}, std::nullopt},
      {"contradictory", Marker{{}, Shape::square, Ink::second, size, false, "", ""}, std::nullopt},
      {"follows for a plausible voltage or density",
       Marker{{}, Shape::circle, Ink::muted, size, true, "", "", 0, 0, true}, std::nullopt},
      {"what rounding allows", Marker{{}, Shape::diamond, Ink::muted, size * 0.6, false, "", ""}, std::nullopt}};
  chart.addLegend(legend);
  AxisSpec axis{"Distance between printed and recomputed, % of printed", Scale::log, kSmallest, 1.0};
  // In percent, as shown.
  axis.low *= 100.0;
  axis.high *= 100.0;
  for (Row& row : rows) {
    row.from.x *= 100.0;
    row.to.x *= 100.0;
    for (Marker& marker : row.markers) marker.x *= 100.0;
  }
  addRows(chart, rows, axis, 0.56);
  const auto count = [&](Verdict verdict) {
    return std::to_string(counts[at(verdict)]) + " " + std::string(verdictText(verdict));
  };
  chart.addNote(summaryText(summaryOf(findings)));
  chart.addNote("Relations, of which one number may have several: " + count(Verdict::consistent) + ", " +
                count(Verdict::conditional) + ", " + count(Verdict::beyondRounding) + ", " +
                count(Verdict::contradictory) + " (more than 5 % apart), " + count(Verdict::implausible) + ", " +
                count(Verdict::notDeterminable) + ".");
  return {chart.finish(
              "Audit of the source’s tables",
              "Every relation between printed numbers that rounding does not explain, by how far the two are apart; " +
                  std::to_string(counts[at(Verdict::consistent)]) + " relations are consistent."),
          std::move(data),
          {CitationId::minnmann}};
}

}  // namespace

constinit const FigureRow auditRow{
    {FigureId::audit, "audit", "Audit", "How far printed numbers are from what others give, and what rounding allows.",
     "Tables S1–S6, Figs. S17 and S18", "rows"},
    auditFigure};

namespace {

Figure reconstructionFigure(const FigureInput& input) {
  const Reconstruction r = reconstruct(input.assumed);
  static constexpr ColumnKind kColumns[] = {{"entry", "Entry of Table S5", "", true},
                                            {"fromVolumetricMahG", "Capacity by volume", "mAh/g"},
                                            {"fromGravimetricMahG", "Capacity by mass", "mAh/g"},
                                            {"disagreement", "By mass over by volume − 1", ""}};
  Table data = tableWith("", "", "", kColumns);
  Chart chart = chartOf(input);
  const double size = chart.em() * 0.42;
  std::vector<Row> rows;
  double low = 1e300, high = 0;
  for (const ReconstructedEntry& e : r.entries) {
    const std::string name = energyRowName(e.model, e.am, e.temperature);
    data.addRow({wordsCell(name), numberCell(e.fromVolumetricMahG, 4), numberCell(e.fromGravimetricMahG, 4),
                 numberCell(e.disagreement, 3)});
    low = std::min({low, e.fromVolumetricMahG, e.fromGravimetricMahG});
    high = std::max({high, e.fromVolumetricMahG, e.fromGravimetricMahG});
    const std::string words = fixedText(e.fromVolumetricMahG, 1) + " mAh/g by volume, " +
                              fixedText(e.fromGravimetricMahG, 1) + " by mass: " + (e.disagreement >= 0 ? "+" : "") +
                              fixedText(e.disagreement * 100.0, 2) + " %";
    Row row{
        name, {}, {e.fromVolumetricMahG, 0}, {e.fromGravimetricMahG, 0}, e.contradictory ? Ink::second : Ink::muted};
    row.markers.push_back(
        {{0, 0}, Shape::circle, Ink::first, size, false, name + ", by volume", words, e.fromVolumetricMahG, 0});
    row.markers.push_back(
        {{0, 0}, Shape::square, Ink::second, size, true, name + ", by mass", words, e.fromGravimetricMahG, 0});
    rows.push_back(std::move(row));
  }
  const LegendEntry legend[] = {
      {"from Wh/L", Marker{{}, Shape::circle, Ink::first, size, false, "", ""}, std::nullopt},
      {"from Wh/kg", Marker{{}, Shape::square, Ink::second, size, true, "", ""}, std::nullopt}};
  chart.addLegend(legend);
  addRows(chart, rows, roundedLinear("Specific capacity that Table S5 implies, mAh/g", low, high, 6), 0.5);
  chart.addNote(
      "Root mean square disagreement of the 14 entries that agree: " + fixedText(r.rmsDisagreement * 100.0, 2) +
      " %; of the 24 volume fractions: " + fixedText(r.rmsPhiPct, 3) + " vol%.");
  return {chart.finish("Reconstruction of Table S5",
                       "The specific capacities that the volumetric and the gravimetric energy density of each "
                       "of the 16 entries imply."),
          std::move(data),
          {}};
}

}  // namespace

constinit const FigureRow reconstructionRow{
    {FigureId::reconstruction, "reconstruction", "Reconstruction of Table S5",
     "The specific capacities that the two energy densities of each entry imply.", "Tables S1–S6", "assumptions"},
    reconstructionFigure};

}  // namespace cathode::figure
