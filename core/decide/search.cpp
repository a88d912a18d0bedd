// SPDX-License-Identifier: MIT
#include "core/decide/search.h"

#include <cmath>
#include <queue>

#include "core/cell/evaluate.h"
#include "core/source/interpolation.h"

namespace cathode {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
// A box narrower than this share of every range is not cut any more.
constexpr double kNarrow = 1e-9;
// What the local search takes a missed condition for, in units of what it gains.
constexpr double kPenalty = 1000.0;
constexpr int kMostSteps = 80;

double scaleOf(const Condition& condition) { return condition.bound != 0.0 ? std::abs(condition.bound) : 1.0; }

struct Node {
  double best;  // nothing in it is better
  int order;
  std::size_t model;
  std::array<Interval, kMostFree> box;
  std::array<Interval, kMostFree> piece;  // where the metrics are smooth
  std::uint64_t met;                      // conditions that all of it meets
  int widest;                             // which range to cut
};
struct IsWorse {
  bool operator()(const Node& a, const Node& b) const { return a.best != b.best ? a.best < b.best : a.order > b.order; }
};

// Where an input was measured, in ascending order.
std::vector<double> measuredPoints(ParameterId id, const Scenario& scenario) {
  const bool isContent = id == ParameterId::amWtPct;
  if (!isContent && id != ParameterId::temperatureC) return {};
  if (scenario.composite == nullptr) {
    const auto& points = isContent ? kMeasuredAmWtPct : kMeasuredTemperatureC;
    return {points.begin(), points.end()};
  }
  std::vector<double> points;
  for (const OwnPoint& point : scenario.composite->points)
    points.push_back(isContent ? point.amWtPct : point.temperatureC);
  std::ranges::sort(points);
  points.erase(std::ranges::unique(points).begin(), points.end());
  return points;
}

class Search {
 public:
  Search(const DesignSpace& space, const std::vector<Condition>& conditions, Aim aim)
      : space_(space), conditions_(conditions), aim_(aim), count_(static_cast<int>(space.free.size())) {
    from_ = valuesIn(space, space.scenario);
  }

  SearchResult run(int mostBoxes) {
    pushPieces();
    bool isDone = false;
    while (!queue_.empty()) {
      const Node node = queue_.top();
      if (isBeaten(node.best)) {
        isDone = true;
        break;
      }
      if (boxes_ >= mostBoxes) break;
      queue_.pop();
      ++boxes_;
      look(node);
      if (aim_.kind == Aim::Kind::any && best_) return {SearchResult::Verdict::found, best_, true, boxes_};
      cut(node);
    }
    isDone = (isDone || queue_.empty()) && !isBeyondCutting_;
    using enum SearchResult::Verdict;
    return {best_ ? found : isDone ? impossible : undecided, best_, best_ && isDone, boxes_};
  }

 private:
  bool isOfMetric() const { return aim_.kind == Aim::Kind::most || aim_.kind == Aim::Kind::least; }
  double sign() const { return aim_.kind == Aim::Kind::least ? -1.0 : 1.0; }
  double span(int i) const { return space_.free[i].range.upper - space_.free[i].range.lower; }

  // Whether a box of which nothing is better than `best` has nothing to add.
  bool isBeaten(double best) const {
    if (!best_) return false;
    if (isOfMetric()) return best <= value_ + kMetricGap * std::abs(value_);
    const double nearest = std::sqrt(-value_) - kDistanceGap;
    return nearest <= 0.0 || best <= -nearest * nearest;
  }

  Scenario scenarioAt(std::size_t model, const Coordinates& values) const {
    Scenario scenario = space_.scenario;
    scenario.model = space_.models[model];
    for (int i = 0; i < count_; ++i) parameter(space_.free[i].id).write(scenario, values[i]);
    return scenario;
  }
  Scenario withModelOf(std::size_t model) const {
    Scenario scenario = space_.scenario;
    scenario.model = space_.models[model];
    return scenario;
  }
  double modelDistance(std::size_t model) const { return space_.models[model] == space_.scenario.model ? 0.0 : 1.0; }

  // The better, the larger.
  double valueOf(const Scenario& scenario, const Report& report) const {
    if (isOfMetric()) return report[aim_.metric].isKnown() ? sign() * report[aim_.metric].value : -kInfinity;
    const double distance = distanceIn(space_, space_.scenario, scenario);
    return -distance * distance;
  }

