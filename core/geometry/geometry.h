// SPDX-License-Identifier: MIT
// Bodies in a box, in micrometres: what a composite is made of before any grid is laid through it.
//
// Places and lengths are given along z, y, x. Where bodies overlap, cores come before shells, then the earlier
// in the list; what no body holds is background.
#pragma once

#include <array>
#include <cstdint>
#include <expected>
#include <string>
#include <vector>

#include "core/voxels/volume.h"

namespace cathode {

using PlaceUm = std::array<double, 3>;  // along z, y, x

enum class BodyKind : std::uint8_t { sphere, cylinder };

struct Body {
  BodyKind kind = BodyKind::sphere;
  PlaceUm fromUm{};  // a sphere's centre; the middle of a cylinder's first flat end
  PlaceUm toUm{};    // the middle of a cylinder's other end; of a sphere unused
  double radiusUm = 0;
  std::uint8_t label = 0;
  double shellUm = 0;  // around a sphere; 0: none
  std::uint8_t shellLabel = 0;

  bool operator==(const Body&) const = default;
};

struct Geometry {
  PlaceUm boxUm{};
  bool isPeriodic = false;  // whether bodies go on around all sides; otherwise what is beyond the box is cut off
  std::vector<Body> bodies;
  std::uint8_t background = 0;

  bool operator==(const Geometry&) const = default;
};
inline constexpr std::size_t kMostBodies = 1'000'000;
inline constexpr double kNarrowestBoxUm = 1e-4, kWidestBoxUm = 1e5;
inline constexpr double kFarthest = 1000;   // places, in longest edges of the box
inline constexpr double kMostImages = 4e6;  // of all bodies in a periodic box
inline constexpr double kMostTurns = 10;    // a body's extent along each axis, in edges of a periodic box

// Why no grid can be laid through it, naming the body and the field; empty if one can.
std::string geometryRefusal(const Geometry& geometry);

// The same seen so that a direction is its first axis.
Geometry turnedTo(Direction direction, const Geometry& geometry);

}  // namespace cathode
