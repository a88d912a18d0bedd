// SPDX-License-Identifier: MIT
#include "core/programs/command_line/progress.h"

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace cathode::program {
namespace {

constexpr auto kBetween = std::chrono::milliseconds(200);
constexpr int kCells = 30;
constexpr double kLeastShown = 0.005;  // before, no time left can be told

bool isTerminal() {
  const char* const kind = std::getenv("TERM");
  return ::isatty(STDERR_FILENO) == 1 && kind && std::string_view(kind) != "dumb";
}

}  // namespace

Progress::Progress(double all, double doneBefore)
    : all_(std::max(all, 1e-300)),
      before_(doneBefore),
      done_(doneBefore),
      isShown_(isTerminal()),
      begin_(std::chrono::steady_clock::now()) {
  const std::lock_guard lock(mutex_);
  draw();
}

Progress::~Progress() {
  const std::lock_guard lock(mutex_);
  clear();
}

void Progress::add(double work) {
  const std::lock_guard lock(mutex_);
  done_ += work;
  if (std::chrono::steady_clock::now() - latest_ >= kBetween) draw();
}

void Progress::say(std::string_view line) {
  const std::lock_guard lock(mutex_);
  clear();
  std::fprintf(stderr, "%.*s\n", int(line.size()), line.data());
  draw();
}

void Progress::clear() {
  if (isDrawn_) std::fputs("\r\x1b[K", stderr);
  isDrawn_ = false;
}

void Progress::draw() {
  if (!isShown_) return;
  latest_ = std::chrono::steady_clock::now();
  const double share = std::clamp(done_ / all_, 0.0, 1.0), own = (done_ - before_) / all_;
  std::string line(std::size_t(kCells * share), '#');
  line.resize(kCells, '.');
  line = "[" + line + "] " + std::to_string(int(100 * share)) + " %";
  if (own > kLeastShown) {
    const double passed = std::chrono::duration<double>(latest_ - begin_).count();
    line += ", " + durationText(passed / own * (1 - share)) + " left";
  }
  std::fprintf(stderr, "\r%s\x1b[K", line.c_str());
  std::fflush(stderr);
  isDrawn_ = true;
}

std::string durationText(double seconds) {
  const auto whole = static_cast<long long>(std::ceil(seconds));
  if (whole >= 3600) return std::to_string(whole / 3600) + " h " + std::to_string(whole % 3600 / 60) + " min";
  if (whole >= 60) return std::to_string(whole / 60) + " min " + std::to_string(whole % 60) + " s";
  return std::to_string(whole) + " s";
}

}  // namespace cathode::program
