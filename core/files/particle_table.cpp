// SPDX-License-Identifier: MIT
#include "core/files/particle_table.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <set>

#include "core/base/number_text.h"
#include "core/files/natural_order.h"
#include "core/files/volume_file.h"

namespace cathode {
namespace {

using Refusal = std::unexpected<std::string>;

enum class Column : std::uint8_t {
  kind,
  x,
  y,
  z,
  toX,
  toY,
  toZ,
  radius,
  diameter,
  label,
  phase,
  shell,
  shellLabel,
  boxX,
  boxY,
  boxZ,
  periodic,
  background
};
constexpr std::size_t kColumns = 18;

// Names of columns as they are compared: small, without marks.
struct NamedColumn {
  Column column;
  bool isLength;
  std::array<std::string_view, 7> names;
};
constexpr std::array<NamedColumn, kColumns> kNamed{{
    {Column::kind, false, {"kind", "shape"}},
    {Column::x, true, {"x", "posx", "positionx", "centerx", "centrex", "cx", "points0"}},
    {Column::y, true, {"y", "posy", "positiony", "centery", "centrey", "cy", "points1"}},
    {Column::z, true, {"z", "posz", "positionz", "centerz", "centrez", "cz", "points2"}},
    {Column::toX, true, {"tox"}},
    {Column::toY, true, {"toy"}},
    {Column::toZ, true, {"toz"}},
    {Column::radius, true, {"radius", "r", "rad"}},
    {Column::diameter, true, {"diameter", "d", "diam"}},
    {Column::label, false, {"label", "type", "material"}},
    {Column::phase, false, {"phase", "phasename", "species"}},
    {Column::shell, true, {"shell", "shellthickness"}},
    {Column::shellLabel, false, {"shelllabel", "shellphase", "shelltype"}},
    {Column::boxX, true, {"boxx"}},
    {Column::boxY, true, {"boxy"}},
    {Column::boxZ, true, {"boxz"}},
    {Column::periodic, false, {"periodic"}},
    {Column::background, false, {"background"}},
}};
constexpr std::string_view kKnown =
    "x, y, z, radius or diameter, label, phase, shell, shell label, and for cylinders kind, to x, to y, to z; box x, "
    "box y, "
    "box z, periodic, background";
constexpr std::string_view kBackgroundName = "background";
constexpr std::string_view kOneLabel = "1";  // where the file tells none

// Particles of composites are 0.01 to 1000 um across.
constexpr double kSmallestLikelyUm = 0.005;
constexpr double kMmUm = 1e3, kMetreUm = 1e6;

std::string small(std::string_view text) {
  std::string copy(text);
  std::ranges::transform(copy, copy.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return copy;
}

// What such codes write beside, and no geometry needs.
bool isBeside(std::string_view name) {
  constexpr std::string_view kWords[] = {"id",   "particleid", "particle", "index", "number",  "no",
                                         "mass", "density",    "volume",   "mol",   "program", "link"};
  constexpr std::string_view kVectors[] = {"v", "f", "w", "omega", "velocity", "force", "torque", "angvel", "t", "i"};
  if (std::ranges::find(kWords, name) != std::end(kWords)) return true;
  if (name.size() < 2 || name.back() < 'x' || name.back() > 'z') return false;
  return std::ranges::find(kVectors, name.substr(0, name.size() - 1)) != std::end(kVectors);
}

// A head as it is compared, and the unit that it tells.
struct Head {
  std::string name;
  std::optional<double> unitUm;
};

std::optional<double> unitUmOf(const std::string& word) {
  constexpr std::string_view kMicrometres[] = {"um",         "µm",          "μm",         "micron",     "microns",
                                               "micrometer", "micrometers", "micrometre", "micrometres"};
  if (std::ranges::find(kMicrometres, word) != std::end(kMicrometres)) return 1;
  if (word == "nm") return 1e-3;
  if (word == "mm") return kMmUm;
  if (word == "cm") return 1e4;
  if (word == "m") return kMetreUm;
  return {};
}

Head headOf(std::string_view text) {
  constexpr std::string_view kSeparators = " \t_/,([", kClosing = " \t)]";
  text = trimmedCell(text);
  Head head;
  const std::size_t last = text.find_last_not_of(kClosing);
  const std::string_view body = last == text.npos ? std::string_view{} : text.substr(0, last + 1);
  const std::size_t separator = body.find_last_of(kSeparators);
  std::string_view name = text;
  if (separator != body.npos) {
    head.unitUm = unitUmOf(small(body.substr(separator + 1)));
    if (head.unitUm) {
      const std::size_t before = body.substr(0, separator).find_last_not_of(kSeparators);
      name = before == body.npos ? std::string_view{} : body.substr(0, before + 1);
    }
  }
  for (const char c : small(name)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) head.name += c;
  }
  return head;
}

std::string inQuotes(std::string_view text) { return "\"" + std::string(text.substr(0, 40)) + "\""; }

// Which column holds what, and reading the cells of rows, refused by row and column.
class Reader {
 public:
  Reader(const CsvLines& lines, const std::string& file) : lines_(lines), file_(file) {}

