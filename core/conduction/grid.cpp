// SPDX-License-Identifier: MIT
#include "core/conduction/grid.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "core/conduction/grid_links.h"

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
// Four bytes, as numbers.
inline f4 load(const std::uint8_t* from) {
  using u1x4 = std::uint8_t __attribute__((vector_size(4)));
  u1x4 value;
  std::memcpy(&value, from, sizeof value);
  return __builtin_convertvector(__builtin_convertvector(value, i4), f4);
}
inline f4 whereAny(const std::uint8_t* from, f4 value) {
  using u1x4 = std::uint8_t __attribute__((vector_size(4)));
  u1x4 bytes;
  std::memcpy(&bytes, from, sizeof bytes);
  return (f4)((i4)value & (__builtin_convertvector(bytes, i4) > 0));
}
// 1 / value where that is positive, else 0.
inline f4 inverted(f4 value) { return where(value, 1.0f / value); }
// Whether four hold nothing.
inline bool areNone(const std::uint8_t* from) {
  std::uint32_t four;
  std::memcpy(&four, from, sizeof four);
  return four == 0;
}
inline bool areNone(const float*) { return false; }
inline double total(f4 v) { return (double(v[0]) + double(v[1])) + (double(v[2]) + double(v[3])); }

}  // namespace

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

template <typename PlaneOf>
Grid::Beside Grid::besides(int z, PlaneOf planeOf) const {
  return {isWithin(z - 1) ? planeOf(z - 1) : zeros(), planeOf(z), isWithin(z + 1) ? planeOf(z + 1) : zeros()};
}
Grid::Beside Grid::redsBeside(Slab& slab, int z) const {
  return besides(z, [&](int at) -> const float* { return red(slab, at); });
}

namespace {

// A voxel's neighbours in a row: of the values of three planes, at a place in them.
struct Neighbours {
  const float* at[kLinks];
  Neighbours(const Grid::Links& links, const Grid::Beside& planes, std::size_t row)
      : at{planes.here + row + links.offset[0],
           planes.here + row + links.offset[1],
           planes.here + row + links.offset[2],
           planes.here + row + links.offset[3],
           planes.below + row,
           planes.above + row} {}
};

// Sum over the neighbours of conductance times value.
template <bool kFaces>
inline f4 sumAt(const Grid::Links& links, const Neighbours& values, int i) {
  f4 part[kLinks];
  for (int k = 0; k < kLinks; ++k) {
    part[k] = load(values.at[k] + i);
    if constexpr (kFaces) part[k] *= load(links.conductance[k] + i);
  }
  return ((part[0] + part[1]) + (part[2] + part[3])) + (part[4] + part[5]);
}

}  // namespace

Grid::Grid(const Faces& faces, Workers& workers)
    : workers_(workers),
      shape_(faces.shape()),
      wraps_(faces.wraps()),
      hasFaces_(!faces.areAlike()),
      half_((shape_[2] + 1) / 2),
      vectors_((half_ + 3) / 4),
      stride_(std::size_t(half_ + 2 + 3) / 4 * 4),
      plane_(stride_ * (shape_[1] + 2)),
      size_(plane_ * (shape_[0] + 2) + 12) {
  if (hasFaces_) buildFaces(faces);
  buildDiagonal(faces);
  buildCoarse(faces);
  // Not before, so that there is room to build.
  for (Values* values : {&x_, &r_, &p_, &ap_, &z_, &az_}) values->resize(size_);
  sums_.resize(std::size_t(shape_[0]));
  buildSlabs();
}

// Planes in pairs, as cells have them, about as many in each slab.
SMALL void Grid::buildSlabs() {
  constexpr int kLeast = 8;
  const int pairs = (shape_[0] + 1) / 2, count = std::clamp(shape_[0] / kLeast, 1, workers_.count());
  for (int i = 0; i < count; ++i) {
    slabs_.push_back({2 * (pairs * i / count), std::min(2 * (pairs * (i + 1) / count), shape_[0]),
                      Values((kReds + kAlone + (count > 1 ? kBeyond : 0)) * plane_ + 12),
                      Values(std::size_t(cellRows_) * stride_ + 4)});
  }
}

