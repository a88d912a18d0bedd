// SPDX-License-Identifier: MIT
#include "web/canvas/top_bar.h"

#include <algorithm>
#include <ranges>
#include <string>
#include <vector>

#include "web/canvas/widgets.h"

namespace cathode::web {
namespace {

// The views of the page that have a tab.
constexpr auto tabKinds() {
  return kViews | std::views::filter([](const ViewKind& kind) { return !kind.label.empty(); });
}

constexpr float kBarHeight = 52;

// How tabs are set: smaller where the screen is narrow.
struct TabType {
  ImFont *plain, *strong;
  float padding;
  bool isShort;

  std::string_view textOf(const ViewKind& tab) const { return isShort ? tab.shortLabel : tab.label; }
  float widthOf(const ViewKind& tab) const { return textWidth(strong, textOf(tab)) + padding; }
};

void askForView(Screen& s, View view) {
  s.asked = Ask::view;
  s.askedFor = static_cast<int>(view);
}

// Draws the tabs that fit between `left` and `right` from there on, in as many rows as they need;
// returns where they end. They are one stop of the keyboard, whose arrow keys walk them.
float tabs(Screen& s, const TabType& type, float left, float right, float y) {
  constexpr float kTabHeight = 34;
  float x = left;
  std::vector<View> order;
  for (const ViewKind& tab : tabKinds()) order.push_back(tab.view);
  for (const ViewKind& tab : tabKinds()) {
    const bool current = tab.view == s.state.presentation.view;
    const float width = type.widthOf(tab);
    if (x > left && x + width > right) {
      x = left;
      y += kTabHeight;
    }
    const Rect rect{x, y, width, kTabHeight};
    const Told told = s.items.item(("view=" + std::string(tab.name)).c_str(), rect, ItemKind::button, false);
    if (told.hovered) {
      s.box(rect, s.theme.accentSoft, 6);
      s.handCursor = true;
    }
    s.text(current ? type.strong : type.plain, rect.center().x, rect.y + 9, current ? s.theme.accent : s.theme.muted,
           type.textOf(tab), Align::center);
    if (told.pressed && !current) askForView(s, tab.view);
    if (current) {
      s.box({rect.x + 6, rect.bottom() - 3, rect.w - 12, 3}, s.theme.accent, 1.5f);
      const Told keys = s.items.item("views", rect, ItemKind::slider);
      if (keys.focused) s.focusRing(rect.grown(-3), 4);
      const auto at = std::ranges::find(order, tab.view) - order.begin();
      const auto next = std::clamp<std::ptrdiff_t>(at + keys.steps, 0, std::ssize(order) - 1);
      if (next != at) askForView(s, order[static_cast<std::size_t>(next)]);
    }
    x += width;
  }
  return y + kTabHeight;
}

}  // namespace

float topBar(Screen& s) {
  s.list->ChannelsSetCurrent(1);
  const float y = -s.scrollY;
  constexpr const char* kActions[] = {"Undo", "Redo", "Reset", "Share"};
  float left = s.width - kGap + 8;
  for (const char* name : kActions) left -= buttonWidth(s, name) + 8;
  const float nameEnd = kGap + 4 + textWidth(s.fonts.title, "Cathode Lab");
  float tabsWidth = 0;
  const TabType type = s.width < 480 ? TabType{s.fonts.caption, s.fonts.captionStrong, 12, true}
                                     : TabType{s.fonts.body, s.fonts.strong, 20, false};
  for (const ViewKind& tab : tabKinds()) tabsWidth += type.widthOf(tab);
  const bool beside = nameEnd + 18 + tabsWidth < left - 12;
  // On the narrowest screens the name gives way.
  if (left > nameEnd) s.text(s.fonts.title, kGap + 4, y + 17, s.theme.text, "Cathode Lab");
  float height = kBarHeight;
  if (beside) tabs(s, type, nameEnd + 18, left, y + 9);
  const auto action = [&](const char* name, ButtonLook look) {
    const bool pressed = button(s, name, left, y + 11, name, look);
    left += buttonWidth(s, name) + 8;
    return pressed;
  };
  const auto enabled = [](bool can) { return can ? ButtonLook::plain : ButtonLook::disabled; };
  if (action("Undo", enabled(s.model.canUndo()))) s.model.undo();
  if (action("Redo", enabled(s.model.canRedo()))) s.model.redo();
  if (action("Reset", enabled(s.model.scenario() != Scenario{}))) s.model.recall(Scenario{});
  if (action("Share", ButtonLook::primary)) s.asked = Ask::share;
  if (!beside) height = tabs(s, type, kGap - 6, s.width - 4, y + kBarHeight - 4) - y + 3;
  s.list->ChannelsSetCurrent(0);
  s.box({0, y, s.width, height}, s.theme.card, 0);
  s.list->AddLine({0, y + height}, {s.width, y + height}, s.theme.border);
  return height;
}

}  // namespace cathode::web
