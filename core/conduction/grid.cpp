#include "core/conduction/grid.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

// What runs once or twice is built small, and kept apart from the loops that run often.
#ifdef __clang__
#define SMALL [[gnu::noinline, clang::minsize]]
#else
#define SMALL
#endif

namespace cathode {
namespace {

// Four voxels at a time; both compilers make the processor's vectors of it, with the same bits.
using f4 = float __attribute__((vector_size(16)));
using i4 = std::int32_t __attribute__((vector_size(16)));

inline f4 load(const float* from) {
  f4 value;
  std::memcpy(&value, from, sizeof value);
  return value;
}
inline void store(float* to, f4 value) { std::memcpy(to, &value, sizeof value); }
inline f4 where(f4 positive, f4 value) { return (f4)((i4)value & (positive > 0.0f)); }
inline double total(f4 v) { return (double(v[0]) + double(v[1])) + (double(v[2]) + double(v[3])); }

constexpr int kRed = 0, kBlack = 1;

constexpr int kLinks = 6;

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

// The six neighbours of a row's voxels: how far off their slots are, and the faces to them.
struct Grid::Links {
  std::ptrdiff_t offset[kLinks];
  const float* conductance[kLinks];  // at the row's slot; not used where all conduct 1
};

Grid::Links Grid::linksOf(int color, int z, int y) const {
  const std::ptrdiff_t row = std::ptrdiff_t(rowAt(z, y)), stride = std::ptrdiff_t(stride_),
                       plane = std::ptrdiff_t(plane_);
  const int shift = (color + z + y) & 1;
  Links links{{shift ? 0 : -1, shift ? 1 : 0, -stride, stride, -plane, plane}, {}};
  if (!hasFaces_) return links;
  for (int axis = 0; axis < 3; ++axis) {
    // Towards lower coordinates the face is the neighbour's.
    const int back = 2 * axis;
    links.conductance[back] = faces_[1 - color][axis].data() + row + links.offset[back];
    links.conductance[back + 1] = faces_[color][axis].data() + row;
  }
  return links;
}

namespace {

// Sum over the neighbours of conductance times value.
template <bool kFaces>
inline f4 sumAt(const Grid::Links& links, const float* values, int i) {
  f4 part[kLinks];
  for (int k = 0; k < kLinks; ++k) {
    part[k] = load(values + links.offset[k] + i);
    if constexpr (kFaces) part[k] *= load(links.conductance[k] + i);
  }
  return ((part[0] + part[1]) + (part[2] + part[3])) + (part[4] + part[5]);
}

}  // namespace

Grid::Grid(const Faces& faces)
    : shape_(faces.shape()),
      wraps_(faces.wraps()),
      hasFaces_(!faces.areAlike()),
      half_((shape_[2] + 1) / 2),
      vectors_((half_ + 3) / 4),
      stride_(std::size_t(half_ + 2 + 3) / 4 * 4),
      plane_(stride_ * (shape_[1] + 2)),
      size_(plane_ * (shape_[0] + 2) + 12) {
  for (Values& values : inverse_) values.resize(size_);
  for (auto& ends : held_) {
    for (Values& values : ends) values.resize(plane_ + 12);
  }
  for (Values* values : {&diagonal_, &x_, &r_, &p_, &ap_, &z_, &az_, &red_}) values->resize(size_);
  const auto [nz, ny, nx] = shape_;
  if (hasFaces_) buildFaces(faces);
  // First marks of what conducts, then the sum of each voxel's conductances.
  for (int z = 0; z < nz; ++z) {
    for (int y = 0; y < ny; ++y) {
      const std::uint64_t* bits = faces.conducting().row(z, y);
      float* even = inverse_[(z + y) & 1].data() + rowAt(z, y);
      float* odd = inverse_[1 - ((z + y) & 1)].data() + rowAt(z, y);
      for (int i = 0; i < half_; ++i) {
        const auto pair = std::uint32_t(bits[i >> 5] >> (2 * i & 63));
        even[i] = static_cast<float>(pair & 1);
        odd[i] = static_cast<float>(pair >> 1 & 1);
      }
    }
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
  fillHalo(inverse_[kRed].data());
  fillHalo(inverse_[kBlack].data());
  for (const int color : {kRed, kBlack}) {
    const float* marks = inverse_[1 - color].data();
    Values& sums = color == kRed ? red_ : diagonal_;
    for (int z = 0; z < nz; ++z) {
      for (int y = 0; y < ny; ++y) {
        const std::size_t row = rowAt(z, y);
        const Links links = linksOf(color, z, y);
        for (int i = 0; i < 4 * vectors_; i += 4) {
          f4 sum = hasFaces_ ? sumAt<true>(links, marks + row, i) : sumAt<false>(links, marks + row, i);
          if (z == 0) sum += load(held_[color][0].data() + inPlane(y) + i);
          if (z == nz - 1) sum += load(held_[color][1].data() + inPlane(y) + i);
          store(sums.data() + row + i, where(load(inverse_[color].data() + row + i), sum));
        }
        // Copies of the opposite voxels beyond the row's end are no voxels of their own.
        std::fill(sums.begin() + std::ptrdiff_t(row) + half_, sums.begin() + std::ptrdiff_t(row) + 4 * vectors_, 0.0f);
      }
    }
  }
  for (const int color : {kRed, kBlack}) {
    const float* sums = (color == kRed ? red_ : diagonal_).data();
    for (std::size_t i = 0; i < size_; i += 4) {
      const f4 sum = load(sums + i);
      store(inverse_[color].data() + i, where(sum, 1.0f / sum));
    }
    fillHalo(inverse_[color].data());
  }
  buildCoarse(faces);
}

// Opposite rows and columns of a plane, copied beyond its sides.
template <typename Number>
void Grid::fillHalo(Number* values, int z) const {
  if (!wraps_) return;
  const int ny = shape_[1];
  for (int y = 0; y < ny; ++y) {
    Number* row = values + rowAt(z, y);
    row[-1] = row[half_ - 1];
    row[half_] = row[0];
  }
  std::copy_n(values + rowAt(z, ny - 1), half_, values + rowAt(z, -1));
  std::copy_n(values + rowAt(z, 0), half_, values + rowAt(z, ny));
}
template <typename Number>
void Grid::fillHalo(Number* values) const {
  for (int z = 0; z < shape_[0]; ++z) fillHalo(values, z);
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
              static_cast<float>(faces.conductance(voxel, (std::size_t(z1) * ny + y1) * nx + x1));
        }
      }
    }
  }
  for (auto& color : faces_) {
    for (Values& values : color) fillHalo(values.data());
  }
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

