// SPDX-License-Identifier: MIT
#include "core/geometry/voxelize.h"

#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/base/out_of_memory.h"
#include "core/geometry/raster.h"

namespace cathode {
namespace {

// How many rows of points painting takes, at most.
double runsOf(const PointLattice& lattice, const std::vector<Body>& bodies) {
  double all = 0;
  for (const Body& body : bodies) {
    const double wide = 2.0 * (body.radiusUm + body.shellUm);
    std::array<double, 3> reach{wide, wide, wide};  // along z, y and x
    if (body.kind == BodyKind::cylinder) {
      PlaceUm far{};
      for (std::size_t axis = 0; axis < 3; ++axis) far[axis] = std::abs(body.toUm[axis] - body.fromUm[axis]);
      reach = {wide + far[0], wide + far[1] * std::min(1.0, wide / std::max(far[0], wide)), wide + far[2]};
    }
    double runs = 1;
    for (std::size_t axis = 0; axis < 2; ++axis) {
      double points = reach[axis] / lattice.step(axis) + 1.0;
      if (!lattice.isPeriodic || body.kind == BodyKind::sphere) points = std::min(points, double(lattice.shape[axis]));
      runs *= points;
    }
    if (lattice.isPeriodic) runs *= 1.0 + reach[2] / lattice.boxUm[2];
    all += runs * (body.shellUm > 0 ? 2.0 : 1.0);
  }
  return all;
}

std::string runsRefusal(const PointLattice& lattice, const std::vector<Body>& bodies) {
  const double runs = runsOf(lattice, bodies);
  if (runs <= kMostRuns) return "";
  return "bodies: they fill about " + scientificText(runs) + " rows of voxels; allowed: up to " +
         scientificText(kMostRuns) + ". Give fewer or smaller ones, or a coarser grid.";
}

std::vector<std::uint8_t> labelsOn(const PointLattice& lattice, const Geometry& geometry) {
  std::vector<std::uint8_t> labels(voxelCount(lattice.shape), geometry.background);
  paintBodies(lattice, geometry.bodies, [&](std::size_t row, int first, int last, std::size_t i, bool isShell) {
    const Body& body = geometry.bodies[i];
    std::fill(labels.begin() + std::ptrdiff_t(row + first), labels.begin() + std::ptrdiff_t(row + last),
              isShell ? body.shellLabel : body.label);
  });
  return labels;
}

struct Counted {
  std::array<double, 256> fractions{}, ends{};  // ends: the error of the fraction by the ends of runs along x
};

std::expected<Counted, std::string> counted(const Geometry& geometry, double points) {
  constexpr double kGolden = 0.6180339887498949;
  const PointLattice lattice{evenShape(geometry.boxUm, points), geometry.boxUm, geometry.isPeriodic, kGolden};
  if (std::string refusal = runsRefusal(lattice, geometry.bodies); !refusal.empty())
    return std::unexpected(std::move(refusal));
  const std::vector<std::uint8_t> labels = labelsOn(lattice, geometry);
  std::array<std::size_t, 256> counts{}, changes{};
  const std::size_t nx = std::size_t(lattice.shape[2]);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    ++counts[labels[i]];
    const std::uint8_t before = i % nx == 0 ? labels[i + nx - 1] : labels[i - 1];
    if (before == labels[i]) continue;
    ++changes[labels[i]];
    ++changes[before];
  }
  Counted result;
  const double total = double(labels.size());
  for (std::size_t label = 0; label < 256; ++label) {
    result.fractions[label] = double(counts[label]) / total;
    result.ends[label] = std::sqrt(double(changes[label]) / 4.0) / total;
  }
  return result;
}

std::expected<Voxelized, std::string> voxelized(const Geometry& geometry, const Shape& shape) {
  if (std::string refusal = geometryRefusal(geometry); !refusal.empty()) return std::unexpected(std::move(refusal));
  if (std::string refusal = shapeRefusal(shape, voxelCount(shape)); !refusal.empty())
    return std::unexpected(std::move(refusal));
  const PointLattice lattice{shape, geometry.boxUm, geometry.isPeriodic};
  const Spacing voxelUm{lattice.step(0), lattice.step(1), lattice.step(2)};
  if (std::string refusal = spacingRefusal(voxelUm); !refusal.empty())
    return std::unexpected("shape: its voxels' " + refusal);
  if (std::string refusal = runsRefusal(lattice, geometry.bodies); !refusal.empty())
    return std::unexpected(std::move(refusal));
  return Voxelized{labelsOn(lattice, geometry), shape, voxelUm};
}

std::expected<std::vector<LabelFraction>, std::string> fractions(const Geometry& geometry) {
  if (std::string refusal = geometryRefusal(geometry); !refusal.empty()) return std::unexpected(std::move(refusal));
  const auto coarse = counted(geometry, kFractionBytes / 2);
  if (!coarse) return std::unexpected(coarse.error());
  const auto fine = counted(geometry, kFractionBytes);
  if (!fine) return std::unexpected(fine.error());
  std::array<bool, 256> isNamed{};
  isNamed[geometry.background] = true;
  for (const Body& body : geometry.bodies) {
    isNamed[body.label] = true;
    if (body.shellUm > 0) isNamed[body.shellLabel] = true;
  }
  std::vector<LabelFraction> all;
  for (std::size_t label = 0; label < 256; ++label) {
    if (!isNamed[label]) continue;
    const double fraction = fine->fractions[label];
    all.push_back({static_cast<std::uint8_t>(label), fraction,
                   std::max(std::abs(fraction - coarse->fractions[label]), fine->ends[label])});
  }
  return all;
}

}  // namespace

double voxelizeBytes(const Shape& shape) { return double(shape[0]) * shape[1] * shape[2]; }

std::expected<Voxelized, std::string> voxelize(const Geometry& geometry, const Shape& shape) {
  return orOutOfMemory([&] { return voxelized(geometry, shape); });
}

std::expected<std::vector<LabelFraction>, std::string> fractionsOf(const Geometry& geometry) {
  return orOutOfMemory([&] { return fractions(geometry); });
}

}  // namespace cathode
