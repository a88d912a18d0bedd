#include "core/conduction.h"

#include <algorithm>
#include <cmath>

#include "core/conduction/grid.h"
#include "core/text.h"

namespace cathode {
namespace {

// Beyond this single precision says nothing more; from there on the potential is corrected in double precision.
constexpr double kSinglePrecision = 2e-6;
constexpr int kMostIterations = 2000;
constexpr int kMostCorrections = 12;
bool isCorrected(const ConductionProblem& problem) { return problem.tolerance < kSinglePrecision; }

std::string refusalOf(const ConductionProblem& problem) {
  if (std::string refusal = shapeRefusal(problem.shape, problem.voxels.size()); !refusal.empty()) return refusal;
  const std::size_t labels = problem.conductivities.size();
  if (labels == 0 || labels > 256) return "conductivities: " + std::to_string(labels) + " of them; allowed: 1 to 256, one for each label.";
  for (std::size_t label = 0; label < labels; ++label) {
    const double sigma = problem.conductivities[label];
    if (!std::isfinite(sigma) || sigma < 0 || (sigma > 0 && (sigma < 1e-30 || sigma > 1e30))) {
      return "conductivities: " + quotedNumber(sigma) + " for label " + std::to_string(label) +
             "; allowed: 0, or 1e-30 to 1e30.";
    }
  }
  // Beyond that, sums in single precision lose the poor conductor.
  const double best = *std::ranges::max_element(problem.conductivities);
  for (std::size_t label = 0; label < labels; ++label) {
    const double sigma = problem.conductivities[label];
    if (sigma > 0 && sigma < kLeastContrast * best) {
      return "conductivities: " + shortestText(sigma) + " for label " + std::to_string(label) + " is too small beside " + shortestText(best) + "; allowed: 0, or at least " +
             shortestText(kLeastContrast) + " of the largest.";
    }
  }
  if (const std::uint8_t highest = *std::ranges::max_element(problem.voxels); highest >= labels) {
    return "voxels: label " + std::to_string(highest) + " has no conductivity; allowed: labels 0 to " + std::to_string(labels - 1) + ", one for each of conductivities.";
  }
  if (!(problem.tolerance >= kFinestTolerance && problem.tolerance <= kCoarsestTolerance)) {
    return "tolerance: " + quotedNumber(problem.tolerance) + "; allowed: 1e-10 to 0.1.";
  }
  if (!(problem.contactResistance >= 0 && problem.contactResistance * best * kLeastContrast <= 1)) {
    return "contactResistance: " + quotedNumber(problem.contactResistance) +
           "; allowed: 0 to " + shortestText(1 / kLeastContrast) + " over the largest conductivity.";
  }
  if (problem.contactResistance > 0 && problem.particles.size() != problem.voxels.size()) {
    return "particles: " + std::to_string(problem.particles.size()) + " of them; allowed: one for each voxel, " + std::to_string(problem.voxels.size()) + ".";
  }
  const Shape across = turnedTo(problem.direction, problem.shape).shape;
  if (problem.sides == Sides::periodic && (across[1] % 2 != 0 || across[2] % 2 != 0)) {
    return "sides: periodic ones need even extents sideways, not " + std::to_string(across[1]) + " and " + std::to_string(across[2]) + "; allowed: closed.";
  }
  return "";
}

// How far an iteration's power is above the true one, from how fast it has been falling.
class ErrorEstimate {
 public:
  // Adds the fall of an iteration; returns the estimate.
  double add(double fall) {
    falls_.push_back(fall);
    const std::size_t n = falls_.size();
    if (n == 1) return fall;
    double rate = falls_[n - 1] / falls_[n - 2];
    if (n >= 3) rate = std::max(rate, std::sqrt(falls_[n - 1] / falls_[n - 3]));
    rate = std::clamp(rate, 0.05, 0.98);
    return fall * rate / (1 - rate);
  }

