// SPDX-License-Identifier: MIT
// Tables in text files: comma-, semicolon- or tab-separated (RFC 4180), as spreadsheets save them.
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace cathode::program {

// Lines of cells, heads first; empty lines are left out. What separates cells is told by the heads; an apostrophe that
// keeps a formula a text is taken away. Refuses a quotation mark that is not closed.
std::expected<std::vector<std::vector<std::string>>, std::string> csvLines(std::string_view text);

}  // namespace cathode::program
