// SPDX-License-Identifier: MIT
#include "core/base/words.h"

#include <algorithm>

namespace cathode {
namespace {

// Length in bytes of the well-formed UTF-8 sequence at the start of `text`, 0 if there is none.
std::size_t utf8Length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned lead = byte(0);
  const std::size_t length = lead < 0x80   ? 1
                             : lead < 0xC2 ? 0
                             : lead < 0xE0 ? 2
                             : lead < 0xF0 ? 3
                             : lead < 0xF5 ? 4
                                           : 0;
  if (length == 0 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return 0;
  }
  if ((lead == 0xE0 && byte(1) < 0xA0) || (lead == 0xED && byte(1) > 0x9F) || (lead == 0xF0 && byte(1) < 0x90) ||
      (lead == 0xF4 && byte(1) > 0x8F)) {
    return 0;
  }
  return length;
}

// Length in bytes of the first character if it can be shown, 0 otherwise.
std::size_t shownLength(std::string_view text) {
  const std::size_t length = utf8Length(text);
  if (static_cast<unsigned char>(text.front()) < 0x20 || text.front() == 0x7F) return 0;
  // No characters, and not allowed in XML.
  return text.starts_with("\xEF\xBF\xBE") || text.starts_with("\xEF\xBF\xBF") ? 0 : length;
}

}  // namespace

std::string listed(const std::vector<std::string>& parts) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    text.append(i == 0 ? "" : i + 1 == parts.size() ? " and " : ", ").append(parts[i]);
  }
  return text;
}

std::string lowered(std::string_view label) {
  std::string text(label);
  const auto isCapital = [](char c) { return c >= 'A' && c <= 'Z'; };
  if (!text.empty() && isCapital(text[0]) && !(text.size() > 1 && (isCapital(text[1]) || text[1] == '-')))
    text[0] = static_cast<char>(text[0] + ('a' - 'A'));
  return text;
}

bool isPrintable(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = shownLength(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

std::string printable(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const std::size_t length = shownLength(text);
    if (length == 0) result += "\xEF\xBF\xBD";
    result += text.substr(0, length);
    text.remove_prefix(std::max<std::size_t>({length, utf8Length(text), 1}));
  }
  return result;
}

std::string quotable(std::string_view text) {
  constexpr int kMostCharacters = 40;
  std::string result;
  for (int count = 0; !text.empty(); ++count) {
    if (count == kMostCharacters) return result + "…";
    const std::size_t length = shownLength(text);
    if (length == 0) result += '?';
    result += text.substr(0, length);
    text.remove_prefix(std::max<std::size_t>({length, utf8Length(text), 1}));
  }
  return result;
}

}  // namespace cathode
