// SPDX-License-Identifier: MIT
// Resistances of a dense pellet of solid electrolyte from its impedance spectrum.
#pragma once

#include <expected>

#include "core/spectra/estimate.h"
#include "core/spectra/spectrum.h"

namespace cathode {

// What the spectrum lets be told apart, most first. An arc is a resistance beside a constant-phase element,
// R/(1 + (i w tau)^n); all have the leads' series resistance before them, which is given, and behind them the
// electrodes' constant-phase element where they block.
enum class PelletCircuit : std::uint8_t {
  bulkAndBoundary,  // two arcs
  interceptAndArc,  // an arc and what lies at higher frequencies than were measured, a resistance
  arc,              // one arc
  intercept,        // a resistance
};
std::string_view keyOf(PelletCircuit circuit);

enum class PelletElectrodes : std::uint8_t { toldBySpectrum, blocking, none };

struct PelletRequest {
  std::vector<SpectrumPoint> points;
  PelletElectrodes electrodes = PelletElectrodes::toldBySpectrum;
  double seriesOhm = 0.0;                     // of leads, known
  std::optional<double> relativeNoise = {};   // standard uncertainty of each part over |Z|; nothing: from the residuals
  std::optional<PelletCircuit> circuit = {};  // nothing: chosen
  // For the conductivity; thickness and area with their standard uncertainties.
  std::optional<double> thicknessUm = {}, areaCm2 = {};
  double thicknessUncertaintyUm = 0.0, areaUncertaintyCm2 = 0.0;
};

struct PelletFit {
  PelletCircuit circuit{};
  bool hasElectrodes = false;
  // Resistances; nothing where the circuit has none.
  std::optional<Estimate> bulkOhm, grainBoundaryOhm, interceptOhm, arcOhm;
  Estimate totalOhm{};
  std::optional<double> bulkBoundaryCorrelation;
  std::optional<Estimate> inductanceH;
  // Of the arcs, in the order of their frequencies, highest first.
  struct Arc {
    Estimate apexHz;
    Estimate exponent;
    double capacitanceF;  // tau / R
  };
  std::vector<Arc> arcs;
  std::optional<Estimate> electrodeExponent;
  std::optional<Estimate> conductivityMsCm, bulkConductivityMsCm;  // of the total, and of the bulk
  double reducedChiSquared = 0.0;
  int degreesOfFreedom = 0;
  double relativeNoise = 0.0;  // given, or estimated
  int iterations = 0;
  std::vector<Complex> ohm;           // the model at each point
  std::vector<Complex> residualsPct;  // of the model's modulus
  double runsDeviation = 0.0;
  std::vector<std::string> notices;
};

// Otherwise why there is none, with the field and what is allowed.
std::expected<PelletFit, std::string> fitPellet(const PelletRequest& request);

}  // namespace cathode
