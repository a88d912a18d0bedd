// SPDX-License-Identifier: MIT
#include "web/canvas/fonts.h"

namespace cathode::web {
namespace {

ImFont* addFont(const unsigned char* bytes, int size, float em, float density, const ImWchar* ranges) {
  const float pixels = em * kLineOfEm;
  ImFontConfig config;
  if (size == 0) {  // it could not be loaded: Dear ImGui's own, Latin letters only
    config.SizePixels = pixels;
    config.RasterizerDensity = density;
    return ImGui::GetIO().Fonts->AddFontDefault(&config);
  }
  config.FontDataOwnedByAtlas = false;
  config.RasterizerDensity = density;
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
  fonts.body = addFont(files.regular, files.regularSize, 14.0f, density, kText);
  fonts.caption = addFont(files.regular, files.regularSize, 12.0f, density, kText);
  fonts.captionStrong = addFont(files.semibold, files.semiboldSize, 12.0f, density, kText);
  fonts.strong = addFont(files.semibold, files.semiboldSize, 14.0f, density, kText);
  fonts.title = addFont(files.semibold, files.semiboldSize, 16.0f, density, kText);
  fonts.display = addFont(files.semibold, files.semiboldSize, 48.0f, density, kFigures);
  ImGui::GetIO().Fonts->Build();
  return fonts;
}

}  // namespace cathode::web
