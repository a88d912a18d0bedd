// SPDX-License-Identifier: MIT
#include "core/source/cell_row.h"

#include <algorithm>

#include "core/base/number_text.h"
#include "core/base/words.h"

namespace cathode {
namespace {

constexpr RowColumn kColumns[kRowFieldCount + kRowTextCount] = {
    {"amWtPct", "am", "AM content", "wt%", 1, 100, "Active material in the composite cathode."},
    {"loadingMgCm2", "load", "Loading", "mg/cm²", 0.01, 1000,
     "Areal mass, of the composite or of its active material."},
    {"arealCapacityMahCm2", "QA", "Areal capacity", "mAh/cm²", 0.001, 1000, "Discharge capacity per area."},
    {"thicknessUm", "L", "Thickness", "µm", 0.1, 5000, "Thickness of the composite cathode."},
    {"specificCapacityMahG", "q", "Capacity", "mAh/g", 1, 2000, "Discharge capacity per gram of active material."},
    {"temperatureC", "T", "Temperature", "°C", -100, 300, "Temperature of the measurement."},
    {"volumetricEnergyDensityWhL", "ved", "Volumetric energy density", "Wh/L", 1, 5000,
     "Energy per volume of the cell."},
    {"nominalVoltageV", "V", "Nominal voltage", "V", 0.1, 6,
     "Mean discharge voltage; left out: 3.7 V, which Table S6 implies."},
    {"separatorThicknessUm", "Ls", "Separator thickness", "µm", 0.1, 5000, "Left out: the source’s 30 µm."},
    {"anodeThicknessUm", "La", "Anode thickness", "µm", 0.1, 5000, "Left out: the source’s 30 µm."},
    {"phiPct", "phi", "Volume fraction", "vol%", 0.001, 100,
     "Share of the conducting phase in the composite’s volume."},
    {"sigma0MsCm", "s0", "Conductivity of the pure phase", "mS/cm", 1e-9, 1e6, "Reference conductivity σ0."},
    {"sigmaEffMsCm", "seff", "Effective conductivity", "mS/cm", 1e-9, 1e6, "Conductivity of the composite."},
    {"tortuosityFactor", "tau2", "Tortuosity factor", "", 0.001, 1e6, "τ² = σ0 φ / σeff."},
    {"macMullin", "NM", "MacMullin number", "", 0.001, 1e9, "N_M = σ0 / σeff."},
    {"bulkOhm", "R1", "Bulk resistance", "Ω", 1e-6, 1e12, "R1 of an impedance fit."},
    {"grainBoundaryOhm", "R2", "Grain-boundary resistance", "Ω", 1e-6, 1e12, "R2 of an impedance fit."},
    {"totalOhm", "R", "Total resistance", "Ω", 1e-6, 1e12, "R1 + R2."},
    {"reference", "n", "Reference", "", 0, 0, "What the row is called."},
    {"cathode", "c", "Cathode", "", 0, 0, "The active material."},
    {"cRate", "C", "C-rate", "", 0, 0, "As printed, for example 0.1C."},
};

std::string refusal(const RowColumn& column, const std::string& what) {
  std::string text = std::string(column.key) + " (" + std::string(column.label) + "): " + what + "; allowed: ";
  if (column.isText()) return text + "text of up to " + std::to_string(kLongestRowText) + " characters.";
  text += shortestText(column.min) + " to " + shortestText(column.max);
  if (!column.unit.empty()) text.append(" ").append(column.unit);
  return text + ", or nothing.";
}

// The decimals of a decimal number's text: digits behind its point or comma, less its exponent.
int decimalsOf(std::string_view text) {
  const std::size_t mark = text.find_first_of("eE");
  const std::string_view mantissa = text.substr(0, mark);
  const std::size_t point = mantissa.find_first_of(".,");
  double decimals = 0;
  if (point != std::string_view::npos) {
    decimals =
        static_cast<double>(std::ranges::count_if(mantissa.substr(point), [](char c) { return c >= '0' && c <= '9'; }));
  }
  if (mark != std::string_view::npos) decimals -= parseNumber(text.substr(mark + 1)).value_or(0.0);
  return static_cast<int>(std::clamp(decimals, -15.0, 15.0));
}

// The number of characters of UTF-8 text that holds nothing but printable characters; nothing otherwise.
std::optional<std::size_t> characterCount(std::string_view text) {
  if (!isPrintable(text)) return std::nullopt;
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

}  // namespace

std::span<const RowColumn> rowColumns() { return kColumns; }
const RowColumn& rowColumn(RowField field) { return kColumns[static_cast<std::size_t>(field)]; }

std::optional<std::size_t> findRowColumn(std::string_view key) {
  const auto found =
      std::ranges::find_if(kColumns, [&](const RowColumn& c) { return c.key == key || c.urlKey == key; });
  if (found == std::end(kColumns)) return std::nullopt;
  return static_cast<std::size_t>(found - std::begin(kColumns));
}

std::expected<void, std::string> putRowText(CellRow& cells, std::size_t place, std::string_view given) {
  const RowColumn& column = kColumns[place];
  const std::string_view text = trimmed(given);
  if (column.isText()) {
    const auto length = characterCount(text);
    if (!length)
      return std::unexpected(refusal(column, "\"" + quotable(text) + "\" has characters that cannot be shown"));
    if (*length > kLongestRowText) return std::unexpected(refusal(column, "\"" + quotable(text) + "\" is too long"));
    cells.texts[place - kRowFieldCount] = text;
    return {};
  }
  std::optional<Printed>& number = cells.numbers[place];
  if (text.empty() || text == "-" || text == "–" || text == "—") {
    number = std::nullopt;
    return {};
  }
  const auto value = parseTypedNumber(text);
  if (!value) return std::unexpected(refusal(column, "\"" + quotable(text) + "\" is not a decimal number"));
  if (*value < column.min || *value > column.max) {
    std::string shown = shortestText(*value);
    if (!column.unit.empty()) shown.append(" ").append(column.unit);
    return std::unexpected(refusal(column, shown + " is out of range"));
  }
  number = Printed{*value, decimalsOf(text)};
  return {};
}

std::string rowText(const CellRow& cells, std::size_t place) {
  if (place >= kRowFieldCount) return cells.texts[place - kRowFieldCount];
  const std::optional<Printed>& number = cells.numbers[place];
  if (!number) return "";
  // A number with more digits than are counted keeps its exact value.
  const std::string digits = plainText(*number);
  return parseNumber(digits) == number->value ? digits : shortestText(number->value);
}

CellRow cellRowOf(const LiteratureRow& row) {
  CellRow cells;
  cells[RowField::amWtPct] = row.amWtPct;
  cells[RowField::loadingMgCm2] = row.loadingMgCm2;
  cells[RowField::arealCapacityMahCm2] = row.arealCapacityMahCm2;
  cells[RowField::thicknessUm] = row.thicknessUm;
  cells[RowField::specificCapacityMahG] = row.specificCapacityMahG;
  cells[RowField::temperatureC] = row.temperatureC;
  cells[RowField::volumetricEnergyDensityWhL] = row.volumetricWhL;
  cells[RowText::reference] = literatureRowName(row);
  cells[RowText::cathode] = row.cathode;
  cells[RowText::cRate] = row.cRate;
  return cells;
}

std::vector<CellRow> literatureCellRows() {
  std::vector<CellRow> rows;
  for (const LiteratureRow& row : literatureRows()) rows.push_back(cellRowOf(row));
  return rows;
}

std::string rowName(const CellRow& cells, std::size_t place) {
  if (!cells[RowText::reference].empty()) return cells[RowText::reference];
  if (!cells[RowText::cathode].empty()) return cells[RowText::cathode];
  return "Row " + std::to_string(place + 1);
}

}  // namespace cathode
