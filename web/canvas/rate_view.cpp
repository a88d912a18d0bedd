// SPDX-License-Identifier: MIT
#include "web/canvas/rate_view.h"

#include <algorithm>

#include "web/canvas/figure_view.h"
#include "web/canvas/widgets.h"

namespace cathode::web {
namespace {

using figure::FigureId;

constexpr float kGap = 32, kBeside = 760;

// Two figures, side by side where there is room.
float figures(Screen& s, float x, float y, float width, FigureId first, FigureId second) {
  if (width < kBeside) {
    const float height = titledFigure(s, x, y, width, "", first) + 20;
    return height + titledFigure(s, x, y + height, width, "", second) + 20;
  }
  const float half = (width - kGap) / 2;
  const float left = titledFigure(s, x, y, half, "", first);
  return std::max(left, titledFigure(s, x + half + kGap, y, half, "", second)) + 20;
}

// Choices, side by side where there is room.
float choices(Screen& s, float x, float y, float width, std::string_view first, std::string_view second) {
  s.items.group();
  if (width < kBeside) {
    const float height = optionButtons(s, x, y, width, first);
    return height + optionButtons(s, x, y + height, width, second);
  }
  const float half = (width - kGap) / 2;
  const float left = optionButtons(s, x, y, half, first);
  return std::max(left, optionButtons(s, x + half + kGap, y, half, second));
}

}  // namespace

float rateView(Screen& s, float x, float y, float width) {
  const float top = y;
  y += choices(s, x, y, width, "regime", "energy") + 8;
  y += figures(s, x, y, width, FigureId::resistance, FigureId::rate);
  y += titledFigure(s, x, y, width, "", FigureId::thickness) + 20;
  y += figures(s, x, y, width, FigureId::reaction, FigureId::electrodeImpedance);
  return y - top;
}

}  // namespace cathode::web
