// SPDX-License-Identifier: MIT
#include "core/conduction/potential.h"

#include <algorithm>
#include <cmath>

#include "core/conduction/tree.h"

namespace cathode {
namespace {

struct Place {
  int z, y, x;
};
Place placeOf(const Faces& faces, std::size_t voxel) {
  const auto [nz, ny, nx] = faces.shape();
  const auto row = std::uint32_t(voxel) / std::uint32_t(nx);
  const auto z = row / std::uint32_t(ny);
  return {int(z), int(row - z * std::uint32_t(ny)), int(voxel - std::size_t(row) * nx)};
}

// The axis, from x on, along which two voxels are neighbours, sides joined or not.
int axisBetween(const Faces& faces, std::size_t a, std::size_t b) {
  const auto [nz, ny, nx] = faces.shape();
  const std::size_t distance = a < b ? b - a : a - b;
  if (nx > 1 && (distance == 1 || distance == std::size_t(nx) - 1)) return 0;
  return distance < std::size_t(ny) * nx ? 1 : 2;
}

// Calls visit(next, axis from x on, whether it lies towards higher coordinates) for each neighbour of a voxel that
// conducts.
template <typename Visit>
void forNeighbours(const Faces& faces, const Place& place, std::size_t voxel, Visit visit) {
  const auto [nz, ny, nx] = faces.shape();
  const auto [z, y, x] = place;
  const std::size_t plane = std::size_t(ny) * nx;
  const auto go = [&](int z1, int y1, int x1, std::size_t next, int axis, bool isHigher) {
    if (faces.conducting().at(z1, y1, x1)) visit(next, axis, isHigher);
  };
  if (x > 0)
    go(z, y, x - 1, voxel - 1, 0, false);
  else if (faces.wraps())
    go(z, y, nx - 1, voxel + nx - 1, 0, false);
  if (x + 1 < nx)
    go(z, y, x + 1, voxel + 1, 0, true);
  else if (faces.wraps())
    go(z, y, 0, voxel + 1 - nx, 0, true);
  if (y > 0)
    go(z, y - 1, x, voxel - nx, 1, false);
  else if (faces.wraps())
    go(z, ny - 1, x, voxel + plane - nx, 1, false);
  if (y + 1 < ny)
    go(z, y + 1, x, voxel + nx, 1, true);
  else if (faces.wraps())
    go(z, 0, x, voxel + nx - plane, 1, true);
  if (z > 0) go(z - 1, y, x, voxel - plane, 2, false);
  if (z + 1 < nz) go(z + 1, y, x, voxel + plane, 2, true);
}

}  // namespace

// Calls visit(voxel, next, conductance, axis from x on) for each face between voxels that conduct.
template <typename Visit>
void Potential::forFaces(Visit visit) const {
  const auto [nz, ny, nx] = faces_.shape();
  const bool wraps = faces_.wraps();
  const VoxelBits& conducting = faces_.conducting();
  for (int z = 0; z < nz; ++z) {
    for (int y = 0; y < ny; ++y) {
      const std::uint64_t* here = conducting.row(z, y);
      const int yNext = y + 1 < ny ? y + 1 : wraps ? 0 : -1;
      const std::uint64_t* above = yNext < 0 ? nullptr : conducting.row(z, yNext);
      const std::uint64_t* ahead = z + 1 < nz ? conducting.row(z + 1, y) : nullptr;
      const auto holds = [](const std::uint64_t* row, int x) { return (row[x >> 6] >> (x & 63) & 1) != 0; };
      const std::size_t row = (std::size_t(z) * ny + y) * nx, plane = std::size_t(ny) * nx;
      const auto face = [&](std::size_t voxel, std::size_t next, int axis) {
        visit(voxel, next, faces_.conductance(voxel, next, axis), axis);
      };
      for (int x = 0; x < nx; ++x) {
        if (!holds(here, x)) continue;
        const int xNext = x + 1 < nx ? x + 1 : wraps ? 0 : -1;
        if (xNext >= 0 && holds(here, xNext)) face(row + x, row + xNext, 0);
        if (above && holds(above, x)) face(row + x, (std::size_t(z) * ny + yNext) * nx + x, 1);
        if (ahead && holds(ahead, x)) face(row + x, row + plane + x, 2);
      }
    }
  }
}

// Calls visit(voxel, potential of the plane, conductance to it) for each voxel beside a held plane.
template <typename Visit>
void Potential::forHeld(Visit visit) const {
  const auto [nz, ny, nx] = faces_.shape();
  for (const int end : {0, 1}) {
    const int z = end == 0 ? 0 : nz - 1;
    for (int y = 0; y < ny; ++y) {
      for (int x = 0; x < nx; ++x) {
        if (!faces_.conducting().at(z, y, x)) continue;
        const std::size_t voxel = (std::size_t(z) * ny + y) * nx + x;
        visit(voxel, end == 0 ? 1.0 : 0.0, faces_.held(voxel));
      }
    }
  }
}

void Potential::fallEvenly() {
  const int nz = faces_.shape()[0];
  const std::size_t plane = values_.size() / std::size_t(nz);
  for (int z = 0; z < nz; ++z) std::fill_n(values_.begin() + std::ptrdiff_t(z * plane), plane, 1.0 - (z + 0.5) / nz);
}

double Potential::power() {
  residual_.assign(values_.size(), 0.0);
  double power = 0;
  forFaces([&](std::size_t voxel, std::size_t next, double conductance, int) {
    const double fall = values_[voxel] - values_[next], current = conductance * fall;
    residual_[voxel] -= current;
    residual_[next] += current;
    power += current * fall;
  });
  forHeld([&](std::size_t voxel, double held, double conductance) {
    const double fall = held - values_[voxel], current = conductance * fall;
    residual_[voxel] += current;
    power += current * fall;
  });
  return power;
}

void Potential::plantTree() {
  tree_.reserve(faces_.conducting().count());
  growTree(
      values_.size(), tree_,
      [&](const auto& wait) {
        forHeld([&](std::size_t voxel, double, double conductance) {
          wait(Branch{std::uint32_t(voxel), std::uint32_t(voxel)}, conductance);
        });
      },
      [&](std::uint32_t voxel, const auto& wait) {
        forNeighbours(faces_, placeOf(faces_, voxel), voxel, [&](std::size_t next, int axis, bool) {
          wait(Branch{std::uint32_t(next), voxel}, faces_.conductance(voxel, next, axis));
        });
      });
}

double Potential::provenGap() {
  if (tree_.empty()) plantTree();
  double gap = 0;
  for (std::size_t i = tree_.size(); i-- > 0;) {
    const auto [voxel, parent] = tree_[i];
    const double current = residual_[voxel];
    if (parent == voxel) {
      gap += current * current / faces_.held(voxel);
    } else {
      residual_[parent] += current;
      gap += current * current * faces_.resistance(voxel, parent, axisBetween(faces_, voxel, parent));
    }
  }
  return gap;
}

Potential::Field Potential::fieldAt(std::size_t voxel) const {
  const Place place = placeOf(faces_, voxel);
  if (!faces_.conducting().at(place.z, place.y, place.x)) return {0, 0};
  // What lies between the planes' potentials dissipates less than what exceeds them.
  const auto at = [&](std::size_t i) { return std::clamp(values_[i], 0.0, 1.0); };
  const double own = at(voxel);
  // Through both faces of each axis, halved: towards higher coordinates.
  double current[3] = {};
  forNeighbours(faces_, place, voxel, [&](std::size_t next, int axis, bool isHigher) {
    current[axis] += 0.5 * faces_.conductance(voxel, next, axis) * (isHigher ? own - at(next) : at(next) - own);
  });
  if (place.z == 0) current[2] += 0.5 * faces_.held(voxel) * (1.0 - own);
  if (place.z == faces_.shape()[0] - 1) current[2] += 0.5 * faces_.held(voxel) * own;
  for (int axis = 0; axis < 3; ++axis) current[axis] /= faces_.area(axis);
  return {own, std::sqrt(current[0] * current[0] + current[1] * current[1] + current[2] * current[2])};
}

}  // namespace cathode
