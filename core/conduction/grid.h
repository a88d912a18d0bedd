// SPDX-License-Identifier: MIT
// The finest level: a voxel grid in two colours, so that all neighbours of a voxel are of the other colour and
// four voxels of one colour are worked on at a time.
//
// A row holds every second voxel: those of colour c = (z + y + x) & 1 at index x / 2. Neighbours across y and
// z have the same index, those across x the same and the next or the previous one. Rows, planes and the volume
// are surrounded by zeros; with periodic sides by copies of the opposite voxels.
#pragma once

#include "core/base/workers.h"
#include "core/conduction/faces.h"
#include "core/conduction/multigrid.h"

namespace cathode {

// The parts that a cell of eight voxels (bit 4 dz + 2 dy + dx) falls into.
struct Components {
  std::uint8_t count;
  std::uint8_t of[8];
  std::uint8_t most;  // the one with most voxels
};

// What a grid of that shape (along the flow first) takes at most beside its coarse levels, in bytes.
double gridBytes(const Shape& shape, bool areAlike, int threads);

// How many nodes the first coarse level has where all faces conduct alike.
std::size_t coarseNodes(const VoxelBits& conducting);

// A potential on all conducting voxels that conjugate gradients improve in single precision, on the black
// voxels only: with every red one in balance with its neighbours, they stay so.
class Grid {
 public:
  Grid(const Faces& faces, Workers& workers);

  // Begins with a potential that falls evenly from 1 to 0. Returns the power it dissipates: the conductance
  // between the planes, never less than the true one.
  double begin();

  // Begins with 0 instead, to find what a potential lacks that leaves that residual (of each voxel, C order).
  void beginCorrection(std::span<const double> residual);

  // One iteration; returns by how much the power falls. 0: nothing left to gain.
  double iterate();

  // Power of the present potential, summed over faces anew. Not while correcting.
  double power();

  // Adds what was found to a potential of all voxels, C order.
  void addTo(std::span<double> potential);

  struct Links;
  struct Beside;
  static constexpr int kReds = 5, kAlone = 3, kBeyond = 4;  // planes kept of each

 private:
  struct Coarsening;
  using Values = std::vector<float>;
  using Colors = std::array<Values, 2>;  // red, black

  // Planes that one part of an iteration works through, and what it keeps of a few of them while they are in the
  // cache: reds, or blacks relaxed alone, plane z in number z modulo so many; relaxed blacks of the two planes beyond
  // either end; and a plane of cells.
  struct Slab {
    int first, end;
    Values planes, cells;
  };

  template <bool kFaces>
  void restrictResidual(Slab& slab);
  template <bool kFaces>
  void relax(Slab& slab);
  template <bool kFaces>
  void relaxAlone(Slab& slab, int z);
  template <bool kFaces>
  void restrictRed(Slab& slab, int z);
  template <bool kFaces>
  void prolong(Slab& slab, int z);
  template <bool kFaces>
  void relaxBlack(Slab& slab, int z);
  template <bool kFaces>
  void relaxRed(Slab& slab, int z);
  template <bool kFaces>
  void operate(Slab& slab, int z);
  void step(int z, float alpha, float back);
  template <bool kFaces>
  void balanceRed(Slab& slab, int z);
  template <bool kFaces>
  void subtractPotential(Slab& slab, int z);
  template <bool kFaces>
  double powerOf(Slab& slab, int z) const;
  template <bool kFaces>
  void takeBalanced(Slab& slab, int z);
  template <bool kFaces>
  double beginOnce();
  template <bool kFaces>
  double iterateOnce();
  double sumOfPlanes(int which) const;
  template <bool kFaces, typename Visit>
  void forBalanced(Visit visit);
  void gatherCell(Slab& slab, int cellZ) const;
  void scatterCell(Slab& slab, int cellZ);
  template <typename Number>
  void fillHalo(Number* plane) const;
  void buildFaces(const Faces& faces);
  void buildDiagonal(const Faces& faces);
  void buildCoarse(const Faces& faces);
  void buildSlabs();
  Colors strongest() const;
  Components strongParts(int z, int y, int x, unsigned occupied, const Colors& strongest) const;
  Links linksOf(int color, int z, int y) const;
  template <typename Visit>
  void forVoxels(int z, Visit visit) const;

  std::size_t rowAt(int z, int y) const { return 4 + std::size_t(z + 1) * plane_ + std::size_t(y + 1) * stride_; }
  std::size_t inPlane(int y) const { return 4 + std::size_t(y + 1) * stride_; }
  float conductanceOf(int color, int axis, std::size_t slot) const {
    return hasFaces_ ? faces_[color][axis][slot] : 1.0f;
  }
  // The sums of the conductances around the voxels of a colour.
  template <bool kFaces>
  auto diagonalOf(int color) const {
    if constexpr (kFaces)
      return diagonal_[color].data();
    else
      return counts_[color].data();
  }
  // Planes by what they hold: zeros beyond the first and the last one.
  float* ofSlab(Slab& slab, int number) const { return slab.planes.data() + std::size_t(number) * plane_; }
  bool isWithin(int z) const { return z >= 0 && z < shape_[0]; }
  const float* zeros() const { return x_.data(); }
  float* red(Slab& slab, int z) const { return ofSlab(slab, z % kReds); }
  float* alone(Slab& slab, int z) const { return ofSlab(slab, kReds + z % kAlone); }
  float* black(Slab& slab, int z) {
    if (z >= slab.first && z < slab.end) return z_.data() + std::size_t(z + 1) * plane_;
    return ofSlab(slab, kReds + kAlone + (z < slab.first ? z - slab.first + 2 : z - slab.end + 2));
  }
  template <typename PlaneOf>
  Beside besides(int z, PlaneOf planeOf) const;
  Beside redsBeside(Slab& slab, int z) const;

  Workers& workers_;
  Shape shape_;
  bool wraps_, hasFaces_;
  int half_, vectors_;  // voxels of one colour in a row; fours of them
  std::size_t stride_, plane_, size_;
  // The sum of the conductances of a voxel's faces, 0 where nothing conducts: a whole number if all are 1. Around the
  // sides that of the opposite voxels, of the reds only.
  std::vector<std::uint8_t> counts_[2];  // red, black
  Values diagonal_[2];                   // where faces differ
  Values faces_[2][3];                   // of the face towards the next voxel along each axis, unless all are 1
  Values held_[2][2];                    // conductances to the first and the last held plane, of the voxels beside it
  Values x_, r_, p_, ap_, z_, az_;       // black: potential, residual, direction, what the operator makes of it, the
                                         // same of the preconditioned residual
  Values source_;                        // red: right-hand side while correcting
  std::vector<Slab> slabs_;
  std::vector<std::array<double, 3>> sums_;  // of each plane, to be added in their order
  double pap_ = 0;                           // p . A p of the last iteration
  double scale_ = 1;                         // of the residual while correcting

  int cellRows_;
  std::vector<std::int32_t> cellNodes_;  // the node of most of each cell's voxels; nodeCount where there is none
  struct Exception {
    std::uint32_t slot;  // in its plane
    std::int32_t usual, node;
  };
  std::vector<Exception> exceptions_;  // red voxels of other nodes, by plane
  std::vector<std::size_t> exceptionStarts_;
  std::unique_ptr<Multigrid> coarse_;
};

}  // namespace cathode
