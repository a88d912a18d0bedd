// SPDX-License-Identifier: MIT
#include "core/geometry/regions.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/elementary.h"

namespace cathode {
namespace {

using Kind = Region::Kind;

PlaceUm minus(const PlaceUm& a, const PlaceUm& b) { return {a[0] - b[0], a[1] - b[1], a[2] - b[2]}; }
double dot(const PlaceUm& a, const PlaceUm& b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }

// What of the conductors' volume may be thinner than the thinnest.
constexpr double kNegligible = 0.01;

double lengthOf(const PlaceUm& a) { return std::sqrt(dot(a, a)); }

// Where t -> |a + t b|^2 is below r^2; an empty piece if nowhere.
struct Piece {
  double from, to;
};
constexpr Piece kNothing{1, 0};
Piece withinBall(const PlaceUm& a, const PlaceUm& b, double r) {
  const double bb = dot(b, b), ab = dot(a, b), left = ab * ab - bb * (dot(a, a) - r * r);
  if (!(left > 0) || bb == 0) return kNothing;
  const double root = std::sqrt(left);
  return {(-ab - root) / bb, (-ab + root) / bb};
}
Piece within(const Piece& a, double from, double to) { return {std::max(a.from, from), std::min(a.to, to)}; }

// By how much a point lies within a region.
double depthOf(const Region& region, const PlaceUm& point) {
  const PlaceUm off = minus(point, region.from);
  if (region.kind != Kind::cylinder) return region.outerUm - lengthOf(off);
  const PlaceUm axis = minus(region.to, region.from);
  const double length = lengthOf(axis), along = dot(off, axis) / length;
  const double across = std::sqrt(std::max(0.0, dot(off, off) - along * along));
  return std::min({region.radiusUm - across, along, length - along});
}

}  // namespace

double Region::thicknessUm() const {
  if (kind == Kind::shell) return outerUm - radiusUm;
  return kind == Kind::ball ? 2 * radiusUm : std::min(2 * radiusUm, lengthOf(minus(to, from)));
}

Held heldOnTheWay(const Region& region, const PlaceUm& p, const PlaceUm& q) {
  const PlaceUm a = minus(p, region.from), b = minus(q, p);
  Held held{};
  const auto add = [&](const Piece& piece) {
    const Piece cut = within(piece, 0, 1);
    if (cut.from > cut.to) return;
    held.from[held.count] = cut.from;
    held.to[held.count++] = cut.to;
  };
  if (region.kind == Kind::ball) {
    add(withinBall(a, b, region.radiusUm));
  } else if (region.kind == Kind::shell) {
    const Piece outer = withinBall(a, b, region.outerUm), inner = withinBall(a, b, region.radiusUm);
    if (inner.from > inner.to) {
      add(outer);
    } else {
      add({outer.from, inner.from});
      add({inner.to, outer.to});
    }
  } else {
    const PlaceUm axis = minus(region.to, region.from);
    const double length = lengthOf(axis);
    const double start = dot(a, axis) / length, rate = dot(b, axis) / length;
    PlaceUm aAcross, bAcross;
    for (std::size_t k = 0; k < 3; ++k) {
      aAcross[k] = a[k] - start * axis[k] / length;
      bAcross[k] = b[k] - rate * axis[k] / length;
    }
    Piece piece = dot(bAcross, bAcross) > 0 ? withinBall(aAcross, bAcross, region.radiusUm)
                  : dot(aAcross, aAcross) < region.radiusUm * region.radiusUm ? Piece{0, 1}
                                                                              : kNothing;
    if (rate != 0) {
      const double one = -start / rate, other = (length - start) / rate;
      piece = within(piece, std::min(one, other), std::max(one, other));
    } else if (start < 0 || start > length) {
      piece = kNothing;
    }
    add(piece);
  }
  return held;
}

namespace {

// Whether a ball around a shifted place reaches into the box.
bool reaches(const PlaceUm& boxUm, const PlaceUm& place, const PlaceUm& shift, double radius) {
  double squared = 0;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    const double at = place[axis] + shift[axis];
    const double beyond = std::max({0.0, -at, at - boxUm[axis]});
    squared += beyond * beyond;
  }
  return squared <= radius * radius;
}

}  // namespace

