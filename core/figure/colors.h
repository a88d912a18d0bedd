// SPDX-License-Identifier: MIT
// The colours of everything that is drawn, in figures, on the canvas and in the page's HTML, each in its one place:
// name, on light and on dark, as 0xRRGGBB. tools/bundle.mjs reads this list for the page.
#pragma once

#include <cstdint>

namespace cathode::figure {

// clang-format off: a line each

// Of the interface. Text has a contrast of 4.5:1 or better on what it stands on, in both themes. A model has its hue (and
// its shape) in every view and figure, a phase its own; the accent is for controls alone. Models, and phases, are told
// apart by colour-blind readers and in grey-scale (tests/core/figure/colors_test.cpp).
#define CATHODE_INTERFACE_COLORS(color)   \
  color(page, 0xF4F5F7, 0x12151A)         \
  color(card, 0xFFFFFF, 0x1B2027)         \
  color(border, 0xDCE0E6, 0x303844)       \
  color(text, 0x171C24, 0xE8EBF0)         \
  color(muted, 0x56606E, 0x9EA8B6)        \
  color(disabled, 0x9AA3AF, 0x636D7A)     \
  color(accent, 0x1B5CBF, 0x74ABFF)       \
  color(onAccent, 0xFFFFFF, 0x0B1A30)     \
  color(accentSoft, 0xE6EEFA, 0x22344F)   \
  color(track, 0xDDE2E9, 0x343C48)        \
  color(measured, 0x8EAFDD, 0x46679A)     \
  color(focus, 0x1B5CBF, 0x9CC4FF)        \
  color(neutralSoft, 0xEDF0F4, 0x2A313B)  \
  color(neutralText, 0x48525F, 0xC1C9D4)  \
  color(blueSoft, 0xE2ECFA, 0x213552)     \
  color(blueText, 0x184B96, 0xAFCFFF)     \
  color(amberSoft, 0xFBEFD5, 0x40331A)    \
  color(amberText, 0x714B00, 0xF2CE83)    \
  color(am, 0xC5453B, 0xD95F54)           \
  color(se, 0xE3B341, 0xE6BE5A)           \
  color(ca, 0x3B424E, 0xF4F6FA)           \
  color(pore, 0xDCEBFA, 0x34557A)         \
  color(lithium, 0xBCC3CE, 0x7E8895)      \
  color(copper, 0xC98A5A, 0xB87C50)       \
  color(aluminium, 0x8C96A5, 0xA9B2BF)    \
  color(onAm, 0xFFFFFF, 0x1C0503)         \
  color(onSe, 0x2B2000, 0x2B2000)         \
  color(onPore, 0x0E2A44, 0xFFFFFF)       \
  color(onMetal, 0x171C24, 0x0C0F13)      \
  color(model1, 0xA08A6A, 0xD2B98C)       \
  color(model2, 0x1F8A7D, 0x2BA192)       \
  color(model3, 0x8A4FB0, 0x9C63CC)       \
  color(model4, 0x22304A, 0xEEF3FC)

// Of figures beside those. The four series are those of a person's own diagrams: nothing of the project's has them.
#define CATHODE_FIGURE_COLORS(color)  \
  color(grid, 0xE3E7EC, 0x303844)     \
  color(axis, 0x8A94A1, 0x66707E)     \
  color(warning, 0x9A5B00, 0xF2B24C)  \
  color(first, 0x0072B2, 0x5BB4EE)    \
  color(second, 0xC94F00, 0xFF9A52)   \
  color(third, 0x5E7000, 0xC2D24A)    \
  color(fourth, 0xB0306A, 0xF29BC4)

// Of the page's HTML beside those: refusals, and the phases of volumes beyond the four of the composite.
#define CATHODE_PAGE_COLORS(color)    \
  color(error, 0xA3211B, 0xFF9C94)    \
  color(noFlow, 0xE4E7EC, 0x2A313B)   \
  color(phase4, 0x7A57B5, 0xA186DD)   \
  color(phase5, 0x2F8F6B, 0x4DB48C)   \
  color(phase6, 0xC76FA5, 0xD98BBB)   \
  color(phase7, 0x1B5CBF, 0x74ABFF)   \
  color(phase8, 0x8A5A2B, 0xB87C50)   \
  color(phase9, 0x7FAE2E, 0x9CCB50)   \
  color(phase10, 0x4AA5B5, 0x63BCCB)  \
  color(phase11, 0x8C96A5, 0x7E8895)

// clang-format on

// From low to high values, in equal steps of lightness, told apart by colour-blind readers and in grey-scale: cividis
// (Nuñez, Anderton and Renslow 2018, doi 10.1371/journal.pone.0199239) at nine points. The same in every theme.
inline constexpr std::uint32_t kRamp[] = {0x002051, 0x11366C, 0x3C4D6E, 0x62646F, 0x7F7C75,
                                          0x9A9478, 0xBBAF71, 0xE2CB5C, 0xFDEA45};

// The first two lists as numbers; the third is the page's alone.
struct Colors {
#define CATHODE_COLOR(name, onLight, onDark) std::uint32_t name;
  CATHODE_INTERFACE_COLORS(CATHODE_COLOR) CATHODE_FIGURE_COLORS(CATHODE_COLOR)
#undef CATHODE_COLOR
};
inline constexpr Colors kOnLight{
#define CATHODE_COLOR(name, onLight, onDark) .name = (onLight),
    CATHODE_INTERFACE_COLORS(CATHODE_COLOR) CATHODE_FIGURE_COLORS(CATHODE_COLOR)
#undef CATHODE_COLOR
};
inline constexpr Colors kOnDark{
#define CATHODE_COLOR(name, onLight, onDark) .name = (onDark),
    CATHODE_INTERFACE_COLORS(CATHODE_COLOR) CATHODE_FIGURE_COLORS(CATHODE_COLOR)
#undef CATHODE_COLOR
};

}  // namespace cathode::figure
