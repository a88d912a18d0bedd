// SPDX-License-Identifier: MIT
#include "web/canvas/reading_place.h"

#include <algorithm>

namespace cathode::web {

std::optional<ReadingPlace> readingPlace(std::span<const CardPlace> cards, float scrollY, float height) {
  // The highest that begins in the upper half, else the widest of those that reach in from above.
  const CardPlace* begins = nullptr;
  const CardPlace* reachesIn = nullptr;
  for (const CardPlace& card : cards) {
    const Rect& rect = card.rect;
    if (rect.y >= scrollY && rect.y < scrollY + height / 2) {
      if (begins == nullptr || rect.y < begins->rect.y) begins = &card;
    } else if (rect.y < scrollY && rect.bottom() > scrollY) {
      if (reachesIn == nullptr || rect.w > reachesIn->rect.w) reachesIn = &card;
    }
  }
  if (begins != nullptr) return ReadingPlace{begins->name, (begins->rect.y - scrollY) / height};
  if (reachesIn != nullptr) return ReadingPlace{reachesIn->name, (reachesIn->rect.y - scrollY) / reachesIn->rect.h};
  return std::nullopt;
}

std::optional<float> scrollTo(const ReadingPlace& place, std::span<const CardPlace> cards, float height) {
  const auto found = std::ranges::find(cards, place.card, &CardPlace::name);
  if (found == cards.end()) return std::nullopt;
  return found->rect.y - place.part * (place.part < 0 ? found->rect.h : height);
}

}  // namespace cathode::web
