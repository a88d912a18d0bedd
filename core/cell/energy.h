// SPDX-License-Identifier: MIT
// The energy of a stack: per area, per volume, per mass.
#pragma once

#include "core/cell/stack.h"

namespace cathode {

// Areal capacity (mAh/cm2): q w_AM m.
double arealCapacityMahCm2(double specificCapacityMahG, double amMassFraction, double loadingMgCm2);

// Energy densities of a stack: Q_A V / L in Wh/L and Q_A V / m in Wh/kg.
double volumetricEnergyDensityWhL(double arealEnergyMwhCm2, const Stack& stack);
double gravimetricEnergyDensityWhKg(double arealEnergyMwhCm2, const Stack& stack);

}  // namespace cathode