  // Takes a point if it meets all and is better.
  void offer(std::size_t model, const Coordinates& values) {
    const Scenario scenario = scenarioAt(model, values);
    const Report report = evaluate(scenario);
    for (const Condition& condition : conditions_) {
      if (!(missed(condition, report) <= kMet)) return;
    }
    const double value = valueOf(scenario, report);
    if (value == -kInfinity || (best_ && value <= value_)) return;
    best_ = scenario;
    value_ = value;
  }

  // What a condition, or the aim, asks of a metric, at a point: how far it is from it, and its slopes per width.
  struct Linear {
    double value = 0.0;
    Coordinates slopes{};
  };
  Linear linearOf(const MetricBounds& bounds, double factor, double offset) const {
    Linear linear{factor * bounds.atMiddle.middle() + offset, {}};
    for (int i = 0; i < count_; ++i) linear.slopes[i] = factor * bounds.slopes[i].middle() * span(i);
    return linear;
  }
  struct Local {
    Linear aim;
    std::vector<Linear> conditions;
    double merit = 0.0;
  };
  Local localAt(std::size_t model, const Coordinates& shares) const {
    const Scenario scenario = withModelOf(model);
    std::array<FreeInput, kMostFree> point{};
    for (int i = 0; i < count_; ++i) {
      const double value = valueAt(i, shares[i]);
      point[i] = {space_.free[i].id, {value, value}};
    }
    const std::span<const FreeInput> at(point.data(), std::size_t(count_));
    Local local;
    const auto need = [&](MetricId id) {
      for (const MetricBounds& one : needsOf(id, scenario, at)) {
        if (one.values.upper < kInfinity) local.conditions.push_back(linearOf(one, 1.0, 0.0));
      }
    };
    for (const Condition& condition : conditions_) {
      const double factor = (condition.isLeast ? 1.0 : -1.0) / scaleOf(condition);
      local.conditions.push_back(linearOf(boundsOf(condition.metric, scenario, at), factor, -factor * condition.bound));
      need(condition.metric);
    }
    if (isOfMetric()) {
      const MetricBounds bounds = boundsOf(aim_.metric, scenario, at);
      const double size = std::abs(bounds.atMiddle.middle());
      local.aim = linearOf(bounds, sign() / (aimScale_ > 0.0 ? aimScale_ : aimScale_ = size > 0.0 ? size : 1.0), 0.0);
      need(aim_.metric);
    } else {
      for (int i = 0; i < count_; ++i) {
        const double off = shares[i] - (from_[i] - space_.free[i].range.lower) / span(i);
        local.aim.value -= off * off;
        local.aim.slopes[i] = -2.0 * off;
      }
    }
    local.merit = local.aim.value;
    for (const Linear& condition : local.conditions) local.merit -= kPenalty * std::max(0.0, -condition.value);
    return local;
  }
  double valueAt(int i, double share) const {
    const Interval range = space_.free[i].range;
    return share <= 0.0 ? range.lower : share >= 1.0 ? range.upper : range.lower + share * span(i);
  }

  // From a point to one that is better or misses less, and so on, within the piece.
  void climb(const Node& node, Coordinates values) {
    Coordinates shares{}, low{}, high{};
    for (int i = 0; i < count_; ++i) {
      const Interval range = space_.free[i].range;
      low[i] = (node.piece[i].lower - range.lower) / span(i);
      high[i] = (node.piece[i].upper - range.lower) / span(i);
      shares[i] = std::clamp((values[i] - range.lower) / span(i), low[i], high[i]);
    }
    aimScale_ = 0.0;
    Local local = localAt(node.model, shares);
    double reach = 0.25;
    for (int step = 0; step < kMostSteps && reach > 1e-12; ++step) {
      std::vector<LinearCondition> conditions;
      double expected = -local.merit;
      for (const Linear& one : local.conditions) conditions.push_back({one.slopes, -one.value, kPenalty});
      Coordinates lower{}, upper{};
      for (int i = 0; i < count_; ++i) {
        lower[i] = std::max(-reach, low[i] - shares[i]);
        upper[i] = std::min(reach, high[i] - shares[i]);
      }
      const Coordinates move = bestLinearStep(count_, local.aim.slopes, lower, upper, conditions);
      const auto along = [&](const Linear& linear) {
        double sum = linear.value;
        for (int i = 0; i < count_; ++i) sum += linear.slopes[i] * move[i];
        return sum;
      };
      expected += along(local.aim);
      for (const Linear& one : local.conditions) expected -= kPenalty * std::max(0.0, -along(one));
      if (!(expected > 1e-10)) break;
      Coordinates next = shares;
      for (int i = 0; i < count_; ++i) next[i] = std::clamp(shares[i] + move[i], low[i], high[i]);
      const Local there = localAt(node.model, next);
      const double gained = there.merit - local.merit;
      if (gained >= 0.1 * expected) {
        shares = next;
        local = there;
        if (gained >= 0.75 * expected) reach = std::min(1.0, 2.0 * reach);
      } else {
        reach *= 0.4;
      }
    }
    for (int i = 0; i < count_; ++i)
      values[i] = std::clamp(valueAt(i, shares[i]), node.piece[i].lower, node.piece[i].upper);
    offer(node.model, values);
  }

