// SPDX-License-Identifier: MIT
// sweep: results at every combination of some inputs' values, one tidy table, whatever the order of work.
#include <algorithm>
#include <atomic>
#include <cmath>
#include <filesystem>
#include <iostream>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <thread>

#include "core/base/number_text.h"
#include "core/base/out_of_memory.h"
#include "core/base/table.h"
#include "core/base/words.h"
#include "core/base/workers.h"
#include "core/cell/evaluate.h"
#include "core/ladder/geometry_conduction.h"
#include "core/programs/command_line/commands.h"
#include "core/programs/command_line/interrupt.h"
#include "core/programs/command_line/journal.h"
#include "core/programs/command_line/memory_budget.h"
#include "core/programs/command_line/plan.h"
#include "core/programs/command_line/progress.h"
#include "core/programs/command_line/scenario_json.h"
#include "core/programs/command_line/scenario_options.h"
#include "core/programs/command_line/sweep_parts.h"
#include "core/programs/command_line/written.h"

namespace cathode::program {
namespace {

constexpr std::uint64_t kPointsOfUnit = 1024;  // of metrics alone, which take microseconds each
constexpr std::string_view kAxisNames[] = {"z", "y", "x"};

// Of one point: its lines; why one of them has no numbers; or why there are none.
struct Rows {
  std::string text, refusal;
};

Failure noMemory(double bytes, double most) { return {Exit::noMemory, "--memory: " + budgetRefusal(bytes, most)}; }

class PointTable {
 public:
  PointTable(const Plan& plan, const PlanPoint& point)
      : values_(point.values), link_(encodeLink({point.scenario})), table_(emptyTable(plan)) {}

  static Table emptyTable(const Plan& plan) {
    Table table;
    for (const Varied& one : plan.varied) table.columns.push_back({one.key, "", one.unit});
    for (const char* key : {"result", "direction", "value", "low", "high", "unit", "provenance", "link", "program"})
      table.columns.push_back({key, "", ""});
    return table;
  }

  void add(std::string_view result, std::string_view direction, const std::optional<double>& value,
           const std::optional<Interval>& interval, std::string_view unit, std::string_view provenance) {
    std::vector<TableCell>& cells = table_.rows.emplace_back().cells;
    // Whether it is a number or a choice of the registry: either is safe as it is.
    for (const std::string& text : values_) {
      const auto number = parseNumber(text);
      cells.push_back(number ? TableCell{text, number} : wordsCell(text));
    }
    cells.push_back(wordsCell(result));
    cells.push_back(wordsCell(direction));
    cells.push_back(numberCell(value, 6));
    cells.push_back(interval ? numberCell(interval->lower, 6) : TableCell{});
    cells.push_back(interval ? numberCell(interval->upper, 6) : TableCell{});
    cells.push_back(wordsCell(unit));
    cells.push_back(wordsCell(provenance));
    cells.push_back(wordsCell(link_));
    cells.push_back(wordsCell("Cathode Lab " CATHODE_VERSION));
  }

  // Its lines, without the heads.
  std::string lines() const {
    const std::string text = csvText(table_);
    return text.substr(text.find("\r\n") + 2);
  }

