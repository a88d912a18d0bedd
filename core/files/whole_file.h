// SPDX-License-Identifier: MIT
// Files that are there whole or not at all.
#pragma once

#include <expected>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace cathode {

// Writes beside it and renames, so that nothing half-written is ever left under that name; refuses, naming the file and
// why (no such folder, no right, disk full), and leaves what was there before.
std::expected<void, std::string> writeWhole(const std::filesystem::path& path, std::string_view content);
std::expected<void, std::string> writeWhole(const std::filesystem::path& path, std::string_view head,
                                            std::span<const std::uint8_t> body);

// A file's whole content; refuses, naming the file, what is not there and more than `mostBytes`.
std::expected<std::string, std::string> readWhole(const std::filesystem::path& path, std::uint64_t mostBytes);

}  // namespace cathode