void Grid::buildCoarse(const Faces& faces) {
  const auto [nz, ny, nx] = shape_;
  const int cz = (nz + 1) / 2, cy = (ny + 1) / 2, cx = half_;
  cellRows_ = cy;
  const auto cellAt = [&](int z, int y, int x) { return (std::size_t(z) * cy + y) * stride_ + x; };
  std::vector<std::uint8_t> occupied(std::size_t(cz) * cy * stride_);
  for (int z = 0; z < nz; ++z) {
    for (int y = 0; y < ny; ++y) {
      const std::uint64_t* bits = faces.conducting().row(z, y);
      addOccupied(bits, (z & 1) * 4 + (y & 1) * 2, {occupied.data() + cellAt(z / 2, y / 2, 0), std::size_t(cx)});
    }
  }
  const auto forCells = [&](auto visit) {
    for (int z = 0; z < cz; ++z) {
      for (int y = 0; y < cy; ++y) {
        for (int x = 0; x < cx; ++x) {
          if (occupied[cellAt(z, y, x)] != 0) visit(z, y, x);
        }
      }
    }
  };
  std::vector<Components> strong;  // where faces differ, of each cell
  Colors strongest;
  if (hasFaces_) {
    strongest = this->strongest();
    strong.resize(occupied.size());
    forCells([&](int z, int y, int x) {
      strong[cellAt(z, y, x)] = strongParts(z, y, x, occupied[cellAt(z, y, x)], strongest);
    });
  }
  const auto partsOf = [&](std::size_t cell) -> const Components& {
    return hasFaces_ ? strong[cell] : kComponents[occupied[cell]];
  };

  std::vector<std::int32_t> first(occupied.size(), -1);  // of a cell's nodes
  std::int32_t counts[2] = {};
  forCells([&](int z, int y, int x) { counts[(z + y + x) & 1] += partsOf(cellAt(z, y, x)).count; });
  GraphNodes nodes;
  nodes.redCount = counts[0];
  nodes.cells.resize(std::size_t(counts[0]) + counts[1]);
  nodes.ground.resize(nodes.cells.size());
  std::int32_t next[2] = {0, counts[0]};
  forCells([&](int z, int y, int x) {
    std::int32_t& node = next[(z + y + x) & 1];
    first[cellAt(z, y, x)] = node;
    for (int k = 0; k < partsOf(cellAt(z, y, x)).count; ++k)
      nodes.cells[node++] = {std::int16_t(z), std::int16_t(y), std::int16_t(x)};
  });

  // Voxel `bit` of a cell, as the grid knows it.
  struct Voxel {
    int z, color;
    std::size_t slot, inPlane;
  };
  const auto voxelOf = [&](int z, int y, int x, int bit) {
    const int z1 = 2 * z + (bit >> 2), y1 = 2 * y + (bit >> 1 & 1);
    return Voxel{z1, (z1 + y1 + bit) & 1, rowAt(z1, y1) + x, inPlane(y1) + x};
  };
  // What of a conductance is left between nodes that are joined by it.
  const auto between = [&](const Voxel& a, const Voxel& b, float conductance) {
    return hasFaces_ ? softened(conductance, strongest[a.color][a.slot], strongest[b.color][b.slot])
                     : 0.5f * conductance;
  };
  std::vector<GraphEdge> edges;
  edges.reserve(nodes.cells.size() * 3);
  // Adds to an edge that is there since `begin`.
  const auto join = [&](std::size_t begin, std::int32_t from, std::int32_t to, float conductance) {
    const auto same = std::find_if(edges.begin() + std::ptrdiff_t(begin), edges.end(),
                                   [&](const GraphEdge& e) { return e.from == from && e.to == to; });
    if (same != edges.end())
      same->conductance += conductance;
    else
      edges.push_back({from, to, conductance});
  };
  constexpr int kMasks[3] = {0x55, 0x33, 0x0F};
  const auto link = [&](int z, int y, int x, int zb, int yb, int xb, int axis) {
    const std::size_t cell = cellAt(z, y, x), beyond = cellAt(zb, yb, xb);
    const int distance = 1 << axis;
    int shared = (occupied[cell] >> distance) & occupied[beyond] & kMasks[axis];
    if (shared == 0) return;
    const Components &here = partsOf(cell), &there = partsOf(beyond);
    if (!hasFaces_ && here.count == 1 && there.count == 1) {
      edges.push_back({first[cell], first[beyond], 0.5f * std::popcount(static_cast<unsigned>(shared))});
      return;
    }
    const std::size_t begin = edges.size();
    for (; shared != 0; shared &= shared - 1) {
      const int bit = std::countr_zero(static_cast<unsigned>(shared)), own = bit + distance;
      const Voxel a = voxelOf(z, y, x, own), b = voxelOf(zb, yb, xb, bit);
      const float conductance = conductanceOf(a.color, axis, a.slot);
      join(begin, first[cell] + here.of[own], first[beyond] + there.of[bit], between(a, b, conductance));
    }
  };
  forCells([&](int z, int y, int x) {
    if (x + 1 < cx || (wraps_ && cx > 1)) link(z, y, x, z, y, (x + 1) % cx, 0);
    if (y + 1 < cy || (wraps_ && cy > 1)) link(z, y, x, z, (y + 1) % cy, x, 1);
    if (z + 1 < cz) link(z, y, x, z + 1, y, x, 2);
    const std::size_t cell = cellAt(z, y, x);
    const Components& parts = partsOf(cell);
    const std::size_t begin = edges.size();
    for (int bit = 0; bit < 8; ++bit) {
      if (!(occupied[cell] >> bit & 1)) continue;
      const Voxel a = voxelOf(z, y, x, bit);
      for (const int end : {0, 1}) {
        if (a.z != (end == 0 ? 0 : nz - 1)) continue;
        nodes.ground[first[cell] + parts.of[bit]] += between(a, a, held_[a.color][end][a.inPlane]);
      }
      // Weak faces between parts of the cell.
      for (int axis = 0; hasFaces_ && axis < 3; ++axis) {
        const int other = bit | 1 << axis;
        if (other == bit || !(occupied[cell] >> other & 1) || parts.of[bit] == parts.of[other]) continue;
        const float conductance = conductanceOf(a.color, axis, a.slot);
        const auto [from, to] = std::minmax(parts.of[bit], parts.of[other]);
        join(begin, first[cell] + from, first[cell] + to, between(a, voxelOf(z, y, x, other), conductance));
      }
    }
  });

  coarse_ = std::make_unique<Multigrid>(std::move(nodes), edges, !hasFaces_);
  const auto placed = [&](std::int32_t node) { return coarse_->placeOf(node); };
  cellNodes_.assign(occupied.size(), coarse_->nodeCount());
  forCells([&](int z, int y, int x) {
    cellNodes_[cellAt(z, y, x)] = placed(first[cellAt(z, y, x)] + partsOf(cellAt(z, y, x)).most);
  });
  exceptionStarts_.assign(std::size_t(nz) + 1, 0);
  for (int z = 0; z < nz; ++z) {
    for (int y = 0; y < ny; ++y) {
      for (int x = 0; x < cx; ++x) {
        const std::size_t cell = cellAt(z / 2, y / 2, x);
        const Components& parts = partsOf(cell);
        if (parts.count < 2) continue;
        const int bit = (z & 1) * 4 + (y & 1) * 2 + ((z + y) & 1);  // the cell's red voxel in this row
        if (!(occupied[cell] >> bit & 1) || parts.of[bit] == parts.most) continue;
        exceptions_.push_back({rowAt(z, y) + x, cellNodes_[cell], placed(first[cell] + parts.of[bit])});
      }
    }
    exceptionStarts_[z + 1] = exceptions_.size();
  }
  cells_.resize(std::size_t(cy) * stride_ + 4);
}