 private:
  std::vector<std::string> values_;
  std::string link_;
  Table table_;
};

// What a solve tells, or a climb.
struct Solved {
  double conductivity;
  std::optional<Interval> interval;  // what the grids leave open; of one grid that is not known
  std::optional<double> tortuosityFactor;
};

void addTransport(PointTable& table, const std::string& carrier, std::string_view direction,
                  const std::optional<Solved>& solved) {
  constexpr std::string_view kProvenance = "recomputed from the geometry";
  std::optional<double> value, factor;
  std::optional<Interval> interval, factors;
  if (solved) {
    value = solved->conductivity;
    interval = solved->interval;
    factor = solved->tortuosityFactor;
    if (factor && interval && interval->lower > 0) {
      // The mean conductivity of what conducts, over what the effective one may be.
      const double mean = *factor * solved->conductivity;
      factors = {mean / interval->upper, mean / interval->lower};
    }
  }
  table.add(carrier + "EffectiveConductivity", direction, value, interval, "", kProvenance);
  table.add(carrier + "TortuosityFactor", direction, factor, factors, "", kProvenance);
}

// Transport through the microstructure of a point; the refusal of what cannot be made or solved.
std::expected<std::string, Failure> addMicrostructure(const PlannedMicrostructure& planned, PlanPoint& point,
                                                      MemoryBudget& budget, PointTable& table) {
  const bool isSolve = planned.task == StudyTask::solve;
  const ConductionObserver observer = [](const ConductionProgress&) { return !isInterrupted(); };
  const auto withMemory = [&](double bytes, auto act) -> std::expected<decltype(act()), Failure> {
    if (bytes > budget.bytes()) return std::unexpected(noMemory(bytes, budget.bytes()));
    const MemoryBudget::Share share(budget, bytes);
    auto result = act();
    if (!result && result.error() == kOutOfMemory)
      return std::unexpected(Failure{Exit::noMemory, std::string(kOutOfMemory)});
    return result;
  };
  std::string refusal;
  const auto made =
      withMemory(microstructureBytes(point.request), [&] { return generateMicrostructure(point.request); });
  if (!made) return std::unexpected(made.error());
  if (!*made) refusal = made->error();
  const auto fractions = *made ? fractionsOf((*made)->geometry) : std::unexpected(refusal);
  if (*made && !fractions) return std::unexpected(Failure{Exit::noMemory, fractions.error()});
  for (const StudyCarrier& carrier : planned.carriers) {
    for (const Direction direction : planned.directions) {
      std::optional<Solved> solved;
      if (*made && isSolve) {
        // Through the bodies: fibres and shells are thinner than a voxel, whose middles know nothing of them.
        const GeometryProblem problem{.geometry = (*made)->geometry,
                                      .shape = (*made)->shape,
                                      .conductivities = carrier.conductivities,
                                      .direction = direction,
                                      .tolerance = planned.tolerance,
                                      .sides = Sides::periodic,
                                      .memoryBytes = budget.bytes(),
                                      .fractions = *fractions};
        const auto found = withMemory(geometryBytes(problem), [&] { return solveGeometry(problem, observer); });
        if (!found) return std::unexpected(found.error());
        if (*found)
          solved = {(*found)->effectiveConductivity, {}, (*found)->tortuosityFactor};
        else
          refusal = found->error();
      } else if (*made) {
        ConvergenceRequest request{.geometry = (*made)->geometry,
                                   .conductivities = carrier.conductivities,
                                   .direction = direction,
                                   .tolerance = planned.tolerance,
                                   .sides = Sides::periodic,
                                   .fractions = *fractions};
        // Twice what it takes at most by the usual number of lobes a voxel, as the page allows it: what a climb may
        // take decides how far it goes.
        const double bytes = 2 * convergenceBytes(request);
        request.memoryBytes = bytes;
        const auto found = withMemory(bytes, [&] { return convergeTransport(request, observer); });
        if (!found) return std::unexpected(found.error());
        if (*found)
          solved = {(*found)->effectiveConductivity, Interval{(*found)->lower, (*found)->upper},
                    (*found)->tortuosityFactor};
        else
          refusal = found->error();
      }
      if (isInterrupted()) return std::unexpected(Failure{Exit::interrupted, std::string(kConductionStopped)});
      addTransport(table, carrier.key, kAxisNames[static_cast<std::size_t>(direction)], solved);
    }
  }
  return refusal;
}

std::expected<Rows, Failure> rowsOf(const Plan& plan, std::uint64_t place, MemoryBudget& budget) {
  PlanPoint point = pointOf(plan, place);
  PointTable table(plan, point);
  if (!plan.metrics.empty()) {
    const Report report = evaluate(point.scenario);
    for (const MetricId id : plan.metrics) {
      const MetricValue& value = report[id];
      table.add(metric(id).key, "", value.isKnown() ? std::optional(value.value) : std::nullopt, value.interval,
                metric(id).unit, provenanceKey(value.provenance));
    }
  }
  std::string refusal;
  if (plan.microstructure) {
    auto added = addMicrostructure(*plan.microstructure, point, budget, table);
    if (!added) return std::unexpected(std::move(added.error()));
    refusal = std::move(*added);
  }
  if (!refusal.empty()) {
    std::string where = "point " + std::to_string(place + 1);
    for (std::size_t i = 0; i < plan.varied.size(); ++i) where += ", " + plan.varied[i].key + " " + point.values[i];
    refusal = where + ": " + refusal;
  }
  return Rows{table.lines(), refusal};
}

struct Choices {
  std::string plan, output, part, memory;
  std::vector<std::string> joined;
  int threads = 0, jobs = 0;
};

// What a part's lines have behind their own columns.
std::string behindLines(const std::string& lines, const std::string& cells) {
  std::string text;
  for (std::size_t from = 0; from < lines.size();) {
    const std::size_t end = lines.find("\r\n", from);
    text.append(lines, from, end - from).append(cells).append("\r\n");
    from = end + 2;
  }
  return text;
}

class Sweep {
 public:
  Sweep(const Plan& plan, const Part& part, double memoryBytes)
      : plan_(plan),
        part_(part),
        budget_(memoryBytes),
        points_(part.countOf(plan.points())),
        perUnit_(plan.microstructure ? 1 : kPointsOfUnit),
        units_((points_ + perUnit_ - 1) / perUnit_) {}

