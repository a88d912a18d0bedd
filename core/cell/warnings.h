// SPDX-License-Identifier: MIT
// What the reader of a calculation's numbers should know beside them.
#pragma once

#include <string>
#include <string_view>

#include "core/scenario/parameters.h"

namespace cathode {

struct CapacityEstimate;
struct Report;

enum class WarningCode : std::uint8_t {
  amBeyondMeasured,
  temperatureBeyondMeasured,
  thicknessBeyondMeasured,
  capacityContradictory,
  capacityAboveImplied,
  noIonicPath,
  noElectronicPath,
  ionicTortuosityFactorPrinted,
  electronicTortuosityFactorPrinted,
  compositionChanged,
  cRateNotMeasured,
  transportTemperature,
  electronicReference,
  stateOfCharge,
  anodeMassUnitemised,
  separatorDensity,
  interfaceAboveSurface,
  rateTooHigh,
  diffusionTooSlow,
  lagNotSteady,
  dropTooSmall,
  compositeLacks,
  compositeAssumes,
};
inline constexpr int kWarningCount = 23;

// Something the reader of the numbers should know. A note states an assumption that is always
// there; a warning says that the scenario leaves what was measured or that the source contradicts
// itself.
struct Warning {
  WarningCode code;
  ParameterId field;  // the input it is about
};
std::string_view warningKey(WarningCode code);  // "am-beyond-measured", ...
bool isNote(WarningCode code);

// Puts the warnings of a scenario into its report, whose metrics are there already. `capacity` is what the source's
// energy densities give for it; isSourcesLoading: whether its cathode has the source's loading.
void collectWarnings(const Scenario& scenario, const CapacityEstimate& capacity, bool isSourcesLoading, Report& report);

// The message of a warning that evaluate gave for this scenario.
std::string warningMessage(WarningCode code, const Scenario& scenario);

}  // namespace cathode
