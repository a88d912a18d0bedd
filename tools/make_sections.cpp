// SPDX-License-Identifier: MIT
// Makes the sections that the page draws (web/canvas/section.h): for each particle model and composition a packing as
// core/microstructure makes it, cut where the areas are nearest the volume fractions of the composition. Writes the
// bytes as numbers for C++ to the standard output, and what was reached to the other.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <numbers>
#include <string>
#include <utility>
#include <vector>

#include "core/microstructure/microstructure.h"
#include "web/canvas/section.h"

using namespace cathode;
using namespace cathode::web;

namespace {

constexpr double kDepthUm = 12;  // of the packing, across the sections
constexpr int kPlanes = 120;
constexpr int kSeeds = 3;              // tried at most
constexpr double kNearEnough = 0.005;  // of all areas
constexpr double kSmallestUm2 = 0.02;  // pieces of fibre below are left out
constexpr int kCountedPerUm = 8, kCheckedPerUm = 16;

[[noreturn]] void fail(const std::string& why) {
  std::fprintf(stderr, "make_sections: %s\n", why.c_str());
  std::exit(1);
}

using Fractions = std::array<double, kSectionPhases>;

int lengthOf(double um) { return static_cast<int>(std::lround(um * kLengthsPerUm)); }

// Puts a body where its middle is (um), around the sides.
void add(Section& section, int kind, double x, double y, std::array<int, 2> lengths, int direction = 0) {
  const auto place = [](double um, int places) {
    const int at = static_cast<int>(std::floor(um * kPlacesPerUm)) % places;
    return at < 0 ? at + places : at;
  };
  section.bodies[kind].push_back({place(x, kWidthPlaces), place(y, kHeightPlaces), lengths, direction});
}

// The part of a cylinder in the plane z = 0 as the ellipse of the same area, middle and direction; found on a grid.
void addFibre(Section& section, const PlaceUm& from, const PlaceUm& to, double radius) {
  if (std::min(from[0], to[0]) > radius || std::max(from[0], to[0]) < -radius) return;
  const PlaceUm along{to[0] - from[0], to[1] - from[1], to[2] - from[2]};
  const double square = along[0] * along[0] + along[1] * along[1] + along[2] * along[2];
  if (square == 0) return;
  constexpr double kStep = 0.04;
  double count = 0, x = 0, y = 0, xx = 0, xy = 0, yy = 0;
  const auto low = [&](int axis) { return std::floor((std::min(from[axis], to[axis]) - radius) / kStep) * kStep; };
  const auto high = [&](int axis) { return std::max(from[axis], to[axis]) + radius; };
  for (double v = low(1); v <= high(1); v += kStep) {
    for (double u = low(2); u <= high(2); u += kStep) {
      const PlaceUm d{-from[0], v - from[1], u - from[2]};
      const double t = (d[0] * along[0] + d[1] * along[1] + d[2] * along[2]) / square;
      if (t < 0 || t > 1) continue;
      const PlaceUm off{d[0] - t * along[0], d[1] - t * along[1], d[2] - t * along[2]};
      if (off[0] * off[0] + off[1] * off[1] + off[2] * off[2] > radius * radius) continue;
      const double du = u - from[2], dv = v - from[1];
      count += 1, x += du, y += dv, xx += du * du, xy += du * dv, yy += dv * dv;
    }
  }
  const double area = count * kStep * kStep;
  if (area < kSmallestUm2) return;
  x /= count, y /= count;
  xx = xx / count - x * x, xy = xy / count - x * y, yy = yy / count - y * y;
  // The direction of the longer axis: the one along which the moment is largest.
  int direction = 0;
  double most = -1;
  for (int i = 0; i < kDirections; ++i) {
    const auto [c, s] = directionOf(i);
    const double moment = c * c * xx + 2 * c * s * xy + s * s * yy;
    if (moment > most) most = moment, direction = i;
  }
  const double half = area / (std::numbers::pi * radius) * kLengthsPerUm;
  CutBody fibre{.lengths = {static_cast<int>(std::lround(half / kFibreStep)) * kFibreStep, 0}};
  if (fibre.lengths[0] == 0) return;
  add(section, kFibres, from[2] + x, from[1] + y, fibre.lengths, hasDirection(fibre) ? direction : 0);
}

// Small SE particles are many, and kept half as exactly.
constexpr double kSmallUm = 1;
int stepOf(const std::vector<CutBody>& bodies, int kind) {
  const auto isSmall = [](const CutBody& body) { return body.lengths[0] < kSmallUm * kLengthsPerUm; };
  return kind == kSeParticles && std::ranges::all_of(bodies, isSmall) ? 2 : 1;
}

// The bodies that a plane cuts, as exactly as they are kept.
Section cut(const Geometry& geometry, double plane) {
  Section section;
  for (const Body& body : geometry.bodies) {
    // Of what goes on around the box, the images that the plane may meet.
    for (int image = -2; image <= 2; ++image) {
      const double z = body.fromUm[0] + image * geometry.boxUm[0] - plane;
      if (body.kind == BodyKind::cylinder) {
        addFibre(section, {z, body.fromUm[1], body.fromUm[2]},
                 {z + body.toUm[0] - body.fromUm[0], body.toUm[1], body.toUm[2]}, body.radiusUm);
        continue;
      }
      const auto radiusAt = [&](double radius) { return std::sqrt(std::max(radius * radius - z * z, 0.0)); };
      const int core = lengthOf(radiusAt(body.radiusUm));
      const int whole = lengthOf(radiusAt(body.radiusUm + body.shellUm));
      if (whole == 0) continue;
      const bool isGrain = body.label == static_cast<int>(Phase::am);
      add(section, isGrain ? kGrains : kSeParticles, body.fromUm[2], body.fromUm[1],
          {core, isGrain ? whole - core : 0});
    }
  }
  for (int kind = 0; kind < kCutKinds; ++kind) {
    const int step = stepOf(section.bodies[kind], kind);
    for (CutBody& body : section.bodies[kind]) {
      body.x -= body.x % step, body.y -= body.y % step;
      if (kind != kFibres)
        for (int& length : body.lengths) length = (length + step / 2) / step * step;
    }
    std::erase_if(section.bodies[kind], [](const CutBody& body) { return body.lengths[0] + body.lengths[1] == 0; });
  }
  return section;
}

Fractions fractionsOf(const std::vector<SectionPhase>& phases) {
  Fractions fractions{};
  for (const SectionPhase phase : phases) ++fractions[static_cast<std::size_t>(phase)];
  for (double& fraction : fractions) fraction /= static_cast<double>(phases.size());
  return fractions;
}
double farthest(const Fractions& a, const Fractions& b) {
  double most = 0;
  for (int i = 0; i < kSectionPhases; ++i) most = std::max(most, std::abs(a[i] - b[i]));
  return most;
}

// The corner of the square of kSectionTileUm whose areas are nearest; returns how far the farthest is off.
double placeTile(Section& section, const Fractions& wanted) {
  const std::vector<SectionPhase> phases = phasesOf(section, kCountedPerUm);
  constexpr int kWide = static_cast<int>(kSectionWidthUm) * kCountedPerUm;
  constexpr int kHigh = static_cast<int>(kSectionHeightUm) * kCountedPerUm;
  constexpr int kEdge = static_cast<int>(kSectionTileUm) * kCountedPerUm;
  constexpr int kStep = 2;
  double least = 1;
  for (int top = 0; top < kHigh; top += kStep) {
    // By column of the square, then along.
    std::vector<std::array<int, kSectionPhases>> columns(kWide);
    for (int x = 0; x < kWide; ++x)
      for (int y = top; y < top + kEdge; ++y) ++columns[x][static_cast<std::size_t>(phases[(y % kHigh) * kWide + x])];
    std::array<int, kSectionPhases> counts{};
    for (int x = 0; x < kEdge + kWide; ++x) {
      for (int i = 0; i < kSectionPhases; ++i) counts[i] += columns[x % kWide][i];
      const int left = x - kEdge + 1;
      if (left < 0 || left >= kWide) continue;
      if (left % kStep == 0) {
        Fractions fractions{};
        for (int i = 0; i < kSectionPhases; ++i) fractions[i] = counts[i] / double{kEdge * kEdge};
        if (const double off = farthest(fractions, wanted); off < least) {
          least = off;
          section.tileX = left * kPlacesPerUm / kCountedPerUm;
          section.tileY = top * kPlacesPerUm / kCountedPerUm;
        }
      }
      for (int i = 0; i < kSectionPhases; ++i) counts[i] -= columns[left][i];
    }
  }
  return least;
}

class BitWriter {
 public:
  void put(int value, int bits) {
    while (--bits >= 0) {
      if (used_ % 8 == 0) bytes_.push_back(0);
      bytes_.back() |= (value >> bits & 1) << (7 - used_++ % 8);
    }
  }
  const std::vector<int>& bytes() const { return bytes_; }
  std::size_t bits() const { return used_; }

