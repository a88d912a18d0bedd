// SPDX-License-Identifier: MIT
// Effective conductivities of ions and electrons in a composite from spectra of symmetric cells that block one of them:
// the transmission line of core/polarisation/impedance.h.
#pragma once

#include <expected>

#include "core/polarisation/impedance.h"
#include "core/spectra/estimate.h"
#include "core/spectra/spectrum.h"

namespace cathode {

struct SymmetricCell {
  std::vector<SpectrumPoint> points;
  Blocked blocked = Blocked::ions;
  std::optional<double> seriesOhm = 0.0;  // of what lies outside the composite; nothing: fitted
};

struct SymmetricRequest {
  std::vector<SymmetricCell> cells;  // one, or several of the same composite, of either kind
  double thicknessUm = 0.0, areaCm2 = 0.0;
  double thicknessUncertaintyUm = 0.0, areaUncertaintyCm2 = 0.0;
  std::optional<double> relativeNoise = {};   // as in PelletRequest
  std::optional<double> interfacePerCm = {};  // splits what is per volume
  // Whether charge passes from one rail to the other; and the exponent of the double layer, where it is known.
  bool hasTransfer = true;
  std::optional<double> exponent = {};
  // Of each carrier's phase: conductivity of the pure material (mS/cm) and its volume fraction, for its tortuosity
  // factor.
  struct Phase {
    double sigma0MsCm, phi, sigma0UncertaintyMsCm = 0.0, phiUncertainty = 0.0;
  };
  std::optional<Phase> ionic = {}, electronic = {};
};

struct SymmetricFit {
  // Nothing, all of them, where some other set describes the spectra as well.
  std::optional<Estimate> ionicMsCm, electronicMsCm;
  std::optional<double> correlation;  // of their logarithms
  std::optional<Estimate> ionicTau2, electronicTau2;
  // Of the interface between both rails, per volume: conductance of the charge transfer, and double layer. Its
  // admittance is g + c (i w)^n.
  std::optional<Estimate> transferSCm3, doubleLayerFCm3, exponent;  // nothing: 0, none told, and given
  std::optional<Estimate> chargeTransferOhmCm2, doubleLayerFCm2;    // per area of interface, where that is given
  struct Cell {
    std::optional<Estimate> seriesOhm;  // where it was fitted
    std::vector<Complex> ohm, residualsPct;
    std::vector<double> nu;  // |nu| at each frequency
    double runsDeviation;
  };
  std::vector<Cell> cells;
  double reducedChiSquared = 0.0;
  int degreesOfFreedom = 0;
  double relativeNoise = 0.0;
  double leastEigenvalue = 0.0;  // of the scaled normal matrix, over the largest: 0 where the problem is singular
  std::vector<std::string> notices;
};

std::expected<SymmetricFit, std::string> fitSymmetricCells(const SymmetricRequest& request);

}  // namespace cathode
