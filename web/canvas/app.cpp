// SPDX-License-Identifier: MIT
// The canvas application as the page sees it: a few C functions, called from web/canvas/platform.js.
// Lengths that cross are CSS pixels; inside they are design pixels, which are larger on very wide
// screens (projectors) so that everything grows with them.
#include <emscripten/emscripten.h>
#include <emscripten/html5_webgl.h>
#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <tuple>
#include <utility>

#include "core/base/number_text.h"
#include "web/api/exchange.h"
#include "web/canvas/frame_hash.h"
#include "web/canvas/layout.h"
#include "web/canvas/renderer.h"

namespace cathode::web {
namespace {

// What the last frame tells the page, which reads it as doubles, by name. `asked` is an enum Ask, `askedFor` the figure
// or the definition (struct Defined) that is asked for, `editParameter` -1 if none is, `focusY` counts from the top of
// the content, `tipMore` is the definition that the explanation leads to or -1. `isAnother`: the picture is another
// than before.
#define CATHODE_FRAME_FIELDS(field)                                                                                \
  field(contentHeight) field(revision) field(commits) field(handCursor) field(asked) field(askedFor)               \
      field(editParameter) field(editX) field(editY) field(editWidth) field(editHeight) field(focusMoved)          \
          field(focusY) field(focusHeight) field(tipX) field(tipY) field(tipWidth) field(tipHeight) field(tipMore) \
              field(isAnother)
struct FrameState {
#define CATHODE_FIELD(name) double name;
  CATHODE_FRAME_FIELDS(CATHODE_FIELD)
#undef CATHODE_FIELD
};
constexpr std::string_view kFrameFields[] = {
#define CATHODE_FIELD(name) #name,
    CATHODE_FRAME_FIELDS(CATHODE_FIELD)
#undef CATHODE_FIELD
};

struct App {
  FontFiles fontFiles{};
  Fonts fonts{};
  Renderer renderer;
  ViewModel model;
  Items items;
  ScreenState screen;
  FrameState state{};
  std::string message, tip;
  float widthCss = 0, heightCss = 0, devicePixelRatio = 1;
  float overlap = 0, visible = 0;  // CSS pixels that the page lays over the upper end; that are in the window
  float scale = 1;                 // CSS pixels per design pixel
  float density = 0;               // device pixels per design pixel that the fonts are built for
  float scrollY = 0;
  std::optional<ReadingPlace> reading;  // to be found again after the width has changed
  Theme theme = themeOf(false);
  double time = 0;
  struct {
    ImVec2 at{-FLT_MAX, -FLT_MAX};
    bool isTouch = false, isTold = true;
  } pointer;
  Items::Pointed pointed;              // what the last frame was drawn with the pointer on
  std::optional<std::uint64_t> shown;  // what the canvas holds: a frame that draws the same is not drawn again
  bool typing = false;                 // into one of the page's text fields
};

App& app() {
  static App instance;
  return instance;
}

constexpr float kShortestStep = 1e-4f;  // between two frames, s
// Nothing grows so far that less than this (design pixels) is left.
constexpr float kNarrowestDesign = 300.0f;

void prepareFonts(App& a) {
  const float density = a.devicePixelRatio * a.scale;
  if (density == a.density) return;
  a.density = density;
  a.shown.reset();
  a.fonts = buildFonts(a.fontFiles, density);
  ImGui::GetStyle().CircleTessellationMaxError = 0.3f / density;
  a.renderer.fontsChanged();
}

// Where the pointer has come to since it was told last.
void tellPointer(App& a) {
  if (std::exchange(a.pointer.isTold, true)) return;
  ImGuiIO& io = ImGui::GetIO();
  io.AddMouseSourceEvent(a.pointer.isTouch ? ImGuiMouseSource_TouchScreen : ImGuiMouseSource_Mouse);
  io.AddMousePosEvent(a.pointer.at.x, a.pointer.at.y);
}

// Lays everything out and takes what was done to it.
void layOut(App& a) {
  ImGui::NewFrame();
  const ImGuiIO& io = ImGui::GetIO();
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(io.DisplaySize);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0);
  ImGui::Begin("page", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoBackground |
                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoScrollWithMouse | ImGuiWindowFlags_NoNav);
  a.items.beginFrame(a.scrollY / a.scale);
  Screen screen{ImGui::GetWindowDrawList(),
                a.theme,
                a.fonts,
                a.items,
                a.model,
                a.screen,
                io.DisplaySize.x,
                std::min(a.visible, a.heightCss) / a.scale,
                a.scrollY / a.scale,
                a.overlap / a.scale,
                {},
                {},
                false,
                {}};
  const float height = drawView(screen);
  a.pointed = a.items.pointedAt(io.MousePos);
  // An edit is finished when nothing is held and nobody is typing.
  if (!ImGui::IsAnyItemActive() && !a.typing) a.model.commit();
  ImGui::End();
  ImGui::PopStyleVar(2);
  ImGui::Render();

