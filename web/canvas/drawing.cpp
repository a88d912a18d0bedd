// SPDX-License-Identifier: MIT
#include "web/canvas/drawing.h"

#include <algorithm>
#include <cmath>

#include "core/figure/scene.h"

namespace cathode::web {
namespace {

constexpr auto kSubscriptScale = static_cast<float>(figure::kSubscriptScale);
constexpr auto kSubscriptDrop = static_cast<float>(figure::kSubscriptDrop);

float plainWidth(ImFont* font, float size, std::string_view text) {
  return font->CalcTextSizeA(size, FLT_MAX, 0.0f, text.data(), text.data() + text.size()).x;
}

}  // namespace

namespace {

Recording* current = nullptr;

void record(const ImDrawList* list, float size, ImVec2 at, float width, ImU32 color, std::string_view text,
            bool continues) {
  if (list == nullptr) return;  // only measured
  current->texts.push_back(
      {{at.x, at.y, width, size}, std::string(text), color, size, list->_Splitter._Current, continues});
}

}  // namespace

void recordInto(Recording* recording) { current = recording; }
Recording* recording() { return current; }

float textWidth(ImFont* font, std::string_view text) {
  float width = 0;
  figure::forPieces(text, [&](std::string_view piece, bool subscript) {
    width += plainWidth(font, font->FontSize * (subscript ? kSubscriptScale : 1.0f), piece);
  });
  return width;
}

void drawText(ImDrawList* list, ImFont* font, ImVec2 at, ImU32 color, std::string_view text, Align align, float scale) {
  const float width = textWidth(font, text) * scale, whole = font->FontSize * scale;
  if (align != Align::left) at.x -= width * (align == Align::center ? 0.5f : 1.0f);
  if (current != nullptr) record(list, whole, at, width, color, text, false);
  figure::forPieces(text, [&](std::string_view piece, bool subscript) {
    const float size = whole * (subscript ? kSubscriptScale : 1.0f);
    const float drop = subscript ? whole * kSubscriptDrop : 0.0f;
    list->AddText(font, size, {at.x, at.y + drop}, color, piece.data(), piece.data() + piece.size());
    at.x += plainWidth(font, size, piece);
  });
}

std::string fittedText(ImFont* font, std::string_view text, float width) {
  if (textWidth(font, text) <= width) return std::string(text);
  while (!text.empty() && textWidth(font, std::string(text) + "…") > width) {
    do text.remove_suffix(1);
    while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0) == 0x80);
    // A lead byte without what follows it is no letter.
    if (!text.empty() && static_cast<unsigned char>(text.back()) >= 0xC0) text.remove_suffix(1);
  }
  return std::string(text) + "…";
}

float drawWrapped(ImDrawList* list, ImFont* font, ImVec2 at, float width, ImU32 color, std::string_view text) {
  // Dear ImGui's own wrapping would also break after the point of a number.
  const float lineHeight = std::round(font->FontSize * 1.2f);
  float y = at.y;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::size_t fits = std::min(text.find(' '), end);
    while (fits != end) {
      const std::size_t next = std::min(text.find(' ', fits + 1), end);
      if (plainWidth(font, font->FontSize, text.substr(0, next)) > width) break;
      fits = next;
    }
    const std::string_view line = text.substr(0, fits);
    if (current != nullptr)
      record(list, font->FontSize, {at.x, y}, plainWidth(font, font->FontSize, line), color, line, y > at.y);
    if (list != nullptr) list->AddText(font, font->FontSize, {at.x, y}, color, line.data(), line.data() + line.size());
    y += lineHeight;
    text.remove_prefix(std::min(line.size() + 1, text.size()));
  }
  return y - at.y;
}

namespace {

// A finger or a pointer that is nearly there is there.
constexpr float kReach = 14;

std::optional<std::size_t> nearestSpot(const std::vector<ImVec2>& spots, ImVec2 at) {
  const auto distance = [&](ImVec2 spot) { return std::hypot(spot.x - at.x, spot.y - at.y); };
  const auto nearest = std::ranges::min_element(spots, {}, distance);
  if (nearest == spots.end() || distance(*nearest) >= kReach) return std::nullopt;
  return nearest - spots.begin();
}

}  // namespace

void Items::beginFrame(float scrollY) {
  scrollY_ = scrollY;
  entries_.clear();
  all_.clear();
  said_.clear();
  group_ = 0;
}

std::optional<Rect> Items::find(ImGuiID id) const {
  const auto found = std::ranges::find(all_, id, &Placed::id);
  return found == all_.end() ? std::nullopt : std::optional(found->rect);
}

std::optional<std::size_t> Items::spot(const Told& told, std::vector<ImVec2> points) {
  all_.back().spots = std::move(points);
  return told.hovered ? nearestSpot(all_.back().spots, ImGui::GetIO().MousePos) : std::nullopt;
}

