// SPDX-License-Identifier: MIT
#include "core/figure/chart.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/elementary.h"
#include "core/base/number_text.h"

namespace cathode::figure {
namespace {

// A title cut to a width; the unit behind its last comma stays.
std::string shortenedBeforeUnit(std::string_view title, double size, double width) {
  const std::size_t comma = title.rfind(", ");
  if (comma == std::string_view::npos || textWidth(title, size) <= width) return shortened(title, size, width);
  const std::string_view unit = title.substr(comma);
  return shortened(title.substr(0, comma), size, width - textWidth(unit, size)).append(unit);
}

constexpr double kLn10 = 2.302585092994045684;
// Other fonts than Inter are a little wider: texts keep this many ems apart.
constexpr double kApart = 0.5;
constexpr double kTitleScale = 1.15;  // of the em

double log10Of(double value) { return logReproducible(value) / kLn10; }

double powerOfTen(int exponent) {
  double value = 1.0;
  for (int i = 0; i < std::abs(exponent); ++i) value *= 10.0;
  return exponent < 0 ? 1.0 / value : value;
}

// A step of 1, 2 or 5 times a power of ten that gives at most `most` intervals.
double niceStep(double span, int most) {
  const double raw = span / std::max(most, 1);
  const double decade = powerOfTen(static_cast<int>(std::floor(log10Of(raw))));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (decade * factor >= raw * (1.0 - 1e-9)) return decade * factor;
  }
  return decade * 10.0;
}

// A tick of a log axis: plain from 0.001 to 10000, else a power of ten.
std::string logLabel(double value) {
  const int exponent = static_cast<int>(std::floor(log10Of(value) + 1e-9));
  if (exponent >= -3 && exponent <= 4) return significantText(value, 1);
  const double mantissa = value / powerOfTen(exponent);
  const std::string power = powerOfTenText(exponent);
  return std::abs(mantissa - 1.0) < 1e-6 ? power : fixedText(mantissa, 0) + "·" + power;
}

Ticks linearTicks(double low, double high, int most) {
  Ticks ticks;
  const double step = niceStep(high - low, most);
  int decimals = 0;
  for (double s = step; s < 0.999 && decimals < 9; s *= 10.0) ++decimals;
  // Far from 1 as powers of ten.
  const bool isFar = decimals == 9 || std::max(std::abs(low), std::abs(high)) >= 1e9;
  const auto labelOf = [&](double value) {
    if (!isFar || value == 0) return fixedText(value, decimals);
    return (value < 0 ? "−" : "") + scientificText(std::abs(value));
  };
  const auto first = static_cast<long long>(std::ceil(low / step - 1e-9));
  for (long long i = first; static_cast<double>(i) * step <= high + step * 1e-9; ++i) {
    ticks.values.push_back(static_cast<double>(i) * step);
    ticks.labels.push_back(labelOf(static_cast<double>(i) * step));
  }
  return ticks;
}

Ticks logTicks(double low, double high, int most) {
  const int first = static_cast<int>(std::floor(log10Of(low) - 1e-9)),
            last = static_cast<int>(std::ceil(log10Of(high) + 1e-9));
  const auto collect = [&](std::initializer_list<double> mantissas, int every) {
    Ticks ticks;
    for (int e = first; e <= last; ++e) {
      if (e % every != 0) continue;
      for (const double mantissa : mantissas) {
        const double value = mantissa * powerOfTen(e);
        if (value < low * (1.0 - 1e-9) || value > high * (1.0 + 1e-9)) continue;
        ticks.values.push_back(value);
        ticks.labels.push_back(logLabel(value));
      }
    }
    return ticks;
  };
  Ticks best;
  for (int every = 8; every >= 1; --every) {
    Ticks ticks = collect({1}, every);
    if (static_cast<int>(ticks.values.size()) <= most && ticks.values.size() >= best.values.size())
      best = std::move(ticks);
  }
  for (const auto mantissas : {std::initializer_list<double>{1, 3}, {1, 2, 5}}) {
    Ticks ticks = collect(mantissas, 1);
    if (static_cast<int>(ticks.values.size()) <= most && ticks.values.size() > best.values.size())
      best = std::move(ticks);
  }
  // Less than a decade or so: plain steps say more.
  if (best.values.size() < 3 && high / low < 20.0) {
    Ticks ticks = linearTicks(low, high, most);
    if (ticks.values.size() > best.values.size()) return ticks;
  }
  return best;
}

Point nearest(const Box& box, Point point) {
  return {std::clamp(point.x, box.x, box.right()), std::clamp(point.y, box.y, box.bottom())};
}

}  // namespace

