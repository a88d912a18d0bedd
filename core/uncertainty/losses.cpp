// SPDX-License-Identifier: MIT
#include "core/uncertainty/losses.h"

#include <bit>
#include <cmath>
#include <iterator>

#include "core/cell/evaluate.h"
#include "core/cell/rate.h"

namespace cathode {
namespace {

struct LossKind {
  LossId id;
  std::string_view key, label;
};
constexpr LossKind kKinds[] = {
    {LossId::utilisation, "utilisation", "Unused capacity"},
    {LossId::inactiveMass, "inactiveMass", "SE and CA"},
    {LossId::voids, "void", "Void"},
    {LossId::separator, "separator", "Separator"},
    {LossId::anode, "anode", "Anode"},
    {LossId::collectors, "collectors", "Collectors"},
    {LossId::ohmic, "ohmic", "Voltage drop"},
};
constexpr int kLossCount = static_cast<int>(std::size(kKinds));
constexpr std::size_t at(auto id) { return static_cast<std::size_t>(id); }

}  // namespace

LossSplit lossSplit(const Scenario& scenario, bool isByMass) {
  const Report report = evaluate(scenario);
  const auto value = [&](MetricId id) { return report[id].value; };
  LossSplit split{};
  split.metric = isByMass ? MetricId::gravimetricEnergyDensityAtRateWhKg : MetricId::volumetricEnergyDensityAtRateWhL;
  split.practical = value(split.metric);

  // What takes room or weighs: first the active material, then what each loss adds.
  const double loading = value(MetricId::loadingMgCm2);
  const double amMass = scenario.amWtPct / 100.0 * loading;
  const double thickness = value(MetricId::cathodeThicknessUm);
  const double own = isByMass ? amMass : thickness * value(MetricId::phiAmPct) / 100.0;
  double added[kLossCount] = {};
  added[at(LossId::inactiveMass)] =
      isByMass ? loading - amMass : thickness * (value(MetricId::phiSePct) + value(MetricId::phiCaPct)) / 100.0;
  if (!isByMass) added[at(LossId::voids)] = thickness * value(MetricId::porosityPct) / 100.0;
  for (const Layer& layer : report.stack.all()) {
    const double size = isByMass ? layer.massMgCm2 : layer.thicknessUm;
    switch (layer.kind) {
      case LayerKind::separator: added[at(LossId::separator)] += size; break;
      case LayerKind::anode:
      case LayerKind::platedLithium: added[at(LossId::anode)] += size; break;
      case LayerKind::anodeCollector:
      case LayerKind::cathodeCollector: added[at(LossId::collectors)] += size; break;
      // The lithium that was plated has left the cathode's mass.
      case LayerKind::cathode: added[at(LossId::anode)] += isByMass ? size - loading : 0.0; break;
    }
  }
  // What is left of the energy: of the capacity, at the rate, and of the voltage.
  const double atRate =
      split.practical / value(isByMass ? MetricId::gravimetricEnergyDensityWhKg : MetricId::volumetricEnergyDensityWhL);
  const RateLosses losses = rateLossesOf(scenario);
  const double ofVoltage = losses.voltageV() / losses.nominalV;
  double kept[kLossCount] = {1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0};
  kept[at(LossId::utilisation)] =
      value(MetricId::specificCapacityMahG) / kTheoreticalCapacityMahG * (atRate / ofVoltage);
  kept[at(LossId::ohmic)] = ofVoltage;

  const double energy = kTheoreticalCapacityMahG * amMass / 1000.0 * scenario.nominalVoltageV;  // mWh/cm2
  const double unit = isByMass ? 1000.0 : 1e4;
  const auto densityWith = [&](unsigned taken) {
    double left = energy, size = own;
    for (int i = 0; i < kLossCount; ++i) {
      if ((taken >> i & 1u) == 0) continue;
      left *= kept[i];
      size += added[i];
    }
    return unit * left / size;
  };
  split.theoretical = densityWith(0);
  if (std::isnan(split.practical)) return split;
  // Of all orders, the share in which so many others are taken before: k! (n - 1 - k)! / n!.
  double weights[kLossCount] = {1.0 / kLossCount};
  for (int k = 1; k < kLossCount; ++k) weights[k] = weights[k - 1] * k / (kLossCount - k);
  for (int i = 0; i < kLossCount; ++i) {
    double taken = 0.0;
    for (unsigned others = 0; others < 1u << kLossCount; ++others) {
      if (others >> i & 1u) continue;
      taken += weights[std::popcount(others)] * (densityWith(others) - densityWith(others | 1u << i));
    }
    if (added[i] != 0.0 || kept[i] != 1.0)
      split.losses.push_back({kKinds[i].id, kKinds[i].key, kKinds[i].label, taken});
  }
  return split;
}

}  // namespace cathode
