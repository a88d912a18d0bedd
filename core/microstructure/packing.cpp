// SPDX-License-Identifier: MIT
#include "core/microstructure/packing.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/base/elementary.h"
#include "core/base/random_bits.h"
#include "core/microstructure/cells.h"

namespace cathode {
namespace {

struct Pair {
  std::uint32_t a, b;
};

// All pairs with less than `skin` between their surfaces. The larger of two looks for the smaller, so that few
// large spheres among many small ones do not widen every search.
// Adds to `looks` how many were looked at.
std::vector<Pair> nearPairs(const std::vector<Sphere>& spheres, const Box& box, double skin, std::uint64_t& looks) {
  const Cells cells(spheres, box);
  std::vector<Pair> pairs;
  for (std::uint32_t i = 0; i < spheres.size(); ++i) {
    const Sphere& larger = spheres[i];
    cells.near(larger.centre, 2.0 * larger.radius + skin, [&](std::uint32_t j) {
      ++looks;
      const Sphere& smaller = spheres[j];
      if (smaller.radius > larger.radius || (smaller.radius == larger.radius && j <= i)) return;
      const double squared = squaredDistance(larger.centre, smaller.centre, box);
      const double reach = larger.radius + smaller.radius + skin;
      if (squared < reach * reach) pairs.push_back({i, j});
    });
  }
  return pairs;
}

// One sweep; the largest overlap met.
double pushApart(std::vector<Sphere>& spheres, const std::vector<Pair>& pairs, const Box& box) {
  double largest = 0.0;
  for (const auto [i, j] : pairs) {
    Sphere& a = spheres[i];
    Sphere& b = spheres[j];
    std::array<double, 3> d;
    double squared = 0.0;
    for (int axis = 0; axis < 3; ++axis) {
      d[axis] = nearestImage(a.centre[axis] - b.centre[axis], box[axis]);
      squared += d[axis] * d[axis];
    }
    const double contact = a.radius + b.radius;
    if (squared >= contact * contact) continue;
    double distance = std::sqrt(squared);
    const double overlap = contact - distance;
    largest = std::max(largest, overlap / contact);
    if (distance == 0.0) {
      d = {1.0, 0.0, 0.0};
      distance = 1.0;
    }
    const double push = overlap / (distance * contact);
    for (int axis = 0; axis < 3; ++axis) {
      a.centre[axis] += push * b.radius * d[axis];
      b.centre[axis] -= push * a.radius * d[axis];
    }
  }
  return largest;
}

// Cells whose spheres move, each a list: the first of each cell, and of each sphere its neighbours in the list.
class MovingCells {
 public:
  MovingCells(const std::vector<Sphere>& spheres, const Box& box)
      : grid_(spheres, box), head_(grid_.first.size() - 1, kNone), links_(spheres.size()) {
    for (std::uint32_t i = 0; i < spheres.size(); ++i) insert(i, grid_.cellAt(spheres[i].centre));
  }

  void move(std::uint32_t i, const std::array<double, 3>& to) {
    const std::uint32_t cell = grid_.cellAt(to);
    if (links_[i].cell == cell) return;
    const auto [of, before, after] = links_[i];
    (before == kNone ? head_[of] : links_[before].after) = after;
    if (after != kNone) links_[after].before = before;
    insert(i, cell);
  }

  // Whether no sphere in the cells within range of a place is one that `is` tells.
  template <typename Is>
  bool none(const std::array<double, 3>& place, double range, Is is) const {
    return !grid_.anyCell(place, range, [&](std::uint32_t cell) {
      for (std::uint32_t j = head_[cell]; j != kNone; j = links_[j].after) {
        if (is(j)) return true;
      }
      return false;
    });
  }

 private:
  static constexpr std::uint32_t kNone = ~0u;
  struct Link {
    std::uint32_t cell, before, after;
  };

  void insert(std::uint32_t i, std::uint32_t cell) {
    links_[i] = {cell, kNone, head_[cell]};
    if (head_[cell] != kNone) links_[head_[cell]].before = i;
    head_[cell] = i;
  }