  std::expected<void, std::string> findColumns();

  bool has(Column column) const { return at(column).has_value(); }
  bool isUnitTold() const { return isUnitTold_; }
  std::string where(std::size_t row, Column column) const {
    return file_ + ", row " + std::to_string(row) + ", " + std::string(lines_.cell(0, at(column).value_or(0)));
  }
  std::string_view text(std::size_t row, Column column) const {
    return has(column) ? trimmedCell(lines_.cell(row, *at(column))) : std::string_view{};
  }
  // Numbers in um, or as they stand where no unit is told. The first that is refused is kept.
  double place(std::size_t row, Column column) {
    return number(row, column, "a number", [](double) { return true; });
  }
  double above0(std::size_t row, Column column) {
    return number(row, column, "a number above 0", [](double value) { return value > 0; });
  }
  double from0(std::size_t row, Column column) {
    return number(row, column, "a number from 0", [](double value) { return value >= 0; });
  }
  const std::string& refusal() const { return refusal_; }

 private:
  const std::optional<std::size_t>& at(Column column) const { return at_[static_cast<std::size_t>(column)]; }

  template <typename IsAllowed>
  double number(std::size_t row, Column column, std::string_view allowed, IsAllowed isAllowed) {
    std::string given(text(row, column));
    if (constexpr std::string_view kMinus = "\xe2\x88\x92"; given.starts_with(kMinus))
      given.replace(0, kMinus.size(), "-");
    const auto value = parseNumber(given);
    if (!value || !isAllowed(*value)) {
      if (refusal_.empty())
        refusal_ = where(row, column) + ": " + (given.empty() ? "nothing" : inQuotes(text(row, column))) +
                   "; allowed: " + std::string(allowed) + ".";
      return 0;
    }
    const auto& unit = units_[static_cast<std::size_t>(column)];
    return unit ? *value * *unit : *value;
  }

