// SPDX-License-Identifier: MIT
#include "core/files/volume_file.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <type_traits>

#include "core/base/number_text.h"
#include "core/base/out_of_memory.h"
#include "core/files/volume_reader.h"

namespace cathode {
namespace {

constexpr double kLargestWhole = 9007199254740992.0;  // 2^53: from here on doubles miss some

// Turns values into labels as they come.
class Labels {
 public:
  // All values are known, or they are numbered as they are met.
  explicit Labels(std::span<const double> known) : values_(known.begin(), known.end()), isOpen_(false) {}
  Labels() = default;

  const std::vector<double>& values() const { return values_; }
  const std::string& refusal() const { return refusal_; }  // empty: none

  // False once something is refused. `labels` may be null; `before` is the number of voxels in the planes before.
  template <typename Number>
  bool take(const Samples& samples, std::uint64_t before, std::uint8_t* labels) {
    const auto* const numbers = reinterpret_cast<const Number*>(samples.bytes);
    for (std::size_t i = 0; i < samples.count; ++i) {
      const Number number = numbers[i];
      int label;
      if constexpr (sizeof(Number) <= 2) {
        label = byBits_[static_cast<std::make_unsigned_t<Number>>(number)];
      } else {
        label = number == Number(latest_) ? latestLabel_ : -1;
      }
      if (label < 0) {
        label =
            labelOf(static_cast<double>(number), std::is_integral_v<Number>, before + samples.to + i * samples.stride);
        if (label < 0) return false;
        if constexpr (sizeof(Number) <= 2) {
          byBits_[static_cast<std::make_unsigned_t<Number>>(number)] = static_cast<std::int16_t>(label);
        } else {
          latest_ = values_[std::size_t(label)];
          latestLabel_ = label;
        }
      }
      if (labels) labels[samples.to + i * samples.stride] = static_cast<std::uint8_t>(label);
    }
    return true;
  }

 private:
  int labelOf(double value, bool isOfWholes, std::uint64_t voxel) {
    if (!std::isfinite(value)) {
      refusal_ = "voxel " + std::to_string(voxel) + " (counted from 0, x fastest) is " + quotedNumber(value) +
                 "; every voxel must be a finite number.";
      return -1;
    }
    if (isOfWholes && std::abs(value) >= kLargestWhole) {
      refusal_ = "the value " + shortestText(value) + " is too large; allowed: whole numbers below 2^53.";
      return -1;
    }
    for (std::size_t i = 0; i < values_.size(); ++i) {
      if (values_[i] == value) return static_cast<int>(i);
    }
    if (!isOpen_) {
      refusal_ = "voxel " + std::to_string(voxel) + " (counted from 0, x fastest) is " + shortestText(value) +
                 ", which is none of the values that the volume was said to have.";
    } else if (values_.size() == kMostValues) {
      refusal_ = "the volume is not segmented: it has more than " + std::to_string(kMostValues) +
                 " distinct (grey) values; allowed: up to " + std::to_string(kMostValues) +
                 " phases. Apply thresholds first.";
    } else {
      values_.push_back(value + 0.0);
      return static_cast<int>(values_.size()) - 1;
    }
    return -1;
  }