double gridBytes(const Shape& shape, bool areAlike, int threads) {
  const int half = (shape[2] + 1) / 2;
  const double nz = shape[0], ny = shape[1];
  // Rows and planes with what surrounds them; a slot holds vectors, and sums or conductances of both colours.
  const double plane = (half + 5) * (ny + 2), slots = plane * (nz + 2), cells = (half + 5) * (ny + 1) / 2;
  const double slot = 4 * 6 + (areAlike ? 2 : 4 * 2 + 4 * 6);
  return slots * slot + 4 * cells * (nz + 1) / 2 +
         threads * 4 * ((Grid::kReds + Grid::kAlone + Grid::kBeyond) * plane + cells) + 4 * 4 * plane;
}

// Opposite rows and columns of a plane, copied beyond its sides.
template <typename Number>
void Grid::fillHalo(Number* plane) const {
  if (!wraps_) return;
  const int ny = shape_[1];
  for (int y = 0; y < ny; ++y) {
    Number* row = plane + inPlane(y);
    row[-1] = row[half_ - 1];
    row[half_] = row[0];
  }
  std::copy_n(plane + inPlane(ny - 1), half_, plane + inPlane(-1));
  std::copy_n(plane + inPlane(0), half_, plane + inPlane(ny));
}
template void Grid::fillHalo(float*) const;
template void Grid::fillHalo(std::uint8_t*) const;

// Blacks relaxed alone.
template <bool kFaces>
void Grid::relaxAlone(Slab& slab, int z) {
  float* plane = alone(slab, z);
  for (int y = 0; y < shape_[1]; ++y) {
    const float* r = r_.data() + rowAt(z, y);
    const auto* diagonal = diagonalOf<kFaces>(kBlack) + rowAt(z, y);
    float* to = plane + inPlane(y);
    for (int i = 0; i < 4 * vectors_; i += 4) store(to + i, load(r + i) * inverted(load(diagonal + i)));
  }
  fillHalo(plane);
}

// What balance the reds lack once the blacks are relaxed alone, gathered into the cells.
template <bool kFaces>
void Grid::restrictRed(Slab& slab, int z) {
  const Beside blacks = besides(z, [&](int at) -> const float* { return alone(slab, at); });
  for (int y = 0; y < shape_[1]; ++y) {
    const Links links = linksOf(kRed, z, y);
    const Neighbours values(links, blacks, inPlane(y));
    const auto* diagonal = diagonalOf<kFaces>(kRed) + rowAt(z, y);
    float* to = red(slab, z) + inPlane(y);
    float* cells = slab.cells.data() + std::size_t(y / 2) * stride_;
    const bool isFirst = (z & 1) == 0 && (y & 1) == 0;
    for (int i = 0; i < 4 * vectors_; i += 4) {
      const f4 lacking = where(load(diagonal + i), sumAt<kFaces>(links, values, i));
      store(to + i, lacking);
      store(cells + i, isFirst ? lacking : load(cells + i) + lacking);
    }
  }
}

void Grid::scatterCell(Slab& slab, int cellZ) {
  std::vector<float>& f = coarse_->rightSide();
  const std::int32_t none = coarse_->nodeCount();
  for (int y = 0; y < cellRows_; ++y) {
    const std::int32_t* nodes = cellNodes_.data() + (std::size_t(cellZ) * cellRows_ + y) * stride_;
    const float* sums = slab.cells.data() + std::size_t(y) * stride_;
    for (int x = 0; x < half_; ++x) {
      if (nodes[x] != none) f[nodes[x]] = sums[x];
    }
  }
  for (int z = 2 * cellZ; z < std::min(2 * cellZ + 2, shape_[0]); ++z) {
    const float* reds = red(slab, z);
    for (std::size_t e = exceptionStarts_[z]; e < exceptionStarts_[z + 1]; ++e) {
      f[exceptions_[e].usual] -= reds[exceptions_[e].slot];
      f[exceptions_[e].node] += reds[exceptions_[e].slot];
    }
  }
}

