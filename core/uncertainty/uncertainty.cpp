// SPDX-License-Identifier: MIT
#include "core/uncertainty/uncertainty.h"

#include <algorithm>
#include <cmath>

#include "core/uncertainty/variance_shares.h"

namespace cathode {
namespace {

constexpr std::size_t kMostBytes = 64u << 20;  // of samples at a time: more metrics than that are drawn again
constexpr std::uint32_t kWalks = 20000;        // of the budget, less than samples are taken
constexpr std::uint32_t kQuickWalks = 2000;    // where samples are adaptive
constexpr std::uint32_t kFirstSamples = 5000;

// The metrics at what is drawn now, a less b where there are two.
void putValues(const InputDraws& draws, std::span<const MetricId> metrics, std::span<double> values) {
  const Report report = evaluateOn(draws.basis(), draws.scenarios()[0]);
  for (std::size_t i = 0; i < metrics.size(); ++i) values[i] = report[metrics[i]].value;
  if (draws.scenarios().size() < 2) return;
  const Report other = evaluateOn(draws.basis(), draws.scenarios()[1]);
  for (std::size_t i = 0; i < metrics.size(); ++i) values[i] -= other[metrics[i]].value;
}

// Half a unit of the first digit of an uncertainty.
double halfDigit(double standardUncertainty) {
  double unit = 1.0;
  if (!(standardUncertainty > 0.0)) return 0.0;
  while (standardUncertainty >= 10.0 * unit) unit *= 10.0;
  while (standardUncertainty < unit) unit /= 10.0;
  return 0.5 * unit;
}

std::vector<UncertainResult> sampled(InputDraws& draws, std::span<const MetricId> metrics,
                                     const UncertaintyRequest& request) {
  std::vector<UncertainResult> results(metrics.size());
  std::vector<double> values(metrics.size());
  draws.putEstimates();
  putValues(draws, metrics, values);
  for (std::size_t i = 0; i < metrics.size(); ++i) results[i] = {metrics[i], values[i], {}, {}, 0};

  std::vector<std::vector<double>> samples(metrics.size());
  std::vector<std::uint32_t> sampleOfGroup(draws.groups());
  std::uint32_t taken = 0;
  std::uint32_t wanted = request.isAdaptive ? std::min(kFirstSamples, request.samples) : request.samples;
  while (true) {
    for (; taken < wanted; ++taken) {
      std::ranges::fill(sampleOfGroup, taken);
      draws.putSample(sampleOfGroup);
      putValues(draws, metrics, values);
      for (std::size_t i = 0; i < metrics.size(); ++i) {
        if (!std::isnan(values[i])) samples[i].push_back(values[i]);
      }
    }
    bool isEnough = true;
    for (std::size_t i = 0; i < metrics.size(); ++i) {
      UncertainResult& result = results[i];
      result.samples = static_cast<std::uint32_t>(samples[i].size());
      if (std::isnan(result.value) || result.samples < 100) continue;
      result.coverage = coverageOf(samples[i]);
      isEnough = isEnough && result.coverage.numericalTolerance <= halfDigit(result.coverage.standardUncertainty);
    }
    if (wanted >= request.samples || isEnough) break;
    wanted = std::min(2 * wanted, request.samples);
  }
  return results;
}

void putBudgets(InputDraws& draws, std::span<const MetricId> metrics, const UncertaintyRequest& request,
                std::span<UncertainResult> results) {
  const int groups = draws.groups();
  VarianceShares shares(groups, static_cast<int>(metrics.size()));
  const Draws orders(~request.seed);
  std::vector<std::uint32_t> sampleOfGroup(groups);
  std::vector<double> values(metrics.size() * (static_cast<std::size_t>(groups) + 1));
  const std::uint32_t walks = std::min(request.isAdaptive ? kQuickWalks : kWalks, request.samples);
  for (std::uint32_t walk = 0; walk < walks; ++walk) {
    const std::span<const int> order = shares.order(orders, walk);
    std::ranges::fill(sampleOfGroup, 2 * walk);
    for (int step = 0; step <= groups; ++step) {
      if (step > 0) sampleOfGroup[order[step - 1]] = 2 * walk + 1;
      draws.putSample(sampleOfGroup);
      putValues(draws, metrics,
                std::span(values).subspan(static_cast<std::size_t>(step) * metrics.size(), metrics.size()));
    }
    shares.add(order, values);
  }
  for (std::size_t i = 0; i < metrics.size(); ++i) {
    if (std::isnan(results[i].value)) continue;
    for (int group = 0; group < groups; ++group) {
      if (const double share = shares.share(group, static_cast<int>(i)); share != 0.0)
        results[i].budget.push_back({draws.groupKey(group), draws.groupLabel(group), share});
    }
    std::ranges::stable_sort(results[i].budget, std::greater{}, &BudgetEntry::share);
  }
}

}  // namespace

// Twice the samples, since they grow.
double bytesOf(const UncertaintyRequest& request) {
  const double all =
      sizeof(double) * static_cast<double>(request.samples) * static_cast<double>(request.metrics.size());
  return 2.0 * std::min<double>(all, kMostBytes);
}

std::vector<UncertainResult> uncertainty(const UncertaintyRequest& request) {
  std::vector<Scenario> scenarios{request.scenario};
  if (request.other) scenarios.push_back(*request.other);
  InputDraws draws(scenarios, request.given, request.seed);
  const std::size_t together = std::max<std::size_t>(kMostBytes / sizeof(double) / request.samples, 1);
  std::vector<UncertainResult> results;
  for (std::size_t first = 0; first < request.metrics.size(); first += together) {
    const auto some = std::span(request.metrics).subspan(first, std::min(together, request.metrics.size() - first));
    for (UncertainResult& result : sampled(draws, some, request)) results.push_back(std::move(result));
  }
  if (request.hasBudget) putBudgets(draws, request.metrics, request, results);
  return results;
}

Distinction distinguish(const Scenario& a, const Scenario& b, MetricId metric, const UncertaintyRequest& how) {
  UncertaintyRequest request = how;
  request.scenario = a;
  request.other = b;
  request.metrics = {metric};
  Distinction distinction{};
  distinction.difference = uncertainty(request)[0];
  const Scenario both[] = {a, b};
  InputDraws draws(both, request.given, request.seed);
  distinction.a = evaluateOn(draws.basis(), draws.scenarios()[0])[metric].value;
  distinction.b = evaluateOn(draws.basis(), draws.scenarios()[1])[metric].value;
  if (std::isnan(distinction.difference.value)) return distinction;
  const Coverage& coverage = distinction.difference.coverage;
  distinction.isDistinguishable = coverage.low > 0.0 || coverage.high < 0.0;
  if (distinction.isDistinguishable) {
    const double squares = distinction.a * distinction.a + distinction.b * distinction.b;
    distinction.repeatability = std::abs(distinction.difference.value) /
                                (normalQuantile(0.5 * (1.0 + kCoverageProbability)) * std::sqrt(squares));
  }
  return distinction;
}

}  // namespace cathode
