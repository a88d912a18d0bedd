// SPDX-License-Identifier: MIT
// How the audit writes down a relation: what it compares, the printed cells that it reads, and what comes of it.
#pragma once

#include <map>

#include "core/audit/audit.h"

namespace cathode {

// `pattern` with each "{}" replaced by the next text.
std::string fill(std::string_view pattern, std::initializer_list<std::string> texts);

// Four significant digits, as formulas show what has been computed.
std::string four(double value);
std::string four(Quantity value);

inline constexpr double kCmPerUm = 1e-4;
inline constexpr Quantity kHundred = Quantity::exact(100.0);
inline constexpr Quantity kThousand = Quantity::exact(1000.0);

// The relations, one after the other, each with the printed cells that it reads.
class Relations {
 public:
  // With the names of the source's cells; null: of a person's own rows.
  explicit Relations(const SourceTables* source);

  // What is to be compared next.
  void begin(std::string_view table, std::string row, std::string quantity, std::string_view unit = "");

  // A printed number of the source's tables, of a row, or of a row of Table S6.
  Quantity read(const Printed& number);
  Quantity read(std::string_view table, const std::string& row, const CellRow& cells, RowField field);
  // The same for the number that is checked.
  Quantity check(const Printed& number);
  Quantity check(std::string_view table, const std::string& row, const CellRow& cells, RowField field);
  void checksVoltage() { finding_.checks = Checks::impliedVoltage; }
  // What the finding checks is an energy density, of a row whose loading is read so.
  void checksEnergyDensity(std::optional<LoadingReading> reading = {}) {
    finding_.checks = Checks::energyDensity;
    finding_.reading = reading;
  }

  void equal(Quantity printed, Quantity recomputed, std::string formula);

  // `printed` must not exceed `limit`.
  void atMost(Quantity printed, Quantity limit, std::string formula);

  // The same, where the row follows on a condition: that is no reproach.
  void conditional(Quantity printed, Quantity recomputed, std::string condition, const std::string& formula);
  void conditionalLimit(Quantity printed, Quantity limit, std::string condition, const std::string& formula);

  // Nothing can be said; what was computed on the way, if anything, is shown.
  void undetermined(std::string reason, std::optional<double> recomputed = {});

  // A verdict that is no comparison of two numbers.
  void judged(double recomputed, Verdict verdict, std::string formula, std::string condition = "");

  std::size_t count() const { return findings_.size(); }
  std::vector<Finding> take() { return std::move(findings_); }

 private:
  Agreement compare(Quantity printed, Quantity recomputed);
  void note(const CellName& name, int place);
  void end(Verdict verdict, std::string formula);

  struct Named {
    CellName name;
    int place;  // in the order of the tables
  };
  std::map<const Printed*, Named> names_;
  Finding finding_;
  std::vector<int> places_;  // of its cells
  std::vector<Finding> findings_;
};

// All relations of the source's tables, in the order of the tables.
void relateSource(Relations& relations, const SourceTables& source);

// What a row says of itself. `isSource`: a row of the source's own cell, whose voltage and materials are known.
void relateRow(Relations& relations, std::string_view table, std::string name, const CellRow& cells, bool isSource);

}  // namespace cathode
