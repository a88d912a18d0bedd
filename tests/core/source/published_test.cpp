// SPDX-License-Identifier: MIT
// The program against the source's tables.
#include <gtest/gtest.h>

#include <cmath>

#include "core/audit/audit.h"
#include "core/cell/evaluate.h"
#include "core/cell/transport.h"
#include "core/source/published_tables.h"

namespace cathode {
namespace {

Scenario paperCell(int model, double amWtPct, double temperatureC) {
  Scenario scenario;
  scenario.model = static_cast<ParticleModel>(model);
  scenario.amWtPct = amWtPct;
  scenario.temperatureC = temperatureC;
  scenario.sizing = Sizing::loading;
  return scenario;
}

double valueOf(const Report& report, MetricId id) { return report[id].value; }

bool warns(const Report& report, WarningCode code) {
  for (const Warning& warning : report.warnings()) {
    if (warning.code == code) return true;
  }
  return false;
}

TEST(TableS5, IsReproducedFromModelContentAndTemperature) {
  int reproduced = 0;
  for (int model = 0; model < kModelCount; ++model) {
    for (const AmContent am : {AmContent::wt75, AmContent::wt85}) {
      for (const MeasuredTemperature t : {MeasuredTemperature::c30, MeasuredTemperature::c60}) {
        const Report report = evaluate(paperCell(model, kMeasuredAmWtPct[int(am)], kMeasuredTemperatureC[int(t)]));
        const EnergyEntry& printed = energyEntry(static_cast<ParticleModel>(model), am, t);
        const double ved = valueOf(report, MetricId::volumetricEnergyDensityWhL) / printed.volumetricWhL - 1.0;
        const double ged = valueOf(report, MetricId::gravimetricEnergyDensityWhKg) / printed.gravimetricWhKg - 1.0;
        const bool close = std::abs(ved) < 0.01 && std::abs(ged) < 0.01;
        reproduced += close;
        EXPECT_EQ(warns(report, WarningCode::capacityContradictory), !close)
            << "Model " << model + 1 << ", " << kMeasuredAmWtPct[int(am)] << " wt%: " << ved << ", " << ged;
        EXPECT_EQ(report[MetricId::specificCapacityMahG].provenance, Provenance::implied);
      }
    }
  }
  EXPECT_EQ(reproduced, 14);
}

TEST(TableS6, OwnRowsFollowFromTheirPrintedCapacity) {
  Scenario scenario;
  scenario.specificCapacityMahG = 173.0;
  EXPECT_NEAR(valueOf(evaluate(scenario), MetricId::volumetricEnergyDensityWhL), 1094.0, 0.01 * 1094.0);
  scenario.specificCapacityMahG = 199.0;
  EXPECT_NEAR(valueOf(evaluate(scenario), MetricId::volumetricEnergyDensityWhL), 1258.0, 0.01 * 1258.0);
}

TEST(TablesS1ToS4, ConductivitiesAreAsPrintedAtTheReferenceTemperature) {
  for (int m = 0; m < kModelCount; ++m) {
    const auto model = static_cast<ParticleModel>(m);
    for (const AmContent am : {AmContent::wt75, AmContent::wt85}) {
      const Report report = evaluate(paperCell(m, kMeasuredAmWtPct[int(am)], 60.0));
      const IonicRow& ionic = ionicRow(am, model);
      const ElectronicRow& electronic = electronicRow(am, model);
      EXPECT_EQ(valueOf(report, MetricId::ionicConductivityMsCm), ionic.sigmaEffMsCm.value);
      EXPECT_EQ(valueOf(report, MetricId::electronicConductivityMsCm), electronic.sigmaEffMsCm.value);
      EXPECT_EQ(report[MetricId::ionicConductivityMsCm].provenance, Provenance::measured);

      const double sigma0 = impedance(MeasuredTemperature::c60, referenceElectrolyte(model)).sigmaMsCm;
      EXPECT_NEAR(valueOf(report, MetricId::ionicTortuosityFactor),
                  sigma0 * ionic.phiSePct / 100.0 / ionic.sigmaEffMsCm, 1e-12 * 50);
      EXPECT_NEAR(valueOf(report, MetricId::electronicTortuosityFactor),
                  10.0 * (electronic.phiAmPct + electronic.phiCaPct) / 100.0 / electronic.sigmaEffMsCm, 1e-12 * 50);
      EXPECT_NEAR(valueOf(report, MetricId::ionicMacMullin), sigma0 / ionic.sigmaEffMsCm, 1e-12 * 200);

      EXPECT_NEAR(valueOf(report, MetricId::phiSePct), ionic.phiSePct, 0.6);
      EXPECT_NEAR(valueOf(report, MetricId::phiAmPct), electronic.phiAmPct, 0.6);
      EXPECT_NEAR(valueOf(report, MetricId::phiCaPct), electronic.phiCaPct, 0.6);
    }
  }
}

TEST(TablesS1ToS4, PrintedTortuosityFactorsAreQuestionedOnlyBeyondRounding) {
  for (const Carrier carrier : {Carrier::ion, Carrier::electron}) {
    for (int m = 0; m < kModelCount; ++m) {
      const auto model = static_cast<ParticleModel>(m);
      for (const AmContent am : {AmContent::wt75, AmContent::wt85}) {
        const Report report = evaluate(paperCell(m, kMeasuredAmWtPct[int(am)], 60.0));
        const double recomputed = valueOf(
            report, carrier == Carrier::ion ? MetricId::ionicTortuosityFactor : MetricId::electronicTortuosityFactor);
        const double deviation = std::abs(recomputed / printedTortuosityFactor(carrier, am, model).value - 1.0);
        const bool questioned = warns(report, carrier == Carrier::ion ? WarningCode::ionicTortuosityFactorPrinted
                                                                      : WarningCode::electronicTortuosityFactorPrinted);
        // Rounding of sigma_eff alone allows up to half a digit in 88, so 0.6 %; that of the
        // electronic sigma0, printed as 10, allows 5 %.
        if (deviation > (carrier == Carrier::ion ? 0.0065 : 0.056)) {
          EXPECT_TRUE(questioned) << recomputed;
        } else if (deviation < (carrier == Carrier::ion ? 0.0008 : 0.045)) {
          EXPECT_FALSE(questioned) << recomputed;
        }
      }
    }
  }
  EXPECT_NE(tortuosityFactorAgreement(Carrier::ion, AmContent::wt85, ParticleModel::conventional).verdict,
            Verdict::consistent);
  EXPECT_NE(tortuosityFactorAgreement(Carrier::electron, AmContent::wt85, ParticleModel::conventional).verdict,
            Verdict::consistent);
  EXPECT_EQ(tortuosityFactorAgreement(Carrier::ion, AmContent::wt85, ParticleModel::thinShellSmall).verdict,
            Verdict::consistent);
}

TEST(FigsS17AndS18, ConductivitiesAreExactAtTheMeasuredTemperatures) {
  for (int e = 0; e < kElectrolyteCount; ++e) {
    const auto electrolyte = static_cast<Electrolyte>(e);
    EXPECT_EQ(electrolyteConductivityMsCm(electrolyte, 30.0),
              impedance(MeasuredTemperature::c30, electrolyte).sigmaMsCm.value);
    EXPECT_EQ(electrolyteConductivityMsCm(electrolyte, 60.0),
              impedance(MeasuredTemperature::c60, electrolyte).sigmaMsCm.value);
  }
  // The textbook form, with an activation energy in eV and a reference temperature, gives the same.
  const double ea = 8.617333262e-5 * std::log(5.704 / 2.224) / (1.0 / 303.15 - 1.0 / 333.15);
  EXPECT_NEAR(ea, 0.273, 0.001);
  const double expected = 5.704 * std::exp(-ea / 8.617333262e-5 * (1.0 / 318.15 - 1.0 / 333.15));
  EXPECT_NEAR(electrolyteConductivityMsCm(Electrolyte::milled, 45.0), expected, 1e-12);
}

TEST(SeReference, ChangesTheRatiosAndNotTheConductivity) {
  Scenario own = paperCell(3, 85.0, 60.0);
  Scenario pristine = own;
  pristine.seReference = SeReference::pristine;
  const Report a = evaluate(own), b = evaluate(pristine);
  EXPECT_EQ(valueOf(a, MetricId::ionicConductivityMsCm), valueOf(b, MetricId::ionicConductivityMsCm));
  EXPECT_NEAR(valueOf(b, MetricId::ionicTortuosityFactor) / valueOf(a, MetricId::ionicTortuosityFactor), 14.82 / 5.704,
              1e-12);
}

TEST(PrintedEnergy, IsOfferedOnlyForTheSourcesOwnCells) {
  Scenario scenario;  // the defaults: as the source pressed it
  const EnergyEntry* printed = printedEnergyOf(scenario, evaluate(scenario));
  ASSERT_NE(printed, nullptr);
  EXPECT_EQ(printed->volumetricWhL.value, 1094.0);
  scenario.separatorThicknessUm = 20.0;
  EXPECT_EQ(printedEnergyOf(scenario, evaluate(scenario)), nullptr);
  scenario = {};
  scenario.model = ParticleModel::conventional;
  EXPECT_EQ(printedEnergyOf(scenario, evaluate(scenario))->volumetricWhL.value, 640.0);
  scenario.cathodeThicknessUm =
      93.0;  // of Model 4, as Table S6 prints it; this one needs 99.6 um for the source's loading
  EXPECT_EQ(printedEnergyOf(scenario, evaluate(scenario)), nullptr);
  scenario = {};
  scenario.sizing = Sizing::loading;
  EXPECT_NE(printedEnergyOf(scenario, evaluate(scenario)), nullptr);
}

TEST(PublishedTables, KeepThePrintedDigits) {
  const auto tables = publishedTables();
  ASSERT_EQ(tables.size(), 9u);
  EXPECT_EQ(tables[5].rows[1].cells[2].text, "-");  // ref. 27: no loading
  EXPECT_EQ(tables[5].rows[5].cells[6].text, "-");  // ref. 56: no rate
  EXPECT_EQ(tables[5].rows[4].cells[2].text, "");   // ref. 43: an areal capacity stands in its place
  EXPECT_EQ(tables[0].name, "S1");
  EXPECT_EQ(tables[0].rows[3].cells[3].text, "0.180");
  EXPECT_EQ(tables[3].rows[0].cells[1].text, "3.590");
  EXPECT_EQ(tables[7].rows[1].cells[0].text, "5.00");
  for (const PublishedTable& table : tables) {
    for (const PublishedRow& row : table.rows) EXPECT_EQ(row.cells.size(), table.columns.size()) << table.name;
  }
  EXPECT_EQ(literatureRows().size(), 13u);
}

}  // namespace
}  // namespace cathode