Regions::Regions(const Geometry& geometry, std::span<const double> conductivities) {
  const auto sigmaOf = [&](std::uint8_t label) { return label < conductivities.size() ? conductivities[label] : 0.0; };
  for (const bool isShell : {false, true}) {
    for (std::size_t i = 0; i < geometry.bodies.size(); ++i) {
      Body body = geometry.bodies[i];
      if (isShell && !(body.shellUm > 0)) continue;
      for (std::size_t axis = 0; axis < 3 && geometry.isPeriodic; ++axis) {
        const double edge = geometry.boxUm[axis], shift = edge * std::floor(body.fromUm[axis] / edge);
        body.fromUm[axis] -= shift;
        body.toUm[axis] -= shift;
      }
      const bool isCylinder = body.kind == BodyKind::cylinder;
      const std::uint8_t label = isShell ? body.shellLabel : body.label;
      const double outer = body.radiusUm + (isShell ? body.shellUm : 0.0), sigma = sigmaOf(label);
      // The first and the last image along each axis that reach into the box.
      int low[3] = {}, high[3] = {};
      for (std::size_t axis = 0; axis < 3 && geometry.isPeriodic; ++axis) {
        const auto [least, most] = std::minmax(body.fromUm[axis], isCylinder ? body.toUm[axis] : body.fromUm[axis]);
        low[axis] = int(std::ceil((-outer - most) / geometry.boxUm[axis]));
        high[axis] = int(std::floor((geometry.boxUm[axis] + outer - least) / geometry.boxUm[axis]));
      }
      for (int z = low[0]; z <= high[0]; ++z) {
        for (int y = low[1]; y <= high[1]; ++y) {
          for (int x = low[2]; x <= high[2]; ++x) {
            const PlaceUm shift{z * geometry.boxUm[0], y * geometry.boxUm[1], x * geometry.boxUm[2]};
            if (!isCylinder && !reaches(geometry.boxUm, body.fromUm, shift, outer)) continue;
            const auto shifted = [&](const PlaceUm& place) {
              return PlaceUm{place[0] + shift[0], place[1] + shift[1], place[2] + shift[2]};
            };
            regions_.push_back({isShell      ? Kind::shell
                                : isCylinder ? Kind::cylinder
                                             : Kind::ball,
                                label, std::int32_t(i), shifted(body.fromUm), shifted(body.toUm), body.radiusUm,
                                outer});
            conductivity_.push_back(sigma);
          }
        }
      }
    }
  }
  if (const double sigma = sigmaOf(geometry.background); sigma > 0) background_ = std::int32_t(regions_.size());
  conductivity_.push_back(sigmaOf(geometry.background));
}

double thinnestUm(const Geometry& geometry, std::span<const double> conductivities) {
  struct Conductor {
    double thicknessUm, volume;  // the latter over 4 pi / 3
  };
  std::vector<Conductor> all;
  const auto conducts = [&](std::uint8_t label) { return label < conductivities.size() && conductivities[label] > 0; };
  for (const Body& body : geometry.bodies) {
    const double inner = body.radiusUm, outer = inner + body.shellUm, core = inner * inner * inner;
    if (body.kind == BodyKind::cylinder) {
      const double span = lengthOf(minus(body.toUm, body.fromUm));
      // Of a rod few points hit its section.
      if (conducts(body.label)) all.push_back({0.6 * std::min(2 * inner, span), 0.75 * inner * inner * span});
      continue;
    }
    if (conducts(body.label)) all.push_back({2 * inner, core});
    if (body.shellUm > 0 && conducts(body.shellLabel)) all.push_back({body.shellUm, outer * outer * outer - core});
  }
  std::ranges::sort(all, {}, &Conductor::thicknessUm);
  double volume = 0, thinner = 0;
  for (const Conductor& one : all) volume += one.volume;
  for (const Conductor& one : all) {
    thinner += one.volume;
    if (thinner >= kNegligible * volume) return one.thicknessUm;
  }
  return std::numeric_limits<double>::infinity();
}

