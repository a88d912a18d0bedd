// What every part of the canvas draws with: the frame's list, theme, fonts, items and model.
#pragma once

#include <optional>

#include "web/canvas.h"
#include "web/view_model.h"

namespace cathode::web {

// What the canvas asks of the page: a text field over an input's value.
struct EditRequest {
  ParameterId id;
  Rect field;  // on the canvas
};

// An explanation shown beside what it explains.
struct Tip {
  Rect anchor;
  std::string title;
  std::string text;
};

// What of the interface outlives a frame and is not part of the scenario.
struct ScreenState {
  std::optional<ParameterId> editing;  // the page's text field lies over this input
  bool materialsOpen = false;
  ImGuiID pinnedTip = 0;  // explanation opened by a tap or a press
  ImGuiID closedTip = 0;  // the one that the current press has closed
};

struct Screen {
  ImDrawList* list;
  const Theme& theme;
  const Fonts& fonts;
  Items& items;
  ViewModel& model;
  ScreenState& state;
  float width;       // design pixels
  float viewHeight;  // visible height, design pixels
  float scrollY;
  std::optional<EditRequest> edit;
  std::optional<Tip> tip;
  bool handCursor = false;
  bool shareAsked = false;

  // Shapes in theme colours.
  void box(const Rect& rect, ImU32 fill, float rounding, ImU32 border = 0) const;
  void focusRing(const Rect& rect, float rounding) const;
  void text(ImFont* font, float x, float y, ImU32 color, std::string_view what, Align align = Align::left) const {
    drawText(list, font, {x, y}, color, what, align);
  }
  // A small label on a tinted background with its left or right end at x; returns what it covers.
  Rect label(float x, float y, LabelColors colors, std::string_view what, Align align = Align::left) const;

  // Whether an item's explanation is to be shown: pointed at, focused, or opened by a press.
  bool explains(ImGuiID id, const Told& told);

  // A metric's provenance as a label that explains itself when pointed at, pressed or focused.
  Rect provenance(float x, float y, MetricId id, Align align = Align::left);
};

}  // namespace cathode::web
