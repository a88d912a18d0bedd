// SPDX-License-Identifier: MIT
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cmath>
#include <system_error>

#include "core/files/volume_reader.h"

namespace cathode {
namespace {

std::string because(const std::filesystem::path& path) {
  return ofFile(path, "cannot be read: " + std::generic_category().message(errno) + ".");
}

// An open file, closed with it.
class Descriptor {
 public:
  explicit Descriptor(const std::filesystem::path& path)
      : file_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {}
  ~Descriptor() {
    if (file_ >= 0) ::close(file_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int operator*() const { return file_; }

 private:
  int file_;
};

// How long a regular file is.
std::expected<std::uint64_t, std::string> lengthOf(const Descriptor& file, const std::filesystem::path& path) {
  struct stat about{};
  if (*file < 0 || ::fstat(*file, &about) != 0) return std::unexpected(because(path));
  if (!S_ISREG(about.st_mode))
    return std::unexpected(ofFile(path, "is no file with bytes of its own; allowed: one that is."));
  return static_cast<std::uint64_t>(about.st_size);
}

std::expected<void, std::string> readAt(const Descriptor& file, const std::filesystem::path& path, std::uint64_t at,
                                        std::span<std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::pread(*file, bytes.data(), bytes.size(), static_cast<off_t>(at));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return std::unexpected(because(path));
    if (count == 0) return std::unexpected(ofFile(path, "ends while it is read; was it changed?"));
    bytes = bytes.subspan(static_cast<std::size_t>(count));
    at += static_cast<std::uint64_t>(count);
  }
  return {};
}

void turnBytes(std::span<std::byte> bytes, std::size_t size) {
  for (std::size_t at = 0; at < bytes.size(); at += size) std::reverse(&bytes[at], &bytes[at] + size);
}

constexpr std::size_t kPiece = 1 << 20;  // bytes read at a time

class BareReader final : public VolumeFile::Reader {
 public:
  BareReader(const std::filesystem::path& file, const BareNumbers& numbers) : file_(file), numbers_(numbers) {
    path = file;
    shape = numbers.shape;
    type = numbers.type;
  }

  std::expected<std::uint64_t, std::string> length() const { return lengthOf(file_, path); }

  std::expected<void, std::string> read(int first, int end, const SamplesVisit& visit) const override {
    return numbers_.isFortran ? readFortran(first, end, visit) : readInOrder(first, end, visit);
  }

 private:
  std::expected<void, std::string> fill(std::uint64_t place, std::span<std::byte> bytes) const {
    const std::size_t size = bytesOf(type);
    if (auto done = readAt(file_, path, numbers_.at + place * size, bytes); !done) return done;
    if (size > 1 && numbers_.isBigEndian != (std::endian::native == std::endian::big)) turnBytes(bytes, size);
    return {};
  }

  std::expected<void, std::string> readInOrder(int first, int end, const SamplesVisit& visit) const {
    const std::size_t size = bytesOf(type), plane = std::size_t(shape[1]) * shape[2];
    const std::uint64_t count = plane * std::uint64_t(end - first);
    std::vector<std::byte> piece(std::min<std::uint64_t>(kPiece, count * size));
    for (std::uint64_t done = 0; done < count;) {
      const std::size_t now = std::min<std::uint64_t>(kPiece / size, count - done);
      if (auto read = fill(plane * std::uint64_t(first) + done, {piece.data(), now * size}); !read) return read;
      if (!visit({piece.data(), now, done, 1})) break;
      done += now;
    }
    return {};
  }

