// SPDX-License-Identifier: MIT
// NRRD headers, with their bytes behind them (.nrrd) or in a file of their own (.nhdr), as Teem, ITK and 3D Slicer have
// them https://teem.sourceforge.net/nrrd/format.html
#include <algorithm>
#include <cmath>
#include <map>

#include "core/base/number_text.h"
#include "core/files/text_header.h"

namespace cathode {
namespace {

constexpr std::size_t kLongestHeader = 1 << 16;
constexpr double kMostSkipped = 1e12;

struct NamedType {
  std::string_view name;
  NumberType type;
};
constexpr NamedType kTypes[] = {{"signed char", NumberType::int8},
                                {"int8", NumberType::int8},
                                {"int8_t", NumberType::int8},
                                {"uchar", NumberType::uint8},
                                {"unsigned char", NumberType::uint8},
                                {"uint8", NumberType::uint8},
                                {"uint8_t", NumberType::uint8},
                                {"short", NumberType::int16},
                                {"short int", NumberType::int16},
                                {"signed short", NumberType::int16},
                                {"signed short int", NumberType::int16},
                                {"int16", NumberType::int16},
                                {"int16_t", NumberType::int16},
                                {"ushort", NumberType::uint16},
                                {"unsigned short", NumberType::uint16},
                                {"unsigned short int", NumberType::uint16},
                                {"uint16", NumberType::uint16},
                                {"uint16_t", NumberType::uint16},
                                {"int", NumberType::int32},
                                {"signed int", NumberType::int32},
                                {"int32", NumberType::int32},
                                {"int32_t", NumberType::int32},
                                {"uint", NumberType::uint32},
                                {"unsigned int", NumberType::uint32},
                                {"uint32", NumberType::uint32},
                                {"uint32_t", NumberType::uint32},
                                {"longlong", NumberType::int64},
                                {"long long", NumberType::int64},
                                {"long long int", NumberType::int64},
                                {"signed long long", NumberType::int64},
                                {"signed long long int", NumberType::int64},
                                {"int64", NumberType::int64},
                                {"int64_t", NumberType::int64},
                                {"ulonglong", NumberType::uint64},
                                {"unsigned long long", NumberType::uint64},
                                {"unsigned long long int", NumberType::uint64},
                                {"uint64", NumberType::uint64},
                                {"uint64_t", NumberType::uint64},
                                {"float", NumberType::float32},
                                {"double", NumberType::float64}};

struct Header {
  std::map<std::string, std::string, std::less<>> fields;
  std::size_t end = 0;  // of the header

  std::string_view operator[](std::string_view key) const {
    const auto found = fields.find(key);
    return found == fields.end() ? std::string_view{} : std::string_view(found->second);
  }
};

// Fields have two spellings, "data file" and "datafile": by the one without spaces, in small letters.
std::string keyOf(std::string_view told) {
  std::string key;
  for (const char c : told) {
    if (c != ' ') key += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  return key;
}

// The fields down to the empty line, or to the end of a file that has its bytes elsewhere.
std::expected<Header, std::string> headerOf(std::string_view text, bool isWhole) {
  Header header;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    if (end == text.npos && !isWhole) break;
    const std::string_view line = trimmed(text.substr(at, std::min(end, text.size()) - at));
    const bool isFirst = at == 0;
    at = std::min(end, text.size() - 1) + 1;
    header.end = at;
    if (line.empty()) return header;
    if (isFirst || line.starts_with('#')) continue;
    const std::size_t colon = line.find(':');
    if (colon == line.npos)
      return std::unexpected("the line \"" + std::string(line.substr(0, 40)) +
                             "\" of the NRRD header is none; allowed: field: value.");
    if (line.substr(colon).starts_with(":=")) continue;
    header.fields[keyOf(line.substr(0, colon))] = std::string(trimmed(line.substr(colon + 1)));
  }
  if (isWhole && header.fields.contains("datafile")) return header;
  return std::unexpected("the NRRD header does not end with an empty line within its first " +
                         std::to_string(text.size()) + " bytes.");
}

// The lengths of "(a,b,c) (d,e,f) (g,h,i)", which are to be perpendicular; nothing of others.
std::optional<std::vector<double>> lengthsOf(std::string_view directions) {
  std::vector<std::vector<double>> vectors;
  for (directions = trimmed(directions); !directions.empty(); directions = trimmed(directions)) {
    const std::size_t close = directions.find(')');
    if (!directions.starts_with('(') || close == directions.npos || vectors.size() == 3) return {};
    std::string inside(directions.substr(1, close - 1));
    std::ranges::replace(inside, ',', ' ');
    const auto vector = numbersOf(inside);
    if (!vector || vector->empty() || vector->size() > 3) return {};
    vectors.push_back(*vector);
    directions.remove_prefix(close + 1);
  }
  const auto product = [](const std::vector<double>& a, const std::vector<double>& b) {
    double sum = 0;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) sum += a[i] * b[i];
    return sum;
  };
  std::vector<double> lengths;
  for (std::size_t i = 0; i < vectors.size(); ++i) {
    lengths.push_back(std::sqrt(product(vectors[i], vectors[i])));
    for (std::size_t j = 0; j < i; ++j) {
      if (!(std::abs(product(vectors[i], vectors[j])) <= 1e-6 * lengths[i] * lengths[j])) return {};
    }
  }
  return lengths;
}

// The one unit of all axes: "\"mm\" \"mm\" \"mm\"" or "mm mm mm"; what is told as it is where they differ.
std::string unitOf(std::string_view told) {
  std::string words(told);
  std::ranges::replace(words, '"', ' ');
  std::string_view rest = trimmed(words);
  const std::string_view first = rest.substr(0, rest.find(' '));
  for (; !rest.empty(); rest = trimmed(rest.substr(std::min(rest.find(' '), rest.size())))) {
    if (rest.substr(0, rest.find(' ')) != first) return std::string(told);
  }
  return std::string(first);
}

std::expected<void, std::string> putTold(VolumeFile::Reader& reader, const std::filesystem::path& path,
                                         const Header& told, std::size_t axes) {
  if (const auto directions = told["spacedirections"]; !directions.empty()) {
    const auto lengths = lengthsOf(directions);
    if (!lengths || lengths->size() != axes || !areEdges(*lengths))
      return refusedField(path, "space directions", directions,
                          std::to_string(axes) + " vectors at right angles, none of them 0");
    putEdges(reader, "space directions", *lengths, unitOf(told["spaceunits"]));
  } else if (const auto spacings = told["spacings"]; !spacings.empty()) {
    if (keyOf(spacings).contains("nan")) return {};
    const auto edges = numbersOf(spacings);
    if (!edges || edges->size() != axes || !areEdges(*edges))
      return refusedField(path, "spacings", spacings, std::to_string(axes) + " numbers above 0, or nan");
    putEdges(reader, "spacings", *edges, unitOf(told["units"]));
  }
  return {};
}

}  // namespace

