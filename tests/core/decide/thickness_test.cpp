// SPDX-License-Identifier: MIT
// Optimum and limits of the thickness against looking at every thickness.
#include "core/decide/thickness.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/cell/evaluate.h"
#include "core/random_scenario.h"

namespace cathode {
namespace {

constexpr EnergyKind kKinds[] = {EnergyKind::volumetric, EnergyKind::gravimetric};
constexpr Regime kRegimes[] = {Regime::start, Regime::uniform, Regime::fronts};
constexpr Scenario kSources1C{.cRate = 1.0};

// Cells between what was measured, in both accountings and states, at rates that cost something.
Scenario randomCell(testing::Random& random) {
  Scenario s;
  s.model = static_cast<ParticleModel>(random.below(kModelCount));
  s.amWtPct = 75.0 + 10.0 * random.fraction();
  s.temperatureC = 30.0 + 30.0 * random.fraction();
  s.separatorThicknessUm = 5.0 + 60.0 * random.fraction();
  s.anodeThicknessUm = 40.0 * random.fraction();
  s.cRate = 0.3 + 3.0 * random.fraction();
  s.accounting = static_cast<Accounting>(random.below(2));
  s.state = static_cast<CellState>(random.below(2));
  s.chargeTransferOhmCm2 = 200.0 * random.fraction();
  s.anodeResistanceOhmCm2 = 30.0 * random.fraction();
  s.particleRadiusUm = 1.0 + 2.0 * random.fraction();
  return s;
}

Scenario withThickness(Scenario s, double um) {
  s.sizing = Sizing::thickness;
  s.cathodeThicknessUm = um;
  return s;
}

TEST(OverThickness, IsTheCalculationOfEachThickness) {
  testing::Random random(31);
  for (int i = 0; i < 100; ++i) {
    const Scenario s = withThickness(randomCell(random), 5.0 + 495.0 * random.fraction());
    const Report report = evaluate(s);
    const ThicknessPoint point = OverThickness(s, Regime::uniform).at(*s.cathodeThicknessUm);
    const auto expectSame = [&](double value, MetricId id) {
      if (std::isnan(report[id].value)) {
        EXPECT_TRUE(std::isnan(value)) << metric(id).key;
      } else {
        EXPECT_EQ(value, report[id].value) << metric(id).key;
      }
    };
    expectSame(point.withoutLosses[0], MetricId::volumetricEnergyDensityWhL);
    expectSame(point.withoutLosses[1], MetricId::gravimetricEnergyDensityWhKg);
    expectSame(point.atRate[0], MetricId::volumetricEnergyDensityAtRateWhL);
    expectSame(point.atRate[1], MetricId::gravimetricEnergyDensityAtRateWhKg);
    expectSame(point.losses.dropV() * 1e3, MetricId::voltageDropMv);
    expectSame(point.losses.cellOhmCm2(), MetricId::cellResistanceOhmCm2);
  }
}

TEST(OverThickness, RisesWithoutEndWhereNothingIsLost) {
  testing::Random random(32);
  for (int i = 0; i < 20; ++i) {
    const OverThickness cells(randomCell(random), Regime::uniform);
    for (const std::size_t kind : {0u, 1u}) {
      double last = 0.0;
      for (double um = 5.0; um <= 500.0; um += 5.0) {
        const double energy = cells.at(um).withoutLosses[kind];
        EXPECT_GT(energy, last);
        last = energy;
      }
    }
  }
}

// Model 4, 85 wt%, 30 degC, 1C, with no resistance but that of the conductors.
TEST(OptimumThickness, IsThatOfTheSourcesCell) {
  Scenario s = kSources1C;
  s.chargeTransferOhmCm2 = s.anodeResistanceOhmCm2 = 0.0;
  constexpr double kExpectedUm[] = {258.0, 113.0, 97.0};
  for (const Regime regime : kRegimes) {
    const auto optimum = optimumThickness(OverThickness(s, regime), EnergyKind::volumetric);
    ASSERT_TRUE(optimum);
    EXPECT_NEAR(optimum->thicknessUm, kExpectedUm[static_cast<std::size_t>(regime)], 1.0);
  }
  const OverThickness cells(s, Regime::uniform);
  const auto optimum = optimumThickness(cells, EnergyKind::volumetric);
  EXPECT_NEAR(optimum->withinUm.lower, 97.0, 1.0);
  EXPECT_NEAR(optimum->withinUm.upper, 128.0, 1.0);
  EXPECT_NEAR(optimum->dropMv - cells.at(93.0).losses.sourceDropV * 1e3, 530.0, 5.0);
  EXPECT_NEAR(optimum->currentMaCm2, 6.3, 0.05);
  EXPECT_FALSE(optimum->isMeasured);
  // The assumed charge transfer and anode make it thinner, and a little more.
  const auto assumed = optimumThickness(OverThickness(kSources1C, Regime::uniform), EnergyKind::volumetric);
  EXPECT_LT(assumed->thicknessUm, optimum->thicknessUm);
  EXPECT_LT(assumed->energy, optimum->energy);
}

TEST(OptimumThickness, IsTheHighestOfAllThicknesses) {
  testing::Random random(33);
  int found = 0;
  for (int i = 0; i < testing::casesOf(40); ++i) {
    const Scenario s = randomCell(random);
    for (const Regime regime : kRegimes) {
      const OverThickness cells(s, regime);
      double most[2] = {0.0, 0.0}, at[2] = {0.0, 0.0};
      for (int um = 50; um <= 5000; um += 2) {
        const ThicknessPoint point = cells.at(0.1 * um);
        for (const EnergyKind kind : kKinds) {
          const auto k = static_cast<std::size_t>(kind);
          if (point.atRate[k] > most[k]) most[k] = point.atRate[k], at[k] = point.thicknessUm;
        }
      }
      for (const EnergyKind kind : kKinds) {
        const auto k = static_cast<std::size_t>(kind);
        const auto optimum = optimumThickness(cells, kind);
        if (!optimum) {
          // Only where the highest is the end.
          EXPECT_EQ(optimum.error(), at[k] > 0.0 ? NoOptimum::noEnd : NoOptimum::noEnergy);
          if (at[k] > 0.0) {
            EXPECT_GT(at[k], 490.0);
          }
          continue;
        }
        ++found;
        EXPECT_GE(optimum->energy, most[k] * (1.0 - 1e-12));
        EXPECT_NEAR(optimum->energy / most[k], 1.0, 1e-4);
        EXPECT_NEAR(optimum->thicknessUm, at[k], 0.21);
        // The band, by its ends and what lies beside them.
        const auto share = [&](double um) { return cells.at(um).atRate[k] / optimum->energy; };
        for (const double end : {optimum->withinUm.lower, optimum->withinUm.upper}) {
          EXPECT_GE(share(end), 0.99 - 1e-9);
          if (end > 5.0 && end < 500.0) {
            EXPECT_NEAR(share(end), 0.99, 1e-9);
          }
        }
        for (double t = 0.0; t <= 1.0; t += 0.05)
          EXPECT_GE(share(optimum->withinUm.lower + t * (optimum->withinUm.upper - optimum->withinUm.lower)),
                    0.99 - 1e-9);
      }
    }
  }
  EXPECT_GT(found, testing::casesOf(40) * 3);
}

TEST(OptimumThickness, IsNotReportedWhereItRestsOnNothing) {
  const auto reasonOf = [](const Scenario& s) {
    const auto optimum = optimumThickness(OverThickness(s, Regime::uniform), EnergyKind::volumetric);
    EXPECT_FALSE(optimum);
    return optimum ? NoOptimum{} : optimum.error();
  };
  Scenario s = kSources1C;
  s.amWtPct = 74.0;
  EXPECT_EQ(reasonOf(s), NoOptimum::heldValues);
  s = kSources1C;
  s.temperatureC = 20.0;
  EXPECT_EQ(reasonOf(s), NoOptimum::heldValues);
  s = kSources1C;
  s.interfacePerUm = 9.0;
  EXPECT_EQ(reasonOf(s), NoOptimum::noPath);
  s = kSources1C;
  s.cRate = 20.0;
  s.chargeTransferOhmCm2 = 10000.0;
  EXPECT_EQ(reasonOf(s), NoOptimum::noEnergy);
  s = kSources1C;
  s.cRate = 0.001;
  EXPECT_EQ(reasonOf(s), NoOptimum::noEnd);
}

TEST(ThickestCathodes, AreTheLastOfAllWithinTheLimits) {
  testing::Random random(34);
  for (int i = 0; i < testing::casesOf(40); ++i) {
    const Scenario s = randomCell(random);
    const ThicknessLimits limits{50.0 + 400.0 * random.fraction(), 1.0 + 9.0 * random.fraction(),
                                 2.0 + 1.5 * random.fraction()};
    for (const Regime regime : kRegimes) {
      const OverThickness cells(s, regime);
      const ThickestCathodes thickest = thickestCathodes(cells, limits);
      const auto expectLast = [&](double um, auto isWithin) {
        double last = 0.0;
        for (int at = 1; at <= 20000; ++at) {
          if (isWithin(cells.at(0.1 * at).losses)) last = 0.1 * at;
        }
        if (last == 0.0) {
          EXPECT_FALSE(um > 0.1001);
        } else if (last < 2000.0) {
          EXPECT_NEAR(um, last + 0.05, 0.051);
        } else {
          EXPECT_GE(um, 2000.0);
        }
      };
      if (i % 8 != 0) continue;
      expectLast(thickest.byDropUm, [&](const RateLosses& l) { return l.dropV() * 1e3 <= limits.dropMv; });
      expectLast(thickest.byCurrentUm, [&](const RateLosses& l) { return l.currentMaCm2 <= limits.currentMaCm2; });
      expectLast(thickest.byCutOffUm, [&](const RateLosses& l) { return l.voltageV() >= limits.cutOffV; });
    }
    // Where the reaction is uniform the drop's has a closed form.
    Scenario allowed = s;
    allowed.allowedDropMv = limits.dropMv;
    const double closed = evaluate(allowed)[MetricId::thickestCathodeUm].value;
    const double sought = thickestCathodes(OverThickness(s, Regime::uniform), limits).byDropUm;
    if (std::isnan(closed)) {
      EXPECT_TRUE(std::isnan(sought));
    } else {
      EXPECT_NEAR(sought / closed, 1.0, 1e-9);
    }
  }
}

TEST(ThickestCathodes, AreEndlessWithoutLimits) {
  const ThickestCathodes thickest = thickestCathodes(OverThickness(kSources1C, Regime::uniform), {INFINITY, 0.0, 0.0});
  EXPECT_TRUE(std::isinf(thickest.byDropUm) && std::isinf(thickest.byCurrentUm) && std::isinf(thickest.byCutOffUm));
}

TEST(LimitedStretches, CoverAllThicknessesByTheLargestPart) {
  testing::Random random(35);
  for (int i = 0; i < 20; ++i) {
    const Scenario s = randomCell(random);
    for (const Regime regime : kRegimes) {
      const OverThickness cells(s, regime);
      const std::vector<LimitedStretch> stretches = limitedStretches(cells);
      ASSERT_FALSE(stretches.empty());
      EXPECT_EQ(stretches.front().fromUm, thicknessRangeUm().lower);
      EXPECT_EQ(stretches.back().toUm, thicknessRangeUm().upper);
      for (std::size_t k = 0; k < stretches.size(); ++k) {
        const LimitedStretch& one = stretches[k];
        if (k > 0) {
          EXPECT_EQ(one.fromUm, stretches[k - 1].toUm);
          EXPECT_NE(one.part, stretches[k - 1].part);
        }
        for (const double t : {0.01, 0.3, 0.7, 0.99}) {
          const RateLosses losses = cells.at(one.fromUm + t * (one.toUm - one.fromUm)).losses;
          for (int other = 0; other < kLimitingPartCount; ++other)
            EXPECT_GE(partOhmCm2(losses, one.part), partOhmCm2(losses, static_cast<LimitingPart>(other)) * (1 - 1e-12));
        }
      }
    }
  }
}

// The source's Model 2 at 75 wt% is limited by electrons, whatever the thickness; the separator limits thin cathodes.
TEST(LimitedStretches, AreTheElectronsInModel2) {
  Scenario s{.model = ParticleModel::coreShell, .amWtPct = 75.0, .temperatureC = 60.0};
  const std::vector<LimitedStretch> stretches = limitedStretches(OverThickness(s, Regime::uniform));
  EXPECT_EQ(stretches.back().part, LimitingPart::electrons);
  const RateLosses losses = OverThickness(s, Regime::uniform).at(93.0).losses;
  EXPECT_NEAR(losses.cathode.electronic / (losses.cathode.electronic + losses.cathode.ionic), 0.83, 0.01);
}

}  // namespace
}  // namespace cathode
