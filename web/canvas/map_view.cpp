// SPDX-License-Identifier: MIT
#include "web/canvas/map_view.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/number_text.h"
#include "core/base/words.h"
#include "core/figure/map_figure.h"
#include "web/canvas/figure_view.h"
#include "web/canvas/widgets.h"

namespace cathode::web {
namespace {

using figure::FigureId;

constexpr FigureId kMap = FigureId::map;
constexpr std::array<std::string_view, 3> kOptions{"metric", "mapX", "mapY"};

// What the map shows and over what: a button each, and the choices of the one that is open.
float choosers(Screen& s, float x, float y, float width) {
  const float top = y;
  float left = x;
  s.items.group();
  for (const std::string_view key : kOptions) {
    const figure::OptionKind& option = figure::optionKind(key);
    const std::string now = figure::figureOptionText(s.model.figureOptions(), key);
    const auto chosen = std::ranges::find(option.choices, now, &Choice::value);
    const std::string text =
        fittedText(s.fonts.body, std::string(option.label) + ": " + std::string(chosen->label) + " …", width - 24);
    const float wide = buttonWidth(s, text);
    if (left > x && left + wide > x + width) {
      left = x;
      y += 38;
    }
    const bool isOpen = s.state.openOption == key;
    if (switchButton(s, ("choose-" + std::string(key)).c_str(), left, y, text, isOpen).pressed)
      s.state.openOption = isOpen ? std::string_view() : option.key;
    left += wide + 8;
  }
  y += 38;
  if (s.state.openOption.empty() || std::ranges::find(kOptions, s.state.openOption) == kOptions.end())
    return y + 4 - top;
  const figure::OptionKind& option = figure::optionKind(s.state.openOption);
  const std::string now = figure::figureOptionText(s.model.figureOptions(), option.key);
  s.items.group();
  left = x;
  for (const Choice& choice : option.choices) {
    const std::string text = fittedText(s.fonts.body, std::string(choice.label), width - 24);
    const float wide = buttonWidth(s, text);
    if (left > x && left + wide > x + width) {
      left = x;
      y += 36;
    }
    const std::string id = std::string(option.key) + "=" + std::string(choice.value);
    if (switchButton(s, id.c_str(), left, y, text, choice.value == now).pressed) {
      (void)s.model.putFigureOption(option.key, choice.value);
      s.state.openOption = {};
      s.items.focusOn(("choose-" + std::string(option.key)).c_str());
      s.state.mapCursor = {};
    }
    left += wide + 8;
  }
  return y + 44 - top;
}

// The map's plane: a place on it, what is there, and going there.
class Plane {
 public:
  Plane(Screen& s, const MapRequest& request, const Rect& plot) : s_(s), request_(request), plot_(plot) {}

  // Where a person looks: with the pointer, or with the keyboard, which begins at this cell.
  void look(const Told& told) {
    std::optional<ImVec2>& cursor = s_.state.mapCursor;
    if (told.hovered || told.held) {
      const ImVec2 at = ImGui::GetIO().MousePos;
      cursor = ImVec2{std::clamp((at.x - plot_.x) / plot_.w, 0.0f, 1.0f),
                      std::clamp((plot_.bottom() - at.y) / plot_.h, 0.0f, 1.0f)};
    } else if (!told.focused) {
      cursor = {};
    }
    if (told.focused && !cursor) cursor = cell();
    if (!cursor) return;
    constexpr float kStep = 1.0f / 40;
    const auto stepped = [](float from, int steps) {
      return std::clamp(std::round(from / kStep + static_cast<float>(steps)) * kStep, 0.0f, 1.0f);
    };
    if (told.steps != 0) cursor->x = stepped(cursor->x, told.steps);
    if (told.stepsUp != 0) cursor->y = stepped(cursor->y, told.stepsUp);
    if (told.toEnd != 0) cursor->x = told.toEnd < 0 ? 0.0f : 1.0f;
  }

  bool isFree() const { return isSettable(request_.x.id) && isSettable(request_.y.id); }

  // Both inputs take the values of that place.
  void go() {
    const ImVec2 at = *s_.state.mapCursor;
    put(request_.x, at.x);
    put(request_.y, at.y);
  }

  // What is there, in words.
  std::string reading() const {
    const ImVec2 at = *s_.state.mapCursor;
    const double x = valueAt(request_.x, at.x), y = valueAt(request_.y, at.y);
    const Scenario there = withInput(withInput(request_.scenario, request_.y.id, y), request_.x.id, x);
    const Metric& shown = metric(request_.metric);
    const MetricValue value = evaluate(there)[shown.id];
    std::string text = std::string(parameter(request_.x.id).label) + " " + inputWords(request_.x.id, x) + ", " +
                       std::string(lowered(request_.y.id)) + " " + inputWords(request_.y.id, y) + ": ";
    if (!value.isKnown()) return text + "no number can be given";
    text += displayText(shown, value.value);
    if (!shown.unit.empty()) text.append(" ").append(shown.unit);
    if (value.interval) text += " (" + intervalText(shown, *value.interval) + ")";
    return text.append(", ").append(provenanceKey(value.provenance));
  }