  a.state.contentHeight = height * a.scale;
  a.state.handCursor = screen.handCursor;
  if (screen.asked != Ask::nothing) {
    a.state.asked = static_cast<int>(screen.asked);
    a.state.askedFor = screen.askedFor;
  }
  if (screen.edit) {
    const Rect& field = screen.edit->field;
    a.state.editParameter = static_cast<int>(screen.edit->id);
    a.state.editX = field.x * a.scale;
    a.state.editY = field.y * a.scale;
    a.state.editWidth = field.w * a.scale;
    a.state.editHeight = field.h * a.scale;
  }
  a.tip.clear();
  a.state.tipMore = screen.tip && screen.tip->more ? screen.tip->more->place : -1;
  if (screen.tip) {
    a.tip = screen.tip->title + "\n" + screen.tip->text;
    a.state.tipX = screen.tip->anchor.x * a.scale;
    a.state.tipY = screen.tip->anchor.y * a.scale;
    a.state.tipWidth = screen.tip->anchor.w * a.scale;
    a.state.tipHeight = screen.tip->anchor.h * a.scale;
  }
  a.screen.pointedModel = screen.pointing;
  if (Rect focus; a.items.takeFocusMoved(&focus)) {
    a.state.focusMoved = true;
    a.state.focusY = focus.y * a.scale;
    a.state.focusHeight = focus.h * a.scale;
  }
}

// Lays out until all that was done is taken and what it changes shows everywhere, above it too.
void settle(App& a) {
  constexpr int kMostPasses = 4;
  a.state.asked = static_cast<int>(Ask::nothing);
  a.state.editParameter = -1;
  a.state.focusMoved = false;
  for (int pass = 0; pass < kMostPasses; ++pass) {
    const auto before = std::tuple{a.model.revision(), a.model.commits(), a.screen.pointedModel};
    layOut(a);
    // Dear ImGui takes a press and its release one after the other, and a finger's place before its press.
    const bool isTaken = ImGui::GetCurrentContext()->InputEventsQueue.empty();
    if (isTaken && before == std::tuple{a.model.revision(), a.model.commits(), a.screen.pointedModel}) return;
    ImGui::GetIO().DeltaTime = kShortestStep;
  }
}

}  // namespace
}  // namespace cathode::web

using namespace cathode;
using namespace cathode::web;

