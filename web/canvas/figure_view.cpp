// SPDX-License-Identifier: MIT
#include "web/canvas/figure_view.h"

#include <algorithm>
#include <cmath>

#include "core/figure/parts.h"
#include "web/canvas/widgets.h"

namespace cathode::web {
namespace {

using figure::Ink;

// The fonts of a figure: larger where there is room.
struct Type {
  ImFont* regular;
  ImFont* strong;

  // Dear ImGui sizes a font by its lines, a scene by its em.
  float em() const {
    return regular->CalcTextSizeA(regular->FontSize, FLT_MAX, 0, "0").x /
           static_cast<float>(figure::textWidth("0", 1.0));
  }
};
Type typeOf(const Fonts& fonts, float width) {
  return width > 520 ? Type{fonts.body, fonts.strong} : Type{fonts.caption, fonts.captionStrong};
}

// Draws the parts of a scene at a place on the canvas.
class Painter {
 public:
  Painter(Screen& screen, const figure::Scene& scene, float x, float y, const Type& type)
      : s_(screen), scene_(scene), x_(x), y_(y), type_(type) {}

  ImVec2 at(figure::Point p) const { return {x_ + static_cast<float>(p.x), y_ + static_cast<float>(p.y)}; }
  ImU32 color(Ink ink, double opacity) const {
    const auto alpha = static_cast<ImU32>(std::lround(opacity * 255.0));
    return (color(ink) & ~IM_COL32_A_MASK) | alpha << IM_COL32_A_SHIFT;
  }
  ImU32 color(Ink ink) const { return ink == Ink::none ? 0 : s_.theme.figure[static_cast<std::size_t>(ink)]; }

  void draw(const figure::Area& area) const {
    const ImVec2 from = at({area.box.x, area.box.y}), to = at({area.box.right(), area.box.bottom()});
    s_.box({from.x, from.y, to.x - from.x, to.y - from.y}, color(area.fill), 0);
    if (area.border != Ink::none) s_.list->AddRect(from, to, color(area.border));
  }

  void draw(const figure::Polygon& polygon) const {
    std::vector<ImVec2> corners;
    for (const figure::Point& p : polygon.corners) corners.push_back(at(p));
    s_.list->AddConvexPolyFilled(corners.data(), static_cast<int>(corners.size()),
                                 color(polygon.fill, polygon.opacity));
  }

  // A vertex for each point, colours running between them; what touches one without a shade is left out.
  void draw(const figure::Shades& shades) const {
    const std::size_t columns = shades.columns, rows = shades.steps.size() / columns;
    const auto hasShade = [&](std::size_t i) { return shades.steps[i] != figure::kNoShade; };
    const auto isWhole = [&](std::size_t i) {
      return hasShade(i) && hasShade(i + 1) && hasShade(i + columns) && hasShade(i + columns + 1);
    };
    int cells = 0;
    for (std::size_t row = 0; row + 1 < rows; ++row)
      for (std::size_t column = 0; column + 1 < columns; ++column) cells += isWhole(row * columns + column);
    const ImVec2 white = ImGui::GetFontTexUvWhitePixel();
    s_.list->PrimReserve(cells * 6, static_cast<int>(rows * columns));
    const ImDrawIdx first = s_.list->_VtxCurrentIdx;
    for (std::size_t i = 0; i < rows * columns; ++i) {
      const double right = static_cast<double>(i % columns) / static_cast<double>(columns - 1);
      const auto row = i / columns;
      const double down = static_cast<double>(row) / static_cast<double>(rows - 1);
      s_.list->PrimWriteVtx(at({shades.box.x + right * shades.box.width, shades.box.y + down * shades.box.height}),
                            white, hasShade(i) ? colorOf(figure::shadeColor(shades.steps[i])) : 0);
    }
    for (std::size_t row = 0; row + 1 < rows; ++row) {
      for (std::size_t column = 0; column + 1 < columns; ++column) {
        const std::size_t i = row * columns + column;
        if (!isWhole(i)) continue;
        for (const std::size_t corner : {i, i + 1, i + columns + 1, i, i + columns + 1, i + columns})
          s_.list->PrimWriteIdx(first + static_cast<ImDrawIdx>(corner));
      }
    }
  }

