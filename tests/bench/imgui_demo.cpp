// SPDX-License-Identifier: MIT
// Dear ImGui's own demo window, built with the page's flags and drawn once: what the page's first
// frame is compared with.
#include <GLES3/gl3.h>
#include <backends/imgui_impl_opengl3.h>
#include <emscripten/emscripten.h>
#include <emscripten/html5_webgl.h>
#include <imgui.h>

extern "C" EMSCRIPTEN_KEEPALIVE void drawDemo(float width, float height) {
  EmscriptenWebGLContextAttributes attributes;
  emscripten_webgl_init_context_attributes(&attributes);
  attributes.majorVersion = 2;
  attributes.alpha = attributes.depth = attributes.antialias = false;
  emscripten_webgl_make_context_current(emscripten_webgl_create_context("#canvas", &attributes));
  ImGui::CreateContext();
  ImGui::GetIO().IniFilename = nullptr;
  ImGui_ImplOpenGL3_Init("#version 300 es");
  ImGui::GetIO().DisplaySize = {width, height};
  // The demo window appears one frame after it is opened.
  for (int frame = 0; frame < 2; ++frame) {
    ImGui_ImplOpenGL3_NewFrame();
    ImGui::NewFrame();
    ImGui::ShowDemoWindow();
    ImGui::Render();
    glClear(GL_COLOR_BUFFER_BIT);
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  }
}
