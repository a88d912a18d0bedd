#include "web/canvas/panels.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <ranges>
#include <span>
#include <utility>

#include "core/base/number_text.h"
#include "core/cell/description.h"
#include "core/cell/stack_table.h"
#include "core/cell/warnings.h"
#include "core/source/published_tables.h"
#include "web/canvas/comparison.h"
#include "web/canvas/particles.h"
#include "web/canvas/record_panels.h"
#include "web/canvas/widgets.h"

namespace cathode::web {
namespace {

constexpr float kLine = 26;  // a line of label and value

std::string signedPercent(double ratio) { return (ratio >= 0 ? "+" : "") + fixedText(ratio * 100.0, 1) + " %"; }

// One of the two numbers people come for, within `width`; what is said below it leaves `taken` free at the end of its
// first line. Returns its height.
float energyNumber(Screen& s, float x, float y, float width, MetricId id, std::optional<Printed> printed, float taken) {
  const Metric& row = metric(id);
  ImFont* big = s.fonts.display;
  const std::string value = displayText(row, s.model.report()[id].value);
  std::string_view name = row.label;
  // Both names in full, or neither.
  const float longest = std::max(textWidth(s.fonts.strong, metric(MetricId::volumetricEnergyDensityWhL).label),
                                 textWidth(s.fonts.strong, metric(MetricId::gravimetricEnergyDensityWhKg).label));
  if (longest > width - 8) name = name.substr(0, name.find(' '));
  // Units stand behind the numbers, or where one would meet the next number, above them.
  const auto fits = [&](MetricId one) {
    return textWidth(big, displayText(metric(one), s.model.report()[one].value)) + 8 +
               textWidth(s.fonts.title, metric(one).unit) <
           width - 4;
  };
  const bool beside = fits(MetricId::volumetricEnergyDensityWhL) && fits(MetricId::gravimetricEnergyDensityWhKg);
  s.text(beside ? s.fonts.strong : s.fonts.captionStrong, x, y, s.theme.muted,
         beside ? std::string(name) : std::string(name) + ", " + std::string(row.unit));
  s.text(big, x - 1, y + 16, s.theme.text, value);
  if (beside) s.text(s.fonts.title, x + textWidth(big, value) + 8, y + 42, s.theme.muted, row.unit);
  float below = y + 72;
  const Rect kind = s.provenance(x, below, id);
  // What is left open, in which state the volume is, and what is printed: in lines.
  float after = kind.right() + 8, end = x + width - 4 - taken;
  const auto place = [&](float wide) {
    if (after + wide > end && after > x) {
      after = x;
      below += 24;
      end = x + width - 4;
    }
    return std::exchange(after, after + wide + 10);
  };
  const auto caption = [&](const std::string& text, ImU32 color) {
    const float left = place(textWidth(s.fonts.caption, text));
    s.text(s.fonts.caption, left, below + 2, color, text);
  };
  const auto& open = s.model.report()[id].interval;
  if (open) caption(intervalText(row, *open), s.theme.amberText);
  if (id == MetricId::volumetricEnergyDensityWhL) caption(std::string(stateText(s.model.scenario())), s.theme.muted);
  if (printed && (width > 240 || open)) {
    const double deviation = s.model.report()[id].value / printed->value - 1.0;
    const bool close = std::abs(deviation) < 0.01;
    const std::string text = "Table S5: " + fixedText(printed->value, 0) + ", " + signedPercent(deviation);
    const float left = place(textWidth(s.fonts.caption, text) + 16);
    s.label(left, below,
            close ? LabelColors{s.theme.neutralSoft, s.theme.neutralText}
                  : LabelColors{s.theme.amberSoft, s.theme.amberText},
            text);
  }
  return below + 26 - y;
}

// How many warnings concern the energy densities, so that nobody takes them without; empty for none.
std::string warningCountText(const Report& report) {
  const auto count = std::ranges::count_if(report.warnings(), [](const Warning& warning) {
    return !isNote(warning.code) && warning.code != WarningCode::ionicTortuosityFactorPrinted &&
           warning.code != WarningCode::electronicTortuosityFactorPrinted;
  });
  return count == 0 ? "" : std::to_string(count) + (count == 1 ? " warning" : " warnings");
}

float energyNumbers(Screen& s, float x, float y, float width) {
  const EnergyEntry* printed = printedEnergyOf(s.model.scenario(), s.model.report());
  const auto entry = [&](Printed EnergyEntry::* which) {
    return printed ? std::optional(printed->*which) : std::nullopt;
  };
  const std::string warnings = warningCountText(s.model.report());
  const bool narrow = width < 480;
  if (!warnings.empty())
    s.label(x + width, narrow ? y + 72 : y - 2, {s.theme.amberSoft, s.theme.amberText}, warnings, Align::right);
  const float taken = narrow && !warnings.empty() ? textWidth(s.fonts.caption, warnings) + 24 : 0.0f;
  // One after the other: the keyboard goes through them in this order.
  const float left =
      energyNumber(s, x, y, width / 2, MetricId::volumetricEnergyDensityWhL, entry(&EnergyEntry::volumetricWhL), 0);
  const float right = energyNumber(s, x + width / 2, y, width / 2, MetricId::gravimetricEnergyDensityWhKg,
                                   entry(&EnergyEntry::gravimetricWhKg), taken);
  return std::max(left, right);
}

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
      // A layer of 93 um shows grains of about 10 um.
      const float scale = std::clamp(static_cast<float>(width / totalUm) * 0.55f, 0.7f, 1.9f);
      const auto fraction = [&](MetricId id) { return static_cast<float>(s.model.report()[id].value / 100.0); };
      drawParticles(s, {std::round(rect.x), y, std::round(w), height}, s.model.scenario().model, scale,
                    {fraction(MetricId::phiAmPct), fraction(MetricId::phiSePct), fraction(MetricId::phiCaPct)});
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
         fixedText(bar, 0) + " µm · layers to scale, grains schematic");

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
    top += kind.layer ? 23 : 28;
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
    s.list->AddCircleFilled({at[i], y}, 9, own ? s.theme.accent : s.theme.card);
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

void inputCards(Screen& s, Column& column) {
  modelCard(s, column);
  for (const ParameterGroup group :
       {ParameterGroup::cathode, ParameterGroup::conditions, ParameterGroup::cell, ParameterGroup::materials})
    groupCard(s, column, group);
}

void energyCard(Screen& s, Column& column) {
  card(s, column, "", [&](float x, float y, float w) { return energyNumbers(s, x, y, w); });
}

void comparisonCard(Screen& s, Column& column) {
  card(s, column, "Comparison", [&](float x, float y, float w) { return comparison(s, x, y, w); });
}

void hiddenResultsCard(Screen& s, Column& column) {
  card(s, column, "Results", [&](float x, float y, float w) {
    return drawWrapped(s.list, s.fonts.body, {x, y}, w, s.theme.text,
                       "Hidden until you have entered your prediction.") +
           6;
  });
}

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

// What a voxel volume is made of. The volumes themselves are the page's: they are pictures and long work, in HTML
// below.
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

// The views of the page that have a tab.
constexpr auto tabKinds() {
  return kViews | std::views::filter([](const ViewKind& kind) { return !kind.label.empty(); });
}
constexpr float kBarHeight = 52;

// How tabs are set: smaller where the screen is narrow.
struct TabType {
  ImFont *plain, *strong;
  float padding;
  bool isShort;

