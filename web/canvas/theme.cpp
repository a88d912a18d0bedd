// SPDX-License-Identifier: MIT
#include "web/canvas/theme.h"

namespace cathode::web {
namespace {

std::array<Color, figure::kInkCount> colorsOf(const figure::Palette& palette) {
  std::array<Color, figure::kInkCount> colors{};
  for (int i = 0; i < figure::kInkCount; ++i) colors[i] = colorOf(palette.colors[i]);
  return colors;
}

Theme themeOf(const figure::Colors& colors, const figure::Palette& palette) {
  return {
#define CATHODE_COLOR(name, onLight, onDark) .name = colorOf(colors.name),
      CATHODE_INTERFACE_COLORS(CATHODE_COLOR)
#undef CATHODE_COLOR
          .figure = colorsOf(palette)};
}

const Theme kLight = themeOf(figure::kOnLight, figure::paletteOf(figure::FigureTheme::light));
const Theme kDark = themeOf(figure::kOnDark, figure::paletteOf(figure::FigureTheme::dark));

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
                                   {Ink::band, disabled},
                                   {Ink::warning, text},
                                   {Ink::additive, text},
                                   {Ink::model1, text},
                                   {Ink::model2, text},
                                   {Ink::model3, text},
                                   {Ink::model4, text},
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
          .model1 = text,
          .model2 = text,
          .model3 = text,
          .model4 = text,
          .figure = inks};
}

LabelColors labelColors(const Theme& theme, Provenance provenance) {
  switch (provenance) {
    case Provenance::measured: return {theme.neutralSoft, theme.neutralText};
    case Provenance::recomputed:
    case Provenance::implied:
    case Provenance::interpolated:
    case Provenance::user: return {theme.card, theme.neutralText, theme.neutralText};
    case Provenance::extrapolated:
    case Provenance::assumed: return {theme.card, theme.amberText, 0, true};
  }
  return {theme.neutralSoft, theme.neutralText};
}

}  // namespace cathode::web
