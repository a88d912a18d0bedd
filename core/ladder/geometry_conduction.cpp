// SPDX-License-Identifier: MIT
#include "core/ladder/geometry_conduction.h"

#include <algorithm>
#include <cmath>

#include "core/base/elementary.h"
#include "core/base/number_text.h"
#include "core/base/out_of_memory.h"

namespace cathode {
namespace {

// Which labels a geometry has.
std::array<bool, 256> labelsOf(const Geometry& geometry) {
  std::array<bool, 256> has{};
  has[geometry.background] = true;
  for (const Body& body : geometry.bodies) {
    has[body.label] = true;
    if (body.shellUm > 0) has[body.shellLabel] = true;
  }
  return has;
}

double largestOf(const Geometry& geometry, std::span<const double> conductivities) {
  const std::array<bool, 256> has = labelsOf(geometry);
  double largest = 0;
  for (std::size_t label = 0; label < conductivities.size(); ++label) {
    if (has[label]) largest = std::max(largest, conductivities[label]);
  }
  return largest;
}

std::string conductivityRefusal(const Geometry& geometry, std::span<const double> conductivities) {
  const std::array<bool, 256> has = labelsOf(geometry);
  if (std::string refusal = conductivitiesRefusal(conductivities, has); !refusal.empty()) return refusal;
  for (std::size_t label = conductivities.size(); label < has.size(); ++label) {
    if (has[label])
      return "geometry: label " + std::to_string(label) + " has no conductivity; allowed: labels 0 to " +
             std::to_string(conductivities.size() - 1) + ", one for each of conductivities.";
  }
  return "";
}

std::string refusalOf(const Geometry& geometry, std::span<const double> conductivities, Sides sides,
                      double contactResistance) {
  if (std::string refusal = geometryRefusal(geometry); !refusal.empty()) return "geometry." + refusal;
  if (std::string refusal = conductivityRefusal(geometry, conductivities); !refusal.empty()) return refusal;
  if (sides == Sides::periodic && !geometry.isPeriodic)
    return "sides: periodic ones need a geometry that is periodic; allowed: closed.";
  // Beyond that a contact is none that single precision tells from a gap.
  const double largest = largestOf(geometry, conductivities);
  const double most = kMostContactEdges * std::ranges::min(geometry.boxUm) / (largest > 0 ? largest : 1.0);
  if (!(contactResistance >= 0 && contactResistance <= most))
    return "contactResistance: " + quotedNumber(contactResistance) + "; allowed: 0 to " + shortestText(most) + ", " +
           shortestText(kMostContactEdges) + " of the box's shortest edge over the largest conductivity.";
  return "";
}

std::string shapeRefusalOf(const Geometry& geometry, const Shape& shape) {
  if (std::string refusal = shapeRefusal(shape, voxelCount(shape)); !refusal.empty()) return refusal;
  Spacing edges;
  for (std::size_t axis = 0; axis < 3; ++axis) edges[axis] = geometry.boxUm[axis] / shape[axis];
  if (std::ranges::max(edges) > kMostElongated * std::ranges::min(edges))
    return "shape: it does not match the box, whose voxels would be " + shortestText(edges[0]) + " by " +
           shortestText(edges[1]) + " by " + shortestText(edges[2]) + " µm; allowed: edges at most " +
           shortestText(kMostElongated) + " times each other.";
  return "";
}

// How much a conductor of each fraction would carry by itself, and how much conducts.
struct Unhindered {
  double conductivity = 0, fraction = 0;
};
Unhindered unhinderedOf(std::span<const LabelFraction> fractions, std::span<const double> conductivities) {
  Unhindered all;
  for (const auto& [label, fraction, error] : fractions) {
    if (label >= conductivities.size() || !(conductivities[label] > 0)) continue;
    all.conductivity += conductivities[label] * fraction;
    all.fraction += fraction;
  }
  return all;
}

std::expected<std::vector<LabelFraction>, std::string> countedOnce(const Geometry& geometry,
                                                                   std::span<const LabelFraction> given) {
  if (given.empty()) return fractionsOf(geometry);
  return std::vector(given.begin(), given.end());
}

// A geometry seen along the flow, and the conductivities as shares of the largest.
struct Seen {
  Geometry geometry;
  std::vector<double> relative;
  double largest, toSigma;