  std::string_view textOf(const ViewKind& tab) const { return isShort ? tab.shortLabel : tab.label; }
  float widthOf(const ViewKind& tab) const { return textWidth(strong, textOf(tab)) + padding; }
};

void askForView(Screen& s, View view) {
  s.asked = Ask::view;
  s.askedFor = static_cast<int>(view);
}

// Draws the tabs that fit between `left` and `right` from there on, in as many rows as they need;
// returns where they end. They are one stop of the keyboard, whose arrow keys walk them.
float tabs(Screen& s, const TabType& type, float left, float right, float y) {
  constexpr float kTabHeight = 34;
  float x = left;
  std::vector<View> order;
  for (const ViewKind& tab : tabKinds()) order.push_back(tab.view);
  for (const ViewKind& tab : tabKinds()) {
    const bool current = tab.view == s.state.presentation.view;
    const float width = type.widthOf(tab);
    if (x > left && x + width > right) {
      x = left;
      y += kTabHeight;
    }
    const Rect rect{x, y, width, kTabHeight};
    const Told told = s.items.item(("view=" + std::string(tab.name)).c_str(), rect, ItemKind::button, false);
    if (told.hovered) {
      s.box(rect, s.theme.accentSoft, 6);
      s.handCursor = true;
    }
    s.text(current ? type.strong : type.plain, rect.center().x, rect.y + 9, current ? s.theme.accent : s.theme.muted,
           type.textOf(tab), Align::center);
    if (told.pressed && !current) askForView(s, tab.view);
    if (current) {
      s.box({rect.x + 6, rect.bottom() - 3, rect.w - 12, 3}, s.theme.accent, 1.5f);
      const Told keys = s.items.item("views", rect, ItemKind::slider);
      if (keys.focused) s.focusRing(rect.grown(-3), 4);
      const auto at = std::ranges::find(order, tab.view) - order.begin();
      const auto next = std::clamp<std::ptrdiff_t>(at + keys.steps, 0, std::ssize(order) - 1);
      if (next != at) askForView(s, order[static_cast<std::size_t>(next)]);
    }
    x += width;
  }
  return y + kTabHeight;
}

// Name of the page, its views, and what acts on all of it. Returns its height.
float topBar(Screen& s) {
  s.list->ChannelsSetCurrent(1);
  const float y = -s.scrollY;
  constexpr const char* kActions[] = {"Undo", "Redo", "Reset", "Share"};
  float left = s.width - kGap + 8;
  for (const char* name : kActions) left -= buttonWidth(s, name) + 8;
  const float nameEnd = kGap + 4 + textWidth(s.fonts.title, "Cathode Lab");
  float tabsWidth = 0;
  const TabType type = s.width < 480 ? TabType{s.fonts.caption, s.fonts.captionStrong, 12, true}
                                     : TabType{s.fonts.body, s.fonts.strong, 20, false};
  for (const ViewKind& tab : tabKinds()) tabsWidth += type.widthOf(tab);
  const bool beside = nameEnd + 18 + tabsWidth < left - 12;
  // On the narrowest screens the name gives way.
  if (left > nameEnd) s.text(s.fonts.title, kGap + 4, y + 17, s.theme.text, "Cathode Lab");
  float height = kBarHeight;
  if (beside) tabs(s, type, nameEnd + 18, left, y + 9);
  const auto action = [&](const char* name, ButtonLook look) {
    const bool pressed = button(s, name, left, y + 11, name, look);
    left += buttonWidth(s, name) + 8;
    return pressed;
  };
  const auto enabled = [](bool can) { return can ? ButtonLook::plain : ButtonLook::disabled; };
  if (action("Undo", enabled(s.model.canUndo()))) s.model.undo();
  if (action("Redo", enabled(s.model.canRedo()))) s.model.redo();
  if (action("Reset", enabled(s.model.scenario() != Scenario{}))) s.model.recall(Scenario{});
  if (action("Share", ButtonLook::primary)) s.asked = Ask::share;
  if (!beside) height = tabs(s, type, kGap - 6, s.width - 4, y + kBarHeight - 4) - y + 3;
  s.list->ChannelsSetCurrent(0);
  s.box({0, y, s.width, height}, s.theme.card, 0);
  s.list->AddLine({0, y + height}, {s.width, y + height}, s.theme.border);
  return height;
}

// The numbers on a narrow screen: they stay in sight while the rest scrolls under them. Must come
// before what scrolls, so that the pointer meets them first. Returns their height.
float stickyNumbers(Screen& s, float restingY) {
  const float y = std::max(restingY, 0.0f);
  s.list->ChannelsSetCurrent(3);
  const Rect bar{0, y, s.width, energyNumbers(s, kGap + 4, y + 10, s.width - 2 * kGap - 8) + 14};
  s.items.item("numbers", bar, ItemKind::button, false);
  s.list->ChannelsSetCurrent(2);
  s.box(bar, s.theme.card, 0);
  s.list->AddLine({0, bar.bottom()}, {s.width, bar.bottom()}, s.theme.border);
  return bar.h;
}

// The numbers on a wide screen, once their card has scrolled away. Comes before the rest, as above.
void slimNumbers(Screen& s) {
  constexpr float kCardEnd = 170, kHeight = 40;
  if (s.scrollY < kCardEnd) return;
  const Rect bar{0, 0, s.width, kHeight};
  s.items.item("numbers", bar, ItemKind::button, false);
  s.list->ChannelsSetCurrent(3);
  float x = kGap + 4;
  for (const MetricId id : {MetricId::volumetricEnergyDensityWhL, MetricId::gravimetricEnergyDensityWhKg}) {
    const std::string value = displayText(metric(id), s.model.report()[id].value);
    s.text(s.fonts.title, x, 11, s.theme.text, value);
    x += textWidth(s.fonts.title, value) + 6;
    s.text(s.fonts.body, x, 12, s.theme.muted, metric(id).unit);
    x += textWidth(s.fonts.body, metric(id).unit) + 22;
  }
  s.label(x, 11, labelColors(s.theme, s.model.report()[MetricId::volumetricEnergyDensityWhL].provenance),
          provenanceKey(s.model.report()[MetricId::volumetricEnergyDensityWhL].provenance));
  if (const std::string warnings = warningCountText(s.model.report()); !warnings.empty()) {
    s.label(s.width - kGap, 11, {s.theme.amberSoft, s.theme.amberText}, warnings, Align::right);
  }
  s.list->ChannelsSetCurrent(2);
  s.box(bar, s.theme.card, 0);
  s.list->AddLine({0, kHeight}, {s.width, kHeight}, s.theme.border);
}

using Card = void (*)(Screen&, Column&);

void drawCards(Screen& s, Column& column, std::span<const Card> cards) {
  for (const Card card : cards) card(s, column);
}

// Where columns of cards stand.
struct Columns {
  float screenWidth, top;

