// SPDX-License-Identifier: MIT
// Amira's and Avizo's files of uniform lattices (.am): a header of words and braces, then arrays, each behind a line
// "@1".
#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/files/text_header.h"
#include "core/files/whole_file.h"

namespace cathode {
namespace {

constexpr std::size_t kLongestHeader = 1 << 20;
constexpr std::uint64_t kLongestNumber = 32;  // as text, with what parts it from the next

struct NamedType {
  std::string_view name;
  NumberType type;
};
constexpr NamedType kTypes[] = {{"byte", NumberType::uint8},    {"short", NumberType::int16},
                                {"ushort", NumberType::uint16}, {"int", NumberType::int32},
                                {"float", NumberType::float32}, {"double", NumberType::float64}};
constexpr std::string_view kTypeNames = "byte, short, ushort, int, float, double";

// The words of a header, braces each one; a text in quotation marks keeps the first of them. Comments are left out.
std::vector<std::string_view> wordsOf(std::string_view header) {
  constexpr std::string_view kAlone = "{}(),=";
  constexpr std::string_view kEnds = "{}(),=\"# \t\r\n";
  std::vector<std::string_view> words;
  for (std::size_t at = 0; at < header.size();) {
    const char c = header[at];
    std::size_t end = at + 1;
    if (c == '#') {
      at = std::min(header.find('\n', at), header.size());
      continue;
    }
    if (c == '"') {
      end = std::min(header.find_first_of("\"\n", at + 1), header.size());
      words.push_back(header.substr(at, end - at));
      at = end + 1;
      continue;
    }
    if (std::string_view(" \t\r\n").contains(c)) {
      ++at;
      continue;
    }
    if (!kAlone.contains(c)) end = std::min(header.find_first_of(kEnds, at), header.size());
    words.push_back(header.substr(at, end - at));
    at = end;
  }
  return words;
}

struct Array {
  std::string_view type, name, place, compression;
};

struct Header {
  std::string sizes;  // of the lattice, x first
  std::string box;    // x from, x to, y from ...
  std::string_view coordinates, unit;
  std::vector<Array> arrays;
};

// What one word after another adds up to, with spaces between.
std::string joined(std::span<const std::string_view> words) {
  std::string text;
  for (const std::string_view word : words) text.append(text.empty() ? "" : " ").append(word);
  return text;
}

std::string_view unquoted(std::string_view word) { return word.starts_with('"') ? word.substr(1) : word; }

Header headerOf(std::string_view text) {
  const std::vector<std::string_view> words = wordsOf(text);
  const auto word = [&](std::size_t at) { return at < words.size() ? words[at] : std::string_view{}; };
  const auto numbersFrom = [&](std::size_t at) {
    std::size_t end = at;
    while (end < words.size() && parseNumber(words[end])) ++end;
    return joined(std::span(words).subspan(std::min(at, words.size()), end - std::min(at, words.size())));
  };
  Header header;
  std::vector<std::string_view> blocks;  // those that a word is in
  for (std::size_t at = 0; at < words.size(); ++at) {
    const std::string_view now = words[at];
    const bool isInParameters = blocks.size() == 1 && blocks[0] == "Parameters";
    if (now == "{") {
      blocks.push_back(at > 0 ? words[at - 1] : std::string_view{});
    } else if (now == "}") {
      if (!blocks.empty()) blocks.pop_back();
    } else if (blocks.empty() && now == "define" && word(at + 1) == "Lattice") {
      header.sizes = numbersFrom(at + 2);
    } else if (isInParameters && now == "BoundingBox") {
      header.box = numbersFrom(at + 1);
    } else if (isInParameters && now == "CoordType") {
      header.coordinates = unquoted(word(at + 1));
    } else if (blocks.size() == 2 && blocks[0] == "Parameters" && blocks[1] == "Units" && now == "Coordinates") {
      header.unit = unquoted(word(at + 1));
    } else if (blocks.size() == 1 && blocks[0] == "Lattice" && word(at + 2) == "}") {
      std::size_t place = at + 3;
      if (word(place) == "=") ++place;
      header.arrays.push_back({now, word(at + 1), word(place), word(place + 1) == "(" ? word(place + 2) : ""});
    }
  }
  return header;
}

// Numbers that were written as text, all in memory.
class HeldReader final : public VolumeFile::Reader {
 public:
  HeldReader(const std::filesystem::path& file, const Shape& extents, std::vector<double> numbers)
      : numbers_(std::move(numbers)) {
    path = file;
    shape = extents;
    type = NumberType::float64;
  }

  std::expected<void, std::string> read(int first, int end, const SamplesVisit& visit) const override {
    const std::size_t plane = std::size_t(shape[1]) * std::size_t(shape[2]);
    const auto* const bytes = reinterpret_cast<const std::byte*>(numbers_.data() + plane * std::size_t(first));
    visit({bytes, plane * std::size_t(end - first), 0, 1});
    return {};
  }

