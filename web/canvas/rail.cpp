// SPDX-License-Identifier: MIT
#include "web/canvas/rail.h"

#include <algorithm>
#include <string>
#include <vector>

#include "web/canvas/widgets.h"

namespace cathode::web {
namespace {

using enum ParameterId;
constexpr ParameterId kUsual[] = {
    amWtPct, cathodeThicknessUm, loadingMgCm2, specificCapacityMahG, separatorThicknessUm, temperatureC};
constexpr float kUsualCurve = 22, kOtherCurve = 16;

bool showsRate(const Screen& s) {
  return s.state.presentation.view == View::rate || s.state.presentation.view == View::map;
}

bool isShown(const Screen& s, ParameterId id) {
  const Parameter& field = parameter(id);
  // Inputs of losses stand where losses are shown, or where they are asked for.
  if (field.group == ParameterGroup::rate && !showsRate(s) && s.state.presentation.shown == Presentation{}.shown)
    return false;
  return s.state.presentation.shows(id) && field.isUsedIn(s.model.scenario());
}

bool isOfRate(ParameterId id) { return id == cRate || parameter(id).group == ParameterGroup::rate; }

// Where losses are shown, what they rest on is in sight with the rest.
std::vector<ParameterId> usualInputs(const Screen& s) {
  std::vector<ParameterId> shown;
  std::ranges::copy_if(kUsual, std::back_inserter(shown), [&](ParameterId id) { return isShown(s, id); });
  for (const Parameter& one : parameters()) {
    if (showsRate(s) && isOfRate(one.id) && isShown(s, one.id)) shown.push_back(one.id);
  }
  return shown;
}

// The inputs that few people change, in the order of the registry.
std::vector<ParameterId> otherInputs(const Screen& s) {
  std::vector<ParameterId> shown;
  for (const Parameter& one : parameters()) {
    const bool isOther = one.id != model && one.id != sizing && std::ranges::find(kUsual, one.id) == std::end(kUsual) &&
                         !(showsRate(s) && isOfRate(one.id));
    if (isOther && isShown(s, one.id)) shown.push_back(one.id);
  }
  return shown;
}

float input(Screen& s, float x, float y, float width, ParameterId id, float curveHeight) {
  return parameter(id).isChoice() ? segments(s, x, y, width, id) : slider(s, x, y, width, id, curveHeight);
}

// What opens and closes the other inputs.
// What leads to composites of one's own.
float compositesLink(Screen& s, float x, float y) {
  const std::string_view text = s.model.scenario().composite != nullptr ? "Own composite: change …" : "Own composite …";
  const Rect rect{x - 6, y - 4, textWidth(s.fonts.body, text) + 12, 26};
  const Told told = s.items.item("composites", rect, ItemKind::button);
  s.items.say(told, std::string(text) + ", button");
  if (told.hovered) {
    s.box(rect, s.theme.accentSoft, 6);
    s.handCursor = true;
  }
  s.text(s.fonts.body, x, y, s.theme.accent, text);
  if (told.focused) s.focusRing(rect, 6);
  if (told.pressed) s.asked = Ask::composites;
  return 30;
}

float moreButton(Screen& s, float x, float y) {
  const bool isOpen = s.state.moreOpen;
  const std::string_view text = isOpen ? "Fewer inputs" : "Porosity, anode, voltage, densities";
  const Rect rect{x - 6, y - 4, textWidth(s.fonts.body, text) + 30, 28};
  const Told told = s.items.item("more", rect, ItemKind::button);
  s.items.say(told, std::string(isOpen ? "Fewer inputs" : "More inputs") + ", button");
  if (told.hovered) {
    s.box(rect, s.theme.accentSoft, 6);
    s.handCursor = true;
  }
  const ImVec2 c{x + 4, y + 10};
  if (isOpen)
    s.list->AddTriangleFilled({c.x - 5, c.y - 3}, {c.x + 5, c.y - 3}, {c.x, c.y + 4}, s.theme.accent);
  else
    s.list->AddTriangleFilled({c.x - 3, c.y - 5}, {c.x + 4, c.y}, {c.x - 3, c.y + 5}, s.theme.accent);
  s.mid(s.fonts.body, x + 16, y + 10, s.theme.accent, text);
  if (told.focused) s.focusRing(rect, 6);
  if (told.pressed) s.state.moreOpen = !s.state.moreOpen;
  return 28;
}

}  // namespace

bool hasInputs(const Screen& s) { return s.state.presentation.shown != 0; }

float rail(Screen& s, float x, float y, float width) {
  const float top = y;
  s.items.group();
  if (s.state.presentation.shows(model)) {
    s.name(s.fonts.strong, x, y, s.theme.text, "Where the electrolyte sits", model);
    y += 28;
    y += modelTiles(s, x, y, width) + 10;
    const auto current = static_cast<std::size_t>(s.model.scenario().model);
    const Choice& choice = parameter(model).choices[current];
    const OwnComposite* own = s.model.scenario().composite;
    s.text(s.fonts.body, x, y, s.theme.text,
           own != nullptr ? own->name : std::string(choice.value) + " " + std::string(choice.label));
    y += 26;
    if (!s.isLimited() && !s.state.presentation.embedded) y += compositesLink(s, x, y);
  }
  s.items.group();
  const std::vector<ParameterId> usual = usualInputs(s), others = otherInputs(s);
  if (!usual.empty() || !others.empty()) {
    s.text(s.fonts.caption, x, y, s.theme.muted,
           scentMetric(s) == MetricId::volumetricEnergyDensityWhL ? "Curves: Wh/L along each input, one scale"
                                                                  : "Curves: Wh/L at the C-rate, one scale");
    y += 25;
  }
  for (const ParameterId id : usual) y += input(s, x, y, width, id, isOfRate(id) ? kOtherCurve : kUsualCurve) + 4;
  s.items.group();
  // What is chosen to be shown is not folded away.
  const bool folds = !s.isLimited() && !others.empty();
  if (folds) y += moreButton(s, x, y) + 4;
  if (!folds || s.state.moreOpen) {
    for (const ParameterId id : others) y += input(s, x, y, width, id, kOtherCurve);
  }
  return y - top;
}

float inputSheet(Screen& s) {
  constexpr float kPad = 16, kChip = 36, kHeight = 176;
  std::vector<ParameterId> inputs = usualInputs(s);
  for (const ParameterId id : otherInputs(s)) inputs.push_back(id);
  if (inputs.empty()) return 0;
  if (std::ranges::find(inputs, s.state.sheetInput) == inputs.end()) s.state.sheetInput = inputs.front();
  const float top = s.viewHeight - kHeight;
  const Rect sheet{0, top, s.width, kHeight};
  s.list->ChannelsSetCurrent(3);
  s.items.group();

  // The row of inputs scrolls sideways; it is drawn first, and the sheet takes the pointer where nothing else does.
  constexpr const char* kShort[] = {"Active material", "Thickness", "Loading", "Capacity", "Separator", "Temperature"};
  const auto nameOf = [&](ParameterId id) -> std::string {
    const auto found = std::ranges::find(kUsual, id);
    return found == std::end(kUsual) ? std::string(parameter(id).label) : kShort[found - std::begin(kUsual)];
  };
  float whole = kPad;
  for (const ParameterId id : inputs) whole += textWidth(s.fonts.body, nameOf(id)) + 28 + 8;
  const float furthest = std::max(whole + kPad - 8 - s.width, 0.0f);
  float left = kPad - s.state.sheetScroll;
  for (const ParameterId id : inputs) {
    const std::string name = nameOf(id);
    const bool chosen = id == s.state.sheetInput;
    const Rect chip{left, top + 18, textWidth(chosen ? s.fonts.strong : s.fonts.body, name) + 28, kChip};
    const Told told = s.items.item(("sheet-" + std::string(parameter(id).key)).c_str(), chip, ItemKind::button);
    s.items.say(told, name + (chosen ? ", chosen" : ", button"));
    constexpr float kMoved = 8;
    const float moved = ImGui::GetIO().MousePos.x - ImGui::GetIO().MouseClickedPos[0].x;
    if (told.held && std::abs(moved) > kMoved) {
      s.state.sheetScroll = std::clamp(s.state.sheetScroll - ImGui::GetIO().MouseDelta.x, 0.0f, furthest);
    }
    if (told.pressed && std::abs(moved) <= kMoved) s.state.sheetInput = id;
    // What the keyboard comes to is brought into sight.
    if (told.focused)
      s.state.sheetScroll = std::clamp(
          s.state.sheetScroll + (chip.x < kPad ? chip.x - kPad : std::max(chip.right() - s.width + kPad, 0.0f)), 0.0f,
          furthest);
    s.box(chip, chosen ? s.theme.accent : s.theme.card, kChip / 2, chosen ? 0 : s.theme.border);
    s.mid(chosen ? s.fonts.strong : s.fonts.body, chip.center().x, chip.center().y,
          chosen ? s.theme.onAccent : s.theme.text, name, Align::center);
    if (told.focused) s.focusRing(chip, kChip / 2);
    if (told.hovered) s.handCursor = true;
    left = chip.right() + 8;
  }
  s.items.group();
  const bool isNumber = !parameter(s.state.sheetInput).isChoice();
  input(s, kPad + 4, top + 68, s.width - 2 * kPad - 8, s.state.sheetInput, isNumber ? 28 : 0);
  s.items.item("sheet", sheet, ItemKind::button, false);

  s.list->ChannelsSetCurrent(2);
  s.list->AddRectFilled(sheet.min(), sheet.max(), s.theme.page, 14, ImDrawFlags_RoundCornersTop);
  s.list->AddRect(sheet.min(), {sheet.right(), sheet.bottom() + 2}, s.theme.border, 14, ImDrawFlags_RoundCornersTop);
  s.box({s.width / 2 - 20, top + 7, 40, 4}, s.theme.track, 2);
  return kHeight;
}

}  // namespace cathode::web