  Seen(const Geometry& given, std::span<const double> conductivities, Direction direction)
      : geometry(turnedTo(direction, given)), largest(largestOf(given, conductivities)) {
    for (const double sigma : conductivities) relative.push_back(sigma / largest);
    toSigma = largest * geometry.boxUm[0] / (geometry.boxUm[1] * geometry.boxUm[2]);
  }
};

// Lobes, their faces and contacts, and the network of them while it is made.
double lobeBytes(const Lobes& lobes) {
  constexpr double kLobe = 30, kFace = 12, kContact = 20;
  return kLobe * double(lobes.cells.size()) + kFace * double(lobes.faces.size()) +
         kContact * double(lobes.contacts.size()) +
         networkBytes(lobes.cells.size(), lobes.faces.size() + lobes.contacts.size());
}

// What a grid takes at most, in bytes, before its lobes are known: to be read, and to be solved. On coarse grids more
// voxels are crossed by surfaces.
double readingBytes(const Shape& shape, double conductingFraction) {
  constexpr double kFilled = 220, kAny = 40;
  return double(voxelCount(shape)) * (kFilled * std::min(1.0, 1.4 * conductingFraction) + kAny);
}
double wholeBytes(const Shape& shape, double conductingFraction) {
  constexpr double kOfCoarse = 600, kCoarse = 4e5;
  return 4 * readingBytes(shape, conductingFraction) + kOfCoarse * std::min(double(voxelCount(shape)), kCoarse);
}

std::expected<GeometrySolution, std::string> solved(const GeometryProblem& problem,
                                                    const ConductionObserver& observer) {
  if (std::string refusal =
          refusalOf(problem.geometry, problem.conductivities, problem.sides, problem.contactResistance);
      !refusal.empty())
    return std::unexpected(std::move(refusal));
  if (std::string refusal = shapeRefusalOf(problem.geometry, problem.shape); !refusal.empty())
    return std::unexpected(std::move(refusal));
  if (std::string refusal = toleranceRefusal(problem.tolerance); !refusal.empty())
    return std::unexpected(std::move(refusal));
  const auto fractions = countedOnce(problem.geometry, problem.fractions);
  if (!fractions) return std::unexpected(fractions.error());
  const Unhindered unhindered = unhinderedOf(*fractions, problem.conductivities);
  GeometrySolution solution;
  solution.fractions = *fractions;
  solution.conductingFraction = unhindered.fraction;
  if (unhindered.fraction == 0) return solution;
  if (const double bytes = readingBytes(problem.shape, unhindered.fraction); !(bytes <= problem.memoryBytes))
    return std::unexpected(budgetRefusal(bytes, problem.memoryBytes));

  const Seen seen(problem.geometry, problem.conductivities, problem.direction);
  const Shape shape = turnedTo(problem.direction, problem.shape).shape;
  const auto goesOn = [&](double share) { return !observer || observer({true, 0.3 * share, 0, 0.0, 1.0}); };
  const std::optional<Lobes> lobes = readLobes(seen.geometry, shape, seen.relative, problem.sides,
                                               pointsPerEdge(seen.geometry, shape, seen.relative), goesOn);
  if (!lobes) return std::unexpected(std::string(kConductionStopped));
  if (const double bytes = lobeBytes(*lobes); !(bytes <= problem.memoryBytes))
    return std::unexpected(budgetRefusal(bytes, problem.memoryBytes));
  std::vector<std::int32_t> nodes;
  Network network = networkOf(*lobes, kMiddleJoint, problem.contactResistance * seen.largest, nodes);
  const auto found =
      solveNetwork(std::move(network), problem.tolerance, Bounds::proven, seen.toSigma, observer, solution.history);
  if (!found) return std::unexpected(found.error());
  solution.percolates = found->percolates;
  if (!found->percolates) return solution;
  double carrying = 0, all = 0;
  for (std::size_t i = 0; i < lobes->cells.size(); ++i) {
    all += double(lobes->volumesUm3[i]);
    if (found->carries[std::size_t(nodes[i])]) carrying += double(lobes->volumesUm3[i]);
  }
  solution.percolatingFraction = unhindered.fraction * carrying / all;
  solution.effectiveConductivity = found->power * seen.toSigma;
  solution.lowerEstimate = found->lower * seen.toSigma;
  solution.upperEstimate = found->upper * seen.toSigma;
  solution.tortuosityFactor = unhindered.conductivity / solution.effectiveConductivity;
  solution.macMullin = *solution.tortuosityFactor / unhindered.fraction;
  return solution;
}

// The same on every platform, so that the same grids are climbed.
constexpr int kMostOfAGrid = 1024;

// The grid of about so many voxels in which they are as near to cubes as can be, with even numbers of them.
Shape gridOf(const PlaceUm& boxUm, double voxels) {
  const double edge = cubeRootReproducible(boxUm[0] * boxUm[1] * boxUm[2] / voxels);
  Shape shape;
  for (std::size_t axis = 0; axis < 3; ++axis)
    shape[axis] = std::clamp(2 * int(std::floor(boxUm[axis] / edge / 2 + 0.5)), 2, kMostOfAGrid);
  // Boxes so long that the most there may be are too few: voxels not too unlike each other.
  double longest = 0;
  for (std::size_t axis = 0; axis < 3; ++axis) longest = std::max(longest, boxUm[axis] / shape[axis]);
  for (std::size_t axis = 0; axis < 3; ++axis) {
    const double most = boxUm[axis] * kMostElongated / longest;
    if (shape[axis] > most) shape[axis] = std::max(2, 2 * int(0.49 * most));
  }
  return shape;
}

struct Interval {
  double lower, value, upper;
};

// One side of the bracket by its grids, from coarse to fine.
struct Side {
  std::array<double, 3> edges, values;  // the coarsest only if `hasThree`
  bool hasThree;

