// SPDX-License-Identifier: MIT
#include "core/cell/effective_medium.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/elementary.h"
#include "core/base/registry.h"

namespace cathode {
namespace {

constexpr std::size_t at(auto id) { return static_cast<std::size_t>(id); }

constexpr std::array<Theory, kTheoryCount> kTheories{{
    {TheoryId::bruggeman, "bruggeman", "Bruggeman", "σ_eff = σ0 φ^1.5, τ² = φ^−0.5",
     "Insulating spheres of very different sizes in a conducting phase that stays connected at any φ; "
     "other solids and voids insulate alike.",
     "Bruggeman 1935", CitationId::bruggeman},
    {TheoryId::parallel, "wiener", "Wiener (parallel)", "σ_eff = σ0 φ, τ² = 1",
     "The conducting phase is straight, parallel to the current: the upper bound of any geometry. The lower, "
     "layers in series, is 0 as other solids and voids insulate.",
     "Wiener 1912", CitationId::wiener},
    {TheoryId::hashinShtrikman, "hashin-shtrikman", "Hashin–Shtrikman", "σ_eff ≤ σ0 2φ/(3 − φ), τ² ≥ (3 − φ)/2",
     "The upper bound of any geometry that is alike in all directions; other solids and voids insulate.",
     "Hashin & Shtrikman 1962, doi 10.1063/1.1728579", CitationId::hashinShtrikman},
    {TheoryId::percolation, "percolation", "Percolation", "σ_eff = σ0 ((φ − φc)/(1 − φc))², φc = 0.16",
     "Equal spheres of both kinds at random places, which conduct above the classical threshold; other solids and "
     "voids insulate.",
     "Scher & Zallen 1970 (threshold)", CitationId::percolation},
    {TheoryId::gem, "gem", "GEM, φc fitted",
     "(1 − φ)(l − x)/(l + Ax) + φ(1 − x)/(1 + Ax) = 0, x² = σ_eff /σ0, l² = 10⁻⁶, A = (1 − φc)/φc",
     "Between effective medium and percolation, with exponent 2 on both sides of a fitted threshold; other solids and "
     "voids are one phase, assumed to conduct a millionth of σ0.",
     "McLachlan et al. 1990, doi 10.1111/j.1151-2916.1990.tb07576.x", CitationId::gem},
    {TheoryId::coreShell, "core-shell", "Maxwell core–shell",
     "σ_eff = σ0 2(1 − f)/(2 + f) · 2(1 − ε)/(2 + ε), f the cores’ share of the solids",
     "All other solids are insulating spherical cores, each in a shell of electrolyte, with spherical voids between; "
     "electrons cannot pass the shells.",
     "Maxwell 1873", CitationId::maxwell},
}};

static_assert(rowsFollowIds(kTheories));

// All conductivities above thresholds are written as squares.
static_assert(kConductivityExponent == 2);

// Maxwell 1873: insulating spheres that fill that fraction of a conductor, relative to it without them.
double withInsulatingSpheres(double fraction) { return 2.0 * (1.0 - fraction) / (2.0 + fraction); }

// McLachlan's equation with x = sqrt(sigma_eff / sigma0), l = sqrt(low / sigma0), A = (1 - phiC) / phiC:
// (1 - phi)(l - x)/(l + A x) + phi (1 - x)/(1 + A x) = 0. The exponent 2 makes it quadratic,
// A x^2 - B x - l = 0 with one positive root.
double gemConductivity(double phi, double phiC) {
  const double low = std::sqrt(kGemLowConductivity);
  const double a = (1.0 - phiC) / phiC;
  const double b = (1.0 - phi) * (a * low - 1.0) + phi * (a - low);
  const double root = std::sqrt(b * b + 4.0 * a * low);
  // Of the root's two forms the one without cancellation.
  const double x = b > 0.0 ? (b + root) / (2.0 * a) : 2.0 * low / (root - b);
  return x * x;
}

using MeasuredEnds = std::array<MeasuredConductivity, 2>;

double rmsLogDeviation(const MeasuredEnds& ends, double phiC) {
  double sum = 0.0;
  for (const MeasuredConductivity& end : ends) {
    const double deviation = logReproducible(gemConductivity(end.phi, phiC) / end.relative);
    sum += deviation * deviation;
  }
  return std::sqrt(sum / double(ends.size()));
}

// The best of evenly spaced thresholds, then golden-section search between its neighbours.
GemFit fitGem(Carrier carrier, ParticleModel model) {
  constexpr int kGrid = 64;
  constexpr int kSections = 50;  // narrow the bracket by 10^10
  constexpr double kGolden = 0.61803398874989484820;
  const MeasuredEnds ends{measuredConductivity(carrier, AmContent::wt75, model),
                          measuredConductivity(carrier, AmContent::wt85, model)};
  const double highest = std::min(ends[0].phi, ends[1].phi);
  const double spacing = (highest - kGemLowestThreshold) / kGrid;
  double best = kGemLowestThreshold;
  for (int i = 1; i <= kGrid; ++i) {
    const double phiC = kGemLowestThreshold + spacing * i;
    if (rmsLogDeviation(ends, phiC) < rmsLogDeviation(ends, best)) best = phiC;
  }
  double lower = std::max(best - spacing, kGemLowestThreshold);
  double upper = std::min(best + spacing, highest);
  for (int i = 0; i < kSections; ++i) {
    const double left = upper - kGolden * (upper - lower);
    const double right = lower + kGolden * (upper - lower);
    if (rmsLogDeviation(ends, left) < rmsLogDeviation(ends, right)) {
      upper = right;
    } else {
      lower = left;
    }
  }
  const double phiC = 0.5 * (lower + upper);
  return {phiC, rmsLogDeviation(ends, phiC)};
}

}  // namespace

std::span<const Theory> theories() { return kTheories; }

std::optional<double> relativeConductivity(TheoryId id, Carrier carrier, const TheoryPoint& point, double phiC) {
  const double phi = point.phi;
  switch (id) {
    case TheoryId::bruggeman: return phi * std::sqrt(phi);
    case TheoryId::parallel: return phi;
    case TheoryId::hashinShtrikman: return 2.0 * phi / (3.0 - phi);
    case TheoryId::percolation: {
      if (phi <= kScherZallenThreshold) return std::nullopt;
      const double above = (phi - kScherZallenThreshold) / (1.0 - kScherZallenThreshold);
      return above * above;
    }
    case TheoryId::gem: return gemConductivity(phi, phiC);
    case TheoryId::coreShell:
      if (carrier == Carrier::electron) return std::nullopt;
      return withInsulatingSpheres(point.phiOther / (phi + point.phiOther)) * withInsulatingSpheres(point.porosity);
  }
  return std::nullopt;
}

MeasuredConductivity measuredConductivity(Carrier carrier, AmContent am, ParticleModel model) {
  if (carrier == Carrier::ion) {
    const IonicRow& row = ionicRow(am, model);
    const IonicReference& reference = sourceTables().ionicReference[at(am)][at(model)];
    return {row.phiSePct / 100.0, row.sigmaEffMsCm / reference.sigmaMsCm};
  }
  const ElectronicRow& row = electronicRow(am, model);
  return {(row.phiAmPct + row.phiCaPct) / 100.0, row.sigmaEffMsCm / kElectronicReferenceMsCm};
}

const GemFit& gemFit(Carrier carrier, ParticleModel model) {
  static const auto table = [] {
    std::array<std::array<GemFit, kModelCount>, 2> all{};
    for (const Carrier c : {Carrier::ion, Carrier::electron}) {
      for (int m = 0; m < kModelCount; ++m) all[at(c)][m] = fitGem(c, static_cast<ParticleModel>(m));
    }
    return all;
  }();
  return table[at(carrier)][at(model)];
}

double fittedExponent(Carrier carrier, AmContent am, ParticleModel model) {
  const MeasuredConductivity measured = measuredConductivity(carrier, am, model);
  return logReproducible(measured.relative) / logReproducible(measured.phi);
}

}  // namespace cathode
