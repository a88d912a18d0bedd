// SPDX-License-Identifier: MIT
// A result over two inputs as shades, with contours, what was measured, and where this cell and the pinned ones are.
#include "core/figure/map_figure.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/elementary.h"
#include "core/base/number_text.h"
#include "core/base/words.h"
#include "core/cell/composition.h"
#include "core/cell/description.h"
#include "core/decide/contours.h"
#include "core/figure/losses.h"
#include "core/figure/model_curves.h"

namespace cathode::figure {
namespace {

// Points a side: of the picture, of the same while an edit goes on, and of the table.
constexpr int kSide = 65, kMovingSide = 33, kTableSide = 17;
static_assert((kSide - 1) % (kTableSide - 1) == 0);
constexpr int kMostLevels = 9;
// From this ratio on the colours follow the logarithm.
constexpr double kLogRatio = 50.0;

using Kinds = std::array<bool, kProvenanceCount>;

std::string kindsText(const Kinds& kinds) {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < kinds.size(); ++i)
    if (kinds[i]) words.emplace_back(provenanceKey(static_cast<Provenance>(i)));
  return listed(words);
}

std::string titleOf(const Parameter& field) {
  return std::string(field.label) + (field.unit.empty() ? "" : ", " + std::string(field.unit));
}
std::string titleOf(const Metric& shown) {
  return std::string(shown.label) + (shown.unit.empty() ? "" : ", " + std::string(shown.unit));
}

// One axis's values that were measured, for each value of the other, in pixels of the plot: a strip that may bend.
struct Region {
  bool isUpright = false;  // the strip runs upwards: `along` are heights, `low` and `high` are places across
  std::vector<double> along, low, high;

  bool isEmpty() const { return along.empty(); }
  bool contains(Point p) const {
    const double at = isUpright ? p.y : p.x, across = isUpright ? p.x : p.y;
    const auto after = std::ranges::lower_bound(along, at);
    if (isEmpty() || at < along.front() || after == along.end()) return false;
    const auto i = static_cast<std::size_t>(after - along.begin());
    if (i == 0) return across >= low[0] && across <= high[0];
    const double t = (at - along[i - 1]) / (along[i] - along[i - 1]);
    return across >= low[i - 1] + (low[i] - low[i - 1]) * t && across <= high[i - 1] + (high[i] - high[i - 1]) * t;
  }
  std::vector<Point> outline() const {
    std::vector<Point> points;
    const auto add = [&](double at, double across) {
      points.push_back(isUpright ? Point{across, at} : Point{at, across});
    };
    for (std::size_t i = 0; i < along.size(); ++i) add(along[i], low[i]);
    for (std::size_t i = along.size(); i-- > 0;) add(along[i], high[i]);
    if (!points.empty()) points.push_back(points.front());
    return points;
  }
};

// What the source has of an input: what was measured, or of a composition what its own composites have; nothing where
// it says nothing of it.
std::optional<Interval> sourceRange(ParameterId id, const Scenario& scenario) {
  switch (id) {
    case ParameterId::porosityPct: {
      const double own = ownPorosity(scenario) * 100.0;
      return Interval{own, own};
    }
    case ParameterId::amDensityGCm3:
    case ParameterId::seDensityGCm3:
    case ParameterId::caDensityGCm3: {
      const double own = *parameter(id).read(Scenario{});
      return Interval{own, own};
    }
    default: return measuredRange(id, scenario);
  }
}

// The figure in the making.
class MapChart {
 public:
  explicit MapChart(const FigureInput& input)
      : input_(input),
        request_(mapRequestOf(input, input.before ? kMovingSide : kSide)),
        x_(parameter(request_.x.id)),
        y_(parameter(request_.y.id)),
        shown_(metric(request_.metric)),
        chart_(chartOf(input, "How does " + lowered(shown_.label) + " depend on " + lowered(x_.label) + " and " +
                                  lowered(y_.label) + "?")) {
    const ColumnKind columns[] = {{"point", "Point", "", true},
                                  {x_.key, x_.label, x_.unit},
                                  {y_.key, y_.label, y_.unit},
                                  {shown_.key, shown_.label, shown_.unit},
                                  {"provenance", "Provenance", "", true}};
    data_ = tableWith("", "", "", columns);
  }

