// SPDX-License-Identifier: MIT
// solve and converge: transport through volumes and geometries in files.
#include "core/programs/command_line/commands.h"
#include "core/programs/command_line/transport_run.h"

namespace cathode::program {
namespace {

Command added(CLI::App& program, StudyTask task, const std::string& name, const std::string& description) {
  CLI::App* const app = program.add_subcommand(name, description);
  const TransportOptions options = addTransportOptions(*app, task);
  return {app, [options, name]() -> Outcome {
            auto works = options.works();
            if (!works) return std::unexpected(works.error());
            const auto memoryBytes = options.memoryBytes();
            if (!memoryBytes) return std::unexpected(memoryBytes.error());
            return run({.works = std::move(*works),
                        .command = name,
                        .output = options.output(),
                        .fields = options.fields(),
                        .memoryBytes = *memoryBytes,
                        .threads = options.threads()});
          }};
}

}  // namespace

Command addSolve(CLI::App& program) {
  return added(program, StudyTask::solve, "solve", "Effective conductivity of volumes and geometries on one grid");
}

Command addConverge(CLI::App& program) {
  return added(program, StudyTask::converge, "converge",
               "Effective conductivity of geometries, over finer grids until its interval is as narrow as asked");
}

}  // namespace cathode::program
