// SPDX-License-Identifier: MIT
#include "web/canvas/widgets.h"

#include <algorithm>
#include <cmath>

#include "web/canvas/sections.h"

namespace cathode::web {
namespace {

// Height of a line that a finger can hit.
constexpr float kTrackHitHeight = 30;

std::string valueWithUnit(const Parameter& field, double value) {
  std::string text = inputText(field, value);
  if (!field.unit.empty()) text.append(" ").append(field.unit);
  return text;
}

// An input that cannot be changed here: its name and value. Returns the height it takes.
float lockedInput(Screen& s, float x, float y, float width, const Parameter& field, std::string_view value) {
  s.text(s.fonts.body, x, y + 1, s.theme.text, field.label);
  s.label(x + textWidth(s.fonts.body, field.label) + 8, y - 0.5f, {s.theme.neutralSoft, s.theme.neutralText}, "fixed");
  s.text(s.fonts.strong, x + width, y + 1, s.theme.text, value, Align::right);
  return 30;
}

void drawHandle(Screen& s, float x, float y, const Told& told) {
  s.list->AddCircleFilled({x, y}, told.held ? 9.0f : 8.0f, s.theme.accent);
  s.list->AddCircleFilled({x, y}, 3.0f, s.theme.onAccent);
  if (told.focused) s.focusRing({x - 8, y - 8, 16, 16}, 8);
}

void drawTrack(Screen& s, const Parameter& field, float x, float y, float width, const Told& told) {
  const float at = static_cast<float>(s.model.sliderFraction(field.id)) * width;
  s.box({x, y - 2, width, 4}, s.theme.track, 2);
  if (const auto measured = measuredRange(field.id, s.model.scenario())) {
    const float from = static_cast<float>(s.model.sliderFractionOf(field, measured->lower)) * width;
    const float to = static_cast<float>(s.model.sliderFractionOf(field, measured->upper)) * width;
    s.box({x + from, y - 3, std::max(to - from, 2.0f), 6}, s.theme.measured, 3);
  }
  drawHandle(s, x + at, y, told);
}

// Whether the pointer moves the handle. A finger does only once it has moved sideways or is lifted:
// until then it may be about to scroll the page.
bool dragsSlider(const Told& track) {
  constexpr float kSidewaysMove = 6;
  const ImGuiIO& io = ImGui::GetIO();
  if (!(track.held || track.pressed) || !ImGui::IsMousePosValid()) return false;
  return io.MouseSource != ImGuiMouseSource_TouchScreen || track.pressed ||
         std::abs(io.MousePos.x - io.MouseClickedPos[0].x) > kSidewaysMove;
}

}  // namespace

float slider(Screen& s, float x, float y, float width, ParameterId id) {
  const Parameter& field = parameter(id);
  const std::string name(field.key);
  const std::string value = valueWithUnit(field, s.model.effectiveValue(id));
  if (!s.state.presentation.shows(id)) return 0;
  if (s.model.locks(id)) return lockedInput(s, x, y, width, field, value);
  const Rect valueField{x + width - textWidth(s.fonts.strong, value) - 8, y - 2, textWidth(s.fonts.strong, value) + 14,
                        24};

  s.text(s.fonts.body, x, y + 1, s.theme.text, field.label);
  const float afterLabel = x + textWidth(s.fonts.body, field.label) + 8;
  if (field.optional) {
    if (field.read(s.model.scenario())) {
      const Rect link{afterLabel, y - 1, textWidth(s.fonts.caption, field.whenEmpty) + 14, 20};
      const Told told = s.items.item((name + "-reset").c_str(), link, ItemKind::button);
      s.box(link, told.hovered ? s.theme.accentSoft : 0, 10, s.theme.accent);
      s.text(s.fonts.caption, link.x + 7, link.y + 3, s.theme.accent, field.whenEmpty);
      if (told.focused) s.focusRing(link, 10);
      if (told.hovered) s.handCursor = true;
      if (told.pressed) (void)s.model.setValue(id, std::nullopt);
    } else {
      s.label(afterLabel, y - 0.5f, {s.theme.neutralSoft, s.theme.neutralText}, field.whenEmpty);
    }
  }

  // The track before the value, so that the keyboard meets one stop per input.
  const float trackY = y + 34;
  const Told track =
      s.items.item(name.c_str(), {x - 8, trackY - kTrackHitHeight / 2, width + 16, kTrackHitHeight}, ItemKind::slider);
  if (dragsSlider(track)) s.model.setSliderFraction(id, (ImGui::GetIO().MousePos.x - x) / width);
  if (track.steps != 0) s.model.stepValue(id, track.steps);
  // A value beyond what the slider spans is not brought back by asking for its end.
  if (track.toEnd < 0 && s.model.effectiveValue(id) > field.usualMin) s.model.setSliderFraction(id, 0.0);
  if (track.toEnd > 0 && s.model.effectiveValue(id) < field.usualMax) s.model.setSliderFraction(id, 1.0);
  if (track.hovered) s.handCursor = true;
  drawTrack(s, field, x, trackY, width, track);

  const Told typed = s.items.item((name + "-value").c_str(), valueField, ItemKind::button, false);
  if (typed.hovered) {
    s.handCursor = true;
    s.box(valueField, s.theme.accentSoft, 5);
  }
  if (s.state.editing != id) s.text(s.fonts.strong, x + width, y + 1, s.theme.text, value, Align::right);
  if (typed.pressed) s.items.focusOn(name.c_str());
  if (typed.pressed || track.edit) {
    s.edit = EditRequest{id, {x + width - 128, y - 6, 128, 30}};
  }
  return 54;
}

float segments(Screen& s, float x, float y, float width, ParameterId id) {
  const Parameter& field = parameter(id);
  if (!s.state.presentation.shows(id)) return 0;
  const int current = static_cast<int>(s.model.effectiveValue(id));
  if (s.model.locks(id)) return lockedInput(s, x, y, width, field, field.choices[current].label);
  std::vector<std::string_view> labels;
  for (const Choice& choice : field.choices) labels.push_back(choice.label);
  const Joined joined =
      joinedButtons(s, x, y, width, field.key, field.label, static_cast<std::size_t>(current), labels);
  if (joined.pressed) (void)s.model.setValue(id, static_cast<double>(*joined.pressed));
  return joined.height;
}

Joined joinedButtons(Screen& s, float x, float y, float width, std::string_view name, std::string_view label,
                     std::size_t current, std::span<const std::string_view> labels) {
  float needed = 0;
  for (const std::string_view one : labels) needed += textWidth(s.fonts.body, one) + 22;
  const bool above = textWidth(s.fonts.body, label) + 12 + needed > width;
  s.text(s.fonts.body, x, y + (above ? 0 : 6), s.theme.text, label);
  const float top = above ? y + 22 : y;
  // Where they do not fit side by side they share the width in two rows.
  const bool twoRows = above && needed > width && labels.size() > 2;
  const std::size_t perRow = twoRows ? (labels.size() + 1) / 2 : labels.size();
  const float each = above ? width / static_cast<float>(perRow) : 0;
  const float height = twoRows ? 60 : 30;
  float left = above ? x : x + width - needed;
  s.box({left, top, above ? width : needed, height}, s.theme.neutralSoft, 7);
  Joined joined{std::nullopt, (above ? 32 : 10) + height};
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (twoRows && i == perRow) left = x;
    const Rect part{left, top + (twoRows && i >= perRow ? 30.0f : 0.0f),
                    above ? each : textWidth(s.fonts.body, labels[i]) + 22, 30};
    const Told told = s.items.item((std::string(name) + "=" + std::string(labels[i])).c_str(), part, ItemKind::button);
    const bool selected = i == current;
    if (selected) s.box(part.grown(-2), s.theme.card, 6, s.theme.accent);
    s.text(selected ? s.fonts.strong : s.fonts.body, part.center().x, part.y + 7,
           selected ? s.theme.accent : s.theme.neutralText, labels[i], Align::center);
    if (told.focused) s.focusRing(part, 6);
    if (told.hovered) s.handCursor = true;
    if (told.pressed) joined.pressed = i;
    left += part.w;
  }
  return joined;
}

