// SPDX-License-Identifier: MIT
#include "core/programs/cluster/checkpoint.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <bit>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <fstream>
#include <span>
#include <system_error>

#include "core/files/volume_file.h"

namespace cathode::program {
namespace {

static_assert(std::endian::native == std::endian::little);
constexpr std::string_view kMagic = "cathode-lab checkpoint 1\n";
constexpr std::size_t kLongestHead = 1 << 24;

Failure fault(Exit exit, const std::filesystem::path& path, std::string_view what) {
  return {exit, path.string() + ": " + std::string(what) + ": " + std::generic_category().message(errno) + "."};
}
Failure refusal(const std::filesystem::path& path, std::string what) {
  return {Exit::refused, path.string() + ": " + std::move(what)};
}

std::span<const std::uint8_t> bytesOf(const std::vector<double>& values) {
  return {reinterpret_cast<const std::uint8_t*>(values.data()), values.size() * sizeof(double)};
}

// Of all ranks' parts behind each other.
std::uint32_t crcOfAll(const Ranks& ranks, std::span<const std::uint8_t> bytes) {
  const std::vector<double> all = ranks.all({double(crcOf(bytes)), double(bytes.size())});
  auto crc = std::uint32_t(all[0]);
  for (std::size_t i = 2; i < all.size(); i += 2)
    crc = joinedCrc(crc, std::uint32_t(all[i]), std::uint64_t(all[i + 1]));
  return crc;
}

bool writeAt(int file, const void* bytes, std::size_t count, std::int64_t at) {
  const char* next = static_cast<const char*>(bytes);
  while (count > 0) {
    const ssize_t written = ::pwrite(file, next, count, at);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    next += written, at += written;
    count -= std::size_t(written);
  }
  return true;
}

}  // namespace

Outcome writeCheckpoint(const Ranks& ranks, const std::filesystem::path& path, const Checkpoint& checkpoint,
                        std::int64_t first, const std::vector<double>& potential) {
  const std::span<const std::uint8_t> bytes = bytesOf(potential);
  const nlohmann::ordered_json about{{"study", checkpoint.study},      {"results", checkpoint.results},
                                     {"solve", checkpoint.solve},      {"iterations", checkpoint.iterations},
                                     {"seconds", checkpoint.seconds},  {"nodes", checkpoint.nodes},
                                     {"crc32", crcOfAll(ranks, bytes)}};
  const std::string head = std::string(kMagic) + about.dump() + "\n";
  const std::filesystem::path draft = path.string() + ".part";
  const auto failed = [&] { return std::unexpected(fault(Exit::notWritten, path, "cannot be written")); };
  const auto write = [&](int flags, const void* data, std::size_t count, std::int64_t at) -> Outcome {
    const int file = ::open(draft.c_str(), O_WRONLY | O_CLOEXEC | flags, 0666);
    if (file < 0) return failed();
    const bool isWritten = writeAt(file, data, count, at) && ::fsync(file) == 0;
    const int why = errno;
    const bool isClosed = ::close(file) == 0;
    if (isWritten && isClosed) return {};
    if (!isWritten) errno = why;
    return failed();
  };
  Outcome outcome = ranks.agreed(ranks.own == 0 ? write(O_CREAT | O_TRUNC, head.data(), head.size(), 0) : Outcome{});
  if (outcome) {
    const auto at = std::int64_t(head.size()) + first * std::int64_t(sizeof(double));
    outcome = ranks.agreed(write(0, bytes.data(), bytes.size(), at));
  }
  Outcome renamed;
  if (outcome && ranks.own == 0 && ::rename(draft.c_str(), path.c_str()) != 0) renamed = failed();
  if (outcome) outcome = ranks.agreed(renamed);
  if (!outcome && ranks.own == 0) ::unlink(draft.c_str());
  return outcome;
}

namespace {

std::expected<std::string, Failure> headOf(const std::filesystem::path& path) {
  errno = 0;
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::unexpected(fault(Exit::refused, path, "cannot be read"));
  std::string magic(kMagic.size(), '\0'), head;
  in.read(magic.data(), std::streamsize(magic.size()));
  if (magic != kMagic) return std::unexpected(refusal(path, "no checkpoint; allowed: what --checkpoint has written."));
  for (char c = 0; in.get(c) && c != '\n' && head.size() < kLongestHead;) head.push_back(c);
  if (!in) return std::unexpected(refusal(path, "cut short; allowed: a whole checkpoint."));
  return head;
}

}  // namespace

std::expected<Checkpoint, Failure> readCheckpoint(const Ranks& ranks, const std::filesystem::path& path,
                                                  const nlohmann::ordered_json& study) {
  std::string head;
  const Outcome opened = ranks.agreed([&]() -> Outcome {
    if (ranks.own != 0) return {};
    auto found = headOf(path);
    if (!found) return std::unexpected(found.error());
    head = *found;
    return {};
  }());
  if (!opened) return std::unexpected(opened.error());
  ranks.share(head);
  const auto about = nlohmann::ordered_json::parse(head, nullptr, false);
  const auto has = [&](const char* key, auto test) { return about.contains(key) && test(about[key]); };
  const auto isCount = [](const auto& value) { return value.is_number_integer() && value >= 0; };
  if (!about.is_object() || !has("study", [](const auto& v) { return v.is_object(); }) ||
      !has("results", [](const auto& v) { return v.is_array(); }) || !has("solve", isCount) ||
      !has("iterations", isCount) || !has("seconds", [](const auto& v) { return v.is_number(); }) ||
      !has("nodes", isCount) || !has("crc32", isCount))
    return std::unexpected(refusal(path, "damaged; allowed: what --checkpoint has written."));
  for (const auto& [field, value] : study.items()) {
    const auto& other = about["study"].contains(field) ? about["study"][field] : nlohmann::ordered_json();
    if (other != value)
      return std::unexpected(refusal(path, "a checkpoint of another run: " + field + " is " + other.dump() +
                                               "; allowed: " + value.dump() + ", as in this run."));
  }
  return Checkpoint{.study = about["study"],
                    .results = about["results"],
                    .solve = about["solve"],
                    .iterations = about["iterations"],
                    .seconds = about["seconds"],
                    .nodes = about["nodes"]};
}

std::expected<std::vector<double>, Failure> checkpointPotential(const Ranks& ranks, const std::filesystem::path& path,
                                                                const Checkpoint& checkpoint, std::int64_t first,
                                                                std::int64_t end, std::int64_t nodes) {
  std::vector<double> potential(std::size_t(end - first));
  std::uint32_t expected = 0;
  const Outcome outcome = ranks.agreed([&]() -> Outcome {
    if (checkpoint.nodes != nodes)
      return std::unexpected(refusal(path, "a checkpoint of another run: " + std::to_string(checkpoint.nodes) +
                                               " nodes; allowed: " + std::to_string(nodes) + "."));
    const auto head = headOf(path);
    if (!head) return std::unexpected(head.error());
    expected = nlohmann::json::parse(*head)["crc32"];
    std::ifstream in(path, std::ios::binary);
    in.seekg(std::streamoff(kMagic.size() + head->size() + 1) + first * std::streamoff(sizeof(double)));
    in.read(reinterpret_cast<char*>(potential.data()), std::streamsize(potential.size() * sizeof(double)));
    if (!in) return std::unexpected(refusal(path, "cut short; allowed: a whole checkpoint."));
    return {};
  }());
  if (!outcome) return std::unexpected(outcome.error());
  if (crcOfAll(ranks, bytesOf(potential)) != expected)
    return std::unexpected(refusal(path, "damaged, its sum is another; allowed: what --checkpoint has written."));
  return potential;
}

}  // namespace cathode::program
