// SPDX-License-Identifier: MIT
// What a long call has finished, so that the same call goes on where it was stopped, however it was: a journal beside
// the result that the call ends with, RESULT.journal. A line of JSON each. It outlives the program once add() returns,
// and a power cut a second later:
//
//   {"format":"cathode-lab journal","version":1,"task":"solve ..."}
//   {"key":"a.npy 262144 1795966893 ion z","record":"0.123"}
//
// `task` is all that decides the numbers (options, version of the program): another task's journal is refused. `key`
// names one piece of work, and whatever of the outside it rests on (a file's length and date). `record` is what the
// result is made from of that piece: text of the caller's own. A line that a kill has cut is left out, and its piece is
// done again.
//
// A call opens it, passes over each piece that find() knows, adds each that it finishes, in any order and from several
// threads, then writes the result from the records in its own order, whole (core/files/whole_file.h), and ends the
// journal. So the result is the same however often it was taken up, as long as it is made of records alone.
#pragma once

#include <chrono>
#include <expected>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "core/programs/command_line/outcome.h"

namespace cathode::program {

class Journal {
 public:
  // Begins one, or takes up the one that is there; refuses another task's unless that has finished nothing, and one
  // that another process has open.
  static std::expected<Journal, Failure> open(const std::filesystem::path& result, std::string_view task);
  Journal(Journal&& other) noexcept;
  // One that holds nothing is taken away.
  ~Journal();

  const std::filesystem::path& path() const { return path_; }
  std::size_t count() const;
  std::optional<std::string> find(std::string_view key) const;
  std::expected<void, std::string> add(std::string_view key, std::string_view record);

  // The result is written: the journal is no longer needed.
  void end();

 private:
  Journal(std::filesystem::path path, int file, std::map<std::string, std::string, std::less<>> records);

  std::filesystem::path path_;
  int file_ = -1;
  bool isOwn_ = false;  // of this task
  std::map<std::string, std::string, std::less<>> records_;
  std::chrono::steady_clock::time_point synced_ = std::chrono::steady_clock::now();
  mutable std::mutex mutex_;
};

}  // namespace cathode::program
