// SPDX-License-Identifier: MIT
#include "web/canvas/comparison.h"

#include <algorithm>

#include "core/cell/description.h"
#include "web/canvas/widgets.h"

namespace cathode::web {
namespace {

// What is compared, in the order in which narrow screens leave it out from the end.
constexpr struct {
  MetricId id;
  std::string_view head;
} kCompared[] = {{MetricId::volumetricEnergyDensityWhL, "Volumetric"},
                 {MetricId::gravimetricEnergyDensityWhKg, "Gravimetric"},
                 {MetricId::arealCapacityMahCm2, "Areal"},
                 {MetricId::ionicConductivityMsCm, "σ_eff ions"},
                 {MetricId::ionicTortuosityFactor, "τ² ions"},
                 {MetricId::electronicConductivityMsCm, "σ_eff electrons"},
                 {MetricId::electronicTortuosityFactor, "τ² electrons"}};
constexpr float kColumn = 92;  // a metric
constexpr float kNames = 150;  // least width of what a row is
constexpr float kRemove = 26;  // the button at a row's end
constexpr float kLetter = 28;

// A scenario's words with breaks between its items only, not before their units; but within an item that is wider than
// that.
std::string itemwise(std::string_view text, ImFont* font, float width) {
  std::string result;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(",:"), text.size() - 1) + 1;
    std::string item(text.substr(0, end));
    text.remove_prefix(end);
    const bool isLed = item.starts_with(' ');
    const std::string_view words = std::string_view(item).substr(isLed ? 1 : 0);
    if (textWidth(font, words) <= width) {
      for (std::size_t at = item.find(' ', 1); at != std::string::npos; at = item.find(' ', at + 1))
        item.replace(at, 1, "\u00A0");
    }
    result += item;
  }
  return result;
}

struct Row {
  const Scenario& scenario;
  const Report& report;
  std::string_view letter;
  bool current;
};

class Table {
 public:
  Table(Screen& screen, float x, float width) : s(screen), x_(x), width_(width) {
    columns_ =
        std::clamp(static_cast<int>((width - kNames - kRemove) / kColumn), 1, static_cast<int>(std::size(kCompared)));
    names_ = width - kRemove - static_cast<float>(columns_) * kColumn;
  }

  // Whether there was room for every metric.
  bool isWhole() const { return columns_ == static_cast<int>(std::size(kCompared)); }

  float heads(float y) const {
    for (int i = 0; i < columns_; ++i) {
      s.text(s.fonts.caption, right(i), y, s.theme.muted, kCompared[i].head, Align::right);
      s.text(s.fonts.caption, right(i), y + 15, s.theme.muted, metric(kCompared[i].id).unit, Align::right);
    }
    s.text(s.fonts.caption, x_, y + 15, s.theme.muted, "Differences from A");
    return 36;
  }

