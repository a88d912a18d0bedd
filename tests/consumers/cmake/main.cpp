// SPDX-License-Identifier: MIT
// Prints the energy density of the source's cell; uses of C++ what the core itself is built without.
#include <cstdio>
#include <stdexcept>
#include <typeinfo>

#include "core/cell/evaluate.h"

int main() {
  try {
    if (typeid(int) == typeid(double)) throw std::runtime_error("no types");
  } catch (const std::exception&) {
    return 1;
  }
  const cathode::Report report = cathode::evaluate({});
  std::printf("%.3f\n", report[cathode::MetricId::volumetricEnergyDensityWhL].value);
}
