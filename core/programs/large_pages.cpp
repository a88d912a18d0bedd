// SPDX-License-Identifier: MIT
// Memory for programs that work through gigabytes: what is large comes in large pages where the system has them, which
// takes a third to a half off the time of a solve, and goes back whole once it is not used any more.
#if defined(__linux__) && !defined(__SANITIZE_ADDRESS__)

#include <malloc.h>
#include <sys/mman.h>

#include <cstdint>
#include <cstdlib>
#include <new>

namespace {

constexpr std::size_t kPage = std::size_t{1} << 21, kLarge = 2 * kPage;

// Otherwise the limit from which on memory goes back grows with what is freed, and leaves holes.
[[maybe_unused]] const int isLimitKept = ::mallopt(M_MMAP_THRESHOLD, int{kLarge});

}  // namespace

void* operator new(std::size_t bytes) {
  if (bytes < kLarge) {
    if (void* const memory = std::malloc(bytes == 0 ? 1 : bytes)) return memory;
    throw std::bad_alloc();
  }
  if (bytes > SIZE_MAX - kPage) throw std::bad_alloc();
  const std::size_t whole = (bytes + kPage - 1) / kPage * kPage;
  void* const memory = std::aligned_alloc(kPage, whole);
  if (memory == nullptr) throw std::bad_alloc();
  // A hint: without large pages it is the same memory.
  (void)::madvise(memory, whole, MADV_HUGEPAGE);
  return memory;
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

#endif
