// SPDX-License-Identifier: MIT
#include "core/cell/stack.h"

#include "core/source/published.h"

namespace cathode {
namespace {

constexpr double kLithiumGCm3 = 0.534;
constexpr double kCopperGCm3 = 8.96;
constexpr double kAluminiumGCm3 = 2.70;

}  // namespace

std::string_view layerKey(LayerKind kind) {
  switch (kind) {
    case LayerKind::anodeCollector: return "anodeCollector";
    case LayerKind::anode: return "anode";
    case LayerKind::separator: return "separator";
    case LayerKind::cathode: return "cathode";
    case LayerKind::cathodeCollector: return "cathodeCollector";
    case LayerKind::platedLithium: return "platedLithium";
  }
  return "";
}

std::string_view layerLabel(LayerKind kind) {
  switch (kind) {
    case LayerKind::anodeCollector: return "Cu collector";
    case LayerKind::anode: return "Anode (Li)";
    case LayerKind::separator: return "Separator";
    case LayerKind::cathode: return "Cathode";
    case LayerKind::cathodeCollector: return "Al collector";
    case LayerKind::platedLithium: return "Plated Li";
  }
  return "";
}

double scaleBarUm(double stackUm) { return stackUm > 400.0 ? 100.0 : stackUm > 120.0 ? 20.0 : 10.0; }

double Stack::thicknessUm() const {
  double sum = 0.0;
  for (const Layer& layer : all()) sum += layer.thicknessUm;
  return sum;
}

double Stack::massMgCm2() const {
  double sum = 0.0;
  for (const Layer& layer : all()) sum += layer.massMgCm2;
  return sum;
}

double unitemisedAnodeMassMgCm2() { return kPaperAnodeMg / kDiscAreaCm2 - loadingMgCm2(kPaperAnodeUm, kLithiumGCm3); }

bool isCharged(const Scenario& scenario) {
  return scenario.accounting == Accounting::physical && scenario.state == CellState::charged;
}

double paperSeparatorDensityGCm3() { return kPaperSeparatorMg / kDiscAreaCm2 / loadingMgCm2(kPaperSeparatorUm, 1.0); }

Stack stackOf(const Scenario& scenario, double cathodeThicknessUm, double cathodeMassMgCm2,
              double arealCapacityMahCm2) {
  Stack stack;
  const auto add = [&](LayerKind kind, double thicknessUm, double massMgCm2) {
    stack.layers[stack.layerCount++] = {kind, thicknessUm, massMgCm2};
  };
  const auto addFoil = [&](LayerKind kind, double thicknessUm, double densityGCm3) {
    add(kind, thicknessUm, loadingMgCm2(thicknessUm, densityGCm3));
  };
  const double lithium = loadingMgCm2(scenario.anodeThicknessUm, kLithiumGCm3);
  if (scenario.accounting == Accounting::paper) {
    add(LayerKind::anode, scenario.anodeThicknessUm, unitemisedAnodeMassMgCm2() + lithium);
    add(LayerKind::separator, scenario.separatorThicknessUm,
        kPaperSeparatorMg / kDiscAreaCm2 * (scenario.separatorThicknessUm / kPaperSeparatorUm));
    add(LayerKind::cathode, cathodeThicknessUm, cathodeMassMgCm2);
  } else {
    const double part = scenario.collectorSides == CollectorSides::half ? 0.5 : 1.0;
    const double platedUm = isCharged(scenario) ? arealCapacityMahCm2 / kLithiumMahCm2PerUm : 0.0;
    const double plated = loadingMgCm2(platedUm, kLithiumGCm3);
    addFoil(LayerKind::anodeCollector, part * scenario.anodeCollectorThicknessUm, kCopperGCm3);
    add(LayerKind::anode, scenario.anodeThicknessUm, lithium);
    if (platedUm > 0.0) add(LayerKind::platedLithium, platedUm, plated);
    addFoil(LayerKind::separator, scenario.separatorThicknessUm, scenario.seDensityGCm3);
    add(LayerKind::cathode, cathodeThicknessUm, cathodeMassMgCm2 - plated);
    addFoil(LayerKind::cathodeCollector, part * scenario.cathodeCollectorThicknessUm, kAluminiumGCm3);
  }
  return stack;
}

}  // namespace cathode
