// SPDX-License-Identifier: MIT
#include <array>
#include <cmath>
#include <cstdio>

#include "core/base/number_text.h"
#include "core/base/words.h"
#include "core/figure/png.h"
#include "core/figure/scene.h"

namespace cathode::figure {
namespace {

// Text within XML, which allows neither control characters nor U+FFFE and U+FFFF, and nothing that is not UTF-8.
std::string escaped(std::string_view given) {
  std::string result;
  for (const char c : printable(given)) {
    switch (c) {
      case '&': result += "&amp;"; break;
      case '<': result += "&lt;"; break;
      case '>': result += "&gt;"; break;
      case '"': result += "&quot;"; break;
      default: result += c;
    }
  }
  return result;
}

// A coordinate to a hundredth of a pixel, without trailing zeros.
std::string number(double value) {
  std::string text = plainText(value, 2);
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text == "-0" ? "0" : text;
}

std::string hex(std::uint32_t color) {
  char buffer[8];
  std::snprintf(buffer, sizeof buffer, "#%06x", color & 0xFFFFFFu);
  return buffer;
}

// What tells the names within one figure from those of another in the same document: of its content (FNV-1a).
std::string nameOf(const Scene& scene) {
  std::uint32_t hash = 2166136261u;
  const auto add = [&](std::string_view text) {
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
  };
  add(scene.title);
  add(scene.description);
  add(scene.caption);
  for (const double length :
       {scene.width, scene.height, scene.plot.x, scene.plot.y, scene.plot.width, scene.plot.height})
    add(" " + number(length));
  return "f" + hex(hash ^ hash >> 24).substr(1);
}

class Writer {
 public:
  Writer(const Scene& scene, const Palette& palette) : scene_(scene), palette_(palette), name_(nameOf(scene)) {}

  std::string write(double widthMm, bool background) {
    const double heightMm = widthMm * scene_.height / scene_.width;
    out_ = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + number(widthMm) + "mm\" height=\"" +
           number(heightMm) + "mm\" viewBox=\"0 0 " + number(scene_.width) + " " + number(scene_.height) +
           "\" role=\"img\" aria-labelledby=\"" + name_ + "-title " + name_ +
           "-desc\" font-family=\"Inter, Helvetica, Arial, sans-serif\">\n";
    out_ += "<title id=\"" + name_ + "-title\">" + escaped(scene_.title) + "</title>\n<desc id=\"" + name_ +
            "-desc\">" + escaped(scene_.description + (scene_.caption.empty() ? "" : " " + scene_.caption)) +
            "</desc>\n";
    if (scene_.plot.width > 0) {
      out_ += "<clipPath id=\"" + name_ + "-plot\"><rect" + place(scene_.plot) + "/></clipPath>\n";
    }
    if (background) out_ += "<rect width=\"100%\" height=\"100%\"" + fill(Ink::background) + "/>\n";
    for (const auto& item : scene_.items) {
      std::visit([this](const auto& it) { add(it); }, item);
    }
    return out_ + "</svg>\n";
  }

 private:
  std::string fill(Ink ink) const { return " fill=\"" + (ink == Ink::none ? "none" : hex(palette_[ink])) + "\""; }
  std::string stroke(Ink ink, double width) const {
    return ink == Ink::none ? "" : " stroke=\"" + hex(palette_[ink]) + "\" stroke-width=\"" + number(width) + "\"";
  }
  static std::string place(const Box& box) {
    return " x=\"" + number(box.x) + "\" y=\"" + number(box.y) + "\" width=\"" + number(box.width) + "\" height=\"" +
           number(box.height) + "\"";
  }
  static std::string path(std::span<const Point> points) {
    std::string text;
    for (const Point& p : points) text += (text.empty() ? "M" : "L") + number(p.x) + " " + number(p.y);
    return text;
  }

  void add(const Area& area) { out_ += "<rect" + place(area.box) + fill(area.fill) + stroke(area.border, 1) + "/>\n"; }

  void add(const Polygon& polygon) {
    out_ += "<path d=\"" + path(polygon.corners) + "Z\"" + fill(polygon.fill) + " fill-opacity=\"" +
            number(polygon.opacity) + "\"/>\n";
  }

  // A picture of a pixel for each point, over which programs run the colours into one another. Its rim is half a pixel
  // beyond the box.
  void add(const Shades& shades) {
    const std::size_t rows = shades.steps.size() / shades.columns;
    const double right = shades.columns > 1 ? shades.box.width / static_cast<double>(shades.columns - 1) : 0;
    const double down = rows > 1 ? shades.box.height / static_cast<double>(rows - 1) : 0;
    const Box rim{shades.box.x - right / 2, shades.box.y - down / 2, shades.box.width + right,
                  shades.box.height + down};
    const std::string clip = name_ + "-shades" + std::to_string(shadesCount_++);
    out_ += "<clipPath id=\"" + clip + "\"><rect" + place(shades.box) + "/></clipPath>\n<g clip-path=\"url(#" + clip +
            ")\"><image" + place(rim) + " preserveAspectRatio=\"none\" href=\"" + pngUri(shades) + "\"/></g>\n";
  }

