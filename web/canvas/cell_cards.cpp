// SPDX-License-Identifier: MIT
#include "web/canvas/cell_cards.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "core/base/number_text.h"
#include "core/cell/evaluate.h"
#include "core/cell/stack_table.h"
#include "core/cell/warnings.h"
#include "core/figure/figures.h"
#include "web/canvas/sections.h"
#include "web/canvas/widgets.h"

namespace cathode::web {
namespace {

constexpr float kLine = 26;  // a line of label and value

ImU32 layerColor(const Theme& t, LayerKind kind) {
  switch (kind) {
    case LayerKind::anodeCollector: return t.copper;
    case LayerKind::anode:
    case LayerKind::platedLithium: return t.lithium;
    case LayerKind::separator: return t.se;
    case LayerKind::cathode: return t.am;
    case LayerKind::cathodeCollector: return t.aluminium;
  }
  return t.muted;
}

float cellStack(Screen& s, float x, float y, float width) {
  const Stack& stack = s.model.report().stack;
  const double totalUm = stack.thicknessUm(), totalMg = stack.massMgCm2();
  const float height = 112;
  float left = x;
  for (const Layer& layer : stack.all()) {
    const float w = static_cast<float>(layer.thicknessUm / totalUm) * width;
    const Rect rect{left, y, w, height};
    if (layer.kind == LayerKind::cathode && w > 12) {
      drawSection(s, {std::round(rect.x), y, std::round(w), height}, s.model.scenario().model,
                  s.model.scenario().amWtPct, static_cast<float>(width / totalUm));
    } else {
      s.box(rect, layerColor(s.theme, layer.kind), 0);
    }
    const std::string label(layerLabel(layer.kind));
    if (layer.kind != LayerKind::cathode && w > textWidth(s.fonts.caption, label) + 8) {
      s.text(s.fonts.caption, rect.center().x, rect.center().y - 7,
             layer.kind == LayerKind::separator ? s.theme.onSe : s.theme.onMetal, label, Align::center);
    }
    left += w;
  }
  // Scale bar, in the drawing's own units.
  const double bar = scaleBarUm(totalUm);
  const float barWidth = static_cast<float>(bar / totalUm) * width;
  const float barY = y + height + 14;
  s.list->AddLine({x, barY}, {x + barWidth, barY}, s.theme.text, 2);
  s.text(s.fonts.caption, x + barWidth + 7, barY - 7, s.theme.muted,
         fixedText(bar, 0) + " µm · layers and grains to scale");

  // Where the volume is and where the mass is.
  float top = barY + 18;
  const Table table = stackTable(s.model.scenario(), s.model.report());
  const bool wide = width > 420;
  const float columns[] = {0, width * (wide ? 0.46f : 0.50f), width * (wide ? 0.62f : 0.66f), width * 0.84f, width};
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const std::string head = i == 0 ? table.columns[i].label : table.columns[i].label + ", " + table.columns[i].unit;
    // Heads wrap where the next column begins.
    const float room = i == 0 ? columns[1] - 60 : columns[i] - columns[i - 1] - 8;
    const std::size_t space = textWidth(s.fonts.caption, head) > room ? head.find(' ') : std::string::npos;
    s.text(s.fonts.caption, x + columns[i], top, s.theme.muted, head.substr(0, space),
           i == 0 ? Align::left : Align::right);
    if (space != std::string::npos)
      s.text(s.fonts.caption, x + columns[i], top + 15, s.theme.muted, head.substr(space + 1), Align::right);
  }
  top += wide ? 20 : 35;
  const std::vector<StackRow> kinds = stackRows(s.model.scenario(), s.model.report());
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const StackRow& kind = kinds[i];
    if (kind.layer) {
      const ImU32 color = layerColor(s.theme, *kind.layer);
      s.box({x, top + 4, 10, 10}, kind.isItemised ? color : 0, 2, kind.isItemised ? 0 : color);
    } else {
      s.list->AddLine({x, top}, {x + width, top}, s.theme.border);
      top += 5;
    }
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
      s.text(kind.layer ? s.fonts.body : s.fonts.strong, x + (column == 0 ? 18 : columns[column]), top, s.theme.text,
             table.rows[i].cells[column].text, column == 0 ? Align::left : Align::right);
    }
    top += kind.layer ? 23.0f : 28.0f;
  }
  // Mass as a bar under the table, in the order of the drawing.
  left = x;
  for (const Layer& layer : stack.all()) {
    const float w = static_cast<float>(layer.massMgCm2 / totalMg) * width;
    s.box({left, top, w, 10}, layerColor(s.theme, layer.kind), 0);
    left += w;
  }
  top += 14;
  s.text(s.fonts.caption, x, top, s.theme.muted, "Mass shares");
  top += 22;
  top += drawWrapped(s.list, s.fonts.caption, {x, top}, width, s.theme.muted, table.caption);
  return top + 4 - y;
}

