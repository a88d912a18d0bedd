// SPDX-License-Identifier: MIT
#include "core/allocations.h"

#include <algorithm>
#include <cstdlib>
#include <new>

namespace cathode {

Allocations& allocations() {
  static constinit Allocations all;
  return all;
}

namespace {

// In front of each allocation, as large as what is aligned most.
constexpr std::size_t kBefore = alignof(std::max_align_t);

}  // namespace
}  // namespace cathode

void* operator new(std::size_t bytes) {
  using cathode::kBefore;
  cathode::Allocations& all = cathode::allocations();
  void* memory = all.made++ == all.failing ? nullptr : std::malloc(bytes + kBefore);
  if (memory == nullptr) throw std::bad_alloc();
  *static_cast<std::size_t*>(memory) = bytes;
  all.live += bytes;
  all.peak = std::max(all.peak, all.live);
  return static_cast<std::byte*>(memory) + kBefore;
}

void operator delete(void* memory) noexcept {
  using cathode::kBefore;
  if (memory == nullptr) return;
  void* whole = static_cast<std::byte*>(memory) - kBefore;
  cathode::allocations().live -= *static_cast<std::size_t*>(whole);
  std::free(whole);
}

void operator delete(void* memory, std::size_t) noexcept { operator delete(memory); }
