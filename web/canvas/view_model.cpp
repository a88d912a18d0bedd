// SPDX-License-Identifier: MIT
#include "web/canvas/view_model.h"

#include <algorithm>
#include <cmath>

#include "core/base/elementary.h"
#include "core/base/number_text.h"

namespace cathode::web {
namespace {

// `value` on the parameter's grid of steps, within its range, without the dust of binary fractions.
double snapped(const Parameter& parameter, double value) {
  if (parameter.isLogarithmic && value > 0.0) {
    const double exponent = std::floor(logReproducible(value) / logReproducible(10.0) + 1e-9);
    const std::string digits = fixedText(value / expReproducible(exponent * logReproducible(10.0)), 1);
    const std::string text = digits + "e" + std::to_string(static_cast<int>(exponent));
    return std::clamp(*parseNumber(text), parameter.min, parameter.max);
  }
  const double onGrid = std::round(value / parameter.step) * parameter.step;
  return std::clamp(*parseNumber(shortestText(std::round(onGrid * 1e6) / 1e6)), parameter.min, parameter.max);
}

}  // namespace

ViewModel::ViewModel() {
  changed();
  committed();
}

void ViewModel::changed() {
  report_ = evaluate(scenario());
  evaluateModels();
  ++revision_;
}

void ViewModel::evaluateModels() {
  for (int i = 0; i < kModelCount; ++i)
    models_[i] = evaluate(withModel(scenario(), static_cast<ParticleModel>(i), figureOptions_.same));
}

void ViewModel::committed() {
  before_ = report_;
  modelsBefore_ = models_;
  scaleTop_ = 0;
}

void ViewModel::revert() { setCalculation(committed_); }

const ViewModel::Scent& ViewModel::scentOf(ParameterId id, MetricId metric) {
  KeptScent& kept = scents_[static_cast<std::size_t>(id)];
  if (kept.revision == revision_ && kept.metric == metric) return kept.values;
  kept.revision = revision_;
  kept.metric = metric;
  const Parameter& field = parameter(id);
  Scenario along = scenario();
  for (std::size_t i = 0; i < kept.values.size(); ++i) {
    const double share = static_cast<double>(i) / static_cast<double>(kept.values.size() - 1);
    field.write(along, usualAtShare(field, share));
    const MetricValue value = evaluate(along)[metric];
    kept.values[i] = value.isKnown() ? static_cast<float>(value.value) : 0.0f;
  }
  return kept.values;
}

double ViewModel::scaleTopWhL() {
  if (scaleTop_ > 0) return scaleTop_;
  double highest = 0;
  for (const Report& report : models_) {
    const MetricValue& value = report[MetricId::volumetricEnergyDensityWhL];
    highest = std::max(highest, value.interval ? value.interval->upper : value.value);
  }
  for (const Parameter& field : parameters()) {
    // What losses rest on leaves the energy densities as they are.
    if (field.isChoice() || field.group == ParameterGroup::rate || !field.isUsedIn(scenario())) continue;
    for (const float value : scentOf(field.id)) highest = std::max<double>(highest, value);
  }
  constexpr double kStep = 100;
  return scaleTop_ = kStep * std::ceil(highest / kStep);
}

void ViewModel::setScenario(const Scenario& scenario) {
  if (scenario == calculation_.scenario) return;
  calculation_.scenario = scenario;
  changed();
}

void ViewModel::setPinned(std::vector<Scenario> scenarios) {
  if (scenarios == calculation_.pinned) return;
  calculation_.pinned = std::move(scenarios);
  pinned_.clear();
  for (const Scenario& scenario : calculation_.pinned) pinned_.push_back({scenario, evaluate(scenario)});
  ++revision_;
}

void ViewModel::setRows(std::vector<CellRow> rows) {
  if (rows == calculation_.rows) return;
  calculation_.rows = std::move(rows);
  ++revision_;
}

void ViewModel::setFigureOptions(const figure::FigureOptions& options) {
  figureOptions_ = options;
  evaluateModels();
  if (!isEditing()) committed();
  ++revision_;
}

std::expected<void, std::string> ViewModel::putFigureOption(std::string_view key, std::string_view text) {
  if (auto put = figure::changeFigureOption(figureOptions_, key, text); !put) return put;
  evaluateModels();
  if (!isEditing()) committed();
  ++revision_;
  return {};
}

std::expected<void, std::string> ViewModel::putAssumption(std::string_view key, double value) {
  if (auto put = cathode::putAssumption(assumed_, key, value); !put) return put;
  ++revision_;
  return {};
}

void ViewModel::setAssumed(const Assumed& assumed) {
  assumed_ = assumed;
  ++revision_;
}

const figure::Figure& ViewModel::figureOf(figure::FigureId id, Carrier carrier, double width, double em) {
  const auto found = std::ranges::find_if(figures_, [&](const KeptFigure& kept) {
    return kept.id == id && kept.carrier == carrier && kept.width == width && kept.em == em;
  });
  if (found != figures_.end() && found->revision == revision_) return found->figure;
  figure::FigureInput input{scenario(), calculation_.pinned, calculation_.rows,
                            assumed_,   figureOptions_,      std::pair{width, em}};
  input.options.carrier = carrier;
  if (isEditing()) input.before = scenarioBefore();
  KeptFigure fresh{id, carrier, width, em, revision_, figure::makeFigure(id, input)};
  if (found != figures_.end()) {
    *found = std::move(fresh);
    return found->figure;
  }
  // Widths change with the window: those of before are not needed again.
  std::erase_if(figures_, [&](const KeptFigure& kept) { return kept.id == id && kept.carrier == carrier; });
  figures_.push_back(std::move(fresh));
  return figures_.back().figure;
}

void ViewModel::recall(Scenario wanted) {
  for (const Parameter& field : parameters()) {
    if (locks(field.id)) field.write(wanted, field.read(calculation_.scenario));
  }
  if (locks(ParameterId::model)) wanted.composite = scenario().composite;
  setScenario(wanted);
}

void ViewModel::recall(const Calculation& wanted) {
  setPinned(wanted.pinned);
  setRows(wanted.rows);
  recall(wanted.scenario);
}

void ViewModel::setCalculation(const Calculation& calculation) {
  setPinned(calculation.pinned);
  setRows(calculation.rows);
  setScenario(calculation.scenario);
}

void ViewModel::beginWith(const Calculation& calculation) {
  setCalculation(calculation);
  committed_ = calculation_;
  undo_.clear();
  redo_.clear();
  committed();
}

std::string ViewModel::pinRefusal() const {
  std::vector<Scenario> pinned = calculation_.pinned;
  if (const auto found = std::ranges::find(pinned, scenario()); found != pinned.end()) {
    return "This scenario is pinned already, as " + pinName(static_cast<std::size_t>(found - pinned.begin())) + ".";
  }
  pinned.push_back(scenario());
  return comparisonRefusal(pinned);
}

void ViewModel::pin() {
  if (!pinRefusal().empty()) return;
  std::vector<Scenario> scenarios = calculation_.pinned;
  scenarios.push_back(scenario());
  setPinned(std::move(scenarios));
}

void ViewModel::unpin(std::size_t place) {
  std::vector<Scenario> scenarios = calculation_.pinned;
  if (place >= scenarios.size()) return;
  scenarios.erase(scenarios.begin() + static_cast<std::ptrdiff_t>(place));
  setPinned(std::move(scenarios));
}

std::expected<void, FieldError> ViewModel::setValue(ParameterId id, ParameterValue value) {
  const Parameter& field = parameter(id);
  if (auto checked = checkValue(field, value); !checked) return checked;
  Scenario next = scenario();
  field.write(next, value);
  // Whoever chooses one of the source's models leaves a composite of their own.
  if (id == ParameterId::model && next.composite != nullptr)
    next = withModel(scenario(), next.model, figureOptions_.same);
  // Switching what sizes the cathode keeps the cathode; the source's own stays that.
  if (id == ParameterId::sizing && next.sizing != scenario().sizing) {
    constexpr Scenario kSource;
    const bool byThickness = next.sizing == Sizing::thickness;
    const Parameter& size = parameter(byThickness ? ParameterId::cathodeThicknessUm : ParameterId::loadingMgCm2);
    const bool isSources =
        byThickness ? scenario().loadingMgCm2 == kSource.loadingMgCm2 : !scenario().cathodeThicknessUm;
    const double same = report_[byThickness ? MetricId::cathodeThicknessUm : MetricId::loadingMgCm2].value;
    if (!locks(size.id))
      size.write(next,
                 isSources ? size.read(kSource) : std::clamp(*parseNumber(fixedText(same, 2)), size.min, size.max));
  }
  setScenario(next);
  return {};
}

std::expected<void, FieldError> ViewModel::setTypedText(ParameterId id, std::string_view text) {
  const auto value = parseTypedValue(parameter(id), text);
  if (!value) return std::unexpected(value.error());
  return setValue(id, *value);
}

void ViewModel::putOnGrid(ParameterId id, double value) { (void)setValue(id, snapped(parameter(id), value)); }

void ViewModel::stepValue(ParameterId id, int steps) {
  const Parameter& field = parameter(id);
  if (field.isLogarithmic) {
    // Twenty to a decade.
    constexpr double kPerDecade = 20;
    const double now = std::max(effectiveValue(id), field.usualMin);
    putOnGrid(id, now * expReproducible(steps / kPerDecade * logReproducible(10.0)));
    return;
  }
  putOnGrid(id, effectiveValue(id) + steps * field.step);
}

void ViewModel::setSliderFraction(ParameterId id, double fraction) {
  const Parameter& field = parameter(id);
  putOnGrid(id, usualAtShare(field, std::clamp(fraction, 0.0, 1.0)));
}

double ViewModel::sliderFractionOf(const Parameter& field, double value) const { return shareOfUsual(field, value); }

double ViewModel::sliderFraction(ParameterId id) const { return sliderFractionOf(parameter(id), effectiveValue(id)); }

double ViewModel::effectiveValue(ParameterId id) const {
  if (const ParameterValue own = parameter(id).read(scenario())) return *own;
  switch (id) {
    case ParameterId::porosityPct: return report_[MetricId::porosityPct].value;
    case ParameterId::cathodeThicknessUm: return report_[MetricId::cathodeThicknessUm].value;
    case ParameterId::interfacePerUm: return report_[MetricId::interfacePerUm].value;
    default: return report_[MetricId::specificCapacityMahG].value;
  }
}

void ViewModel::commit() {
  if (calculation_ == committed_) return;
  constexpr std::size_t kMostSteps = 500;
  if (undo_.size() == kMostSteps) undo_.erase(undo_.begin());
  undo_.push_back(committedStep());
  redo_.clear();
  committed_ = calculation_;
  ++commits_;
  committed();
}

ViewModel::Step ViewModel::committedStep() {
  if (!committedRows_ || *committedRows_ != committed_.rows)
    committedRows_ = std::make_shared<const std::vector<CellRow>>(committed_.rows);
  return {committed_.scenario, committed_.pinned, committedRows_};
}

void ViewModel::step(std::vector<Step>& from, std::vector<Step>& to) {
  commit();
  if (from.empty()) return;
  to.push_back(committedStep());
  Step back = std::move(from.back());
  from.pop_back();
  committedRows_ = back.rows;
  committed_ = {back.scenario, std::move(back.pinned), *back.rows};
  ++commits_;
  setCalculation(committed_);
  committed();
}

void ViewModel::undo() { step(undo_, redo_); }
void ViewModel::redo() { step(redo_, undo_); }

std::string inputText(const Parameter& parameter, double value) {
  if (value != value) return "–";
  if (parameter.isLogarithmic) return shortestText(value);
  int decimals = 0;
  for (double step = parameter.step; std::abs(step - std::round(step)) > 1e-9 && decimals < 4; step *= 10.0) ++decimals;
  std::string exact = fixedText(value, decimals);
  if (parseTypedNumber(exact) == value) return exact;
  return fixedText(value, decimals + 1);
}

}  // namespace cathode::web
