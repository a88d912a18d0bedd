// SPDX-License-Identifier: MIT
// A number that stands for many bits: FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace cathode {

template <typename Value>
std::uint64_t hashOf(const std::vector<Value>& values) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const auto byte : std::as_bytes(std::span(values)))
    hash = (hash ^ std::to_integer<std::uint64_t>(byte)) * 0x100000001b3;
  return hash;
}

}  // namespace cathode
