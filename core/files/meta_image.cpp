// SPDX-License-Identifier: MIT
// MetaImage headers, with their bytes behind them (.mha) or in a file of their own (.mhd), as ParaView and ITK have
// them https://itk.org/Wiki/ITK/MetaIO/Documentation
#include <algorithm>
#include <map>

#include "core/base/number_text.h"
#include "core/files/text_header.h"

namespace cathode {
namespace {

constexpr std::size_t kLongestHeader = 1 << 16;

struct NamedType {
  std::string_view name;
  NumberType type;
};
constexpr NamedType kTypes[] = {{"MET_UCHAR", NumberType::uint8},       {"MET_CHAR", NumberType::int8},
                                {"MET_USHORT", NumberType::uint16},     {"MET_SHORT", NumberType::int16},
                                {"MET_UINT", NumberType::uint32},       {"MET_INT", NumberType::int32},
                                {"MET_ULONG_LONG", NumberType::uint64}, {"MET_LONG_LONG", NumberType::int64},
                                {"MET_FLOAT", NumberType::float32},     {"MET_DOUBLE", NumberType::float64}};

struct Header {
  std::map<std::string, std::string, std::less<>> fields;
  std::size_t end = 0;  // of the header

  std::string_view operator[](std::string_view key) const {
    const auto found = fields.find(key);
    return found == fields.end() ? std::string_view{} : std::string_view(found->second);
  }
};

std::expected<Header, std::string> headerOf(std::string_view text) {
  Header header;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    if (end == text.npos) break;
    const std::string_view line = text.substr(at, end - at);
    at = end + 1;
    const std::size_t equals = line.find('=');
    if (equals == line.npos) {
      if (trimmed(line).empty()) continue;
      return std::unexpected("the line \"" + std::string(trimmed(line).substr(0, 40)) +
                             "\" of the MetaImage header is none; allowed: key = value.");
    }
    const std::string key(trimmed(line.substr(0, equals)));
    header.fields[key] = std::string(trimmed(line.substr(equals + 1)));
    if (key == "ElementDataFile") {
      header.end = at;
      return header;
    }
  }
  return std::unexpected("the MetaImage header ends without ElementDataFile, which comes last.");
}

bool isTrue(std::string_view word) { return word == "True" || word == "true" || word == "1"; }

}  // namespace

OpenedVolume openMetaImage(const std::filesystem::path& path) {
  const auto refused = [&](std::string_view field, std::string_view value, std::string_view allowed) {
    return refusedField(path, field, value, allowed);
  };
  const auto head = headOf(path, kLongestHeader);
  if (!head) return std::unexpected(head.error());
  const auto header = headerOf(head->bytes);
  if (!header) return std::unexpected(ofFile(path, header.error()));
  const Header& told = *header;
  const bool isCompressed = isTrue(told["CompressedData"]);
  if (!told["BinaryData"].empty() && !isTrue(told["BinaryData"]))
    return refused("BinaryData", told["BinaryData"], "True");
  if (const auto channels = told["ElementNumberOfChannels"]; !channels.empty() && channels != "1")
    return refused("ElementNumberOfChannels", channels, "1");
  if (told["NDims"] != "3" && told["NDims"] != "2") return refused("NDims", told["NDims"], "3 (x, y, z) or 2 (x, y)");
  const std::size_t axes = told["NDims"] == "3" ? 3 : 2;

  const auto shape = shapeOfField(path, "DimSize", told["DimSize"], axes);
  if (!shape) return std::unexpected(shape.error());

  const auto type = std::ranges::find(kTypes, told["ElementType"], &NamedType::name);
  if (type == std::end(kTypes)) {
    std::string names;
    for (const NamedType& one : kTypes) names.append(names.empty() ? "" : ", ").append(one.name);
    return refused("ElementType", told["ElementType"], names);
  }
  const bool isBigEndian = isTrue(told["BinaryDataByteOrderMSB"]) || isTrue(told["ElementByteOrderMSB"]);
  const std::string_view skip = told["HeaderSize"];
  if (!skip.empty() && skip != "0" && skip != "-1") {
    if (const auto bytes = numbersOf(skip); !bytes || bytes->size() != 1 || (*bytes)[0] < 0 || (*bytes)[0] > 1e12 ||
                                            (*bytes)[0] != double(std::uint64_t((*bytes)[0])))
      return refused("HeaderSize", skip, "a number of bytes, or -1");
  }

  BareNumbers numbers{.shape = *shape, .type = type->type, .isBigEndian = isBigEndian};
  const std::string_view data = told["ElementDataFile"];
  std::filesystem::path file = path;
  if (data == "LOCAL") {
    numbers.at = told.end;
  } else if (data.empty() || data == "LIST" || data.contains('%')) {
    return refused("ElementDataFile", data, "LOCAL, or the name of one file");
  } else {
    file = path.parent_path() / data;
    const auto beside = headOf(file, 0);
    if (!beside) return std::unexpected(ofFile(path, "ElementDataFile: " + beside.error()));
    const std::uint64_t needed = voxelCount(*shape) * bytesOf(type->type);
    if (skip == "-1" && beside->length > needed) numbers.at = beside->length - needed;
    if (!skip.empty() && skip != "-1") numbers.at = std::uint64_t(*parseNumber(skip));
  }
  if (isCompressed && file != path) numbers.at = 0;
  auto opened = isCompressed ? openInflated(file, numbers) : openBare(file, numbers);
  if (!opened) return opened;

  const std::string_view spacing = told["ElementSpacing"].empty() ? told["ElementSize"] : told["ElementSpacing"];
  if (!spacing.empty()) {
    const auto edges = numbersOf(spacing);
    if (!edges || edges->size() != axes || !areEdges(*edges))
      return refused("ElementSpacing", spacing, std::to_string(axes) + " numbers above 0");
    putEdges(**opened, "ElementSpacing", *edges, told["Comment"] == "Spacing in micrometres" ? "um" : "");
  }
  (*opened)->path = path;
  return opened;
}

}  // namespace cathode
