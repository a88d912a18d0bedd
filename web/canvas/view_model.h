// SPDX-License-Identifier: MIT
// What the page shows and what a person can do to it, without any drawing.
#pragma once

#include <array>
#include <cstdint>
#include <list>
#include <memory>
#include <string>
#include <vector>

#include "core/cell/evaluate.h"
#include "core/figure/figures.h"
#include "core/scenario/link.h"

namespace cathode::web {

// One scenario of the comparison set with its outcome.
struct Pinned {
  Scenario scenario;
  Report report;
};

// A calculation and everything derived from it that the views need. Derived data follow at once.
class ViewModel {
 public:
  ViewModel();

  const Calculation& calculation() const { return calculation_; }
  const Scenario& scenario() const { return calculation_.scenario; }
  const Report& report() const { return report_; }
  const std::vector<Pinned>& pinned() const { return pinned_; }

  // Grows with every change of the calculation.
  int revision() const { return revision_; }

  // The report that each model would have at the same loading or thickness (figureOptions().same), everything else as
  // it is.
  const Report& reportOfModel(ParticleModel model) const { return models_[static_cast<std::size_t>(model)]; }

  // While an edit goes on, the report of what was before it: axes keep to it, and it is drawn beside what there is now.
  const Report& before() const { return before_; }
  const Scenario& scenarioBefore() const { return committed_.scenario; }
  bool isEditing() const { return calculation_.scenario != committed_.scenario; }
  const Report& modelBefore(ParticleModel model) const { return modelsBefore_[static_cast<std::size_t>(model)]; }
  // Back to it.
  void revert();

  // The volumetric energy density (Wh/L) along an input's slider, both ends included, all else as it is.
  using Scent = std::array<float, 33>;
  const Scent& scentOf(ParameterId id, MetricId metric = MetricId::volumetricEnergyDensityWhL);
  // Where one scale for all of them ends (Wh/L): it holds whatever one slider alone can reach, and stands still during
  // an edit.
  double scaleTopWhL();

  // How figures and tables of the record are shown. Not part of the calculation: neither linked nor undone.
  const figure::FigureOptions& figureOptions() const { return figureOptions_; }
  void setFigureOptions(const figure::FigureOptions& options);
  std::expected<void, std::string> putFigureOption(std::string_view key, std::string_view text);
  const Assumed& assumed() const { return assumed_; }
  std::expected<void, std::string> putAssumption(std::string_view key, double value);
  void setAssumed(const Assumed& assumed);

  // A figure of this calculation for that carrier, laid out for a width and font size in pixels. Kept
  // until something changes.
  const figure::Figure& figureOf(figure::FigureId id, Carrier carrier, double width, double em);

  // Replaces the scenario, or all, by what passes checkValue throughout.
  void setScenario(const Scenario& scenario);
  void setCalculation(const Calculation& calculation);

  // The same as a new beginning: nothing before it can be undone.
  void beginWith(const Calculation& calculation);

  // The comparison set: puts the current scenario at its end, takes one out. The current scenario
  // is pinned at most once, and only while the link has room: empty, or why not.
  std::string pinRefusal() const;
  void pin();
  void unpin(std::size_t place);

  // Inputs (bits by ParameterId) that a person cannot change: recalling leaves them as they are.
  void setLocked(std::uint32_t locked) { locked_ = locked; }
  bool locks(ParameterId id) const { return (locked_ >> static_cast<unsigned>(id) & 1u) != 0; }
  bool locksAny() const { return locked_ != 0; }
  void recall(Scenario wanted);
  void recall(const Calculation& wanted);

  // Changes one input. What is refused changes nothing.
  std::expected<void, FieldError> setValue(ParameterId id, ParameterValue value);
  std::expected<void, FieldError> setTypedText(ParameterId id, std::string_view text);

  // Sets a number to the nearest on the grid of its steps, within its range.
  void putOnGrid(ParameterId id, double value);

  // Moves a number by so many of its steps, onto the grid of its steps and within its range.
  void stepValue(ParameterId id, int steps);

  // The input's value where a slider's handle at that fraction (0 to 1) of its track puts it.
  void setSliderFraction(ParameterId id, double fraction);
  // Where the handle stands; 0 or 1 for values beyond what the slider spans.
  double sliderFraction(ParameterId id) const;
  double sliderFractionOf(const Parameter& parameter, double value) const;

  // The value the calculation uses for an input, which for one left to the model or the source is theirs.
  double effectiveValue(ParameterId id) const;

  // Ends an edit: what changed since the last call becomes one step that undo takes back.
  void commit();
  bool canUndo() const { return !undo_.empty() || calculation_ != committed_; }
  bool canRedo() const { return !redo_.empty() && calculation_ == committed_; }
  void undo();
  void redo();
  // Grows with every finished edit, undo and redo.
  int commits() const { return commits_; }

 private:
  void changed();
  void evaluateModels();
  void committed();
  void setRows(std::vector<CellRow> rows);
  void setPinned(std::vector<Scenario> scenarios);
  // A calculation to go back to. Own rows, which may be many, are one copy for all steps that left them alone.
  struct Step {
    Scenario scenario;
    std::vector<Scenario> pinned;
    std::shared_ptr<const std::vector<CellRow>> rows;
  };
  Step committedStep();
  void step(std::vector<Step>& from, std::vector<Step>& to);

  Calculation calculation_;
  Report report_;
  std::vector<Pinned> pinned_;
  std::array<Report, kModelCount> models_, modelsBefore_;
  Report before_;
  struct KeptScent {
    int revision = -1;
    MetricId metric{};
    Scent values{};
  };
  std::array<KeptScent, kParameterCount> scents_;
  double scaleTop_ = 0;  // 0: not known yet
  figure::FigureOptions figureOptions_;
  Assumed assumed_ = standardAssumptions();
  struct KeptFigure {
    figure::FigureId id;
    Carrier carrier;
    double width, em;
    int revision;
    figure::Figure figure;
  };
  std::list<KeptFigure> figures_;
  int revision_ = 0;
  std::uint32_t locked_ = 0;
  Calculation committed_;
  std::shared_ptr<const std::vector<CellRow>> committedRows_;  // as steps share them
  std::vector<Step> undo_, redo_;
  int commits_ = 0;
};

// An input's value as shown beside its slider, without unit.
std::string inputText(const Parameter& parameter, double value);

}  // namespace cathode::web
