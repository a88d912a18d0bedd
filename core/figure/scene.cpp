#include "core/figure/scene.h"

#include <algorithm>
#include <iterator>

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

double advanceOf(std::uint32_t code, bool strong) {
  const auto found = std::ranges::lower_bound(kAdvances, code, {}, &Advance::codePoint);
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

const Palette& paletteOf(FigureTheme theme) {
  // In the order of Ink. Series are blue, vermilion, green and purple, which stay apart in the common
  // kinds of colour blindness (after Okabe and Ito), dark enough to be read on white.
  static constexpr Palette kLight{{0,        0xFFFFFF, 0x171C24, 0x56606E, 0xE3E7EC, 0x8A94A1, 0x1B5CBF,
                                   0xFFFFFF, 0x9A5B00, 0xC5453B, 0xE3B341, 0xBCC3CE, 0xC98A5A, 0x8C96A5,
                                   0x171C24, 0xFFFFFF, 0x0072B2, 0xC94F00, 0x007A5A, 0x9B2D78}};
  static constexpr Palette kPrint{{0,        0xFFFFFF, 0x000000, 0x333333, 0xE0E0E0, 0x000000, 0x004C99,
                                   0xFFFFFF, 0x8A4B00, 0xC5453B, 0xE3B341, 0xBCC3CE, 0xC98A5A, 0x8C96A5,
                                   0x000000, 0xFFFFFF, 0x0067A3, 0xB84600, 0x006B4F, 0x8C2369}};
  static constexpr Palette kDark{{0,        0x1B2027, 0xE8EBF0, 0x9EA8B6, 0x303844, 0x66707E, 0x74ABFF,
                                  0x0B1A30, 0xF2B24C, 0xD95F54, 0xE6BE5A, 0x7E8895, 0xB87C50, 0xA9B2BF,
                                  0x0C0F13, 0x1C0503, 0x5BB4EE, 0xFF9A52, 0x3FCFA0, 0xE78CC8}};
  switch (theme) {
    case FigureTheme::light: return kLight;
    case FigureTheme::print: return kPrint;
    case FigureTheme::dark: return kDark;
  }
  return kLight;
}

}  // namespace cathode::figure
