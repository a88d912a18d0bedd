// SPDX-License-Identifier: MIT
// Random scenarios for property tests: every parameter anywhere in its allowed range.
#pragma once

#include <cstdint>

#include "core/scenario/parameters.h"

namespace cathode::testing {

// SplitMix64: small, and the same sequence on every platform.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t bits() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
  }
  double fraction() { return static_cast<double>(bits() >> 11) * 0x1p-53; }  // [0, 1)
  std::size_t below(std::size_t n) { return std::size_t(bits() % n); }

 private:
  std::uint64_t state_;
};

// Each parameter is with equal chance its default, an end of its range, or anything in it.
// How many of `count` random cases a build takes: all where it is fast, a fifth where it is instrumented or
// WebAssembly, whose bits are the same.
constexpr int casesOf(int count) {
#if defined(__SANITIZE_ADDRESS__) || defined(__EMSCRIPTEN__)
  return count / 5;
#else
  return count;
#endif
}

inline Scenario randomScenario(Random& random) {
  Scenario scenario;
  for (const Parameter& field : parameters()) {
    const std::size_t kind = random.below(8);
    if (field.isChoice()) {
      field.write(scenario, static_cast<double>(random.below(field.choices.size())));
    } else if (kind == 0) {
      field.write(scenario, field.min);
    } else if (kind == 1) {
      field.write(scenario, field.max);
    } else if (kind < 5) {
      field.write(scenario, field.min + (field.max - field.min) * random.fraction());
    }
  }
  return scenario;
}

}  // namespace cathode::testing