 private:
  std::vector<int> bytes_;
  std::size_t used_ = 0;
};

int bitsFor(int most) {
  int bits = 0;
  while (1 << bits <= most) ++bits;
  return bits;
}

void putKind(BitWriter& out, const std::vector<CutBody>& bodies, int kind, int step, int cellIndex) {
  const int cell = kCellPlaces[cellIndex];
  out.put(step == 2, 1);
  out.put(cellIndex, 2);
  std::array<int, 2> lengthBits{};
  for (int i = 0; i < kLengthsOf[kind]; ++i) {
    for (const CutBody& body : bodies) lengthBits[i] = std::max(lengthBits[i], bitsFor(body.lengths[i] / step));
    out.put(lengthBits[i], 4);
  }
  const int across = kWidthPlaces / cell;
  std::vector<std::vector<CutBody>> cells(static_cast<std::size_t>(across) * (kHeightPlaces / cell));
  for (const CutBody& body : bodies) cells[body.y / cell * across + body.x / cell].push_back(body);
  for (const std::vector<CutBody>& inCell : cells) {
    for (const CutBody& body : inCell) {
      out.put(1, 1);
      out.put(body.x % cell / step, bitsFor(cell / step - 1));
      out.put(body.y % cell / step, bitsFor(cell / step - 1));
      for (int i = 0; i < kLengthsOf[kind]; ++i) out.put(body.lengths[i] / step, lengthBits[i]);
      if (kind == kFibres) {
        const int half = body.lengths[0] / kFibreStep;
        for (int i = 0; i < half / 4; ++i) out.put(1, 1);
        out.put(0, 1);
        out.put(half % 4, 2);
        if (hasDirection(body)) out.put(body.direction, 4);
      }
    }
    out.put(0, 1);
  }
}

std::vector<int> coded(const Section& section) {
  BitWriter out;
  out.put(section.tileX, kPlaceBits);
  out.put(section.tileY, kPlaceBits);
  for (int kind = 0; kind < kCutKinds; ++kind) {
    std::size_t fewest = ~std::size_t{0};
    int best = 0;
    for (int cell = 0; cell < static_cast<int>(kCellPlaces.size()); ++cell) {
      BitWriter tried;
      putKind(tried, section.bodies[kind], kind, stepOf(section.bodies[kind], kind), cell);
      if (tried.bits() < fewest) fewest = tried.bits(), best = cell;
    }
    putKind(out, section.bodies[kind], kind, stepOf(section.bodies[kind], kind), best);
  }
  return out.bytes();
}

}  // namespace