  void add(const Line& line) {
    out_ += "<path d=\"" + path(line.points) + "\" fill=\"none\"" + stroke(line.ink, line.width);
    if (line.opacity < 1) out_ += " stroke-opacity=\"" + number(line.opacity) + "\"";
    if (line.dash != Dash::solid) {
      const double unit = line.width;
      out_ += " stroke-dasharray=\"" +
              (line.dash == Dash::dashed ? number(4 * unit) + " " + number(2.5 * unit)
                                         : number(unit) + " " + number(2 * unit)) +
              "\"";
    }
    out_ += line.clipped ? " stroke-linejoin=\"round\" clip-path=\"url(#" + name_ + "-plot)\"/>\n"
                         : " stroke-linejoin=\"round\"/>\n";
  }

  void add(const Marker& marker) {
    const double x = marker.at.x, y = marker.at.y, r = marker.size;
    const std::string paint = marker.ink == Ink::none ? " fill=\"none\" pointer-events=\"all\""
                              : marker.hollow         ? fill(Ink::background) + stroke(marker.ink, 1.4)
                                                      : fill(marker.ink) + stroke(Ink::background, 0.8);
    std::string data;
    if (!marker.name.empty())
      data = " data-x=\"" + shortestText(marker.x) + "\" data-y=\"" + shortestText(marker.y) + "\" data-name=\"" +
             escaped(marker.name) + "\" data-text=\"" + escaped(marker.text) + "\"";
    std::array<Point, 4> corners{};
    std::size_t count = 4;
    switch (marker.shape) {
      case Shape::circle: count = 0; break;
      case Shape::square: corners = {{{x - r, y - r}, {x + r, y - r}, {x + r, y + r}, {x - r, y + r}}}; break;
      case Shape::diamond:
        corners = {{{x, y - 1.35 * r}, {x + 1.35 * r, y}, {x, y + 1.35 * r}, {x - 1.35 * r, y}}};
        break;
      case Shape::triangle:
        corners = {{{x, y - 1.25 * r}, {x + 1.2 * r, y + 0.9 * r}, {x - 1.2 * r, y + 0.9 * r}, {}}};
        count = 3;
        break;
      case Shape::arrow:
        corners = {{{x - 1.4 * r, y - r}, {x + 0.4 * r, y}, {x - 1.4 * r, y + r}, {}}};
        count = 3;
        break;
    }
    out_ += count == 0 ? "<circle cx=\"" + number(x) + "\" cy=\"" + number(y) + "\" r=\"" + number(r) + "\""
                       : "<path d=\"" + path({corners.data(), count}) + "Z\"";
    out_ += paint + data;
    if (marker.name.empty()) {
      out_ += "/>\n";
    } else {
      const std::string words = escaped(marker.text.empty() ? marker.name : marker.name + ": " + marker.text);
      out_ += "><title>" + words + "</title></" + (count == 0 ? "circle" : "path") + ">\n";
    }
    if (marker.ringed) {
      out_ += "<circle cx=\"" + number(x) + "\" cy=\"" + number(y) + "\" r=\"" + number(kRing * r) + "\"" +
              fill(Ink::none) + stroke(Ink::text, 1.4) + " pointer-events=\"none\"/>\n";
    }
    if (marker.dotted) {
      out_ += "<circle cx=\"" + number(x) + "\" cy=\"" + number(y) + "\" r=\"" + number(kDot * r) + "\"" +
              fill(marker.ink) + " pointer-events=\"none\"/>\n";
    }
  }

  void add(const Text& text) {
    // A line of text lies with its baseline at 0.97 of its size below its top.
    const Box box = boxOf(text);
    const double baseline = 0.97 * text.size;
    const std::string turned =
        " transform=\"translate(" + number(box.x + baseline) + " " + number(text.at.y) + ") rotate(-90)\"";
    static constexpr const char* kAnchors[] = {"", " text-anchor=\"middle\"", " text-anchor=\"end\""};
    if (!text.what.contains('_')) {
      addPiece(text, text.what, text.size,
               text.upright ? " x=\"" + number(text.at.x) + "\" y=\"" + number(text.at.y + baseline) + "\"" +
                                  kAnchors[static_cast<int>(text.align)]
                            : kAnchors[1] + turned);
      return;
    }
    // Each piece at its own place: many programs lose what moves within a text.
    double x = text.upright ? box.x : -0.5 * box.height;
    const double y = text.upright ? text.at.y + baseline : 0;
    forPieces(text.what, [&](std::string_view piece, bool subscript) {
      const double size = text.size * (subscript ? kSubscriptScale : 1);
      // A space at the end of a text has no width in some programs: it goes into the next one's place.
      const std::size_t first = piece.find_first_not_of(' ');
      if (first != std::string_view::npos) {
        const double indent = textWidth(piece.substr(0, first), size, text.strong);
        addPiece(text, piece.substr(first), size,
                 " x=\"" + number(x + indent) + "\" y=\"" + number(y + (subscript ? text.size * kSubscriptDrop : 0)) +
                     "\"" + (text.upright ? "" : turned));
      }
      x += textWidth(piece, size, text.strong);
    });
  }

  void addPiece(const Text& text, std::string_view piece, double size, const std::string& position) {
    out_ += "<text" + position + " font-size=\"" + number(size) + "\"" + (text.strong ? " font-weight=\"600\"" : "") +
            fill(text.ink) + ">" + escaped(piece) + "</text>\n";
  }

  const Scene& scene_;
  const Palette& palette_;
  std::string name_;
  std::string out_;
  int shadesCount_ = 0;
};

}  // namespace

std::string toSvg(const Scene& scene, const Palette& palette, double widthMm, bool background) {
  return Writer(scene, palette).write(widthMm, background);
}

}  // namespace cathode::figure
