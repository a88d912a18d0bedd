// SPDX-License-Identifier: MIT
// What the conduction solver's results are off by, against an independent solve in double precision: random volumes
// of 1 to 1,000 voxels, generated ones, and two that were once wrong. usage: conduction_errors [RANDOM [GENERATED
// [EDGE]]]
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>

#include "core/random_conduction.h"

using namespace cathode;

namespace {

// Rounding of sums in double precision, and of the reference.
constexpr double kRounding = 1e-11;

struct Tally {
  int solved = 0, beyond = 0, missed = 0, crossed = 0, refused = 0, outside = 0;
  double worst = 0;  // error over tolerance
  std::size_t iterations = 0;

  void print(const std::string& name) const {
    std::printf(
        "  %-38s %6d solved, %5d beyond tolerance (worst %9.2e of it), %5d intervals miss, %4d crossed, %4d potentials "
        "outside, %4d not converged, %5.1f iterations\n",
        name.c_str(), solved, beyond, worst, missed, crossed, outside, refused,
        solved ? double(iterations) / solved : 0.0);
  }
};

void count(Tally& tally, ConductionCase c, double tolerance, double expected) {
  c.tolerance = tolerance;
  const auto result = solveConduction(c.problem());
  if (!result) {
    ++tally.refused;
    return;
  }
  const ConductionSolution& s = *result;
  ++tally.solved;
  tally.iterations += s.history.size();
  const double scale = expected > 0 ? expected : 1.0;
  const double off = std::abs(s.effectiveConductivity - expected) / scale / (tolerance + kRounding);
  tally.worst = std::max(tally.worst, std::isnan(off) ? INFINITY : off);
  tally.beyond += !(off <= 1);
  tally.missed += !(s.lowerEstimate <= expected * (1 + kRounding) && s.upperEstimate >= expected * (1 - kRounding));
  tally.crossed += !(s.lowerEstimate <= s.effectiveConductivity && s.effectiveConductivity <= s.upperEstimate);
  for (const float v : s.potential) {
    if (!(v >= -1e-5f && v <= 1 + 1e-5f)) {
      ++tally.outside;
      break;
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  const auto argument = [&](int i, int standard) { return argc > i ? std::atoi(argv[i]) : standard; };
  const int randoms = argument(1, 5000), generated = argument(2, 100), edge = argument(3, 48);
  const double tolerances[] = {0.1, 1e-3, 1e-6, 1e-9};

  std::printf("%d random volumes of 1 to 1,000 voxels\n", randoms);
  std::map<std::pair<double, int>, Tally> tallies;
  for (int i = 0; i < randoms; ++i) {
    const int kind = i % kConductionKinds;
    ConductionCase c = randomConduction(static_cast<ConductionKind>(kind), std::uint32_t(i));
    c.fields = true;
    const double expected = referenceConductivity(c);
    for (const double tolerance : tolerances) count(tallies[{-tolerance, kind}], c, tolerance, expected);
  }
  for (const auto& [key, tally] : tallies)
    tally.print(std::string(kConductionKindNames[key.second]) + ", to " + std::to_string(int(std::log10(-key.first))));

  std::printf("%d generated volumes of %d^3 voxels\n", generated, edge);
  std::map<std::pair<double, int>, Tally> made;
  for (int i = 0; i < generated; ++i) {
    ConductionCase c = generatedConduction(edge, std::uint32_t(i));
    c.fields = true;
    const double expected = referenceConductivity(c);
    for (const double tolerance : {1e-3, 1e-9}) count(made[{-tolerance, i % 5}], c, tolerance, expected);
  }
  for (const auto& [key, tally] : made)
    tally.print("sigma set " + std::to_string(key.second) + ", to " + std::to_string(int(std::log10(-key.first))));

  std::printf("Once wrong\n");
  ConductionCase tiny{{5, 3, 1}, {}, {0, 1, 1e-3}};
  for (const char label : std::string("212120101210120")) tiny.voxels.push_back(std::uint8_t(label - '0'));
  const ConductionCase two{{2, 1, 1}, {0, 1}, {1, 0.5}};
  for (ConductionCase c : {tiny, two}) {
    c.tolerance = 1e-3;
    const auto s = solveConduction(c.problem());
    std::printf("  %.7g in %.7g to %.7g; truth %.7g\n", s ? s->effectiveConductivity : NAN, s ? s->lowerEstimate : NAN,
                s ? s->upperEstimate : NAN, referenceConductivity(c));
  }
  for (const double poor : {1e-3, 1e-4}) {
    MicrostructureRequest request;
    request.shape = {48, 48, 48};
    request.seed = 3;
    request.scenario.model = ParticleModel::thinShellLarge;
    request.sizes[static_cast<std::size_t>(MicrostructureSizeId::voxelUm)] = 0.4;
    ConductionCase c{request.shape, generateMicrostructure(request)->voxels, {0, poor, 1, 1}, Direction::x, 1e-3};
    const auto s = solveConduction(c.problem());
    std::printf("  %.7g in %.7g to %.7g; truth %.7g, %zu iterations\n", s ? s->effectiveConductivity : NAN,
                s ? s->lowerEstimate : NAN, s ? s->upperEstimate : NAN, referenceConductivity(c),
                s ? s->history.size() : 0);
  }
}
