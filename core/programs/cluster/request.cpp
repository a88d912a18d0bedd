// SPDX-License-Identifier: MIT
#include "core/programs/cluster/request.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "core/files/geometry_file.h"
#include "core/files/whole_file.h"

namespace cathode::program {
namespace {

constexpr std::uint64_t kLargestStudy = 1'000'000;

// The study that a path means: study.json, or the folder that it lies in; nothing if it is a volume or a geometry.
std::optional<std::filesystem::path> studyAt(const std::filesystem::path& path) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored) && std::filesystem::exists(path / "study.json", ignored))
    return path / "study.json";
  if (path.extension() != ".json") return {};
  const auto text = readWhole(path, kLargestStudy);
  if (!text) return {};
  const auto json = nlohmann::json::parse(*text, nullptr, false);
  if (json.is_object() && json.contains("format") && json["format"] == "cathode-lab study") return path;
  return {};
}

Failure refusal(std::string text) { return {Exit::refused, std::move(text)}; }

struct Words {
  std::string input, sides, type, result, checkpoint;
  std::vector<std::string> conductivities, directions;
  std::vector<double> spacing;
  std::vector<int> shape;
  std::optional<double> tolerance;
  std::uint64_t memory = 0, skip = 0;
  bool isBigEndian = false;
};

constexpr std::pair<const char*, NumberType> kTypes[] = {
    {"bool", NumberType::bool8},      {"int8", NumberType::int8},      {"uint8", NumberType::uint8},
    {"int16", NumberType::int16},     {"uint16", NumberType::uint16},  {"int32", NumberType::int32},
    {"uint32", NumberType::uint32},   {"int64", NumberType::int64},    {"uint64", NumberType::uint64},
    {"float32", NumberType::float32}, {"float64", NumberType::float64}};

// What the words say over what the study does.
std::expected<Request, Failure> requestFrom(const Words& words, Request request) {
  Study& study = request.study;
  if (const auto path = studyAt(words.input)) {
    auto read = readStudy(*path);
    if (!read) return std::unexpected(refusal(read.error()));
    study = std::move(*read);
    if (study.task != StudyTask::solve)
      return std::unexpected(
          refusal("task: \"converge\"; allowed: \"solve\" (cathode-lab converge climbs over grids)."));
  } else {
    study.file = words.input;
    study.name = study.file.stem().string();
    if (words.conductivities.empty())
      return std::unexpected(refusal("--conductivities: missing; allowed: one for each label, or VALUE=CONDUCTIVITY."));
  }
  request.isGeometry = isGeometryName(study.file);
  request.conductivities = words.conductivities;
  if (!words.conductivities.empty()) study.carriers = {{.key = "conductor", .name = "Conductor", .conductivities = {}}};
  if (!words.directions.empty()) study.directions.clear();
  for (const Direction direction : {Direction::z, Direction::y, Direction::x}) {
    const std::string name(1, "zyx"[std::size_t(direction)]);
    if (std::ranges::any_of(words.directions, [&](const auto& word) { return word == name || word == "all"; }))
      study.directions.push_back(direction);
  }
  if (study.directions.empty()) study.directions = {Direction::z};
  if (!words.sides.empty()) study.sides = words.sides == "periodic" ? Sides::periodic : Sides::closed;
  if (words.tolerance) study.tolerance = *words.tolerance;
  if (!words.spacing.empty()) study.spacing = Spacing{words.spacing[0], words.spacing[1], words.spacing[2]};
  if (!words.shape.empty()) study.shape = Shape{words.shape[0], words.shape[1], words.shape[2]};
  if (!words.type.empty()) {
    if (words.shape.empty())
      return std::unexpected(refusal("--shape: missing; allowed: z,y,x, with --raw-type, which bare voxels need."));
    const auto* type = std::ranges::find_if(kTypes, [&](const auto& known) { return words.type == known.first; });
    request.raw = RawLayout{
        .shape = *study.shape, .type = type->second, .isBigEndian = words.isBigEndian, .skipBytes = words.skip};
  }
  if (const std::string text = toleranceRefusal(study.tolerance); !text.empty()) return std::unexpected(refusal(text));
  if (words.memory > 0) request.memoryBytes = double(words.memory);
  request.result = words.result;
  request.checkpoint = words.checkpoint;
  if (request.restarts && request.checkpoint.empty())
    return std::unexpected(refusal("--checkpoint: missing; allowed: the file that --restart takes up."));
  return request;
}

}  // namespace