template <bool kFaces>
void Grid::relaxBlack(int z) {
  for (int y = 0; y < shape_[1]; ++y) {
    const std::size_t row = rowAt(z, y);
    const Links links = linksOf(kBlack, z, y);
    const float *reds = red_.data() + row, *r = r_.data() + row, *inverse = inverse_[kBlack].data() + row;
    float* to = z_.data() + row;
    for (int i = 0; i < 4 * vectors_; i += 4)
      store(to + i, (load(r + i) + sumAt<kFaces>(links, reds, i)) * load(inverse + i));
  }
  fillHalo(z_.data(), z);
}

template <bool kFaces>
void Grid::relaxRed(int z) {
  for (int y = 0; y < shape_[1]; ++y) {
    const std::size_t row = rowAt(z, y);
    const Links links = linksOf(kRed, z, y);
    const float *blacks = z_.data() + row, *inverse = inverse_[kRed].data() + row;
    float* to = red_.data() + row;
    for (int i = 0; i < 4 * vectors_; i += 4) store(to + i, sumAt<kFaces>(links, blacks, i) * load(inverse + i));
  }
  fillHalo(red_.data(), z);
}

// A z on the blacks, and its products with z, with the last A p and with the residual.
template <bool kFaces>
void Grid::operate(int z, double (&dots)[3]) {
  for (int y = 0; y < shape_[1]; ++y) {
    const std::size_t row = rowAt(z, y);
    const Links links = linksOf(kBlack, z, y);
    const float *reds = red_.data() + row, *blacks = z_.data() + row, *diagonal = diagonal_.data() + row;
    const float *r = r_.data() + row, *ap = ap_.data() + row;
    float* to = az_.data() + row;
    f4 sums[3] = {};
    for (int i = 0; i < 4 * vectors_; i += 4) {
      const f4 own = load(blacks + i);
      const f4 result = load(diagonal + i) * own - sumAt<kFaces>(links, reds, i);
      // Halos and the gaps between rows hold no voxel, and their diagonal is 0.
      const f4 masked = where(load(diagonal + i), result);
      store(to + i, masked);
      sums[0] += own * masked;
      sums[1] += own * load(ap + i);
      sums[2] += own * load(r + i);
    }
    for (int k = 0; k < 3; ++k) dots[k] += total(sums[k]);
  }
}

