// SPDX-License-Identifier: MIT
// What of a sweep is finished, kept beside its table until that is whole: a sweep that is killed is taken up where it
// was.
#pragma once

#include <cstdint>
#include <expected>
#include <filesystem>
#include <map>
#include <string>

#include "core/programs/command_line/commands.h"

namespace cathode::program {

// A file of records, each with a number and a checksum. One process at a time.
class SweepJournal {
 public:
  // Takes up what lies there, less a record that was cut short. Refuses a journal of something else than `of` (a line),
  // and one that another process has.
  static std::expected<SweepJournal, Failure> open(const std::filesystem::path& path, const std::string& of);
  SweepJournal(SweepJournal&& other) noexcept;
  SweepJournal& operator=(SweepJournal&&) = delete;
  ~SweepJournal();

  const std::map<std::uint64_t, std::string>& records() const { return records_; }
  Outcome add(std::uint64_t number, std::string text);
  // Once what it was kept for is written.
  void remove();

 private:
  SweepJournal(std::filesystem::path path, int file) : path_(std::move(path)), file_(file) {}

  std::filesystem::path path_;
  int file_;
  std::map<std::uint64_t, std::string> records_;
};

}  // namespace cathode::program
