// SPDX-License-Identifier: MIT
// The canvas's views as people see them: drawn by Dear ImGui without a window, every text and card with where it is.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <map>
#include <span>
#include <tuple>

#include "core/base/number_text.h"
#include "core/cell/evaluate.h"
#include "core/scenario/link.h"
#include "golden_text.h"
#include "web/canvas/contrast.h"
#include "web/canvas/figure_view.h"
#include "web/canvas/frame_hash.h"
#include "web/canvas/layout.h"

// For the window whose items are pressed.
#include <imgui_internal.h>

namespace cathode::web {
namespace {

std::vector<unsigned char> bytesOf(const char* name) {
  std::ifstream file(std::string(FONT_FOLDER) + "/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The views that have a drawing; the rest of them are HTML alone.
constexpr View kDrawn[] = {View::all, View::energy, View::transport, View::comparison, View::rate, View::map};
std::string nameOf(View view) { return std::string(kViews[static_cast<std::size_t>(view)]); }

// An interface without a window.
class Canvas {
 public:
  explicit Canvas(bool dark = false) : theme_(themeOf(dark)) {
    ImGui::CreateContext();
    ImGui::GetIO().IniFilename = nullptr;
    fonts_ = buildFonts({regular_.data(), int(regular_.size()), semibold_.data(), int(semibold_.size())}, 1);
    state.figures = kFigureParts;
  }
  ~Canvas() { ImGui::DestroyContext(); }
  Canvas(const Canvas&) = delete;

  ViewModel model;
  ScreenState state;
  const Theme& theme() const { return theme_; }
  const Fonts& fonts() const { return fonts_; }
  float height() const { return height_; }
  Items& items() { return items_; }
  Ask asked = Ask::nothing;  // in one of the frames drawn last, and for what
  int askedFor = 0;
  std::string said;    // of what has the keyboard
  float window = 1e6;  // height of what is seen of the content
  bool hasFonts() const { return !regular_.empty() && !semibold_.empty(); }

  // Two frames, as after every event; what the second one draws. Content as high as it is.
  template <typename View = decltype(drawView)>
  Recording draw(float width, View view = drawView) {
    Recording seen;
    asked = Ask::nothing;
    for (int frame = 0; frame < 2; ++frame) {
      seen = {};
      ImGuiIO& io = ImGui::GetIO();
      io.DisplaySize = {width, height_};
      io.DeltaTime = 0.016f;
      ImGui::NewFrame();
      ImGui::SetNextWindowPos({0, 0});
      ImGui::SetNextWindowSize(io.DisplaySize);
      ImGui::Begin("page", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoSavedSettings);
      items_.beginFrame(0);
      const float inSight = std::min(window, height_);
      Screen screen{
          ImGui::GetWindowDrawList(), theme_, fonts_, items_, model, state, width, inSight, 0, 0, {}, {}, false, {}};
      recordInto(&seen);
      height_ = view(screen);
      recordInto(nullptr);
      state.pointedModel = screen.pointing;
      said = items_.said();
      if (screen.asked != Ask::nothing) {
        asked = screen.asked;
        askedFor = screen.askedFor;
      }
      window_ = ImGui::GetCurrentWindow();
      ImGui::End();
      ImGui::Render();
    }
    return seen;
  }

  // Where an item of the frame drawn last is.
  std::optional<Rect> find(const std::string& name) const { return items_.find(window_->GetID(name.c_str())); }

  // Holds an item of the view drawn last, so far from its middle.
  void hold(const std::string& name, float width, float by = 0) {
    const std::optional<Rect> rect = find(name);
    ASSERT_TRUE(rect) << name;
    ImGuiIO& io = ImGui::GetIO();
    io.AddMousePosEvent(rect->center().x, rect->center().y);
    draw(width);
    io.AddMouseButtonEvent(0, true);
    draw(width);
    if (by != 0) io.AddMousePosEvent(rect->center().x + by, rect->center().y);
    draw(width);
  }
  void release(float width) {
    ImGui::GetIO().AddMouseButtonEvent(0, false);
    draw(width);
    ImGui::GetIO().AddMousePosEvent(-FLT_MAX, -FLT_MAX);
    draw(width);
  }
  void press(const std::string& name, float width) {
    hold(name, width);
    const auto before = std::pair{asked, askedFor};
    ImGui::GetIO().AddMouseButtonEvent(0, false);
    draw(width);
    const auto then = asked == Ask::nothing ? before : std::pair{asked, askedFor};
    ImGui::GetIO().AddMousePosEvent(-FLT_MAX, -FLT_MAX);
    draw(width);
    std::tie(asked, askedFor) = then;
  }

 private:
  ImGuiWindow* window_ = nullptr;
  std::vector<unsigned char> regular_ = bytesOf("inter-regular.ttf"), semibold_ = bytesOf("inter-semibold.ttf");
  Theme theme_;
  Fonts fonts_{};
  Items items_;
  float height_ = 2000;
};

// Widths in design pixels: phones to where the content is as wide as it gets, and a projector's share of 2560.
constexpr float kWidths[] = {320, 390, 719, 768, 1024, 1159, 1366, 1440, 1506};
constexpr const char* kLinks[] = {"", "model=1&pin=model:2&pin=am:80", "am=60&T=90",
                                  "eps=50&acc=physical&soc=charged&coll=half",
                                  "Lc=500&V=4.25&q=270&C=2&ca=4.55&acc=physical"};

void begin(Canvas& canvas, const std::string& link) {
  canvas.model.setLocked(0);
  canvas.model.setFigureOptions({});
  const FigureParts figures = canvas.state.figures;
  canvas.state = {};
  canvas.state.figures = figures;
  canvas.model.beginWith(decodeLink("v=2&" + link).calculation);
}

// How a view can look beside what its scenario makes of it.
struct Look {
  const char* name;
  void (*put)(Canvas&);
};
constexpr unsigned bitOf(ParameterId id) { return 1u << static_cast<unsigned>(id); }
constexpr Look kLooks[] = {
    {"all inputs", [](Canvas& c) { c.state.moreOpen = true; }},
    {"loading", [](Canvas& c) { (void)c.model.setValue(ParameterId::sizing, 1.0), c.model.commit(); }},
    {"within a page", [](Canvas& c) { c.state.presentation.embedded = true; }},
    {"a lesson's",
     [](Canvas& c) {
       c.state.presentation.embedded = true;
       c.state.presentation.shown =
           bitOf(ParameterId::amWtPct) | bitOf(ParameterId::temperatureC) | bitOf(ParameterId::porosityPct);
       c.model.setLocked(bitOf(ParameterId::temperatureC) | bitOf(ParameterId::porosityPct));
     }},
    {"all locked", [](Canvas& c) { c.state.moreOpen = true, c.model.setLocked(~0u); }},
    {"hidden", [](Canvas& c) { c.state.presentation.resultsHidden = true; }},
    {"being loaded", [](Canvas& c) { c.state.figures = {}; }},
    {"content dragged", [](Canvas& c) { (void)c.model.setValue(ParameterId::amWtPct, 76.5); }},
    {"thickness dragged", [](Canvas& c) { (void)c.model.setValue(ParameterId::cathodeThicknessUm, 300.0); }},
    {"thinned", [](Canvas& c) { (void)c.model.setValue(ParameterId::cathodeThicknessUm, 12.0); }},
    {"a choice in the sheet", [](Canvas& c) { c.state.sheetInput = ParameterId::accounting; }},
    {"map of a long name",
     [](Canvas& c) {
       for (const auto& [key, text] : {std::pair{"metric", "gravimetricEnergyDensityAtRateWhKg"}, {"mapX", "cRate"}})
         (void)c.model.putFigureOption(key, text);
     }},
    {"metrics to choose from", [](Canvas& c) { c.state.openOption = "metric"; }},
    {"no such map", [](Canvas& c) { (void)c.model.putFigureOption("mapXFrom", "450"); }},
    {"same thickness", [](Canvas& c) { (void)c.model.putFigureOption("same", "thickness"); }},
};

// Draws every view at every width, as every link and look has it; tells of each what it has drawn.
template <typename Act>
void drawAll(Canvas& canvas, std::span<const float> widths, Act act) {
  const auto drawViews = [&](const std::string& what) {
    for (const View view : kDrawn) {
      for (const float width : widths) {
        canvas.state.presentation.view = view;
        act(what + ", view " + nameOf(view) + ", " + shortestText(width) + " px wide: ", canvas.draw(width), width);
        if (::testing::Test::HasFatalFailure()) return;
      }
    }
  };
  for (const char* link : kLinks) {
    begin(canvas, link);
    drawViews(link);
    if (::testing::Test::HasFatalFailure()) return;
  }
  for (const Look& look : kLooks) {
    begin(canvas, "");
    look.put(canvas);
    drawViews(look.name);
    canvas.state.figures = kFigureParts;
    if (::testing::Test::HasFatalFailure()) return;
  }
}

bool overlap(const Rect& a, const Rect& b) {
  constexpr float kTouch = 1.5f;  // of line boxes; letters are smaller
  return a.x + kTouch < b.right() && b.x + kTouch < a.right() && a.y + kTouch < b.bottom() && b.y + kTouch < a.bottom();
}
bool holds(const Rect& rect, ImVec2 at) {
  return at.x >= rect.x && at.x <= rect.right() && at.y >= rect.y && at.y <= rect.bottom();
}
constexpr int kSheet = 3;  // the layer of a phone's sheet, whose row of inputs goes on beyond the edge

TEST(Views, TextsNeitherOverlapNorLeaveTheirPlace) {
  Canvas canvas;
  ASSERT_TRUE(canvas.hasFonts());
  int texts = 0, within = 0;
  std::map<std::string, std::string> wrong;  // what, and where first
  drawAll(canvas, kWidths, [&](const std::string& where, const Recording& seen, float width) {
    texts += int(seen.texts.size());
    const auto expect = [&](bool isRight, const std::string& what) {
      if (!isRight) wrong.emplace(what, where);
    };
    for (std::size_t i = 0; i < seen.texts.size(); ++i) {
      const Recording::Text& text = seen.texts[i];
      const Rect& rect = text.rect;
      if (text.what.empty()) continue;
      if (text.layer != kSheet) expect(rect.x >= 0 && rect.right() <= width + 0.5f, "leaves the canvas: " + text.what);
      expect(rect.bottom() <= canvas.height() + 0.5f, "is below the content: " + text.what);
      for (const CardPlace& card : canvas.state.cards) {
        if (text.layer == kSheet || !holds(card.rect, rect.center())) continue;
        ++within;
        // The largest numbers begin a little before the margin, so that their strokes stand at it.
        expect(rect.x >= card.rect.x - 2.1f && rect.right() <= card.rect.right() + 1 &&
                   rect.bottom() <= card.rect.bottom() + 1,
               "leaves " + card.name + ": " + text.what);
      }
      for (std::size_t k = i + 1; k < seen.texts.size(); ++k) {
        const Recording::Text& other = seen.texts[k];
        if (other.layer == text.layer && !other.what.empty())
          expect(!overlap(rect, other.rect), '"' + text.what + "\" lies over \"" + other.what + '"');
      }
    }
  });
  for (const auto& [what, where] : wrong) ADD_FAILURE() << where << what;
  EXPECT_GT(texts, 30000);
  EXPECT_GT(within, 20000);
}

// Nothing is too small to be read, but for subscripts, which are drawn with what they stand at.
TEST(Views, HaveNoTextBelowTwelvePixels) {
  Canvas canvas;
  drawAll(canvas, kWidths, [](const std::string& where, const Recording& seen, float) {
    for (const Recording::Text& text : seen.texts) ASSERT_GE(text.size / kLineOfEm, 11.95f) << where << text.what;
  });
}

TEST(Views, TextsStandOutFromWhatTheyStandOn) {
  for (const bool dark : {false, true}) {
    Canvas canvas(dark);
    const Theme& theme = canvas.theme();
    int onBoxes = 0;
    constexpr float kTwo[] = {390, 1366};
    drawAll(canvas, kTwo, [&](const std::string& where, const Recording& seen, float) {
      for (const Recording::Text& text : seen.texts) {
        // What is out of reach need not stand out.
        if (text.what.empty() || text.color == theme.disabled) continue;
        // On the smallest thing of one colour that it stands on; else on the ground, which is the page's below inputs.
        const Recording::Box* under = nullptr;
        for (const Recording::Box& box : seen.boxes) {
          if (box.fill >> 24 != 0xFF || !holds(box.rect, text.rect.center()) || box.layer != text.layer) continue;
          if (under == nullptr || box.rect.w * box.rect.h <= under->rect.w * under->rect.h) under = &box;
        }
        onBoxes += under != nullptr;
        const auto inputs = std::ranges::find(canvas.state.cards, std::string("inputs"), &CardPlace::name);
        const bool isOnPage =
            text.layer == kSheet || (inputs != canvas.state.cards.end() && holds(inputs->rect, text.rect.center()));
        const Color ground = under != nullptr ? under->fill : isOnPage ? theme.page : theme.card;
        ASSERT_GE(contrast(text.color, ground), 4.5) << where << text.what;
      }
    });
    EXPECT_GT(onBoxes, 500);
  }
}

// The texts that stand in an item's row.
std::vector<std::string> textsIn(const Recording& seen, const Rect& rect) {
  std::vector<std::string> texts;
  for (const Recording::Text& text : seen.texts)
    if (holds(rect, text.rect.center())) texts.push_back(text.what);
  return texts;
}
bool has(const std::vector<std::string>& texts, const std::string& wanted) {
  return std::ranges::find(texts, wanted) != texts.end();
}
bool says(const Recording& seen, const std::string& words) {
  return std::ranges::any_of(seen.texts,
                             [&](const Recording::Text& text) { return text.what.find(words) != std::string::npos; });
}

TEST(Views, ShowTheReportsNumbers) {
  Canvas canvas;
  for (const char* link : kLinks) {
    begin(canvas, link);
    const Report report = evaluate(canvas.model.scenario());
    const auto shown = [&](MetricId id) { return displayText(metric(id), report[id].value); };
    using enum MetricId;
    const Recording cell = canvas.draw(1366);
    // The two that people come for, in the largest type.
    std::vector<std::string> large;
    for (const Recording::Text& text : cell.texts)
      if (text.size > 50) large.push_back(text.what);
    EXPECT_EQ(large, (std::vector{shown(volumetricEnergyDensityWhL), shown(gravimetricEnergyDensityWhKg)})) << link;
    for (const MetricId id : {loadingMgCm2, cathodeThicknessUm, arealCapacityMahCm2})
      EXPECT_TRUE(says(cell, shown(id) + " " + std::string(metric(id).unit))) << link << ", " << metric(id).key;
    EXPECT_TRUE(says(cell, fixedText(report.stack.thicknessUm(), 1) + " µm")) << link;
    EXPECT_TRUE(says(cell, displayText(metric(loadingMgCm2), report.stack.massMgCm2()) + " mg/cm²")) << link;
    // A row of each model, this cell's with its own numbers and the others with ranges where they are known to one.
    for (int i = 0; i < kModelCount; ++i) {
      const auto row = canvas.find("row-model-" + std::to_string(i + 1));
      ASSERT_TRUE(row) << link;
      const bool isOwn = static_cast<int>(canvas.model.scenario().model) == i;
      const Report& one = isOwn ? report : canvas.model.reportOfModel(static_cast<ParticleModel>(i));
      const std::vector<std::string> texts = textsIn(cell, *row);
      EXPECT_TRUE(has(texts, displayText(metric(volumetricEnergyDensityWhL), one[volumetricEnergyDensityWhL].value)))
          << link << i;
      for (const MetricId id : {gravimetricEnergyDensityWhKg, specificCapacityMahG}) {
        const Metric& kind = metric(id);
        const auto& interval = one[id].interval;
        const std::string number = isOwn || !interval ? displayText(kind, one[id].value)
                                                      : significantText(interval->lower, kind.digits) + "–" +
                                                            significantText(interval->upper, kind.digits);
        EXPECT_TRUE(has(texts, number)) << link << ", model " << i + 1 << ": " << number;
      }
    }
    // Of each carrier: conductivity, tortuosity factor, MacMullin number.
    canvas.state.presentation.view = View::transport;
    std::vector<std::string> numbers;
    for (const Recording::Text& text : canvas.draw(1366).texts)
      if (text.size > 25) numbers.push_back(text.what);
    EXPECT_EQ(numbers, (std::vector{shown(ionicConductivityMsCm), shown(ionicTortuosityFactor), shown(ionicMacMullin),
                                    shown(electronicConductivityMsCm), shown(electronicTortuosityFactor),
                                    shown(electronicMacMullin)}))
        << link;
  }
}

// The parts of a bar, which say so much of the whole as they are wide, add up to it.
TEST(Views, HaveBarsThatAddUp) {
  Canvas canvas;
  int complete = 0;
  for (const char* link : kLinks) {
    begin(canvas, link);
    const Recording seen = canvas.draw(1440);
    for (const auto& [key, whole] : {std::pair{"volume", 100.0}, {"mass", canvas.model.report().stack.massMgCm2()}}) {
      std::vector<Rect> parts;
      for (int i = 0; const auto part = canvas.find(std::string(key) + "-" + std::to_string(i)); ++i)
        parts.push_back(*part);
      ASSERT_GE(parts.size(), 3u) << link << key;
      const float width = parts.back().right() - parts.front().x;
      double sum = 0;
      std::size_t told = 0;
      for (const Rect& part : parts) {
        // Its words, where there is room for them, end with its number.
        const std::vector<std::string> texts = textsIn(seen, part);
        if (texts.empty()) continue;
        ASSERT_EQ(texts.size(), 1u) << link << key;
        const double number = *parseNumber(texts[0].substr(texts[0].find_last_of(' ') + 1));
        EXPECT_NEAR(number / whole, part.w / width, 0.003) << link << ", " << texts[0];
        sum += number;
        ++told;
      }
      EXPECT_LT(sum, whole + 0.06) << link << key;
      if (told < parts.size()) continue;
      ++complete;
      EXPECT_NEAR(sum, whole, 0.0501) << link << key;
    }
  }
  EXPECT_GT(complete, 0);
}

// The models stand in an order that no result changes.
TEST(Views, KeepTheOrderOfTheModels) {
  Canvas canvas;
  for (const char* link : kLinks) {
    for (const float width : {390.0f, 1366.0f}) {
      begin(canvas, link);
      for (int choice = 0; choice < kModelCount; ++choice) {
        ASSERT_TRUE(canvas.model.setValue(ParameterId::model, choice));
        canvas.draw(width);
        float above = 0;
        for (const char* row : {"row-model-4", "row-model-3", "row-model-2", "row-model-1"}) {
          const auto rect = canvas.find(row);
          ASSERT_TRUE(rect) << row;
          EXPECT_GT(rect->y, above) << link << ", " << row;
          above = rect->y;
        }
      }
    }
  }
}

// Words and lines that measure stay where they are while something is dragged: the ruler, the bars' scale, the charts.
TEST(Views, KeepTheirAxesDuringAnEdit) {
  Canvas canvas;
  const auto ticks = [&](float width) {
    std::vector<std::string> found;
    const Recording seen = canvas.draw(width);
    for (const CardPlace& card : canvas.state.cards) {
      if (card.name != "stack" && card.name != "content-energy") continue;
      for (const Recording::Text& text : seen.texts) {
        const bool isTick = text.what.find_first_not_of("0123456789. µmwt%") == std::string::npos && text.size < 18 &&
                            text.color == canvas.theme().muted;
        if (isTick && holds(card.rect, text.rect.center()))
          found.push_back(card.name + " " + text.what + " at " + fixedText(text.rect.center().x, 1) + ", " +
                          fixedText(text.rect.center().y, 1));
      }
    }
    return found;
  };
  for (const float width : {390.0f, 1366.0f}) {
    begin(canvas, "");
    const std::vector<std::string> before = ticks(width);
    const double top = canvas.model.scaleTopWhL();
    ASSERT_GT(before.size(), 10u);
    for (const auto& [id, value] : {std::pair{ParameterId::amWtPct, 62.0},
                                    {ParameterId::cathodeThicknessUm, 300.0},
                                    {ParameterId::cathodeThicknessUm, 10.0},
                                    {ParameterId::separatorThicknessUm, 5.0},
                                    {ParameterId::specificCapacityMahG, 230.0},
                                    {ParameterId::anodeThicknessUm, 60.0}}) {
      begin(canvas, "");
      canvas.draw(width);
      ASSERT_TRUE(canvas.model.setValue(id, value));
      ASSERT_TRUE(canvas.model.isEditing());
      EXPECT_EQ(ticks(width), before) << parameter(id).key << " at " << width;
      EXPECT_EQ(canvas.model.scaleTopWhL(), top);
      // When it is finished they may follow.
      canvas.model.commit();
      EXPECT_FALSE(canvas.model.isEditing());
    }
  }
}

// While an edit goes on, what has come of it stands beside the large numbers.
TEST(Views, TellTheDifferenceDuringAnEdit) {
  Canvas canvas;
  begin(canvas, "");
  const auto differences = [&] {
    return std::ranges::count_if(canvas.draw(1366).texts, [](const Recording::Text& text) {
      return text.what.ends_with(" %") && text.rect.y < 80;
    });
  };
  EXPECT_EQ(differences(), 0);
  ASSERT_TRUE(canvas.model.setValue(ParameterId::cathodeThicknessUm, 100.0));
  EXPECT_EQ(differences(), 2);
  canvas.model.commit();
  EXPECT_EQ(differences(), 0);
}

// What is pressed does what its words say.
TEST(Views, AskForWhatIsPressed) {
  constexpr float kWide = 1366;
  Canvas canvas;
  begin(canvas, "am=91&pin=model:1,am:75");
  canvas.draw(kWide);
  for (const auto& [name, which] :
       {std::pair{"save-stack", figure::FigureId::stack}, {"save-content-energy", figure::FigureId::contentEnergy}}) {
    canvas.press(name, kWide);
    EXPECT_EQ(canvas.asked, Ask::figure) << name;
    EXPECT_EQ(canvas.askedFor, static_cast<int>(which)) << name;
  }
  canvas.press("cautions", kWide);
  EXPECT_EQ(canvas.asked, Ask::warnings);
  canvas.press("model=2", kWide);
  EXPECT_EQ(canvas.model.scenario().model, ParticleModel::coreShell);
  canvas.press("row-model-3", kWide);
  EXPECT_EQ(canvas.model.scenario().model, ParticleModel::thinShellLarge);
  EXPECT_EQ(canvas.model.figureOptions().same, SameSize::loading);
  canvas.press("same=same thickness", kWide);
  EXPECT_EQ(canvas.model.figureOptions().same, SameSize::thickness);
  canvas.press("sizing=Loading", kWide);
  EXPECT_EQ(canvas.model.scenario().sizing, Sizing::loading);
  canvas.press("sizing=Thickness", kWide);
  EXPECT_EQ(canvas.model.scenario().sizing, Sizing::thickness);
  EXPECT_FALSE(canvas.find("porosityPct"));
  canvas.press("more", kWide);
  EXPECT_TRUE(canvas.find("porosityPct"));
  canvas.press("recall-A", kWide);
  EXPECT_EQ(canvas.model.scenario().model, ParticleModel::conventional);
  EXPECT_EQ(canvas.model.scenario().amWtPct, 75.0);
  canvas.press("remove-A", kWide);
  EXPECT_TRUE(canvas.model.pinned().empty());
  canvas.state.presentation.view = View::transport;
  canvas.draw(kWide);
  canvas.press("save-transport-electron", kWide);
  EXPECT_EQ(canvas.asked, Ask::figure);
  EXPECT_EQ(canvas.askedFor, static_cast<int>(figure::FigureId::transport));
  EXPECT_EQ(canvas.model.figureOptions().carrier, Carrier::electron);
  const unsigned theories = canvas.model.figureOptions().theories;
  canvas.press("theory-" + std::string(cathode::theories().front().key), kWide);
  EXPECT_NE(canvas.model.figureOptions().theories, theories);
  // On a phone one input at a time.
  constexpr float kPhone = 390;
  canvas.state.presentation.view = View::all;
  canvas.draw(kPhone);
  EXPECT_FALSE(canvas.find("cathodeThicknessUm"));
  canvas.press("sheet-cathodeThicknessUm", kPhone);
  EXPECT_TRUE(canvas.find("cathodeThicknessUm"));
  EXPECT_FALSE(canvas.find("amWtPct"));
}

// What is dragged is an edit until it is let go of, and can be given up.
TEST(Views, LetThingsBeDragged) {
  constexpr float kWide = 1366;
  Canvas canvas;
  begin(canvas, "");
  const Scenario before = canvas.model.scenario();
  const auto value = [&](ParameterId id) { return canvas.model.effectiveValue(id); };
  for (const auto& [item, id] : {std::pair{"point-amWtPct", ParameterId::amWtPct},
                                 {"edge-cathode", ParameterId::cathodeThicknessUm},
                                 {"edge-separator", ParameterId::separatorThicknessUm},
                                 {"temperatureC", ParameterId::temperatureC}}) {
    canvas.draw(kWide);
    const double was = value(id);
    canvas.hold(item, kWide, 30);
    EXPECT_NE(value(id), was) << item;
    EXPECT_TRUE(canvas.model.isEditing()) << item;
    canvas.model.revert();
    EXPECT_EQ(canvas.model.scenario(), before) << item;
    canvas.release(kWide);
    canvas.model.revert();
  }
  // Nothing that a lesson locks.
  canvas.model.setLocked(~0u);
  canvas.draw(kWide);
  for (const char* item : {"point-amWtPct", "edge-cathode", "edge-separator", "temperatureC", "model=2"})
    EXPECT_FALSE(canvas.find(item)) << item;
}

// A phone's sheet lies over the content, and takes the pointer wherever it does.
TEST(Views, LetASheetTakeWhatIsDoneOnIt) {
  constexpr float kPhone = 390;
  Canvas canvas;
  begin(canvas, "");
  canvas.draw(kPhone);
  const float whole = canvas.height();
  for (float window = 500; window < whole; window += 40) {
    canvas.window = window;
    canvas.draw(kPhone);
    const double before = canvas.model.scenario().amWtPct;
    canvas.hold("amWtPct", kPhone, before > 76 ? -120 : 120);
    canvas.release(kPhone);
    canvas.model.commit();
    EXPECT_NE(canvas.model.scenario().amWtPct, before) << window;
  }
}

// The keyboard goes from group to group, and everything that it comes to has its words.
TEST(Views, SayWhatHasTheKeyboard) {
  Canvas canvas;
  begin(canvas, "am=91&pin=model:1");
  for (const float width : {390.0f, 1366.0f}) {
    for (const View view : kDrawn) {
      canvas.state.presentation.view = view;
      canvas.draw(width);
      canvas.items().enter(false);
      canvas.draw(width);
      std::vector<std::string> said{canvas.said};
      int stops = 1;
      for (; canvas.items().key(Key::tab); ++stops) {
        canvas.draw(width);
        said.push_back(canvas.said);
        // Down through the group, at most so many.
        for (int i = 0; i < 40; ++i) {
          canvas.items().key(Key::down);
          canvas.draw(width);
          if (canvas.said == said.back()) break;
          said.push_back(canvas.said);
        }
        ASSERT_LT(stops, 20);
      }
      EXPECT_LE(stops, 12) << nameOf(view) << " at " << width;
      EXPECT_GT(said.size(), 5u) << nameOf(view);
      for (const std::string& words : said)
        EXPECT_GT(words.size(), 5u) << nameOf(view) << " at " << width << ": " << words;
    }
  }
}

TEST(Views, SayOfASliderWhatItIsSetTo) {
  Canvas canvas;
  canvas.draw(1366);
  canvas.items().enter(false);
  canvas.draw(1366);
  EXPECT_EQ(canvas.said, "Model 1, Conventional mixing, button");
  canvas.items().key(Key::tab);
  canvas.draw(1366);
  EXPECT_EQ(canvas.said, "Active material, slider, 85.0 wt%");
  canvas.items().key(Key::left);
  canvas.draw(1366);
  EXPECT_EQ(canvas.said, "Active material, slider, 84.5 wt%");
}

// A printed energy density is set off where it is 1 % or more from this program's.
TEST(Views, SetOffWhatIsFarFromThePrintedNumber) {
  Canvas canvas;
  int near = 0, far = 0;
  for (const char* link : {"", "model=1", "model=2&am=75", "model=3&am=85", "model=1&am=75&T=60"}) {
    begin(canvas, link);
    const Report& report = canvas.model.report();
    const EnergyEntry* printed = printedEnergyOf(canvas.model.scenario(), report);
    ASSERT_NE(printed, nullptr) << link;
    const Recording seen = canvas.draw(1366);
    EXPECT_TRUE(says(seen, "Table S5 prints " + fixedText(printed->volumetricWhL.value, 0) + " and " +
                               fixedText(printed->gravimetricWhKg.value, 0)))
        << link;
    for (const auto& [id, value] : {std::pair{MetricId::volumetricEnergyDensityWhL, printed->volumetricWhL.value},
                                    {MetricId::gravimetricEnergyDensityWhKg, printed->gravimetricWhKg.value}}) {
      const double percent = (report[id].value / value - 1) * 100;
      const std::string words =
          (percent > 0 ? "+" : "") + fixedText(percent, 1) + " % in " + std::string(metric(id).unit);
      const auto found = std::ranges::find(seen.texts, words, &Recording::Text::what);
      EXPECT_EQ(found != seen.texts.end(), std::abs(percent) >= 1) << link << ": " << words;
      if (found != seen.texts.end()) {
        EXPECT_EQ(found->color, canvas.theme().amberText);
        ++far;
      } else {
        ++near;
      }
    }
  }
  EXPECT_GT(near, 3);
  EXPECT_GT(far, 0);
}

// What a figure says stands where its scene puts it, beside the marks and lines that it is about.
TEST(Views, PutWordsOfFiguresInTheirPlace) {
  constexpr float kLeft = 40, kTop = 60;
  Canvas canvas;
  int upright = 0;
  for (const float width : {300.0f, 700.0f}) {
    for (const figure::FigureKind& kind : figure::figureKinds()) {
      const figure::Scene* scene = nullptr;
      const Recording seen = canvas.draw(800, [&](Screen& s) {
        const float height = drawFigure(s, kLeft, kTop, width, kind.id, Carrier::ion).height;
        scene = &figureScene(s, width, kind.id, Carrier::ion);
        return height + 200;
      });
      std::vector<const figure::Text*> texts;
      for (const auto& item : scene->items) {
        if (const auto* text = std::get_if<figure::Text>(&item)) texts.push_back(text);
      }
      // Below it a line or two that read a mark.
      ASSERT_GE(seen.texts.size(), texts.size()) << kind.name;
      ASSERT_LE(seen.texts.size(), texts.size() + 2) << kind.name;
      for (std::size_t i = texts.size(); i < seen.texts.size(); ++i)
        EXPECT_GT(seen.texts[i].rect.y, kTop + scene->height) << kind.name << ": " << seen.texts[i].what;
      for (std::size_t i = 0; i < texts.size(); ++i) {
        const Rect& rect = seen.texts[i].rect;
        ASSERT_EQ(seen.texts[i].what, texts[i]->what) << kind.name;
        const float x = kLeft + float(texts[i]->at.x), y = kTop + float(texts[i]->at.y);
        if (!texts[i]->upright) {
          EXPECT_NEAR(rect.center().y, y, 1.5f) << kind.name << ": " << texts[i]->what;
          continue;
        }
        ++upright;
        EXPECT_NEAR(rect.y, y, 1) << kind.name << ": " << texts[i]->what;
        const float end = texts[i]->align == figure::Align::left     ? rect.x
                          : texts[i]->align == figure::Align::center ? rect.center().x
                                                                     : rect.right();
        EXPECT_NEAR(end, x, 1) << kind.name << ": " << texts[i]->what;
      }
    }
  }
  EXPECT_GT(upright, 200);
}

// What is not there yet is told in its place, and the rest is as ever.
TEST(Views, WaitForWhatDrawsFigures) {
  Canvas canvas;
  for (const View view : kDrawn) {
    canvas.state.presentation.view = view;
    const auto waits = [&] {
      return says(canvas.draw(1366), "eing loaded …") || says(canvas.draw(1366), "Figures are being loaded …");
    };
    canvas.state.figures = kFigureParts;
    EXPECT_FALSE(waits()) << nameOf(view);
    canvas.state.figures = {};
    EXPECT_EQ(waits(), view == View::all || view == View::transport || view == View::rate || view == View::map)
        << nameOf(view);
    EXPECT_EQ(says(canvas.draw(1366), "Wh/L"), true) << nameOf(view);
  }
}

// On the map a press goes to its place, in one step that is taken back; so do arrows and Enter.
TEST(Views, GoToPlacesOnTheMap) {
  constexpr float kWide = 1366;
  Canvas canvas;
  begin(canvas, "size=loading&load=20");
  canvas.state.presentation.view = View::map;
  canvas.draw(kWide);
  const Scenario before = canvas.model.scenario();
  canvas.press("map-plane", kWide);
  canvas.model.commit();
  // The middle of the plot; thickness sizes the cathode then.
  const Scenario& now = canvas.model.scenario();
  EXPECT_EQ(now.amWtPct, 76.0);
  EXPECT_EQ(now.cathodeThicknessUm, 105.0);
  EXPECT_EQ(now.sizing, Sizing::thickness);
  canvas.model.undo();
  EXPECT_EQ(canvas.model.scenario(), before);
  begin(canvas, "Lc=48&am=76");
  canvas.state.presentation.view = View::map;
  canvas.items().enter(false);
  canvas.draw(kWide);
  // The plane is where a place is told: down through the groups.
  const auto isAtPlane = [&] { return canvas.said.find("Enter to go there") != std::string::npos; };
  for (bool isWithin = true; isWithin && !isAtPlane(); isWithin = isAtPlane() || canvas.items().key(Key::tab)) {
    canvas.draw(kWide);
    for (int i = 0; i < 10 && !isAtPlane(); ++i) {
      canvas.items().key(Key::down);
      canvas.draw(kWide);
    }
  }
  ASSERT_TRUE(isAtPlane()) << canvas.said;
  canvas.items().key(Key::right);
  canvas.draw(kWide);
  EXPECT_NE(canvas.said.find("52.8 µm, active material 76.0 wt%: "), std::string::npos) << canvas.said;
  EXPECT_NE(canvas.said.find("Wh/L"), std::string::npos) << canvas.said;
  EXPECT_EQ(canvas.model.scenario().cathodeThicknessUm, 48.0);
  canvas.items().key(Key::up);
  canvas.draw(kWide);
  canvas.items().key(Key::enter);
  canvas.draw(kWide);
  EXPECT_EQ(canvas.model.scenario().cathodeThicknessUm, 53.0);
  EXPECT_EQ(canvas.model.scenario().amWtPct, 77.0);
  // What is locked is read only.
  canvas.items().leave();
  canvas.model.setLocked(1u << static_cast<unsigned>(ParameterId::amWtPct));
  canvas.draw(kWide);
  const Scenario locked = canvas.model.scenario();
  canvas.press("map-plane", kWide);
  EXPECT_EQ(canvas.model.scenario(), locked);
}

TEST(Views, ChooseWhatTheMapShows) {
  constexpr float kWide = 1366;
  Canvas canvas;
  begin(canvas, "");
  canvas.state.presentation.view = View::map;
  canvas.draw(kWide);
  EXPECT_FALSE(canvas.find("metric=porosityPct"));
  canvas.press("choose-metric", kWide);
  canvas.press("metric=ionicMacMullin", kWide);
  EXPECT_EQ(canvas.model.figureOptions().metric, MetricId::ionicMacMullin);
  EXPECT_FALSE(canvas.find("metric=ionicMacMullin"));
  canvas.press("choose-mapX", kWide);
  canvas.press("mapX=amWtPct", kWide);
  EXPECT_EQ(canvas.model.figureOptions().mapX, ParameterId::amWtPct);
  EXPECT_EQ(canvas.model.figureOptions().mapY, ParameterId::cathodeThicknessUm);
}

// A frame is handed to the graphics card only where it draws something else.
TEST(Views, AreDrawnAgainWhereTheyChange) {
  Canvas canvas;
  const auto hash = [&](float width = 1366) {
    canvas.draw(width);
    return hashOf(*ImGui::GetDrawData());
  };
  const std::uint64_t first = hash();
  EXPECT_EQ(hash(), first);
  ASSERT_TRUE(canvas.model.setTypedText(ParameterId::amWtPct, "84.9"));
  const std::uint64_t second = hash();
  EXPECT_NE(second, first);
  EXPECT_EQ(hash(), second);
  canvas.state.presentation.view = View::transport;
  EXPECT_NE(hash(), second);
  canvas.state.presentation.view = View::all;
  EXPECT_EQ(hash(), second);
  EXPECT_NE(hash(1365), second);
  // One vertex of the last list, and one word of its commands.
  canvas.draw(1366);
  ImDrawData& data = *ImGui::GetDrawData();
  ImDrawList& list = *data.CmdLists.back();
  list.VtxBuffer.back().col ^= 1;
  EXPECT_NE(hashOf(data), second);
  list.VtxBuffer.back().col ^= 1;
  EXPECT_EQ(hashOf(data), second);
  list.IdxBuffer.back() ^= 1;
  EXPECT_NE(hashOf(data), second);
  list.IdxBuffer.back() ^= 1;
  list.CmdBuffer.back().ClipRect.w += 1;
  EXPECT_NE(hashOf(data), second);
}

// On a device that is turned, the card that is read stays where it was in the window.
TEST(Views, AreReadOnWhereTheWidthChanges) {
  Canvas canvas;
  for (const View view : kDrawn) {
    const std::string name = nameOf(view);
    canvas.state.presentation.view = view;
    canvas.draw(390);
    const std::vector<CardPlace> narrow = canvas.state.cards;
    canvas.draw(1366);
    const std::vector<CardPlace> wide = canvas.state.cards;
    for (const CardPlace& card : narrow) {
      EXPECT_EQ(std::ranges::count(narrow, card.name, &CardPlace::name), 1) << name << ": " << card.name;
      const auto again = std::ranges::find(wide, card.name, &CardPlace::name);
      ASSERT_NE(again, wide.end()) << name << ": " << card.name;
      // Just below the upper end of the window, of another height then.
      const auto below = readingPlace(narrow, card.rect.y - 8.44f, 844);
      ASSERT_TRUE(below && below->card == card.name) << card.name;
      EXPECT_NEAR(*scrollTo(*below, wide, 390), again->rect.y - 3.9, 0.1);
      // The window is in the middle of it.
      if (card.rect.h < 500) continue;
      const auto within = readingPlace(narrow, card.rect.y + card.rect.h / 2, 100);
      ASSERT_TRUE(within && within->card == card.name) << card.name;
      EXPECT_NEAR(*scrollTo(*within, wide, 390), again->rect.y + again->rect.h / 2, 0.1);
    }
  }
  EXPECT_FALSE(readingPlace({}, 0, 844));
  EXPECT_FALSE(scrollTo({"none", 0}, canvas.state.cards, 844));
}

// How high the drawing of each view of an embedded page is.
TEST(Views, OfEmbedsHaveTheHeightsThatAreReserved) {
  constexpr float kEmbedWidths[] = {320, 480, 680, 900, 1160, 1440};
  Canvas canvas;
  canvas.state.presentation.embedded = true;
  std::string heights = "view";
  for (const float width : kEmbedWidths) heights += " " + shortestText(width);
  for (const View view : kDrawn) {
    canvas.state.presentation.view = view;
    heights += "\n" + nameOf(view);
    for (const float width : kEmbedWidths) {
      canvas.draw(width);
      canvas.draw(width);
      heights += " " + std::to_string(int(std::ceil(canvas.height())));
    }
  }
  heights += '\n';
  testing::expectGoldenText("embed-heights", heights);
}

// Every word and number of every view, as they are drawn. UPDATE_GOLDEN=1 writes them anew.
TEST(Views, SayTheSame) {
  Canvas canvas;
  std::string said;
  for (const char* link : kLinks) {
    begin(canvas, link);
    canvas.state.moreOpen = true;
    for (const View view : kDrawn) {
      canvas.state.presentation.view = view;
      said.append("\n# ").append(link).append(", view ").append(nameOf(view));
      for (const Recording::Text& text : canvas.draw(1366).texts) (said += text.continues ? ' ' : '\n') += text.what;
    }
  }
  said += '\n';
  testing::expectGoldenText("canvas", said);
}

}  // namespace
}  // namespace cathode::web
