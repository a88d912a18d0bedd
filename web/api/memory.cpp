// SPDX-License-Identifier: MIT
#include "web/api/memory.h"

#include <cstdlib>

namespace cathode {

bool hasRoom(double bytes) {
  constexpr double kMost = 3.6e9, kBeside = 1e6;
  if (!(bytes >= 0 && bytes <= kMost)) return false;
  // Volatile, or the compiler leaves out what is freed unused, and the answer is always yes.
  void* volatile trial = std::malloc(static_cast<std::size_t>(bytes + kBeside));
  const bool was = trial != nullptr;
  std::free(trial);
  return was;
}
std::string roomRefusal(double bytes, std::string_view what) {
  return std::string(what) + " takes about " + std::to_string(static_cast<long>(bytes / 1e6)) +
         " MB of memory, more than can be had here; make the volume smaller.";
}

}  // namespace cathode
