// SPDX-License-Identifier: MIT
#include "core/decide/designs.h"

#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/base/registry.h"
#include "core/base/words.h"
#include "core/cell/evaluate.h"
#include "core/decide/search.h"

namespace cathode {
namespace {

using Verdict = SearchResult::Verdict;

constexpr int kFrontPoints = 9;
// Within this share of a limit, or of a range, a design stands at it.
constexpr double kAtLimit = 1e-6;
// Digits of what is only just out of reach.
constexpr int kCloseDigits = 5;

std::vector<Condition> conditionsOf(const std::vector<Target>& targets) {
  std::vector<Condition> conditions;
  for (const Target& target : targets) {
    if (target.min) conditions.push_back({target.metric, true, *target.min});
    if (target.max) conditions.push_back({target.metric, false, *target.max});
  }
  return conditions;
}

std::string amount(MetricId id, double value) {
  return withUnitOf(metric(id), *parseNumber(significantText(value, kCloseDigits)));
}
std::string textOf(const Condition& condition) {
  return limitText(condition.metric, condition.isLeast, condition.bound);
}

DesignSpace spaceOf(const DesignProblem& problem) {
  DesignSpace space{problem.scenario, {}, {problem.scenario.model}};
  for (const FreeRange& range : problem.free) {
    if (range.id == ParameterId::model) {
      space.models.clear();
      for (double model = range.from; model <= range.to; ++model)
        space.models.push_back(static_cast<ParticleModel>(static_cast<int>(model) - 1));
    } else {
      space.free.push_back({range.id, {range.from, range.to}});
    }
  }
  return space;
}

// The part of a space between what was measured, where designs can be ranked; nothing if there is none.
std::optional<DesignSpace> rankedSpace(const DesignSpace& space) {
  DesignSpace ranked = space;
  ranked.free.clear();
  for (FreeInput input : space.free) {
    const bool isMeasured = input.id == ParameterId::amWtPct || input.id == ParameterId::temperatureC;
    if (const auto measured = isMeasured ? measuredRange(input.id, space.scenario) : std::nullopt) {
      input.range = {std::max(input.range.lower, measured->lower), std::min(input.range.upper, measured->upper)};
      if (input.range.lower > input.range.upper) return std::nullopt;
      if (input.range.lower == input.range.upper) {
        parameter(input.id).write(ranked.scenario, input.range.lower);
        continue;
      }
      // What is free may be anything in the current cell.
      parameter(input.id).write(
          ranked.scenario, std::clamp(*parameter(input.id).read(space.scenario), input.range.lower, input.range.upper));
    }
    ranked.free.push_back(input);
  }
  return isWithinMeasured(ranked.scenario) ? std::optional(ranked) : std::nullopt;
}

// What was found last, and for what: figures, tables and files of one problem follow each other.
struct Kept {
  DesignProblem problem;
  Designs designs;
};
std::optional<Kept>& kept() {
  static std::optional<Kept> last;
  return last;
}

}  // namespace

// Finds designs, counting what it takes.
class DesignSteps::Work {
 public:
  explicit Work(const DesignProblem& problem)
      : problem_(problem), space_(spaceOf(problem)), conditions_(conditionsOf(problem.targets)) {
    if (kept() && kept()->problem == problem) {
      found_ = kept()->designs;
      stage_ = Stage::done;
    }
  }

  const Designs& found() const { return found_; }

  bool next() {
    switch (stage_) {
      case Stage::nearest: findNearest(); break;
      case Stage::best: findBest(); break;
      case Stage::ends: findEnds(); break;
      case Stage::front: findFrontPoint(); break;
      case Stage::done: return false;
    }
    found_.boxes = boxes_;
    if (stage_ == Stage::done) kept() = {problem_, found_};
    return stage_ != Stage::done;
  }

 private:
  enum class Stage : std::uint8_t { nearest, best, ends, front, done };

  void findNearest() {
    const SearchResult nearest = ask(space_, conditions_, {Aim::Kind::nearest});
    found_.verdict = nearest.verdict == Verdict::found        ? Designs::Verdict::feasible
                     : nearest.verdict == Verdict::impossible ? Designs::Verdict::infeasible
                                                              : Designs::Verdict::undecided;
    if (nearest.verdict == Verdict::undecided) found_.reason = undecidedText();
    if (nearest.verdict == Verdict::impossible) found_.reason = conflictText();
    if (nearest.best) add(designOf(Design::Kind::nearest, nearest));
    stage_ = nearest.best && problem_.maximize ? Stage::best : Stage::done;
  }

  // A design, with what leaves the measured in it.
  void add(Design design) {
    const std::string name = design.kind == Design::Kind::best ? "Best design: " : "Nearest design: ";
    for (const Warning& warning : design.report.warnings()) {
      switch (warning.code) {
        case WarningCode::amBeyondMeasured:
        case WarningCode::temperatureBeyondMeasured:
        case WarningCode::thicknessBeyondMeasured:
        case WarningCode::capacityContradictory:
          found_.notes.push_back(name + warningMessage(warning.code, design.scenario));
          break;
        default: break;
      }
    }
    found_.designs.push_back(std::move(design));
  }

