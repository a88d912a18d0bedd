// SPDX-License-Identifier: MIT
// How long a map of 256 by 256 points takes: prints the median of 41 for each pair of inputs.
#include <algorithm>
#include <chrono>
#include <cstdio>

#include "core/decide/map.h"

namespace {

using namespace cathode;
using Clock = std::chrono::steady_clock;

void measure(const Scenario& scenario, ParameterId x, ParameterId y, MetricId metric) {
  constexpr int kRuns = 41, kSide = 256;
  double milliseconds[kRuns], sink = 0;
  for (double& one : milliseconds) {
    const auto start = Clock::now();
    const auto map = mapOf({scenario, usualAxis(x, kSide), usualAxis(y, kSide), metric});
    one = std::chrono::duration<double, std::milli>(Clock::now() - start).count();
    sink += map->values[0];
  }
  std::sort(std::begin(milliseconds), std::end(milliseconds));
  std::printf("%-36s over %-22s and %-22s %6.2f ms (min %.2f, max %.2f)%s\n", cathode::metric(metric).key.data(),
              parameter(x).key.data(), parameter(y).key.data(), milliseconds[kRuns / 2], milliseconds[0],
              milliseconds[kRuns - 1], sink == 0 ? " " : "");
}

}  // namespace

int main() {
  using enum ParameterId;
  Scenario scenario;
  scenario.temperatureC = 45.0;
  for (const MetricId metric : {MetricId::volumetricEnergyDensityWhL, MetricId::volumetricEnergyDensityAtRateWhL}) {
    measure(scenario, cathodeThicknessUm, amWtPct, metric);
    measure(scenario, amWtPct, temperatureC, metric);
    measure(scenario, temperatureC, porosityPct, metric);
    measure(scenario, cRate, cathodeThicknessUm, metric);
    measure(scenario, particleRadiusUm, diffusivityCm2S, metric);
  }
}
