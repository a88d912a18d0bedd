// SPDX-License-Identifier: MIT
// A porous electrode cut into slices: what its formulas are checked against.
#pragma once

#include <vector>

#include "core/polarisation/electrode.h"

namespace cathode::testing {

// What a slab between a separator and a collector takes, in S/cm and cm.
struct Slab {
  explicit Slab(const Electrode& e) : kappa(e.ionicSCm), sigma(e.electronicSCm), length(e.thicknessCm) {}
  double kappa, sigma, length;
};

// Parts of its resistance or impedance (ohm cm2), by dissipated power.
template <typename Number>
struct Parts {
  Number ions, electrons, interface;
  Number sum() const { return ions + electrons + interface; }
};

// The ions' share i of the current obeys i'' = a Y [(1/kappa + 1/sigma) i - 1/sigma], i = 1 at the separator and 0 at
// the collector. `leak`: a Y of each slice (S/cm3). Solved by elimination; the error is even in the slices' thickness
// where all leak alike. Returns i at the slices' faces.
template <typename Number>
std::vector<Number> ionicShares(const Slab& slab, const std::vector<Number>& leak) {
  const std::size_t n = leak.size();
  const double h = slab.length / static_cast<double>(n);
  const double rails = h * h * (1.0 / slab.kappa + 1.0 / slab.sigma), drive = h * h / slab.sigma;
  // Over a slice the overpotential is (i_k - i_{k+1})/(h a Y): its fall from slice to slice, along the rails.
  std::vector<Number> upper(n + 1), shares(n + 1);
  shares[0] = 1.0;
  for (std::size_t k = 1; k < n; ++k) {
    const Number left = 1.0 / leak[k - 1], right = 1.0 / leak[k];
    const Number pivot = left + right + rails - left * upper[k - 1];
    upper[k] = right / pivot;
    shares[k] = (drive + left * shares[k - 1]) / pivot;
  }
  for (std::size_t k = n - 1; k > 0; --k) shares[k] += upper[k] * shares[k + 1];
  return shares;
}

template <typename Number>
Parts<Number> partsOf(const Slab& slab, const std::vector<Number>& leak) {
  const std::vector<Number> share = ionicShares(slab, leak);
  const double h = slab.length / static_cast<double>(leak.size());
  Parts<Number> parts{};
  for (std::size_t k = 0; k < share.size(); ++k) {
    const double weight = k == 0 || k + 1 == share.size() ? h / 2.0 : h;
    parts.ions += weight / slab.kappa * share[k] * share[k];
    parts.electrons += weight / slab.sigma * (1.0 - share[k]) * (1.0 - share[k]);
    if (k > 0) parts.interface += (share[k] - share[k - 1]) * (share[k] - share[k - 1]) / (h * leak[k - 1]);
  }
  return parts;
}

// The same for slices that become ever thinner: three grids, extrapolated twice (Richardson).
template <typename Number>
Parts<Number> extrapolatedParts(const Slab& slab, Number leak, std::size_t slices) {
  Parts<Number> levels[3];
  for (std::size_t i = 0; i < 3; ++i) levels[i] = partsOf(slab, std::vector<Number>(slices << i, leak));
  const auto next = [](const Parts<Number>& coarse, const Parts<Number>& fine, double power) {
    const auto one = [power](Number a, Number b) { return b + (b - a) / (power - 1.0); };
    return Parts<Number>{one(coarse.ions, fine.ions), one(coarse.electrons, fine.electrons),
                         one(coarse.interface, fine.interface)};
  };
  return next(next(levels[0], levels[1], 4.0), next(levels[1], levels[2], 4.0), 16.0);
}

}  // namespace cathode::testing
