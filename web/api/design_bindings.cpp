// SPDX-License-Identifier: MIT
// The JavaScript face of inverse design. web/api/designs.js makes the public interface of it.
#include <emscripten/bind.h>

#include <memory>

#include "core/decide/designs.h"
#include "core/decide/problem_text.h"
#include "web/api/exchange.h"
#include "web/api/given.h"
#include "web/api/vals.h"

namespace cathode {
namespace {

using emscripten::val;

// The problem being given, of the scenario last evaluated; and what was found last.
DesignProblem& given() {
  static DesignProblem problem;
  return problem;
}
std::unique_ptr<DesignSteps>& steps() {
  static std::unique_ptr<DesignSteps> last;
  return last;
}
const Designs& found() { return steps()->found(); }

void clearProblem() { given() = {}; }
void addTarget(int metric, val min, val max) {
  const auto limit = [](const val& value) { return value.isNull() ? std::nullopt : std::optional(value.as<double>()); };
  given().targets.push_back({static_cast<MetricId>(metric), limit(min), limit(max)});
}
void addFree(int parameter, double from, double to) {
  given().free.push_back({static_cast<ParameterId>(parameter), from, to});
}
void putMaximized(int metric) { given().maximize = static_cast<MetricId>(metric); }

val valuesVal(const Report& report) {
  val object = val::object();
  for (const Metric& row : metrics()) {
    const MetricValue& value = report[row.id];
    put(object, row.key, value.isKnown() ? val(value.value) : val::null());
  }
  return object;
}
val textsVal(const std::vector<std::string>& texts) {
  return list(texts, [](const std::string& one) { return val(one); });
}

// Why the problem is refused; empty where its first question can be asked.
std::string startDesigns() {
  given().scenario = evaluated().scenario;
  if (auto checked = checkProblem(given()); !checked) return checked.error();
  steps() = std::make_unique<DesignSteps>(given());
  return "";
}
bool nextQuestion() { return steps()->next(); }

// What is known by now.
val designsFoundVal() {
  constexpr std::string_view kKinds[] = {"nearest", "best"};
  val object = val::object();
  const bool isDecided = found().verdict != Designs::Verdict::undecided;
  put(object, "feasible", isDecided ? val(found().verdict == Designs::Verdict::feasible) : val::null());
  put(object, "designs", list(found().designs, [&](const Design& design) {
        val one = val::object();
        put(one, "kind", kKinds[static_cast<std::size_t>(design.kind)]);
        put(one, "values", valuesVal(design.report));
        put(one, "binding", textsVal(design.binding));
        put(one, "distance", design.distance);
        put(one, "isProved", design.isProved);
        return one;
      }));
  if (found().front) {
    val front = val::object();
    put(front, "maximized", metric(found().front->maximized).key);
    put(front, "against", metric(found().front->against).key);
    put(front, "points", list(found().front->points, [](const FrontPoint& point) {
          val one = val::object();
          put(one, "values", valuesVal(point.report));
          put(one, "meetsTargets", point.meetsTargets);
          put(one, "isProved", point.isProved);
          return one;
        }));
    put(object, "front", front);
  }
  if (!found().reason.empty()) put(object, "reason", found().reason);
  put(object, "notes", textsVal(found().notes));
  put(object, "boxes", double(found().boxes));
  return object;
}
// Their scenarios, into the exchange.
void takeDesign(int place) { writeScenario(found().designs[place].scenario); }
void takeFrontPoint(int place) { writeScenario(found().front->points[place].scenario); }

// A problem as text of the scenario last evaluated, empty for the standard one, as plain objects; or why it cannot be
// read.
val designProblemVal(const std::string& content) {
  const Scenario& scenario = evaluated().scenario;
  const auto problem = content.empty() ? std::expected<DesignProblem, std::string>(standardProblem(scenario))
                                       : problemOf(content, scenario);
  if (!problem) return refused(problem.error());
  val object = val::object();
  put(object, "targets", list(problem->targets, [](const Target& target) {
        val one = val::object();
        put(one, "metric", metric(target.metric).key);
        if (target.min) put(one, "min", *target.min);
        if (target.max) put(one, "max", *target.max);
        return one;
      }));
  put(object, "free", list(problem->free, [](const FreeRange& range) {
        val one = val::object();
        put(one, "key", parameter(range.id).key);
        put(one, "from", range.from);
        put(one, "to", range.to);
        return one;
      }));
  if (problem->maximize) put(object, "maximize", metric(*problem->maximize).key);
  return object;
}
// The text of the problem being given.
std::string designText() { return problemText(given()); }

}  // namespace
}  // namespace cathode

EMSCRIPTEN_BINDINGS(cathode_designs) {
  using emscripten::function;
  function("clearProblem", &cathode::clearProblem);
  function("addTarget", &cathode::addTarget);
  function("addFree", &cathode::addFree);
  function("putMaximized", &cathode::putMaximized);
  function("startDesigns", &cathode::startDesigns);
  function("nextQuestion", &cathode::nextQuestion);
  function("designsFound", &cathode::designsFoundVal);
  function("takeDesign", &cathode::takeDesign);
  function("takeFrontPoint", &cathode::takeFrontPoint);
  function("designProblem", &cathode::designProblemVal);
  function("designText", &cathode::designText);
}
