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

// Components of a cell's eight voxels (bit 4 dz + 2 dy + dx) that are joined through faces within it.
struct Components {
  std::uint8_t count;
  std::uint8_t of[8];
  std::uint8_t most;  // the one with most voxels
};
constexpr std::array<Components, 256> makeComponents() {
  std::array<Components, 256> all{};
  for (int occupied = 0; occupied < 256; ++occupied) {
    Components& c = all[occupied];
    int left = occupied, best = 0;
    while (left != 0) {
      int part = left & -left;
      for (int i = 0; i < 7; ++i) {
        part |= ((part & 0x55) << 1 | (part & 0xAA) >> 1 | (part & 0x33) << 2 | (part & 0xCC) >> 2 | (part & 0x0F) << 4 | (part & 0xF0) >> 4) & occupied;
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
constexpr const Components& componentsOf(unsigned occupied) { return kComponents[occupied]; }

// The same where conductivities differ much: poor conductors each go with one good one.
Components componentsOf(unsigned occupied, const float (&sigma)[8]) {
  std::uint8_t roots[8];
  float best[8];
  for (std::uint8_t bit = 0; bit < 8; ++bit) roots[bit] = bit, best[bit] = sigma[bit];
  for (const bool isFirst : {true, false}) {
    for (int axis = 0; axis < 3; ++axis) {
      for (int a = 0; a < 8; ++a) {
        const int b = a | 1 << axis;
        if (a == b || !(occupied >> a & occupied >> b & 1) || roots[a] == roots[b] || areSimilar(sigma[a], sigma[b]) != isFirst) continue;
        const int poor = sigma[a] < sigma[b] ? a : b;
        if (!isFirst && !areSimilar(best[roots[poor]], sigma[poor])) continue;
        const std::uint8_t from = std::max(roots[a], roots[b]), to = std::min(roots[a], roots[b]);
        best[to] = std::max(best[from], best[to]);
        std::ranges::replace(roots, from, to);
      }
    }
  }
  Components c{};
  int sizes[8] = {}, largest = 0;
  std::uint8_t of[8];
  for (int bit = 0; bit < 8; ++bit) {
    if (!(occupied >> bit & 1)) continue;
    if (roots[bit] == bit) of[bit] = c.count++;
    c.of[bit] = of[roots[bit]];
    if (++sizes[c.of[bit]] > largest) largest = sizes[c.of[bit]], c.most = c.of[bit];
  }
  return c;
}

}  // namespace

// The six neighbours of a row's voxels: how far off their slots are, and the faces to them.
struct Grid::Links {
  std::ptrdiff_t offset[kLinks];
  const float* conductance[kLinks];  // at the row's slot; not used where all conduct 1
};

Grid::Links Grid::linksOf(int color, int z, int y) const {
  const std::ptrdiff_t row = std::ptrdiff_t(rowAt(z, y)), stride = std::ptrdiff_t(stride_), plane = std::ptrdiff_t(plane_);
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

Grid::Grid(const GridProblem& problem)
    : shape_(problem.shape), sides_(problem.sides), hasFaces_(!problem.conductivities.empty()), half_((shape_[2] + 1) / 2),
      vectors_((half_ + 3) / 4), stride_(std::size_t(half_ + 2 + 3) / 4 * 4), plane_(stride_ * (shape_[1] + 2)),
      size_(plane_ * (shape_[0] + 2) + 12) {
  for (Values& values : inverse_) values.resize(size_);
  for (auto& ends : held_) {
    for (Values& values : ends) values.resize(plane_ + 12);
  }
  if (problem.corrected) {
    for (auto& ends : exactHeld_) {
      for (auto& values : ends) values.resize(plane_ + 12);
    }
  }
  for (Values* values : {&diagonal_, &x_, &r_, &p_, &ap_, &z_, &az_, &red_}) values->resize(size_);
  const auto [nz, ny, nx] = shape_;
  if (hasFaces_) buildFaces(problem);
  // The sum of each voxel's conductances.
  for (int z = 0; z < nz; ++z) {
    for (int y = 0; y < ny; ++y) {
      const std::size_t row = rowAt(z, y);
      for (int x = 0; x < nx; ++x) {
        if (!problem.conducting.at(z, y, x)) continue;
        const int color = (z + y + x) & 1;
        inverse_[color][row + x / 2] = 1.0f;
        const double own = 2.0 * (hasFaces_ ? problem.conductivities[problem.labels[(std::size_t(z) * ny + y) * nx + x]] : 1.0);
        for (const int end : {0, 1}) {
          if (z != (end == 0 ? 0 : nz - 1)) continue;
          held_[color][end][inPlane(y) + x / 2] = static_cast<float>(own);
          if (problem.corrected) exactHeld_[color][end][inPlane(y) + x / 2] = own;
        }
      }
    }
  }
  fillHalo(inverse_[kRed].data());
  fillHalo(inverse_[kBlack].data());
  Values sums(size_);
  for (const int color : {kRed, kBlack}) {
    const float* marks = inverse_[1 - color].data();
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
    // Not before both colours' sums are made: they read the other's marks.
    if (color == kRed) red_ = sums;
    else diagonal_ = sums;
    std::ranges::fill(sums, 0.0f);
  }
  for (const int color : {kRed, kBlack}) {
    const Values& sum = color == kRed ? red_ : diagonal_;
    for (std::size_t i = 0; i < size_; ++i) inverse_[color][i] = sum[i] > 0 ? 1.0f / sum[i] : 0.0f;
    fillHalo(inverse_[color].data());
  }
  buildCoarse(problem);
}

// Opposite rows and columns of a plane, copied beyond its sides.
template <typename Number>
void Grid::fillHalo(Number* values, int z) const {
  if (sides_ == Sides::closed) return;
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

SMALL void Grid::buildFaces(const GridProblem& problem) {
  const auto [nz, ny, nx] = shape_;
  for (auto& color : faces_) {
    for (Values& values : color) values.resize(size_);
  }
  if (problem.corrected) {
    for (auto& color : exactFaces_) {
      for (auto& values : color) values.resize(size_);
    }
  }
  const bool wraps = sides_ == Sides::periodic;
  for (int z = 0; z < nz; ++z) {
    for (int y = 0; y < ny; ++y) {
      for (int x = 0; x < nx; ++x) {
        if (!problem.conducting.at(z, y, x)) continue;
        const std::size_t voxel = (std::size_t(z) * ny + y) * nx + x;
        const int next[3][3] = {{z, y, wraps ? (x + 1) % nx : x + 1}, {z, wraps ? (y + 1) % ny : y + 1, x}, {z + 1, y, x}};
        for (int axis = 0; axis < 3; ++axis) {
          const auto [z1, y1, x1] = next[axis];
          if (z1 >= nz || y1 >= ny || x1 >= nx || !problem.conducting.at(z1, y1, x1)) continue;
          const std::size_t other = (std::size_t(z1) * ny + y1) * nx + x1;
          double resistance = 0.5 / problem.conductivities[problem.labels[voxel]] + 0.5 / problem.conductivities[problem.labels[other]];
          if (problem.faceResistance) resistance += problem.faceResistance(voxel, other);
          const int color = (z + y + x) & 1;
          faces_[color][axis][rowAt(z, y) + x / 2] = static_cast<float>(1.0 / resistance);
          if (problem.corrected) exactFaces_[color][axis][rowAt(z, y) + x / 2] = 1.0 / resistance;
        }
      }
    }
  }
  for (const int color : {kRed, kBlack}) {
    for (const int axis : {0, 1, 2}) {
      fillHalo(faces_[color][axis].data());
      if (problem.corrected) fillHalo(exactFaces_[color][axis].data());
    }
  }
}

void Grid::buildCoarse(const GridProblem& problem) {
  const auto [nz, ny, nx] = shape_;
  const bool wraps = sides_ == Sides::periodic;
  const int cz = (nz + 1) / 2, cy = (ny + 1) / 2, cx = half_;
  cellRows_ = cy;
  const auto cellAt = [&](int z, int y, int x) { return (std::size_t(z) * cy + y) * stride_ + x; };
  std::vector<std::uint8_t> occupied(std::size_t(cz) * cy * stride_);
  std::vector<std::int32_t> first(occupied.size(), -1);  // of a cell's nodes
  std::int32_t counts[2] = {};
  const bool areAlike = std::ranges::all_of(problem.conductivities, [&](double sigma) {
    return sigma == 0 || areSimilar(float(sigma), float(*std::ranges::max_element(problem.conductivities)));
  });
  const auto sigmaOf = [&](int z, int y, int x, int bit) {
    const int z1 = 2 * z + (bit >> 2), y1 = 2 * y + (bit >> 1 & 1), x1 = 2 * x + (bit & 1);
    return static_cast<float>(problem.conductivities[problem.labels[(std::size_t(z1) * ny + y1) * nx + x1]]);
  };
  const auto componentsAt = [&](int z, int y, int x) {
    const unsigned bits = occupied[cellAt(z, y, x)];
    if (areAlike) return componentsOf(bits);
    float sigma[8] = {};
    for (int bit = 0; bit < 8; ++bit) {
      if (bits >> bit & 1) sigma[bit] = sigmaOf(z, y, x, bit);
    }
    return componentsOf(bits, sigma);
  };
  for (int z = 0; z < nz; ++z) {
    for (int y = 0; y < ny; ++y) {
      const std::uint64_t* bits = problem.conducting.row(z, y);
      std::uint8_t* cells = occupied.data() + cellAt(z / 2, y / 2, 0);
      const int place = (z & 1) * 4 + (y & 1) * 2;
      for (int x = 0; x < cx; ++x) cells[x] |= std::uint8_t((bits[x >> 5] >> (2 * x & 63) & 3) << place);
    }
  }
  for (int z = 0; z < cz; ++z) {
    for (int y = 0; y < cy; ++y) {
      for (int x = 0; x < cx; ++x) counts[(z + y + x) & 1] += componentsAt(z, y, x).count;
    }
  }
  const std::int32_t nodeCount = counts[0] + counts[1];
  std::vector<Cell> cells(nodeCount);
  std::int32_t next[2] = {0, counts[0]};
  cellNodes_.assign(occupied.size(), nodeCount);
  for (int z = 0; z < cz; ++z) {
    for (int y = 0; y < cy; ++y) {
      for (int x = 0; x < cx; ++x) {
        const std::size_t cell = cellAt(z, y, x);
        if (occupied[cell] == 0) continue;
        const Components components = componentsAt(z, y, x);
        std::int32_t& node = next[(z + y + x) & 1];
        first[cell] = node;
        cellNodes_[cell] = node + components.most;
        for (int k = 0; k < components.count; ++k) cells[node++] = {std::int16_t(z), std::int16_t(y), std::int16_t(x)};
      }
    }
  }
  const auto nodeOf = [&](int z, int y, int x, int bit) { return first[cellAt(z, y, x)] + componentsAt(z, y, x).of[bit]; };

  std::vector<GraphEdge> edges;
  edges.reserve(std::size_t(nodeCount) * 3);
  constexpr int kMasks[3] = {0x55, 0x33, 0x0F};
  const auto link = [&](int z, int y, int x, int zb, int yb, int xb, int axis) {
    const std::size_t cell = cellAt(z, y, x), beyond = cellAt(zb, yb, xb);
    const int distance = 1 << axis;
    int shared = (occupied[cell] >> distance) & occupied[beyond] & kMasks[axis];
    if (shared == 0) return;
    if (!hasFaces_ && componentsOf(occupied[cell]).count == 1 && componentsOf(occupied[beyond]).count == 1) {
      edges.push_back({first[cell], first[beyond], 0.5f * std::popcount(static_cast<unsigned>(shared))});
      return;
    }
    const std::size_t begin = edges.size();
    const Components here = componentsAt(z, y, x), there = componentsAt(zb, yb, xb);
    for (; shared != 0; shared &= shared - 1) {
      const int bit = std::countr_zero(static_cast<unsigned>(shared)), own = bit + distance;
      const int z1 = 2 * z + (own >> 2), y1 = 2 * y + (own >> 1 & 1), x1 = 2 * x + (own & 1);
      const float conductance = 0.5f * conductanceOf((z1 + y1 + x1) & 1, axis, rowAt(z1, y1) + x1 / 2);
      const std::int32_t from = first[cell] + here.of[own], to = first[beyond] + there.of[bit];
      const auto same = std::find_if(edges.begin() + std::ptrdiff_t(begin), edges.end(), [&](const GraphEdge& e) { return e.from == from && e.to == to; });
      if (same != edges.end()) same->conductance += conductance;
      else edges.push_back({from, to, conductance});
    }
  };
  Values ground(nodeCount);
  for (int z = 0; z < cz; ++z) {
    for (int y = 0; y < cy; ++y) {
      for (int x = 0; x < cx; ++x) {
        const std::size_t cell = cellAt(z, y, x);
        if (occupied[cell] == 0) continue;
        if (x + 1 < cx || (wraps && cx > 1)) link(z, y, x, z, y, (x + 1) % cx, 0);
        if (y + 1 < cy || (wraps && cy > 1)) link(z, y, x, z, (y + 1) % cy, x, 1);
        if (z + 1 < cz) link(z, y, x, z + 1, y, x, 2);
        for (const int end : {0, 1}) {
          if (z != (end == 0 ? 0 : cz - 1)) continue;
          for (int bit = 0; bit < 8; ++bit) {
            const int z1 = 2 * z + (bit >> 2), y1 = 2 * y + (bit >> 1 & 1), x1 = 2 * x + (bit & 1);
            if (!(occupied[cell] >> bit & 1) || z1 != (end == 0 ? 0 : nz - 1)) continue;
            ground[nodeOf(z, y, x, bit)] += 0.5f * held_[(z1 + y1 + x1) & 1][end][inPlane(y1) + x1 / 2];
          }
        }
      }
    }
  }
  exceptionStarts_.assign(std::size_t(nz) + 1, 0);
  for (int z = 0; z < nz; ++z) {
    for (int y = 0; y < ny; ++y) {
      for (int x = 0; x < cx; ++x) {
        const std::size_t cell = cellAt(z / 2, y / 2, x);
        const Components components = componentsAt(z / 2, y / 2, x);
        if (components.count < 2) continue;
        const int bit = (z & 1) * 4 + (y & 1) * 2 + ((z + y) & 1);  // the cell's red voxel in this row
        if (!(occupied[cell] >> bit & 1) || components.of[bit] == components.most) continue;
        exceptions_.push_back({rowAt(z, y) + x, cellNodes_[cell], first[cell] + components.of[bit]});
      }
    }
    exceptionStarts_[z + 1] = exceptions_.size();
  }
  cells_.resize(std::size_t(cy) * stride_ + 4);
  std::vector<float> sigma;
  if (!areAlike) {
    sigma.resize(nodeCount);
    for (int z = 0; z < cz; ++z) {
      for (int y = 0; y < cy; ++y) {
        for (int x = 0; x < cx; ++x) {
          const Components components = componentsAt(z, y, x);
          for (int bit = 0; bit < 8; ++bit) {
            if (!(occupied[cellAt(z, y, x)] >> bit & 1)) continue;
            float& largest = sigma[first[cellAt(z, y, x)] + components.of[bit]];
            largest = std::max(largest, sigmaOf(z, y, x, bit));
          }
        }
      }
    }
  }
  Graph graph = makeGraph(std::move(cells), counts[0], edges, std::move(ground));
  graph.sigma = std::move(sigma);
  coarse_ = std::make_unique<Multigrid>(std::move(graph));
}

template <bool kFaces>
void Grid::relaxBlack(int z) {
  for (int y = 0; y < shape_[1]; ++y) {
    const std::size_t row = rowAt(z, y);
    const Links links = linksOf(kBlack, z, y);
    const float *reds = red_.data() + row, *r = r_.data() + row, *inverse = inverse_[kBlack].data() + row;
    float* to = z_.data() + row;
    for (int i = 0; i < 4 * vectors_; i += 4) store(to + i, (load(r + i) + sumAt<kFaces>(links, reds, i)) * load(inverse + i));
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
  for (std::size_t e = exceptionStarts_[z]; e < exceptionStarts_[z + 1]; ++e) red_[exceptions_[e].slot] = coarse_->solution()[exceptions_[e].node];
  fillHalo(red_.data(), z);
}

// The next direction and a step along it; and the blacks relaxed alone for the next iteration.
void Grid::step(int z, float alpha, float back) {
  for (int y = 0; y < shape_[1]; ++y) {
    const std::size_t row = rowAt(z, y);
    float *x = x_.data() + row, *r = r_.data() + row, *p = p_.data() + row, *ap = ap_.data() + row, *zs = z_.data() + row;
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
        if (!source_.empty()) sum += load(source_.data() + row + i);
        else if (z == 0) sum += load(held_[kRed][0].data() + inPlane(y) + i);
        store(to + i, sum * load(inverse + i));
      }
    }
    fillHalo(red_.data(), z);
  }
}

void Grid::balance() {
  if (hasFaces_) balanceReds<true>();
  else balanceReds<false>();
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
          if constexpr (kFaces) current *= load(links.conductance[k] + i);
          else current = where(load(marks + links.offset[k] + i), current);
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
          if constexpr (kFaces) all += load(links.conductance[k] + i) * fall * fall;
          else all += where(load(marks + links.offset[k] + i), fall * fall);
        }
        sum += where(load(diagonal_.data() + row + i), all);
        for (const int end : {0, 1}) {
          if (z != (end == 0 ? 0 : last)) continue;
          const float potential = end == 0 ? 1.0f : 0.0f;
          const f4 black = potential - own, red = potential - load(reds + i);
          sum += load(held_[kBlack][end].data() + held + i) * black * black + load(held_[kRed][end].data() + held + i) * red * red;
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
        x_[slot] = conducts(kBlack, slot) ? even : 0.0f;
      }
    }
  }
  balance();
  if (hasFaces_) subtractPotential<true>();
  else subtractPotential<false>();
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

[[gnu::noinline]] double Grid::iterate() { return (hasFaces_ ? iterateOnce<true>() : iterateOnce<false>()) * scale_ * scale_; }

template <typename Visit>
void Grid::forNeighbours(int color, int z, int y, std::size_t slot, Visit visit) const {
  const Links links = linksOf(color, z, y);
  for (int k = 0; k < kLinks; ++k) {
    const std::size_t other = slot + std::size_t(links.offset[k]);
    if (!conducts(1 - color, other)) continue;
    const bool isOwn = k % 2 == 1;  // the face towards higher coordinates
    visit(k, other, !hasFaces_ ? 1.0 : !exactFaces_[0][0].empty() ? exactFaces_[isOwn ? color : 1 - color][k / 2][isOwn ? slot : other]
                                                                  : double(faces_[isOwn ? color : 1 - color][k / 2][isOwn ? slot : other]));
  }
}

// Adds what was found to the potential in double precision.
SMALL void Grid::keep() {
  balance();
  const Values* found[2] = {&red_, &x_};
  for (const int color : {kRed, kBlack}) {
    if (kept_[color].empty()) kept_[color].resize(size_);
    for (std::size_t i = 0; i < size_; ++i) kept_[color][i] += scale_ * double((*found[color])[i]);
    fillHalo(kept_[color].data());
  }
}

SMALL void Grid::correct() {
  keep();
  // What it lacks, in double precision.
  std::vector<double> lacking[2];
  double largest = 0;
  for (const int color : {kRed, kBlack}) {
    lacking[color].resize(size_);
    for (int z = 0; z < shape_[0]; ++z) {
      for (int y = 0; y < shape_[1]; ++y) {
        for (int i = 0; i < half_; ++i) {
          const std::size_t slot = rowAt(z, y) + i;
          if (!conducts(color, slot)) continue;
          const double own = kept_[color][slot];
          double sum = 0;
          forNeighbours(color, z, y, slot, [&](int, std::size_t other, double g) { sum += g * (kept_[1 - color][other] - own); });
          if (z == 0) sum += exactHeld_[color][0][inPlane(y) + i] * (1.0 - own);
          if (z == shape_[0] - 1) sum -= exactHeld_[color][1][inPlane(y) + i] * own;
          lacking[color][slot] = sum;
          largest = std::max(largest, std::abs(sum));
        }
      }
    }
  }
  scale_ = largest > 0 ? largest : 1.0;
  source_.resize(size_);
  for (std::size_t i = 0; i < size_; ++i) {
    source_[i] = static_cast<float>(lacking[kRed][i] / scale_);
    r_[i] = static_cast<float>(lacking[kBlack][i] / scale_);
  }
  std::ranges::fill(x_, 0.0f);
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

SMALL double Grid::powerOfKept() const {
  double power = 0;
  for (int z = 0; z < shape_[0]; ++z) {
    for (int y = 0; y < shape_[1]; ++y) {
      for (int i = 0; i < half_; ++i) {
        const std::size_t slot = rowAt(z, y) + i;
        const double own = kept_[kBlack][slot];
        if (conducts(kBlack, slot)) {
          forNeighbours(kBlack, z, y, slot, [&](int, std::size_t other, double g) { power += g * (kept_[kRed][other] - own) * (kept_[kRed][other] - own); });
        }
        for (const int color : {kRed, kBlack}) {
          const double potential = kept_[color][slot];
          if (z == 0) power += exactHeld_[color][0][inPlane(y) + i] * (1.0 - potential) * (1.0 - potential);
          if (z == shape_[0] - 1) power += exactHeld_[color][1][inPlane(y) + i] * potential * potential;
        }
      }
    }
  }
  return power;
}

double Grid::power() {
  if (!kept_[kRed].empty()) {
    keep();
    return powerOfKept();
  }
  balance();
  return hasFaces_ ? powerOfFloats<true>() : powerOfFloats<false>();
}

SMALL void Grid::fields(std::span<float> potential, std::span<float> currentDensity) const {
  const auto [nz, ny, nx] = shape_;
  const bool isKept = !kept_[kRed].empty();
  const auto at = [&](int color, std::size_t slot) { return isKept ? kept_[color][slot] : double(color == kRed ? red_[slot] : x_[slot]); };
  std::size_t voxel = 0;
  for (int z = 0; z < nz; ++z) {
    for (int y = 0; y < ny; ++y) {
      for (int x = 0; x < nx; ++x, ++voxel) {
        const int color = (z + y + x) & 1;
        const std::size_t slot = rowAt(z, y) + x / 2;
        if (!conducts(color, slot)) continue;
        const double own = at(color, slot);
        // Through both faces of each axis, halved: towards higher coordinates.
        double current[3] = {};
        forNeighbours(color, z, y, slot, [&](int k, std::size_t other, double g) { current[k / 2] += 0.5 * g * (own - at(1 - color, other)) * (k % 2 == 1 ? 1 : -1); });
        if (z == 0) current[2] += 0.5 * held_[color][0][inPlane(y) + x / 2] * (1.0 - own);
        if (z == nz - 1) current[2] += 0.5 * held_[color][1][inPlane(y) + x / 2] * own;
        potential[voxel] = static_cast<float>(own);
        currentDensity[voxel] = static_cast<float>(std::sqrt(current[0] * current[0] + current[1] * current[1] + current[2] * current[2]));
      }
    }
  }
}

}  // namespace cathode
