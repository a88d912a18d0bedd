// SPDX-License-Identifier: MIT
// The source against itself: what the audit finds, and what Table S5 implies.
#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "core/audit/audit.h"
#include "core/base/elementary.h"
#include "core/base/number_text.h"
#include "core/figure/parts.h"
#include "core/source/published_tables.h"

namespace cathode::figure {
namespace {

struct Row {
  std::string label;
  std::vector<Marker> markers;  // `x` in data units, `at.y` off the row's middle
  std::string end;              // what stands at its right end, where there is room for all of these
  Ink ink = Ink::text;
};

// An axis across all rows: ticks, the weightiest first, and where a value lies on it, from 0 to 1.
struct Across {
  std::string title;
  std::vector<double> ticks;
  std::vector<std::string> labels;
  double (*place)(const Across&, double);
  double low, high;
  std::optional<Interval> band;  // what is explained
  std::vector<double> lines;     // that stand out
};

std::string signedText(double value, int decimals) { return (value > 0 ? "+" : "") + fixedText(value, decimals); }

// Rows with a label to the left and marks to the right over a common horizontal axis. A label too long for its half of
// the width goes on in a second line.
void addRows(Chart& chart, std::vector<Row>& rows, const Across& axis, double share) {
  const double em = chart.em(), line = em * kLineHeight;
  double labelWidth = 0, endWidth = 0;
  for (const Row& row : rows) {
    labelWidth = std::max(labelWidth, textWidth(row.label, em));
    endWidth = std::max(endWidth, textWidth(row.end, em));
  }
  labelWidth = std::min(labelWidth, chart.width() * share);
  const bool hasEnds = endWidth > 0 && chart.width() - labelWidth - endWidth > em * 20;
  const double left = labelWidth + em * 1.4, top = chart.y() + line * 0.4,
               right = chart.width() - em * 1.2 - (hasEnds ? endWidth + em : 0);
  const auto at = [&](double value) { return left + std::clamp(axis.place(axis, value), 0.0, 1.0) * (right - left); };
  std::vector<std::vector<std::string>> labels;
  double bottom = top;
  for (const Row& row : rows) {
    labels.push_back(wrapped(row.label, em, labelWidth + 1));
    bottom += line * (static_cast<double>(labels.back().size()) + 0.2);
  }
  if (axis.band) {
    chart.scene().items.push_back(
        Area{{at(axis.band->lower), top, at(axis.band->upper) - at(axis.band->lower), bottom - top}, Ink::grid});
  }
  // The first of the ticks are the last to be left out.
  std::vector<Box> taken;
  for (std::size_t i = 0; i < axis.ticks.size(); ++i) {
    const double x = at(axis.ticks[i]), half = textWidth(axis.labels[i], em) / 2 + em * 0.3;
    const Box box{x - half, 0, 2 * half, 1};
    if (std::ranges::any_of(taken, [&](const Box& other) { return box.overlaps(other); })) continue;
    taken.push_back(box);
    chart.scene().items.push_back(Line{{{x, top}, {x, bottom}}, Ink::grid, 1});
    chart.addText({{x, bottom + 4}, axis.labels[i], Ink::muted, em, false, Align::center});
  }
  for (const double value : axis.lines)
    chart.scene().items.push_back(Line{{{at(value), top}, {at(value), bottom}}, Ink::text, 1.2});
  chart.scene().items.push_back(Line{{{left, bottom}, {right, bottom}}, Ink::axis, 1});
  double y = top;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const double height = line * (static_cast<double>(labels[i].size()) + 0.2), middle = y + height / 2;
    for (std::size_t k = 0; k < labels[i].size(); ++k)
      chart.addText({{0, y + line * (0.1 + static_cast<double>(k))}, labels[i][k], Ink::text, em});
    // What is far from its place on the axis hangs on a line.
    if (rows[i].markers.size() == 1 && !axis.lines.empty()) {
      const double from = at(0), to = at(rows[i].markers[0].x);
      chart.scene().items.push_back(Line{{{from, middle}, {to, middle}}, rows[i].ink, 1.2});
    }
    for (Marker& marker : rows[i].markers) {
      marker.at = {at(marker.x), middle + marker.at.y};
      chart.scene().items.push_back(std::move(marker));
    }
    if (hasEnds && !rows[i].end.empty())
      chart.addText({{chart.width() - 1, middle - line / 2}, rows[i].end, Ink::muted, em, false, Align::right});
    y += height;
  }
  chart.skip(bottom - chart.y() + 4 + line);
  for (std::string& part : wrapped(axis.title, em, chart.width() - 2)) {
    const double half = textWidth(part, em) / 2 + 1;
    const double middle = std::clamp((left + right) / 2, half, std::max(half, chart.width() - half));
    chart.addText({{middle, chart.y()}, std::move(part), Ink::text, em, false, Align::center});
    chart.skip(line);
  }
  chart.skip(em * 0.4);
}

// What the field calls a printed number: its table, row and quantity.
std::string nameOf(const Finding& finding) {
  const CellName& cell = finding.subject;
  std::string quantity = finding.quantity;
  static const std::vector<PublishedTable> tables = publishedTables();
  const auto table = std::ranges::find(tables, cell.table, &PublishedTable::name);
  if (table != tables.end()) {
    const auto column = std::ranges::find(table->columns, cell.column, &PublishedColumn::key);
    if (column != table->columns.end()) {
      quantity = column->label;
      if (column->unit.starts_with("Wh")) quantity += " energy density";
    }
  } else {
    const auto column = std::ranges::find(rowColumns(), cell.column, &RowColumn::key);
    if (column != rowColumns().end()) quantity = column->label;
  }
  return (table == tables.end() ? "Own " : std::string(cell.table) + " ") + cell.row + ": " + quantity;
}

// A printed number that others determine: its worst finding, or of alternatives the best.
struct Judged {
  const Finding* finding = nullptr;
  Verdict verdict = Verdict::notDeterminable;
  double ratio = 0;  // of its deviation to what rounding allows, with the deviation's sign
};

// Deviations that an exact allowance would be divided by are no smaller.
constexpr double kLeastAllowance = 1e-5;
double ratioOf(const Finding& finding) {
  return *finding.relativeDeviation / std::max(*finding.roundingAllowance, kLeastAllowance);
}

std::vector<Judged> judgedNumbers(std::span<const Finding> findings) {
  struct Number {
    Judged worst, best;  // best: of alternatives
    std::size_t place;
  };
  std::map<std::tuple<std::string_view, std::string, std::string_view>, Number> numbers;
  const auto weight = [](const Judged& one) {
    return one.verdict == Verdict::notDeterminable ? std::pair{-1, 0.0}
                                                   : std::pair{static_cast<int>(one.verdict), std::abs(one.ratio)};
  };
  for (const Finding& f : findings) {
    if (f.checks == Checks::impliedVoltage) continue;
    Number& number =
        numbers.try_emplace({f.subject.table, f.subject.row, f.subject.column}, Number{{}, {}, numbers.size()})
            .first->second;
    const Judged one{&f, f.verdict, f.relativeDeviation ? ratioOf(f) : 0.0};
    if (f.checks == Checks::energyDensity) {
      if (!number.best.finding || one.verdict < number.best.verdict ||
          (one.verdict == number.best.verdict && std::abs(one.ratio) < std::abs(number.best.ratio)))
        number.best = one;
    } else if (!number.worst.finding || weight(one) > weight(number.worst)) {
      number.worst = one;
    }
  }
  std::vector<std::pair<std::size_t, Judged>> placed;
  for (const auto& [name, number] : numbers) {
    const Judged& one = !number.worst.finding || (number.best.finding && weight(number.best) > weight(number.worst))
                            ? number.best
                            : number.worst;
    if (one.verdict != Verdict::notDeterminable) placed.emplace_back(number.place, one);
  }
  std::ranges::sort(placed, {}, [](const auto& one) { return one.first; });
  std::vector<Judged> judged;
  for (const auto& [place, one] : placed) judged.push_back(one);
  return judged;
}

// Linear to what rounding allows, a decade as long beyond it.
double bent(double ratio) {
  const double size = std::abs(ratio), length = size <= 1.0 ? size : 1.0 + logReproducible(size) / 2.302585092994046;
  return ratio < 0 ? -length : length;
}

std::string percent(double ratio) { return significantText(std::abs(ratio) * 100.0, 3) + " %"; }

Figure auditFigure(const FigureInput& input) {
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
  for (const Finding& f : findings) {
    if (!f.relativeDeviation) continue;
    data.addRow({wordsCell(f.table), wordsCell(f.row), wordsCell(f.quantity), wordsCell(f.unit),
                 numberCell(f.printed, 5), numberCell(f.recomputed, 5), numberCell(f.relativeDeviation, 3),
                 numberCell(f.roundingAllowance, 3), wordsCell(verdictText(f.verdict))},
                f.formula);
  }
  Chart chart = chartOf(input, "Which printed numbers do not follow from the others?");
  const double size = chart.em() * 0.42;
  const std::vector<Judged> judged = judgedNumbers(findings);
  std::vector<Row> rows;
  Row consistent;
  int consistentCount = 0;
  double widest = 1.0;
  std::string unplaced;  // judged by something else than a deviation
  for (const Judged& one : judged) {
    const Finding& f = *one.finding;
    const std::string name = nameOf(f);
    consistentCount += one.verdict == Verdict::consistent;
    if (!f.relativeDeviation) {
      if (one.verdict != Verdict::consistent)
        unplaced.append(unplaced.empty() ? "" : "; ").append(name + " (" + std::string(verdictText(one.verdict)) + ")");
      continue;
    }
    const std::string words = std::string(verdictText(one.verdict)) + ", " +
                              (*f.relativeDeviation < 0 ? "recomputed is lower by " : "recomputed is higher by ") +
                              percent(*f.relativeDeviation) + ", rounding allows " + percent(*f.roundingAllowance) +
                              ". " + f.formula;
    if (one.verdict == Verdict::consistent) {
      if (f.isLimit) continue;  // how far below its limit says nothing
      // Spread a little, so that they can be told apart.
      const double offset = (static_cast<double>(consistent.markers.size() * 7 % 11) / 11.0 - 0.5) * chart.em() * 0.7;
      consistent.markers.push_back(
          {{0, offset}, Shape::circle, Ink::muted, size * 0.5, false, name, words, one.ratio, 0});
      continue;
    }
    widest = std::max(widest, std::abs(one.ratio));
    const bool isConditional = one.verdict == Verdict::conditional;
    const Ink ink = isConditional ? Ink::muted : Ink::warning;
    Row row{
        withSubscripts(name),
        {},
        signedText(*f.relativeDeviation * 100.0, 1) + " % (±" + significantText(*f.roundingAllowance * 100.0, 2) + ")",
        ink};
    row.markers.push_back({{0, 0},
                           one.verdict == Verdict::contradictory ? Shape::square : Shape::circle,
                           ink,
                           size,
                           isConditional,
                           name,
                           words,
                           one.ratio,
                           0,
                           isConditional});
    rows.push_back(std::move(row));
  }
  std::ranges::stable_sort(rows, std::greater{}, [](const Row& row) { return std::abs(row.markers[0].x); });
  consistent.label = std::to_string(consistentCount) + " numbers within rounding";
  rows.push_back(std::move(consistent));
  const LegendEntry legend[] = {
      {"beyond rounding", Marker{{}, Shape::circle, Ink::warning, size, false, "", ""}, std::nullopt},
      {"contradictory, more than 5 %", Marker{{}, Shape::square, Ink::warning, size, false, "", ""}, std::nullopt},
      {"follows for a plausible voltage or density",
       Marker{{}, Shape::circle, Ink::muted, size, true, "", "", 0, 0, true}, std::nullopt}};
  chart.addLegend(legend);
  Across axis{"How far recomputed lies above (+) or below (−) printed, as a multiple of what rounding allows",
              {},
              {},
              [](const Across& a, double value) { return (bent(value) - bent(a.low)) / (bent(a.high) - bent(a.low)); },
              -widest * 1.4,
              widest * 1.4,
              Interval{-1.0, 1.0},
              {-1.0, 1.0}};
  axis.ticks = {-1.0, 1.0};
  double highest = 1.0;
  while (highest * 10.0 <= axis.high) highest *= 10.0;
  for (double decade = highest; decade > 1.0; decade /= 10.0) {
    axis.ticks.push_back(-decade);
    axis.ticks.push_back(decade);
  }
  axis.ticks.push_back(0);
  for (const double tick : axis.ticks) axis.labels.push_back(tick == 0 ? "0" : signedText(tick, 0));
  addRows(chart, rows, axis, 0.5);
  chart.addCaption(summaryText(summaryOf(findings)));
  chart.addCaption(
      "A row is a printed number that others determine, by the worst of its relations, or of the readings of its "
      "loading "
      "the best; the grey strip is what rounding of the printed digits explains, beyond it the axis is logarithmic. At "
      "the right, where there is room, the deviation, and what rounding allows of it, in %.");
  if (!unplaced.empty()) chart.addCaption("Not by a deviation, hence without a mark: " + unplaced + ".");
  return {chart.finish("Printed numbers that rounding does not explain, by how far what others give lies from them; " +
                       std::to_string(consistentCount) + " numbers are consistent."),
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
                                            {"disagreement", "By mass over by volume − 1", ""},
                                            {"volumetricDifference", "Wh/L, reconstructed over printed − 1", ""},
                                            {"gravimetricDifference", "Wh/kg, reconstructed over printed − 1", ""}};
  Table data = tableWith("", "", "", kColumns);
  Chart chart = chartOf(input, "How well does a reconstructed cell give Table S5?");
  const double size = chart.em() * 0.42;
  std::vector<Row> rows;
  double low = 0, high = 0;
  for (const ReconstructedEntry& e : r.entries) {
    const std::string name = energyRowName(e.model, e.am, e.temperature);
    const EnergyEntry& printed = energyEntry(e.model, e.am, e.temperature);
    const double byVolume = e.volumetricWhL / printed.volumetricWhL - 1.0,
                 byMass = e.gravimetricWhKg / printed.gravimetricWhKg - 1.0;
    data.addRow({wordsCell(name), numberCell(e.fromVolumetricMahG, 4), numberCell(e.fromGravimetricMahG, 4),
                 numberCell(e.disagreement, 3), numberCell(byVolume, 3), numberCell(byMass, 3)});
    low = std::min({low, byVolume, byMass});
    high = std::max({high, byVolume, byMass});
    const auto words = [&](double whatever, Printed value, const char* unit, double difference) {
      return significantText(whatever, 4) + " " + unit + " reconstructed, " + printedText(value) +
             " printed: " + signedText(difference * 100.0, 2) + " %. The entry implies " +
             fixedText(e.fromVolumetricMahG, 1) + " mAh/g by volume and " + fixedText(e.fromGravimetricMahG, 1) +
             " by mass";
    };
    const Ink ink = e.contradictory ? Ink::warning : Ink::text;
    Row row{name, {}, signedText(byVolume * 100.0, 1) + " and " + signedText(byMass * 100.0, 1) + " %", ink};
    row.markers.push_back({{0, 0},
                           Shape::circle,
                           ink,
                           size,
                           true,
                           name + ", Wh/kg",
                           words(e.gravimetricWhKg, printed.gravimetricWhKg, "Wh/kg", byMass),
                           byMass * 100.0,
                           0});
    row.markers.push_back({{0, 0},
                           Shape::circle,
                           ink,
                           size * 0.8,
                           false,
                           name + ", Wh/L",
                           words(e.volumetricWhL, printed.volumetricWhL, "Wh/L", byVolume),
                           byVolume * 100.0,
                           0});
    rows.push_back(std::move(row));
  }
  const LegendEntry legend[] = {{"Wh/L", Marker{{}, Shape::circle, Ink::text, size * 0.8, false, "", ""}, std::nullopt},
                                {"Wh/kg", Marker{{}, Shape::circle, Ink::text, size, true, "", ""}, std::nullopt},
                                {"the two contradict each other",
                                 Marker{{}, Shape::circle, Ink::warning, size * 0.8, false, "", ""}, std::nullopt}};
  chart.addLegend(legend);
  const AxisSpec percents = roundedLinear("", low * 105.0 - 0.1, high * 105.0 + 0.1, 6);
  Ticks ticks = ticksOf(percents, 8);
  addRows(chart, rows,
          {"Reconstructed over printed, difference in %",
           std::move(ticks.values),
           std::move(ticks.labels),
           [](const Across& a, double value) { return (value - a.low) / (a.high - a.low); },
           percents.low,
           percents.high,
           std::nullopt,
           {0.0}},
          0.5);
  chart.addCaption(
      "Each entry of Table S5 from one specific capacity, the mean of the two that its energy densities imply; where "
      "they "
      "contradict each other, from the volumetric one.");
  chart.addCaption(
      "Root mean square disagreement of the 14 entries that agree: " + fixedText(r.rmsDisagreement * 100.0, 2) +
      " %; of the 24 volume fractions: " + fixedText(r.rmsPhiPct, 3) + " vol%.");
  return {chart.finish("Difference between the reconstructed and the printed energy densities of the 16 entries."),
          std::move(data),
          {}};
}

}  // namespace

constinit const FigureRow reconstructionRow{
    {FigureId::reconstruction, "reconstruction", "Reconstruction of Table S5",
     "The difference between the energy densities that are printed and those that a reconstructed cell gives.",
     "Tables S1–S6", "assumptions"},
    reconstructionFigure};

}  // namespace cathode::figure
