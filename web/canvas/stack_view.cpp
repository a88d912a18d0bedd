// SPDX-License-Identifier: MIT
#include "web/canvas/stack_view.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "core/base/number_text.h"
#include "core/base/shares.h"
#include "core/cell/stack_table.h"
#include "web/canvas/sections.h"
#include "web/canvas/widgets.h"

namespace cathode::web {
namespace {

constexpr float kStackHeight = 104;

struct Colors {
  ImU32 back, text;
};
Colors colorsOf(const Theme& t, LayerKind kind) {
  switch (kind) {
    case LayerKind::anodeCollector: return {t.copper, t.onMetal};
    case LayerKind::anode:
    case LayerKind::platedLithium: return {t.lithium, t.onMetal};
    case LayerKind::separator: return {t.se, t.onSe};
    case LayerKind::cathode: return {t.am, t.onAm};
    case LayerKind::cathodeCollector: return {t.aluminium, t.onMetal};
  }
  return {t.muted, t.card};
}

// Short where there is little room.
std::string_view nameOf(LayerKind kind) {
  switch (kind) {
    case LayerKind::anode: return "Lithium";
    case LayerKind::anodeCollector: return "Cu";
    case LayerKind::cathodeCollector: return "Al";
    default: return layerLabel(kind);
  }
}

// Which input's value a layer's thickness is; a cathode that is sized by its loading has that one.
std::optional<ParameterId> inputOf(const Screen& s, LayerKind kind) {
  switch (kind) {
    case LayerKind::anode: return ParameterId::anodeThicknessUm;
    case LayerKind::separator: return ParameterId::separatorThicknessUm;
    case LayerKind::cathode:
      return s.model.scenario().sizing == Sizing::thickness ? ParameterId::cathodeThicknessUm
                                                            : ParameterId::loadingMgCm2;
    case LayerKind::anodeCollector: return ParameterId::anodeCollectorThicknessUm;
    case LayerKind::cathodeCollector: return ParameterId::cathodeCollectorThicknessUm;
    case LayerKind::platedLithium: return std::nullopt;
  }
  return std::nullopt;
}

// Where the ruler ends (um): it has room beyond the cell that was before the edit, and stands still during it.
double rulerEndUm(double totalUm) {
  const double wanted = totalUm * 1.05;
  const double step = wanted > 250 ? 100 : wanted > 60 ? 20 : 5;
  return step * std::ceil(wanted / step);
}

void ruler(Screen& s, float x, float y, float width, double endUm) {
  s.list->AddLine({x, y}, {x + width, y}, s.theme.muted);
  constexpr float kApart = 64;
  double step = 1;
  for (const double wider : {2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0}) {
    if (static_cast<float>(step / endUm) * width >= kApart) break;
    step = wider;
  }
  for (double um = 0; um <= endUm; um += step) {
    const float at = x + static_cast<float>(um / endUm) * width;
    s.list->AddLine({at, y}, {at, y + 4}, s.theme.muted);
    const bool isLast = um + step > endUm;
    const Align align = um == 0 ? Align::left : isLast && at > x + width - 28 ? Align::right : Align::center;
    s.text(s.fonts.caption, at, y + 6, s.theme.muted, fixedText(um, 0) + (isLast ? " µm" : ""), align);
  }
}

// The edge of a layer: dragged, it sets the input that the layer's thickness is.
void edge(Screen& s, LayerKind kind, float leftX, float edgeX, float y, float umPerPixel) {
  const std::optional<ParameterId> id = inputOf(s, kind);
  if (!id || !s.state.presentation.shows(*id) || s.model.locks(*id)) return;
  const Rect rect{edgeX - 9, y - 6, 18, kStackHeight + 12};
  const Parameter& field = parameter(*id);
  const Told told = s.items.item(("edge-" + std::string(layerKey(kind))).c_str(), rect, ItemKind::slider);
  s.items.say(told, std::string(field.label) + ", edge of the layer, " + inputText(field, s.model.effectiveValue(*id)) +
                        " " + std::string(field.unit));
  if (told.steps != 0) s.model.stepValue(*id, told.steps);
  if (told.asked) s.define(*id);
  if (dragsSideways(told)) {
    const double um = std::max(static_cast<double>(ImGui::GetIO().MousePos.x - leftX) * umPerPixel, 0.0);
    // A loading is to a thickness what it is now.
    const double now = kind == LayerKind::cathode ? s.model.report()[MetricId::cathodeThicknessUm].value : 1;
    const double value =
        *id == ParameterId::loadingMgCm2 ? um * s.model.report()[MetricId::loadingMgCm2].value / now : um;
    s.model.putOnGrid(*id, value);
  }
  edgeHandle(s, {edgeX - 1, y, 2, kStackHeight}, told);
}

float layers(Screen& s, float x, float y, float width) {
  const Stack& stack = s.model.report().stack;
  const double endUm = rulerEndUm(s.model.before().stack.thicknessUm());
  const auto pixelsPerUm = width / static_cast<float>(endUm);
  s.list->PushClipRect({x - 12, y - 12}, {x + width + 12, y + kStackHeight + 12}, true);
  float left = x;
  std::vector<std::pair<const Layer*, float>> begins;
  for (const Layer& layer : stack.all()) {
    const float w = static_cast<float>(layer.thicknessUm) * pixelsPerUm;
    const Rect rect{left, y, w, kStackHeight};
    const auto [back, ink] = colorsOf(s.theme, layer.kind);
    if (layer.kind == LayerKind::cathode && w > 6) {
      drawSection(s, rect, s.model.scenario().model, s.model.scenario().amWtPct, pixelsPerUm);
    } else {
      s.box(rect, back, 0);
    }
    const std::string name(nameOf(layer.kind));
    if (layer.kind != LayerKind::cathode && w > textWidth(s.fonts.caption, name) + 14)
      s.mid(s.fonts.caption, rect.center().x, rect.center().y, ink, name, Align::center);
    begins.emplace_back(&layer, left);
    left += w;
  }
  // The end of the cell before the edit.
  if (s.model.isEditing()) {
    const float was = x + static_cast<float>(s.model.before().stack.thicknessUm()) * pixelsPerUm;
    s.list->AddLine({was, y - 8}, {was, y + kStackHeight + 8}, s.theme.text, 1.5f);
  }
  s.items.group();
  for (const auto& [layer, begin] : begins)
    edge(s, layer->kind, begin, begin + static_cast<float>(layer->thicknessUm) * pixelsPerUm, y, 1 / pixelsPerUm);
  s.list->PopClipRect();
  ruler(s, x, y + kStackHeight + 8, width, endUm);
  return kStackHeight + 34;
}

// A part of a bar.
struct Share {
  std::string name, explanation;
  double value;
  ImU32 back, text;
  bool isHatched = false;
};
float bar(Screen& s, float x, float y, float width, std::string_view title, std::string_view key,
          const std::vector<Share>& parts) {
  s.text(s.fonts.caption, x, y, s.theme.muted, title);
  constexpr float kHeight = 24;
  const Rect whole{x, y + 19, width, kHeight};
  double sum = 0;
  std::vector<double> values;
  for (const Share& part : parts) {
    sum += part.value;
    values.push_back(part.value);
  }
  const std::vector<std::string> texts = sharesText(values, 1);
  float left = x;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const Share& part = parts[i];
    const float w = static_cast<float>(part.value / sum) * width;
    const Rect rect{left, whole.y, w, kHeight};
    s.box(rect, part.back, 0);
    if (part.isHatched) s.hatch(rect);
    const std::string full = part.name + " " + texts[i];
    const std::string& words = textWidth(s.fonts.caption, full) + 8 < w ? full : texts[i];
    if (textWidth(s.fonts.caption, words) + 6 < w) {
      if (part.isHatched)
        s.box({rect.center().x - textWidth(s.fonts.caption, words) / 2 - 3, rect.y + 3,
               textWidth(s.fonts.caption, words) + 6, kHeight - 6},
              part.back, 3);
      s.mid(s.fonts.caption, rect.center().x, rect.center().y, part.text, words, Align::center);
    }
    const std::string item = std::string(key) + "-" + std::to_string(i);
    const Told told = s.items.item(item.c_str(), rect, ItemKind::button, false);
    if (s.explains(ImGui::GetID(item.c_str()), told)) s.tip = Tip{rect, full, part.explanation};
    left += w;
  }
  return 19 + kHeight + 8;
}

}  // namespace