  Figure make() {
    if (const std::string refusal = refusalOf(FigureId::map, input_); !refusal.empty()) {
      chart_.addNote("No such map: " + refusal);
      return {chart_.finish("No map: " + refusal), std::move(data_), {}};
    }
    sample();
    addScale();
    begin();
    addShades();
    addMeasured();
    addContours();
    addCells();
    finishLabels();
    chart_.endPlot();
    addNotes();
    return {chart_.finish(description()), std::move(data_), {}};
  }

 private:
  double em() const { return chart_.em(); }
  const Box& plot() { return chart_.scene().plot; }
  void add(auto item) { chart_.scene().items.push_back(std::move(item)); }
  std::string valueText(double value) const {
    return displayText(shown_, value) + (shown_.unit.empty() ? "" : " " + std::string(shown_.unit));
  }
  std::string placeText(double x, double y) const {
    return withUnit(significantText(x, 4), x_) + ", " + withUnit(significantText(y, 4), y_);
  }
  Scenario at(double x, double y) const {
    return withInput(withInput(input_.scenario, request_.y.id, y), request_.x.id, x);
  }
  // Content and temperature, and what of the axes' inputs has a measured range.
  bool isMeasured(double x, double y) const {
    const Scenario point = at(x, y);
    const auto holds = [&](ParameterId id, double value) {
      const auto range = sourceRange(id, point);
      return !range || range->contains(value);
    };
    return isWithinMeasured(point) && holds(request_.x.id, x) && holds(request_.y.id, y);
  }

  // A coarse grid: for the table, for the ends of the colours, and for what the values rest on.
  void sample() {
    MapAxis x = request_.x, y = request_.y;
    x.count = y.count = kTableSide;
    const auto addRow = [&](std::string_view name, double atX, double atY, const MetricValue& value) {
      data_.addRow({wordsCell(name), numberCell(atX, 4), numberCell(atY, 4),
                    value.isKnown() ? TableCell{displayText(shown_, value.value), value.value} : TableCell{},
                    wordsCell(provenanceKey(value.provenance))});
    };
    const auto cells = shownCells(input_);
    for (const ShownCell& cell : cells) {
      const Report report = evaluate(cell.scenario);
      addRow(cell.isNow ? kThisCell : cell.name, usedValue(request_.x.id, cell.scenario, report),
             usedValue(request_.y.id, cell.scenario, report), report[shown_.id]);
    }
    for (const double atY : valuesAlong(y)) {
      for (const double atX : valuesAlong(x)) {
        const MetricValue value = evaluate(at(atX, atY))[shown_.id];
        addRow("Map", atX, atY, value);
        if (!value.isKnown()) {
          hasGaps_ = true;
          continue;
        }
        (isMeasured(atX, atY) ? measuredKinds_ : otherKinds_)[static_cast<std::size_t>(value.provenance)] = true;
        if (value.value < range_.low) lowest_ = {atX, atY};
        if (value.value > range_.high || range_.isEmpty()) highest_ = {atX, atY};
        range_.hold(value.value);
      }
    }
    // While an edit goes on, colours mean what they meant before it.
    Range shades = range_;
    if (input_.before) {
      FigureInput before = input_;
      before.scenario = *input_.before;
      before.before = {};
      shades = {};
      const MetricMap then = *mapOf(mapRequestOf(before, kTableSide));
      for (const double value : then.values) shades.hold(value);
    }
    if (shades.isEmpty()) return;
    if (shades.high - shades.low <= 1e-9 * std::abs(shades.high)) {
      isFlat_ = true;
      const double margin = shades.high == 0 ? 1.0 : std::abs(shades.high) * 0.1;
      shades.low -= margin, shades.high += margin;
    }
    if (shades.low > 0 && shades.high >= kLogRatio * shades.low) {
      colors_ = {"", Scale::log, shades.low, shades.high};
    } else {
      colors_ = roundedLinear("", shades.low, shades.high, kMostLevels);
    }
    levels_ = ticksOf(colors_, kMostLevels);
  }

