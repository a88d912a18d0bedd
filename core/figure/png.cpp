// SPDX-License-Identifier: MIT
// PNG (ISO/IEC 15948) with a palette, its data deflated (RFC 1951) with the fixed codes.
#include "core/figure/png.h"

#include <algorithm>
#include <array>

namespace cathode::figure {
namespace {

// Bytes as a stream of bits, the lowest first.
class Bits {
 public:
  void add(std::uint32_t value, int count) {
    for (int i = 0; i < count; ++i) {
      if (free_ == 0) {
        bytes_ += '\0';
        free_ = 8;
      }
      if (value >> i & 1u) bytes_.back() = static_cast<char>(bytes_.back() | 1 << (8 - free_));
      --free_;
    }
  }
  // Codes of symbols have their highest bit first.
  void addCode(std::uint32_t code, int count) {
    for (int i = count - 1; i >= 0; --i) add(code >> i & 1u, 1);
  }
  std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
  int free_ = 0;
};

void addSymbol(Bits& bits, std::uint32_t symbol) {
  if (symbol < 144) return bits.addCode(0x30 + symbol, 8);
  if (symbol < 256) return bits.addCode(0x190 + symbol - 144, 9);
  if (symbol < 280) return bits.addCode(symbol - 256, 7);
  bits.addCode(0xC0 + symbol - 280, 8);
}

// Lengths and distances of repetitions: the first of each code, and how many bits follow it (RFC 1951, 3.2.5).
struct Code {
  std::uint16_t first;
  std::uint8_t bits;
};
constexpr Code kLengths[] = {{3, 0},   {4, 0},   {5, 0},   {6, 0},   {7, 0},  {8, 0},  {9, 0},  {10, 0},
                             {11, 1},  {13, 1},  {15, 1},  {17, 1},  {19, 2}, {23, 2}, {27, 2}, {31, 2},
                             {35, 3},  {43, 3},  {51, 3},  {59, 3},  {67, 4}, {83, 4}, {99, 4}, {115, 4},
                             {131, 5}, {163, 5}, {195, 5}, {227, 5}, {258, 0}};
constexpr Code kDistances[] = {{1, 0},  {2, 0},  {3, 0},  {4, 0},  {5, 1},  {7, 1},   {9, 2},   {13, 2},  {17, 3},
                               {25, 3}, {33, 4}, {49, 4}, {65, 5}, {97, 5}, {129, 6}, {193, 6}, {257, 7}, {385, 7}};
constexpr std::size_t kFarthest = 512, kShortest = 3, kLongest = 258;

std::size_t codeOf(std::span<const Code> codes, std::size_t value) {
  const auto after = std::ranges::upper_bound(codes, value, {}, [](Code code) -> std::size_t { return code.first; });
  return static_cast<std::size_t>(after - codes.begin()) - 1;
}

std::string deflated(std::string_view data) {
  Bits bits;
  bits.add(1, 1);  // the last block,
  bits.add(1, 2);  // of fixed codes
  for (std::size_t at = 0; at < data.size();) {
    std::size_t length = 0, distance = 0;
    for (std::size_t back = 1; back <= std::min(at, kFarthest); ++back) {
      const std::size_t most = std::min(kLongest, data.size() - at);
      std::size_t same = 0;
      while (same < most && data[at + same] == data[at - back + same]) ++same;
      if (same > length) length = same, distance = back;
      if (length == most) break;
    }
    if (length < kShortest) {
      addSymbol(bits, static_cast<unsigned char>(data[at++]));
      continue;
    }
    const std::size_t lengthCode = codeOf(kLengths, length), distanceCode = codeOf(kDistances, distance);
    addSymbol(bits, static_cast<std::uint32_t>(257 + lengthCode));
    bits.add(static_cast<std::uint32_t>(length - kLengths[lengthCode].first), kLengths[lengthCode].bits);
    bits.addCode(static_cast<std::uint32_t>(distanceCode), 5);
    bits.add(static_cast<std::uint32_t>(distance - kDistances[distanceCode].first), kDistances[distanceCode].bits);
    at += length;
  }
  addSymbol(bits, 256);
  return bits.take();
}

void addNumber(std::string& to, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) to += static_cast<char>(value >> shift & 0xFFu);
}

std::uint32_t crcOf(std::string_view data) {
  std::uint32_t crc = 0xFFFFFFFFu;
  for (const char c : data) {
    crc ^= static_cast<unsigned char>(c);
    for (int i = 0; i < 8; ++i) crc = crc & 1u ? crc >> 1 ^ 0xEDB88320u : crc >> 1;
  }
  return ~crc;
}

std::uint32_t adlerOf(std::string_view data) {
  std::uint32_t a = 1, b = 0;
  for (const char c : data) {
    a = (a + static_cast<unsigned char>(c)) % 65521u;
    b = (b + a) % 65521u;
  }
  return b << 16 | a;
}

void addChunk(std::string& png, std::string_view kind, std::string_view data) {
  addNumber(png, static_cast<std::uint32_t>(data.size()));
  const std::string body = std::string(kind).append(data);
  png += body;
  addNumber(png, crcOf(body));
}

std::string base64(std::string_view bytes) {
  constexpr char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t three = 0;
    for (std::size_t k = i; k < i + 3; ++k)
      three = three << 8 | (k < bytes.size() ? static_cast<unsigned char>(bytes[k]) : 0u);
    for (int shift = 18; shift >= 0; shift -= 6) text += kDigits[three >> shift & 63u];
  }
  const std::size_t padding = (3 - bytes.size() % 3) % 3;
  std::ranges::fill(text.end() - static_cast<std::ptrdiff_t>(padding), text.end(), '=');
  return text;
}

}  // namespace

std::string pngUri(const Shades& shades) {
  std::string header;
  addNumber(header, static_cast<std::uint32_t>(shades.columns));
  addNumber(header, static_cast<std::uint32_t>(shades.steps.size() / shades.columns));
  header += {8, 3, 0, 0, 0};  // bits of a pixel, which is a place in the palette
  std::string palette;
  for (int step = 0; step < kShadeCount; ++step) {
    for (const int shift : {16, 8, 0}) palette += static_cast<char>(shadeColor(step) >> shift & 0xFFu);
  }
  // The last place is that of no shade.
  palette += palette.substr(palette.size() - 3);
  std::string seeThrough(kShadeCount, '\xFF');
  seeThrough += '\0';
  // Each row as its difference from the one above, which repeats itself where colours change slowly.
  const auto place = [&](std::size_t i) { return std::min<int>(shades.steps[i], kShadeCount); };
  std::string rows;
  for (std::size_t i = 0; i < shades.steps.size(); ++i) {
    if (i % shades.columns == 0) rows += '\2';
    rows += static_cast<char>(place(i) - (i < shades.columns ? 0 : place(i - shades.columns)));
  }
  std::string data = "\x78\x01" + deflated(rows);
  addNumber(data, adlerOf(rows));
  std::string png = "\x89PNG\r\n\x1A\n";
  addChunk(png, "IHDR", header);
  addChunk(png, "PLTE", palette);
  addChunk(png, "tRNS", seeThrough);
  addChunk(png, "IDAT", data);
  addChunk(png, "IEND", "");
  return "data:image/png;base64," + base64(png);
}

}  // namespace cathode::figure
