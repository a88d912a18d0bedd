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

void* operator new(std::size_t bytes, const std::nothrow_t&) noexcept {
  using cathode::kBefore;
  cathode::Allocations& all = cathode::allocations();
  void* memory = all.made++ == all.failing ? nullptr : std::malloc(bytes + kBefore);
  if (memory == nullptr) return nullptr;
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

// The others by these: a sanitizer has its own of each.
void* operator new(std::size_t bytes) {
  if (void* memory = operator new(bytes, std::nothrow)) return memory;
  throw std::bad_alloc();
}
void* operator new[](std::size_t bytes) { return operator new(bytes); }
void* operator new[](std::size_t bytes, const std::nothrow_t&) noexcept { return operator new(bytes, std::nothrow); }
void operator delete(void* memory, std::size_t) noexcept { operator delete(memory); }
void operator delete(void* memory, const std::nothrow_t&) noexcept { operator delete(memory); }
void operator delete[](void* memory) noexcept { operator delete(memory); }
void operator delete[](void* memory, std::size_t) noexcept { operator delete(memory); }
void operator delete[](void* memory, const std::nothrow_t&) noexcept { operator delete(memory); }
