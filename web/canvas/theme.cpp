#include "web/canvas/theme.h"

namespace cathode::web {
namespace {

std::array<Color, figure::kInkCount> colorsOf(const figure::Palette& palette) {
  std::array<Color, figure::kInkCount> colors{};
  for (int i = 0; i < figure::kInkCount; ++i) colors[i] = colorOf(palette.colors[i]);
  return colors;
}

const Theme kLight{.page = colorOf(0xF4F5F7),
                   .card = colorOf(0xFFFFFF),
                   .border = colorOf(0xDCE0E6),
                   .text = colorOf(0x171C24),
                   .muted = colorOf(0x56606E),
                   .disabled = colorOf(0x9AA3AF),
                   .accent = colorOf(0x1B5CBF),
                   .onAccent = colorOf(0xFFFFFF),
                   .accentSoft = colorOf(0xE6EEFA),
                   .track = colorOf(0xDDE2E9),
                   .measured = colorOf(0x8EAFDD),
                   .focus = colorOf(0x1B5CBF),
                   .neutralSoft = colorOf(0xEDF0F4),
                   .neutralText = colorOf(0x48525F),
                   .blueSoft = colorOf(0xE2ECFA),
                   .blueText = colorOf(0x184B96),
                   .amberSoft = colorOf(0xFBEFD5),
                   .amberText = colorOf(0x714B00),
                   .am = colorOf(0xC5453B),
                   .se = colorOf(0xE3B341),
                   .ca = colorOf(0x3B424E),
                   .pore = colorOf(0xA3C8EA),
                   .lithium = colorOf(0xBCC3CE),
                   .copper = colorOf(0xC98A5A),
                   .aluminium = colorOf(0x8C96A5),
                   .onAm = colorOf(0xFFFFFF),
                   .onSe = colorOf(0x2B2000),
                   .onPore = colorOf(0x0E2A44),
                   .onMetal = colorOf(0x171C24),
                   .figure = colorsOf(figure::paletteOf(figure::FigureTheme::light))};

const Theme kDark{.page = colorOf(0x12151A),
                  .card = colorOf(0x1B2027),
                  .border = colorOf(0x303844),
                  .text = colorOf(0xE8EBF0),
                  .muted = colorOf(0x9EA8B6),
                  .disabled = colorOf(0x636D7A),
                  .accent = colorOf(0x74ABFF),
                  .onAccent = colorOf(0x0B1A30),
                  .accentSoft = colorOf(0x22344F),
                  .track = colorOf(0x343C48),
                  .measured = colorOf(0x46679A),
                  .focus = colorOf(0x9CC4FF),
                  .neutralSoft = colorOf(0x2A313B),
                  .neutralText = colorOf(0xC1C9D4),
                  .blueSoft = colorOf(0x213552),
                  .blueText = colorOf(0xAFCFFF),
                  .amberSoft = colorOf(0x40331A),
                  .amberText = colorOf(0xF2CE83),
                  .am = colorOf(0xD95F54),
                  .se = colorOf(0xE6BE5A),
                  .ca = colorOf(0xD5DAE2),
                  .pore = colorOf(0x4776A3),
                  .lithium = colorOf(0x7E8895),
                  .copper = colorOf(0xB87C50),
                  .aluminium = colorOf(0xA9B2BF),
                  .onAm = colorOf(0x1C0503),
                  .onSe = colorOf(0x2B2000),
                  .onPore = colorOf(0xFFFFFF),
                  .onMetal = colorOf(0x0C0F13),
                  .figure = colorsOf(figure::paletteOf(figure::FigureTheme::dark))};

}  // namespace

const Theme& themeOf(bool dark) { return dark ? kDark : kLight; }

Theme themeOf(const SystemColors& system) {
  const auto [back, text, highlight, onHighlight, disabled] = system;
  // Materials keep their colours, and dark or light words on them; in figures markers tell series apart.
  auto inks = kLight.figure;
  using figure::Ink;
  for (const auto& [ink, color] : {std::pair{Ink::background, back},
                                   {Ink::text, text},
                                   {Ink::muted, text},
                                   {Ink::grid, disabled},
                                   {Ink::axis, text},
                                   {Ink::accent, highlight},
                                   {Ink::onAccent, onHighlight},
                                   {Ink::warning, text},
                                   {Ink::first, text},
                                   {Ink::second, text},
                                   {Ink::third, text},
                                   {Ink::fourth, text}}) {
    inks[static_cast<std::size_t>(ink)] = color;
  }
  return {.page = back,
          .card = back,
          .border = text,
          .text = text,
          .muted = text,
          .disabled = disabled,
          .accent = highlight,
          .onAccent = onHighlight,
          .accentSoft = back,
          .track = text,
          .measured = text,
          .focus = text,
          .neutralSoft = back,
          .neutralText = text,
          .blueSoft = back,
          .blueText = text,
          .amberSoft = back,
          .amberText = text,
          .am = kLight.am,
          .se = kLight.se,
          .ca = text,
          .pore = kLight.pore,
          .lithium = kLight.lithium,
          .copper = kLight.copper,
          .aluminium = kLight.aluminium,
          .onAm = kLight.onAm,
          .onSe = kLight.onSe,
          .onPore = kLight.onPore,
          .onMetal = kLight.onMetal,
          .figure = inks};
}

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

}  // namespace cathode::web
