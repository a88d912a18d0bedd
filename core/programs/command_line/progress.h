// SPDX-License-Identifier: MIT
// How far a call is: a bar with the time left where standard error is a terminal, nothing elsewhere.
#pragma once

#include <chrono>
#include <mutex>
#include <string>
#include <string_view>

namespace cathode::program {

class Progress {
 public:
  // Of so much work in all, of which some may be done before.
  Progress(double all, double doneBefore);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // More of it is done. From any thread.
  void add(double work);
  // A line for people, above the bar.
  void say(std::string_view line);

 private:
  void draw();
  void clear();

  const double all_, before_;
  double done_;
  const bool isShown_;
  bool isDrawn_ = false;
  std::chrono::steady_clock::time_point begin_, latest_;
  std::mutex mutex_;
};

// "2 h 5 min", "3 min 10 s", "12 s"
std::string durationText(double seconds);

}  // namespace cathode::program
