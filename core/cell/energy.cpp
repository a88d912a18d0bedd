// SPDX-License-Identifier: MIT
#include "core/cell/energy.h"

namespace cathode {

double arealCapacityMahCm2(double specificCapacityMahG, double amMassFraction, double loadingMgCm2) {
  return specificCapacityMahG * amMassFraction * loadingMgCm2 / 1000.0;
}

double volumetricEnergyDensityWhL(double arealEnergyMwhCm2, const Stack& stack) {
  return arealEnergyMwhCm2 / (stack.thicknessUm() * 1e-4);
}

double gravimetricEnergyDensityWhKg(double arealEnergyMwhCm2, const Stack& stack) {
  return arealEnergyMwhCm2 / stack.massMgCm2() * 1000.0;
}

}  // namespace cathode
