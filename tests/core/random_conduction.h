// SPDX-License-Identifier: MIT
// Random cases of conduction up to the limits of what is allowed, the same on every platform.
#pragma once

#include <cmath>
#include <random>

#include "core/microstructure/microstructure.h"
#include "core/reference_conduction.h"

namespace cathode {

// The kinds differ in what makes a solve hard.
enum class ConductionKind {
  oneConductor,
  oneConductorAndContacts,
  twoConductors,
  threeConductors,
  contactsAndConductors
};
inline constexpr int kConductionKinds = 5;
inline constexpr const char* kConductionKindNames[kConductionKinds] = {"one conductor", "one conductor, contacts",
                                                                       "two conductors and void", "three conductors",
                                                                       "conductors and contacts"};

// A volume of 1 to 1,000 voxels.
inline ConductionCase randomConduction(ConductionKind kind, std::uint32_t seed) {
  std::mt19937 generator(seed * 5 + static_cast<std::uint32_t>(kind));
  const auto random = [&] { return std::uint32_t(generator()); };
  const auto below = [&](int n) { return int(random() % std::uint32_t(n)); };
  const auto uniform = [&] { return random() / 4294967296.0; };
  ConductionCase c{{1, 1, 1}, {}, {}};
  c.direction = static_cast<Direction>(below(3));
  // Extents that multiply to at most 1,000, thin and thick ones.
  do {
    for (int& extent : c.shape) extent = 1 + below(1 << below(6)) + below(5);
  } while (voxelCount(c.shape) > 1000);
  if (random() % 3 == 0) {
    c.sides = Sides::periodic;
    for (std::size_t axis = 0; axis < 3; ++axis) {
      if (axis != c.axis() && c.shape[axis] % 2 == 1) c.shape[axis] = std::max(2, c.shape[axis] - 1);
    }
    if (voxelCount(c.shape) > 1000) c.shape[c.axis()] = std::max(1, c.shape[c.axis()] / 4);
  }
  const auto conductivity = [&] { return random() % 4 == 0 ? kLeastContrast : std::pow(10.0, -4 * uniform()); };
  switch (kind) {
    case ConductionKind::oneConductor:
    case ConductionKind::oneConductorAndContacts: c.sigma = {0, 1}; break;
    case ConductionKind::twoConductors:
    case ConductionKind::contactsAndConductors: c.sigma = {0, 1, conductivity()}; break;
    case ConductionKind::threeConductors: c.sigma = {1, conductivity(), conductivity()}; break;
  }
  // Voxels in grains of 1 to 3 each way, so that neighbours are often alike.
  const double share = 0.15 + 0.8 * uniform();
  const int grain = 1 + below(3);
  const std::uint32_t salt = random();
  const auto hashed = [&](std::size_t voxel, std::uint32_t extra) {
    const auto at = [&](Direction d) { return std::uint32_t(c.placeAlong(d, voxel) / grain); };
    std::mt19937 own(salt ^ extra ^ (at(Direction::z) * 73856093u) ^ (at(Direction::y) * 19349663u) ^
                     (at(Direction::x) * 83492791u));
    return std::uint32_t(own());
  };
  c.voxels.resize(voxelCount(c.shape));
  for (std::size_t i = 0; i < c.voxels.size(); ++i) {
    const double at = hashed(i, 0) / 4294967296.0;
    const int others = int(c.sigma.size()) - 1;
    c.voxels[i] = std::uint8_t(at < share ? 1 : c.sigma[0] == 0 && others == 1 ? 0 : hashed(i, 1) % c.sigma.size());
  }
  if (kind == ConductionKind::oneConductorAndContacts || kind == ConductionKind::contactsAndConductors) {
    c.contactResistance = random() % 4 == 0 ? 1 / kLeastContrast : std::pow(10.0, 8 * uniform() - 4);
    const std::uint32_t particles = 1 + random() % 20;
    for (std::size_t i = 0; i < c.voxels.size(); ++i) c.particles.push_back(hashed(i, 2) % particles);
  }
  const double unit = std::pow(10.0, below(7) - 3);
  for (double& sigma : c.sigma) sigma *= unit;
  c.contactResistance /= unit;
  return c;
}

// A generated composite of `edge`^3 voxels: each particle model in turn, several phases that conduct.
inline ConductionCase generatedConduction(int edge, std::uint32_t seed) {
  std::mt19937 generator(seed);
  const auto random = [&] { return std::uint32_t(generator()); };
  MicrostructureRequest request;
  request.shape = {edge, edge, edge};
  request.seed = seed;
  request.scenario.model = static_cast<ParticleModel>(seed % 4);
  request.sizes[static_cast<std::size_t>(MicrostructureSizeId::voxelUm)] = 0.4;
  const auto contrast = [&](double range) { return std::pow(10.0, -range * (random() / 4294967296.0)); };
  ConductionCase c{request.shape, {}, {}};
  const bool hasContacts = seed % 5 == 4;
  request.particles = hasContacts;
  Microstructure made = *generateMicrostructure(request);
  c.voxels = std::move(made.voxels);
  c.direction = static_cast<Direction>(seed / 4 % 3);
  c.sides = seed % 2 == 0 ? Sides::periodic : Sides::closed;
  switch (seed % 5) {
    case 0: c.sigma = {0, 0, 1, 0}; break;
    case 1: c.sigma = {0, contrast(4), 1, 1}; break;
    case 2: c.sigma = {0, 1, contrast(4), contrast(4)}; break;
    case 3: c.sigma = {contrast(4), kLeastContrast, 1, contrast(2)}; break;
    default:
      c.sigma = {0, 1, contrast(4), 1};
      c.contactResistance = 1e4 * contrast(6);
      c.particles = std::move(made.particles);
  }
  return c;
}

}  // namespace cathode
