// SPDX-License-Identifier: MIT
#include "core/audit/checked_tables.h"

#include <algorithm>

#include "core/audit/audit.h"
#include "core/source/published_tables.h"

namespace cathode {
namespace {

bool names(const CellName& name, const PublishedTable& table, const PublishedRow& row) {
  return name.table == table.name && name.row == row.name;
}

// What the findings say of a row: marks into its cells, words into its detail.
void addFindings(TableRow& line, const PublishedTable& table, const PublishedRow& row,
                 const std::vector<Finding>& findings) {
  for (const bool wanted : {true, false}) {
    for (const Finding& f : findings) {
      const bool questioned = isQuestioned(f.verdict);
      if (questioned != wanted ||
          !std::ranges::any_of(f.cells, [&](const CellName& name) { return names(name, table, row); })) {
        continue;
      }
      line.detail.append(line.detail.empty() ? "" : "\n").append(f.quantity).append(", ");
      line.detail.append(verdictText(f.verdict)).append(": ").append(f.formula).append(".");
      // What many rows share marks none of them.
      if (!questioned || f.row != row.name) continue;
      for (std::size_t i = 0; i < row.cells.size(); ++i) {
        line.cells[i + 1].isMarked |= std::ranges::any_of(f.cells, [&](const CellName& name) {
          return names(name, table, row) && name.column == table.columns[i].key;
        });
      }
    }
  }
}

Table checkedTable(const PublishedTable& printed, const std::vector<Finding>& findings) {
  const bool isEnded = printed.caption.ends_with('.') || printed.caption.ends_with("”");
  static constexpr ColumnKind kColumns[] = {{"row", "Row", "", true}};
  Table table = tableWith(
      std::string(printed.name), "Table " + std::string(printed.name),
      std::string(printed.caption) + (isEnded ? " Used for: " : ". Used for: ") + std::string(printed.use) + ".",
      kColumns);
  for (std::size_t i = 0; i < printed.columns.size(); ++i) {
    const bool isText =
        std::ranges::all_of(printed.rows, [&](const PublishedRow& row) { return row.cells[i].number == nullptr; });
    table.columns.push_back({std::string(printed.columns[i].key), std::string(printed.columns[i].label),
                             std::string(printed.columns[i].unit), isText});
  }
  for (const PublishedRow& row : printed.rows) {
    TableRow line{{wordsCell(row.name)}, ""};
    for (const PublishedCell& cell : row.cells)
      line.cells.push_back({cell.text, cell.number ? std::optional(cell.number->value) : std::nullopt});
    addFindings(line, printed, row, findings);
    table.rows.push_back(std::move(line));
  }
  return table;
}

}  // namespace

const std::vector<Table>& checkedTables() {
  static const std::vector<Table> tables = [] {
    std::vector<Table> made;
    const std::vector<Finding> findings = audit();
    for (const PublishedTable& printed : publishedTables()) made.push_back(checkedTable(printed, findings));
    return made;
  }();
  return tables;
}

}  // namespace cathode
