// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "core/base/complex.h"
#include "core/base/number_text.h"
#include "core/base/words.h"
#include "core/spectra/points.h"
#include "core/spectra/spectrum.h"

namespace cathode {
namespace {

constexpr std::string_view kBlanks = " \t\r\v\f";

std::string_view trimmed(std::string_view text) {
  const std::size_t from = text.find_first_not_of(kBlanks);
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(kBlanks) - from + 1);
}

std::string_view unquoted(std::string_view field) {
  field = trimmed(field);
  // Of a heading such as Z'' both marks belong to it.
  if (field.size() >= 2 && field.front() == '"' && field.back() == '"')
    field = trimmed(field.substr(1, field.size() - 2));
  return field;
}

std::string lowerCase(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

// Lines, whatever ends them.
std::vector<std::string_view> linesOf(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find_first_of("\r\n");
    lines.push_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    const bool isPair = text[end] == '\r' && end + 1 < text.size() && text[end + 1] == '\n';
    text.remove_prefix(end + 1 + isPair);
  }
  return lines;
}

enum class Separator : std::uint8_t { tab, semicolon, comma, spaces };
constexpr Separator kSeparators[] = {Separator::tab, Separator::semicolon, Separator::comma, Separator::spaces};

// More columns than that say nothing.
constexpr std::size_t kMostColumns = 256;

std::vector<std::string_view> fieldsOf(std::string_view line, Separator separator) {
  std::vector<std::string_view> fields;
  if (separator == Separator::spaces) {
    line = trimmed(line);
    while (!line.empty() && fields.size() < kMostColumns) {
      const std::size_t end = line.find_first_of(kBlanks);
      fields.push_back(line.substr(0, end));
      if (end == std::string_view::npos) break;
      line = trimmed(line.substr(end));
    }
    return fields;
  }
  constexpr char kMarks[] = {'\t', ';', ','};
  const char mark = kMarks[static_cast<int>(separator)];
  while (fields.size() < kMostColumns) {
    const std::size_t end = line.find(mark);
    fields.push_back(line.substr(0, end));
    if (end == std::string_view::npos) break;
    line.remove_prefix(end + 1);
  }
  return fields;
}

// A number with a point or a comma before its decimals; a comma is none where it separates fields.
std::optional<double> numberOf(std::string_view field, Separator separator) {
  field = unquoted(field);
  if (field.empty() || field.size() > 64) return std::nullopt;
  std::string plain(field);
  if (const std::size_t comma = plain.find(','); comma != std::string::npos) {
    if (separator == Separator::comma || plain.find(',', comma + 1) != std::string::npos ||
        plain.find('.') != std::string::npos)
      return std::nullopt;
    plain[comma] = '.';
  }
  return parseNumber(plain);
}

enum class Quantity : std::uint8_t { frequency, real, imaginary, modulus, phase };

// What a heading says of its column.
struct Heading {
  Quantity quantity;
  double factor;  // to Hz, ohm, and radians; below 0 where it says -Z'' or -phase
};
struct Refused {
  std::string reason;
};

// A heading without blanks and what stands for them, primes as ASCII.
std::string plainHeading(std::string_view heading) {
  std::string plain;
  const auto skip = [&](std::string_view mark, std::string_view as) {
    if (!heading.starts_with(mark)) return false;
    plain += as;
    heading.remove_prefix(mark.size());
    return true;
  };
  while (!heading.empty()) {
    if (skip("\u2033", "''") || skip("\u2032", "'") || skip("\u2019", "'") || skip("\u2212", "-") ||
        skip("\u03a9", "ohm") || skip("\u2126", "ohm") || skip("\u00b0", "deg") || skip("\u00b7", "*") ||
        skip("\u00b2", "2") || skip("\"", "''"))
      continue;
    const char c = heading.front();
    heading.remove_prefix(1);
    if (kBlanks.find(c) == std::string_view::npos && c != '_') plain += c;
  }
  return plain;
}

// The factor of a unit to Hz, ohm or rad; nothing if it is none of those.
std::optional<double> unitFactor(Quantity quantity, std::string_view unit) {
  struct Unit {
    std::string_view name;
    double factor;
  };
  constexpr double kDegree = 0.017453292519943295;
  // As written, for m is not M; then in any case.
  constexpr Unit kHertz[] = {{"Hz", 1.0}, {"mHz", 1e-3}, {"kHz", 1e3}, {"MHz", 1e6}, {"GHz", 1e9}, {"1/s", 1.0}};
  constexpr Unit kOhm[] = {{"ohm", 1.0},
                           {"ohms", 1.0},
                           {"mohm", 1e-3},
                           {"kohm", 1e3},
                           {"Mohm", 1e6},
                           {"Gohm", 1e9},
                           // What ZPlot calls its two channels' Z.
                           {"a", 1.0},
                           {"b", 1.0}};
  constexpr Unit kAngle[] = {{"deg", kDegree}, {"degree", kDegree}, {"degrees", kDegree}, {"rad", 1.0}, {"'", kDegree}};
  const std::span<const Unit> units = quantity == Quantity::frequency ? std::span<const Unit>(kHertz)
                                      : quantity == Quantity::phase   ? std::span<const Unit>(kAngle)
                                                                      : std::span<const Unit>(kOhm);
  if (unit.empty()) return quantity == Quantity::phase ? kDegree : 1.0;
  for (const auto& [name, factor] : units) {
    if (unit == name) return factor;
  }
  const std::string lower = lowerCase(unit);
  if (lower.starts_with('m')) {
    // MOHM may be either.
    return unit.size() > 1 && unit.substr(1) == "OHM" ? std::nullopt
           : unit == "MOhm"                           ? std::optional(1e6)
           : unit == "mOhm"                           ? std::optional(1e-3)
                                                      : std::nullopt;
  }
  for (const auto& [name, factor] : units) {
    if (lower == lowerCase(name)) return factor;
  }
  return std::nullopt;
}

std::optional<Quantity> quantityOf(std::string_view name) {
  struct Name {
    std::string_view name;
    Quantity quantity;
  };
  using enum Quantity;
  constexpr Name kNames[] = {{"f", frequency},
                             {"freq", frequency},
                             {"frequency", frequency},
                             {"freq.", frequency},
                             {"re(z)", real},
                             {"rez", real},
                             {"zre", real},
                             {"zreal", real},
                             {"z'", real},
                             {"real", real},
                             {"re", real},
                             {"real(z)", real},
                             {"zr", real},
                             {"realz", real},
                             {"re[z]", real},
                             {"im(z)", imaginary},
                             {"imz", imaginary},
                             {"zim", imaginary},
                             {"zimag", imaginary},
                             {"z''", imaginary},
                             {"imag", imaginary},
                             {"im", imaginary},
                             {"imag(z)", imaginary},
                             {"zimg", imaginary},
                             {"zi", imaginary},
                             {"imagz", imaginary},
                             {"imaginary", imaginary},
                             {"zimaginary", imaginary},
                             {"im[z]", imaginary},
                             {"|z|", modulus},
                             {"z", modulus},
                             {"zmod", modulus},
                             {"modulus", modulus},
                             {"impedance", modulus},
                             {"mod(z)", modulus},
                             {"magnitude", modulus},
                             {"abs(z)", modulus},
                             {"zmodulus", modulus},
                             {"impedancemagnitude", modulus},
                             {"phase", phase},
                             {"zphz", phase},
                             {"phase(z)", phase},
                             {"theta", phase},
                             {"phaseangle", phase},
                             {"zphase", phase},
                             {"phi", phase},
                             {"phaseshift", phase},
                             {"arg(z)", phase},
                             {"zphasedeg", phase},
                             {"impedancephasedegrees", phase}};
  for (const auto& [known, quantity] : kNames) {
    if (name == known) return quantity;
  }
  return std::nullopt;
}

// What a heading says; nothing if it is another column's, a reason if it is one of these but not to be read.
std::expected<std::optional<Heading>, Refused> headingOf(std::string_view field) {
  std::string_view heading = trimmed(field);
  if (heading.size() > 120) return std::nullopt;
  if (heading.size() >= 2 && heading.front() == '"' && heading.back() == '"' && !heading.ends_with("\"\"") &&
      heading.find('"', 1) == heading.size() - 1)
    heading = heading.substr(1, heading.size() - 2);
  std::string text = plainHeading(heading);
  bool isNegated = false;
  if (text.starts_with('-')) {
    isNegated = true;
    text.erase(0, 1);
    // -(Z'')
    if (text.starts_with('(') && text.ends_with(')')) text = text.substr(1, text.size() - 2);
  } else if (lowerCase(text).starts_with("neg")) {
    isNegated = true;
    text.erase(0, 3);
    if (text.starts_with("ative")) text.erase(0, 5);
    if (text.starts_with('.')) text.erase(0, 1);
  }
  // A unit behind a slash, or in brackets where what is before them is a name.
  std::string name = lowerCase(text), unit;
  std::optional<Quantity> quantity = quantityOf(name);
  if (!quantity) {
    std::size_t cut = text.rfind('/');
    if (cut != std::string::npos && lowerCase(text.substr(cut)) == "/s" && cut >= 1 && text[cut - 1] == '1') --cut;
    if (cut != std::string::npos && cut > 0) {
      if (text[cut] == '/') unit = text.substr(cut + 1);
      name = lowerCase(text.substr(0, cut));
      quantity = quantityOf(name);
    }
    for (const auto& [open, close] : {std::pair{'(', ')'}, {'[', ']'}, {'<', '>'}}) {
      const std::size_t at = text.rfind(open);
      if (quantity || at == std::string::npos || at == 0 || !text.ends_with(close)) continue;
      unit = text.substr(at + 1, text.size() - at - 2);
      name = lowerCase(text.substr(0, at));
      quantity = quantityOf(name);
    }
  }
  if (!quantity) return std::nullopt;
  const std::optional<double> factor = unitFactor(*quantity, unit);
  if (!factor) {
    constexpr std::string_view kAllowed[] = {"Hz, mHz, kHz, MHz, GHz", "Ω, mΩ, kΩ, MΩ (ohm), of the cell as measured",
                                             "Ω, mΩ, kΩ, MΩ (ohm), of the cell as measured",
                                             "Ω, mΩ, kΩ, MΩ (ohm), of the cell as measured", "deg, rad"};
    return std::unexpected(Refused{"unit \"" + quotable(unit) + "\" of \"" + quotable(heading) +
                                   "\"; allowed: " + std::string(kAllowed[static_cast<int>(*quantity)]) + "."});
  }
  return Heading{*quantity, isNegated ? -*factor : *factor};
}

struct Columns {
  std::array<std::size_t, 5> place{};  // by Quantity, kNone where there is none
  std::array<double, 5> factor{};
  Separator separator = Separator::comma;
  bool hasParts = false;  // else modulus and phase

  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  bool has(Quantity quantity) const { return place[static_cast<int>(quantity)] != kNone; }
  std::array<Quantity, 3> read() const {
    using enum Quantity;
    return hasParts ? std::array{frequency, real, imaginary} : std::array{frequency, modulus, phase};
  }
};

// Headings between spaces whose unit stands apart from its name, "Freq (Hz)".
std::vector<std::string> withUnits(const std::vector<std::string_view>& fields) {
  std::vector<std::string> joined;
  for (const std::string_view field : fields) {
    if (!joined.empty() && (field.starts_with('(') || field.starts_with('[')))
      joined.back() += field;
    else
      joined.emplace_back(field);
  }
  return joined;
}

// The columns that a line names; nothing if it is no heading, a reason if it is one that is not to be read.
std::expected<std::optional<Columns>, Refused> columnsOf(std::string_view line, Separator separator) {
  Columns columns;
  columns.separator = separator;
  columns.place.fill(Columns::kNone);
  std::optional<Refused> refused;
  const std::vector<std::string> headings = withUnits(fieldsOf(line, separator));
  if (headings.size() < 3) return std::nullopt;
  for (std::size_t i = 0; i < headings.size(); ++i) {
    const auto heading = headingOf(headings[i]);
    if (!heading) {
      if (!refused) refused = heading.error();
      continue;
    }
    if (!*heading) continue;
    const auto quantity = static_cast<std::size_t>((*heading)->quantity);
    if (columns.place[quantity] != Columns::kNone) continue;
    columns.place[quantity] = i;
    columns.factor[quantity] = (*heading)->factor;
  }
  using enum Quantity;
  columns.hasParts = columns.has(real) && columns.has(imaginary);
  if (columns.has(frequency) && (columns.hasParts || (columns.has(modulus) && columns.has(phase)))) return columns;
  if (refused && (columns.has(frequency) || columns.has(real) || columns.has(modulus)))
    return std::unexpected(*refused);
  return std::nullopt;
}

constexpr std::string_view kSeparatorNames[] = {"tabs", "semicolons", "commas", "spaces"};

class Reader {
 public:
  Reader(std::string_view text, ImaginarySign sign) : lines_(linesOf(text)), sign_(sign) {}

