// SPDX-License-Identifier: MIT
// Cards: what the views of the canvas are made of.
#pragma once

#include <string>
#include <string_view>

#include "web/canvas/screen.h"

namespace cathode::web {

inline constexpr float kGap = 12;      // between cards
inline constexpr float kPadding = 16;  // inside cards

// A column of cards. The background of each is drawn below what the card holds.
struct Column {
  float x, y, width;
};

// Draws `content(x, y, width)`, which returns its height, on a card at the column's end. Beside the title so much stays
// free. The name is what a card is known by that draws its title itself, or has none.
template <typename Content>
void card(Screen& s, Column& column, std::string_view title, Content content, float free = 0,
          std::string_view name = {}) {
  float y = column.y + kPadding;
  const float x = column.x + kPadding;
  const float width = column.width - 2 * kPadding;
  s.list->ChannelsSetCurrent(1);
  if (!title.empty()) {
    constexpr float kBelow = 8;
    y += drawWrapped(s.list, s.fonts.strong, {x, y - 2}, width - free, s.theme.muted, title) + kBelow;
  }
  y += content(x, y, width);
  s.list->ChannelsSetCurrent(0);
  const Rect whole{column.x, column.y, column.width, y + kPadding - 6 - column.y};
  s.box(whole, s.theme.card, 10, s.theme.border);
  s.state.cards.push_back({std::string(name.empty() ? title : name), {whole.x, whole.y + s.scrollY, whole.w, whole.h}});
  column.y = y + kPadding - 6 + kGap;
}

}  // namespace cathode::web