  Column at(float x, float width) const { return {x, top, width}; }
  Column whole() const { return at(kGap, screenWidth - 2 * kGap); }
};
constexpr float kSide = 284;  // the inputs beside the results
constexpr float kTwoColumns = 680;
constexpr float kThreeColumns = 1160;

// Everything, in as many columns as there is room for. Returns where it ends.
float drawAll(Screen& s, const Columns& columns) {
  if (s.width >= kTwoColumns) slimNumbers(s);
  if (s.width >= kThreeColumns) {
    const float side = std::clamp(s.width * 0.235f, kSide, 340.0f);
    const float right = side + 56;
    Column left = columns.at(kGap, side);
    Column middle = columns.at(kGap * 2 + side, s.width - side - right - 4 * kGap);
    Column last = columns.at(s.width - right - kGap, right);
    inputCards(s, left);
    drawCards(s, middle, std::array{energyCard, comparisonCard, stackCard, literatureCard, presetsCard});
    drawCards(s, last, std::array{transportCards, compositionCard, notesCard});
    return std::max({left.y, middle.y, last.y});
  }
  if (s.width >= kTwoColumns) {
    Column left = columns.at(kGap, kSide);
    Column right = columns.at(kGap * 2 + kSide, s.width - kSide - 3 * kGap);
    drawCards(s, left, std::array{inputCards, presetsCard});
    drawCards(
        s, right,
        std::array{energyCard, comparisonCard, stackCard, transportCards, compositionCard, literatureCard, notesCard});
    return std::max(left.y, right.y);
  }
  Column only = columns.whole();
  only.y += stickyNumbers(s, only.y - kGap);
  drawCards(s, only,
            std::array{inputCards, presetsCard, comparisonCard, stackCard, transportCards, compositionCard,
                       literatureCard, notesCard});
  return only.y;
}

// What a view is made of. The leading cards are what people came for: on a narrow screen they come before
// what is set. The side cards have a column of their own where there is room, and come last elsewhere.
struct Part {
  std::span<const Card> cards;
  Card sets;  // what is set beside it; null: nothing
  std::span<const Card> side{};
  std::size_t leading = 1;
};

Part partOf(View view, bool embedded) {
  static constexpr Card kEnergy[] = {energyCard, stackCard, notesCard};
  static constexpr Card kTransport[] = {transportCards, transportFigureCards, balanceCard, capacityCards},
                        kTransportSide[] = {compositionCard, notesCard};
  static constexpr Card kLiterature[] = {energyCard, literatureCard, literatureTableCard, notesCard};
  static constexpr Card kEmbeddedTransport[] = {transportCards, compositionCard, notesCard};
  static constexpr Card kEmbeddedLiterature[] = {energyCard, literatureCard, notesCard};
  static constexpr Card kComparison[] = {energyCard, comparisonCard, notesCard};
  static constexpr Card kAudit[] = {auditCards};
  static constexpr Card kReconstruction[] = {reconstructionCards, capacitySeriesCards};
  static constexpr Card kMicrostructure[] = {microstructureCard};
  static constexpr Card kTables[] = {transportTableCards},
                        kTablesSide[] = {energyTableCards, electrolyteCards, sourceNotesCard};
  switch (view) {
    case View::all:
    case View::energy: return {kEnergy, inputCards};
    case View::transport:
      return embedded ? Part{kEmbeddedTransport, inputCards} : Part{kTransport, inputCards, kTransportSide};
    case View::literature:
      return {embedded ? std::span<const Card>(kEmbeddedLiterature) : std::span<const Card>(kLiterature),
              inputCards,
              {},
              2};
    case View::comparison: return {kComparison, inputCards};
    case View::audit: return {kAudit, nullptr};
    case View::reconstruction: return {kReconstruction, assumptionsCard};
    case View::tables: return {kTables, nullptr, kTablesSide};
    case View::microstructure: return {kMicrostructure, nullptr};
  }
  return {};
}

// One view and what is set beside it. Returns where it ends.
float drawPart(Screen& s, const Columns& columns, View view) {
  const Part part = partOf(view, s.state.presentation.embedded);
  const bool sets = part.sets != nullptr && (part.sets != inputCards || s.state.presentation.shown != 0);
  const bool hasSide = !part.side.empty() && s.width >= kThreeColumns;
  if (s.width < kTwoColumns || (!sets && !hasSide)) {
    Column only = columns.whole();
    drawCards(s, only, part.cards.first(part.leading));
    if (sets) part.sets(s, only);
    drawCards(s, only, part.cards.subspan(part.leading));
    drawCards(s, only, part.side);
    return only.y;
  }
  float left = kGap, end = 0;
  if (sets) {
    Column column = columns.at(left, kSide);
    part.sets(s, column);
    left += kSide + kGap;
    end = column.y;
  }
  const float room = s.width - left - kGap;
  const float side = !hasSide ? 0.0f : sets ? kSide + 56 : (room - kGap) / 2;
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
  drawCards(s, only, std::array{hiddenResultsCard, inputCards});
  return only.y;
}

}  // namespace

float drawView(Screen& s) {
  constexpr int kChannels = 4;  // card backgrounds, content, sticky background, sticky content
  s.list->ChannelsSplit(kChannels);
  const Presentation& presentation = s.state.presentation;
  const float top = presentation.embedded ? kGap : topBar(s) + kGap;
  const Columns columns{s.width, top - s.scrollY};
  const float end = presentation.resultsHidden       ? drawWithout(s, columns)
                    : presentation.view == View::all ? drawAll(s, columns)
                                                     : drawPart(s, columns, presentation.view);
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