  std::expected<Spectrum, std::string> read() {
    spectrum_.kind = kindOf();
    if (auto found = findColumns(); !found) return std::unexpected(std::move(found.error()));
    if (auto rows = readRows(); !rows) return std::unexpected(std::move(rows.error()));
    if (skipped_ > 0)
      spectrum_.notices.push_back(std::to_string(skipped_) + (skipped_ == 1 ? " row" : " rows") +
                                  " without frequency and impedance (0 Hz, 0 Ω) left out.");
    if (std::string refusal = refusalOf(spectrum_.points); !refusal.empty()) return std::unexpected(std::move(refusal));
    tellSign();
    return std::move(spectrum_);
  }

 private:
  bool begins(std::string_view with) const {
    return std::ranges::any_of(lines_.begin(),
                               lines_.begin() + static_cast<long>(std::min<std::size_t>(lines_.size(), 3)),
                               [&](std::string_view line) { return trimmed(line).starts_with(with); });
  }

  std::string kindOf() {
    if (begins("EXPLAIN")) return "Gamry DTA";
    if (begins("EC-Lab ASCII FILE") || begins("BT-Lab ASCII FILE")) return "BioLogic mpt";
    if (begins("ZPLOT2 ASCII")) return "ZPlot z";
    if (begins("\"Z60W Data File") || begins("\"ZPlotW Data File")) return "ZView z";
    if (std::ranges::any_of(lines_, [](std::string_view line) { return trimmed(line).starts_with("<Segment"); }))
      return "VersaStudio par";
    return "";
  }

