// SPDX-License-Identifier: MIT
// A potential in double precision, the power it dissipates, and how far that can be from the least one.
//
// Any potential between the held planes dissipates at least the true power (Dirichlet's principle), and any current
// that is in balance everywhere proves a least one (Thomson's). The potential's own current is out of balance by the
// residual; led away to the planes over a tree of good conductors, it makes a current in balance, and the distance
// between the two bounds is what that detour would dissipate (Prager and Synge 1947).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/conduction/faces.h"

namespace cathode {

class Potential {
 public:
  // 0 everywhere.
  explicit Potential(const Faces& faces) : faces_(faces), values_(voxelCount(faces.shape())) {}

  // Makes it fall evenly from 1 to 0 between the planes.
  void fallEvenly();

  std::vector<double>& values() { return values_; }  // of each voxel; only those that conduct mean anything

  // The power between the planes, and with it the residual: the current that each voxel lacks.
  double power();
  const std::vector<double>& residual() const { return residual_; }

  // After power(): by how much that can exceed the true one. Uses up the residual.
  double provenGap();

  // The potential of a voxel, and the magnitude of the current density (conductivity times potential over voxel edge);
  // both 0 where nothing conducts.
  struct Field {
    double potential, currentDensity;
  };
  Field fieldAt(std::size_t voxel) const;

  // Makes ready for provenGap(), which otherwise does it when it is first called.
  void plantTree();

 private:
  template <typename Visit>
  void forFaces(Visit visit) const;
  template <typename Visit>
  void forHeld(Visit visit) const;

  const Faces& faces_;
  std::vector<double> values_, residual_;
  // From the planes outwards: a voxel, and where its current leaves to. That is itself where it leaves to a plane.
  struct Branch {
    std::uint32_t node, parent;
  };
  std::vector<Branch> tree_;
};

}  // namespace cathode
