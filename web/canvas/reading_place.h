// SPDX-License-Identifier: MIT
// Where somebody is reading: the card on top, and where it stands in the window. Columns that the width rearranges take
// that card elsewhere.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "web/canvas/drawing.h"

namespace cathode::web {

// A card of a frame, in the content as a whole.
struct CardPlace {
  std::string name;
  Rect rect;
};

// A card and the part of the window that is above its upper end; where that end is out of sight, the part of the card
// above the window, negative.
struct ReadingPlace {
  std::string card;
  float part;
};

// In a window of that height over the content at scrollY. Nothing where no card is in sight.
std::optional<ReadingPlace> readingPlace(std::span<const CardPlace> cards, float scrollY, float height);

// How far down the content a window has to be for that place to be where it was. Nothing where the card is no longer.
std::optional<float> scrollTo(const ReadingPlace& place, std::span<const CardPlace> cards, float height);

}  // namespace cathode::web
