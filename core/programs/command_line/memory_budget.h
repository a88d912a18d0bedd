// SPDX-License-Identifier: MIT
// What calculations may take of the machine's memory, all that run at a time together.
#pragma once

#include <condition_variable>
#include <expected>
#include <mutex>
#include <string>
#include <string_view>

namespace cathode::program {

// "8G", "500M", "2.5 GB", in units of 1000; at least 1 MB.
std::expected<double, std::string> bytesOf(std::string_view text);
// "2.5 GB"
std::string bytesText(double bytes);
// What is free on this machine now, and within what its group of processes may take.
double freeBytes();

class MemoryBudget {
 public:
  explicit MemoryBudget(double bytes) : all_(bytes) {}
  double bytes() const { return all_; }

  // Holds so many bytes until it is gone; waits until there is room. No more than all are held.
  class Share {
   public:
    Share(MemoryBudget& budget, double bytes);
    ~Share();
    Share(const Share&) = delete;
    Share& operator=(const Share&) = delete;

   private:
    MemoryBudget& budget_;
    double bytes_;
  };

 private:
  const double all_;
  double held_ = 0;
  std::mutex mutex_;
  std::condition_variable isFreed_;
};

}  // namespace cathode::program
