// SPDX-License-Identifier: MIT
#include "web/canvas/screen.h"

#include <algorithm>
#include <initializer_list>
#include <numbers>

#include "core/cell/provenance.h"

namespace cathode::web {

void Screen::box(const Rect& rect, ImU32 fill, float rounding, ImU32 border) const {
  if (Recording* seen = recording()) seen->boxes.push_back({rect, fill, border, list->_Splitter._Current});
  if (fill != 0) list->AddRectFilled(rect.min(), rect.max(), fill, rounding);
  // Half a pixel in, so that a one-pixel line covers whole pixels.
  if (border != 0)
    list->AddRect({rect.x + 0.5f, rect.y + 0.5f}, {rect.right() - 0.5f, rect.bottom() - 0.5f}, border, rounding);
}

void Screen::focusRing(const Rect& rect, float rounding) const {
  const Rect ring = rect.grown(3);
  list->AddRect(ring.min(), ring.max(), theme.focus, rounding + 3, 0, 2.0f);
}

Rect Screen::label(float x, float y, LabelColors colors, std::string_view what, Align align) const {
  const float wide = textWidth(fonts.caption, what) + 16;
  const Rect rect{align == Align::right ? x - wide : x, y, wide, 20};
  if (colors.isDashed) {
    box(rect, colors.back, 10);
    constexpr float kDash = 3;
    for (float at = rect.x + 8; at < rect.right() - 8; at += 2 * kDash) {
      for (const float edge : {rect.y + 0.5f, rect.bottom() - 0.5f})
        list->AddLine({at, edge}, {std::min(at + kDash, rect.right() - 8), edge}, colors.text);
    }
    for (const float edge : {rect.x + 10, rect.right() - 10}) {
      const float from = edge < rect.center().x ? std::numbers::pi_v<float> / 2 : -std::numbers::pi_v<float> / 2;
      list->PathArcTo({edge, rect.center().y}, 9.5f, from, from + std::numbers::pi_v<float>, 8);
      list->PathStroke(colors.text);
    }
  } else {
    box(rect, colors.back, 10, colors.border);
  }
  mid(fonts.caption, rect.x + 8, rect.center().y, colors.text, what);
  return rect;
}

void Screen::name(ImFont* font, float x, float y, ImU32 color, std::string_view what, const Defined& of, Align align) {
  const float wide = textWidth(font, what);
  const float left = align == Align::right ? x - wide : align == Align::center ? x - wide / 2 : x;
  const Told told = items.item(of.item.c_str(), {left, y - 2, wide, font->FontSize + 4}, ItemKind::button, false);
  text(font, left, y, told.hovered ? theme.accent : color, what);
  if (told.hovered) {
    handCursor = true;
    constexpr float kDot = 1.5f, kApart = 2;
    for (float at = left; at < left + wide; at += kDot + kApart)
      list->AddLine({at, y + font->FontSize}, {std::min(at + kDot, left + wide), y + font->FontSize}, theme.accent);
  }
  if (told.pressed) define(of);
}

void Screen::hatch(const Rect& rect) const {
  list->PushClipRect(rect.min(), rect.max(), true);
  constexpr float kApart = 7;
  for (float x = rect.x - rect.h; x < rect.right(); x += kApart)
    list->AddLine({x, rect.bottom()}, {x + rect.h, rect.y}, theme.track, 1);
  list->PopClipRect();
}

ImU32 Screen::colorOf(ParticleModel which) const {
  const Color colors[] = {theme.model1, theme.model2, theme.model3, theme.model4};
  return colors[static_cast<std::size_t>(which)];
}

void Screen::mark(ParticleModel which, ImVec2 c, float r, bool filled) const {
  const ImU32 ink = colorOf(which), fill = filled ? ink : theme.card;
  const auto polygon = [&](std::initializer_list<ImVec2> corners) {
    list->AddConvexPolyFilled(corners.begin(), static_cast<int>(corners.size()), fill);
    list->AddPolyline(corners.begin(), static_cast<int>(corners.size()), ink, ImDrawFlags_Closed, 1.6f);
  };
  switch (which) {
    case ParticleModel::conventional:
      list->AddCircleFilled(c, r, fill);
      list->AddCircle(c, r, ink, 0, 1.6f);
      break;
    case ParticleModel::coreShell: {
      const float h = 0.9f * r;
      polygon({{c.x - h, c.y - h}, {c.x + h, c.y - h}, {c.x + h, c.y + h}, {c.x - h, c.y + h}});
      break;
    }
    case ParticleModel::thinShellLarge:
      polygon({{c.x, c.y - 1.15f * r}, {c.x + 1.1f * r, c.y + 0.85f * r}, {c.x - 1.1f * r, c.y + 0.85f * r}});
      break;
    case ParticleModel::thinShellSmall:
      polygon({{c.x, c.y - 1.25f * r}, {c.x + 1.25f * r, c.y}, {c.x, c.y + 1.25f * r}, {c.x - 1.25f * r, c.y}});
      break;
  }
}

bool Screen::explains(ImGuiID id, const Told& told) {
  if (told.pressed && state.closedTip != id) state.pinnedTip = id;
  return told.hovered || told.focused || state.pinnedTip == id;
}

Rect Screen::provenance(float x, float y, MetricId id, Align align) {
  const Metric& row = metric(id);
  const Provenance kind = model.report()[id].provenance;
  const Rect rect = label(x, y, labelColors(theme, kind), provenanceKey(kind), align);
  const std::string name = "provenance-" + std::string(row.key);
  const Told told = items.item(name.c_str(), rect, ItemKind::button);
  const ImGuiID itemId = ImGui::GetID(name.c_str());
  items.say(told, std::string(row.label) + ": " + std::string(provenanceKey(kind)) + ". " +
                      (told.focused ? provenanceText(id, model.scenario(), model.report()) : ""));
  if (told.focused) focusRing(rect, 10);
  if (explains(itemId, told)) {
    tip = Tip{rect, std::string(row.label) + ": " + std::string(provenanceKey(kind)),
              provenanceText(id, model.scenario(), model.report()), Defined(id)};
  }
  if (told.asked) define(id);
  if (told.hovered) handCursor = true;
  return rect;
}

}  // namespace cathode::web
