// SPDX-License-Identifier: MIT
#include "core/programs/cluster/iterations.h"

#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"

namespace cathode::program {
namespace {

constexpr int kMostIterations = 1000;

// The least eigenvalue of Lanczos' matrix, which conjugate gradients build: diagonal and the entries beside it.
double leastEigenvalue(const std::vector<double>& diagonal, const std::vector<double>& beside) {
  double low = 0, high = *std::ranges::min_element(diagonal);
  for (int step = 0; step < 60; ++step) {
    const double middle = 0.5 * (low + high);
    // Sturm: whether one is below the middle.
    double pivot = diagonal[0] - middle;
    bool isBelow = pivot < 0;
    for (std::size_t i = 1; i < diagonal.size() && !isBelow; ++i) {
      pivot = diagonal[i] - middle - beside[i - 1] * beside[i - 1] / pivot;
      isBelow = pivot < 0;
    }
    (isBelow ? high : low) = middle;
  }
  return high;
}

}  // namespace

std::expected<Iterated, Failure> iterate(System& system, const std::vector<double>& begun, int iterationsBefore,
                                         double tolerance, const IterationObserver& observer) {
  const auto vector = [&] { return std::make_unique<NodeVector>(system.ranks(), system.first(), system.end()); };
  const auto potential = vector(), residual = vector(), corrected = vector(), way = vector(), product = vector();
  potential->set(begun);
  system.multiply(*potential, *product);
  Iterated found{.power = system.power(*potential, *product), .excess = 0, .iterations = iterationsBefore};
  residual->copy(system.rightSide());
  residual->add(-1.0, *product);
  system.precondition(*residual, *corrected);
  way->copy(*corrected);
  double rz = residual->dot(*corrected);
  std::vector<double> diagonal, beside;
  double stepBefore = 0, ratioBefore = 0;
  while (rz > 0) {
    if (found.iterations >= iterationsBefore + kMostIterations)
      return std::unexpected(Failure{Exit::failed, "tolerance: not converged to " + shortestText(tolerance) +
                                                       ", only to " + significantText(found.excess / found.power, 2) +
                                                       "."});
    system.multiply(*way, *product);
    const double curvature = way->dot(*product);
    if (!(curvature > 0)) break;
    const double step = rz / curvature;
    potential->add(step, *way);
    residual->add(-step, *product);
    found.power -= step * rz;
    ++found.iterations;
    diagonal.push_back(1 / step + (stepBefore > 0 ? ratioBefore / stepBefore : 0.0));
    system.precondition(*residual, *corrected);
    const double left = residual->dot(*corrected), ratio = left / rz;
    found.excess = 2 * std::max(left, 0.0) / leastEigenvalue(diagonal, beside);
    beside.push_back(std::sqrt(std::max(ratio, 0.0)) / step);
    if (const Outcome outcome = observer(found, [&] { return potential->values(); }); !outcome)
      return std::unexpected(outcome.error());
    // The first few know little of the eigenvalue.
    if (diagonal.size() >= 3 && found.excess <= tolerance * found.power) break;
    stepBefore = step, ratioBefore = ratio, rz = left;
    way->scale(ratio);
    way->add(1.0, *corrected);
  }
  system.multiply(*potential, *product);
  found.power = system.power(*potential, *product);
  return found;
}

}  // namespace cathode::program