double emOf(double width) { return width < 420 ? 10.67 : width < 800 ? 12.0 : 16.0; }

Ticks ticksOf(const AxisSpec& axis, int most) {
  return axis.scale == Scale::log ? logTicks(axis.low, axis.high, most) : linearTicks(axis.low, axis.high, most);
}

AxisSpec roundedLinear(std::string title, double low, double high, int most) {
  if (!(high > low)) high = low + 1.0;
  const double step = niceStep(high - low, most);
  return {std::move(title), Scale::linear, std::floor(low / step + 1e-9) * step, std::ceil(high / step - 1e-9) * step};
}

AxisSpec paddedLog(std::string title, double low, double high) {
  const double margin = expReproducible(std::max(0.08 * logReproducible(high / low), 0.12));
  return {std::move(title), Scale::log, low / margin, high * margin};
}

void Labels::takeLine(std::span<const Point> points) {
  constexpr double kThick = 2.0, kPiece = 12.0;
  for (std::size_t i = 0; i + 1 < points.size(); ++i) {
    const Point a = points[i], b = points[i + 1];
    const double length = std::max(std::abs(b.x - a.x), std::abs(b.y - a.y));
    const int pieces = std::clamp(static_cast<int>(std::ceil(length / kPiece)), 1, 200);
    for (int k = 0; k < pieces; ++k) {
      const double t0 = static_cast<double>(k) / pieces, t1 = static_cast<double>(k + 1) / pieces;
      const Point from{a.x + (b.x - a.x) * t0, a.y + (b.y - a.y) * t0},
          to{a.x + (b.x - a.x) * t1, a.y + (b.y - a.y) * t1};
      take({std::min(from.x, to.x) - kThick, std::min(from.y, to.y) - kThick, std::abs(to.x - from.x) + 2 * kThick,
            std::abs(to.y - from.y) + 2 * kThick});
    }
  }
}

bool Labels::isFree(const Box& box) const {
  return std::ranges::none_of(taken_, [&](const Box& other) { return box.overlaps(other); });
}

bool Labels::isLineFree(Point from, Point to) const {
  constexpr int kPieces = 8;
  for (int i = 1; i < kPieces; ++i) {
    const double t = (i + 0.5) / kPieces;
    const Box piece{from.x + (to.x - from.x) * t - 1, from.y + (to.y - from.y) * t - 1, 2, 2};
    const bool atStart = std::abs(piece.x - from.x) < 8 && std::abs(piece.y - from.y) < 8;
    if (!atStart && !isFree(piece)) return false;
  }
  return true;
}

std::optional<Labels::Place> Labels::place(Point point, double width, double height, double gap, bool mustStand) {
  for (const double lines : {0.0, 1.2, 2.4, 4.0, 6.0, 8.0, 11.0, 15.0}) {
    if (lines > 4.0 && !mustStand) break;
    const double away = lines * height;
    const double right = gap + away, left = -width - gap - away;
    const std::array<Point, 8> offsets{{{right, -height / 2},
                                        {left, -height / 2},
                                        {-width / 2, -height - gap - away},
                                        {-width / 2, gap + away},
                                        {right, -height - 2 - away},
                                        {right, 2 + away},
                                        {left, -height - 2 - away},
                                        {left, 2 + away}}};
    for (const Point offset : offsets) {
      const Box box{point.x + offset.x, point.y + offset.y, width, height};
      if (!bounds_.contains(box) || !isFree(box)) continue;
      const Point end = nearest(box, point);
      if (away > 0.0 && !mustStand && !isLineFree(point, end)) continue;
      take(box);
      if (away > 0.0) takeLine(std::array{point, end});
      return Place{box, away > 0.0};
    }
  }
  return std::nullopt;
}

Chart::Chart(double width, double em) : em_(em) { scene_.width = width; }

void Chart::addText(Text text) {
  labels_.take(boxOf(text));
  scene_.items.push_back(std::move(text));
}