  double shareOfColors(double value) const {
    const double share =
        colors_.scale == Scale::log
            ? (value > 0 ? logReproducible(value / colors_.low) / logReproducible(colors_.high / colors_.low) : 0.0)
            : (value - colors_.low) / (colors_.high - colors_.low);
    return std::clamp(share, 0.0, 1.0);
  }

  // What the colours mean, above the plot.
  void addScale() {
    if (range_.isEmpty()) return;
    chart_.addText({{1, chart_.y()}, titleOf(shown_), Ink::text, em(), true});
    chart_.skip(em() * (kLineHeight + 0.35));
    const double half = std::max(textWidth(levels_.labels.front(), em()), textWidth(levels_.labels.back(), em())) / 2;
    const Box bar{half + 1, chart_.y(), std::min(chart_.width() - 2 * half - 2, 36 * em()), em() * 0.8};
    Shades ramp{bar, kShadeCount, std::vector<std::uint8_t>(2 * kShadeCount)};
    for (std::size_t i = 0; i < ramp.steps.size(); ++i) ramp.steps[i] = static_cast<std::uint8_t>(i % kShadeCount);
    add(std::move(ramp));
    double free = 0;
    for (std::size_t i = 0; i < levels_.values.size(); ++i) {
      const double x = bar.x + shareOfColors(levels_.values[i]) * bar.width;
      const double wide = textWidth(levels_.labels[i], em()) / 2;
      add(Line{{{x, bar.bottom()}, {x, bar.bottom() + 3}}, Ink::axis, 1});
      // Those that have no room are left to the lines that they name.
      if (x - wide < free) continue;
      chart_.addText({{x, bar.bottom() + 4}, levels_.labels[i], Ink::muted, em(), false, Align::center});
      free = x + wide + 0.6 * em();
    }
    chart_.skip(em() * (0.8 + kLineHeight + 0.7) + 4);
  }

  void begin() {
    const auto axisOf = [](const Parameter& field, const MapAxis& axis) {
      return AxisSpec{titleOf(field), isLogarithmic(axis) ? Scale::log : Scale::linear, axis.from, axis.to};
    };
    chart_.beginPlot(axisOf(x_, request_.x), axisOf(y_, request_.y), plotHeight(input_, 0.58));
    labels_.setBounds(plot());
  }

  void addShades() {
    map_ = *mapOf(request_);
    Shades shades{plot(), map_.x.size(), {}};
    shades.steps.reserve(map_.values.size());
    for (std::size_t row = map_.y.size(); row-- > 0;) {
      for (std::size_t column = 0; column < map_.x.size(); ++column) {
        const double value = map_.at(column, row);
        shades.steps.push_back(std::isnan(value)
                                   ? kNoShade
                                   : static_cast<std::uint8_t>(std::lround(shareOfColors(value) * (kShadeCount - 1))));
      }
    }
    add(std::move(shades));
  }

