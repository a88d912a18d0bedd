// SPDX-License-Identifier: MIT
// Colours of the canvas interface.
#pragma once

#include <array>
#include <cstdint>

#include "core/cell/report.h"
#include "core/figure/colors.h"
#include "core/figure/scene.h"

namespace cathode::web {

// A colour as Dear ImGui holds it: red, green, blue, opacity from the lowest byte up.
using Color = std::uint32_t;
constexpr Color colorOf(std::uint32_t rgb) {
  return (rgb >> 16 & 0xFF) | (rgb & 0xFF00) | (rgb & 0xFF) << 16 | 0xFF000000;
}

struct Theme {
#define CATHODE_COLOR(name, onLight, onDark) Color name;
  CATHODE_INTERFACE_COLORS(CATHODE_COLOR)
#undef CATHODE_COLOR
  std::array<Color, figure::kInkCount> figure;  // by Ink
};

const Theme& themeOf(bool dark);

// The colours that a person has told the system to use for everything (forced colours).
struct SystemColors {
  Color back, text, highlight, onHighlight, disabled;
};
Theme themeOf(const SystemColors& system);

// Background, text and edge of a provenance label: solid for what was measured, outlined for what follows from it,
// dashed for what is assumed.
struct LabelColors {
  Color back, text, border = 0;
  bool isDashed = false;
};
LabelColors labelColors(const Theme& theme, Provenance provenance);

}  // namespace cathode::web
