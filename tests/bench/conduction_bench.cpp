// SPDX-License-Identifier: MIT
// Times of solving conduction to 0.1 % over a corpus of volumes, everything included, on one thread; errors
// against solutions to 1e-10. usage: conduction_bench [EDGE ...]  (64 128 200 if none is given)
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "core/conduction/conduction.h"
#include "core/microstructure/microstructure.h"
#include "core/random_volume.h"
#ifdef __EMSCRIPTEN__
#include <emscripten/heap.h>
#else
#include <malloc.h>
#endif

using namespace cathode;

namespace {

double now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

struct Volume {
  std::string name;
  std::vector<std::uint8_t> voxels;
  std::vector<double> sigma;
};

ConductionSolution solve(const Volume& volume, const Shape& shape, double tolerance) {
  return *solveConduction(
      {.voxels = volume.voxels, .shape = shape, .conductivities = volume.sigma, .tolerance = tolerance});
}

// The shortest of three: what else the machine does only adds to it.
double secondsOf(const Volume& volume, const Shape& shape) {
  double best = INFINITY;
  for (int i = 0; i < 3; ++i) {
    const double start = now();
    solve(volume, shape, 1e-3);
    best = std::min(best, now() - start);
  }
  return best;
}

std::vector<Volume> corpus(const Shape& shape) {
  const int n = shape[0];
  MicrostructureRequest request;
  request.shape = shape;
  const std::vector<std::uint8_t> cathode = generateMicrostructure(request)->voxels;
  const std::vector<std::uint8_t> spheres = overlappingSpheres(shape, n / 12, 0.5, 4);
  return {{"blobs, 25 %", blobs(shape, 0.25, 1), {0, 1}}, {"blobs, 40 %", blobs(shape, 0.4, 2), {0, 1}},
          {"blobs, 60 %", blobs(shape, 0.6, 3), {0, 1}},  {"overlapping spheres, 50 %", spheres, {0, 1}},
          {"what they leave", spheres, {1, 0}},           {"cathode, SE", cathode, {0, 0, 1, 0}},
          {"cathode, AM and CA", cathode, {0, 1, 0, 1}},  {"blobs, 1 and 0.01", blobs(shape, 0.4, 5), {0.01, 1}}};
}

}  // namespace

int main(int argc, char** argv) {
#ifndef __EMSCRIPTEN__
  // As in WebAssembly, memory once had is kept.
  mallopt(M_MMAP_THRESHOLD, 1 << 30);
  mallopt(M_TRIM_THRESHOLD, 2000000000);
#endif
  std::vector<int> edges;
  for (int i = 1; i < argc; ++i) edges.push_back(std::atoi(argv[i]));
  if (edges.empty()) edges = {64, 128, 200};
  double firstSum = 0;
  for (const int n : edges) {
    const Shape shape{n, n, n};
    double sum = 0, worst = 0;
    std::printf("%d^3\n", n);
    for (const Volume& volume : corpus(shape)) {
      const double seconds = secondsOf(volume, shape);
      const ConductionSolution found = solve(volume, shape, 1e-3);
      // Beyond that the exact ones take too long for a benchmark.
      const double error =
          n <= 200 ? found.effectiveConductivity / solve(volume, shape, 1e-10).effectiveConductivity - 1 : NAN;
      std::printf("  %-26s tau2 %9.5f  %2zu iterations  %7.3f s  off by %8.1e, by its estimate %7.1e\n",
                  volume.name.c_str(), found.tortuosityFactor.value_or(NAN), found.history.size(), seconds, error,
                  found.history.empty() ? NAN : found.history.back().errorEstimate);
      sum += seconds;
      if (n <= 200) worst = std::max(worst, std::abs(error));
    }
    std::printf("  sum %.3f s, largest error %.1e", sum, worst);
    if (firstSum == 0)
      firstSum = sum;
    else
      std::printf(", time grew as voxels^%.3f from %d^3",
                  std::log(sum / firstSum) / std::log(std::pow(double(n) / edges.front(), 3)), edges.front());
#ifdef __EMSCRIPTEN__
    std::printf(", memory %.0f MB", double(emscripten_get_heap_size()) / 1e6);
#endif
    std::printf("\n");
  }
  const Shape shape{100, 100, 100};
  const double blob = secondsOf({"", blobs(shape, 0.4, 2), {0, 1}}, shape);
  for (const double p : {0.35, 0.28}) {
    const Volume volume{"", noise(shape, p, 1), {0, 1}};
    const double seconds = secondsOf(volume, shape);
    const ConductionSolution found = solve(volume, shape, 1e-3);
    std::printf("100^3 noise, p = %.2f: tau2 %.2f, %zu iterations, %.3f s, %.1f times the time of blobs\n", p,
                found.tortuosityFactor.value_or(NAN), found.history.size(), seconds, seconds / blob);
  }
}
