// SPDX-License-Identifier: MIT
// Table S6 and a person's own rows: what each reports, and what its own printed numbers give.
#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>

#include "core/base/number_text.h"
#include "core/base/words.h"
#include "core/cell/description.h"
#include "core/figure/parts.h"

namespace cathode::figure {
namespace {

// A line of the figure. What cannot be recomputed has no readings.
struct Entry {
  std::string name, text;
  const CellRow* cells;
  bool isOwn, isThisWork;
  std::optional<double> reported;
  std::optional<double> byComposite, byAm;  // with the loading read as mass of either; equal where it is known which
  std::optional<Interval> band;             // either reading at any plausible mean voltage
  Verdict verdict;
  std::string verdictText, verdictShort;

  bool isDoubted() const { return verdict == Verdict::contradictory || verdict == Verdict::beyondRounding; }
  Shape shape() const { return isThisWork ? Shape::diamond : Shape::circle; }
  Ink ink() const { return isThisWork ? Ink::model4 : isDoubted() ? Ink::warning : Ink::text; }
};

std::vector<std::string> missingOf(const CellRow& cells) {
  std::vector<std::string> missing;
  const auto miss = [&](RowField field, const char* name) {
    if (!cells[field]) missing.emplace_back(name);
  };
  miss(RowField::thicknessUm, "thickness");
  if (!cells[RowField::arealCapacityMahCm2]) {
    miss(RowField::loadingMgCm2, "loading");
    miss(RowField::specificCapacityMahG, "capacity");
  }
  return missing;
}

// The voltage (V) at which a row's reported value would follow, in the kinder reading of its loading: with the paper's
// layers, on which the verdicts rest.
std::optional<double> neededVoltageV(const CellRow& cells, double reported) {
  const Scenario paper;
  std::optional<double> most;
  for (const LoadingReading reading : {LoadingReading::composite, LoadingReading::activeMaterial}) {
    const auto whL = normalised(cells, reading, paper).volumetricWhL;
    if (whL && (!most || *whL > *most)) most = whL;
  }
  if (!most) return std::nullopt;
  return paper.nominalVoltageV * reported / *most;
}

// The verdict of the audit in words, and in fewer.
std::pair<std::string, std::string> verdictWords(const CellRow& cells) {
  const auto& reported = cells[RowField::volumetricEnergyDensityWhL];
  if (!reported) return {"nothing reported", "nothing reported"};
  Verdict best = Verdict::notDeterminable;
  const Finding* follows = nullptr;
  const std::vector<Finding> findings = auditRows({&cells, 1});
  bool isTooDense = false;
  int readings = 0;
  for (const Finding& finding : findings) {
    if (finding.checks == Checks::energyDensity) {
      readings += finding.reading.has_value();
      if (finding.verdict < best) {
        best = finding.verdict;
        follows = &finding;
      }
    } else if (finding.isLimit && finding.unit == "g/cm³") {
      isTooDense = finding.verdict != Verdict::consistent;
    }
  }
  switch (best) {
    case Verdict::consistent:
      return isTooDense ? std::pair{"yes, with solids denser than the source’s", "yes, if denser solids"}
                        : std::pair{"yes", "yes"};
    case Verdict::conditional: {
      const bool isAm = follows->reading == LoadingReading::activeMaterial;
      const std::string whole = "if " + follows->condition;
      return {whole + (!follows->reading ? ""
                       : isAm            ? " and AM mass"
                                         : " and composite mass"),
              whole + (!follows->reading ? ""
                       : isAm            ? ", AM mass"
                                         : ", composite")};
    }
    case Verdict::notDeterminable: {
      const std::vector<std::string> missing = missingOf(cells);
      if (missing.empty()) return {"cannot say", "cannot say"};
      return {"cannot say: no " + listed(missing) + " printed",
              "cannot say: " + (missing.size() > 1 ? "too little printed" : "no " + missing[0])};
    }
    default: {
      const auto volts = neededVoltageV(cells, *reported);
      const std::string needs = volts ? "no: needs " + fixedText(*volts, 2) + " V" : "no";
      return {needs + (volts && readings > 1 ? ", even as AM mass" : ""), needs};
    }
  }
}

// A column of what a row is, beside its name.
struct Context {
  std::string title;
  std::optional<RowField> field;  // none: its cathode, in words
  int rank;                       // the higher is left out first
  double width = 0;

