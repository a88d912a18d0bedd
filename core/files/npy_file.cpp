// SPDX-License-Identifier: MIT
// NumPy's file format, https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
#include <algorithm>
#include <array>
#include <charconv>

#include "core/files/text_header.h"

namespace cathode {
namespace {

constexpr std::size_t kLongestHeader = 16384;
constexpr std::string_view kAllowed = "allowed: bool, integers of 8 to 64 bits, float32, float64.";

struct NamedType {
  std::string_view name;
  NumberType type;
};
constexpr NamedType kTypes[] = {{"b1", NumberType::bool8},   {"u1", NumberType::uint8},  {"i1", NumberType::int8},
                                {"u2", NumberType::uint16},  {"i2", NumberType::int16},  {"u4", NumberType::uint32},
                                {"i4", NumberType::int32},   {"u8", NumberType::uint64}, {"i8", NumberType::int64},
                                {"f4", NumberType::float32}, {"f8", NumberType::float64}};

// What stands behind a key and its colon; nothing where there is no such key.
std::optional<std::string_view> behind(std::string_view header, std::string_view key) {
  const std::string quoted = "'" + std::string(key) + "'";
  const std::size_t at = header.find(quoted);
  if (at == header.npos) return {};
  const std::string_view rest = trimmed(header.substr(at + quoted.size()));
  if (!rest.starts_with(':')) return {};
  return trimmed(rest.substr(1));
}

struct Described {
  std::string_view type;
  bool isFortran;
  std::string_view extents;  // between the brackets
};

std::expected<Described, std::string> described(std::string_view header) {
  const auto type = behind(header, "descr"), order = behind(header, "fortran_order"), shape = behind(header, "shape");
  const std::size_t typeEnd = type && type->starts_with('\'') ? type->find('\'', 1) : std::string_view::npos;
  if (typeEnd == std::string_view::npos)
    return std::unexpected("the NumPy header names no single type of number; " + std::string(kAllowed));
  const bool isFortran = order && order->starts_with("True");
  const std::size_t shapeEnd = shape && shape->starts_with('(') ? shape->find(')') : std::string_view::npos;
  if (!order || (!isFortran && !order->starts_with("False")) || shapeEnd == std::string_view::npos)
    return std::unexpected("the NumPy header lacks fortran_order or shape.");
  return Described{type->substr(1, typeEnd - 1), isFortran, shape->substr(1, shapeEnd - 1)};
}

std::expected<Shape, std::string> shapeOf(std::string_view extents) {
  std::vector<std::int64_t> numbers;
  while (!extents.empty()) {
    const std::size_t comma = std::min(extents.find(','), extents.size());
    const std::string_view one = trimmed(extents.substr(0, comma));
    extents.remove_prefix(std::min(comma + 1, extents.size()));
    if (one.empty()) continue;
    std::int64_t extent = 0;
    const auto [end, fault] = std::from_chars(one.data(), one.data() + one.size(), extent);
    const std::string_view rest(end, std::size_t(one.data() + one.size() - end));
    if (fault != std::errc{} || (!rest.empty() && rest != "L"))
      return std::unexpected("the extent \"" + std::string(one.substr(0, 40)) +
                             "\" is no number; allowed: whole numbers.");
    numbers.push_back(extent);
  }
  if (numbers.size() != 2 && numbers.size() != 3)
    return std::unexpected("the array has " + std::to_string(numbers.size()) +
                           " dimensions; allowed: 3 (z, y, x) or 2 (y, x).");
  if (numbers.size() == 2) numbers.insert(numbers.begin(), 1);
  return checkedShape(numbers);
}

}  // namespace

OpenedVolume openNpy(const std::filesystem::path& path) {
  const auto refused = [&](std::string_view why) { return std::unexpected(ofFile(path, why)); };
  const auto head = headOf(path, kLongestHeader + 12);
  if (!head) return std::unexpected(head.error());
  const std::string& bytes = head->bytes;
  const auto byte = [&](std::size_t at) { return std::size_t(static_cast<unsigned char>(bytes[at])); };
  if (bytes.size() < 12)
    return refused("the NumPy file ends within its header, after " + std::to_string(bytes.size()) + " bytes.");
  if (byte(6) < 1 || byte(6) > 3)
    return refused("version " + std::to_string(byte(6)) + "." + std::to_string(byte(7)) +
                   " of NumPy's format; allowed: 1.0 to 3.0.");
  const bool isFirst = byte(6) == 1;
  const std::size_t begin = isFirst ? 10 : 12;
  const std::size_t length = byte(8) | byte(9) << 8 | (isFirst ? 0 : byte(10) << 16 | byte(11) << 24);
  if (length > kLongestHeader || begin + length > bytes.size())
    return refused("the NumPy header is to have " + std::to_string(length) + " bytes, but " +
                   std::to_string(head->length - begin) + " follow; allowed: up to " + std::to_string(kLongestHeader) +
                   ".");
  const auto told = described(std::string_view(bytes).substr(begin, length));
  if (!told) return refused(told.error());
  std::string_view kind = told->type;
  const bool hasOrder = !kind.empty() && std::string_view("<>|=").contains(kind[0]);
  const char order = hasOrder ? kind[0] : '<';
  if (hasOrder) kind.remove_prefix(1);
  const auto type = std::ranges::find(kTypes, kind, &NamedType::name);
  if (type == std::end(kTypes))
    return refused("the NumPy type \"" + std::string(told->type.substr(0, 40)) + "\" is not read; " +
                   std::string(kAllowed));
  const auto shape = shapeOf(told->extents);
  if (!shape) return refused(shape.error());
  // A flat array has its first axis along y; as Fortran has it, y runs fastest, and the one plane along z changes
  // nothing.
  return openBare(path, {.shape = *shape,
                         .type = type->type,
                         .isBigEndian = order == '>',
                         .isFortran = told->isFortran,
                         .at = begin + length});
}

}  // namespace cathode
