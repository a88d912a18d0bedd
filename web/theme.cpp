#include "web/theme.h"

namespace cathode::web {
namespace {

constexpr ImU32 rgb(unsigned hex) {
  return IM_COL32((hex >> 16) & 0xFF, (hex >> 8) & 0xFF, hex & 0xFF, 255);
}

constexpr Theme kLight{
    .page = rgb(0xF4F5F7), .card = rgb(0xFFFFFF), .border = rgb(0xDCE0E6), .text = rgb(0x171C24), .muted = rgb(0x56606E),
    .disabled = rgb(0x9AA3AF),
    .accent = rgb(0x1B5CBF), .onAccent = rgb(0xFFFFFF), .accentSoft = rgb(0xE6EEFA), .track = rgb(0xDDE2E9),
    .measured = rgb(0x8EAFDD), .focus = rgb(0x1B5CBF),
    .neutralSoft = rgb(0xEDF0F4), .neutralText = rgb(0x48525F), .blueSoft = rgb(0xE2ECFA), .blueText = rgb(0x184B96),
    .amberSoft = rgb(0xFBEFD5), .amberText = rgb(0x714B00),
    .am = rgb(0xC5453B), .se = rgb(0xE3B341), .ca = rgb(0x3B424E), .pore = rgb(0xA3C8EA), .lithium = rgb(0xBCC3CE),
    .copper = rgb(0xC98A5A), .aluminium = rgb(0x8C96A5),
    .onAm = rgb(0xFFFFFF), .onSe = rgb(0x2B2000), .onPore = rgb(0x0E2A44), .onMetal = rgb(0x171C24)};

constexpr Theme kDark{
    .page = rgb(0x12151A), .card = rgb(0x1B2027), .border = rgb(0x303844), .text = rgb(0xE8EBF0), .muted = rgb(0x9EA8B6),
    .disabled = rgb(0x636D7A),
    .accent = rgb(0x74ABFF), .onAccent = rgb(0x0B1A30), .accentSoft = rgb(0x22344F), .track = rgb(0x343C48),
    .measured = rgb(0x46679A), .focus = rgb(0x9CC4FF),
    .neutralSoft = rgb(0x2A313B), .neutralText = rgb(0xC1C9D4), .blueSoft = rgb(0x213552), .blueText = rgb(0xAFCFFF),
    .amberSoft = rgb(0x40331A), .amberText = rgb(0xF2CE83),
    .am = rgb(0xD95F54), .se = rgb(0xE6BE5A), .ca = rgb(0xD5DAE2), .pore = rgb(0x4D7FAE), .lithium = rgb(0x7E8895),
    .copper = rgb(0xB87C50), .aluminium = rgb(0xA9B2BF),
    .onAm = rgb(0x1C0503), .onSe = rgb(0x2B2000), .onPore = rgb(0xFFFFFF), .onMetal = rgb(0x0C0F13)};

ImFont* addFont(const unsigned char* bytes, int size, float pixels, float density, const ImWchar* ranges) {
  ImFontConfig config;
  config.FontDataOwnedByAtlas = false;
  config.RasterizerDensity = density;
  config.OversampleH = 2;
  config.OversampleV = 1;
  config.PixelSnapH = false;
  return ImGui::GetIO().Fonts->AddFontFromMemoryTTF(const_cast<unsigned char*>(bytes), size, pixels, &config, ranges);
}

}  // namespace

const Theme& themeOf(bool dark) { return dark ? kDark : kLight; }

LabelColors labelColors(const Theme& theme, Provenance provenance) {
  switch (provenance) {
    case Provenance::measured:
    case Provenance::user:
    case Provenance::recomputed: return {theme.neutralSoft, theme.neutralText};
    case Provenance::implied:
    case Provenance::interpolated: return {theme.blueSoft, theme.blueText};
    case Provenance::extrapolated:
    case Provenance::assumed: return {theme.amberSoft, theme.amberText};
  }
  return {theme.neutralSoft, theme.neutralText};
}

Fonts buildFonts(const FontFiles& files, float density) {
  // Everything that tools/subset-fonts.py may put into the files.
  static constexpr ImWchar kText[] = {0x20, 0x7E, 0xA0, 0xFF, 0x391, 0x3C9, 0x2010, 0x2026, 0x2070, 0x209C,
                                      0x2126, 0x2126, 0x2190, 0x2195, 0x2212, 0x2265, 0x2713, 0x2713, 0};
  static constexpr ImWchar kFigures[] = {0x20, 0x7E, 0x2013, 0x2014, 0x2212, 0x2212, 0};
  ImGui::GetIO().Fonts->Clear();
  Fonts fonts{};
  fonts.body = addFont(files.regular, files.regularSize, 14.0f, density, kText);
  fonts.caption = addFont(files.regular, files.regularSize, 12.0f, density, kText);
  fonts.strong = addFont(files.semibold, files.semiboldSize, 14.0f, density, kText);
  fonts.title = addFont(files.semibold, files.semiboldSize, 16.0f, density, kText);
  fonts.display = addFont(files.semibold, files.semiboldSize, 46.0f, density, kFigures);
  ImGui::GetIO().Fonts->Build();
  return fonts;
}

}  // namespace cathode::web
