// SPDX-License-Identifier: MIT
// Volumes into files, the same bytes as the page's; whole or not at all (core/files/whole_file.h).
#pragma once

#include "core/files/volume_file.h"

namespace cathode {

// Why no volume is written under that name; empty for .npy, .mhd.
std::string volumeNameRefusal(const std::filesystem::path& path);

// Labels as unsigned bytes: .npy, or .mhd with a .raw of the same name beside it. Refuses another name, naming it.
std::expected<void, std::string> writeVolume(const std::filesystem::path& path, const Shape& shape,
                                             std::span<const std::uint8_t> labels,
                                             const std::optional<Spacing>& voxelUm);

// One number for each voxel, as float32 in a .npy.
std::expected<void, std::string> writeField(const std::filesystem::path& path, const Shape& shape,
                                            std::span<const float> numbers);

}  // namespace cathode
