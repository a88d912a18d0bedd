// SPDX-License-Identifier: MIT
#include "core/ladder/lobes.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/conduction/tree.h"
#include "core/geometry/regions.h"

namespace cathode {
namespace {

constexpr std::uint16_t kNone = 0xffff;
constexpr std::int32_t kNobody = -1, kMixed = -2;

// Whether the way between a point of one owner and a point of another lies in one or the other throughout.
bool spans(const Regions& regions, std::int32_t a, std::int32_t b, const PlaceUm& p, const PlaceUm& q) {
  if (a == regions.background() || b == regions.background()) return true;
  constexpr double kRounding = 1e-9;
  const Held ofA = heldOnTheWay(regions[std::size_t(a)], p, q), ofB = heldOnTheWay(regions[std::size_t(b)], p, q);
  double reached = kRounding;
  for (int round = 0; round < 3; ++round) {
    for (const Held* held : {&ofA, &ofB}) {
      for (int k = 0; k < held->count; ++k) {
        if (held->from[k] <= reached) reached = std::max(reached, held->to[k] + kRounding);
      }
    }
  }
  return reached >= 1;
}

// A layer of voxels across the flow.
struct Layer {
  std::vector<std::int32_t> firstLobe;  // of each voxel; -1: none
  std::vector<bool> isUniform;          // all of it one lobe
  std::vector<bool> isThin;             // with bodies so thin that points are few
  std::vector<std::uint16_t> parts;     // of the others, the lobe at each point, counted within the voxel
};

class Reader {
 public:
  Reader(const Geometry& geometry, const Shape& shape, std::span<const double> conductivities, Sides sides, int s)
      : s_(s),
        edge_(s + 1),
        points_(edge_ * edge_ * edge_),
        strides_{edge_ * edge_, edge_, 1},
        wraps_(sides == Sides::periodic),
        shape_(shape),
        regions_(geometry, conductivities),
        planes_(regions_, geometry.boxUm, shape[0] * s + 1, shape[1] * s + 1, shape[2] * s + 1),
        rowPoints_(shape[2] * s + 1) {
    for (std::size_t axis = 0; axis < 3; ++axis) voxelUm_[axis] = geometry.boxUm[axis] / shape[axis];
    for (std::size_t axis = 0; axis < 3; ++axis)
      faceUm_[axis] = voxelUm_[(axis + 1) % 3] * voxelUm_[(axis + 2) % 3] / voxelUm_[axis];
    weights_.assign(std::size_t(edge_), 1.0 / s);
    weights_.front() = weights_.back() = 0.5 / s;
    owners_.resize(std::size_t(points_));
    for (int i = 0; i < points_; ++i) {
      const double share = weights_[std::size_t(i / edge_ / edge_)] * weights_[std::size_t(i / edge_ % edge_)] *
                           weights_[std::size_t(i % edge_)];
      pointsUm3_.push_back(float(voxelUm_[0] * voxelUm_[1] * voxelUm_[2] * share));
    }
    neighbourStarts_.push_back(0);
    for (int i = 0; i < points_; ++i) {
      for (const int stride : strides_) {
        const int at = i / stride % edge_;
        if (at > 0) neighbours_.push_back(i - stride);
        if (at < s_) neighbours_.push_back(i + stride);
      }
      neighbourStarts_.push_back(int(neighbours_.size()));
    }
    const double thickest = 2 * std::max({planes_.stepUm()[0], planes_.stepUm()[1], planes_.stepUm()[2]});
    for (std::size_t i = 0; i < regions_.size(); ++i) {
      const Region& region = regions_[i];
      // What is convex is connected in a voxel however thin.
      isWhole_.push_back(region.kind != Region::Kind::ball &&
                         region.thicknessUm() < (region.kind == Region::Kind::shell ? 1 : 2) * thickest);
    }
    isWhole_.push_back(false);
  }