  std::string at(std::size_t line) const { return "line " + std::to_string(line + 1) + ": "; }

  // The heading, and where the rows begin; or bare columns.
  std::expected<void, std::string> findColumns() {
    std::optional<std::string> refused;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      std::string_view line = lines_[i];
      if (trimmed(line).size() < 5) continue;
      if (const std::size_t definition = line.find("Definition="); spectrum_.kind == "VersaStudio par") {
        if (definition == std::string_view::npos) continue;
        line.remove_prefix(definition + 11);
      }
      std::string_view heading = line;
      // ZView quotes the whole line of headings, which stand between spaces.
      const bool isQuoted = spectrum_.kind == "ZView z" && trimmed(line).starts_with('"');
      if (isQuoted) heading = unquoted(line);
      for (const Separator separator : kSeparators) {
        const auto columns = columnsOf(heading, separator);
        if (!columns) {
          if (!refused) refused = at(i) + columns.error().reason;
          continue;
        }
        if (!*columns) continue;
        columns_ = **columns;
        headingLine_ = i;
        nameKind(lowerCase(heading));
        return beginRows(isQuoted);
      }
    }
    if (refused) return std::unexpected(*refused);
    return bareColumns();
  }

  void nameKind(const std::string& heading) {
    if (!spectrum_.kind.empty()) return;
    if (std::ranges::any_of(
            lines_.begin(), lines_.begin() + static_cast<long>(headingLine_),
            [](std::string_view line) { return trimmed(line) == "A.C. Impedance" || trimmed(line) == "Imp SF"; }))
      spectrum_.kind = "CH Instruments text";
    else if (heading.find("-phase") != std::string::npos && heading.find("frequency") != std::string::npos)
      spectrum_.kind = "NOVA text";
    else if (heading.find("impedance/ohm") != std::string::npos)
      spectrum_.kind = "Zahner text";
    else if (heading.find("zre (ohms)") != std::string::npos)
      spectrum_.kind = "Parstat text";
    else
      spectrum_.kind =
          std::string("table between ") + std::string(kSeparatorNames[static_cast<int>(columns_.separator)]);
  }

