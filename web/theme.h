// Colours and type of the canvas interface.
#pragma once

#include <imgui.h>

#include "core/report.h"

namespace cathode::web {

struct Theme {
  ImU32 page, card, border, text, muted, disabled, accent, onAccent, accentSoft, track, measured, focus;
  ImU32 neutralSoft, neutralText, blueSoft, blueText, amberSoft, amberText;
  ImU32 am, se, ca, pore, lithium, copper, aluminium;
  ImU32 onAm, onSe, onPore, onMetal;
};

// Text has a contrast of 4.5:1 or better on what it stands on, in both themes.
const Theme& themeOf(bool dark);

// Background and text of a provenance label.
struct LabelColors {
  ImU32 back, text;
};
LabelColors labelColors(const Theme& theme, Provenance provenance);

// The type scale, sizes in design pixels.
struct Fonts {
  ImFont* caption;  // 12
  ImFont* body;     // 14
  ImFont* strong;   // 14, semibold
  ImFont* title;    // 16, semibold
  ImFont* display;  // 46, semibold
};

// The bytes of the two font files; must stay valid.
struct FontFiles {
  const unsigned char* regular;
  int regularSize;
  const unsigned char* semibold;
  int semiboldSize;
};

// Rebuilds the font atlas for that many device pixels per design pixel.
Fonts buildFonts(const FontFiles& files, float density);

}  // namespace cathode::web
