// SPDX-License-Identifier: MIT
#include "web/canvas/headline.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/number_text.h"
#include "core/cell/description.h"
#include "core/cell/evaluate.h"
#include "web/canvas/widgets.h"

namespace cathode::web {
namespace {

using enum MetricId;

// Words in lines beside each other, in so many rows as they need.
class Flow {
 public:
  Flow(float x, float y, float width) : x_(x), end_(x + width), at_(x), y_(y) {}
  // Where something that wide begins.
  ImVec2 next(float width) {
    if (at_ > x_ && at_ + width > end_) {
      at_ = x_;
      y_ += 24;
    }
    return {std::exchange(at_, at_ + width + 10), y_};
  }
  float bottom() const { return y_ + 20; }

 private:
  float x_, end_, at_, y_;
};

// A number with its unit, its base line at y. Returns where it ends.
float number(Screen& s, float x, float y, MetricId id, float scale) {
  const Metric& row = metric(id);
  const std::string value = displayText(row, s.model.report()[id].value);
  ImFont* big = s.fonts.display;
  s.mid(big, x - 2 * scale, y, s.theme.text, value, Align::left, scale);
  const float after = x + textWidth(big, value) * scale + 6;
  s.name(s.fonts.title, after, y + 12 * scale - s.fonts.title->FontSize / 2, s.theme.muted, row.unit, id);
  // What an edit that goes on has changed.
  const MetricValue& before = s.model.before()[id];
  if (s.model.isEditing() && before.isKnown()) {
    const std::string difference =
        differenceText(s.model.report()[id].value, before.value, s.model.report()[id].interval || before.interval);
    // Nothing else moves for it.
    s.mid(scale < 0.8f ? s.fonts.captionStrong : s.fonts.strong, after, y - 11 * scale, s.theme.muted, difference);
  }
  return after + textWidth(s.fonts.title, row.unit);
}

// What stands below the numbers: where they are from, what is left open, what is printed.
float sources(Screen& s, float x, float y, float width) {
  const Report& report = s.model.report();
  Flow flow(x, y, width);
  const MetricId ved = volumetricEnergyDensityWhL, ged = gravimetricEnergyDensityWhKg;
  const ImVec2 chip = flow.next(textWidth(s.fonts.caption, provenanceKey(report[ved].provenance)) + 16);
  s.provenance(chip.x, chip.y, ved);
  const auto words = [&](const std::string& text, ImU32 color) {
    const ImVec2 at = flow.next(textWidth(s.fonts.caption, text));
    s.mid(s.fonts.caption, at.x, at.y + 10, color, text);
  };
  if (const EnergyEntry* printed = printedEnergyOf(s.model.scenario(), report)) {
    words("Table S5 prints " + fixedText(printed->volumetricWhL.value, 0) + " and " +
              fixedText(printed->gravimetricWhKg.value, 0),
          s.theme.muted);
    for (const auto& [id, value] :
         {std::pair{ved, printed->volumetricWhL.value}, {ged, printed->gravimetricWhKg.value}}) {
      const double deviation = report[id].value / value - 1.0;
      if (std::abs(deviation) < 0.01) continue;
      words((deviation > 0 ? "+" : "") + fixedText(deviation * 100, 1) + " % in " + std::string(metric(id).unit),
            s.theme.amberText);
    }
  }
  for (const MetricId id : {ved, ged}) {
    if (report[id].interval)
      words(intervalText(metric(id), *report[id].interval) + " " + std::string(metric(id).unit), s.theme.amberText);
  }
  words(std::string(stateText(s.model.scenario())), s.theme.muted);
  return flow.bottom();
}

// How many warnings there are, so that nobody takes the numbers without: leads to them. Returns its rectangle.
std::optional<Rect> cautions(Screen& s, float x, float y, Align align) {
  const auto count =
      std::ranges::count_if(s.model.report().warnings(), [](const Warning& w) { return !isNote(w.code); });
  if (count == 0) return std::nullopt;
  const std::string text = std::to_string(count) + (count == 1 ? " caution" : " cautions");
  const Rect rect = s.label(x, y, {s.theme.amberSoft, s.theme.amberText}, text, align);
  const Told told = s.items.item("cautions", rect, ItemKind::button);
  s.items.say(told, text + ", button");
  if (told.focused) s.focusRing(rect, 10);
  if (told.hovered) s.handCursor = true;
  if (told.pressed) s.asked = Ask::warnings;
  return rect;
}

std::string sized(const Report& report, MetricId id) {
  return displayText(metric(id), report[id].value) + " " + std::string(metric(id).unit);
}

}  // namespace

float energyHeadline(Screen& s, float x, float y, float width) {
  const bool narrow = width < 620;
  // Both side by side, smaller where they would not fit.
  float needed = 26, units = 2 * 6;
  for (const MetricId id : {volumetricEnergyDensityWhL, gravimetricEnergyDensityWhKg}) {
    needed += textWidth(s.fonts.display, displayText(metric(id), s.model.report()[id].value));
    units += textWidth(s.fonts.title, metric(id).unit);
  }
  const float scale = std::clamp((width - units) / needed, 0.45f, width < 400 ? 0.8f : 1.0f);
  const float top = y, base = y + 30 * scale;
  s.items.group();
  float end = number(s, x, base, volumetricEnergyDensityWhL, scale);
  end = number(s, end + 26 * scale, base, gravimetricEnergyDensityWhKg, scale);
  y = base + 32 * scale + 4;
  if (narrow) {
    const std::optional<Rect> rect = cautions(s, x + width, y, Align::right);
    y = sources(s, x, y, rect ? rect->x - x - 12 : width);
    return y - top + 8;
  }
  // What it is, at the right.
  const Scenario& scenario = s.model.scenario();
  const std::string what = scenarioText(scenario);
  const Report& report = s.model.report();
  const std::string sizes = sized(report, loadingMgCm2) + ", " + sized(report, cathodeThicknessUm) +
                            "; areal capacity " + sized(report, arealCapacityMahCm2);
  const float room = x + width - end - 24;
  const auto line = [&](float at, ImFont* font, ImU32 color, const std::string& text) {
    s.mid(font, x + width, at, color, fittedText(font, text, room), Align::right);
  };
  line(top + 14, s.fonts.strong, s.theme.text, what);
  line(top + 36, s.fonts.body, s.theme.muted, sizes);
  cautions(s, x + width, top + 50, Align::right);
  return sources(s, x, y, width * 0.62f) - top + 6;
}

namespace {

struct Carried {
  std::string_view name;
  MetricId tau2, sigma, macMullin, phi;
};
constexpr Carried kCarried[] = {
    {"Ions through the electrolyte", ionicTortuosityFactor, ionicConductivityMsCm, ionicMacMullin, ionicPhiPct},
    {"Electrons through NCM + VGCF", electronicTortuosityFactor, electronicConductivityMsCm, electronicMacMullin,
     electronicPhiPct}};

float carrierNumbers(Screen& s, float x, float y, float width, const Carried& carried) {
  const float top = y;
  const bool isOwnElectronic = s.model.scenario().composite != nullptr && carried.tau2 == electronicTortuosityFactor;
  s.text(s.fonts.strong, x, y, s.theme.text, isOwnElectronic ? "Electrons through AM and CA" : carried.name);
  y += 26;
  constexpr std::pair<MetricId Carried::*, std::string_view> kLarge[] = {{&Carried::sigma, "conductivity σ_eff"},
                                                                         {&Carried::tau2, "tortuosity factor τ²"},
                                                                         {&Carried::macMullin, "MacMullin N_M"}};
  const float column = width / 3;
  for (int i = 0; i < 3; ++i) {
    const MetricId id = carried.*kLarge[i].first;
    const Metric& row = metric(id);
    const float left = x + static_cast<float>(i) * column;
    const std::string value = displayText(row, s.model.report()[id].value);
    const float valueWidth = textWidth(s.fonts.display, value) * 0.5f;
    // A unit beside the number, or where it would meet the next one, in the line above.
    const bool isBeside = row.unit.empty() || valueWidth + textWidth(s.fonts.body, row.unit) + 16 < column;
    // Where there is no room for its name, its sign alone.
    const std::string_view name = kLarge[i].second;
    const std::string_view title =
        textWidth(s.fonts.caption, name) + 8 < column && isBeside ? name : name.substr(name.rfind(' ') + 1);
    s.name(s.fonts.caption, left, y, s.theme.muted,
           isBeside ? std::string(title) : std::string(title) + ", " + std::string(row.unit), id);
    s.mid(s.fonts.display, left - 1, y + 34, s.theme.text, value, Align::left, 0.5f);
    if (isBeside) s.mid(s.fonts.body, left + valueWidth + 5, y + 37, s.theme.muted, row.unit);
    s.provenance(left, y + 52, id);
  }
  y += 80;
  const MetricValue& fraction = s.model.report()[carried.phi];
  s.text(s.fonts.caption, x, y, s.theme.muted,
         std::string(s.model.report()[carried.tau2].isKnown() ? "τ² = N_M φ, φ = " : "φ = ") +
             displayText(metric(carried.phi), fraction.value) + " vol%, " +
             std::string(provenanceKey(fraction.provenance)));
  return y + 22 - top;
}

}  // namespace

float transportHeadline(Screen& s, float x, float y, float width) {
  s.items.group();
  if (width < 620) {
    const float first = carrierNumbers(s, x, y, width, kCarried[0]) + 10;
    return first + carrierNumbers(s, x, y + first, width, kCarried[1]);
  }
  const float half = (width - 32) / 2;
  carrierNumbers(s, x, y, half, kCarried[0]);
  return carrierNumbers(s, x + half + 32, y, half, kCarried[1]);
}

}  // namespace cathode::web
