// SPDX-License-Identifier: MIT
// What a grid is made of: the conductances of its faces, and its first coarse level.
#include <algorithm>
#include <bit>

#include "core/conduction/grid_links.h"

namespace cathode {
namespace {

// What is joined through faces within a cell, where all faces conduct alike.
constexpr std::array<Components, 256> makeComponents() {
  std::array<Components, 256> all{};
  for (int occupied = 0; occupied < 256; ++occupied) {
    Components& c = all[occupied];
    int left = occupied, best = 0;
    while (left != 0) {
      int part = left & -left;
      for (int i = 0; i < 7; ++i) {
        part |= ((part & 0x55) << 1 | (part & 0xAA) >> 1 | (part & 0x33) << 2 | (part & 0xCC) >> 2 |
                 (part & 0x0F) << 4 | (part & 0xF0) >> 4) &
                occupied;
      }
      for (int bit = 0; bit < 8; ++bit) {
        if (part >> bit & 1) c.of[bit] = c.count;
      }
      if (const int size = std::popcount(static_cast<unsigned>(part)); size > best) {
        best = size;
        c.most = c.count;
      }
      ++c.count;
      left &= ~part;
    }
  }
  return all;
}
constexpr std::array<Components, 256> kComponents = makeComponents();

// Of the voxels of each cell in a row of cells, added up over its four rows of voxels: bit 4 dz + 2 dy + dx.
void addOccupied(const std::uint64_t* bits, int place, std::span<std::uint8_t> cells) {
  for (std::size_t x = 0; x < cells.size(); ++x) cells[x] |= std::uint8_t((bits[x >> 5] >> (2 * x & 63) & 3) << place);
}

}  // namespace

std::size_t coarseNodes(const VoxelBits& conducting) {
  const auto [nz, ny, nx] = conducting.shape();
  std::vector<std::uint8_t> occupied(std::size_t(nx + 1) / 2);
  std::size_t nodes = 0;
  for (int z = 0; z < nz; z += 2) {
    for (int y = 0; y < ny; y += 2) {
      std::ranges::fill(occupied, std::uint8_t{0});
      for (int place = 0; place < 8; place += 2) {
        const int z1 = z + place / 4, y1 = y + place / 2 % 2;
        if (z1 < nz && y1 < ny) addOccupied(conducting.row(z1, y1), place, occupied);
      }
      for (const std::uint8_t cell : occupied) nodes += kComponents[cell].count;
    }
  }
  return nodes;
}

SMALL void Grid::buildFaces(const Faces& faces) {
  const auto [nz, ny, nx] = shape_;
  for (auto& color : faces_) {
    for (Values& values : color) values.resize(size_);
  }
  for (int z = 0; z < nz; ++z) {
    for (int y = 0; y < ny; ++y) {
      for (int x = 0; x < nx; ++x) {
        if (!faces.conducting().at(z, y, x)) continue;
        const std::size_t voxel = (std::size_t(z) * ny + y) * nx + x;
        const int next[3][3] = {
            {z, y, wraps_ ? (x + 1) % nx : x + 1}, {z, wraps_ ? (y + 1) % ny : y + 1, x}, {z + 1, y, x}};
        for (int axis = 0; axis < 3; ++axis) {
          const auto [z1, y1, x1] = next[axis];
          if (z1 >= nz || y1 >= ny || x1 >= nx || !faces.conducting().at(z1, y1, x1)) continue;
          faces_[(z + y + x) & 1][axis][rowAt(z, y) + x / 2] =
              static_cast<float>(faces.conductance(voxel, (std::size_t(z1) * ny + y1) * nx + x1, axis));
        }
      }
    }
  }
  for (auto& color : faces_) {
    for (Values& values : color) {
      for (int z = 0; z < nz; ++z) fillHalo(values.data() + std::size_t(z + 1) * plane_);
    }
  }
}

// The sum of each voxel's conductances.
SMALL void Grid::buildDiagonal(const Faces& faces) {
  const auto [nz, ny, nx] = shape_;
  for (auto& ends : held_) {
    for (Values& values : ends) values.resize(plane_ + 12);
  }
  for (const int end : {0, 1}) {
    const int z = end == 0 ? 0 : nz - 1;
    for (int y = 0; y < ny; ++y) {
      for (int x = 0; x < nx; ++x) {
        if (!faces.conducting().at(z, y, x)) continue;
        held_[(z + y + x) & 1][end][inPlane(y) + x / 2] =
            static_cast<float>(faces.held((std::size_t(z) * ny + y) * nx + x));
      }
    }
  }
  // Calls visit(color, z, y, links) for each row.
  const auto forRows = [&](auto visit) {
    for (const int color : {kRed, kBlack}) {
      for (int z = 0; z < shape_[0]; ++z) {
        for (int y = 0; y < shape_[1]; ++y) visit(color, z, y, linksOf(color, z, y));
      }
    }
  };
  const auto heldAt = [&](int color, int z, int y, int i) {
    return (z == 0 ? held_[color][0][inPlane(y) + i] : 0.0f) +
           (z == shape_[0] - 1 ? held_[color][1][inPlane(y) + i] : 0.0f);
  };
  if (hasFaces_) {
    for (Values& values : diagonal_) values.resize(size_);
    forRows([&](int color, int z, int y, const Links& links) {
      float* sums = diagonal_[color].data() + rowAt(z, y);
      for (int i = 0; i < half_; ++i) {
        const auto at = [&](int k) { return links.conductance[k][i]; };
        sums[i] = ((at(0) + at(1)) + (at(2) + at(3))) + (at(4) + at(5)) + heldAt(color, z, y, i);
      }
    });
    for (int z = 0; z < nz; ++z) fillHalo(diagonal_[kRed].data() + std::size_t(z + 1) * plane_);
    return;
  }
  std::vector<std::uint8_t> marks[2] = {std::vector<std::uint8_t>(size_), std::vector<std::uint8_t>(size_)};
  for (int z = 0; z < nz; ++z) {
    for (int y = 0; y < ny; ++y) {
      const std::uint64_t* bits = faces.conducting().row(z, y);
      std::uint8_t* even = marks[(z + y) & 1].data() + rowAt(z, y);
      std::uint8_t* odd = marks[1 - ((z + y) & 1)].data() + rowAt(z, y);
      for (int i = 0; i < half_; ++i) {
        const auto pair = std::uint32_t(bits[i >> 5] >> (2 * i & 63));
        even[i] = std::uint8_t(pair & 1);
        odd[i] = std::uint8_t(pair >> 1 & 1);
      }
    }
    for (auto& values : marks) fillHalo(values.data() + std::size_t(z + 1) * plane_);
  }
  for (auto& values : counts_) values.resize(size_);
  forRows([&](int color, int z, int y, const Links& links) {
    const std::size_t row = rowAt(z, y);
    const std::uint8_t *own = marks[color].data() + row, *others = marks[1 - color].data() + row;
    std::uint8_t* counts = counts_[color].data() + row;
    for (int i = 0; i < half_; ++i) {
      int sum = 0;
      for (const std::ptrdiff_t offset : links.offset) sum += others[i + offset];
      counts[i] = std::uint8_t(own[i] * sum);
    }
    if (z > 0 && z < shape_[0] - 1) return;
    for (int i = 0; i < half_; ++i) counts[i] = std::uint8_t(counts[i] + int(heldAt(color, z, y, i)));
  });
  for (int z = 0; z < nz; ++z) fillHalo(counts_[kRed].data() + std::size_t(z + 1) * plane_);
}

// The largest conductance of each voxel's faces, those to held planes included.
SMALL Grid::Colors Grid::strongest() const {
  Colors strongest{Values(size_), Values(size_)};
  for (const int color : {kRed, kBlack}) {
    for (int z = 0; z < shape_[0]; ++z) {
      for (int y = 0; y < shape_[1]; ++y) {
        const std::size_t row = rowAt(z, y);
        const Links links = linksOf(color, z, y);
        for (int i = 0; i < half_; ++i) {
          float most = 0;
          for (const float* conductance : links.conductance) most = std::max(most, conductance[i]);
          if (z == 0) most = std::max(most, held_[color][0][inPlane(y) + i]);
          if (z == shape_[0] - 1) most = std::max(most, held_[color][1][inPlane(y) + i]);
          strongest[color][row + i] = most;
        }
      }
    }
  }
  return strongest;
}

// The parts of a cell where faces differ: what joins strongly, then what is weak with what it holds to most.
Components Grid::strongParts(int z, int y, int x, unsigned occupied, const Colors& all) const {
  float strongest[8] = {}, faces[8][3] = {};
  std::uint8_t roots[8];
  for (int bit = 0; bit < 8; ++bit) {
    roots[bit] = std::uint8_t(bit);
    if (!(occupied >> bit & 1)) continue;
    const int z1 = 2 * z + (bit >> 2), y1 = 2 * y + (bit >> 1 & 1), x1 = 2 * x + (bit & 1);
    const int color = (z1 + y1 + x1) & 1;
    const std::size_t slot = rowAt(z1, y1) + x1 / 2;
    strongest[bit] = all[color][slot];
    for (int axis = 0; axis < 3; ++axis) faces[bit][axis] = faces_[color][axis][slot];
  }
  for (const bool isFirst : {true, false}) {
    for (int axis = 0; axis < 3; ++axis) {
      for (int a = 0; a < 8; ++a) {
        const int b = a | 1 << axis;
        if (a == b || !(occupied >> a & occupied >> b & 1) || roots[a] == roots[b]) continue;
        float& own = strongest[roots[a]];
        float& other = strongest[roots[b]];
        if (faces[a][axis] < kStrong * (isFirst ? std::max(own, other) : std::min(own, other))) continue;
        own = other = std::max(own, other);
        const std::uint8_t from = std::max(roots[a], roots[b]), to = std::min(roots[a], roots[b]);
        std::ranges::replace(roots, from, to);
      }
    }
  }
  Components parts{};
  int sizes[8] = {}, largest = 0;
  std::uint8_t of[8];
  for (int bit = 0; bit < 8; ++bit) {
    if (!(occupied >> bit & 1)) continue;
    if (roots[bit] == bit) of[bit] = parts.count++;
    parts.of[bit] = of[roots[bit]];
    if (++sizes[parts.of[bit]] > largest) largest = sizes[parts.of[bit]], parts.most = parts.of[bit];
  }
  return parts;
}

// The first coarse level: cells of eight voxels, each with a node for every part of it that conducts by itself.
struct Grid::Coarsening {
  Grid& grid;
  const Faces& faces;
  int cz = (grid.shape_[0] + 1) / 2, cy = (grid.shape_[1] + 1) / 2, cx = grid.half_;
  std::vector<std::uint8_t> occupied{};  // which voxels of each cell conduct
  std::vector<Components> strong{};      // where faces differ, the parts of each cell
  Colors strongest{};
  std::vector<std::int32_t> first{};  // of a cell's nodes
  GraphNodes nodes{};
  std::vector<GraphEdge> edges{};