void Chart::addTitle(std::string_view text) {
  const double size = em_ * kTitleScale;
  for (std::string& line : wrapped(text, size, scene_.width - 2, true)) {
    addText({{0, y0_}, std::move(line), Ink::text, size, true});
    y0_ += size * kLineHeight;
  }
  y0_ += em_ * 0.6;
}

void Chart::addCaption(std::string_view sentence) {
  scene_.caption.append(scene_.caption.empty() ? "" : " ").append(sentence);
}

void Chart::addNote(std::string_view text, Ink ink) {
  for (std::string& line : wrapped(text, em_, scene_.width - 2)) {
    addText({{1, y0_}, std::move(line), ink, em_});
    y0_ += em_ * kLineHeight;
  }
}

void Chart::addLegend(std::span<const LegendEntry> entries) {
  const double row = em_ * 1.55;
  double x = 1;
  for (const LegendEntry& entry : entries) {
    const double symbol = entry.line ? 2.2 * em_ : 0.9 * em_;
    const double needed = symbol + 0.5 * em_ + textWidth(entry.text, em_);
    if (x > 1 && x + needed > scene_.width) {
      x = 1;
      y0_ += row;
    }
    const double middle = y0_ + em_ * kLineHeight / 2;
    if (entry.line) {
      Line line = *entry.line;
      line.points = {{x, middle}, {x + symbol, middle}};
      line.clipped = false;
      scene_.items.push_back(std::move(line));
    }
    if (entry.marker) {
      Marker marker = *entry.marker;
      marker.at = {x + symbol / 2, middle};
      marker.name.clear();
      scene_.items.push_back(std::move(marker));
    }
    addText({{x + symbol + 0.5 * em_, y0_}, shortened(entry.text, em_, scene_.width - symbol - em_), Ink::text, em_});
    x += needed + 1.6 * em_;
  }
  if (!entries.empty()) y0_ += row;
}

double Chart::at(const AxisSpec& axis, double start, double length, double value) {
  const double fraction = axis.scale == Scale::log ? logReproducible(std::max(value, 1e-300) / axis.low) /
                                                         logReproducible(axis.high / axis.low)
                                                   : (value - axis.low) / (axis.high - axis.low);
  return start + std::clamp(fraction, -10.0, 11.0) * length;
}

Chart::Layout Chart::layoutOf(const AxisSpec& x, const AxisSpec& y, double height, double rightRoom) const {
  const double line = em_ * kLineHeight;
  Layout layout;
  layout.y = ticksOf(y, std::clamp(static_cast<int>(height / (2.2 * line)), 2, 8));
  double labelWidth = 0;
  for (const std::string& label : layout.y.labels) labelWidth = std::max(labelWidth, textWidth(label, em_));
  layout.left = (y.title.empty() ? 0.0 : line + 0.3 * em_) + labelWidth + 0.8 * em_;
  // As many ticks below as fit side by side.
  for (int most = 12; most >= 1; --most) {
    layout.x = ticksOf(x, most);
    double widest = 0;
    for (const std::string& label : layout.x.labels) widest = std::max(widest, textWidth(label, em_));
    layout.right = std::max({widest / 2 + 1, 0.6 * em_, rightRoom});
    const double length = scene_.width - layout.left - layout.right;
    bool fits = true;
    for (std::size_t i = 0; i + 1 < layout.x.values.size(); ++i) {
      const double distance = at(x, 0, length, layout.x.values[i + 1]) - at(x, 0, length, layout.x.values[i]);
      const double half = (textWidth(layout.x.labels[i], em_) + textWidth(layout.x.labels[i + 1], em_)) / 2;
      fits = fits && distance > half + kApart * em_ * 1.6;
    }
    if (fits) break;
  }
  return layout;
}

void Chart::beginPlot(const AxisSpec& x, const AxisSpec& y, double height, double rightRoom) {
  x_ = x;
  y_ = y;
  const Layout layout = layoutOf(x, y, height, rightRoom);
  drawAxes(layout, scene_.width - layout.left - layout.right, height);
}