  Outcome run(const std::string& output, int threads) {
    std::optional<Journal> journal;
    if (!output.empty() && output != "-") {
      auto begun = Journal::open(output, "sweep, " + plan_.fingerprint() + ", part " + part_.text());
      if (!begun) return std::unexpected(begun.error());
      journal.emplace(std::move(*begun));
      for (std::uint64_t unit = 0; unit < units_; ++unit)
        if (auto record = journal->find(std::to_string(unit))) finished_[unit] = std::move(*record);
    }
    journal_ = journal ? &*journal : nullptr;
    calculate(threads);
    if (failure_) return std::unexpected(*failure_);
    std::string text = headLine(), refusals;
    std::uint64_t refused = 0;
    for (std::uint64_t unit = 0; unit < units_; ++unit) {
      const std::string& record = finished_.at(unit);
      const std::size_t end = record.find('\n');
      text.append(record, end + 1);
      if (end == 0) continue;
      refusals.append(refusals.empty() ? "" : "\n").append(record, 0, end);
      ++refused;
    }
    if (auto done = written(output, text); !done) return done;
    if (journal) journal->end();
    if (refused == 0) return {};
    return std::unexpected(Failure{Exit::failed, std::to_string(refused) + " of " + std::to_string(points_) +
                                                     " points have no transport; all else is in the table.\n" +
                                                     refusals});
  }

 private:
  std::string headLine() const {
    std::string head = csvText(PointTable::emptyTable(plan_));
    return part_.isWhole() ? head
                           : behindLines(head, std::string(",") + kPlanColumn + "," + kPartColumn + "," + kPointColumn);
  }

  // A record: what was refused, on a line of its own, and the unit's lines.
  std::expected<std::string, Failure> recordOf(std::uint64_t unit) {
    std::string text, refusal;
    const std::uint64_t end = std::min(points_, (unit + 1) * perUnit_);
    for (std::uint64_t i = unit * perUnit_; i < end; ++i) {
      const std::uint64_t place = part_.pointAt(i);
      auto rows = rowsOf(plan_, place, budget_);
      if (!rows) return std::unexpected(std::move(rows.error()));
      if (!rows->refusal.empty()) refusal = rows->refusal;
      text += part_.isWhole() ? rows->text
                              : behindLines(rows->text, "," + plan_.fingerprint() + "," + part_.text() + "," +
                                                            std::to_string(place + 1));
    }
    std::ranges::replace(refusal, '\n', ' ');
    return refusal + "\n" + text;
  }