  // Past the heading: the line of units of a Gamry file, "End Comments" of ZPlot, empty lines.
  std::expected<void, std::string> beginRows(bool isQuoted) {
    first_ = headingLine_ + 1;
    while (first_ < lines_.size()) {
      const std::string_view line = trimmed(lines_[first_]);
      const bool isUnits = spectrum_.kind == "Gamry DTA" && first_ == headingLine_ + 1;
      if (!line.empty() && !isUnits && line != "End Comments") break;
      ++first_;
    }
    if (first_ == lines_.size())
      return std::unexpected(at(headingLine_) + "a heading without rows below; allowed: 5 rows or more.");
    // Headings and rows may lie between different marks.
    const auto reads = [&](Separator separator) {
      Columns other = columns_;
      other.separator = separator;
      return rowOf(lines_[first_], other, first_).has_value();
    };
    if (!reads(columns_.separator)) {
      const auto* other = std::ranges::find_if(
          kSeparators, [&](Separator s) { return (isQuoted || s != columns_.separator) && reads(s); });
      if (other != std::end(kSeparators)) columns_.separator = *other;
    }
    return {};
  }

  std::expected<void, std::string> bareColumns() {
    for (first_ = 0; first_ < lines_.size() && trimmed(lines_[first_]).empty(); ++first_) {
    }
    if (first_ == lines_.size())
      return std::unexpected("The file is empty; allowed: a table of frequency, Z' and Z''.");
    for (const Separator separator : {Separator::tab, Separator::semicolon, Separator::spaces, Separator::comma}) {
      const std::vector<std::string_view> fields = fieldsOf(lines_[first_], separator);
      if (fields.size() != 3 ||
          !std::ranges::all_of(fields, [&](std::string_view field) { return numberOf(field, separator).has_value(); }))
        continue;
      if (sign_ == ImaginarySign::toldByHeading)
        return std::unexpected(
            at(first_) +
            "three columns without a heading: whether the third is Z'' or −Z'' is not told; allowed: a "
            "heading such as \"f/Hz, Z'/Ω, −Z''/Ω\", or to say which it is.");
      columns_.separator = separator;
      columns_.place = {0, 1, 2, Columns::kNone, Columns::kNone};
      columns_.factor = {1.0, 1.0, sign_ == ImaginarySign::negatedPart ? -1.0 : 1.0, 1.0, 1.0};
      columns_.hasParts = true;
      spectrum_.kind = std::string("bare columns between ") + std::string(kSeparatorNames[static_cast<int>(separator)]);
      return {};
    }
    return std::unexpected(
        at(first_) + "\"" + quotable(trimmed(lines_[first_])) +
        "\": no heading that names the columns in this file; allowed: frequency with Z' and Z'', or with "
        "|Z| and phase, or three bare columns of numbers.");
  }