  // To no edge at all along the line through the last two.
  double limit() const { return values[2] + (values[2] - values[1]) * edges[2] / (edges[1] - edges[2]); }
  // How far the limit may be off: half the way to it, or twice what the curve through three grids makes of it.
  double margin() const {
    const double way = std::abs(limit() - values[2]);
    if (!hasThree) return kUnseen * way;
    const double expected = values[1] + (values[1] - values[0]) * (edges[1] - edges[2]) / (edges[0] - edges[1]);
    const double curvature = (values[2] - expected) / ((edges[0] - edges[2]) * (edges[1] - edges[2]));
    return std::clamp(2 * std::abs(curvature) * edges[1] * edges[2], kLeast * way, kUnseen * way);
  }

  static constexpr double kUnseen = 0.5, kLeast = 0.2;
};

// What the last of the grids say: see convergeTransport.
Interval intervalOf(std::span<const Rung> rungs) {
  const Rung &coarse = rungs[rungs.size() - 2], &fine = rungs.back();
  if (fine.upper - fine.lower <= 1e-6 * fine.upper) {
    // Where nothing meets within voxels there are no two sides; the last step tells as much as the rest can be.
    const double step = std::abs(fine.areas - coarse.areas);
    return {fine.areas - step, fine.areas, fine.areas + step};
  }
  const auto sideOf = [&](double Rung::* value) {
    const bool hasThree = rungs.size() > 2;
    // In any unit: long boxes have one edge that stays.
    const auto edgeOf = [](const Rung& rung) { return 1 / cubeRootReproducible(double(voxelCount(rung.shape))); };
    Side side{{0, edgeOf(coarse), edgeOf(fine)}, {0, coarse.*value, fine.*value}, hasThree};
    if (hasThree) side.edges[0] = edgeOf(rungs[rungs.size() - 3]), side.values[0] = rungs[rungs.size() - 3].*value;
    return side;
  };
  const Side low = sideOf(&Rung::lower), high = sideOf(&Rung::upper);
  Interval found{low.limit() - low.margin(), 0.5 * (low.limit() + high.limit()), high.limit() + high.margin()};
  if (found.lower > found.upper) std::swap(found.lower, found.upper);
  found.value = std::clamp(found.value, found.lower, found.upper);
  return found;
}

// One direction's climb.
class Climb {
 public:
  Climb(const ConvergenceRequest& request, const ConductionObserver& observer, const Unhindered& unhindered)
      : request_(request),
        observer_(observer),
        seen_(request.geometry, request.conductivities, request.direction),
        unhindered_(unhindered) {}

  std::expected<Convergence, std::string> climb() {
    constexpr double kFirst = 51.0 * 51 * 51, kStep = 5.196152422706632;  // 3 to the power 3/2, of voxels
    double voxels = std::min(kFirst, request_.mostVoxels);
    Shape last{};
    double all = 0;
    for (double v = voxels; v <= request_.mostVoxels; v *= kStep) all += v;
    for (;;) {
      const Shape shape = gridOf(seen_.geometry.boxUm, voxels);
      if (shape == last) break;  // as fine as it gets each way
      last = shape;
      share_ = voxels / all;
      const auto rung = solve(shape);
      // What there is room for, and what is solved, is told however the next grid fails.
      if (!rung && !result_.levels.empty() && rung.error() != kConductionStopped) break;
      if (!rung) return std::unexpected(rung.error());
      done_ += share_;
      result_.levels.push_back(*rung);
      conclude();
      if (result_.isWithinTolerance) break;
      voxels *= kStep;
      if (voxels > request_.mostVoxels) break;
    }
    return std::move(result_);
  }

