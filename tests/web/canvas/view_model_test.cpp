// SPDX-License-Identifier: MIT
#include "web/canvas/view_model.h"

#include <gtest/gtest.h>

#include <cmath>
#include <utility>
#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace cathode::web {
namespace {

TEST(ViewModel, RefusedTextChangesNothing) {
  ViewModel model;
  const Scenario before = model.scenario();
  const int revision = model.revision();
  const auto refused = model.setTypedText(ParameterId::amWtPct, "200");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, FieldFault::outOfRange);
  EXPECT_EQ(model.scenario(), before);
  EXPECT_EQ(model.revision(), revision);
}

TEST(ViewModel, EmptyTextGivesAnInputBackToTheModel) {
  ViewModel model;
  ASSERT_TRUE(model.setTypedText(ParameterId::porosityPct, "20"));
  EXPECT_EQ(model.effectiveValue(ParameterId::porosityPct), 20.0);
  ASSERT_TRUE(model.setTypedText(ParameterId::porosityPct, ""));
  EXPECT_FALSE(model.scenario().porosityPct);
  EXPECT_NEAR(model.effectiveValue(ParameterId::porosityPct), 12.133, 1e-9);
}

TEST(ViewModel, ArrowKeysStayOnTheGridAndInRange) {
  ViewModel model;
  ASSERT_TRUE(model.setValue(ParameterId::amWtPct, 80.3));
  model.stepValue(ParameterId::amWtPct, 1);
  EXPECT_EQ(model.scenario().amWtPct, 81.0);
  model.stepValue(ParameterId::amWtPct, 1000);
  EXPECT_EQ(model.scenario().amWtPct, 92.0);
  model.stepValue(ParameterId::cRate, 1);
  EXPECT_EQ(model.scenario().cRate, 0.1);  // not 0.1 plus dust
}

// What the heap holds, where the library tells and no sanitizer holds it back.
std::size_t heldBytes() {
#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__)
  return mallinfo2().uordblks;
#else
  return 0;
#endif
}

TEST(ViewModel, StepsShareOwnRows) {
  std::vector<CellRow> rows(400);
  for (CellRow& row : rows) ASSERT_TRUE(putRowText(row, *findRowColumn("n"), "A name of one's own, long enough"));
  ViewModel model;
  model.setCalculation({model.scenario(), {}, rows});
  model.commit();
  const std::size_t before = heldBytes();
  for (int i = 0; i < 500; ++i) {
    ASSERT_TRUE(model.setValue(ParameterId::amWtPct, i % 2 == 0 ? 80.0 : 81.0));
    model.commit();
  }
  // Copies would be 500 times the rows.
  EXPECT_LT(heldBytes() - before, 40 * rows.size() * sizeof(CellRow));
  for (int i = 0; i < 500; ++i) model.undo();
  EXPECT_FALSE(model.canUndo());
  for (int i = 0; i < 500; ++i) model.redo();
  EXPECT_EQ(model.calculation().rows, rows);
  model.setCalculation({model.scenario(), {}, {}});
  model.commit();
  model.undo();
  EXPECT_EQ(model.calculation().rows, rows);
  model.redo();
  EXPECT_TRUE(model.calculation().rows.empty());
}

TEST(ViewModel, SliderEndsAreWhatItSpans) {
  ViewModel model;
  for (const Parameter& field : parameters()) {
    if (field.isChoice()) continue;
    model.setSliderFraction(field.id, 0.0);
    EXPECT_NEAR(model.effectiveValue(field.id), field.usualMin, field.step / 2) << field.key;
    model.setSliderFraction(field.id, 1.0);
    EXPECT_NEAR(model.sliderFraction(field.id), 1.0, 0.02) << field.key;
  }
}

TEST(ViewModel, SwitchingTheSizingInputKeepsTheCell) {
  ViewModel model;
  const double before = model.report()[MetricId::volumetricEnergyDensityWhL].value;
  ASSERT_TRUE(model.setValue(ParameterId::sizing, 1.0));
  EXPECT_EQ(model.scenario().sizing, Sizing::loading);
  EXPECT_NEAR(model.report()[MetricId::volumetricEnergyDensityWhL].value, before, 0.5);
}

