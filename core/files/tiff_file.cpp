// SPDX-License-Identifier: MIT
// TIFF stacks by libtiff: pages of one number per pixel, each a slice.
#include <tiffio.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdarg>
#include <cstdio>
#include <cstring>

#include "core/base/number_text.h"
#include "core/files/natural_order.h"
#include "core/files/text_header.h"

namespace cathode {
namespace {

// Voxels larger than this are not believed: image programs write a printer's resolution, such as 72 per inch.
constexpr double kLargestToldUm = 20;
// No compression that is read grows data more than this.
constexpr double kMostGrowth = 4096;
constexpr std::size_t kLongestDescription = 100'000;
constexpr double kInchUm = 25400, kCentimetreUm = 1e4;

// --- descriptions

// A line "key=value" of ImageJ's.
std::optional<std::string_view> lineOf(std::string_view text, std::string_view key) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    if (line.size() > key.size() && line.starts_with(key) && line[key.size()] == '=') {
      std::string_view value = line.substr(key.size() + 1);
      while (!value.empty() && (value.back() == '\r' || value.back() == ' ')) value.remove_suffix(1);
      return value;
    }
    at = end + 1;
  }
  return {};
}

bool isSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool isLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

// The attributes of the next element of that name, whatever its prefix, from `at` on, which moves behind it.
std::optional<std::string_view> elementOf(std::string_view text, std::string_view name, std::size_t& at) {
  while ((at = text.find('<', at)) != text.npos) {
    std::size_t from = ++at;
    while (from < text.size() && isLetter(text[from])) ++from;
    from = from < text.size() && text[from] == ':' ? from + 1 : at;
    if (!text.substr(from).starts_with(name)) continue;
    const std::string_view rest = text.substr(from + name.size());
    const std::size_t end = rest.find('>');
    if (end == rest.npos || end == 0 || !isSpace(rest[0])) continue;
    return rest.substr(0, end);
  }
  return {};
}

std::optional<std::string_view> attributeOf(std::string_view attributes, std::string_view key) {
  for (std::size_t at = 0; (at = attributes.find(key, at)) != attributes.npos; at += key.size()) {
    if (at > 0 && isLetter(attributes[at - 1])) continue;
    std::size_t from = at + key.size();
    while (from < attributes.size() && isSpace(attributes[from])) ++from;
    if (from >= attributes.size() || attributes[from] != '=') continue;
    for (++from; from < attributes.size() && isSpace(attributes[from]);) ++from;
    if (from >= attributes.size() || (attributes[from] != '"' && attributes[from] != '\'')) continue;
    const std::size_t end = attributes.find(attributes[from], from + 1);
    if (end != attributes.npos) return attributes.substr(from + 1, end - from - 1);
  }
  return {};
}

double numberOr(std::optional<std::string_view> text, double otherwise) {
  return text ? parseNumber(*text).value_or(otherwise) : otherwise;
}

// --- one open file

struct Faults {
  std::string first;  // what libtiff has said first; empty: nothing
};

int note(TIFF*, void* to, const char*, const char* format, va_list words) {
  Faults& faults = *static_cast<Faults*>(to);
  if (!faults.first.empty()) return 1;
  char line[256];
  std::vsnprintf(line, sizeof line, format, words);
  faults.first = line;
  while (!faults.first.empty() && faults.first.back() == '.') faults.first.pop_back();
  return 1;
}
int ignore(TIFF*, void*, const char*, const char*, va_list) { return 1; }

struct TiffClose {
  void operator()(TIFF* file) const { TIFFClose(file); }
};

struct OpenTiff {
  std::unique_ptr<Faults> faults = std::make_unique<Faults>();
  std::unique_ptr<TIFF, TiffClose> file;

  std::string fault(std::string_view otherwise) const {
    return faults->first.empty() ? std::string(otherwise) : faults->first;
  }
};

OpenTiff opened(const std::filesystem::path& path) {
  OpenTiff tiff;
  TIFFOpenOptions* const options = TIFFOpenOptionsAlloc();
  TIFFOpenOptionsSetErrorHandlerExtR(options, note, tiff.faults.get());
  TIFFOpenOptionsSetWarningHandlerExtR(options, ignore, nullptr);
  TIFFOpenOptionsSetMaxSingleMemAlloc(options, tmsize_t{1} << 32);
  // m: not mapped into memory, where a file that is cut short meanwhile ends the program.
  tiff.file.reset(TIFFOpenExt(path.c_str(), "rm", options));
  TIFFOpenOptionsFree(options);
  return tiff;
}

