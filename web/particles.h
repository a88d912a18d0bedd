// A schematic picture of a composite: active material, electrolyte by particle model, void.
#pragma once

#include "web/screen.h"

namespace cathode::web {

// Fills `rect` with void and draws particles into it: active material to the area fraction `phiAm`,
// the electrolyte as the model places it, additive fibres by area fraction `phiCa`. `scale` is the
// radius of a typical active-material particle in units of 7.3 design pixels. The same arguments
// give the same picture. Sizes and places are schematic; the source prints no particle sizes.
void drawParticles(Screen& screen, const Rect& rect, ParticleModel model, float scale, float phiAm, float phiCa,
                   float rounding);

}  // namespace cathode::web
