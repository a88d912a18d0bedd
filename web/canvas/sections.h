// SPDX-License-Identifier: MIT
// Pictures of the composites: plane sections through packings that core/microstructure has made, with the areas of the
// composition nearest to what is shown. They repeat on all sides.
#pragma once

#include <span>

#include "web/canvas/screen.h"
#include "web/canvas/section.h"

namespace cathode::web {

// The section made of a model at one of kSectionAmWtPct.
Section storedSection(ParticleModel model, int composition);

// What keeps pictures on the graphics card.
class PictureStore {
 public:
  // A picture, repeated on all sides; colours as a Theme has them.
  virtual ImTextureID put(std::span<const Color> pixels, int width, int height) = 0;
  virtual void remove(ImTextureID picture) = 0;

 protected:
  ~PictureStore() = default;
};
// Sections are kept there from now on; null: they are drawn as bars.
void keepSectionsIn(PictureStore* store);
// All of them are gone, as with the context they were in.
void forgetSections();

// Fills `rect` with the section of the model nearest that composition, at so many design pixels per um, beginning with
// its tile.
void drawSection(Screen& screen, const Rect& rect, ParticleModel model, double amWtPct, float pixelsPerUm);

}  // namespace cathode::web
