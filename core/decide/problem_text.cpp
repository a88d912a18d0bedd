// SPDX-License-Identifier: MIT
#include "core/decide/problem_text.h"

#include <algorithm>

#include "core/base/number_text.h"
#include "core/base/registry.h"
#include "core/base/words.h"
#include "core/cell/evaluate.h"

namespace cathode {
namespace {

std::unexpected<std::string> refuse(std::string_view item, std::string_view why) {
  return std::unexpected("\"" + quotable(item) + "\": " + std::string(why));
}

// The text up to the next separator, which goes from the rest with it.
std::string_view cutAt(std::string_view& rest, char separator) {
  const std::size_t end = std::min(rest.find(separator), rest.size());
  const std::string_view part = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return part;
}

const Metric* findMetric(std::string_view key) {
  const auto found = std::ranges::find(metrics(), key, &Metric::key);
  return found == metrics().end() ? nullptr : &*found;
}

}  // namespace

std::expected<DesignProblem, std::string> problemOf(std::string_view text, const Scenario& scenario) {
  DesignProblem problem{.scenario = scenario};
  if (text.size() > kLongestProblem)
    return refuse(text,
                  std::to_string(text.size()) + " characters; allowed: up to " + std::to_string(kLongestProblem) + ".");
  while (!text.empty()) {
    const std::string_view item = cutAt(text, ',');
    std::string_view rest = item;
    const std::string_view kind = cutAt(rest, ':'), key = cutAt(rest, ':');
    if (kind == "free") {
      const Parameter* field = findParameterByUrlKey(key);
      if (field == nullptr) return refuse(item, "no input has that link key.");
      const auto from = parseNumber(cutAt(rest, ':')), to = parseNumber(cutAt(rest, ':'));
      if (!from || !to || !rest.empty())
        return refuse(item, "allowed: free:" + std::string(key) + ":from:to, numbers.");
      problem.free.push_back({field->id, *from, *to});
      continue;
    }
    if (kind != "min" && kind != "max" && kind != "most")
      return refuse(item, "allowed: items that begin with min:, max:, free: or most:, separated by commas.");
    const Metric* row = findMetric(key);
    if (row == nullptr) return refuse(item, "no such metric; allowed: " + keysOf(metrics()) + ".");
    if (kind == "most") {
      if (!rest.empty()) return refuse(item, "allowed: most: and a metric.");
      problem.maximize = row->id;
      continue;
    }
    const auto value = parseNumber(rest);
    if (!value) return refuse(item, "allowed: " + std::string(kind) + ":" + std::string(key) + ": and a number.");
    const auto side = kind == "min" ? &Target::min : &Target::max;
    if (problem.targets.empty() || problem.targets.back().metric != row->id || problem.targets.back().*side)
      problem.targets.push_back({row->id});
    problem.targets.back().*side = value;
  }
  return problem;
}

std::string problemText(const DesignProblem& problem) {
  std::string text;
  const auto add = [&](std::string_view kind, std::string_view key, std::initializer_list<double> numbers) {
    text.append(text.empty() ? "" : ",").append(kind).append(":").append(key);
    for (const double number : numbers) text.append(":").append(shortestText(number));
  };
  for (const Target& target : problem.targets) {
    const std::string_view key = metric(target.metric).key;
    if (target.min) add("min", key, {*target.min});
    if (target.max) add("max", key, {*target.max});
  }
  for (const FreeRange& range : problem.free) add("free", parameter(range.id).urlKey, {range.from, range.to});
  if (problem.maximize) add("most", metric(*problem.maximize).key, {});
  return text;
}

namespace {

// What a composite of a person's own can be asked, as far as it gives numbers for it.
DesignProblem standardProblemOfOwn(DesignProblem problem) {
  const Scenario& scenario = problem.scenario;
  const Report report = evaluate(scenario);
  const auto rounded = [&](MetricId id, double share) {
    return *parseNumber(significantText(share * report[id].value, 2));
  };
  const auto measured = measuredRange(ParameterId::amWtPct, scenario);
  const Parameter& am = parameter(ParameterId::amWtPct);
  if (measured && measured->lower < measured->upper)
    problem.free[0] = {am.id, std::max(measured->lower, am.min), std::min(measured->upper, am.max)};
  else
    problem.free[0] = {am.id, std::max(scenario.amWtPct - 5.0, am.min), std::min(scenario.amWtPct + 5.0, am.max)};
  if (report[MetricId::volumetricEnergyDensityAtRateWhL].isKnown()) {
    problem.targets[0].min = rounded(MetricId::volumetricEnergyDensityAtRateWhL, 0.95);
  } else if (report[MetricId::volumetricEnergyDensityWhL].isKnown()) {
    problem.targets = {{MetricId::volumetricEnergyDensityWhL, rounded(MetricId::volumetricEnergyDensityWhL, 0.95), {}}};
    problem.maximize = MetricId::gravimetricEnergyDensityWhKg;
  } else if (report[MetricId::ionicConductivityMsCm].isKnown()) {
    problem.targets = {{MetricId::ionicConductivityMsCm, rounded(MetricId::ionicConductivityMsCm, 0.8), {}}};
    problem.free.resize(1);
    problem.maximize = report[MetricId::electronicConductivityMsCm].isKnown() ? MetricId::electronicConductivityMsCm
                                                                              : MetricId::phiAmPct;
  }
  return problem;
}

}  // namespace

DesignProblem standardProblem(const Scenario& scenario) {
  DesignProblem problem{.scenario = scenario};
  problem.targets = {{MetricId::volumetricEnergyDensityAtRateWhL, 1000.0, {}}, {MetricId::voltageDropMv, {}, 100.0}};
  problem.free = {{ParameterId::amWtPct, 75.0, 85.0},
                  scenario.sizing == Sizing::thickness ? FreeRange{ParameterId::cathodeThicknessUm, 40.0, 200.0}
                                                       : FreeRange{ParameterId::loadingMgCm2, 12.0, 65.0},
                  {ParameterId::separatorThicknessUm, 15.0, 60.0}};
  problem.maximize = MetricId::gravimetricEnergyDensityAtRateWhKg;
  return scenario.composite == nullptr ? problem : standardProblemOfOwn(std::move(problem));
}

}  // namespace cathode