  void draw(const figure::Line& line) const {
    if (line.clipped)
      s_.list->PushClipRect(at({scene_.plot.x, scene_.plot.y}), at({scene_.plot.right(), scene_.plot.bottom()}), true);
    points_.clear();
    for (const figure::Point& p : line.points) points_.push_back(at(p));
    const auto width = static_cast<float>(line.width);
    const ImU32 ink = line.opacity < 1 ? color(line.ink, line.opacity) : color(line.ink);
    if (line.dash == figure::Dash::solid) {
      s_.list->AddPolyline(points_.data(), static_cast<int>(points_.size()), ink, 0, width);
    } else {
      const float unit = std::max(width, 1.0f);
      if (line.dash == figure::Dash::dashed)
        drawDashes(4 * unit, 2.5f * unit, ink, width);
      else
        drawDashes(unit, 2 * unit, ink, width);
    }
    if (line.clipped) s_.list->PopClipRect();
  }

  void draw(const figure::Marker& marker) const {
    if (marker.ink == Ink::none) return;
    const ImVec2 c = at(marker.at);
    const auto r = static_cast<float>(marker.size);
    const ImU32 fill = marker.hollow ? color(Ink::background) : color(marker.ink),
                edge = marker.hollow ? color(marker.ink) : color(Ink::background);
    const float width = marker.hollow ? 1.4f : 0.8f;
    const auto polygon = [&](std::initializer_list<ImVec2> corners) {
      s_.list->AddConvexPolyFilled(corners.begin(), static_cast<int>(corners.size()), fill);
      s_.list->AddPolyline(corners.begin(), static_cast<int>(corners.size()), edge, ImDrawFlags_Closed, width);
    };
    switch (marker.shape) {
      case figure::Shape::circle:
        s_.list->AddCircleFilled(c, r, fill);
        s_.list->AddCircle(c, r, edge, 0, width);
        break;
      case figure::Shape::square:
        polygon({{c.x - r, c.y - r}, {c.x + r, c.y - r}, {c.x + r, c.y + r}, {c.x - r, c.y + r}});
        break;
      case figure::Shape::diamond:
        polygon({{c.x, c.y - 1.35f * r}, {c.x + 1.35f * r, c.y}, {c.x, c.y + 1.35f * r}, {c.x - 1.35f * r, c.y}});
        break;
      case figure::Shape::triangle:
        polygon({{c.x, c.y - 1.25f * r}, {c.x + 1.2f * r, c.y + 0.9f * r}, {c.x - 1.2f * r, c.y + 0.9f * r}});
        break;
      case figure::Shape::arrow:
        polygon({{c.x - 1.4f * r, c.y - r}, {c.x + 0.4f * r, c.y}, {c.x - 1.4f * r, c.y + r}});
        break;
    }
    if (marker.ringed) s_.list->AddCircle(c, static_cast<float>(figure::kRing) * r, color(Ink::text), 0, 1.4f);
    if (marker.dotted) s_.list->AddCircleFilled(c, static_cast<float>(figure::kDot) * r, color(marker.ink));
  }

