// SPDX-License-Identifier: MIT
// How often the 95 % intervals of fitted spectra hold what the spectra were made of, of 1000 with 1 % of noise each,
// and how long a fit takes: fails beyond 93 to 97 %. usage: spectra_bench [SPECTRA]
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>

#include "core/spectra/pellet.h"
#include "core/spectra/symmetric_cells.h"
#include "core/spectra/synthetic.h"

namespace {

using namespace cathode;
using Clock = std::chrono::steady_clock;

struct Count {
  int held = 0, told = 0;
};

class Tally {
 public:
  explicit Tally(const char* name) : name_(name) {}

  void add(const std::string& quantity, const std::optional<Estimate>& estimate, double truth) {
    Count& count = counts_[quantity];
    if (!estimate || !estimate->interval) return;
    ++count.told;
    count.held += truth >= estimate->interval->first && truth <= estimate->interval->second;
  }
  template <typename Fit>
  auto timed(const Fit& fit) {
    const auto start = Clock::now();
    auto result = fit();
    milliseconds_.push_back(std::chrono::duration<double, std::milli>(Clock::now() - start).count());
    return result;
  }
  // Whether all shares are within 93 to 97 %, or as far from it as so few cases scatter.
  bool print() {
    std::ranges::sort(milliseconds_);
    std::printf("%s: %zu fits, median %.2f ms, slowest %.2f ms\n", name_, milliseconds_.size(),
                milliseconds_[milliseconds_.size() / 2], milliseconds_.back());
    bool isRight = true;
    for (const auto& [quantity, count] : counts_) {
      const double share = count.told ? 100.0 * count.held / count.told : 0.0;
      const double scatter = count.told < 900 ? 300.0 * 0.22 / std::sqrt(std::max(count.told, 1)) : 0.0;
      isRight = isRight && share >= 93.0 - scatter && share <= 97.0 + scatter;
      std::printf("  %-28s %6.1f %% of %d\n", quantity.c_str(), share, count.told);
    }
    return isRight;
  }

 private:
  const char* name_;
  std::map<std::string, Count> counts_;
  std::vector<double> milliseconds_;
};

}  // namespace

int main(int argc, char** argv) {
  const int spectra = argc > 1 ? std::atoi(argv[1]) : 1000;
  Tally seen("pellets to 30 MHz, both arcs"), conducting("pellets to 7 MHz, an intercept and an arc"),
      rails("pairs of symmetric cells");
  for (int i = 0; i < spectra; ++i) {
    cathode::testing::Noise noise(static_cast<std::uint64_t>(i + 1));
    for (Tally* tally : {&seen, &conducting}) {
      const bool isSeen = tally == &seen;
      const auto truth = isSeen ? cathode::testing::seenPellet(noise) : cathode::testing::conductingPellet(noise);
      PelletRequest request;
      request.points = cathode::testing::spectrumOf(truth, isSeen ? 3e7 : 7e6, 1.0, 0.01, noise);
      const auto fit = tally->timed([&] { return fitPellet(request); });
      if (!fit) return std::printf("%s\n", fit.error().c_str()), 1;
      tally->add("total", fit->totalOhm, truth.bulkOhm + truth.boundaryOhm);
      if (isSeen) {
        tally->add("bulk", fit->bulkOhm, truth.bulkOhm);
        tally->add("grain boundaries", fit->grainBoundaryOhm, truth.boundaryOhm);
      } else if (fit->interceptOhm && fit->arcOhm) {
        tally->add("intercept", fit->interceptOhm, truth.bulkOhm);
        tally->add("arc", fit->arcOhm, truth.boundaryOhm);
      }
      if (fit->electrodeExponent) tally->add("electrodes' exponent", fit->electrodeExponent, truth.electrodeExponent);
    }
    auto truth = cathode::testing::someRails(noise);
    SymmetricRequest request;
    request.thicknessUm = 1e4 * truth.thicknessCm;
    request.areaCm2 = truth.areaCm2;
    for (const Blocked blocked : {Blocked::ions, Blocked::electrons}) {
      truth.blocked = blocked;
      truth.seriesOhm = noise.between(1.0, 20.0);
      request.cells.push_back({cathode::testing::spectrumOf(truth, 2e6, 1e-2, 0.01, noise), blocked, truth.seriesOhm});
    }
    const auto fit = rails.timed([&] { return fitSymmetricCells(request); });
    if (!fit) return std::printf("%s\n", fit.error().c_str()), 1;
    rails.add("ions", fit->ionicMsCm, 1e3 * truth.ionicSCm);
    rails.add("electrons", fit->electronicMsCm, 1e3 * truth.electronicSCm);
    rails.add("charge transfer", fit->transferSCm3, truth.transferSCm3);
  }
  const bool isRight[] = {seen.print(), conducting.print(), rails.print()};
  return std::ranges::all_of(isRight, [](bool one) { return one; }) ? 0 : 1;
}
