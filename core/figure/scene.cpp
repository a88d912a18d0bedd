// SPDX-License-Identifier: MIT
#include "core/figure/scene.h"

#include <algorithm>
#include <iterator>

#include "core/figure/colors.h"

namespace cathode::figure {
namespace {

struct Advance {
  std::uint32_t codePoint;
  std::uint16_t regular, semibold;  // thousandths of an em
};
constexpr Advance kAdvances[] = {
#include "core/figure/advances.inc"
};

// The code point at the beginning of UTF-8 text, which is taken off it.
std::uint32_t takeCodePoint(std::string_view& text) {
  const auto lead = static_cast<unsigned char>(text.front());
  const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  std::uint32_t code = length == 1 ? lead : lead & (0xFFu >> (length + 1));
  for (std::size_t i = 1; i < length && i < text.size(); ++i)
    code = code << 6 | (static_cast<unsigned char>(text[i]) & 0x3Fu);
  text.remove_prefix(std::min(length, text.size()));
  return code;
}

// Most of all text is ASCII, which comes first, without gaps.
constexpr std::uint32_t kFirstAscii = 0x20, kLastAscii = 0x7E;
static_assert(kAdvances[0].codePoint == kFirstAscii && kAdvances[kLastAscii - kFirstAscii].codePoint == kLastAscii);

double advanceOf(std::uint32_t code, bool strong) {
  const bool isAscii = code >= kFirstAscii && code <= kLastAscii;
  const Advance* const found =
      isAscii ? kAdvances + (code - kFirstAscii) : std::ranges::lower_bound(kAdvances, code, {}, &Advance::codePoint);
  if (found != std::end(kAdvances) && found->codePoint == code)
    return (strong ? found->semibold : found->regular) / 1000.0;
  return code >= 0x1100 ? 1.05 : 0.7;  // drawn in another font: East Asian, or anything else
}

}  // namespace

double textWidth(std::string_view text, double size, bool strong) {
  double width = 0;
  forPieces(text, [&](std::string_view piece, bool subscript) {
    double ems = 0;
    while (!piece.empty()) ems += advanceOf(takeCodePoint(piece), strong);
    width += ems * size * (subscript ? kSubscriptScale : 1.0);
  });
  return width;
}

Box boxOf(const Text& text) {
  const double width = textWidth(text.what, text.size, text.strong), height = text.size * kLineHeight;
  if (!text.upright) return {text.at.x, text.at.y - width / 2, height, width};
  const double back = text.align == Align::left ? 0.0 : text.align == Align::center ? width / 2 : width;
  return {text.at.x - back, text.at.y, width, height};
}

std::vector<std::string> wrapped(std::string_view text, double size, double width, bool strong) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    std::size_t fits = text.find(' ');
    while (fits != std::string_view::npos) {
      const std::size_t next = text.find(' ', fits + 1);
      if (textWidth(text.substr(0, next), size, strong) > width) break;
      fits = next;
    }
    lines.emplace_back(text.substr(0, fits));
    text.remove_prefix(fits == std::string_view::npos ? text.size() : fits + 1);
  }
  return lines;
}

std::string shortened(std::string_view text, double size, double width, bool strong) {
  if (textWidth(text, size, strong) <= width) return std::string(text);
  std::string_view rest = text;
  while (!rest.empty()) {
    std::size_t length = rest.size() - 1;
    while (length > 0 && (static_cast<unsigned char>(rest[length]) & 0xC0) == 0x80) --length;
    rest = rest.substr(0, length);
    const std::string cut = std::string(rest.substr(0, rest.find_last_not_of(' ') + 1)) + "…";
    if (textWidth(cut, size, strong) <= width) return cut;
  }
  return "…";
}

namespace {

// In the order of Ink.
constexpr Palette paletteOf(const Colors& c) {
  return {{0,        c.card,   c.text,   c.muted,   c.grid,   c.axis,      c.track,   c.warning, c.am,
           c.se,     c.ca,     c.pore,   c.lithium, c.copper, c.aluminium, c.onMetal, c.onAm,    c.onPore,
           c.model1, c.model2, c.model3, c.model4,  c.first,  c.second,    c.third,   c.fourth}};
}

// As on white, but what is read is black or darker.
constexpr Colors kInPrint = [] {
  Colors colors = kOnLight;
  colors.text = colors.axis = colors.onMetal = 0x000000;
  colors.muted = 0x333333;
  colors.grid = 0xE0E0E0;
  colors.warning = 0x8A4B00;
  colors.first = 0x0067A3;
  colors.second = 0xB84600;
  colors.third = 0x526200;
  colors.fourth = 0x9C2A5E;
  return colors;
}();

}  // namespace

std::uint32_t shadeColor(int step) {
  constexpr int kPieces = static_cast<int>(std::size(kRamp)) - 1, kLast = kShadeCount - 1;
  const int at = step * kPieces, piece = std::min(at / kLast, kPieces - 1), share = at - piece * kLast;
  std::uint32_t color = 0;
  for (const int shift : {16, 8, 0}) {
    const auto part = [&](int stop) { return static_cast<int>(kRamp[stop] >> shift & 0xFFu); };
    const int mixed = (part(piece) * (kLast - share) + part(piece + 1) * share + kLast / 2) / kLast;
    color |= static_cast<std::uint32_t>(mixed) << shift;
  }
  return color;
}

const Palette& paletteOf(FigureTheme theme) {
  static constexpr Palette kLight = paletteOf(kOnLight), kPrint = paletteOf(kInPrint), kDark = paletteOf(kOnDark);
  switch (theme) {
    case FigureTheme::light: return kLight;
    case FigureTheme::print: return kPrint;
    case FigureTheme::dark: return kDark;
  }
  return kLight;
}

}  // namespace cathode::figure
