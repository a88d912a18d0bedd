// SPDX-License-Identifier: MIT
// How many calculations a second the core does: prints one line per case.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <vector>

#include "core/cell/evaluate.h"
#include "core/random_scenario.h"
#include "core/scenario/link.h"

namespace {

using namespace cathode;
using Clock = std::chrono::steady_clock;

// Runs `work` over the scenarios until half a second has passed, five times; prints the median rate.
template <typename Work>
void measure(const char* name, const std::vector<Scenario>& scenarios, Work work) {
  double rates[5];
  double sink = 0;
  for (double& rate : rates) {
    long calls = 0;
    const auto start = Clock::now();
    double seconds = 0;
    do {
      for (const Scenario& scenario : scenarios) sink += work(scenario);
      calls += static_cast<long>(scenarios.size());
      seconds = std::chrono::duration<double>(Clock::now() - start).count();
    } while (seconds < 0.5);
    rate = static_cast<double>(calls) / seconds;
  }
  std::sort(std::begin(rates), std::end(rates));
  std::printf("%-28s %12.0f per second (min %.0f, max %.0f)%s\n", name, rates[2], rates[0], rates[4],
              sink == 0 ? " " : "");
}

}  // namespace

int main() {
  testing::Random random(1);
  std::vector<Scenario> paper, anywhere;
  for (int i = 0; i < 1000; ++i) {
    anywhere.push_back(testing::randomScenario(random));
    Scenario scenario;
    scenario.model = static_cast<ParticleModel>(i % kModelCount);
    scenario.amWtPct = 75.0 + i % 11;
    paper.push_back(scenario);
  }
  // All of the report is used, so that none of it is optimised away.
  const auto all = [](const Scenario& s) {
    const Report report = evaluate(s);
    double sum = report.warningCount + report.stack.massMgCm2();
    for (const MetricValue& metric : report.metricValues) sum += metric.value + static_cast<double>(metric.provenance);
    return sum;
  };
  measure("evaluate, 75 to 85 wt%", paper, all);
  measure("evaluate, random scenarios", anywhere, all);
  measure("link round trip", anywhere,
          [](const Scenario& s) { return decodeLink(encodeLink({s, {}})).calculation.scenario.amWtPct; });
}
