// SPDX-License-Identifier: MIT
#include "core/uncertainty/inputs.h"

#include <algorithm>
#include <cmath>

#include "core/audit/refinement.h"
#include "core/base/number_text.h"
#include "core/base/registry.h"
#include "core/base/words.h"
#include "core/cell/evaluate.h"
#include "core/cell/phrases.h"

namespace cathode {
namespace {

constexpr std::size_t at(auto id) { return static_cast<std::size_t>(id); }
constexpr AmContent kContents[] = {AmContent::wt75, AmContent::wt85};
constexpr MeasuredTemperature kTemperatures[] = {MeasuredTemperature::c30, MeasuredTemperature::c60};

using enum SourceGroup;
constexpr std::array<SourceGroupKind, kSourceGroupCount> kGroups{{
    {volumeFractions, "volumeFractions", "Volume fractions", "vol%", true, "digits printed in Tables S1–S4"},
    {effectiveConductivities, "effectiveConductivities", "Effective conductivities", "mS/cm", true,
     "digits printed in Tables S1–S4"},
    {electrolyteConductivities, "electrolyteConductivities", "Electrolyte conductivities", "mS/cm", true,
     "digits printed with Figs. S17 and S18"},
    {mixtureConductivity, "mixtureConductivity", "Conductivity of NCM + VGCF", "mS/cm", true,
     "digits printed in Tables S2 and S4"},
    {energyDensities, "energyDensities", "Energy densities of Table S5", "Wh/L, Wh/kg", true,
     "digits printed in Table S5"},
    {densities, "densities", "Densities and CA content", "", false,
     "least squares to Tables S1–S5, with the covariance of the fit"},
    {loading, "loading", "Loading of the source’s cells", "mg/cm²", true, "digits of 30.6 mg/cm² in Table S6"},
    {misfit, "misfit", "Misfit of the reconstruction", "%", true,
     "root mean square difference of the two capacities that an entry of Table S5 implies"},
    {interpolation, "interpolation", "Interpolated capacity", "%", true,
     "distance of Fig. S22 at 80 wt% from a straight line"},
    {reading, "reading", "Contradictory entry of Table S5", "", false,
     "either of its two energy densities is right, with equal chance"},
    {ownComposite, "ownComposite", "Composite of one’s own", "", false, "standard uncertainties it was given with"},
}};
static_assert(rowsFollowIds(kGroups));

// Half a unit of the last printed digit.
double halfUnit(const Printed& printed) { return 0.5 * (printed.rounding().upper - printed.rounding().lower); }

// Table S6 prints the loading that 24 mg on 10 mm give.
constexpr Printed kPrintedLoading{30.6, 1};

// The fitted densities and CA content: how each moves with four independent normal numbers.
struct FittedSpread {
  double factor[kFittedCount][kFittedCount];  // lower triangle: Cholesky
  double standardUncertainty[kFittedCount];
};
const FittedSpread& fittedSpread() {
  static const FittedSpread spread = [] {
    const RefinedReconstruction fit = refine(standardAssumptions());
    FittedSpread made{};
    for (int i = 0; i < kFittedCount; ++i) {
      made.standardUncertainty[i] = fit.parameters[i].standardUncertainty;
      for (int j = 0; j <= i; ++j) {
        double left = fit.correlation[i][j];
        for (int k = 0; k < j; ++k) left -= made.factor[i][k] * made.factor[j][k];
        made.factor[i][j] = i == j ? std::sqrt(std::max(left, 0.0)) : left / made.factor[j][j];
      }
    }
    for (int i = 0; i < kFittedCount; ++i) {
      for (int j = 0; j <= i; ++j) made.factor[i][j] *= made.standardUncertainty[i];
    }
    return made;
  }();
  return spread;
}

double misfitOfReconstruction() {
  static const double rms = reconstruct(standardAssumptions()).rmsDisagreement;
  return rms;
}

// The distribution of a whole group, as far as it is one: misfit and interpolation in %.
Distribution standardOf(SourceGroup group) {
  switch (group) {
    case misfit: return {DistributionKind::normal, 0.0, 100.0 * misfitOfReconstruction()};
    case interpolation: return {DistributionKind::rectangular, 0.0, 100.0 * interpolationMisfit()};
    default: return {DistributionKind::rectangular, 0.0, 0.0};
  }
}

// Numbers of one kind follow each other, so that each has its own.
enum Kind : std::uint32_t {
  kPhi,
  kSigma,
  kElectrolyte,
  kMixture,
  kEnergy,
  kFitted,
  kLoading,
  kMisfit,
  kLine,
  kReading,
  kUser,  // one for each parameter
  kOwn
};
constexpr std::uint32_t numberOf(Kind kind, std::size_t place) {
  return 64u * kind + static_cast<std::uint32_t>(place);
}
constexpr std::uint32_t kFirstOfUser = 64u * kUser;

std::string kindsText() {
  std::string text;
  for (const DistributionKind kind :
       {DistributionKind::rectangular, DistributionKind::triangular, DistributionKind::normal})
    text.append(text.empty() ? "" : ", ").append(distributionKey(kind));
  return text;
}

std::optional<DistributionKind> kindOf(std::string_view key) {
  for (const DistributionKind kind :
       {DistributionKind::rectangular, DistributionKind::triangular, DistributionKind::normal})
    if (distributionKey(kind) == key) return kind;
  return std::nullopt;
}

const Parameter* findParameter(std::string_view key) {
  const auto found = std::ranges::find(parameters(), key, &Parameter::key);
  return found == parameters().end() || found->isChoice() ? nullptr : &*found;
}

// A parameter's number in a scenario: what it has, or what a metric of its name says where it is left to the source.
double numberIn(const Scenario& scenario, const Parameter& field) {
  if (const ParameterValue value = field.read(scenario)) return *value;
  const Report report = evaluate(scenario);
  const auto found = std::ranges::find(metrics(), field.key, &Metric::key);
  return found == metrics().end() ? 0.0 : report[found->id].value;
}

std::string unknownKey(std::string_view key) {
  std::string known;
  for (const Parameter& field : parameters()) {
    if (!field.isChoice()) known.append(known.empty() ? "" : ", ").append(field.key);
  }
  for (const SourceGroupKind& group : kGroups) {
    if (group.isOneWidth) known.append(", ").append(group.key);
  }
  return "inputs: \"" + quotable(key) + "\" has no distribution of its own; allowed: " + known + ".";
}

}  // namespace

std::span<const SourceGroupKind> sourceGroups() { return kGroups; }

std::expected<GivenInput, std::string> givenInput(const Scenario& scenario, std::string_view key,
                                                  std::string_view kindKey, std::optional<double> estimate,
                                                  double width) {
  const std::string name = "inputs: " + quotable(key);
  const Parameter* field = findParameter(key);
  const auto group = std::ranges::find(kGroups, key, &SourceGroupKind::key);
  if (field == nullptr && (group == kGroups.end() || !group->isOneWidth)) return std::unexpected(unknownKey(key));
  const auto kind = kindOf(kindKey);
  if (!kind) {
    return std::unexpected(name + ": distribution \"" + quotable(kindKey) +
                           "\" is not one of the choices; allowed: " + kindsText() + ".");
  }
  if (!(width >= 0.0) || !std::isfinite(width)) {
    return std::unexpected(name + ": " + (*kind == DistributionKind::normal ? "standardUncertainty " : "halfWidth ") +
                           quotedNumber(width) + " is out of range; allowed: 0 or more.");
  }
  if (field == nullptr) {
    if (estimate) return std::unexpected(name + " keeps its estimates; allowed: no estimate.");
    // What is a factor may not take the sign away; of the others that is far beyond any rounding.
    const bool isFactor = group->id == misfit || group->id == interpolation;
    const double widest = isFactor ? 20.0 : 1000.0;
    const std::string unit = isFactor ? " %" : "";
    if (width > widest)
      return std::unexpected(name + ": " + quotedNumber(width) + unit + " is out of range; allowed: 0 to " +
                             shortestText(widest) + unit + ".");
    return GivenInput{std::nullopt, group->id, {*kind, 0.0, width}};
  }
  const double centre = estimate ? *estimate : numberIn(scenario, *field);
  if (!std::isfinite(centre)) return std::unexpected(name + " has no number here; give an estimate.");
  const GivenInput input{field->id, {}, {*kind, centre, width}};
  const Interval support = supportOf(input.distribution);
  for (const double end : {centre, support.lower, support.upper}) {
    if (!std::isfinite(end)) continue;
    if (const auto checked = checkValue(*field, end); !checked)
      return std::unexpected("inputs: " + errorMessage(checked.error()));
  }
  return input;
}

std::expected<GivenInput, std::string> givenRepeats(std::string_view key, std::span<const double> repeats) {
  const std::string name = "inputs: " + quotable(key);
  const Parameter* field = findParameter(key);
  if (field == nullptr) return std::unexpected(unknownKey(key));
  constexpr std::size_t kFewest = 4, kMost = 1000;
  if (repeats.size() < kFewest || repeats.size() > kMost) {
    return std::unexpected(name + ": " + std::to_string(repeats.size()) +
                           " repeats; allowed: " + std::to_string(kFewest) + " to " + std::to_string(kMost) +
                           ", since fewer leave no standard uncertainty.");
  }
  const double count = static_cast<double>(repeats.size());
  double mean = 0.0, squares = 0.0;
  for (const double value : repeats) {
    if (const auto checked = checkValue(*field, value); !checked)
      return std::unexpected("inputs: " + errorMessage(checked.error()));
    mean += value / count;
  }
  for (const double value : repeats) squares += (value - mean) * (value - mean);
  return GivenInput{field->id,
                    {},
                    {DistributionKind::student, mean, std::sqrt(squares / (count - 1.0) / count),
                     static_cast<int>(repeats.size()) - 1}};
}

InputDraws::InputDraws(std::span<const Scenario> scenarios, std::span<const GivenInput> given, std::uint32_t seed)
    : draws_(seed), scenarios_(scenarios.begin(), scenarios.end()), basis_(sourceBasis()) {
  for (const GivenInput& input : given) {
    if (!input.parameter) {
      groups_[at(input.group)] = input.distribution;
      continue;
    }
    parameters_.push_back(input);
    for (Scenario& scenario : scenarios_) parameter(*input.parameter).write(scenario, input.distribution.estimate);
  }
  for (const Scenario& scenario : scenarios_) {
    models_[at(scenario.model)] = true;
    if (scenario.composite != nullptr && std::ranges::find(composites_, scenario.composite, [](const auto& one) {
                                           return one.first;
                                         }) == composites_.end())
      composites_.emplace_back(scenario.composite, *scenario.composite);
  }
  drawn_ = scenarios_;
}

// What a composite was given with, each of its numbers from a normal distribution within its range. Densities and
// additive of the scenario that are the composite's follow.
void InputDraws::drawComposites(std::uint32_t sample) {
  drawn_ = scenarios_;
  std::size_t place = 0;
  const auto drawn = [&](OwnNumber number, const OwnField& field) {
    ++place;
    if (number.standardUncertainty > 0.0) {
      const Distribution normal{DistributionKind::normal, number.value, number.standardUncertainty};
      number.value = std::clamp(draws_.of(normal, sample, numberOf(kOwn, place)), field.min, field.max);
    }
    return number;
  };
  for (auto& [given, own] : composites_) {
    for (int i = 0; i < kOwnMaterialCount; ++i) own.materials[i] = drawn(given->materials[i], ownMaterialFields()[i]);
    for (std::size_t k = 0; k < own.points.size(); ++k) {
      for (int i = 0; i < kOwnQuantityCount; ++i)
        own.points[k].values[i] = drawn(given->points[k].values[i], ownPointFields()[2 + i]);
    }
    const Scenario before = standardScenario(given), now = standardScenario(&own);
    for (Scenario& scenario : drawn_) {
      if (scenario.composite != given) continue;
      scenario.composite = &own;
      followComposite(scenario, before, now);
    }
  }
}

std::string_view InputDraws::groupKey(int group) const {
  return group < ofSource() ? kGroups[group].key : parameter(*parameters_[group - ofSource()].parameter).key;
}
std::string_view InputDraws::groupLabel(int group) const {
  return group < ofSource() ? kGroups[group].label : parameter(*parameters_[group - ofSource()].parameter).label;
}

void InputDraws::putEstimates() {
  drawn_ = scenarios_;
  basis_ = sourceBasis();
}

double InputDraws::around(SourceGroup group, const Printed& printed, std::uint32_t sample, std::uint32_t number) const {
  Distribution distribution{DistributionKind::rectangular, printed, halfUnit(printed)};
  if (const auto& own = groups_[at(group)]) distribution = {own->kind, printed, own->width};
  return draws_.of(distribution, sample, number);
}

void InputDraws::drawNumbers(std::span<const std::uint32_t> sampleOfGroup) {
  const SourceTables& source = sourceTables();
  SourceNumbers& numbers = basis_.numbers;
  const auto drawn = [&](SourceGroup group, const Printed& printed, Kind kind, std::size_t place) {
    return around(group, printed, sampleOfGroup[at(group)], numberOf(kind, place));
  };
  const auto percent = [&](SourceGroup group, Kind kind, std::size_t place) {
    const auto& own = groups_[at(group)];
    return 1.0 + 0.01 * draws_.of(own ? *own : standardOf(group), sampleOfGroup[at(group)], numberOf(kind, place));
  };
  for (std::size_t m = 0; m < kModelCount; ++m) {
    if (!models_[m]) continue;
    for (const AmContent am : kContents) {
      const std::size_t place = 2 * m + at(am);
      const IonicRow& ionic = source.ionic[at(am)][m];
      const ElectronicRow& electronic = source.electronic[at(am)][m];
      numbers.phiAmPct[at(am)][m] = drawn(volumeFractions, electronic.phiAmPct, kPhi, place);
      numbers.phiSePct[at(am)][m] = drawn(volumeFractions, ionic.phiSePct, kPhi, 8 + place);
      numbers.phiCaPct[at(am)][m] = drawn(volumeFractions, electronic.phiCaPct, kPhi, 16 + place);
      numbers.sigmaEffMsCm[at(Carrier::ion)][at(am)][m] =
          drawn(effectiveConductivities, ionic.sigmaEffMsCm, kSigma, place);
      numbers.sigmaEffMsCm[at(Carrier::electron)][at(am)][m] =
          drawn(effectiveConductivities, electronic.sigmaEffMsCm, kSigma, 8 + place);
      for (const MeasuredTemperature t : kTemperatures) {
        const std::size_t entry = 2 * place + at(t);
        const EnergyEntry& energy = source.energy[m][at(am)][at(t)];
        numbers.volumetricWhL[m][at(am)][at(t)] = drawn(energyDensities, energy.volumetricWhL, kEnergy, entry);
        numbers.gravimetricWhKg[m][at(am)][at(t)] = drawn(energyDensities, energy.gravimetricWhKg, kEnergy, 16 + entry);
        numbers.impliedFactor[m][at(am)][at(t)] = percent(misfit, kMisfit, entry);
        if (sourceBasis().implied[m][at(am)][at(t)].contradictory) {
          numbers.reading[m][at(am)][at(t)] =
              draws_.uniform(sampleOfGroup[at(reading)], numberOf(kReading, entry)) < 0.5 ? 0.0 : 1.0;
        }
      }
    }
    numbers.lineFactor[m] = percent(interpolation, kLine, m);
  }
  for (const MeasuredTemperature t : kTemperatures) {
    for (std::size_t i = 0; i < kElectrolyteCount; ++i) {
      numbers.electrolyteMsCm[at(t)][i] =
          drawn(electrolyteConductivities, source.impedance[at(t)][i].sigmaMsCm, kElectrolyte, 3 * at(t) + i);
    }
  }
  numbers.mixtureMsCm = drawn(mixtureConductivity, kElectronicReferenceMsCm, kMixture, 0);
  numbers.loadingMgCm2 = kPaperLoadingMgCm2 + drawn(loading, {0.0, kPrintedLoading.decimals}, kLoading, 0);
  const FittedSpread& spread = fittedSpread();
  double normal[kFittedCount];
  for (int i = 0; i < kFittedCount; ++i) normal[i] = draws_.normal(sampleOfGroup[at(densities)], numberOf(kFitted, i));
  const auto fitted = [&](AssumptionId id, double value) {
    for (std::size_t j = 0; j <= at(id); ++j) value += spread.factor[at(id)][j] * normal[j];
    return value;
  };
  numbers.amDensityGCm3 = fitted(AssumptionId::amDensityGCm3, kSourceAmDensityGCm3);
  numbers.seDensityGCm3 = fitted(AssumptionId::seDensityGCm3, kSourceSeDensityGCm3);
  numbers.caDensityGCm3 = fitted(AssumptionId::caDensityGCm3, kSourceCaDensityGCm3);
  numbers.caWtPct = fitted(AssumptionId::caWtPct, kSourceCaWtPct);
}

void InputDraws::putSample(std::span<const std::uint32_t> sampleOfGroup) {
  drawNumbers(sampleOfGroup);
  if (composites_.empty())
    drawn_ = scenarios_;
  else
    drawComposites(sampleOfGroup[at(ownComposite)]);
  for (int m = 0; m < kModelCount; ++m) {
    if (models_[m]) derive(basis_, static_cast<ParticleModel>(m));
  }
  for (std::size_t i = 0; i < parameters_.size(); ++i) {
    const Parameter& field = parameter(*parameters_[i].parameter);
    const double value = draws_.of(parameters_[i].distribution, sampleOfGroup[static_cast<std::size_t>(ofSource()) + i],
                                   kFirstOfUser + static_cast<std::uint32_t>(field.id));
    for (Scenario& scenario : drawn_) field.write(scenario, std::clamp(value, field.min, field.max));
  }
}

namespace {

constexpr ColumnKind kInputColumns[] = {{"input", "Input", "", true},
                                        {"group", "Group", "", true},
                                        {"estimate", "Estimate", "", false},
                                        {"unit", "Unit", "", true},
                                        {"distribution", "Distribution", "", true},
                                        {"width", "Half-width", "", false},
                                        {"standardUncertainty", "Standard uncertainty", "", false},
                                        {"source", "Source", "", true}};

}  // namespace

Table inputsTable(const Scenario& scenario, std::span<const GivenInput> given) {
  Table table = tableWith("uncertain-inputs", "What the uncertainty comes from",
                          "Each input with its estimate, distribution and source. A rounded number is anywhere within "
                          "half a unit of its last digit: u = half-width / √3.",
                          kInputColumns);
  const auto add = [&](std::string_view name, SourceGroup group, double estimate, TableCell shown,
                       std::string_view unit, const Distribution& distribution, std::string_view source) {
    const bool isBounded = std::isfinite(supportOf(distribution).upper) && distribution.width > 0.0;
    shown.number = estimate;
    table.addRow({wordsCell(name), wordsCell(kGroups[at(group)].label), shown, wordsCell(unit),
                  wordsCell(distributionKey(distribution.kind)),
                  isBounded ? numberCell(distribution.width, 2) : TableCell{},
                  numberCell(standardUncertainty(distribution), 2), wordsCell(source)});
  };
  const auto widthOf = [&](SourceGroup group, double estimate, double half) {
    for (const GivenInput& input : given) {
      if (!input.parameter && input.group == group)
        return Distribution{input.distribution.kind, estimate, input.distribution.width};
    }
    return Distribution{DistributionKind::rectangular, estimate, half};
  };
  const auto isGiven = [&](SourceGroup group) {
    return std::ranges::any_of(given,
                               [&](const GivenInput& input) { return !input.parameter && input.group == group; });
  };
  const auto printed = [&](const std::string& name, SourceGroup group, const Printed& number, std::string_view unit,
                           const std::string& source) {
    add(name, group, number, wordsCell(printedText(number)), unit, widthOf(group, number, halfUnit(number)),
        isGiven(group) ? std::string("given") : source);
  };
  const auto addGiven = [&] {
    for (const GivenInput& input : given) {
      if (!input.parameter) continue;
      const Parameter& field = parameter(*input.parameter);
      const Distribution& d = input.distribution;
      const bool isBounded = d.kind == DistributionKind::rectangular || d.kind == DistributionKind::triangular;
      table.addRow({wordsCell(field.label), wordsCell("Given"), numberCell(d.estimate, 6), wordsCell(field.unit),
                    wordsCell(distributionKey(d.kind)), isBounded ? numberCell(d.width, 2) : TableCell{},
                    numberCell(standardUncertainty(d), 2),
                    wordsCell(d.kind == DistributionKind::student
                                  ? "given: " + std::to_string(d.degreesOfFreedom + 1) + " repeats"
                                  : std::string("given"))});
    }
  };
  if (scenario.composite != nullptr) {
    const OwnComposite& own = *scenario.composite;
    const auto number = [&](const OwnField& field, const OwnNumber& known, const std::string& where) {
      if (known.isGiven() && known.standardUncertainty > 0.0)
        add(std::string(field.label) + where, ownComposite, known.value, wordsCell(shortestText(known.value)),
            field.unit, {DistributionKind::normal, known.value, known.standardUncertainty},
            kGroups[at(ownComposite)].source);
    };
    for (int i = 0; i < kOwnMaterialCount; ++i) number(ownMaterialFields()[i], own.materials[i], "");
    for (const OwnPoint& point : own.points) {
      for (int i = 0; i < kOwnQuantityCount; ++i)
        number(ownPointFields()[2 + i], point.values[i],
               " at " + wtPct(point.amWtPct) + ", " + celsius(point.temperatureC));
    }
    addGiven();
    return table;
  }
  const double am = std::clamp(scenario.amWtPct, kMeasuredAmWtPct[0], kMeasuredAmWtPct[1]);
  const double temperature = std::clamp(scenario.temperatureC, kMeasuredTemperatureC[0], kMeasuredTemperatureC[1]);
  const bool isImplied = !scenario.specificCapacityMahG;
  for (const AmContent content : kContents) {
    if (am == kMeasuredAmWtPct[1 - at(content)]) continue;
    const IonicRow& ionic = ionicRow(content, scenario.model);
    const ElectronicRow& electronic = electronicRow(content, scenario.model);
    const std::string of = " at " + wtPct(kMeasuredAmWtPct[at(content)]);
    const std::string ionicSource = "Table " + std::string(tableOfIonicRow(content)) + ", " + modelText(scenario);
    const std::string electronicSource =
        "Table " + std::string(tableOfElectronicRow(content)) + ", " + modelText(scenario);
    printed("φ(AM)" + of, volumeFractions, electronic.phiAmPct, "vol%", electronicSource);
    printed("φ(SE)" + of, volumeFractions, ionic.phiSePct, "vol%", ionicSource);
    printed("φ(CA)" + of, volumeFractions, electronic.phiCaPct, "vol%", electronicSource);
    printed("Ionic σeff" + of, effectiveConductivities, ionic.sigmaEffMsCm, "mS/cm", ionicSource);
    printed("Electronic σeff" + of, effectiveConductivities, electronic.sigmaEffMsCm, "mS/cm", electronicSource);
    for (const MeasuredTemperature t : kTemperatures) {
      if (!isImplied || temperature == kMeasuredTemperatureC[1 - at(t)]) continue;
      const EnergyEntry& entry = energyEntry(scenario.model, content, t);
      const std::string where = of + ", " + celsius(kMeasuredTemperatureC[at(t)]);
      const std::string source = "Table S5, " + modelText(scenario);
      printed("Volumetric energy density" + where, energyDensities, entry.volumetricWhL, "Wh/L", source);
      printed("Gravimetric energy density" + where, energyDensities, entry.gravimetricWhKg, "Wh/kg", source);
      const ImpliedCapacity& implied = impliedCapacity(scenario.model, content, t);
      if (implied.contradictory) {
        const double half = 0.5 * (implied.rangeMahG.upper - implied.rangeMahG.lower);
        table.addRow({wordsCell("Capacity" + where), wordsCell(kGroups[at(reading)].label),
                      numberCell(implied.usedMahG, 4), wordsCell("mAh/g"), wordsCell("either of two"),
                      numberCell(half, 2), numberCell(half, 2), wordsCell(kGroups[at(reading)].source)});
      }
    }
  }
  const Electrolyte own = referenceElectrolyte(scenario.model);
  for (int i = 0; i < kElectrolyteCount; ++i) {
    const auto electrolyte = static_cast<Electrolyte>(i);
    if (electrolyte != own && electrolyte != Electrolyte::pristine) continue;
    for (const MeasuredTemperature t : kTemperatures) {
      printed("σ0 of " + std::string(electrolyteName(electrolyte)) + " at " + celsius(kMeasuredTemperatureC[at(t)]),
              electrolyteConductivities, impedance(t, electrolyte).sigmaMsCm, "mS/cm",
              t == MeasuredTemperature::c30 ? "Fig. S18" : "Fig. S17");
    }
  }
  printed("σ0 of NCM + VGCF", mixtureConductivity, kElectronicReferenceMsCm, "mS/cm", "Tables S2 and S4");
  constexpr ParameterId kFittedIds[] = {ParameterId::amDensityGCm3, ParameterId::seDensityGCm3,
                                        ParameterId::caDensityGCm3, ParameterId::caWtPct};
  constexpr Scenario kDefaults;
  for (int i = 0; i < kFittedCount; ++i) {
    const Parameter& field = parameter(kFittedIds[i]);
    const double value = *field.read(kDefaults);
    if (field.read(scenario) != value) continue;
    add(field.label, densities, value, wordsCell(shortestText(value)), field.unit,
        {DistributionKind::normal, value, fittedSpread().standardUncertainty[i]}, kGroups[at(densities)].source);
  }
  add(kGroups[at(loading)].label, loading, kPaperLoadingMgCm2, wordsCell(fixedText(kPaperLoadingMgCm2, 2)), "mg/cm²",
      widthOf(loading, kPaperLoadingMgCm2, halfUnit(kPrintedLoading)),
      isGiven(loading) ? std::string_view("given") : kGroups[at(loading)].source);
  const auto percent = [&](SourceGroup group) {
    const Distribution standard = standardOf(group);
    add(kGroups[at(group)].label, group, 0.0, wordsCell("0"), "%", isGiven(group) ? widthOf(group, 0.0, 0.0) : standard,
        isGiven(group) ? std::string_view("given") : kGroups[at(group)].source);
  };
  if (isImplied) {
    percent(misfit);
    if (reachOf(am, kMeasuredAmWtPct) == Reach::between ||
        reachOf(temperature, kMeasuredTemperatureC) == Reach::between)
      percent(interpolation);
  }
  addGiven();
  return table;
}

}  // namespace cathode