template <typename Number>
Number field(TIFF* file, std::uint32_t tag, Number otherwise) {
  Number value = otherwise;
  return TIFFGetField(file, tag, &value) == 1 ? value : otherwise;
}

// A page's numbers, and where libtiff finds it.
struct Page {
  std::uint32_t width = 0, height = 0;
  std::uint16_t bits = 1;
  NumberType type = NumberType::uint8;
  bool isTiled = false;
  std::uint64_t directory = 0;
};

// Which type numbers of so many bits are; nothing where none is read.
std::optional<NumberType> typeOf(std::uint16_t bits, std::uint16_t format) {
  constexpr std::uint16_t kUnsigned = SAMPLEFORMAT_UINT, kSigned = SAMPLEFORMAT_INT, kFloat = SAMPLEFORMAT_IEEEFP;
  if (format == kUnsigned && (bits == 1 || bits == 2 || bits == 4 || bits == 8)) return NumberType::uint8;
  if (format == kSigned && bits == 8) return NumberType::int8;
  if (bits == 16 && format != kFloat) return format == kSigned ? NumberType::int16 : NumberType::uint16;
  if (bits == 32)
    return format == kFloat ? NumberType::float32 : format == kSigned ? NumberType::int32 : NumberType::uint32;
  if (bits == 64 && format == kFloat) return NumberType::float64;
  return {};
}

std::expected<Page, std::string> pageOf(TIFF* file, double fileBytes) {
  const auto refused = [](std::string_view what, std::string_view value, std::string_view allowed) {
    return std::unexpected(std::string(what) + " is " + std::string(value) + "; allowed: " + std::string(allowed) +
                           ".");
  };
  Page page;
  page.width = field<std::uint32_t>(file, TIFFTAG_IMAGEWIDTH, 0);
  page.height = field<std::uint32_t>(file, TIFFTAG_IMAGELENGTH, 0);
  for (const auto& [what, extent] : {std::pair{"the width", page.width}, std::pair{"the height", page.height}}) {
    if (extent < 1 || extent > kMostExtent)
      return refused(what, std::to_string(extent), "1 to " + std::to_string(kMostExtent) + " pixels");
  }
  const auto samples = field<std::uint16_t>(file, TIFFTAG_SAMPLESPERPIXEL, 1);
  const auto meaning = field<std::uint16_t>(file, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISBLACK);
  if (samples != 1 ||
      (meaning != PHOTOMETRIC_MINISWHITE && meaning != PHOTOMETRIC_MINISBLACK && meaning != PHOTOMETRIC_PALETTE))
    return refused("the number of channels",
                   samples == 1 ? "1, of kind " + std::to_string(meaning) : std::to_string(samples),
                   "1 (a colour image has to be saved as one of labels first)");
  const auto compression = field<std::uint16_t>(file, TIFFTAG_COMPRESSION, COMPRESSION_NONE);
  if (compression != COMPRESSION_NONE && compression != COMPRESSION_LZW && compression != COMPRESSION_ADOBE_DEFLATE &&
      compression != COMPRESSION_DEFLATE && compression != COMPRESSION_PACKBITS)
    return refused("the compression", std::to_string(compression), "none, LZW, Deflate, PackBits");
  page.bits = field<std::uint16_t>(file, TIFFTAG_BITSPERSAMPLE, 1);
  const auto format = field<std::uint16_t>(file, TIFFTAG_SAMPLEFORMAT, SAMPLEFORMAT_UINT);
  const auto type = typeOf(page.bits, format);
  if (!type)
    return refused("the type of number", std::to_string(page.bits) + " bits of format " + std::to_string(format),
                   "integers of 1, 2, 4, 8, 16 or 32 bits, float of 32 or 64 bits");
  page.type = *type;
  if (const auto order = field<std::uint16_t>(file, TIFFTAG_FILLORDER, 1); order != 1)
    return refused("the order of bits", std::to_string(order), "1");
  if (const auto turned = field<std::uint16_t>(file, TIFFTAG_ORIENTATION, 1); turned != 1)
    return refused("the orientation", std::to_string(turned), "1");
  if (const auto depth = field<std::uint32_t>(file, TIFFTAG_IMAGEDEPTH, 1); depth != 1)
    return refused("the depth of a page", std::to_string(depth), "1");
  page.isTiled = TIFFIsTiled(file) != 0;
  page.directory = TIFFCurrentDirOffset(file);
  const double bytes =
      double(page.isTiled ? TIFFTileSize64(file) * TIFFNumberOfTiles(file) : TIFFScanlineSize64(file) * page.height);
  if (!(bytes > 0) || bytes / (compression == COMPRESSION_NONE ? 1 : kMostGrowth) > fileBytes)
    return std::unexpected("its pixels take " + shortestText(bytes) + " bytes, which do not fit into the file's " +
                           shortestText(fileBytes) + ".");
  return page;
}

