// A row of a table of measured cells or materials: the source's Table S6, or a person's own. Each
// number keeps the digits it was given with, because they tell how far it can be trusted.
#pragma once

#include <array>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/source/published.h"

namespace cathode {

// The numbers that a row may hold.
enum class RecordField : std::uint8_t {
  amWtPct,
  loadingMgCm2,
  arealCapacityMahCm2,
  thicknessUm,
  specificCapacityMahG,
  temperatureC,
  volumetricEnergyDensityWhL,
  nominalVoltageV,
  separatorThicknessUm,
  anodeThicknessUm,
  phiPct,
  sigma0MsCm,
  sigmaEffMsCm,
  tortuosityFactor,
  macMullin,
  bulkOhm,
  grainBoundaryOhm,
  totalOhm,
};
inline constexpr int kRecordFieldCount = 18;

// And its words.
enum class RecordText : std::uint8_t { reference, cathode, cRate };
inline constexpr int kRecordTextCount = 3;
inline constexpr std::size_t kLongestRecordText = 40;  // characters

struct Record {
  std::array<std::optional<Printed>, kRecordFieldCount> numbers;
  std::array<std::string, kRecordTextCount> texts;  // UTF-8, without control characters

  const std::optional<Printed>& operator[](RecordField field) const { return numbers[static_cast<std::size_t>(field)]; }
  std::optional<Printed>& operator[](RecordField field) { return numbers[static_cast<std::size_t>(field)]; }
  const std::string& operator[](RecordText text) const { return texts[static_cast<std::size_t>(text)]; }
  std::string& operator[](RecordText text) { return texts[static_cast<std::size_t>(text)]; }

  bool operator==(const Record&) const = default;
};

// A column of records: a number, or text if it has no range. The registry from which parsing, links,
// forms and messages follow: numbers in the order of RecordField, then texts in that of RecordText.
struct RecordColumn {
  std::string_view key;     // in JavaScript and as a column head
  std::string_view urlKey;  // in links
  std::string_view label;
  std::string_view unit;
  double min, max;  // inclusive; texts have 0, 0
  std::string_view description;

  bool isText() const { return min == 0.0 && max == 0.0; }
};
std::span<const RecordColumn> recordColumns();
const RecordColumn& recordColumn(RecordField field);

// The column of that key or link key, by its place in the registry.
std::optional<std::size_t> findRecordColumn(std::string_view key);

// Puts `text` into a record's column. A number may have a decimal comma; empty text and "-" mean
// nothing printed. Otherwise why it is refused: the message names column, value and allowed range.
std::expected<void, std::string> putRecordText(Record& record, std::size_t column, std::string_view text);

// The column's content as text: the digits it was given with.
std::string recordText(const Record& record, std::size_t column);

// A row of Table S6 as a record, and all of them in its order.
Record recordOf(const LiteratureRow& row);
std::vector<Record> literatureRecords();

// What a record is called: its reference, else its cathode, else "Row 3" by its place from 0.
std::string recordName(const Record& record, std::size_t place);

}  // namespace cathode
