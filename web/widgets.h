// Inputs on the canvas. Each draws one parameter of the registry and edits the view model.
#pragma once

#include "web/screen.h"

namespace cathode::web {

// An input that the presentation leaves out takes no height; a locked one shows its value only.

// A slider with its value, which opens for typing. Returns the height it takes.
float slider(Screen& screen, float x, float y, float width, ParameterId id);

// A choice as a row of joined buttons, its label before or above it. Returns the height it takes.
float segments(Screen& screen, float x, float y, float width, ParameterId id);

// The four particle models as tiles that picture them. Returns the height they take.
float modelTiles(Screen& screen, float x, float y, float width);

// A button; true when pressed. Its width is that of its text. Disabled: shown, but out of reach.
enum class ButtonLook { plain, quiet, primary, disabled };
float buttonWidth(const Screen& screen, std::string_view text);
bool button(Screen& screen, const char* id, float x, float y, std::string_view text, ButtonLook look = ButtonLook::plain);
inline constexpr float kButtonHeight = 30;

}  // namespace cathode::web