  // A cross at the place, and where it is on both axes.
  void draw() const {
    const ImVec2 at = *s_.state.mapCursor;
    const float x = plot_.x + at.x * plot_.w, y = plot_.bottom() - at.y * plot_.h;
    for (const auto& [color, wide] : {std::pair{s_.theme.card, 3.0f}, {s_.theme.text, 1.2f}}) {
      constexpr float kInner = 6, kArm = 16, kTick = 12;
      for (const float side : {-1.0f, 1.0f}) {
        s_.list->AddLine({x + side * kInner, y}, {x + side * kArm, y}, color, wide);
        s_.list->AddLine({x, y + side * kInner}, {x, y + side * kArm}, color, wide);
      }
      s_.list->AddLine({plot_.x, y}, {plot_.x + kTick, y}, color, wide);
      s_.list->AddLine({x, plot_.bottom() - kTick}, {x, plot_.bottom()}, color, wide);
      s_.list->AddCircle({x, y}, kInner, color, 0, wide);
    }
  }

 private:
  static std::string lowered(ParameterId id) { return cathode::lowered(parameter(id).label); }
  static std::string inputWords(ParameterId id, double value) {
    return withUnit(value < 1e-3 && value > 0 ? scientificText(value) : significantText(value, 3), parameter(id));
  }
  bool isSettable(ParameterId id) const {
    const Presentation& presentation = s_.state.presentation;
    return presentation.shows(id) && !s_.model.locks(id) && !(isOtherSize(id) && s_.model.locks(ParameterId::sizing));
  }
  // A size that does not size the cathode now.
  bool isOtherSize(ParameterId id) const {
    const Sizing now = s_.model.scenario().sizing;
    return (id == ParameterId::cathodeThicknessUm && now != Sizing::thickness) ||
           (id == ParameterId::loadingMgCm2 && now != Sizing::loading);
  }
  void put(const MapAxis& axis, float share) {
    if (isOtherSize(axis.id))
      (void)s_.model.setValue(
          ParameterId::sizing,
          static_cast<double>(axis.id == ParameterId::loadingMgCm2 ? Sizing::loading : Sizing::thickness));
    s_.model.putOnGrid(axis.id, valueAt(axis, share));
  }
  ImVec2 cell() const {
    const auto share = [&](const MapAxis& axis) {
      const double at = shareOf(axis, usedValue(axis.id, s_.model.scenario(), s_.model.report()));
      return static_cast<float>(std::clamp(at, 0.0, 1.0));
    };
    return {share(request_.x), share(request_.y)};
  }

  Screen& s_;
  const MapRequest& request_;
  Rect plot_;
};

}  // namespace

float mapView(Screen& s, float x, float y, float width) {
  const float top = y;
  y += choosers(s, x, y, width);
  s.items.group();
  const figure::Scene& scene = figureScene(s, width, kMap, Carrier::ion);
  const float saveX = x + width - saveWidth(s) + 8;
  const float head = drawWrapped(s.list, s.fonts.strong, {x, y}, saveX - x - 8, s.theme.text, scene.title);
  saveButton(s, saveX, y - 6, kMap);
  y += std::max(head, 24.0f) + 8;
  const float figureTop = y;
  paintFigure(s, x, y, width, kMap, Carrier::ion);
  y += static_cast<float>(scene.height) + 2;
  const figure::FigureInput input{.scenario = s.model.scenario(), .options = s.model.figureOptions()};
  const MapRequest request = figure::mapRequestOf(input, kLeastMapSide);
  std::string reading;
  if (scene.plot.width > 0) {
    const Rect plot{x + static_cast<float>(scene.plot.x), figureTop + static_cast<float>(scene.plot.y),
                    static_cast<float>(scene.plot.width), static_cast<float>(scene.plot.height)};
    Plane plane(s, request, plot);
    const Told told = s.items.item("map-plane", plot, ItemKind::plane);
    s.items.follow();
    plane.look(told);
    const bool isFree = plane.isFree();
    reading =
        isFree ? "Point at the map to read it; click, or press Enter, to go there." : "Point at the map to read it.";
    if (s.state.mapCursor) {
      plane.draw();
      reading = plane.reading() + ".";
      s.items.say(told, reading + (isFree ? " Enter to go there" : ""));
      if (told.hovered && isFree) s.handCursor = true;
    } else {
      s.items.say(told, scene.description);
    }
    if (told.focused) s.focusRing(plot.grown(3), 2);
    if ((told.pressed || told.edit) && isFree && s.state.mapCursor) plane.go();
  }
  // Two lines, whatever is read.
  const auto em = static_cast<double>(s.fonts.caption->FontSize / kLineOfEm);
  std::vector<std::string> lines = figure::wrapped(reading, em, width);
  lines.resize(std::min<std::size_t>(lines.size(), 2));
  for (std::size_t i = 0; i < lines.size(); ++i)
    s.text(s.fonts.caption, x, y + 17 * static_cast<float>(i), s.theme.muted, lines[i]);
  y += 40;
  s.place("map", {x, top, width, y - top});
  return y - top;
}

}  // namespace cathode::web