// A metric's line: name, value, unit, provenance; the provenance below where it does not fit beside.
float metricLine(Screen& s, float x, float y, float width, MetricId id) {
  const Metric& row = metric(id);
  const std::string value = displayText(row, s.model.report()[id].value);
  const bool narrow = width < 300;
  const float unitX = x + width - (narrow ? 58 : 148);
  s.text(s.fonts.body, x, y, s.theme.text, row.label);
  s.text(s.fonts.strong, unitX - 6, y, s.theme.text, value, Align::right);
  s.text(s.fonts.body, unitX, y, s.theme.muted, row.unit);
  s.provenance(narrow ? x : x + width, narrow ? y + 20 : y - 1, id, narrow ? Align::left : Align::right);
  return narrow ? 48 : kLine;
}

// A transport metric among its four siblings: the models as numbered marks on a log scale.
void siblingStrip(Screen& s, float x, float y, float width, MetricId id) {
  const bool isKnown = s.model.report()[id].isKnown();
  // Held values have no order.
  if (!isKnown || !isWithinMeasured(s.model.scenario())) {
    s.text(s.fonts.caption, x, y - 7.5f, s.theme.muted,
           isKnown ? "Beyond what was measured: models are not ranked." : "No path is to be expected.");
    return;
  }
  double low = 1e300, high = 0;
  std::array<double, kModelCount> values{};
  for (int i = 0; i < kModelCount; ++i) {
    values[i] = s.model.reportOfModel(static_cast<ParticleModel>(i))[id].value;
    if (std::isnan(values[i])) return;
    low = std::min(low, values[i]);
    high = std::max(high, values[i]);
  }
  const double span = std::max(std::log(high / low), 0.05);
  const float inner = width - 24;
  const int current = static_cast<int>(s.model.scenario().model);
  s.box({x, y - 1, width, 2}, s.theme.track, 1);
  // Marks in order, pushed apart where they would cover each other.
  std::array<int, kModelCount> order{0, 1, 2, 3};
  std::sort(order.begin(), order.end(), [&](int a, int b) { return values[a] < values[b]; });
  std::array<float, kModelCount> at{};
  for (int i = 0; i < kModelCount; ++i) {
    at[i] = x + 12 + inner * static_cast<float>(std::log(values[order[i]] / low) / span);
    if (i > 0) at[i] = std::max(at[i], at[i - 1] + 19);
  }
  for (int i = kModelCount - 1; i >= 0; --i) {
    at[i] = std::min(at[i], i == kModelCount - 1 ? x + width - 9 : at[i + 1] - 19);
  }
  for (int i = 0; i < kModelCount; ++i) {
    const bool own = order[i] == current;
    s.box({at[i] - 9, y - 9, 18, 18}, own ? s.theme.accent : s.theme.card, 9);
    if (!own) s.list->AddCircle({at[i], y}, 8.5f, s.theme.muted, 0, 1.2f);
    s.text(s.fonts.caption, at[i], y - 7.5f, own ? s.theme.onAccent : s.theme.text, std::to_string(order[i] + 1),
           Align::center);
  }
}

float transport(Screen& s, float x, float y, float width, MetricId sigma, MetricId tau, MetricId macMullin,
                MetricId phi) {
  const float top = y;
  const std::pair<MetricId, std::string_view> lines[] = {
      {sigma, "Conductivity"}, {tau, "Tortuosity factor"}, {macMullin, "MacMullin number"}};
  for (const auto& [id, name] : lines) {
    const Metric& row = metric(id);
    const Rect kind = s.provenance(x + width, y - 1, id, Align::right);
    const bool narrow = width < 320;
    const float unitX = narrow && row.unit.empty() ? kind.x - 4 : x + width - 132;
    s.text(s.fonts.body, x, y, s.theme.text, name);
    if (!narrow) s.text(s.fonts.body, x + 124, y, s.theme.muted, row.symbol);
    s.text(s.fonts.strong, unitX - 6, y, s.theme.text, displayText(row, s.model.report()[id].value), Align::right);
    s.text(s.fonts.body, unitX, y, s.theme.muted, row.unit);
    siblingStrip(s, x, y + 32, width, id);
    y += 54;
  }
  const MetricValue& fraction = s.model.report()[phi];
  y += drawWrapped(s.list, s.fonts.caption, {x, y - 4}, width, s.theme.muted,
                   std::string(s.model.report()[tau].isKnown() ? "τ² = MacMullin number × φ with φ = " : "φ = ") +
                       displayText(metric(phi), fraction.value) + " vol%" +
                       (fraction.provenance == Provenance::measured ? ", as printed." : ".") +
                       (phi == MetricId::electronicPhiPct
                            ? " σ0 is printed as 10 mS/cm, of a mixture with less VGCF than the composites’."
                            : ""));
  return y - top - 2;
}