  // A few points of a box.
  void look(const Node& node) {
    Coordinates middle{}, near{};
    for (int i = 0; i < count_; ++i) {
      middle[i] = 0.5 * (node.box[i].lower + node.box[i].upper);
      near[i] = std::clamp(from_[i], node.box[i].lower, node.box[i].upper);
    }
    offer(node.model, near);
    offer(node.model, middle);
    // Often at first, and ever more seldom.
    const bool isTime = boxes_ <= 6 || (boxes_ & (boxes_ - 1)) == 0 || boxes_ % (best_ ? 256 : 64) == 0;
    if (!isTime) return;
    climb(node, middle);
    if (aim_.kind == Aim::Kind::nearest) climb(node, near);
  }

  void cut(const Node& node) {
    if (count_ == 0) return;
    const int i = node.widest;
    const Interval range = node.box[i];
    if (range.upper - range.lower <= kNarrow * span(i)) {
      // One point was looked at; a small box was not, in all of it.
      for (int k = 0; k < count_; ++k) isBeyondCutting_ = isBeyondCutting_ || node.box[k].lower < node.box[k].upper;
      return;
    }
    // Decades in halves of their logarithm.
    const double middle = range.lower > 0.0 && range.upper > 64.0 * range.lower
                              ? std::sqrt(range.lower) * std::sqrt(range.upper)
                              : 0.5 * (range.lower + range.upper);
    for (const Interval half : {Interval{range.lower, middle}, Interval{middle, range.upper}}) {
      Node child = node;
      child.box[i] = half;
      push(child);
    }
  }

  // One node for each model and each stretch between what was measured: across, slopes jump.
  void pushPieces() {
    std::vector<std::array<Interval, kMostFree>> pieces(1);
    for (int i = 0; i < count_; ++i) {
      const auto [id, range] = space_.free[i];
      std::vector<double> ends{range.lower};
      for (const double point : measuredPoints(id, space_.scenario)) {
        if (point > range.lower && point < range.upper) ends.push_back(point);
      }
      ends.push_back(range.upper);
      std::vector<std::array<Interval, kMostFree>> cut;
      for (const auto& piece : pieces) {
        for (std::size_t k = 0; k + 1 < ends.size(); ++k) {
          cut.push_back(piece);
          cut.back()[i] = {ends[k], ends[k + 1]};
        }
      }
      pieces = std::move(cut);
    }
    for (std::size_t model = 0; model < space_.models.size(); ++model) {
      for (const auto& piece : pieces) push({0.0, 0, model, piece, piece, 0, 0});
    }
  }

  // Bounds a box, makes it smaller where that loses nothing, and keeps it unless it is done.
  void push(Node node) {
    for (int round = 0; round < 3; ++round) {
      bool isSmaller = false;
      if (!bound(node, isSmaller)) return;
      if (!isSmaller) break;
    }
    node.order = order_++;
    queue_.push(node);
  }

  // What is asked of a metric in a box: at least so much, times sign.
  struct Asked {
    const MetricBounds& bounds;
    double sign, least, scale;
  };