float stackView(Screen& s, float x, float y, float width) {
  const float top = y;
  const Stack& stack = s.model.report().stack;
  s.items.group();
  constexpr std::string_view kTitle = "Cell, to scale; drag an edge";
  s.text(s.fonts.strong, x, y, s.theme.text, kTitle);
  const double um = stack.thicknessUm();
  const std::string total = um == um ? fixedText(um, 1) + " µm" : "– µm";
  s.text(s.fonts.strong, x + width, y, s.theme.text, total, Align::right);
  const float saveX = x + width - textWidth(s.fonts.strong, total) - saveWidth(s);
  if (saveX > x + textWidth(s.fonts.strong, kTitle) + 8) saveButton(s, saveX, y - 6, figure::FigureId::stack);
  y += 36;
  y += layers(s, x, y, width) + 8;
  const Report& report = s.model.report();
  const auto value = [&](MetricId id) { return report[id].value; };
  using enum MetricId;
  const std::vector<Share> volume = {
      {"AM", "AM: active material, the NCM811 particles that store lithium. Share of the composite's volume in %.",
       value(phiAmPct), s.theme.am, s.theme.onAm},
      {"SE", "SE: solid electrolyte, LPSCl, which conducts the ions. Share of the composite's volume in %.",
       value(phiSePct), s.theme.se, s.theme.onSe},
      {"CA",
       "CA: conductive additive, VGCF, carbon fibres that conduct electrons. Share of the composite's volume in %.",
       value(phiCaPct), s.theme.ca, s.theme.card},
      {"void", "Void: pores, which conduct nothing. Share of the composite's volume in %.", value(porosityPct),
       s.theme.pore, s.theme.onPore}};
  y += bar(s, x, y, width, "Cathode by volume, %", "volume", volume);
  std::vector<Share> mass;
  for (const StackRow& row : stackRows(s.model.scenario(), report)) {
    if (!row.layer) continue;
    if (!row.isItemised) {
      mass.push_back(
          {"not itemised",
           "Mass that the source counts with the anode beyond its lithium and does not itemise. It has no volume here.",
           row.massMgCm2, s.theme.card, s.theme.text, true});
      continue;
    }
    const auto [back, ink] = colorsOf(s.theme, *row.layer);
    mass.push_back({std::string(nameOf(*row.layer)), std::string(layerLabel(*row.layer)) + ", mass in mg/cm².",
                    row.massMgCm2, back, ink});
  }
  y += bar(s, x, y, width, "Cell by mass, " + displayText(metric(loadingMgCm2), stack.massMgCm2()) + " mg/cm²", "mass",
           mass);
  s.place("stack", {x, top, width, y - top});
  return y - top;
}

}  // namespace cathode::web
