// SPDX-License-Identifier: MIT
// Activation energies.
#pragma once

#include <expected>
#include <span>
#include <string>
#include <vector>

#include "core/spectra/estimate.h"

namespace cathode {

struct ConductivityPoint {
  double temperatureC, conductivityMsCm;
  std::optional<double> standardUncertaintyMsCm = {};  // of all points, or of none
};

// What falls on a line over 1/T: ln sigma, as everywhere in this project, or ln(sigma T), as a hopping model has it.
enum class ArrheniusForm : std::uint8_t { sigma, sigmaT };

struct ArrheniusRequest {
  std::vector<ConductivityPoint> points;
  ArrheniusForm form = ArrheniusForm::sigma;
  double referenceC = 25.0;  // at which the line's conductivity is told
};

struct ArrheniusFit {
  Estimate activationEnergyEv;
  Estimate referenceMsCm;                   // the line's conductivity at referenceC
  double prefactor;                         // mS/cm, or mS K/cm: at 1/T = 0
  std::vector<double> lineMsCm;             // the line at each point
  std::optional<double> reducedChiSquared;  // where uncertainties were given and more than two temperatures
  int degreesOfFreedom;
  std::vector<std::string> notices;
};

// A straight line by weighted least squares, weights from the relative uncertainties; where they are not given, equal,
// and the interval from the scatter about the line.
std::expected<ArrheniusFit, std::string> activationEnergy(const ArrheniusRequest& request);

}  // namespace cathode
