// SPDX-License-Identifier: MIT
// The JavaScript face of impedance spectra: see web/api/impedance.js, which checks what it is given.
#include <emscripten/bind.h>

#include "core/spectra/arrhenius.h"
#include "core/spectra/pellet.h"
#include "core/spectra/spectrum.h"
#include "core/spectra/symmetric_cells.h"
#include "web/api/vals.h"

namespace cathode {
namespace {

using emscripten::val;

std::vector<double> numbers(const val& array) { return emscripten::convertJSArrayToNumberVector<double>(array); }
std::optional<double> numberOr(const val& value) {
  return value.isNull() ? std::nullopt : std::optional(value.as<double>());
}

std::vector<SpectrumPoint> pointsOf(const val& spectrum) {
  const std::vector<double> hertz = numbers(spectrum["frequencyHz"]), real = numbers(spectrum["realOhm"]),
                            imaginary = numbers(spectrum["imaginaryOhm"]);
  std::vector<SpectrumPoint> points;
  for (std::size_t i = 0; i < hertz.size(); ++i) points.push_back({hertz[i], {real[i], imaginary[i]}});
  return points;
}

val texts(const std::vector<std::string>& all) {
  return list(all, [](const std::string& one) { return text(one); });
}
val floats(const std::vector<double>& all) {
  return list(all, [](double one) { return val(one); });
}
template <typename Range, typename Part>
val floatsOf(const Range& range, Part part) {
  return list(range, [&](const auto& one) { return val(part(one)); });
}

val estimateVal(const std::optional<Estimate>& estimate) {
  if (!estimate) return val::null();
  val object = val::object();
  put(object, "value", estimate->value);
  put(object, "standardUncertainty", numberVal(estimate->standardUncertainty));
  val interval = val::null();
  if (estimate->interval) {
    interval = val::array();
    interval.call<void>("push", estimate->interval->first);
    interval.call<void>("push", estimate->interval->second);
  }
  put(object, "interval", interval);
  return object;
}

void putModel(val& object, const std::vector<Complex>& ohm, const std::vector<Complex>& residualsPct) {
  put(object, "realOhm", floatsOf(ohm, [](Complex z) { return z.re; }));
  put(object, "imaginaryOhm", floatsOf(ohm, [](Complex z) { return z.im; }));
  put(object, "realResidualPct", floatsOf(residualsPct, [](Complex z) { return z.re; }));
  put(object, "imaginaryResidualPct", floatsOf(residualsPct, [](Complex z) { return z.im; }));
}

val readSpectrumVal(const std::string& content, int sign) {
  const auto spectrum = readSpectrum(content, static_cast<ImaginarySign>(sign));
  if (!spectrum) return refused(spectrum.error());
  val object = val::object();
  put(object, "frequencyHz", floatsOf(spectrum->points, [](const SpectrumPoint& p) { return p.frequencyHz; }));
  put(object, "realOhm", floatsOf(spectrum->points, [](const SpectrumPoint& p) { return p.ohm.re; }));
  put(object, "imaginaryOhm", floatsOf(spectrum->points, [](const SpectrumPoint& p) { return p.ohm.im; }));
  put(object, "kind", spectrum->kind);
  put(object, "notices", texts(spectrum->notices));
  return object;
}

val fitPelletVal(val spec) {
  PelletRequest request;
  request.points = pointsOf(spec);
  request.electrodes = static_cast<PelletElectrodes>(spec["electrodes"].as<int>());
  request.seriesOhm = spec["seriesOhm"].as<double>();
  request.relativeNoise = numberOr(spec["relativeNoise"]);
  if (const int circuit = spec["circuit"].as<int>(); circuit >= 0)
    request.circuit = static_cast<PelletCircuit>(circuit);
  request.thicknessUm = numberOr(spec["thicknessUm"]);
  request.areaCm2 = numberOr(spec["areaCm2"]);
  request.thicknessUncertaintyUm = spec["thicknessUncertaintyUm"].as<double>();
  request.areaUncertaintyCm2 = spec["areaUncertaintyCm2"].as<double>();
  const auto fit = fitPellet(request);
  if (!fit) return refused(fit.error());
  val object = val::object();
  put(object, "circuit", keyOf(fit->circuit));
  put(object, "blockingElectrodes", fit->hasElectrodes);
  put(object, "bulkOhm", estimateVal(fit->bulkOhm));
  put(object, "grainBoundaryOhm", estimateVal(fit->grainBoundaryOhm));
  put(object, "interceptOhm", estimateVal(fit->interceptOhm));
  put(object, "arcOhm", estimateVal(fit->arcOhm));
  put(object, "totalOhm", estimateVal(fit->totalOhm));
  put(object, "correlation", numberVal(fit->bulkBoundaryCorrelation));
  put(object, "inductanceH", estimateVal(fit->inductanceH));
  put(object, "arcs", list(fit->arcs, [](const PelletFit::Arc& arc) {
        val one = val::object();
        put(one, "apexHz", estimateVal(arc.apexHz));
        put(one, "exponent", estimateVal(arc.exponent));
        put(one, "capacitanceF", arc.capacitanceF);
        return one;
      }));
  put(object, "electrodeExponent", estimateVal(fit->electrodeExponent));
  put(object, "conductivityMsCm", estimateVal(fit->conductivityMsCm));
  put(object, "bulkConductivityMsCm", estimateVal(fit->bulkConductivityMsCm));
  put(object, "reducedChiSquared", request.relativeNoise ? val(fit->reducedChiSquared) : val::null());
  put(object, "degreesOfFreedom", static_cast<double>(fit->degreesOfFreedom));
  put(object, "noisePct", 100.0 * fit->relativeNoise);
  put(object, "runsDeviation", fit->runsDeviation);
  putModel(object, fit->ohm, fit->residualsPct);
  put(object, "notices", texts(fit->notices));
  return object;
}

std::optional<SymmetricRequest::Phase> phaseOf(val phase) {
  if (phase.isNull()) return std::nullopt;
  return SymmetricRequest::Phase{phase["sigma0MsCm"].as<double>(), phase["phi"].as<double>(),
                                 phase["sigma0UncertaintyMsCm"].as<double>(), phase["phiUncertainty"].as<double>()};
}

val fitSymmetricVal(val spec) {
  SymmetricRequest request;
  for (int i = 0, count = spec["cells"]["length"].as<int>(); i < count; ++i) {
    const val cell = spec["cells"][i];
    request.cells.push_back({pointsOf(cell), cell["blocksElectrons"].as<bool>() ? Blocked::electrons : Blocked::ions,
                             numberOr(cell["seriesOhm"])});
  }
  request.thicknessUm = spec["thicknessUm"].as<double>();
  request.areaCm2 = spec["areaCm2"].as<double>();
  request.thicknessUncertaintyUm = spec["thicknessUncertaintyUm"].as<double>();
  request.areaUncertaintyCm2 = spec["areaUncertaintyCm2"].as<double>();
  request.relativeNoise = numberOr(spec["relativeNoise"]);
  request.interfacePerCm = numberOr(spec["interfacePerCm"]);
  request.hasTransfer = spec["hasTransfer"].as<bool>();
  request.exponent = numberOr(spec["exponent"]);
  request.ionic = phaseOf(spec["ionic"]);
  request.electronic = phaseOf(spec["electronic"]);
  const auto fit = fitSymmetricCells(request);
  if (!fit) return refused(fit.error());
  val object = val::object();
  put(object, "ionicMsCm", estimateVal(fit->ionicMsCm));
  put(object, "electronicMsCm", estimateVal(fit->electronicMsCm));
  put(object, "correlation", numberVal(fit->correlation));
  put(object, "ionicTau2", estimateVal(fit->ionicTau2));
  put(object, "electronicTau2", estimateVal(fit->electronicTau2));
  put(object, "transferSCm3", estimateVal(fit->transferSCm3));
  put(object, "doubleLayerFCm3", estimateVal(fit->doubleLayerFCm3));
  put(object, "exponent", estimateVal(fit->exponent));
  put(object, "chargeTransferOhmCm2", estimateVal(fit->chargeTransferOhmCm2));
  put(object, "doubleLayerFCm2", estimateVal(fit->doubleLayerFCm2));
  put(object, "cells", list(fit->cells, [](const SymmetricFit::Cell& cell) {
        val one = val::object();
        put(one, "seriesOhm", estimateVal(cell.seriesOhm));
        putModel(one, cell.ohm, cell.residualsPct);
        put(one, "nu", floats(cell.nu));
        put(one, "runsDeviation", cell.runsDeviation);
        return one;
      }));
  put(object, "reducedChiSquared", request.relativeNoise ? val(fit->reducedChiSquared) : val::null());
  put(object, "degreesOfFreedom", static_cast<double>(fit->degreesOfFreedom));
  put(object, "noisePct", 100.0 * fit->relativeNoise);
  put(object, "notices", texts(fit->notices));
  return object;
}

val activationEnergyVal(val spec) {
  ArrheniusRequest request;
  const std::vector<double> celsius = numbers(spec["temperatureC"]), sigma = numbers(spec["conductivityMsCm"]);
  const bool isWeighted = !spec["standardUncertaintyMsCm"].isNull();
  const std::vector<double> uncertain = isWeighted ? numbers(spec["standardUncertaintyMsCm"]) : std::vector<double>{};
  for (std::size_t i = 0; i < celsius.size(); ++i) {
    request.points.push_back({celsius[i], sigma[i], {}});
    // NaN stands for none.
    if (isWeighted && uncertain[i] == uncertain[i]) request.points[i].standardUncertaintyMsCm = uncertain[i];
  }
  request.form = spec["isTimesT"].as<bool>() ? ArrheniusForm::sigmaT : ArrheniusForm::sigma;
  request.referenceC = spec["referenceC"].as<double>();
  const auto fit = activationEnergy(request);
  if (!fit) return refused(fit.error());
  val object = val::object();
  put(object, "activationEnergyEv", estimateVal(fit->activationEnergyEv));
  put(object, "referenceMsCm", estimateVal(fit->referenceMsCm));
  put(object, "prefactor", fit->prefactor);
  put(object, "lineMsCm", floats(fit->lineMsCm));
  put(object, "reducedChiSquared", numberVal(fit->reducedChiSquared));
  put(object, "degreesOfFreedom", static_cast<double>(fit->degreesOfFreedom));
  put(object, "notices", texts(fit->notices));
  return object;
}

}  // namespace
}  // namespace cathode

EMSCRIPTEN_BINDINGS(cathode_impedance) {
  using emscripten::function;
  function("readSpectrum", &cathode::readSpectrumVal);
  function("fitPellet", &cathode::fitPelletVal);
  function("fitSymmetric", &cathode::fitSymmetricVal);
  function("activationEnergy", &cathode::activationEnergyVal);
}