  std::size_t cellAt(int z, int y, int x) const { return (std::size_t(z) * cy + y) * grid.stride_ + x; }
  const Components& partsOf(std::size_t cell) const {
    return grid.hasFaces_ ? strong[cell] : kComponents[occupied[cell]];
  }
  template <typename Visit>
  void forCells(Visit visit) const {
    for (int z = 0; z < cz; ++z) {
      for (int y = 0; y < cy; ++y) {
        for (int x = 0; x < cx; ++x) {
          if (occupied[cellAt(z, y, x)] != 0) visit(z, y, x);
        }
      }
    }
  }

  // Voxel `bit` of a cell, as the grid knows it.
  struct Voxel {
    int z, color;
    std::size_t slot, inPlane;
  };
  Voxel voxelOf(int z, int y, int x, int bit) const {
    const int z1 = 2 * z + (bit >> 2), y1 = 2 * y + (bit >> 1 & 1);
    return {z1, (z1 + y1 + bit) & 1, grid.rowAt(z1, y1) + x, grid.inPlane(y1) + x};
  }
  // What of a conductance is left between nodes that are joined by it.
  float between(const Voxel& a, const Voxel& b, float conductance) const {
    return grid.hasFaces_ ? softened(conductance, strongest[a.color][a.slot], strongest[b.color][b.slot])
                          : 0.5f * conductance;
  }

