// SPDX-License-Identifier: MIT
#include "web/canvas/frame_hash.h"

#include <cstddef>
#include <cstring>

namespace cathode::web {
namespace {

constexpr std::uint64_t kMultiplier = 0x9E3779B97F4A7C15;

std::uint64_t mixed(std::uint64_t hash, std::uint64_t word) {
  hash = (hash ^ word) * kMultiplier;
  return hash ^ hash >> 32;
}

std::uint64_t mixed(std::uint64_t hash, const void* bytes, std::size_t size) {
  const auto* at = static_cast<const std::byte*>(bytes);
  std::uint64_t word = 0;
  for (; size >= sizeof word; at += sizeof word, size -= sizeof word) {
    std::memcpy(&word, at, sizeof word);
    hash = mixed(hash, word);
  }
  word = 0;
  std::memcpy(&word, at, size);
  return mixed(hash, word);
}

}  // namespace

std::uint64_t hashOf(const ImDrawData& data) {
  std::uint64_t hash = mixed(0, &data.DisplaySize, sizeof data.DisplaySize);
  hash = mixed(hash, &data.FramebufferScale, sizeof data.FramebufferScale);
  for (const ImDrawList* list : data.CmdLists) {
    hash = mixed(hash, list->VtxBuffer.Data, list->VtxBuffer.size_in_bytes());
    hash = mixed(hash, list->IdxBuffer.Data, list->IdxBuffer.size_in_bytes());
    for (const ImDrawCmd& command : list->CmdBuffer) {
      hash = mixed(hash, &command.ClipRect, sizeof command.ClipRect);
      hash = mixed(hash, command.ElemCount);
      hash = mixed(hash, reinterpret_cast<std::uintptr_t>(command.TextureId));
    }
  }
  return hash;
}

}  // namespace cathode::web