  std::vector<double> values_;
  bool isOpen_ = true;
  std::string refusal_;
  double latest_ = 0;
  int latestLabel_ = -1;
  std::vector<std::int16_t> byBits_ = std::vector<std::int16_t>(65536, -1);
};

std::expected<void, std::string> labelPlanes(const VolumeFile::Reader& reader, int first, int end, Labels& labels,
                                             std::uint8_t* to) {
  if (first < 0 || end > reader.shape[0] || first > end)
    return std::unexpected(ofFile(reader.path, "planes " + std::to_string(first) + " to " + std::to_string(end) +
                                                   "; allowed: within 0 to " + std::to_string(reader.shape[0]) + "."));
  const std::uint64_t before = std::uint64_t(first) * std::uint64_t(reader.shape[1]) * std::uint64_t(reader.shape[2]);
  const auto visit = [&](const Samples& samples) {
    switch (reader.type) {
      case NumberType::bool8:
      case NumberType::uint8: return labels.take<std::uint8_t>(samples, before, to);
      case NumberType::int8: return labels.take<std::int8_t>(samples, before, to);
      case NumberType::int16: return labels.take<std::int16_t>(samples, before, to);
      case NumberType::uint16: return labels.take<std::uint16_t>(samples, before, to);
      case NumberType::int32: return labels.take<std::int32_t>(samples, before, to);
      case NumberType::uint32: return labels.take<std::uint32_t>(samples, before, to);
      case NumberType::int64: return labels.take<std::int64_t>(samples, before, to);
      case NumberType::uint64: return labels.take<std::uint64_t>(samples, before, to);
      case NumberType::float32: return labels.take<float>(samples, before, to);
      case NumberType::float64: return labels.take<double>(samples, before, to);
    }
    return false;
  };
  const auto done = reader.read(first, end, visit);
  if (!labels.refusal().empty()) return std::unexpected(ofFile(reader.path, labels.refusal()));
  return done;
}

bool isBare(const std::filesystem::path& path) {
  std::string ending = path.extension().string();
  std::ranges::transform(ending, ending.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return ending == ".raw" || ending == ".bin" || ending == ".dat";
}

OpenedVolume readerOf(const std::filesystem::path& path, const std::optional<RawLayout>& raw) {
  std::error_code fault;
  const bool isFolder = std::filesystem::is_directory(path, fault);
  if (!isFolder && isBare(path)) {
    const auto head = headOf(path, 0);
    if (!head) return std::unexpected(head.error());
    if (!raw)
      return std::unexpected(
          ofFile(path, "bare voxels (" + std::to_string(head->length) +
                           " bytes) tell neither their shape nor their type of number; allowed: with both given."));
    const std::int64_t extents[] = {raw->shape[0], raw->shape[1], raw->shape[2]};
    if (const auto shape = checkedShape(extents); !shape) return std::unexpected(ofFile(path, shape.error()));
    return openBare(path,
                    {.shape = raw->shape, .type = raw->type, .isBigEndian = raw->isBigEndian, .at = raw->skipBytes});
  }
  if (raw)
    return std::unexpected(ofFile(path,
                                  "tells its shape and type of number itself; allowed: a layout for bare voxels "
                                  "(.raw, .bin, .dat) alone."));
  if (isFolder) return openSlices(path);
  const auto head = headOf(path, 16);
  if (!head) return std::unexpected(head.error());
  const std::string_view bytes = head->bytes;
  using namespace std::string_view_literals;
  if (bytes.starts_with("\x93NUMPY"sv)) return openNpy(path);
  if (bytes.starts_with("II*\0"sv) || bytes.starts_with("MM\0*"sv) || bytes.starts_with("II+\0"sv) ||
      bytes.starts_with("MM\0+"sv))
    return openTiff(path);
  if (bytes.starts_with("ObjectType"sv) || bytes.starts_with("NDims"sv) || bytes.starts_with("Comment"sv))
    return openMetaImage(path);
  if (bytes.starts_with("NRRD000"sv)) return openNrrd(path);
  if (bytes.starts_with("# AmiraMesh"sv) || bytes.starts_with("# Avizo"sv)) return openAmira(path);
  return std::unexpected(
      ofFile(path, "(" + std::to_string(head->length) +
                       " bytes) begins like none of the files that are read: NumPy arrays (.npy), TIFF "
                       "stacks (.tif, .tiff), MetaImage (.mhd, .mha), NRRD (.nrrd, .nhdr), Amira (.am) and bare voxels "
                       "(.raw, .bin, .dat)."));
}

}  // namespace

VolumeFile::VolumeFile(std::unique_ptr<Reader> reader) : reader_(std::move(reader)) {}
VolumeFile::VolumeFile(VolumeFile&&) noexcept = default;
VolumeFile& VolumeFile::operator=(VolumeFile&&) noexcept = default;
VolumeFile::~VolumeFile() = default;

std::expected<VolumeFile, std::string> VolumeFile::open(const std::filesystem::path& path,
                                                        const std::optional<RawLayout>& raw) {
  auto reader = orOutOfMemory([&] { return readerOf(path, raw); });
  if (!reader) return std::unexpected(reader.error());
  return VolumeFile(std::move(*reader));
}

const Shape& VolumeFile::shape() const { return reader_->shape; }
const std::optional<Spacing>& VolumeFile::voxelUm() const { return reader_->voxelUm; }
const std::vector<std::string>& VolumeFile::notes() const { return reader_->notes; }

std::expected<std::vector<double>, std::string> VolumeFile::values(int first, int end) const {
  return orOutOfMemory([&]() -> std::expected<std::vector<double>, std::string> {
    Labels labels;
    if (auto read = labelPlanes(*reader_, first, end, labels, nullptr); !read) return std::unexpected(read.error());
    std::vector<double> values = labels.values();
    std::ranges::sort(values);
    return values;
  });
}

std::expected<void, std::string> VolumeFile::readLabels(int first, int end, std::span<const double> values,
                                                        std::span<std::uint8_t> labels) const {
  return orOutOfMemory([&]() -> std::expected<void, std::string> {
    const std::size_t plane = std::size_t(shape()[1]) * shape()[2];
    if (first > end || labels.size() != plane * std::size_t(end - first) || values.size() > kMostValues)
      return std::unexpected(ofFile(reader_->path, "room for " + std::to_string(labels.size()) +
                                                       " labels; allowed: one for each voxel that is read."));
    Labels known(values);
    return labelPlanes(*reader_, first, end, known, labels.data());
  });
}

std::expected<LabelVolume, std::string> readVolume(const VolumeFile& file) {
  return orOutOfMemory([&]() -> std::expected<LabelVolume, std::string> {
    LabelVolume volume{.labels = {}, .shape = file.shape(), .values = {}, .voxelUm = file.voxelUm()};
    volume.labels.resize(voxelCount(volume.shape));
    Labels met;
    if (auto read = labelPlanes(file.reader(), 0, volume.shape[0], met, volume.labels.data()); !read)
      return std::unexpected(read.error());
    volume.values = met.values();
    std::ranges::sort(volume.values);
    if (volume.values != met.values()) {
      std::array<std::uint8_t, kMostValues> ascending{};
      for (std::size_t i = 0; i < met.values().size(); ++i)
        ascending[i] =
            static_cast<std::uint8_t>(std::ranges::lower_bound(volume.values, met.values()[i]) - volume.values.begin());
      for (std::uint8_t& label : volume.labels) label = ascending[label];
    }
    return volume;
  });
}

std::uint32_t crcOf(std::span<const std::uint8_t> labels) {
  return static_cast<std::uint32_t>(::crc32_z(0, labels.data(), labels.size()));
}

std::uint32_t joinedCrc(std::uint32_t first, std::uint32_t second, std::uint64_t bytesOfSecond) {
  return static_cast<std::uint32_t>(::crc32_combine(first, second, static_cast<z_off_t>(bytesOfSecond)));
}

std::string fingerprintOf(const Shape& shape, std::uint32_t crc) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text = std::to_string(shape[0]) + "x" + std::to_string(shape[1]) + "x" + std::to_string(shape[2]) + "-";
  for (int shift = 28; shift >= 0; shift -= 4) text += kDigits[crc >> shift & 15];
  return text;
}

std::string fingerprintOf(const Shape& shape, std::span<const std::uint8_t> labels) {
  return fingerprintOf(shape, crcOf(labels));
}

}  // namespace cathode