// The numbers of the page that the file stands at, rows of whole bytes one behind the other.
bool readPage(TIFF* file, const Page& page, std::span<std::byte> to, std::vector<std::byte>& block) {
  const std::size_t row = to.size() / page.height;
  if (!page.isTiled) {
    const tmsize_t strip = TIFFStripSize(file);
    std::size_t at = 0;
    for (std::uint32_t i = 0, count = TIFFNumberOfStrips(file); i < count && at < to.size(); ++i) {
      const tmsize_t room = std::min<tmsize_t>(strip, tmsize_t(to.size() - at));
      if (TIFFReadEncodedStrip(file, i, &to[at], room) != room) return false;
      at += std::size_t(room);
    }
    return at == to.size();
  }
  std::uint32_t width = 0, height = 0;
  if (TIFFGetField(file, TIFFTAG_TILEWIDTH, &width) != 1 || TIFFGetField(file, TIFFTAG_TILELENGTH, &height) != 1)
    return false;
  const std::size_t blockRow = std::size_t(TIFFTileRowSize(file));
  block.resize(std::size_t(TIFFTileSize(file)));
  if (blockRow == 0 || (std::size_t(width) * page.bits) % 8 != 0) return false;
  for (std::uint32_t top = 0; top < page.height; top += height) {
    for (std::uint32_t left = 0; left < page.width; left += width) {
      const std::uint32_t tile = TIFFComputeTile(file, left, top, 0, 0);
      if (TIFFReadEncodedTile(file, tile, block.data(), tmsize_t(block.size())) != tmsize_t(block.size())) return false;
      const std::size_t begin = std::size_t(left) * page.bits / 8, bytes = std::min(blockRow, row - begin);
      for (std::uint32_t i = 0; i < std::min(height, page.height - top); ++i)
        std::memcpy(&to[(top + i) * row + begin], &block[i * blockRow], bytes);
    }
  }
  return true;
}

std::size_t rowBytes(const Page& page) { return (std::size_t(page.width) * page.bits + 7) / 8; }

// Numbers of less than a byte, the first in the highest bits; each row begins a byte.
void unpackBits(const Page& page, std::span<const std::byte> from, std::span<std::byte> to) {
  const std::size_t row = rowBytes(page);
  const unsigned mask = (1u << page.bits) - 1;
  for (std::size_t j = 0; j < page.height; ++j) {
    for (std::size_t i = 0; i < page.width; ++i) {
      const std::size_t bit = i * page.bits;
      to[j * page.width + i] =
          std::byte(std::to_integer<unsigned>(from[j * row + bit / 8]) >> (8 - page.bits - bit % 8) & mask);
    }
  }
}

// Buffers for a page.
struct PageRoom {
  std::vector<std::byte> packed, numbers, block;

  std::span<const std::byte> read(TIFF* file, const Page& page) {
    packed.resize(rowBytes(page) * page.height);
    if (!readPage(file, page, packed, block)) return {};
    if (page.bits >= 8) return packed;
    numbers.resize(std::size_t(page.width) * page.height);
    unpackBits(page, packed, numbers);
    return numbers;
  }
};

std::string descriptionOf(TIFF* file) {
  const char* text = nullptr;
  if (TIFFGetField(file, TIFFTAG_IMAGEDESCRIPTION, &text) != 1 || !text) return {};
  return std::string(text, ::strnlen(text, kLongestDescription));
}

