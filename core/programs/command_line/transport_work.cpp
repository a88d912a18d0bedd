// SPDX-License-Identifier: MIT
#include "core/programs/command_line/transport_work.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <fstream>
#include <system_error>
#include <thread>

#include "core/base/number_text.h"
#include "core/ladder/geometry_conduction.h"
#include "core/programs/command_line/memory_budget.h"
#include "core/programs/command_line/written.h"

namespace cathode::program {
namespace {

constexpr double kWidestShape = 1 << 20;

struct NamedType {
  std::string_view name;
  NumberType type;
};
constexpr NamedType kTypes[] = {
    {"uint8", NumberType::uint8},     {"int8", NumberType::int8},     {"uint16", NumberType::uint16},
    {"int16", NumberType::int16},     {"uint32", NumberType::uint32}, {"int32", NumberType::int32},
    {"uint64", NumberType::uint64},   {"int64", NumberType::int64},   {"float32", NumberType::float32},
    {"float64", NumberType::float64}, {"bool", NumberType::bool8}};
struct NamedUnit {
  std::string_view name;
  double um;
};
constexpr NamedUnit kUnits[] = {{"um", 1}, {"nm", 1e-3}, {"mm", 1e3}, {"cm", 1e4}, {"m", 1e6}};

std::unexpected<Failure> refused(std::string message) {
  return std::unexpected(Failure{Exit::refused, std::move(message)});
}

std::vector<std::string_view> partsOf(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t end = std::min(text.find(separator), text.size());
    parts.push_back(text.substr(0, end));
    if (end == text.size()) return parts;
    text.remove_prefix(end + 1);
  }
}

std::expected<GivenConductivities, Failure> conductivitiesOf(const std::string& text) {
  GivenConductivities given;
  for (const std::string_view part : partsOf(text, ',')) {
    const std::size_t equals = part.rfind('=');
    const auto sigma = parseNumber(equals == part.npos ? part : part.substr(equals + 1));
    if (!sigma || !(*sigma >= 0))
      return refused("--conductivities: \"" + text +
                     "\"; allowed: numbers from 0 of some values or names (255=1,AM=0.2), where all others have 0, "
                     "or one for each label in ascending order (0,1).");
    if (equals == part.npos) {
      given.byLabel.push_back(*sigma);
    } else {
      const std::string name(part.substr(0, equals));
      const auto isSame = [&](const auto& other) {
        const auto one = parseNumber(name), two = parseNumber(other.first);
        return name == other.first || (one && two && *one == *two);
      };
      if (std::ranges::any_of(given.byName, isSame))
        return refused(std::string("--conductivities: \"")
                           .append(text)
                           .append("\" has ")
                           .append(name)
                           .append(" twice; allowed: once."));
      given.byName[name] = *sigma;
    }
    if (!given.byName.empty() && !given.byLabel.empty())
      return refused("--conductivities: \"" + text + "\"; allowed: all by label, or all by value or name.");
  }
  return given;
}

std::expected<std::vector<Direction>, Failure> directionsOf(const std::string& text) {
  if (text == "all") return std::vector{Direction::z, Direction::y, Direction::x};
  std::vector<Direction> directions;
  for (const std::string_view part : partsOf(text, ',')) {
    const std::size_t place = std::string_view("zyx").find(part);
    const auto direction = static_cast<Direction>(place);
    if (part.size() != 1 || place == std::string_view::npos ||
        std::ranges::find(directions, direction) != directions.end())
      return refused("--direction: \"" + text + "\"; allowed: z, y, x, several of them between commas, or all.");
    directions.push_back(direction);
  }
  return directions;
}

std::expected<PlaceUm, Failure> placeOf(const std::string& option, const std::string& text) {
  const auto place = threeNumbers(text);
  if (!place) return refused(option + ": \"" + text + "\"; allowed: three numbers between commas, along z, y and x.");
  return *place;
}

bool isOfFormat(const std::filesystem::path& path, std::string_view format) {
  if (path.extension() != ".json") return false;
  // Its format stands first in what this project writes.
  std::ifstream file(path, std::ios::binary);
  std::string begin(512, '\0');
  file.read(begin.data(), std::streamsize(begin.size()));
  return begin.contains('"' + std::string(format) + '"');
}

bool isStudy(const std::filesystem::path& path) {
  std::error_code fault;
  if (std::filesystem::is_directory(path, fault)) return std::filesystem::exists(path / "study.json", fault);
  return isOfFormat(path, "cathode-lab study");
}

bool isBareName(const std::filesystem::path& path) {
  const std::string ending = path.extension().string();
  return ending == ".raw" || ending == ".bin" || ending == ".dat";
}

}  // namespace

