// SPDX-License-Identifier: MIT
#include "web/canvas/widgets.h"

#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "web/canvas/sections.h"

namespace cathode::web {
namespace {

// Height of a line that a finger can hit.
constexpr float kTrackHitHeight = 36;

// Numbers far below one as powers of ten.
std::string numberText(double value, const std::string& text) {
  return value > 0.0 && value < 1e-4 ? scientificText(value) : text;
}

std::string valueWithUnit(const Parameter& field, double value) {
  if (value != value) return "–";
  std::string text = numberText(value, inputText(field, value));
  if (!field.unit.empty()) text.append(" ").append(field.unit);
  return text;
}

// An input that cannot be changed here: its name and value. Returns the height it takes.
float lockedInput(Screen& s, float x, float y, float width, const Parameter& field, std::string_view value) {
  s.name(s.fonts.body, x, y, s.theme.text, field.label, field.id);
  s.label(x + textWidth(s.fonts.body, field.label) + 8, y - 1, {s.theme.neutralSoft, s.theme.neutralText}, "fixed");
  s.text(s.fonts.strong, x + width, y, s.theme.text, value, Align::right);
  return 32;
}

// What the input is measured in, in words below its track, and where: nothing for most.
struct Mark {
  float from, to;  // along the track
  std::string words;
};
std::optional<Mark> markOf(const Screen& s, const Parameter& field, float width) {
  const auto measured = measuredRange(field.id, s.model.scenario());
  const auto at = [&](double value) { return static_cast<float>(s.model.sliderFractionOf(field, value)) * width; };
  if (!measured) {
    static constexpr Scenario kSource;
    const ParameterValue source = field.read(kSource);
    if (!source) return std::nullopt;
    return Mark{at(*source), at(*source), field.group == ParameterGroup::rate ? "assumed" : "source"};
  }
  const float from = at(measured->lower), to = at(measured->upper);
  if (to - from < 4) return Mark{(from + to) / 2, (from + to) / 2, "source"};
  const auto text = [](double value) { return shortestText(std::round(value * 10) / 10); };
  return Mark{from, to, "measured " + text(measured->lower) + "–" + text(measured->upper)};
}

// The energy density along a track, on the one scale of all; beyond what was measured as a thin line. `at` is the value
// that is set, `before` that of before the edit, both along the track.
struct Place {
  float at;
  std::optional<float> before;
};
void drawScent(Screen& s, const Parameter& field, const Rect& area, const std::optional<Mark>& mark, Place place) {
  const ViewModel::Scent& scent = s.model.scentOf(field.id, scentMetric(s));
  const auto top = static_cast<float>(s.model.scaleTopWhL());
  const auto yOf = [&](float whL) { return area.bottom() - std::min(whL / top, 1.0f) * area.h; };
  const auto valueAt = [&](float along) {
    const float share = std::clamp(along / area.w, 0.0f, 1.0f) * static_cast<float>(scent.size() - 1);
    const auto i = std::min(static_cast<std::size_t>(share), scent.size() - 2);
    return scent[i] + (scent[i + 1] - scent[i]) * (share - static_cast<float>(i));
  };
  const bool isBounded = mark && mark->to > mark->from;
  const float from = isBounded ? mark->from : 0, to = isBounded ? mark->to : area.w;
  const auto curve = [&](float begin, float end, ImU32 ink, float width, bool isFilled) {
    if (end - begin < 1) return;
    constexpr int kPieces = 32;
    ImVec2 points[kPieces + 1];
    // Smooth edges of pieces side by side would show.
    const ImDrawListFlags flags = s.list->Flags;
    s.list->Flags &= ~ImDrawListFlags_AntiAliasedFill;
    for (int i = 0; i <= kPieces; ++i) {
      const float along = begin + (end - begin) * static_cast<float>(i) / kPieces;
      points[i] = {area.x + along, yOf(valueAt(along))};
      if (isFilled && i > 0) {
        s.list->AddQuadFilled(points[i - 1], points[i], {points[i].x, area.bottom()}, {points[i - 1].x, area.bottom()},
                              s.theme.neutralSoft);
      }
    }
    s.list->Flags = flags;
    s.list->AddPolyline(points, kPieces + 1, ink, 0, width);
  };
  curve(from, to, s.theme.text, 1.6f, true);
  if (isBounded) {
    curve(0, from, s.theme.disabled, 1, false);
    curve(to, area.w, s.theme.disabled, 1, false);
  }
  const auto stem = [&](float along, ImU32 ink, float radius) {
    const ImVec2 point{area.x + along, yOf(valueAt(along))};
    s.list->AddLine(point, {point.x, area.bottom() + 4}, ink);
    s.list->AddCircleFilled(point, radius, ink);
  };
  if (place.before) stem(*place.before, s.theme.disabled, 2.5f);
  stem(place.at, s.theme.text, 2.5f);
}

void drawHandle(Screen& s, float x, float y, const Told& told) {
  s.list->AddCircleFilled({x, y}, told.held ? 10.0f : 9.0f, s.theme.accent);
  s.list->AddCircleFilled({x, y}, 5.0f, s.theme.card);
  if (told.focused) s.focusRing({x - 9, y - 9, 18, 18}, 9);
}

// What warns of an input, beside its name: a mark that tells it. Returns the width it takes.
float warningMark(Screen& s, float x, float y, const Parameter& field) {
  for (const Warning& warning : s.model.report().warnings()) {
    if (warning.field != field.id || isNote(warning.code)) continue;
    const Rect rect{x, y, 18, 18};
    const std::string name = "warning-" + std::string(field.key);
    const Told told = s.items.item(name.c_str(), rect, ItemKind::button);
    const std::string message = warningMessage(warning.code, s.model.scenario());
    const ImVec2 c = rect.center();
    s.list->AddTriangleFilled({c.x, c.y - 7}, {c.x + 8, c.y + 7}, {c.x - 8, c.y + 7}, s.theme.amberSoft);
    s.list->AddTriangle({c.x, c.y - 7}, {c.x + 8, c.y + 7}, {c.x - 8, c.y + 7}, s.theme.amberText, 1.3f);
    s.mid(s.fonts.captionStrong, c.x, c.y + 1.5f, s.theme.amberText, "!", Align::center);
    s.items.say(told, "Warning: " + message);
    if (told.focused) s.focusRing(rect, 4);
    if (s.explains(ImGui::GetID(name.c_str()), told)) s.tip = Tip{rect, "Warning", message};
    return rect.w + 4;
  }
  return 0;
}

// The name of an input, and beside it, before `end`, the way back to what it is when it is left empty. Returns where
// that ends.
float inputName(Screen& s, float x, float y, float end, const Parameter& field) {
  s.name(s.fonts.body, x, y, s.theme.text, field.label, field.id);
  float after = x + textWidth(s.fonts.body, field.label) + 8;
  after += warningMark(s, after, y - 1, field);
  if (!field.optional || !field.read(s.model.scenario())) return after;
  const bool isWhole = after + textWidth(s.fonts.caption, field.whenEmpty) + 16 < end;
  const std::string_view text = isWhole ? field.whenEmpty : "reset";
  const Rect link{after, y - 2, textWidth(s.fonts.caption, text) + 16, 21};
  const Told told = s.items.item((std::string(field.key) + "-reset").c_str(), link, ItemKind::button);
  s.items.say(told, std::string(field.label) + ": back to " + std::string(field.whenEmpty) + ", button");
  s.box(link, told.hovered ? s.theme.accentSoft : 0, 10, s.theme.accent);
  s.mid(s.fonts.caption, link.x + 8, link.center().y, s.theme.accent, text);
  if (told.focused) s.focusRing(link, 10);
  if (told.hovered) s.handCursor = true;
  if (told.pressed) (void)s.model.setValue(field.id, std::nullopt);
  return link.right() + 8;
}

// The cathode is sized by its thickness or its loading: a small button turns to the other. Whether it has room.
bool sizingButton(Screen& s, float x, float y, float room, const Parameter& field) {
  if (field.id != ParameterId::cathodeThicknessUm && field.id != ParameterId::loadingMgCm2) return true;
  if (!s.state.presentation.shows(ParameterId::sizing) || s.model.locks(ParameterId::sizing)) return true;
  const bool isThickness = field.id == ParameterId::cathodeThicknessUm;
  const std::string text = isThickness ? "by loading" : "by thickness";
  const Rect rect{x, y - 2, textWidth(s.fonts.caption, text) + 12, 21};
  if (rect.w > room) return false;
  const Told told = s.items.item(isThickness ? "sizing=Loading" : "sizing=Thickness", rect, ItemKind::button);
  s.items.say(told, "Set the cathode " + text + ", button");
  if (told.hovered) {
    s.box(rect, s.theme.accentSoft, 10);
    s.handCursor = true;
  }
  s.mid(s.fonts.caption, rect.center().x, rect.center().y, s.theme.accent, text, Align::center);
  if (told.focused) s.focusRing(rect, 10);
  if (told.pressed) (void)s.model.setValue(ParameterId::sizing, isThickness ? 1.0 : 0.0);
  return true;
}

}  // namespace

bool dragsSideways(const Told& track) {
  constexpr float kSidewaysMove = 6;
  const ImGuiIO& io = ImGui::GetIO();
  if (!(track.held || track.pressed) || !ImGui::IsMousePosValid()) return false;
  return io.MouseSource != ImGuiMouseSource_TouchScreen || track.pressed ||
         std::abs(io.MousePos.x - io.MouseClickedPos[0].x) > kSidewaysMove;
}

MetricId scentMetric(const Screen& s) {
  return s.state.presentation.view == View::rate ? MetricId::volumetricEnergyDensityAtRateWhL
                                                 : MetricId::volumetricEnergyDensityWhL;
}

float slider(Screen& s, float x, float y, float width, ParameterId id, float curveHeight) {
  const Parameter& field = parameter(id);
  const std::string name(field.key);
  const double effective = s.model.effectiveValue(id);
  const std::string value = valueWithUnit(field, effective);
  if (!s.state.presentation.shows(id)) return 0;
  if (s.model.locks(id)) return lockedInput(s, x, y, width, field, value);
  const float valueWidth = textWidth(s.fonts.strong, value);
  const Rect valueField{x + width - valueWidth - 8, y - 4, valueWidth + 14, 26};

  // The track before the name's buttons and the value, so that the keyboard meets the input first.
  const float trackY = y + 27 + curveHeight;
  const Rect hit{x - 9, y + 22, width + 18, curveHeight + 5 + kTrackHitHeight / 2};
  const Told track = s.items.item(name.c_str(), hit, ItemKind::slider);
  s.items.say(track, std::string(field.label) + ", slider, " + value);
  if (dragsSideways(track)) s.model.setSliderFraction(id, (ImGui::GetIO().MousePos.x - x) / width);
  if (track.steps != 0) s.model.stepValue(id, track.steps);
  // A value beyond what the slider spans is not brought back by asking for its end.
  if (track.toEnd < 0 && effective > field.usualMin) s.model.setSliderFraction(id, 0.0);
  if (track.toEnd > 0 && effective < field.usualMax) s.model.setSliderFraction(id, 1.0);
  if (track.hovered) s.handCursor = true;
  if (track.asked) s.define(id);

  const float after = inputName(s, x, y, valueField.x, field);
  // Else on a line of its own below.
  const bool isBelow = !sizingButton(s, after, y, valueField.x - after, field);

  const std::optional<Mark> mark = markOf(s, field, width);
  const float at = static_cast<float>(s.model.sliderFraction(id)) * width;
  std::optional<float> before;
  if (const ParameterValue was = field.read(s.model.scenarioBefore());
      s.model.isEditing() && was && was != field.read(s.model.scenario()))
    before = static_cast<float>(s.model.sliderFractionOf(field, *was)) * width;
  drawScent(s, field, {x, y + 23, width, curveHeight}, mark, {at, before});
  s.box({x, trackY - 2, width, 4}, s.theme.track, 2);
  if (mark && mark->to > mark->from) s.box({x + mark->from, trackY - 2, mark->to - mark->from, 4}, s.theme.measured, 2);
  if (mark && mark->to == mark->from) s.box({x + mark->from - 1, trackY - 5, 2, 10}, s.theme.measured, 1);
  if (before) s.list->AddCircle({x + *before, trackY}, 7, s.theme.disabled, 0, 2);
  drawHandle(s, x + at, trackY, track);

  // The ends, and between them what is marked, where there is room.
  const float endY = trackY + 11;
  const std::string low = numberText(field.usualMin, shortestText(field.usualMin)),
                    high = numberText(field.usualMax, shortestText(field.usualMax));
  s.text(s.fonts.caption, x, endY, s.theme.muted, low);
  s.text(s.fonts.caption, x + width, endY, s.theme.muted, high, Align::right);
  if (mark) {
    const float wide = textWidth(s.fonts.caption, mark->words);
    const float left = x + textWidth(s.fonts.caption, low) + 10,
                right = x + width - textWidth(s.fonts.caption, high) - 10;
    const float middle = x + (mark->from + mark->to) / 2;
    if (wide < right - left)
      s.text(s.fonts.caption, std::clamp(middle, left + wide / 2, right - wide / 2), endY, s.theme.muted, mark->words,
             Align::center);
  }

  const Told typed = s.items.item((name + "-value").c_str(), valueField, ItemKind::button, false);
  if (typed.hovered) {
    s.handCursor = true;
    s.box(valueField, s.theme.accentSoft, 5);
  }
  if (s.state.editing != id) s.text(s.fonts.strong, x + width, y, s.theme.text, value, Align::right);
  if (typed.pressed) s.items.focusOn(name.c_str());
  if (typed.pressed || track.edit) {
    s.edit = EditRequest{id, {x + width - 128, y - 7, 128, 30}};
  }
  if (!isBelow) return trackY + 32 - y;
  sizingButton(s, x - 6, trackY + 32, width, field);
  return trackY + 56 - y;
}

float segments(Screen& s, float x, float y, float width, ParameterId id) {
  const Parameter& field = parameter(id);
  if (!s.state.presentation.shows(id)) return 0;
  const int current = static_cast<int>(s.model.effectiveValue(id));
  if (s.model.locks(id)) return lockedInput(s, x, y, width, field, field.choices[current].label);
  std::vector<std::string_view> labels;
  for (const Choice& choice : field.choices) labels.push_back(choice.label);
  const Joined joined =
      joinedButtons(s, x, y, width, field.key, field.label, static_cast<std::size_t>(current), labels, id);
  if (joined.pressed) (void)s.model.setValue(id, static_cast<double>(*joined.pressed));
  return joined.height;
}

Joined joinedButtons(Screen& s, float x, float y, float width, std::string_view name, std::string_view label,
                     std::size_t current, std::span<const std::string_view> labels,
                     std::optional<ParameterId> defined) {
  float needed = 0;
  for (const std::string_view one : labels) needed += textWidth(s.fonts.body, one) + 22;
  const bool above = !label.empty() && textWidth(s.fonts.body, label) + 12 + needed > width;
  const float labelY = above ? y + 9 : y + 15;
  if (defined)
    s.name(s.fonts.body, x, labelY - s.fonts.body->FontSize / 2, s.theme.text, label, *defined);
  else if (!label.empty())
    s.mid(s.fonts.body, x, labelY, s.theme.text, label);
  const float top = above ? y + 24 : y;
  // Where they do not fit side by side they share the width in rows.
  const std::size_t rows = above && needed > width ? (labels.size() > 2 && needed > 2 * width ? labels.size() : 2) : 1;
  const std::size_t perRow = (labels.size() + rows - 1) / rows;
  const float each = above ? width / static_cast<float>(perRow) : 0;
  const float height = 30.0f * static_cast<float>(rows);
  float left = above ? x : x + width - needed;
  s.box({left, top, above ? width : needed, height}, s.theme.neutralSoft, 7);
  Joined joined{std::nullopt, (above ? 34 : 10) + height};
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (i > 0 && i % perRow == 0 && rows > 1) left = x;
    const std::size_t row = i / perRow;
    const Rect part{left, top + 30.0f * static_cast<float>(row), above ? each : textWidth(s.fonts.body, labels[i]) + 22,
                    30};
    const Told told = s.items.item((std::string(name) + "=" + std::string(labels[i])).c_str(), part, ItemKind::button);
    const bool selected = i == current;
    s.items.say(told, std::string(label) + (label.empty() ? "" : ": ") + std::string(labels[i]) + ", " +
                          (selected ? "chosen" : "button"));
    if (selected) s.box(part.grown(-2), s.theme.card, 6, s.theme.accent);
    s.mid(selected ? s.fonts.strong : s.fonts.body, part.center().x, part.center().y,
          selected ? s.theme.accent : s.theme.neutralText, labels[i], Align::center);
    if (told.focused) s.focusRing(part, 6);
    if (told.hovered) s.handCursor = true;
    if (told.pressed) joined.pressed = i;
    if (told.asked && defined) s.define(*defined);
    left += part.w;
  }
  return joined;
}

