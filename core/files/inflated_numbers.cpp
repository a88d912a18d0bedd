// SPDX-License-Identifier: MIT
// Numbers in a stream of zlib or gzip, as MetaImage and NRRD have them.
#include <zlib.h>

#include <algorithm>
#include <bit>
#include <fstream>

#include "core/files/volume_reader.h"

namespace cathode {
namespace {

constexpr std::size_t kPiece = 1 << 20;      // bytes inflated at a time
constexpr std::uint64_t kMostGrowth = 1032;  // Deflate grows data no further
constexpr int kEitherHead = 15 + 32;         // of zlib and gzip, the largest window

// A stream from its begin.
class Inflating {
 public:
  Inflating(const std::filesystem::path& path, std::uint64_t at)
      : in_(path, std::ios::binary), isBegun_(inflateInit2(&stream_, kEitherHead) == Z_OK) {
    in_.seekg(static_cast<std::streamoff>(at));
  }
  ~Inflating() {
    if (isBegun_) inflateEnd(&stream_);
  }
  Inflating(const Inflating&) = delete;
  Inflating& operator=(const Inflating&) = delete;

  // How many of the next bytes there are, up to what there is room for; fewer at the end, and where data are damaged.
  std::size_t fill(std::span<std::byte> bytes) {
    if (!isBegun_) return 0;
    stream_.next_out = reinterpret_cast<Bytef*>(bytes.data());
    stream_.avail_out = static_cast<uInt>(bytes.size());
    int state = Z_OK;
    while (stream_.avail_out > 0 && state == Z_OK) {
      if (stream_.avail_in == 0) {
        in_.read(packed_.data(), static_cast<std::streamsize>(packed_.size()));
        stream_.next_in = reinterpret_cast<Bytef*>(packed_.data());
        stream_.avail_in = static_cast<uInt>(in_.gcount());
        if (stream_.avail_in == 0) break;
      }
      state = inflate(&stream_, Z_NO_FLUSH);
    }
    return bytes.size() - stream_.avail_out;
  }

 private:
  std::ifstream in_;
  z_stream stream_{};
  bool isBegun_;
  std::vector<char> packed_ = std::vector<char>(1 << 16);
};

class InflatedReader final : public VolumeFile::Reader {
 public:
  InflatedReader(const std::filesystem::path& file, const BareNumbers& numbers) : file_(file), numbers_(numbers) {
    path = file;
    shape = numbers.shape;
    type = numbers.type;
  }

  std::expected<void, std::string> read(int first, int end, const SamplesVisit& visit) const override {
    const std::size_t size = bytesOf(type), plane = std::size_t(shape[1]) * std::size_t(shape[2]);
    Inflating stream(file_, numbers_.at);
    std::vector<std::byte> piece(std::min<std::uint64_t>(kPiece, voxelCount(shape) * size));
    const std::uint64_t before = plane * std::uint64_t(first), until = plane * std::uint64_t(end);
    for (std::uint64_t done = 0; done < until;) {
      const std::uint64_t wanted = done < before ? before - done : until - done;
      const std::size_t now = std::min<std::uint64_t>(piece.size() / size, wanted);
      const std::span<std::byte> bytes(piece.data(), now * size);
      if (const std::size_t count = stream.fill(bytes); count < bytes.size())
        return std::unexpected(
            ofFile(path, "the compressed voxels end or are damaged behind " + std::to_string(done * size + count) +
                             " bytes; allowed: " + std::to_string(voxelCount(shape) * size) + " bytes of them."));
      if (size > 1 && numbers_.isBigEndian != (std::endian::native == std::endian::big)) {
        for (std::size_t at = 0; at < bytes.size(); at += size) std::reverse(&bytes[at], &bytes[at] + size);
      }
      if (done >= before && !visit({piece.data(), now, done - before, 1})) return {};
      done += now;
    }
    std::byte more[1];
    if (end == shape[0] && stream.fill(more) > 0)
      return std::unexpected(ofFile(path, "there are more compressed voxels; allowed: " +
                                              std::to_string(voxelCount(shape) * size) + " bytes of them."));
    return {};
  }

 private:
  std::filesystem::path file_;
  BareNumbers numbers_;
};

}  // namespace

OpenedVolume openInflated(const std::filesystem::path& path, const BareNumbers& numbers) {
  const auto head = headOf(path, 0);
  if (!head) return std::unexpected(head.error());
  const std::uint64_t needed = voxelCount(numbers.shape) * bytesOf(numbers.type);
  const std::uint64_t found = head->length > numbers.at ? head->length - numbers.at : 0;
  if (needed / kMostGrowth > found)
    return std::unexpected(ofFile(path, shapeText(numbers.shape) + " voxels take " + std::to_string(needed) +
                                            " bytes, which the " + std::to_string(found) +
                                            " compressed ones cannot hold; allowed: one for at most " +
                                            std::to_string(kMostGrowth) + "."));
  return std::make_unique<InflatedReader>(path, numbers);
}

}  // namespace cathode
