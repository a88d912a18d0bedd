// SPDX-License-Identifier: MIT
// Calculations with a person's own composite.
#include <gtest/gtest.h>

#include <cmath>

#include "core/cell/description.h"
#include "core/cell/evaluate.h"
#include "core/cell/one_metric.h"
#include "core/cell/provenance.h"
#include "core/cell/stack_table.h"
#include "core/composite/sample_composites.h"
#include "core/figure/figures.h"
#include "core/scenario/link.h"

namespace cathode {
namespace {

Scenario ownScenario(const OwnComposite& composite) {
  const auto checked = checkedComposite(composite);
  EXPECT_TRUE(checked) << checked.error();
  return standardScenario(kept(*checked));
}

// What the digits of the printed numbers leave open: phi to three digits, sigma0 to three or four, capacities to one
// decimal, Ea to three.
double toleranceOf(MetricId id) {
  switch (id) {
    case MetricId::ionicTortuosityFactor:
    case MetricId::electronicTortuosityFactor:
    case MetricId::ionicPhiPct:
    case MetricId::electronicPhiPct: return 0.01;  // the printed phi are within 1 % of the composition's
    default: return 0.004;
  }
}

TEST(OwnCompositeCell, ModelFourByHandIsModelFour) {
  const Scenario own = ownScenario(modelFourByHand());
  for (const double am : {65.0, 75.0, 80.0, 85.0, 90.0}) {
    for (const double celsius : {10.0, 30.0, 45.0, 60.0, 80.0}) {
      for (const double rate : {0.05, 1.0}) {
        Scenario a = own, b;
        for (Scenario* s : {&a, &b}) {
          s->amWtPct = am;
          s->temperatureC = celsius;
          s->cRate = rate;
        }
        const Report mine = evaluate(a), sources = evaluate(b);
        for (const Metric& row : metrics()) {
          const double expected = sources[row.id].value, got = mine[row.id].value;
          if (expected != expected) {
            EXPECT_NE(got, got) << row.key << " at " << am << " wt%, " << celsius;
          } else {
            EXPECT_NEAR(got / expected, 1.0, toleranceOf(row.id)) << row.key << " at " << am << " wt%, " << celsius;
          }
        }
      }
    }
  }
}

TEST(OwnCompositeCell, KnowsWhereItsNumbersAreFrom) {
  Scenario s = ownScenario(modelFourByHand());
  s.amWtPct = 85.0;
  s.temperatureC = 60.0;
  Report r = evaluate(s);
  EXPECT_EQ(r[MetricId::ionicConductivityMsCm].provenance, Provenance::measured);
  EXPECT_EQ(r[MetricId::specificCapacityMahG].provenance, Provenance::measured);
  EXPECT_EQ(r[MetricId::porosityPct].provenance, Provenance::measured);
  EXPECT_EQ(r[MetricId::ionicTortuosityFactor].provenance, Provenance::recomputed);
  s.amWtPct = 80.0;
  r = evaluate(s);
  EXPECT_EQ(r[MetricId::ionicConductivityMsCm].provenance, Provenance::interpolated);
  EXPECT_EQ(r[MetricId::specificCapacityMahG].provenance, Provenance::interpolated);
  s.amWtPct = 90.0;
  r = evaluate(s);
  EXPECT_EQ(r[MetricId::specificCapacityMahG].provenance, Provenance::extrapolated);
  EXPECT_EQ(r[MetricId::volumetricEnergyDensityWhL].provenance, Provenance::extrapolated);
  s.amWtPct = 85.0;
  s.temperatureC = 30.0;
  r = evaluate(s);
  EXPECT_EQ(r[MetricId::ionicConductivityMsCm].provenance, Provenance::assumed);
  EXPECT_EQ(r[MetricId::specificCapacityMahG].provenance, Provenance::measured);
  EXPECT_TRUE(isWithinMeasured(s));
  EXPECT_EQ(printedEnergyOf(s, r), nullptr);
}

OwnComposite bareComposite() {
  OwnComposite composite;
  composite.name = "Bare";
  composite[OwnMaterial::amDensityGCm3] = {4.78};
  composite[OwnMaterial::seDensityGCm3] = {1.64};
  composite.points = {{67.9, 25.0, {}}};
  composite.points[0][OwnQuantity::ionicConductivityMsCm] = {0.17};
  composite.points[0][OwnQuantity::electronicConductivityMsCm] = {0.56};
  return composite;
}

TEST(OwnCompositeCell, WhatIsMissingStaysMissingAndSaysSo) {
  const Scenario s = ownScenario(bareComposite());
  const Report r = evaluate(s);
  EXPECT_EQ(r[MetricId::ionicConductivityMsCm].value, 0.17);
  for (const MetricId id : {MetricId::volumetricEnergyDensityWhL, MetricId::gravimetricEnergyDensityWhKg,
                            MetricId::porosityPct, MetricId::cathodeThicknessUm, MetricId::ionicTortuosityFactor,
                            MetricId::ionicMacMullin, MetricId::specificCapacityMahG, MetricId::cellResistanceOhmCm2}) {
    EXPECT_FALSE(r[id].isKnown()) << metric(id).key;
    EXPECT_NE(provenanceText(id, s, r), "") << metric(id).key;
  }
  std::string told;
  for (const Warning& warning : r.warnings()) {
    if (warning.code == WarningCode::compositeLacks) told = warningMessage(warning.code, s);
    EXPECT_NE(warning.code, WarningCode::noIonicPath);
    EXPECT_NE(warning.code, WarningCode::interfaceAboveSurface);
  }
  EXPECT_NE(told.find("Bare lacks porosities"), std::string::npos) << told;
  EXPECT_NE(told.find("σ0 of its electrolyte"), std::string::npos) << told;
  Scenario filled = s;
  filled.porosityPct = 12.0;
  filled.specificCapacityMahG = 150.0;
  EXPECT_TRUE(evaluate(filled)[MetricId::volumetricEnergyDensityWhL].isKnown());
}

// Whatever a composite gives or lacks: no word and no figure shows a number that is none.
TEST(OwnCompositeCell, NothingShowsWhatIsNoNumber) {
  std::vector<OwnComposite> composites{bareComposite(), modelFourByHand()};
  for (std::uint64_t seed = 1; seed <= 12; ++seed) composites.push_back(randomComposite(seed));
  composites.push_back(bareComposite());
  composites.back().points.clear();
  const auto check = [](const std::string& text, std::string_view what) {
    for (const std::string_view wrong : {"nan", "NaN", "inf ", "-inf"})
      EXPECT_EQ(text.find(wrong), std::string::npos)
          << what << ": " << text.substr(std::max<std::size_t>(text.find(wrong), 60) - 60, 140);
  };
  for (const OwnComposite& composite : composites) {
    if (!checkedComposite(composite)) continue;
    const Scenario s = ownScenario(composite);
    const Report r = evaluate(s);
    check(scenarioText(s), "description");
    for (const Metric& row : metrics()) check(provenanceText(row.id, s, r), row.key);
    for (const Warning& warning : r.warnings()) check(warningMessage(warning.code, s), warningKey(warning.code));
    for (const TableRow& row : stackTable(s, r).rows) {
      for (const TableCell& cell : row.cells) check(cell.text, "stack");
    }
    for (const auto& kind : figure::figureKinds()) {
      const std::vector<Scenario> compared{s};
      const figure::FigureInput input{.scenario = s, .compared = compared};
      check(figure::svgOf(kind.id, input), kind.name);
    }
  }
}

TEST(OwnCompositeCell, LinksHoldIt) {
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    const auto composite = checkedComposite(randomComposite(seed));
    if (!composite) continue;
    Calculation calculation{standardScenario(kept(*composite)), {}, {}};
    calculation.scenario.amWtPct = 70.0;
    calculation.pinned = {Scenario{}, standardScenario(kept(*composite)), ownScenario(modelFourByHand())};
    calculation.pinned[1].temperatureC = 42.0;
    const std::string link = encodeLink(calculation);
    const DecodedLink decoded = decodeLink(link);
    EXPECT_TRUE(decoded.notices.empty()) << link << ": " << decoded.notices.front().message;
    EXPECT_EQ(decoded.calculation, calculation) << link;
    EXPECT_EQ(encodeLink(decoded.calculation), link);
    // Another program may have encoded all of it once more.
    EXPECT_EQ(encodeLink(decodeLink("#" + link).calculation), link);
  }
}

TEST(OwnCompositeCell, LinksTellWhatTheyCannotRead) {
  const DecodedLink none = decodeLink("v=2&comp=1&am=80");
  ASSERT_EQ(none.notices.size(), 1u);
  EXPECT_EQ(none.notices[0].message,
            "comp: \"1\" is no composite of this link; allowed: none. The source’s models are taken.");
  EXPECT_EQ(none.calculation.scenario.amWtPct, 80.0);
  const DecodedLink broken = decodeLink("v=2&own=n:A,rAM:99,rSE:1.64&comp=1");
  ASSERT_EQ(broken.notices.size(), 1u);
  EXPECT_EQ(broken.notices[0].message,
            "Composite 1: amDensityGCm3 (AM density): 99 g/cm³ is out of range; allowed: 2 to 8 g/cm³. Left out.");
  EXPECT_EQ(broken.calculation.scenario.composite, nullptr);
}

// A map takes one metric at many places: there it is what the whole calculation has, whatever points differ in.
TEST(OwnCompositeCell, OneMetricIsThatOfTheWhole) {
  OwnComposite composite = modelFourByHand();
  composite[OwnMaterial::electronicActivationEnergyEv] = {0.1};
  composite.points[0][OwnQuantity::porosityPct] = {15.0};
  const Scenario s = ownScenario(composite);
  for (const Metric& row : metrics()) {
    OneMetric one(row.id, s);
    (void)one.value();
    Scenario moved = s;
    for (const auto& [id, value] : {std::pair(ParameterId::temperatureC, 47.0),
                                    {ParameterId::amWtPct, 78.0},
                                    {ParameterId::cRate, 0.5},
                                    {ParameterId::temperatureC, 20.0}}) {
      parameter(id).write(moved, value);
      one.set(id, value);
      const double whole = evaluate(moved)[row.id].value, got = one.value();
      EXPECT_TRUE(got == whole || (got != got && whole != whole)) << row.key << ": " << got << " for " << whole;
    }
  }
}

TEST(OwnCompositeCell, BesideItTheModelsHaveTheSourcesMaterials) {
  Scenario s = ownScenario(bareComposite());
  s.amWtPct = 85.0;
  const Scenario other = withModel(s, ParticleModel::conventional, SameSize::loading);
  EXPECT_EQ(other.composite, nullptr);
  EXPECT_EQ(other.amDensityGCm3, Scenario{}.amDensityGCm3);
  EXPECT_EQ(other.caWtPct, Scenario{}.caWtPct);
  EXPECT_EQ(other.amWtPct, 85.0);
}

}  // namespace
}  // namespace cathode
