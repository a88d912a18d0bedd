// SPDX-License-Identifier: MIT
#include "core/microstructure/packing.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/base/elementary.h"

namespace cathode {
namespace {

constexpr std::uint64_t kGoldenRatio = 0x9e3779b97f4a7c15;

constexpr std::uint64_t finalised(std::uint64_t bits) {
  bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9;
  bits = (bits ^ (bits >> 27)) * 0x94d049bb133111eb;
  return bits ^ (bits >> 31);
}

// The image of a difference of coordinates nearest to zero.
double nearestImage(double difference, double edge) {
  if (difference > 0.5 * edge) return difference - edge;
  if (difference < -0.5 * edge) return difference + edge;
  return difference;
}

double wrapped(double x, double edge) {
  x -= edge * std::floor(x / edge);
  return x < edge ? x : 0.0;
}

// Spheres by cubic-like cells of about the mean distance of spheres.
struct Cells {
  std::array<int, 3> count;
  std::array<double, 3> edge;
  std::vector<std::uint32_t> first;  // of each cell in `members`, and one past the last
  std::vector<std::uint32_t> members;

  Cells(const std::vector<Sphere>& spheres, const Box& box) {
    const double spacing = cubeRootReproducible(box[0] * box[1] * box[2] / static_cast<double>(spheres.size()));
    for (int axis = 0; axis < 3; ++axis) {
      count[axis] = std::max(1, static_cast<int>(std::min(512.0, box[axis] / spacing)));
      edge[axis] = box[axis] / count[axis];
    }
    std::vector<std::uint32_t> cellOf(spheres.size());
    first.assign(static_cast<std::size_t>(count[0]) * count[1] * count[2] + 1, 0);
    for (std::size_t i = 0; i < spheres.size(); ++i) {
      std::array<int, 3> at;
      for (int axis = 0; axis < 3; ++axis) {
        at[axis] = std::min(count[axis] - 1, static_cast<int>(spheres[i].centre[axis] / edge[axis]));
      }
      cellOf[i] = index(at[0], at[1], at[2]);
      ++first[cellOf[i] + 1];
    }
    for (std::size_t cell = 1; cell < first.size(); ++cell) first[cell] += first[cell - 1];
    members.resize(spheres.size());
    std::vector<std::uint32_t> next(first.begin(), first.end() - 1);
    for (std::size_t i = 0; i < spheres.size(); ++i) members[next[cellOf[i]]++] = static_cast<std::uint32_t>(i);
  }

  std::uint32_t index(int x, int y, int z) const {
    return static_cast<std::uint32_t>((static_cast<std::size_t>(z) * count[1] + y) * count[0] + x);
  }

  // Cells along an axis that reach from x - range to x + range, each once: the first, perhaps negative, and the last.
  std::array<int, 2> span(int axis, double x, double range) const {
    const int low = static_cast<int>(std::floor((x - range) / edge[axis]));
    const int high = static_cast<int>(std::floor((x + range) / edge[axis]));
    if (high - low + 1 >= count[axis]) return {0, count[axis] - 1};
    return {low, high};
  }

  // Calls visit(i) for all spheres in cells that are within range of a point in the box.
  template <typename Visit>
  void near(const std::array<double, 3>& point, double range, Visit visit) const {
    const auto [x0, x1] = span(0, point[0], range);
    const auto [y0, y1] = span(1, point[1], range);
    const auto [z0, z1] = span(2, point[2], range);
    const auto around = [](int at, int n) { return at < 0 ? at + n : at >= n ? at - n : at; };
    for (int z = z0; z <= z1; ++z) {
      for (int y = y0; y <= y1; ++y) {
        for (int x = x0; x <= x1; ++x) {
          const std::uint32_t cell = index(around(x, count[0]), around(y, count[1]), around(z, count[2]));
          for (std::uint32_t k = first[cell]; k < first[cell + 1]; ++k) visit(members[k]);
        }
      }
    }
  }
};

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
      double squared = 0.0;
      for (int axis = 0; axis < 3; ++axis) {
        const double d = nearestImage(larger.centre[axis] - smaller.centre[axis], box[axis]);
        squared += d * d;
      }
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
  const double smallest = 0.5 * medianDiameter * expReproducible(-kSpreadLimit * spread);
  std::vector<double> radii;
  double filled = 0.0;
  while (true) {
    double z = random.normal();
    while (std::abs(z) > kSpreadLimit) z = random.normal();
    const double radius = 0.5 * medianDiameter * expReproducible(spread * z);
    if (filled + sphereVolume(radius) >= volume) break;
    filled += sphereVolume(radius);
    radii.push_back(radius);
  }
  const double left = volume - filled;
  if (radii.empty() || left >= sphereVolume(smallest)) {
    radii.push_back(cubeRootReproducible(left / sphereVolume(1.0)));
    return radii;
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
    const double x = box[0] * random.uniform();
    const double y = box[1] * random.uniform();
    const double z = box[2] * random.uniform();
    spheres.push_back({{x, y, z}, radius});
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

}  // namespace cathode
