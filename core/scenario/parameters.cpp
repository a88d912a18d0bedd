// SPDX-License-Identifier: MIT
#include "core/scenario/parameters.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/elementary.h"
#include "core/base/number_text.h"
#include "core/base/registry.h"
#include "core/base/words.h"

namespace cathode {
namespace {

constexpr Choice kModels[] = {
    {"1", "Conventional mixing"},
    {"2", "Core–shell"},
    {"3", "Thin shell, large SE"},
    {"4", "Thin shell, small SE"},
};
constexpr Choice kSizings[] = {{"thickness", "Thickness"}, {"loading", "Loading"}};
constexpr Choice kAccountings[] = {{"paper", "As in the paper"}, {"physical", "Physical"}};
constexpr Choice kSeReferences[] = {
    {"own", "Model’s own SE"}, {"pristine", "Pristine SE"}, {"mixed", "Shell and particles"}};
constexpr Choice kCollectorSides[] = {{"whole", "Whole"}, {"half", "Half"}};
constexpr Choice kStates[] = {{"assembled", "As assembled"}, {"charged", "Charged"}};

constexpr std::string_view kModelsOwn = "model’s own", kAsInTheSource = "as in the source",
                           kWholeSurface = "whole surface of the AM";

template <auto Member>
ParameterValue read(const Scenario& scenario) {
  if constexpr (requires { (scenario.*Member).has_value(); }) {
    return scenario.*Member;
  } else {
    return static_cast<double>(scenario.*Member);
  }
}

template <auto Member>
void write(Scenario& scenario, ParameterValue value) {
  auto& field = scenario.*Member;
  if (value) *value += 0.0;  // a negative zero is zero
  if constexpr (requires { field.has_value(); }) {
    field = value;
  } else if (value) {
    field = static_cast<std::remove_reference_t<decltype(field)>>(*value);
  }
}

// Allowed values, one press of an arrow key, and what a slider spans (nothing: all that is allowed).
struct Range {
  double min, max, step;
  double usualMin = min, usualMax = max;
  bool isLogarithmic = false;
};

template <auto Member>
constexpr Parameter number(ParameterId id, std::string_view key, std::string_view urlKey, std::string_view label,
                           std::string_view unit, ParameterGroup group, Range range, std::string_view description,
                           std::string_view whenEmpty = "") {
  constexpr bool optional = std::is_same_v<decltype(Scenario{}.*Member), std::optional<double>&&>;
  return {id,
          key,
          urlKey,
          label,
          unit,
          group,
          range.min,
          range.max,
          range.usualMin,
          range.usualMax,
          range.isLogarithmic,
          range.step,
          optional,
          whenEmpty,
          {},
          false,
          description,
          read<Member>,
          write<Member>,
          nullptr,
          ""};
}

template <auto Member>
constexpr Parameter choice(ParameterId id, std::string_view key, std::string_view urlKey, std::string_view label,
                           ParameterGroup group, std::span<const Choice> choices, bool numeric,
                           std::string_view description) {
  return {id,
          key,
          urlKey,
          label,
          "",
          group,
          0.0,
          static_cast<double>(choices.size() - 1),
          0.0,
          static_cast<double>(choices.size() - 1),
          false,
          1.0,
          false,
          "",
          choices,
          numeric,
          description,
          read<Member>,
          write<Member>,
          nullptr,
          ""};
}

// An input that counts in some scenarios only.
constexpr Parameter countingIn(bool (*scenarios)(const Scenario&), std::string_view otherwise, Parameter parameter) {
  parameter.counts = scenarios;
  parameter.otherwise = otherwise;
  return parameter;
}
constexpr bool isByThickness(const Scenario& s) { return s.sizing == Sizing::thickness; }
constexpr bool isByLoading(const Scenario& s) { return s.sizing == Sizing::loading; }
constexpr bool isPhysical(const Scenario& s) { return s.accounting == Accounting::physical; }
constexpr bool isOfSource(const Scenario& s) { return s.composite == nullptr; }
constexpr std::string_view kPhysicalOnly = "counts in physical accounting";

using enum ParameterId;
using enum ParameterGroup;

constexpr std::array<Parameter, kParameterCount> kParameters{
    choice<&Scenario::model>(model, "model", "model", "SE particle model", cathode, kModels, true,
                             "Solid-electrolyte particle model of the source: 1 conventional mixing, 2 core–shell, "
                             "3 thin shell and large SE particles, 4 thin shell and small SE particles."),
    number<&Scenario::amWtPct>(
        amWtPct, "amWtPct", "am", "Active material", "wt%", cathode, {60, 92, 0.5},
        "Mass fraction of active material (NCM811) in the composite cathode. All models were measured at 75 and 85 "
        "wt%, "
        "Figs. S21 and S22 have 80 too; outside, capacity per gram and tortuosity factors are held."),
    number<&Scenario::caWtPct>(
        caWtPct, "caWtPct", "ca", "Conductive additive", "wt%", cathode, {0, 5, 0.1},
        "Mass fraction of conductive additive (VGCF) in the composite. The electrolyte is the rest. "
        "2.34 wt% is reconstructed from the volume fractions of Tables S1–S4."),
    number<&Scenario::temperatureC>(
        temperatureC, "temperatureC", "T", "Temperature", "°C", conditions, {0, 90, 1},
        "Cell temperature. Capacities and electrolyte conductivities are known at 30 and 60 °C."),
    choice<&Scenario::sizing>(
        sizing, "sizing", "size", "Cathode set by", cathode, kSizings, false,
        "Whether the cathode’s thickness or its areal composite loading is the input; the other follows."),
    countingIn(
        isByThickness, "the cathode is set by loading",
        number<&Scenario::cathodeThicknessUm>(
            cathodeThicknessUm, "cathodeThicknessUm", "Lc", "Cathode thickness", "µm", cathode, {5, 500, 1, 10, 200},
            "Thickness of the composite cathode. Used when the cathode is set by thickness. Null: as in the source, "
            "this composition at 30.56 mg/cm².",
            kAsInTheSource)),
    countingIn(
        isByLoading, "the cathode is set by thickness",
        number<&Scenario::loadingMgCm2>(
            loadingMgCm2, "loadingMgCm2", "load", "Composite loading", "mg/cm²", cathode, {1, 200, 0.5, 2, 70},
            "Areal mass of the composite (AM + SE + CA). Used when the cathode is set by loading. "
            "30.56 mg/cm² is reconstructed: 24 mg on a 10 mm disc give the energy densities of Table S5 and the 30.6 "
            "mg/cm² of Table S6.")),
    number<&Scenario::separatorThicknessUm>(separatorThicknessUm, "separatorThicknessUm", "Ls", "Separator thickness",
                                            "µm", cell, {1, 1000, 1, 5, 100},
                                            "Thickness of the solid-electrolyte separator."),
    number<&Scenario::anodeThicknessUm>(anodeThicknessUm, "anodeThicknessUm", "La", "Anode thickness", "µm", cell,
                                        {0, 1000, 1, 0, 100}, "Thickness of the lithium-metal anode."),
    choice<&Scenario::accounting>(
        accounting, "accounting", "acc", "Accounting", cell, kAccountings, false,
        "How layers other than the cathode are counted. As in the paper: volumes of cathode, separator and lithium, "
        "4.4 mg separator and 13.6 mg anode on the disc. Physical: lithium at 0.534 g/cm³, separator "
        "at the SE density, both collectors in volume and mass."),
    countingIn(isPhysical, kPhysicalOnly,
               number<&Scenario::anodeCollectorThicknessUm>(
                   anodeCollectorThicknessUm, "anodeCollectorThicknessUm", "Lcu", "Anode collector (Cu)", "µm", cell,
                   {0, 50, 1}, "Thickness of the copper collector. Counts in physical accounting only.")),
    countingIn(isPhysical, kPhysicalOnly,
               number<&Scenario::cathodeCollectorThicknessUm>(
                   cathodeCollectorThicknessUm, "cathodeCollectorThicknessUm", "Lal", "Cathode collector (Al)", "µm",
                   cell, {0, 50, 1}, "Thickness of the aluminium collector. Counts in physical accounting only.")),
    countingIn(isPhysical, kPhysicalOnly,
               choice<&Scenario::collectorSides>(
                   collectorSides, "collectorSides", "coll", "Collectors counted", cell, kCollectorSides, false,
                   "Whole collectors, or half of each, as in a stack whose collectors are coated on "
                   "both sides. Counts in physical accounting only.")),
    countingIn(
        isPhysical, kPhysicalOnly,
        choice<&Scenario::state>(state, "state", "soc", "State of charge", cell, kStates, false,
                                 "As assembled the cell is discharged, and the lithium that charging will plate has no "
                                 "volume. Charged: plus 1 µm of lithium for "
                                 "each 0.2062 mAh/cm². Counts in physical accounting only.")),
    number<&Scenario::porosityPct>(
        porosityPct, "porosityPct", "eps", "Porosity", "vol%", cathode, {0, 60, 0.5, 0, 40},
        "Void fraction of the composite. Null: the model’s own, from the volume fractions of Tables S1–S4.",
        kModelsOwn),
    number<&Scenario::specificCapacityMahG>(
        specificCapacityMahG, "specificCapacityMahG", "q", "Specific capacity", "mAh/g", conditions,
        {1, kTheoreticalCapacityMahG, 1, 80, 240},
        "Discharge capacity per gram of active material, at most what NCM811 can "
        "hold in theory. Null: the capacity implied by Table S5 for the model, wt% and temperature.",
        kModelsOwn),
    number<&Scenario::nominalVoltageV>(nominalVoltageV, "nominalVoltageV", "V", "Nominal voltage", "V", conditions,
                                       {1, 5, 0.05, 3, 4.5},
                                       "Mean discharge voltage against lithium. The source says “a nominal voltage of "
                                       "NCM811”; 3.7 V, reconstructed, gives the energy densities of Table S6."),
    number<&Scenario::cRate>(cRate, "cRate", "C", "C-rate", "C", conditions, {0.001, 20, 0.05, 0.05, 2},
                             "Discharge rate, 1C being 200 mA/g as in the source, which is taken as per gram of active "
                             "material. Sets the current "
                             "density and what is lost at it; capacities are taken as those of 0.05C."),
    number<&Scenario::amDensityGCm3>(amDensityGCm3, "amDensityGCm3", "rhoAM", "AM density", "g/cm³", materials,
                                     {2, 8, 0.05, 4, 5.5},
                                     "Density of the active material. 4.8 is reconstructed from Tables S1–S4."),
    number<&Scenario::seDensityGCm3>(seDensityGCm3, "seDensityGCm3", "rhoSE", "SE density", "g/cm³", materials,
                                     {1, 7, 0.02, 1.4, 2.4},
                                     "Density of the solid electrolyte. 1.64 is reconstructed from Tables S1–S4."),
    number<&Scenario::caDensityGCm3>(caDensityGCm3, "caDensityGCm3", "rhoCA", "CA density", "g/cm³", materials,
                                     {0.5, 4, 0.05, 1.5, 2.5},
                                     "Density of the conductive additive. 2.0 is reconstructed from Tables S1–S4."),
    countingIn(
        isOfSource, "a composite of one’s own has its own electrolyte",
        choice<&Scenario::seReference>(
            seReference, "seReference", "ref", "SE reference", materials, kSeReferences, false,
            "Electrolyte whose conductivity is the reference of the ionic tortuosity factor and MacMullin "
            "number: the one that Tables S1 and S3 pair with the model, the pristine one for all models, or, for "
            "Models 3 "
            "and 4, shell and particles by "
            "volume: a mechanofused shell of SE : AM = 5 : 95 (the composite of Figs. S2 and S4, assumed to be theirs) "
            "around the AM, the rest as printed.")),
    number<&Scenario::chargeTransferOhmCm2>(
        chargeTransferOhmCm2, "chargeTransferOhmCm2", "Rct", "Charge transfer", "Ω·cm²", rate,
        {0, 10000, 1, 1, 1000, true},
        "Resistance of the interface of AM and SE, per area of that interface. Not in the source: 30 is assumed, of "
        "the order that impedance of such cells shows, with 1 to 1000 as its range. It is given no temperature."),
    number<&Scenario::interfacePerUm>(
        interfacePerUm, "interfacePerUm", "aint", "Interface area", "1/µm", rate, {0.001, 10, 0.01, 0.05, 1.5},
        "Area of AM in contact with SE per volume of the cathode; 1 per µm is 1e4 per cm. Null: the whole surface of "
        "the AM as spheres, 3 φ(AM) / r. More than that surface has no meaning and gives no number.",
        kWholeSurface),
    number<&Scenario::particleRadiusUm>(particleRadiusUm, "particleRadiusUm", "rAM", "AM particle radius", "µm", rate,
                                        {0.05, 50, 0.1, 0.5, 10},
                                        "Radius of the AM particles, taken as spheres. Not in the source: 2.5 is "
                                        "assumed, with 0.5 to 10 as its range."),
    number<&Scenario::diffusivityCm2S>(
        diffusivityCm2S, "diffusivityCm2S", "D", "Diffusion in AM", "cm²/s", rate,
        {1e-16, 1e-7, 1e-12, 1e-13, 1e-9, true},
        "Chemical diffusivity of lithium in the AM. Not in the source: 1e-11 is assumed, with 1e-13 to 1e-9 as its "
        "range. It is given no temperature."),
    number<&Scenario::anodeResistanceOhmCm2>(
        anodeResistanceOhmCm2, "anodeResistanceOhmCm2", "Ra", "Anode resistance", "Ω·cm²", rate, {0, 10000, 1, 0, 100},
        "Resistance of the lithium anode with its interface to the separator, per area of the cell. Not in the source: "
        "5 is assumed, with 0 to 100 as its range."),
    number<&Scenario::allowedDropMv>(allowedDropMv, "allowedDropMv", "drop", "Allowed voltage drop", "mV", rate,
                                     {1, 2000, 5, 10, 500},
                                     "How much of the voltage may be lost at the C-rate: sets the thickest cathode."),
};

static_assert(rowsFollowIds(kParameters));

std::unexpected<FieldError> refuse(FieldFault fault, const Parameter& parameter, std::string shown) {
  return std::unexpected(FieldError{fault, &parameter, std::move(shown)});
}

std::expected<ParameterValue, FieldError> parseWith(const Parameter& parameter, std::string_view text,
                                                    std::optional<double> (*parse)(std::string_view)) {
  if (parameter.isChoice()) {
    const auto found = std::ranges::find(parameter.choices, text, &Choice::value);
    if (found == parameter.choices.end()) return refuse(FieldFault::notAChoice, parameter, quotable(text));
    return static_cast<double>(found - parameter.choices.begin());
  }
  const std::optional<double> value = parse(text);
  if (!value) return refuse(FieldFault::notANumber, parameter, quotable(text));
  if (auto checked = checkValue(parameter, value); !checked) return std::unexpected(checked.error());
  return value;
}

}  // namespace

std::string_view groupKey(ParameterGroup group) {
  switch (group) {
    case cathode: return "cathode";
    case cell: return "cell";
    case conditions: return "conditions";
    case materials: return "materials";
    case rate: return "rate";
  }
  return "";
}

std::string_view groupLabel(ParameterGroup group) {
  switch (group) {
    case cathode: return "Cathode";
    case cell: return "Cell";
    case conditions: return "Conditions";
    case materials: return "Materials and reference";
    case rate: return "Losses at a rate (assumed)";
  }
  return "";
}

std::span<const Parameter> parameters() { return kParameters; }

const Parameter& parameter(ParameterId id) { return kParameters[static_cast<std::size_t>(id)]; }

const Parameter* findParameterByUrlKey(std::string_view urlKey) {
  const auto found = std::ranges::find(kParameters, urlKey, &Parameter::urlKey);
  return found == kParameters.end() ? nullptr : &*found;
}

std::string withUnit(std::string text, const Parameter& parameter) {
  if (!parameter.unit.empty()) text.append(" ").append(parameter.unit);
  return text;
}

std::string allowedText(const Parameter& parameter) {
  std::string text;
  if (parameter.isChoice()) {
    for (const Choice& option : parameter.choices) {
      if (!text.empty()) text += ", ";
      text += option.value;
    }
    return text;
  }
  text = withUnit(shortestText(parameter.min) + " to " + shortestText(parameter.max), parameter);
  if (parameter.optional) text.append(", or empty (null): ").append(parameter.whenEmpty);
  return text;
}

std::string errorMessage(const FieldError& error) {
  if (error.parameter == nullptr) {
    return "Unknown field \"" + error.shown + "\". Known fields: " + keysOf(kParameters) + ".";
  }
  const Parameter& field = *error.parameter;
  const std::string name = nameOf(field);
  const std::string allowed = "; allowed: " + allowedText(field) + ".";
  switch (error.fault) {
    case FieldFault::wrongType:
      return name + " must be a " + (field.isChoice() && !field.numericChoice ? "text" : "number") + ", not " +
             error.shown + allowed;
    case FieldFault::notFinite: return name + " must be a finite number, not " + error.shown + allowed;
    case FieldFault::notANumber: return name + ": \"" + error.shown + "\" is not a decimal number" + allowed;
    case FieldFault::outOfRange: return name + ": " + withUnit(error.shown, field) + " is out of range" + allowed;
    case FieldFault::notAChoice: return name + ": \"" + error.shown + "\" is not one of the choices" + allowed;
    case FieldFault::notOptional: return name + " needs a value, not null" + allowed;
    case FieldFault::unknownField: break;
  }
  return name + allowed;
}

double shareOfUsual(const Parameter& field, double value) {
  value = std::clamp(value, field.usualMin, field.usualMax);
  if (!field.isLogarithmic) return (value - field.usualMin) / (field.usualMax - field.usualMin);
  return logReproducible(value / field.usualMin) / logReproducible(field.usualMax / field.usualMin);
}

double usualAtShare(const Parameter& field, double share) {
  if (!field.isLogarithmic) return field.usualMin + (field.usualMax - field.usualMin) * share;
  return field.usualMin * expReproducible(share * logReproducible(field.usualMax / field.usualMin));
}

std::expected<void, FieldError> checkValue(const Parameter& parameter, ParameterValue value) {
  if (!value) {
    if (parameter.optional) return {};
    return refuse(FieldFault::notOptional, parameter, "null");
  }
  if (!std::isfinite(*value)) {
    return refuse(FieldFault::notFinite, parameter, std::isnan(*value) ? "NaN" : *value > 0 ? "Infinity" : "-Infinity");
  }
  if (parameter.isChoice()) {
    if (*value >= parameter.min && *value <= parameter.max && *value == std::floor(*value)) return {};
    return refuse(FieldFault::notAChoice, parameter, shortestText(*value + (parameter.numericChoice ? 1 : 0)));
  }
  if (*value < parameter.min || *value > parameter.max) {
    return refuse(FieldFault::outOfRange, parameter, shortestText(*value));
  }
  return {};
}

std::expected<ParameterValue, FieldError> parseValue(const Parameter& parameter, std::string_view text) {
  return parseWith(parameter, text, parseNumber);
}

std::expected<ParameterValue, FieldError> parseTypedValue(const Parameter& parameter, std::string_view text) {
  if (text.find_first_not_of(" \t") == std::string_view::npos) {
    if (parameter.optional) return ParameterValue{};
    return refuse(FieldFault::notOptional, parameter, "");
  }
  return parseWith(parameter, text, parseTypedNumber);
}

std::string valueText(const Parameter& parameter, ParameterValue value) {
  if (!value) return "";
  if (parameter.isChoice()) return std::string(parameter.choices[static_cast<std::size_t>(*value)].value);
  return shortestText(*value);
}

std::expected<Sizing, std::string> sizingOf(bool isThicknessGiven, bool isLoadingGiven) {
  if (isThicknessGiven && isLoadingGiven) {
    return std::unexpected(std::string("cathodeThicknessUm and loadingMgCm2 both size the cathode: give one of them, "
                                       "or say with sizing which one counts; allowed: ") +
                           allowedText(parameter(ParameterId::sizing)) + ".");
  }
  return isLoadingGiven ? Sizing::loading : Sizing::thickness;
}

}  // namespace cathode
