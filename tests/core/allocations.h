// SPDX-License-Identifier: MIT
// What the program has allocated by operator new, and memory that runs out on demand.
#pragma once

#include <cstddef>

namespace cathode {

struct Allocations {
  std::size_t live = 0, peak = 0;  // bytes
  long made = 0;
  long failing = -1;  // the one that fails, counted in `made`; none
};
Allocations& allocations();

}  // namespace cathode
