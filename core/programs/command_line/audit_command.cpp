// SPDX-License-Identifier: MIT
// audit: every printed number of the source, or of a person's own rows, beside what others make of it.
#include <memory>
#include <nlohmann/json.hpp>

#include "core/audit/audit.h"
#include "core/base/table.h"
#include "core/programs/command_line/commands.h"
#include "core/programs/command_line/own_rows.h"
#include "core/programs/command_line/written.h"

namespace cathode::program {
namespace {

using nlohmann::ordered_json;

ordered_json numberOrNull(const std::optional<double>& number) { return number ? ordered_json(*number) : nullptr; }

ordered_json jsonOf(const CellName& cell) {
  return {{"table", cell.table}, {"row", cell.row}, {"column", cell.column}};
}

// As the module's audit().
ordered_json jsonOf(const std::vector<Finding>& findings) {
  ordered_json list = ordered_json::array();
  for (const Finding& finding : findings) {
    ordered_json cells = ordered_json::array();
    for (const CellName& cell : finding.cells) cells.push_back(jsonOf(cell));
    list.push_back({{"table", finding.table},
                    {"row", finding.row},
                    {"quantity", finding.quantity},
                    {"unit", finding.unit},
                    {"printed", numberOrNull(finding.printed)},
                    {"recomputed", numberOrNull(finding.recomputed)},
                    {"relativeDeviation", numberOrNull(finding.relativeDeviation)},
                    {"roundingAllowance", numberOrNull(finding.roundingAllowance)},
                    {"verdict", verdictText(finding.verdict)},
                    {"condition", finding.condition},
                    {"checks", jsonOf(finding.subject)},
                    {"formula", finding.formula},
                    {"cells", cells}});
  }
  return list;
}

// The columns of the page's file of findings.
Table tableOf(const std::vector<Finding>& findings) {
  Table table;
  for (const char* key : {"table", "row", "quantity", "unit", "printed", "recomputed", "relativeDeviation",
                          "roundingAllowance", "verdict", "condition", "formula", "cells"})
    table.columns.push_back({key, "", ""});
  for (const Finding& finding : findings) {
    std::string cells;
    for (const CellName& cell : finding.cells) {
      cells.append(cells.empty() ? "" : "; ").append(cell.table).append(": ").append(cell.row);
      cells.append(": ").append(cell.column);
    }
    table.addRow({wordsCell(finding.table), wordsCell(finding.row), wordsCell(finding.quantity),
                  wordsCell(finding.unit), numberCell(finding.printed, 6), numberCell(finding.recomputed, 6),
                  numberCell(finding.relativeDeviation, 6), numberCell(finding.roundingAllowance, 6),
                  wordsCell(verdictText(finding.verdict)), wordsCell(finding.condition), wordsCell(finding.formula),
                  wordsCell(cells)});
  }
  return table;
}

struct Choices {
  std::string rows, format, output;
  CLI::Option* formatOption = nullptr;
};

Outcome run(const Choices& choices) {
  const std::filesystem::path inputs[] = {choices.rows};
  if (auto checked = checkOutput("--output", choices.output, inputs); !checked) return checked;
  const auto format = formatOf(choices.output, *choices.formatOption, {"json", "csv", "text"});
  if (!format) return std::unexpected(format.error());
  std::vector<Finding> findings;
  if (choices.rows.empty()) {
    findings = audit();
  } else {
    const auto rows = ownRows(choices.rows);
    if (!rows) return std::unexpected(Failure{Exit::refused, "--rows: " + rows.error()});
    findings = auditRows(*rows);
  }
  if (*format == "json") return written(choices.output, jsonOf(findings).dump(1) + "\n");
  if (*format == "csv") {
    const std::pair<std::string, std::string> constants[] = {{"program", "Cathode Lab " CATHODE_VERSION}};
    return written(choices.output, csvText(tableOf(findings), constants));
  }
  std::string text;
  for (const Finding& finding : findings)
    text += std::string(verdictText(finding.verdict)) + "  " + std::string(finding.table) + ", " + finding.row + ", " +
            finding.quantity + ": " + finding.formula + "\n";
  return written(choices.output, text + "\n" + summaryText(summaryOf(findings)) + "\n");
}

}  // namespace

Command addAudit(CLI::App& program) {
  CLI::App* app =
      program.add_subcommand("audit", "Printed numbers of the source, or of own rows, recomputed from the others");
  auto choices = std::make_shared<Choices>();
  app->add_option(
         "--rows", choices->rows,
         "Own rows in place of the source: a table with heads, or JSON {\"rows\": [...]}; - reads standard input")
      ->type_name("FILE");
  choices->formatOption = addChoice(*app, "--format", choices->format, {"json", "csv", "text"},
                                    "How the findings are written, where the output's name does not tell");
  addOutput(*app, choices->output, "Where the findings go");
  return {app, [choices] { return run(*choices); }};
}

}  // namespace cathode::program
