// SPDX-License-Identifier: MIT
// A plane section through a packing, and how the page keeps it: what tools/make_sections.cpp writes and sections.cpp
// reads.
//
// Bits, from the highest of each byte down. A section is its tile's corner (kPlaceBits each), then its kinds of bodies
// in the order of Section. A kind is a bit that says whether places and lengths are to be doubled, 2 bits for its
// cells' size, 4 for how many bits each of its bodies' lengths take, then the cells row by row: for each body in it a
// 1, its place in the cell and its fields, and a 0. Of a fibre the longer half axis is in units of kFibreStep, as so
// many ones and a 0 for the fours and 2 bits for the rest; the direction, in 4 bits, only if the fibre has one.
#pragma once

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

namespace cathode::web {

inline constexpr double kSectionWidthUm = 48, kSectionHeightUm = 40;
inline constexpr double kSectionTileUm = 20;  // edge of the square whose areas are nearest the composition's
inline constexpr int kPlacesPerUm = 8, kLengthsPerUm = 32;
inline constexpr int kPlaceBits = 9;
inline constexpr int kWidthPlaces = static_cast<int>(kSectionWidthUm) * kPlacesPerUm;
inline constexpr int kHeightPlaces = static_cast<int>(kSectionHeightUm) * kPlacesPerUm;
static_assert(kWidthPlaces <= 1 << kPlaceBits);
inline constexpr int kDirections = 16;  // of half a turn
// Of fibres. Thicker than those of the source (0.15 um), which in a picture of this size would be a haze.
inline constexpr double kSectionFibreUm = 0.5;
inline constexpr int kFibreHalf = static_cast<int>(kSectionFibreUm / 2 * kLengthsPerUm), kFibreStep = 2;
inline constexpr int kSectionAmWtPct[] = {75, 80, 85};
inline constexpr int kSectionsOfModel = 3;

// A body cut by the plane. Lengths, in 1/kLengthsPerUm um: of grains the radius of the core and the width of the shell
// (a shell may be met where its core is not), of SE particles the radius, of fibres the half axis along `direction`;
// the other is kFibreHalf.
struct CutBody {
  int x = 0, y = 0;  // in 1/kPlacesPerUm um
  std::array<int, 2> lengths{};
  int direction = 0;

  bool operator==(const CutBody&) const = default;
};
inline constexpr int kCutKinds = 3;
inline constexpr std::array<int, kCutKinds> kLengthsOf{2, 1, 0};  // that have a width: grains, SE particles, fibres
inline constexpr int kGrains = 0, kSeParticles = 1, kFibres = 2;
inline constexpr bool hasDirection(const CutBody& fibre) { return 4 * fibre.lengths[0] > 5 * kFibreHalf; }
inline constexpr std::array<int, 4> kCellPlaces{8, 16, 32, 64};

struct Section {
  int tileX = 0, tileY = 0;                            // corner of the tile, in 1/kPlacesPerUm um
  std::array<std::vector<CutBody>, kCutKinds> bodies;  // cells in order

  bool operator==(const Section&) const = default;
};

// Cosine and sine of so many of kDirections, the same bits everywhere.
std::pair<double, double> directionOf(int index);

// What a point of a section lies in: cores before shells, then AM before CA before SE.
enum class SectionPhase : std::uint8_t { voidSpace, am, se, ca };
inline constexpr int kSectionPhases = 4;

// The phases on a grid of so many points per um, row by row. The section goes on around its sides.
std::vector<SectionPhase> phasesOf(const Section& section, int pointsPerUm);

}  // namespace cathode::web