float optionButtons(Screen& s, float x, float y, float width, std::string_view key) {
  const figure::OptionKind& option = figure::optionKind(key);
  const std::string now = figure::figureOptionText(s.model.figureOptions(), key);
  std::vector<std::string_view> labels;
  for (const Choice& choice : option.choices) labels.push_back(choice.label);
  const auto current =
      static_cast<std::size_t>(std::ranges::find(option.choices, now, &Choice::value) - option.choices.begin());
  const Joined joined = joinedButtons(s, x, y, width, key, option.label, current, labels);
  if (joined.pressed) (void)s.model.putFigureOption(key, option.choices[*joined.pressed].value);
  return joined.height;
}

Switched switchButton(Screen& s, const char* name, float x, float y, std::string_view text, bool on) {
  const Rect rect{x, y, buttonWidth(s, text), kButtonHeight};
  const Told told = s.items.item(name, rect, ItemKind::button);
  s.items.say(told, std::string(text) + ", " + (on ? "on" : "off"));
  s.box(rect, on || told.hovered ? s.theme.accentSoft : s.theme.card, 7, on ? s.theme.accent : s.theme.border);
  s.mid(on ? s.fonts.strong : s.fonts.body, rect.center().x, rect.center().y, on ? s.theme.accent : s.theme.text, text,
        Align::center);
  if (told.focused) s.focusRing(rect, 7);
  if (told.hovered) s.handCursor = true;
  return {told.pressed, told.hovered || told.focused, rect};
}