  // Three numbers of a row, or what is wrong with it.
  std::expected<std::array<double, 3>, std::string> rowOf(std::string_view line, const Columns& columns,
                                                          std::size_t place) const {
    const std::vector<std::string_view> fields = fieldsOf(line, columns.separator);
    constexpr std::string_view kNames[] = {"frequency", "Z'", "Z''", "|Z|", "phase"};
    std::array<double, 3> numbers{};
    const auto quantities = columns.read();
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      const auto quantity = static_cast<std::size_t>(quantities[i]);
      const std::size_t column = columns.place[quantity];
      const std::string where =
          at(place) + "column " + std::to_string(column + 1) + " (" + std::string(kNames[quantity]) + "): ";
      if (column >= fields.size())
        return std::unexpected(where + "missing, the row has " + std::to_string(fields.size()) + " between " +
                               std::string(kSeparatorNames[static_cast<int>(columns.separator)]) +
                               "; allowed: a number such as 1234.5.");
      const std::optional<double> number = numberOf(fields[column], columns.separator);
      if (!number)
        return std::unexpected(where + "\"" + quotable(unquoted(fields[column])) +
                               "\" is no number; allowed: one such as 1234.5, 1234,5 or 1.2345E+003.");
      numbers[i] = *number * columns.factor[quantity];
    }
    return numbers;
  }

  // Whether what is written by this kind of file ends before this line.
  bool isEnd(std::string_view line) const {
    if (spectrum_.kind == "Gamry DTA") return !line.starts_with('\t');
    if (spectrum_.kind == "VersaStudio par") return trimmed(line).starts_with('<');
    return false;
  }

  std::expected<void, std::string> readRows() {
    for (std::size_t i = first_; i < lines_.size(); ++i) {
      const std::string_view line = lines_[i];
      if (isEnd(line)) break;
      if (trimmed(line).empty()) continue;
      const auto row = rowOf(line, columns_, i);
      if (!row) return std::unexpected(row.error());
      const auto& [hertz, first, second] = *row;
      if (hertz == 0.0 && first == 0.0 && second == 0.0) {
        ++skipped_;
        continue;
      }
      if (!(hertz >= kLeastHz && hertz <= kMostHz))
        return std::unexpected(at(i) + "frequency: " + quotedNumber(hertz) + "; allowed: " + shortestText(kLeastHz) +
                               " to " + shortestText(kMostHz) + " Hz.");
      const std::size_t seen = spectrum_.points.size();
      if (seen >= 3 && std::abs(hertz - spectrum_.points[0].frequencyHz) <= 1e-6 * hertz &&
          std::abs(spectrum_.points[seen - 1].frequencyHz - hertz) > 1e-3 * hertz) {
        spectrum_.notices.push_back("From " + at(i).substr(0, at(i).size() - 2) +
                                    " on the frequencies begin again: only the first spectrum is read.");
        break;
      }
      if (seen >= kMostPoints)
        return std::unexpected(at(i) + "more than " + std::to_string(kMostPoints) + " rows; allowed: 5 to " +
                               std::to_string(kMostPoints) + ".");
      Complex ohm{first, second};
      if (!columns_.hasParts) {
        if (std::abs(second) > 100.0)
          return std::unexpected(at(i) + "phase: " + shortestText(second) + " rad; allowed: up to 100 rad.");
        const SineCosine turn = sineCosineReproducible(second);
        ohm = {first * turn.cosine, first * turn.sine};
      }
      if (!(std::abs(ohm.re) <= kMostOhm && std::abs(ohm.im) <= kMostOhm && absolute(ohm) >= kLeastOhm))
        return std::unexpected(at(i) + "an impedance of " + quotedNumber(absolute(ohm)) +
                               " Ω; allowed: 1e-12 to 1e15 Ω.");
      spectrum_.points.push_back({hertz, ohm});
    }
    return {};
  }

  // A column called Z'' that holds -Z'' turns capacitances into inductances.
  void tellSign() {
    const auto above = std::ranges::count_if(spectrum_.points, [](const SpectrumPoint& p) { return p.ohm.im > 0.0; });
    if (2 * static_cast<std::size_t>(above) > spectrum_.points.size())
      spectrum_.notices.push_back("Z'' is above 0 at " + std::to_string(above) + " of " +
                                  std::to_string(spectrum_.points.size()) +
                                  " frequencies, as of an inductance: the column may hold −Z'' instead.");
  }

  std::vector<std::string_view> lines_;
  ImaginarySign sign_;
  Spectrum spectrum_;
  Columns columns_;
  std::size_t headingLine_ = 0, first_ = 0;
  int skipped_ = 0;
};

}  // namespace

std::expected<Spectrum, std::string> readSpectrum(std::string_view text, ImaginarySign sign) {
  if (text.size() > kLongestSpectrumText)
    return std::unexpected("The file has " + std::to_string(text.size() / 1000) + " kB; allowed: up to " +
                           std::to_string(kLongestSpectrumText / 1000) + " kB.");
  if (text.find('\0') != std::string_view::npos)
    return std::unexpected("The file is none of text (it has bytes of 0); allowed: an export as text.");
  return Reader(text, sign).read();
}

}  // namespace cathode
