// SPDX-License-Identifier: MIT
#include "web/api/exchange.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace cathode {

Exchange& exchange() {
  static Exchange instance{};
  return instance;
}

namespace {

std::vector<const OwnComposite*>& crossed() {
  static std::vector<const OwnComposite*> all;
  return all;
}

}  // namespace

std::uint32_t numberOf(const OwnComposite* composite) {
  if (composite == nullptr) return 0;
  auto& all = crossed();
  const auto found = std::ranges::find(all, composite);
  const auto place = static_cast<std::uint32_t>(found - all.begin());
  if (found == all.end()) all.push_back(composite);
  return place + 1;
}

const OwnComposite* compositeAt(std::uint32_t number) { return number == 0 ? nullptr : crossed()[number - 1]; }

std::expected<Scenario, std::string> readScenario() {
  const Exchange& from = exchange();
  Scenario scenario = standardScenario(compositeAt(static_cast<std::uint32_t>(from.composite)));
  for (int i = 0; i < kParameterCount; ++i) {
    if (from.given[i] == Given::no) continue;
    const Parameter& field = parameters()[i];
    const ParameterValue value = from.given[i] == Given::null ? std::nullopt : ParameterValue(from.input[i]);
    if (auto checked = checkValue(field, value); !checked) return std::unexpected(errorMessage(checked.error()));
    field.write(scenario, value);
  }
  const auto gives = [&](ParameterId id) { return from.given[static_cast<std::size_t>(id)] == Given::value; };
  if (!gives(ParameterId::sizing)) {
    const auto sizing = sizingOf(gives(ParameterId::cathodeThicknessUm), gives(ParameterId::loadingMgCm2));
    if (!sizing) return std::unexpected(sizing.error());
    scenario.sizing = *sizing;
  }
  return scenario;
}

void writeScenario(const Scenario& scenario) {
  Exchange& to = exchange();
  to.composite = numberOf(scenario.composite);
  for (int i = 0; i < kParameterCount; ++i) {
    const ParameterValue value = parameters()[i].read(scenario);
    to.given[i] = value ? Given::value : Given::null;
    to.input[i] = value.value_or(0.0);
  }
}

void writeReport(const Report& report) {
  Exchange& to = exchange();
  for (int i = 0; i < kMetricCount; ++i) {
    constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
    const MetricValue& metric = report.metricValues[i];
    to.values[i] = metric.value;
    to.intervals[2 * i] = metric.interval ? metric.interval->lower : kNone;
    to.intervals[2 * i + 1] = metric.interval ? metric.interval->upper : kNone;
    to.provenance[i] = static_cast<std::uint8_t>(metric.provenance);
  }
  to.layerCount = static_cast<std::uint8_t>(report.stack.layerCount);
  for (int i = 0; i < report.stack.layerCount; ++i) {
    const Layer& layer = report.stack.layers[i];
    to.layerKinds[i] = static_cast<std::uint8_t>(layer.kind);
    to.layerSizes[2 * i] = layer.thicknessUm;
    to.layerSizes[2 * i + 1] = layer.massMgCm2;
  }
  to.warningCount = static_cast<std::uint8_t>(report.warningCount);
  for (int i = 0; i < report.warningCount; ++i) {
    to.warningCodes[i] = static_cast<std::uint8_t>(report.warningSlots[i].code);
    to.warningFields[i] = static_cast<std::uint8_t>(report.warningSlots[i].field);
  }
}

}  // namespace cathode
