// SPDX-License-Identifier: MIT
#include "core/programs/command_line/transport_run.h"

#include <sys/stat.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <iostream>
#include <nlohmann/json.hpp>
#include <set>
#include <thread>

#include "core/base/number_text.h"
#include "core/base/out_of_memory.h"
#include "core/base/table.h"
#include "core/base/workers.h"
#include "core/files/volume_writing.h"
#include "core/ladder/geometry_conduction.h"
#include "core/programs/command_line/interrupt.h"
#include "core/programs/command_line/journal.h"
#include "core/programs/command_line/memory_budget.h"
#include "core/programs/command_line/progress.h"
#include "core/programs/command_line/written.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace cathode::program {
namespace {

using nlohmann::json;

// Of several files, those of up to so many voxels are solved one thread each.
constexpr std::size_t kSmallVoxels = std::size_t{1} << 22;
constexpr std::string_view kDirections = "zyx";

std::unexpected<Failure> refused(std::string message) {
  return std::unexpected(Failure{Exit::refused, std::move(message)});
}

// One carrier along one direction of one file.
struct Piece {
  std::size_t work = 0, carrier = 0;
  Direction direction = Direction::z;
};

// What is kept of a piece: all that its result is made from.
struct Record {
  std::string fingerprint, note;
  Shape shape{};
  std::optional<Spacing> spacing;      // of voxels
  std::vector<double> conductivities;  // of each label
  StudyResult result;
};

std::string textOf(const Record& record) {
  const StudyResult& result = record.result;
  return json{
      {"fingerprint", record.fingerprint},
      {"note", record.note},
      {"shape", record.shape},
      {"spacing", record.spacing ? json(*record.spacing) : json()},
      {"conductivities", record.conductivities},
      {"percolates", result.percolates},
      {"values", {result.effectiveConductivity, result.lower, result.upper, result.conductingFraction, result.seconds}},
      {"tortuosityFactor", result.tortuosityFactor ? json(*result.tortuosityFactor) : json()},
      {"iterations", result.iterations}}
      .dump(-1, ' ', false, json::error_handler_t::replace);
}

// Nothing where a journal holds something else.
std::optional<Record> recordOf(const std::string& text) {
  Record record;
  try {
    const json kept = json::parse(text);
    record.fingerprint = kept.at("fingerprint");
    record.note = kept.at("note");
    record.shape = kept.at("shape").get<Shape>();
    if (!kept.at("spacing").is_null()) record.spacing = kept.at("spacing").get<Spacing>();
    record.conductivities = kept.at("conductivities").get<std::vector<double>>();
    StudyResult& result = record.result;
    result.percolates = kept.at("percolates");
    const auto values = kept.at("values").get<std::array<double, 5>>();
    result.effectiveConductivity = values[0];
    result.lower = values[1];
    result.upper = values[2];
    result.conductingFraction = values[3];
    result.seconds = values[4];
    if (!kept.at("tortuosityFactor").is_null()) result.tortuosityFactor = kept.at("tortuosityFactor").get<double>();
    result.iterations = kept.at("iterations");
  } catch (const json::exception&) {
    return {};
  }
  return record;
}

// What a solve on one grid tells, of a volume or a geometry.
Record recordOf(const ConductionSolution& solved, const Shape& shape) {
  Record record;
  record.shape = shape;
  record.result.percolates = solved.percolates;
  record.result.effectiveConductivity = solved.effectiveConductivity;
  record.result.lower = solved.lowerEstimate;
  record.result.upper = solved.upperEstimate;
  record.result.tortuosityFactor = solved.tortuosityFactor;
  record.result.conductingFraction = solved.conductingFraction;
  record.result.iterations = int(solved.history.size());
  return record;
}

// A file's length and date, so that a changed one is calculated anew.
std::string stampOf(const std::filesystem::path& file) {
  struct stat about{};
  if (::stat(file.c_str(), &about) != 0) return "?";
  return std::to_string(about.st_size) + " " + std::to_string(about.st_mtim.tv_sec) + "." +
         std::to_string(about.st_mtim.tv_nsec);
}

Failure failureOf(const std::string& what, const std::string& why) {
  if (why == kConductionStopped) return {Exit::interrupted, what + ": stopped."};
  return {why == kOutOfMemory ? Exit::noMemory : Exit::refused, what + ": " + why};
}

// A file in memory, as it is needed for its pieces.
struct Loaded {
  std::string fingerprint, note;
  std::optional<LabelVolume> volume;
  std::optional<NamedGeometry> geometry;
  std::vector<LabelFraction> fractions;  // of the geometry
  Spacing spacing = kCubes;
};

std::string joined(const std::vector<std::string>& notes) {
  std::string all;
  for (const std::string& note : notes) all.append(all.empty() ? "" : " ").append(note);
  return all;
}

std::expected<Loaded, Failure> loaded(const TransportWork& work, double memoryBytes) {
  const Study& study = work.study;
  const std::string name = study.file.string();
  Loaded file;
  if (work.isOfGeometry()) {
    auto geometry = readGeometryFile(study.file, work.table);
    if (!geometry)
      return std::unexpected(
          Failure{geometry.error() == kOutOfMemory ? Exit::noMemory : Exit::refused, geometry.error()});
    auto fractions = fractionsOf(geometry->geometry);
    if (!fractions) return std::unexpected(failureOf(name, fractions.error()));
    file.fractions = std::move(*fractions);
    file.note = joined(geometry->notes);
    file.fingerprint = fingerprintOf(geometry->geometry);
    file.geometry = std::move(*geometry);
  } else {
    const auto opened = VolumeFile::open(study.file, work.raw);
    if (!opened) return refused(opened.error());
    const Shape& shape = opened->shape();
    if (study.shape && *study.shape != shape)
      return refused(name + ": shape: " + std::to_string(shape[0]) + " x " + std::to_string(shape[1]) + " x " +
                     std::to_string(shape[2]) + "; allowed: " + std::to_string((*study.shape)[0]) + " x " +
                     std::to_string((*study.shape)[1]) + " x " + std::to_string((*study.shape)[2]) +
                     ", which was asked for.");
    if (const double bytes = double(voxelCount(shape)); bytes > memoryBytes)
      return std::unexpected(Failure{Exit::noMemory, name + ": its voxels alone take " + bytesText(bytes) +
                                                         "; allowed: " + bytesText(memoryBytes) + " (--memory)."});
    auto volume = readVolume(*opened);
    if (!volume)
      return std::unexpected(Failure{volume.error() == kOutOfMemory ? Exit::noMemory : Exit::refused, volume.error()});
    file.note = joined(opened->notes());
    file.fingerprint = fingerprintOf(volume->shape, volume->labels);
    file.volume = std::move(*volume);
    file.spacing = study.spacing.value_or(file.volume->voxelUm.value_or(kCubes));
  }
  if (!study.fingerprint.empty() && study.fingerprint != file.fingerprint)
    return refused(name + ": fingerprint: " + file.fingerprint + "; allowed: " + study.fingerprint +
                   ", of which the study is. It is another file, or was changed.");
  return file;
}

std::string listOf(const std::vector<std::string>& names) {
  std::string all;
  for (const std::string& name : names) {
    if (!name.empty()) all.append(all.empty() ? "" : ", ").append(name);
  }
  return all;
}

// Whether so many numbers by label are those of a file of `count` labels. A geometry in JSON has labels of its own, of
// which the highest may be of no body.
bool isOfLabels(const TransportWork& work, const Loaded& file, std::size_t count, std::size_t given) {
  const bool mayBeMore = file.geometry && work.study.file.extension() == ".json";
  return mayBeMore ? given >= count : given == count;
}

std::string spacedText(std::span<const double> numbers) {
  std::string text;
  for (const double number : numbers) text.append(text.empty() ? "" : " ").append(shortestText(number));
  return text;
}

// Of each label, from what is given by label, value or name.
std::expected<std::vector<double>, Failure> sigmasOf(const TransportWork& work, const Loaded& file,
                                                     std::size_t carrier) {
  std::vector<std::string> names;
  if (file.geometry) {
    names = file.geometry->names;
  } else {
    for (const double value : file.volume->values) names.push_back(shortestText(value));
  }
  const std::string name = work.study.file.string();
  const std::string labels = std::to_string(names.size()) + (names.size() == 1 ? " label" : " labels");
  if (!work.conductivities) {
    const StudyCarrier& asked = work.study.carriers[carrier];
    if (!isOfLabels(work, file, names.size(), asked.conductivities.size()))
      return refused("carriers: " + asked.key + ": conductivities: " + std::to_string(asked.conductivities.size()) +
                     " numbers, but " + name + " has " + labels + " (" + listOf(names) +
                     "); allowed: one for each label.");
    return asked.conductivities;
  }
  const GivenConductivities& given = *work.conductivities;
  if (!given.byLabel.empty()) {
    const std::string_view last = names.back();
    const std::string example(last.starts_with("label ") ? last.substr(6) : last);
    if (!isOfLabels(work, file, names.size(), given.byLabel.size()))
      return refused("--conductivities: " + std::to_string(given.byLabel.size()) + " by label, but " + name + " has " +
                     labels + " (" + listOf(names) + "); allowed: one for each, or by " +
                     (file.geometry ? "name" : "value") + ", such as " + example + "=1.");
    return given.byLabel;
  }
  std::vector<double> sigmas(names.size());
  for (const auto& [key, sigma] : given.byName) {
    bool isFound = false;
    for (std::size_t label = 0; label < names.size(); ++label) {
      const auto number = parseNumber(key);
      const bool isIt = file.geometry ? !names[label].empty() && (names[label] == key || names[label] == "label " + key)
                                      : number && *number == file.volume->values[label];
      if (isIt) sigmas[label] = sigma, isFound = true;
    }
    if (!isFound)
      return refused(std::string("--conductivities: ")
                         .append(key)
                         .append(", which ")
                         .append(name)
                         .append(" does not have; allowed: ")
                         .append(listOf(names))
                         .append("."));
  }
  return sigmas;
}

// Memory of one small volume is kept for the next: given back to the system and fetched again, it takes as long as the
// solve.
void keepFreedMemory() {
#ifdef __GLIBC__
  constexpr int kMegabyte = 1 << 20;
  ::mallopt(M_MMAP_THRESHOLD, 32 * kMegabyte);
  ::mallopt(M_TRIM_THRESHOLD, 256 * kMegabyte);
  ::mallopt(M_TOP_PAD, 64 * kMegabyte);
#endif
}

class Runner {
 public:
  explicit Runner(const TransportRun& asked) : asked_(asked), budget_(asked.memoryBytes), records_(0) {}