float modelTiles(Screen& s, float x, float y, float width) {
  constexpr float kGap = 6;
  const Parameter& field = parameter(ParameterId::model);
  const float tile = (width - 3 * kGap) / 4, picture = std::min(tile, 96.0f), height = picture + 24;
  for (int i = 0; i < kModelCount; ++i) {
    const auto model = static_cast<ParticleModel>(i);
    const Rect rect{x + static_cast<float>(i) * (tile + kGap) + (tile - picture) / 2, y, picture, height};
    const std::string name = "model=" + std::string(field.choices[i].value);
    const bool locked = s.model.locks(ParameterId::model);
    const Told told = locked ? Told{} : s.items.item(name.c_str(), rect, ItemKind::button);
    const bool selected = s.model.scenario().model == model && s.model.scenario().composite == nullptr;
    s.items.say(told, "Model " + std::string(field.choices[i].value) + ", " + std::string(field.choices[i].label) +
                          (selected ? ", chosen" : ", button"));
    if (told.hovered || told.focused) s.pointing = model;
    const bool pointed = s.state.pointedModel == model;
    if (selected || pointed) s.box(rect.grown(3), selected ? s.theme.accentSoft : s.theme.neutralSoft, 8);
    drawSection(s, {rect.x, rect.y, picture, picture}, model, s.model.scenario().amWtPct,
                picture / static_cast<float>(kSectionTileUm));
    if (selected) {
      const Rect ring = rect.grown(3);
      s.list->AddRect(ring.min(), ring.max(), s.theme.accent, 8, 0, 2.0f);
    }
    const std::string_view digit = field.choices[i].value;
    const float middle = rect.bottom() - 11;
    s.mark(model, {rect.center().x - 10, middle}, 5.5f, selected);
    s.mid(selected ? s.fonts.strong : s.fonts.body, rect.center().x + 8, middle, s.theme.text, digit, Align::center);
    if (told.focused) s.focusRing(rect, 8);
    if (told.hovered) s.handCursor = true;
    if (told.pressed) (void)s.model.setValue(ParameterId::model, i);
    if (told.asked) s.define(ParameterId::model);
  }
  return height;
}

