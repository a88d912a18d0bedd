// SPDX-License-Identifier: MIT
// Texts in links: percent sequences for what is no plain character.
#pragma once

#include <string>
#include <string_view>

namespace cathode {

// Whether a link holds the character as it is: letters, digits, "-._~/()".
bool isPlainInLink(char c);

// Percent sequences decoded, malformed ones left as they are.
std::string percentDecoded(std::string_view text);

// A percent sequence for each character that is not plain; `percent` stands for its sign.
std::string percentEncoded(std::string_view text, std::string_view percent = "%");

}  // namespace cathode