  // What was measured, in pixels: for each value of one axis, the range of the other.
  Region measuredRegion() {
    Region region;
    // A thickness's and a porosity's range depend on the other's value.
    region.isUpright = request_.y.id != ParameterId::cathodeThicknessUm && request_.y.id != ParameterId::porosityPct;
    const MapAxis& along = region.isUpright ? request_.y : request_.x;
    const MapAxis& across = region.isUpright ? request_.x : request_.y;
    const auto within = [](const MapAxis& axis, std::optional<Interval> range) {
      return range ? Interval{std::max(range->lower, axis.from), std::min(range->upper, axis.to)}
                   : Interval{axis.from, axis.to};
    };
    const Interval span = within(along, sourceRange(along.id, input_.scenario));
    if (span.lower > span.upper) return region;
    const double from = shareOf(along, span.lower), to = shareOf(along, span.upper);
    constexpr int kPieces = 24;
    for (int i = 0; i <= kPieces; ++i) {
      const double share = from + (to - from) * i / kPieces;
      const double value = i == 0 ? span.lower : i == kPieces ? span.upper : valueAt(along, share);
      const Scenario point = withInput(input_.scenario, along.id, value);
      const Interval range = within(across, sourceRange(across.id, point));
      if (range.lower > range.upper || !isWithinMeasured(withInput(point, across.id, range.lower))) continue;
      const double middle = valueAt(across, (shareOf(across, range.lower) + shareOf(across, range.upper)) / 2);
      const MetricValue held = evaluate(withInput(point, across.id, middle))[shown_.id];
      if (held.isKnown()) measuredKinds_[static_cast<std::size_t>(held.provenance)] = true;
      const auto pixel = [&](const MapAxis& axis, double v) {
        return &axis == &request_.x ? plot().x + shareOf(axis, v) * plot().width
                                    : plot().bottom() - shareOf(axis, v) * plot().height;
      };
      region.along.push_back(pixel(along, value));
      region.low.push_back(pixel(across, range.lower));
      region.high.push_back(pixel(across, range.upper));
    }
    // Pixels count downwards.
    if (region.isUpright) {
      for (auto* places : {&region.along, &region.low, &region.high}) std::ranges::reverse(*places);
    } else {
      std::swap(region.low, region.high);
    }
    return region;
  }

  // A line that is seen on every shade. Whole widths are drawn fastest.
  void addLine(std::vector<Point> points, double width) {
    add(Line{points, Ink::background, width + 2, Dash::solid, true});
    add(Line{std::move(points), Ink::text, width, Dash::solid, true});
  }

  // A slanted line that is seen on every shade and lets it be seen: light above dark.
  void addHatch(Point from, Point to) {
    double down = 0;
    for (const auto& [ink, opacity] : {std::pair{Ink::background, 0.4}, {Ink::text, 0.3}}) {
      add(Line{{{from.x, from.y + down}, {to.x, to.y + down}}, ink, 1, Dash::solid, true, opacity});
      down += 1;
    }
  }

  void addMeasured() {
    isVaried_ = sourceRange(request_.x.id, input_.scenario) || sourceRange(request_.y.id, input_.scenario);
    if (!isVaried_ && isWithinMeasured(input_.scenario)) return;
    // Of what is assumed nothing was measured.
    const bool isAssumed = x_.group == ParameterGroup::rate || y_.group == ParameterGroup::rate;
    const Region region = isAssumed ? Region{} : measuredRegion();
    isMeasuredShown_ = !region.isEmpty();
    const Box box = plot();
    constexpr double kApart = 12, kStep = 2;
    for (double x = box.x - box.height + kApart / 2; x < box.right(); x += kApart) {
      // From the lower left to the upper right, left out where something was measured.
      const double from = std::max(x, box.x), to = std::min(x + box.height, box.right());
      std::optional<double> start;
      for (double at = from;; at = std::min(at + kStep, to)) {
        const bool isOut = at < to && !region.contains({at, box.bottom() - (at - x)});
        if (isOut && !start) start = at;
        if (!isOut && start) {
          addHatch({*start, box.bottom() - (*start - x)}, {at, box.bottom() - (at - x)});
          start = {};
        }
        if (at >= to) break;
      }
    }
    if (isMeasuredShown_) addLine(region.outline(), 2);
  }

  void addContours() {
    if (range_.isEmpty() || isFlat_) return;
    for (std::size_t i = 0; i < levels_.values.size(); ++i) {
      for (const ContourLine& line : contourLines(map_.values, map_.x.size(), levels_.values[i])) {
        std::vector<Point> points;
        for (const GridPoint& p : line)
          points.push_back({plot().x + p.column / static_cast<double>(map_.x.size() - 1) * plot().width,
                            plot().bottom() - p.row / static_cast<double>(map_.y.size() - 1) * plot().height});
        named_.push_back({points, levels_.labels[i]});
        addLine(std::move(points), 1);
      }
    }
  }

