// SPDX-License-Identifier: MIT
// Type of the canvas interface.
#pragma once

#include <imgui.h>

namespace cathode::web {

// The type scale, sizes in design pixels.
struct Fonts {
  ImFont* caption;        // 12
  ImFont* captionStrong;  // 12, semibold
  ImFont* body;           // 14
  ImFont* strong;         // 14, semibold
  ImFont* title;          // 16, semibold
  ImFont* display;        // 46, semibold
};

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
