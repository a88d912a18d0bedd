// SPDX-License-Identifier: MIT
#include "core/programs/cluster/study_run.h"

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ranges>

#include "core/base/number_text.h"
#include "core/files/geometry_file.h"
#include "core/geometry/voxelize.h"
#include "core/programs/cluster/checkpoint.h"
#include "core/programs/cluster/iterations.h"
#include "core/programs/cluster/problem.h"

namespace cathode::program {
namespace {

using nlohmann::ordered_json;

// What a rank takes for each of its own carrying nodes at most, measured (docs/cluster.md).
constexpr double kBytesOfNode = 400;
constexpr int kMostExtent = 32767;

std::unexpected<Failure> refused(std::string text) { return std::unexpected(Failure{Exit::refused, std::move(text)}); }

// What conducts: a volume, of which the ranks hold layers, or a geometry, which each has whole.
struct Subject {
  std::optional<Slab> slab;
  Geometry geometry;
  Shape shape{};
  std::string fingerprint;
  std::vector<std::pair<std::size_t, double>> fractions;  // of labels
  std::array<bool, 256> has{};
  std::vector<double> values;  // that labels stand for
};

std::expected<Subject, Failure> volumeOf(const Ranks& ranks, const Request& request) {
  auto slab = readSlab(ranks, request.study.file, request.raw);
  if (!slab) return std::unexpected(slab.error());
  Subject subject;
  subject.shape = slab->shape;
  subject.fingerprint = slab->fingerprint;
  subject.values = slab->values;
  double all = 0;
  for (const std::int64_t count : slab->counts) all += double(count);
  for (std::size_t label = 0; label < slab->counts.size(); ++label) {
    subject.has[label] = true;
    subject.fractions.emplace_back(label, double(slab->counts[label]) / all);
  }
  subject.slab = std::move(*slab);
  return subject;
}

std::string gridRefusal(const Geometry& geometry, const std::optional<Shape>& shape) {
  if (!shape) return "shape: missing; allowed: z,y,x, the grid laid through the geometry.";
  Spacing edges;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    if ((*shape)[axis] < 1 || (*shape)[axis] > kMostExtent)
      return "shape: " + std::to_string((*shape)[axis]) + "; allowed: 1 to " + std::to_string(kMostExtent) + ".";
    edges[axis] = geometry.boxUm[axis] / (*shape)[axis];
  }
  if (std::ranges::max(edges) > kMostElongated * std::ranges::min(edges))
    return "shape: voxels of " + shortestText(edges[0]) + " by " + shortestText(edges[1]) + " by " +
           shortestText(edges[2]) + " µm; allowed: edges at most " + shortestText(kMostElongated) +
           " times each other.";
  return "";
}

std::expected<Subject, Failure> geometryOf(const Ranks& ranks, const Request& request) {
  Subject subject;
  std::vector<double> fractions;  // label, fraction, label ...
  const Outcome outcome = ranks.agreed([&]() -> Outcome {
    auto read = readGeometryFile(request.study.file);
    if (!read) return refused(read.error());
    subject.geometry = std::move(read->geometry);
    if (const std::string text = geometryRefusal(subject.geometry); !text.empty()) return refused("geometry." + text);
    if (const std::string text = gridRefusal(subject.geometry, request.study.shape); !text.empty())
      return refused(text);
    subject.shape = *request.study.shape;
    if (request.study.sides == Sides::periodic && !subject.geometry.isPeriodic)
      return refused("sides: periodic ones need a geometry that is periodic; allowed: closed.");
    for (const Direction direction : request.study.directions) {
      const int along = turnedTo(direction, subject.shape).shape[0];
      if (along < ranks.count)
        return refused("ranks: " + std::to_string(ranks.count) + " for " + std::to_string(along) +
                       " layers; allowed: at most as many as layers along each direction.");
    }
    if (ranks.own > 0) return {};
    const auto counted = fractionsOf(subject.geometry);
    if (!counted) return refused(counted.error());
    for (const auto& [label, fraction, error] : *counted) {
      fractions.push_back(label);
      fractions.push_back(fraction);
    }
    return {};
  }());
  if (!outcome) return std::unexpected(outcome.error());
  ranks.share(fractions);
  for (std::size_t i = 0; i < fractions.size(); i += 2)
    subject.fractions.emplace_back(std::size_t(fractions[i]), fractions[i + 1]);
  subject.has[subject.geometry.background] = true;
  for (const Body& body : subject.geometry.bodies) {
    subject.has[body.label] = true;
    if (body.shellUm > 0) subject.has[body.shellLabel] = true;
  }
  for (int label = 0; label < 256; ++label) subject.values.push_back(label);
  subject.fingerprint = fingerprintOf(subject.geometry);
  return subject;
}

std::string textOf(Direction direction) { return std::string(1, "zyx"[std::size_t(direction)]); }

// What a checkpoint and the run that takes it up must have in common.
ordered_json identityOf(const Request& request, const Study& study, const Subject& subject, const Spacing& spacing) {
  ordered_json identity{{"fingerprint", subject.fingerprint}, {"shape", subject.shape}};
  for (const StudyCarrier& carrier : study.carriers)
    identity["conductivities of " + carrier.key] = carrier.conductivities;
  std::string directions;
  for (const Direction direction : study.directions) directions += textOf(direction);
  identity["directions"] = directions;
  identity["sides"] = study.sides == Sides::periodic ? "periodic" : "closed";
  if (!request.isGeometry) identity["spacing"] = spacing;
  identity["tolerance"] = study.tolerance;
  return identity;
}

std::optional<StudyResult> resultOf(const ordered_json& json, const std::string& carrier, Direction direction) {
  const auto number = [&](const char* key) { return json.is_object() && json.contains(key) && json[key].is_number(); };
  for (const char* key : {"effectiveConductivity", "lower", "upper", "conductingFraction", "iterations", "seconds"}) {
    if (!number(key)) return {};
  }
  if (!json.contains("percolates") || !json["percolates"].is_boolean()) return {};
  StudyResult result{.carrier = carrier,
                     .direction = direction,
                     .percolates = json["percolates"],
                     .effectiveConductivity = json["effectiveConductivity"],
                     .lower = json["lower"],
                     .upper = json["upper"],
                     .tortuosityFactor = {},
                     .conductingFraction = json["conductingFraction"],
                     .iterations = json["iterations"],
                     .seconds = json["seconds"]};
  if (number("tortuosityFactor")) result.tortuosityFactor = json["tortuosityFactor"].get<double>();
  return result;
}

// One solve and where it is saved.
class Run {
 public:
  Run(const Ranks& ranks, const Request& request, Study study, const Subject& subject, const Spacing& spacing)
      : ranks_(ranks),
        request_(request),
        study_(std::move(study)),
        subject_(subject),
        spacing_(spacing),
        identity_(identityOf(request, study_, subject, spacing)) {}