Slid plainSlider(Screen& s, float x, float y, float width, const std::string& name, std::string_view label,
                 std::string_view value, double at, double standard) {
  s.text(s.fonts.body, x, y + 1, s.theme.text, label);
  s.text(s.fonts.strong, x + width, y + 1, s.theme.text, value, Align::right);
  const float trackY = y + 34;
  const Rect rect{x - 8, trackY - kTrackHitHeight / 2, width + 16, kTrackHitHeight};
  const Told track = s.items.item(name.c_str(), rect, ItemKind::slider);
  Slid slid{std::nullopt, track.steps, track.hovered || track.focused, rect, 54};
  if (dragsSlider(track)) slid.fraction = std::clamp<double>((ImGui::GetIO().MousePos.x - x) / width, 0.0, 1.0);
  if (track.toEnd != 0) slid.fraction = track.toEnd < 0 ? 0.0 : 1.0;
  if (track.hovered) s.handCursor = true;
  s.box({x, trackY - 2, width, 4}, s.theme.track, 2);
  const float mark = x + static_cast<float>(standard) * width;
  s.box({mark - 1.5f, trackY - 7, 3, 14}, s.theme.measured, 1);
  drawHandle(s, x + static_cast<float>(at) * width, trackY, track);
  return slid;
}

Switched switchButton(Screen& s, const char* name, float x, float y, std::string_view text, bool on) {
  const Rect rect{x, y, buttonWidth(s, text), kButtonHeight};
  const Told told = s.items.item(name, rect, ItemKind::button);
  s.box(rect, on || told.hovered ? s.theme.accentSoft : s.theme.card, 7, on ? s.theme.accent : s.theme.border);
  s.text(on ? s.fonts.strong : s.fonts.body, rect.center().x, rect.y + 7, on ? s.theme.accent : s.theme.text, text,
         Align::center);
  if (told.focused) s.focusRing(rect, 7);
  if (told.hovered) s.handCursor = true;
  return {told.pressed, told.hovered || told.focused, rect};
}

