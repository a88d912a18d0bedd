// SPDX-License-Identifier: MIT
// generate: a microstructure of a scenario, as voxels and as bodies.
#include <memory>
#include <nlohmann/json.hpp>

#include "core/base/number_text.h"
#include "core/base/out_of_memory.h"
#include "core/files/geometry_file.h"
#include "core/files/volume_writing.h"
#include "core/files/whole_file.h"
#include "core/microstructure/microstructure.h"
#include "core/programs/command_line/commands.h"
#include "core/programs/command_line/memory_budget.h"
#include "core/programs/command_line/scenario_options.h"
#include "core/programs/command_line/transport_work.h"
#include "core/programs/command_line/written.h"

namespace cathode::program {
namespace {

using nlohmann::ordered_json;

struct Choices {
  std::string output, geometry, shape, memory;
  std::uint32_t seed = 1;
  std::array<std::string, kMicrostructureSizeCount> sizes;
};

std::unexpected<Failure> refused(std::string message) {
  return std::unexpected(Failure{Exit::refused, std::move(message)});
}

std::expected<MicrostructureRequest, Failure> requestOf(const Choices& choices, const ScenarioOptions& options) {
  MicrostructureRequest request;
  auto scenario = options.scenario();
  if (!scenario) return std::unexpected(scenario.error());
  request.scenario = *scenario;
  if (!choices.shape.empty()) {
    const auto shape = shapeOfOption(choices.shape);
    if (!shape) return std::unexpected(shape.error());
    request.shape = *shape;
  }
  request.seed = choices.seed;
  for (const MicrostructureSize& size : microstructureSizes()) {
    const std::string& text = choices.sizes[static_cast<std::size_t>(size.id)];
    if (text.empty()) continue;
    const auto value = parseTypedNumber(text);
    if (!value)
      return refused(optionName(size.key) + ": \"" + text + "\"; allowed: a number, " + shortestText(size.min) +
                     " to " + shortestText(size.max) + ".");
    if (const auto put = putMicrostructureSize(request, size.key, *value); !put)
      return refused(optionName(size.key) + ": " + put.error());
  }
  request.memoryBytes = freeBytes();
  if (!choices.memory.empty()) {
    const auto bytes = bytesOf(choices.memory);
    if (!bytes) return refused("--memory: " + bytes.error());
    request.memoryBytes = *bytes;
  }
  return request;
}

std::string reportText(const Microstructure& made) {
  ordered_json phases = ordered_json::array();
  for (const PhaseFraction& phase : made.phases)
    phases.push_back({{"label", int(phase.phase)},
                      {"name", phase.name},
                      {"fraction", phase.fraction},
                      {"voxelFraction", phase.voxelFraction},
                      {"target", phase.target}});
  return ordered_json{{"fingerprint", fingerprintOf(made.shape, made.voxels)},
                      {"geometryFingerprint", fingerprintOf(made.geometry)},
                      {"shape", made.shape},
                      {"voxelUm", made.voxelUm},
                      {"seed", made.seed},
                      {"phases", phases},
                      {"notes", made.notes}}
             .dump(1) +
         "\n";
}

Outcome run(const Choices& choices, const ScenarioOptions& options) {
  if (choices.output.empty() && choices.geometry.empty())
    return refused("--output and --geometry: neither is given; allowed: one of them, or both.");
  if (const std::string refusal = choices.output.empty() ? "" : volumeNameRefusal(choices.output); !refusal.empty())
    return refused("--output: " + refusal);
  if (!choices.geometry.empty() && std::filesystem::path(choices.geometry).extension() != ".json")
    return refused("--geometry: " + choices.geometry + "; allowed: a name that ends in .json.");
  const std::filesystem::path inputs[] = {options.file()};
  if (auto checked = checkOutput("--output", choices.output, inputs); !checked) return checked;
  if (std::filesystem::path(choices.output).extension() == ".mhd") {
    const std::string voxels = std::filesystem::path(choices.output).replace_extension(".raw").string();
    if (auto checked = checkOutput("--output", voxels, inputs); !checked) return checked;
  }
  if (auto checked = checkOutput("--geometry", choices.geometry, inputs); !checked) return checked;
  const auto request = requestOf(choices, options);
  if (!request) return std::unexpected(request.error());
  if (const double bytes = microstructureBytes(*request); bytes > request->memoryBytes)
    return std::unexpected(Failure{Exit::noMemory, "--shape: to make this volume takes " + bytesText(bytes) +
                                                       "; allowed: " + bytesText(request->memoryBytes) +
                                                       " (--memory)."});
  const auto made = generateMicrostructure(*request);
  if (!made)
    return std::unexpected(Failure{made.error() == kOutOfMemory ? Exit::noMemory : Exit::refused, made.error()});
  const auto notWritten = [](const std::string& why) { return std::unexpected(Failure{Exit::notWritten, why}); };
  if (!choices.output.empty()) {
    const Spacing edges{made->voxelUm, made->voxelUm, made->voxelUm};
    if (const auto put = writeVolume(choices.output, made->shape, made->voxels, edges); !put)
      return notWritten(put.error());
  }
  if (!choices.geometry.empty()) {
    if (const auto put = writeWhole(choices.geometry, geometryJson(made->geometry)); !put)
      return notWritten(put.error());
  }
  return written("", reportText(*made));
}

}  // namespace

Command addGenerate(CLI::App& program) {
  CLI::App* const app = program.add_subcommand("generate", "A microstructure of a composite, as voxels and as bodies");
  auto choices = std::make_shared<Choices>();
  app->add_option("-o,--output", choices->output, "Where the voxels go: .npy, or .mhd with a .raw beside it")
      ->type_name("FILE");
  app->add_option("--geometry", choices->geometry, "Where the bodies go: .json")->type_name("FILE");
  app->add_option("--shape", choices->shape, "Voxels along z, y and x, or one number for all; left out: 128")
      ->type_name("LIST");
  app->add_option("--seed", choices->seed, "Whole number that another arrangement has another of; left out: 1")
      ->type_name("NUMBER");
  app->add_option("--memory", choices->memory, "What making it may take, 8G or 500M; left out: what is free")
      ->type_name("BYTES");
  for (const MicrostructureSize& size : microstructureSizes())
    app->add_option(optionName(size.key), choices->sizes[static_cast<std::size_t>(size.id)],
                    std::string(size.label) + ": " + shortestText(size.min) + " to " + shortestText(size.max) +
                        (size.unit.empty() ? "" : " " + std::string(size.unit)) +
                        "; left out: " + shortestText(size.standard))
        ->type_name("NUMBER")
        ->group("Sizes");
  const ScenarioOptions scenario = addScenarioOptions(*app);
  return {app, [choices, scenario] { return run(*choices, scenario); }};
}

}  // namespace cathode::program
