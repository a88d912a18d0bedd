// What the page shows and what a person can do to it, without any drawing.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "core/evaluate.h"

namespace cathode::web {

// A cell of the source that one press recalls.
struct Preset {
  ParticleModel model;
  AmContent am;
  MeasuredTemperature temperature;
};

// A scenario and everything derived from it that the views need. Derived data follow at once.
class ViewModel {
 public:
  ViewModel();

  const Scenario& scenario() const { return scenario_; }
  const Report& report() const { return report_; }

  // Grows with every change of the scenario.
  int revision() const { return revision_; }

  // The report that each model would have, everything else as it is.
  const Report& reportOfModel(ParticleModel model) const { return models_[static_cast<std::size_t>(model)]; }

  // Volumetric energy density (Wh/L) over cathode thickness (um) up to kCurveEndUm, everything else
  // as it is.
  static constexpr double kCurveEndUm = 220.0;
  struct CurvePoint {
    double thicknessUm, volumetricWhL;
  };
  const std::vector<CurvePoint>& thicknessCurve() const { return curve_; }

  // Replaces the scenario by one that passes checkValue throughout.
  void setScenario(const Scenario& scenario);

  // The same as a new beginning: nothing before it can be undone.
  void beginWith(const Scenario& scenario);

  // Changes one input. What is refused changes nothing.
  std::expected<void, FieldError> setValue(ParameterId id, ParameterValue value);
  std::expected<void, FieldError> setTypedText(ParameterId id, std::string_view text);

  // Moves a number by so many of its steps, onto the grid of its steps and within its range.
  void stepValue(ParameterId id, int steps);

  // The input's value where a slider's handle at that fraction (0 to 1) of its track puts it.
  void setSliderFraction(ParameterId id, double fraction);
  // Where the handle stands; 0 or 1 for values beyond what the slider spans.
  double sliderFraction(ParameterId id) const;
  double sliderFractionOf(const Parameter& parameter, double value) const;

  // The value the calculation uses for an input, which for one left to the model is the model's.
  double effectiveValue(ParameterId id) const;

  // Ends an edit: what changed since the last call becomes one step that undo takes back.
  void commit();
  bool canUndo() const { return !undo_.empty() || scenario_ != committed_; }
  bool canRedo() const { return !redo_.empty() && scenario_ == committed_; }
  void undo();
  void redo();
  // Grows with every finished edit, undo and redo.
  int commits() const { return commits_; }

  // Recalls a cell of the source, its loading included; the person's other settings are reset.
  void applyPreset(const Preset& preset);
  bool isPreset(const Preset& preset) const;

 private:
  void changed();
  void step(std::vector<Scenario>& from, std::vector<Scenario>& to);

  Scenario scenario_;
  Report report_;
  std::array<Report, kModelCount> models_;
  std::vector<CurvePoint> curve_;
  int revision_ = 0;
  Scenario committed_;
  std::vector<Scenario> undo_, redo_;
  int commits_ = 0;
};

// An input's value as shown beside its slider, without unit.
std::string inputText(const Parameter& parameter, double value);

}  // namespace cathode::web
