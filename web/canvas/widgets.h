// SPDX-License-Identifier: MIT
// Inputs on the canvas. Each draws one parameter of the registry and edits the view model.
#pragma once

#include <span>

#include "web/canvas/screen.h"

namespace cathode::web {

// An input that the presentation leaves out takes no height; a locked one shows its value only.

// What the curve along a slider shows: the energy per volume, where losses are shown that at the C-rate.
MetricId scentMetric(const Screen& screen);

// A slider with its value, which opens for typing. Its track carries the volumetric energy density along it, on one
// scale for all, `curveHeight` high; what was measured, and the source's own value. Returns the height it takes.
float slider(Screen& screen, float x, float y, float width, ParameterId id, float curveHeight);

// A choice as a row of joined buttons, its label before or above it. Returns the height it takes.
float segments(Screen& screen, float x, float y, float width, ParameterId id);

// A row of joined buttons of which one is chosen, its label before or above it, which may lead to a definition.
struct Joined {
  std::optional<std::size_t> pressed;
  float height;
};
Joined joinedButtons(Screen& screen, float x, float y, float width, std::string_view name, std::string_view label,
                     std::size_t current, std::span<const std::string_view> labels,
                     std::optional<ParameterId> defined = {});

// One of the figure options as such a row. Returns the height it takes.
float optionButtons(Screen& screen, float x, float y, float width, std::string_view key);

// A button that stays pressed.
struct Switched {
  bool pressed;    // now: it changes
  bool explained;  // pointed at or focused
  Rect rect;
};
Switched switchButton(Screen& screen, const char* name, float x, float y, std::string_view text, bool on);

// The four particle models as tiles that picture them. Returns the height they take.
float modelTiles(Screen& screen, float x, float y, float width);

// A button; true when pressed. Its width is that of its text. Disabled: shown, but out of reach.
enum class ButtonLook { plain, quiet, disabled };
float buttonWidth(const Screen& screen, std::string_view text);
bool button(Screen& screen, const char* id, float x, float y, std::string_view text,
            ButtonLook look = ButtonLook::plain);
inline constexpr float kButtonHeight = 30;

// What saves or cites a figure, of a carrier where there is one for each: the button's width, and the button.
float saveWidth(const Screen& screen);
void saveButton(Screen& screen, float x, float y, figure::FigureId id, std::optional<Carrier> carrier = {});

// Whether the pointer drags something sideways. A finger does only once it has moved so or is lifted: until then it may
// be about to scroll the page.
bool dragsSideways(const Told& told);

// The handle of something that is dragged along an edge: a bar beside it shows where.
void edgeHandle(Screen& screen, const Rect& edge, const Told& told);

}  // namespace cathode::web
