// SPDX-License-Identifier: MIT
#include "core/audit/relations.h"

#include <algorithm>

#include "core/base/number_text.h"
#include "core/source/published_tables.h"

namespace cathode {
namespace {

// Of numbers of rows, behind all of the source's other tables.
constexpr int kPlaceOfRows = 1 << 20;

}  // namespace

std::string fill(std::string_view pattern, std::initializer_list<std::string> texts) {
  std::string result;
  auto next = texts.begin();
  for (std::size_t mark = pattern.find("{}"); mark != std::string_view::npos && next != texts.end();
       mark = pattern.find("{}")) {
    result.append(pattern.substr(0, mark)).append(*next++);
    pattern.remove_prefix(mark + 2);
  }
  return result.append(pattern);
}

std::string four(double value) { return significantText(value, 4); }
std::string four(Quantity value) { return four(value.nominal); }

Relations::Relations(const SourceTables* source) {
  if (source == nullptr) return;
  int place = 0;
  for (const PublishedTable& table : publishedTables(*source)) {
    for (const PublishedRow& row : table.rows) {
      for (std::size_t i = 0; i < row.cells.size(); ++i) {
        if (row.cells[i].number) names_[row.cells[i].number] = {{table.name, row.name, table.columns[i].key}, place++};
      }
    }
  }
}

void Relations::begin(std::string_view table, std::string row, std::string quantity, std::string_view unit) {
  finding_ = {};
  places_.clear();
  finding_.table = table;
  finding_.row = std::move(row);
  finding_.subject = {finding_.table, finding_.row, {}};
  finding_.quantity = std::move(quantity);
  finding_.unit = unit;
}

Quantity Relations::read(const Printed& number) {
  const auto name = names_.find(&number);
  if (name != names_.end()) note(name->second.name, name->second.place);
  return number.quantity();
}

Quantity Relations::read(std::string_view table, const std::string& row, const CellRow& cells, RowField field) {
  note({table, row, rowColumn(field).key}, kPlaceOfRows + static_cast<int>(field));
  return cells[field]->quantity();
}

Quantity Relations::check(const Printed& number) {
  if (const auto name = names_.find(&number); name != names_.end()) finding_.subject = name->second.name;
  return read(number);
}

Quantity Relations::check(std::string_view table, const std::string& row, const CellRow& cells, RowField field) {
  finding_.subject = {table, row, rowColumn(field).key};
  return read(table, row, cells, field);
}

void Relations::equal(Quantity printed, Quantity recomputed, std::string formula) {
  end(compare(printed, recomputed).verdict, std::move(formula));
}

void Relations::atMost(Quantity printed, Quantity limit, std::string formula) {
  const Agreement agreement = compare(printed, limit);
  finding_.isLimit = true;
  end(agreement.relativeDeviation >= 0.0 ? Verdict::consistent : agreement.verdict, std::move(formula));
}

void Relations::conditional(Quantity printed, Quantity recomputed, std::string condition, const std::string& formula) {
  compare(printed, recomputed);
  finding_.condition = std::move(condition);
  end(Verdict::conditional, formula + "; follows if " + finding_.condition);
}

void Relations::conditionalLimit(Quantity printed, Quantity limit, std::string condition, const std::string& formula) {
  finding_.isLimit = true;
  conditional(printed, limit, std::move(condition), formula);
}

void Relations::undetermined(std::string reason, std::optional<double> recomputed) {
  finding_.recomputed = recomputed;
  end(Verdict::notDeterminable, std::move(reason));
}

void Relations::judged(double recomputed, Verdict verdict, std::string formula, std::string condition) {
  finding_.recomputed = recomputed;
  finding_.condition = std::move(condition);
  end(verdict, std::move(formula));
}

Agreement Relations::compare(Quantity printed, Quantity recomputed) {
  const Agreement agreement = agreementOf(printed, recomputed);
  finding_.printed = printed.nominal;
  finding_.recomputed = recomputed.nominal;
  finding_.relativeDeviation = agreement.relativeDeviation;
  finding_.roundingAllowance = agreement.roundingAllowance;
  return agreement;
}

void Relations::note(const CellName& name, int place) {
  if (std::ranges::find(finding_.cells, name) != finding_.cells.end()) return;
  // By their places, since compilers differ in which operand of a formula they read first.
  const auto at = std::ranges::upper_bound(places_, place);
  finding_.cells.insert(finding_.cells.begin() + (at - places_.begin()), name);
  places_.insert(at, place);
}

void Relations::end(Verdict verdict, std::string formula) {
  finding_.verdict = verdict;
  finding_.formula = std::move(formula);
  findings_.push_back(std::move(finding_));
}

}  // namespace cathode