RegionIndex::RegionIndex(const Regions& regions, const PlaceUm& boxUm) : regions_(regions) {
  constexpr double kMostCells = 256, kMostMembers = 5e7;
  const double volume = boxUm[0] * boxUm[1] * boxUm[2];
  double edge = cubeRootReproducible(volume / double(std::max<std::size_t>(regions.size(), 1)));
  const auto forCells = [&](const Region& region, auto visit) {
    int low[3], high[3];
    for (std::size_t axis = 0; axis < 3; ++axis) {
      const bool isCylinder = region.kind == Kind::cylinder;
      const auto [least, most] = std::minmax(region.from[axis], isCylinder ? region.to[axis] : region.from[axis]);
      low[axis] = std::max(0, int(std::floor((least - region.outerUm) / edgesUm_[axis])));
      high[axis] = std::min(cells_[axis] - 1, int(std::floor((most + region.outerUm) / edgesUm_[axis])));
    }
    for (int z = low[0]; z <= high[0]; ++z) {
      for (int y = low[1]; y <= high[1]; ++y) {
        for (int x = low[2]; x <= high[2]; ++x) visit((std::size_t(z) * cells_[1] + y) * cells_[2] + x);
      }
    }
  };
  // Larger cells where bodies reach over many.
  for (bool fits = false; !fits; edge *= 2) {
    double members = 0;
    int most = 0;
    for (std::size_t axis = 0; axis < 3; ++axis) {
      cells_[axis] = int(std::clamp(boxUm[axis] / edge, 1.0, kMostCells));
      edgesUm_[axis] = boxUm[axis] / cells_[axis];
      most = std::max(most, cells_[axis]);
    }
    for (std::size_t i = 0; i < regions.size() && members <= kMostMembers; ++i) {
      const Region& region = regions[i];
      double own = 1;
      for (std::size_t axis = 0; axis < 3; ++axis) {
        const double length = region.kind == Kind::cylinder ? std::abs(region.to[axis] - region.from[axis]) : 0.0;
        own *= std::min(double(cells_[axis]), 2 + (2 * region.outerUm + length) / edgesUm_[axis]);
      }
      members += own;
    }
    fits = members <= kMostMembers || most == 1;
  }
  starts_.assign(std::size_t(cells_[0]) * cells_[1] * cells_[2] + 1, 0);
  for (std::size_t i = 0; i < regions.size(); ++i) forCells(regions[i], [&](std::size_t cell) { ++starts_[cell + 1]; });
  for (std::size_t cell = 1; cell < starts_.size(); ++cell) starts_[cell] += starts_[cell - 1];
  members_.resize(starts_.back());
  std::vector<std::uint32_t> next(starts_.begin(), starts_.end() - 1);
  for (std::size_t i = 0; i < regions.size(); ++i)
    forCells(regions[i], [&](std::size_t cell) { members_[next[cell]++] = std::uint32_t(i); });
}

std::int32_t RegionIndex::ownerAt(const PlaceUm& place) const {
  std::size_t cell = 0;
  for (std::size_t axis = 0; axis < 3; ++axis)
    cell = cell * std::size_t(cells_[axis]) +
           std::size_t(std::clamp(int(place[axis] / edgesUm_[axis]), 0, cells_[axis] - 1));
  for (std::uint32_t k = starts_[cell]; k < starts_[cell + 1]; ++k) {
    const Region& region = regions_[members_[k]];
    const double depth = depthOf(region, place);
    if (depth > 0 && (region.kind != Kind::shell || depth <= region.outerUm - region.radiusUm))
      return std::int32_t(members_[k]);
  }
  return -1;
}

