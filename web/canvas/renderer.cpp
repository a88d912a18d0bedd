// SPDX-License-Identifier: MIT
#include "web/canvas/renderer.h"

#include <GLES3/gl3.h>

#include <cstddef>
#include <iterator>

namespace cathode::web {
namespace {

static_assert(sizeof(ImDrawIdx) == 4);

enum Attribute : GLuint { kPlace, kTexel, kColor, kView };

// `view` is the same for all corners: the size of a design pixel where the canvas is 2 wide and high, and 1 where the
// texture holds opacity alone. An attribute without an array needs no look-up of its place, as a uniform would.
constexpr const char* kVertexShader = R"(#version 300 es
layout(location = 0) in vec2 place;
layout(location = 1) in vec2 texel;
layout(location = 2) in vec4 color;
layout(location = 3) in vec3 view;
out highp vec2 at;
out lowp vec4 ink;
flat out lowp float isOpacity;
void main() {
  at = texel;
  ink = color;
  isOpacity = view.z;
  gl_Position = vec4(place * view.xy + vec2(-1, 1), 0, 1);
})";
constexpr const char* kFragmentShader = R"(#version 300 es
uniform lowp sampler2D picture;
in highp vec2 at;
in lowp vec4 ink;
flat in lowp float isOpacity;
out lowp vec4 color;
void main() {
  lowp vec4 seen = texture(picture, at);
  color = ink * mix(seen, vec4(1, 1, 1, seen.r), isOpacity);
})";

GLuint nameOf(ImTextureID texture) { return static_cast<GLuint>(reinterpret_cast<std::uintptr_t>(texture)); }

GLuint compiled(GLenum kind, const char* source) {
  const GLuint shader = glCreateShader(kind);
  glShaderSource(shader, 1, &source, nullptr);
  glCompileShader(shader);
  return shader;
}

}  // namespace

void Renderer::forget() {
  fontsChanged();
  glDeleteProgram(program_);
  glDeleteVertexArrays(1, &vertexArray_);
  const GLuint buffers[] = {vertices_, indices_};
  glDeleteBuffers(std::size(buffers), buffers);
  glDeleteTextures(static_cast<GLsizei>(pictures_.size()), pictures_.data());
  pictures_.clear();
  program_ = vertexArray_ = vertices_ = indices_ = 0;
}

void Renderer::fontsChanged() {
  glDeleteTextures(1, &fonts_);
  fonts_ = 0;
  bound_.reset();
}

void Renderer::make() {
  program_ = glCreateProgram();
  for (const GLuint shader :
       {compiled(GL_VERTEX_SHADER, kVertexShader), compiled(GL_FRAGMENT_SHADER, kFragmentShader)}) {
    glAttachShader(program_, shader);
    glDeleteShader(shader);  // once the program is
  }
  glLinkProgram(program_);
  glUseProgram(program_);
  glGenVertexArrays(1, &vertexArray_);
  glBindVertexArray(vertexArray_);
  glGenBuffers(1, &vertices_);
  glGenBuffers(1, &indices_);
  glBindBuffer(GL_ARRAY_BUFFER, vertices_);
  glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, indices_);
  const auto take = [](Attribute which, GLint count, GLenum type, std::size_t offset) {
    glEnableVertexAttribArray(which);
    glVertexAttribPointer(which, count, type, type == GL_UNSIGNED_BYTE, sizeof(ImDrawVert),
                          reinterpret_cast<const void*>(offset));
  };
  take(kPlace, 2, GL_FLOAT, offsetof(ImDrawVert, pos));
  take(kTexel, 2, GL_FLOAT, offsetof(ImDrawVert, uv));
  take(kColor, 4, GL_UNSIGNED_BYTE, offsetof(ImDrawVert, col));
  glEnable(GL_BLEND);
  glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
  glEnable(GL_SCISSOR_TEST);
}

void Renderer::putFonts() {
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  unsigned char* opacity = nullptr;
  int width = 0, height = 0;
  atlas.GetTexDataAsAlpha8(&opacity, &width, &height);
  glGenTextures(1, &fonts_);
  glBindTexture(GL_TEXTURE_2D, fonts_);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
  glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_R8, width, height, 0, GL_RED, GL_UNSIGNED_BYTE, opacity);
  atlas.ClearTexData();
  bound_.reset();
}

ImTextureID Renderer::put(std::span<const Color> pixels, int width, int height) {
  GLuint name = 0;
  glGenTextures(1, &name);
  glBindTexture(GL_TEXTURE_2D, name);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR_MIPMAP_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE, pixels.data());
  glGenerateMipmap(GL_TEXTURE_2D);
  pictures_.push_back(name);
  return reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(name));
}

void Renderer::remove(ImTextureID picture) {
  const GLuint name = nameOf(picture);
  glDeleteTextures(1, &name);
  std::erase(pictures_, name);
}

// Dear ImGui knows the fonts' texture as null.
void Renderer::bind(ImTextureID texture, ImVec2 extent) {
  if (bound_ == texture) return;
  bound_ = texture;
  glBindTexture(GL_TEXTURE_2D, texture ? nameOf(texture) : fonts_);
  glVertexAttrib3f(kView, 2 / extent.x, -2 / extent.y, texture ? 0.0f : 1.0f);
}

void Renderer::draw(const ImDrawData& data, Color page) {
  const ImVec2 scale = data.FramebufferScale;
  const int width = static_cast<int>(data.DisplaySize.x * scale.x);
  const int height = static_cast<int>(data.DisplaySize.y * scale.y);
  if (width <= 0 || height <= 0) return;
  if (program_ == 0) make();
  if (fonts_ == 0) putFonts();
  glViewport(0, 0, width, height);
  glScissor(0, 0, width, height);
  const ImVec4 back = ImGui::ColorConvertU32ToFloat4(page);
  glClearColor(back.x, back.y, back.z, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  bound_.reset();
  for (const ImDrawList* list : data.CmdLists) {
    // Another store each time: the card may still be reading the one before.
    glBufferData(GL_ARRAY_BUFFER, list->VtxBuffer.size_in_bytes(), list->VtxBuffer.Data, GL_STREAM_DRAW);
    glBufferData(GL_ELEMENT_ARRAY_BUFFER, list->IdxBuffer.size_in_bytes(), list->IdxBuffer.Data, GL_STREAM_DRAW);
    for (const ImDrawCmd& command : list->CmdBuffer) {
      const ImVec4& clip = command.ClipRect;
      const ImVec2 from{clip.x * scale.x, clip.y * scale.y}, to{clip.z * scale.x, clip.w * scale.y};
      if (command.ElemCount == 0 || to.x <= from.x || to.y <= from.y) continue;
      glScissor(static_cast<int>(from.x), static_cast<int>(static_cast<float>(height) - to.y),
                static_cast<int>(to.x - from.x), static_cast<int>(to.y - from.y));
      bind(command.TextureId, data.DisplaySize);
      glDrawElements(GL_TRIANGLES, static_cast<GLsizei>(command.ElemCount), GL_UNSIGNED_INT,
                     reinterpret_cast<const void*>(command.IdxOffset * sizeof(ImDrawIdx)));
    }
  }
}

}  // namespace cathode::web