 private:
  // Tells how far the whole is: `part` of this rung's share, from `from` on.
  ConductionObserver within(double from, double part) const {
    if (!observer_) return {};
    return [this, from, part](const ConductionProgress& p) {
      ConductionProgress told = p;
      told.fraction = done_ + share_ * (from + part * p.fraction);
      return observer_(told);
    };
  }

  // Why so many bytes are refused; empty if they are not.
  std::string tooMuch(double bytes) const {
    return bytes <= request_.memoryBytes ? "" : budgetRefusal(bytes, request_.memoryBytes);
  }

  std::expected<double, std::string> centre(const Shape& shape) {
    Shape own;  // of the geometry as given
    const Turned turned = turnedTo(request_.direction, shape);
    for (std::size_t axis = 0; axis < 3; ++axis) own[std::size_t(turned.axes[axis])] = shape[axis];
    const auto made = voxelize(request_.geometry, own);
    if (!made) return std::unexpected(made.error());
    const auto found = solveConduction({.voxels = made->voxels,
                                        .shape = own,
                                        .conductivities = request_.conductivities,
                                        .direction = request_.direction,
                                        .tolerance = kSolverTolerance,
                                        .sides = request_.sides,
                                        .spacing = made->voxelUm},
                                       within(0.0, 0.2));
    if (!found) return std::unexpected(found.error());
    return found->effectiveConductivity;
  }

  std::expected<Rung, std::string> solve(const Shape& shape) {
    Rung rung{.shape = {}, .voxelUm = 0, .centre = NAN, .lower = 0, .upper = 0, .areas = 0};
    const Turned turned = turnedTo(request_.direction, shape);
    for (std::size_t axis = 0; axis < 3; ++axis) {
      rung.shape[std::size_t(turned.axes[axis])] = shape[axis];
      rung.voxelUm = std::max(rung.voxelUm, seen_.geometry.boxUm[axis] / shape[axis]);
    }
    if (const std::string refusal = tooMuch(readingBytes(shape, unhindered_.fraction)); !refusal.empty())
      return std::unexpected(refusal);
    if (request_.contactResistance == 0) {
      const auto found = centre(shape);
      if (!found) return std::unexpected(found.error());
      rung.centre = *found;
    }
    const auto tell = within(0.2, 0.25);
    const std::optional<Lobes> lobes =
        readLobes(seen_.geometry, shape, seen_.relative, request_.sides,
                  std::min(kMostPointsPerEdge, pointsPerEdge(seen_.geometry, shape, seen_.relative)),
                  [&](double share) { return !tell || tell({true, share, 0, 0.0, 1.0}); });
    if (!lobes) return std::unexpected(std::string(kConductionStopped));
    if (const std::string refusal = tooMuch(lobeBytes(*lobes)); !refusal.empty()) return std::unexpected(refusal);
    std::vector<std::int32_t> nodes;
    const auto side = [&](double joint, double from, double part) -> std::expected<double, std::string> {
      std::vector<ConductionStep> history;
      const auto found = solveNetwork(networkOf(*lobes, joint, request_.contactResistance * seen_.largest, nodes),
                                      kSolverTolerance, Bounds::estimated, seen_.toSigma, within(from, part), history);
      if (!found) return std::unexpected(found.error());
      if (found->power > 0)
        solver_ = std::max(
            {solver_, (found->upper - found->power) / found->power, (found->power - found->lower) / found->power});
      return found->power * seen_.toSigma;
    };
    solver_ = 0;
    const auto upper = side(kUpperJoint, 0.45, 0.25);
    if (!upper) return std::unexpected(upper.error());
    rung.lower = rung.upper = *upper;
    if (!lobes->contacts.empty()) {
      const auto lower = side(kLowerJoint, 0.7, 0.3);
      if (!lower) return std::unexpected(lower.error());
      rung.lower = *lower;
    }
    rung.areas = 0.5 * (rung.lower + rung.upper);
    return rung;
  }