struct TransportOptions::Texts {
  StudyTask task = StudyTask::solve;
  std::vector<std::string> files;
  std::string conductivities, direction = "z", sides, tolerance, spacing, shape, rawType, unit, boxFrom, boxTo,
                              periodic, memory, output, fields;
  bool isBigEndian = false;
  std::uint64_t skipBytes = 0;
  int threads = 0;
  double mostVoxels = ConvergenceRequest::kUsualVoxels;
  std::vector<CLI::Option*> ofPhysics;  // what a study tells itself

  std::expected<Study, Failure> study() const;
  std::expected<RawLayout, Failure> raw() const;
  std::expected<TableChoices, Failure> table() const;
  std::expected<TransportWork, Failure> work(const std::string& file) const;
};

std::optional<std::array<double, 3>> threeNumbers(std::string_view text) {
  const auto parts = partsOf(text, ',');
  if (parts.size() != 1 && parts.size() != 3) return {};
  std::array<double, 3> numbers{};
  for (std::size_t axis = 0; axis < 3; ++axis) {
    const auto number = parseNumber(parts[parts.size() == 1 ? 0 : axis]);
    if (!number) return {};
    numbers[axis] = *number;
  }
  return numbers;
}

std::expected<Shape, Failure> shapeOfOption(const std::string& text) {
  const auto numbers = threeNumbers(text);
  Shape shape{};
  for (std::size_t axis = 0; numbers && axis < 3; ++axis) {
    const double extent = (*numbers)[axis];
    if (!(extent >= 1 && extent <= kWidestShape && extent == std::floor(extent))) break;
    shape[axis] = static_cast<int>(extent);
  }
  if (shape[2] > 0) return shape;
  return refused("--shape: \"" + text +
                 "\"; allowed: three whole numbers from 1 between commas, along z, y and x, or one for all.");
}

std::expected<RawLayout, Failure> TransportOptions::Texts::raw() const {
  if (shape.empty() || rawType.empty())
    return refused(
        "--shape and --raw-type: bare voxels tell neither; allowed: both, such as --shape 100,200,200 --raw-type "
        "uint8.");
  const auto extents = shapeOfOption(shape);
  if (!extents) return std::unexpected(extents.error());
  const auto type = std::ranges::find(kTypes, rawType, &NamedType::name);
  return RawLayout{.shape = *extents, .type = type->type, .isBigEndian = isBigEndian, .skipBytes = skipBytes};
}

std::expected<TableChoices, Failure> TransportOptions::Texts::table() const {
  TableChoices choices;
  if (!unit.empty()) choices.unitUm = std::ranges::find(kUnits, unit, &NamedUnit::name)->um;
  if (boxFrom.empty() != boxTo.empty()) return refused("--box-from and --box-to: one is given; allowed: both or none.");
  if (!boxFrom.empty()) {
    const auto from = placeOf("--box-from", boxFrom), to = placeOf("--box-to", boxTo);
    if (!from) return std::unexpected(from.error());
    if (!to) return std::unexpected(to.error());
    choices.fromTo = {*from, *to};
  }
  if (!periodic.empty()) choices.isPeriodic = periodic == "yes";
  return choices;
}