  // Draws a row; returns its height. Sets what was asked of it.
  float row(float y, const Row& row, const Report& reference, bool* recall, bool* remove) {
    const std::string text =
        itemwise((row.current ? "Now: " : "") + scenarioText(row.scenario), s.fonts.caption, names_ - kLetter - 8);
    const float wrapped = drawWrapped(nullptr, s.fonts.caption, {}, names_ - kLetter - 8, 0, text);
    const bool hasInterval =
        std::ranges::any_of(std::span(kCompared).first(static_cast<std::size_t>(columns_)),
                            [&](const auto& one) { return row.report[one.id].interval.has_value(); });
    const float height =
        std::max(wrapped, (&row.report == &reference ? 34.0f : 50.0f) + (hasInterval ? 16.0f : 0.0f)) + 10;
    const Rect rect{x_ - 6, y, width_ - kRemove + 4, height};
    if (row.current) {
      s.box(rect, s.theme.accentSoft, 6);
    } else {
      const std::string name = "recall-" + std::string(row.letter);
      const Told told = s.items.item(name.c_str(), rect, ItemKind::button);
      if (told.hovered) {
        s.box(rect, s.theme.neutralSoft, 6);
        s.handCursor = true;
      }
      if (told.focused) s.focusRing(rect, 6);
      if (told.hovered || told.focused) s.tip = Tip{rect, "Go back to " + std::string(row.letter), text};
      *recall = told.pressed;
      const Rect cross{x_ + width_ - kRemove + 2, y + height / 2 - 13, kRemove, 26};
      const Told removal = s.items.item(("remove-" + std::string(row.letter)).c_str(), cross, ItemKind::button);
      const ImVec2 c = cross.center();
      if (removal.hovered) {
        s.box(cross, s.theme.neutralSoft, 6);
        s.handCursor = true;
      }
      if (removal.focused) s.focusRing(cross, 6);
      if (removal.hovered || removal.focused)
        s.tip = Tip{cross, "Take " + std::string(row.letter) + " out", "Undo brings it back."};
      s.list->AddLine({c.x - 4, c.y - 4}, {c.x + 4, c.y + 4}, s.theme.muted, 1.6f);
      s.list->AddLine({c.x - 4, c.y + 4}, {c.x + 4, c.y - 4}, s.theme.muted, 1.6f);
      *remove = removal.pressed;
    }
    if (row.current) {
      s.list->AddCircleFilled({x_ + 10, y + 15}, 6, s.theme.accent);
    } else {
      s.text(s.fonts.title, x_ + 10, y + 6, s.theme.text, row.letter, Align::center);
    }
    drawWrapped(s.list, s.fonts.caption, {x_ + kLetter, y + 6}, names_ - kLetter - 8, s.theme.text, text);
    for (int i = 0; i < columns_; ++i) {
      const Metric& shown = metric(kCompared[i].id);
      const MetricValue& value = row.report[shown.id];
      s.text(s.fonts.strong, right(i), y + 5, s.theme.text, displayText(shown, value.value), Align::right);
      float below = y + 23;
      const auto line = [&](std::string_view words, ImU32 color) {
        s.text(s.fonts.caption, right(i), below, color, words, Align::right);
        below += 16;
      };
      if (value.interval) line(intervalText(shown, *value.interval), s.theme.amberText);
      if (&row.report != &reference) {
        const MetricValue& other = reference[shown.id];
        line(differenceText(value.value, other.value, value.interval || other.interval), s.theme.text);
      }
      line(provenanceKey(value.provenance), s.theme.muted);
    }
    return height + 4;
  }

 private:
  float right(int column) const { return x_ + names_ + static_cast<float>(column + 1) * kColumn - 6; }

  Screen& s;
  float x_, width_, names_;
  int columns_;
};

}  // namespace

float comparison(Screen& s, float x, float y, float width) {
  const float top = y;
  const bool empty = s.model.pinned().empty();
  const std::string refusal = s.model.pinRefusal();
  const float pinX = x + width - buttonWidth(s, "Pin this") + 8;
  if (button(s, "pin", pinX, y - 36, "Pin this", refusal.empty() ? ButtonLook::plain : ButtonLook::disabled))
    s.model.pin();
  if (empty) {
    return drawWrapped(
               s.list, s.fonts.caption, {x, y - 2}, width, s.theme.muted,
               "Pin this scenario as A, change something, and see both side by side. The link keeps them all.") +
           4;
  }
  float left = pinX;
  constexpr std::pair<Ask, const char*> kAsks[] = {
      {Ask::figure, "Figure"}, {Ask::openFile, "Import"}, {Ask::saveXlsx, "XLSX"}, {Ask::saveCsv, "CSV"}};
  for (const auto& [ask, name] : kAsks) {
    left -= buttonWidth(s, name);
    if (left <= x + 90 || !button(s, name, left, y - 36, name, ButtonLook::quiet)) continue;
    s.asked = ask;
    s.askedFor = static_cast<int>(figure::FigureId::energy);  // which figure, if it is one
  }
  Table table(s, x, width);
  y += table.heads(y - 2);
  // What is pressed changes the set: that comes after the drawing.
  int recalled = -1, removed = -1;
  const Report& reference = s.model.pinned().front().report;
  bool recall = false, remove = false;
  y += table.row(y, {s.model.scenario(), s.model.report(), "", true}, reference, &recall, &remove);
  for (std::size_t i = 0; i < s.model.pinned().size(); ++i) {
    const Pinned& pinned = s.model.pinned()[i];
    y += table.row(y, {pinned.scenario, pinned.report, pinName(i), false}, reference, &recall, &remove);
    if (recall) recalled = static_cast<int>(i);
    if (remove) removed = static_cast<int>(i);
  }
  if (!table.isWhole()) {
    y += drawWrapped(s.list, s.fonts.caption, {x, y + 2}, width, s.theme.muted,
                     "Transport and all other results: in the tables below the drawing, and in the files.") +
         6;
  }
  if (recalled >= 0) s.model.recall(s.model.pinned()[static_cast<std::size_t>(recalled)].scenario);
  if (removed >= 0) s.model.unpin(static_cast<std::size_t>(removed));
  return y - top;
}

}  // namespace cathode::web