void Chart::beginEqualPlot(const AxisSpec& x, const AxisSpec& y, double least, double most, double rightRoom) {
  x_ = x;
  y_ = y;
  const auto span = [](const AxisSpec& axis) {
    return axis.scale == Scale::log ? logReproducible(axis.high / axis.low) : axis.high - axis.low;
  };
  double width = 0, height = most;
  // Labels beside depend on the height, the width on them, and the height on it.
  for (int pass = 0; pass < 2; ++pass) {
    const Layout layout = layoutOf(x_, y_, height, rightRoom);
    width = scene_.width - layout.left - layout.right;
    height = width / span(x_) * span(y_);
    if (height < least) {
      const double lacking = least / width * span(x_) - span(y_);
      if (y_.scale == Scale::linear) {
        y_.high += lacking;
      } else {
        y_.low /= expReproducible(lacking / 2);
        y_.high *= expReproducible(lacking / 2);
      }
      height = least;
    }
    if (height > most) height = most;
  }
  Layout layout = layoutOf(x_, y_, height, rightRoom);
  width = std::min(scene_.width - layout.left - layout.right, most / span(y_) * span(x_));
  layout = layoutOf(x_, y_, width / span(x_) * span(y_), scene_.width - layout.left - width);
  drawAxes(layout, width, width / span(x_) * span(y_));
}

void Chart::drawAxes(const Layout& layout, double width, double height) {
  const double line = em_ * kLineHeight, top = y0_ + line * 0.6, left = layout.left;
  const double below = line / 2 + 1;  // labels below keep off the lowest one beside
  scene_.plot = {left, top, width, height};
  labels_.setBounds(scene_.plot);
  const auto& [xTicks, yTicks, unused, alsoUnused] = layout;
  for (std::size_t i = 0; i < yTicks.values.size(); ++i) {
    const double py = atY(yTicks.values[i]);
    if (py < top - 0.5 || py > top + height + 0.5) continue;
    scene_.items.push_back(Line{{{left, py}, {scene_.plot.right(), py}}, Ink::grid, 1});
    scene_.items.push_back(Line{{{left - 4, py}, {left, py}}, Ink::axis, 1});
    addText({{left - 0.5 * em_, py - line / 2}, yTicks.labels[i], Ink::muted, em_, false, Align::right});
  }
  for (std::size_t i = 0; i < xTicks.values.size(); ++i) {
    const double px = atX(xTicks.values[i]);
    scene_.items.push_back(Line{{{px, top + height}, {px, top + height + 4}}, Ink::axis, 1});
    addText({{px, top + height + below}, xTicks.labels[i], Ink::muted, em_, false, Align::center});
  }
  scene_.items.push_back(Line{{{left, top}, {left, top + height}, {scene_.plot.right(), top + height}}, Ink::axis, 1});
  below_ = top + height + below + line;
  if (!x_.title.empty()) {
    for (std::string& part : wrapped(x_.title, em_, scene_.plot.width + left)) {
      const double middle = std::max(scene_.plot.x + scene_.plot.width / 2, textWidth(part, em_) / 2 + 1);
      const double fitting = std::min(middle, scene_.width - 1 - textWidth(part, em_) / 2);
      addText({{fitting, below_ + 1}, std::move(part), Ink::text, em_, false, Align::center});
      below_ += line;
    }
  }
  if (!y_.title.empty()) {
    const std::string title = shortenedBeforeUnit(y_.title, em_, height + line);
    addText({{0, top + height / 2}, title, Ink::text, em_, false, Align::left, false});
  }
}

void Chart::endPlot() { y0_ = below_ + em_ * 0.6; }

void Chart::addCurve(std::span<const Point> data, Ink ink, double width, Dash dash) {
  Line line{{}, ink, width, dash, true};
  for (const Point& p : data) line.points.push_back(at(p.x, p.y));
  if (line.points.size() < 2) return;
  labels_.takeLine(line.points);
  scene_.items.push_back(std::move(line));
}

void Chart::addBar(Point from, Point to, Ink ink, double width) {
  const Point a = at(from.x, from.y), b = at(to.x, to.y);
  const double cap = 0.3 * em_;
  scene_.items.push_back(Line{{a, b}, ink, width, Dash::solid, true});
  // Ends that can be told from their point.
  if (std::abs(a.y - b.y) > em_) {
    for (const Point end : {a, b})
      scene_.items.push_back(Line{{{end.x - cap, end.y}, {end.x + cap, end.y}}, ink, width, Dash::solid, true});
  }
}