// What the options say of every file that is no study.
std::expected<Study, Failure> TransportOptions::Texts::study() const {
  Study study;
  study.task = task;
  const auto all = directionsOf(direction);
  if (!all) return std::unexpected(all.error());
  study.directions = *all;
  study.sides = sides == "periodic" ? Sides::periodic : Sides::closed;
  study.tolerance = task == StudyTask::solve ? 1e-3 : 0.05;
  if (!tolerance.empty()) {
    const auto number = parseNumber(tolerance);
    if (!number || !(*number > 0 && *number <= 1))
      return refused("--tolerance: \"" + tolerance + "\"; allowed: a number above 0, up to 1.");
    study.tolerance = *number;
  }
  if (!spacing.empty()) {
    study.spacing = threeNumbers(spacing);
    if (!study.spacing || !std::ranges::all_of(*study.spacing, [](double edge) { return edge > 0; }))
      return refused("--spacing: \"" + spacing +
                     "\"; allowed: three numbers above 0 between commas, along z, y and x.");
  }
  if (!shape.empty()) {
    const auto extents = shapeOfOption(shape);
    if (!extents) return std::unexpected(extents.error());
    study.shape = *extents;
  }
  study.mostVoxels = mostVoxels;
  return study;
}

std::expected<TransportWork, Failure> TransportOptions::Texts::work(const std::string& file) const {
  TransportWork work{.input = file, .study = {}, .conductivities = {}, .raw = {}, .table = {}};
  if (isStudy(file)) {
    auto study = readStudy(file);
    if (!study) return refused(study.error());
    for (const CLI::Option* option : ofPhysics) {
      if (option->count() > 0)
        return refused(option->get_name() + ": " + file +
                       " is a study and tells it itself; allowed: for volumes and geometries.");
    }
    work.study = std::move(*study);
    return work;
  }
  if (isOfFormat(file, "cathode-lab result"))
    return refused(file + ": is a result, which says what came of a study; allowed: studies, volumes and geometries.");
  auto study = this->study();
  if (!study) return std::unexpected(study.error());
  work.study = std::move(*study);
  work.study.file = file;
  work.study.name = work.study.file.stem().string();
  work.study.carriers = {{.key = "conductor", .name = "Conductor", .conductivities = {}}};
  if (conductivities.empty())
    return refused("--conductivities: nothing for " + file +
                   "; allowed: by value or name, such as 255=1, or one for each label, 0,1.");
  const auto given = conductivitiesOf(conductivities);
  if (!given) return std::unexpected(given.error());
  work.conductivities = *given;
  const auto choices = table();
  if (!choices) return std::unexpected(choices.error());
  work.table = *choices;
  if (isBareName(file)) {
    const auto layout = raw();
    if (!layout) return std::unexpected(layout.error());
    work.raw = *layout;
  }
  if (task == StudyTask::converge && !work.isOfGeometry())
    return refused(
        file +
        ": a volume, which has no finer grid; allowed: geometries (.json, .csv, .tsv, .txt). \"solve\" takes volumes.");
  if (task == StudyTask::solve && work.isOfGeometry() && !work.study.shape)
    return refused("--shape: nothing for " + file +
                   "; allowed: that of the grid laid through it, such as 64. \"converge\" needs none.");
  return work;
}

std::expected<std::vector<TransportWork>, Failure> TransportOptions::works() const {
  std::vector<TransportWork> works;
  for (const std::string& file : texts_->files) {
    auto work = texts_->work(file);
    if (std::error_code fault; !work && !std::filesystem::exists(file, fault))
      return refused(file + ": cannot be read: " + std::generic_category().message(fault ? fault.value() : ENOENT) +
                     ".");
    if (!work) return std::unexpected(work.error());
    works.push_back(std::move(*work));
  }
  return works;
}

std::expected<double, Failure> TransportOptions::memoryBytes() const {
  if (texts_->memory.empty()) return freeBytes();
  const auto bytes = bytesOf(texts_->memory);
  if (!bytes) return refused("--memory: " + bytes.error());
  return *bytes;
}

int TransportOptions::threads() const {
  if (texts_->threads > 0) return texts_->threads;
  return std::clamp(int(std::thread::hardware_concurrency()), 1, kMostThreads);
}

const std::string& TransportOptions::output() const { return texts_->output; }
const std::string& TransportOptions::fields() const { return texts_->fields; }

