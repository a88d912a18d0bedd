// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>

#include "core/programs/cluster/problem.h"

namespace cathode::program {
namespace {

// A rank's layers as a grid of nodes, each voxel one; `axis` is that of the flow.
struct Grid {
  const Slab& slab;
  const Setting& setting;
  std::size_t axis = static_cast<std::size_t>(setting.direction);
  bool wraps = setting.sides == Sides::periodic;
  int layers = slab.span.count() + slab.layersBelow;
  std::size_t row = std::size_t(slab.shape[2]), layer = std::size_t(slab.shape[1]) * row;

  bool conducts(std::size_t voxel) const { return setting.conductivities[slab.labels[voxel]] > 0; }

  // Calls visit(voxel, next, axis) for each face between voxels that conduct, but for those within the layer below.
  template <typename Visit>
  void forFaces(Visit visit) const {
    const auto [nz, ny, nx] = slab.shape;
    const auto face = [&](std::size_t voxel, std::size_t next, std::size_t across) {
      if (voxel != next && conducts(next)) visit(voxel, next, across);
    };
    for (int k = slab.layersBelow; k < layers; ++k) {
      for (int y = 0; y < ny; ++y) {
        const std::size_t start = std::size_t(k) * layer + std::size_t(y) * row;
        for (int x = 0; x < nx; ++x) {
          const std::size_t voxel = start + std::size_t(x);
          if (!conducts(voxel)) continue;
          if (k > 0) face(voxel, voxel - layer, 0);
          if (y + 1 < ny)
            face(voxel, voxel + row, 1);
          else if (wraps && axis != 1)
            face(voxel, voxel - std::size_t(y) * row, 1);
          if (x + 1 < nx)
            face(voxel, voxel + 1, 2);
          else if (wraps && axis != 2)
            face(voxel, start, 2);
        }
      }
    }
  }