  void draw(const figure::Text& text) const {
    ImFont* font = text.strong ? type_.strong : type_.regular;
    if (text.upright) {
      const Align align = text.align == figure::Align::left     ? Align::left
                          : text.align == figure::Align::center ? Align::center
                                                                : Align::right;
      ImVec2 place = at(text.at);
      place.y = std::round(place.y);
      drawText(s_.list, font, place, color(text.ink), text.what, align);
      return;
    }
    // Drawn lying, then its corners are turned about its middle.
    const figure::Box box = figure::boxOf(text);
    const ImVec2 middle = at({box.x + box.width / 2, box.y + box.height / 2});
    const int first = s_.list->VtxBuffer.Size;
    // Letters that lie out of sight before they are turned must not be left out.
    constexpr float kEverywhere = 1e5f;
    s_.list->PushClipRect({-kEverywhere, -kEverywhere}, {kEverywhere, kEverywhere});
    drawText(s_.list, font, {middle.x, middle.y - static_cast<float>(box.width) / 2}, color(text.ink), text.what,
             Align::center);
    s_.list->PopClipRect();
    for (int i = first; i < s_.list->VtxBuffer.Size; ++i) {
      ImVec2& p = s_.list->VtxBuffer[i].pos;
      p = {middle.x + (p.y - middle.y), middle.y - (p.x - middle.x)};
    }
    if (Recording* seen = recording()) {
      Rect& rect = seen->texts.back().rect;
      const ImVec2 corner = rect.min();
      rect = {middle.x + (corner.y - middle.y), middle.y - (corner.x + rect.w - middle.x), rect.h, rect.w};
    }
  }

 private:
  void drawDashes(float on, float off, ImU32 ink, float width) const {
    float phase = 0;  // how far into a dash and its gap
    for (std::size_t i = 0; i + 1 < points_.size(); ++i) {
      const ImVec2 a = points_[i], b = points_[i + 1];
      const float length = std::hypot(b.x - a.x, b.y - a.y);
      // What leaves the plot by far is not worth dashes.
      if (length > 4000.0f) continue;
      for (float done = 0; done < length;) {
        const bool drawn = phase < on;
        const float step = std::min((drawn ? on : on + off) - phase, length - done);
        if (drawn) {
          const auto point = [&](float t) {
            return ImVec2{a.x + (b.x - a.x) * t / length, a.y + (b.y - a.y) * t / length};
          };
          s_.list->AddLine(point(done), point(done + step), ink, width);
        }
        done += step;
        phase += step;
        if (phase >= on + off - 1e-3f) phase = 0;
      }
    }
  }