 private:
  std::vector<double> numbers_;
};

OpenedVolume openText(const std::filesystem::path& path, std::size_t at, const Shape& shape, NumberType type) {
  const std::uint64_t needed = voxelCount(shape);
  const auto content = readWhole(path, at + kLongestNumber * needed + kLongestHeader);
  if (!content) return std::unexpected(content.error());
  const bool isOfWholes = type != NumberType::float32 && type != NumberType::float64;
  std::vector<double> numbers;
  std::string_view rest = trimmed(std::string_view(*content).substr(at));
  while (!rest.empty() && !rest.starts_with('@') && numbers.size() <= needed) {
    const std::size_t end = std::min(rest.find_first_of(" \t\r\n"), rest.size());
    const auto number = parseNumber(rest.substr(0, end));
    if (!number || (isOfWholes && *number != std::floor(*number)))
      return refusedField(path, "voxel " + std::to_string(numbers.size()), rest.substr(0, end),
                          isOfWholes ? "a whole number" : "a number");
    numbers.push_back(*number);
    const std::size_t next = rest.find_first_not_of(" \t\r\n", end);
    rest.remove_prefix(std::min(next, rest.size()));
  }
  if (numbers.size() != needed)
    return std::unexpected(ofFile(path, shapeText(shape) + " voxels are " + std::to_string(needed) +
                                            " numbers, but there are " +
                                            (numbers.size() > needed ? "more" : std::to_string(numbers.size())) + "."));
  return std::make_unique<HeldReader>(path, shape, std::move(numbers));
}

// How far apart voxels are: the box reaches from the centres of the first to those of the last ones. Where there is one
// voxel along an axis the box tells its edge.
std::vector<double> edgesOf(std::span<const double> box, const Shape& shape) {
  std::vector<double> edges;
  for (std::size_t axis = 0; axis < 3; ++axis)
    edges.push_back(roundedTo((box[2 * axis + 1] - box[2 * axis]) / std::max(shape[2 - axis] - 1, 1)));
  return edges;
}

}  // namespace

OpenedVolume openAmira(const std::filesystem::path& path) {
  const auto refused = [&](std::string_view field, std::string_view value, std::string_view allowed) {
    return refusedField(path, field, value, allowed);
  };
  const auto head = headOf(path, kLongestHeader);
  if (!head) return std::unexpected(head.error());
  const std::string_view text = head->bytes;
  const std::string_view first = trimmed(text.substr(0, std::min(text.find('\n'), std::size_t(80))));
  const bool isText = first.contains(" ASCII"), isLittle = first.contains(" BINARY-LITTLE-ENDIAN");
  if (!isText && !first.contains(" BINARY"))
    return refused("its first line", first, "ASCII, BINARY, BINARY-LITTLE-ENDIAN");

  const std::size_t section = text.find("\n@");
  const std::size_t at = section == text.npos ? text.npos : text.find('\n', section + 1);
  if (at == text.npos) return refused("the voxels", "", "behind a line of their own such as @1");
  const std::string_view place = wordsOf(text.substr(section, at - section)).front();
  const Header told = headerOf(text.substr(0, section));
  const auto found = std::ranges::find(told.arrays, place, &Array::place);
  if (found == told.arrays.end()) return refused("Lattice", "", "an array of voxels at " + std::string(place));
  const Array& array = *found;
  if (!told.coordinates.empty() && told.coordinates != "uniform")
    return refused("CoordType", told.coordinates, "uniform");
  const auto shape = shapeOfField(path, "define Lattice", told.sizes, 3);
  if (!shape) return std::unexpected(shape.error());
  const auto type = std::ranges::find(kTypes, array.type, &NamedType::name);
  if (type == std::end(kTypes))
    return refused("Lattice { " + std::string(array.name.substr(0, 40)) + " }", array.type, kTypeNames);
  if (!array.compression.empty())
    return refused("the compression of " + std::string(array.place.substr(0, 40)), array.compression,
                   "none (in Amira, save as uncompressed AmiraMesh)");
  OpenedVolume opened;
  if (isText) {
    opened = openText(path, at + 1, *shape, type->type);
  } else {
    const std::uint64_t end = at + 1 + voxelCount(*shape) * bytesOf(type->type);
    // A break of the line follows, and other arrays.
    const bool mayGoOn = told.arrays.size() > 1 || (head->length >= end && head->length - end <= 2);
    opened = openBare(
        path, {.shape = *shape, .type = type->type, .isBigEndian = !isLittle, .at = at + 1, .mayGoOn = mayGoOn});
  }
  if (!opened) return opened;
  if (told.arrays.size() > 1)
    (*opened)->notes.push_back("Of its " + std::to_string(told.arrays.size()) + " arrays the first is taken, " +
                               std::string(array.name.substr(0, 40)) + ".");
  if (!told.box.empty()) {
    const auto box = numbersOf(told.box);
    const auto edges = box && box->size() == 6 ? edgesOf(*box, *shape) : std::vector<double>{};
    const bool isFlat = edges.size() == 3 && (*shape)[0] == 1 && edges[2] == 0;
    const std::span<const double> known(edges.data(), isFlat ? 2 : edges.size());
    if (known.empty() || !areEdges(known))
      return refused("BoundingBox", told.box, "x from, x to, y from, y to, z from, z to, each rising");
    putEdges(**opened, "BoundingBox", known, told.unit);
  }
  return opened;
}

}  // namespace cathode
