// SPDX-License-Identifier: MIT
#include "core/files/whole_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>

namespace cathode {
namespace {

std::string because(const std::filesystem::path& path, std::string_view what) {
  return path.string() + ": " + std::string(what) + ": " + std::generic_category().message(errno) + ".";
}

bool writeAll(int file, const void* bytes, std::size_t count) {
  const char* next = static_cast<const char*>(bytes);
  while (count > 0) {
    const ssize_t written = ::write(file, next, count);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    next += written;
    count -= static_cast<std::size_t>(written);
  }
  return true;
}

}  // namespace

std::expected<void, std::string> writeWhole(const std::filesystem::path& path, std::string_view head,
                                            std::span<const std::uint8_t> body) {
  const std::string draft = path.string() + ".part" + std::to_string(::getpid());
  const int file = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (file < 0) return std::unexpected(because(path, "cannot be written"));
  bool isWritten =
      writeAll(file, head.data(), head.size()) && writeAll(file, body.data(), body.size()) && ::fsync(file) == 0;
  int fault = errno;
  // Some file systems tell only now that there was no room.
  if (::close(file) != 0 && isWritten) {
    fault = errno;
    isWritten = false;
  }
  if (isWritten && ::rename(draft.c_str(), path.c_str()) == 0) return {};
  if (isWritten) fault = errno;
  ::unlink(draft.c_str());
  errno = fault;
  return std::unexpected(because(path, "cannot be written, nothing of it is left"));
}

std::expected<void, std::string> writeWhole(const std::filesystem::path& path, std::string_view content) {
  return writeWhole(path, content, {});
}

std::expected<std::string, std::string> readWhole(const std::filesystem::path& path, std::uint64_t mostBytes) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return std::unexpected(because(path, "cannot be read"));
  std::string content;
  char piece[1 << 16];
  for (;;) {
    const ssize_t count = ::read(file, piece, sizeof piece);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) {
      const int fault = errno;
      ::close(file);
      errno = fault;
      if (count < 0) return std::unexpected(because(path, "cannot be read"));
      return content;
    }
    content.append(piece, static_cast<std::size_t>(count));
    if (content.size() > mostBytes) {
      ::close(file);
      return std::unexpected(path.string() + ": more than " + std::to_string(mostBytes) +
                             " bytes; allowed: up to that many.");
    }
  }
}

}  // namespace cathode
