// SPDX-License-Identifier: MIT
// What every part of the canvas draws with: the frame's list, theme, fonts, items and model.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "web/api/views.h"
#include "web/canvas/drawing.h"
#include "web/canvas/reading_place.h"
#include "web/canvas/view_model.h"

namespace cathode::web {

// What the canvas asks of the page: a text field over an input's value.
struct EditRequest {
  ParameterId id;
  Rect field;  // on the canvas
};

// What has a definition: a result or an input.
struct Defined {
  Defined(MetricId id) : place(static_cast<int>(id)), item("define-" + std::string(metric(id).key)) {}
  Defined(ParameterId id)
      : place(static_cast<int>(kMetricCount) + static_cast<int>(id)),
        item("define-input-" + std::string(parameter(id).key)) {}

  int place;         // results, then inputs
  std::string item;  // of its name
};

// An explanation shown beside what it explains.
struct Tip {
  Rect anchor;
  std::string title;
  std::string text;
  std::optional<Defined> more = {};  // where it leads
};

// How the page shows a calculation; set from outside, for example by a lesson that embeds it.
struct Presentation {
  View view = View::all;
  std::uint32_t shown = ~0u;   // inputs that are shown: bits by ParameterId
  bool embedded = false;       // within another page
  bool resultsHidden = false;  // until a person has made a prediction

  bool shows(ParameterId id) const { return (shown >> static_cast<unsigned>(id) & 1u) != 0; }
};
static_assert(kParameterCount <= 32);

// What the canvas asks of the page, beside a text field; the names are the page's.
enum class Ask : int { nothing, figure, warnings, definition, composites };
inline constexpr std::string_view kAskNames[] = {"", "figure", "warnings", "definition", "composites"};

// The point of a figure that a person looks at: with the keyboard, or pressed.
struct FigureFocus {
  ImGuiID item = 0;
  int marker = 0;
};

struct Screen;
// Draws something at a place and width; returns its height.
using Part = float (*)(Screen&, float x, float y, float width);

// What draws figures. It is fetched after the rest, and called by its address alone (tools/split.mjs).
struct FigureParts {
  Part chart = nullptr, transport = nullptr, rate = nullptr, map = nullptr;
};

// What of the interface outlives a frame and is not part of the scenario.
struct ScreenState {
  std::optional<ParameterId> editing;  // the page's text field lies over this input
  Presentation presentation;
  bool moreOpen = false;                          // the inputs that few people change
  ParameterId sheetInput = ParameterId::amWtPct;  // the one that a phone's sheet holds
  float sheetScroll = 0;                          // of its row of inputs
  ImGuiID pinnedTip = 0;                          // explanation opened by a tap or a press
  ImGuiID closedTip = 0;                          // the one that the current press has closed
  FigureFocus figureFocus;
  std::string_view openOption;                // of a figure: the one whose choices are shown
  std::optional<ImVec2> mapCursor;            // where on the map somebody looks, 0 to 1 across and upwards
  std::optional<ParticleModel> pointedModel;  // marked wherever it is shown
  FigureParts figures;
  float contentHeight = 0, railHeight = 0;  // of the last frame
  std::vector<CardPlace> cards;             // likewise
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
  float overlap;  // height of what the page lays over the upper end of the canvas
  std::optional<EditRequest> edit;
  std::optional<Tip> tip;
  bool handCursor = false;
  std::optional<ParticleModel> pointing;  // the model that is pointed at in this frame
  Ask asked = Ask::nothing;
  int askedFor = 0;  // the figure or the Defined that is asked for

  // Whether some inputs are left out or cannot be changed.
  bool isLimited() const { return state.presentation.shown != Presentation{}.shown || model.locksAny(); }

  // Shapes in theme colours.
  void box(const Rect& rect, ImU32 fill, float rounding, ImU32 border = 0) const;
  void focusRing(const Rect& rect, float rounding) const;
  void text(ImFont* font, float x, float y, ImU32 color, std::string_view what, Align align = Align::left) const {
    drawText(list, font, {x, y}, color, what, align);
  }
  // Text whose capitals are centred on that height.
  void mid(ImFont* font, float x, float y, ImU32 color, std::string_view what, Align align = Align::left,
           float scale = 1) const {
    drawText(list, font, {x, y - font->FontSize * scale / 2}, color, what, align, scale);
  }
  // A name that leads to its definition, underlined while the pointer is on it. The keyboard asks on what is named.
  void name(ImFont* font, float x, float y, ImU32 color, std::string_view what, const Defined& of,
            Align align = Align::left);
  void define(const Defined& what) {
    asked = Ask::definition;
    askedFor = what.place;
  }
  // Slanted lines over what was not measured.
  void hatch(const Rect& rect) const;
  // A model's colour, and its mark: circle, square, triangle, diamond.
  ImU32 colorOf(ParticleModel which) const;
  void mark(ParticleModel which, ImVec2 at, float radius, bool filled) const;

  // A part of the content, by which somebody who reads it is found again when the width has changed.
  void place(std::string name, const Rect& rect) const {
    state.cards.push_back({std::move(name), {rect.x, rect.y + scrollY, rect.w, rect.h}});
  }

  // A small label on a tinted background with its left or right end at x; returns what it covers.
  Rect label(float x, float y, LabelColors colors, std::string_view what, Align align = Align::left) const;

  // Whether an item's explanation is to be shown: pointed at, focused, or opened by a press.
  bool explains(ImGuiID id, const Told& told);

  // A metric's provenance as a label that explains itself when pointed at, pressed or focused.
  Rect provenance(float x, float y, MetricId id, Align align = Align::left);
};

}  // namespace cathode::web
