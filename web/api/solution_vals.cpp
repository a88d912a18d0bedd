// SPDX-License-Identifier: MIT
#include "web/api/solution_vals.h"

#include "web/api/vals.h"

namespace cathode {

using emscripten::val;

Shape shapeOf(const val& shape) { return {shape[0].as<int>(), shape[1].as<int>(), shape[2].as<int>()}; }

std::vector<double> numbersOf(const val& list) {
  std::vector<double> numbers;
  for (int i = 0, count = list["length"].as<int>(); i < count; ++i) numbers.push_back(list[i].as<double>());
  return numbers;
}

ConductionObserver observerOf(const val& observer) {
  if (observer.isNull()) return {};
  return [observer](const ConductionProgress& p) {
    return observer(p.preparing, p.fraction, p.iteration, p.effectiveConductivity, p.errorEstimate).as<bool>();
  };
}

val solutionVal(const ConductionSolution& solution) {
  val object = val::object();
  put(object, "percolates", solution.percolates);
  put(object, "effectiveConductivity", solution.effectiveConductivity);
  put(object, "lowerEstimate", solution.lowerEstimate);
  put(object, "upperEstimate", solution.upperEstimate);
  put(object, "tortuosityFactor", numberVal(solution.tortuosityFactor));
  put(object, "macMullin", numberVal(solution.macMullin));
  put(object, "conductingFraction", solution.conductingFraction);
  put(object, "percolatingFraction", solution.percolatingFraction);
  put(object, "history", list(solution.history, [iteration = 0](const ConductionStep& step) mutable {
        val entry = val::object();
        put(entry, "iteration", ++iteration);
        put(entry, "effectiveConductivity", step.effectiveConductivity);
        put(entry, "errorEstimate", step.errorEstimate);
        return entry;
      }));
  return object;
}

}  // namespace cathode
