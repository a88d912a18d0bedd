// SPDX-License-Identifier: MIT
#include "web/canvas/layout.h"

#include <algorithm>
#include <array>
#include <span>

#include "web/canvas/cell_cards.h"
#include "web/canvas/comparison.h"
#include "web/canvas/energy_numbers.h"
#include "web/canvas/input_cards.h"
#include "web/canvas/record_panels.h"
#include "web/canvas/top_bar.h"

namespace cathode::web {
namespace {

struct Card {
  void (*draw)(Screen&, Column&);
  bool isOfRecord = false;  // of record_panels.h, which a page fetches once it is ready
};
constexpr Card ofRecord(void (*draw)(Screen&, Column&)) { return {draw, true}; }

void comparisonCard(Screen& s, Column& column) {
  card(s, column, "Comparison", [&](float x, float y, float w) { return comparison(s, x, y, w); });
}

void drawCards(Screen& s, Column& column, std::span<const Card> cards) {
  for (const Card& one : cards) {
    if (s.state.hasRecord || !one.isOfRecord) {
      one.draw(s, column);
    } else {
      card(s, column, "Published record", [&](float x, float y, float w) {
        return drawWrapped(s.list, s.fonts.body, {x, y}, w, s.theme.muted, "Being loaded …");
      });
    }
  }
}

// Where columns of cards stand.
struct Columns {
  float screenWidth, top;