  // False if nothing in the box counts.
  bool bound(Node& node, bool& isSmaller) {
    std::array<FreeInput, kMostFree> inputs{};
    for (int i = 0; i < count_; ++i) inputs[i] = {space_.free[i].id, node.box[i]};
    const std::span<const FreeInput> box(inputs.data(), std::size_t(count_));
    const Scenario scenario = withModelOf(node.model);
    Coordinates before{}, influence{};
    for (int i = 0; i < count_; ++i) before[i] = node.box[i].upper - node.box[i].lower;
    // Which way each input helps all that is asked: both until something objects.
    std::array<bool, kMostFree> up{}, down{};
    up.fill(true);
    down.fill(true);

    const auto ask = [&](const Asked& asked) {
      const auto [lower, upper] = asked.bounds.values;
      if ((asked.sign > 0.0 ? upper : -lower) < asked.least) return false;
      for (int i = 0; i < count_; ++i) {
        const Enclosure slope = asked.sign > 0.0 ? asked.bounds.slopes[i] : Enclosure(0.0) - asked.bounds.slopes[i];
        up[i] = up[i] && slope.lower >= 0.0;
        down[i] = down[i] && slope.upper <= 0.0;
        const double steepest = std::max(std::abs(slope.lower), std::abs(slope.upper));
        influence[i] += std::min(steepest * before[i] / asked.scale, 1e6);
      }
      return contract(node, inputs, asked);
    };
    const auto askForValue = [&](MetricId id, const MetricBounds& bounds) {
      if (!bounds.mayBeUnknown) return true;
      for (const MetricBounds& one : needsOf(id, scenario, box)) {
        if (one.values.upper < kInfinity) {
          if (!ask({one, 1.0, 0.0, 1.0})) return false;
          continue;
        }
        // It cannot be told where in the box it is met.
        up.fill(false);
        down.fill(false);
      }
      return true;
    };

    for (std::size_t k = 0; k < conditions_.size(); ++k) {
      if (k < 64 && (node.met >> k & 1)) continue;
      const Condition& condition = conditions_[k];
      const MetricBounds bounds = boundsOf(condition.metric, scenario, box);
      if (!bounds.mayBeKnown) return false;
      const bool isMet =
          condition.isLeast ? bounds.values.lower >= condition.bound : bounds.values.upper <= condition.bound;
      if (isMet && !bounds.mayBeUnknown && k < 64) {
        node.met |= std::uint64_t{1} << k;
        continue;
      }
      const double side = condition.isLeast ? 1.0 : -1.0;
      if (!ask({bounds, side, side * condition.bound, scaleOf(condition)})) return false;
      if (!askForValue(condition.metric, bounds)) return false;
    }
    if (isOfMetric()) {
      const MetricBounds bounds = boundsOf(aim_.metric, scenario, box);
      if (!bounds.mayBeKnown) return false;
      node.best = sign() > 0.0 ? bounds.values.upper : -bounds.values.lower;
      for (const Condition& condition : conditions_) {
        if (condition.metric == aim_.metric && condition.isLeast == (sign() < 0.0))
          node.best = std::min(node.best, sign() * condition.bound);
      }
      if (isBeaten(node.best)) return false;
      const double least = best_ ? value_ : -kInfinity;
      const double scale =
          best_ && value_ != 0.0 ? std::abs(value_) : std::max(1e-9, std::abs(bounds.atMiddle.middle()));
      if (!ask({bounds, sign(), least, scale})) return false;
      if (!askForValue(aim_.metric, bounds)) return false;
    } else {
      double distance2 = aim_.kind == Aim::Kind::nearest ? modelDistance(node.model) : 0.0;
      for (int i = 0; i < count_ && aim_.kind == Aim::Kind::nearest; ++i) {
        const double off = (std::clamp(from_[i], node.box[i].lower, node.box[i].upper) - from_[i]) / span(i);
        distance2 += off * off;
        up[i] = up[i] && node.box[i].upper <= from_[i];
        down[i] = down[i] && node.box[i].lower >= from_[i];
        influence[i] += before[i] / span(i);
      }
      node.best = -distance2;
      if (isBeaten(node.best)) return false;
    }
    // Where all that is asked gains by going one way, its end is as good as the whole.
    for (int i = 0; i < count_; ++i) {
      if (up[i]) node.box[i].lower = node.box[i].upper;
      if (down[i] && !up[i]) node.box[i].upper = node.box[i].lower;
    }
    double most = -1.0;
    for (int i = 0; i < count_; ++i) {
      const double width = node.box[i].upper - node.box[i].lower;
      isSmaller = isSmaller || width < 0.7 * before[i];
      if (width <= kNarrow * span(i)) continue;
      const double weight = influence[i] + 1e-3 * width / span(i);
      if (weight > most) {
        most = weight;
        node.widest = i;
      }
    }
    return true;
  }

