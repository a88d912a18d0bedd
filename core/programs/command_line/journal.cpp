// SPDX-License-Identifier: MIT
#include "core/programs/command_line/journal.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <nlohmann/json.hpp>
#include <system_error>

namespace cathode::program {
namespace {

using nlohmann::json;
using Records = std::map<std::string, std::string, std::less<>>;
constexpr std::string_view kFormat = "cathode-lab journal";
constexpr int kVersion = 1;
// Waiting for the disk takes longer than a small volume.
constexpr auto kBetweenSyncs = std::chrono::seconds(1);

std::string because(const std::filesystem::path& path, std::string_view what) {
  return path.string() + ": " + std::string(what) + ": " + std::generic_category().message(errno) + ".";
}

std::string lineOf(const nlohmann::ordered_json& object) {
  return object.dump(-1, ' ', false, json::error_handler_t::replace) + "\n";
}

bool isText(const json& object, std::string_view key) {
  const auto at = object.find(key);
  return at != object.end() && at->is_string();
}

std::expected<std::string, std::string> contentOf(int file, const std::filesystem::path& path) {
  std::string content;
  char piece[1 << 16];
  for (;;) {
    const ssize_t count = ::pread(file, piece, sizeof piece, static_cast<off_t>(content.size()));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return std::unexpected(because(path, "cannot be read"));
    if (count == 0) return content;
    content.append(piece, static_cast<std::size_t>(count));
  }
}

// Puts a line at the end; where that fails, takes back what there is of it.
std::expected<void, std::string> append(int file, const std::filesystem::path& path, std::string_view line) {
  const off_t before = ::lseek(file, 0, SEEK_END);
  for (std::string_view rest = line; !rest.empty();) {
    const ssize_t count = ::write(file, rest.data(), rest.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      const int fault = errno;
      // If even this fails, the next call finds a line without its end and leaves it out.
      if (::ftruncate(file, before) != 0) errno = fault;
      errno = fault;
      return std::unexpected(because(path, "cannot be written"));
    }
    rest.remove_prefix(static_cast<std::size_t>(count));
  }
  return {};
}

// Keeps the whole lines of what is there; the length that they have.
std::expected<std::size_t, std::string> takeUp(const std::string& content, const std::filesystem::path& path,
                                               std::string_view task, Records& records) {
  std::size_t at = 0;
  for (bool isFirst = true;; isFirst = false) {
    const std::size_t end = content.find('\n', at);
    if (end == std::string::npos) return at;
    const json line =
        json::parse(content.begin() + std::ptrdiff_t(at), content.begin() + std::ptrdiff_t(end), nullptr, false);
    if (isFirst) {
      if (!line.is_object() || line.value("format", json()) != kFormat || line.value("version", json()) != kVersion)
        return std::unexpected(path.string() + ": is no journal of this program; allowed: one that is, or none.");
      if (line.value("task", json()) != task) {
        if (end + 1 == content.size()) return 0;
        return std::unexpected(path.string() +
                               ": is the journal of another call, and keeps what that has finished; allowed: that call "
                               "again, or another -o. The file may be deleted.");
      }
    } else {
      if (!line.is_object() || !isText(line, "key") || !isText(line, "record")) return at;
      records[line["key"].get<std::string>()] = line["record"].get<std::string>();
    }
    at = end + 1;
  }
}

}  // namespace

std::expected<Journal, Failure> Journal::open(const std::filesystem::path& result, std::string_view task) {
  const auto refused = [](std::string why) { return std::unexpected(Failure{Exit::refused, std::move(why)}); };
  const auto notWritten = [](std::string why) { return std::unexpected(Failure{Exit::notWritten, std::move(why)}); };
  const std::filesystem::path path = result.string() + ".journal";
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (file < 0) return notWritten(because(path, "cannot be written"));
  Journal journal(path, file, {});
  if (::flock(file, LOCK_EX | LOCK_NB) != 0)
    return refused(path.string() + ": another call is writing this result; allowed: one at a time.");
  const auto content = contentOf(file, path);
  if (!content) return notWritten(content.error());
  const auto length = takeUp(*content, path, task, journal.records_);
  if (!length) return refused(length.error());
  journal.isOwn_ = true;
  if (::ftruncate(file, static_cast<off_t>(*length)) != 0) return notWritten(because(path, "cannot be written"));
  if (*length == 0) {
    if (auto begun = append(file, path, lineOf({{"format", kFormat}, {"version", kVersion}, {"task", task}})); !begun)
      return notWritten(begun.error());
  }
  return journal;
}

Journal::Journal(std::filesystem::path path, int file, Records records)
    : path_(std::move(path)), file_(file), records_(std::move(records)) {}
Journal::Journal(Journal&& other) noexcept
    : path_(std::move(other.path_)),
      file_(std::exchange(other.file_, -1)),
      isOwn_(other.isOwn_),
      records_(std::move(other.records_)) {}
Journal::~Journal() {
  if (file_ < 0) return;
  if (isOwn_ && records_.empty()) end();
  ::close(file_);
}

std::size_t Journal::count() const {
  const std::lock_guard lock(mutex_);
  return records_.size();
}

std::optional<std::string> Journal::find(std::string_view key) const {
  const std::lock_guard lock(mutex_);
  const auto at = records_.find(key);
  if (at == records_.end()) return {};
  return at->second;
}

std::expected<void, std::string> Journal::add(std::string_view key, std::string_view record) {
  const std::lock_guard lock(mutex_);
  if (auto added = append(file_, path_, lineOf({{"key", key}, {"record", record}})); !added) return added;
  records_[std::string(key)] = record;
  if (const auto now = std::chrono::steady_clock::now(); now - synced_ >= kBetweenSyncs) {
    synced_ = now;
    if (::fdatasync(file_) != 0) return std::unexpected(because(path_, "cannot be written"));
  }
  return {};
}

void Journal::end() {
  ::unlink(path_.c_str());
  isOwn_ = false;
}

}  // namespace cathode::program
