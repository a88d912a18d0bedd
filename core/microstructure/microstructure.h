// SPDX-License-Identifier: MIT
// Voxel volumes of the composites, made from a scenario and particle sizes.
//
// The source prints volume fractions and shows micrographs, but no particle sizes beyond what they tell. So a
// microstructure is one that such a composite could have: its fractions are the composition's, the arrangement follows
// the particle model, and the sizes are assumed.
//
// What is made is a geometry: spheres with shells and cylinders in a box, the same for every size of voxels that
// divides the box. Voxels are read off it. It is periodic in all three directions: what leaves at one side comes in at
// the other.
//
//  1. Particles of active material (AM) are spheres with lognormal diameters, packed without overlap up to a filling of
//     kDensestPacking and brought to equilibrium, so that nothing is left of their random start; beyond that filling
//     they are packed smaller and then grow into each other. Without shells they are packed smaller by a stated
//     flattening of contacts, so that near neighbours touch.
//  2. Solid electrolyte (SE) is soft and fills what is left. Model 1: large SE particles, packed together with
//     the AM at so small a size that all fit, then grown into the room between. Model 2: a shell on every AM
//     particle, which keeps the particles apart while they are packed. Model 3: a thin shell, the rest as large
//     particles. Model 4: a thin shell, the rest as small particles spread over the room that AM leaves.
//  3. The conductive additive (CA) is fibres that bend around the particles, outside their shells (fibres.h).
//  4. What grows, grows by a common length: the radii of AM, the thickness of shells, the radii of SE particles, each
//  until
//     its volume fraction is reached, counted on a lattice of points that the box alone decides. Void is the rest.
//
// The same request gives the same geometry and voxels on every platform.
#pragma once

#include <array>
#include <cstdint>
#include <expected>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/geometry/geometry.h"
#include "core/scenario/scenario.h"
#include "core/voxels/volume.h"

namespace cathode {

// The labels of voxels.
enum class Phase : std::uint8_t { voidSpace, am, se, ca };
inline constexpr int kPhaseCount = 4;

// Sizes that a microstructure needs beside its scenario.
enum class MicrostructureSizeId : std::uint8_t {
  voxelUm,
  amDiameterUm,
  amSpread,
  seLargeUm,
  seSmallUm,
  shellShare,
  fibreDiameterUm,
  fibreLengthUm,
  amFlatteningPct,
};
inline constexpr int kMicrostructureSizeCount = 9;

struct MicrostructureSize {
  MicrostructureSizeId id;
  std::string_view key, label, unit;  // no unit: dimensionless
  double min, max, step;
  double standard;
  std::string_view description;  // what it is, and where the standard comes from
};

// All sizes, in the order of MicrostructureSizeId.
std::span<const MicrostructureSize> microstructureSizes();

// A value for each size, in its unit, in the order of MicrostructureSizeId.
using MicrostructureSizes = std::array<double, kMicrostructureSizeCount>;
MicrostructureSizes standardMicrostructureSizes();

inline constexpr int kLeastExtent = 8;
inline constexpr int kMostExtent = 256;

struct MicrostructureRequest {
  Scenario scenario;
  Shape shape{128, 128, 128};
  std::uint32_t seed = 1;
  MicrostructureSizes sizes = standardMicrostructureSizes();
  bool particles = false;                                        // whether to tell the particle of each voxel
  double memoryBytes = std::numeric_limits<double>::infinity();  // what making it may take
};

// Sets the size of that key, within its range; otherwise why not: the message names the size, the value and the
// allowed range.
std::expected<void, std::string> putMicrostructureSize(MicrostructureRequest& request, std::string_view key,
                                                       double value);

struct PhaseFraction {
  Phase phase;
  std::string_view name;
  double fraction;       // of the geometry
  double voxelFraction;  // of the voxels
  double target;         // of the composition; all of 1
};

// How the particles lie.
struct PackingReport {
  double coordination = 0;         // AM particles that an AM particle touches or overlaps, on average
  double structureFactor = 0;      // of the AM particles, weighted by volume: see structureFactor (packing.h)
  double equilibrationSweeps = 0;  // moves tried for each particle
  double fibrePieceUm = 0;         // mean length of unbroken pieces of fibre; 0: no additive
};

struct Microstructure {
  Geometry geometry;                 // AM, CA and SE in that order; labels are values of Phase
  std::vector<std::uint8_t> voxels;  // values of Phase: what the middle of each voxel lies in
  Shape shape;
  double voxelUm;
  std::uint32_t seed;
  std::array<PhaseFraction, kPhaseCount> phases;  // in the order of Phase
  PackingReport packing;
  std::vector<std::string> notes;  // what was assumed or could not be kept, in whole sentences
  // If asked for, of each voxel the particle that it belongs to: each AM particle, the shell of each, each SE
  // particle and all CA together have a number; 0 is void.
  std::vector<std::uint32_t> particles;
};

// Random packings of spheres jam at a filling of 0.64 (Scott and Kilgour 1969, doi 10.1088/0022-3727/2/6/311).
inline constexpr double kDensestPacking = 0.62;
inline constexpr int kMostParticles = 200'000;      // of each kind
inline constexpr double kSamplingPoints = 1 << 21;  // of the lattice that volumes are counted on
inline constexpr double kVoxelsPerFibre = 2.0;      // voxels break thinner fibres

// How much memory making one takes at most, in bytes.
double microstructureBytes(const MicrostructureRequest& request);

// A microstructure of the scenario's composite; otherwise which field is refused and what is allowed. The
// scenario's own values count as checked. More than memoryBytes is refused before it begins; where memory runs out all
// the same: kOutOfMemory, and nothing of it stays allocated (core/base/out_of_memory.h).
std::expected<Microstructure, std::string> generateMicrostructure(const MicrostructureRequest& request);

}  // namespace cathode