  std::string textOf(const CellRow& cells) const {
    if (!field) return cells[RowText::cathode];
    return cells[*field] ? printedText(*cells[*field]) : "–";
  }
};

// The figure in the making: rows and cells collected, then drawn.
class LiteratureChart {
 public:
  explicit LiteratureChart(const FigureInput& input)
      : input_(input), chart_(chartOf(input, "What does each cell report, and what do its own numbers give?")) {}

  Figure make() {
    collect();
    addLegend();
    setColumns();
    drawCells();
    for (std::size_t i = 0; i < lines_.size(); ++i) drawRow(lines_[i], i);
    drawAxis();
    addCaptions();
    return {chart_.finish("Reported volumetric energy density of " + std::to_string(lines_.size()) +
                          " cells, beside what each gives with its loading read as composite and as AM mass."),
            std::move(data_),
            {}};
  }

 private:
  // Rows are as assembled, so this cell and those compared are, too.
  static Scenario asAssembled(Scenario scenario) {
    scenario.state = CellState::assembled;
    return scenario;
  }
  void collectRow(const CellRow& cells, std::string name, bool isOwn, bool isThisWork);
  void collect();
  void addLegend();
  void setColumns();
  void drawCells();
  void drawRow(const Entry& line, std::size_t place);
  void drawAxis();
  void addCaptions();

  double x(double whL) const { return plotLeft_ + (plotRight_ - plotLeft_) * std::clamp(whL / axis_.high, 0.0, 1.0); }
  void add(auto item) { chart_.scene().items.push_back(std::move(item)); }
  double textLine() const { return chart_.em() * kLineHeight; }
  const std::string& verdictOf(const Entry& line) const { return isBrief_ ? line.verdictShort : line.verdictText; }