  std::optional<Lobes> read(const std::function<bool(double)>& goesOn, const Layers& layers) {
    lobes_.cellsAlong = shape_[0];
    std::vector<std::vector<std::int32_t>> planes(static_cast<std::size_t>(edge_));
    std::vector<std::vector<std::int32_t>> uniform(static_cast<std::size_t>(edge_));
    Layer before, here;
    for (int kz = layers.first; kz < layers.end; ++kz) {
      const bool isFirst = kz == layers.first;
      if (goesOn && !goesOn(double(kz - layers.first) / (layers.end - layers.first))) return std::nullopt;
      for (int dz = isFirst ? 0 : 1; dz <= s_; ++dz) {
        // The last plane of the layer before is the first of this one.
        if (dz == 1 && !isFirst) std::swap(planes.front(), planes.back()), std::swap(uniform.front(), uniform.back());
        planes_.paint(kz * s_ + dz, planes[std::size_t(dz)]);
        findUniform(planes[std::size_t(dz)], uniform[std::size_t(dz)]);
      }
      readLayer(kz, planes, uniform, here);
      linkLayer(here, isFirst ? nullptr : &before, kz);
      std::swap(before, here);
    }
    return std::move(lobes_);
  }

 private:
  std::size_t voxelAt(int y, int x) const { return std::size_t(y) * shape_[2] + x; }

  // Of each voxel's face in a plane: who owns all its points, nobody, or several.
  void findUniform(const std::vector<std::int32_t>& plane, std::vector<std::int32_t>& uniform) const {
    uniform.resize(std::size_t(shape_[1]) * shape_[2]);
    for (int y = 0; y < shape_[1]; ++y) {
      for (int x = 0; x < shape_[2]; ++x) {
        const std::int32_t* from = plane.data() + std::size_t(y) * s_ * rowPoints_ + std::size_t(x) * s_;
        const std::int32_t owner = *from;
        bool isSame = true;
        for (int dy = 0; dy < edge_ && isSame; ++dy, from += rowPoints_) {
          for (int dx = 0; dx < edge_; ++dx) isSame &= from[dx] == owner;
        }
        uniform[voxelAt(y, x)] = isSame ? owner : kMixed;
      }
    }
  }

  void readLayer(int kz, const std::vector<std::vector<std::int32_t>>& planes,
                 const std::vector<std::vector<std::int32_t>>& uniform, Layer& layer) {
    const std::size_t voxels = std::size_t(shape_[1]) * shape_[2];
    layer.firstLobe.assign(voxels, kNobody);
    layer.isUniform.assign(voxels, false);
    layer.isThin.assign(voxels, false);
    layer.parts.resize(voxels * std::size_t(points_));
    for (int y = 0; y < shape_[1]; ++y) {
      for (int x = 0; x < shape_[2]; ++x) {
        const std::size_t voxel = voxelAt(y, x);
        const std::int32_t owner = uniform[0][voxel];
        bool isSame = owner != kMixed;
        for (int dz = 1; dz <= s_ && isSame; ++dz) isSame = uniform[std::size_t(dz)][voxel] == owner;
        if (isSame) {
          if (owner == kNobody) continue;
          layer.firstLobe[voxel] = addLobe(kz, y, x, owner);
          layer.isUniform[voxel] = true;
          continue;
        }
        auto* to = owners_.data();
        for (int dz = 0; dz <= s_; ++dz) {
          const std::int32_t* from =
              planes[std::size_t(dz)].data() + std::size_t(y) * s_ * rowPoints_ + std::size_t(x) * s_;
          for (int dy = 0; dy < edge_; ++dy, from += rowPoints_, to += edge_) std::copy_n(from, edge_, to);
        }
        readMixed(kz, y, x, layer);
      }
    }
  }

  std::int32_t addLobe(int kz, int y, int x, std::int32_t owner) {
    lobes_.cells.push_back({std::int16_t(kz), std::int16_t(y), std::int16_t(x)});
    lobes_.conductivities.push_back(float(regions_.conductivityOf(owner)));
    lobes_.first.push_back(0);
    lobes_.last.push_back(0);
    lobeOwners_.push_back(owner);
    lobes_.volumesUm3.push_back(float(voxelUm_[0] * voxelUm_[1] * voxelUm_[2]));
    return std::int32_t(lobes_.cells.size() - 1);
  }