TransportOptions addTransportOptions(CLI::App& command, StudyTask task) {
  TransportOptions options;
  options.texts_ = std::make_shared<TransportOptions::Texts>();
  TransportOptions::Texts& texts = *options.texts_;
  texts.task = task;
  const bool isSolve = task == StudyTask::solve;
  command
      .add_option(
          "files", texts.files,
          isSolve ? "Volumes (.npy, .tif, folders of slices, .mhd, .mha, .nrrd, .nhdr, .am, .raw), geometries (.json, "
                    ".csv) and studies (study.json, or its folder)"
                  : "Geometries (.json, .csv, .tsv, .txt) and studies (study.json, or its folder)")
      ->required()
      ->type_name("FILE");
  const auto physics = [&](CLI::Option* option, std::string type) {
    texts.ofPhysics.push_back(option->type_name(std::move(type)));
  };
  physics(command.add_option("--conductivities", texts.conductivities,
                             "Of some values, labels or names, 255=1, where the others have 0: best for several files; "
                             "or of each label in ascending order of the file's values, 0,1"),
          "LIST");
  physics(command.add_option("--direction", texts.direction,
                             "Of the current: z, y, x, several between commas, or all; left out: z"),
          "LIST");
  texts.ofPhysics.push_back(
      addChoice(command, "--sides", texts.sides, {"closed", "periodic"}, "What is beside the current"));
  physics(command.add_option("--tolerance", texts.tolerance,
                             isSolve ? "Of the effective conductivity, relative; left out: 0.001"
                                     : "Width of the interval, relative; left out: 0.05"),
          "NUMBER");
  if (isSolve) {
    physics(command.add_option("--spacing", texts.spacing,
                               "Edges of a voxel along z, y and x; left out: as the file tells, or cubes"),
            "LIST");
    physics(
        command.add_option("--shape", texts.shape,
                           "Of bare voxels, or of the grid laid through a geometry: along z, y and x, or one for all"),
        "LIST");
    std::vector<std::string> types;
    for (const NamedType& one : kTypes) types.emplace_back(one.name);
    command
        .add_option("--raw-type", texts.rawType,
                    "Of bare voxels: uint8, int8, uint16, int16, uint32, int32, uint64, int64, float32, float64, bool")
        ->type_name("CHOICE")
        ->check(CLI::IsMember(types));
    command.add_flag("--big-endian", texts.isBigEndian, "Bare voxels have their highest byte first");
    command.add_option("--skip-bytes", texts.skipBytes, "Bytes before bare voxels; left out: 0")->type_name("NUMBER");
    command
        .add_option("--fields", texts.fields,
                    "Where the potential goes (.npy, float32, from 1 to 0); of one file, carrier and direction")
        ->type_name("FILE");
  } else {
    texts.ofPhysics.push_back(
        command.add_option("--most-voxels", texts.mostVoxels, "Of the finest grid; left out: 3600000")
            ->type_name("NUMBER")
            ->check(CLI::Range(kFewestVoxels, double(kMostVoxels))));
  }
  std::vector<std::string> units;
  for (const NamedUnit& one : kUnits) units.emplace_back(one.name);
  command
      .add_option("--unit", texts.unit,
                  "Of a table's lengths, where it tells none: um, nm, mm, cm, m; left out: what its radii suggest")
      ->type_name("CHOICE")
      ->check(CLI::IsMember(units));
  command
      .add_option("--box-from", texts.boxFrom,
                  "Lowest corner of a table's box in its lengths, along z, y and x; left out: as it tells, or what its "
                  "bodies reach")
      ->type_name("LIST");
  command.add_option("--box-to", texts.boxTo, "Highest corner of that box")->type_name("LIST");
  command
      .add_option("--periodic", texts.periodic,
                  "Whether a table's bodies go on around its sides: yes, no; left out: as it tells, or no")
      ->type_name("CHOICE")
      ->check(CLI::IsMember({"yes", "no"}));
  command
      .add_option("-o,--output", texts.output,
                  "Where the results go: .csv, a table of all files, or .json, of one; taken up again by the same call "
                  "if it was stopped; "
                  "standard output if left out")
      ->type_name("FILE");
  command.add_option("--threads", texts.threads, "At work at a time; left out: as many as the machine has")
      ->type_name("NUMBER")
      ->check(CLI::Range(1, kMostThreads));
  command.add_option("--memory", texts.memory, "What all may take, 8G or 500M; left out: what is free")
      ->type_name("BYTES");
  return options;
}

}  // namespace cathode::program