Items::Pointed Items::pointedAt(ImVec2 at) const {
  for (const Placed& placed : all_) {
    const Rect& rect = placed.rect;
    if (at.x < rect.x || at.x >= rect.right() || at.y < rect.y || at.y >= rect.bottom()) continue;
    // Where each place counts, the pixel is the spot.
    if (placed.follows)
      return {placed.id, (static_cast<std::size_t>(at.y - rect.y) << 16) + static_cast<std::size_t>(at.x - rect.x)};
    return {placed.id, nearestSpot(placed.spots, at)};
  }
  return {};
}

Told Items::item(const char* name, const Rect& rect, ItemKind kind, bool keyboard) {
  ImGui::SetCursorScreenPos(rect.min());
  Told told;
  told.pressed = ImGui::InvisibleButton(name, {std::max(rect.w, 1.0f), std::max(rect.h, 1.0f)});
  const ImGuiID id = ImGui::GetItemID();
  told.hovered = ImGui::IsItemHovered();
  told.held = ImGui::IsItemActive();
  all_.push_back({id, rect, {}});
  if (!keyboard) return told;
  entries_.push_back({id, kind, {rect.x, rect.y + scrollY_, rect.w, rect.h}, group_});
  if (ImGui::IsItemActivated()) {
    focus_ = id;
    keyboard_ = false;
  }
  told.focused = keyboard_ && focus_ == id;
  if (pending_ && focus_ == id) {
    pending_ = false;
    switch (pendingKey_) {
      case Key::up: told.stepsUp = 1; break;
      case Key::down: told.stepsUp = -1; break;
      case Key::left: told.steps = -1; break;
      case Key::right: told.steps = 1; break;
      case Key::pageDown: (kind == ItemKind::plane ? told.stepsUp : told.steps) = -10; break;
      case Key::pageUp: (kind == ItemKind::plane ? told.stepsUp : told.steps) = 10; break;
      case Key::home: told.toEnd = -1; break;
      case Key::end: told.toEnd = 1; break;
      case Key::enter:
      case Key::digit: (kind == ItemKind::slider ? told.edit : told.pressed) = true; break;
      case Key::question: told.asked = true; break;
      case Key::space: told.pressed = kind != ItemKind::slider; break;
      default: break;
    }
  }
  return told;
}

int Items::indexOf(ImGuiID id) const {
  const auto found = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& entry) { return entry.id == id; });
  return found == entries_.end() ? -1 : static_cast<int>(found - entries_.begin());
}

void Items::moveTo(int index) {
  focus_ = entries_[index].id;
  visited_[entries_[index].group] = focus_;
  keyboard_ = moved_ = true;
}

bool Items::key(Key key) {
  const int index = indexOf(focus_);
  if (key == Key::tab || key == Key::backTab) {
    const int step = key == Key::tab ? 1 : -1;
    int next = index < 0 ? (step > 0 ? 0 : static_cast<int>(entries_.size()) - 1) : index;
    while (index >= 0 && isAt(next) && entries_[next].group == entries_[index].group) next += step;
    if (!isAt(next)) {
      leave();
      return false;
    }
    // Into a group, where it was left: at its beginning the first time.
    const int group = entries_[next].group;
    while (isAt(next - 1) && entries_[next - 1].group == group) --next;
    const auto visited = visited_.find(group);
    const int before = visited == visited_.end() ? -1 : indexOf(visited->second);
    moveTo(before >= 0 && entries_[before].group == group ? before : next);
    return true;
  }
  if (index < 0) return false;
  const bool slider = entries_[index].kind == ItemKind::slider;
  const bool plane = entries_[index].kind == ItemKind::plane;
  const bool walks =
      !plane && (key == Key::up || key == Key::down || (!slider && (key == Key::left || key == Key::right)));
  if (walks) {
    const int next = index + (key == Key::up || key == Key::left ? -1 : 1);
    if (isAt(next) && entries_[next].group == entries_[index].group) moveTo(next);
    return true;
  }
  const bool used = key == Key::enter || key == Key::question ||
                    (plane    ? key != Key::escape
                     : slider ? key != Key::space && key != Key::escape
                              : key == Key::space);
  if (used) {
    keyboard_ = true;
    pending_ = true;
    pendingKey_ = key;
  }
  return used;
}

void Items::enter(bool fromEnd) {
  if (entries_.empty()) return;
  if (!fromEnd) {
    moveTo(0);
    return;
  }
  const int group = entries_.back().group;
  moveTo(static_cast<int>(std::ranges::find(entries_, group, &Entry::group) - entries_.begin()));
}

void Items::leave() {
  keyboard_ = false;
  focus_ = 0;
  pending_ = false;
}

bool Items::takeFocusMoved(Rect* rect) {
  const int index = indexOf(focus_);
  if (!moved_ || index < 0) return false;
  moved_ = false;
  *rect = entries_[index].rect;
  return true;
}

}  // namespace cathode::web