TEST(ViewModel, KeepsWhatWasThereDuringAnEditAndGoesBackToIt) {
  ViewModel model;
  constexpr MetricId kEnergy = MetricId::volumetricEnergyDensityWhL;
  const Scenario start = model.scenario();
  const double energy = model.report()[kEnergy].value,
               other = model.modelBefore(ParticleModel::conventional)[kEnergy].value;
  EXPECT_FALSE(model.isEditing());
  EXPECT_EQ(model.before()[kEnergy].value, energy);
  model.setSliderFraction(ParameterId::amWtPct, 0.2);
  model.setSliderFraction(ParameterId::amWtPct, 0.1);
  EXPECT_TRUE(model.isEditing());
  EXPECT_EQ(model.scenarioBefore(), start);
  EXPECT_EQ(model.before()[kEnergy].value, energy);
  EXPECT_EQ(model.modelBefore(ParticleModel::conventional)[kEnergy].value, other);
  EXPECT_NE(model.report()[kEnergy].value, energy);
  EXPECT_NE(model.reportOfModel(ParticleModel::conventional)[kEnergy].value, other);
  model.revert();
  EXPECT_FALSE(model.isEditing());
  EXPECT_EQ(model.scenario(), start);
  EXPECT_EQ(model.report()[kEnergy].value, energy);
  model.commit();
  EXPECT_FALSE(model.canUndo());
  // Once it is finished it is what an edit begins with, and so is what is undone.
  ASSERT_TRUE(model.setValue(ParameterId::amWtPct, 80.0));
  model.commit();
  EXPECT_EQ(model.before()[kEnergy].value, model.report()[kEnergy].value);
  model.undo();
  EXPECT_EQ(model.before()[kEnergy].value, energy);
  model.beginWith({Scenario{.amWtPct = 75.0}, {}, {}});
  EXPECT_FALSE(model.isEditing());
  EXPECT_EQ(model.before()[kEnergy].value, model.report()[kEnergy].value);
}

TEST(ViewModel, ScentsAreTheEnergyAlongEachSlider) {
  ViewModel model;
  for (const char* link : {"v=2", "v=2&model=1&am=75&T=60", "v=2&Lc=300&acc=physical&soc=charged"}) {
    model.beginWith(decodeLink(link).calculation);
    for (const Parameter& field : parameters()) {
      if (field.isChoice() || !field.isUsedIn(model.scenario())) continue;
      const ViewModel::Scent& scent = model.scentOf(field.id);
      for (const std::size_t i : {std::size_t{0}, scent.size() / 2, scent.size() - 1}) {
        Scenario along = model.scenario();
        field.write(along, field.usualMin + (field.usualMax - field.usualMin) * static_cast<double>(i) /
                                                static_cast<double>(scent.size() - 1));
        const double energy = evaluate(along)[MetricId::volumetricEnergyDensityWhL].value;
        EXPECT_EQ(scent[i], static_cast<float>(energy)) << link << ", " << field.key;
        EXPECT_LE(scent[i], model.scaleTopWhL()) << link << ", " << field.key;
      }
    }
  }
  // It follows the other inputs.
  const float before = model.scentOf(ParameterId::amWtPct)[0];
  ASSERT_TRUE(model.setValue(ParameterId::cathodeThicknessUm, 40.0));
  EXPECT_NE(model.scentOf(ParameterId::amWtPct)[0], before);
}

TEST(ViewModel, TheScaleOfAllScentsStandsStillDuringAnEdit) {
  ViewModel model;
  const double top = model.scaleTopWhL();
  EXPECT_EQ(std::fmod(top, 100), 0);
  ASSERT_TRUE(model.setValue(ParameterId::specificCapacityMahG, 270.0));
  EXPECT_EQ(model.scaleTopWhL(), top);
  model.commit();
  EXPECT_GT(model.scaleTopWhL(), top);
  model.undo();
  EXPECT_EQ(model.scaleTopWhL(), top);
}