float modelTiles(Screen& s, float x, float y, float width) {
  constexpr float kGap = 8;
  const Parameter& field = parameter(ParameterId::model);
  const float tile = (width - 3 * kGap) / 4;
  const float picture = std::min(tile - 12, 84.0f);
  const float height = picture + 32;
  for (int i = 0; i < kModelCount; ++i) {
    const Rect rect{x + static_cast<float>(i) * (tile + kGap), y, tile, height};
    const std::string name = "model=" + std::string(field.choices[i].value);
    const bool locked = s.model.locks(ParameterId::model);
    const Told told = locked ? Told{} : s.items.item(name.c_str(), rect, ItemKind::button);
    const bool selected = static_cast<int>(s.model.scenario().model) == i;
    s.box(rect, selected || told.hovered ? s.theme.accentSoft : s.theme.card, 8,
          selected ? s.theme.accent : s.theme.border);
    if (selected) s.list->AddRect(rect.min(), rect.max(), s.theme.accent, 8, 0, 2.0f);
    drawSection(s, {rect.center().x - picture / 2, rect.y + 6, picture, picture}, static_cast<ParticleModel>(i),
                s.model.scenario().amWtPct, picture / static_cast<float>(kSectionTileUm));
    s.text(selected ? s.fonts.strong : s.fonts.body, rect.center().x, rect.bottom() - 22,
           selected ? s.theme.accent : s.theme.text, field.choices[i].value, Align::center);
    if (told.focused) s.focusRing(rect, 8);
    if (told.hovered) s.handCursor = true;
    if (told.hovered || told.focused) {
      s.tip = Tip{rect, "Model " + std::string(field.choices[i].value), std::string(field.choices[i].label)};
    }
    if (told.pressed) (void)s.model.setValue(ParameterId::model, i);
  }
  const int current = static_cast<int>(s.model.scenario().model);
  s.text(s.fonts.body, x, y + height + 10, s.theme.muted,
         std::string(field.choices[current].value) + " · " + std::string(field.choices[current].label));
  return height + 32;
}

float buttonWidth(const Screen& s, std::string_view text) { return textWidth(s.fonts.body, text) + 24; }

bool button(Screen& s, const char* id, float x, float y, std::string_view text, ButtonLook look) {
  const Rect rect{x, y, buttonWidth(s, text), kButtonHeight};
  if (look == ButtonLook::disabled) {
    s.box(rect, 0, 7, s.theme.track);
    s.text(s.fonts.body, rect.center().x, rect.y + 7, s.theme.disabled, text, Align::center);
    return false;
  }
  const Told told = s.items.item(id, rect, ItemKind::button);
  if (look == ButtonLook::primary) {
    s.box(rect, s.theme.accent, 7);
    s.text(s.fonts.body, rect.center().x, rect.y + 7, s.theme.onAccent, text, Align::center);
  } else {
    s.box(rect, told.hovered ? s.theme.accentSoft : s.theme.card, 7, look == ButtonLook::plain ? s.theme.border : 0);
    s.text(s.fonts.body, rect.center().x, rect.y + 7, look == ButtonLook::plain ? s.theme.text : s.theme.accent, text,
           Align::center);
  }
  if (told.focused) s.focusRing(rect, 7);
  if (told.hovered) s.handCursor = true;
  return told.pressed;
}

}  // namespace cathode::web