template <bool kFaces>
void Grid::restrictResidual(Slab& slab) {
  for (int z = slab.first - 1; z <= slab.end; ++z) {
    if (isWithin(z)) relaxAlone<kFaces>(slab, z);
    const int before = z - 1;
    if (before < slab.first) continue;
    restrictRed<kFaces>(slab, before);
    if ((before & 1) == 1 || before == shape_[0] - 1) scatterCell(slab, before / 2);
  }
}

void Grid::gatherCell(Slab& slab, int cellZ) const {
  const std::vector<float>& u = coarse_->solution();
  for (int y = 0; y < cellRows_; ++y) {
    const std::int32_t* nodes = cellNodes_.data() + (std::size_t(cellZ) * cellRows_ + y) * stride_;
    float* to = slab.cells.data() + std::size_t(y) * stride_;
    for (int x = 0; x < half_; ++x) to[x] = u[nodes[x]];
  }
}

template <bool kFaces>
void Grid::prolong(Slab& slab, int z) {
  float* plane = red(slab, z);
  for (int y = 0; y < shape_[1]; ++y) {
    const float* cells = slab.cells.data() + std::size_t(y / 2) * stride_;
    const auto* diagonal = diagonalOf<kFaces>(kRed) + rowAt(z, y);
    float* to = plane + inPlane(y);
    for (int i = 0; i < 4 * vectors_; i += 4) store(to + i, where(load(diagonal + i), load(cells + i)));
  }
  for (std::size_t e = exceptionStarts_[z]; e < exceptionStarts_[z + 1]; ++e)
    plane[exceptions_[e].slot] = coarse_->solution()[exceptions_[e].node];
  fillHalo(plane);
}

template <bool kFaces>
void Grid::relaxBlack(Slab& slab, int z) {
  float* plane = black(slab, z);
  const Beside reds = redsBeside(slab, z);
  for (int y = 0; y < shape_[1]; ++y) {
    const std::size_t row = rowAt(z, y);
    const Links links = linksOf(kBlack, z, y);
    const Neighbours values(links, reds, inPlane(y));
    const float* r = r_.data() + row;
    const auto* diagonal = diagonalOf<kFaces>(kBlack) + row;
    float* to = plane + inPlane(y);
    for (int i = 0; i < 4 * vectors_; i += 4)
      store(to + i, (load(r + i) + sumAt<kFaces>(links, values, i)) * inverted(load(diagonal + i)));
  }
  fillHalo(plane);
}

template <bool kFaces>
void Grid::relaxRed(Slab& slab, int z) {
  float* plane = red(slab, z);
  const Beside blacks = besides(z, [&](int at) -> const float* { return black(slab, at); });
  for (int y = 0; y < shape_[1]; ++y) {
    const Links links = linksOf(kRed, z, y);
    const Neighbours values(links, blacks, inPlane(y));
    const auto* diagonal = diagonalOf<kFaces>(kRed) + rowAt(z, y);
    float* to = plane + inPlane(y);
    for (int i = 0; i < 4 * vectors_; i += 4)
      store(to + i, sumAt<kFaces>(links, values, i) * inverted(load(diagonal + i)));
  }
  fillHalo(plane);
}

// A z on the blacks, and its products with z, with the last A p and with the residual.
template <bool kFaces>
void Grid::operate(Slab& slab, int z) {
  const Beside reds = redsBeside(slab, z);
  double dots[3] = {};
  for (int y = 0; y < shape_[1]; ++y) {
    const std::size_t row = rowAt(z, y);
    const Links links = linksOf(kBlack, z, y);
    const Neighbours values(links, reds, inPlane(y));
    const float *blacks = z_.data() + row, *r = r_.data() + row, *ap = ap_.data() + row;
    const auto* diagonals = diagonalOf<kFaces>(kBlack) + row;
    float* to = az_.data() + row;
    f4 sums[3] = {};
    for (int i = 0; i < 4 * vectors_; i += 4) {
      const f4 own = load(blacks + i), diagonal = load(diagonals + i);
      // Halos and the gaps between rows hold no voxel, and their diagonal is 0.
      const f4 result = where(diagonal, diagonal * own - sumAt<kFaces>(links, values, i));
      store(to + i, result);
      sums[0] += own * result;
      sums[1] += own * load(ap + i);
      sums[2] += own * load(r + i);
    }
    for (int k = 0; k < 3; ++k) dots[k] += total(sums[k]);
  }
  for (int k = 0; k < 3; ++k) sums_[z][k] = dots[k];
}

