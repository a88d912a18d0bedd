// SPDX-License-Identifier: MIT
#include "web/canvas/particles.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <list>
#include <vector>

namespace cathode::web {
namespace {

struct Circle {
  float x, y, r;
};

// SplitMix64, to [0, 1).
class Sequence {
 public:
  float next() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return static_cast<float>((z ^ (z >> 31)) >> 40) * 0x1p-24f;
  }

 private:
  std::uint64_t state_ = 42;
};

// Places circles at random, large ones first, `gap` apart, until they cover `fraction` of the area.
std::vector<Circle> packCircles(float width, float height, float scale, float fraction, float gap) {
  constexpr float kRadii[] = {9.5f, 8.2f, 7.0f, 6.0f, 5.0f, 4.0f, 3.2f, 2.5f};
  constexpr int kSizes = 8;
  std::vector<Circle> circles;
  Sequence random;
  float covered = 0;
  const float wanted = fraction * width * height;
  for (int size = 0; size < kSizes; ++size) {
    const float radius = kRadii[size] * scale;
    if (radius < 0.8f) break;
    // Each size brings the cover a little closer, so that all sizes occur.
    const float target = wanted * (0.30f + 0.70f * static_cast<float>(size + 1) / kSizes);
    const int attempts = static_cast<int>(width * height / (radius * radius) * 6.0f);
    for (int i = 0; i < attempts && covered < target; ++i) {
      const Circle c{random.next() * (width + radius) - radius / 2, random.next() * (height + radius) - radius / 2,
                     radius};
      const bool free = std::none_of(circles.begin(), circles.end(), [&](const Circle& other) {
        const float dx = c.x - other.x, dy = c.y - other.y, reach = c.r + other.r + gap;
        return dx * dx + dy * dy < reach * reach;
      });
      if (!free) continue;
      circles.push_back(c);
      const float visibleWidth = std::min(c.x + c.r, width) - std::max(c.x - c.r, 0.0f);
      const float visibleHeight = std::min(c.y + c.r, height) - std::max(c.y - c.r, 0.0f);
      covered += 0.7854f * visibleWidth * visibleHeight;
    }
  }
  return circles;
}

// The packings used last: packing anew in every frame would cost far more than drawing. What is
// returned stays valid while fewer than kMostPackings others are asked for.
const std::vector<Circle>& packed(float width, float height, float scale, float fraction, float gap) {
  struct Entry {
    float width, height, scale, fraction, gap;
    std::vector<Circle> circles;
  };
  constexpr std::size_t kMostPackings = 12;
  static std::list<Entry> cache;  // least recently used first
  const float rounded = std::round(fraction * 100.0f) / 100.0f;
  const auto found = std::find_if(cache.begin(), cache.end(), [&](const Entry& e) {
    return e.width == width && e.height == height && e.scale == scale && e.fraction == rounded && e.gap == gap;
  });
  if (found != cache.end()) {
    cache.splice(cache.end(), cache, found);
  } else {
    if (cache.size() == kMostPackings) cache.pop_front();
    cache.push_back({width, height, scale, rounded, gap, packCircles(width, height, scale, rounded, gap)});
  }
  return cache.back().circles;
}

}  // namespace

void drawParticles(Screen& s, const Rect& rect, ParticleModel model, float scale, PictureFractions fractions) {
  s.box(rect, s.theme.pore, 0);
  s.list->PushClipRect(rect.min(), rect.max(), true);
  const std::vector<Circle>& grains = packed(rect.w, rect.h, scale, fractions.am, 0.25f * scale);
  const float area = rect.w * rect.h;
  float perimeter = 0;
  for (const Circle& c : grains) perimeter += 6.2832f * c.r;

  // How much of the electrolyte lies around the grains, and how thick that makes the shells.
  const float inShells = model == ParticleModel::coreShell ? 1.0f : model == ParticleModel::conventional ? 0.0f : 0.35f;
  const float shell = std::min(inShells * fractions.se * area / std::max(perimeter, 1.0f), 3.0f * scale);
  // Separate particles, below the grains. Placed at random, n of area a cover 1 - exp(-n a / A) of
  // what the grains leave.
  const float rest = (1.0f - inShells) * fractions.se / std::max(1.0f - fractions.am, 0.05f);
  if (rest > 0.0f) {
    const bool small = model == ParticleModel::thinShellSmall;
    const float radius = (small ? 1.6f : 6.0f) * scale;
    const int count = static_cast<int>(-std::log(1.0f - std::min(rest, 0.97f)) * area / (3.1416f * radius * radius));
    Sequence random;
    for (int i = 0; i < count; ++i) {
      const ImVec2 point{rect.x + random.next() * rect.w, rect.y + random.next() * rect.h};
      s.list->AddCircleFilled(point, radius * (0.7f + 0.6f * random.next()), s.theme.se);
    }
  }
  if (fractions.ca > 0.0f) {
    Sequence random;
    const float length = 10.0f * scale;
    const int fibres = static_cast<int>(fractions.ca * area / (length * 1.2f));
    for (int i = 0; i < fibres; ++i) {
      const ImVec2 from{rect.x + random.next() * rect.w, rect.y + random.next() * rect.h};
      const float angle = random.next() * 6.2832f;
      s.list->AddLine(from, {from.x + length * std::cos(angle), from.y + length * std::sin(angle)}, s.theme.ca, 1.2f);
    }
  }
  if (shell > 0.0f) {
    for (const Circle& c : grains) s.list->AddCircleFilled({rect.x + c.x, rect.y + c.y}, c.r + shell, s.theme.se);
  }
  for (const Circle& c : grains) s.list->AddCircleFilled({rect.x + c.x, rect.y + c.y}, c.r, s.theme.am);
  s.list->PopClipRect();
}

}  // namespace cathode::web
