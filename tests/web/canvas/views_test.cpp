// SPDX-License-Identifier: MIT
// The canvas's views as people see them: drawn by Dear ImGui without a window, every text and card with where it is.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>

#include "core/base/number_text.h"
#include "core/cell/evaluate.h"
#include "core/scenario/link.h"
#include "golden_text.h"
#include "web/canvas/contrast.h"
#include "web/canvas/data_table.h"
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

// An interface without a window.
class Canvas {
 public:
  explicit Canvas(bool dark = false) : theme_(themeOf(dark)) {
    ImGui::CreateContext();
    ImGui::GetIO().IniFilename = nullptr;
    fonts_ = buildFonts({regular_.data(), int(regular_.size()), semibold_.data(), int(semibold_.size())}, 1);
  }
  ~Canvas() { ImGui::DestroyContext(); }
  Canvas(const Canvas&) = delete;

  ViewModel model;
  ScreenState state;
  const Theme& theme() const { return theme_; }
  float height() const { return height_; }
  const Items& items() const { return items_; }
  Ask asked = Ask::nothing;  // in one of the frames drawn last, and for what
  int askedFor = 0;
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
      Screen screen{ImGui::GetWindowDrawList(), theme_, fonts_, items_, model, state, width, height_, 0, {}, {}};
      recordInto(&seen);
      height_ = view(screen);
      recordInto(nullptr);
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

  // Presses an item of the view drawn last, and draws it again.
  template <typename View = decltype(drawView)>
  void press(const std::string& name, float width, View view = drawView) {
    const std::optional<Rect> rect = items_.find(window_->GetID(name.c_str()));
    ASSERT_TRUE(rect) << name;
    ImGuiIO& io = ImGui::GetIO();
    io.AddMousePosEvent(rect->center().x, rect->center().y);
    draw(width, view);
    io.AddMouseButtonEvent(0, true);
    draw(width, view);
    io.AddMouseButtonEvent(0, false);
    draw(width, view);
    io.AddMousePosEvent(-FLT_MAX, -FLT_MAX);
  }

 private:
  ImGuiWindow* window_ = nullptr;
  std::vector<unsigned char> regular_ = bytesOf("inter-regular.ttf"), semibold_ = bytesOf("inter-semibold.ttf");
  Theme theme_;
  Fonts fonts_{};
  Items items_;
  float height_ = 2000;
};

// Widths in design pixels: phones to where the interface grows instead of spreading, and a projector's share of 2560.
constexpr float kWidths[] = {320, 390, 679, 768, 1024, 1159, 1366, 1440, 1506};
constexpr const char* kLinks[] = {"", "model=1&pin=model:2&pin=am:80", "am=60&T=90",
                                  "eps=50&acc=physical&soc=charged&coll=half",
                                  "Lc=500&V=4.25&q=270&C=2&ca=4.55&acc=physical"};

bool overlap(const Rect& a, const Rect& b) {
  constexpr float kTouch = 1.5f;  // of line boxes; letters are smaller
  return a.x + kTouch < b.right() && b.x + kTouch < a.right() && a.y + kTouch < b.bottom() && b.y + kTouch < a.bottom();
}

