// SPDX-License-Identifier: MIT
// Layout of a diagram: axes with ticks whose labels never meet, a legend, labels beside points.
#pragma once

#include "core/figure/scene.h"

namespace cathode::figure {

enum class Scale : std::uint8_t { linear, log };

// What an axis spans and says.
struct AxisSpec {
  std::string title;
  Scale scale = Scale::linear;
  double low = 0, high = 1;  // low < high; both positive on a log scale
};

// Positions of ticks. `step` 1-2-5 times a power of ten on a linear scale; on a log scale decades, or
// 1-2-5 within them where there is room, or linear steps where it spans too little for either.
struct Ticks {
  std::vector<double> values;
  std::vector<std::string> labels;
};

// At most `most` ticks within the axis.
Ticks ticksOf(const AxisSpec& axis, int most);

// Low and high of a linear axis that begins and ends at a tick (about `most` of them).
AxisSpec roundedLinear(std::string title, double low, double high, int most);
// A log axis that holds both with a margin.
AxisSpec paddedLog(std::string title, double low, double high);

// Boxes that are taken, and free places for labels beside points.
class Labels {
 public:
  void setBounds(const Box& bounds) { bounds_ = bounds; }
  void take(const Box& box) { taken_.push_back(box); }
  // A line as something that labels keep off.
  void takeLine(std::span<const Point> points);
  bool isFree(const Box& box) const;

  // A place for a label of that size beside a point, kept taken; nothing if there is none.
  struct Place {
    Box box;
    bool needsLine;  // it lies off the point
  };
  // `mustStand`: it may lie far off, and its line may cross others.
  std::optional<Place> place(Point point, double width, double height, double gap, bool mustStand = false);

 private:
  bool isLineFree(Point from, Point to) const;

  Box bounds_{};
  std::vector<Box> taken_;
};

// An entry of a legend: a marker, a line, or both, and what they stand for.
struct LegendEntry {
  std::string text;
  std::optional<Marker> marker;  // its place is the legend's to choose
  std::optional<Line> line;
};

// A diagram in the making. Draw order is call order.
class Chart {
 public:
  // Sizes follow `em`, the font size of ticks and labels.
  Chart(double width, double em);

  double em() const { return em_; }
  double width() const { return scene_.width; }
  Scene& scene() { return scene_; }

  // From the top: the title, lines of text, a legend in as many rows as it needs. Each moves what follows down.
  void addTitle(std::string_view text);
  void addNote(std::string_view text, Ink ink = Ink::muted);
  void addLegend(std::span<const LegendEntry> entries);

  // A sentence of what stands beside the figure.
  void addCaption(std::string_view sentence);

  // A plot of that height below what was added so far, with its axes; and where values lie in it. Names may stand in
  // the room that it leaves to its right.
  void beginPlot(const AxisSpec& x, const AxisSpec& y, double height, double rightRoom = 0);
  // The same with both axes to one scale: a unit, or a decade, is as long on one as on the other. It takes the width
  // that there is or as much of it as `most` of height allows; below `least` the upright axis goes on.
  void beginEqualPlot(const AxisSpec& x, const AxisSpec& y, double least, double most, double rightRoom = 0);
  double atX(double value) const { return at(x_, scene_.plot.x, scene_.plot.width, value); }
  double atY(double value) const { return at(y_, scene_.plot.bottom(), -scene_.plot.height, value); }
  Point at(double x, double y) const { return {atX(x), atY(y)}; }
  const AxisSpec& xAxis() const { return x_; }
  const AxisSpec& yAxis() const { return y_; }

  // A curve in data units, cut to the plot. Labels keep off it.
  void addCurve(std::span<const Point> data, Ink ink, double width, Dash dash = Dash::solid);
  // An error bar between two data points, one above the other.
  void addBar(Point from, Point to, Ink ink, double width);
  void addMarker(Marker marker);

  // A label beside a point (pixels) where there is room; whether there was. One that is not strong lies near its point.
  bool addLabel(Point point, std::string_view text, Ink ink, bool strong = false, double radius = 5);
  // The first of these that fits near its point, else the last one farther away, with a line to it.
  void addName(Point point, std::span<const std::string> names, Ink ink, double radius);

  // Names to the right of the plot beside where their curves end (pixels), none over another; a line leads to one that
  // had to move.
  struct EndName {
    Point end;
    std::string text;
    std::string below;  // a second line; or empty
    Ink ink = Ink::text;
    bool strong = false;
  };
  void addEndNames(std::vector<EndName> names);
  // The room that they take.
  double roomFor(std::span<const EndName> names) const;

  // Slanted lines over what was not measured.
  void addHatch(const Box& box);

  // Adds a text as it stands.
  void addText(Text text);

  // Moves on below the plot.
  void endPlot();
  double y() const { return y0_; }
  void skip(double height) { y0_ += height; }

  // The finished scene, for readers who cannot see it in a sentence.
  Scene finish(std::string description);

 private:
  static double at(const AxisSpec& axis, double start, double length, double value);
  struct Layout {
    Ticks x, y;
    double left, right;
  };
  Layout layoutOf(const AxisSpec& x, const AxisSpec& y, double height, double rightRoom) const;
  void drawAxes(const Layout& layout, double width, double height);
  void drawLabel(Point point, const Labels::Place& place, std::string_view text, Ink ink, bool strong);
  void addNameBelow(std::string_view name, Ink ink);

  Scene scene_;
  double em_;
  double y0_ = 0;  // where the next part begins
  double below_ = 0;
  AxisSpec x_, y_;
  Labels labels_;
};

// The em that suits a figure of that width (pixels): 8 points in a column, larger on slides.
double emOf(double width);

}  // namespace cathode::figure
