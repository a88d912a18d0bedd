// SPDX-License-Identifier: MIT
#include "web/canvas/screen.h"

#include "core/cell/provenance.h"

namespace cathode::web {

void Screen::box(const Rect& rect, ImU32 fill, float rounding, ImU32 border) const {
  if (Recording* seen = recording()) seen->boxes.push_back({rect, fill, border});
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
  const float wide = textWidth(fonts.caption, what) + 14;
  const Rect rect{align == Align::right ? x - wide : x, y, wide, 19};
  box(rect, colors.back, 9.5f);
  text(fonts.caption, rect.x + 7, rect.y + 2.5f, colors.text, what);
  return rect;
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
  if (told.focused) focusRing(rect, 9.5f);
  if (explains(itemId, told)) {
    tip = Tip{rect, std::string(row.label) + ": " + std::string(provenanceKey(kind)),
              provenanceText(id, model.scenario(), model.report())};
  }
  if (told.hovered) handCursor = true;
  return rect;
}

}  // namespace cathode::web