bool isImageJ(std::string_view text) { return text.starts_with("ImageJ="); }

// The edges of a voxel that a file tells, x, y, z; those of a pixel alone where there are two.
std::vector<double> edgesOf(TIFF* file, std::string_view text) {
  std::size_t at = 0;
  if (const auto pixels = elementOf(text, "Pixels", at)) {
    std::vector<double> edges;
    for (const char axis : {'X', 'Y', 'Z'}) {
      const std::string key = std::string("PhysicalSize") + axis;
      edges.push_back(numberOr(attributeOf(*pixels, key), NAN) *
                      unitUm(attributeOf(*pixels, key + "Unit").value_or("µm")).value_or(NAN));
    }
    if (!(edges[2] > 0)) edges.pop_back();
    return edges;
  }
  const std::string_view told = isImageJ(text) ? lineOf(text, "unit").value_or("") : "";
  std::optional<double> unit = unitUm(told);
  if (told.empty()) {
    const auto resolution = field<std::uint16_t>(file, TIFFTAG_RESOLUTIONUNIT, RESUNIT_INCH);
    if (resolution == RESUNIT_INCH) unit = kInchUm;
    if (resolution == RESUNIT_CENTIMETER) unit = kCentimetreUm;
  }
  std::vector<double> edges;
  for (const std::uint32_t tag : {TIFFTAG_XRESOLUTION, TIFFTAG_YRESOLUTION})
    edges.push_back(unit.value_or(NAN) / double(field<float>(file, tag, 0)));
  const double spacing = isImageJ(text) ? numberOr(lineOf(text, "spacing"), NAN) * unit.value_or(NAN) : NAN;
  if (spacing > 0) edges.push_back(spacing);
  return edges;
}

// Puts the edges of a voxel into the reader, where the file tells them; refuses those of a pixel alone that differ.
std::expected<void, std::string> putEdges(VolumeFile::Reader& reader, TIFF* file, std::string_view text) {
  std::vector<double> edges = edgesOf(file, text);
  for (double& edge : edges) edge = roundedTo(edge);
  const double x = edges[0], y = edges[1];
  const auto isTold = [](double edge) { return std::isfinite(edge) && edge > 0 && edge <= kLargestToldUm; };
  if (!isTold(x) || !isTold(y)) return {};
  const bool areAlike = std::ranges::all_of(edges, [&](double edge) { return std::abs(edge - x) <= 0.01 * x; });
  if (edges.size() == 3) {
    reader.voxelUm = areAlike ? Spacing{x, x, x} : Spacing{edges[2], y, x};
  } else if (areAlike) {
    reader.voxelUm = Spacing{x, x, x};
    reader.notes.push_back("The file tells the edges of a pixel, " + shortestText(x) +
                           " µm; slices are taken to be as far apart.");
  } else {
    return std::unexpected(
        "it tells pixels of " + shortestText(y) + " x " + shortestText(x) +
        " µm (y, x) and not how far apart its slices are; allowed: all three edges, or square pixels.");
  }
  return {};
}

// Why the pages are not the slices of one volume; empty if they are.
std::string axesRefusal(std::string_view text, std::size_t pages) {
  double channels = 1, slices = double(pages), frames = 1;
  std::size_t at = 0;
  if (isImageJ(text)) {
    channels = numberOr(lineOf(text, "channels"), 1);
    slices = numberOr(lineOf(text, "slices"), 1);
    frames = numberOr(lineOf(text, "frames"), 1);
  } else if (const auto pixels = elementOf(text, "Pixels", at)) {
    channels = numberOr(attributeOf(*pixels, "SizeC"), 1);
    slices = numberOr(attributeOf(*pixels, "SizeZ"), 1);
    frames = numberOr(attributeOf(*pixels, "SizeT"), 1);
  }
  if (channels == 1 && frames == 1) return {};
  return "its description tells of " + shortestText(channels) + " channels, " + shortestText(slices) + " slices and " +
         shortestText(frames) + " frames; allowed: the slices of one volume, saved as a stack of their own.";
}

class TiffReader final : public VolumeFile::Reader {
 public:
  TiffReader(OpenTiff tiff, std::vector<Page> pages) : tiff_(std::move(tiff)), pages_(std::move(pages)) {}
  OpenTiff& tiff() { return tiff_; }
  const std::vector<Page>& pages() const { return pages_; }

