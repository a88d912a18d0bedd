// SPDX-License-Identifier: MIT
// The inputs of a calculation. Each is described in the registry, parameters.h.
#pragma once

#include <cstdint>
#include <optional>

#include "core/composite/own_composite.h"
#include "core/source/particle_model.h"

namespace cathode {

enum class Sizing : std::uint8_t { thickness, loading };         // which of the two is the input
enum class Accounting : std::uint8_t { paper, physical };        // how the other layers are counted
enum class SeReference : std::uint8_t { own, pristine, mixed };  // sigma0 of the ionic metrics
enum class CellState : std::uint8_t { assembled, charged };      // whether the lithium to be plated has a volume
enum class CollectorSides : std::uint8_t { whole, half };        // of a collector, what counts for this cell

// One calculation's inputs. The defaults are the source paper's cell: Model 4, 85 wt%, 30 degC.
struct Scenario {
  ParticleModel model = ParticleModel::thinShellSmall;
  double amWtPct = 85.0;            // active material, wt% of the composite
  double caWtPct = kSourceCaWtPct;  // conductive additive, wt% of the composite; SE is the rest
  double temperatureC = 30.0;       // degC
  Sizing sizing = Sizing::thickness;
  std::optional<double> cathodeThicknessUm = {};  // um; used if sizing is thickness; nothing: at the source's loading
  double loadingMgCm2 = 30.5577;                  // mg of composite per cm2; used if sizing is loading
  double separatorThicknessUm = 30.0;             // um
  double anodeThicknessUm = 30.0;                 // um of lithium
  Accounting accounting = Accounting::paper;
  double anodeCollectorThicknessUm = 10.0;                // um of copper; physical accounting only
  double cathodeCollectorThicknessUm = 15.0;              // um of aluminium; physical accounting only
  CollectorSides collectorSides = CollectorSides::whole;  // physical accounting only
  CellState state = CellState::assembled;                 // physical accounting only
  std::optional<double> porosityPct = {};                 // vol%; nothing: the model's own
  std::optional<double> specificCapacityMahG = {};        // mAh per g of AM; nothing: implied by Table S5
  double nominalVoltageV = kSourceVoltageV;
  double cRate = 0.05;  // 1/h; 1C is 200 mA per g of AM, as in the source
  double amDensityGCm3 = kSourceAmDensityGCm3;
  double seDensityGCm3 = kSourceSeDensityGCm3;
  double caDensityGCm3 = kSourceCaDensityGCm3;
  SeReference seReference = SeReference::own;
  // What losses at a rate rest on: assumed, since the source prints nothing of it.
  double chargeTransferOhmCm2 = 30.0;         // ohm cm2 of the interface of AM and SE
  std::optional<double> interfacePerUm = {};  // its area per volume, 1/um; nothing: the whole surface of the AM
  double particleRadiusUm = 2.5;              // um, of AM
  double diffusivityCm2S = 1e-11;             // cm2/s, of lithium in AM
  double anodeResistanceOhmCm2 = 5.0;         // ohm cm2
  double allowedDropMv = 100.0;               // mV
  // What is measured of the composite; null: the source's models. One that is kept (core/composite), so that scenarios
  // are the same where these are.
  const OwnComposite* composite = nullptr;

  bool operator==(const Scenario&) const = default;
};

// What a scenario of a person's own composite, or of the source's models (null), has where nothing else is given: its
// materials and voltage, the content and temperature of a measured point, the morphology of its microstructure.
Scenario standardScenario(const OwnComposite* composite);

// What of a scenario is as in the one standard scenario becomes as in the other: materials, additive, voltage and
// C-rate, which a composite brings along.
void followComposite(Scenario& scenario, const Scenario& before, const Scenario& now);

// Their ids, in the order of the registry and of links.
enum class ParameterId : std::uint8_t {
  model,
  amWtPct,
  caWtPct,
  temperatureC,
  sizing,
  cathodeThicknessUm,
  loadingMgCm2,
  separatorThicknessUm,
  anodeThicknessUm,
  accounting,
  anodeCollectorThicknessUm,
  cathodeCollectorThicknessUm,
  collectorSides,
  state,
  porosityPct,
  specificCapacityMahG,
  nominalVoltageV,
  cRate,
  amDensityGCm3,
  seDensityGCm3,
  caDensityGCm3,
  seReference,
  chargeTransferOhmCm2,
  interfacePerUm,
  particleRadiusUm,
  diffusivityCm2S,
  anodeResistanceOhmCm2,
  allowedDropMv,
};
inline constexpr int kParameterCount = 28;

}  // namespace cathode