  std::expected<StudyOutcome, Failure> all() {
    StudyOutcome outcome{.program = "cathode-lab-cluster " CATHODE_VERSION,
                         .name = study_.name,
                         .link = study_.link,
                         .fingerprint = subject_.fingerprint,
                         .task = StudyTask::solve,
                         .shape = subject_.shape,
                         .sides = study_.sides,
                         .tolerance = study_.tolerance,
                         .results = {}};
    if (request_.restarts) {
      auto found = readCheckpoint(ranks_, request_.checkpoint, identity_);
      if (!found) return std::unexpected(found.error());
      taken_ = std::move(*found);
    }
    int solve = 0;
    for (const StudyCarrier& carrier : study_.carriers) {
      for (const Direction direction : study_.directions) {
        auto result = finished(solve, carrier.key, direction);
        if (!result) {
          auto solved = this->solve(solve, carrier, direction);
          if (!solved) return std::unexpected(solved.error());
          result = std::move(*solved);
        }
        done_.push_back(resultJson(*result));
        outcome.results.push_back(std::move(*result));
        ++solve;
      }
    }
    return outcome;
  }

 private:
  // What the checkpoint taken up has of a solve.
  std::optional<StudyResult> finished(int solve, const std::string& carrier, Direction direction) const {
    if (!taken_ || std::size_t(solve) >= taken_->results.size()) return {};
    return resultOf(taken_->results[std::size_t(solve)], carrier, direction);
  }