  Column at(float x, float width) const { return {x, top, width}; }
  Column whole() const { return at(kGap, screenWidth - 2 * kGap); }
};
constexpr float kTwoColumns = 680;
constexpr float kThreeColumns = 1160;

// What a view is made of. The leading cards are what people came for: on a narrow screen they come before
// what is set. The side cards have a column of their own where there is room, and come last elsewhere.
struct Part {
  std::span<const Card> cards;
  std::span<const Card> sets;  // what is set beside it
  std::span<const Card> side{};
  std::size_t leading = 1;
  bool keepsNumbers = false;  // the first card, the numbers, stays in sight while the rest scrolls
};

Part partOf(View view, bool embedded) {
  static constexpr Card kInputs[] = {{inputCards}}, kInputsAndPresets[] = {{inputCards}, {presetsCard}},
                        kAssumptions[] = {ofRecord(assumptionsCard)};
  static constexpr Card kAll[] = {{energyCard}, {comparisonCard}, {stackCard}, ofRecord(literatureCard)},
                        kAllSide[] = {{transportCards}, {compositionCard}, {notesCard}};
  static constexpr Card kEnergy[] = {{energyCard}, {stackCard}, {notesCard}};
  static constexpr Card kTransport[] = {{transportCards},
                                        ofRecord(transportFigureCards),
                                        ofRecord(balanceCard),
                                        ofRecord(capacityCards)},
                        kTransportSide[] = {{compositionCard}, {notesCard}};
  static constexpr Card kEmbeddedTransport[] = {{transportCards}, {compositionCard}, {notesCard}};
  static constexpr Card kLiterature[] = {
      {energyCard}, ofRecord(literatureCard), ofRecord(literatureTableCard), {notesCard}};
  static constexpr Card kEmbeddedLiterature[] = {{energyCard}, ofRecord(literatureCard), {notesCard}};
  static constexpr Card kComparison[] = {{energyCard}, {comparisonCard}, {notesCard}};
  static constexpr Card kAudit[] = {ofRecord(auditCards)};
  static constexpr Card kReconstruction[] = {ofRecord(reconstructionCards), ofRecord(capacitySeriesCards)};
  static constexpr Card kTables[] = {ofRecord(transportTableCards)},
                        kTablesSide[] = {ofRecord(energyTableCards), ofRecord(electrolyteCards),
                                         ofRecord(sourceNotesCard)};
  static constexpr Card kMicrostructure[] = {{microstructureCard}};
  switch (view) {
    case View::all: return {kAll, kInputsAndPresets, kAllSide, 1, true};
    case View::energy: return {kEnergy, kInputs};
    case View::transport:
      return embedded ? Part{kEmbeddedTransport, kInputs} : Part{kTransport, kInputs, kTransportSide};
    case View::literature:
      return {
          embedded ? std::span<const Card>(kEmbeddedLiterature) : std::span<const Card>(kLiterature), kInputs, {}, 2};
    case View::comparison: return {kComparison, kInputs};
    case View::audit: return {kAudit, {}};
    case View::reconstruction: return {kReconstruction, kAssumptions};
    case View::tables: return {kTables, {}, kTablesSide};
    case View::microstructure: return {kMicrostructure, {}};
  }
  return {};
}

// One view and what is set beside it, in as many columns as there is room for. Returns where it ends.
float drawPart(Screen& s, const Columns& columns, View view) {
  const Part part = partOf(view, s.state.presentation.embedded);
  // Inputs that are all left out have no column.
  const bool sets = !part.sets.empty() && (part.sets.front().draw != inputCards || s.state.presentation.shown != 0);
  const bool hasSide = !part.side.empty() && s.width >= kThreeColumns;
  if (s.width < kTwoColumns || (!sets && !hasSide)) {
    Column only = columns.whole();
    if (part.keepsNumbers && s.width < kTwoColumns) {
      only.y += stickyNumbers(s, only.y - kGap);
    } else {
      drawCards(s, only, part.cards.first(part.leading));
    }
    if (sets) drawCards(s, only, part.sets);
    drawCards(s, only, part.cards.subspan(part.leading));
    drawCards(s, only, part.side);
    return only.y;
  }
  if (part.keepsNumbers) slimNumbers(s);
  const float setWidth = std::clamp(s.width * 0.235f, 284.0f, 340.0f);
  float left = kGap, end = 0;
  if (sets) {
    Column column = columns.at(left, setWidth);
    drawCards(s, column, part.sets);
    left += setWidth + kGap;
    end = column.y;
  }
  const float room = s.width - left - kGap;
  const float side = !hasSide ? 0.0f : sets ? setWidth + 56 : (room - kGap) / 2;
  Column middle = columns.at(left, hasSide ? room - side - kGap : room);
  drawCards(s, middle, part.cards);
  if (hasSide) {
    Column beside = columns.at(s.width - kGap - side, side);
    drawCards(s, beside, part.side);
    end = std::max(end, beside.y);
  } else {
    drawCards(s, middle, part.side);
  }
  return std::max(end, middle.y);
}

// The inputs, with the results still to be predicted.
float drawWithout(Screen& s, const Columns& columns) {
  Column only = columns.whole();
  drawCards(s, only, std::array{Card{hiddenResultsCard}, Card{inputCards}});
  return only.y;
}

}  // namespace

float drawView(Screen& s) {
  s.state.cards.clear();
  constexpr int kChannels = 4;  // card backgrounds, content, sticky background, sticky content
  s.list->ChannelsSplit(kChannels);
  const Presentation& presentation = s.state.presentation;
  const float top = presentation.embedded ? kGap : topBar(s) + kGap;
  const Columns columns{s.width, top - s.scrollY};
  const float end = presentation.resultsHidden ? drawWithout(s, columns) : drawPart(s, columns, presentation.view);
  s.list->ChannelsMerge();
  return end + s.scrollY;
}

void drawTip(const Screen& s) {
  if (!s.tip) return;
  ImDrawList* list = ImGui::GetForegroundDrawList();
  const float width = std::min(320.0f, s.width - 24);
  const float textHeight = drawWrapped(nullptr, s.fonts.body, {}, width - 24, 0, s.tip->text);
  const float titleHeight = drawWrapped(nullptr, s.fonts.strong, {}, width - 24, 0, s.tip->title);
  const float height = titleHeight + textHeight + 22;
  const Rect& anchor = s.tip->anchor;
  Rect rect{std::clamp(anchor.center().x - width / 2, 12.0f, s.width - width - 12), anchor.bottom() + 8, width, height};
  if (rect.bottom() > s.viewHeight - 8 && anchor.y - 8 - height > 0) rect.y = anchor.y - 8 - height;
  list->AddRectFilled(rect.min(), rect.max(), s.theme.text, 8);
  drawWrapped(list, s.fonts.strong, {rect.x + 12, rect.y + 10}, width - 24, s.theme.card, s.tip->title);
  drawWrapped(list, s.fonts.body, {rect.x + 12, rect.y + 12 + titleHeight}, width - 24, s.theme.card, s.tip->text);
}

}  // namespace cathode::web