 private:
  std::vector<double> falls_;
};

}  // namespace

double conductionBytes(const ConductionProblem& problem) {
  const bool hasFaces = problem.contactResistance > 0 || std::ranges::count_if(problem.conductivities, [](double sigma) { return sigma > 0; }) > 1;
  const double perVoxel = 64 + (hasFaces ? 14 : 0) + (isCorrected(problem) ? 20 : 0) + (hasFaces && isCorrected(problem) ? 26 : 0) + (problem.fields ? 16 : 0) +
                          (problem.contactResistance > 0 ? 8 : 0);
  return perVoxel * double(problem.voxels.size());
}

std::expected<ConductionSolution, std::string> solveConduction(const ConductionProblem& problem, const ConductionObserver& observer) {
  if (std::string refusal = refusalOf(problem); !refusal.empty()) return std::unexpected(std::move(refusal));
  const auto tell = [&](const ConductionProgress& progress) { return !observer || observer(progress); };
  const auto stopped = std::unexpected(std::string(kConductionStopped));
  if (!tell({true, 0.0, 0, 0.0, 1.0})) return stopped;

  ConductionSolution solution;
  const std::size_t count = problem.voxels.size();
  std::array<std::size_t, 256> counts{};
  for (const std::uint8_t label : problem.voxels) ++counts[label];
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
  if (problem.fields) {
    solution.potential.resize(count);
    solution.currentDensity.resize(count);
  }
  if (solution.percolatingFraction == 0) return solution;
  if (!tell({true, 0.05, 0, 0.0, 1.0})) return stopped;

  GridProblem gridProblem{.shape = turned.shape, .conducting = joined, .sides = problem.sides, .corrected = isCorrected(problem)};
  std::vector<double> relative;
  std::vector<std::uint32_t> particles;
  if (smallest != largest || problem.contactResistance > 0) {
    for (const double sigma : problem.conductivities) relative.push_back(sigma / largest);
    gridProblem.labels = labels;
    gridProblem.conductivities = relative;
    if (problem.contactResistance > 0) {
      particles = turnedCopy(turned, problem.shape, problem.particles);
      gridProblem.faceResistance = [&, resistance = problem.contactResistance * largest](std::size_t voxel, std::size_t next) {
        return particles[voxel] == particles[next] ? 0.0 : resistance;
      };
    }
  }
  Grid grid(gridProblem);
  voxels = {};
  const double toSigma = largest * turned.shape[0] / (double(turned.shape[1]) * turned.shape[2]);

  // The power falls towards the conductance; what it would still fall is estimated from how it fell.
  double power = grid.begin();
  const double tolerance = problem.tolerance;
  double error = 0;
  // Iterates until the error is small enough; false if stopped.
  const auto run = [&](double enough) {
    ErrorEstimate estimate;
    while (solution.history.size() < kMostIterations) {
      const double fall = grid.iterate();
      if (fall == 0) break;
      power -= fall;
      error = std::min(estimate.add(fall), 0.5 * power);
      const double relative = error / (power - error);
      solution.history.push_back({(power - error) * toSigma, relative});
      const double done = std::log(std::clamp(relative, tolerance, 1.0)) / std::log(tolerance);
      if (!tell({false, 0.3 + 0.7 * done, int(solution.history.size()), (power - error) * toSigma, relative})) return false;
      if (relative <= enough) break;
    }
    return true;
  };
  // A quarter of the tolerance: the estimate may be off by a few times itself.
  if (!run(0.25 * std::max(tolerance, kSinglePrecision))) return stopped;
  for (int i = 0; isCorrected(problem) && i < kMostCorrections; ++i) {
    const double before = power;
    grid.correct();
    if (!run(std::max(0.1 * tolerance, 1e-6 * error / power))) return stopped;
    if (before - power <= 0.1 * tolerance * power) break;
  }
  power = grid.power();

  solution.percolates = true;
  solution.effectiveConductivity = (power - error) * toSigma;
  solution.upperEstimate = power * toSigma;
  solution.lowerEstimate = (power - 2 * error) * toSigma;
  solution.tortuosityFactor = weighted / solution.effectiveConductivity;
  solution.macMullin = *solution.tortuosityFactor / solution.conductingFraction;
  if (problem.fields) {
    std::vector<float> potential(count), current(count);
    grid.fields(potential, current);
    const float mean = static_cast<float>(power / (double(turned.shape[1]) * turned.shape[2]));
    forTurned(turned, problem.shape, [&](std::size_t from, std::size_t to) {
      solution.potential[to] = potential[from];
      solution.currentDensity[to] = current[from] / mean;
    });
  }
  return solution;
}

}  // namespace cathode
