// SPDX-License-Identifier: MIT
#include "core/programs/command_line/sweep_journal.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <zlib.h>

#include <cerrno>
#include <system_error>

#include "core/base/number_text.h"
#include "core/files/whole_file.h"

namespace cathode::program {
namespace {

constexpr std::string_view kKind = "cathode-lab sweep journal 1, ";
constexpr std::uint64_t kLongest = std::uint64_t(1) << 32;

Failure failureOf(const std::filesystem::path& path, std::string_view what) {
  return {Exit::notWritten,
          path.string() + ": " + std::string(what) + ": " + std::generic_category().message(errno) + "."};
}

std::uint32_t checksumOf(std::string_view text) {
  return static_cast<std::uint32_t>(
      ::crc32(0, reinterpret_cast<const Bytef*>(text.data()), static_cast<uInt>(text.size())));
}

// A record's head: number, bytes and checksum of its text.
std::string headOf(std::uint64_t number, std::string_view text) {
  return std::to_string(number) + " " + std::to_string(text.size()) + " " + std::to_string(checksumOf(text)) + "\n";
}

bool writeAll(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = ::write(file, text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return false;
    text.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

}  // namespace

std::expected<SweepJournal, Failure> SweepJournal::open(const std::filesystem::path& path, const std::string& of) {
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (file < 0) return std::unexpected(failureOf(path, "cannot be written"));
  SweepJournal journal(path, file);
  if (::flock(file, LOCK_EX | LOCK_NB) != 0)
    return std::unexpected(
        Failure{Exit::refused, path.string() + ": another process is at work on it; let it end, or choose another -o."});
  const auto content = readWhole(path, kLongest);
  if (!content) return std::unexpected(Failure{Exit::refused, content.error()});
  const std::string head = std::string(kKind) + of + "\n";
  std::string_view rest(*content);
  if (!rest.starts_with(head)) {
    // One that was cut short within its head holds nothing.
    if (!std::string_view(head).starts_with(rest))
      return std::unexpected(Failure{Exit::refused, path.string() + ": is not the journal of this sweep (" + of +
                                                        "); move it away, or choose another -o."});
    if (::ftruncate(file, 0) != 0 || ::lseek(file, 0, SEEK_SET) != 0 || !writeAll(file, head))
      return std::unexpected(failureOf(path, "cannot be written"));
    return journal;
  }
  rest.remove_prefix(head.size());
  std::size_t whole = head.size();
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    const std::string_view line = rest.substr(0, end);
    const std::size_t first = line.find(' '), second = line.find(' ', first + 1);
    if (end == std::string_view::npos || first == std::string_view::npos || second == std::string_view::npos) break;
    const auto number = parseNumber(line.substr(0, first));
    const auto bytes = parseNumber(line.substr(first + 1, second - first - 1));
    if (!number || !bytes || !(*number >= 0 && *bytes >= 0 && *bytes <= static_cast<double>(rest.size() - end - 1)))
      break;
    const std::string_view text = rest.substr(end + 1, static_cast<std::size_t>(*bytes));
    const auto place = static_cast<std::uint64_t>(*number);
    if (rest.substr(0, end + 1) != headOf(place, text)) break;
    journal.records_[place] = text;
    whole += end + 1 + text.size();
    rest.remove_prefix(end + 1 + text.size());
  }
  if (::ftruncate(file, static_cast<off_t>(whole)) != 0 || ::lseek(file, 0, SEEK_END) < 0)
    return std::unexpected(failureOf(path, "cannot be written"));
  return journal;
}

SweepJournal::SweepJournal(SweepJournal&& other) noexcept
    : path_(std::move(other.path_)), file_(other.file_), records_(std::move(other.records_)) {
  other.file_ = -1;
}

SweepJournal::~SweepJournal() {
  if (file_ >= 0) ::close(file_);
}

Outcome SweepJournal::add(std::uint64_t number, std::string text) {
  if (!writeAll(file_, headOf(number, text) + text)) return std::unexpected(failureOf(path_, "cannot be written"));
  records_[number] = std::move(text);
  return {};
}

void SweepJournal::remove() { ::unlink(path_.c_str()); }

}  // namespace cathode::program
