// SPDX-License-Identifier: MIT
#include "web/canvas/transport_view.h"

#include <algorithm>
#include <string>

#include "web/canvas/figure_view.h"
#include "web/canvas/widgets.h"

namespace cathode::web {
namespace {

using figure::FigureId;

// Two figures, side by side where there is room.
struct Pair {
  std::string_view titles[2];
  FigureId id;
};
float figures(Screen& s, float x, float y, float width, const Pair& pair) {
  constexpr Carrier kCarriers[] = {Carrier::ion, Carrier::electron};
  constexpr float kGap = 32, kBeside = 760;
  if (width < kBeside) {
    float height = 0;
    for (int i = 0; i < 2; ++i)
      height += titledFigure(s, x, y + height, width, pair.titles[i], pair.id, kCarriers[i]) + 20;
    return height;
  }
  const float half = (width - kGap) / 2;
  const float left = titledFigure(s, x, y, half, pair.titles[0], pair.id, kCarriers[0]);
  return std::max(left, titledFigure(s, x + half + kGap, y, half, pair.titles[1], pair.id, kCarriers[1])) + 20;
}

// Theories: each a switch that explains itself.
float theorySwitches(Screen& s, float x, float y, float width) {
  const figure::FigureOptions& o = s.model.figureOptions();
  s.mid(s.fonts.body, x, y + 15, s.theme.text, "Theory curves");
  float left = x + textWidth(s.fonts.body, "Theory curves") + 14;
  const float top = y;
  for (const Theory& theory : theories()) {
    const float wide = buttonWidth(s, theory.label);
    if (left + wide > x + width) {
      left = x;
      y += 36;
    }
    const Switched switched =
        switchButton(s, ("theory-" + std::string(theory.key)).c_str(), left, y, theory.label, o.draws(theory.id));
    if (switched.pressed) {
      figure::FigureOptions options = o;
      options.theories ^= 1u << static_cast<int>(theory.id);
      s.model.setFigureOptions(options);
    }
    if (switched.explained)
      s.tip = Tip{switched.rect, std::string(theory.formula),
                  std::string(theory.assumption) + " " + std::string(theory.source)};
    left += wide + 8;
  }
  return y + 40 - top;
}

}  // namespace

float transportView(Screen& s, float x, float y, float width) {
  const float top = y;
  y += figures(s, x, y, width,
               {{"Ions: four models, measured and between", "Electrons: four models, measured and between"},
                FigureId::transport});
  s.items.group();
  const bool isWide = width >= 760;
  const float half = isWide ? (width - 32) / 2 : width;
  float lower = optionButtons(s, x, y, half, "quantity");
  if (isWide) {
    optionButtons(s, x + half + 32, y, half, "against");
  } else {
    lower += optionButtons(s, x, y + lower, half, "against");
  }
  y += lower;
  if (s.state.presentation.shows(ParameterId::seReference) &&
      parameter(ParameterId::seReference).isUsedIn(s.model.scenario()))
    y += segments(s, x, y, half, ParameterId::seReference);
  y += theorySwitches(s, x, y, width) + 16;
  y += titledFigure(s, x, y, std::min(width, 640.0f), "Ion–electron balance", FigureId::balance, Carrier::ion) + 20;
  s.items.group();
  y += optionButtons(s, x, y, std::min(width, 320.0f), "temperature") + 4;
  y += figures(s, x, y, width,
               {{"Capacity over ionic conductivity", "Capacity over electronic conductivity"}, FigureId::capacity});
  return y - top;
}

}  // namespace cathode::web
