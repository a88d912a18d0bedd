// SPDX-License-Identifier: MIT
// The cell stack: its layers, their thickness and mass, in both ways of accounting.
#pragma once

#include <array>
#include <span>

#include "core/cell/composition.h"

namespace cathode {

enum class LayerKind : std::uint8_t { anodeCollector, anode, separator, cathode, cathodeCollector, platedLithium };
inline constexpr int kLayerKindCount = 6;
std::string_view layerKey(LayerKind kind);    // "anodeCollector", ...
std::string_view layerLabel(LayerKind kind);  // "Anode (Li)", ...

struct Layer {
  LayerKind kind;
  double thicknessUm;
  double massMgCm2;
};

// The layers from anode to cathode. Collectors are there in physical accounting only.
struct Stack {
  std::array<Layer, kLayerKindCount> layers;
  int layerCount = 0;

  std::span<const Layer> all() const { return {layers.data(), static_cast<std::size_t>(layerCount)}; }
  double thicknessUm() const;
  double massMgCm2() const;
};

// Length (um) of the scale bar beside a stack of that thickness.
double scaleBarUm(double stackUm);

// Areal capacity (mAh/cm2) of 1 um of lithium: 3861 mAh/g x 0.534 g/cm3.
inline constexpr double kLithiumMahCm2PerUm = 0.2062;

// The stack around a cathode of that thickness and loading.
//
// Paper accounting (footnotes of Tables S5 and S6): on the 0.7854 cm2 disc the 30 um separator
// weighs 4.4 mg and scales with its thickness; the 30 um anode weighs 13.6 mg, of which lithium is
// 1.26 mg. The rest is not itemised in the source, is kept constant, and has no volume.
// Physical accounting: lithium, a separator of the SE density, a copper and an aluminium collector, whole or half, each
// with its own density, in both mass and volume. Charged, `arealCapacityMahCm2` of lithium has gone from the cathode,
// which keeps its volume, to the anode, where it has one.
Stack stackOf(const Scenario& scenario, double cathodeThicknessUm, double loadingMgCm2,
              double arealCapacityMahCm2 = 0.0);

// Whether the lithium that charging plates counts: it does in physical accounting alone.
bool isCharged(const Scenario& scenario);

// Density (g/cm3) of the separator in paper accounting: 4.4 mg on 30 um of the disc.
double paperSeparatorDensityGCm3();

// Mass (mg/cm2) that paper accounting carries with the anode beyond its 30 um of lithium.
double unitemisedAnodeMassMgCm2();

}  // namespace cathode