TEST(ViewModel, PutsNumbersOnTheGridOfTheirSteps) {
  ViewModel model;
  model.putOnGrid(ParameterId::amWtPct, 80.26);
  EXPECT_EQ(model.scenario().amWtPct, 80.5);
  model.putOnGrid(ParameterId::amWtPct, -1);
  EXPECT_EQ(model.scenario().amWtPct, 60.0);
  model.putOnGrid(ParameterId::amWtPct, 1e6);
  EXPECT_EQ(model.scenario().amWtPct, 92.0);
  model.putOnGrid(ParameterId::cathodeThicknessUm, 70.4);
  EXPECT_EQ(model.scenario().cathodeThicknessUm, 70.0);
}

TEST(ViewModel, UndoTakesBackFinishedEditsAndRedoBringsThemAgain) {
  ViewModel model;
  EXPECT_FALSE(model.canUndo());
  for (double fraction = 0.1; fraction < 0.5; fraction += 0.1) model.setSliderFraction(ParameterId::amWtPct, fraction);
  model.commit();  // a drag is one edit
  const Scenario dragged = model.scenario();
  ASSERT_TRUE(model.setValue(ParameterId::model, 0.0));
  model.commit();
  model.commit();  // nothing changed: no step
  model.undo();
  EXPECT_EQ(model.scenario(), dragged);
  model.undo();
  EXPECT_EQ(model.scenario(), Scenario{});
  EXPECT_FALSE(model.canUndo());
  model.undo();
  EXPECT_EQ(model.scenario(), Scenario{});
  model.redo();
  EXPECT_EQ(model.scenario(), dragged);
  // A new edit leaves the old future behind; undoing an unfinished edit finishes it first.
  ASSERT_TRUE(model.setValue(ParameterId::temperatureC, 50.0));
  EXPECT_FALSE(model.canRedo());
  model.undo();
  EXPECT_EQ(model.scenario(), dragged);
  model.redo();
  EXPECT_EQ(model.scenario().temperatureC, 50.0);
  model.beginWith({dragged, {}});
  EXPECT_FALSE(model.canUndo());
  EXPECT_FALSE(model.canRedo());
}

TEST(ViewModel, PinningIsAnEditLikeOthers) {
  ViewModel model;
  model.pin();
  model.commit();
  EXPECT_NE(model.pinRefusal().find("as A"), std::string::npos);
  model.pin();
  ASSERT_EQ(model.pinned().size(), 1u);
  ASSERT_TRUE(model.setValue(ParameterId::model, 0.0));
  model.pin();
  model.commit();
  ASSERT_EQ(model.pinned().size(), 2u);
  EXPECT_EQ(model.pinned()[1].report[MetricId::volumetricEnergyDensityWhL].value,
            model.report()[MetricId::volumetricEnergyDensityWhL].value);
  model.unpin(0);
  model.unpin(7);
  model.commit();
  ASSERT_EQ(model.pinned().size(), 1u);
  EXPECT_EQ(model.pinned()[0].scenario, model.scenario());
  model.undo();
  EXPECT_EQ(model.calculation().pinned.size(), 2u);
  model.undo();
  EXPECT_EQ(model.calculation(), (Calculation{{}, {Scenario{}}}));
  model.undo();
  EXPECT_EQ(model.calculation(), Calculation{});
}

TEST(ViewModel, LockedInputsStayWhateverIsRecalled) {
  ViewModel model;
  ASSERT_TRUE(model.setValue(ParameterId::temperatureC, 60.0));
  ASSERT_TRUE(model.setValue(ParameterId::loadingMgCm2, 40.0));
  model.setLocked(1u << static_cast<unsigned>(ParameterId::temperatureC) |
                  1u << static_cast<unsigned>(ParameterId::loadingMgCm2));
  model.recall(Scenario{.amWtPct = 75.0});
  EXPECT_EQ(model.scenario(), (Scenario{.amWtPct = 75.0, .temperatureC = 60.0, .loadingMgCm2 = 40.0}));
  // Switching what sizes the cathode keeps the cathode only as far as the inputs may change.
  model.recall(Scenario{});
  ASSERT_TRUE(model.setValue(ParameterId::sizing, 1.0));
  EXPECT_EQ(model.scenario().loadingMgCm2, 40.0);
}

