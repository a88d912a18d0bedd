// SPDX-License-Identifier: MIT
#include "core/files/study.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/base/number_text.h"
#include "core/files/whole_file.h"

namespace cathode {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::uint64_t kLargestFile = 1'000'000;
constexpr std::size_t kLongestText = 20'000, kMostCarriers = 16;
// Lists and objects within each other: more would be gone through one within the other.
constexpr int kMostNested = 16;
constexpr std::string_view kStudyFormat = "cathode-lab study", kResultFormat = "cathode-lab result";
constexpr int kVersion = 1;
constexpr double kSolveTolerance = 1e-3, kConvergeTolerance = 0.05;
constexpr std::string_view kFields[] = {"format",    "version",     "name",     "link",       "task",
                                        "file",      "fingerprint", "carriers", "directions", "sides",
                                        "tolerance", "spacing",     "shape",    "mostVoxels"};

std::string_view nameOf(StudyTask task) { return task == StudyTask::solve ? "solve" : "converge"; }
std::string_view nameOf(Sides sides) { return sides == Sides::closed ? "closed" : "periodic"; }
std::string_view nameOf(Direction direction) {
  constexpr std::string_view kNames[] = {"z", "y", "x"};
  return kNames[static_cast<std::size_t>(direction)];
}

std::string shown(const json& value) {
  const std::string text = value.dump(-1, ' ', false, json::error_handler_t::replace);
  return text.size() > 60 ? text.substr(0, 60) + " ..." : text;
}

// Reads fields one after the other; the first refusal is kept.
class Reading {
 public:
  explicit Reading(const json& from) : from_(from) {}

  const std::string& refusal() const { return refusal_; }
  void refuse(std::string_view field, const json& value, std::string_view allowed) {
    if (refusal_.empty())
      refusal_ = std::string(field) + ": " + shown(value) + "; allowed: " + std::string(allowed) + ".";
  }
  // What stands there; null where nothing does.
  const json& at(std::string_view field) const {
    static const json kNothing;
    const auto found = from_.find(field);
    return found == from_.end() ? kNothing : *found;
  }
  std::string text(std::string_view field) {
    const json& value = at(field);
    if (value.is_string() && value.get_ref<const std::string&>().size() <= kLongestText)
      return value.get<std::string>();
    if (!value.is_null()) refuse(field, value, "a text of up to " + std::to_string(kLongestText) + " bytes");
    return {};
  }
  // The place of a word among those allowed; `otherwise` where nothing stands.
  int choice(std::string_view field, std::initializer_list<std::string_view> words, int otherwise) {
    const json& value = at(field);
    if (value.is_null() && otherwise >= 0) return otherwise;
    int place = 0;
    std::string names;
    for (const std::string_view word : words) {
      if (value == word) return place;
      names.append(place++ > 0 ? ", " : "").append(word);
    }
    refuse(field, value, names);
    return 0;
  }
  template <typename IsAllowed>
  double number(std::string_view field, const json& value, std::string_view allowed, IsAllowed isAllowed) {
    if (value.is_number()) {
      const double number = value.get<double>();
      if (std::isfinite(number) && isAllowed(number)) return number;
    }
    refuse(field, value, allowed);
    return 0;
  }

