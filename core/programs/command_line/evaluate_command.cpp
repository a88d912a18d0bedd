// SPDX-License-Identifier: MIT
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "core/cell/evaluate.h"
#include "core/programs/command_line/commands.h"
#include "core/scenario/link.h"

namespace cathode::program {

Command addEvaluate(CLI::App& program) {
  CLI::App* app = program.add_subcommand("evaluate", "Energy density and transport of one cell");
  auto link = std::make_shared<std::string>();
  app->add_option("--link", *link, "The calculation, as a link holds it behind #");
  return {app, [link]() -> Outcome {
            const DecodedLink decoded = decodeLink(*link);
            if (!decoded.notices.empty())
              return std::unexpected(Failure{Exit::refused, "--link: " + decoded.notices.front().refusal});
            const Report report = evaluate(decoded.calculation.scenario);
            nlohmann::ordered_json values;
            for (const Metric& metric : metrics()) {
              const MetricValue& value = report[metric.id];
              values[std::string(metric.key)] = value.isKnown() ? nlohmann::ordered_json(value.value) : nullptr;
            }
            std::cout << nlohmann::ordered_json{{"values", values}}.dump(1) << '\n';
            return {};
          }};
}

}  // namespace cathode::program
