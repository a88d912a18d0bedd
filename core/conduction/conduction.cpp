// SPDX-License-Identifier: MIT
#include "core/conduction/conduction.h"

#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/base/out_of_memory.h"
#include "core/conduction/correction.h"
#include "core/conduction/grid.h"
#include "core/conduction/potential.h"

namespace cathode {
namespace {

// Where all conduct alike, single precision serves down to this tolerance.
constexpr double kSinglePrecision = 2e-6;
// Rounding of a power that is summed in single precision.
constexpr double kPowerRounding = 1e-6;

using LabelCounts = std::array<std::size_t, 256>;
LabelCounts countsOf(std::span<const std::uint8_t> voxels) {
  // Two at a time: a count does not wait for the one before it where neighbours are alike.
  LabelCounts counts{}, others{};
  std::size_t i = 0;
  for (; i + 1 < voxels.size(); i += 2) ++counts[voxels[i]], ++others[voxels[i + 1]];
  if (i < voxels.size()) ++counts[voxels[i]];
  for (std::size_t label = 0; label < counts.size(); ++label) counts[label] += others[label];
  return counts;
}

// With how many voxels have each label.
std::string refusalOf(const ConductionProblem& problem, const LabelCounts& counts) {
  if (std::string refusal = shapeRefusal(problem.shape, problem.voxels.size()); !refusal.empty()) return refusal;
  if (std::string refusal = spacingRefusal(problem.spacing); !refusal.empty()) return refusal;
  const std::size_t labels = problem.conductivities.size();
  std::array<bool, 256> has;
  std::ranges::transform(counts, has.begin(), [](std::size_t count) { return count > 0; });
  if (std::string refusal = conductivitiesRefusal(problem.conductivities, has); !refusal.empty()) return refusal;
  std::size_t highest = counts.size() - 1;
  while (counts[highest] == 0) --highest;
  if (highest >= labels) {
    return "voxels: label " + std::to_string(highest) + " has no conductivity; allowed: labels 0 to " +
           std::to_string(labels - 1) + ", one for each of conductivities.";
  }
  if (std::string refusal = toleranceRefusal(problem.tolerance); !refusal.empty()) return refusal;
  double best = 0;
  for (std::size_t label = 0; label < labels; ++label) {
    if (has[label]) best = std::max(best, problem.conductivities[label]);
  }
  const double shortest = std::ranges::min(problem.spacing);
  if (!(problem.contactResistance >= 0 && problem.contactResistance / shortest * best * kLeastContrast <= 1)) {
    return "contactResistance: " + quotedNumber(problem.contactResistance) + "; allowed: 0 to " +
           shortestText(shortest / kLeastContrast) + " over the largest conductivity.";
  }
  if (problem.contactResistance > 0 && problem.particles.size() != problem.voxels.size()) {
    return "particles: " + std::to_string(problem.particles.size()) + " of them; allowed: one for each voxel, " +
           std::to_string(problem.voxels.size()) + ".";
  }
  if (problem.threads < 1 || problem.threads > kMostThreads)
    return "threads: " + std::to_string(problem.threads) + "; allowed: 1 to " + std::to_string(kMostThreads) + ".";
  const Shape across = turnedTo(problem.direction, problem.shape).shape;
  if (problem.sides == Sides::periodic && (across[1] % 2 != 0 || across[2] % 2 != 0)) {
    return "sides: periodic ones need even extents sideways, not " + std::to_string(across[1]) + " and " +
           std::to_string(across[2]) + "; allowed: closed.";
  }
  return "";
}

bool areCubes(const Spacing& spacing) { return spacing[0] == spacing[1] && spacing[1] == spacing[2]; }

// Whether the result is proven, in double precision, rather than estimated.
bool isProven(const ConductionProblem& problem, bool areAlike) {
  return !areAlike || problem.tolerance < kSinglePrecision;
}

// Where all conduct alike: in single precision, and as far as the falls of the power tell.
std::expected<PowerFound, std::string> iterate(Grid& grid, double tolerance, Progress& progress) {
  ErrorEstimate estimate;
  double power = grid.begin(), error = 0;
  do {
    if (!progress.hasIterations()) return std::unexpected(notConverged(tolerance, error / power));
    const double fall = grid.iterate();
    power -= fall;
    error = std::min(estimate.add(fall), 0.5 * power);
    if (!progress.add(power - error, error)) return std::unexpected(std::string(kConductionStopped));
    // A quarter of the tolerance: the estimate may be off by a few times itself.
  } while (error > 0.25 * tolerance * (power - error));
  power = grid.power();
  // An interval no narrower than what was asked for, since the estimate is no bound.
  return PowerFound{std::min(power - 2 * error, (power - error) * (1 - tolerance)), power - error,
                    power * (1 + kPowerRounding)};
}

}  // namespace

std::string conductivitiesRefusal(std::span<const double> conductivities, const std::array<bool, 256>& has) {
  const std::size_t labels = conductivities.size();
  if (labels == 0 || labels > 256)
    return "conductivities: " + std::to_string(labels) + " of them; allowed: 1 to 256, one for each label.";
  for (std::size_t label = 0; label < labels; ++label) {
    const double sigma = conductivities[label];
    if (!std::isfinite(sigma) || sigma < 0 || (sigma > 0 && (sigma < 1e-30 || sigma > 1e30))) {
      return "conductivities: " + quotedNumber(sigma) + " for label " + std::to_string(label) +
             "; allowed: 0, or 1e-30 to 1e30.";
    }
  }
  // Beyond that single precision gains too little with each correction. What no voxel has does not matter.
  double best = 0;
  for (std::size_t label = 0; label < labels; ++label) {
    if (has[label]) best = std::max(best, conductivities[label]);
  }
  for (std::size_t label = 0; label < labels; ++label) {
    const double sigma = conductivities[label];
    if (has[label] && sigma > 0 && sigma < kLeastContrast * best) {
      return "conductivities: " + shortestText(sigma) + " for label " + std::to_string(label) +
             " is too small beside " + shortestText(best) + "; allowed: 0, or at least " +
             shortestText(kLeastContrast) + " of the largest.";
    }
  }
  return "";
}

std::string toleranceRefusal(double tolerance) {
  if (tolerance >= kFinestTolerance && tolerance <= kCoarsestTolerance) return "";
  return "tolerance: " + quotedNumber(tolerance) + "; allowed: 1e-10 to 0.1.";
}

double conductionBytes(const ConductionProblem& problem) {
  // Bytes a voxel of a potential in double precision, of a conducting one in the tree, of a particle, of fields, of a
  // turned copy, of bits; a node of the coarse levels takes about kNode, more where faces differ, and there are at most
  // so many of those a conducting voxel; and the factors of the coarsest level.
  constexpr double kPotential = 18, kTree = 8, kParticle = 4, kFields = 8, kTurned = 1, kBits = 0.5;
  constexpr double kNode = 112, kNodeOfDiffering = 130, kNodesOfConductors = 0.42, kNodesOfContacts = 1;
  constexpr double kCoarsest = 5e5;
  if (!shapeRefusal(problem.shape, problem.voxels.size()).empty()) return 0;  // solving refuses it
  const LabelCounts counts = countsOf(problem.voxels);
  const double count = double(problem.voxels.size());
  std::array<bool, 256> conducts{};
  double conducting = 0, smallest = INFINITY, largest = 0;
  for (std::size_t label = 0; label < std::min(counts.size(), problem.conductivities.size()); ++label) {
    const double sigma = problem.conductivities[label];
    if (counts[label] == 0 || !(sigma > 0)) continue;
    conducts[label] = true;
    conducting += double(counts[label]);
    smallest = std::min(smallest, sigma);
    largest = std::max(largest, sigma);
  }
  const bool hasContacts = problem.contactResistance > 0,
             areAlike = !(smallest < largest) && !hasContacts && areCubes(problem.spacing);
  double perVoxel = kBits + (problem.fields ? kFields : 0) + (problem.direction == Direction::z ? 0 : kTurned);
  double bytes =
      kCoarsest + gridBytes(turnedTo(problem.direction, problem.shape).shape, areAlike, std::max(problem.threads, 1));
  if (areAlike)
    bytes += kNode * double(coarseNodes(bitsOf(problem.voxels, problem.shape, conducts)));
  else
    bytes += kNodeOfDiffering * conducting * (hasContacts ? kNodesOfContacts : kNodesOfConductors);
  if (hasContacts) perVoxel += kParticle;
  if (isProven(problem, areAlike)) perVoxel += kPotential, bytes += kTree * conducting;
  return bytes + perVoxel * count;
}

namespace {

std::expected<ConductionSolution, std::string> solved(const ConductionProblem& problem,
                                                      const ConductionObserver& observer) {
  const LabelCounts counts = countsOf(problem.voxels);
  if (std::string refusal = refusalOf(problem, counts); !refusal.empty()) return std::unexpected(std::move(refusal));
  if (std::isfinite(problem.memoryBytes)) {
    if (const double bytes = conductionBytes(problem); !(bytes <= problem.memoryBytes))
      return std::unexpected(budgetRefusal(bytes, problem.memoryBytes));
  }
  const auto tell = [&](const ConductionProgress& progress) { return !observer || observer(progress); };
  const auto stopped = std::unexpected(std::string(kConductionStopped));
  if (!tell({true, 0.0, 0, 0.0, 1.0})) return stopped;

  ConductionSolution solution;
  const std::size_t count = problem.voxels.size();
  double largest = 0, smallest = 0, weighted = 0;
  std::array<bool, 256> conducts{};
  for (std::size_t label = 0; label < problem.conductivities.size(); ++label) {
    const double sigma = problem.conductivities[label];
    if (sigma == 0 || counts[label] == 0) continue;
    conducts[label] = true;
    largest = std::max(largest, sigma);
    smallest = smallest == 0 ? sigma : std::min(smallest, sigma);
    solution.conductingFraction += double(counts[label]) / double(count);
    weighted += sigma * double(counts[label]) / double(count);
  }

  const Turned turned = turnedTo(problem.direction, problem.shape);
  std::vector<std::uint8_t> voxels;
  std::span<const std::uint8_t> labels = problem.voxels;
  if (problem.direction != Direction::z) {
    voxels = turnedCopy(turned, problem.shape, problem.voxels);
    labels = voxels;
  }
  const VoxelBits joined = percolating(bitsOf(labels, turned.shape, conducts), problem.sides);
  solution.percolatingFraction = double(joined.count()) / double(count);
  if (solution.percolatingFraction == 0) {
    if (problem.fields) solution.potential.resize(count), solution.currentDensity.resize(count);
    return solution;
  }
  if (!tell({true, 0.05, 0, 0.0, 1.0})) return stopped;
  Workers workers(problem.threads);

  std::vector<double> relative;
  std::vector<std::uint32_t> particles;
  if (smallest != largest || problem.contactResistance > 0 || !areCubes(problem.spacing)) {
    for (const double sigma : problem.conductivities) relative.push_back(sigma / largest);
    if (problem.contactResistance > 0) particles = turnedCopy(turned, problem.shape, problem.particles);
  }
  // In units of the shortest edge: of cubes nothing is left of it.
  const double unit = std::ranges::min(problem.spacing);
  Spacing edges;
  for (std::size_t i = 0; i < 3; ++i) edges[i] = problem.spacing[std::size_t(turned.axes[i])] / unit;
  const Faces faces(turned.shape, joined, problem.sides, labels, relative, problem.contactResistance / unit * largest,
                    particles, edges);
  const double area = double(turned.shape[1]) * turned.shape[2] * edges[1] * edges[2],
               toSigma = largest * (turned.shape[0] * edges[0]) / area;
  Progress progress(observer, problem.tolerance, toSigma, solution.history);
  const bool proves = isProven(problem, faces.areAlike());
  std::optional<Potential> potential;
  if (proves) {
    potential.emplace(faces).plantTree();
    potential->fallEvenly();
  }
  std::optional<Grid> grid(std::in_place, faces, workers);
  const std::expected<PowerFound, std::string> found =
      proves ? correct(*potential, *grid, problem.tolerance, progress) : iterate(*grid, problem.tolerance, progress);
  if (!found) return std::unexpected(found.error());

  solution.percolates = true;
  solution.effectiveConductivity = found->power * toSigma;
  solution.upperEstimate = found->upper * toSigma;
  solution.lowerEstimate = found->lower * toSigma;
  solution.tortuosityFactor = weighted / solution.effectiveConductivity;
  solution.macMullin = *solution.tortuosityFactor / solution.conductingFraction;
  if (problem.fields) {
    if (!potential) grid->addTo(potential.emplace(faces).values());
    grid.reset();
    solution.potential.resize(count);
    solution.currentDensity.resize(count);
    const double mean = found->power / area;
    forTurned(turned, problem.shape, [&](std::size_t from, std::size_t to) {
      const auto [value, current] = potential->fieldAt(from);
      solution.potential[to] = static_cast<float>(value);
      solution.currentDensity[to] = static_cast<float>(current / mean);
    });
  }
  return solution;
}

}  // namespace

std::expected<ConductionSolution, std::string> solveConduction(const ConductionProblem& problem,
                                                               const ConductionObserver& observer) {
  return orOutOfMemory([&] { return solved(problem, observer); });
}

}  // namespace cathode