  // The lobes of a voxel with several owners, and where they meet.
  void readMixed(int kz, int y, int x, Layer& layer) {
    const std::size_t voxel = voxelAt(y, x);
    std::uint16_t* parts = layer.parts.data() + voxel * std::size_t(points_);
    std::fill_n(parts, points_, kNone);
    partOwners_.clear();
    for (int i = 0; i < points_; ++i) {
      if (owners_[std::size_t(i)] < 0 || parts[i] != kNone) continue;
      const std::int32_t owner = owners_[std::size_t(i)];
      const auto part = std::uint16_t(partOwners_.size());
      if (part == kNone) break;
      partOwners_.push_back(owner);
      const std::int32_t lobe = addLobe(kz, y, x, owner);
      if (part == 0) layer.firstLobe[voxel] = lobe;
      if (isWhole_[std::size_t(owner)]) {
        layer.isThin[voxel] = true;
        for (int k = i; k < points_; ++k) {
          if (owners_[std::size_t(k)] == owner) parts[k] = part;
        }
      } else {
        flood(i, owner, part, parts);
      }
    }
    measure(parts, layer.firstLobe[voxel]);
    if (partOwners_.size() > 1) meet(kz, y, x, parts, layer.firstLobe[voxel]);
  }

  // The shares of a voxel that its lobes hold.
  void measure(const std::uint16_t* parts, std::int32_t firstLobe) {
    for (std::size_t part = 0; part < partOwners_.size(); ++part) lobes_.volumesUm3[std::size_t(firstLobe) + part] = 0;
    for (int i = 0; i < points_; ++i) {
      if (parts[i] == kNone) continue;
      lobes_.volumesUm3[std::size_t(firstLobe) + parts[i]] += pointsUm3_[std::size_t(i)];
    }
  }

  void flood(int start, std::int32_t owner, std::uint16_t part, std::uint16_t* parts) {
    parts[start] = part;
    stack_.assign(1, start);
    while (!stack_.empty()) {
      const auto i = std::size_t(stack_.back());
      stack_.pop_back();
      for (int n = neighbourStarts_[i]; n < neighbourStarts_[i + 1]; ++n) {
        const int k = neighbours_[std::size_t(n)];
        if (parts[k] != kNone || owners_[std::size_t(k)] != owner) continue;
        parts[k] = part;
        stack_.push_back(k);
      }
    }
  }

  void meet(int kz, int y, int x, const std::uint16_t* parts, std::int32_t firstLobe) {
    meetings_.clear();
    for (int dz = 0; dz < edge_; ++dz) {
      for (int dy = 0; dy < edge_; ++dy) {
        for (int dx = 0; dx < edge_; ++dx) {
          const int at[3] = {dz, dy, dx}, i = dz * strides_[0] + dy * strides_[1] + dx;
          if (parts[i] == kNone) continue;
          for (int axis = 0; axis < 3; ++axis) {
            if (at[axis] == s_) continue;
            const int k = i + strides_[axis];
            if (parts[k] == kNone || parts[k] == parts[i]) continue;
            const PlaceUm p = planes_.place(kz * s_ + dz, y * s_ + dy, x * s_ + dx);
            PlaceUm q = p;
            q[std::size_t(axis)] += planes_.stepUm()[std::size_t(axis)];
            if (!spans(regions_, owners_[std::size_t(i)], owners_[std::size_t(k)], p, q)) continue;
            const auto [least, most] = std::minmax(parts[i], parts[k]);
            auto meeting =
                std::ranges::find_if(meetings_, [&](const Meeting& m) { return m.a == least && m.b == most; });
            if (meeting == meetings_.end()) meeting = meetings_.insert(meeting, {least, most, {}});
            const double area = weights_[std::size_t(at[(axis + 1) % 3])] * weights_[std::size_t(at[(axis + 2) % 3])] *
                                faceUm_[std::size_t(axis)] * voxelUm_[std::size_t(axis)];
            meeting->area[std::size_t(axis)] += parts[i] == least ? area : -area;
          }
        }
      }
    }
    for (const auto& [a, b, area] : meetings_) {
      double squared = 0, length = 0;
      for (std::size_t axis = 0; axis < 3; ++axis) {
        squared += area[axis] * area[axis];
        length += area[axis] * area[axis] * voxelUm_[axis] * voxelUm_[axis];
      }
      if (!(squared > 0)) continue;
      const std::int32_t bodies[2] = {regions_.bodyOf(partOwners_[a]), regions_.bodyOf(partOwners_[b])};
      lobes_.contacts.push_back(
          {firstLobe + a, firstLobe + b, float(std::sqrt(squared)), float(std::sqrt(length / squared)),
           bodies[0] >= 0 && bodies[1] >= 0 && bodies[0] != bodies[1],
           bodies[0] >= 0 && bodies[0] == bodies[1] &&
               regions_[std::size_t(partOwners_[a])].kind == regions_[std::size_t(partOwners_[b])].kind});
    }
  }

