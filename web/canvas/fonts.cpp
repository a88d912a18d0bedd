// SPDX-License-Identifier: MIT
#include "web/canvas/fonts.h"

#include <cmath>
#include <utility>

namespace cathode::web {
namespace {

// Dear ImGui takes sizes down to whole lines, which would make 11.6 pixels of 12: what it has taken from a font is
// given back to its letters. `lines` is the size that was asked for.
void giveBackSize(ImFont* font, float lines) {
  const float more = lines / font->FontSize;
  // Base lines stay on whole pixels.
  const float base = std::round(font->Ascent) * more, lift = std::round(base) - base;
  for (ImFontGlyph& glyph : font->Glyphs) {
    glyph.X0 *= more;
    glyph.X1 *= more;
    glyph.Y0 = glyph.Y0 * more + lift;
    glyph.Y1 = glyph.Y1 * more + lift;
    glyph.AdvanceX *= more;
  }
  font->FontSize = lines;
  font->Ascent *= more;
  font->Descent *= more;
  font->BuildLookupTable();
}

ImFont* addFont(const unsigned char* bytes, int size, float em, float density, const ImWchar* ranges) {
  const float pixels = em * kLineOfEm, pictured = density * pixels / std::floor(pixels);
  ImFontConfig config;
  if (size == 0) {  // it could not be loaded: Dear ImGui's own, Latin letters only
    config.SizePixels = pixels;
    config.RasterizerDensity = pictured;
    return ImGui::GetIO().Fonts->AddFontDefault(&config);
  }
  config.FontDataOwnedByAtlas = false;
  config.RasterizerDensity = pictured;
  config.OversampleH = 2;
  config.OversampleV = 1;
  config.PixelSnapH = false;
  return ImGui::GetIO().Fonts->AddFontFromMemoryTTF(const_cast<unsigned char*>(bytes), size, pixels, &config, ranges);
}

}  // namespace

Fonts buildFonts(const FontFiles& files, float density) {
  // Everything that tools/subset-fonts.py may put into the files.
  static constexpr ImWchar kText[] = {0x20,   0x7E,   0xA0,   0xFF,   0x391,  0x3C9,  0x2010, 0x2026, 0x2070, 0x209C,
                                      0x2126, 0x2126, 0x2190, 0x2195, 0x2212, 0x2265, 0x2713, 0x2713, 0};
  static constexpr ImWchar kFigures[] = {0x20, 0x7E, 0x2013, 0x2014, 0x2212, 0x2212, 0};
  ImGui::GetIO().Fonts->Clear();
  Fonts fonts{};
  const auto add = [&](bool isStrong, float em, const ImWchar* ranges) {
    return isStrong ? addFont(files.semibold, files.semiboldSize, em, density, ranges)
                    : addFont(files.regular, files.regularSize, em, density, ranges);
  };
  fonts.body = add(false, 14, kText);
  fonts.caption = add(false, 12, kText);
  fonts.captionStrong = add(true, 12, kText);
  fonts.strong = add(true, 14, kText);
  fonts.title = add(true, 16, kText);
  fonts.display = add(true, 48, kFigures);
  ImGui::GetIO().Fonts->Build();
  for (const auto& [font, em] : {std::pair{fonts.body, 14.0f},
                                 {fonts.caption, 12.0f},
                                 {fonts.captionStrong, 12.0f},
                                 {fonts.strong, 14.0f},
                                 {fonts.title, 16.0f},
                                 {fonts.display, 48.0f}})
    giveBackSize(font, em * kLineOfEm);
  return fonts;
}

}  // namespace cathode::web
