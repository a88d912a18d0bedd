// SPDX-License-Identifier: MIT
// Points of spectra: checked, and in the order of their frequencies.
#pragma once

#include <span>

#include "core/spectra/spectrum.h"

namespace cathode {

// Why these are no spectrum, with the field and what is allowed; empty if they are one.
std::string refusalOf(std::span<const SpectrumPoint> points);

// Their places from the highest frequency to the lowest, and they themselves so.
std::vector<std::size_t> orderByFrequency(std::span<const SpectrumPoint> points);
std::vector<SpectrumPoint> byFrequency(std::span<const SpectrumPoint> points);

// A frequency in its own unit, "2.9 MHz".
std::string hertzText(double hertz);

}  // namespace cathode