  Outcome run();

 private:
  bool isToFile() const { return !asked_.output.empty() && asked_.output != "-"; }
  bool isJson() const {
    return isToFile() ? std::filesystem::path(asked_.output).extension() == ".json" : asked_.works.size() == 1;
  }
  std::string keyOf(const Piece& piece) const;
  std::string taskText() const;
  Outcome checkOutputs() const;
  double weightOf(const TransportWork& work) const;

  void solveWork(std::size_t place, int threads, Progress& progress);
  std::expected<Record, Failure> solve(const Piece& piece, const Loaded& file, int threads,
                                       const ConductionObserver& observer);
  std::expected<Record, Failure> solveVolume(const TransportWork& work, const Loaded& file,
                                             std::span<const double> sigmas, Direction direction, int threads,
                                             const ConductionObserver& observer);
  std::expected<Record, Failure> solveGeometryOf(const TransportWork& work, const Loaded& file,
                                                 std::span<const double> sigmas, Direction direction,
                                                 const ConductionObserver& observer);
  std::unexpected<Failure> tooMuch(const std::string& name, double bytes) const;
  void fail(std::size_t work, Failure failure, Progress& progress);

  std::string tableText() const;
  std::string resultText() const;
  Outcome ended() const;

  const TransportRun& asked_;
  MemoryBudget budget_;
  std::vector<Piece> pieces_;
  std::vector<std::optional<Record>> records_;
  std::vector<double> weights_;                   // of each work, for each of its pieces
  std::vector<std::optional<Failure>> failures_;  // of each work
  std::optional<Journal> journal_;
  std::optional<Failure> notKept_;  // the journal could not be written
  std::mutex mutex_;
};

std::string Runner::keyOf(const Piece& piece) const {
  const TransportWork& work = asked_.works[piece.work];
  // Options differ between works only where studies tell them.
  const std::string about =
      work.input == work.study.file
          ? ""
          : stampOf(std::filesystem::is_directory(work.input) ? work.input / "study.json" : work.input) + " ";
  return std::to_string(piece.work) + " " + work.study.file.string() + " " + stampOf(work.study.file) + " " + about +
         work.study.carriers[piece.carrier].key + " " + kDirections[static_cast<std::size_t>(piece.direction)];
}

// All that decides the numbers and the rows, but for the files themselves.
std::string Runner::taskText() const {
  std::string text = "cathode-lab " CATHODE_VERSION " " + asked_.command;
  for (const TransportWork& work : asked_.works) {
    text += "\n" + work.input.string() + " " + studyJson(work.study);
    if (work.conductivities) {
      for (const double sigma : work.conductivities->byLabel) text += " " + shortestText(sigma);
      for (const auto& [name, sigma] : work.conductivities->byName) text += " " + name + "=" + shortestText(sigma);
    }
    if (work.raw)
      text += " raw " + std::to_string(int(work.raw->type)) + (work.raw->isBigEndian ? " big " : " little ") +
              std::to_string(work.raw->skipBytes);
    const TableChoices& table = work.table;
    text += " unit " + (table.unitUm ? shortestText(*table.unitUm) : "") +
            (table.isPeriodic ? (*table.isPeriodic ? " periodic" : " cut") : "");
    if (table.fromTo) {
      for (const PlaceUm& place : *table.fromTo) {
        for (const double one : place) text += " " + shortestText(one);
      }
    }
  }
  const auto* const bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  return "cathode-lab " CATHODE_VERSION " " + asked_.command + " of " + std::to_string(asked_.works.size()) +
         " files, " + fingerprintOf(Shape{int(asked_.works.size()), int(pieces_.size()), 1}, {bytes, text.size()});
}

Outcome Runner::checkOutputs() const {
  if (isToFile()) {
    const std::filesystem::path ending = std::filesystem::path(asked_.output).extension();
    if (ending != ".json" && ending != ".csv")
      return refused("--output: " + asked_.output + "; allowed: a name that ends in .csv or .json.");
    if (ending == ".json" && asked_.works.size() > 1)
      return refused("--output: " + asked_.output + " for " + std::to_string(asked_.works.size()) +
                     " files; allowed: a table, .csv.");
  }
  std::vector<std::filesystem::path> inputs;
  for (const TransportWork& work : asked_.works) {
    inputs.push_back(work.study.file);
    inputs.push_back(std::filesystem::is_directory(work.input) ? work.input / "study.json" : work.input);
  }
  if (auto checked = checkOutput("--output", asked_.output, inputs); !checked) return checked;
  if (auto checked = checkOutput("--fields", asked_.fields, inputs); !checked) return checked;
  if (!asked_.fields.empty()) {
    if (pieces_.size() != 1)
      return refused("--fields: " + std::to_string(pieces_.size()) +
                     " results; allowed: of one file, one carrier and one direction.");
    if (std::filesystem::path(asked_.fields).extension() != ".npy")
      return refused("--fields: " + asked_.fields + "; allowed: a name that ends in .npy.");
    if (asked_.works[0].isOfGeometry() && asked_.works[0].study.task == StudyTask::converge)
      return refused("--fields: a climb has no field of its own; allowed: with solve.");
  }
  return {};
}

// What the bar counts of each of its pieces.
double Runner::weightOf(const TransportWork& work) const {
  if (work.study.task == StudyTask::converge) return work.study.mostVoxels;
  if (work.isOfGeometry()) return work.study.shape ? double(voxelCount(*work.study.shape)) : 1;
  const auto file = VolumeFile::open(work.study.file, work.raw);
  return file ? double(voxelCount(file->shape())) : 1;
}

void Runner::fail(std::size_t work, Failure failure, Progress& progress) {
  if (failure.exit != Exit::interrupted && asked_.works.size() > 1) progress.say("cathode-lab: " + failure.message);
  const std::lock_guard lock(mutex_);
  if (!failures_[work]) failures_[work] = std::move(failure);
}

std::unexpected<Failure> Runner::tooMuch(const std::string& name, double bytes) const {
  return std::unexpected(Failure{Exit::noMemory, name + ": to solve it takes " + bytesText(bytes) +
                                                     "; allowed: " + bytesText(budget_.bytes()) + " (--memory)."});
}

std::expected<Record, Failure> Runner::solveVolume(const TransportWork& work, const Loaded& file,
                                                   std::span<const double> sigmas, Direction direction, int threads,
                                                   const ConductionObserver& observer) {
  const std::string name = work.study.file.string();
  ConductionProblem problem{.voxels = file.volume->labels,
                            .shape = file.volume->shape,
                            .conductivities = sigmas,
                            .direction = direction,
                            .tolerance = work.study.tolerance,
                            .sides = work.study.sides,
                            .spacing = file.spacing,
                            .fields = !asked_.fields.empty(),
                            .threads = threads};
  const double bytes = conductionBytes(problem) + double(file.volume->labels.size());
  if (bytes > budget_.bytes()) return tooMuch(name, bytes);
  const MemoryBudget::Share share(budget_, bytes);
  const auto solved = solveConduction(problem, observer);
  if (!solved) return std::unexpected(failureOf(name, solved.error()));
  if (!asked_.fields.empty()) {
    if (const auto put = writeField(asked_.fields, problem.shape, solved->potential); !put)
      return std::unexpected(Failure{Exit::notWritten, put.error()});
  }
  return recordOf(*solved, problem.shape);
}

std::expected<Record, Failure> Runner::solveGeometryOf(const TransportWork& work, const Loaded& file,
                                                       std::span<const double> sigmas, Direction direction,
                                                       const ConductionObserver& observer) {
  const std::string name = work.study.file.string();
  const Geometry& geometry = file.geometry->geometry;
  if (work.study.task == StudyTask::converge) {
    ConvergenceRequest request{.geometry = geometry,
                               .conductivities = sigmas,
                               .direction = direction,
                               .tolerance = work.study.tolerance,
                               .sides = work.study.sides,
                               .mostVoxels = work.study.mostVoxels,
                               .fractions = file.fractions};
    // By the usual number of lobes a voxel. Where that is more than may be taken, the climb ends on a coarser grid,
    // however many others run beside it.
    const double bytes = 2 * convergenceBytes(request);
    if (bytes > budget_.bytes()) request.memoryBytes = budget_.bytes();
    const MemoryBudget::Share share(budget_, bytes);
    const auto found = convergeTransport(request, observer);
    if (!found) {
      if (found.error().starts_with("memoryBytes"))
        return std::unexpected(Failure{Exit::noMemory, name + ": its coarsest grids take more than " +
                                                           bytesText(budget_.bytes()) + " (--memory)."});
      return std::unexpected(failureOf(name, found.error()));
    }
    return Record{.fingerprint = {},
                  .note = found->isWithinTolerance ? "" : "The finest grid leaves the interval wider than asked.",
                  .shape = found->levels.empty() ? Shape{} : found->levels.back().shape,
                  .spacing = {},
                  .conductivities = {},
                  .result = {.carrier = {},
                             .percolates = found->percolates,
                             .effectiveConductivity = found->effectiveConductivity,
                             .lower = found->lower,
                             .upper = found->upper,
                             .tortuosityFactor = found->tortuosityFactor,
                             .conductingFraction = found->conductingFraction,
                             .iterations = int(found->levels.size()),
                             .note = {}}};
  }
  if (!work.study.shape) return refused(name + ": shape: null; allowed: that of the grid laid through a geometry.");
  GeometryProblem problem{.geometry = geometry,
                          .shape = *work.study.shape,
                          .conductivities = sigmas,
                          .direction = direction,
                          .tolerance = work.study.tolerance,
                          .sides = work.study.sides,
                          .memoryBytes = budget_.bytes(),
                          .fractions = file.fractions};
  const double bytes = geometryBytes(problem);
  if (bytes > budget_.bytes()) return tooMuch(name, bytes);
  const MemoryBudget::Share share(budget_, bytes);
  const auto solved = solveGeometry(problem, observer);
  if (!solved) return std::unexpected(failureOf(name, solved.error()));
  return recordOf(*solved, problem.shape);
}

std::expected<Record, Failure> Runner::solve(const Piece& piece, const Loaded& file, int threads,
                                             const ConductionObserver& observer) {
  const TransportWork& work = asked_.works[piece.work];
  const auto sigmas = sigmasOf(work, file, piece.carrier);
  if (!sigmas) return std::unexpected(sigmas.error());
  const auto begin = std::chrono::steady_clock::now();
  auto record = file.geometry ? solveGeometryOf(work, file, *sigmas, piece.direction, observer)
                              : solveVolume(work, file, *sigmas, piece.direction, threads, observer);
  if (!record) return record;
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  record->result.seconds = std::round(seconds * 1e3) / 1e3;
  record->result.carrier = work.study.carriers[piece.carrier].key;
  record->result.direction = piece.direction;
  record->fingerprint = file.fingerprint;
  if (file.volume) record->spacing = file.spacing;
  record->conductivities = *sigmas;
  record->note = joined(record->note.empty() ? std::vector{file.note}
                        : file.note.empty()  ? std::vector{record->note}
                                             : std::vector{file.note, record->note});
  return record;
}

// All pieces of one file that are not done.
void Runner::solveWork(std::size_t place, int threads, Progress& progress) {
  const TransportWork& work = asked_.works[place];
  const double weight = weights_[place];
  std::optional<Loaded> file;
  for (std::size_t i = 0; i < pieces_.size(); ++i) {
    const Piece& piece = pieces_[i];
    if (piece.work != place || records_[i]) continue;
    if (isInterrupted()) return fail(place, {Exit::interrupted, "stopped"}, progress);
    if (!file) {
      auto read = loaded(work, budget_.bytes());
      if (!read) return fail(place, read.error(), progress);
      file = std::move(*read);
    }
    double told = 0;
    const auto observer = [&](const ConductionProgress& now) {
      progress.add((now.fraction - told) * weight);
      told = now.fraction;
      return !isInterrupted();
    };
    auto record = solve(piece, *file, threads, observer);
    if (!record) return fail(place, record.error(), progress);
    progress.add((1 - told) * weight);
    if (journal_) {
      if (const auto kept = journal_->add(keyOf(piece), textOf(*record)); !kept) {
        const std::lock_guard lock(mutex_);
        notKept_ = Failure{Exit::notWritten, kept.error()};
      }
    }
    records_[i] = std::move(*record);
  }
}

std::string Runner::tableText() const {
  Table table;
  const auto words = [](std::string_view key) { return TableColumn{std::string(key), "", "", true}; };
  const auto numbers = [](std::string_view key) { return TableColumn{std::string(key), "", "", false}; };
  table.columns = {words("file"),
                   words("fingerprint"),
                   words("carrier"),
                   words("direction"),
                   words("percolates"),
                   numbers("effectiveConductivity"),
                   numbers("lower"),
                   numbers("upper"),
                   numbers("tortuosityFactor"),
                   numbers("conductingFraction"),
                   numbers("iterations"),
                   words("shape"),
                   words("spacing"),
                   words("conductivities"),
                   words("sides"),
                   numbers("tolerance"),
                   numbers("mostVoxels"),
                   words("task"),
                   words("note")};
  constexpr int kAllDigits = 17;
  for (std::size_t i = 0; i < pieces_.size(); ++i) {
    const Piece& piece = pieces_[i];
    const TransportWork& work = asked_.works[piece.work];
    std::vector<TableCell>& cells = table.rows.emplace_back().cells;
    const auto place = kDirections.substr(static_cast<std::size_t>(piece.direction), 1);
    const std::string_view sides = work.study.sides == Sides::closed ? "closed" : "periodic";
    const std::string_view task = work.study.task == StudyTask::solve ? "solve" : "converge";
    const auto number = [](double value) { return numberCell(value, kAllDigits); };
    const TableCell mostVoxels = work.study.task == StudyTask::converge ? number(work.study.mostVoxels) : TableCell{};
    if (records_[i]) {
      const Record& record = *records_[i];
      const StudyResult& result = record.result;
      cells = {wordsCell(work.input.string()),
               wordsCell(record.fingerprint),
               wordsCell(work.study.carriers[piece.carrier].key),
               wordsCell(place),
               wordsCell(result.percolates ? "true" : "false"),
               number(result.effectiveConductivity),
               number(result.lower),
               number(result.upper),
               numberCell(result.tortuosityFactor, kAllDigits),
               number(result.conductingFraction),
               number(result.iterations),
               wordsCell(std::to_string(record.shape[0]) + " " + std::to_string(record.shape[1]) + " " +
                         std::to_string(record.shape[2])),
               wordsCell(record.spacing ? spacedText(*record.spacing) : ""),
               wordsCell(spacedText(record.conductivities)),
               wordsCell(sides),
               number(work.study.tolerance),
               mostVoxels,
               wordsCell(task),
               wordsCell(record.note)};
    } else {
      cells = {wordsCell(work.input.string()), TableCell{}, wordsCell(work.study.carriers[piece.carrier].key),
               wordsCell(place)};
      cells.resize(14);
      cells.insert(cells.end(), {wordsCell(sides), number(work.study.tolerance), mostVoxels, wordsCell(task),
                                 wordsCell(failures_[piece.work] ? failures_[piece.work]->message : "")});
    }
  }
  const std::pair<std::string, std::string> constants[] = {{"program", "Cathode Lab " CATHODE_VERSION}};
  return csvText(table, constants);
}

std::string Runner::resultText() const {
  const TransportWork& work = asked_.works[0];
  StudyOutcome outcome{.program = "cathode-lab " CATHODE_VERSION,
                       .name = work.study.name,
                       .link = work.study.link,
                       .fingerprint = records_[0]->fingerprint,
                       .task = work.study.task,
                       .shape = records_[0]->shape,
                       .sides = work.study.sides,
                       .tolerance = work.study.tolerance,
                       .results = {}};
  for (std::size_t i = 0; i < pieces_.size(); ++i) {
    outcome.results.push_back(records_[i]->result);
    outcome.results.back().carrier = work.study.carriers[pieces_[i].carrier].key;
    outcome.results.back().note = records_[i]->note;
    outcome.results.back().direction = pieces_[i].direction;
  }
  return outcomeJson(outcome);
}

// How it ends once all that could be done is.
Outcome Runner::ended() const {
  const auto count = std::ranges::count_if(failures_, [](const auto& one) { return one.has_value(); });
  if (count == 0) return {};
  if (asked_.works.size() == 1) return std::unexpected(*failures_[0]);
  if (std::size_t(count) == asked_.works.size())
    return std::unexpected(Failure{Exit::failed, "none of the " + std::to_string(count) +
                                                     " files could be calculated; the column \"note\" tells why."});
  return std::unexpected(
      Failure{Exit::failed, std::to_string(count) + " of " + std::to_string(asked_.works.size()) +
                                " files could not be calculated; the column \"note\" tells why. The others are."});
}

Outcome Runner::run() {
  for (std::size_t work = 0; work < asked_.works.size(); ++work) {
    const Study& study = asked_.works[work].study;
    for (std::size_t carrier = 0; carrier < study.carriers.size(); ++carrier) {
      for (const Direction direction : study.directions) pieces_.push_back({work, carrier, direction});
    }
  }
  records_.resize(pieces_.size());
  failures_.resize(asked_.works.size());
  if (auto checked = checkOutputs(); !checked) return checked;
  std::set<std::string> inputs;
  for (const TransportWork& work : asked_.works) {
    if (!inputs.insert(work.input.string()).second)
      return refused(work.input.string() + ": given twice; allowed: once.");
  }
  // A field is nothing that a journal keeps.
  if (isToFile() && asked_.fields.empty()) {
    auto journal = Journal::open(asked_.output, taskText());
    if (!journal) return std::unexpected(journal.error());
    journal_.emplace(std::move(*journal));
  }
  double all = 0, before = 0;
  std::vector<std::size_t> small, large;
  for (std::size_t work = 0; work < asked_.works.size(); ++work) {
    const double weight = weights_.emplace_back(weightOf(asked_.works[work]));
    const bool isSmall = asked_.works[work].isOfGeometry() || weight <= double(kSmallVoxels);
    bool isOpen = false;
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
      if (pieces_[i].work != work) continue;
      if (journal_) {
        if (const auto kept = journal_->find(keyOf(pieces_[i]))) records_[i] = recordOf(*kept);
      }
      all += weight;
      if (records_[i]) before += weight;
      isOpen = isOpen || !records_[i];
    }
    if (isOpen) (isSmall ? small : large).push_back(work);
  }
  catchInterrupts();
  {
    Progress progress(all, before);
    if (before > 0)
      progress.say("cathode-lab: " + std::to_string(journal_->count()) + " of " + std::to_string(pieces_.size()) +
                   " results are taken from " + journal_->path().string() + ".");
    // Few files are better solved one after the other, with all threads.
    if (small.size() < 2 * std::size_t(asked_.threads)) {
      large.insert(large.end(), small.begin(), small.end());
      std::ranges::sort(large);
      small.clear();
    }
    if (!small.empty()) {
      keepFreedMemory();
      Workers workers(asked_.threads);
      workers.run(int(small.size()), [&](int place) { solveWork(small[std::size_t(place)], 1, progress); });
    }
    for (const std::size_t work : large) solveWork(work, asked_.threads, progress);
  }
  const auto done = std::ranges::count_if(records_, [](const auto& one) { return one.has_value(); });
  if (isInterrupted() && std::size_t(done) < pieces_.size()) {
    const std::string count = std::to_string(done) + " of " + std::to_string(pieces_.size()) + " results";
    return std::unexpected(Failure{
        Exit::interrupted, journal_ && done > 0 ? "stopped; " + count + " are kept in " + journal_->path().string() +
                                                      ", and the same call goes on from there."
                                                : "stopped; nothing is written."});
  }
  if (asked_.works.size() == 1 && failures_[0]) return ended();
  if (auto put = written(asked_.output, isJson() ? resultText() : tableText()); !put) return put;
  const Outcome how = ended();
  if (journal_ && how) journal_->end();
  if (notKept_) std::cerr << "cathode-lab: " << notKept_->message << " The results are whole all the same.\n";
  return how;
}

}  // namespace

Outcome run(const TransportRun& asked) { return Runner(asked).run(); }

}  // namespace cathode::program