  // Cuts off what cannot reach what is asked, by the mean value form solved for each input in turn. False if that is
  // all.
  bool contract(Node& node, const std::array<FreeInput, kMostFree>& whole, const Asked& asked) {
    if (!(asked.least > -kInfinity)) return true;
    const Enclosure middle = asked.sign > 0.0 ? asked.bounds.atMiddle : Enclosure(0.0) - asked.bounds.atMiddle;
    for (int i = 0; i < count_; ++i) {
      double rest = middle.upper;
      for (int j = 0; j < count_; ++j) {
        if (j == i) continue;
        rest = (Enclosure(rest) + slopeOf(asked, j) * offOf(whole[j])).upper;
      }
      const Enclosure slope = slopeOf(asked, i);
      // slope x (input - centre) has to be this at least.
      const double needed = (Enclosure(asked.least) - Enclosure(rest)).lower;
      if (!(std::abs(needed) < kInfinity) || !(slope.upper - slope.lower < kInfinity)) continue;
      const double centre = 0.5 * (whole[i].range.lower + whole[i].range.upper);
      Interval& range = node.box[i];
      if (slope.lower > 0.0) {
        const double by = (Enclosure(needed) / Enclosure(needed > 0.0 ? slope.upper : slope.lower)).lower;
        range.lower = std::max(range.lower, (Enclosure(centre) + Enclosure(by)).lower);
      } else if (slope.upper < 0.0) {
        const double by = (Enclosure(needed) / Enclosure(needed > 0.0 ? slope.lower : slope.upper)).upper;
        range.upper = std::min(range.upper, (Enclosure(centre) + Enclosure(by)).upper);
      }
      if (range.lower > range.upper) return false;
    }
    return true;
  }
  static Enclosure slopeOf(const Asked& asked, int i) {
    return asked.sign > 0.0 ? asked.bounds.slopes[i] : Enclosure(0.0) - asked.bounds.slopes[i];
  }
  static Enclosure offOf(const FreeInput& input) {
    return Enclosure{input.range.lower, input.range.upper} - Enclosure(0.5 * (input.range.lower + input.range.upper));
  }

  const DesignSpace& space_;
  const std::vector<Condition>& conditions_;
  const Aim aim_;
  const int count_;
  Coordinates from_{};
  mutable double aimScale_ = 0.0;
  std::priority_queue<Node, std::vector<Node>, IsWorse> queue_;
  int order_ = 0, boxes_ = 0;
  bool isBeyondCutting_ = false;
  std::optional<Scenario> best_;
  double value_ = 0.0;
};

}  // namespace

double missed(const Condition& condition, const Report& report) {
  const MetricValue& value = report[condition.metric];
  if (!value.isKnown()) return kInfinity;
  return (condition.isLeast ? condition.bound - value.value : value.value - condition.bound) / scaleOf(condition);
}

Coordinates valuesIn(const DesignSpace& space, const Scenario& scenario) {
  const Report report = evaluate(scenario);
  Coordinates values{};
  for (std::size_t i = 0; i < space.free.size(); ++i) {
    const Parameter& field = parameter(space.free[i].id);
    if (const ParameterValue given = field.read(scenario)) {
      values[i] = *given;
      continue;
    }
    // The parameters that may be left out are metrics too.
    for (const Metric& row : metrics()) {
      if (row.key == field.key) values[i] = report[row.id].value;
    }
  }
  return values;
}

double distanceIn(const DesignSpace& space, const Scenario& from, const Scenario& to) {
  const Coordinates a = valuesIn(space, from), b = valuesIn(space, to);
  double sum = from.model == to.model ? 0.0 : 1.0;
  for (std::size_t i = 0; i < space.free.size(); ++i) {
    const double off = (b[i] - a[i]) / (space.free[i].range.upper - space.free[i].range.lower);
    sum += off * off;
  }
  return std::sqrt(sum);
}

SearchResult searchDesigns(const DesignSpace& space, const std::vector<Condition>& conditions, Aim aim, int mostBoxes) {
  return Search(space, conditions, aim).run(mostBoxes);
}

}  // namespace cathode