TEST(Views, TextsNeitherOverlapNorLeaveTheirCard) {
  for (const bool dark : {false, true}) {
    Canvas canvas(dark);
    ASSERT_TRUE(canvas.hasFonts());
    int cards = 0, texts = 0;
    for (const char* link : kLinks) {
      canvas.model.beginWith(decodeLink(std::string("v=2&") + link).calculation);
      for (const auto& [view, name, label, shortLabel] : kViews) {
        canvas.state.presentation.view = view;
        for (const float width : kWidths) {
          // The palette changes colours alone.
          if (dark && width != 390 && width != 1366) continue;
          const Recording seen = canvas.draw(width);
          const std::string where =
              std::string(link) + ", view " + std::to_string(int(view)) + ", " + shortestText(width) + " px wide: ";
          std::vector<Rect> cardRects;
          for (const Recording::Box& box : seen.boxes) {
            if (box.fill == canvas.theme().card && box.border == canvas.theme().border && box.rect.w > 200)
              cardRects.push_back(box.rect);
          }
          cards += int(cardRects.size());
          texts += int(seen.texts.size());
          for (std::size_t i = 0; i < seen.texts.size(); ++i) {
            const Recording::Text& text = seen.texts[i];
            if (text.what.empty()) continue;
            ASSERT_GE(text.rect.x, 0) << where << text.what;
            ASSERT_LE(text.rect.right(), width + 0.5f) << where << text.what;
            for (const Rect& card : cardRects) {
              const ImVec2 c = text.rect.center();
              if (c.x < card.x || c.x > card.right() || c.y < card.y || c.y > card.bottom()) continue;
              ASSERT_GE(text.rect.x, card.x) << where << text.what;
              ASSERT_LE(text.rect.right(), card.right()) << where << text.what;
              ASSERT_LE(text.rect.bottom(), card.bottom() + 1) << where << text.what;
            }
            for (std::size_t k = i + 1; k < seen.texts.size(); ++k) {
              const Recording::Text& other = seen.texts[k];
              if (other.layer != text.layer || other.what.empty()) continue;
              ASSERT_FALSE(overlap(text.rect, other.rect))
                  << where << '"' << text.what << "\" and \"" << other.what << '"';
            }
            ASSERT_LE(text.rect.bottom(), canvas.height()) << where << text.what;
            // On the smallest thing of one colour that it stands on.
            const Recording::Box* under = nullptr;
            for (const Recording::Box& box : seen.boxes) {
              const ImVec2 c = text.rect.center();
              if (box.fill >> 24 != 0xFF || c.x < box.rect.x || c.x > box.rect.right() || c.y < box.rect.y ||
                  c.y > box.rect.bottom())
                continue;
              if (under == nullptr || box.rect.w * box.rect.h <= under->rect.w * under->rect.h) under = &box;
            }
            if (under != nullptr && text.color != canvas.theme().disabled) {
              ASSERT_GE(contrast(text.color, under->fill), 4.5) << where << text.what;
            }
          }
        }
      }
    }
    EXPECT_GT(cards, dark ? 300 : 1000);
    EXPECT_GT(texts, dark ? 10000 : 50000);
  }
}

// Whether that number is the first one on the line of a label, within the label's card.
bool isBeside(const Recording& seen, std::string_view label, std::string_view number) {
  constexpr float kWidestCard = 300;
  return std::ranges::any_of(seen.texts, [&](const Recording::Text& text) {
    if (text.what != label) return false;
    const Recording::Text* nearest = nullptr;
    for (const Recording::Text& other : seen.texts) {
      const bool sameLine = std::abs(other.rect.center().y - text.rect.center().y) < 8;
      const bool isNumber = !other.what.empty() && other.what.find_first_of("0123456789–") == 0;
      const float distance = other.rect.x - text.rect.right();
      if (!sameLine || !isNumber || distance < 0 || distance > kWidestCard) continue;
      if (!nearest || other.rect.x < nearest->rect.x) nearest = &other;
    }
    return nearest && nearest->what == number;
  });
}

