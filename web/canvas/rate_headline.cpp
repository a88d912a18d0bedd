// SPDX-License-Identifier: MIT
#include "web/canvas/rate_headline.h"

#include <string>

#include "core/base/number_text.h"
#include "core/cell/rate.h"

namespace cathode::web {
namespace {

using enum MetricId;

struct Tile {
  MetricId id;
  std::string_view title;
};
constexpr Tile kTiles[] = {{volumetricEnergyDensityAtRateWhL, "at most, by volume"},
                           {gravimetricEnergyDensityAtRateWhKg, "at most, by mass"},
                           {voltageDropMv, "voltage drop"},
                           {energyEfficiencyPct, "energy efficiency"},
                           {cathodeResistanceOhmCm2, "cathode resistance"},
                           {cellResistanceOhmCm2, "cell resistance"},
                           {thickestCathodeUm, "thickest for the drop"},
                           {currentDensityMaCm2, "current"}};

// A number under its name, over where it is from and what is left open.
void drawTile(Screen& s, float x, float y, float width, const Tile& tile) {
  const Metric& row = metric(tile.id);
  const MetricValue& shown = s.model.report()[tile.id];
  s.name(s.fonts.caption, x, y, s.theme.muted, fittedText(s.fonts.caption, tile.title, width - 8), tile.id);
  const std::string value = displayText(row, shown.value);
  s.mid(s.fonts.display, x - 1, y + 34, s.theme.text, value, Align::left, 0.5f);
  const float after = x + textWidth(s.fonts.display, value) * 0.5f + 5;
  if (shown.isKnown()) s.mid(s.fonts.body, after, y + 37, s.theme.muted, row.unit);
  const Rect chip = s.provenance(x, y + 52, tile.id);
  if (!shown.interval) return;
  const std::string open = intervalText(row, *shown.interval);
  if (chip.right() + 8 + textWidth(s.fonts.caption, open) < x + width - 8)
    s.mid(s.fonts.caption, chip.right() + 8, chip.center().y, s.theme.amberText, open);
}

}  // namespace

float rateHeadline(Screen& s, float x, float y, float width) {
  const float top = y;
  s.items.group();
  s.label(x, y, {s.theme.amberSoft, s.theme.amberText}, "model, not validated by the source");
  y += 32;
  const int columns = width < 620 ? 2 : 4;
  const float column = width / static_cast<float>(columns);
  int place = 0;
  for (const Tile& tile : kTiles) {
    const int row = place / columns;
    drawTile(s, x + static_cast<float>(place % columns) * column, y + static_cast<float>(row) * 88, column, tile);
    ++place;
  }
  const int rows = (place + columns - 1) / columns;
  y += static_cast<float>(rows) * 88;
  const RateLosses losses = rateLossesOf(s.model.scenario());
  const auto part = [](std::string_view name, double ohmCm2) {
    return std::string(name) + " " + significantText(ohmCm2, 2);
  };
  std::string words = "No resistance can be given: a conductivity or the interface is not known. ";
  if (s.model.report()[cellResistanceOhmCm2].isKnown()) {
    words = "With a uniform reaction, in Ω·cm²: " + part("ions", losses.cathode.ionic) + ", " +
            part("electrons", losses.cathode.electronic) + ", " +
            part("charge transfer", losses.cathode.chargeTransfer) + ", " + part("separator", losses.separatorOhmCm2) +
            ", " + part("anode", losses.anodeOhmCm2) + ". ";
  }
  words +=
      "Energy at the rate is an upper bound: the capacity of 0.05C is held. Charge transfer, interface, particles, "
      "diffusion and anode are assumed, none is in the source; the sliders span what is usual. Ohmic loss does not "
      "explain why Model 4 stores more than Model 3: its capacity is higher already at 0.05C, and why is not in the "
      "tables.";
  y += drawWrapped(s.list, s.fonts.body, {x, y}, width, s.theme.text, words);
  return y + 8 - top;
}

}  // namespace cathode::web
