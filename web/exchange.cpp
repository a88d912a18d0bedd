#include "web/exchange.h"

namespace cathode {

Exchange& exchange() {
  static Exchange instance{};
  return instance;
}

std::expected<Scenario, FieldError> readScenario() {
  const Exchange& from = exchange();
  Scenario scenario;
  for (int i = 0; i < kParameterCount; ++i) {
    if (from.given[i] == Given::no) continue;
    const Parameter& field = parameters()[i];
    const ParameterValue value = from.given[i] == Given::null ? std::nullopt : ParameterValue(from.input[i]);
    if (auto checked = checkValue(field, value); !checked) return std::unexpected(checked.error());
    field.write(scenario, value);
  }
  return scenario;
}

void writeScenario(const Scenario& scenario) {
  Exchange& to = exchange();
  for (int i = 0; i < kParameterCount; ++i) {
    const ParameterValue value = parameters()[i].read(scenario);
    to.given[i] = value ? Given::value : Given::null;
    to.input[i] = value.value_or(0.0);
  }
}

void writeReport(const Report& report) {
  Exchange& to = exchange();
  for (int i = 0; i < kMetricCount; ++i) {
    to.values[i] = report.metricValues[i].value;
    to.provenance[i] = static_cast<std::uint8_t>(report.metricValues[i].provenance);
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
