// SPDX-License-Identifier: MIT
#include "web/canvas/energy_chart.h"

#include <algorithm>

#include "core/base/number_text.h"
#include "core/figure/content_energy_figure.h"
#include "web/canvas/figure_view.h"
#include "web/canvas/widgets.h"

namespace cathode::web {
namespace {

constexpr MetricId kShown = MetricId::volumetricEnergyDensityWhL;

// Where the figure has this cell.
std::optional<ImVec2> cellOf(const figure::Scene& scene) {
  for (const auto& item : scene.items) {
    const auto* marker = std::get_if<figure::Marker>(&item);
    if (marker && marker->ringed) return ImVec2{static_cast<float>(marker->at.x), static_cast<float>(marker->at.y)};
  }
  return std::nullopt;
}

}  // namespace

float energyChart(Screen& s, float x, float y, float width) {
  const float top = y;
  s.items.group();
  const float saveX = x + width - saveWidth(s) + 8;
  constexpr std::string_view kTitle = "Wh/L over active material; drag the point";
  const bool isShort = textWidth(s.fonts.strong, kTitle) > saveX - x;
  s.text(s.fonts.strong, x, y, s.theme.text, isShort ? kTitle.substr(0, kTitle.find(';')) : kTitle);
  saveButton(s, saveX, y - 6, figure::FigureId::contentEnergy);
  y += 32;
  const figure::Scene& scene = figureScene(s, width, figure::FigureId::contentEnergy, Carrier::ion);
  const Rect plot{x + static_cast<float>(scene.plot.x), y + static_cast<float>(scene.plot.y),
                  static_cast<float>(scene.plot.width), static_cast<float>(scene.plot.height)};
  const bool isFree = s.state.presentation.shows(ParameterId::amWtPct) && !s.model.locks(ParameterId::amWtPct);
  const std::optional<ImVec2> place = cellOf(scene);
  // Before the figure's own marks, so that the point is what is taken hold of.
  if (isFree && place) {
    const ImVec2 c{x + place->x, y + place->y};
    const Told told = s.items.item("point-amWtPct", {c.x - 18, c.y - 18, 36, 36}, ItemKind::slider);
    s.items.say(told, "Active material, point in the chart, " +
                          inputText(parameter(ParameterId::amWtPct), s.model.scenario().amWtPct) +
                          " wt%: " + displayText(metric(kShown), s.model.report()[kShown].value) + " Wh/L");
    if (told.steps != 0) s.model.stepValue(ParameterId::amWtPct, told.steps);
    if (dragsSideways(told)) {
      s.model.putOnGrid(ParameterId::amWtPct, figure::contentOfShare((ImGui::GetIO().MousePos.x - plot.x) / plot.w));
    }
    if (told.hovered || told.held) s.handCursor = true;
    if (told.focused) s.focusRing({c.x - 12, c.y - 12, 24, 24}, 12);
  }
  const FigureLook look = drawFigure(s, x, y, width, figure::FigureId::contentEnergy, Carrier::ion);
  // A mark of a model that is pressed is taken, with its content.
  const std::optional<ParticleModel> pressed = look.pressed ? modelOf(*look.pressed) : std::nullopt;
  if (pressed && isFree && !s.model.locks(ParameterId::model)) {
    Scenario wanted = withModel(s.model.scenario(), *pressed, s.model.figureOptions().same);
    wanted.amWtPct = look.pressed->x;
    s.model.recall(wanted);
  }
  // The start of an edit, and what has come of it.
  if (s.model.isEditing() && place) {
    const double before = s.model.before()[kShown].value;
    const auto was = static_cast<float>(figure::shareOfContent(s.model.scenarioBefore().amWtPct)) * plot.w + plot.x;
    const std::string difference = differenceText(s.model.report()[kShown].value, before, false);
    s.list->AddLine({was, plot.y}, {was, plot.bottom()}, s.theme.disabled);
    s.mid(s.fonts.captionStrong, std::clamp(x + place->x, plot.x + 30, plot.right() - 30),
          std::max(y + place->y - 22, plot.y + 6), s.theme.text, difference, Align::center);
  }
  s.place("content-energy", {x, top, width, y + look.height - top});
  return y + look.height - top;
}

}  // namespace cathode::web
