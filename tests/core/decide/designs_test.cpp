// SPDX-License-Identifier: MIT
// Designs against dense grids: what is found meets the targets, what is called impossible is so wherever one looks.
#include "core/decide/designs.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/cell/evaluate.h"
#include "core/composite/sample_composites.h"
#include "core/decide/problem_text.h"
#include "core/decide/search.h"
#include "core/random_scenario.h"

namespace cathode {
namespace {

using testing::Random;
using enum ParameterId;

// By how much of its limit a report misses a target; infinite without a value.
double missedTarget(const Target& target, const Report& report) {
  double most = 0.0;
  if (target.min) most = std::max(most, missed({target.metric, true, *target.min}, report));
  if (target.max) most = std::max(most, missed({target.metric, false, *target.max}, report));
  return most;
}
bool meets(const DesignProblem& problem, const Report& report, double tolerance) {
  return std::ranges::all_of(problem.targets, [&](const Target& t) { return missedTarget(t, report) <= tolerance; });
}

// Every point of a grid with so many steps in each free number, for each free model.
template <typename Visit>
void onGrid(const DesignProblem& problem, int steps, Visit visit) {
  std::size_t count = 1;
  for (const FreeRange& range : problem.free)
    count *= range.id == model ? std::size_t(range.to - range.from) + 1 : std::size_t(steps) + 1;
  for (std::size_t place = 0; place < count; ++place) {
    Scenario scenario = problem.scenario;
    std::size_t rest = place;
    for (const FreeRange& range : problem.free) {
      const std::size_t values = range.id == model ? std::size_t(range.to - range.from) + 1 : std::size_t(steps) + 1;
      const std::size_t at = rest % values;
      rest /= values;
      if (range.id == model)
        scenario.model = static_cast<ParticleModel>(int(range.from) - 1 + int(at));
      else
        parameter(range.id).write(scenario, range.from + (range.to - range.from) * double(at) / steps);
    }
    visit(scenario, evaluate(scenario));
  }
}

std::string told(const DesignProblem& problem) {
  std::string text;
  for (const Target& target : problem.targets) {
    for (const std::string& one : targetTexts(target)) text += one + "; ";
  }
  for (const FreeRange& range : problem.free) {
    text.append(parameter(range.id).key).append(" ").append(shortestText(range.from)).append("-");
    text += shortestText(range.to) + "; ";
  }
  return text;
}

// Two or three free numbers, now and then the model; two or three targets near what a point of the ranges has, each a
// little better or worse, so that both kinds of problems come out.
enum class Of : std::uint8_t { models, composites };

DesignProblem randomProblem(Random& random, Of of) {
  DesignProblem problem;
  for (;;) {
    problem.scenario = testing::randomScenario(random);
    if (of == Of::composites) {
      followComposite(problem.scenario, {},
                      standardScenario(problem.scenario.composite = keptRandomComposite(random.below(200))));
      if (problem.scenario.composite->points.size() < 2) continue;
    }
    problem.scenario.amWtPct = 75.0 + 10.0 * random.fraction();
    problem.free.clear();
    const std::size_t count = 2 + random.below(2);
    while (problem.free.size() < count) {
      const Parameter& field = parameters()[random.below(parameters().size())];
      const auto isThere = [&](const FreeRange& range) { return range.id == field.id; };
      if (field.isChoice() || !field.isUsedIn(problem.scenario) || std::ranges::any_of(problem.free, isThere)) continue;
      const double span = field.usualMax - field.usualMin;
      const double from = field.usualMin + 0.7 * span * random.fraction();
      problem.free.push_back({field.id, from, from + 0.3 * span * (0.1 + 0.9 * random.fraction())});
    }
    if (of == Of::models && random.below(3) == 0) problem.free.push_back({model, 2.0, 4.0});
    Scenario inside = problem.scenario;
    for (const auto& [id, from, to] : problem.free) {
      if (id != model) parameter(id).write(inside, from + (to - from) * random.fraction());
    }
    const Report report = evaluate(inside);
    problem.targets.clear();
    const std::size_t targets = 2 + random.below(2);
    for (int tries = 0; tries < 30 && problem.targets.size() < targets; ++tries) {
      const Metric& row = metrics()[random.below(metrics().size())];
      const double value = report[row.id].value;
      if (!report[row.id].isKnown() || value == 0.0) continue;
      const double asked = value * (1.0 + (random.fraction() - 0.5) * 0.2);
      Target target{row.id};
      (random.below(2) == 0 ? target.min : target.max) = asked;
      problem.targets.push_back(target);
    }
    if (problem.targets.size() == targets && checkProblem(problem)) return problem;
  }
}

class DesignsOf : public ::testing::TestWithParam<Of> {};
INSTANTIATE_TEST_SUITE_P(, DesignsOf, ::testing::Values(Of::models, Of::composites),
                         [](const auto& of) { return of.param == Of::models ? "models" : "composites"; });

TEST_P(DesignsOf, AgreeWithADenseGrid) {
  Random random(42);
  int feasible = 0, infeasible = 0, undecided = 0;
  while (infeasible < testing::casesOf(200)) {
    const DesignProblem problem = randomProblem(random, GetParam());
    const Designs designs = findDesigns(problem);
    bool isOnGrid = false;
    onGrid(problem, problem.free.size() == 2 ? 60 : 16,
           [&](const Scenario&, const Report& report) { isOnGrid = isOnGrid || meets(problem, report, 0.0); });
    switch (designs.verdict) {
      case Designs::Verdict::feasible:
        ++feasible;
        ASSERT_FALSE(designs.designs.empty());
        EXPECT_TRUE(meets(problem, evaluate(designs.designs[0].scenario), 1e-6)) << told(problem);
        for (const auto& [id, from, to] : problem.free) {
          if (id == model) continue;
          const double value = *parameter(id).read(designs.designs[0].scenario);
          EXPECT_TRUE(value >= from && value <= to) << told(problem);
        }
        break;
      case Designs::Verdict::infeasible:
        ++infeasible;
        EXPECT_FALSE(isOnGrid) << told(problem);
        EXPECT_NE(designs.reason.find("Proved"), std::string::npos) << designs.reason;
        break;
      case Designs::Verdict::undecided: ++undecided; break;
    }
  }
  EXPECT_GT(feasible, infeasible / 4);
  EXPECT_EQ(undecided, 0);
}

// The best and the nearest are no worse than any point of a grid, up to what is stated.
TEST_P(DesignsOf, NoGridPointIsBetterOrNearer) {
  Random random(43);
  int compared = 0;
  while (compared < testing::casesOf(40)) {
    DesignProblem problem = randomProblem(random, GetParam());
    const auto celsius = measuredRange(temperatureC, problem.scenario);
    problem.scenario.temperatureC = celsius->lower + (celsius->upper - celsius->lower) * random.fraction();
    if (!isWithinMeasured(problem.scenario) ||
        !evaluate(problem.scenario)[MetricId::volumetricEnergyDensityWhL].isKnown())
      continue;
    problem.maximize = MetricId::volumetricEnergyDensityWhL;
    std::erase_if(problem.free, [](const FreeRange& range) { return range.id == amWtPct || range.id == temperatureC; });
    if (problem.free.empty()) continue;
    const Designs designs = findDesigns(problem);
    if (designs.verdict != Designs::Verdict::feasible) continue;
    ++compared;
    ASSERT_EQ(designs.designs.size(), 2u) << told(problem);
    const Design &nearest = designs.designs[0], &best = designs.designs[1];
    EXPECT_TRUE(nearest.isProved && best.isProved) << told(problem);
    EXPECT_TRUE(meets(problem, best.report, 1e-6)) << told(problem);
    double most = 0.0, least = INFINITY;
    DesignSpace space{problem.scenario, {}, {}};
    for (const auto& [id, from, to] : problem.free) {
      if (id != model) space.free.push_back({id, {from, to}});
    }
    onGrid(problem, 12, [&](const Scenario& scenario, const Report& report) {
      if (!meets(problem, report, 0.0)) return;
      most = std::max(most, report[*problem.maximize].value);
      least = std::min(least, distanceIn(space, problem.scenario, scenario));
    });
    EXPECT_GE(best.report[*problem.maximize].value, most * (1.0 - kMetricGap)) << told(problem);
    EXPECT_LE(nearest.distance, least + kDistanceGap) << told(problem);
  }
}

// Model 4 by hand leads to what Model 4 does, up to the digits it was entered with.
TEST(Designs, OfACompositeAreThoseOfTheSameModel) {
  DesignProblem problem = standardProblem({});
  problem.scenario.model = ParticleModel::thinShellSmall;
  const Designs models = findDesigns(problem);
  followComposite(problem.scenario, {}, standardScenario(problem.scenario.composite = kept(modelFourByHand())));
  const Designs own = findDesigns(problem);
  ASSERT_EQ(own.designs.size(), models.designs.size()) << own.reason;
  for (std::size_t i = 0; i < own.designs.size(); ++i) {
    for (const MetricId id : {MetricId::volumetricEnergyDensityAtRateWhL, *problem.maximize})
      EXPECT_NEAR(own.designs[i].report[id].value / models.designs[i].report[id].value, 1.0, 5e-3) << i;
    EXPECT_TRUE(own.designs[i].isProved);
  }
  ASSERT_TRUE(own.front && models.front);
  EXPECT_EQ(own.front->points.size(), models.front->points.size());
}

// At the contents and temperatures of its own points, not of the source's.
TEST(Designs, OfACompositeAreRankedWhereItWasMeasured) {
  const OwnComposite* own = kept(modelFourByHand());
  DesignProblem problem = standardProblem(standardScenario(own));
  ASSERT_TRUE(checkProblem(problem));
  Designs designs = findDesigns(problem);
  ASSERT_EQ(designs.designs.size(), 2u) << designs.reason;
  EXPECT_TRUE(designs.designs[1].isProved);
  EXPECT_EQ(designs.designs[1].scenario.composite, own);

  problem.free.push_back({model, 1.0, 4.0});
  EXPECT_EQ(checkProblem(problem).error().substr(0, 74),
            "free[3], model (SE particle model) does not count beside a composite; allo");
  OwnComposite one = *own;
  std::erase_if(one.points, [](const OwnPoint& point) { return point.amWtPct < 85.0 || point.temperatureC < 60.0; });
  problem = standardProblem(standardScenario(kept(one)));
  designs = findDesigns(problem);
  ASSERT_EQ(designs.designs.size(), 2u) << designs.reason;
  EXPECT_EQ(designs.designs[1].scenario.amWtPct, 85.0);
  EXPECT_NE(designs.notes[0].find("sought at 85 wt%, at 60 °C"), std::string::npos) << designs.notes[0];
}

// Content, thickness and separator of the source's cell.
DesignProblem sourceProblem() {
  DesignProblem problem;
  problem.free = {{amWtPct, 75.0, 85.0}, {cathodeThicknessUm, 40.0, 200.0}, {separatorThicknessUm, 15.0, 60.0}};
  return problem;
}

TEST(Designs, AreTheCurrentCellWhereItDoesWhatIsAsked) {
  DesignProblem problem = sourceProblem();
  problem.targets = {{MetricId::volumetricEnergyDensityWhL, 900.0, {}}};
  const Designs designs = findDesigns(problem);
  ASSERT_EQ(designs.verdict, Designs::Verdict::feasible);
  EXPECT_EQ(designs.designs[0].distance, 0.0);
  EXPECT_EQ(designs.designs[0].binding,
            std::vector<std::string>{"Active material at the upper end of its range, 85 wt%"});
}

TEST(Designs, TellWhatBinds) {
  DesignProblem problem = sourceProblem();
  problem.targets = {{MetricId::volumetricEnergyDensityWhL, 1150.0, {}}};
  problem.maximize = MetricId::gravimetricEnergyDensityWhKg;
  const Designs designs = findDesigns(problem);
  ASSERT_EQ(designs.designs.size(), 2u);
  EXPECT_EQ(designs.designs[0].binding[0], "Volumetric energy density at least 1150 Wh/L");
  EXPECT_NEAR(designs.designs[0].report[MetricId::volumetricEnergyDensityWhL].value, 1150.0, 1150e-6);
  EXPECT_GT(designs.designs[1].report[MetricId::gravimetricEnergyDensityWhKg].value,
            designs.designs[0].report[MetricId::gravimetricEnergyDensityWhKg].value);
}

TEST(Designs, TellWhichTargetsConflictAndHowCloseOneComes) {
  DesignProblem problem = sourceProblem();
  problem.targets = {{MetricId::arealCapacityMahCm2, 5.0, {}},
                     {MetricId::porosityPct, {}, 60.0},
                     {MetricId::cathodeThicknessUm, {}, 90.0}};
  const Designs designs = findDesigns(problem);
  ASSERT_EQ(designs.verdict, Designs::Verdict::infeasible);
  EXPECT_TRUE(designs.designs.empty());
  EXPECT_NE(designs.reason.find("Areal capacity at least 5 mAh/cm² and Cathode thickness at most 90 µm cannot be met "
                                "together"),
            std::string::npos)
      << designs.reason;
  EXPECT_EQ(designs.reason.find("Porosity"), std::string::npos) << designs.reason;
  // How close: by brute force.
  double most = 0.0;
  problem.free[1] = {cathodeThicknessUm, 40.0, 90.0};
  onGrid(problem, 40, [&](const Scenario&, const Report& report) {
    most = std::max(most, report[MetricId::arealCapacityMahCm2].value);
  });
  EXPECT_NE(designs.reason.find("Areal capacity is at most " + significantText(most, 4)), std::string::npos)
      << designs.reason << most;
}

TEST(Designs, SayNotDecidedWhenTheBudgetEnds) {
  DesignProblem problem = sourceProblem();
  // Out of reach by little: one box does not tell.
  problem.targets = {{MetricId::gravimetricEnergyDensityWhKg, 349.0, {}}, {MetricId::ionicTortuosityFactor, {}, 12.0}};
  problem.mostBoxes = 1;
  const Designs designs = findDesigns(problem);
  EXPECT_EQ(designs.verdict, Designs::Verdict::undecided);
  EXPECT_NE(designs.reason.find("Not decided"), std::string::npos);
}

TEST(Designs, RankNothingByHeldValues) {
  DesignProblem problem = sourceProblem();
  problem.targets = {{MetricId::volumetricEnergyDensityWhL, 900.0, {}}};
  problem.maximize = MetricId::gravimetricEnergyDensityWhKg;
  problem.free[0] = {amWtPct, 75.0, 92.0};
  const Designs cut = findDesigns(problem);
  ASSERT_EQ(cut.designs.size(), 2u);
  EXPECT_LE(cut.designs[1].scenario.amWtPct, 85.0);
  ASSERT_FALSE(cut.notes.empty());
  EXPECT_NE(cut.notes[0].find("between 75 and 85 wt%"), std::string::npos) << cut.notes[0];
  problem.free[0] = {amWtPct, 88.0, 92.0};
  const Designs beyond = findDesigns(problem);
  EXPECT_EQ(beyond.verdict, Designs::Verdict::feasible);
  EXPECT_EQ(beyond.designs.size(), 1u);
  EXPECT_FALSE(beyond.front);
}

TEST(Designs, FrontRisesInNeither) {
  DesignProblem problem = sourceProblem();
  problem.free.push_back({model, 1.0, 4.0});
  problem.targets = {{MetricId::arealCapacityMahCm2, 4.0, {}}, {MetricId::ionicConductivityMsCm, 0.05, {}}};
  problem.maximize = MetricId::volumetricEnergyDensityWhL;
  problem.targets[0] = {MetricId::ionicConductivityMsCm, 0.05, {}};
  const Designs designs = findDesigns(problem);
  ASSERT_TRUE(designs.front);
  EXPECT_EQ(designs.front->against, MetricId::ionicConductivityMsCm);
  const auto& points = designs.front->points;
  ASSERT_GE(points.size(), 5u);
  for (std::size_t i = 1; i < points.size(); ++i) {
    EXPECT_GE(points[i].report[designs.front->against].value, points[i - 1].report[designs.front->against].value);
    EXPECT_LE(points[i].report[*problem.maximize].value,
              points[i - 1].report[*problem.maximize].value * (1.0 + kMetricGap));
  }
}

TEST(Designs, OfAProblemGoThroughText) {
  DesignProblem problem = standardProblem({});
  problem.targets.push_back({MetricId::porosityPct, 10.0, 20.5});
  problem.free.push_back({model, 2.0, 4.0});
  const std::string text = problemText(problem);
  EXPECT_EQ(problemOf(text, {}), problem) << text;
  EXPECT_EQ(problemText(*problemOf(text, {})), text);
  for (const auto& [wrong, told] : {std::pair{"least:voltageDropMv:1", "begin with min:"},
                                    {"min:price:1", "no such metric"},
                                    {"min:voltageDropMv:much", "and a number"},
                                    {"free:price:1:2", "no input has that link key"},
                                    {"free:am:1", "free:am:from:to"},
                                    {"most:voltageDropMv:1", "most: and a metric"}}) {
    const auto read = problemOf(wrong, {});
    ASSERT_FALSE(read) << wrong;
    EXPECT_NE(read.error().find(told), std::string::npos) << read.error();
  }
  EXPECT_FALSE(problemOf(std::string(kLongestProblem + 1, 'x'), {}));
}

TEST(Designs, RefuseWhatIsNoProblem) {
  const auto refusal = [](auto change) {
    DesignProblem problem = sourceProblem();
    problem.targets = {{MetricId::volumetricEnergyDensityWhL, 900.0, {}}};
    change(problem);
    const auto checked = checkProblem(problem);
    return checked ? std::string("accepted") : checked.error();
  };
  EXPECT_EQ(refusal([](DesignProblem&) {}), "accepted");
  EXPECT_EQ(refusal([](DesignProblem& p) { p.targets.clear(); }),
            "targets: nothing is asked for; allowed: at least one target, or a metric to maximize.");
  EXPECT_EQ(
      refusal([](DesignProblem& p) { p.targets[0].max = 800.0; }),
      "targets[0], volumetricEnergyDensityWhL (Volumetric energy density): at least 900 Wh/L and at most 800 Wh/L "
      "contradict each other; allowed: min up to max.");
  EXPECT_EQ(
      refusal([](DesignProblem& p) { p.targets.push_back({MetricId::volumetricEnergyDensityWhL, {}, 899.0}); }),
      "targets[1], volumetricEnergyDensityWhL (Volumetric energy density): at least 900 Wh/L and at most 899 Wh/L "
      "contradict each other; allowed: min up to max.");
  EXPECT_EQ(refusal([](DesignProblem& p) { p.targets[0].min.reset(); }),
            "targets[0], volumetricEnergyDensityWhL (Volumetric energy density) asks for nothing; allowed: min, max or "
            "both, in Wh/L.");
  EXPECT_EQ(refusal([](DesignProblem& p) { p.targets[0].min = INFINITY; }),
            "targets[0], volumetricEnergyDensityWhL (Volumetric energy density): min must be a finite number, not "
            "Infinity; allowed: any other.");
  EXPECT_EQ(refusal([](DesignProblem& p) { p.free.clear(); }),
            "free: 0 inputs; allowed: 1 to 6 numbers, and the model.");
  EXPECT_EQ(
      refusal([](DesignProblem& p) { p.free[1] = {cathodeThicknessUm, 100.0, 50.0}; }),
      "free[1], cathodeThicknessUm (Cathode thickness): from 100 is above to 50; allowed: from below to, within 5 "
      "to 500 µm.");
  EXPECT_EQ(
      refusal([](DesignProblem& p) { p.free[1] = {cathodeThicknessUm, 50.0, 50.0}; }),
      "free[1], cathodeThicknessUm (Cathode thickness): from and to are both 50; what is not to change belongs into "
      "the scenario; allowed: from below to, within 5 to 500 µm.");
  EXPECT_EQ(
      refusal([](DesignProblem& p) { p.free[1] = {cathodeThicknessUm, 1.0, 50.0}; }),
      "free[1], cathodeThicknessUm (Cathode thickness): from 1 is out of range; allowed: from below to, within 5 to "
      "500 µm.");
  EXPECT_EQ(refusal([](DesignProblem& p) { p.free[1] = p.free[0]; }),
            "free[1], amWtPct (Active material) is free twice; "
            "allowed: once.");
  EXPECT_EQ(refusal([](DesignProblem& p) { p.free[1] = {model, 1.0, 5.0}; }),
            "free[1], model (SE particle model): to 5 is out of range; allowed: from below to, within 1 to 4, whole "
            "numbers.");
  EXPECT_TRUE(
      refusal([](DesignProblem& p) { p.free[1] = {loadingMgCm2, 10.0, 50.0}; })
          .starts_with("free[1], loadingMgCm2 (Composite loading) does not count in this scenario: the cathode is "
                       "set by thickness; allowed: model, amWtPct, "));
  EXPECT_TRUE(refusal([](DesignProblem& p) {
                p.free[1] = {accounting, 0.0, 1.0};
              }).starts_with("free[1], accounting (Accounting): a choice cannot be free; allowed: model, amWtPct, "));
}

}  // namespace
}  // namespace cathode