// What balance the reds lack once the blacks are relaxed alone, gathered into the cells.
template <bool kFaces>
void Grid::restrictRed(int z) {
  for (int y = 0; y < shape_[1]; ++y) {
    const std::size_t row = rowAt(z, y);
    const Links links = linksOf(kRed, z, y);
    const float *blacks = z_.data() + row, *inverse = inverse_[kRed].data() + row;
    float* to = red_.data() + row;
    float* cells = cells_.data() + std::size_t(y / 2) * stride_;
    const bool isFirst = (z & 1) == 0 && (y & 1) == 0;
    for (int i = 0; i < 4 * vectors_; i += 4) {
      const f4 lacking = where(load(inverse + i), sumAt<kFaces>(links, blacks, i));
      store(to + i, lacking);
      store(cells + i, isFirst ? lacking : load(cells + i) + lacking);
    }
  }
}

void Grid::scatterCell(int cellZ) {
  std::vector<float>& f = coarse_->rightSide();
  for (int y = 0; y < cellRows_; ++y) {
    const std::int32_t* nodes = cellNodes_.data() + (std::size_t(cellZ) * cellRows_ + y) * stride_;
    const float* sums = cells_.data() + std::size_t(y) * stride_;
    for (int x = 0; x < half_; ++x) f[nodes[x]] += sums[x];
  }
  const std::size_t end = exceptionStarts_[std::min(2 * cellZ + 2, shape_[0])];
  for (std::size_t e = exceptionStarts_[2 * cellZ]; e < end; ++e) {
    f[exceptions_[e].usual] -= red_[exceptions_[e].slot];
    f[exceptions_[e].node] += red_[exceptions_[e].slot];
  }
}

