// SPDX-License-Identifier: MIT
// Bounds hold what evaluate gives, everywhere in a box, for every metric; and close in on it as the box does.
#include "core/decide/bounds.h"
#include "core/scenario/link.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/base/number_text.h"
#include "core/cell/evaluate.h"
#include "core/composite/sample_composites.h"
#include "core/random_scenario.h"

namespace cathode {
namespace {

using testing::Random;

// A scenario with some of its inputs free: anywhere in their range, ends now and then those of what was measured.
struct RandomBox {
  Scenario scenario;
  std::vector<FreeInput> free;
};

enum class Of : std::uint8_t { models, composites };

RandomBox randomBox(Random& random, double widest, Of of) {
  RandomBox box{testing::randomScenario(random), {}};
  if (of == Of::composites) {
    // Mostly as it was measured, or nothing of it would be.
    const Scenario measured = standardScenario(box.scenario.composite = keptRandomComposite(random.below(200)));
    for (const Parameter& field : parameters()) {
      const bool isOfMeasuring = field.id == ParameterId::amWtPct || field.id == ParameterId::temperatureC;
      if (random.below(6) > 0 && !isOfMeasuring) field.write(box.scenario, field.read(measured));
    }
    const auto& points = box.scenario.composite->points;
    if (!points.empty() && random.below(2) == 0) {
      const OwnPoint& point = points[random.below(points.size())];
      box.scenario.amWtPct = point.amWtPct;
      box.scenario.temperatureC = point.temperatureC;
    }
  }
  const std::size_t count = 1 + random.below(kMostFree);
  while (box.free.size() < count) {
    const Parameter& field = parameters()[random.below(parameters().size())];
    const bool isThere = std::ranges::find(box.free, field.id, &FreeInput::id) != box.free.end();
    if (!canBeFree(field) || isThere) continue;
    const double span = field.max - field.min;
    double lower = field.min + span * random.fraction(), upper = lower + widest * span * random.fraction();
    if (const auto measured = measuredRange(field.id, box.scenario); measured && random.below(3) == 0) {
      lower = std::clamp(random.below(2) == 0 ? measured->lower : measured->upper, field.min, field.max);
      upper = std::max(lower, random.below(2) == 0 ? lower : measured->upper);
    }
    if (widest == 0.0) upper = lower;
    box.free.push_back({field.id, {lower, std::min(upper, field.max)}});
  }
  return box;
}

Scenario pointOf(const RandomBox& box, Random& random) {
  Scenario scenario = box.scenario;
  for (const auto& [id, range] : box.free) {
    const std::size_t kind = random.below(4);
    const double value = kind == 0   ? range.lower
                         : kind == 1 ? range.upper
                                     : range.lower + (range.upper - range.lower) * random.fraction();
    parameter(id).write(scenario, std::clamp(value, range.lower, range.upper));
  }
  return scenario;
}

std::string told(const RandomBox& box, MetricId id) {
  std::string text(metric(id).key);
  text.append(" ").append(encodeLink({box.scenario, {}}));
  for (const auto& [free, range] : box.free) {
    text.append(", ")
        .append(parameter(free).key)
        .append(" ")
        .append(shortestText(range.lower))
        .append(" to ")
        .append(shortestText(range.upper));
  }
  return text;
}

class Bounds : public ::testing::TestWithParam<Of> {};
INSTANTIATE_TEST_SUITE_P(, Bounds, ::testing::Values(Of::models, Of::composites),
                         [](const auto& of) { return of.param == Of::models ? "models" : "composites"; });

TEST_P(Bounds, HoldWhatIsCalculatedAnywhereInABox) {
  Random random(28);
  const int boxes = testing::casesOf(4000);
  std::array<int, kMetricCount> known{};
  for (int i = 0; i < boxes; ++i) {
    const RandomBox box = randomBox(random, i % 2 == 0 ? 0.1 : 1.0, GetParam());
    std::array<MetricBounds, kMetricCount> bounds;
    for (const Metric& row : metrics()) bounds[int(row.id)] = boundsOf(row.id, box.scenario, box.free);
    for (int point = 0; point < 8; ++point) {
      const Report report = evaluate(pointOf(box, random));
      for (const Metric& row : metrics()) {
        const MetricBounds& of = bounds[int(row.id)];
        const double value = report[row.id].value;
        if (report[row.id].isKnown()) {
          ++known[int(row.id)];
          ASSERT_TRUE(of.mayBeKnown) << told(box, row.id);
          ASSERT_GE(value, of.values.lower) << told(box, row.id);
          ASSERT_LE(value, of.values.upper) << told(box, row.id);
        } else {
          ASSERT_TRUE(of.mayBeUnknown) << told(box, row.id);
        }
      }
    }
  }
  for (const Metric& row : metrics())
    EXPECT_GT(known[int(row.id)], boxes / (GetParam() == Of::models ? 4 : 40)) << row.key;
}

TEST_P(Bounds, OfAPointAreItsValue) {
  // Random composites lose volts to their currents, of which little more than rounding is left between two cells.
  const double rounding = GetParam() == Of::models ? 1e-11 : 1e-9;
  Random random(29);
  for (int i = 0; i < testing::casesOf(2000); ++i) {
    RandomBox box = randomBox(random, 0.0, GetParam());
    const Report report = evaluate(pointOf(box, random));
    for (const Metric& row : metrics()) {
      const MetricBounds of = boundsOf(row.id, box.scenario, box.free);
      ASSERT_NE(of.mayBeKnown, of.mayBeUnknown) << told(box, row.id);
      ASSERT_EQ(of.mayBeKnown, report[row.id].isKnown()) << told(box, row.id);
      if (!of.mayBeKnown) continue;
      EXPECT_LT(of.values.width(), rounding * (0.1 + std::abs(report[row.id].value))) << told(box, row.id);
    }
  }
}

// The slopes bound every difference within a box.
TEST_P(Bounds, SlopesHoldEveryDifference) {
  Random random(30);
  for (int i = 0; i < testing::casesOf(2000); ++i) {
    const RandomBox box = randomBox(random, 0.2, GetParam());
    const std::size_t moved = random.below(box.free.size());
    Scenario from = pointOf(box, random), to = from;
    const Parameter& field = parameter(box.free[moved].id);
    field.write(to, *field.read(pointOf(box, random)));
    const double step = *field.read(to) - *field.read(from);
    const Report before = evaluate(from), after = evaluate(to);
    for (const Metric& row : metrics()) {
      const double rise = after[row.id].value - before[row.id].value;
      if (rise != rise) continue;
      const MetricBounds of = boundsOf(row.id, box.scenario, box.free);
      const Enclosure allowed = of.slopes[moved] * Enclosure(step);
      const double rounding = 1e-11 * std::abs(before[row.id].value);
      ASSERT_GE(rise, allowed.lower - rounding) << told(box, row.id);
      ASSERT_LE(rise, allowed.upper + rounding) << told(box, row.id);
    }
  }
}

// Halving a box quarters what its bounds leave beyond the values in it.
TEST(BoundsOfModels, CloseInToTheSecondOrder) {
  Random random(31);
  double wide = 0.0, narrow = 0.0;
  for (int i = 0; i < testing::casesOf(400); ++i) {
    RandomBox box = randomBox(random, 0.02, Of::models);
    // Not across what was measured, where slopes jump.
    box.scenario.amWtPct = 80.0;
    box.scenario.temperatureC = 45.0;
    std::erase_if(box.free, [](const FreeInput& one) {
      return one.id == ParameterId::amWtPct || one.id == ParameterId::temperatureC;
    });
    box.free.push_back({ParameterId::amWtPct, {79.9, 80.1}});
    if (box.free.size() > kMostFree) continue;
    const auto excess = [&](const RandomBox& of) {
      double lower = INFINITY, upper = -INFINITY;
      for (int corner = 0; corner < (1 << of.free.size()); ++corner) {
        Scenario scenario = of.scenario;
        for (std::size_t k = 0; k < of.free.size(); ++k) {
          parameter(of.free[k].id).write(scenario, (corner >> k) & 1 ? of.free[k].range.upper : of.free[k].range.lower);
        }
        const double value = evaluate(scenario)[MetricId::volumetricEnergyDensityWhL].value;
        lower = std::min(lower, value);
        upper = std::max(upper, value);
      }
      const MetricBounds bounds = boundsOf(MetricId::volumetricEnergyDensityWhL, of.scenario, of.free);
      return std::max(0.0, bounds.values.width() - (upper - lower)) / upper;
    };
    RandomBox half = box;
    for (FreeInput& one : half.free) one.range.upper = 0.5 * (one.range.lower + one.range.upper);
    wide += excess(box);
    narrow += excess(half);
  }
  EXPECT_GT(wide, 0.0);
  EXPECT_LT(narrow, 0.4 * wide);
}

}  // namespace
}  // namespace cathode