  void addCells() {
    const double size = em() * 0.5;
    std::vector<std::string> elsewhere;
    const auto cells = shownCells(input_);
    // This cell last, above the others.
    for (std::size_t i = cells.size(); i-- > 0;) {
      const ShownCell& cell = cells[i];
      const Report report = evaluate(cell.scenario);
      const double x = usedValue(request_.x.id, cell.scenario, report),
                   y = usedValue(request_.y.id, cell.scenario, report);
      const double across = shareOf(request_.x, x), upwards = shareOf(request_.y, y);
      if (!(across >= 0 && across <= 1 && upwards >= 0 && upwards <= 1)) {
        elsewhere.insert(elsewhere.begin(), cell.isNow ? "this cell" : cell.name);
        continue;
      }
      const Point here{plot().x + across * plot().width, plot().bottom() - upwards * plot().height};
      Marker marker = cellMarker(cell, here, size);
      marker.x = x, marker.y = y;
      marker.text = placeText(x, y) + ": " + valueText(report[shown_.id].value) + ", " +
                    std::string(provenanceKey(report[shown_.id].provenance));
      // On a ground of its own.
      const double ground = size * (cell.isNow ? kRing + 0.35 : 1.6);
      marks_.push_back({.at = here, .shape = Shape::circle, .ink = Ink::background, .size = ground});
      marks_.push_back(std::move(marker));
      labels_.take({here.x - ground, here.y - ground, 2 * ground, 2 * ground});
      names_.push_back({here, cell.isNow ? std::string(kThisCell) : cell.name, ground, cell.isNow});
    }
    if (!elsewhere.empty()) elsewhere_ = listed(elsewhere);
  }

  // A text on a ground of its own.
  void addPlate(const Box& box, const std::string& text, bool strong) {
    add(Area{box, Ink::background});
    add(Text{{box.x + box.width / 2, box.y + (box.height - em() * kLineHeight) / 2},
             text,
             Ink::text,
             em(),
             strong,
             Align::center});
  }
  double plateWidth(std::string_view text, bool strong) const {
    return textWidth(text, em(), strong) * 1.05 + 0.5 * em();
  }

  // Names of cells first, then those of the lines where there is room.
  void finishLabels() {
    const double height = em() * kLineHeight;
    struct Plate {
      Box box;
      bool needsLine;
      const Name* name;
    };
    std::vector<Plate> plates;
    for (std::size_t i = names_.size(); i-- > 0;) {
      if (const auto place =
              labels_.place(names_[i].at, plateWidth(names_[i].text, names_[i].strong), height, names_[i].away))
        plates.push_back({place->box, place->needsLine, &names_[i]});
    }
    for (const Named& line : named_) {
      const double width = plateWidth(line.text, false);
      std::vector<double> along{0.0};
      for (std::size_t i = 1; i < line.points.size(); ++i)
        along.push_back(along.back() +
                        std::hypot(line.points[i].x - line.points[i - 1].x, line.points[i].y - line.points[i - 1].y));
      if (along.back() < 2.2 * width) continue;
      for (const double share : {0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.12, 0.88}) {
        const auto next =
            static_cast<std::size_t>(std::ranges::lower_bound(along, share * along.back()) - along.begin());
        const Point middle = line.points[std::min(next, line.points.size() - 1)];
        const Box box{middle.x - width / 2, middle.y - height / 2, width, height};
        if (!plot().contains(box) || !labels_.isFree(box)) continue;
        labels_.take(box);
        addPlate(box, line.text, false);
        break;
      }
    }
    for (const auto& [box, needsLine, name] : plates) {
      if (needsLine)
        addLine({name->at, {std::clamp(name->at.x, box.x, box.right()), std::clamp(name->at.y, box.y, box.bottom())}},
                1);
    }
    for (Marker& mark : marks_) chart_.addMarker(std::move(mark));
    for (const auto& [box, needsLine, name] : plates) addPlate(box, name->text, name->strong);
  }

