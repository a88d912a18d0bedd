// SPDX-License-Identifier: MIT
#include "core/decide/problem.h"

#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/base/registry.h"
#include "core/decide/bounds.h"

namespace cathode {
namespace {

std::unexpected<std::string> refuse(std::string text) { return std::unexpected(std::move(text)); }

// What may be free in a scenario, for a sentence.
std::string freeKeys(const Scenario& scenario) {
  std::string keys;
  for (const Parameter& field : parameters()) {
    const bool isFreeModel = field.id == ParameterId::model && scenario.composite == nullptr;
    if ((canBeFree(field) || isFreeModel) && field.isUsedIn(scenario))
      keys.append(keys.empty() ? "" : ", ").append(field.key);
  }
  return keys;
}

std::expected<void, std::string> checkFree(const DesignProblem& problem, std::size_t place) {
  const auto& [id, from, to] = problem.free[place];
  const Parameter& field = parameter(id);
  const std::string name = "free[" + std::to_string(place) + "], " + nameOf(field);
  const bool isModel = id == ParameterId::model;
  if (!canBeFree(field) && !isModel)
    return refuse(name + ": a choice cannot be free; allowed: " + freeKeys(problem.scenario) + ".");
  if (isModel && problem.scenario.composite != nullptr)
    return refuse(name + " does not count beside a composite; allowed: " + freeKeys(problem.scenario) + ".");
  if (!field.isUsedIn(problem.scenario)) {
    return refuse(name + " does not count in this scenario: " + std::string(field.otherwise) +
                  "; allowed: " + freeKeys(problem.scenario) + ".");
  }
  const double low = isModel ? 1.0 : field.min, high = isModel ? double(kModelCount) : field.max;
  const std::string allowed = "; allowed: from below to, within " + shortestText(low) + " to " +
                              withUnitOf(field, high) + (isModel ? ", whole numbers." : ".");
  for (const auto& [end, value] : {std::pair{"from", from}, std::pair{"to", to}}) {
    if (!(value >= low && value <= high) || (isModel && value != std::floor(value))) {
      std::string text = name;
      text.append(": ").append(end).append(" ").append(quotedNumber(value)).append(" is out of range").append(allowed);
      return refuse(text);
    }
  }
  if (from == to) {
    return refuse(name + ": from and to are both " + shortestText(from) +
                  "; what is not to change belongs into the scenario" + allowed);
  }
  if (from > to) return refuse(name + ": from " + shortestText(from) + " is above to " + shortestText(to) + allowed);
  for (std::size_t other = 0; other < place; ++other) {
    if (problem.free[other].id == id) return refuse(name + " is free twice; allowed: once.");
  }
  return {};
}

std::expected<void, std::string> checkTarget(const DesignProblem& problem, std::size_t place) {
  const Target& target = problem.targets[place];
  const Metric& row = metric(target.metric);
  const std::string name = "targets[" + std::to_string(place) + "], " + nameOf(row);
  if (!target.min && !target.max)
    return refuse(name + " asks for nothing; allowed: min, max or both, in " + std::string(row.unit) + ".");
  for (const auto& [end, value] : {std::pair{"min", target.min}, std::pair{"max", target.max}}) {
    if (value && !std::isfinite(*value))
      return refuse(name + ": " + end + " must be a finite number, not " + quotedNumber(*value) +
                    "; allowed: any other.");
  }
  // With those before it of the same metric.
  for (std::size_t other = 0; other <= place; ++other) {
    const Target& one = problem.targets[other];
    if (one.metric != target.metric) continue;
    for (const auto& [least, most] : {std::pair{one.min, target.max}, std::pair{target.min, one.max}}) {
      if (!least || !most || *least <= *most) continue;
      return refuse(name + ": at least " + withUnitOf(row, *least) + " and at most " + withUnitOf(row, *most) +
                    " contradict each other; allowed: min up to max.");
    }
  }
  return {};
}

}  // namespace

std::expected<void, std::string> checkProblem(const DesignProblem& problem) {
  if (problem.targets.empty() && !problem.maximize)
    return refuse("targets: nothing is asked for; allowed: at least one target, or a metric to maximize.");
  const auto numbers =
      std::ranges::count_if(problem.free, [](const FreeRange& f) { return f.id != ParameterId::model; });
  if (problem.free.empty() || numbers > kMostFree) {
    return refuse("free: " + std::to_string(problem.free.size()) + " inputs; allowed: 1 to " +
                  std::to_string(kMostFree) + " numbers, and the model.");
  }
  for (std::size_t i = 0; i < problem.targets.size(); ++i) {
    if (auto checked = checkTarget(problem, i); !checked) return checked;
  }
  for (std::size_t i = 0; i < problem.free.size(); ++i) {
    if (auto checked = checkFree(problem, i); !checked) return checked;
  }
  return {};
}

std::string limitText(MetricId id, bool isLeast, double bound) {
  return std::string(metric(id).label) + (isLeast ? " at least " : " at most ") + withUnitOf(metric(id), bound);
}

std::vector<std::string> targetTexts(const Target& target) {
  std::vector<std::string> texts;
  if (target.min) texts.push_back(limitText(target.metric, true, *target.min));
  if (target.max) texts.push_back(limitText(target.metric, false, *target.max));
  return texts;
}

}  // namespace cathode