  std::expected<void, std::string> read(int first, int end, const SamplesVisit& visit) const override {
    PageRoom room;
    for (int z = first; z < end; ++z) {
      const Page& page = pages_[std::size_t(z)];
      tiff_.faults->first.clear();
      std::span<const std::byte> numbers;
      if (TIFFSetSubDirectory(tiff_.file.get(), page.directory) == 1) numbers = room.read(tiff_.file.get(), page);
      if (numbers.empty())
        return std::unexpected(ofFile(path, "page " + std::to_string(z + 1) + ": its pixels are damaged: " +
                                                tiff_.fault("some of them are missing") + "."));
      const std::size_t plane = std::size_t(page.width) * page.height;
      if (!visit({numbers.data(), plane, plane * std::size_t(z - first), 1})) break;
    }
    return {};
  }

 private:
  OpenTiff tiff_;
  std::vector<Page> pages_;
};

// Its pages, all alike; reduced copies, as pyramids have them, are left out and counted.
std::expected<std::vector<Page>, std::string> pagesOf(OpenTiff& tiff, double fileBytes, int& reduced) {
  TIFF* const file = tiff.file.get();
  std::vector<Page> pages;
  do {
    if (field<std::uint32_t>(file, TIFFTAG_SUBFILETYPE, 0) & FILETYPE_REDUCEDIMAGE) {
      ++reduced;
      continue;
    }
    const std::string where = "page " + std::to_string(pages.size() + 1);
    const auto page = pageOf(file, fileBytes);
    if (!page) return std::unexpected(where + ": " + page.error());
    pages.push_back(*page);
    const Page& first = pages.front();
    if (page->width != first.width || page->height != first.height || page->type != first.type)
      return std::unexpected(where + " has " + std::to_string(page->width) + " x " + std::to_string(page->height) +
                             " pixels of " + std::to_string(page->bits) + " bits, the first has " +
                             std::to_string(first.width) + " x " + std::to_string(first.height) + " of " +
                             std::to_string(first.bits) + "; all must have the same.");
  } while (TIFFReadDirectory(file) == 1);
  if (!TIFFLastDirectory(file) || !tiff.faults->first.empty())
    return std::unexpected("its pages are damaged: " + tiff.fault("their list does not end") + ".");
  if (pages.empty()) return std::unexpected("the TIFF file has no pages.");
  double needed = 0;
  for (const Page& page : pages) needed += double(rowBytes(page)) * page.height;
  if (needed / kMostGrowth > fileBytes)
    return std::unexpected("its " + std::to_string(pages.size()) + " pages do not fit into its bytes.");
  return pages;
}

// ImageJ writes more than 4 GB as one page that tells how many follow it, byte behind byte.
std::optional<BareNumbers> followingImages(TIFF* file, const std::vector<Page>& pages, std::string_view text) {
  const double images = isImageJ(text) ? numberOr(lineOf(text, "images"), 1) : 1;
  if (pages.size() != 1 || !(images > 1) || images > double(kMostExtent) || images != std::floor(images)) return {};
  if (TIFFSetSubDirectory(file, pages[0].directory) != 1) return {};
  if (field<std::uint16_t>(file, TIFFTAG_COMPRESSION, COMPRESSION_NONE) != COMPRESSION_NONE || pages[0].isTiled ||
      pages[0].bits < 8 || TIFFNumberOfStrips(file) != 1)
    return {};
  return BareNumbers{.shape = {int(images), int(pages[0].height), int(pages[0].width)},
                     .type = pages[0].type,
                     .isBigEndian = TIFFIsBigEndian(file) != 0,
                     .at = TIFFGetStrileOffset(file, 0),
                     .mayGoOn = true};
}

}  // namespace

