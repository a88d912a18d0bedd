// SPDX-License-Identifier: MIT
// A schematic picture of a composite: active material, electrolyte by particle model, void.
#pragma once

#include "web/canvas/screen.h"

namespace cathode::web {

// Area fractions (0 to 1) of what a picture shows; the rest is void.
struct PictureFractions {
  float am, se, ca;
};

// Fills `rect` with void and draws particles into it to about the given fractions, the electrolyte
// where the model places it. `scale` is the radius of a typical active-material particle in units
// of 7.3 design pixels. The same arguments give the same picture. Sizes and places are schematic;
// the source prints no particle sizes.
void drawParticles(Screen& screen, const Rect& rect, ParticleModel model, float scale, PictureFractions fractions);

}  // namespace cathode::web