OpenedVolume openNrrd(const std::filesystem::path& path) {
  const auto refused = [&](std::string_view field, std::string_view value, std::string_view allowed) {
    return refusedField(path, field, value, allowed);
  };
  const auto head = headOf(path, kLongestHeader);
  if (!head) return std::unexpected(head.error());
  const auto header = headerOf(head->bytes, head->length == head->bytes.size());
  if (!header) return std::unexpected(ofFile(path, header.error()));
  const Header& told = *header;
  const std::string_view dimension = told["dimension"];
  if (dimension != "3" && dimension != "2") return refused("dimension", dimension, "3 (x, y, z) or 2 (x, y)");
  const std::size_t axes = dimension == "3" ? 3 : 2;
  const auto shape = shapeOfField(path, "sizes", told["sizes"], axes);
  if (!shape) return std::unexpected(shape.error());

  const auto type = std::ranges::find(kTypes, told["type"], &NamedType::name);
  if (type == std::end(kTypes))
    return refused("type", told["type"], "int8, uint8, int16, uint16, int32, uint32, int64, uint64, float, double");
  const std::string_view endian = told["endian"], encoding = told["encoding"];
  if (endian != "little" && endian != "big" && (bytesOf(type->type) > 1 || !endian.empty()))
    return refused("endian", endian, "little, big");
  const bool isGzip = encoding == "gzip" || encoding == "gz";
  if (encoding != "raw" && !isGzip) return refused("encoding", encoding, "raw, gzip");
  if (const auto skip = told["lineskip"]; !skip.empty() && skip != "0") return refused("line skip", skip, "0");

  BareNumbers numbers{.shape = *shape, .type = type->type, .isBigEndian = endian == "big", .at = told.end};
  std::filesystem::path file = path;
  if (const auto data = told["datafile"]; !data.empty()) {
    if (data.starts_with("LIST") || data.contains('%')) return refused("data file", data, "the name of one file");
    file = path.parent_path() / data;
    numbers.at = 0;
  }
  const auto beside = headOf(file, 0);
  if (!beside) return std::unexpected(ofFile(path, "data file: " + beside.error()));
  if (const auto skip = told["byteskip"]; !skip.empty() && skip != "0") {
    const auto bytes = parseNumber(skip);
    const bool isCount = bytes && *bytes >= 0 && *bytes <= kMostSkipped && *bytes == std::floor(*bytes);
    if (isGzip || (!isCount && skip != "-1"))
      return refused("byte skip", skip, isGzip ? "0, of compressed voxels" : "a number of bytes, or -1");
    const std::uint64_t needed = voxelCount(*shape) * bytesOf(type->type);
    if (isCount) {
      numbers.at += std::uint64_t(*bytes);
    } else if (beside->length > numbers.at + needed) {
      numbers.at = beside->length - needed;
    }
  }
  auto opened = isGzip ? openInflated(file, numbers) : openBare(file, numbers);
  if (!opened) return opened;
  if (auto put = putTold(**opened, path, told, axes); !put) return std::unexpected(put.error());
  (*opened)->path = path;
  return opened;
}

}  // namespace cathode