void Chart::addHatch(const Box& box) {
  constexpr double kStep = 7;
  for (double x = box.x - box.height + kStep / 2; x < box.right(); x += kStep) {
    // From the lower left to the upper right, cut to the box.
    const double from = std::max(x, box.x), to = std::min(x + box.height, box.right());
    if (from < to)
      scene_.items.push_back(Line{{{from, box.bottom() - (from - x)}, {to, box.bottom() - (to - x)}}, Ink::grid, 1});
  }
}

void Chart::addMarker(Marker marker) {
  const double r = marker.size + 1;
  labels_.take({marker.at.x - r, marker.at.y - r, 2 * r, 2 * r});
  scene_.items.push_back(std::move(marker));
}

bool Chart::addLabel(Point point, std::string_view text, Ink ink, bool strong, double radius) {
  // Room for a font that is a little wider.
  const auto place = labels_.place(point, textWidth(text, em_, strong) * 1.05, em_ * kLineHeight, radius + 3, strong);
  if (!place) return false;
  drawLabel(point, *place, text, ink, strong);
  return true;
}

void Chart::drawLabel(Point point, const Labels::Place& place, std::string_view text, Ink ink, bool strong) {
  if (place.needsLine) scene_.items.push_back(Line{{point, nearest(place.box, point)}, Ink::muted, 0.8});
  const bool leftOf = place.box.right() <= point.x;
  scene_.items.push_back(leftOf
                             ? Text{{place.box.right(), place.box.y}, std::string(text), ink, em_, strong, Align::right}
                             : Text{{place.box.x, place.box.y}, std::string(text), ink, em_, strong});
}

void Chart::addName(Point point, std::span<const std::string> names, Ink ink, double radius) {
  for (const std::string& name : names) {
    if (addLabel(point, name, ink, false, radius)) return;
  }
  const std::string& name = names.back();
  const auto place = labels_.place(point, textWidth(name, em_) * 1.05, em_ * kLineHeight, radius + 3, true);
  if (!place) return addNameBelow(name, ink);
  drawLabel(point, *place, name, ink, false);
}

void Chart::addNameBelow(std::string_view name, Ink ink) {
  // Nowhere in the plot: named under it.
  for (std::string& line : wrapped(name, em_, scene_.width - 2)) {
    addText({{1, below_ + 2}, std::move(line), ink, em_});
    below_ += em_ * kLineHeight;
  }
}

double Chart::roomFor(std::span<const EndName> names) const {
  double widest = 0;
  for (const EndName& name : names)
    widest = std::max({widest, textWidth(name.text, em_, name.strong), textWidth(name.below, em_)});
  return widest * 1.04 + 1.1 * em_;
}

void Chart::addEndNames(std::vector<EndName> names) {
  const double line = em_ * kLineHeight;
  std::ranges::stable_sort(names, {}, [](const EndName& name) { return name.end.y; });
  const auto heightOf = [&](const EndName& name) { return name.below.empty() ? line : 2 * line; };
  // Each as near to its end as those above let it, then up again from the bottom.
  std::vector<double> tops;
  double next = scene_.plot.y - line * 0.6;
  for (const EndName& name : names) {
    tops.push_back(std::max(name.end.y - line / 2, next));
    next = tops.back() + heightOf(name);
  }
  next = scene_.plot.bottom() + line * 0.4;
  for (std::size_t i = names.size(); i-- > 0;) {
    tops[i] = std::min(tops[i], next - heightOf(names[i]));
    next = tops[i];
  }
  const double x = scene_.plot.right() + 0.9 * em_;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const Point at{x, tops[i] + line / 2};
    if (std::abs(at.y - names[i].end.y) > line * 0.45 || scene_.plot.right() - names[i].end.x > 2 * em_)
      scene_.items.push_back(Line{{names[i].end, {at.x - 0.25 * em_, at.y}}, Ink::muted, 0.8});
    addText({{x, tops[i]}, names[i].text, names[i].ink, em_, names[i].strong});
    if (!names[i].below.empty()) addText({{x, tops[i] + line}, names[i].below, Ink::muted, em_});
  }
}

Scene Chart::finish(std::string description) {
  scene_.height = y0_ + 1;
  scene_.description = std::move(description);
  return std::move(scene_);
}

}  // namespace cathode::figure
