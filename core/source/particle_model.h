// SPDX-License-Identifier: MIT
// The particle models of the source, and what is reconstructed of the source's cell.
#pragma once

#include <cstdint>

#include "core/base/printed.h"

namespace cathode {

// The paper's solid-electrolyte (SE) particle models.
enum class ParticleModel : std::uint8_t {
  conventional,    // 1: conventional mixing, pristine SE
  coreShell,       // 2: all SE coated on the active material by mechanofusion
  thinShellLarge,  // 3: thin SE shell and large (pristine) SE particles
  thinShellSmall,  // 4: thin SE shell and small (milled) SE particles
};
inline constexpr int kModelCount = 4;

// What the source does not print, with the digits it is known to. Densities (g/cm3) and the content
// of conductive additive (wt%, the same in all composites) follow from the volume fractions of Tables
// S1-S4, the voltage (V) from the energy densities of Table S6.
inline constexpr Printed kSourceAmDensityGCm3{4.8, 1};
inline constexpr Printed kSourceSeDensityGCm3{1.64, 2};
inline constexpr Printed kSourceCaDensityGCm3{2.0, 1};
inline constexpr Printed kSourceCaWtPct{2.34, 2};
inline constexpr Printed kSourceVoltageV{3.7, 1};

// What NCM811 stores if all of its lithium leaves it, mAh/g: F / (3.6 x 97.28 g/mol).
inline constexpr double kTheoreticalCapacityMahG = 275.5;

}  // namespace cathode
