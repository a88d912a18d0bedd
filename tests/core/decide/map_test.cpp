// SPDX-License-Identifier: MIT
// Maps: each value is the calculation's own at its point, and what makes no map is refused with what is allowed.
#include "core/decide/map.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <limits>

#include "core/cell/evaluate.h"
#include "core/random_scenario.h"

namespace cathode {
namespace {

using testing::casesOf;
using testing::Random;
using testing::randomScenario;
using enum ParameterId;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

bool isSame(double a, double b) {
  return (std::isnan(a) && std::isnan(b)) || std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

std::vector<ParameterId> numbers() {
  std::vector<ParameterId> ids;
  for (const Parameter& field : parameters())
    if (!field.isChoice()) ids.push_back(field.id);
  return ids;
}

MapAxis randomAxis(Random& random, ParameterId id) {
  const Parameter& field = parameter(id);
  const double a = random.fraction(), b = random.fraction(), span = field.max - field.min;
  MapAxis axis{id, field.min + span * std::min(a, b), field.min + span * std::max(a, b),
               2 + static_cast<int>(random.below(4))};
  if (random.below(3) == 0) axis.from = field.min, axis.to = field.max;
  return axis;
}

// Of every metric, over every input: what is shared between points changes no bit.
TEST(Map, HasTheValuesOfEvaluate) {
  Random random(27);
  const std::vector<ParameterId> ids = numbers();
  for (int run = 0; run < casesOf(4000); ++run) {
    MapRequest request{randomScenario(random), randomAxis(random, ids[static_cast<std::size_t>(run) % ids.size()]),
                       randomAxis(random, ids[random.below(ids.size())]),
                       static_cast<MetricId>(random.below(kMetricCount))};
    if (!checkMap(request)) continue;
    const MetricMap map = *mapOf(request);
    for (std::size_t row = 0; row < map.y.size(); ++row) {
      for (std::size_t column = 0; column < map.x.size(); ++column) {
        const Scenario point =
            withInput(withInput(request.scenario, request.y.id, map.y[row]), request.x.id, map.x[column]);
        ASSERT_TRUE(isSame(map.at(column, row), evaluate(point)[request.metric].value))
            << metric(request.metric).key << " over " << parameter(request.x.id).key << " and "
            << parameter(request.y.id).key << ": " << map.at(column, row) << " is not "
            << evaluate(point)[request.metric].value;
      }
    }
  }
}

TEST(Map, HasEveryMetricOverEveryPairOfInputs) {
  const std::vector<ParameterId> ids = numbers();
  for (const Metric& shown : metrics()) {
    for (const ParameterId x : ids) {
      for (const ParameterId y : ids) {
        const MapRequest request{{}, usualAxis(x, 3), usualAxis(y, 2), shown.id};
        if (!checkMap(request)) continue;
        const MetricMap map = *mapOf(request);
        ASSERT_EQ(map.values.size(), 6u);
        const Scenario corner = withInput(withInput({}, y, map.y[1]), x, map.x[2]);
        ASSERT_TRUE(isSame(map.at(2, 1), evaluate(corner)[shown.id].value))
            << shown.key << " over " << parameter(x).key << " and " << parameter(y).key;
      }
    }
  }
}

TEST(Map, RunsFromEndToEndInEqualStepsOrRatios) {
  const auto steps = valuesAlong({temperatureC, 10.0, 85.0, 4});
  EXPECT_EQ(steps, (std::vector<double>{10.0, 35.0, 60.0, 85.0}));
  for (const ParameterId id : numbers()) {
    const Parameter& field = parameter(id);
    const MapAxis axis = usualAxis(id, 65);
    ASSERT_TRUE(checkAxis("x", axis).has_value()) << field.key;
    const auto values = valuesAlong(axis);
    EXPECT_EQ(values.front(), field.usualMin);
    EXPECT_EQ(values.back(), field.usualMax);
    const bool isLog = isLogarithmic(axis);
    EXPECT_EQ(isLog, field.usualMin > 0 && field.usualMax / field.usualMin >= 100.0) << field.key;
    for (std::size_t i = 1; i + 1 < values.size(); ++i) {
      EXPECT_TRUE(checkValue(field, values[i]).has_value()) << field.key;
      const double middle = isLog ? std::sqrt(values[i - 1] * values[i + 1]) : (values[i - 1] + values[i + 1]) / 2;
      EXPECT_NEAR(values[i], middle, 1e-9 * std::abs(values[i])) << field.key;
    }
  }
}

TEST(Map, HasNoNumberWhereNothingConducts) {
  const MapRequest request{{}, {amWtPct, 60.0, 92.0, 9}, {porosityPct, 0.0, 60.0, 9}, MetricId::ionicMacMullin};
  const MetricMap map = *mapOf(request);
  EXPECT_TRUE(std::isnan(map.at(8, 8)));
  EXPECT_FALSE(std::isnan(map.at(0, 0)));
}

TEST(Map, SizesTheCathodeByTheSizeThatItRunsOver) {
  Scenario byLoading;
  byLoading.sizing = Sizing::loading;
  const MetricMap map =
      *mapOf({byLoading, {cathodeThicknessUm, 50.0, 150.0, 3}, {amWtPct, 75.0, 85.0, 2}, MetricId::cathodeThicknessUm});
  EXPECT_EQ(map.values, (std::vector<double>{50.0, 100.0, 150.0, 50.0, 100.0, 150.0}));
}

TEST(Map, RefusesWhatMakesNoMap) {
  const MapAxis good{temperatureC, 0.0, 90.0, 8};
  const auto refusalOf = [&](MapAxis x, MapAxis y) {
    const auto map = mapOf({{}, x, y, MetricId::volumetricEnergyDensityWhL});
    return map ? std::string() : map.error();
  };
  const std::pair<MapAxis, const char*> refused[] = {
      {{amWtPct, 85.0, 75.0, 8},
       "x: amWtPct (Active material) from 85 down to 75 wt%; allowed: 60 to 92 wt%, from below to."},
      {{amWtPct, 80.0, 80.0, 8},
       "x: amWtPct (Active material) from 80 wt% to the same; allowed: 60 to 92 wt%, from below to."},
      {{amWtPct, 50.0, 80.0, 8}, "x.from: amWtPct (Active material): 50 wt% is out of range; allowed: 60 to 92 wt%."},
      {{amWtPct, 70.0, 99.0, 8}, "x.to: amWtPct (Active material): 99 wt% is out of range; allowed: 60 to 92 wt%."},
      {{amWtPct, kNaN, 80.0, 8}, "x.from: amWtPct (Active material): NaN wt% is out of range; allowed: 60 to 92 wt%."},
      {{amWtPct, 70.0, 80.0, 1025}, "x.count: 1025 points; allowed: 2 to 1024 points a side."},
      {{amWtPct, 70.0, 80.0, 1}, "x.count: 1 points; allowed: 2 to 1024 points a side."},
      {{model, 0.0, 3.0, 4},
       "x: model (SE particle model) is a choice, not a number; allowed: inputs that are numbers."},
      {good, "x and y are both temperatureC (Temperature); allowed: two different inputs."},
  };
  for (const auto& [axis, words] : refused) EXPECT_EQ(refusalOf(axis, good), words);
  EXPECT_EQ(refusalOf(usualAxis(cathodeThicknessUm, 4), usualAxis(loadingMgCm2, 4)),
            "x and y, cathodeThicknessUm (Cathode thickness) and loadingMgCm2 (Composite loading), both size the "
            "cathode; allowed: one of them.");
  EXPECT_TRUE(refusalOf({amWtPct, 70.0, 80.0, 1024}, {temperatureC, 20.0, 30.0, 2}).empty());
}

// What is given has its place even where it has no meaning, what is left to the model the one that is used.
TEST(Map, KnowsWhereAnInterfaceLies) {
  for (const std::optional<double> given : {std::optional<double>{}, {0.3}, {9.0}}) {
    const Scenario scenario{.interfacePerUm = given};
    const Report report = evaluate(scenario);
    EXPECT_EQ(usedValue(ParameterId::interfacePerUm, scenario, report),
              given ? *given : report[MetricId::interfacePerUm].value);
  }
}

}  // namespace
}  // namespace cathode