int main() {
  std::vector<std::vector<int>> all;
  for (int model = 0; model < kModelCount; ++model) {
    for (const int amWtPct : kSectionAmWtPct) {
      MicrostructureRequest request;
      request.scenario.model = static_cast<ParticleModel>(model);
      request.scenario.amWtPct = amWtPct;
      request.shape = {static_cast<int>(kDepthUm), static_cast<int>(kSectionHeightUm),
                       static_cast<int>(kSectionWidthUm)};
      for (const auto& [key, value] : {std::pair{"voxelUm", 1.0}, std::pair{"fibreDiameterUm", kSectionFibreUm}})
        if (const auto put = putMicrostructureSize(request, key, value); !put) fail(put.error());
      Fractions wanted{};
      Section best;
      double least = 1;
      for (request.seed = 1; request.seed <= kSeeds && least > kNearEnough; ++request.seed) {
        const auto made = generateMicrostructure(request);
        if (!made) fail(made.error());
        for (const PhaseFraction& one : made->phases) wanted[static_cast<std::size_t>(one.phase)] = one.target;
        for (int plane = 0; plane < kPlanes; ++plane) {
          Section section = cut(made->geometry, kDepthUm * plane / kPlanes);
          const double off = farthest(fractionsOf(phasesOf(section, kCountedPerUm)), wanted);
          if (off < least) least = off, best = std::move(section);
        }
      }
      const double tileOff = placeTile(best, wanted);
      all.push_back(coded(best));
      const double off = farthest(fractionsOf(phasesOf(best, kCheckedPerUm)), wanted);
      std::fprintf(stderr,
                   "model %d, %d wt%%: areas within %.2f points of the composition's, of the tile %.2f; "
                   "%zu grains, %zu SE particles, %zu pieces of fibre, %zu bytes\n",
                   model + 1, amWtPct, 100 * off, 100 * tileOff, best.bodies[kGrains].size(),
                   best.bodies[kSeParticles].size(), best.bodies[kFibres].size(), all.back().size());
    }
  }
  // Where each begins, then all of them.
  std::size_t at = 2 * all.size();
  std::vector<int> bytes;
  for (const std::vector<int>& section : all) {
    bytes.push_back(static_cast<int>(at >> 8));
    bytes.push_back(static_cast<int>(at & 0xFF));
    at += section.size();
  }
  if (at > 0xFFFF) fail("a place does not fit into two bytes");
  for (const std::vector<int>& section : all) bytes.insert(bytes.end(), section.begin(), section.end());
  for (std::size_t i = 0; i < bytes.size(); ++i) std::printf("%d,%s", bytes[i], i % 32 == 31 ? "\n" : "");
  std::printf("\n");
}
