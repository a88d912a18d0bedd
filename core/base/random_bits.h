// SPDX-License-Identifier: MIT
// Random bits by counting: the n-th of a stream is the finaliser of SplitMix64 (Steele, Lea and Flood 2014, doi
// 10.1145/2660193.2660195) of key + n golden ratios.
#pragma once

#include <cstdint>

namespace cathode {

inline constexpr std::uint64_t kGoldenRatio = 0x9e3779b97f4a7c15;

constexpr std::uint64_t finalised(std::uint64_t bits) {
  bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9;
  bits = (bits ^ (bits >> 27)) * 0x94d049bb133111eb;
  return bits ^ (bits >> 31);
}

}  // namespace cathode
