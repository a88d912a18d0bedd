// SPDX-License-Identifier: MIT
#include "web/canvas/model_rows.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "core/base/number_text.h"
#include "core/cell/description.h"
#include "web/canvas/sections.h"
#include "web/canvas/widgets.h"

namespace cathode::web {
namespace {

using enum MetricId;

// One axis for every scenario: nothing that can be calculated leaves it by much.
constexpr double kLeastMsCm = 0.005, kMostMsCm = 5;

// Where the columns of a width stand. Those that have no room are left out: a row's reading tells them.
struct Columns {
  float name, value, bar, barEnd, mass, capacity, axis, axisEnd;
  bool isNarrow, hasCapacity, hasAxis;
};
Columns columnsOf(float x, float width, bool hasPins) {
  Columns c{};
  c.isNarrow = width < 560;
  c.hasCapacity = width >= 560;
  c.hasAxis = width >= 820;
  c.name = x;
  constexpr float kCross = 22;  // takes a pinned cell out
  const float end = x + width - (hasPins ? kCross : 0);
  c.axisEnd = end - 14;
  c.axis = c.hasAxis ? end - width * 0.34f : end;
  c.capacity = c.hasAxis ? c.axis - 34 : end;
  c.mass = c.hasCapacity ? c.capacity - 86 : end;
  c.value = x + (c.isNarrow ? 148 : 232);
  c.bar = c.isNarrow ? x + 130 : c.value + 10;
  c.barEnd = c.mass - (c.isNarrow ? 66 : 96);
  return c;
}

struct Row {
  const Scenario& scenario;
  const Report& report;
  const Report& before;
  std::string name;
  bool isCurrent, isPinned;
};

std::string valueText(const Report& report, MetricId id, bool asRange) {
  const MetricValue& value = report[id];
  if (!asRange || !value.interval) return displayText(metric(id), value.value);
  const Metric& row = metric(id);
  return significantText(value.interval->lower, row.digits) + "–" + significantText(value.interval->upper, row.digits);
}

class Table {
 public:
  Table(Screen& screen, float x, float width)
      : s(screen),
        x_(x),
        width_(width),
        c_(columnsOf(x, width, !screen.model.pinned().empty())),
        isRanked_(isWithinMeasured(screen.model.scenario())) {}

  float heads(float y) const {
    const ImU32 ink = s.theme.muted;
    const auto head = [&](float x, std::string_view text, Align align, MetricId id) {
      s.name(s.fonts.caption, x, y, ink, text, id, align);
    };
    if (c_.isNarrow) {
      head(c_.bar, "Wh/L", Align::left, volumetricEnergyDensityWhL);
    } else {
      head(c_.value, "Wh/L", Align::right, volumetricEnergyDensityWhL);
    }
    head(c_.mass, "Wh/kg", Align::right, gravimetricEnergyDensityWhKg);
    if (c_.hasCapacity) head(c_.capacity, "mAh/g", Align::right, specificCapacityMahG);
    if (c_.hasAxis) {
      head(c_.axis, "mS/cm: ions", Align::left, ionicConductivityMsCm);
      float at = c_.axis + textWidth(s.fonts.caption, "mS/cm: ions") + 10;
      s.list->AddCircle({at, y + 7}, 4, ink, 0, 1.5f);
      head(at + 10, "electrons", Align::left, electronicConductivityMsCm);
      at += 20 + textWidth(s.fonts.caption, "electrons");
      s.list->AddCircleFilled({at, y + 7}, 4, ink);
    }
    return 22;
  }

  float height() const { return c_.isNarrow ? 52 : 38; }

  // Draws a row; whether it was pressed.
  Told row(float y, const Row& row, const std::string& item) const {
    const float height = this->height(), middle = y + height / 2;
    const Rect rect{x_ - 8, y, width_ + 16, height};
    const Told told = s.items.item(item.c_str(), rect, ItemKind::button);
    const ParticleModel model = row.scenario.model;
    const bool isPointed = told.hovered || told.focused || (!row.isPinned && s.state.pointedModel == model);
    if (told.hovered || told.focused) s.pointing = model;
    if (row.isCurrent || isPointed) s.box(rect, row.isCurrent ? s.theme.accentSoft : s.theme.neutralSoft, 7);
    if (told.hovered) s.handCursor = true;
    if (told.focused) s.focusRing(rect, 7);
    if (told.asked) s.define(volumetricEnergyDensityWhL);
    name(middle, row);
    bar(middle, row);
    ImFont* font = row.isCurrent ? s.fonts.strong : s.fonts.body;
    s.mid(font, c_.mass, middle, s.theme.text, valueText(row.report, gravimetricEnergyDensityWhKg, !row.isCurrent),
          Align::right);
    if (c_.hasCapacity)
      s.mid(font, c_.capacity, middle, s.theme.text, valueText(row.report, specificCapacityMahG, !row.isCurrent),
            Align::right);
    if (c_.hasAxis) conductivities(middle, row);
    return told;
  }