 private:
  const json& from_;
  std::string refusal_;
};

// Three numbers, or nothing where null stands.
template <typename Triple, typename IsAllowed>
std::optional<Triple> triple(Reading& read, std::string_view field, std::string_view allowed, IsAllowed isAllowed) {
  const json& value = read.at(field);
  if (value.is_null()) return {};
  if (!value.is_array() || value.size() != 3) {
    read.refuse(field, value, allowed);
    return {};
  }
  Triple numbers{};
  for (std::size_t axis = 0; axis < 3; ++axis)
    numbers[axis] = static_cast<typename Triple::value_type>(read.number(field, value[axis], allowed, isAllowed));
  return numbers;
}

void readCarriers(Reading& read, Study& study) {
  constexpr std::string_view kAllowed = "1 to 16 of {\"key\", \"name\", \"conductivities\": [one for each label]}";
  const json& list = read.at("carriers");
  if (!list.is_array() || list.empty() || list.size() > kMostCarriers) return read.refuse("carriers", list, kAllowed);
  for (std::size_t i = 0; i < list.size(); ++i) {
    const std::string field = "carriers[" + std::to_string(i) + "]";
    if (!list[i].is_object()) return read.refuse(field, list[i], kAllowed);
    Reading one(list[i]);
    StudyCarrier carrier{.key = one.text("key"), .name = one.text("name"), .conductivities = {}};
    const json& sigmas = one.at("conductivities");
    if (carrier.key.empty() || !one.refusal().empty()) return read.refuse(field + ".key", one.at("key"), "a text");
    if (std::ranges::find(study.carriers, carrier.key, &StudyCarrier::key) != study.carriers.end())
      return read.refuse(field + ".key", one.at("key"), "a key of its own for each carrier");
    if (!sigmas.is_array() || sigmas.empty() || sigmas.size() > 256)
      return read.refuse(field + ".conductivities", sigmas, "1 to 256 numbers, one for each label");
    for (std::size_t label = 0; label < sigmas.size(); ++label)
      carrier.conductivities.push_back(read.number(field + ".conductivities[" + std::to_string(label) + "]",
                                                   sigmas[label], "a number from 0",
                                                   [](double sigma) { return sigma >= 0; }));
    study.carriers.push_back(std::move(carrier));
  }
}

void readDirections(Reading& read, Study& study) {
  const json& list = read.at("directions");
  constexpr std::string_view kAllowed = "[\"z\", \"y\", \"x\"], or some of them, each once";
  if (!list.is_array() || list.empty() || list.size() > 3) return read.refuse("directions", list, kAllowed);
  for (const json& one : list) {
    bool isFound = false;
    for (const Direction direction : {Direction::z, Direction::y, Direction::x}) {
      if (one != nameOf(direction)) continue;
      isFound = std::ranges::find(study.directions, direction) == study.directions.end();
      study.directions.push_back(direction);
    }
    if (!isFound) return read.refuse("directions", list, kAllowed);
  }
}

void readFile(Reading& read, Study& study, const std::filesystem::path& folder) {
  const std::filesystem::path file = read.text("file");
  if (file.empty() || file != file.filename() || file == ".." || file == ".")
    return read.refuse("file", read.at("file"), "the name of a file beside it");
  study.file = folder / file;
}

std::expected<Study, std::string> studyOf(const json& given, const std::filesystem::path& folder) {
  if (!given.is_object()) return std::unexpected("not an object; allowed: {\"format\": \"cathode-lab study\", ...}.");
  Reading read(given);
  Study study;
  if (read.at("format") != kStudyFormat) read.refuse("format", read.at("format"), "\"cathode-lab study\"");
  if (read.at("version") != kVersion) read.refuse("version", read.at("version"), "1");
  for (const auto& [key, value] : given.items()) {
    if (std::ranges::find(kFields, key) != std::end(kFields)) continue;
    std::string known;
    for (const std::string_view field : kFields) known.append(known.empty() ? "" : ", ").append(field);
    read.refuse(key.substr(0, 40), value, known);
  }
  study.name = read.text("name");
  study.link = read.text("link");
  study.task = static_cast<StudyTask>(read.choice("task", {"solve", "converge"}, 0));
  readFile(read, study, folder);
  study.fingerprint = read.text("fingerprint");
  readCarriers(read, study);
  readDirections(read, study);
  study.sides = static_cast<Sides>(read.choice("sides", {"closed", "periodic"}, 0));
  study.tolerance = study.task == StudyTask::solve ? kSolveTolerance : kConvergeTolerance;
  if (const json& tolerance = read.at("tolerance"); !tolerance.is_null())
    study.tolerance =
        read.number("tolerance", tolerance, "above 0, up to 1", [](double one) { return one > 0 && one <= 1; });
  study.spacing = triple<Spacing>(read, "spacing", "null, or three numbers above 0 (z, y, x)",
                                  [](double edge) { return edge > 0; });
  study.shape = triple<Shape>(read, "shape", "null, or three whole numbers from 1 (z, y, x)", [](double extent) {
    return extent >= 1 && extent < 1e9 && extent == std::floor(extent);
  });
  if (const json& most = read.at("mostVoxels"); !most.is_null())
    study.mostVoxels =
        read.number("mostVoxels", most, shortestText(kFewestVoxels) + " to " + shortestText(double(kMostVoxels)),
                    [](double voxels) { return voxels >= kFewestVoxels && voxels <= double(kMostVoxels); });
  if (!read.refusal().empty()) return std::unexpected(read.refusal());
  return study;
}

}  // namespace

