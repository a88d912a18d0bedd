// SPDX-License-Identifier: MIT
#include "core/cell/rate.h"
#include "core/cell/capacity.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/cell/evaluate.h"

namespace cathode {
namespace {

double valueOf(const Scenario& scenario, MetricId id) { return evaluate(scenario)[id].value; }

Electrode electrodeAt(ParticleModel model, double amWtPct) {
  const Scenario s{.model = model, .amWtPct = amWtPct, .temperatureC = 60.0};
  const Composition composition = compositionOf(s);
  return electrodeOf(s, composition, 93.0, transportOf(Carrier::ion, s, composition),
                     transportOf(Carrier::electron, s, composition));
}

// (L/3) (1/kappa + 1/sigma) of 93 um at 60 degC, calculated by hand from Tables S1-S4.
TEST(Rate, HasTheOhmicResistancesOfTheTables) {
  constexpr double kOhmCm2[2][kModelCount] = {{29.4, 29.8, 13.4, 22.2}, {37.4, 25.3, 29.6, 29.7}};
  for (int am = 0; am < 2; ++am) {
    for (int model = 0; model < kModelCount; ++model) {
      const ResistanceParts parts =
          uniformParts(electrodeAt(static_cast<ParticleModel>(model), kMeasuredAmWtPct[static_cast<std::size_t>(am)]));
      EXPECT_NEAR(parts.ionic + parts.electronic, kOhmCm2[am][model], 0.051) << am << " " << model;
    }
  }
  const ResistanceParts second = uniformParts(electrodeAt(ParticleModel::coreShell, 75.0));
  EXPECT_NEAR(second.electronic / (second.ionic + second.electronic), 0.83, 0.005);
}

TEST(Rate, LosesNothingInTheSourcesOwnCell) {
  for (int model = 0; model < kModelCount; ++model) {
    for (const double am : kMeasuredAmWtPct) {
      for (const double temperature : kMeasuredTemperatureC) {
        const Scenario s{.model = static_cast<ParticleModel>(model), .amWtPct = am, .temperatureC = temperature};
        const Report report = evaluate(s);
        EXPECT_EQ(report[MetricId::volumetricEnergyDensityAtRateWhL].value,
                  report[MetricId::volumetricEnergyDensityWhL].value);
        EXPECT_EQ(report[MetricId::gravimetricEnergyDensityAtRateWhKg].value,
                  report[MetricId::gravimetricEnergyDensityWhKg].value);
        EXPECT_LT(report[MetricId::voltageDropMv].value, 35.0);
      }
    }
  }
}

TEST(Rate, LosesMoreInAThickerCellThanInTheSources) {
  for (const double thickness : {150.0, 300.0, 500.0}) {
    const Report report = evaluate({.cathodeThicknessUm = thickness});
    const double kept = report[MetricId::volumetricEnergyDensityAtRateWhL].value;
    EXPECT_LT(kept, report[MetricId::volumetricEnergyDensityWhL].value);
  }
  // A constant of the source's cell, not of this one: 500 um at 0.05C lose half a volt.
  EXPECT_GT(valueOf({.cathodeThicknessUm = 500.0}, MetricId::voltageDropMv), 400.0);
}

TEST(Rate, LagsAsDiffusionSays) {
  Scenario s{.specificCapacityMahG = 173.0, .cRate = 1.0};
  EXPECT_NEAR(diffusionLag(s, 1.0, 173.0), 0.134, 5e-4);
  EXPECT_NEAR(lagTimeS(s), 312.5, 1e-9);
  s.particleRadiusUm = 5.0;
  EXPECT_NEAR(diffusionLag(s, 1.0, 173.0), 4 * 0.134, 2e-3);
}

// Slower than the source's own cell allows, there is nothing to compare with; nor is there more than theory holds.
TEST(Rate, GivesNoEnergyThatDiffusionContradicts) {
  for (const double rate : {0.001, 0.02, 0.05, 0.06, 1.0}) {
    const Scenario s{.cRate = rate, .particleRadiusUm = 10.0, .diffusivityCm2S = 1e-13};
    const Report report = evaluate(s);
    EXPECT_FALSE(report[MetricId::volumetricEnergyDensityAtRateWhL].isKnown());
    EXPECT_TRUE(report[MetricId::cellResistanceOhmCm2].isKnown());
  }
  for (const double diffusivity : {1e-12, 1e-11, 1e-9}) {
    const Scenario s{.cRate = 0.001, .diffusivityCm2S = diffusivity};
    const double kept = valueOf(s, MetricId::volumetricEnergyDensityAtRateWhL);
    const Report report = evaluate(s);
    const double most = kMostCapacityMahG / report[MetricId::specificCapacityMahG].value;
    EXPECT_LT(kept, most * report[MetricId::volumetricEnergyDensityWhL].value) << diffusivity;
  }
}

TEST(Rate, GivesTheThickestCathodeOfADrop) {
  for (int model = 0; model < kModelCount; ++model) {
    for (const double allowed : {20.0, 100.0, 700.0}) {
      for (const double rate : {0.1, 0.5, 2.0}) {
        Scenario s{.model = static_cast<ParticleModel>(model), .cRate = rate, .allowedDropMv = allowed};
        const double thickest = valueOf(s, MetricId::thickestCathodeUm);
        if (!(thickest >= 5.0 && thickest <= 500.0)) continue;
        s.cathodeThicknessUm = thickest;
        EXPECT_NEAR(valueOf(s, MetricId::voltageDropMv) / allowed, 1.0, 1e-9);
      }
    }
  }
}

TEST(Rate, HasAnIntervalBetweenBothReadingsOfTheTemperature) {
  const Report report = evaluate({.temperatureC = 60.0});
  const MetricValue& resistance = report[MetricId::cathodeResistanceOhmCm2];
  ASSERT_TRUE(resistance.interval);
  EXPECT_EQ(resistance.interval->upper, resistance.value);
  const Electrode taken = electrodeAt(ParticleModel::thinShellSmall, 85.0);
  // Of the ionic part alone: by 2.6 to 3.5, as sigma0 is higher at 60 degC.
  const double others = resistance.value - taken.thicknessCm / (3.0 * taken.ionicSCm);
  EXPECT_GT(resistance.interval->lower, others);
}

TEST(Rate, RefusesMoreInterfaceThanSurface) {
  Scenario s{.interfacePerUm = 0.7};
  EXPECT_TRUE(evaluate(s)[MetricId::cellResistanceOhmCm2].isKnown());
  s.interfacePerUm = 0.71;
  EXPECT_FALSE(evaluate(s)[MetricId::cellResistanceOhmCm2].isKnown());
}

}  // namespace
}  // namespace cathode
