// SPDX-License-Identifier: MIT
// The JavaScript face of uncertainties, sensitivities and losses: see web/api/uncertainty.js.
#include <emscripten/bind.h>

#include <algorithm>
#include <cmath>

#include "core/base/registry.h"
#include "core/base/words.h"
#include "core/uncertainty/elasticity.h"
#include "core/uncertainty/losses.h"
#include "core/uncertainty/uncertainty.h"
#include "web/api/exchange.h"
#include "web/api/memory.h"
#include "web/api/vals.h"

namespace cathode {
namespace {

using emscripten::val;

// What is asked for, piece by piece.
UncertaintyRequest& wanted() {
  static UncertaintyRequest request;
  return request;
}

// Takes the scenario in the exchange, as the first of a request or as the one to compare it with.
std::string takeUncertain(bool isOther) {
  const auto scenario = readScenario();
  if (!scenario) return scenario.error();
  if (isOther) {
    wanted().other = *scenario;
  } else {
    wanted() = {.scenario = *scenario};
  }
  return "";
}

std::string addUncertainMetric(const std::string& key) {
  const auto found = std::ranges::find(metrics(), key, &Metric::key);
  if (found == metrics().end())
    return "A metric must be one of " + keysOf(metrics()) + ", not \"" + quotable(key) + "\".";
  wanted().metrics.push_back(found->id);
  return "";
}

std::string addInput(std::expected<GivenInput, std::string> input, const std::string& key) {
  if (!input) return input.error();
  for (const GivenInput& earlier : wanted().given) {
    if (earlier.parameter == input->parameter && (input->parameter || earlier.group == input->group))
      return "inputs: " + quotable(key) + " is given twice; allowed: once.";
  }
  wanted().given.push_back(*input);
  return "";
}
std::string addUncertainInput(const std::string& key, const std::string& kind, val estimate, double width) {
  std::optional<double> centre;
  if (!estimate.isNull()) centre = estimate.as<double>();
  return addInput(givenInput(wanted().scenario, key, kind, centre, width), key);
}
std::string addUncertainRepeats(const std::string& key, val repeats) {
  return addInput(givenRepeats(key, emscripten::convertJSArrayToNumberVector<double>(repeats)), key);
}

val knownVal(double value) { return std::isnan(value) ? val::null() : val(value); }

val resultVal(const UncertainResult& result) {
  val object = val::object();
  const bool isKnown = !std::isnan(result.value) && result.samples > 0;
  const auto put = [&](std::string_view key, double value) {
    object.set(std::string(key), isKnown ? knownVal(value) : val::null());
  };
  const Coverage& coverage = result.coverage;
  const Metric& kind = metric(result.metric);
  put("value", result.value);
  put("mean", coverage.mean);
  put("standardUncertainty", coverage.standardUncertainty);
  put("low", coverage.low);
  put("high", coverage.high);
  put("expandedUncertainty", coverage.expandedUncertainty);
  put("coverageFactor", coverage.coverageFactor);
  put("numericalTolerance", coverage.numericalTolerance);
  object.set("samples", result.samples);
  std::string shortForm = isKnown ? shortFormText(result.value, coverage.standardUncertainty) : "";
  if (isKnown && !kind.unit.empty()) shortForm.append(" ").append(kind.unit);
  cathode::put(object, "text", shortForm);
  cathode::put(object, "intervalText", isKnown ? intervalText(coverage) : "");
  cathode::put(object, "budget", list(result.budget, [](const BudgetEntry& entry) {
                 val one = val::object();
                 cathode::put(one, "key", entry.key);
                 cathode::put(one, "label", entry.label);
                 cathode::put(one, "share", entry.share);
                 return one;
               }));
  return object;
}

bool putSamples(double samples, double seed, bool isAdaptive) {
  UncertaintyRequest& request = wanted();
  request.samples = static_cast<std::uint32_t>(samples);
  request.seed = static_cast<std::uint32_t>(seed);
  request.isAdaptive = isAdaptive;
  return hasRoom(bytesOf(request));
}

// Results, by the order of the metrics that were added.
val uncertaintyVal(double samples, double seed, bool isAdaptive) {
  if (!putSamples(samples, seed, isAdaptive)) return refused(roomRefusal(bytesOf(wanted()), "samples"));
  return list(uncertainty(wanted()), resultVal);
}

val distinctionVal(double samples, double seed, bool isAdaptive) {
  if (!putSamples(samples, seed, isAdaptive)) return refused(roomRefusal(bytesOf(wanted()), "samples"));
  const UncertaintyRequest request = wanted();
  const Distinction distinction = distinguish(request.scenario, *request.other, request.metrics[0], request);
  const UncertainResult& difference = distinction.difference;
  val object = resultVal(difference);
  const bool isKnown = !std::isnan(difference.value);
  put(object, "distinguishable", isKnown && distinction.isDistinguishable);
  object.set("a", knownVal(distinction.a));
  object.set("b", knownVal(distinction.b));
  object.set("difference", knownVal(difference.value));
  object.set("repeatabilityPct",
             isKnown && distinction.isDistinguishable ? val(100.0 * distinction.repeatability) : val::null());
  return object;
}

val uncertainInputsVal() { return tableVal(inputsTable(wanted().scenario, wanted().given)); }

val sensitivityVal() {
  return list(elasticities(wanted().scenario, wanted().metrics[0]), [](const Elasticity& one) {
    const Parameter& field = parameter(one.parameter);
    val object = described(field);
    const bool isTemperature = one.parameter == ParameterId::temperatureC;
    put(object, "at", one.at);
    object.set("elasticity", isTemperature ? val::null() : knownVal(one.slope));
    object.set("perKelvinPct", isTemperature ? knownVal(100.0 * one.slope) : val::null());
    put(object, "side", sideKey(one.side));
    object.set("balancedBy", one.balancedBy.empty() ? val::null() : text(one.balancedBy));
    return object;
  });
}

val lossesVal(bool isByMass) {
  const LossSplit split = lossSplit(wanted().scenario, isByMass);
  val object = val::object();
  put(object, "metric", metric(split.metric).key);
  put(object, "unit", metric(split.metric).unit);
  put(object, "theoretical", split.theoretical);
  object.set("practical", knownVal(split.practical));
  put(object, "losses", list(split.losses, [](const Loss& loss) {
        val one = val::object();
        put(one, "key", loss.key);
        put(one, "label", loss.label);
        put(one, "value", loss.value);
        return one;
      }));
  return object;
}

}  // namespace
}  // namespace cathode

EMSCRIPTEN_BINDINGS(cathode_lab_uncertainty) {
  using emscripten::function;
  function("takeUncertain", &cathode::takeUncertain);
  function("addUncertainMetric", &cathode::addUncertainMetric);
  function("addUncertainInput", &cathode::addUncertainInput);
  function("addUncertainRepeats", &cathode::addUncertainRepeats);
  function("uncertainty", &cathode::uncertaintyVal);
  function("distinction", &cathode::distinctionVal);
  function("uncertainInputs", &cathode::uncertainInputsVal);
  function("sensitivity", &cathode::sensitivityVal);
  function("losses", &cathode::lossesVal);
}