  const CsvLines& lines_;
  const std::string& file_;
  std::array<std::optional<std::size_t>, kColumns> at_;
  std::array<std::optional<double>, kColumns> units_;
  bool isUnitTold_ = false;
  std::string refusal_;
};

std::expected<void, std::string> Reader::findColumns() {
  std::vector<std::string> strange;
  for (std::size_t column = 0; column < lines_.cells(0); ++column) {
    const std::string_view text = lines_.cell(0, column);
    const Head head = headOf(text);
    const auto known = std::ranges::find_if(kNamed, [&](const NamedColumn& one) {
      return !head.name.empty() && std::ranges::find(one.names, head.name) != one.names.end();
    });
    if (known == kNamed.end()) {
      if (!head.name.empty() && !isBeside(head.name)) strange.push_back(inQuotes(text));
      continue;
    }
    const auto index = static_cast<std::size_t>(known->column);
    if (at_[index]) return Refusal(file_ + ": two columns tell " + inQuotes(text) + "; allowed: one.");
    at_[index] = column;
    units_[index] = head.unitUm;
  }
  const auto lacks = [&](std::string_view what) {
    std::string heads;
    for (std::size_t column = 0; column < std::min<std::size_t>(lines_.cells(0), 12); ++column)
      heads.append(column ? ", " : "").append(lines_.cell(0, column).substr(0, 40));
    return Refusal(file_ + ": no column for " + std::string(what) + "; its first row is \"" + heads +
                   "\". Columns that are read: " + std::string(kKnown) + ".");
  };
  for (const auto& [column, name] : {std::pair{Column::x, "x"}, std::pair{Column::y, "y"}, std::pair{Column::z, "z"}}) {
    if (!has(column)) return lacks(name);
  }
  if (!has(Column::radius) && !has(Column::diameter)) return lacks("radius or diameter");
  if (has(Column::radius) && has(Column::diameter))
    return Refusal(file_ + ": columns for radius and for diameter; allowed: one of the two.");
  if (!strange.empty()) {
    std::string names = strange[0];
    for (std::size_t i = 1; i < std::min<std::size_t>(strange.size(), 5); ++i) names += ", " + strange[i];
    return Refusal(file_ + ": unknown " + (strange.size() > 1 ? "columns " : "column ") + names +
                   ". Columns that are read: " + std::string(kKnown) + ". Take away the others, or name them so.");
  }
  std::optional<Column> without;
  for (const NamedColumn& one : kNamed) {
    if (!one.isLength || !has(one.column)) continue;
    if (units_[static_cast<std::size_t>(one.column)]) {
      isUnitTold_ = true;
    } else if (!without) {
      without = one.column;
    }
  }
  if (isUnitTold_ && without)
    return Refusal(file_ + ": column " + inQuotes(lines_.cell(0, *at(*without))) +
                   " tells no unit, others do; allowed: a unit for each length, or for none.");
  return {};
}

// Numbers for what particles are told to be of: their own where all are whole numbers that a label may have and none is
// that of the background; otherwise 1, 2, 3 ... in the order of their names.
using Labels = std::map<std::string, int, std::less<>>;
std::expected<Labels, std::string> labelsOf(std::vector<std::string> told, std::string_view background,
                                            bool isBackgroundTold, const std::string& file) {
  sortNaturally(told);
  if (told.size() + 1 > kMostValues)
    return Refusal(file + ": " + std::to_string(told.size()) + " labels, " + told[0] + ", " + told[1] + ", " + told[2] +
                   " ...; allowed: up to " + std::to_string(kMostValues - 1) + " and the background.");
  const auto isLabel = [](const std::string& name) {
    return name.size() <= 3 && std::ranges::all_of(name, [](char c) { return c >= '0' && c <= '9'; }) &&
           std::stoi(name) < 256;
  };
  Labels labels;
  if (std::ranges::all_of(told, isLabel) && (isBackgroundTold || std::ranges::find(told, background) == told.end())) {
    for (const std::string& name : told) labels[name] = std::stoi(name);
    return labels;
  }
  int next = 1;
  for (const std::string& name : told) {
    if (std::to_string(next) == background) ++next;
    labels[name] = next++;
  }
  return labels;
}

// Collects names, each once, in the order in which they come.
class Told {
 public:
  void add(std::string_view name) {
    if (name == latest_ && !names_.empty()) return;
    latest_ = name;
    if (seen_.emplace(name).second) names_.emplace_back(name);
  }
  std::vector<std::string> names_;

