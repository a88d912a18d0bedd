// SPDX-License-Identifier: MIT
// Voxel volumes of the composites, made from a scenario and particle sizes.
//
// The source prints volume fractions and shows micrographs, but no particle sizes beyond what they tell. So a
// microstructure is one that such a composite could have: its fractions are the composition's to the voxel,
// the arrangement follows the particle model, and the sizes are assumed.
//
// The volume is periodic in all three directions: what leaves at one side comes in at the other.
//
//  1. Particles of active material (AM) are spheres with lognormal diameters, packed without overlap up to a
//     filling of kDensestPacking; beyond that they are packed smaller and then grow into each other.
//  2. Solid electrolyte (SE) is soft and fills what is left. Model 1: large SE particles, packed together with
//     the AM at so small a size that all fit, then grown into the room between. Model 2: a shell on every AM
//     particle, which keeps the particles apart while they are packed. Model 3: a thin shell, the rest as large
//     particles. Model 4: a thin shell, the rest as small particles spread over the room that AM leaves.
//  3. Voxels take phases in the order of a distance: AM those deepest within an AM particle, SE shells those
//     nearest to AM, SE particles those nearest to a particle's centre, each until its volume fraction is reached;
//     void is the rest. The fractions are exact but for rounding to whole voxels.
//  4. The conductive additive (CA) is straight fibres in random directions if voxels are fine enough
//     (kVoxelsPerFibre). Otherwise it is homogenised: CA voxels bridge the narrowest gaps between AM particles.
//     The source likewise counts AM and CA as one electronic conductor (Tables S2, S4).
//
// The same request gives the same voxels on every platform.
#pragma once

#include <array>
#include <cstdint>
#include <expected>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

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
};
inline constexpr int kMicrostructureSizeCount = 8;

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
  double fraction;  // of the voxels
  double target;    // of the composition; both of 1
};

struct Microstructure {
  std::vector<std::uint8_t> voxels;  // values of Phase
  Shape shape;
  double voxelUm;
  std::uint32_t seed;
  std::array<PhaseFraction, kPhaseCount> phases;  // in the order of Phase
  std::vector<std::string> notes;                 // what was assumed or could not be kept, in whole sentences
  // If asked for, of each voxel the particle that it belongs to: each AM particle, the shell of each, each SE
  // particle and all CA together have a number; 0 is void.
  std::vector<std::uint32_t> particles;
};

// Random packings of spheres jam at a filling of 0.64 (Scott and Kilgour 1969, doi 10.1088/0022-3727/2/6/311).
inline constexpr double kDensestPacking = 0.62;
inline constexpr double kVoxelsPerFibre = 1.5;  // fibre diameters from here on are resolved
inline constexpr int kMostParticles = 200'000;  // of each kind

// How much memory making one takes at most, in bytes.
double microstructureBytes(const MicrostructureRequest& request);

// A microstructure of the scenario's composite; otherwise which field is refused and what is allowed. The
// scenario's own values count as checked. More than memoryBytes is refused before it begins; where memory runs out all
// the same: kOutOfMemory, and nothing of it stays allocated (core/base/out_of_memory.h).
std::expected<Microstructure, std::string> generateMicrostructure(const MicrostructureRequest& request);

}  // namespace cathode