  void findParts();
  void numberNodes();
  void join(std::size_t begin, std::int32_t from, std::int32_t to, float conductance);
  void link(int z, int y, int x, int zb, int yb, int xb, int axis);
  void linkWithin(int z, int y, int x);
  void linkAll();
  void placeNodes();
};

void Grid::Coarsening::findParts() {
  const auto [nz, ny, nx] = grid.shape_;
  occupied.resize(std::size_t(cz) * cy * grid.stride_);
  for (int z = 0; z < nz; ++z) {
    for (int y = 0; y < ny; ++y) {
      const std::uint64_t* bits = faces.conducting().row(z, y);
      addOccupied(bits, (z & 1) * 4 + (y & 1) * 2, {occupied.data() + cellAt(z / 2, y / 2, 0), std::size_t(cx)});
    }
  }
  if (!grid.hasFaces_) return;
  strongest = grid.strongest();
  strong.resize(occupied.size());
  forCells([&](int z, int y, int x) {
    strong[cellAt(z, y, x)] = grid.strongParts(z, y, x, occupied[cellAt(z, y, x)], strongest);
  });
}

// Cells in two colours too, the red ones first.
void Grid::Coarsening::numberNodes() {
  first.assign(occupied.size(), -1);
  std::ptrdiff_t counts[2] = {};
  forCells([&](int z, int y, int x) { counts[(z + y + x) & 1] += partsOf(cellAt(z, y, x)).count; });
  nodes.cells.resize(std::size_t(nodeNumber(counts[0] + counts[1])));
  nodes.redCount = std::int32_t(counts[0]);
  nodes.ground.resize(nodes.cells.size());
  std::int32_t next[2] = {0, nodes.redCount};
  forCells([&](int z, int y, int x) {
    std::int32_t& node = next[(z + y + x) & 1];
    first[cellAt(z, y, x)] = node;
    for (int k = 0; k < partsOf(cellAt(z, y, x)).count; ++k)
      nodes.cells[node++] = {std::int16_t(z), std::int16_t(y), std::int16_t(x)};
  });
}

// Adds to an edge that is there since `begin`, or makes it.
void Grid::Coarsening::join(std::size_t begin, std::int32_t from, std::int32_t to, float conductance) {
  const auto same = std::find_if(edges.begin() + std::ptrdiff_t(begin), edges.end(),
                                 [&](const GraphEdge& e) { return e.from == from && e.to == to; });
  if (same != edges.end())
    same->conductance += conductance;
  else
    edges.push_back({from, to, conductance});
}

// Between a cell and the next one along an axis.
void Grid::Coarsening::link(int z, int y, int x, int zb, int yb, int xb, int axis) {
  constexpr int kMasks[3] = {0x55, 0x33, 0x0F};
  const std::size_t cell = cellAt(z, y, x), beyond = cellAt(zb, yb, xb);
  const int distance = 1 << axis;
  int shared = (occupied[cell] >> distance) & occupied[beyond] & kMasks[axis];
  if (shared == 0) return;
  const Components &here = partsOf(cell), &there = partsOf(beyond);
  if (!grid.hasFaces_ && here.count == 1 && there.count == 1) {
    edges.push_back({first[cell], first[beyond], 0.5f * float(std::popcount(static_cast<unsigned>(shared)))});
    return;
  }
  const std::size_t begin = edges.size();
  for (; shared != 0; shared &= shared - 1) {
    const int bit = std::countr_zero(static_cast<unsigned>(shared)), own = bit + distance;
    const Voxel a = voxelOf(z, y, x, own), b = voxelOf(zb, yb, xb, bit);
    const float conductance = grid.conductanceOf(a.color, axis, a.slot);
    join(begin, first[cell] + here.of[own], first[beyond] + there.of[bit], between(a, b, conductance));
  }
}

// Of a cell to the held planes, and through weak faces between its parts.
void Grid::Coarsening::linkWithin(int z, int y, int x) {
  const std::size_t cell = cellAt(z, y, x);
  const Components& parts = partsOf(cell);
  const std::size_t begin = edges.size();
  for (int bit = 0; bit < 8; ++bit) {
    if (!(occupied[cell] >> bit & 1)) continue;
    const Voxel a = voxelOf(z, y, x, bit);
    for (const int end : {0, 1}) {
      if (a.z != (end == 0 ? 0 : grid.shape_[0] - 1)) continue;
      nodes.ground[first[cell] + parts.of[bit]] += between(a, a, grid.held_[a.color][end][a.inPlane]);
    }
    for (int axis = 0; grid.hasFaces_ && axis < 3; ++axis) {
      const int other = bit | 1 << axis;
      if (other == bit || !(occupied[cell] >> other & 1) || parts.of[bit] == parts.of[other]) continue;
      const float conductance = grid.conductanceOf(a.color, axis, a.slot);
      const auto [from, to] = std::minmax(parts.of[bit], parts.of[other]);
      join(begin, first[cell] + from, first[cell] + to, between(a, voxelOf(z, y, x, other), conductance));
    }
  }
}

void Grid::Coarsening::linkAll() {
  edges.reserve(nodes.cells.size() * 3);
  forCells([&](int z, int y, int x) {
    if (x + 1 < cx || (grid.wraps_ && cx > 1)) link(z, y, x, z, y, (x + 1) % cx, 0);
    if (y + 1 < cy || (grid.wraps_ && cy > 1)) link(z, y, x, z, (y + 1) % cy, x, 1);
    if (z + 1 < cz) link(z, y, x, z + 1, y, x, 2);
    linkWithin(z, y, x);
  });
}

// Where the grid finds a cell's nodes: that of most of its voxels, and of single red voxels where theirs is another.
void Grid::Coarsening::placeNodes() {
  const auto [nz, ny, nx] = grid.shape_;
  const auto placed = [&](std::int32_t node) { return grid.coarse_->placeOf(node); };
  const auto forExceptions = [&](int z, auto visit) {
    for (int y = 0; y < ny; ++y) {
      for (int x = 0; x < cx; ++x) {
        const std::size_t cell = cellAt(z / 2, y / 2, x);
        const Components& parts = partsOf(cell);
        if (parts.count < 2) continue;
        const int bit = (z & 1) * 4 + (y & 1) * 2 + ((z + y) & 1);  // the cell's red voxel in this row
        if ((occupied[cell] >> bit & 1) && parts.of[bit] != parts.most) visit(y, x, cell, parts.of[bit]);
      }
    }
  };
  grid.cellRows_ = cy;
  grid.cellNodes_.assign(occupied.size(), grid.coarse_->nodeCount());
  forCells([&](int z, int y, int x) {
    grid.cellNodes_[cellAt(z, y, x)] = placed(first[cellAt(z, y, x)] + partsOf(cellAt(z, y, x)).most);
  });
  grid.exceptionStarts_.assign(std::size_t(nz) + 1, 0);
  for (int z = 0; z < nz; ++z) {
    std::size_t& count = grid.exceptionStarts_[z + 1] = grid.exceptionStarts_[z];
    forExceptions(z, [&](int, int, std::size_t, int) { ++count; });
  }
  grid.exceptions_.reserve(grid.exceptionStarts_.back());
  for (int z = 0; z < nz; ++z) {
    forExceptions(z, [&](int y, int x, std::size_t cell, int part) {
      grid.exceptions_.push_back(
          {std::uint32_t(grid.inPlane(y) + x), grid.cellNodes_[cell], placed(first[cell] + part)});
    });
  }
}

void Grid::buildCoarse(const Faces& faces) {
  Coarsening coarsening{*this, faces};
  coarsening.findParts();
  coarsening.numberNodes();
  coarsening.linkAll();
  coarse_ =
      std::make_unique<Multigrid>(std::move(coarsening.nodes), std::move(coarsening.edges), !hasFaces_, &workers_);
  coarsening.placeNodes();
}

}  // namespace cathode