  const FigureInput& input_;
  Chart chart_;
  std::vector<CellRow> rows_;
  std::vector<Entry> lines_;
  std::vector<std::pair<ShownCell, double>> cells_;  // with their Wh/L
  std::vector<Context> columns_;
  AxisSpec axis_;
  Table data_;
  const double size_ = chart_.em() * 0.42;
  double nameWidth_ = 0, verdictWidth_ = 0, plotLeft_ = 0, plotRight_ = 0, top_ = 0, rowHeight_ = 0;
  bool isBrief_ = false, isBelow_ = false;  // verdicts in few words; below their row
  std::size_t leftOut_ = 0;
};

void LiteratureChart::collectRow(const CellRow& cells, std::string name, bool isOwn, bool isThisWork) {
  const auto& printed = cells[RowField::volumetricEnergyDensityWhL];
  const NormalisedRow composite = normalised(cells, LoadingReading::composite, input_.scenario),
                      am = normalised(cells, LoadingReading::activeMaterial, input_.scenario);
  Entry line{.name = std::move(name),
             .text = rowDescription(cells, input_.scenario, LoadingReading::composite),
             .cells = &cells,
             .isOwn = isOwn,
             .isThisWork = isThisWork,
             .reported = printed ? std::optional(printed->value) : std::nullopt,
             .byComposite = composite.volumetricWhL,
             .byAm = am.volumetricWhL,
             .band = std::nullopt,
             .verdict = reproduction(cells).verdict,
             .verdictText = "",
             .verdictShort = ""};
  // What it gives in the other reading, where that is another value.
  if (line.byAm && line.byComposite && *line.byAm != *line.byComposite)
    line.text += " With the loading read as AM mass: " + significantText(*line.byAm, 3) + " Wh/L.";
  std::tie(line.verdictText, line.verdictShort) = verdictWords(cells);
  const auto first = line.byComposite ? line.byComposite : line.byAm, last = line.byAm ? line.byAm : line.byComposite;
  // The source's own voltage is known, as is one that a row gives.
  if (first && !isThisWork && !cells[RowField::nominalVoltageV]) {
    const double perVolt = 1.0 / input_.scenario.nominalVoltageV;
    line.band = Interval{std::min(*first, *last) * perVolt * kPlausibleVoltageV.lower,
                         std::max(*first, *last) * perVolt * kPlausibleVoltageV.upper};
  }
  const auto& temperature = cells[RowField::temperatureC];
  const auto cell = [&](RowField field) {
    return cells[field] ? TableCell{printedText(*cells[field]), cells[field]->value} : TableCell{};
  };
  const std::string note = !composite.reason.empty() ? composite.reason : am.reason;
  data_.addRow({wordsCell(line.name), wordsCell(cells[RowText::cathode]),
                temperature ? TableCell{printedText(*temperature), temperature->value} : TableCell{},
                wordsCell(cells[RowText::cRate]), cell(RowField::amWtPct), cell(RowField::loadingMgCm2),
                cell(RowField::arealCapacityMahCm2), cell(RowField::thicknessUm), cell(RowField::specificCapacityMahG),
                cell(RowField::volumetricEnergyDensityWhL), numberCell(line.byComposite, 4), numberCell(line.byAm, 4),
                line.band ? numberCell(line.band->lower, 4) : TableCell{},
                line.band ? numberCell(line.band->upper, 4) : TableCell{}, wordsCell(isOwn ? "user" : "as printed"),
                wordsCell(line.verdictText), wordsCell(note)},
               line.text);
  lines_.push_back(std::move(line));
}

void LiteratureChart::collect() {
  static constexpr ColumnKind kColumns[] = {{"row", "Row", "", true},
                                            {"cathode", "Cathode", "", true},
                                            {"temperatureC", "Temperature", "°C"},
                                            {"cRate", "C-rate", "", true},
                                            {"amWtPct", "AM content", "wt%"},
                                            {"loadingMgCm2", "Loading", "mg/cm²"},
                                            {"arealCapacityMahCm2", "Areal capacity", "mAh/cm²"},
                                            {"thicknessUm", "Thickness", "µm"},
                                            {"specificCapacityMahG", "Specific capacity", "mAh/g"},
                                            {"volumetricEnergyDensityWhL", "Reported", "Wh/L"},
                                            {"byCompositeMassWhL", "Recomputed, loading as composite mass", "Wh/L"},
                                            {"byAmMassWhL", "Recomputed, loading as AM mass", "Wh/L"},
                                            {"lowestWhL", "Lowest at a plausible voltage", "Wh/L"},
                                            {"highestWhL", "Highest at a plausible voltage", "Wh/L"},
                                            {"provenance", "Provenance", "", true},
                                            {"reproduced", "Does it follow?", "", true},
                                            {"note", "Note", "", true}};
  data_ = tableWith("", "", "", kColumns);
  rows_ = literatureCellRows();
  for (std::size_t i = 0; i < rows_.size(); ++i)
    collectRow(rows_[i], rowName(rows_[i], i), false, literatureRows()[i].reference == kThisWork);
  for (std::size_t i = 0; i < input_.rows.size(); ++i)
    collectRow(input_.rows[i], "Own: " + rowName(input_.rows[i], i), true, false);
  std::ranges::stable_sort(lines_, [](const Entry& a, const Entry& b) {
    return a.isOwn != b.isOwn ? b.isOwn : a.reported.value_or(-1.0) > b.reported.value_or(-1.0);
  });
  double highest = 0;
  for (const Entry& line : lines_)
    highest = std::max({highest, line.reported.value_or(0.0), line.band ? line.band->upper : 0.0});
  for (ShownCell& cell : shownCells(input_)) {
    const Scenario scenario = asAssembled(cell.scenario);
    const MetricValue ved = evaluate(scenario)[MetricId::volumetricEnergyDensityWhL];
    highest = std::max(highest, ved.value);
    TableRow row;
    row.cells.resize(std::size(kColumns));
    row.cells[0] = wordsCell(cell.isNow ? kThisCell : std::string_view(cell.name));
    row.cells[1] = wordsCell("NCM811");
    row.cells[2] = numberCell(scenario.temperatureC, 4);
    row.cells[3] = wordsCell(shortestText(scenario.cRate) + "C");
    row.cells[4] = numberCell(scenario.amWtPct, 4);
    row.cells[10] = row.cells[11] = numberCell(ved.value, 4);
    row.cells[14] = wordsCell(provenanceKey(ved.provenance));
    row.detail = scenarioText(scenario);
    data_.rows.push_back(std::move(row));
    cells_.emplace_back(std::move(cell), ved.value);
  }
  axis_ = roundedLinear("Volumetric energy density as assembled, Wh/L", 0, highest * 1.02, 7);
}

void LiteratureChart::addLegend() {
  const Marker ring{{}, Shape::circle, Ink::text, size_ * 1.25, true, "", ""},
      dot{{}, Shape::circle, Ink::text, size_ * 0.7};
  const LegendEntry legend[] = {
      {"reported", ring, std::nullopt},
      {"recomputed, loading as composite to AM mass", dot, Line{{}, Ink::text, 1.4}},
      {"at " + shortestText(kPlausibleVoltageV.lower) + " to " + shortestText(kPlausibleVoltageV.upper) +
           " V (assumed)",
       std::nullopt, Line{{}, Ink::band, chart_.em() * 0.7}},
      {"gap that no plausible voltage closes", std::nullopt, Line{{}, Ink::warning, 1.4, Dash::dotted}}};
  chart_.addLegend(legend);
  chart_.skip(chart_.em() * 0.5);
}

void LiteratureChart::setColumns() {
  const double em = chart_.em(), width = chart_.width(), gap = em * 1.1;
  double brief = 0, whole = 0;
  for (const Entry& line : lines_) {
    const bool isStrong = line.isOwn || line.isThisWork;
    nameWidth_ = std::max(nameWidth_, textWidth(line.name, em, isStrong));
    whole = std::max(whole, textWidth(line.verdictText, em, line.isDoubted()));
    brief = std::max(brief, textWidth(line.verdictShort, em, line.isDoubted()));
  }
  nameWidth_ = std::min(nameWidth_, width * (width < 420 ? 0.34 : 0.22));
  std::vector<Context> all{{"Cathode", std::nullopt, 5},
                           {"wt%", RowField::amWtPct, 3},
                           {"mg/cm²", RowField::loadingMgCm2, 0},
                           {"µm", RowField::thicknessUm, 1},
                           {"mAh/g", RowField::specificCapacityMahG, 2},
                           {"°C", RowField::temperatureC, 4}};
  double columns = 0;
  for (Context& column : all) {
    column.width = textWidth(column.title, em);
    for (const Entry& line : lines_) column.width = std::max(column.width, textWidth(column.textOf(*line.cells), em));
    if (!column.field) column.width = std::min(column.width, em * 8);
    columns += column.width + gap;
  }
  // What the marks have at least; on narrow paper they come before the columns.
  const double least = width < em * 42 ? width * 0.5 : width * (width < em * 64 ? 0.36 : 0.3);
  // In full where all has room; verdicts in fewer words; then below their rows.
  const double forText = width - nameWidth_ - gap - least;
  isBrief_ = columns + whole + gap > forText;
  isBelow_ = brief + gap > forText;
  verdictWidth_ = isBelow_ ? 0 : (isBrief_ ? brief : whole);
  if (isBelow_) isBrief_ = whole > width - nameWidth_ - gap;
  double room = forText - (isBelow_ ? 0 : verdictWidth_ + gap);
  for (int rank = 0; rank < static_cast<int>(all.size()); ++rank) {
    const auto& column = *std::ranges::find(all, rank, &Context::rank);
    room -= column.width + gap;
    if (room < 0) break;
    columns_.push_back(column);
  }
  leftOut_ = all.size() - columns_.size();
  // In the order in which they are read.
  std::ranges::sort(columns_, {}, [](const Context& column) { return column.field; });
  double left = nameWidth_ + gap;
  for (const Context& column : columns_) left += column.width + gap;
  const double valueRoom = textWidth(fixedText(axis_.high, 0), em, true) + em;
  plotLeft_ = left + size_;
  plotRight_ = width - (isBelow_ ? 0 : verdictWidth_ + gap) - valueRoom;
  rowHeight_ = isBelow_ ? textLine() * 2.25 : textLine() * 1.5;
}

void LiteratureChart::drawCells() {
  const double em = chart_.em(), line = textLine();
  // Their names above, each in the first of as many lines as it takes that has room for it.
  struct Name {
    Text text;
    std::size_t level;
  };
  std::vector<Name> names;
  std::vector<std::vector<Box>> levels;
  for (const auto& [cell, whL] : cells_) {
    const std::string value = displayText(metric(MetricId::volumetricEnergyDensityWhL), whL);
    std::string words = (cell.isNow ? "this cell" : cell.name) + " " + value;
    words = shortened(words, em, chart_.width() - 2, cell.isNow);
    const double half = textWidth(words, em, cell.isNow) / 2;
    const double middle = std::clamp(x(whL), half + 1, std::max(half + 1, chart_.width() - half - 1));
    const Box box{middle - half - em * 0.4, 0, 2 * half + em * 0.8, line};
    std::size_t level = 0;
    while (level < levels.size() &&
           std::ranges::any_of(levels[level], [&](const Box& other) { return box.overlaps(other); }))
      ++level;
    if (level == levels.size()) levels.emplace_back();
    levels[level].push_back(box);
    names.push_back({{{middle, 0}, words, Ink::text, em, cell.isNow, Align::center}, level});
  }
  const double first = chart_.y();
  const double headings = columns_.empty() && isBelow_ ? 0 : line;
  top_ = first + line * static_cast<double>(levels.size()) + em * 0.9 + headings;
  const double bottom = top_ + rowHeight_ * static_cast<double>(lines_.size());
  const Ticks ticks = ticksOf(axis_, std::clamp(static_cast<int>((plotRight_ - plotLeft_) / (em * 3.3)), 2, 8));
  for (const double value : ticks.values) add(Line{{{x(value), top_}, {x(value), bottom}}, Ink::grid, 1});
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    const auto& [cell, whL] = cells_[i];
    Name& name = names[i];
    // The lowest line of names stands just above the rows.
    name.text.at.y = first + line * static_cast<double>(levels.size() - 1 - name.level);
    add(Line{{{x(whL), name.text.at.y + line}, {x(whL), bottom}},
             inkOf(cell.scenario),
             cell.isNow ? 1.8 : 1.2,
             cell.isNow ? Dash::solid : Dash::dashed});
    // Other names keep off the line.
    for (std::size_t k = 0; k < i; ++k) {
      const Box box = boxOf(names[k].text);
      if (box.x < x(whL) && x(whL) < box.right() && names[k].level < name.level)
        add(Area{{box.x, box.y, box.width, box.height}, Ink::background});
    }
    Marker marker = cellMarker(cell, {x(whL), top_ - em * 0.55}, size_);
    marker.text = scenarioText(cell.scenario);
    marker.x = marker.y = whL;
    add(std::move(marker));
  }
  for (Name& name : names) chart_.addText(std::move(name.text));
  if (headings > 0) {
    double left = nameWidth_ + em * 1.1;
    const double y = top_ - headings;
    for (const Context& column : columns_) {
      chart_.addText({{left + (column.field ? column.width : 0.0), y},
                      column.title,
                      Ink::muted,
                      em,
                      false,
                      column.field ? Align::right : Align::left});
      left += column.width + em * 1.1;
    }
    if (!isBelow_) {
      chart_.addText(
          {{chart_.width() - verdictWidth_, y}, shortened("Does it follow?", em, verdictWidth_), Ink::muted, em});
    }
  }
}

void LiteratureChart::drawRow(const Entry& row, std::size_t place) {
  const double em = chart_.em(), line = textLine(), top = top_ + rowHeight_ * static_cast<double>(place);
  const double y = isBelow_ ? top + line * 0.65 : top + rowHeight_ / 2;
  const bool isStrong = row.isOwn || row.isThisWork;
  if (place > 0) add(Line{{{0, top}, {chart_.width(), top}}, Ink::grid, 1});
  chart_.addText({{0, y - line / 2}, shortened(row.name, em, nameWidth_, isStrong), Ink::text, em, isStrong});
  double left = nameWidth_ + em * 1.1;
  for (const Context& column : columns_) {
    const std::string words = shortened(column.textOf(*row.cells), em, column.width);
    chart_.addText({{left + (column.field ? column.width : 0.0), y - line / 2},
                    words,
                    words == "–" ? Ink::muted : Ink::text,
                    em,
                    false,
                    column.field ? Align::right : Align::left});
    left += column.width + em * 1.1;
  }
  const Ink verdictInk = row.isDoubted()                           ? Ink::warning
                         : row.verdict == Verdict::notDeterminable ? Ink::muted
                                                                   : Ink::text;
  const double verdictTaken = textWidth(verdictOf(row), em, row.isDoubted()),
               verdictLeft = isBelow_ ? std::max(std::min(plotLeft_ - size_, chart_.width() - verdictTaken - 1), 0.0)
                                      : chart_.width() - verdictWidth_;
  // The lines of cells end where words stand.
  if (isBelow_) add(Area{{verdictLeft - 1, y + line * 0.55, verdictTaken + 2, line * 0.9}, Ink::background});
  chart_.addText({{verdictLeft, isBelow_ ? y + line * 0.5 : y - line / 2},
                  shortened(verdictOf(row), em, chart_.width() - verdictLeft + 0.5, row.isDoubted()),
                  verdictInk,
                  em,
                  row.isDoubted()});

  // What may be, what is recomputed, the gap, what is reported: the last drawn lies above.
  double low = 1e300, high = -1e300;  // of what is drawn, px
  const auto hold = [&](double at, double reach) {
    low = std::min(low, at - reach), high = std::max(high, at + reach);
  };
  if (row.band) {
    const double from = x(row.band->lower), to = x(row.band->upper), half = em * 0.35;
    add(Area{{from, y - half, std::max(to - from, 1.0), 2 * half}, Ink::band});
    hold(from, 0), hold(to, 0);
  }
  const double at = row.reported ? x(*row.reported) : 0;
  if (row.reported && row.isDoubted() && row.band &&
      (at > x(row.band->upper) + size_ || at < x(row.band->lower) - size_)) {
    const double from = at > x(row.band->upper) ? x(row.band->upper) : x(row.band->lower);
    add(Line{{{from, y}, {at, y}}, Ink::warning, 1.4, Dash::dotted});
  }
  if (row.reported)
    add(Marker{{at, y}, row.shape(), row.ink(), size_ * 1.25, true, row.name, row.text, *row.reported, *row.reported});
  if (row.byComposite && row.byAm)
    add(Line{{{x(*row.byComposite), y}, {x(*row.byAm), y}}, row.isThisWork ? row.ink() : Ink::text, 1.4});
  const bool isOne = row.byComposite == row.byAm;  // it is known which its loading is
  const auto addReading = [&](const std::optional<double>& whL, std::string_view reading) {
    if (!whL) return;
    add(Marker{{x(*whL), y},
               row.shape(),
               row.isThisWork ? row.ink() : Ink::text,
               size_ * 0.7,
               false,
               row.name + ", recomputed" + (isOne ? "" : ", loading read as " + std::string(reading) + " mass"),
               significantText(*whL, 3) + " Wh/L",
               *whL,
               *whL});
    hold(x(*whL), size_);
  };
  addReading(row.byComposite, "composite");
  if (!isOne) addReading(row.byAm, "AM");
  if (!row.reported) return;
  // Its value to the right, or where that would lie on other marks to the left, or behind them.
  const auto& printed = (*row.cells)[RowField::volumetricEnergyDensityWhL];
  const std::string value = printedText(*printed);
  const double reach = size_ * 1.25 + em * 0.4, width = textWidth(value, em, true);
  double start = at + reach;
  if (high > at + size_ && low < at + reach + width) {
    start = at - reach - width;
    if (start < plotLeft_ || low < at - size_ * 1.2) start = high + em * 0.4;
  }
  add(Area{{start - 1, y - line * 0.45, width + 2, line * 0.9}, Ink::background});
  chart_.addText({{start, y - line / 2}, value, row.isDoubted() ? Ink::warning : Ink::text, em, true});
}

void LiteratureChart::drawAxis() {
  const double em = chart_.em(), bottom = top_ + rowHeight_ * static_cast<double>(lines_.size());
  add(Line{{{plotLeft_, bottom}, {plotRight_, bottom}}, Ink::axis, 1});
  const Ticks ticks = ticksOf(axis_, std::clamp(static_cast<int>((plotRight_ - plotLeft_) / (em * 3.3)), 2, 8));
  for (std::size_t i = 0; i < ticks.values.size(); ++i) {
    add(Line{{{x(ticks.values[i]), bottom}, {x(ticks.values[i]), bottom + 4}}, Ink::axis, 1});
    chart_.addText({{x(ticks.values[i]), bottom + 5}, ticks.labels[i], Ink::muted, em, false, Align::center});
  }
  chart_.skip(bottom + 5 + textLine() - chart_.y());
  for (std::string& part : wrapped(axis_.title, em, chart_.width() - 2)) {
    const double half = textWidth(part, em) / 2 + 1;
    const double middle = std::clamp((plotLeft_ + plotRight_) / 2, half, std::max(half, chart_.width() - half));
    chart_.addText({{middle, chart_.y()}, std::move(part), Ink::text, em, false, Align::center});
    chart_.skip(textLine());
  }
  chart_.skip(em * 0.4);
}

void LiteratureChart::addCaptions() {
  const Scenario& s = input_.scenario;
  chart_.addCaption("Table S6, sorted by what is reported" +
                    std::string(input_.rows.empty() ? "." : "; own rows are the last lines."));
  chart_.addCaption("Recomputed: each row’s cathode in this cell, with its " + shortestText(s.separatorThicknessUm) +
                    " µm separator, " + shortestText(s.anodeThicknessUm) + " µm anode and " +
                    shortestText(s.nominalVoltageV) +
                    " V; the row does not say whether its loading is the composite’s mass or the active material’s, so "
                    "both are shown, and one where only one of them gives what is reported.");
  chart_.addCaption("Band: either reading at a mean voltage of " + shortestText(kPlausibleVoltageV.lower) + " to " +
                    shortestText(kPlausibleVoltageV.upper) +
                    " V, which layered oxides have (assumed); a dotted line is the gap that none of these closes.");
  chart_.addCaption(
      "Whether the reported value follows is the audit’s verdict, with the separator, the anode and, where none is "
      "printed, the voltage of the source.");
  chart_.addCaption("Vertical lines: this cell, " + scenarioText(s) +
                    (input_.compared.empty() ? "." : ", and those it is compared with."));
  if (leftOut_ > 0)
    chart_.addCaption("Loading, thickness and what else a row prints is in the table where it has no room here.");
}

Figure literatureFigure(const FigureInput& input) { return LiteratureChart(input).make(); }

}  // namespace

constinit const FigureRow literatureRow{
    {FigureId::literature, "literature", "Literature comparison",
     "What the cells of Table S6, and one’s own, report, beside what their own printed numbers give.", "Tables S1–S6",
     "comparison,rows"},
    literatureFigure};

}  // namespace cathode::figure