TEST(Views, ShowTheReportsNumbers) {
  Canvas canvas;
  for (const char* link : kLinks) {
    const Calculation calculation = decodeLink(std::string("v=2&") + link).calculation;
    canvas.model.beginWith(calculation);
    const Recording seen = canvas.draw(1366);
    const Report report = evaluate(calculation.scenario);
    const auto shown = [&](MetricId id) { return displayText(metric(id), report[id].value); };
    for (const MetricId id :
         {MetricId::phiAmPct, MetricId::phiSePct, MetricId::phiCaPct, MetricId::porosityPct,
          MetricId::compositeDensityGCm3, MetricId::loadingMgCm2, MetricId::specificCapacityMahG,
          MetricId::arealCapacityMahCm2, MetricId::arealEnergyMwhCm2, MetricId::currentDensityMaCm2}) {
      EXPECT_TRUE(isBeside(seen, metric(id).label, shown(id))) << link << ", " << metric(id).key;
    }
    // The two that people come for stand below their names.
    for (const MetricId id : {MetricId::volumetricEnergyDensityWhL, MetricId::gravimetricEnergyDensityWhKg}) {
      const auto is = [&](const Recording::Text& text) { return text.what == shown(id) && text.rect.h > 30; };
      EXPECT_TRUE(std::ranges::any_of(seen.texts, is)) << link << ", " << metric(id).key;
    }
    // Of each carrier: conductivity, tortuosity factor, MacMullin number, in this order down the page.
    std::vector<std::string> numbers[3];
    constexpr std::string_view kNames[] = {"Conductivity", "Tortuosity factor", "MacMullin number"};
    for (int i = 0; i < 3; ++i) {
      for (const Recording::Text& text : seen.texts) {
        if (text.what != kNames[i]) continue;
        for (const Recording::Text& other : seen.texts) {
          if (std::abs(other.rect.y - text.rect.y) < 3 && other.rect.x > text.rect.right() && !other.what.empty() &&
              other.what.find_first_of("0123456789–") == 0)
            numbers[i].push_back(other.what);
        }
      }
    }
    using enum MetricId;
    EXPECT_EQ(numbers[0], (std::vector{shown(ionicConductivityMsCm), shown(electronicConductivityMsCm)})) << link;
    EXPECT_EQ(numbers[1], (std::vector{shown(ionicTortuosityFactor), shown(electronicTortuosityFactor)})) << link;
    EXPECT_EQ(numbers[2], (std::vector{shown(ionicMacMullin), shown(electronicMacMullin)})) << link;
    // The layers of the stack, from top to bottom.
    for (const Layer& layer : report.stack.all()) {
      const std::string um = significantText(layer.thicknessUm, 3);
      const auto is = [&](const Recording::Text& text) {
        if (text.what != layerLabel(layer.kind)) return false;
        return std::ranges::any_of(seen.texts, [&](const Recording::Text& other) {
          return other.what == um && std::abs(other.rect.y - text.rect.y) < 3 && other.rect.x > text.rect.x;
        });
      };
      EXPECT_TRUE(std::ranges::any_of(seen.texts, is)) << link << ", " << layerKey(layer.kind) << " " << um;
    }
  }
}

// What is pressed asks for what its words say.
TEST(Views, AskForWhatIsPressed) {
  Canvas canvas;
  canvas.draw(1366);
  for (const ViewKind& kind : kViews) {
    if (kind.label.empty()) continue;
    canvas.state.presentation.view = kind.view == View::all ? View::audit : View::all;
    canvas.draw(1366);
    canvas.press("view=" + std::string(kind.name), 1366);
    EXPECT_EQ(canvas.asked, Ask::view) << kind.name;
    EXPECT_EQ(canvas.askedFor, static_cast<int>(kind.view)) << kind.name;
  }
  canvas.state.presentation.view = View::all;
  canvas.draw(1366);
  canvas.press("Share", 1366);
  EXPECT_EQ(canvas.asked, Ask::share);
  canvas.press("save-stack", 1366);
  EXPECT_EQ(canvas.asked, Ask::figure);
  EXPECT_EQ(canvas.askedFor, static_cast<int>(figure::FigureId::stack));
  canvas.press("model=2", 1366);
  EXPECT_EQ(canvas.model.scenario().model, ParticleModel::coreShell);
  canvas.press("mode=Recomputed", 1366);
  EXPECT_EQ(canvas.model.figureOptions().mode, LiteratureMode::normalised);
  canvas.press("sizing=Loading", 1366);
  EXPECT_EQ(canvas.model.scenario().sizing, Sizing::loading);
  canvas.press("Undo", 1366);
  EXPECT_EQ(canvas.model.scenario().sizing, Sizing::thickness);
}