  // Through the face between a voxel and the next one along an axis. `at` is the voxel's own place in the grid.
  void link(const Layer& layer, std::size_t voxel, const Layer& nextLayer, std::size_t next, int axis,
            const std::array<int, 3>& at) {
    const std::int32_t a = layer.firstLobe[voxel], b = nextLayer.firstLobe[next];
    if (a < 0 || b < 0) return;
    if (layer.isUniform[voxel] && nextLayer.isUniform[next]) {
      addFace(a, b, 1.0, axis);
      return;
    }
    shares_.clear();
    const int across = strides_[axis] * s_;
    const auto pairAt = [&](int point) {
      const std::uint16_t own = partAt(layer, voxel, point + across), other = partAt(nextLayer, next, point);
      return own == kNone || other == kNone ? Pair{kNone, kNone} : Pair{own, other};
    };
    if (layer.isThin[voxel] || nextLayer.isThin[next])
      shareByWays(axis, across, at, a, pairAt);
    else
      shareByPoints(axis, pairAt);
    for (const Share& share : shares_) addFace(a + share.pair.own, b + share.pair.other, share.area(), axis);
  }

  // The parts of two voxels, or of one and a plane, that a point of a face belongs to.
  struct Pair {
    std::uint16_t own, other;
    bool operator==(const Pair&) const = default;
  };
  // What a pair shares of a face: by points, or by the ways between them along both directions of the face, of which
  // those count for more that its rim crosses more often.
  struct Share {
    Pair pair;
    std::array<double, 2> along{};
    std::array<int, 2> crossings{};
    double area() const {
      const int all = crossings[0] + crossings[1];
      return all == 0 ? along[0] : (along[0] * crossings[0] + along[1] * crossings[1]) / all;
    }
  };
  Share& shareOf(const Pair& pair) {
    const auto found = std::ranges::find(shares_, pair, &Share::pair);
    return found != shares_.end() ? *found : shares_.emplace_back(Share{pair});
  }

  template <typename PairAt>
  void shareByPoints(int axis, PairAt pairAt) {
    const int one = strides_[(axis + 1) % 3], two = strides_[(axis + 2) % 3];
    for (int i = 0; i < edge_; ++i) {
      for (int k = 0; k < edge_; ++k) {
        const Pair pair = pairAt(i * one + k * two);
        if (pair.own != kNone) shareOf(pair).along[0] += weights_[std::size_t(i)] * weights_[std::size_t(k)];
      }
    }
  }

  // Of bodies so thin that points are few.
  template <typename PairAt>
  void shareByWays(int axis, int across, const std::array<int, 3>& at, std::int32_t firstLobe, PairAt pairAt) {
    for (const std::size_t way : {0, 1}) {
      const int along = strides_[(axis + 1 + int(way)) % 3], aside = strides_[(axis + 2 - int(way)) % 3];
      for (int row = 0; row < edge_; ++row) {
        const double weight = weights_[std::size_t(row)] / s_;
        for (int i = 0; i < s_; ++i) {
          const int pointP = row * aside + i * along, pointQ = pointP + along;
          const Pair p = pairAt(pointP), q = pairAt(pointQ);
          if (p == q) {
            if (p.own != kNone) shareOf(p).along[way] += weight;
            continue;
          }
          const auto ownerOf = [&](const Pair& pair) {
            return pair.own == kNone ? kNobody : lobeOwners_[std::size_t(firstLobe) + pair.own];
          };
          const auto covered =
              coverage(placeOf(at, pointP + across), placeOf(at, pointQ + across), ownerOf(p), ownerOf(q));
          for (const std::size_t end : {0, 1}) {
            const Pair& pair = end == 0 ? p : q;
            if (pair.own == kNone) continue;
            Share& share = shareOf(pair);
            share.along[way] += weight * covered[end];
            ++share.crossings[way];
          }
        }
      }
    }
  }