  SearchResult ask(const DesignSpace& space, const std::vector<Condition>& conditions, Aim aim) {
    const SearchResult result = searchDesigns(space, conditions, aim, problem_.mostBoxes);
    boxes_ += result.boxes;
    return result;
  }

  void findBest() {
    stage_ = Stage::done;
    ranked_ = rankedSpace(space_);
    const std::string_view why =
        "beyond, capacities and tortuosity factors are held at those of the nearest measured cell, and nothing is "
        "ranked "
        "by what is held.";
    if (!measuredRange(ParameterId::amWtPct, problem_.scenario)) {
      found_.notes.emplace_back("No best design: nothing was measured of the composite.");
      return;
    }
    if (!ranked_) {
      found_.notes.push_back("No best design: all of the range lies beyond " + measuredText("", " to ", " or ") + "; " +
                             std::string(why));
      return;
    }
    const bool isCut = ranked_->free.size() != space_.free.size() ||
                       !std::ranges::equal(ranked_->free, space_.free, [](const FreeInput& a, const FreeInput& b) {
                         return a.range.lower == b.range.lower && a.range.upper == b.range.upper;
                       });
    if (isCut)
      found_.notes.push_back("The best design is sought " + measuredText("between ", " and ", ", ") + ": " +
                             std::string(why));
    best_ = ask(*ranked_, conditions_, {Aim::Kind::most, *problem_.maximize});
    if (!best_.best) {
      found_.notes.push_back("No best design: the targets are met beyond what was measured only.");
      return;
    }
    add(designOf(Design::Kind::best, best_));
    stage_ = Stage::ends;
  }

  // "between 75 and 85 wt%, between 30 and 60 °C" and the like: what was measured; empty where nothing was.
  std::string measuredText(std::string_view before, std::string_view to, std::string_view joint) const {
    std::string text;
    for (const ParameterId id : {ParameterId::amWtPct, ParameterId::temperatureC}) {
      const auto range = measuredRange(id, problem_.scenario);
      if (!range) return {};
      if (!text.empty()) text += joint;
      if (range->lower < range->upper)
        text.append(before).append(shortestText(range->lower)).append(to);
      else if (!before.empty())
        text += "at ";
      text += withUnitOf(parameter(id), range->upper);
    }
    return text;
  }

  // A metric asked for beside the one that is maximised, and the two ends of what the one costs in the other.
  struct TradeOff {
    MetricId against;
    bool isMore;                  // whether more of it is better
    std::vector<Condition> rest;  // all that is asked of others
    SearchResult most, far;       // the best of the one, whatever the other; the best of the other
    double stake;                 // the share of the one that lies between
  };
  std::optional<TradeOff> tradeOffWith(const Target& other, const DesignSpace& space) {
    TradeOff off{other.metric, other.min.has_value(), {}, {}, {}, 0.0};
    std::ranges::copy_if(conditions_, std::back_inserter(off.rest),
                         [&](const Condition& condition) { return condition.metric != off.against; });
    const MetricId most = *problem_.maximize;
    off.most = ask(space, off.rest, {Aim::Kind::most, most});
    off.far = ask(space, off.rest, {off.isMore ? Aim::Kind::most : Aim::Kind::least, off.against});
    if (!off.most.best || !off.far.best) return std::nullopt;
    // At that end, as much of the one as there is.
    std::vector<Condition> level = off.rest;
    level.push_back({off.against, off.isMore,
                     evaluate(*off.far.best)[off.against].value * (1.0 + (off.isMore ? -kMetricGap : kMetricGap))});
    if (SearchResult end = ask(space, level, {Aim::Kind::most, most}); end.best) off.far = end;
    const double high = evaluate(*off.most.best)[most].value, low = evaluate(*off.far.best)[most].value;
    off.stake = (high - low) / std::abs(high);
    return off;
  }

  // One of the targets at a time.
  void findEnds() {
    const MetricId most = *problem_.maximize;
    if (targetsTried_ < problem_.targets.size()) {
      const Target& target = problem_.targets[targetsTried_++];
      if (target.metric == most) return;
      auto other = tradeOffWith(target, *ranked_);
      if (other && other->stake > (tradeOff_ ? tradeOff_->stake : kMetricGap)) tradeOff_ = std::move(other);
      return;
    }
    stage_ = tradeOff_ ? Stage::front : Stage::done;
    if (!tradeOff_) return;
    front_ = {most, tradeOff_->against, {}};
    addToFront(best_);
    addToFront(tradeOff_->most);
    addToFront(tradeOff_->far);
  }

  // One level at a time.
  void findFrontPoint() {
    const MetricId against = tradeOff_->against;
    const double from = evaluate(*tradeOff_->most.best)[against].value;
    const double to = evaluate(*tradeOff_->far.best)[against].value;
    std::vector<Condition> level = tradeOff_->rest;
    level.push_back({against, tradeOff_->isMore, from + (to - from) * ++levels_ / kFrontPoints});
    if (const SearchResult result = ask(*ranked_, level, {Aim::Kind::most, *problem_.maximize}); result.best)
      addToFront(result);
    if (levels_ + 1 < kFrontPoints) return;
    std::ranges::sort(front_.points, {}, [&](const FrontPoint& point) { return point.report[against].value; });
    found_.front = std::move(front_);
    stage_ = Stage::done;
  }