  // What the rungs so far say.
  void conclude() {
    const std::vector<Rung>& rungs = result_.levels;
    const Rung& fine = rungs.back();
    result_.percolates = fine.upper > 0;
    Interval found{fine.lower, fine.areas, fine.upper};
    if (rungs.size() == 1 && fine.upper - fine.lower <= 1e-6 * fine.upper) {
      // One grid without two sides tells nothing of itself: as far as voxels by their middles are off.
      const double step = std::isnan(fine.centre) ? fine.areas : std::abs(fine.areas - fine.centre);
      found = {fine.areas - step, fine.areas, fine.areas + step};
    }
    const auto percolates = [](const Rung& rung) { return rung.upper > 0; };
    if (std::ranges::any_of(rungs, percolates) && !std::ranges::all_of(rungs, percolates)) {
      // Which it is depends on the grid: nothing is known from below.
      found.lower = 0;
      for (const Rung& rung : rungs) found.upper = std::max(found.upper, rung.upper);
    } else if (rungs.size() > 1 && result_.percolates) {
      found = intervalOf(rungs);
      if (rungs.size() > 2) {
        const Interval before = intervalOf(std::span(rungs).first(rungs.size() - 1));
        found.lower = std::min(found.lower, before.upper);
        found.upper = std::max(found.upper, before.lower);
      }
    }
    result_.effectiveConductivity = result_.percolates ? found.value : 0.0;
    result_.isExtrapolated = rungs.size() > 1 && (found.lower > fine.lower || found.upper < fine.upper);
    result_.tortuosityFactor.reset();
    result_.solverUncertainty = result_.gridUncertainty = 0;
    if (result_.percolates) {
      result_.tortuosityFactor = unhindered_.conductivity / found.value;
      result_.solverUncertainty = solver_;
      result_.gridUncertainty = 0.5 * (found.upper - found.lower) / found.value;
    }
    result_.lower = found.lower * (1 - solver_);
    result_.upper = found.upper * (1 + solver_);
    result_.isWithinTolerance = rungs.size() > 1 && result_.upper - result_.lower <= request_.tolerance * found.value;
  }

  static constexpr double kSolverTolerance = 1e-3;
  static constexpr int kMostPointsPerEdge = 9;  // coarse grids need not see more than the finer ones
  const ConvergenceRequest& request_;
  const ConductionObserver& observer_;
  const Seen seen_;
  const Unhindered unhindered_;
  Convergence result_;
  double done_ = 0, share_ = 1, solver_ = 0;
};

std::expected<Convergence, std::string> converged(const ConvergenceRequest& request,
                                                  const ConductionObserver& observer) {
  if (std::string refusal =
          refusalOf(request.geometry, request.conductivities, request.sides, request.contactResistance);
      !refusal.empty())
    return std::unexpected(std::move(refusal));
  if (!(request.tolerance >= kFinestInterval && request.tolerance <= kWidestInterval))
    return std::unexpected("tolerance: " + quotedNumber(request.tolerance) +
                           "; allowed: " + shortestText(kFinestInterval) + " to " + shortestText(kWidestInterval) +
                           ", the interval's width.");
  if (!(request.mostVoxels >= kFewestVoxels && request.mostVoxels <= double(kMostVoxels)))
    return std::unexpected("mostVoxels: " + quotedNumber(request.mostVoxels) +
                           "; allowed: " + shortestText(kFewestVoxels) + " to " + std::to_string(kMostVoxels) + ".");
  const auto fractions = countedOnce(request.geometry, request.fractions);
  if (!fractions) return std::unexpected(fractions.error());
  const Unhindered unhindered = unhinderedOf(*fractions, request.conductivities);
  Convergence result;
  if (unhindered.fraction > 0) {
    auto climbed = Climb(request, observer, unhindered).climb();
    if (!climbed) return climbed;
    result = std::move(*climbed);
  }
  result.conductingFraction = unhindered.fraction;
  return result;
}

double conductingShare(const Geometry& geometry, std::span<const LabelFraction> given,
                       std::span<const double> conductivities) {
  const auto fractions = countedOnce(geometry, given);
  return fractions ? unhinderedOf(*fractions, conductivities).fraction : 0.0;
}

}  // namespace

double geometryBytes(const GeometryProblem& problem) {
  if (!geometryRefusal(problem.geometry).empty() || !shapeRefusalOf(problem.geometry, problem.shape).empty()) return 0;
  return wholeBytes(problem.shape, conductingShare(problem.geometry, problem.fractions, problem.conductivities));
}

double convergenceBytes(const ConvergenceRequest& request) {
  if (!geometryRefusal(request.geometry).empty()) return 0;
  return wholeBytes(gridOf(request.geometry.boxUm, request.mostVoxels),
                    conductingShare(request.geometry, request.fractions, request.conductivities));
}

std::expected<GeometrySolution, std::string> solveGeometry(const GeometryProblem& problem,
                                                           const ConductionObserver& observer) {
  return orOutOfMemory([&] { return solved(problem, observer); });
}

std::expected<Convergence, std::string> convergeTransport(const ConvergenceRequest& request,
                                                          const ConductionObserver& observer) {
  return orOutOfMemory([&] { return converged(request, observer); });
}

}  // namespace cathode
