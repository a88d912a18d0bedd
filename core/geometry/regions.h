// SPDX-License-Identifier: MIT
// The regions of a geometry, images counted one by one, and whose each point of a lattice plane is.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/geometry/geometry.h"

namespace cathode {

// A ball, a shell around one, or a cylinder with flat ends.
struct Region {
  enum class Kind : std::uint8_t { ball, shell, cylinder } kind;
  std::uint8_t label;
  std::int32_t body;  // index in the geometry
  PlaceUm from, to;   // centre, or the ends' middles
  double radiusUm;    // of a shell: the inner one
  double outerUm;     // reach from the centre or the axis

  double thicknessUm() const;  // of a shell, or the shortest of a body's extents
};

// Points a region holds on the way from p to q, both of it or not: up to two pieces, shares of the way.
struct Held {
  double from[2], to[2];
  int count;
};
Held heldOnTheWay(const Region& region, const PlaceUm& p, const PlaceUm& q);

class Regions {
 public:
  // In the order of precedence: cores, then shells, each as listed. Those of a label that does not conduct (by label,
  // 0: it does not) hold points, and nobody owns these.
  Regions(const Geometry& geometry, std::span<const double> conductivities);

  std::size_t size() const { return regions_.size(); }
  const Region& operator[](std::size_t i) const { return regions_[i]; }

  // Who owns what conducts where no body is; -1 if nothing does there.
  std::int32_t background() const { return background_; }
  double conductivityOf(std::int32_t owner) const { return conductivity_[std::size_t(owner)]; }
  // Of a background: -1.
  std::int32_t bodyOf(std::int32_t owner) const {
    return owner == background_ ? -1 : regions_[std::size_t(owner)].body;
  }

 private:
  friend class LatticePlanes;
  std::vector<Region> regions_;
  std::vector<double> conductivity_;  // of each region, and of the background
  std::int32_t background_ = -1;
};

// The thinnest body that conducts, but for a hundredth of their volume: a shell's thickness, a ball's diameter, three
// fifths of a cylinder's shorter extent; infinite if nothing does.
double thinnestUm(const Geometry& geometry, std::span<const double> conductivities);

// Whose single places are.
class RegionIndex {
 public:
  RegionIndex(const Regions& regions, const PlaceUm& boxUm);

  // The first in the order of precedence that holds a place of the box; -1 if none does.
  std::int32_t ownerAt(const PlaceUm& place) const;

 private:
  const Regions& regions_;
  std::array<int, 3> cells_;
  PlaceUm edgesUm_;
  std::vector<std::uint32_t> starts_, members_;  // regions that reach each cell, in order
};

// Planes of points across z: ny x nx of them, the first on one side of the box, the last on the opposite one.
class LatticePlanes {
 public:
  LatticePlanes(const Regions& regions, const PlaceUm& boxUm, int nz, int ny, int nx);

  // The owner of each point of plane `iz`, -1 where nobody is: of regions with a point's label shells come first, then
  // the one that it lies deepest in.
  void paint(int iz, std::vector<std::int32_t>& owners) const;
  PlaceUm place(int iz, int iy, int ix) const { return {iz * stepUm_[0], iy * stepUm_[1], ix * stepUm_[2]}; }
  const PlaceUm& stepUm() const { return stepUm_; }

 private:
  template <typename Visit>
  void paintRegion(const Region& region, double z, Visit visit) const;

  const Regions& regions_;
  int ny_, nx_;
  PlaceUm stepUm_;
  std::vector<std::uint32_t> starts_, members_;  // regions that reach each plane, in order
};

}  // namespace cathode
