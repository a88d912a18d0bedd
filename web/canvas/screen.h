// SPDX-License-Identifier: MIT
// What every part of the canvas draws with: the frame's list, theme, fonts, items and model.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
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

// An explanation shown beside what it explains.
struct Tip {
  Rect anchor;
  std::string title;
  std::string text;
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
enum class Ask : int { nothing, share, saveCsv, saveXlsx, openFile, rows, figure, view };
inline constexpr std::string_view kAskNames[] = {"", "share", "csv", "xlsx", "import", "rows", "figure", "view"};

// What Ask::figure is for where it is the source's tables that are to be cited.
inline constexpr int kAskedForTables = -1;

// The point of a figure that a person looks at: with the keyboard, or pressed.
struct FigureFocus {
  ImGuiID item = 0;
  int marker = 0;
};

// How a person looks at a table.
struct TableState {
  int sortedBy = -1;  // a column; -1: as it comes
  bool descending = false;
  int current = 0;             // the row that the keyboard is on, by its place on screen
  std::set<std::size_t> open;  // rows that show their detail
};

// Which of the audit's findings its table shows.
struct FindingsShown {
  bool questioned = true, consistent = false, notDeterminable = false;
  bool operator==(const FindingsShown&) const = default;
};

// What of the interface outlives a frame and is not part of the scenario.
struct ScreenState {
  std::optional<ParameterId> editing;  // the page's text field lies over this input
  Presentation presentation;
  bool materialsOpen = false;
  ImGuiID pinnedTip = 0;  // explanation opened by a tap or a press
  ImGuiID closedTip = 0;  // the one that the current press has closed
  FigureFocus figureFocus;
  std::map<std::string, TableState> tables;  // by name
  FindingsShown findings;
  bool hasRecord = true;         // what draws the published record is there
  std::vector<CardPlace> cards;  // of the last frame
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
  Ask asked = Ask::nothing;
  int askedFor = 0;  // the figure or the view that is asked for

  // Whether some inputs are left out or cannot be changed.
  bool isLimited() const { return state.presentation.shown != Presentation{}.shown || model.locksAny(); }

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
