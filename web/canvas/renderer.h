// SPDX-License-Identifier: MIT
// Draws what Dear ImGui has laid out, with WebGL 2. Nobody else uses the context: its state is set once and never asked
// for, since an answer has to wait until all that was drawn before is done.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "web/canvas/sections.h"
#include "web/canvas/theme.h"

namespace cathode::web {

class Renderer final : public PictureStore {
 public:
  // The context is lost, and will come back empty: what was on the card is made anew when it is drawn next.
  void forget();

  // The fonts are others from now on.
  void fontsChanged();

  // Smooth at every size below its own.
  ImTextureID put(std::span<const Color> pixels, int width, int height) override;
  void remove(ImTextureID picture) override;

  // Draws on a canvas of that colour. The scale of the frame buffer counts.
  void draw(const ImDrawData& data, Color page);

 private:
  void make();
  void putFonts();
  void bind(ImTextureID texture, ImVec2 extent);

  std::uint32_t program_ = 0, vertexArray_ = 0, vertices_ = 0, indices_ = 0;  // 0: not there
  std::uint32_t fonts_ = 0;
  std::vector<std::uint32_t> pictures_;
  std::optional<ImTextureID> bound_;  // in this frame
};

}  // namespace cathode::web
