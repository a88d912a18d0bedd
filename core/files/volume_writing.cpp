// SPDX-License-Identifier: MIT
#include "core/files/volume_writing.h"

#include <bit>

#include "core/base/number_text.h"
#include "core/files/whole_file.h"

namespace cathode {
namespace {

static_assert(std::endian::native == std::endian::little, "what is written is little-endian");

std::string npyHead(std::string_view type, const Shape& shape) {
  const std::string header = "{'descr': '" + std::string(type) + "', 'fortran_order': False, 'shape': (" +
                             std::to_string(shape[0]) + ", " + std::to_string(shape[1]) + ", " +
                             std::to_string(shape[2]) + "), }";
  // The numbers begin at a multiple of 64 bytes, behind a line break.
  const std::size_t begin = (10 + header.size() + 1 + 63) / 64 * 64, length = begin - 10;
  std::string head =
      std::string("\x93NUMPY\x01") + '\0' + static_cast<char>(length & 255) + static_cast<char>(length >> 8) + header;
  head.resize(begin - 1, ' ');
  return head + '\n';
}

std::string metaImageHead(const Shape& shape, const std::optional<Spacing>& voxelUm, const std::string& data) {
  const Spacing edges = voxelUm.value_or(kCubes);
  return std::string("ObjectType = Image\nNDims = 3\nComment = ") +
         (voxelUm ? "Spacing in micrometres" : "Spacing in voxels") +
         "\nBinaryData = True\nBinaryDataByteOrderMSB = False\nCompressedData = False\nDimSize = " +
         std::to_string(shape[2]) + " " + std::to_string(shape[1]) + " " + std::to_string(shape[0]) +
         "\nElementSpacing = " + shortestText(edges[2]) + " " + shortestText(edges[1]) + " " + shortestText(edges[0]) +
         "\nElementType = MET_UCHAR\nElementDataFile = " + data + "\n";
}

}  // namespace

std::string volumeNameRefusal(const std::filesystem::path& path) {
  if (path.extension() == ".npy" || path.extension() == ".mhd") return {};
  return path.string() + ": a volume is not written under this name; allowed: .npy, .mhd (with a .raw beside it).";
}

std::expected<void, std::string> writeVolume(const std::filesystem::path& path, const Shape& shape,
                                             std::span<const std::uint8_t> labels,
                                             const std::optional<Spacing>& voxelUm) {
  if (const std::string refusal = volumeNameRefusal(path); !refusal.empty()) return std::unexpected(refusal);
  if (path.extension() == ".npy") return writeWhole(path, npyHead("|u1", shape), labels);
  // The header comes last: without it the other is nothing.
  std::filesystem::path raw = path;
  raw.replace_extension(".raw");
  if (auto written = writeWhole(raw, {}, labels); !written) return written;
  return writeWhole(path, metaImageHead(shape, voxelUm, raw.filename().string()));
}

std::expected<void, std::string> writeField(const std::filesystem::path& path, const Shape& shape,
                                            std::span<const float> numbers) {
  if (path.extension() != ".npy")
    return std::unexpected(path.string() + ": a field is not written under this name; allowed: .npy.");
  const auto bytes = std::as_bytes(numbers);
  return writeWhole(path, npyHead("<f4", shape), {reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
}

}  // namespace cathode
