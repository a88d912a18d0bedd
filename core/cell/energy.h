// The cell stack, its mass and volume, and the energy densities that follow; and the specific
// capacities that the source's energy densities imply.
#pragma once

#include <array>
#include <span>

#include "core/cell/composition.h"
#include "core/source/interpolation.h"

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

// Areal capacity (mAh/cm2) of 1 um of lithium: 3861 mAh/g x 0.534 g/cm3.
inline constexpr double kLithiumMahCm2PerUm = 0.2062;

// The stack around a cathode of that thickness and loading.
//
// Paper accounting (footnotes of Tables S5 and S6): on the 0.7854 cm2 disc the 30 um separator
// weighs 4.4 mg and scales with its thickness; the 30 um anode weighs 13.6 mg, of which lithium is
// 1.26 mg. The rest is not itemised in the source, is kept constant, and has no volume.
// Physical accounting: lithium, a separator of the SE density, a copper and an aluminium collector, whole or half, each with
// its own density, in both mass and volume. Charged, `arealCapacityMahCm2` of lithium has gone from the cathode, which keeps its
// volume, to the anode, where it has one.
Stack stackOf(const Scenario& scenario, double cathodeThicknessUm, double loadingMgCm2, double arealCapacityMahCm2 = 0.0);

// Whether the lithium that charging plates counts: it does in physical accounting alone.
bool isCharged(const Scenario& scenario);

// Density (g/cm3) of the separator in paper accounting: 4.4 mg on 30 um of the disc.
double paperSeparatorDensityGCm3();

// Mass (mg/cm2) that paper accounting carries with the anode beyond its 30 um of lithium.
double unitemisedAnodeMassMgCm2();

// Areal capacity (mAh/cm2): q w_AM m.
double arealCapacityMahCm2(double specificCapacityMahG, double amMassFraction, double loadingMgCm2);

// Energy densities of a stack: Q_A V / L in Wh/L and Q_A V / m in Wh/kg.
double volumetricEnergyDensityWhL(double arealEnergyMwhCm2, const Stack& stack);
double gravimetricEnergyDensityWhKg(double arealEnergyMwhCm2, const Stack& stack);

// The specific capacities that one entry of Table S5 implies through its two energy densities,
// given the source's loading, layers, voltage and accounting.
struct ImpliedCapacity {
  AmContent am;
  MeasuredTemperature temperature;
  double fromVolumetricMahG;
  double fromGravimetricMahG;
  // Whether the two differ by more than kImpliedAgreement: the printed pair contradicts itself.
  bool contradictory;
  // The mean of the two; of a contradictory pair the volumetric one, with the interval to the other. The volumetric one is
  // chosen because Table S6 builds on it, not because it is known to be right.
  double usedMahG;
  Interval rangeMahG;  // from the smaller of a contradictory pair to the larger; else usedMahG alone
};

// Largest relative difference of the two implied capacities at which they count as agreeing. The
// source's own rounding and the reconstruction explain 1 %; contradictions are above 8 %.
inline constexpr double kImpliedAgreement = 0.02;

// Solved from Table S5 once, at first use.
const ImpliedCapacity& impliedCapacity(ParticleModel model, AmContent am, MeasuredTemperature temperature);

// The largest of them, mAh/g.
double largestImpliedCapacityMahG();

// How far a straight line between 75 and 85 wt% is from the capacity that Fig. S22 prints at 80 wt%, as a share of the line: the
// source's only series of three contents. Taken as the uncertainty of every interpolated capacity.
double interpolationMisfit();

// Specific capacity (mAh per g of AM) of the model: implied by Table S5 at 75 and 85 wt%, 30 and
// 60 degC, bilinear in wt% and degC between, held at the nearest of these beyond.
struct CapacityEstimate {
  double specificCapacityMahG;
  Interval rangeMahG;  // what a contradictory entry and the misfit of interpolation leave open; else the value alone
  Reach reach;
  const ImpliedCapacity* contradictory;  // an entry it rests on that contradicts itself, or null
};
CapacityEstimate capacityOf(ParticleModel model, double amWtPct, double temperatureC);

}  // namespace cathode