void Grid::gatherCell(int cellZ) {
  const std::vector<float>& u = coarse_->solution();
  for (int y = 0; y < cellRows_; ++y) {
    const std::int32_t* nodes = cellNodes_.data() + (std::size_t(cellZ) * cellRows_ + y) * stride_;
    float* to = cells_.data() + std::size_t(y) * stride_;
    for (int x = 0; x < half_; ++x) to[x] = u[nodes[x]];
  }
}

void Grid::prolong(int z) {
  if ((z & 1) == 0) gatherCell(z / 2);
  for (int y = 0; y < shape_[1]; ++y) {
    const std::size_t row = rowAt(z, y);
    const float *cells = cells_.data() + std::size_t(y / 2) * stride_, *inverse = inverse_[kRed].data() + row;
    float* to = red_.data() + row;
    for (int i = 0; i < 4 * vectors_; i += 4) store(to + i, where(load(inverse + i), load(cells + i)));
  }
  for (std::size_t e = exceptionStarts_[z]; e < exceptionStarts_[z + 1]; ++e)
    red_[exceptions_[e].slot] = coarse_->solution()[exceptions_[e].node];
  fillHalo(red_.data(), z);
}

// The next direction and a step along it; and the blacks relaxed alone for the next iteration.
void Grid::step(int z, float alpha, float back) {
  for (int y = 0; y < shape_[1]; ++y) {
    const std::size_t row = rowAt(z, y);
    float *x = x_.data() + row, *r = r_.data() + row, *p = p_.data() + row, *ap = ap_.data() + row,
          *zs = z_.data() + row;
    const float *az = az_.data() + row, *inverse = inverse_[kBlack].data() + row;
    for (int i = 0; i < 4 * vectors_; i += 4) {
      const f4 direction = load(zs + i) - back * load(p + i);
      const f4 image = load(az + i) - back * load(ap + i);
      const f4 residual = load(r + i) - alpha * image;
      store(p + i, direction);
      store(ap + i, image);
      store(x + i, load(x + i) + alpha * direction);
      store(r + i, residual);
      store(zs + i, residual * load(inverse + i));
    }
  }
  fillHalo(z_.data(), z);
}

