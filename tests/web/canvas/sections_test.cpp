// SPDX-License-Identifier: MIT
// Pictures of the composites: their areas against the volume fractions, and when they are made anew.
#include <gtest/gtest.h>
#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "core/cell/evaluate.h"
#include "web/canvas/sections.h"

namespace cathode::web {
namespace {

using Fractions = std::array<double, kSectionPhases>;

Fractions compositionOf(int model, double amWtPct) {
  Scenario scenario;
  scenario.model = static_cast<ParticleModel>(model);
  scenario.amWtPct = amWtPct;
  const Report report = evaluate(scenario);
  Fractions fractions{};
  std::ranges::transform(std::array{MetricId::porosityPct, MetricId::phiAmPct, MetricId::phiSePct, MetricId::phiCaPct},
                         fractions.begin(), [&](MetricId id) { return report[id].value / 100; });
  return fractions;
}

constexpr int kPerUm = 16;
constexpr int kWide = static_cast<int>(kSectionWidthUm) * kPerUm, kHigh = static_cast<int>(kSectionHeightUm) * kPerUm;

// Of a rectangle that goes on around the section's sides; all in points.
Fractions areasOf(const std::vector<SectionPhase>& phases, int left, int top, int wide, int high) {
  Fractions areas{};
  for (int y = top; y < top + high; ++y)
    for (int x = left; x < left + wide; ++x) ++areas[static_cast<int>(phases[(y % kHigh) * kWide + x % kWide])];
  for (double& area : areas) area /= double(wide) * high;
  return areas;
}

TEST(Sections, HaveTheAreasOfTheirComposition) {
  for (int model = 0; model < kModelCount; ++model) {
    for (int i = 0; i < kSectionsOfModel; ++i) {
      const Section section = storedSection(static_cast<ParticleModel>(model), i);
      const std::vector<SectionPhase> phases = phasesOf(section, kPerUm);
      const Fractions wanted = compositionOf(model, kSectionAmWtPct[i]);
      const Fractions whole = areasOf(phases, 0, 0, kWide, kHigh);
      constexpr int kPoints = kPerUm / kPlacesPerUm, kEdge = static_cast<int>(kSectionTileUm) * kPerUm;
      const Fractions tile = areasOf(phases, section.tileX * kPoints, section.tileY * kPoints, kEdge, kEdge);
      for (int phase = 0; phase < kSectionPhases; ++phase) {
        EXPECT_NEAR(whole[phase], wanted[phase], 0.01) << model + 1 << ", " << kSectionAmWtPct[i] << " wt%, " << phase;
        EXPECT_NEAR(tile[phase], wanted[phase], 0.01) << model + 1 << ", " << kSectionAmWtPct[i] << " wt%, " << phase;
      }
    }
  }
}

TEST(Sections, ShowWhereTheElectrolyteIs) {
  const auto bodiesOf = [](ParticleModel model) { return storedSection(model, kSectionsOfModel - 1).bodies; };
  const auto hasShells = [](const std::vector<CutBody>& grains) {
    return std::ranges::all_of(grains, [](const CutBody& grain) { return grain.lengths[1] > 0; });
  };
  const auto conventional = bodiesOf(ParticleModel::conventional), coreShell = bodiesOf(ParticleModel::coreShell);
  const auto large = bodiesOf(ParticleModel::thinShellLarge), small = bodiesOf(ParticleModel::thinShellSmall);
  EXPECT_FALSE(hasShells(conventional[kGrains]));
  for (const auto& shelled : {coreShell, large, small}) EXPECT_TRUE(hasShells(shelled[kGrains]));
  EXPECT_TRUE(coreShell[kSeParticles].empty());
  EXPECT_GT(small[kSeParticles].size(), 5 * large[kSeParticles].size());
  for (const auto& bodies : {conventional, coreShell, large, small}) EXPECT_GT(bodies[kFibres].size(), 100u);
}

TEST(Sections, AnEllipseCoversItsArea) {
  for (int direction = 0; direction < kDirections; ++direction) {
    // Across a corner of the section, so that it goes on around both sides.
    Section section;
    section.bodies[kFibres].push_back({.x = 0, .y = 0, .lengths = {4 * kLengthsPerUm, 0}, .direction = direction});
    const std::vector<SectionPhase> phases = phasesOf(section, 32);
    const double area = static_cast<double>(std::ranges::count(phases, SectionPhase::ca)) / (32 * 32);
    EXPECT_NEAR(area, 3.14159 * 4 * kSectionFibreUm / 2, 0.03) << direction;
  }
}

class Store final : public PictureStore {
 public:
  ImTextureID put(std::span<const Color> pixels, int width, int height) override {
    EXPECT_EQ(pixels.size(), static_cast<std::size_t>(width) * height);
    pictures[++last] = {pixels.begin(), pixels.end()};
    return reinterpret_cast<ImTextureID>(last);
  }
  void remove(ImTextureID picture) override {
    EXPECT_EQ(pictures.erase(reinterpret_cast<std::uintptr_t>(picture)), 1u);
  }