extern "C" {

// The names behind the numbers that cross: "keys=Tab,BackTab,...&asks=...&frame=...".
EMSCRIPTEN_KEEPALIVE const char* appNames() {
  std::string& text = app().message;
  const auto add = [&](std::string_view what, std::span<const std::string_view> names) {
    text.append(text.empty() ? "" : "&").append(what).append("=");
    for (const std::string_view& name : names) text.append(&name == names.data() ? "" : ",").append(name);
  };
  text.clear();
  add("keys", kKeyNames);
  add("asks", kAskNames);
  add("frame", kFrameFields);
  return text.c_str();
}

// Takes the fonts (kept by the caller) and the canvas, whose context prepareCanvas() in web/canvas/platform.js has
// asked for. False without WebGL 2.
EMSCRIPTEN_KEEPALIVE bool appStart(const char* canvas, const unsigned char* regular, int regularSize,
                                   const unsigned char* semibold, int semiboldSize) {
  EmscriptenWebGLContextAttributes attributes;
  emscripten_webgl_init_context_attributes(&attributes);
  attributes.majorVersion = 2;
  attributes.enableExtensionsByDefault = false;
  const EMSCRIPTEN_WEBGL_CONTEXT_HANDLE context = emscripten_webgl_create_context(canvas, &attributes);
  if (context <= 0 || emscripten_webgl_make_context_current(context) != EMSCRIPTEN_RESULT_SUCCESS) return false;
  keepSectionsIn(&app().renderer);
  app().fontFiles = {regular, regularSize, semibold, semiboldSize};
  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.ConfigFlags |= ImGuiConfigFlags_NoMouseCursorChange;
  return true;
}

EMSCRIPTEN_KEEPALIVE void appResize(double widthCss, double heightCss, double devicePixelRatio, double textScale) {
  App& a = app();
  a.shown.reset();  // a canvas that has another size is empty
  a.widthCss = static_cast<float>(widthCss);
  a.heightCss = static_cast<float>(heightCss);
  a.devicePixelRatio = static_cast<float>(devicePixelRatio);
  a.scale = std::clamp(a.widthCss / kNarrowestDesign, 1.0f, std::max(static_cast<float>(textScale), 1.0f));
}

// Makes the fonts, which takes longer than anything else in the first frame. Otherwise that makes them.
EMSCRIPTEN_KEEPALIVE void appPrepare() { prepareFonts(app()); }

// How far down the content a window of that height has to be to show the place that appKeepPlace() noted where it was;
// NaN if it is nowhere.
EMSCRIPTEN_KEEPALIVE double appKeptPlace(double windowHeight) {
  App& a = app();
  const float height = static_cast<float>(windowHeight) / a.scale;
  const auto scroll = a.reading ? scrollTo(*a.reading, a.screen.cards, height) : std::nullopt;
  return scroll ? *scroll * a.scale : std::numeric_limits<double>::quiet_NaN();
}
// Notes where somebody reads in the frame drawn last, with a window of that height so far down the content.
EMSCRIPTEN_KEEPALIVE void appKeepPlace(double scrollY, double windowHeight) {
  App& a = app();
  // Who has not scrolled since the last time still reads the same card: turned there and back nothing has moved.
  constexpr double kSame = 2;
  if (std::abs(appKeptPlace(windowHeight) - scrollY) < kSame) return;
  a.reading =
      readingPlace(a.screen.cards, static_cast<float>(scrollY) / a.scale, static_cast<float>(windowHeight) / a.scale);
}

EMSCRIPTEN_KEEPALIVE void appSetDark(bool dark) {
  app().theme = themeOf(dark);
  app().shown.reset();
}

// Colours (0xRRGGBB) that the system forces on pages.
EMSCRIPTEN_KEEPALIVE void appSetSystemColors(unsigned back, unsigned text, unsigned highlight, unsigned onHighlight,
                                             unsigned disabled) {
  app().theme =
      themeOf(SystemColors{colorOf(back), colorOf(text), colorOf(highlight), colorOf(onHighlight), colorOf(disabled)});
  app().shown.reset();
}

// How the page shows the calculation: enum View, bits by ParameterId.
EMSCRIPTEN_KEEPALIVE void appPresent(int view, unsigned shown, unsigned locked, bool embedded) {
  app().model.setLocked(locked);
  app().screen.presentation = {static_cast<View>(view), shown, embedded, app().screen.presentation.resultsHidden};
}
// Whether the part of the module that draws figures has been fetched.
EMSCRIPTEN_KEEPALIVE void appHasRecord(bool has) { app().screen.figures = has ? kFigureParts : FigureParts{}; }
EMSCRIPTEN_KEEPALIVE void appHideResults(bool hidden) { app().screen.presentation.resultsHidden = hidden; }

// Draws a frame at that time (s), with the content scrolled down so far; of the canvas so much (CSS pixels) lies below
// something else at its upper end, and so much is in the window.
EMSCRIPTEN_KEEPALIVE void appFrame(double time, double scrollY, double overlap, double visible) {
  App& a = app();
  a.overlap = static_cast<float>(overlap);
  a.visible = static_cast<float>(visible);
  a.scrollY = static_cast<float>(scrollY);
  tellPointer(a);
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {a.widthCss / a.scale, a.heightCss / a.scale};
  prepareFonts(a);
  io.DisplayFramebufferScale = {a.density, a.density};
  io.DeltaTime = std::clamp(static_cast<float>(time - a.time), kShortestStep, 0.1f);
  a.time = time;
  settle(a);
  const std::uint64_t frame = hashOf(*ImGui::GetDrawData());
  a.state.isAnother = a.shown != frame;
  if (a.shown == frame) return;
  a.shown = frame;
  a.renderer.draw(*ImGui::GetDrawData(), a.theme.card);
}

// What is explained in the frame drawn last, its title in the first line; null for nothing.
EMSCRIPTEN_KEEPALIVE const char* appTip() { return app().tip.empty() ? nullptr : app().tip.c_str(); }

// What has the keyboard, in words; empty for nothing.
EMSCRIPTEN_KEEPALIVE const char* appSpoken() { return app().items.said().c_str(); }

// Every text of the view with where it is: "x,y,width,em,text" in CSS pixels of the content, a line each.
EMSCRIPTEN_KEEPALIVE const char* appWords() {
  App& a = app();
  Recording seen;
  recordInto(&seen);
  layOut(a);
  recordInto(nullptr);
  a.message.clear();
  for (const Recording::Text& text : seen.texts) {
    const Rect& r = text.rect;
    for (const float value : {r.x * a.scale, r.y * a.scale + a.scrollY, r.w * a.scale, r.h / kLineOfEm * a.scale})
      a.message += fixedText(value, 1) + ",";
    a.message += text.what + "\n";
  }
  return a.message.c_str();
}

EMSCRIPTEN_KEEPALIVE const double* appState() {
  app().state.revision = app().model.revision();
  app().state.commits = app().model.commits();
  return &app().state.contentHeight;
}

// The context is lost, and will come back empty: everything on the card is made anew in the next frame.
EMSCRIPTEN_KEEPALIVE void appContextLost() {
  app().renderer.forget();
  forgetSections();
  app().density = 0;
  app().shown.reset();
}

// The pointer moved, or left (both coordinates negative). Whether it has come onto something else than it was on.
EMSCRIPTEN_KEEPALIVE bool appPointerMove(double x, double y, bool touch) {
  App& a = app();
  const bool left = x < 0 && y < 0;
  const ImVec2 at{static_cast<float>(x) / a.scale, static_cast<float>(y) / a.scale};
  a.pointer = {left ? ImVec2{-FLT_MAX, -FLT_MAX} : at, touch, false};
  return a.items.pointedAt(a.pointer.at) != a.pointed;
}

// The browser took the pointer over (scrolling): what it held is let go of where it was.
EMSCRIPTEN_KEEPALIVE void appPointerCancel() {
  ImGui::ClearActiveID();
  ImGui::GetIO().ClearEventsQueue();
  app().pointer = {{-FLT_MAX, -FLT_MAX}, false, false};
  tellPointer(app());
  ImGui::GetIO().AddMouseButtonEvent(0, false);
}

EMSCRIPTEN_KEEPALIVE void appPointerButton(bool down) {
  // A press closes the open explanation; on what it explains, that is all the press does.
  app().screen.closedTip = down ? std::exchange(app().screen.pinnedTip, 0) : app().screen.closedTip;
  tellPointer(app());
  ImGui::GetIO().AddMouseButtonEvent(0, down);
}

// A key (enum Key) while the canvas has the focus; whether it was used.
EMSCRIPTEN_KEEPALIVE bool appKey(int key) {
  if (static_cast<Key>(key) == Key::escape && std::exchange(app().screen.pinnedTip, 0) != 0) return true;
  return app().items.key(static_cast<Key>(key));
}
EMSCRIPTEN_KEEPALIVE void appFocus(bool fromEnd) { app().items.enter(fromEnd); }
EMSCRIPTEN_KEEPALIVE void appBlur() {
  app().items.leave();
  ImGui::GetIO().AddMouseButtonEvent(0, false);
}

// Where the item of that name was drawn last, or the card, on the canvas: x, y, width, height. Null if it was not.
EMSCRIPTEN_KEEPALIVE const double* appItem(const char* name) {
  static double place[4];
  ImGuiWindow* window = ImGui::FindWindowByName("page");
  std::optional<Rect> rect = window ? app().items.find(window->GetID(name)) : std::nullopt;
  const auto card = std::ranges::find(app().screen.cards, std::string_view(name), &CardPlace::name);
  if (!rect && card != app().screen.cards.end())
    rect = Rect{card->rect.x, card->rect.y - app().scrollY / app().scale, card->rect.w, card->rect.h};
  if (!rect) return nullptr;
  const float scale = app().scale;
  place[0] = rect->x * scale;
  place[1] = rect->y * scale;
  place[2] = rect->w * scale;
  place[3] = rect->h * scale;
  return place;
}

// The page's text field lies over that input (registry index), or over none (-1).
EMSCRIPTEN_KEEPALIVE void appEditing(int parameterIndex) {
  app().screen.editing = parameterIndex < 0 ? std::nullopt : std::optional(static_cast<ParameterId>(parameterIndex));
}

// A person is typing into an input, here or in the page's form: it counts as one edit until false.
EMSCRIPTEN_KEEPALIVE void appTyping(bool typing) {
  app().typing = typing;
  if (!typing) app().model.commit();
}

// Gives up what is being dragged; whether something was.
EMSCRIPTEN_KEEPALIVE bool appEscape() {
  App& a = app();
  if (!ImGui::IsAnyItemActive()) return false;
  ImGui::ClearActiveID();
  a.model.revert();
  return true;
}

EMSCRIPTEN_KEEPALIVE bool appCanUndo() { return app().model.canUndo(); }
EMSCRIPTEN_KEEPALIVE bool appCanRedo() { return app().model.canRedo(); }
EMSCRIPTEN_KEEPALIVE void appUndo() { app().model.undo(); }
EMSCRIPTEN_KEEPALIVE void appRedo() { app().model.redo(); }

// An input's exact value as text (empty: from the model), and the text of the value it has then.
EMSCRIPTEN_KEEPALIVE const char* appValueText(int parameterIndex) {
  const Parameter& field = parameters()[parameterIndex];
  app().message = valueText(field, field.read(app().model.scenario()));
  return app().message.c_str();
}
EMSCRIPTEN_KEEPALIVE const char* appEffectiveText(int parameterIndex) {
  const Parameter& field = parameters()[parameterIndex];
  app().message = inputText(field, app().model.effectiveValue(field.id));
  return app().message.c_str();
}

// Sets an input from typed text. Null, or why it is refused: then nothing changed.
EMSCRIPTEN_KEEPALIVE const char* appType(int parameterIndex, const char* text) {
  const auto set = app().model.setTypedText(static_cast<ParameterId>(parameterIndex), text);
  if (set) return nullptr;
  app().message = errorMessage(set.error());
  return app().message.c_str();
}

// The scenario from the exchange and to it. Null, or why it is refused: then nothing changed.
EMSCRIPTEN_KEEPALIVE const char* appPutScenario() {
  const auto scenario = readScenario();
  if (!scenario) {
    app().message = scenario.error();
    return app().message.c_str();
  }
  app().model.commit();  // what was being edited is a step of its own
  app().model.setScenario(*scenario);
  app().model.commit();
  return nullptr;
}

EMSCRIPTEN_KEEPALIVE void appTakeScenario() { writeScenario(app().model.scenario()); }

// The calculation to and from a link's text. At the beginning there is nothing to undo.
EMSCRIPTEN_KEEPALIVE void appPutLink(const char* link, bool beginning) {
  const Calculation calculation = decodeLink(link).calculation;
  if (beginning) {
    app().model.beginWith(calculation);
  } else {
    app().model.commit();
    app().model.setCalculation(calculation);
    app().model.commit();
  }
}
// The same, but what is locked stays.
EMSCRIPTEN_KEEPALIVE void appRecallLink(const char* link) {
  app().model.commit();
  app().model.recall(decodeLink(link).calculation);
  app().model.commit();
}
EMSCRIPTEN_KEEPALIVE const char* appLink() {
  app().message = encodeLink(app().model.calculation());
  return app().message.c_str();
}

// How figures are shown, as "key=value&...", and one of it changed. Null, or why it is refused.
EMSCRIPTEN_KEEPALIVE const char* appFigureOptions() {
  app().message = figure::figureOptionsText(app().model.figureOptions());
  return app().message.c_str();
}
EMSCRIPTEN_KEEPALIVE const char* appPutFigureOption(const char* key, const char* text) {
  const auto put = app().model.putFigureOption(key, text);
  if (put) return nullptr;
  app().message = put.error();
  return app().message.c_str();
}

// What the reconstruction assumes, likewise.
EMSCRIPTEN_KEEPALIVE const char* appAssumptions() {
  app().message.clear();
  for (const Assumption& row : assumptions()) {
    if (!app().message.empty()) app().message += "&";
    app().message.append(row.key).append("=").append(
        shortestText(app().model.assumed()[static_cast<std::size_t>(row.id)]));
  }
  return app().message.c_str();
}
EMSCRIPTEN_KEEPALIVE const char* appPutAssumption(const char* key, double value) {
  const auto put = app().model.putAssumption(key, value);
  if (put) return nullptr;
  app().message = put.error();
  return app().message.c_str();
}
EMSCRIPTEN_KEEPALIVE void appResetAssumptions() { app().model.setAssumed(standardAssumptions()); }

// The comparison set: pins the current scenario, goes back to one or takes one out by its place.
// Null, or why nothing is pinned.
EMSCRIPTEN_KEEPALIVE const char* appPin() {
  app().message = app().model.pinRefusal();
  app().model.pin();
  app().model.commit();
  return app().message.empty() ? nullptr : app().message.c_str();
}
EMSCRIPTEN_KEEPALIVE void appRecall(int place) {
  app().model.recall(app().model.pinned()[place].scenario);
  app().model.commit();
}
// Back to the defaults, but for what is locked.
EMSCRIPTEN_KEEPALIVE void appReset() {
  app().model.recall(standardScenario(app().model.scenario().composite));
  app().model.commit();
}
EMSCRIPTEN_KEEPALIVE void appUnpin(int place) {
  app().model.unpin(static_cast<std::size_t>(place));
  app().model.commit();
}

}  // extern "C"
