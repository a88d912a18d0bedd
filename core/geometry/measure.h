// SPDX-License-Identifier: MIT
// Surfaces of bodies, measured on the bodies themselves: faces of voxels count 1.5 times a sphere's.
#pragma once

#include <expected>
#include <string>
#include <vector>

#include "core/geometry/geometry.h"

namespace cathode {

// Where two labels meet; the first is the smaller.
struct InterfaceArea {
  std::uint8_t labels[2];
  double areaPerUm;  // area over the box's volume, um^2 per um^3
  double error;      // one standard deviation of it
};

// Where bodies of one label meet each other: discs of spheres that overlap, and nothing else.
struct ContactArea {
  std::uint8_t label;
  double areaPerUm, error;
  double contactsPerUm3;
};

struct GeometrySurfaces {
  std::vector<InterfaceArea> interfaces;  // by labels, those that there are
  std::vector<ContactArea> contacts;      // by label, those that there are
};

// Points evenly spread over each body's surfaces, and over the disc of each pair of overlapping spheres; of each the
// label just inside and just outside, or whether anything else holds it. Refuses what geometryRefusal does; where
// memory runs out: kOutOfMemory (core/base/out_of_memory.h).
std::expected<GeometrySurfaces, std::string> surfacesOf(const Geometry& geometry);

}  // namespace cathode