  // Calls visit(voxel, isFirst) for each own voxel that conducts beside a held plane.
  template <typename Visit>
  void forHeld(Visit visit) const {
    const auto [nz, ny, nx] = slab.shape;
    const int last = slab.shape[axis] - 1;
    for (int k = slab.layersBelow; k < layers; ++k) {
      for (int y = 0; y < ny; ++y) {
        for (int x = 0; x < nx; ++x) {
          const int at[3] = {slab.span.first + k - slab.layersBelow, y, x};
          if (at[axis] != 0 && at[axis] != last) continue;
          const std::size_t voxel = std::size_t(k) * layer + std::size_t(y) * row + std::size_t(x);
          if (!conducts(voxel)) continue;
          if (at[axis] == 0) visit(voxel, true);
          if (at[axis] == last) visit(voxel, false);
        }
      }
    }
  }
};

}  // namespace

Span ownSpan(const Ranks& ranks, int layers) {
  const auto from = [&](int rank) { return int(std::int64_t(layers) * rank / ranks.count); };
  return {from(ranks.own), from(ranks.own + 1)};
}

Conductors conductorsOf(const Ranks& ranks, const Slab& slab, const Setting& setting) {
  double largest = 0;
  for (std::size_t label = 0; label < slab.counts.size(); ++label) {
    if (slab.counts[label] > 0) largest = std::max(largest, setting.conductivities[label]);
  }
  // In units of the shortest edge.
  const double unit = std::ranges::min(setting.spacing);
  Spacing edges;
  for (std::size_t i = 0; i < 3; ++i) edges[i] = setting.spacing[i] / unit;
  const Grid grid{slab, setting};
  const auto overLength = [&](std::size_t axis) {
    return edges[0] * edges[1] * edges[2] / (edges[axis] * edges[axis]);
  };
  const double overLengths[3] = {overLength(0), overLength(1), overLength(2)};
  std::vector<double> relative;
  for (const double sigma : setting.conductivities) relative.push_back(sigma / largest);

  Borders borders;
  const bool joinsEnds = grid.wraps && grid.axis != 0;
  borders.below = ranks.own > 0 ? ranks.own - 1 : joinsEnds ? ranks.count - 1 : MPI_PROC_NULL;
  borders.above = ranks.own + 1 < ranks.count ? ranks.own + 1 : joinsEnds ? 0 : MPI_PROC_NULL;
  // The layer below rank 0 is only of use where the ends are joined.
  const bool seesBelow = borders.below != MPI_PROC_NULL;
  const std::size_t skipped = slab.layersBelow > 0 && !seesBelow ? grid.layer : 0;
  borders.ghosts = seesBelow ? std::int32_t(grid.layer) : 0;
  const auto nodeOf = [&](std::size_t voxel) { return std::int32_t(voxel - skipped); };
  const auto forFaces = [&](const auto& visit) {
    grid.forFaces([&](std::size_t voxel, std::size_t next, std::size_t axis) {
      if (next >= skipped) visit(voxel, next, axis);
    });
  };
  const auto nodes = std::int32_t(slab.labels.size() - skipped);
  const std::vector<std::uint8_t> carries = carrying(
      ranks, borders, nodes,
      [&](const auto& visit) {
        forFaces([&](std::size_t voxel, std::size_t next, std::size_t) { visit(nodeOf(voxel), nodeOf(next)); });
      },
      [&](const auto& visit) {
        grid.forHeld([&](std::size_t voxel, bool isFirst) { visit(nodeOf(voxel), isFirst); });
      });

  Conductors found;
  Part& part = found.part;
  part.borders = borders;
  part.borders.ghosts = 0;
  const int along = slab.shape[grid.axis];
  std::vector<std::int32_t> places(carries.size(), -1);
  for (std::int32_t node = 0; node < nodes; ++node) {
    if (!carries[std::size_t(node)]) continue;
    places[std::size_t(node)] = part.nodes++;
    part.borders.ghosts += node < borders.ghosts;
    const std::size_t voxel = std::size_t(node) + skipped;
    const int at[3] = {slab.span.first + int(voxel / grid.layer) - slab.layersBelow, int(voxel % grid.layer / grid.row),
                       int(voxel % grid.row)};
    part.begun.push_back(float(1.0 - (at[grid.axis] + 0.5) / along));
  }
  const auto sigmaAt = [&](std::size_t voxel) { return relative[slab.labels[voxel]]; };
  forFaces([&](std::size_t voxel, std::size_t next, std::size_t axis) {
    const std::int32_t from = nodeOf(voxel), to = nodeOf(next);
    if (!carries[std::size_t(from)]) return;
    part.links.push_back({places[std::size_t(from)], places[std::size_t(to)],
                          overLengths[axis] / (0.5 / sigmaAt(voxel) + 0.5 / sigmaAt(next))});
  });
  grid.forHeld([&](std::size_t voxel, bool isFirst) {
    const std::int32_t place = places[std::size_t(nodeOf(voxel))];
    if (place >= 0) part.held.push_back({place, 2 * sigmaAt(voxel) * overLengths[grid.axis], isFirst});
  });
  const std::size_t one = grid.axis == 0 ? 1 : 0, two = 3 - grid.axis - one;
  const double area = double(slab.shape[one]) * slab.shape[two] * edges[one] * edges[two];
  found.toSigma = largest * (along * edges[grid.axis]) / area;
  return found;
}

std::expected<Slab, Failure> readSlab(const Ranks& ranks, const std::filesystem::path& path,
                                      const std::optional<RawLayout>& raw) {
  Slab slab;
  std::optional<VolumeFile> file;
  const auto refused = [](std::string text) { return std::unexpected(Failure{Exit::refused, std::move(text)}); };
  std::vector<double> own;
  const Outcome opened = ranks.agreed([&]() -> Outcome {
    auto found = VolumeFile::open(path, raw);
    if (!found) return refused(found.error());
    file.emplace(std::move(*found));
    slab.shape = file->shape();
    if (slab.shape[0] < ranks.count)
      return refused("ranks: " + std::to_string(ranks.count) + " for " + std::to_string(slab.shape[0]) +
                     " planes; allowed: at most as many as planes along z.");
    slab.span = ownSpan(ranks, slab.shape[0]);
    if (double(slab.span.count() + 1) * slab.shape[1] * slab.shape[2] > 2147483647.0)
      return refused("ranks: " + std::to_string(ranks.count) + " for " + std::to_string(voxelCount(slab.shape)) +
                     " voxels; allowed: at most 2147483647 voxels a rank.");
    auto values = file->values(slab.span.first, slab.span.end);
    if (!values) return refused(values.error());
    own = *values;
    return {};
  }());
  if (!opened) return std::unexpected(opened.error());
  slab.values = ranks.all(own);
  std::ranges::sort(slab.values);
  slab.values.erase(std::ranges::unique(slab.values).begin(), slab.values.end());
  slab.voxelUm = file->voxelUm();
  const Outcome read = ranks.agreed([&]() -> Outcome {
    if (slab.values.size() > kMostValues)
      return refused(path.string() + ": " + std::to_string(slab.values.size()) +
                     " different values; allowed: at most " + std::to_string(kMostValues) + ", a segmented volume.");
    // With the layer below; of the first rank that is the last one, for sides that are joined.
    slab.layersBelow = 1;
    const std::size_t layer = std::size_t(slab.shape[1]) * std::size_t(slab.shape[2]);
    slab.labels.resize(std::size_t(slab.span.count() + 1) * layer);
    const std::span labels(slab.labels);
    const int below = ranks.own > 0 ? slab.span.first - 1 : slab.shape[0] - 1;
    if (auto done = file->readLabels(below, below + 1, slab.values, labels.first(layer)); !done)
      return refused(done.error());
    if (auto done = file->readLabels(slab.span.first, slab.span.end, slab.values, labels.subspan(layer)); !done)
      return refused(done.error());
    return {};
  }());
  if (!read) return std::unexpected(read.error());

  const auto mine = std::span<const std::uint8_t>(slab.labels).subspan(std::size_t(slab.shape[1]) * slab.shape[2]);
  std::vector<std::int64_t> counts(slab.values.size());
  for (const std::uint8_t label : mine) ++counts[label];
  for (const std::int64_t count : counts) slab.counts.push_back(ranks.sum(count));
  const std::vector<double> crcs = ranks.all({double(crcOf(mine)), double(mine.size())});
  auto crc = std::uint32_t(crcs[0]);
  for (std::size_t i = 2; i < crcs.size(); i += 2)
    crc = joinedCrc(crc, std::uint32_t(crcs[i]), std::uint64_t(crcs[i + 1]));
  slab.fingerprint = fingerprintOf(slab.shape, crc);
  return slab;
}

}  // namespace cathode::program
