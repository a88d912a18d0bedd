// SPDX-License-Identifier: MIT
// Inverse design: which cells do what is asked, from what is free; or the proof that none does.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/decide/problem.h"

namespace cathode {

struct Design {
  enum class Kind : std::uint8_t { nearest, best };
  Kind kind;
  Scenario scenario;
  Report report;
  // The limits it stands at: of targets, and of ranges.
  std::vector<std::string> binding;
  // From the current cell, each free number in widths of its range; another model counts as one of them.
  double distance;
  // That none is nearer by a thousandth of a range, or better by 0.01 %.
  bool isProved;
};

// A point of the front: the most of the maximised metric for one level of the other.
struct FrontPoint {
  Scenario scenario;
  Report report;
  bool meetsTargets;
  bool isProved;
};

// What `maximize` costs in another metric that is asked for, of several the one that it costs most in: between the best
// of the one and the best of the other (the most where a least is asked for, the least else), that other's own target
// left aside, the rest met. None where the two do not stand against each other.
struct Front {
  MetricId maximized, against;
  std::vector<FrontPoint> points;
};

struct Designs {
  enum class Verdict : std::uint8_t { feasible, infeasible, undecided };
  Verdict verdict;
  std::vector<Design> designs;  // the nearest; then the best, if something is maximised
  std::optional<Front> front;
  std::string reason;              // infeasible: what cannot be met, and how close one comes. Undecided: why
  std::vector<std::string> notes;  // what a reader of the designs should know
  int boxes;                       // that were looked at, over all questions
};

// The designs of a problem that checkProblem passes. Metrics are asked for as they are shown: where the source
// contradicts itself, without the interval. Best designs and fronts keep to contents and temperatures between those
// that were measured: beyond, capacities and tortuosity factors are held, and nothing is ranked by what is held.
Designs findDesigns(const DesignProblem& problem);

// The same question by question, for who has other things to do in between.
class DesignSteps {
 public:
  explicit DesignSteps(const DesignProblem& problem);
  ~DesignSteps();
  // Answers the next question; false once all are.
  bool next();
  // What is known by now: designs before the front, the front once it is whole.
  const Designs& found() const;

 private:
  class Work;
  std::unique_ptr<Work> work_;
};

}  // namespace cathode
