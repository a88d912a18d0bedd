// SPDX-License-Identifier: MIT
// What a sample of draws says of a result: its uncertainty as it is reported (JCGM 101:2008).
#pragma once

#include <span>
#include <string>

namespace cathode {

inline constexpr double kCoverageProbability = 0.95;

struct Coverage {
  double mean;
  double standardUncertainty;
  double low, high;            // of the probabilistically symmetric 95 % interval
  double expandedUncertainty;  // half that interval: twice u would go beyond all that a rectangle holds
  double coverageFactor;       // k, which that is in standard uncertainties; 0 where there is no uncertainty
  // Of the Monte Carlo: half the interval in which the less certain end of the two lies at 95 %, from the samples
  // beside it.
  double numericalTolerance;
};

// Of at least 100 samples, which are reordered. None of them NaN.
Coverage coverageOf(std::span<double> samples);

// Value and standard uncertainty in the short form, "1092(5)": the digits in brackets are those of the last places. The
// uncertainty has two digits from 10 to 35 of them, else one; below 1, an uncertainty has its own places after the
// point.
std::string shortFormText(double value, double standardUncertainty);

// The interval to the place of the first digit of the standard uncertainty, "1083 to 1102".
std::string intervalText(const Coverage& coverage);

}  // namespace cathode
