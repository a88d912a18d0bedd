// SPDX-License-Identifier: MIT
// Type of the canvas interface.
#pragma once

#include <imgui.h>

namespace cathode::web {

// The type scale: sizes of the em in CSS pixels, as the page's HTML has them.
struct Fonts {
  ImFont* caption;        // 12
  ImFont* captionStrong;  // 12, semibold
  ImFont* body;           // 14
  ImFont* strong;         // 14, semibold
  ImFont* title;          // 16, semibold
  ImFont* display;        // 48, semibold
};

// Dear ImGui sizes a font by its line, from ascender to descender: of Inter 1.21 em.
inline constexpr float kLineOfEm = 2478.0f / 2048.0f;

// The bytes of the two font files; must stay valid. A size of 0: the file is missing.
struct FontFiles {
  const unsigned char* regular;
  int regularSize;
  const unsigned char* semibold;
  int semiboldSize;
};

// Rebuilds the font atlas for that many device pixels per design pixel.
Fonts buildFonts(const FontFiles& files, float density);

}  // namespace cathode::web