  Screen& s_;
  const figure::Scene& scene_;
  float x_, y_;
  Type type_;
  mutable std::vector<ImVec2> points_;
};

std::vector<const figure::Marker*> tellingMarkers(const figure::Scene& scene) {
  std::vector<const figure::Marker*> markers;
  for (const auto& item : scene.items) {
    if (const auto* marker = std::get_if<figure::Marker>(&item); marker && !marker->name.empty())
      markers.push_back(marker);
  }
  return markers;
}

}  // namespace

std::optional<ParticleModel> modelOf(const figure::Marker& marker) {
  for (int i = 0; i < kModelCount && !marker.ringed; ++i) {
    const auto model = static_cast<ParticleModel>(i);
    if (marker.ink == figure::inkOf(model)) return model;
  }
  return std::nullopt;
}

float emOfFigure(const Fonts& fonts, float width) { return typeOf(fonts, width).em(); }

const figure::Scene& figureScene(const Screen& s, float width, figure::FigureId id, Carrier carrier) {
  return s.model.figureOf(id, carrier, width, emOfFigure(s.fonts, width)).scene;
}

void paintFigure(Screen& s, float x, float y, float width, figure::FigureId id, Carrier carrier) {
  const figure::Scene& scene = figureScene(s, width, id, carrier);
  const Painter painter(s, scene, x, y, typeOf(s.fonts, width));
  for (const auto& item : scene.items) std::visit([&](const auto& it) { painter.draw(it); }, item);
}

FigureLook drawFigure(Screen& s, float x, float y, float width, figure::FigureId id, Carrier carrier) {
  const Type type = typeOf(s.fonts, width);
  const figure::Scene& scene = figureScene(s, width, id, carrier);
  const auto height = static_cast<float>(scene.height);
  const Painter painter(s, scene, x, y, type);
  for (const auto& item : scene.items) std::visit([&](const auto& it) { painter.draw(it); }, item);

  const std::string name = "figure-" + std::string(figure::figureKinds()[static_cast<std::size_t>(id)].name) +
                           (carrier == Carrier::ion ? "" : "-electron");
  const std::vector<const figure::Marker*> markers = tellingMarkers(scene);
  if (markers.empty()) return {height};
  const Rect whole{x, y, width, height};
  const Told told = s.items.item(name.c_str(), whole, ItemKind::slider);
  const ImGuiID itemId = ImGui::GetID(name.c_str());
  FigureFocus& focus = s.state.figureFocus;
  std::vector<ImVec2> places;
  for (const figure::Marker* marker : markers) {
    places.push_back(painter.at(marker->at));
    // A model that is pointed at anywhere is marked in every figure.
    if (s.state.pointedModel && modelOf(*marker) == s.state.pointedModel)
      s.list->AddCircle(places.back(), 9, s.theme.text, 0, 1.6f);
  }
  const std::optional<std::size_t> pointed = s.items.spot(told, std::move(places));
  const int count = static_cast<int>(markers.size());
  if (told.focused && focus.item != itemId) focus = {itemId, 0};
  if (focus.item == itemId) {
    focus.marker = std::clamp(focus.marker + told.steps, 0, count - 1);
    if (told.toEnd != 0) focus.marker = told.toEnd < 0 ? 0 : count - 1;
  }
  // What was pointed at last stays, so that a finger has something to read.
  if (pointed) focus = {itemId, static_cast<int>(*pointed)};
  const bool isRead = focus.item == itemId;
  if (told.focused) s.focusRing(whole.grown(3), 6);
  FigureLook look{height + 40};
  std::string reading = "Point at a mark to read it.";
  if (isRead) {
    const figure::Marker& marker = *markers[static_cast<std::size_t>(std::min(focus.marker, count - 1))];
    if (pointed || told.focused)
      s.list->AddCircle(painter.at(marker.at), static_cast<float>(marker.size) + 4, s.theme.text, 0, 2.0f);
    reading = marker.name + ": " + marker.text;
    s.items.say(told, reading + ", " + std::to_string(focus.marker + 1) + " of " + std::to_string(count));
    if (told.pressed && pointed) look.pressed = &marker;
  }
  if (pointed) s.handCursor = true;
  // Two lines, whatever is read.
  const auto em = static_cast<double>(s.fonts.caption->FontSize / kLineOfEm);
  std::vector<std::string> lines = figure::wrapped(reading, em, width);
  if (lines.size() > 2) {
    lines.resize(2);
    lines[1] = figure::shortened(lines[1] + " …………", em, width);
  }
  for (std::size_t i = 0; i < lines.size(); ++i)
    s.text(s.fonts.caption, x, y + height + 2 + 17 * static_cast<float>(i), s.theme.muted, lines[i]);
  return look;
}

float titledFigure(Screen& s, float x, float y, float width, std::string_view title, figure::FigureId id,
                   Carrier carrier) {
  s.items.group();
  const bool ion = carrier == Carrier::ion;
  const std::string name(figure::figureKinds()[static_cast<std::size_t>(id)].name);
  if (title.empty()) title = figureScene(s, width, id, carrier).title;
  const float saveX = x + width - saveWidth(s) + 8;
  const float head = drawWrapped(s.list, s.fonts.strong, {x, y}, saveX - x - 8, s.theme.text, title);
  saveButton(s, saveX, y - 6, id, carrier);
  const float top = y + std::max(head, 24.0f) + 8;
  const float height = top + drawFigure(s, x, top, width, id, carrier).height - y;
  s.place(name + (ion ? "" : "-electron"), {x, y, width, height});
  return height;
}

}  // namespace cathode::web