  // The ticks of the axis, below all rows.
  void axis(float top, float bottom) const {
    if (!c_.hasAxis) return;
    for (const double tick : {0.01, 0.1, 1.0}) {
      const float at = axisX(tick);
      s.list->AddLine({at, top}, {at, bottom}, s.theme.border);
      s.text(s.fonts.caption, at, bottom + 3, s.theme.muted, shortestText(tick), Align::center);
    }
  }

 private:
  float axisX(double msCm) const {
    const double share = std::log(msCm / kLeastMsCm) / std::log(kMostMsCm / kLeastMsCm);
    return c_.axis + static_cast<float>(std::clamp(share, 0.0, 1.0)) * (c_.axisEnd - c_.axis);
  }

  ImU32 inkOf(const Row& row) const {
    return row.scenario.composite != nullptr ? s.theme.text : s.colorOf(row.scenario.model);
  }
  // A model's mark; of a composite of one's own a circle in the ink of text.
  void mark(const Row& row, ImVec2 at, float radius) const {
    if (row.scenario.composite != nullptr)
      s.list->AddCircleFilled(at, radius, s.theme.text);
    else
      s.mark(row.scenario.model, at, radius, row.isCurrent || row.isPinned);
  }

  void name(float middle, const Row& row) const {
    ImFont* font = row.isCurrent ? s.fonts.strong : s.fonts.body;
    const auto index = static_cast<std::size_t>(row.scenario.model);
    const Choice& choice = parameter(ParameterId::model).choices[index];
    if (!c_.isNarrow) {
      mark(row, {c_.name + 9, middle}, 6.5f);
      s.mid(font, c_.name + 26, middle, s.theme.text,
            row.isPinned || row.scenario.composite != nullptr ? fittedText(font, row.name, c_.value - c_.name - 80)
                                                              : row.name);
      return;
    }
    constexpr float kPicture = 40;
    float left = c_.name;
    if (!row.isPinned) {
      drawSection(s, {left, middle - kPicture / 2, kPicture, kPicture}, row.scenario.model, row.scenario.amWtPct,
                  kPicture / static_cast<float>(kSectionTileUm));
      left += kPicture + 10;
    }
    mark(row, {left + 6, middle - 9}, 5.5f);
    s.mid(font, left + 18, middle - 9, s.theme.text,
          row.isPinned                        ? row.name.substr(0, row.name.find(':'))
          : row.scenario.composite != nullptr ? fittedText(font, row.name, c_.bar - left - 24)
                                              : "Model " + std::string(choice.value));
    // What tells it from the others, in a word or two.
    static constexpr std::string_view kShort[] = {"conventional", "core–shell", "large SE", "small SE"};
    s.mid(s.fonts.caption, left, middle + 11, s.theme.muted, kShort[index]);
  }

  void bar(float middle, const Row& row) const {
    const MetricValue& value = row.report[volumetricEnergyDensityWhL];
    const auto top = static_cast<float>(s.model.scaleTopWhL());
    const float room = c_.barEnd - c_.bar;
    const auto lengthOf = [&](double whL) { return std::min(static_cast<float>(whL) / top, 1.0f) * room; };
    const float height = c_.isNarrow ? 18 : 17;
    if (!value.isKnown()) {
      s.mid(s.fonts.body, c_.isNarrow ? c_.bar : c_.value, middle, s.theme.muted, "–",
            c_.isNarrow ? Align::left : Align::right);
      return;
    }
    const ImU32 ink = inkOf(row);
    const double low = value.interval ? value.interval->lower : value.value,
                 high = value.interval ? value.interval->upper : value.value;
    const Rect whole{c_.bar, middle - height / 2, lengthOf(high), height};
    if (isRanked_ || row.isPinned) {
      if (high > low) s.box(whole, (ink & 0xFFFFFF) | 0x46000000, 0);
      s.box({whole.x, whole.y, lengthOf(low), height}, row.isCurrent ? ink : (ink & 0xFFFFFF) | 0xC8000000, 0);
    } else {
      // Nothing was measured here: no ranking.
      s.hatch(whole);
      s.list->AddRect(whole.min(), whole.max(), s.theme.muted);
    }
    // What was there before the edit.
    if (s.model.isEditing()) {
      if (const MetricValue& was = row.before[volumetricEnergyDensityWhL]; was.isKnown()) {
        const float before = whole.x + lengthOf(was.value);
        s.list->AddLine({before, whole.y - 3}, {before, whole.bottom() + 3}, s.theme.text, 1.5f);
      }
    }
    ImFont* font = row.isCurrent ? s.fonts.strong : s.fonts.body;
    const std::string number = displayText(metric(volumetricEnergyDensityWhL), value.value);
    std::string beside;
    if (c_.isNarrow) {
      beside = valueText(row.report, volumetricEnergyDensityWhL, !row.isCurrent);
    } else {
      s.mid(font, c_.value, middle, s.theme.text, number, Align::right);
      const MetricValue& own = s.model.report()[volumetricEnergyDensityWhL];
      if (value.interval)
        beside = valueText(row.report, volumetricEnergyDensityWhL, true);
      else if (!row.isCurrent && own.isKnown() && (isRanked_ || row.isPinned))
        beside = differenceText(value.value, own.value, own.interval.has_value());
    }
    if (beside.empty()) return;
    // Above the bar where a phone has no room beside it.
    ImFont* const besideFont = c_.isNarrow ? font : s.fonts.caption;
    const float massWidth = textWidth(font, valueText(row.report, gravimetricEnergyDensityWhKg, !row.isCurrent));
    const bool fits = whole.right() + textWidth(besideFont, beside) + 16 < c_.mass - massWidth || !c_.isNarrow;
    s.mid(besideFont, fits ? whole.right() + 8 : whole.x, fits ? middle : middle - 17,
          c_.isNarrow ? s.theme.text : s.theme.muted, beside);
  }