  void addToFront(const SearchResult& result) {
    const Report report = evaluate(*result.best);
    const double level = report[front_.against].value;
    const auto isThere = [&](const FrontPoint& point) {
      return std::abs(point.report[front_.against].value - level) <= kAtLimit * std::abs(level);
    };
    if (std::ranges::any_of(front_.points, isThere)) return;
    const bool meets = std::ranges::all_of(conditions_, [&](const Condition& c) { return missed(c, report) <= kMet; });
    front_.points.push_back({*result.best, report, meets, result.isProved});
  }

  Design designOf(Design::Kind kind, const SearchResult& result) const {
    Design design{kind, *result.best, evaluate(*result.best), {}, 0.0, result.isProved};
    design.distance = distanceIn(space_, problem_.scenario, design.scenario);
    for (const Condition& condition : conditions_) {
      if (std::abs(missed(condition, design.report)) <= kAtLimit) design.binding.push_back(textOf(condition));
    }
    for (const auto& [id, range] : space_.free) {
      const Parameter& field = parameter(id);
      const double value = *field.read(design.scenario), near = kAtLimit * (range.upper - range.lower);
      const auto atEnd = [&](std::string_view end, double limit) {
        design.binding.push_back(std::string(field.label) + " at the " + std::string(end) + " end of its range, " +
                                 withUnitOf(field, limit));
      };
      if (value <= range.lower + near) atEnd("lower", range.lower);
      if (value >= range.upper - near) atEnd("upper", range.upper);
    }
    return design;
  }

  std::string undecidedText() const {
    return "Not decided: " + std::to_string(problem_.mostBoxes) +
           " boxes neither gave a design nor ruled all of them out. Narrower ranges, or fewer free inputs, can be "
           "decided.";
  }

  // Which conditions cannot be met together, none of them to spare, and how close one comes.
  std::string conflictText() {
    std::vector<Condition> core = conditions_;
    bool isSure = true;
    for (std::size_t i = 0; i < core.size() && core.size() > 1;) {
      std::vector<Condition> without = core;
      without.erase(without.begin() + std::ptrdiff_t(i));
      const SearchResult result = ask(space_, without, {});
      isSure = isSure && result.verdict != Verdict::undecided;
      if (result.verdict == Verdict::impossible)
        core = std::move(without);
      else
        ++i;
    }
    std::string text;
    if (core.empty()) {
      text = "None of the cells in the ranges has a value.";
    } else if (core.size() == 1) {
      text = textOf(core[0]) + " cannot be met, wherever the free inputs are in their ranges. " + closest(core, 0);
    } else {
      std::vector<std::string> texts;
      for (const Condition& condition : core) texts.push_back(textOf(condition));
      text = listed(texts) + " cannot be met together, wherever the free inputs are in their ranges";
      text += isSure && core.size() == 2 ? "; each can alone."
              : isSure                   ? "; without any one of them the others can."
                                         : ".";
      for (std::size_t i = 0; i < core.size(); ++i) text.append(" ").append(closest(core, i));
    }
    return text +
           " Proved by bounds that hold everywhere in the ranges, not by trying points, for values as they are shown, "
           "not for all that their intervals hold.";
  }

  // How far the one goes while the others are met.
  std::string closest(const std::vector<Condition>& core, std::size_t which) {
    const Condition& condition = core[which];
    std::vector<Condition> others = core;
    others.erase(others.begin() + std::ptrdiff_t(which));
    const SearchResult result =
        ask(space_, others, {condition.isLeast ? Aim::Kind::most : Aim::Kind::least, condition.metric});
    const std::string label(metric(condition.metric).label);
    const std::string start = others.empty()       ? label
                              : others.size() == 1 ? "With " + textOf(others[0]) + ", " + label
                                                   : "With the others met, " + label;
    if (!result.best) return start + " has no value there.";
    return start + (result.isProved ? (condition.isLeast ? " is at most " : " is at least ") : " comes to ") +
           amount(condition.metric, evaluate(*result.best)[condition.metric].value) + ".";
  }

  const DesignProblem problem_;
  const DesignSpace space_;
  const std::vector<Condition> conditions_;
  Stage stage_ = Stage::nearest;
  Designs found_{};
  int boxes_ = 0;
  std::optional<DesignSpace> ranked_;
  SearchResult best_{};
  std::size_t targetsTried_ = 0;
  std::optional<TradeOff> tradeOff_;
  Front front_{};
  int levels_ = 0;
};

DesignSteps::DesignSteps(const DesignProblem& problem) : work_(std::make_unique<Work>(problem)) {}
DesignSteps::~DesignSteps() = default;
bool DesignSteps::next() { return work_->next(); }
const Designs& DesignSteps::found() const { return work_->found(); }

Designs findDesigns(const DesignProblem& problem) {
  DesignSteps steps(problem);
  while (steps.next()) continue;
  return steps.found();
}

}  // namespace cathode
