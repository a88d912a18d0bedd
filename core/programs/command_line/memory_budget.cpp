// SPDX-License-Identifier: MIT
#include "core/programs/command_line/memory_budget.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>
#include <limits>

#include "core/base/number_text.h"

namespace cathode::program {
namespace {

struct Unit {
  std::string_view name;
  double bytes;
};
constexpr Unit kUnits[] = {{"K", 1e3}, {"M", 1e6}, {"G", 1e9}, {"T", 1e12}};
constexpr double kLeast = 1e6;

}  // namespace

std::expected<double, std::string> bytesOf(std::string_view text) {
  constexpr std::string_view kAllowed = "; allowed: a number with a unit, such as 500M or 8G, of 1M or more.";
  std::string digits(text);
  while (!digits.empty() && (std::isalpha(static_cast<unsigned char>(digits.back())) || digits.back() == ' '))
    digits.pop_back();
  std::string unit(text.substr(digits.size()));
  std::erase(unit, ' ');
  std::ranges::transform(unit, unit.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  if (unit.ends_with("B")) unit.pop_back();
  double scale = unit.empty() ? 1 : 0;
  for (const Unit& one : kUnits) {
    if (unit == one.name) scale = one.bytes;
  }
  const auto number = parseNumber(digits);
  if (!number || scale == 0 || !(*number * scale >= kLeast))
    return std::unexpected("\"" + std::string(text) + "\"" + std::string(kAllowed));
  return *number * scale;
}

std::string bytesText(double bytes) {
  if (bytes >= 1e9) return significantText(bytes / 1e9, 3) + " GB";
  return significantText(std::max(bytes / 1e6, 1e-3), 3) + " MB";
}

double freeBytes() {
  double free = std::numeric_limits<double>::infinity();
  std::ifstream info("/proc/meminfo");
  for (std::string key, unit; info >> key;) {
    double kibibytes = 0;
    if (!(info >> kibibytes)) break;
    std::getline(info, unit);
    if (key == "MemAvailable:") free = kibibytes * 1024;
  }
  double most = 0, used = 0;
  std::ifstream limit("/sys/fs/cgroup/memory.max"), current("/sys/fs/cgroup/memory.current");
  if (limit >> most && current >> used) free = std::min(free, std::max(most - used, kLeast));
  return free;
}

MemoryBudget::Share::Share(MemoryBudget& budget, double bytes) : budget_(budget), bytes_(std::min(bytes, budget.all_)) {
  std::unique_lock lock(budget_.mutex_);
  budget_.isFreed_.wait(lock, [&] { return budget_.held_ == 0 || budget_.held_ + bytes_ <= budget_.all_; });
  budget_.held_ += bytes_;
}

MemoryBudget::Share::~Share() {
  {
    const std::lock_guard lock(budget_.mutex_);
    budget_.held_ -= bytes_;
  }
  budget_.isFreed_.notify_all();
}

}  // namespace cathode::program
