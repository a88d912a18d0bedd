// SPDX-License-Identifier: MIT
#include "web/canvas/sections.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace cathode::web {
namespace {

constexpr unsigned char kBytes[] = {
#include "sections/sections.inc"
};

class BitReader {
 public:
  explicit BitReader(std::size_t byte) : at_(byte * 8) {}
  int next(int bits) {
    int value = 0;
    for (; bits > 0; --bits, ++at_) value = value << 1 | (kBytes[at_ / 8] >> (7 - at_ % 8) & 1);
    return value;
  }

 private:
  std::size_t at_;
};

int ceilingLog2(int value) {
  int bits = 0;
  while (1 << bits < value) ++bits;
  return bits;
}

}  // namespace

Section storedSection(ParticleModel model, int composition) {
  const int index = static_cast<int>(model) * kSectionsOfModel + composition;
  BitReader bits(kBytes[2 * index] << 8 | kBytes[2 * index + 1]);
  Section section;
  section.tileX = bits.next(kPlaceBits);
  section.tileY = bits.next(kPlaceBits);
  for (int kind = 0; kind < kCutKinds; ++kind) {
    const int step = bits.next(1) == 1 ? 2 : 1;
    const int cell = kCellPlaces[bits.next(2)];
    const int placeBits = ceilingLog2(cell / step);
    std::array<int, 2> lengthBits{};
    for (int i = 0; i < kLengthsOf[kind]; ++i) lengthBits[i] = bits.next(4);
    for (int y = 0; y < kHeightPlaces; y += cell) {
      for (int x = 0; x < kWidthPlaces; x += cell) {
        while (bits.next(1) == 1) {
          CutBody body;
          body.x = x + bits.next(placeBits) * step;
          body.y = y + bits.next(placeBits) * step;
          for (int i = 0; i < kLengthsOf[kind]; ++i) body.lengths[i] = bits.next(lengthBits[i]) * step;
          if (kind == kFibres) {
            while (bits.next(1) == 1) body.lengths[0] += 4 * kFibreStep;
            body.lengths[0] += bits.next(2) * kFibreStep;
            if (hasDirection(body)) body.direction = bits.next(4);
          }
          section.bodies[kind].push_back(body);
        }
      }
    }
  }
  return section;
}

namespace {

// What is on the card: made when it is first drawn, in the colours of that time.
struct Pictures {
  PictureStore* store = nullptr;
  std::array<Color, kSectionPhases> colors{};
  struct Made {
    ImTextureID id = nullptr;
    ImVec2 tile{};  // its corner, um
  };
  std::array<Made, kModelCount * kSectionsOfModel> made{};
};
Pictures& pictures() {
  static Pictures instance;
  return instance;
}

constexpr int kPixelsPerUm = 6, kSamples = 2;  // each way, of a pixel

const Pictures::Made& pictureOf(ParticleModel model, int composition) {
  Pictures& all = pictures();
  Pictures::Made& picture = all.made[static_cast<int>(model) * kSectionsOfModel + composition];
  if (picture.id != nullptr) return picture;
  const Section section = storedSection(model, composition);
  const std::vector<SectionPhase> phases = phasesOf(section, kPixelsPerUm * kSamples);
  constexpr int kWidth = static_cast<int>(kSectionWidthUm) * kPixelsPerUm;
  constexpr int kHeight = static_cast<int>(kSectionHeightUm) * kPixelsPerUm;
  std::vector<Color> pixels(static_cast<std::size_t>(kWidth) * kHeight);
  for (int y = 0; y < kHeight; ++y) {
    for (int x = 0; x < kWidth; ++x) {
      // Four sums of bytes side by side.
      std::uint64_t sum = 0;
      for (int i = 0; i < kSamples * kSamples; ++i) {
        const std::size_t row = static_cast<std::size_t>(y) * kSamples + i / kSamples;
        const Color color = all.colors[static_cast<int>(phases[(row * kWidth + x) * kSamples + i % kSamples])];
        sum += (color & 0xFFu) | std::uint64_t{color & 0xFF00u} << 8 | std::uint64_t{color & 0xFF0000u} << 16;
      }
      const auto mean = [&](int at) { return static_cast<Color>((sum >> at & 0xFFFF) / (kSamples * kSamples)); };
      pixels[static_cast<std::size_t>(y) * kWidth + x] = mean(0) | mean(16) << 8 | mean(32) << 16 | 0xFF000000u;
    }
  }
  constexpr float kPlaceUm = 1.0f / kPlacesPerUm;
  picture = {all.store->put(pixels, kWidth, kHeight),
             {static_cast<float>(section.tileX) * kPlaceUm, static_cast<float>(section.tileY) * kPlaceUm}};
  return picture;
}

// Bands with the areas of the composition.
void drawBands(const Screen& s, const Rect& rect, const std::array<Color, kSectionPhases>& colors,
               const Section& section) {
  std::array<float, kSectionPhases> points{};
  const std::vector<SectionPhase> phases = phasesOf(section, 2);
  for (const SectionPhase phase : phases) ++points[static_cast<std::size_t>(phase)];
  float left = rect.x;
  for (int phase = 0; phase < kSectionPhases; ++phase) {
    const float width = rect.w * points[phase] / static_cast<float>(phases.size());
    s.box({left, rect.y, width, rect.h}, colors[phase], 0);
    left += width;
  }
}

}  // namespace

void keepSectionsIn(PictureStore* store) { pictures() = {.store = store}; }
void forgetSections() { pictures().made = {}; }

void drawSection(Screen& s, const Rect& rect, ParticleModel model, double amWtPct, float pixelsPerUm) {
  const auto nearest = std::ranges::min_element(
      kSectionAmWtPct, {}, [&](int amount) { return std::abs(static_cast<double>(amount) - amWtPct); });
  const int composition = static_cast<int>(nearest - std::begin(kSectionAmWtPct));
  const std::array<Color, kSectionPhases> colors{s.theme.pore, s.theme.am, s.theme.se, s.theme.ca};
  Pictures& all = pictures();
  if (all.store == nullptr) {
    drawBands(s, rect, colors, storedSection(model, composition));
    return;
  }
  if (all.colors != colors) {
    for (const Pictures::Made& picture : all.made)
      if (picture.id != nullptr) all.store->remove(picture.id);
    forgetSections();
    all.colors = colors;
  }
  const auto& [id, tile] = pictureOf(model, composition);
  constexpr ImVec2 kSize{static_cast<float>(kSectionWidthUm), static_cast<float>(kSectionHeightUm)};
  s.list->AddImage(id, rect.min(), rect.max(), {tile.x / kSize.x, tile.y / kSize.y},
                   {(tile.x + rect.w / pixelsPerUm) / kSize.x, (tile.y + rect.h / pixelsPerUm) / kSize.y});
}

}  // namespace cathode::web