  void addNotes() {
    if (range_.isEmpty()) {
      chart_.addNote("Nowhere on this map can a number be given.");
    } else {
      const std::string measured = kindsText(measuredKinds_), other = kindsText(otherKinds_);
      if (isMeasuredShown_)
        chart_.addNote("Outlined: measured" + (measured.empty() ? "" : "; values " + measured) +
                       (other.empty() ? "." : ". Hatched: not measured; values " + other + "."));
      else if (!isVaried_ && isWithinMeasured(input_.scenario))
        chart_.addNote("The source varied neither of the two; values " + measured + ".");
      else
        chart_.addNote("Hatched: nothing on this map was measured; values " + other + ".");
      if (hasGaps_) chart_.addNote("Blank: there no number can be given.");
    }
    if (!elsewhere_.empty()) chart_.addNote("Not on this map: " + elsewhere_ + ".");
    for (const Parameter* field : {&x_, &y_}) {
      const Scenario point = at(request_.x.from, request_.y.from);
      if (!field->isUsedIn(point))
        chart_.addNote(std::string(field->label) + " makes no difference here: it " + std::string(field->otherwise) +
                       ".");
    }
    chart_.addCaption("All else as in this cell: " + scenarioText(input_.scenario) + ".");
    chart_.addCaption(
        "Measured are contents of 75 to 85 wt% at 30 to 60 °C, and of size, additive and C-rate what the "
        "source’s cells have.");
    if (restsOnLosses(request_.metric)) {
      chart_.addCaption(notValidatedText());
      chart_.addCaption(assumedText(input_.scenario));
    }
    if (colors_.scale == Scale::log) chart_.addCaption("The colours follow the logarithm.");
    if (isFlat_) chart_.addCaption("The value is the same everywhere: no lines.");
    chart_.addCaption("The figure’s numbers are those of " + std::to_string(kTableSide) + " by " +
                      std::to_string(kTableSide) + " of its points.");
  }

  std::string description() const {
    if (range_.isEmpty()) return titleOf(shown_) + " over " + titleOf(x_) + " and " + titleOf(y_) + ": no numbers.";
    const Report now = evaluate(input_.scenario);
    return std::string(shown_.label) + " as shades over " + titleOf(x_) + ", from " + shortestText(request_.x.from) +
           " to " + shortestText(request_.x.to) + ", and " + titleOf(y_) + ", from " + shortestText(request_.y.from) +
           " to " + shortestText(request_.y.to) + ": lowest, " + valueText(range_.low) + ", at " +
           placeText(lowest_.x, lowest_.y) + "; highest, " + valueText(range_.high) + ", at " +
           placeText(highest_.x, highest_.y) + ". This cell: " + valueText(now[shown_.id].value) + ".";
  }

  const FigureInput& input_;
  MapRequest request_;
  const Parameter &x_, &y_;
  const Metric& shown_;
  Chart chart_;
  Range range_;
  Point lowest_{}, highest_{};
  bool hasGaps_ = false, isFlat_ = false, isVaried_ = false, isMeasuredShown_ = false;
  Kinds measuredKinds_{}, otherKinds_{};
  AxisSpec colors_;
  Ticks levels_;
  MetricMap map_;
  struct Named {
    std::vector<Point> points;
    std::string text;
  };
  std::vector<Named> named_;
  struct Name {
    Point at;
    std::string text;
    double away;
    bool strong;
  };
  std::vector<Name> names_;
  std::vector<Marker> marks_;
  Labels labels_;
  std::string elsewhere_;
  Table data_;
};

Figure mapFigure(const FigureInput& input) { return MapChart(input).make(); }

}  // namespace

MapRequest mapRequestOf(const FigureInput& input, int side) {
  const FigureOptions& o = input.options;
  MapAxis x = usualAxis(o.mapX, side), y = usualAxis(o.mapY, side);
  x.from = o.mapXFrom.value_or(x.from), x.to = o.mapXTo.value_or(x.to);
  y.from = o.mapYFrom.value_or(y.from), y.to = o.mapYTo.value_or(y.to);
  return {input.scenario, x, y, o.metric};
}

constinit const FigureRow mapRow{
    {FigureId::map, "map", "Map of a result",
     "A result over any two inputs as shades, with contours; what was measured is outlined, the rest hatched.",
     "Tables S1–S5, Figs. S17 and S18", "metric,mapX,mapY,mapXFrom,mapXTo,mapYFrom,mapYTo,comparison"},
    mapFigure};

}  // namespace cathode::figure