// A table sorts by the column whose head is pressed, up, down and back; what is empty comes last.
TEST(Views, SortTables) {
  const Table table = [] {
    static constexpr ColumnKind kColumns[] = {{"name", "Name", "", true}, {"size", "Size", "mm"}};
    Table made = tableWith("sorted", "", "", kColumns);
    made.addRow({wordsCell("b"), TableCell{"10", 10.0}});
    made.addRow({wordsCell(""), TableCell{"9", 9.0}});
    made.addRow({wordsCell("a"), TableCell{}});
    made.addRow({wordsCell("c"), TableCell{"−2", -2.0}});
    return made;
  }();
  Canvas canvas;
  const auto view = [&](Screen& s) { return drawTable(s, 20, 20, 400, table) + 40; };
  const auto column = [&](float left, float right) {
    std::string seen;
    std::vector<Recording::Text> texts = canvas.draw(800, view).texts;
    std::ranges::stable_sort(texts, {}, [](const Recording::Text& text) { return text.rect.y; });
    for (const Recording::Text& text : texts) {
      if (text.rect.y > 40 && text.rect.x >= left && text.rect.x < right) seen += text.what + " ";
    }
    return seen;
  };
  // By what stands beside them, as a name may be empty.
  const auto sizes = [&] { return column(60, 400); };
  EXPECT_EQ(sizes(), "10 9 – −2 ");
  for (const char* wanted : {"– 10 −2 9 ", "−2 10 – 9 ", "10 9 – −2 "}) {
    canvas.press("sorted-head-name", 800, view);
    EXPECT_EQ(sizes(), wanted);
  }
  for (const char* wanted : {"−2 9 10 – ", "10 9 −2 – "}) {
    canvas.press("sorted-head-size", 800, view);
    EXPECT_EQ(sizes(), wanted);
  }
}

// A printed energy density is set off where it is more than 1 % from this program's.
TEST(Views, SetOffWhatIsFarFromThePrintedNumber) {
  Canvas canvas;
  int near = 0, far = 0;
  for (const char* link : {"", "model=1", "model=2&am=75", "model=3&am=85", "model=1&am=75&T=60"}) {
    canvas.model.beginWith(decodeLink(std::string("v=2&") + link).calculation);
    const Recording seen = canvas.draw(1366);
    for (const Recording::Text& text : seen.texts) {
      if (!text.what.starts_with("Table S5: ")) continue;
      const std::size_t from = text.what.find_first_of("0123456789", text.what.find(", "));
      const double percent = *parseNumber(text.what.substr(from, text.what.find(" %") - from));
      const bool isFar = text.color == canvas.theme().amberText;
      EXPECT_EQ(isFar, percent >= 1.0) << text.what;
      ++(isFar ? far : near);
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
        const float height = drawFigure(s, kLeft, kTop, width, kind.id, Carrier::ion);
        scene = &s.model.figureOf(kind.id, Carrier::ion, width, emOfFigure(s.fonts, width)).scene;
        return height + 200;
      });
      std::vector<const figure::Text*> texts;
      for (const auto& item : scene->items) {
        if (const auto* text = std::get_if<figure::Text>(&item)) texts.push_back(text);
      }
      ASSERT_EQ(seen.texts.size(), texts.size()) << kind.name;
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
TEST(Views, WaitForThePublishedRecord) {
  Canvas canvas;
  const auto count = [&](std::string_view what) {
    return std::ranges::count(canvas.draw(1366).texts, what, &Recording::Text::what);
  };
  for (const auto& [view, name, label, shortLabel] : kViews) {
    canvas.state.presentation.view = view;
    canvas.state.hasRecord = true;
    EXPECT_EQ(count("Being loaded …"), 0) << name;
    canvas.state.hasRecord = false;
    const bool isOfRecord = view >= View::audit && view != View::microstructure;
    EXPECT_TRUE(!isOfRecord || count("Being loaded …") > 0) << name;
    if (view == View::all || view == View::energy) {
      EXPECT_GT(count("Wh/L"), 0) << name;
    }
  }
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
  for (const auto& [view, name, label, shortLabel] : kViews) {
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
  for (const auto& [view, name, label, shortLabel] : kViews) {
    canvas.state.presentation.view = view;
    heights += "\n" + std::string(name);
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
    canvas.model.beginWith(decodeLink(std::string("v=2&") + link).calculation);
    for (const auto& [view, name, label, shortLabel] : kViews) {
      // What does not depend on the scenario is looked at once.
      if (*link != 0 && view >= View::audit) continue;
      canvas.state.presentation.view = view;
      said.append("\n# ").append(link).append(", view ").append(std::to_string(int(view)));
      for (const Recording::Text& text : canvas.draw(1366).texts) (said += text.continues ? ' ' : '\n') += text.what;
    }
  }
  said += '\n';
  testing::expectGoldenText("canvas", said);
}

}  // namespace
}  // namespace cathode::web