// Reds in balance with the potential of the blacks, and with what the first plane or `source_` brings.
template <bool kFaces>
void Grid::balanceReds() {
  fillHalo(x_.data());
  for (int z = 0; z < shape_[0]; ++z) {
    for (int y = 0; y < shape_[1]; ++y) {
      const std::size_t row = rowAt(z, y);
      const Links links = linksOf(kRed, z, y);
      const float *blacks = x_.data() + row, *inverse = inverse_[kRed].data() + row;
      float* to = red_.data() + row;
      for (int i = 0; i < 4 * vectors_; i += 4) {
        f4 sum = sumAt<kFaces>(links, blacks, i);
        if (!source_.empty())
          sum += load(source_.data() + row + i);
        else if (z == 0)
          sum += load(held_[kRed][0].data() + inPlane(y) + i);
        store(to + i, sum * load(inverse + i));
      }
    }
    fillHalo(red_.data(), z);
  }
}

void Grid::balance() {
  if (hasFaces_)
    balanceReds<true>();
  else
    balanceReds<false>();
}

// The residual of a potential, by differences between neighbours: their sums would lose digits.
template <bool kFaces>
void Grid::subtractPotential() {
  const int last = shape_[0] - 1;
  for (int z = 0; z <= last; ++z) {
    for (int y = 0; y < shape_[1]; ++y) {
      const std::size_t row = rowAt(z, y);
      const Links links = linksOf(kBlack, z, y);
      const float *reds = red_.data() + row, *marks = inverse_[kRed].data() + row;
      for (int i = 0; i < 4 * vectors_; i += 4) {
        const f4 own = load(x_.data() + row + i);
        f4 sum = {};
        for (int k = 0; k < kLinks; ++k) {
          f4 current = load(reds + links.offset[k] + i) - own;
          if constexpr (kFaces)
            current *= load(links.conductance[k] + i);
          else
            current = where(load(marks + links.offset[k] + i), current);
          sum += current;
        }
        if (z == 0) sum += load(held_[kBlack][0].data() + inPlane(y) + i) * (1.0f - own);
        if (z == last) sum -= load(held_[kBlack][1].data() + inPlane(y) + i) * own;
        store(r_.data() + row + i, where(load(diagonal_.data() + row + i), sum));
      }
    }
  }
}

template <bool kFaces>
double Grid::powerOfFloats() const {
  double power = 0;
  const int last = shape_[0] - 1;
  for (int z = 0; z <= last; ++z) {
    for (int y = 0; y < shape_[1]; ++y) {
      const std::size_t row = rowAt(z, y), held = inPlane(y);
      const Links links = linksOf(kBlack, z, y);
      const float *reds = red_.data() + row, *marks = inverse_[kRed].data() + row, *blacks = x_.data() + row;
      f4 sum = {};
      for (int i = 0; i < 4 * vectors_; i += 4) {
        const f4 own = load(blacks + i);
        f4 all = {};
        for (int k = 0; k < kLinks; ++k) {
          const f4 fall = load(reds + links.offset[k] + i) - own;
          if constexpr (kFaces)
            all += load(links.conductance[k] + i) * fall * fall;
          else
            all += where(load(marks + links.offset[k] + i), fall * fall);
        }
        sum += where(load(diagonal_.data() + row + i), all);
        for (const int end : {0, 1}) {
          if (z != (end == 0 ? 0 : last)) continue;
          const float potential = end == 0 ? 1.0f : 0.0f;
          const f4 black = potential - own, red = potential - load(reds + i);
          sum += load(held_[kBlack][end].data() + held + i) * black * black +
                 load(held_[kRed][end].data() + held + i) * red * red;
        }
      }
      power += total(sum);
    }
  }
  return power;
}

double Grid::begin() {
  for (int z = 0; z < shape_[0]; ++z) {
    const float even = static_cast<float>(1.0 - (z + 0.5) / shape_[0]);
    for (int y = 0; y < shape_[1]; ++y) {
      for (int i = 0; i < half_; ++i) {
        const std::size_t slot = rowAt(z, y) + i;
        x_[slot] = inverse_[kBlack][slot] > 0 ? even : 0.0f;
      }
    }
  }
  balance();
  if (hasFaces_)
    subtractPotential<true>();
  else
    subtractPotential<false>();
  const double power = hasFaces_ ? powerOfFloats<true>() : powerOfFloats<false>();
  for (int z = 0; z < shape_[0]; ++z) step(z, 0.0f, 0.0f);
  return power;
}

