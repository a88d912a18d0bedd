#include "web/literature_plot.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/text.h"

namespace cathode::web {
namespace {

constexpr double kThicknessMaxUm = ViewModel::kCurveEndUm;

struct Axis {
  double low, high, tick;
  float start, length;  // pixels; length may be negative

  float at(double value) const { return start + static_cast<float>((value - low) / (high - low)) * length; }
};

// A step of 1, 2 or 5 times a power of ten that gives at most `most` intervals.
double niceStep(double span, int most) {
  const double raw = span / most;
  double step = 1.0;
  while (step * 10.0 <= raw) step *= 10.0;
  while (step > raw) step /= 10.0;
  for (const double factor : {1.0, 2.0, 5.0, 10.0}) {
    if (step * factor >= raw) return step * factor;
  }
  return step * 10.0;
}

bool overlap(const Rect& a, const Rect& b) {
  return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom();
}

ImVec2 nearest(const Rect& rect, ImVec2 point) {
  return {std::clamp(point.x, rect.x, rect.right()), std::clamp(point.y, rect.y, rect.bottom())};
}

// Finds a free place for a label beside a point; keeps it taken.
class Labels {
 public:
  explicit Labels(const Rect& bounds) : bounds_(bounds) {}

  void take(const Rect& rect) { taken_.push_back(rect); }

  // Nearest first, then further off with a line to the point.
  bool place(ImVec2 point, float width, float height, Rect* result, bool* needsLine) {
    constexpr float kGap = 8;
    for (const float away : {0.0f, 16.0f, 30.0f}) {
      const float right = kGap + away, left = -width - kGap - away;
      const std::array<ImVec2, 8> offsets{{{right, -height / 2}, {left, -height / 2}, {-width / 2, -height - kGap - away},
                                           {-width / 2, kGap + away}, {right, -height - 2 - away}, {right, 2 + away},
                                           {left, -height - 2 - away}, {left, 2 + away}}};
      for (const ImVec2 offset : offsets) {
        const Rect rect{point.x + offset.x, point.y + offset.y, width, height};
        const bool inside = rect.x >= bounds_.x && rect.right() <= bounds_.right() && rect.y >= bounds_.y && rect.bottom() <= bounds_.bottom();
        if (!inside || !isFree(rect) || (away > 0.0f && !takeLine(point, nearest(rect, point)))) continue;
        take(rect);
        *result = rect;
        *needsLine = away > 0.0f;
        return true;
      }
    }
    return false;
  }

 private:
  bool isFree(const Rect& rect) const {
    return std::none_of(taken_.begin(), taken_.end(), [&](const Rect& other) { return overlap(rect, other); });
  }

  // Keeps the line free of labels; false if it crosses something other than what it starts from.
  bool takeLine(ImVec2 from, ImVec2 to) {
    constexpr int kPieces = 8;
    std::array<Rect, kPieces> pieces;
    for (int i = 0; i < kPieces; ++i) {
      const float t = (static_cast<float>(i) + 0.5f) / kPieces;
      pieces[i] = {from.x + (to.x - from.x) * t - 1, from.y + (to.y - from.y) * t - 1, 2, 2};
      const bool atStart = std::abs(pieces[i].x - from.x) < 8 && std::abs(pieces[i].y - from.y) < 8;
      if (!atStart && !isFree(pieces[i])) return false;
    }
    for (const Rect& piece : pieces) take(piece);
    return true;
  }

