// SPDX-License-Identifier: MIT
#include "web/canvas/layout.h"

#include <algorithm>
#include <cmath>

#include "web/canvas/energy_chart.h"
#include "web/canvas/headline.h"
#include "web/canvas/map_view.h"
#include "web/canvas/model_rows.h"
#include "web/canvas/rail.h"
#include "web/canvas/rate_headline.h"
#include "web/canvas/rate_view.h"
#include "web/canvas/stack_view.h"
#include "web/canvas/transport_view.h"

namespace cathode::web {
namespace {

constexpr float kWidest = 1440;  // of the content
constexpr float kBesideRail = 720;
constexpr float kRail = 308;

// A line between parts.
float divider(Screen& s, float x, float y, float width) {
  s.list->AddLine({x, y + 8}, {x + width, y + 8}, s.theme.border);
  return 24;
}

float placed(Screen& s, const char* name, float (*part)(Screen&, float, float, float), float x, float y, float width) {
  const float height = part(s, x, y, width);
  s.place(name, {x, y, width, height});
  return height;
}

// What stands in the place of figures until what draws them has been fetched.
float chartPlace(Screen& s, float x, float y, float width) {
  s.text(s.fonts.strong, x, y, s.theme.text, "Wh/L over active material");
  s.text(s.fonts.body, x, y + 32, s.theme.muted, "Being loaded …");
  // As high as the chart will be.
  const float em = width > 520 ? 14.0f : 12.0f;
  return std::clamp(width * 0.52f, 190.0f, 460.0f) + 73 + 2.75f * em;
}
float figuresPlace(Screen& s, float x, float y, float) {
  s.text(s.fonts.body, x, y, s.theme.muted, "Figures are being loaded …");
  return 30;
}
Part chartOf(const Screen& s) { return s.state.figures.chart ? s.state.figures.chart : chartPlace; }
Part figuresOf(Part figures) { return figures ? figures : figuresPlace; }

float cellView(Screen& s, float x, float y, float width) {
  const float top = y;
  y += placed(s, "headline", energyHeadline, x, y, width);
  y += divider(s, x, y, width);
  y += placed(s, "models", modelRows, x, y, width);
  y += divider(s, x, y, width);
  constexpr float kGap = 40, kBeside = 760;
  if (width < kBeside) {
    y += chartOf(s)(s, x, y, width) + 16;
    y += stackView(s, x, y, width);
    return y - top;
  }
  const float chart = std::floor((width - kGap) * 0.53f);
  const float left = chartOf(s)(s, x, y, chart);
  const float right = stackView(s, x + chart + kGap, y, width - chart - kGap);
  const float height = std::max(left, right);
  s.list->AddLine({x + chart + kGap / 2, y}, {x + chart + kGap / 2, y + height}, s.theme.border);
  return y + height - top;
}

float transportTab(Screen& s, float x, float y, float width) {
  const float top = y;
  y += placed(s, "transport-numbers", transportHeadline, x, y, width) + 8;
  y += divider(s, x, y, width);
  return y + figuresOf(s.state.figures.transport)(s, x, y, width) - top;
}

float rateTab(Screen& s, float x, float y, float width) {
  const float top = y;
  y += placed(s, "rate-numbers", rateHeadline, x, y, width);
  y += divider(s, x, y, width);
  return y + figuresOf(s.state.figures.rate)(s, x, y, width) - top;
}

float mapTab(Screen& s, float x, float y, float width) { return figuresOf(s.state.figures.map)(s, x, y, width); }

float energyView(Screen& s, float x, float y, float width) {
  const float top = y;
  y += placed(s, "headline", energyHeadline, x, y, width);
  y += divider(s, x, y, width);
  return y + stackView(s, x, y, width) - top;
}

float comparisonView(Screen& s, float x, float y, float width) {
  const float top = y;
  y += placed(s, "headline", energyHeadline, x, y, width);
  y += divider(s, x, y, width);
  return y + placed(s, "models", modelRows, x, y, width) - top;
}

float hiddenResults(Screen& s, float x, float y, float width) {
  return drawWrapped(s.list, s.fonts.body, {x, y}, width, s.theme.text,
                     "Hidden until you have entered your prediction.") +
         8;
}

Part partOf(const Presentation& presentation) {
  switch (presentation.view) {
    case View::all: return cellView;
    case View::energy: return energyView;
    case View::transport: return transportTab;
    case View::comparison: return comparisonView;
    case View::literature: return presentation.embedded ? energyHeadline : nullptr;
    case View::audit:
    case View::reconstruction:
    case View::tables:
    case View::microstructure:
    case View::designs:
    case View::uncertainty:
    case View::impedance: return nullptr;
    case View::rate: return rateTab;
    case View::map: return mapTab;
  }
  return nullptr;
}

// The rail stays in sight while the rest scrolls, as far as it fits.
float stickyRail(Screen& s, float left) {
  constexpr float kPad = 24, kTop = 16;
  const float before = s.state.contentHeight;
  float& height = s.state.railHeight;
  const float scrolled = s.scrollY + (s.overlap > 0 ? s.overlap : 0);
  const float below = std::max(height - s.viewHeight, 0.0f);
  const float offset = std::clamp(scrolled - below, 0.0f, std::max(before - height, 0.0f));
  const float y = -s.scrollY + offset + kTop;
  height = rail(s, left + kPad, y, kRail - 2 * kPad) + 2 * kTop;
  s.place("inputs", {left, y - kTop, kRail, height});
  s.list->ChannelsSetCurrent(0);
  const float end = std::max(before - s.scrollY, y + height);
  s.list->AddRectFilled({0, -s.scrollY}, {left + kRail, end}, s.theme.page);
  s.list->AddLine({left + kRail, -s.scrollY}, {left + kRail, end}, s.theme.border);
  s.list->ChannelsSetCurrent(1);
  return height;
}

}  // namespace

const FigureParts kFigureParts{.chart = energyChart, .transport = transportView, .rate = rateView, .map = mapView};

float drawView(Screen& s) {
  s.state.cards.clear();
  constexpr int kChannels = 4;  // background, content, background and content of what lies over it
  s.list->ChannelsSplit(kChannels);
  s.list->ChannelsSetCurrent(1);
  const Presentation& presentation = s.state.presentation;
  const Part own = partOf(presentation);
  const Part part = own && presentation.resultsHidden ? hiddenResults : own;
  float end = 0;
  if (part) {
    const float whole = std::min(s.width, kWidest), left = (s.width - whole) / 2;
    const bool isNarrow = s.width < kBesideRail, sets = hasInputs(s);
    const float pad = isNarrow ? 16 : 24;
    if (isNarrow) {
      // In a frame as high as its content nothing stays in sight. A sheet comes first: what it lies over must not take
      // the pointer from it.
      const float sheet = sets && !presentation.embedded ? inputSheet(s) : 0;
      s.list->ChannelsSetCurrent(1);
      end = 12 + part(s, pad, 12 - s.scrollY, s.width - 2 * pad) + 24;
      if (sets && presentation.embedded) end += rail(s, pad, end + 8 - s.scrollY, s.width - 2 * pad) + 24;
      end += sheet;
    } else {
      const float beside = sets ? kRail : 0;
      const float railHeight = sets ? stickyRail(s, left) : 0;
      end = std::max(16 + part(s, left + beside + pad, 16 - s.scrollY, whole - beside - 2 * pad) + 24, railHeight);
    }
  }
  s.list->ChannelsMerge();
  s.state.contentHeight = end;
  return end;
}

}  // namespace cathode::web
