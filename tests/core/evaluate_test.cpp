// What holds for every scenario, and that the same inputs give the same bits everywhere.
#include <gtest/gtest.h>

#include <bit>
#include <cmath>

#include "core/evaluate.h"
#include "core/explain.h"
#include "core/link.h"
#include "core/random_scenario.h"
#include "core/transport.h"

namespace cathode {
namespace {

using testing::Random;
using testing::randomScenario;

constexpr int kScenarios = 20000;

template <typename Check>
void forRandomScenarios(Check check) {
  Random random(20260101);
  for (int i = 0; i < kScenarios; ++i) {
    const Scenario scenario = randomScenario(random);
    check(scenario, evaluate(scenario));
    if (::testing::Test::HasFailure()) {
      FAIL() << "scenario " << i << ": " << encodeLink({scenario, {}});
    }
  }
}

double valueOf(const Report& report, MetricId id) { return report[id].value; }

TEST(Evaluate, GivesFiniteNumbersWithoutSignErrors) {
  forRandomScenarios([](const Scenario&, const Report& report) {
    for (const Metric& metric : metrics()) {
      EXPECT_TRUE(std::isfinite(report[metric.id].value)) << metric.key;
      EXPECT_GE(report[metric.id].value, 0.0) << metric.key;
    }
    EXPECT_GT(valueOf(report, MetricId::volumetricEnergyDensityWhL), 0.0);
  });
}

TEST(Evaluate, BalancesMassVolumeAndEnergy) {
  forRandomScenarios([](const Scenario& s, const Report& report) {
    const auto value = [&](MetricId id) { return valueOf(report, id); };
    const auto close = [](double a, double b) { EXPECT_NEAR(a / b, 1.0, 1e-12); };
    close(value(MetricId::phiAmPct) + value(MetricId::phiSePct) + value(MetricId::phiCaPct) + value(MetricId::porosityPct), 100.0);
    const double density = (value(MetricId::phiAmPct) * s.amDensityGCm3 + value(MetricId::phiSePct) * s.seDensityGCm3 +
                            value(MetricId::phiCaPct) * s.caDensityGCm3) / 100.0;
    close(density, value(MetricId::compositeDensityGCm3));
    close(value(MetricId::cathodeThicknessUm) * 1e-4 * density * 1e3, value(MetricId::loadingMgCm2));
    const double energy = value(MetricId::arealEnergyMwhCm2);
    close(value(MetricId::volumetricEnergyDensityWhL) * report.stack.thicknessUm() * 1e-4, energy);
    close(value(MetricId::gravimetricEnergyDensityWhKg) * report.stack.massMgCm2() * 1e-3, energy);
    close(value(MetricId::arealCapacityMahCm2) * s.nominalVoltageV, energy);
  });
}

TEST(Evaluate, KeepsTheTransportRelations) {
  forRandomScenarios([](const Scenario& s, const Report& report) {
    const Electrolyte reference = s.seReference == SeReference::own ? referenceElectrolyte(s.model) : Electrolyte::pristine;
    EXPECT_NEAR(valueOf(report, MetricId::ionicMacMullin) * valueOf(report, MetricId::ionicConductivityMsCm) /
                    electrolyteConductivityMsCm(reference, s.temperatureC), 1.0, 1e-12);
    EXPECT_NEAR(valueOf(report, MetricId::electronicMacMullin) * valueOf(report, MetricId::electronicConductivityMsCm) / 10.0,
                1.0, 1e-12);
    // tau2 = N_M phi, with the fraction that is shown but for its distance to the printed one.
    EXPECT_NEAR(valueOf(report, MetricId::ionicTortuosityFactor) / valueOf(report, MetricId::ionicMacMullin),
                valueOf(report, MetricId::phiSePct) / 100.0, 0.006);
    EXPECT_NEAR(valueOf(report, MetricId::electronicTortuosityFactor) / valueOf(report, MetricId::electronicMacMullin),
                (valueOf(report, MetricId::phiAmPct) + valueOf(report, MetricId::phiCaPct)) / 100.0, 0.006);
  });
}

// Hashin & Shtrikman 1962: with insulating other phases tau2 >= (3 - phi) / 2.
TEST(Evaluate, ExtrapolatesNoConductivityAboveItsUpperBound) {
  for (int model = 0; model < kModelCount; ++model) {
    Scenario s;
    s.model = static_cast<ParticleModel>(model);
    const Parameter& am = parameter(ParameterId::amWtPct);
    for (s.amWtPct = am.min; s.amWtPct <= am.max; s.amWtPct += am.step) {
      const Report report = evaluate(s);
      const double phiIon = valueOf(report, MetricId::phiSePct) / 100.0;
      const double phiElectron = (valueOf(report, MetricId::phiAmPct) + valueOf(report, MetricId::phiCaPct)) / 100.0;
      EXPECT_GE(valueOf(report, MetricId::ionicTortuosityFactor), (3.0 - phiIon) / 2.0) << encodeLink({s, {}});
      EXPECT_GE(valueOf(report, MetricId::electronicTortuosityFactor), (3.0 - phiElectron) / 2.0) << encodeLink({s, {}});
    }
  }
}

// Raising a parameter moves a metric in the direction that physics says, everything else equal.
struct Trend {
  ParameterId parameter;
  MetricId metric;
  int direction;
};

TEST(Evaluate, IsMonotonicWherePhysicsSaysSo) {
  using enum MetricId;
  constexpr Trend kTrends[] = {
      {ParameterId::specificCapacityMahG, volumetricEnergyDensityWhL, +1},
      {ParameterId::specificCapacityMahG, gravimetricEnergyDensityWhKg, +1},
      {ParameterId::nominalVoltageV, volumetricEnergyDensityWhL, +1},
      {ParameterId::separatorThicknessUm, volumetricEnergyDensityWhL, -1},
      {ParameterId::separatorThicknessUm, gravimetricEnergyDensityWhKg, -1},
      {ParameterId::anodeThicknessUm, volumetricEnergyDensityWhL, -1},
      {ParameterId::anodeThicknessUm, gravimetricEnergyDensityWhKg, -1},
      {ParameterId::porosityPct, compositeDensityGCm3, -1},
      {ParameterId::porosityPct, ionicConductivityMsCm, -1},
      {ParameterId::porosityPct, electronicConductivityMsCm, -1},
      {ParameterId::temperatureC, ionicConductivityMsCm, +1},
      {ParameterId::temperatureC, electronicConductivityMsCm, 0},
      {ParameterId::cRate, currentDensityMaCm2, +1},
      {ParameterId::cRate, volumetricEnergyDensityWhL, 0},
      {ParameterId::amWtPct, phiAmPct, +1},
      {ParameterId::amWtPct, phiSePct, -1},
  };
  forRandomScenarios([&](Scenario s, const Report&) {
    s.porosityPct = s.porosityPct.value_or(12.0);
    s.specificCapacityMahG = s.specificCapacityMahG.value_or(173.0);
    const Report before = evaluate(s);
    for (const Trend& trend : kTrends) {
      const Parameter& field = parameter(trend.parameter);
      const double value = *field.read(s);
      Scenario raised = s;
      field.write(raised, value + 0.5 * (field.max - value));
      if (*field.read(raised) == value) continue;
      const double change = valueOf(evaluate(raised), trend.metric) - valueOf(before, trend.metric);
      if (trend.direction == 0) {
        EXPECT_EQ(change, 0.0) << field.key << " on " << metric(trend.metric).key;
      } else if (valueOf(before, trend.metric) > 0.0) {
        EXPECT_GT(change * trend.direction, 0.0) << field.key << " on " << metric(trend.metric).key;
      }
    }
  });
}

TEST(Evaluate, ThicknessAndLoadingAreTheSameCell) {
  forRandomScenarios([](Scenario s, const Report& report) {
    s.sizing = Sizing::loading;
    s.loadingMgCm2 = valueOf(report, MetricId::loadingMgCm2);
    EXPECT_NEAR(valueOf(evaluate(s), MetricId::volumetricEnergyDensityWhL) /
                    valueOf(report, MetricId::volumetricEnergyDensityWhL), 1.0, 1e-12);
  });
}

TEST(Evaluate, SaysWhereEveryNumberComesFrom) {
  Random random(7);
  for (int i = 0; i < 2000; ++i) {
    const Scenario s = randomScenario(random);
    const Report report = evaluate(s);
    for (const Metric& metric : metrics()) {
      EXPECT_FALSE(provenanceText(metric.id, s, report).empty()) << metric.key;
      const Provenance kind = report[metric.id].provenance;
      const bool beyond = s.amWtPct < 75.0 || s.amWtPct > 85.0;
      if (beyond && metric.id == MetricId::ionicConductivityMsCm) {
        EXPECT_EQ(kind, Provenance::extrapolated);
      }
    }
    for (const Warning& warning : report.warnings()) EXPECT_FALSE(warningMessage(warning.code, s).empty());
  }
}

TEST(Evaluate, NotesSayWhatIsAlwaysAssumedAndWarningsWhatDiffers) {
  for (int code = 0; code < kWarningCount; ++code) {
    const auto warning = static_cast<WarningCode>(code);
    EXPECT_EQ(isNote(warning), warning == WarningCode::transportTemperature || warning == WarningCode::anodeMassUnitemised) << warningKey(warning);
  }
}

TEST(Evaluate, AssumesTheMeasuredCapacityAtOtherRates) {
  Scenario s;
  s.cathodeThicknessUm = 92.6;
  constexpr MetricId kOnCapacity[] = {MetricId::specificCapacityMahG, MetricId::arealCapacityMahCm2, MetricId::arealEnergyMwhCm2,
                                      MetricId::volumetricEnergyDensityWhL, MetricId::gravimetricEnergyDensityWhKg};
  const Report measured = evaluate(s);
  for (const double rate : {0.001, 0.1, 5.0, 20.0}) {
    s.cRate = rate;
    const Report report = evaluate(s);
    for (const MetricId id : kOnCapacity) {
      EXPECT_EQ(measured[id].provenance, Provenance::implied);
      EXPECT_EQ(report[id].provenance, Provenance::assumed) << rate;
      EXPECT_EQ(report[id].value, measured[id].value);
      EXPECT_NE(provenanceText(id, s, report).find("is assumed"), std::string::npos);
    }
    EXPECT_EQ(printedEnergyOf(s, report), nullptr) << rate;
  }
  // A capacity that was given is what it is.
  s.specificCapacityMahG = 150;
  EXPECT_EQ(evaluate(s)[MetricId::specificCapacityMahG].provenance, Provenance::user);
}

TEST(Evaluate, LabelsInterpolationAndExtrapolation) {
  Scenario s;
  s.amWtPct = 80.0;
  s.temperatureC = 60.0;
  EXPECT_EQ(evaluate(s)[MetricId::specificCapacityMahG].provenance, Provenance::interpolated);
  EXPECT_EQ(evaluate(s)[MetricId::ionicConductivityMsCm].provenance, Provenance::interpolated);
  s.amWtPct = 90.0;
  EXPECT_EQ(evaluate(s)[MetricId::volumetricEnergyDensityWhL].provenance, Provenance::extrapolated);
  EXPECT_EQ(evaluate(s)[MetricId::phiAmPct].provenance, Provenance::extrapolated);
  s = {};
  EXPECT_EQ(evaluate(s)[MetricId::ionicConductivityMsCm].provenance, Provenance::assumed);
  s.specificCapacityMahG = 173.0;
  EXPECT_EQ(evaluate(s)[MetricId::specificCapacityMahG].provenance, Provenance::user);
  // Thickness and composition beyond the source's make the capacity an assumption, unless it is an input.
  EXPECT_EQ(evaluate(s)[MetricId::volumetricEnergyDensityWhL].provenance, Provenance::recomputed);
  s.specificCapacityMahG.reset();
  EXPECT_EQ(evaluate(s)[MetricId::volumetricEnergyDensityWhL].provenance, Provenance::implied);
  s.cathodeThicknessUm = 300.0;
  EXPECT_EQ(evaluate(s)[MetricId::volumetricEnergyDensityWhL].provenance, Provenance::assumed);
  s.temperatureC = 80.0;
  EXPECT_EQ(evaluate(s)[MetricId::ionicConductivityMsCm].provenance, Provenance::extrapolated);
  EXPECT_EQ(evaluate(s)[MetricId::electronicConductivityMsCm].provenance, Provenance::assumed);
}

TEST(Evaluate, PhysicalAccountingCountsCollectorsInMassAndVolume) {
  Scenario s;
  s.accounting = Accounting::physical;
  const Report report = evaluate(s);
  ASSERT_EQ(report.stack.layerCount, 5);
  EXPECT_NEAR(report.stack.thicknessUm(), 10.0 + 30.0 + 30.0 + 93.0 + 15.0, 1e-9);
  const double others = 8.96 * 1.0 + 0.534 * 3.0 + 1.64 * 3.0 + 2.70 * 1.5;  // mg/cm2
  EXPECT_NEAR(report.stack.massMgCm2() - valueOf(report, MetricId::loadingMgCm2), others, 1e-9);
}

// A change of this value is a change of results on some platform: find out why before updating it.
TEST(Golden, SameBitsOnEveryPlatform) {
  std::uint64_t hash = 0xCBF29CE484222325u;
  const auto mix = [&](std::uint64_t word) { hash = (hash ^ word) * 0x100000001B3u; };
  forRandomScenarios([&](const Scenario&, const Report& report) {
    for (const MetricValue& metric : report.metricValues) {
      mix(std::bit_cast<std::uint64_t>(metric.value));
      mix(static_cast<std::uint64_t>(metric.provenance));
    }
    for (const Warning& warning : report.warnings()) mix(static_cast<std::uint64_t>(warning.code));
  });
  EXPECT_EQ(hash, 0xF24D7E3B7D2CBB82u) << std::hex << hash;
}

}  // namespace
}  // namespace cathode