  void calculate(int threads) {
    std::vector<std::uint64_t> left;
    for (std::uint64_t unit = 0; unit < units_; ++unit)
      if (!finished_.contains(unit)) left.push_back(unit);
    const auto pointsOf = [&](std::uint64_t unit) {
      return static_cast<double>(std::min(points_, (unit + 1) * perUnit_) - unit * perUnit_);
    };
    double before = static_cast<double>(points_);
    for (const std::uint64_t unit : left) before -= pointsOf(unit);
    Progress progress(static_cast<double>(points_), before);
    std::mutex mutex;
    std::atomic<bool> isOver = false;
    Workers workers(threads);
    workers.run(static_cast<int>(left.size()), [&](int part) {
      if (isOver || isInterrupted()) return;
      const std::uint64_t unit = left[static_cast<std::size_t>(part)];
      auto record = [&]() -> std::expected<std::string, Failure> {
        try {
          return recordOf(unit);
        } catch (const std::bad_alloc&) {
          return std::unexpected(Failure{Exit::noMemory, "There is not enough memory; take fewer --threads."});
        }
      }();
      const std::lock_guard lock(mutex);
      if (isOver) return;
      Outcome kept;
      if (!record)
        kept = std::unexpected(std::move(record.error()));
      else if (journal_ != nullptr)
        if (const auto added = journal_->add(std::to_string(unit), *record); !added)
          kept = std::unexpected(Failure{Exit::notWritten, added.error()});
      if (!kept) {
        failure_ = std::move(kept.error());
        isOver = true;
        return;
      }
      finished_[unit] = std::move(*record);
      progress.add(pointsOf(unit));
    });
    if (isInterrupted())
      failure_ = Failure{Exit::interrupted, journal_ == nullptr
                                                ? "interrupted; without -o nothing is kept."
                                                : "interrupted; what is finished is kept: the same call goes on."};
    else if (failure_ && failure_->exit == Exit::noMemory && journal_ != nullptr)
      failure_->message += " What is finished is kept: the same call goes on.";
  }