// Plane after plane, while they are in the cache: each step needs the one before it on both sides.
template <bool kFaces>
void Grid::relax(Slab& slab) {
  const auto isWanted = [&](int z, int beyond) {
    return isWithin(z) && z >= slab.first - beyond && z < slab.end + beyond;
  };
  for (int z = slab.first - 3, cell = -1; z < slab.end + 3; ++z) {
    if (isWanted(z, 3)) {
      if (z / 2 != cell) gatherCell(slab, cell = z / 2);
      prolong<kFaces>(slab, z);
    }
    if (isWanted(z - 1, 2)) relaxBlack<kFaces>(slab, z - 1);
    if (isWanted(z - 2, 1)) relaxRed<kFaces>(slab, z - 2);
    if (isWanted(z - 3, 0)) operate<kFaces>(slab, z - 3);
  }
}

// The next direction and a step along it.
void Grid::step(int z, float alpha, float back) {
  for (int y = 0; y < shape_[1]; ++y) {
    const std::size_t row = rowAt(z, y);
    float *x = x_.data() + row, *r = r_.data() + row, *p = p_.data() + row, *ap = ap_.data() + row;
    const float *zs = z_.data() + row, *az = az_.data() + row;
    for (int i = 0; i < 4 * vectors_; i += 4) {
      const f4 direction = load(zs + i) - back * load(p + i);
      const f4 image = load(az + i) - back * load(ap + i);
      store(p + i, direction);
      store(ap + i, image);
      store(x + i, load(x + i) + alpha * direction);
      store(r + i, load(r + i) - alpha * image);
    }
  }
}

// Reds in balance with the potential of the blacks, and with what the first plane or `source_` brings.
template <bool kFaces>
void Grid::balanceRed(Slab& slab, int z) {
  float* plane = red(slab, z);
  const Beside blacks = besides(z, [&](int at) -> const float* { return x_.data() + std::size_t(at + 1) * plane_; });
  for (int y = 0; y < shape_[1]; ++y) {
    const std::size_t row = rowAt(z, y);
    const Links links = linksOf(kRed, z, y);
    const Neighbours values(links, blacks, inPlane(y));
    const auto* diagonal = diagonalOf<kFaces>(kRed) + row;
    float* to = plane + inPlane(y);
    for (int i = 0; i < 4 * vectors_; i += 4) {
      f4 sum = sumAt<kFaces>(links, values, i);
      if (!source_.empty())
        sum += load(source_.data() + row + i);
      else if (z == 0)
        sum += load(held_[kRed][0].data() + inPlane(y) + i);
      store(to + i, sum * inverted(load(diagonal + i)));
    }
  }
  fillHalo(plane);
}

// Calls visit(slab, z) for each plane once its reds and those on both sides of it are in balance with the blacks.
template <bool kFaces, typename Visit>
void Grid::forBalanced(Visit visit) {
  for (int z = 0; z < shape_[0]; ++z) fillHalo(x_.data() + std::size_t(z + 1) * plane_);
  workers_.run(int(slabs_.size()), [&](int part) {
    Slab& slab = slabs_[part];
    for (int z = slab.first - 1; z <= slab.end; ++z) {
      if (isWithin(z)) balanceRed<kFaces>(slab, z);
      if (z > slab.first) visit(slab, z - 1);
    }
  });
}

