// SPDX-License-Identifier: MIT
// Words: lists, labels within sentences, and text from elsewhere made fit to be shown or quoted.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cathode {

// "a", "a and b", "a, b and c".
std::string listed(const std::vector<std::string>& parts);

// A label within a sentence: its first letter small, unless it is one of an abbreviation (AM, C-rate).
std::string lowered(std::string_view label);

// Whether `text` is UTF-8 without control characters.
bool isPrintable(std::string_view text);

// `text` with U+FFFD for each control character, for each that is none (U+FFFE, U+FFFF), and for bytes that are not
// UTF-8.
std::string printable(std::string_view text);

// `text` made fit to be quoted in a message: control characters and bytes that are not UTF-8
// become '?', and what exceeds 40 characters is cut with an ellipsis.
std::string quotable(std::string_view text);

}  // namespace cathode