float buttonWidth(const Screen& s, std::string_view text) { return textWidth(s.fonts.body, text) + 24; }

bool button(Screen& s, const char* id, float x, float y, std::string_view text, ButtonLook look) {
  const Rect rect{x, y, buttonWidth(s, text), kButtonHeight};
  if (look == ButtonLook::disabled) {
    s.box(rect, 0, 7, s.theme.track);
    s.mid(s.fonts.body, rect.center().x, rect.center().y, s.theme.disabled, text, Align::center);
    return false;
  }
  const Told told = s.items.item(id, rect, ItemKind::button);
  s.items.say(told, std::string(text) + ", button");
  s.box(rect,
        told.hovered                ? s.theme.accentSoft
        : look == ButtonLook::plain ? s.theme.card
                                    : 0,
        7, look == ButtonLook::plain ? s.theme.border : 0);
  s.mid(s.fonts.body, rect.center().x, rect.center().y, look == ButtonLook::plain ? s.theme.text : s.theme.accent, text,
        Align::center);
  if (told.focused) s.focusRing(rect, 7);
  if (told.hovered) s.handCursor = true;
  return told.pressed;
}

namespace {
constexpr std::string_view kSave = "Save or cite";
}

float saveWidth(const Screen& s) { return buttonWidth(s, kSave); }

void saveButton(Screen& s, float x, float y, figure::FigureId id, std::optional<Carrier> carrier) {
  const std::string name = "save-" + std::string(figure::figureKinds()[static_cast<std::size_t>(id)].name) +
                           (carrier == Carrier::electron ? "-electron" : "");
  if (!button(s, name.c_str(), x, y, kSave, ButtonLook::quiet)) return;
  if (carrier) {
    figure::FigureOptions options = s.model.figureOptions();
    options.carrier = *carrier;
    s.model.setFigureOptions(options);
  }
  s.asked = Ask::figure;
  s.askedFor = static_cast<int>(id);
}

void edgeHandle(Screen& s, const Rect& edge, const Told& told) {
  constexpr float kWidth = 6;
  const Rect bar{edge.center().x - kWidth / 2, edge.y - 5, kWidth, edge.h + 10};
  s.box(bar, s.theme.card, 3);
  s.list->AddRect(bar.min(), bar.max(), told.hovered || told.held ? s.theme.text : s.theme.accent, 3, 0, 2);
  if (told.focused) s.focusRing(bar, 3);
  if (told.hovered || told.held) s.handCursor = true;
}

}  // namespace cathode::web