// The residual of a potential, by differences between neighbours: their sums would lose digits.
template <bool kFaces>
void Grid::subtractPotential(Slab& slab, int z) {
  const Beside reds = redsBeside(slab, z);
  for (int y = 0; y < shape_[1]; ++y) {
    const std::size_t row = rowAt(z, y), held = inPlane(y);
    const Links links = linksOf(kBlack, z, y);
    const Neighbours values(links, reds, held);
    const auto *marks = diagonalOf<kFaces>(kRed) + row, *diagonal = diagonalOf<kFaces>(kBlack) + row;
    for (int i = 0; i < 4 * vectors_; i += 4) {
      if (areNone(diagonal + i)) continue;
      const f4 own = load(x_.data() + row + i);
      f4 sum = {};
      for (int k = 0; k < kLinks; ++k) {
        f4 current = load(values.at[k] + i) - own;
        if constexpr (kFaces)
          current *= load(links.conductance[k] + i);
        else
          current = whereAny(marks + links.offset[k] + i, current);
        sum += current;
      }
      if (z == 0) sum += load(held_[kBlack][0].data() + held + i) * (1.0f - own);
      if (z == shape_[0] - 1) sum -= load(held_[kBlack][1].data() + held + i) * own;
      store(r_.data() + row + i, where(load(diagonal + i), sum));
    }
  }
}

template <bool kFaces>
double Grid::powerOf(Slab& slab, int z) const {
  const Beside reds = redsBeside(slab, z);
  double power = 0;
  for (int y = 0; y < shape_[1]; ++y) {
    const std::size_t row = rowAt(z, y), held = inPlane(y);
    const Links links = linksOf(kBlack, z, y);
    const Neighbours values(links, reds, held);
    const float* blacks = x_.data() + row;
    const auto *marks = diagonalOf<kFaces>(kRed) + row, *diagonal = diagonalOf<kFaces>(kBlack) + row;
    f4 sum = {};
    for (int i = 0; i < 4 * vectors_; i += 4) {
      if (areNone(diagonal + i) && z > 0 && z < shape_[0] - 1) continue;
      const f4 own = load(blacks + i);
      f4 all = {};
      for (int k = 0; k < kLinks; ++k) {
        const f4 fall = load(values.at[k] + i) - own;
        if constexpr (kFaces)
          all += load(links.conductance[k] + i) * fall * fall;
        else
          all += whereAny(marks + links.offset[k] + i, fall * fall);
      }
      sum += where(load(diagonal + i), all);
      for (const int end : {0, 1}) {
        if (z != (end == 0 ? 0 : shape_[0] - 1)) continue;
        const float potential = end == 0 ? 1.0f : 0.0f;
        const f4 black = potential - own, other = potential - load(reds.here + held + i);
        sum += load(held_[kBlack][end].data() + held + i) * black * black +
               load(held_[kRed][end].data() + held + i) * other * other;
      }
    }
    power += total(sum);
  }
  return power;
}

double Grid::sumOfPlanes(int which) const {
  double sum = 0;
  for (const auto& plane : sums_) sum += plane[which];
  return sum;
}

template <bool kFaces>
double Grid::beginOnce() {
  for (int z = 0; z < shape_[0]; ++z) {
    const float even = static_cast<float>(1.0 - (z + 0.5) / shape_[0]);
    for (int y = 0; y < shape_[1]; ++y) {
      const std::size_t row = rowAt(z, y);
      for (int i = 0; i < half_; ++i) x_[row + i] = diagonalOf<kFaces>(kBlack)[row + i] > 0 ? even : 0.0f;
    }
  }
  forBalanced<kFaces>([&](Slab& slab, int z) {
    subtractPotential<kFaces>(slab, z);
    sums_[z][0] = powerOf<kFaces>(slab, z);
  });
  return sumOfPlanes(0);
}
double Grid::begin() { return hasFaces_ ? beginOnce<true>() : beginOnce<false>(); }