std::expected<Request, int> requestOf(int count, char** names, bool tells, std::optional<Failure>& failure) {
  CLI::App app("Conduction through volumes and geometries on the ranks of MPI, as cathode-lab solve on one machine",
               "cathode-lab-cluster");
  app.set_version_flag("--version", "cathode-lab-cluster " CATHODE_VERSION);
  Words words;
  Request request;
  app.add_option("input", words.input, "study.json or its folder, a volume, or a geometry")->required();
  app.add_option("--conductivities", words.conductivities, "One for each label, or VALUE=CONDUCTIVITY; the rest is 0")
      ->delimiter(',');
  app.add_option("--direction", words.directions, "z, y, x, several of them between commas, or all")
      ->delimiter(',')
      ->check(CLI::IsMember({"z", "y", "x", "all"}));
  app.add_option("--sides", words.sides, "closed or periodic")->check(CLI::IsMember({"closed", "periodic"}));
  app.add_option("--tolerance", words.tolerance, "Of the effective conductivity, relative (0.001)");
  app.add_option("--spacing", words.spacing, "Edges of a voxel along z,y,x")->delimiter(',')->expected(3);
  app.add_option("--shape", words.shape, "Voxels along z,y,x: of a geometry's grid, or of bare voxels")
      ->delimiter(',')
      ->expected(3);
  std::vector<std::string> types;
  for (const auto& [name, type] : kTypes) types.emplace_back(name);
  app.add_option("--raw-type", words.type, "Numbers of bare voxels (.raw, .bin, .dat)")->check(CLI::IsMember(types));
  app.add_flag("--big-endian", words.isBigEndian, "Bare voxels with the largest byte first");
  app.add_option("--skip-bytes", words.skip, "Bytes before bare voxels");
  app.add_option("-o,--output", words.result, "result.json; otherwise it goes to standard output");
  app.add_option("--checkpoint", words.checkpoint, "Where to save what is reached");
  app.add_option("--every", request.every, "Iterations between savings (5)")->check(CLI::Range(1, 1000000));
  app.add_flag("--restart", request.restarts, "Takes up what --checkpoint has saved, on any number of ranks");
  app.add_option("--memory", words.memory, "What each rank may take, as 8G; more is refused before it is taken")
      ->transform(CLI::AsSizeValue(true));
  try {
    app.parse(count, names);
  } catch (const CLI::ParseError& error) {
    if (tells) return std::unexpected(app.exit(error) == 0 ? 0 : int(Exit::refused));
    return std::unexpected(error.get_exit_code() == 0 ? 0 : int(Exit::refused));
  }
  auto found = requestFrom(words, std::move(request));
  if (found) return found.value();
  failure = found.error();
  return std::unexpected(int(found.error().exit));
}

std::expected<std::vector<double>, Failure> conductivitiesOf(const std::vector<std::string>& words,
                                                             const std::vector<double>& values) {
  const auto numberIn = [](std::string_view text) -> std::optional<double> {
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return {};
    return number;
  };
  std::vector<double> conductivities;
  std::vector<double> byValue(values.size());
  for (const std::string& word : words) {
    const auto refused = [&](const std::string& allowed) {
      return std::unexpected(refusal("--conductivities: \"" + word + "\"; allowed: " + allowed + "."));
    };
    const std::size_t equals = word.find('=');
    const auto sigma = numberIn(std::string_view(word).substr(equals == std::string::npos ? 0 : equals + 1));
    if (!sigma) return refused("numbers, or VALUE=CONDUCTIVITY");
    if (equals == std::string::npos) {
      conductivities.push_back(*sigma);
      continue;
    }
    const auto value = numberIn(std::string_view(word).substr(0, equals));
    const auto found = value ? std::ranges::find(values, *value) : values.end();
    if (found == values.end()) return refused("a value that the file has");
    byValue[std::size_t(found - values.begin())] = *sigma;
  }
  if (conductivities.empty()) return byValue;
  if (words.size() != conductivities.size())
    return std::unexpected(refusal("--conductivities: some by value and some by label; allowed: one or the other."));
  return conductivities;
}

}  // namespace cathode::program
