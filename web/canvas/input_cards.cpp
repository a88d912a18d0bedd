// SPDX-License-Identifier: MIT
#include "web/canvas/input_cards.h"

#include <algorithm>
#include <string>
#include <vector>

#include "core/base/number_text.h"
#include "web/canvas/widgets.h"

namespace cathode::web {
namespace {

// The source's sixteen cells as a table of their printed energy densities; a press recalls one.
float presets(Screen& s, float x, float y, float width) {
  const float labelWidth = 62;
  const float cell = (width - labelWidth) / 4;
  float top = y;
  for (int m = 0; m < kModelCount; ++m) {
    s.text(s.fonts.caption, x + labelWidth + (static_cast<float>(m) + 0.5f) * cell, top, s.theme.muted,
           width > 420 ? "Model " + std::to_string(m + 1) : "M" + std::to_string(m + 1), Align::center);
  }
  top += 20;
  for (const AmContent am : {AmContent::wt75, AmContent::wt85}) {
    for (const MeasuredTemperature t : {MeasuredTemperature::c30, MeasuredTemperature::c60}) {
      const std::string row = shortestText(kMeasuredAmWtPct[static_cast<std::size_t>(am)]) + " %, " +
                              shortestText(kMeasuredTemperatureC[static_cast<std::size_t>(t)]) + " °C";
      s.text(s.fonts.caption, x, top + 6, s.theme.muted, row);
      for (int m = 0; m < kModelCount; ++m) {
        const Preset preset{static_cast<ParticleModel>(m), am, t};
        const Rect rect{x + labelWidth + static_cast<float>(m) * cell + 2, top, cell - 4, 27};
        const std::string name = "preset-" + std::to_string(m) + row;
        const Told told = s.items.item(name.c_str(), rect, ItemKind::button);
        const bool current = s.model.isPreset(preset);
        s.box(rect, current ? s.theme.accent : told.hovered ? s.theme.accentSoft : s.theme.neutralSoft, 5);
        s.text(current ? s.fonts.strong : s.fonts.body, rect.center().x, rect.y + 5.5f,
               current ? s.theme.onAccent : s.theme.text, fixedText(energyEntry(preset.model, am, t).volumetricWhL, 0),
               Align::center);
        if (told.focused) s.focusRing(rect, 5);
        if (told.hovered) s.handCursor = true;
        if (told.pressed) s.model.applyPreset(preset);
      }
      top += 31;
    }
  }
  return top - y + 2;
}

void modelCard(Screen& s, Column& column) {
  if (!s.state.presentation.shows(ParameterId::model)) return;
  card(s, column, "Solid-electrolyte particle model",
       [&](float x, float y, float w) { return modelTiles(s, x, y, w); });
}

// The inputs of a group that count and are shown, but for the model, which has pictures of its own.
void groupCard(Screen& s, Column& column, ParameterGroup group) {
  std::vector<const Parameter*> shown;
  for (const Parameter& one : parameters()) {
    if (one.group == group && one.id != ParameterId::model && s.state.presentation.shows(one.id) &&
        one.isUsedIn(s.model.scenario()))
      shown.push_back(&one);
  }
  if (shown.empty()) return;
  const std::string_view title = groupLabel(group);
  // What few people change is folded away, unless it was chosen to be shown.
  const bool folds = group == ParameterGroup::materials && !s.isLimited();
  card(s, column, title, [&](float x, float y, float w) {
    const float top = y;
    if (folds) {
      const char* action = s.state.materialsOpen ? "Hide" : "Show";
      if (button(s, "materials", x + w - buttonWidth(s, action) + 8, y - 36, action, ButtonLook::quiet))
        s.state.materialsOpen = !s.state.materialsOpen;
      if (!s.state.materialsOpen) {
        s.text(s.fonts.caption, x, y - 4, s.theme.muted, "Densities, reference of τ²");
        return 18.0f;
      }
    }
    for (const Parameter* one : shown)
      y += one->isChoice() ? segments(s, x, y, w, one->id) : slider(s, x, y, w, one->id);
    if (group != ParameterGroup::conditions) return y - top;
    s.box({x, y + 3, 22, 6}, s.theme.measured, 3);
    s.text(s.fonts.caption, x + 30, y - 2, s.theme.muted, "range covered by measurements");
    return y + 18 - top;
  });
}

}  // namespace

void inputCards(Screen& s, Column& column) {
  modelCard(s, column);
  for (const ParameterGroup group :
       {ParameterGroup::cathode, ParameterGroup::conditions, ParameterGroup::cell, ParameterGroup::materials})
    groupCard(s, column, group);
}

void microstructureCard(Screen& s, Column& column) {
  card(s, column, "The composite that a volume is made of", [&](float x, float y, float w) {
    const float top = y;
    const bool isWide = w >= 560;
    const float half = isWide ? (w - 24) / 2 : w;
    float heights[2] = {};
    if (s.state.presentation.shows(ParameterId::model)) heights[0] = segments(s, x, y, half, ParameterId::model);
    if (s.state.presentation.shows(ParameterId::amWtPct))
      heights[1] = slider(s, isWide ? x + half + 24 : x, isWide ? y : y + heights[0], half, ParameterId::amWtPct);
    y += isWide ? std::max(heights[0], heights[1]) : heights[0] + heights[1];
    y += drawWrapped(s.list, s.fonts.caption, {x, y}, w, s.theme.muted,
                     "Below this drawing: particles packed to its volume fractions, and the transport through their "
                     "geometry next to what was measured. "
                     "All other inputs are those of the tab Cell.") +
         4;
    return y - top;
  });
}

void presetsCard(Screen& s, Column& column) {
  // They set inputs that are locked or not shown.
  if (s.isLimited()) return;
  card(s, column, "The source’s cells · Table S5, Wh/L",
       [&](float x, float y, float w) { return presets(s, x, y, w); });
}

}  // namespace cathode::web