  // Along z numbers lie next to each other: of each x, as many rows at a time as a piece holds.
  std::expected<void, std::string> readFortran(int first, int end, const SamplesVisit& visit) const {
    const auto [nz, ny, nx] = shape;
    const std::size_t size = bytesOf(type), row = std::size_t(nz) * size;
    const int rows = std::clamp<int>(int(std::min<std::size_t>(kPiece / row, std::size_t(ny))), 1, ny);
    std::vector<std::byte> piece(row * std::size_t(rows));
    for (int i = 0; i < nx; ++i) {
      for (int from = 0; from < ny; from += rows) {
        const int now = std::min(rows, ny - from);
        if (auto read = fill((std::uint64_t(i) * ny + from) * nz, {piece.data(), row * std::size_t(now)}); !read)
          return read;
        for (int j = 0; j < now; ++j) {
          if (!visit({piece.data() + row * std::size_t(j) + std::size_t(first) * size, std::size_t(end - first),
                      std::size_t(from + j) * nx + i, std::size_t(ny) * nx}))
            return {};
        }
      }
    }
    return {};
  }

  Descriptor file_;
  BareNumbers numbers_;
};

// Cubes that so many bytes would fill.
std::string cubesOf(std::uint64_t bytes) {
  std::string cubes;
  for (const std::uint64_t size : {1, 2, 4, 8}) {
    const auto edge = static_cast<std::uint64_t>(std::llround(std::cbrt(double(bytes) / double(size))));
    if (edge == 0 || edge * edge * edge * size != bytes) continue;
    const std::string extent = std::to_string(edge);
    cubes.append(cubes.empty() ? "; a cube of " : " or ").append(extent).append(" x ").append(extent).append(" x ");
    cubes.append(extent).append(" voxels of ").append(std::to_string(size)).append(size == 1 ? " byte" : " bytes");
  }
  return cubes.empty() ? cubes : cubes + " would fit";
}

}  // namespace

std::string ofFile(const std::filesystem::path& path, std::string_view what) {
  return path.string() + ": " + std::string(what);
}

std::string shapeText(const Shape& shape) {
  return std::to_string(shape[0]) + " x " + std::to_string(shape[1]) + " x " + std::to_string(shape[2]);
}

std::expected<Shape, std::string> checkedShape(std::span<const std::int64_t> extents) {
  Shape shape{};
  std::uint64_t voxels = 1;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    if (extents[axis] < 1 || extents[axis] > kMostExtent)
      return std::unexpected(std::string("the extent along ") + "zyx"[axis] + " is " + std::to_string(extents[axis]) +
                             "; allowed: 1 to " + std::to_string(kMostExtent) + " voxels.");
    shape[axis] = static_cast<int>(extents[axis]);
    voxels *= static_cast<std::uint64_t>(extents[axis]);
  }
  if (voxels > kMostFileVoxels) return std::unexpected(shapeText(shape) + " are more voxels than any file holds.");
  return shape;
}

std::expected<FileHead, std::string> headOf(const std::filesystem::path& path, std::size_t most) {
  const Descriptor file(path);
  const auto length = lengthOf(file, path);
  if (!length) return std::unexpected(length.error());
  FileHead head{std::string(std::min<std::uint64_t>(most, *length), '\0'), *length};
  const auto read = readAt(file, path, 0, std::as_writable_bytes(std::span(head.bytes)));
  if (!read) return std::unexpected(read.error());
  return head;
}

OpenedVolume openBare(const std::filesystem::path& path, const BareNumbers& numbers) {
  auto reader = std::make_unique<BareReader>(path, numbers);
  const auto length = reader->length();
  if (!length) return std::unexpected(length.error());
  const std::uint64_t needed = voxelCount(numbers.shape) * bytesOf(numbers.type);
  const std::uint64_t found = *length > numbers.at ? *length - numbers.at : 0;
  if (found < needed || (found > needed && !numbers.mayGoOn)) {
    return std::unexpected(
        ofFile(path, shapeText(numbers.shape) + " voxels of " + std::to_string(bytesOf(numbers.type)) +
                         (bytesOf(numbers.type) == 1 ? " byte take " : " bytes take ") + std::to_string(needed) +
                         " bytes" + (numbers.at > 0 ? " behind the first " + std::to_string(numbers.at) : "") +
                         ", but there are " + std::to_string(found) + cubesOf(found) + "."));
  }
  return reader;
}

}  // namespace cathode