  Cells grid_;
  std::vector<std::uint32_t> head_;
  std::vector<Link> links_;
};

// Cosine and sine of so many turns, by their series within an eighth of a turn: within 1e-15, the same bits everywhere.
std::array<double, 2> onCircle(double turns) {
  const double quarters = std::floor(4.0 * turns + 0.5);
  const double x = (turns - 0.25 * quarters) * 2.0 * std::numbers::pi, squared = x * x;
  double cosine = 0.0, sine = 0.0;
  for (int n = 18; n >= 2; n -= 2) {
    cosine = 1.0 - squared / ((n - 1) * n) * (n == 18 ? 1.0 : cosine);
    sine = 1.0 - squared / (n * (n + 1)) * (n == 18 ? 1.0 : sine);
  }
  sine *= x;
  switch (static_cast<int>(quarters - 4.0 * std::floor(0.25 * quarters))) {
    case 0: return {cosine, sine};
    case 1: return {-sine, cosine};
    case 2: return {-cosine, -sine};
    default: return {sine, -cosine};
  }
}

void wrap(std::vector<Sphere>& spheres, const Box& box) {
  for (Sphere& sphere : spheres) {
    for (int axis = 0; axis < 3; ++axis) sphere.centre[axis] = wrapped(sphere.centre[axis], box[axis]);
  }
}

}  // namespace

Random::Random(std::uint32_t seed, std::uint32_t stream)
    : key_(finalised((static_cast<std::uint64_t>(stream) << 32 | seed) + kGoldenRatio)) {}

std::uint64_t Random::bits() { return finalised(key_ + ++counter_ * kGoldenRatio); }

double Random::uniform() { return static_cast<double>(bits() >> 11) * 0x1p-53; }

double Random::normal() {
  while (true) {
    const double x = 2.0 * uniform() - 1.0;
    const double y = 2.0 * uniform() - 1.0;
    const double squared = x * x + y * y;
    if (squared > 0.0 && squared < 1.0) return x * std::sqrt(-2.0 * logReproducible(squared) / squared);
  }
}

std::array<double, 3> Random::direction() {
  while (true) {
    const double x = 2.0 * uniform() - 1.0;
    const double y = 2.0 * uniform() - 1.0;
    const double z = 2.0 * uniform() - 1.0;
    const double squared = x * x + y * y + z * z;
    if (squared < 1e-4 || squared > 1.0) continue;
    const double length = std::sqrt(squared);
    return {x / length, y / length, z / length};
  }
}

double sphereVolume(double radius) { return 4.0 / 3.0 * std::numbers::pi * radius * radius * radius; }

std::vector<double> lognormalRadii(double medianDiameter, double spread, double volume, Random& random) {
  std::vector<double> radii;
  double filled = 0.0;
  while (true) {
    double z = random.normal();
    while (std::abs(z) > kSpreadLimit) z = random.normal();
    const double radius = 0.5 * medianDiameter * expReproducible(spread * z);
    const double next = filled + sphereVolume(radius);
    // The last one counts where it brings them nearer.
    if (!radii.empty() && next - volume > volume - filled) break;
    filled = next;
    radii.push_back(radius);
    if (filled >= volume) break;
  }
  const double growth = cubeRootReproducible(volume / filled);
  for (double& radius : radii) radius *= growth;
  return radii;
}

double expectedCount(double medianDiameter, double spread, double volume) {
  return volume / (sphereVolume(0.5 * medianDiameter) * expReproducible(4.5 * spread * spread));
}

std::vector<Sphere> scatter(const std::vector<double>& radii, const Box& box, Random& random) {
  std::vector<Sphere> spheres;
  spheres.reserve(radii.size());
  for (const double radius : radii) {
    std::array<double, 3> centre;
    for (int axis = 0; axis < 3; ++axis) centre[axis] = box[axis] * random.uniform();
    spheres.push_back({centre, radius});
  }
  return spheres;
}

PackingResult separate(std::vector<Sphere>& given, const Box& box) {
  constexpr double kMoves = 8e6;                    // of all spheres together
  constexpr std::uint64_t kMostLooks = 25'000'000;  // at pairs: some tenths of a second, however crowded they are
  PackingResult result{};
  if (given.empty()) return result;
  const double count = static_cast<double>(given.size());
  const int mostSweeps = static_cast<int>(std::clamp(kMoves / count, 100.0, 4000.0));
  // Neighbours in space become neighbours in memory.
  wrap(given, box);
  const std::vector<std::uint32_t> order = Cells(given, box).members;
  std::vector<Sphere> spheres;
  spheres.reserve(given.size());
  for (const std::uint32_t i : order) spheres.push_back(given[i]);
  double meanRadius = 0.0;
  for (const Sphere& sphere : spheres) meanRadius += sphere.radius / count;
  const double skin = 0.4 * meanRadius;

  std::vector<Pair> pairs;
  std::vector<Sphere> listed;  // where the spheres were when the pairs were listed
  bool stale = true;
  std::uint64_t looks = 0;
  while (true) {
    if (stale) {
      wrap(spheres, box);
      pairs = nearPairs(spheres, box, skin, looks);
      listed = spheres;
    }
    result.largestOverlap = pushApart(spheres, pairs, box);
    ++result.sweeps;
    looks += pairs.size();
    if (result.largestOverlap < kOverlapTolerance || result.sweeps == mostSweeps || looks > kMostLooks) break;
    stale = false;
    for (std::size_t i = 0; i < spheres.size() && !stale; ++i) {
      double squared = 0.0;
      for (int axis = 0; axis < 3; ++axis) {
        const double d = spheres[i].centre[axis] - listed[i].centre[axis];
        squared += d * d;
      }
      stale = squared > 0.25 * skin * skin;
    }
  }
  wrap(spheres, box);
  for (std::size_t i = 0; i < spheres.size(); ++i) given[order[i]] = spheres[i];
  return result;
}

double equilibrate(std::vector<Sphere>& spheres, const Box& box, Random& random) {
  constexpr std::uint64_t kMostLooks = 10'000'000;  // at pairs: a tenth of a second
  if (spheres.size() < 2) return 0.0;
  wrap(spheres, box);
  MovingCells cells(spheres, box);
  double widest = 0.0, mean = 0.0;
  for (const Sphere& sphere : spheres) {
    widest = std::max(widest, sphere.radius);
    mean += sphere.radius / static_cast<double>(spheres.size());
  }
  const double farthest = 0.25 * *std::ranges::min_element(box);
  double most = std::min(0.2 * mean, farthest);  // along each axis
  std::uint64_t looks = 0;
  for (int sweep = 0; sweep < kEquilibrationSweeps; ++sweep) {
    std::size_t accepted = 0;
    for (std::uint32_t i = 0; i < spheres.size(); ++i) {
      if (looks > kMostLooks) return sweep + static_cast<double>(i) / static_cast<double>(spheres.size());
      Sphere& moved = spheres[i];
      const std::array<double, 3> before = moved.centre;
      std::array<double, 3> after;
      for (int axis = 0; axis < 3; ++axis)
        after[axis] = wrapped(before[axis] + most * (2.0 * random.uniform() - 1.0), box[axis]);
      const bool isFree = cells.none(after, moved.radius + widest, [&](std::uint32_t j) {
        ++looks;
        if (j == i) return false;
        const double contact = (1.0 - kOverlapTolerance) * (moved.radius + spheres[j].radius);
        const double squared = squaredDistance(after, spheres[j].centre, box);
        return squared < contact * contact && squared < squaredDistance(before, spheres[j].centre, box);
      });
      if (!isFree) continue;
      moved.centre = after;
      cells.move(i, after);
      ++accepted;
    }
    // So that about two in five are accepted.
    const double share = static_cast<double>(accepted) / static_cast<double>(spheres.size());
    most = std::min(farthest, most * (share > 0.4 ? 1.1 : 1.0 / 1.1));
  }
  return kEquilibrationSweeps;
}

double structureFactor(const std::vector<Sphere>& spheres, const Box& box) {
  if (spheres.empty()) return 0.0;
  double sum = 0.0;
  int vectors = 0;
  for (int a = 0; a <= 1; ++a) {
    for (int b = -1; b <= 1; ++b) {
      for (int c = -1; c <= 1; ++c) {
        if (a == 0 && (b < 0 || (b == 0 && c <= 0))) continue;  // each with its opposite counts once
        double real = 0.0, imaginary = 0.0, self = 0.0;
        for (const Sphere& sphere : spheres) {
          const double weight = sphereVolume(sphere.radius);
          const auto [cosine, sine] =
              onCircle(a * sphere.centre[0] / box[0] + b * sphere.centre[1] / box[1] + c * sphere.centre[2] / box[2]);
          real += weight * cosine;
          imaginary += weight * sine;
          self += weight * weight;
        }
        sum += (real * real + imaginary * imaginary) / self;
        ++vectors;
      }
    }
  }
  return sum / vectors;
}

double coordination(const std::vector<Sphere>& spheres, const Box& box) {
  if (spheres.empty()) return 0.0;
  std::uint64_t looks = 0;
  const std::size_t contacts = nearPairs(spheres, box, 0.0, looks).size();
  return 2.0 * static_cast<double>(contacts) / static_cast<double>(spheres.size());
}

}  // namespace cathode