 private:
  std::set<std::string, std::less<>> seen_;
  std::string latest_;
};

// What a person may call labels.
using LabelNames = std::map<int, std::string>;

std::string phaseName(int label, int background, const LabelNames& names) {
  const auto own = names.find(label);
  std::string name = own == names.end() ? std::to_string(label) : own->second;
  if (!std::ranges::all_of(name, [](char c) { return c >= '0' && c <= '9'; })) return name;
  return label == background ? std::string(kBackgroundName) : "label " + name;
}

std::string roundedText(double value) { return significantText(value, 4); }

struct Bodies {
  std::vector<Body> bodies;  // labels as the table has them
  PlaceUm from{}, to{};
  bool isBoxGiven = false;
  std::optional<bool> isPeriodic;
  int background = 0;
};

// The box that bodies reach.
void putReach(Bodies& read) {
  read.from.fill(std::numeric_limits<double>::infinity());
  read.to.fill(-std::numeric_limits<double>::infinity());
  for (const Body& body : read.bodies) {
    const double reach = body.radiusUm + (body.kind == BodyKind::sphere ? body.shellUm : 0);
    for (const PlaceUm* end : {&body.fromUm, &body.toUm}) {
      if (end == &body.toUm && body.kind == BodyKind::sphere) continue;
      for (std::size_t axis = 0; axis < 3; ++axis) {
        read.from[axis] = std::min(read.from[axis], (*end)[axis] - reach);
        read.to[axis] = std::max(read.to[axis], (*end)[axis] + reach);
      }
    }
  }
}

// What lengths without a unit are most likely in.
double likelyUnitUm(const std::vector<Body>& bodies) {
  std::vector<double> radii;
  for (const Body& body : bodies) radii.push_back(body.radiusUm);
  const auto middle = radii.begin() + std::ptrdiff_t(radii.size() / 2);
  std::ranges::nth_element(radii, middle);
  if (*middle >= kSmallestLikelyUm) return 1;
  return *middle * kMmUm >= kSmallestLikelyUm && *middle > 1e-4 ? kMmUm : kMetreUm;
}

// Moves bodies into a box that begins at 0, and refuses those that no part of it holds.
std::expected<void, std::string> place(Geometry& geometry, const Bodies& read, double scale, const std::string& file,
                                       std::vector<std::string>& notes) {
  std::size_t outside = 0;
  std::string first;
  geometry.bodies.reserve(read.bodies.size());
  for (std::size_t i = 0; i < read.bodies.size(); ++i) {
    Body body = read.bodies[i];
    for (std::size_t axis = 0; axis < 3; ++axis) {
      body.fromUm[axis] = (body.fromUm[axis] - read.from[axis]) * scale;
      body.toUm[axis] = body.kind == BodyKind::sphere ? 0 : (body.toUm[axis] - read.from[axis]) * scale;
    }
    body.radiusUm *= scale;
    body.shellUm *= scale;
    const double reach = body.radiusUm + body.shellUm;
    for (std::size_t axis = 0; axis < 3; ++axis) {
      const double a = body.fromUm[axis], b = body.kind == BodyKind::sphere ? a : body.toUm[axis];
      if (std::max(a, b) + reach >= 0 && std::min(a, b) - reach <= geometry.boxUm[axis]) continue;
      if (first.empty())
        first = "row " + std::to_string(i + 1) + ": " + "zyx"[axis] + " " + significantText(a, 6) +
                " µm from the box's beginning, radius " + roundedText(body.radiusUm) + " µm";
      ++outside;
      break;
    }
    geometry.bodies.push_back(body);
  }
  if (outside == 0) return {};
  const std::string count = std::to_string(outside) + " of " + std::to_string(read.bodies.size()) +
                            (outside == 1 ? " lies" : " lie") + " outside the box of " +
                            roundedText(geometry.boxUm[0]) + " x " + roundedText(geometry.boxUm[1]) + " x " +
                            roundedText(geometry.boxUm[2]) + " µm (z, y, x)";
  if (!geometry.isPeriodic)
    return Refusal(file + ", " + first + ": " + count +
                   "; allowed: bodies of which some is within it. Take a larger box, or a periodic one.");
  notes.push_back("Of the bodies " + count + "; they count where they come in at the other side.");
  return {};
}

}  // namespace

std::expected<NamedGeometry, std::string> geometryOfTable(const CsvLines& lines, const std::string& file,
                                                          const TableChoices& choices) {
  if (lines.count() < 2)
    return Refusal(file + ": no rows below the heads; allowed: 1 to " + std::to_string(kMostBodies) + " particles.");
  if (lines.count() - 1 > kMostBodies)
    return Refusal(file + ": " + std::to_string(lines.count() - 1) + " particles; allowed: up to " +
                   std::to_string(kMostBodies) + ".");
  Reader read(lines, file);
  if (auto found = read.findColumns(); !found) return Refusal(found.error());

  const std::string background(read.text(1, Column::background).empty() ? "0" : read.text(1, Column::background));
  const Column labelColumn = read.has(Column::label) ? Column::label : Column::phase;
  Told told;
  for (std::size_t row = 1; row < lines.count(); ++row) {
    const std::string_view own = read.has(labelColumn) ? read.text(row, labelColumn) : kOneLabel;
    if (own.empty())
      return Refusal(read.where(row, labelColumn) + ": nothing; allowed: a label, as a number or a name.");
    told.add(own);
    if (const std::string_view shell = read.text(row, Column::shell); !shell.empty() && parseNumber(shell) != 0.0) {
      const std::string_view label = read.text(row, Column::shellLabel);
      if (label.empty())
        return Refusal(read.has(Column::shellLabel)
                           ? read.where(row, Column::shellLabel) + ": nothing; allowed: the label of the shell."
                           : file + ": no column for shell label, which shells need.");
      told.add(label);
    }
  }
  const auto labels = labelsOf(told.names_, background, read.has(Column::background), file);
  if (!labels) return Refusal(labels.error());
  LabelNames names;
  for (const auto& [name, label] : *labels) names[label] = name;

  Bodies all;
  if (read.has(Column::background)) {
    const auto number = parseNumber(background);
    if (!number || *number < 0 || *number > 255 || *number != std::floor(*number))
      return Refusal(read.where(1, Column::background) + ": " + inQuotes(background) +
                     "; allowed: whole numbers, 0 to 255.");
    all.background = static_cast<int>(*number);
  }
  const auto labelOf = [&](std::string_view name) {
    const auto found = labels->find(name);
    return static_cast<std::uint8_t>(found == labels->end() ? 0 : found->second);
  };
  all.bodies.reserve(lines.count() - 1);
  for (std::size_t row = 1; row < lines.count(); ++row) {
    const std::string kind = small(read.text(row, Column::kind));
    const std::string_view own = read.text(row, labelColumn);
    Body body;
    body.fromUm[0] = read.place(row, Column::z);
    body.fromUm[1] = read.place(row, Column::y);
    body.fromUm[2] = read.place(row, Column::x);
    body.radiusUm =
        read.has(Column::radius) ? read.above0(row, Column::radius) : read.above0(row, Column::diameter) / 2;
    body.label = labelOf(own.empty() ? kOneLabel : own);
    if (labelColumn == Column::label && !read.text(row, Column::phase).empty())
      names[body.label] = read.text(row, Column::phase);
    if (kind == "cylinder") {
      body.kind = BodyKind::cylinder;
      body.toUm = {read.place(row, Column::toZ), read.place(row, Column::toY), read.place(row, Column::toX)};
    } else if (kind.empty() || kind == "sphere") {
      if (!read.text(row, Column::shell).empty()) body.shellUm = read.from0(row, Column::shell);
      if (body.shellUm > 0) body.shellLabel = labelOf(read.text(row, Column::shellLabel));
    } else if (read.refusal().empty()) {
      return Refusal(read.where(row, Column::kind) + ": " + inQuotes(kind) + "; allowed: sphere, cylinder.");
    }
    if (!read.refusal().empty()) return Refusal(read.refusal());
    all.bodies.push_back(body);
  }

  NamedGeometry named;
  all.isBoxGiven = read.has(Column::boxX) && read.has(Column::boxY) && read.has(Column::boxZ);
  if (all.isBoxGiven) {
    all.to = {read.above0(1, Column::boxZ), read.above0(1, Column::boxY), read.above0(1, Column::boxX)};
    if (!read.refusal().empty()) return Refusal(read.refusal());
  } else {
    putReach(all);
    if (!choices.fromTo) named.notes.emplace_back("The file tells no box: taken is what its bodies reach.");
  }
  if (choices.fromTo) std::tie(all.from, all.to) = std::pair((*choices.fromTo)[0], (*choices.fromTo)[1]);
  if (read.has(Column::periodic)) {
    const std::string word = small(read.text(1, Column::periodic));
    if (word == "true" || word == "1" || word == "yes") {
      all.isPeriodic = true;
    } else if (word == "false" || word == "0" || word == "no") {
      all.isPeriodic = false;
    } else {
      return Refusal(read.where(1, Column::periodic) + ": " + inQuotes(word) + "; allowed: true, false.");
    }
  } else if (!choices.isPeriodic) {
    named.notes.emplace_back(
        "The file does not tell whether bodies go on around its sides: they are taken to end there.");
  }
  if (!read.has(Column::label) && !read.has(Column::phase))
    named.notes.emplace_back("The file tells no labels: all particles are of one phase.");

  std::set<int> used{all.background};
  for (const Body& body : all.bodies) {
    used.insert(body.label);
    if (body.shellUm > 0) used.insert(body.shellLabel);
  }
  if (used.size() > kMostValues)
    return Refusal(file + ": " + std::to_string(used.size()) + " labels; allowed: up to " +
                   std::to_string(kMostValues) + ", the background's among them.");
  std::array<std::uint8_t, 256> dense{};
  for (const int label : used) {
    dense[std::size_t(label)] = static_cast<std::uint8_t>(named.names.size());
    named.names.push_back(phaseName(label, all.background, names));
  }
  for (Body& body : all.bodies) {
    body.label = dense[body.label];
    body.shellLabel = body.shellUm > 0 ? dense[body.shellLabel] : std::uint8_t{0};
  }

  double scale = 1;
  if (!read.isUnitTold()) {
    scale = choices.unitUm.value_or(likelyUnitUm(all.bodies));
    if (!choices.unitUm)
      named.notes.push_back(std::string("The file tells no unit of its lengths: by its radii they are taken for ") +
                            (scale == 1       ? "µm."
                             : scale == kMmUm ? "mm."
                                              : "m."));
  }
  Geometry& geometry = named.geometry;
  geometry.isPeriodic = choices.isPeriodic.value_or(all.isPeriodic.value_or(false));
  geometry.background = dense[std::size_t(all.background)];
  for (std::size_t axis = 0; axis < 3; ++axis) {
    if (!(all.to[axis] > all.from[axis]))
      return Refusal(file + ": box along " + "zyx"[axis] + ": from " + quotedNumber(all.from[axis]) + " to " +
                     quotedNumber(all.to[axis]) + "; allowed: an end above the beginning.");
    geometry.boxUm[axis] = (all.to[axis] - all.from[axis]) * scale;
  }
  if (auto placed = place(geometry, all, scale, file, named.notes); !placed) return Refusal(placed.error());
  return named;
}

}  // namespace cathode