std::expected<Study, std::string> readStudy(const std::filesystem::path& path) {
  std::error_code fault;
  const std::filesystem::path file = std::filesystem::is_directory(path, fault) ? path / "study.json" : path;
  const auto content = readWhole(file, kLargestFile);
  if (!content) return std::unexpected(content.error());
  bool isDeep = false;
  const json given = json::parse(
      *content,
      [&](int depth, json::parse_event_t, json&) {
        isDeep = isDeep || depth > kMostNested;
        return !isDeep;
      },
      false);
  if (isDeep)
    return std::unexpected(file.string() + ": lists within lists; allowed: up to " + std::to_string(kMostNested) + ".");
  if (given.is_discarded()) return std::unexpected(file.string() + ": is no JSON.");
  auto study = studyOf(given, file.parent_path());
  if (!study) return std::unexpected(file.string() + ": " + study.error());
  return study;
}

std::string studyJson(const Study& study) {
  ordered_json carriers = ordered_json::array(), directions = ordered_json::array();
  for (const StudyCarrier& carrier : study.carriers)
    carriers.push_back({{"key", carrier.key}, {"name", carrier.name}, {"conductivities", carrier.conductivities}});
  for (const Direction direction : study.directions) directions.push_back(nameOf(direction));
  ordered_json json{{"format", kStudyFormat},
                    {"version", kVersion},
                    {"name", study.name},
                    {"link", study.link},
                    {"task", nameOf(study.task)},
                    {"file", study.file.filename().string()},
                    {"fingerprint", study.fingerprint},
                    {"carriers", carriers},
                    {"directions", directions},
                    {"sides", nameOf(study.sides)},
                    {"tolerance", study.tolerance},
                    {"spacing", study.spacing ? ordered_json(*study.spacing) : ordered_json()},
                    {"shape", study.shape ? ordered_json(*study.shape) : ordered_json()}};
  if (study.task == StudyTask::converge) json["mostVoxels"] = study.mostVoxels;
  return json.dump(1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

ordered_json resultJson(const StudyResult& result) {
  ordered_json json{
      {"carrier", result.carrier},
      {"direction", nameOf(result.direction)},
      {"percolates", result.percolates},
      {"effectiveConductivity", result.effectiveConductivity},
      {"lower", result.lower},
      {"upper", result.upper},
      {"tortuosityFactor", result.tortuosityFactor ? ordered_json(*result.tortuosityFactor) : ordered_json()},
      {"conductingFraction", result.conductingFraction},
      {"iterations", result.iterations},
      {"seconds", result.seconds}};
  if (!result.note.empty()) json["note"] = result.note;
  return json;
}

std::string outcomeJson(const StudyOutcome& outcome) {
  ordered_json results = ordered_json::array();
  for (const StudyResult& result : outcome.results) results.push_back(resultJson(result));
  const ordered_json json{
      {"format", kResultFormat},        {"version", kVersion},    {"program", outcome.program},
      {"name", outcome.name},           {"link", outcome.link},   {"fingerprint", outcome.fingerprint},
      {"task", nameOf(outcome.task)},   {"shape", outcome.shape}, {"sides", nameOf(outcome.sides)},
      {"tolerance", outcome.tolerance}, {"results", results}};
  return json.dump(1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace cathode
