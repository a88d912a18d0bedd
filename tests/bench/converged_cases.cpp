// SPDX-License-Identifier: MIT
// Tortuosity factors of the source's eight cases by climbing grids, both carriers: the tables of docs/transport.md.
// usage: converged_cases [box um, 19] [seeds, 1] [voxels of the finest grid, 3.6e6] [models, 1234] [directions, zyx]
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "core/ladder/geometry_conduction.h"
#include "core/microstructure/microstructure.h"

using namespace cathode;

int main(int count, char** given) {
  const auto number = [&](int i, double standard) { return count > i ? std::atof(given[i]) : standard; };
  const double box = number(1, 19), most = number(3, ConvergenceRequest::kUsualVoxels);
  const auto seeds = std::uint32_t(number(2, 1));
  const std::string models = count > 4 ? given[4] : "1234", directions = count > 5 ? given[5] : "zyx";
  const std::vector<double> carriers[] = {{0, 0, 1, 0}, {0, 1, 0, 1}};
  std::printf(
      "model,amWtPct,seed,carrier,direction,percolates,tau2,lower,upper,extrapolated,areas,lowest,highest,seconds\n");
  for (const char model : models) {
    for (const double amWtPct : {75.0, 85.0}) {
      for (std::uint32_t seed = 1; seed <= seeds; ++seed) {
        MicrostructureRequest request{.scenario = {}, .seed = seed};
        request.scenario.model = static_cast<ParticleModel>(model - '1');
        request.scenario.amWtPct = amWtPct;
        request.shape = {64, 64, 64};
        if (auto put = putMicrostructureSize(request, "voxelUm", box / 64); !put) return std::puts(put.error().c_str());
        const auto made = generateMicrostructure(request);
        if (!made) return std::puts(made.error().c_str());
        for (const auto& conductivities : carriers) {
          const bool isIonic = conductivities[2] > 0;
          for (const char way : directions) {
            const auto start = std::chrono::steady_clock::now();
            const auto found = convergeTransport({.geometry = made->geometry,
                                                  .conductivities = conductivities,
                                                  .direction = way == 'z'   ? Direction::z
                                                               : way == 'y' ? Direction::y
                                                                            : Direction::x,
                                                  .sides = Sides::periodic,
                                                  .mostVoxels = most});
            if (!found) return std::puts(found.error().c_str());
            const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
            const double free = found->conductingFraction;
            const Rung& fine = found->levels.back();
            const auto tau2 = [&](double sigma) { return sigma > 0 ? free / sigma : 0.0; };
            std::printf("%c,%g,%u,%s,%c,%d,%.4g,%.4g,%.4g,%d,%.4g,%.4g,%.4g,%.1f\n", model, amWtPct, seed,
                        isIonic ? "ions" : "electrons", way, found->percolates, tau2(found->effectiveConductivity),
                        tau2(found->upper), tau2(found->lower), found->isExtrapolated, tau2(fine.areas),
                        tau2(fine.upper), tau2(fine.lower), seconds);
            std::fflush(stdout);
          }
        }
      }
    }
  }
}
