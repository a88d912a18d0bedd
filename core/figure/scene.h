// SPDX-License-Identifier: MIT
// A figure as primitives, before anything draws it: the canvas and the SVG writer are two readers of
// the same scene. Lengths are CSS pixels (96 to the inch), y downwards, texts are where they will be.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace cathode::figure {

// What a colour means; each theme has its own.
enum class Ink : std::uint8_t {
  none,
  background,
  text,
  muted,
  grid,
  axis,
  band,     // what may be: a range behind marks
  warning,  // does not fit, contradicts itself
  activeMaterial,
  electrolyte,
  additive,
  pore,
  lithium,
  copper,
  aluminium,
  onMaterial,
  onActiveMaterial,
  onPore,
  model1,  // the particle models, each with its shape (shapeOf)
  model2,
  model3,
  model4,
  first,  // series of a person's own diagrams
  second,
  third,
  fourth,
};
inline constexpr int kInkCount = 26;

// Colours as 0xRRGGBB, by Ink (none is unused).
struct Palette {
  std::uint32_t colors[kInkCount];
  std::uint32_t operator[](Ink ink) const { return colors[static_cast<std::size_t>(ink)]; }
};
// For publications on screen (white card), for print (pure black on white), for dark pages.
enum class FigureTheme : std::uint8_t { light, print, dark };
const Palette& paletteOf(FigureTheme theme);

struct Point {
  double x, y;
};

struct Box {
  double x, y, width, height;

  double right() const { return x + width; }
  double bottom() const { return y + height; }
  bool overlaps(const Box& other) const {
    return x < other.right() && other.x < right() && y < other.bottom() && other.y < bottom();
  }
  bool contains(const Box& other) const {
    return other.x >= x && other.right() <= right() && other.y >= y && other.bottom() <= bottom();
  }
};

enum class Dash : std::uint8_t { solid, dashed, dotted };
enum class Shape : std::uint8_t { circle, square, triangle, diamond, arrow };
enum class Align : std::uint8_t { left, center, right };

struct Line {
  std::vector<Point> points;
  Ink ink;
  double width;
  Dash dash = Dash::solid;
  bool clipped = false;  // to the plot
  double opacity = 1;
};

inline constexpr double kDot = 0.4;  // of a dotted marker's size

struct Area {
  Box box;
  Ink fill;
  Ink border = Ink::none;
};

// A closed convex shape, see-through.
struct Polygon {
  std::vector<Point> corners;
  Ink fill;
  double opacity = 1;
};

struct Marker {
  Point at;
  Shape shape;
  Ink ink;      // none: nothing to see, but to point at
  double size;  // radius
  bool hollow = false;
  // A point that stands for a row of the figure's data tells of it.
  std::string name{};  // empty: not for pointing at
  std::string text{};
  double x = 0, y = 0;  // in the data's own units
  bool dotted = false;  // with a dot in its middle
  bool ringed = false;  // with a ring about it: this cell
};
inline constexpr double kRing = 1.9;  // of a ringed marker's size

// "_" begins a subscript that lasts to the next space.
struct Text {
  Point at;  // its left end, middle or right end, at the top of its line
  std::string what;
  Ink ink;
  double size;  // pixels to the em
  bool strong = false;
  Align align = Align::left;
  bool upright = true;  // otherwise read from below: `at` is then its left side's middle
};

// Values as shades, at the points of a grid over a box, its rim included; between points they run into one another.
struct Shades {
  Box box;
  std::size_t columns = 0;
  std::vector<std::uint8_t> steps;  // of each point its step of the ramp, row by row from the top; kNoShade: none
};
inline constexpr int kShadeCount = 128;
inline constexpr std::uint8_t kNoShade = 255;
// A step's colour, 0xRRGGBB: along kRamp (colors.h).
std::uint32_t shadeColor(int step);

struct Scene {
  double width = 0, height = 0;
  Box plot{};               // what clipped lines are cut to
  std::string title;        // the question that it answers
  std::string description;  // what is to be seen, for readers who cannot
  std::string caption;      // what stands beside it: sources, what is assumed, what is left out
  std::vector<std::variant<Area, Polygon, Shades, Line, Marker, Text>> items;
};

// Width of a text in the interface's font, Inter; other sans-serif fonts come close.
double textWidth(std::string_view text, double size, bool strong = false);

// Calls piece(text, isSubscript) for each stretch of a text of equal kind: "_" begins a subscript, which a space or a
// mark of punctuation ends.
template <typename Piece>
void forPieces(std::string_view text, Piece piece) {
  while (!text.empty()) {
    const std::size_t mark = text.find('_');
    if (mark != 0) {
      piece(text.substr(0, mark), false);
      if (mark == std::string_view::npos) return;
      text.remove_prefix(mark);
    }
    text.remove_prefix(1);
    const std::size_t end = text.find_first_of(" ,;:()/");
    piece(text.substr(0, end), true);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end);
  }
}
inline constexpr double kSubscriptScale = 0.78;
inline constexpr double kSubscriptDrop = 0.28;  // of the font's size
inline constexpr double kLineHeight = 1.3;      // of the font's size

// What a text covers.
Box boxOf(const Text& text);

// The text in lines no wider than `width`, broken at spaces.
std::vector<std::string> wrapped(std::string_view text, double size, double width, bool strong = false);

// The text cut to a width, with an ellipsis.
std::string shortened(std::string_view text, double size, double width, bool strong = false);

// The scene as an SVG document, `widthMm` wide, with real text. A marker that tells of a row of data has its place in
// data-x and data-y, its name and words in data-name and data-text.
std::string toSvg(const Scene& scene, const Palette& palette, double widthMm, bool background);

}  // namespace cathode::figure
