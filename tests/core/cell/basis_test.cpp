// SPDX-License-Identifier: MIT
// What a calculation rests on: the source's numbers by default, others where they are given.
#include "core/cell/basis.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>

#include "core/cell/capacity.h"
#include "core/cell/evaluate.h"
#include "core/random_scenario.h"

namespace cathode {
namespace {

constexpr std::size_t at(auto id) { return static_cast<std::size_t>(id); }

TEST(Basis, OfTheSourceGivesWhatEvaluateGives) {
  testing::Random random(9);
  for (int i = 0; i < testing::casesOf(2000); ++i) {
    const Scenario scenario = testing::randomScenario(random);
    const Report report = evaluate(scenario), same = evaluateOn(sourceBasis(), scenario);
    EXPECT_EQ(same.warningCount, 0);
    for (int m = 0; m < kMetricCount; ++m) {
      EXPECT_EQ(std::bit_cast<std::uint64_t>(same.metricValues[m].value),
                std::bit_cast<std::uint64_t>(report.metricValues[m].value))
          << metrics()[m].key;
      EXPECT_EQ(same.metricValues[m].provenance, report.metricValues[m].provenance) << metrics()[m].key;
    }
  }
}

TEST(Basis, CarriesChangedNumbersThroughAgain) {
  constexpr Scenario kCell;
  Basis basis = sourceBasis();
  // Derived again it is what it was.
  derive(basis, kCell.model);
  EXPECT_EQ(evaluateOn(basis, kCell)[MetricId::volumetricEnergyDensityWhL].value,
            evaluate(kCell)[MetricId::volumetricEnergyDensityWhL].value);

  // Both energy densities 1 % higher: so is the capacity that they imply, and all that follows from it.
  basis.numbers.volumetricWhL[3][1][0] *= 1.01;
  basis.numbers.gravimetricWhKg[3][1][0] *= 1.01;
  derive(basis, kCell.model);
  for (const MetricId id : {MetricId::specificCapacityMahG, MetricId::volumetricEnergyDensityWhL,
                            MetricId::gravimetricEnergyDensityWhKg, MetricId::arealCapacityMahCm2}) {
    EXPECT_NEAR(evaluateOn(basis, kCell)[id].value / evaluate(kCell)[id].value, 1.01, 1e-12) << metric(id).key;
  }
  // Another temperature's is not.
  EXPECT_EQ(evaluateOn(basis, {.temperatureC = 60.0})[MetricId::specificCapacityMahG].value,
            evaluate({.temperatureC = 60.0})[MetricId::specificCapacityMahG].value);

  // A conductivity half as large: twice the tortuosity factor.
  basis.numbers.sigmaEffMsCm[at(Carrier::ion)][1][3] *= 0.5;
  derive(basis, kCell.model);
  EXPECT_NEAR(evaluateOn(basis, kCell)[MetricId::ionicTortuosityFactor].value /
                  evaluate(kCell)[MetricId::ionicTortuosityFactor].value,
              2.0, 1e-12);

  // A density that the scenario leaves as it is comes from the basis; one that is given does not.
  basis.numbers.amDensityGCm3 = 5.0;
  derive(basis, kCell.model);
  Scenario given;
  given.amDensityGCm3 = 5.0;
  EXPECT_EQ(evaluateOn(basis, kCell)[MetricId::compositeDensityGCm3].value,
            evaluate(given)[MetricId::compositeDensityGCm3].value);
  EXPECT_EQ(evaluateOn(basis, given)[MetricId::compositeDensityGCm3].value,
            evaluate(given)[MetricId::compositeDensityGCm3].value);
}

// The source's energy densities follow from capacities solved with whatever densities: less than what the capacities
// change, they do.
TEST(Basis, SolvesCapacitiesAgain) {
  constexpr Scenario kCell;
  Basis basis = sourceBasis();
  basis.numbers.amDensityGCm3 *= 1.02;
  const double held = evaluateOn(basis, kCell)[MetricId::volumetricEnergyDensityWhL].value;
  derive(basis, kCell.model);
  const double again = evaluateOn(basis, kCell)[MetricId::volumetricEnergyDensityWhL].value;
  const double printed = evaluate(kCell)[MetricId::volumetricEnergyDensityWhL].value;
  EXPECT_LT(std::abs(again - printed), 0.6 * std::abs(held - printed));
}

TEST(Basis, TakesTheReadingOfContradictoryEntriesThatIsAskedFor) {
  Scenario cell;
  cell.model = ParticleModel::coreShell;
  const ImpliedCapacity& entry = impliedCapacity(cell.model, AmContent::wt85, MeasuredTemperature::c30);
  ASSERT_TRUE(entry.contradictory);
  Basis basis = sourceBasis();
  basis.numbers.reading[1][1][0] = 1.0;
  derive(basis, cell.model);
  EXPECT_NEAR(evaluateOn(basis, cell)[MetricId::specificCapacityMahG].value, entry.fromGravimetricMahG, 1e-12);
}

}  // namespace
}  // namespace cathode
