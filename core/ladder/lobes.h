// SPDX-License-Identifier: MIT
// Lobes: the connected parts of a body within a voxel, read off a geometry, and how they are joined.
//
// A lattice of points, some along each edge of a voxel and shared by the voxels beside it, tells whose each place is.
// Points of one owner that are connected within a voxel are a lobe: one unknown. Lobes of neighbouring voxels that
// share points of a face conduct through that share of it over the full distance of the voxels' middles, which is exact
// for tilted sheets and rods however thin. Lobes of different bodies meet within voxels only, and only where the way
// between two neighbouring points lies in one or the other body throughout.
#pragma once

#include <expected>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/conduction/network.h"
#include "core/geometry/geometry.h"

namespace cathode {

struct Lobes {
  // Where two lobes of a voxel meet: the length of the vector that their common surface adds up to, um^2, and the
  // voxel's length along it, um.
  struct Contact {
    std::int32_t from, to;
    float areaUm2, lengthUm;
    bool isBetweenBodies, isOneBody;  // the latter: of a body and its own image
  };
  int cellsAlong = 0;
  std::vector<Cell> cells;            // of each lobe
  std::vector<float> conductivities;  // of each lobe, as given
  std::vector<float> first, last;     // conductance to the held planes, conductivity times um
  std::vector<GraphEdge> faces;       // between lobes of neighbouring voxels
  std::vector<Contact> contacts;      // a voxel's in a row, those of each pair once
  std::vector<float> volumesUm3;      // of each lobe
};

// How many points along a voxel's edge a geometry wants: so many that two lie within the thinnest body that conducts,
// as far as there may be kMostPoints in all; at least 2.
inline constexpr double kMostPoints = 3e8;
int pointsPerEdge(const Geometry& geometry, const Shape& shape, std::span<const double> conductivities);

// Layers of voxels across the flow: first ... end - 1.
struct Layers {
  int first, end;
};

// The lobes of a geometry turned so that the flow is along its first axis, in a grid of that shape. Called with shares
// of the way, `goesOn` stops it by returning false: nothing then. The geometry and the shape count as checked. Of some
// of its layers only: the same lobes in the same order, and what joins them among each other and to the held planes.
std::optional<Lobes> readLobes(const Geometry& turned, const Shape& shape, std::span<const double> conductivities,
                               Sides sides, int pointsPerEdge, const std::function<bool(double)>& goesOn,
                               const std::optional<Layers>& layers = {});

// How two lobes that meet in a voxel are coupled: through so many voxel edges of their material, half of it in each.
// 0: they are one, and the conductance is on the upper side; kLowerJoint: on the lower one; kMiddleJoint: between.
inline constexpr double kUpperJoint = 0.0, kMiddleJoint = 0.25, kLowerJoint = 0.5;

// The network of lobes; of each the node that it has become. `contactResistance` is that between bodies, um over the
// unit of the conductivities.
Network networkOf(const Lobes& lobes, double joint, double contactResistance, std::vector<std::int32_t>& nodes);

}  // namespace cathode
