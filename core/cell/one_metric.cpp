// SPDX-License-Identifier: MIT
#include "core/cell/one_metric.h"

#include <bit>

#include "core/cell/energy.h"

namespace cathode {
namespace {

// What a metric is calculated from, each from those before it.
enum Stage : unsigned {
  composition = 1u << 0,
  size = 1u << 1,
  capacity = 1u << 2,
  charge = 1u << 3,
  ions = 1u << 4,
  electrons = 1u << 5,
  cell = 1u << 6,  // what CellLosses are
  losses = 1u << 7,
};
constexpr unsigned kAll = (1u << 8) - 1;

// What a metric needs.
constexpr unsigned kCharged = composition | size | capacity | charge;
constexpr unsigned kLost = composition | size | ions | electrons | cell | losses;
unsigned neededFor(MetricId metric) {
  switch (metric) {
    case MetricId::volumetricEnergyDensityWhL:
    case MetricId::gravimetricEnergyDensityWhKg:
    case MetricId::arealCapacityMahCm2:
    case MetricId::arealEnergyMwhCm2:
    case MetricId::specificCapacityMahG: return kCharged;
    case MetricId::cathodeThicknessUm:
    case MetricId::loadingMgCm2:
    case MetricId::currentDensityMaCm2: return composition | size;
    case MetricId::compositeDensityGCm3:
    case MetricId::porosityPct:
    case MetricId::phiAmPct:
    case MetricId::phiSePct:
    case MetricId::phiCaPct: return composition;
    case MetricId::ionicConductivityMsCm:
    case MetricId::ionicPhiPct:
    case MetricId::ionicTortuosityFactor:
    case MetricId::ionicMacMullin: return composition | ions;
    case MetricId::electronicConductivityMsCm:
    case MetricId::electronicPhiPct:
    case MetricId::electronicTortuosityFactor:
    case MetricId::electronicMacMullin: return composition | electrons;
    case MetricId::interfacePerUm:
    case MetricId::cathodeResistanceOhmCm2:
    case MetricId::cellResistanceOhmCm2:
    case MetricId::voltageDropMv:
    case MetricId::energyEfficiencyPct:
    case MetricId::thickestCathodeUm: return kLost;
    case MetricId::volumetricEnergyDensityAtRateWhL:
    case MetricId::gravimetricEnergyDensityAtRateWhKg: return kAll;
  }
  return kAll;
}

// What an input changes, directly or through what rests on it. Losses rest on nearly all.
unsigned touchedBy(ParameterId id, const Scenario& scenario) {
  switch (id) {
    case ParameterId::model:
    case ParameterId::amWtPct: return kAll;
    case ParameterId::caWtPct:
    case ParameterId::porosityPct:
    case ParameterId::amDensityGCm3:
    case ParameterId::seDensityGCm3:
    case ParameterId::caDensityGCm3: return kAll & ~(capacity | cell);
    case ParameterId::temperatureC:
      // Points of a person's own composite may differ in anything.
      return scenario.composite != nullptr ? kAll : capacity | charge | ions | cell | losses;
    case ParameterId::sizing:
    case ParameterId::cathodeThicknessUm:
    case ParameterId::loadingMgCm2: return size | charge | losses;
    case ParameterId::specificCapacityMahG: return capacity | charge;
    case ParameterId::seReference: return ions | losses;
    case ParameterId::separatorThicknessUm: return charge | cell | losses;
    case ParameterId::chargeTransferOhmCm2:
    case ParameterId::interfacePerUm:
    case ParameterId::particleRadiusUm:
    case ParameterId::anodeResistanceOhmCm2: return cell | losses;
    case ParameterId::cRate:
    case ParameterId::diffusivityCm2S:
    case ParameterId::allowedDropMv: return losses;
    default: return charge | losses;
  }
}

}  // namespace

OneMetric::OneMetric(MetricId metric, const Scenario& scenario)
    : metric_(metric),
      scenario_(scenario),
      evaluation_(scenario_, composition_, size_),
      needed_(neededFor(metric)),
      outdated_(kAll) {
  Evaluation& e = evaluation_;
  // How values came about is not asked for, nor what they may be beside what they are.
  e.porosity = e.fractions = e.thickness = e.loading = e.capacity = e.areal = e.energy = e.density = e.current =
      e.interface = Provenance::assumed;
  e.charge = {};
  e.ends = {};
  e.carriers = {};
  e.losses = {};
}

void OneMetric::set(ParameterId id, double value) {
  parameter(id).write(scenario_, value);
  outdated_ |= touchedBy(id, scenario_);
}

int OneMetric::costOf(ParameterId id) const {
  // Transport takes a logarithm and an exponential, the losses of the source's own cell several and its composition.
  constexpr int kTransport = 2, kCell = 6;
  const unsigned touched = touchedBy(id, scenario_) & needed_;
  return std::popcount(touched & ~(ions | electrons | cell)) +
         kTransport * std::popcount(touched & (ions | electrons)) + (touched & cell ? kCell : 0);
}

double OneMetric::value() {
  const unsigned due = outdated_ & needed_;
  const Scenario& s = scenario_;
  Evaluation& e = evaluation_;
  if (due & composition) composition_ = compositionOf(s);
  if (due & size) size_ = cathodeSizeOf(s, composition_);
  if (due & capacity)
    capacityMahG_ = s.specificCapacityMahG ? *s.specificCapacityMahG : capacityOf(s).specificCapacityMahG;
  if (due & charge) {
    const double areal = arealCapacityMahCm2(capacityMahG_, composition_.massAm, size_.loadingMgCm2);
    e.charge = {capacityMahG_, areal, areal * s.nominalVoltageV,
                stackOf(s, size_.thicknessUm, size_.loadingMgCm2, areal)};
  }
  if (due & ions) e.carriers[0].transport = transportOf(Carrier::ion, s, composition_);
  if (due & electrons) e.carriers[1].transport = transportOf(Carrier::electron, s, composition_);
  const Transport &ionic = e.carriers[0].transport, &electronic = e.carriers[1].transport;
  if (due & cell) cellLosses_ = cellLossesOf(s, composition_, ionic, electronic);
  if (due & losses) {
    e.losses[0] = rateLossesOf(s, composition_, size_, ionic, electronic, cellLosses_);
    e.losses[1] = e.losses[0];
  }
  outdated_ &= ~due;
  MetricValue result;
  computeMetric(metric_, e, result);
  return result.value;
}

}  // namespace cathode
