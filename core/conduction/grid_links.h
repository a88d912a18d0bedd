// SPDX-License-Identifier: MIT
// How the rows of a grid lie beside each other, for its own sources.
#pragma once

#include <cstddef>

#include "core/conduction/grid.h"

namespace cathode {

// What runs once or twice is built small, and kept apart from the loops that run often.
#ifdef __clang__
#define SMALL [[gnu::noinline, clang::minsize]]
#else
#define SMALL
#endif

inline constexpr int kRed = 0, kBlack = 1;
inline constexpr int kLinks = 6;

// The six neighbours of a row's voxels: how far off their slots are, and the faces to them.
struct Grid::Links {
  std::ptrdiff_t offset[kLinks];
  const float* conductance[kLinks];  // at the row's slot; not used where all conduct 1
};

// Three planes of the other colour, and where those six are in a row of them.
struct Grid::Beside {
  const float *below, *here, *above;
};

}  // namespace cathode