  std::expected<StudyResult, Failure> solve(int solve, const StudyCarrier& carrier, Direction direction) {
    const double start = MPI_Wtime();
    StudyResult result;
    result.carrier = carrier.key;
    result.direction = direction;
    double unhindered = 0;
    for (const auto& [label, fraction] : subject_.fractions) {
      const double sigma = carrier.conductivities[label];
      unhindered += sigma * fraction;
      if (sigma > 0) result.conductingFraction += fraction;
    }
    if (!(unhindered > 0)) return result;
    const Setting setting{carrier.conductivities, direction, study_.sides, spacing_};
    Conductors conductors = subject_.slab ? conductorsOf(ranks_, *subject_.slab, setting)
                                          : conductorsOf(ranks_, subject_.geometry, subject_.shape, setting);
    const double toSigma = conductors.toSigma;
    if (ranks_.sum(std::int64_t(conductors.part.ownNodes())) == 0) return result;
    const double bytes = ranks_.largest(conductors.part.ownNodes() * kBytesOfNode +
                                        (subject_.slab ? double(subject_.slab->labels.size()) : 0));
    if (bytes > request_.memoryBytes)
      return std::unexpected(Failure{Exit::noMemory, "memory: about " + significantText(bytes / 1e9, 2) +
                                                         " GB of a rank; allowed: up to " +
                                                         significantText(request_.memoryBytes / 1e9, 2) +
                                                         " GB (--memory), on more ranks each needs less."});
    System system(ranks_, std::move(conductors.part));
    std::vector<double> begun(system.begun().begin(), system.begun().end());
    int before = 0;
    double secondsBefore = 0;
    if (taken_ && taken_->solve == solve && taken_->nodes > 0) {
      auto found =
          checkpointPotential(ranks_, request_.checkpoint, *taken_, system.first(), system.end(), system.nodes());
      if (!found) return std::unexpected(found.error());
      begun = std::move(*found);
      before = taken_->iterations;
      secondsBefore = taken_->seconds;
    }
    if (const std::string text = system.prepare(); !text.empty()) return std::unexpected(Failure{Exit::failed, text});
    const auto seconds = [&] { return secondsBefore + ranks_.largest(MPI_Wtime() - start); };
    const auto observer = [&](const Iterated& iterated, const auto& potential) -> Outcome {
      tell(carrier, direction, iterated);
      if (request_.checkpoint.empty() || iterated.iterations % request_.every != 0) return {};
      return writeCheckpoint(ranks_, request_.checkpoint,
                             {.study = identity_,
                              .results = done_,
                              .solve = solve,
                              .iterations = iterated.iterations,
                              .seconds = seconds(),
                              .nodes = system.nodes()},
                             system.first(), potential());
    };
    const auto found = iterate(system, begun, before, study_.tolerance, observer);
    if (showsProgress()) std::fputs("\r\033[K", stderr);
    if (!found) return std::unexpected(found.error());
    result.percolates = true;
    result.effectiveConductivity = found->power * toSigma;
    result.upper = result.effectiveConductivity * (1 + kRounding);
    result.lower = std::max(0.0, found->power - std::max(found->excess, kRounding * found->power)) * toSigma;
    result.tortuosityFactor = unhindered / result.effectiveConductivity;
    result.iterations = found->iterations;
    result.seconds = seconds();
    return result;
  }

  bool showsProgress() const { return ranks_.own == 0 && ::isatty(STDERR_FILENO) != 0; }
  void tell(const StudyCarrier& carrier, Direction direction, const Iterated& iterated) const {
    if (!showsProgress()) return;
    std::fprintf(stderr, "\r\033[K%s, %s: %d iterations, %.2g of the conductivity left", carrier.name.c_str(),
                 textOf(direction).c_str(), iterated.iterations, iterated.excess / iterated.power);
    std::fflush(stderr);
  }

  static constexpr double kRounding = 1e-12;  // of sums in double precision
  const Ranks& ranks_;
  const Request& request_;
  const Study study_;
  const Subject& subject_;
  const Spacing spacing_;
  const ordered_json identity_;
  ordered_json done_ = ordered_json::array();
  std::optional<Checkpoint> taken_;
};

}  // namespace

std::expected<StudyOutcome, Failure> runStudy(const Ranks& ranks, const Request& request) {
  const auto subject = request.isGeometry ? geometryOf(ranks, request) : volumeOf(ranks, request);
  if (!subject) return std::unexpected(subject.error());
  Study study = request.study;
  if (!study.fingerprint.empty() && study.fingerprint != subject->fingerprint)
    return refused(study.file.string() + ": fingerprint " + subject->fingerprint + "; allowed: " + study.fingerprint +
                   ", as in the study.");
  const std::size_t labels =
      std::size_t(std::ranges::find(std::views::reverse(subject->has), true).base() - subject->has.begin());
  for (StudyCarrier& carrier : study.carriers) {
    if (!request.conductivities.empty()) {
      auto given = conductivitiesOf(request.conductivities, subject->values);
      if (!given) return std::unexpected(given.error());
      carrier.conductivities = std::move(*given);
    }
    if (carrier.conductivities.size() < labels)
      return refused("conductivities: " + std::to_string(carrier.conductivities.size()) +
                     " of them; allowed: " + std::to_string(labels) + ", one for each label.");
    if (const std::string text = conductivitiesRefusal(carrier.conductivities, subject->has); !text.empty())
      return refused(text);
  }
  const Spacing spacing = study.spacing                             ? *study.spacing
                          : subject->slab && subject->slab->voxelUm ? *subject->slab->voxelUm
                                                                    : kCubes;
  if (const std::string text = spacingRefusal(spacing); !text.empty()) return refused(text);
  return Run(ranks, request, std::move(study), *subject, spacing).all();
}

}  // namespace cathode::program
