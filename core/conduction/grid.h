// SPDX-License-Identifier: MIT
// The finest level: a voxel grid in two colours, so that all neighbours of a voxel are of the other colour and
// four voxels of one colour are worked on at a time.
//
// A row holds every second voxel: those of colour c = (z + y + x) & 1 at index x / 2. Neighbours across y and
// z have the same index, those across x the same and the next or the previous one. Rows, planes and the volume
// are surrounded by zeros; with periodic sides by copies of the opposite voxels.
#pragma once

#include "core/conduction/faces.h"
#include "core/conduction/multigrid.h"

namespace cathode {

// The parts that a cell of eight voxels (bit 4 dz + 2 dy + dx) falls into.
struct Components {
  std::uint8_t count;
  std::uint8_t of[8];
  std::uint8_t most;  // the one with most voxels
};

// How many nodes the first coarse level has where all faces conduct alike.
std::size_t coarseNodes(const VoxelBits& conducting);

// A potential on all conducting voxels that conjugate gradients improve in single precision, on the black
// voxels only: with every red one in balance with its neighbours, they stay so.
class Grid {
 public:
  explicit Grid(const Faces& faces);

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

 private:
  struct Coarsening;
  using Values = std::vector<float>;
  using Colors = std::array<Values, 2>;  // red, black
  template <bool kFaces>
  void relaxBlack(int z);
  template <bool kFaces>
  void relaxRed(int z);
  template <bool kFaces>
  void operate(int z, double (&dots)[3]);
  template <bool kFaces>
  void restrictRed(int z);
  void balance();
  template <bool kFaces>
  void balanceReds();
  template <bool kFaces>
  void subtractPotential();
  template <bool kFaces>
  double iterateOnce();
  template <bool kFaces>
  double powerOfFloats() const;
  void prolong(int z);
  void gatherCell(int cellZ);
  void scatterCell(int cellZ);
  void step(int z, float alpha, float back);
  template <typename Number>
  void fillHalo(Number* values, int z) const;
  template <typename Number>
  void fillHalo(Number* values) const;
  void buildFaces(const Faces& faces);
  void buildCoarse(const Faces& faces);
  Colors strongest() const;
  Components strongParts(int z, int y, int x, unsigned occupied, const Colors& strongest) const;
  Links linksOf(int color, int z, int y) const;
  template <typename Visit>
  void forVoxels(Visit visit) const;

  std::size_t rowAt(int z, int y) const { return 4 + std::size_t(z + 1) * plane_ + std::size_t(y + 1) * stride_; }
  std::size_t inPlane(int y) const { return 4 + std::size_t(y + 1) * stride_; }
  float conductanceOf(int color, int axis, std::size_t slot) const {
    return hasFaces_ ? faces_[color][axis][slot] : 1.0f;
  }

  Shape shape_;
  bool wraps_, hasFaces_;
  int half_, vectors_;  // voxels of one colour in a row; fours of them
  std::size_t stride_, plane_, size_;
  Values inverse_[2];   // red, black: 1 / (sum of the conductances of a voxel's faces), 0 where nothing conducts
  Values faces_[2][3];  // of the face towards the next voxel along each axis, unless all are 1
  Values held_[2][2];   // conductances to the first and the last held plane, of the voxels beside it
  Values diagonal_;     // black
  Values x_, r_, p_, ap_, z_, az_;  // black: potential, residual, direction, what the operator makes of it, the same of
                                    // the preconditioned residual
  Values red_, source_;             // red: potential or residual; right-hand side while correcting
  double pap_ = 0;                  // p . A p of the last iteration
  double scale_ = 1;                // of the residual while correcting

  int cellRows_;
  std::vector<std::int32_t> cellNodes_;  // the node of most of each cell's voxels; nodeCount where there is none
  Values cells_;                         // one plane of cells
  struct Exception {
    std::size_t slot;
    std::int32_t usual, node;
  };
  std::vector<Exception> exceptions_;  // red voxels of other nodes, by plane
  std::vector<std::size_t> exceptionStarts_;
  std::unique_ptr<Multigrid> coarse_;
};

}  // namespace cathode