OpenedVolume openTiff(const std::filesystem::path& path) {
  const auto refused = [&](std::string_view why) { return std::unexpected(ofFile(path, why)); };
  const auto head = headOf(path, 0);
  if (!head) return std::unexpected(head.error());
  OpenTiff tiff = opened(path);
  if (!tiff.file) return refused("the TIFF file is damaged: " + tiff.fault("it cannot be opened") + ".");
  int reduced = 0;
  std::string text = descriptionOf(tiff.file.get());
  auto pages = pagesOf(tiff, double(head->length), reduced);
  if (!pages) return refused(pages.error());
  if (TIFFSetSubDirectory(tiff.file.get(), pages->front().directory) != 1) return refused("the TIFF file is damaged.");
  if (const std::string refusal = axesRefusal(text, pages->size()); !refusal.empty()) return refused(refusal);

  std::unique_ptr<VolumeFile::Reader> reader;
  TIFF* const file = tiff.file.get();
  OpenTiff kept;
  if (const auto following = followingImages(file, *pages, text)) {
    auto bare = openBare(path, *following);
    if (!bare) return bare;
    reader = std::move(*bare);
    kept = std::move(tiff);
  } else {
    if (pages->size() > std::size_t(kMostExtent)) return refused("it has more pages than are read.");
    const Page& first = pages->front();
    const Shape shape{int(pages->size()), int(first.height), int(first.width)};
    const NumberType type = first.type;
    reader = std::make_unique<TiffReader>(std::move(tiff), std::move(*pages));
    reader->shape = shape;
    reader->type = type;
    reader->path = path;
  }
  if (reduced > 0) reader->notes.push_back(std::to_string(reduced) + " reduced copies of pages were left out.");
  if (const auto put = putEdges(*reader, file, text); !put) return refused(put.error());
  return reader;
}

namespace {

// Each file of a folder is opened as it is needed.
class SlicesReader final : public VolumeFile::Reader {
 public:
  explicit SlicesReader(std::vector<std::filesystem::path> slices) : slices_(std::move(slices)) {}

  std::expected<void, std::string> read(int first, int end, const SamplesVisit& visit) const override {
    const std::size_t plane = std::size_t(shape[1]) * shape[2];
    bool goesOn = true;
    for (int z = first; z < end && goesOn; ++z) {
      const auto slice = openTiff(slices_[std::size_t(z)]);
      if (!slice) return std::unexpected(slice.error());
      const VolumeFile::Reader& one = **slice;
      if (one.shape != Shape{1, shape[1], shape[2]} || one.type != type)
        return std::unexpected(ofFile(one.path, shapeText(one.shape) + " pixels (pages, y, x), " +
                                                    slices_[0].filename().string() + " has 1 x " +
                                                    std::to_string(shape[1]) + " x " + std::to_string(shape[2]) +
                                                    "; all slices must have the same, of one type."));
      const auto read = one.read(0, 1, [&](const Samples& samples) {
        Samples moved = samples;
        moved.to += plane * std::size_t(z - first);
        return goesOn = visit(moved);
      });
      if (!read) return read;
    }
    return {};
  }

 private:
  std::vector<std::filesystem::path> slices_;
};

}  // namespace

OpenedVolume openSlices(const std::filesystem::path& folder) {
  std::vector<std::string> names;
  std::error_code fault;
  for (std::filesystem::directory_iterator at(folder, fault), end; !fault && at != end; at.increment(fault)) {
    const std::string name = at->path().filename().string();
    if (name.ends_with(".tif") || name.ends_with(".tiff") || name.ends_with(".TIF") || name.ends_with(".TIFF"))
      names.push_back(name);
  }
  if (fault) return std::unexpected(ofFile(folder, "cannot be read: " + fault.message() + "."));
  if (names.empty())
    return std::unexpected(
        ofFile(folder, "a folder without TIFF files; allowed: a file, or a folder of slices (.tif, .tiff)."));
  if (names.size() > std::size_t(kMostExtent)) return std::unexpected(ofFile(folder, "has more slices than are read."));
  std::ranges::sort(names);
  sortNaturally(names);
  std::vector<std::filesystem::path> slices;
  for (const std::string& name : names) slices.push_back(folder / name);
  const auto first = openTiff(slices[0]);
  if (!first) return std::unexpected(first.error());
  auto reader = std::make_unique<SlicesReader>(slices);
  reader->path = folder;
  reader->shape = {int(slices.size()), (*first)->shape[1], (*first)->shape[2]};
  reader->type = (*first)->type;
  reader->voxelUm = (*first)->voxelUm;
  reader->notes = (*first)->notes;
  reader->notes.push_back(std::to_string(names.size()) + " slices, from " + names.front() + " to " + names.back() +
                          ".");
  return reader;
}

}  // namespace cathode