  PlaceUm placeOf(const std::array<int, 3>& at, int point) const {
    return planes_.place(at[0] * s_ + point / strides_[0], at[1] * s_ + point / edge_ % edge_,
                         at[2] * s_ + point % edge_);
  }
  // Which shares of the way between two neighbouring points their owners hold. Where an owner is cut short by what does
  // not conduct, of which nothing is known but that the other point is not its own: half.
  std::array<double, 2> coverage(const PlaceUm& p, const PlaceUm& q, std::int32_t ofP, std::int32_t ofQ) const {
    const auto reach = [&](std::int32_t owner, const PlaceUm& from, const PlaceUm& to) {
      const Held held = heldOnTheWay(regions_[std::size_t(owner)], from, to);
      for (int k = 0; k < held.count; ++k) {
        if (held.from[k] <= 1e-9) return held.to[k];
      }
      return 0.5;
    };
    const bool knowsP = ofP >= 0 && ofP != regions_.background(), knowsQ = ofQ >= 0 && ofQ != regions_.background();
    double shareP = knowsP ? reach(ofP, p, q) : 0.5, shareQ = knowsQ ? reach(ofQ, q, p) : 0.5;
    if (ofQ == kNobody) return {shareP < 1 ? shareP : 0.5, 0.0};
    if (ofP == kNobody) return {0.0, shareQ < 1 ? shareQ : 0.5};
    if (!knowsP) shareP = 1 - shareQ;
    if (!knowsQ) shareQ = 1 - shareP;
    const double excess = std::max(0.0, shareP + shareQ - 1);
    return {shareP - 0.5 * excess, shareQ - 0.5 * excess};
  }

  void addFace(std::int32_t a, std::int32_t b, double share, int axis) {
    lobes_.faces.push_back({a, b, float(share * faceUm_[std::size_t(axis)] * lobes_.conductivities[std::size_t(a)])});
  }
  std::uint16_t partAt(const Layer& layer, std::size_t voxel, int point) const {
    return layer.isUniform[voxel] ? std::uint16_t(0) : layer.parts[voxel * std::size_t(points_) + std::size_t(point)];
  }
  // To a held plane: half a voxel away.
  void hold(const Layer& layer, bool isLast, int kz, std::vector<float>& held) {
    const int beyond = isLast ? strides_[0] * s_ : 0;
    for (std::size_t voxel = 0; voxel < layer.firstLobe.size(); ++voxel) {
      const std::int32_t lobe = layer.firstLobe[voxel];
      if (lobe < 0) continue;
      const auto add = [&](std::uint16_t part, double share) {
        const std::size_t own = std::size_t(lobe) + part;
        held[own] += float(2 * share * faceUm_[0] * lobes_.conductivities[own]);
      };
      if (layer.isUniform[voxel]) {
        add(0, 1.0);
        continue;
      }
      shares_.clear();
      const auto pairAt = [&](int point) {
        const std::uint16_t own = partAt(layer, voxel, point + beyond);
        return Pair{own, own};
      };
      if (layer.isThin[voxel])
        shareByWays(0, beyond, {kz, int(voxel) / shape_[2], int(voxel) % shape_[2]}, lobe, pairAt);
      else
        shareByPoints(0, pairAt);
      for (const Share& share : shares_) add(share.pair.own, share.area());
    }
  }

  void linkLayer(const Layer& here, const Layer* before, int kz) {
    const auto [nz, ny, nx] = shape_;
    for (int y = 0; y < ny; ++y) {
      for (int x = 0; x < nx; ++x) {
        const std::size_t voxel = voxelAt(y, x);
        if (here.firstLobe[voxel] < 0) continue;
        if (before) link(*before, voxel, here, voxel, 0, {kz - 1, y, x});
        if (y + 1 < ny || (wraps_ && ny > 1)) link(here, voxel, here, voxelAt((y + 1) % ny, x), 1, {kz, y, x});
        if (x + 1 < nx || (wraps_ && nx > 1)) link(here, voxel, here, voxelAt(y, (x + 1) % nx), 2, {kz, y, x});
      }
    }
    if (kz == 0) hold(here, false, kz, lobes_.first);
    if (kz == nz - 1) hold(here, true, kz, lobes_.last);
  }