  Rect bounds_;
  std::vector<Rect> taken_;
};

std::string rowText(const LiteratureRow& row) {
  const auto number = [](Printed printed) { return fixedText(printed.value, printed.decimals); };
  std::string text = number(row.amWtPct) + " wt% AM";
  if (row.loadingMgCm2) text += ", " + number(*row.loadingMgCm2) + " mg/cm²";
  if (row.arealCapacityMahCm2) text += ", " + number(*row.arealCapacityMahCm2) + " mAh/cm²";
  text += ", " + number(*row.thicknessUm) + " µm, " + number(row.specificCapacityMahG) + " mAh/g";
  if (!row.cRate.empty()) text += " at " + std::string(row.cRate);
  return text + ", " + number(row.temperatureC) + " °C: " + number(row.volumetricWhL) + " Wh/L as reported in Table S6.";
}

}  // namespace

void drawLiteraturePlot(Screen& s, const Rect& rect) {
  const float left = 44, bottom = 40, top = 8;
  const Rect plot{rect.x + left, rect.y + top, rect.w - left - 8, rect.h - top - bottom};

  double highest = 1300.0;
  for (const auto& point : s.model.thicknessCurve()) highest = std::max(highest, point.volumetricWhL);
  const double current = s.model.report()[MetricId::volumetricEnergyDensityWhL].value;
  highest = std::max(highest, current);
  const double tick = niceStep(highest, 6);
  const Axis y{0, std::ceil(highest / tick) * tick, tick, plot.bottom(), -plot.h};
  const Axis x{0, kThicknessMaxUm, niceStep(kThicknessMaxUm, plot.w > 360 ? 6 : 5), plot.x, plot.w};

  for (double v = y.low; v <= y.high + 1e-6; v += y.tick) {
    s.list->AddLine({plot.x, std::round(y.at(v)) + 0.5f}, {plot.right(), std::round(y.at(v)) + 0.5f}, s.theme.track);
    s.text(s.fonts.caption, plot.x - 8, y.at(v) - 7, s.theme.muted, fixedText(v, 0), Align::right);
  }
  for (double v = x.low; v <= x.high + 1e-6; v += x.tick) {
    s.text(s.fonts.caption, x.at(v), plot.bottom() + 5, s.theme.muted, fixedText(v, 0), Align::center);
  }
  s.text(s.fonts.caption, plot.center().x, plot.bottom() + 22, s.theme.muted, "Cathode thickness, µm", Align::center);

  Labels labels(plot);
  s.list->PushClipRect(plot.min(), plot.max(), true);
  const auto& curve = s.model.thicknessCurve();
  for (std::size_t i = 0; i + 1 < curve.size(); ++i) {
    const ImVec2 from{x.at(curve[i].thicknessUm), y.at(curve[i].volumetricWhL)};
    const ImVec2 to{x.at(curve[i + 1].thicknessUm), y.at(curve[i + 1].volumetricWhL)};
    if (i % 2 == 0) s.list->AddLine(from, to, s.theme.accent, 1.5f);
    labels.take({from.x, std::min(from.y, to.y) - 2, to.x - from.x, std::abs(to.y - from.y) + 4});
  }
  s.list->PopClipRect();

  // The cell itself comes first, so that its label finds a place.
  const double thickness = s.model.report()[MetricId::cathodeThicknessUm].value;
  const bool shown = thickness <= kThicknessMaxUm;
  const ImVec2 cell{x.at(std::min(thickness, kThicknessMaxUm)), y.at(current)};
  const auto rows = literatureRows();
  const auto pointOf = [&](const LiteratureRow& row) { return ImVec2{x.at(*row.thicknessUm), y.at(row.volumetricWhL)}; };
  for (const LiteratureRow& row : rows) {
    if (row.thicknessUm) labels.take({pointOf(row).x - 6, pointOf(row).y - 6, 12, 12});
  }
  labels.take({cell.x - 10, cell.y - 10, 20, 20});
  Rect place;
  bool needsLine = false;
  const auto line = [&](ImVec2 point) {
    if (needsLine) s.list->AddLine(point, nearest(place, point), s.theme.muted, 1.0f);
  };
  const std::string you = "This cell, " + fixedText(current, 0) + (shown ? "" : ", " + fixedText(thickness, 0) + " µm");
  if (labels.place(cell, textWidth(s.fonts.strong, you), 17, &place, &needsLine)) {
    line(cell);
    s.text(s.fonts.strong, place.x, place.y, s.theme.accent, you);
  }

  for (std::size_t i = 0; i < rows.size(); ++i) {
    const LiteratureRow& row = rows[i];
    if (!row.thicknessUm) continue;
    const ImVec2 point = pointOf(row);
    const bool own = row.reference == kThisWork;
    const std::string name = "literature-" + std::to_string(i);
    const Told told = s.items.item(name.c_str(), {point.x - 9, point.y - 9, 18, 18}, ItemKind::button);
    const ImGuiID id = ImGui::GetID(name.c_str());
    const bool open = s.explains(id, told);
    if (own) {
      s.list->AddRectFilled({point.x - 5, point.y - 5}, {point.x + 5, point.y + 5}, s.theme.am, 1);
    } else {
      s.list->AddCircleFilled(point, 5.5f, s.theme.muted);
    }
    if (told.focused) s.focusRing({point.x - 6, point.y - 6, 12, 12}, 6);
    const std::string title = std::string(row.cathode) +
                              (own ? ", source, " + fixedText(row.temperatureC, 0) + " °C" : ", ref. " + std::string(row.reference));
    if (open) s.tip = Tip{{point.x - 6, point.y - 6, 12, 12}, title, rowText(row)};
    if (told.hovered) s.handCursor = true;
    if (labels.place(point, textWidth(s.fonts.caption, title), 15, &place, &needsLine)) {
      line(point);
      s.text(s.fonts.caption, place.x, place.y, s.theme.muted, title);
    }
  }
  if (shown) {
    s.list->AddQuadFilled({cell.x, cell.y - 9}, {cell.x + 9, cell.y}, {cell.x, cell.y + 9}, {cell.x - 9, cell.y}, s.theme.accent);
    s.list->AddQuad({cell.x, cell.y - 9}, {cell.x + 9, cell.y}, {cell.x, cell.y + 9}, {cell.x - 9, cell.y}, s.theme.card, 1.5f);
  } else {
    s.list->AddTriangleFilled({cell.x - 10, cell.y - 7}, {cell.x, cell.y}, {cell.x - 10, cell.y + 7}, s.theme.accent);
  }
}

}  // namespace cathode::web
