// SPDX-License-Identifier: MIT
#include "web/canvas/energy_numbers.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/number_text.h"
#include "core/cell/description.h"
#include "core/cell/evaluate.h"

namespace cathode::web {
namespace {

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

}  // namespace

void energyCard(Screen& s, Column& column) {
  card(s, column, "", [&](float x, float y, float w) { return energyNumbers(s, x, y, w); });
}

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

}  // namespace cathode::web
