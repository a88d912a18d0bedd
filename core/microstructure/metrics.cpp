// SPDX-License-Identifier: MIT
#include "core/microstructure/metrics.h"

#include <cmath>

#include "core/base/number_text.h"
#include "core/base/out_of_memory.h"
#include "core/microstructure/microstructure.h"
#include "core/voxels/percolation.h"

namespace cathode {
namespace {

std::array<bool, 256> only(std::initializer_list<Phase> phases) {
  std::array<bool, 256> holds{};
  for (const Phase phase : phases) holds[static_cast<std::size_t>(phase)] = true;
  return holds;
}

constexpr auto kAm = static_cast<std::uint8_t>(Phase::am), kSe = static_cast<std::uint8_t>(Phase::se);

std::array<double, 3> percolatingShares(std::span<const std::uint8_t> voxels, const Shape& shape,
                                        std::span<const bool> conducts, Sides sides) {
  std::array<double, 3> shares{};
  for (const Direction direction : {Direction::z, Direction::y, Direction::x}) {
    const VoxelBits conducting = bitsAlong(direction, voxels, shape, conducts);
    const std::size_t all = conducting.count();
    if (all > 0)
      shares[static_cast<std::size_t>(direction)] = double(percolating(conducting, sides).count()) / double(all);
  }
  return shares;
}

std::expected<SurfaceMetrics, std::string> measured(std::span<const std::uint8_t> voxels, const Shape& shape,
                                                    const Spacing& edgesUm, Sides sides) {
  if (std::string refusal = shapeRefusal(shape, voxels.size()); !refusal.empty())
    return std::unexpected(std::move(refusal));
  for (const double edge : edgesUm) {
    if (!std::isfinite(edge) || !(edge > 0))
      return std::unexpected("voxelUm: " + quotedNumber(edge) + "; allowed: above 0 µm.");
  }
  if (std::string refusal = spacingRefusal(edgesUm); !refusal.empty()) return std::unexpected(std::move(refusal));
  SurfaceMetrics metrics;
  for (const std::uint8_t label : voxels) metrics.fractions[label] += 1.0;
  for (double& fraction : metrics.fractions) fraction /= double(voxels.size());

  const auto ionic = only({Phase::se}), electronic = only({Phase::am, Phase::ca});
  metrics.ionPercolating = percolatingShares(voxels, shape, ionic, sides);
  metrics.electronPercolating = percolatingShares(voxels, shape, electronic, sides);
  const VoxelBits withSeparator = reached(bitsOf(voxels, shape, ionic), false, sides);
  const VoxelBits withCollector = reached(bitsOf(voxels, shape, electronic), true, sides);

  const auto [nz, ny, nx] = shape;
  const bool wraps = sides == Sides::periodic;
  // Areas of faces, that of one across z being 1.
  double interface = 0, surface = 0, ions = 0, electrons = 0, both = 0;
  std::size_t around = 0;  // faces from the last plane to the first, which lie at the collector and the separator
  const auto isInterface = [&](int z, int y, int x, int z1, int y1, int x1) {
    const std::uint8_t a = voxels[(std::size_t(z) * ny + y) * nx + x],
                       b = voxels[(std::size_t(z1) * ny + y1) * nx + x1];
    return (a == kAm && b == kSe) || (a == kSe && b == kAm);
  };
  const auto face = [&](int z, int y, int x, int z1, int y1, int x1, double area) {
    const std::uint8_t a = voxels[(std::size_t(z) * ny + y) * nx + x],
                       b = voxels[(std::size_t(z1) * ny + y1) * nx + x1];
    if ((a == kAm) == (b == kAm)) return;
    const bool isFirst = a == kAm;
    const bool hasElectrons = isFirst ? withCollector.at(z, y, x) : withCollector.at(z1, y1, x1);
    const bool hasIons = isFirst ? withSeparator.at(z1, y1, x1) : withSeparator.at(z, y, x);
    surface += area;
    if ((isFirst ? b : a) == kSe) interface += area;
    if (hasIons) ions += area;
    if (hasElectrons) electrons += area;
    if (hasIons && hasElectrons) both += area;
  };
  for (int z = 0; z < nz; ++z) {
    for (int y = 0; y < ny; ++y) {
      for (int x = 0; x < nx; ++x) {
        if (x + 1 < nx || wraps) face(z, y, x, z, y, (x + 1) % nx, edgesUm[0] / edgesUm[2]);
        if (y + 1 < ny || wraps) face(z, y, x, z, (y + 1) % ny, x, edgesUm[0] / edgesUm[1]);
        if (z + 1 < nz)
          face(z, y, x, z + 1, y, x, 1);
        else if (wraps)
          around += isInterface(z, y, x, 0, y, x);
      }
    }
  }
  metrics.interfaceAreaPerUm = (interface + double(around)) / (double(voxels.size()) * edgesUm[0]);
  if (surface > 0) {
    metrics.activeSurfaceIonic = ions / surface;
    metrics.activeSurfaceElectronic = electrons / surface;
    metrics.activeSurfaceBoth = both / surface;
  }
  return metrics;
}

}  // namespace

std::expected<SurfaceMetrics, std::string> surfaceMetrics(std::span<const std::uint8_t> voxels, const Shape& shape,
                                                          const Spacing& edgesUm, Sides sides) {
  return orOutOfMemory([&] { return measured(voxels, shape, edgesUm, sides); });
}

}  // namespace cathode