TEST(ViewModel, PinsAsLongAsALinkHasRoom) {
  ViewModel model;
  int pinned = 0;
  for (; model.pinRefusal().empty() && pinned < 1000; ++pinned) {
    model.pin();
    ASSERT_TRUE(model.setValue(ParameterId::amWtPct, 60.0 + 0.001 * pinned));
  }
  EXPECT_GT(pinned, 50);
  EXPECT_LT(pinned, 1000);
  EXPECT_EQ(decodeLink(encodeLink(model.calculation())).calculation, model.calculation());
}

TEST(ViewModel, DerivedDataFollow) {
  ViewModel model;
  ASSERT_TRUE(model.setValue(ParameterId::temperatureC, 60.0));
  for (const auto& [name, same] : {std::pair{"loading", SameSize::loading}, {"thickness", SameSize::thickness}}) {
    ASSERT_TRUE(model.putFigureOption("same", name));
    for (int i = 0; i < kModelCount; ++i) {
      const auto which = static_cast<ParticleModel>(i);
      const Report other = evaluate(withModel(model.scenario(), which, same));
      for (const MetricId id :
           {MetricId::ionicConductivityMsCm, MetricId::volumetricEnergyDensityWhL, MetricId::loadingMgCm2})
        EXPECT_EQ(model.reportOfModel(which)[id].value, other[id].value) << name << i;
    }
  }
}

TEST(ViewModel, KeepsFiguresUntilSomethingChanges) {
  ViewModel model;
  using figure::FigureId;
  const auto cell = [&] {
    for (const TableRow& row : model.figureOf(FigureId::literature, Carrier::ion, 600, 10).data.rows) {
      if (row.cells[0].text == "This cell") return row.cells[10].number;
    }
    return std::optional<double>{};
  };
  EXPECT_EQ(cell(), model.report()[MetricId::volumetricEnergyDensityWhL].value);
  const figure::Figure* kept = &model.figureOf(FigureId::literature, Carrier::ion, 600, 10);
  EXPECT_EQ(kept, &model.figureOf(FigureId::literature, Carrier::ion, 600, 10));
  ASSERT_TRUE(model.setValue(ParameterId::temperatureC, 60.0));
  EXPECT_EQ(cell(), model.report()[MetricId::volumetricEnergyDensityWhL].value);
  const int before = model.revision();
  ASSERT_TRUE(model.putFigureOption("temperature", "30"));
  EXPECT_GT(model.revision(), before);
  EXPECT_FALSE(model.putFigureOption("temperature", "45"));
  EXPECT_EQ(model.figureOptions().temperature, MeasuredTemperature::c30);
}

TEST(ViewModel, OwnRowsAreUndoneLikeEverythingElse) {
  ViewModel model;
  const Calculation with = decodeLink("v=1&am=80&row=n:Mine,am:80,L:70,ved:900").calculation;
  ASSERT_EQ(with.rows.size(), 1u);
  model.setCalculation(with);
  model.commit();
  EXPECT_EQ(model.calculation().rows.size(), 1u);
  model.undo();
  EXPECT_TRUE(model.calculation().rows.empty());
  model.redo();
  EXPECT_EQ(model.calculation(), with);
}

TEST(ViewModel, AssumptionsKeepTheirRange) {
  ViewModel model;
  EXPECT_FALSE(model.putAssumption("amDensityGCm3", 50.0));
  EXPECT_FALSE(model.putAssumption("density", 4.8));
  EXPECT_EQ(model.assumed(), standardAssumptions());
  ASSERT_TRUE(model.putAssumption("amDensityGCm3", 4.7));
  EXPECT_EQ(model.assumed()[static_cast<std::size_t>(AssumptionId::amDensityGCm3)], 4.7);
}

TEST(InputText, ShowsTheDigitsOfTheStepAndOneMoreIfNeeded) {
  EXPECT_EQ(inputText(parameter(ParameterId::amWtPct), 85.0), "85.0");
  EXPECT_EQ(inputText(parameter(ParameterId::cathodeThicknessUm), 93.0), "93");
  EXPECT_EQ(inputText(parameter(ParameterId::loadingMgCm2), 30.5577), "30.56");
  EXPECT_EQ(inputText(parameter(ParameterId::porosityPct), 12.133), "12.13");
}

}  // namespace
}  // namespace cathode::web
