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
template void Grid::fillHalo(float*) const;

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