LatticePlanes::LatticePlanes(const Regions& regions, const PlaceUm& boxUm, int nz, int ny, int nx)
    : regions_(regions), ny_(ny), nx_(nx), stepUm_{boxUm[0] / (nz - 1), boxUm[1] / (ny - 1), boxUm[2] / (nx - 1)} {
  const auto planesOf = [&](const Region& region) {
    const bool isCylinder = region.kind == Kind::cylinder;
    const auto [least, most] = std::minmax(region.from[0], isCylinder ? region.to[0] : region.from[0]);
    return std::pair{std::max(0, int(std::ceil((least - region.outerUm) / stepUm_[0]))),
                     std::min(nz - 1, int(std::floor((most + region.outerUm) / stepUm_[0])))};
  };
  starts_.assign(std::size_t(nz) + 1, 0);
  for (const Region& region : regions.regions_) {
    const auto [first, last] = planesOf(region);
    for (int iz = first; iz <= last; ++iz) ++starts_[std::size_t(iz) + 1];
  }
  for (std::size_t iz = 0; iz < std::size_t(nz); ++iz) starts_[iz + 1] += starts_[iz];
  members_.resize(starts_.back());
  std::vector<std::uint32_t> next(starts_.begin(), starts_.end() - 1);
  for (std::uint32_t i = 0; i < regions.size(); ++i) {
    const auto [first, last] = planesOf(regions[i]);
    for (int iz = first; iz <= last; ++iz) members_[next[std::size_t(iz)]++] = i;
  }
}

// Calls visit(row, first, last) for the runs of points of a plane that a region's outside holds: row + first up to
// row + last, without it.
template <typename Visit>
void LatticePlanes::paintRegion(const Region& region, double z, Visit visit) const {
  const double hy = stepUm_[1], hx = stepUm_[2], reach = region.outerUm;
  const auto low = [](double at, double step) { return std::max(0, int(std::ceil(at / step))); };
  const auto high = [](double at, double step, int n) { return std::min(n - 1, int(std::floor(at / step))); };
  const bool isCylinder = region.kind == Kind::cylinder;
  const auto [leastY, mostY] = std::minmax(region.from[1], isCylinder ? region.to[1] : region.from[1]);
  const double dz = z - region.from[0];
  const double half = isCylinder ? reach : std::sqrt(std::max(0.0, reach * reach - dz * dz));
  for (int iy = low(leastY - half, hy), end = high(mostY + half, hy, ny_); iy <= end; ++iy) {
    double from, to;
    if (isCylinder) {
      const auto [leastX, mostX] = std::minmax(region.from[2], region.to[2]);
      const double start = leastX - 2 * reach, way = mostX - leastX + 4 * reach;
      const Held held = heldOnTheWay(region, {z, iy * hy, start}, {z, iy * hy, start + way});
      if (held.count == 0) continue;
      from = start + held.from[0] * way, to = start + held.to[0] * way;
    } else {
      const double dy = iy * hy - region.from[1], left = reach * reach - dz * dz - dy * dy;
      if (!(left > 0)) continue;
      const double across = std::sqrt(left);
      from = region.from[2] - across, to = region.from[2] + across;
    }
    const int first = low(from, hx), last = high(to, hx, nx_) + 1;
    if (first < last) visit(iy, first, last);
  }
}

void LatticePlanes::paint(int iz, std::vector<std::int32_t>& owners) const {
  constexpr std::int32_t kNobody = -1;
  owners.assign(std::size_t(ny_) * nx_, kNobody);
  const double z = iz * stepUm_[0];
  for (std::uint32_t k = starts_[std::size_t(iz)]; k < starts_[std::size_t(iz) + 1]; ++k) {
    const auto own = std::int32_t(members_[k]);
    const Region& region = regions_[std::size_t(own)];
    const bool conducts = regions_.conductivityOf(own) > 0, isShell = region.kind == Kind::shell;
    paintRegion(region, z, [&](int iy, int first, int last) {
      std::int32_t* row = owners.data() + std::size_t(iy) * nx_;
      for (int ix = first; ix < last; ++ix) {
        if (row[ix] == kNobody) {
          row[ix] = own;
          continue;
        }
        if (!conducts) continue;
        const Region& other = regions_[std::size_t(row[ix])];
        if (other.label != region.label) continue;
        const PlaceUm point{z, iy * stepUm_[1], ix * stepUm_[2]};
        const double depth = depthOf(region, point);
        if (isShell && depth > region.outerUm - region.radiusUm) continue;  // within its own core
        if (isShell != (other.kind == Kind::shell) || depth > depthOf(other, point)) row[ix] = own;
      }
    });
  }
  for (std::int32_t& owner : owners) {
    if (owner == kNobody)
      owner = regions_.background();
    else if (!(regions_.conductivityOf(owner) > 0))
      owner = kNobody;
  }
}

}  // namespace cathode