  std::map<std::uintptr_t, std::vector<Color>> pictures;
  std::uintptr_t last = 0;
};

// A frame that draws one section.
void drawOne(bool dark, ParticleModel model, double amWtPct) {
  ImGui::GetIO().DisplaySize = {100, 100};
  ImGui::NewFrame();
  ImGui::Begin("page");
  const Fonts fonts{};
  Items items;
  ViewModel viewModel;
  ScreenState state;
  Screen screen{
      ImGui::GetWindowDrawList(), themeOf(dark), fonts, items, viewModel, state, 100, 100, 0, 0, {}, {}, false, {}};
  drawSection(screen, {10, 10, 60, 40}, model, amWtPct, 3);
  ImGui::End();
  ImGui::Render();
}

class Drawing : public testing::Test {
 protected:
  Drawing() {
    ImGui::CreateContext();
    ImGui::GetIO().IniFilename = nullptr;
    ImGui::GetIO().Fonts->Build();
  }
  ~Drawing() override {
    keepSectionsIn(nullptr);
    ImGui::DestroyContext();
  }
};

TEST_F(Drawing, MakesAPictureOnceAndAnewForOtherColours) {
  Store store;
  keepSectionsIn(&store);
  for (int frame = 0; frame < 2; ++frame) drawOne(false, ParticleModel::coreShell, 85);
  EXPECT_EQ(store.last, 1u);
  drawOne(false, ParticleModel::coreShell, 83);  // the nearest is the same
  EXPECT_EQ(store.last, 1u);
  drawOne(false, ParticleModel::coreShell, 81);
  drawOne(false, ParticleModel::conventional, 60);
  EXPECT_EQ(store.pictures.size(), 3u);
  drawOne(true, ParticleModel::coreShell, 85);
  ASSERT_EQ(store.pictures.size(), 1u);  // those in other colours are gone
  EXPECT_EQ(std::ranges::count(store.pictures.begin()->second, themeOf(false).am), 0);
  EXPECT_GT(std::ranges::count(store.pictures.begin()->second, themeOf(true).am), 1000);
  forgetSections();
  drawOne(true, ParticleModel::coreShell, 85);
  EXPECT_EQ(store.last, 5u);
}

TEST_F(Drawing, IsBandsOfTheSameAreasWhereThereAreNoPictures) {
  Recording seen;
  recordInto(&seen);
  drawOne(false, ParticleModel::thinShellSmall, 85);
  recordInto(nullptr);
  const Fractions wanted = compositionOf(3, 85);
  const Theme& theme = themeOf(false);
  const std::array<Color, kSectionPhases> colors{theme.pore, theme.am, theme.se, theme.ca};
  ASSERT_EQ(seen.boxes.size(), colors.size());
  for (std::size_t i = 0; i < colors.size(); ++i) {
    EXPECT_EQ(seen.boxes[i].fill, colors[i]);
    EXPECT_NEAR(seen.boxes[i].rect.w / 60, wanted[i], 0.01);
  }
}

}  // namespace
}  // namespace cathode::web