float composition(Screen& s, float x, float y, float width) {
  const Report& report = s.model.report();
  const struct {
    MetricId id;
    const char* name;
    ImU32 back, text;
  } parts[] = {{MetricId::phiAmPct, "AM", s.theme.am, s.theme.onAm},
               {MetricId::phiSePct, "SE", s.theme.se, s.theme.onSe},
               {MetricId::phiCaPct, "CA", s.theme.ca, s.theme.card},
               {MetricId::porosityPct, "Void", s.theme.pore, s.theme.onPore}};
  float left = x;
  for (const auto& part : parts) {
    const float w = static_cast<float>(report[part.id].value / 100.0) * width;
    s.box({left, y, w, 24}, part.back, 0);
    const std::string label = std::string(part.name) + " " + fixedText(report[part.id].value, 0);
    if (textWidth(s.fonts.caption, label) + 6 < w) {
      s.text(s.fonts.caption, left + w / 2, y + 5, part.text, label, Align::center);
    }
    left += w;
  }
  float top = y + 36;
  for (const MetricId id : {MetricId::phiAmPct, MetricId::phiSePct, MetricId::phiCaPct, MetricId::porosityPct,
                            MetricId::compositeDensityGCm3, MetricId::loadingMgCm2, MetricId::cathodeThicknessUm,
                            MetricId::specificCapacityMahG, MetricId::arealCapacityMahCm2, MetricId::arealEnergyMwhCm2,
                            MetricId::currentDensityMaCm2}) {
    top += metricLine(s, x, top, width, id);
  }
  return top - y;
}

float notes(Screen& s, float x, float y, float width) {
  float top = y;
  for (const Warning& warning : s.model.report().warnings()) {
    const bool note = isNote(warning.code);
    const std::string message = warningMessage(warning.code, s.model.scenario());
    const float height = drawWrapped(nullptr, s.fonts.body, {}, width - 24, 0, message);
    const Rect back{x - 6, top - 4, width + 12, height + 8};
    if (!note) s.box(back, s.theme.amberSoft, 6);
    const ImU32 color = note ? s.theme.muted : s.theme.amberText;
    const ImVec2 mark{x + 7, top + 9};
    if (note) {
      s.list->AddCircle(mark, 7, color, 0, 1.3f);
      s.text(s.fonts.caption, mark.x, mark.y - 7.5f, color, "i", Align::center);
    } else {
      s.list->AddTriangle({mark.x, mark.y - 7}, {mark.x + 8, mark.y + 6}, {mark.x - 8, mark.y + 6}, color, 1.4f);
      s.text(s.fonts.caption, mark.x, mark.y - 6.5f, color, "!", Align::center);
    }
    drawWrapped(s.list, s.fonts.body, {x + 24, top}, width - 24, color, message);
    top += height + 14;
  }
  return std::max(top - y, 20.0f);
}

}  // namespace

void stackCard(Screen& s, Column& column) {
  const Stack& stack = s.model.report().stack;
  card(
      s, column,
      "Cell stack · " + fixedText(stack.thicknessUm(), 0) + " µm · " + fixedText(stack.massMgCm2(), 1) + " mg/cm²",
      [&](float x, float y, float w) {
        if (button(s, "save-stack", x + w - buttonWidth(s, "Save or cite") + 8, y - 36, "Save or cite",
                   ButtonLook::quiet)) {
          s.asked = Ask::figure;
          s.askedFor = static_cast<int>(figure::FigureId::stack);
        }
        return cellStack(s, x, y, w);
      },
      buttonWidth(s, "Save or cite"));
}

void transportCards(Screen& s, Column& column) {
  card(s, column, "Ions through the electrolyte", [&](float x, float y, float w) {
    return transport(s, x, y, w, MetricId::ionicConductivityMsCm, MetricId::ionicTortuosityFactor,
                     MetricId::ionicMacMullin, MetricId::ionicPhiPct);
  });
  card(s, column, "Electrons through NCM + VGCF", [&](float x, float y, float w) {
    return transport(s, x, y, w, MetricId::electronicConductivityMsCm, MetricId::electronicTortuosityFactor,
                     MetricId::electronicMacMullin, MetricId::electronicPhiPct);
  });
}

void compositionCard(Screen& s, Column& column) {
  card(s, column, "Composition and loading", [&](float x, float y, float w) { return composition(s, x, y, w); });
}

void notesCard(Screen& s, Column& column) {
  card(s, column, "Notes", [&](float x, float y, float w) { return notes(s, x, y, w); });
}

void hiddenResultsCard(Screen& s, Column& column) {
  card(s, column, "Results", [&](float x, float y, float w) {
    return drawWrapped(s.list, s.fonts.body, {x, y}, w, s.theme.text,
                       "Hidden until you have entered your prediction.") +
           6;
  });
}

}  // namespace cathode::web
