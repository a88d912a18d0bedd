// SPDX-License-Identifier: MIT
// Figures: texts never meet, documents are well-formed, numbers are those of the calculation.
#include "core/figure/figures.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "core/base/number_text.h"
#include "core/base/words.h"
#include "core/composite/sample_composites.h"
#include "core/decide/designs.h"
#include "core/figure/chart.h"
#include "core/figure/map_figure.h"
#include "core/figure/pareto_figure.h"
#include "core/figure/series_chart.h"
#include "core/random_scenario.h"
#include "core/scenario/link.h"

namespace cathode::figure {
namespace {

using cathode::testing::Random;
using cathode::testing::randomScenario;

constexpr double kWidthsMm[] = {85.0, 180.0, 320.0};

FigureOptions randomOptions(Random& random) {
  FigureOptions o;
  o.theme = static_cast<FigureTheme>(random.below(3));
  o.title = static_cast<Heading>(random.below(2));
  o.loading = static_cast<LoadingReading>(random.below(2));
  o.carrier = static_cast<Carrier>(random.below(2));
  o.quantity = static_cast<TransportQuantity>(random.below(2));
  o.against = static_cast<TransportAxis>(random.below(2));
  o.theories = static_cast<std::uint32_t>(random.below(64));
  o.temperature = static_cast<MeasuredTemperature>(random.below(2));
  // Those of maps by numbers of their own, which follow from the others.
  Random map(o.theories * 64 + static_cast<std::uint64_t>(o.theme) * 16 + static_cast<std::uint64_t>(o.loading) * 8 +
             static_cast<std::uint64_t>(o.carrier) * 4 + static_cast<std::uint64_t>(o.quantity) * 2 +
             static_cast<std::uint64_t>(o.against));
  o.metric = static_cast<MetricId>(map.below(kMetricCount));
  const auto put = [&](std::string_view key, const std::string& text) {
    ASSERT_TRUE(changeFigureOption(o, key, text)) << key << " " << text;
  };
  for (const std::string_view axis : {"mapX", "mapY"}) {
    const auto choices = optionKind(axis).choices;
    put(axis, std::string(choices[map.below(choices.size())].value));
  }
  if (map.below(4) == 0) put("mapXFrom", shortestText(parameter(o.mapX).min));
  if (map.below(4) == 0) put("mapYTo", shortestText(parameter(o.mapY).max));
  return o;
}

std::vector<Text> textsOf(const Scene& scene) {
  std::vector<Text> texts;
  for (const auto& item : scene.items) {
    if (const Text* text = std::get_if<Text>(&item)) texts.push_back(*text);
  }
  return texts;
}

// A touch is no overlap.
Box within(Box box) { return {box.x + 0.5, box.y + 0.5, box.width - 1, box.height - 1}; }

void expectApart(const Scene& scene, const std::string& what) {
  const std::vector<Text> texts = textsOf(scene);
  const Box paper{0, 0, scene.width, scene.height};
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const Box box = within(boxOf(texts[i]));
    ASSERT_TRUE(paper.contains(box)) << what << ": \"" << texts[i].what << "\" leaves the figure: " << box.x << " "
                                     << box.y << " " << box.width;
    for (std::size_t k = 0; k < i; ++k) {
      ASSERT_FALSE(box.overlaps(within(boxOf(texts[k]))))
          << what << ": \"" << texts[i].what << "\" over \"" << texts[k].what << "\"";
    }
  }
}

// A small but strict reader of what these documents use of XML: elements nest, attributes are quoted
// and unique, text and values are escaped, the whole is one element.
class Xml {
 public:
  static std::string problemOf(std::string_view text) {
    std::vector<std::string> open;
    bool rootSeen = false;
    while (!text.empty()) {
      if (text.front() != '<') {
        const std::string_view words = text.substr(0, text.find('<'));
        if (const std::string wrong = problemOfText(words); !wrong.empty()) return wrong;
        if (open.empty() && words.find_first_not_of("\n") != std::string_view::npos) return "text outside of the root";
        text.remove_prefix(words.size());
        continue;
      }
      const std::size_t end = text.find('>');
      if (end == std::string_view::npos) return "a tag is not closed";
      std::string_view tag = text.substr(1, end - 1);
      text.remove_prefix(end + 1);
      if (tag.starts_with('/')) {
        if (open.empty() || open.back() != tag.substr(1)) return "</" + std::string(tag.substr(1)) + "> closes nothing";
        open.pop_back();
        continue;
      }
      const bool alone = tag.ends_with('/');
      if (alone) tag.remove_suffix(1);
      const std::string name(tag.substr(0, tag.find(' ')));
      if (name.empty() ||
          name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") != std::string::npos)
        return "<" + name + ">";
      if (open.empty()) {
        if (rootSeen) return "a second root";
        rootSeen = true;
      }
      tag.remove_prefix(name.size());
      std::set<std::string> seen;
      while (!tag.empty()) {
        if (tag.front() != ' ') return "no space before an attribute of <" + name + ">";
        tag.remove_prefix(1);
        const std::size_t equals = tag.find("=\"");
        if (equals == std::string_view::npos) return "an attribute of <" + name + "> without a value";
        if (!seen.insert(std::string(tag.substr(0, equals))).second) return "an attribute twice";
        tag.remove_prefix(equals + 2);
        const std::size_t quote = tag.find('"');
        if (quote == std::string_view::npos) return "a value is not closed";
        if (const std::string wrong = problemOfText(tag.substr(0, quote)); !wrong.empty()) return wrong;
        tag.remove_prefix(quote + 1);
      }
      if (!alone) open.push_back(name);
    }
    return open.empty() && rootSeen ? "" : "not closed";
  }

 private:
  static std::string problemOfText(std::string_view text) {
    for (std::size_t at = text.find('&'); at != std::string_view::npos; at = text.find('&', at + 1)) {
      const std::string_view rest = text.substr(at);
      bool known = false;
      for (const std::string_view entity : {"&amp;", "&lt;", "&gt;", "&quot;"})
        known = known || rest.starts_with(entity);
      if (!known) return "a bare &";
    }
    return isPrintable(std::string(text.substr(0, text.find('\n')))) ? "" : "a control character";
  }
};

TEST(Xml, IsStrict) {
  EXPECT_EQ(Xml::problemOf("<a b=\"1\"><c/>x &amp; y</a>\n"), "");
  for (const char* wrong :
       {"<a>", "<a></b>", "<a b=1/>", "<a b=\"1\" b=\"2\"/>", "<a>&</a>", "<a/><b/>", "x<a/>", "<a b=\"<\" c=\">\"/"}) {
    EXPECT_NE(Xml::problemOf(wrong), "") << wrong;
  }
}

TEST(Figures, TextsNeverMeetInRandomScenarios) {
  Random random(4);
  for (int i = 0; i < testing::casesOf(200); ++i) {
    FigureInput input;
    input.scenario = randomScenario(random);
    std::vector<Scenario> compared;
    for (std::uint64_t k = random.below(4); k > 0; --k) compared.push_back(randomScenario(random));
    input.compared = compared;
    input.options = randomOptions(random);
    CellRow own;
    own[RowText::reference] = "A rather long name of a row: 0123456789";
    own[RowField::amWtPct] = Printed{80.0, 0};
    own[RowField::thicknessUm] = Printed{40.0 + static_cast<double>(random.below(100)), 0};
    own[RowField::loadingMgCm2] = Printed{static_cast<double>(5 + random.below(30)), 0};
    own[RowField::specificCapacityMahG] = Printed{170.0, 0};
    own[RowField::volumetricEnergyDensityWhL] = Printed{static_cast<double>(300 + random.below(900)), 0};
    const std::vector<CellRow> rows{own};
    if (random.below(2) == 0) input.rows = rows;
    for (const double width : kWidthsMm) {
      input.options.widthMm = width;
      for (const FigureKind& kind : figureKinds()) {
        const std::string what = std::string(kind.name) + ", " + shortestText(width) + " mm, scenario " +
                                 std::to_string(i) + " " + encodeLink({input.scenario});
        const Figure figure = makeFigure(kind.id, input);
        expectApart(figure.scene, what);
        if (HasFatalFailure()) return;
        ASSERT_EQ(Xml::problemOf(toSvg(figure.scene, paletteOf(input.options.theme), width, true)), "") << what;
      }
    }
    // On a phone and on a screen, with the canvas's own sizes of type.
    if (i % 4 != 0) continue;
    for (const auto& [width, em] : {std::pair{296.0, 12.0}, {640.0, 14.0}, {1100.0, 14.0}}) {
      input.screen = {width, em};
      for (const FigureKind& kind : figureKinds()) {
        expectApart(makeFigure(kind.id, input).scene, std::string(kind.name) + ", " + shortestText(width) +
                                                          " px, scenario " + std::to_string(i) + " " +
                                                          encodeLink({input.scenario}));
        if (HasFatalFailure()) return;
      }
    }
    input.screen = {};
  }
}

TEST(Figures, HostileNamesStayTexts) {
  CellRow own;
  own[RowText::reference] = "</text><script>alert(1)</script>\"&";
  own[RowText::cathode] = "正极 ü \xF0\x9F\x94\x8B";
  own[RowField::thicknessUm] = Printed{60, 0};
  own[RowField::volumetricEnergyDensityWhL] = Printed{700, 0};
  FigureInput input;
  const std::vector<CellRow> rows{own};
  input.rows = rows;
  for (const FigureId id : {FigureId::literature, FigureId::audit}) {
    const std::string svg = svgOf(id, input);
    EXPECT_EQ(Xml::problemOf(svg), "");
    EXPECT_EQ(svg.find("<script"), std::string::npos);
  }
}

// The numbers in a figure are those of the calculation, to the last bit.
TEST(Figures, ShowTheCalculationsOwnNumbers) {
  Random random(11);
  int numbered = 0;
  for (int i = 0; i < 200; ++i) {
    FigureInput input;
    input.scenario = randomScenario(random);
    input.options = randomOptions(random);
    const Report report = evaluate(input.scenario);
    const auto value = [&](MetricId id) { return report[id].value; };
    const auto markerOf = [](const Figure& figure, std::string_view name) -> Marker {
      for (const auto& item : figure.scene.items) {
        if (const Marker* marker = std::get_if<Marker>(&item); marker && marker->name == name) return *marker;
      }
      return {};
    };
    const auto cellOf = [](const Figure& figure, std::string_view row, std::string_view key) {
      for (std::size_t c = 0; c < figure.data.columns.size(); ++c) {
        if (figure.data.columns[c].key != key) continue;
        for (const TableRow& line : figure.data.rows) {
          if (line.cells[0].text == row) return line.cells[c].number;
        }
      }
      return std::optional<double>{};
    };
    const Figure literature = makeFigure(FigureId::literature, input);
    Scenario assembled = input.scenario;  // as the rows are
    assembled.state = CellState::assembled;
    EXPECT_EQ(markerOf(literature, "This cell").y, evaluate(assembled)[MetricId::volumetricEnergyDensityWhL].value);
    const Figure transport = makeFigure(FigureId::transport, input);
    const bool ion = input.options.carrier == Carrier::ion;
    // No number, no cell and no mark.
    const auto known = [&](MetricId id) { return report[id].isKnown() ? std::optional(value(id)) : std::nullopt; };
    EXPECT_EQ(cellOf(transport, "This cell", "sigmaEffMsCm"),
              known(ion ? MetricId::ionicConductivityMsCm : MetricId::electronicConductivityMsCm));
    EXPECT_EQ(cellOf(transport, "This cell", "tortuosityFactor"),
              known(ion ? MetricId::ionicTortuosityFactor : MetricId::electronicTortuosityFactor));
    EXPECT_EQ(markerOf(transport, "This cell").y,
              cellOf(transport, "This cell",
                     input.options.quantity == TransportQuantity::conductivity ? "sigmaEffMsCm" : "tortuosityFactor")
                  .value_or(0.0));
    const Figure balance = makeFigure(FigureId::balance, input);
    const auto ions = known(MetricId::ionicConductivityMsCm), electrons = known(MetricId::electronicConductivityMsCm);
    EXPECT_EQ(markerOf(balance, "This cell").x, electrons ? ions.value_or(0.0) : 0.0);
    EXPECT_EQ(markerOf(balance, "This cell").y, ions ? electrons.value_or(0.0) : 0.0);
    numbered += ions && electrons;
    const Figure energy = makeFigure(FigureId::energy, input);
    const std::string model = "Model " + std::to_string(static_cast<int>(input.scenario.model) + 1);
    EXPECT_EQ(cellOf(energy, model, "gravimetricEnergyDensityWhKg"), value(MetricId::gravimetricEnergyDensityWhKg));
    const Figure stack = makeFigure(FigureId::stack, input);
    EXPECT_EQ(cellOf(stack, "Cell", "thicknessUm"), report.stack.thicknessUm());
    for (const Figure* figure : {&literature, &transport, &balance, &energy, &stack}) {
      for (const TableRow& row : figure->data.rows)
        ASSERT_EQ(row.cells.size(), figure->data.columns.size()) << figure->data.name;
    }
  }
  EXPECT_GT(numbered, 50);
  EXPECT_LT(numbered, 200);
}

TEST(Figures, DrawMeasuredInterpolatedAndExtrapolatedDifferently) {
  FigureInput input;
  input.scenario.temperatureC = 60.0;
  const Figure figure = makeFigure(FigureId::transport, input);
  int solid = 0, dashed = 0, filled = 0;
  for (const auto& item : figure.scene.items) {
    if (const Line* line = std::get_if<Line>(&item); line && line->clipped && line->points.size() > 2)
      (line->dash == Dash::solid ? solid : dashed) += 1;
    if (const Marker* marker = std::get_if<Marker>(&item); marker && marker->name.starts_with("Model"))
      filled += !marker->hollow;
  }
  EXPECT_EQ(solid, kModelCount);       // between the measured points
  EXPECT_GE(dashed, 2 * kModelCount);  // beyond them, and theories
  EXPECT_EQ(filled, 2 * kModelCount);  // measured at 60 degC
  input.scenario.temperatureC = 45.0;
  for (const auto& item : makeFigure(FigureId::transport, input).scene.items) {
    const Marker* marker = std::get_if<Marker>(&item);
    if (marker && marker->name.starts_with("Model")) {
      EXPECT_TRUE(marker->hollow);
    }
  }
}

std::vector<Marker> markersOf(const Scene& scene) {
  std::vector<Marker> markers;
  for (const auto& item : scene.items) {
    if (const Marker* marker = std::get_if<Marker>(&item); marker && !marker->name.empty()) markers.push_back(*marker);
  }
  return markers;
}

std::vector<Ink> inksOf(const Scene& scene) {
  std::vector<Ink> inks;
  for (const auto& item : scene.items) {
    if (const Area* area = std::get_if<Area>(&item)) inks.insert(inks.end(), {area->fill, area->border});
    if (const Polygon* polygon = std::get_if<Polygon>(&item)) inks.push_back(polygon->fill);
    if (const Line* line = std::get_if<Line>(&item)) inks.push_back(line->ink);
    if (const Marker* marker = std::get_if<Marker>(&item)) inks.push_back(marker->ink);
    if (const Text* text = std::get_if<Text>(&item)) inks.push_back(text->ink);
  }
  return inks;
}

// Hues belong to the particle models, and nothing else has them; words are in none of them.
TEST(Figures, GiveModelsTheirOwnInkAndShape) {
  constexpr FigureId kWithoutModels[] = {FigureId::audit,    FigureId::reconstruction, FigureId::nyquist,
                                         FigureId::contents, FigureId::processing,     FigureId::stack,
                                         FigureId::budget};
  for (const FigureKind& kind : figureKinds()) {
    const Figure figure = makeFigure(kind.id, {});
    bool hasModels = false;
    for (const Ink ink : inksOf(figure.scene)) {
      EXPECT_LT(ink, Ink::first) << kind.name << " has an ink of a person’s own series";
      hasModels = hasModels || ink >= Ink::model1;
    }
    const bool isWithout = std::ranges::find(kWithoutModels, kind.id) != std::end(kWithoutModels);
    EXPECT_EQ(hasModels, !isWithout) << kind.name;
    for (const Text& text : textsOf(figure.scene)) EXPECT_LT(text.ink, Ink::model1) << kind.name << ": " << text.what;
    for (const auto& item : figure.scene.items) {
      const Marker* marker = std::get_if<Marker>(&item);
      if (!marker || marker->ink < Ink::model1) continue;
      EXPECT_EQ(static_cast<int>(marker->shape), static_cast<int>(marker->ink) - static_cast<int>(Ink::model1))
          << kind.name << ": " << marker->name;
    }
  }
}

TEST(Figures, ShowThisCellAsItsModelInARing) {
  for (int i = 0; i < kModelCount; ++i) {
    FigureInput input;
    input.scenario.model = static_cast<ParticleModel>(i);
    const Scenario other;
    input.compared = {&other, 1};
    for (const FigureId id : {FigureId::literature, FigureId::transport, FigureId::balance}) {
      int found = 0;
      for (const Marker& marker : markersOf(makeFigure(id, input).scene)) {
        EXPECT_EQ(marker.ringed, marker.name == "This cell") << marker.name;
        if (!marker.ringed) continue;
        ++found;
        EXPECT_EQ(static_cast<int>(marker.ink), static_cast<int>(Ink::model1) + i);
        EXPECT_EQ(static_cast<int>(marker.shape), i);
      }
      EXPECT_EQ(found, 1) << i;
    }
  }
}

// Who cannot see the drawing is told of a composite of their own, where it is drawn.
TEST(Figures, TellOfACompositeInTheirDescription) {
  FigureInput input;
  const auto describes = [&](FigureId id) {
    const std::string svg = svgOf(id, input);
    const std::size_t start = svg.find("<desc"), end = svg.find("This cell", start);
    return svg.substr(start, end - start).find("the four models and Model 4 by hand") != std::string::npos;
  };
  constexpr FigureId kOfModels[] = {FigureId::contentEnergy, FigureId::transport, FigureId::thickness};
  for (const FigureId id : kOfModels) EXPECT_FALSE(describes(id)) << figureKinds()[static_cast<std::size_t>(id)].name;
  OwnComposite composite = modelFourByHand();
  input.scenario = standardScenario(kept(composite));
  for (const FigureId id : kOfModels) EXPECT_TRUE(describes(id)) << figureKinds()[static_cast<std::size_t>(id)].name;
  // Without a capacity it has no energy to draw.
  for (OwnPoint& point : composite.points) point[OwnQuantity::specificCapacityMahG] = {};
  input.scenario = standardScenario(kept(composite));
  EXPECT_FALSE(describes(FigureId::contentEnergy));
  for (OwnPoint& point : composite.points) point[OwnQuantity::ionicConductivityMsCm] = {};
  input.scenario = standardScenario(kept(composite));
  EXPECT_FALSE(describes(FigureId::transport));
}

// An ohm is as long to the right as upwards; so is a decade.
TEST(Figures, HaveEqualScalesWhereBothAxesShareAUnit) {
  Random random(21);
  for (int i = 0; i < 60; ++i) {
    FigureInput input;
    if (i > 0) input.scenario = randomScenario(random);
    input.options.widthMm = kWidthsMm[random.below(3)];
    input.options.temperature = static_cast<MeasuredTemperature>(random.below(2));
    for (const FigureId id : {FigureId::nyquist, FigureId::balance}) {
      const std::vector<Marker> markers = markersOf(makeFigure(id, input).scene);
      const auto along = [&](double value) { return id == FigureId::balance ? std::log(value) : value; };
      double perX = 0, perY = 0;
      for (const Marker& a : markers) {
        for (const Marker& b : markers) {
          if (std::abs(along(a.x) - along(b.x)) > 0.2) perX = (a.at.x - b.at.x) / (along(a.x) - along(b.x));
          if (std::abs(along(a.y) - along(b.y)) > 0.2) perY = (b.at.y - a.at.y) / (along(a.y) - along(b.y));
        }
      }
      if (markers.size() < 3 || perX == 0 || perY == 0) continue;
      EXPECT_NEAR(perX / perY, 1.0, 1e-6) << static_cast<int>(id) << ", " << input.options.widthMm << " mm";
    }
  }
}

TEST(Figures, DropNoNameInSilence) {
  for (const double width : {79.0, 85.0, 120.0, 180.0, 320.0}) {
    FigureInput input;
    input.options.widthMm = width;
    const auto has = [](const Figure& figure, const std::string& words) {
      return std::ranges::any_of(textsOf(figure.scene), [&](const Text& text) { return text.what.starts_with(words); });
    };
    for (int i = 0; i < kModelCount; ++i) {
      const std::string model = modelName(static_cast<ParticleModel>(i));
      for (const FigureId id : {FigureId::transport, FigureId::models, FigureId::energy})
        EXPECT_TRUE(has(makeFigure(id, input), model)) << static_cast<int>(id) << " " << model << " " << width;
      for (const Carrier carrier : {Carrier::ion, Carrier::electron}) {
        input.options.carrier = carrier;
        for (const char* content : {", 75", ", 85"})
          EXPECT_TRUE(has(makeFigure(FigureId::capacity, input), model + content)) << model << content << " " << width;
      }
    }
    for (const char* name : {"Pristine SE", "MF SE", "Milled SE"})
      EXPECT_TRUE(has(makeFigure(FigureId::nyquist, input), name)) << name << " " << width;
    const Figure literature = makeFigure(FigureId::literature, input);
    for (const CellRow& row : literatureCellRows()) {
      EXPECT_TRUE(has(literature, rowName(row, 0))) << rowName(row, 0) << " " << width;
      EXPECT_TRUE(has(literature, printedText(*row[RowField::volumetricEnergyDensityWhL]))) << rowName(row, 0);
    }
    int verdicts = 0;
    for (const Text& text : textsOf(literature.scene)) {
      for (const char* words : {"yes", "no: needs ", "if V = ", "cannot say"}) verdicts += text.what.starts_with(words);
    }
    EXPECT_EQ(verdicts, kLiteratureCount) << width;
  }
}

// An audit's row is a printed number, and those of all verdicts but the consistent are there.
TEST(Figures, AuditHasARowForEachNumberThatDoesNotFit) {
  const AuditSummary summary = summaryOf(audit());
  const std::vector<Marker> markers = markersOf(makeFigure(FigureId::audit, {}).scene);
  std::set<std::string> names;
  int outside = 0;
  for (const Marker& marker : markers) {
    EXPECT_TRUE(names.insert(marker.name).second) << marker.name << " twice";
    outside += std::abs(marker.x) > 1.0;
    if (marker.ink == Ink::warning) {
      EXPECT_GT(std::abs(marker.x), 1.0) << marker.name;
    }
  }
  // The implausible are judged by no deviation; the caption names them.
  EXPECT_EQ(outside,
            summary[Verdict::conditional] + summary[Verdict::beyondRounding] + summary[Verdict::contradictory]);
}

TEST(FigureOptions, OfEarlierVersionsHaveNoEffect) {
  FigureOptions options;
  const std::string before = figureOptionsText(options);
  EXPECT_TRUE(putFigureOption(options, "mode", "normalised"));
  EXPECT_TRUE(putFigureOption(options, "axis", "arealCapacity"));
  EXPECT_FALSE(putFigureOption(options, "axis", "time"));
  EXPECT_EQ(figureOptionsText(options), before);
}

TEST(FigureOptions, AreRefusedByNameAndGoThroughText) {
  FigureOptions options;
  for (const auto& [key, wrong, allowed] : {std::tuple{"title", "below", "above, none"},
                                            {"widthMm", "4000", "40 to 400 mm"},
                                            {"widthMm", "wide", "40 to 400 mm"},
                                            {"theories", "bruggeman,magic", "gem"},
                                            {"temperature", "45", "30, 60"},
                                            {"mapX", "model", "amWtPct, caWtPct"},
                                            {"metric", "price", "volumetricEnergyDensityWhL"},
                                            {"mapYTo", "far", "a number in the input’s range"},
                                            {"design", "max:price:3", "max:voltageDropMv:100"},
                                            {"bulkCapacitanceF", "0", "1e-14 to 1 F"}}) {
    const auto put = putFigureOption(options, key, wrong);
    ASSERT_FALSE(put) << key;
    EXPECT_NE(put.error().find(key), std::string::npos);
    EXPECT_NE(put.error().find(allowed), std::string::npos) << put.error();
  }
  EXPECT_FALSE(putFigureOption(options, "colour", "red"));
  Random random(5);
  for (int i = 0; i < 200; ++i) {
    const std::string text = figureOptionsText(randomOptions(random));
    FigureOptions read;
    std::stringstream parts(text);
    for (std::string part; std::getline(parts, part, '&');) {
      const std::size_t equals = part.find('=');
      ASSERT_TRUE(putFigureOption(read, part.substr(0, equals), part.substr(equals + 1))) << part;
    }
    EXPECT_EQ(figureOptionsText(read), text);
  }
}

// A map's two inputs are never the same one by a person's choice, and each brings its own range.
TEST(FigureOptions, OfAMapGoTogether) {
  FigureOptions options;
  EXPECT_TRUE(changeFigureOption(options, "mapXTo", "150"));
  EXPECT_TRUE(changeFigureOption(options, "mapYFrom", "70"));
  EXPECT_TRUE(changeFigureOption(options, "mapX", "amWtPct"));
  EXPECT_EQ(options.mapX, ParameterId::amWtPct);
  EXPECT_EQ(options.mapY, ParameterId::cathodeThicknessUm);
  EXPECT_FALSE(options.mapXTo || options.mapYFrom);
  EXPECT_TRUE(changeFigureOption(options, "mapXFrom", "70"));
  EXPECT_TRUE(changeFigureOption(options, "metric", "porosityPct"));
  EXPECT_EQ(options.mapXFrom, 70.0);
  EXPECT_TRUE(changeFigureOption(options, "mapXFrom", ""));
  EXPECT_FALSE(options.mapXFrom);
}

TEST(MapFigure, SaysWhyItCannotBeDrawn) {
  FigureInput input;
  input.options.mapXFrom = 300.0;
  EXPECT_EQ(refusalOf(FigureId::map, input),
            "x: cathodeThicknessUm (Cathode thickness) from 300 down to 200 µm; allowed: 5 to 500 µm, from below to.");
  EXPECT_EQ(refusalOf(FigureId::energy, input), "");
  const Figure figure = makeFigure(FigureId::map, input);
  EXPECT_NE(figure.scene.description.find("from 300 down to 200"), std::string::npos);
  EXPECT_TRUE(figure.data.rows.empty());
}

// Shades, table and marks are the calculation's own numbers, wherever they stand.
TEST(MapFigure, ShowsTheCalculationsOwnNumbers) {
  Random random(29);
  int compared = 0;
  for (int i = 0; i < 40; ++i) {
    FigureInput input;
    input.scenario = randomScenario(random);
    input.options = randomOptions(random);
    if (!refusalOf(FigureId::map, input).empty()) continue;
    const FigureOptions& o = input.options;
    const Figure figure = makeFigure(FigureId::map, input);
    const Shades* map = nullptr;
    for (const auto& item : figure.scene.items)
      if (const Shades* shades = std::get_if<Shades>(&item); shades && shades->columns != kShadeCount) map = shades;
    ASSERT_TRUE(map);
    double low = INFINITY, high = -INFINITY;
    std::vector<std::pair<double, int>> shades;
    const MapRequest request = mapRequestOf(input, static_cast<int>(map->columns));
    for (const TableRow& row : figure.data.rows) {
      if (row.cells[0].text != "Map") continue;
      const double x = *row.cells[1].number, y = *row.cells[2].number;
      const MetricValue value = evaluate(withInput(withInput(input.scenario, o.mapY, y), o.mapX, x))[o.metric];
      EXPECT_EQ(row.cells[3].number, value.isKnown() ? std::optional(value.value) : std::nullopt);
      EXPECT_EQ(row.cells[4].text, provenanceKey(value.provenance));
      const auto side = static_cast<double>(map->columns - 1);
      const auto column = static_cast<std::size_t>(std::lround(shareOf(request.x, x) * side));
      const auto up = static_cast<std::size_t>(std::lround(shareOf(request.y, y) * side));
      const int shade = map->steps[(map->columns - 1 - up) * map->columns + column];
      EXPECT_EQ(shade == kNoShade, !value.isKnown());
      if (!value.isKnown()) continue;
      shades.push_back({value.value, shade});
      low = std::min(low, value.value), high = std::max(high, value.value);
    }
    // Higher values have no lower shade.
    std::ranges::sort(shades);
    for (std::size_t k = 1; k < shades.size(); ++k) {
      EXPECT_LE(shades[k - 1].second, shades[k].second);
      ++compared;
    }
  }
  EXPECT_GT(compared, 1000);
}

TEST(MapFigure, OutlinesWhatWasMeasured) {
  FigureInput input;
  input.options.mapX = ParameterId::temperatureC;
  const Figure figure = makeFigure(FigureId::map, input);
  // Content from 75 to 85 wt% and 30 to 60 degC: a rectangle, with its corners where the axes have them.
  const Box plot = figure.scene.plot;
  const auto atX = [&](double celsius) { return plot.x + celsius / 90.0 * plot.width; };
  const auto atY = [&](double am) { return plot.bottom() - (am - 60.0) / 32.0 * plot.height; };
  bool isFound = false;
  for (const auto& item : figure.scene.items) {
    const Line* line = std::get_if<Line>(&item);
    if (!line || line->points.size() < 40 || line->ink != Ink::text || line->width < 1.5) continue;
    isFound = true;
    double left = INFINITY, right = 0, top = INFINITY, bottom = 0;
    for (const Point& p : line->points) {
      left = std::min(left, p.x), right = std::max(right, p.x);
      top = std::min(top, p.y), bottom = std::max(bottom, p.y);
    }
    EXPECT_NEAR(left, atX(30), 1e-6);
    EXPECT_NEAR(right, atX(60), 1e-6);
    EXPECT_NEAR(bottom, atY(75), 1e-6);
    EXPECT_NEAR(top, atY(85), 1e-6);
  }
  EXPECT_TRUE(isFound);
  // None of the hatching is in it.
  int hatched = 0;
  for (const auto& item : figure.scene.items) {
    const Line* hatch = std::get_if<Line>(&item);
    if (!hatch || hatch->opacity == 1) continue;
    ++hatched;
    for (double t = 0.05; t < 1; t += 0.1) {
      const Point a = hatch->points[0], b = hatch->points[1];
      const Point p{a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t};
      const double margin = 4;
      EXPECT_FALSE(p.x > atX(30) + margin && p.x < atX(60) - margin && p.y > atY(85) + margin &&
                   p.y < atY(75) - margin);
    }
  }
  EXPECT_GT(hatched, 50);
}

TEST(ParetoFigure, ShowsWhatIsFound) {
  FigureInput input;
  input.scenario.cRate = 0.2;
  const Figure figure = makeFigure(FigureId::pareto, input);
  const Designs designs = findDesigns(designProblemOf(input));
  ASSERT_TRUE(designs.front);
  // This cell, the designs, the front.
  EXPECT_EQ(figure.data.rows.size(), 1 + designs.designs.size() + designs.front->points.size());
  std::size_t marks = 0;
  for (const auto& item : figure.scene.items) {
    const Marker* mark = std::get_if<Marker>(&item);
    if (mark && mark->name == "Front") ++marks;
  }
  EXPECT_EQ(marks, designs.front->points.size());
}

TEST(ParetoFigure, SaysWhatCannotBeMet) {
  FigureInput input;
  ASSERT_TRUE(putFigureOption(input.options, "design", "min:volumetricEnergyDensityWhL:3000,free:am:75:85"));
  EXPECT_NE(makeFigure(FigureId::pareto, input).scene.description.find("cannot be met"), std::string::npos);
  ASSERT_TRUE(putFigureOption(input.options, "design", "min:volumetricEnergyDensityWhL:3000,free:am:85:75"));
  EXPECT_NE(refusalOf(FigureId::pareto, input).find("from 85 is above to 75"), std::string::npos);
}

TEST(Ticks, NeverTooManyAndAlwaysWithin) {
  Random random(6);
  for (int i = 0; i < 20000; ++i) {
    const bool log = random.below(2) == 0;
    const double low = log ? std::exp(-12.0 + 20.0 * random.fraction()) : -500.0 + 1000.0 * random.fraction();
    const double high = log ? low * (1.05 + 1e5 * random.fraction() * random.fraction())
                            : low + 1e-3 + 1e4 * random.fraction() * random.fraction();
    const int most = 2 + static_cast<int>(random.below(10));
    const Ticks ticks = ticksOf({"", log ? Scale::log : Scale::linear, low, high}, most);
    ASSERT_LE(ticks.values.size(), static_cast<std::size_t>(most) + 1);
    for (std::size_t k = 0; k < ticks.values.size(); ++k) {
      ASSERT_GE(ticks.values[k], low - (high - low) * 1e-6);
      ASSERT_LE(ticks.values[k], high + (high - low) * 1e-6);
      if (k > 0) {
        ASSERT_GT(ticks.values[k], ticks.values[k - 1]);
        ASSERT_NE(ticks.labels[k], ticks.labels[k - 1]);
      }
    }
  }
}

// Any finite numbers: drawn with a handful of ticks and no more than the points, or refused by the axis.
TEST(SeriesChart, IsDrawnOrRefusedWhateverTheNumbers) {
  Random random(11);
  const auto number = [&]() -> double {
    switch (random.below(8)) {
      case 0: return 0.0;
      case 1: return (random.fraction() - 0.5) * 1.7e308;
      case 2: return std::ldexp(random.fraction(), -1060);
      case 3: return 1e300 * (1 + 1e-15 * random.fraction());
      case 4: return 1e15 + random.fraction();
      case 5: return -random.fraction() * 1e-90;
      case 6: return std::ldexp(random.fraction() - 0.5, static_cast<int>(random.below(600)) - 300);
      default: return random.fraction() * 100;
    }
  };
  int drawn = 0, refused = 0;
  for (int i = 0; i < 3000; ++i) {
    SeriesSpec spec{"t",
                    {"x", random.below(2) ? Scale::log : Scale::linear},
                    {"y", random.below(2) ? Scale::log : Scale::linear},
                    {{"s", {}, true}}};
    for (auto n = 1 + random.below(4); n > 0; --n) spec.series[0].points.push_back({number(), number()});
    const auto scene = seriesChart(spec, 85);
    if (!scene) {
      EXPECT_TRUE(scene.error().starts_with("x: values from ") || scene.error().starts_with("y: values from "))
          << scene.error();
      EXPECT_NE(scene.error().find("allowed: "), std::string::npos);
      ++refused;
      continue;
    }
    EXPECT_LT(scene->items.size(), 100u);
    ++drawn;
  }
  EXPECT_GT(drawn, 500);
  EXPECT_GT(refused, 500);
  const SeriesSpec huge{"t", {"x"}, {"y"}, {{"s", {{-1e308, 0}, {1e308, 1}}}}};
  EXPECT_EQ(seriesChart(huge, 85).error(),
            "x: values from -1e+308 to 1e+308; allowed: 0, or magnitudes of 1e-100 to 1e+100.");
}

TEST(Svg, HoldsOnlyWhatXmlAllows) {
  Scene scene;
  scene.title =
      "a\xEF\xBF\xBE"
      "b\x02";
  scene.description = "<&>";
  const std::string svg = toSvg(scene, paletteOf(FigureTheme::light), 85, false);
  EXPECT_NE(svg.find("a\uFFFD"
                     "b\uFFFD"),
            std::string::npos);
  EXPECT_NE(svg.find("&lt;&amp;&gt;"), std::string::npos);
}

TEST(Csv, QuotesAndKeepsExactNumbers) {
  const Table table{"t",
                    "Title\nof two lines",
                    "",
                    {{"a", "A", "", true}, {"b", "B", "µm"}},
                    {{{wordsCell("plain"), numberCell(0.1, 1)}, ""},
                     {{wordsCell("with \"quotes\", comma"), numberCell(1.0 / 3.0, 2)}, ""},
                     {{wordsCell("=1+1"), TableCell{}}, ""}}};
  EXPECT_EQ(csvText(table), "a,b [µm]\r\nplain,0.1\r\n\"with \"\"quotes\"\", comma\",0.3333333333333333\r\n'=1+1,\r\n");
  const std::pair<std::string, std::string> constants[] = {{"program", "x 1"}, {"link", "a,b"}};
  EXPECT_EQ(csvText(table, constants),
            "a,b [µm],program,link\r\nplain,0.1,x 1,\"a,b\"\r\n\"with \"\"quotes\"\", comma\",0.3333333333333333,x "
            "1,\"a,b\"\r\n'=1+1,,x 1,\"a,b\"\r\n");
}

// The documents of the standard figures, byte by byte. After a change that is meant, run the tests with
// UPDATE_GOLDEN=1 and look at the difference.
TEST(Golden, FiguresAreTheSameDocuments) {
  const std::filesystem::path folder = std::filesystem::path(GOLDEN_FOLDER) / "figures";
  for (const FigureKind& kind : figureKinds()) {
    for (const double width : kWidthsMm) {
      FigureInput input;
      input.options.widthMm = width;
      input.options.theme = width == 85.0 ? FigureTheme::print : FigureTheme::light;
      const std::string svg = svgOf(kind.id, input);
      const std::filesystem::path file = folder / (std::string(kind.name) + "-" + shortestText(width) + ".svg");
      if (std::getenv("UPDATE_GOLDEN")) std::ofstream(file, std::ios::binary) << svg;
      std::stringstream golden;
      golden << std::ifstream(file, std::ios::binary).rdbuf();
      EXPECT_TRUE(golden.str() == svg) << file.filename() << " differs";
    }
  }
}

}  // namespace
}  // namespace cathode::figure