template <bool kFaces>
double Grid::iterateOnce() {
  const int parts = int(slabs_.size());
  std::ranges::fill(coarse_->rightSide(), 0.0f);
  workers_.run(parts, [&](int part) { restrictResidual<kFaces>(slabs_[part]); });
  coarse_->cycle();
  workers_.run(parts, [&](int part) { relax<kFaces>(slabs_[part]); });
  const double zaz = sumOfPlanes(0), zap = sumOfPlanes(1), zr = sumOfPlanes(2);
  const double back = pap_ > 0 ? zap / pap_ : 0.0;
  const double pap = zaz - back * zap;
  if (!(pap > 0) || !(zr > 0)) return 0.0;
  const double alpha = zr / pap;
  pap_ = pap;
  workers_.run(parts, [&](int part) {
    for (int z = slabs_[part].first; z < slabs_[part].end; ++z)
      step(z, static_cast<float>(alpha), static_cast<float>(back));
  });
  return alpha * zr;
}

[[gnu::noinline]] double Grid::iterate() {
  return (hasFaces_ ? iterateOnce<true>() : iterateOnce<false>()) * scale_ * scale_;
}

// Calls visit(voxel, color, place in the plane) for each voxel of a plane that conducts.
template <typename Visit>
void Grid::forVoxels(int z, Visit visit) const {
  std::size_t voxel = std::size_t(z) * shape_[1] * shape_[2];
  for (int y = 0; y < shape_[1]; ++y) {
    for (int x = 0; x < shape_[2]; ++x, ++voxel) {
      const int color = (z + y + x) & 1;
      const std::size_t slot = rowAt(z, y) + x / 2;
      if (hasFaces_ ? diagonal_[color][slot] > 0 : counts_[color][slot] > 0) visit(voxel, color, inPlane(y) + x / 2);
    }
  }
}

SMALL void Grid::beginCorrection(std::span<const double> residual) {
  source_.assign(size_, 0.0f);
  std::ranges::fill(r_, 0.0f);
  std::ranges::fill(x_, 0.0f);
  double largest = 0;
  for (int z = 0; z < shape_[0]; ++z)
    forVoxels(z, [&](std::size_t voxel, int, std::size_t) { largest = std::max(largest, std::abs(residual[voxel])); });
  scale_ = largest > 0 ? largest : 1.0;
  for (int z = 0; z < shape_[0]; ++z) {
    const std::size_t plane = std::size_t(z + 1) * plane_;
    forVoxels(z, [&](std::size_t voxel, int color, std::size_t place) {
      (color == kRed ? source_ : r_)[plane + place] = static_cast<float>(residual[voxel] / scale_);
    });
  }
  if (hasFaces_)
    forBalanced<true>([&](Slab& slab, int z) { takeBalanced<true>(slab, z); });
  else
    forBalanced<false>([&](Slab& slab, int z) { takeBalanced<false>(slab, z); });
  pap_ = 0;
}

// Adds what balanced reds bring to the residual.
template <bool kFaces>
void Grid::takeBalanced(Slab& slab, int z) {
  const Beside reds = redsBeside(slab, z);
  for (int y = 0; y < shape_[1]; ++y) {
    const Links links = linksOf(kBlack, z, y);
    const Neighbours values(links, reds, inPlane(y));
    const auto* diagonal = diagonalOf<kFaces>(kBlack) + rowAt(z, y);
    float* r = r_.data() + rowAt(z, y);
    for (int i = 0; i < 4 * vectors_; i += 4)
      store(r + i, where(load(diagonal + i), load(r + i) + sumAt<kFaces>(links, values, i)));
  }
}

SMALL void Grid::addTo(std::span<double> potential) {
  const auto add = [&](Slab& slab, int z) {
    const float *reds = red(slab, z), *blacks = x_.data() + std::size_t(z + 1) * plane_;
    forVoxels(z, [&](std::size_t voxel, int color, std::size_t place) {
      potential[voxel] += scale_ * double((color == kRed ? reds : blacks)[place]);
    });
  };
  if (hasFaces_)
    forBalanced<true>(add);
  else
    forBalanced<false>(add);
}

double Grid::power() {
  const auto sum = [&]<bool kFaces>() {
    forBalanced<kFaces>([&](Slab& slab, int z) { sums_[z][0] = powerOf<kFaces>(slab, z); });
  };
  if (hasFaces_)
    sum.operator()<true>();
  else
    sum.operator()<false>();
  return sumOfPlanes(0);
}

}  // namespace cathode