  const Plan& plan_;
  Part part_;
  MemoryBudget budget_;
  std::uint64_t points_, perUnit_, units_;
  std::map<std::uint64_t, std::string> finished_;
  Journal* journal_ = nullptr;
  std::optional<Failure> failure_;
};

// For a shell, whatever is in it.
std::string inShell(const std::string& text) {
  std::string safe = "'";
  for (const char letter : text) {
    if (letter == '\'')
      safe += "'\\''";
    else
      safe += letter;
  }
  return safe + "'";
}

// A SLURM array job of so many parts; partition, account and limits are left to who submits it.
// `bytes` is what --memory gives each task, of which a tenth is for the program itself.
std::string slurmScript(const Plan& plan, const Choices& choices, double bytes) {
  std::string name;
  for (const char letter : plan.name)
    name += std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '-' ? letter : '-';
  const std::string jobs = std::to_string(choices.jobs);
  std::string stem = choices.output.empty() || choices.output == "-" ? "table.csv" : choices.output;
  const std::string table = stem;
  if (stem.ends_with(".csv")) stem.resize(stem.size() - 4);
  return "#!/bin/sh\n"
         "#SBATCH --job-name=" +
         (name.empty() ? "sweep" : name) +
         "\n"
         "#SBATCH --array=1-" +
         jobs +
         "\n"
         "#SBATCH --cpus-per-task=" +
         std::to_string(choices.threads > 0 ? choices.threads : 4) + "\n" +
         (choices.memory.empty() ? "" : "#SBATCH --mem=" + std::to_string(long(std::ceil(bytes / 1e6))) + "M\n") +
         "#SBATCH --time=04:00:00\n"
         "#SBATCH --requeue\n"
         "# A part of the plan for each task. What is finished of a part is kept: a task that is stopped goes on where "
         "it was.\n"
         "# Partition and account are yours to add. When all have ended:\n"
         "#   cathode-lab sweep --join " +
         inShell(stem) + "-part-*.csv -o " + inShell(table) +
         "\n"
         "exec cathode-lab sweep " +
         inShell(choices.plan) + " --part \"$SLURM_ARRAY_TASK_ID/" + jobs +
         "\" \\\n"
         "  --threads \"${SLURM_CPUS_PER_TASK:-1}\"" +
         (choices.memory.empty() ? "" : " --memory " + std::to_string(long(bytes * 0.9))) + " -o " +
         inShell(stem + "-part-") + "\"$SLURM_ARRAY_TASK_ID\".csv\n";
}

Outcome run(const Choices& choices) {
  const auto refused = [](std::string message) { return std::unexpected(Failure{Exit::refused, std::move(message)}); };
  if (!choices.joined.empty()) {
    if (!choices.plan.empty()) return refused("--join: takes parts, and no plan beside them.");
    const std::vector<std::filesystem::path> parts(choices.joined.begin(), choices.joined.end());
    if (auto checked = checkOutput("--output", choices.output, parts); !checked) return checked;
    const auto table = joinedParts(choices.joined);
    if (!table) return refused("--join: " + table.error());
    return written(choices.output, *table);
  }
  if (choices.plan.empty())
    return refused("PLAN: none is given; allowed: a plan file, - for standard input, or --join.");
  const auto text = textOf(choices.plan);
  if (!text) return refused(text.error());
  const auto file = parsedJson(*text);
  if (!file) return refused(choices.plan + " " + file.error());
  const auto plan = planOf(*file);
  if (!plan) return refused(choices.plan + ": " + plan.error());
  const std::expected<double, std::string> memory = choices.memory.empty() ? freeBytes() : bytesOf(choices.memory);
  if (!memory) return refused("--memory: " + memory.error());
  if (choices.jobs > 0) {
    if (choices.plan == "-") return refused("PLAN: - with --slurm; allowed: a file, which each task reads.");
    if (std::uint64_t(choices.jobs) > plan->points())
      return refused("--slurm: " + std::to_string(choices.jobs) + " parts; allowed: 1 to " +
                     std::to_string(plan->points()) + ", the plan's points.");
    for (const std::string& name : {choices.plan, choices.output}) {
      if (std::ranges::any_of(name, [](char letter) { return static_cast<unsigned char>(letter) < ' '; }))
        return refused("--slurm: a name with a line break in it; allowed: names that stand in one line of a script.");
    }
    return written("", slurmScript(*plan, choices, *memory));
  }
  if (auto checked = checkOutput("--output", choices.output, std::array{std::filesystem::path(choices.plan)}); !checked)
    return checked;
  const auto part = partOf(choices.part, plan->points());
  if (!part) return refused("--part: " + part.error());
  const int cores = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  catchInterrupts();
  return Sweep(*plan, *part, *memory).run(choices.output, choices.threads > 0 ? choices.threads : cores);
}

}  // namespace

Command addSweep(CLI::App& program) {
  CLI::App* app =
      program.add_subcommand("sweep", "Results at every combination of some inputs' values, by a plan, as one table");
  auto choices = std::make_shared<Choices>();
  app->add_option("plan", choices->plan, "The plan, a JSON file; - reads standard input")->type_name("PLAN");
  addOutput(*app, choices->output,
            "Where the table goes; what is finished is kept beside it until then, and the same call goes on with it");
  app->add_option("--threads", choices->threads, "Points at work at a time; left out: as many as there are cores")
      ->type_name("COUNT")
      ->check(CLI::Range(1, 1024).description(""));
  app->add_option("--memory", choices->memory,
                  "What points at work may take together, such as 4G; left out: what is free on this machine")
      ->type_name("BYTES");
  app->add_option("--part", choices->part, "One part of several for jobs that run apart, such as 3/10")
      ->type_name("PART/PARTS");
  app->add_option("--join", choices->joined, "The tables of all parts, to make the whole one of")->type_name("FILE");
  app->add_option("--slurm", choices->jobs, "Print a SLURM script of an array job of so many parts instead")
      ->type_name("PARTS")
      ->check(CLI::Range(1, 10000).description(""));
  return {app, [choices] { return run(*choices); }};
}

}  // namespace cathode::program
