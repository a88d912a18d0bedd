// SPDX-License-Identifier: MIT
// Drawing text and shapes, and knowing which thing on screen a person points at or has the
// keyboard on. Everything is in design pixels.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "web/canvas/fonts.h"
#include "web/canvas/theme.h"

namespace cathode::web {

struct Rect {
  float x = 0, y = 0, w = 0, h = 0;

  float right() const { return x + w; }
  float bottom() const { return y + h; }
  ImVec2 min() const { return {x, y}; }
  ImVec2 max() const { return {x + w, y + h}; }
  ImVec2 center() const { return {x + w / 2, y + h / 2}; }
  Rect grown(float by) const { return {x - by, y - by, w + 2 * by, h + 2 * by}; }
};

enum class Align { left, center, right };

// Text measuring and drawing. "_" starts a subscript that lasts to the next space.
float textWidth(ImFont* font, std::string_view text);
void drawText(ImDrawList* list, ImFont* font, ImVec2 at, ImU32 color, std::string_view text, Align align = Align::left,
              float scale = 1);

// The text cut to a width, with an ellipsis.
std::string fittedText(ImFont* font, std::string_view text, float width);

// Text wrapped to a width, and where it has a line break; returns the height it takes. A null list only measures.
float drawWrapped(ImDrawList* list, ImFont* font, ImVec2 at, float width, ImU32 color, std::string_view text);

// What a frame draws, for tests that look at it: texts and boxes with where they are.
struct Recording {
  struct Text {
    Rect rect;
    std::string what;
    ImU32 color;
    float size;      // of its font: lines, not em
    int layer;       // of the list's channels
    bool continues;  // the paragraph of the text before
  };
  struct Box {
    Rect rect;
    ImU32 fill, border;
    int layer;
  };
  std::vector<Text> texts;
  std::vector<Box> boxes;
};
// Rows from now on; null stops it.
void recordInto(Recording* recording);
Recording* recording();

// Keys that reach the canvas while it has the keyboard focus.
enum class Key : int {
  tab,
  backTab,
  left,
  right,
  up,
  down,
  pageUp,
  pageDown,
  home,
  end,
  enter,
  space,
  escape,
  digit,
  question
};
// As the page's key events name them, but for Tab with Shift and for digits.
inline constexpr std::string_view kKeyNames[] = {"Tab",       "BackTab", "ArrowLeft", "ArrowRight", "ArrowUp",
                                                 "ArrowDown", "PageUp",  "PageDown",  "Home",       "End",
                                                 "Enter",     " ",       "Escape",    "digit",      "?"};

// What an item was told to do in this frame.
struct Told {
  bool hovered = false;
  bool held = false;     // the pointer is down on it
  bool pressed = false;  // clicked, tapped, or Enter or Space
  bool focused = false;  // it has the keyboard
  int steps = 0;         // arrow keys: so many steps; page keys ten
  int stepsUp = 0;       // on a plane: likewise, upwards
  int toEnd = 0;         // -1 Home, +1 End
  bool edit = false;     // Enter or a digit on something that takes typed values
  bool asked = false;    // the question mark: what it is
};

// How an item uses the keyboard; a plane takes all four arrows.
enum class ItemKind { button, slider, plane };

// The items of a frame, in reading order.
class Items {
 public:
  void beginFrame(float scrollY);

  // The items from here on are one stop of the keyboard: Tab goes on to the next group, up and down walk within this.
  void group() { ++group_; }

  // Registers an item and tells what happened to it. Ids must be unique and stable.
  // With keyboard false, only the pointer reaches it.
  Told item(const char* id, const Rect& rect, ItemKind kind, bool keyboard = true);

  // Tells apart points on the item registered last: which of them the pointer is on, a little reach included.
  std::optional<std::size_t> spot(const Told& told, std::vector<ImVec2> points);

  // The item registered last looks another way wherever the pointer is on it.
  void follow() { all_.back().follows = true; }

  // What the item is, for those who do not see it: told of the one that has the keyboard.
  void say(const Told& told, std::string words) {
    if (told.focused) said_ = std::move(words);
  }
  const std::string& said() const { return said_; }

  // What a pointer is on in this frame: while that stays the same, its moves change nothing that is drawn.
  struct Pointed {
    ImGuiID item = 0;
    std::optional<std::size_t> spot;
    bool operator==(const Pointed&) const = default;
  };
  Pointed pointedAt(ImVec2 at) const;

  // Where an item of this frame is, on the canvas; nothing if there is none of that id.
  std::optional<Rect> find(ImGuiID id) const;

  // Puts the keyboard on an item of this frame, without showing it.
  void focusOn(const char* id) {
    focus_ = ImGui::GetID(id);
    keyboard_ = false;
  }

  // A key while the canvas has the focus; true if the canvas uses it. Tab is used until the last
  // group (Shift+Tab: the first), then leaves the canvas.
  bool key(Key key);

  // The canvas gains the focus by keyboard, from before or after it; or loses it.
  void enter(bool fromEnd);
  void leave();

  // The focused item's rectangle in page coordinates, if the keyboard moved it there since the
  // last call: to scroll it into view.
  bool takeFocusMoved(Rect* rect);

 private:
  struct Entry {
    ImGuiID id;
    ItemKind kind;
    Rect rect;
    int group;
  };
  bool isAt(int index) const { return index >= 0 && index < static_cast<int>(entries_.size()); }
  void moveTo(int index);
  int indexOf(ImGuiID id) const;

  std::vector<Entry> entries_;  // what the keyboard reaches
  struct Placed {
    ImGuiID id;
    Rect rect;
    std::vector<ImVec2> spots;
    bool follows = false;
  };
  std::vector<Placed> all_;  // a pointer is on the first that it is over
  ImGuiID focus_ = 0;
  bool keyboard_ = false;  // the focus is shown
  bool moved_ = false;
  float scrollY_ = 0;
  int group_ = 0;
  std::map<int, ImGuiID> visited_;  // where the keyboard was last in each group
  std::string said_;
  bool pending_ = false;
  Key pendingKey_ = Key::enter;
};

}  // namespace cathode::web
