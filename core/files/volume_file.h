// SPDX-License-Identifier: MIT
// Segmented volumes in files, read plane by plane: what the page reads, without its limits of memory.
#pragma once

#include <cstdint>
#include <expected>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/voxels/volume.h"

namespace cathode {

// What bare voxels do not tell of themselves.
enum class NumberType : std::uint8_t {
  bool8,
  int8,
  uint8,
  int16,
  uint16,
  int32,
  uint32,
  int64,
  uint64,
  float32,
  float64
};
struct RawLayout {
  Shape shape{};
  NumberType type = NumberType::uint8;
  bool isBigEndian = false;
  std::uint64_t skipBytes = 0;
};

// Of a volume, and of more values than that none is segmented.
inline constexpr std::size_t kMostValues = 32;

// A file whose head has been read. Several threads or processes may read planes of one file, each with its own.
class VolumeFile {
 public:
  // Refuses, naming the file: what is not there, cut short, of an unknown kind or compressed in a way that is not read.
  // `raw` says of bare voxels (.raw, .bin, .dat) what they do not; others refuse it. A folder is one of TIFF slices.
  // What a damaged or grey file holds is told as its planes are read.
  static std::expected<VolumeFile, std::string> open(const std::filesystem::path& path,
                                                     const std::optional<RawLayout>& raw = {});
  VolumeFile(VolumeFile&&) noexcept;
  VolumeFile& operator=(VolumeFile&&) noexcept;
  ~VolumeFile();

  const Shape& shape() const;
  const std::optional<Spacing>& voxelUm() const;  // edges of a voxel along z, y, x, where the file tells them
  const std::vector<std::string>& notes() const;  // what a person should know about how the file was read

  // The distinct values of the planes z = first ... end - 1, ascending. Refuses values that are not finite, and more
  // than kMostValues of them.
  std::expected<std::vector<double>, std::string> values(int first, int end) const;

  // Of each voxel of those planes, in C order, the place of its value among `values`, which are ascending and hold all
  // that there are.
  std::expected<void, std::string> readLabels(int first, int end, std::span<const double> values,
                                              std::span<std::uint8_t> labels) const;

  struct Reader;  // core/files/volume_reader.h
  const Reader& reader() const { return *reader_; }

 private:
  explicit VolumeFile(std::unique_ptr<Reader> reader);
  std::unique_ptr<Reader> reader_;
};

// A whole volume in memory: a byte a voxel.
struct LabelVolume {
  std::vector<std::uint8_t> labels;  // in C order: the place of each voxel's value among `values`
  Shape shape{};
  std::vector<double> values;  // ascending
  std::optional<Spacing> voxelUm;
};

// Reads it in one pass.
std::expected<LabelVolume, std::string> readVolume(const VolumeFile& file);

// What a volume is recognised by, whatever file it lies in: CRC-32 of its labels in C order, as eight hexadecimal
// digits, behind its shape: "64x64x64-1c291ca3". That of a part can be put together from those of its planes.
std::string fingerprintOf(const Shape& shape, std::span<const std::uint8_t> labels);
std::uint32_t crcOf(std::span<const std::uint8_t> labels);
std::uint32_t joinedCrc(std::uint32_t first, std::uint32_t second, std::uint64_t bytesOfSecond);
std::string fingerprintOf(const Shape& shape, std::uint32_t crc);

}  // namespace cathode
