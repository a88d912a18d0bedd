// SPDX-License-Identifier: MIT
// What each kind of file gives to VolumeFile: its shape, and its numbers in pieces.
#pragma once

#include <functional>

#include "core/files/volume_file.h"

namespace cathode {

// Voxels along an axis, and in all, of what is read at all: more is what a damaged head tells.
inline constexpr std::int64_t kMostExtent = 1 << 20;
inline constexpr std::uint64_t kMostFileVoxels = std::uint64_t{1} << 44;

inline constexpr std::size_t bytesOf(NumberType type) {
  constexpr std::size_t kBytes[] = {1, 1, 1, 2, 2, 4, 4, 8, 8, 4, 8};
  return kBytes[static_cast<std::size_t>(type)];
}

// Numbers in this machine's order of bytes. Number i is that of voxel `to` + i `stride`, counted in C order from the
// first voxel of the planes that were asked for.
struct Samples {
  const std::byte* bytes;
  std::size_t count;
  std::size_t to, stride;
};
// False ends the reading.
using SamplesVisit = std::function<bool(const Samples&)>;

struct VolumeFile::Reader {
  std::filesystem::path path;
  Shape shape{};
  NumberType type = NumberType::uint8;
  std::optional<Spacing> voxelUm;
  std::vector<std::string> notes;

  virtual ~Reader() = default;
  // Tells all numbers of the planes z = first ... end - 1, in any order.
  virtual std::expected<void, std::string> read(int first, int end, const SamplesVisit& visit) const = 0;
};

using OpenedVolume = std::expected<std::unique_ptr<VolumeFile::Reader>, std::string>;

// Numbers that lie in a file as they are, one behind the other.
struct BareNumbers {
  Shape shape{};
  NumberType type = NumberType::uint8;
  bool isBigEndian = false;
  bool isFortran = false;  // z runs fastest
  std::uint64_t at = 0;    // bytes before them
  bool mayGoOn = false;    // whether the file may hold more behind them
};
// Refuses a file that does not have just these.
OpenedVolume openBare(const std::filesystem::path& path, const BareNumbers& numbers);
// The same in a stream of zlib or gzip, inflated as it is read.
OpenedVolume openInflated(const std::filesystem::path& path, const BareNumbers& numbers);
OpenedVolume openNpy(const std::filesystem::path& path);
OpenedVolume openMetaImage(const std::filesystem::path& path);
OpenedVolume openNrrd(const std::filesystem::path& path);
OpenedVolume openAmira(const std::filesystem::path& path);
OpenedVolume openTiff(const std::filesystem::path& path);
// A folder of TIFF files, each a slice.
OpenedVolume openSlices(const std::filesystem::path& folder);

// "NAME: what", where a sentence names a file.
std::string ofFile(const std::filesystem::path& path, std::string_view what);
// Extents told by a file (z, y, x), or why they are not taken.
std::expected<Shape, std::string> checkedShape(std::span<const std::int64_t> extents);
std::string shapeText(const Shape& shape);

// The first bytes of a regular file, up to so many, and how long it is.
struct FileHead {
  std::string bytes;
  std::uint64_t length;
};
std::expected<FileHead, std::string> headOf(const std::filesystem::path& path, std::size_t most);

}  // namespace cathode