  struct Meeting {
    std::uint16_t a, b;
    PlaceUm area;
  };

  const int s_, edge_, points_;  // steps along a voxel's edge, points along it, points of a voxel
  const int strides_[3];         // between points of a voxel
  const bool wraps_;
  const Shape shape_;
  const Regions regions_;
  const LatticePlanes planes_;
  const int rowPoints_;
  std::array<double, 3> voxelUm_, faceUm_;  // faceUm_: area over length
  std::vector<double> weights_;
  std::vector<int> neighbourStarts_, neighbours_;  // of each point of a voxel, in it
  std::vector<float> pointsUm3_;                   // what each point of a voxel stands for
  std::vector<bool> isWhole_;                      // of each owner: so thin that its points in a voxel are one lobe
  std::vector<std::int32_t> owners_, partOwners_, lobeOwners_;
  std::vector<int> stack_;
  std::vector<Meeting> meetings_;
  std::vector<Share> shares_;
  Lobes lobes_;
};

}  // namespace

int pointsPerEdge(const Geometry& geometry, const Shape& shape, std::span<const double> conductivities) {
  const double thinnest = thinnestUm(geometry, conductivities);
  double widest = 0, voxels = 1;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    widest = std::max(widest, geometry.boxUm[axis] / shape[axis]);
    voxels *= shape[axis];
  }
  constexpr double kCheap = 4e7;
  int s = voxels * 125 <= kCheap ? 4 : 2;
  while (s < 16 && widest / s > 0.5 * thinnest && voxels * (s + 1) * (s + 1) * (s + 1) <= kMostPoints) ++s;
  return s;
}

std::optional<Lobes> readLobes(const Geometry& turned, const Shape& shape, std::span<const double> conductivities,
                               Sides sides, int pointsPerEdge, const std::function<bool(double)>& goesOn,
                               const std::optional<Layers>& layers) {
  return Reader(turned, shape, conductivities, sides, pointsPerEdge).read(goesOn, layers.value_or(Layers{0, shape[0]}));
}

Network networkOf(const Lobes& lobes, double joint, double contactResistance, std::vector<std::int32_t>& nodes) {
  Network network;
  network.cellsAlong = lobes.cellsAlong;
  nodes.resize(lobes.cells.size());
  const auto isOne = [&](const Lobes::Contact& contact) {
    return contact.isOneBody || (joint == 0 && !(contactResistance > 0 && contact.isBetweenBodies));
  };
  // The lobes of a voxel follow each other, so that what is one with others is one with an earlier one.
  std::iota(nodes.begin(), nodes.end(), 0);
  for (const Lobes::Contact& contact : lobes.contacts) {
    if (isOne(contact)) join(nodes, contact.from, contact.to);
  }
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (nodes[i] != std::int32_t(i)) {
      nodes[i] = nodes[std::size_t(nodes[i])];
      network.first[std::size_t(nodes[i])] += lobes.first[i];
      network.last[std::size_t(nodes[i])] += lobes.last[i];
      continue;
    }
    nodes[i] = std::int32_t(network.cells.size());
    network.cells.push_back(lobes.cells[i]);
    network.first.push_back(lobes.first[i]);
    network.last.push_back(lobes.last[i]);
  }
  network.links.reserve(lobes.faces.size() + (joint == 0 ? 0 : lobes.contacts.size()));
  for (const auto& [from, to, conductance] : lobes.faces)
    network.links.push_back({nodes[std::size_t(from)], nodes[std::size_t(to)], conductance});
  for (const Lobes::Contact& contact : lobes.contacts) {
    if (isOne(contact)) continue;
    const double way = 0.5 * joint * contact.lengthUm,
                 resistance = way / lobes.conductivities[std::size_t(contact.from)] +
                              way / lobes.conductivities[std::size_t(contact.to)] +
                              (contact.isBetweenBodies ? contactResistance : 0.0);
    const std::int32_t from = nodes[std::size_t(contact.from)], to = nodes[std::size_t(contact.to)];
    if (from != to) network.links.push_back({from, to, float(contact.areaUm2 / resistance)});
  }
  return network;
}

}  // namespace cathode