template <bool kFaces>
double Grid::iterateOnce() {
  const int nz = shape_[0];
  std::vector<float>& f = coarse_->rightSide();
  std::ranges::fill(f, 0.0f);
  for (int z = 0; z < nz; ++z) {
    restrictRed<kFaces>(z);
    if ((z & 1) == 1 || z == nz - 1) scatterCell(z / 2);
  }
  f.back() = 0;  // what conducts nowhere
  coarse_->cycle();
  // Plane after plane, while they are in the cache: each step needs the one before it on both sides.
  double dots[3] = {};
  for (int z = 0; z < nz + 3; ++z) {
    if (z < nz) prolong(z);
    if (z >= 1 && z - 1 < nz) relaxBlack<kFaces>(z - 1);
    if (z >= 2 && z - 2 < nz) relaxRed<kFaces>(z - 2);
    if (z >= 3) operate<kFaces>(z - 3, dots);
  }
  const auto [zaz, zap, zr] = dots;
  const double back = pap_ > 0 ? zap / pap_ : 0.0;
  const double pap = zaz - back * zap;
  if (!(pap > 0) || !(zr > 0)) return 0.0;
  const double alpha = zr / pap;
  pap_ = pap;
  for (int z = 0; z < nz; ++z) step(z, static_cast<float>(alpha), static_cast<float>(back));
  return alpha * zr;
}

[[gnu::noinline]] double Grid::iterate() {
  return (hasFaces_ ? iterateOnce<true>() : iterateOnce<false>()) * scale_ * scale_;
}

// Calls visit(voxel, color, slot) for each voxel that conducts.
template <typename Visit>
void Grid::forVoxels(Visit visit) const {
  std::size_t voxel = 0;
  for (int z = 0; z < shape_[0]; ++z) {
    for (int y = 0; y < shape_[1]; ++y) {
      for (int x = 0; x < shape_[2]; ++x, ++voxel) {
        const int color = (z + y + x) & 1;
        const std::size_t slot = rowAt(z, y) + x / 2;
        if (inverse_[color][slot] > 0) visit(voxel, color, slot);
      }
    }
  }
}

SMALL void Grid::beginCorrection(std::span<const double> residual) {
  source_.assign(size_, 0.0f);
  std::ranges::fill(r_, 0.0f);
  std::ranges::fill(x_, 0.0f);
  double largest = 0;
  forVoxels([&](std::size_t voxel, int, std::size_t) { largest = std::max(largest, std::abs(residual[voxel])); });
  scale_ = largest > 0 ? largest : 1.0;
  forVoxels([&](std::size_t voxel, int color, std::size_t slot) {
    (color == kRed ? source_ : r_)[slot] = static_cast<float>(residual[voxel] / scale_);
  });
  balance();
  for (int z = 0; z < shape_[0]; ++z) {
    for (int y = 0; y < shape_[1]; ++y) {
      const std::size_t row = rowAt(z, y);
      const Links links = linksOf(kBlack, z, y);
      for (int i = 0; i < 4 * vectors_; i += 4) {
        const f4 sum = hasFaces_ ? sumAt<true>(links, red_.data() + row, i) : sumAt<false>(links, red_.data() + row, i);
        store(r_.data() + row + i, where(load(diagonal_.data() + row + i), load(r_.data() + row + i) + sum));
      }
    }
  }
  pap_ = 0;
  for (int z = 0; z < shape_[0]; ++z) step(z, 0.0f, 0.0f);
}

SMALL void Grid::addTo(std::span<double> potential) {
  balance();
  forVoxels([&](std::size_t voxel, int color, std::size_t slot) {
    potential[voxel] += scale_ * double(color == kRed ? red_[slot] : x_[slot]);
  });
}

double Grid::power() {
  balance();
  return hasFaces_ ? powerOfFloats<true>() : powerOfFloats<false>();
}

}  // namespace cathode