  void conductivities(float middle, const Row& row) const {
    const ImU32 ink = inkOf(row);
    const MetricValue &ions = row.report[ionicConductivityMsCm], &electrons = row.report[electronicConductivityMsCm];
    if (ions.isKnown() && electrons.isKnown())
      s.list->AddLine({axisX(ions.value), middle}, {axisX(electrons.value), middle}, ink, row.isCurrent ? 2.4f : 1.4f);
    if (ions.isKnown()) {
      const ImVec2 at{axisX(ions.value), middle};
      s.list->AddCircleFilled(at, 5.5f, s.theme.card);
      s.list->AddCircle(at, 5.5f, ink, 0, 1.8f);
    }
    if (electrons.isKnown()) s.list->AddCircleFilled({axisX(electrons.value), middle}, 5.5f, ink);
    if (!ions.isKnown() && !electrons.isKnown())
      s.mid(s.fonts.caption, c_.axis, middle, s.theme.muted, "no path is to be expected");
  }

  Screen& s;
  float x_, width_;
  Columns c_;
  bool isRanked_;
};

// All that a row says, in words.
std::string reading(const Row& row) {
  const auto item = [&](MetricId id) {
    const Metric& kind = metric(id);
    const std::string value = valueText(row.report, id, true);
    return value + (kind.unit.empty() ? "" : " " + std::string(kind.unit));
  };
  std::string text = row.name + ": " + item(volumetricEnergyDensityWhL) + ", " + item(gravimetricEnergyDensityWhKg) +
                     ", " + item(specificCapacityMahG);
  if (row.report[ionicConductivityMsCm].isKnown()) text += "; ions " + item(ionicConductivityMsCm);
  if (row.report[electronicConductivityMsCm].isKnown()) text += ", electrons " + item(electronicConductivityMsCm);
  return text;
}

// A cross that takes a pinned cell out; whether it was pressed.
bool removeButton(Screen& s, const Rect& rect, std::string_view letter) {
  const Told told = s.items.item(("remove-" + std::string(letter)).c_str(), rect, ItemKind::button);
  s.items.say(told, "Take " + std::string(letter) + " out, button");
  const ImVec2 c = rect.center();
  if (told.hovered) {
    s.box(rect, s.theme.track, 6);
    s.handCursor = true;
  }
  if (told.focused) s.focusRing(rect, 6);
  s.list->AddLine({c.x - 4, c.y - 4}, {c.x + 4, c.y + 4}, s.theme.muted, 1.6f);
  s.list->AddLine({c.x - 4, c.y + 4}, {c.x + 4, c.y - 4}, s.theme.muted, 1.6f);
  return told.pressed;
}

}  // namespace

float modelRows(Screen& s, float x, float y, float width) {
  const float top = y;
  const Table table(s, x, width);
  s.items.group();
  const bool isByLoading = s.model.figureOptions().same == SameSize::loading;
  constexpr std::string_view kSame[] = {"same loading", "same thickness"};
  const std::string_view title = width < 560 ? "The four models" : "The four models with all else as set";
  s.mid(s.fonts.strong, x, y + 15, s.theme.text, title);
  constexpr float kBoth = 230;  // both buttons
  if (textWidth(s.fonts.strong, title) + kBoth > width) y += 34;
  const Joined same = joinedButtons(s, x, y, width, "same", "", isByLoading ? 0 : 1, kSame);
  constexpr float kWithButtons = 760;
  if (width >= kWithButtons) {
    float left = x + width - kBoth - saveWidth(s);
    saveButton(s, left, y, figure::FigureId::energy);
    left -= buttonWidth(s, "Pin this cell");
    if (button(s, "pin", left, y, "Pin this cell",
               s.model.pinRefusal().empty() ? ButtonLook::quiet : ButtonLook::disabled))
      s.model.pin();
  }
  if (same.pressed) (void)s.model.putFigureOption("same", *same.pressed == 0 ? "loading" : "thickness");
  y += 42;
  y += table.heads(y);
  s.items.group();
  const float rowsTop = y;
  std::optional<Scenario> chosen;
  std::string read;
  if (s.model.scenario().composite != nullptr) {
    const Row row{
        s.model.scenario(), s.model.report(), s.model.before(), s.model.scenario().composite->name, true, false};
    const Told told = table.row(y, row, "row-own");
    s.items.say(told, reading(row) + ", chosen");
    if (told.hovered || told.focused) read = reading(row);
    y += table.height();
  }
  // In an order of their own, which no result changes.
  for (const ParticleModel model : {ParticleModel::thinShellSmall, ParticleModel::thinShellLarge,
                                    ParticleModel::coreShell, ParticleModel::conventional}) {
    const bool isCurrent = s.model.scenario().composite == nullptr && s.model.scenario().model == model;
    const Scenario scenario =
        isCurrent ? s.model.scenario() : withModel(s.model.scenario(), model, s.model.figureOptions().same);
    const auto index = static_cast<std::size_t>(model);
    const Row row{scenario,
                  isCurrent ? s.model.report() : s.model.reportOfModel(model),
                  isCurrent ? s.model.before() : s.model.modelBefore(model),
                  std::string(parameter(ParameterId::model).choices[index].label),
                  isCurrent,
                  false};
    const Told told = table.row(y, row, "row-model-" + std::to_string(index + 1));
    s.items.say(told, reading(row) + (isCurrent ? ", chosen" : ", button"));
    if (told.pressed && !s.model.locks(ParameterId::model)) chosen = scenario;
    if (told.hovered || told.focused || (read.empty() && s.state.pointedModel == model)) read = reading(row);
    y += table.height();
  }
  // What is pressed changes the set: that comes after the drawing.
  std::optional<std::size_t> recalled, removed;
  for (std::size_t i = 0; i < s.model.pinned().size(); ++i) {
    const Pinned& pinned = s.model.pinned()[i];
    const std::string letter = pinName(i);
    const Row row{pinned.scenario, pinned.report, pinned.report, letter + ": " + scenarioText(pinned.scenario),
                  false,           true};
    if (i == 0) y += 6;
    constexpr float kCross = 26;
    const Rect cross{x + width - kCross / 2 + 4, y + table.height() / 2 - 13, kCross, 26};
    if (removeButton(s, cross, letter)) removed = i;
    const Told told = table.row(y, row, "recall-" + letter);
    s.items.say(told, reading(row) + ", button");
    if (told.pressed) recalled = i;
    if (told.hovered || told.focused) read = reading(row);
    y += table.height();
  }
  table.axis(rowsTop, y + 2);
  y += width >= 820 ? 20.0f : 4.0f;
  // One line that reads what is pointed at, where nothing is covered by it.
  const bool isRanked = isWithinMeasured(s.model.scenario());
  if (read.empty())
    read = !isRanked ? "Hatched: beyond what was measured, so the models are not ranked."
                     : "Press a row to take its model. A pale end or a range: Table S5 contradicts itself there.";
  // Of a fixed height, whatever is read: nothing below it moves.
  const float line = drawWrapped(nullptr, s.fonts.caption, {}, width, 0, "x"), room = width >= 760 ? line : 2 * line;
  while (drawWrapped(nullptr, s.fonts.caption, {}, width, 0, read) > room) {
    const std::size_t end = read.find_last_of(",;");
    if (end == std::string::npos) break;
    read = read.substr(0, end);
  }
  drawWrapped(s.list, s.fonts.caption, {x, y}, width, s.theme.muted, read);
  y += room;
  if (chosen) s.model.recall(*chosen);
  if (recalled) s.model.recall(s.model.pinned()[*recalled].scenario);
  if (removed) s.model.unpin(*removed);
  return y + 6 - top;
}

}  // namespace cathode::web
