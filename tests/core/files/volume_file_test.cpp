// SPDX-License-Identifier: MIT
#include "core/files/volume_file.h"

#include <gtest/gtest.h>
#include <tiffio.h>
#include <zlib.h>

#include <cmath>
#include <fstream>
#include <numeric>

#include "core/files/volume_writing.h"
#include "core/files/whole_file.h"
#include "tests/core/files/folder.h"

namespace cathode {
namespace {

const Shape kShape{3, 4, 5};

// Values that no two axes share the order of.
std::vector<std::uint8_t> sampleLabels(const Shape& shape) {
  std::vector<std::uint8_t> labels;
  for (int z = 0; z < shape[0]; ++z) {
    for (int y = 0; y < shape[1]; ++y) {
      for (int x = 0; x < shape[2]; ++x)
        labels.push_back(static_cast<std::uint8_t>((z * z + 3 * y + x * x * (1 + y)) % 4));
    }
  }
  return labels;
}

std::string npy(std::string_view descr, bool isFortran, std::string_view shape, std::string_view numbers,
                int version = 1) {
  std::string header = "{'descr': '" + std::string(descr) + "', 'fortran_order': " + (isFortran ? "True" : "False") +
                       ", 'shape': (" + std::string(shape) + "), }";
  header.resize(117, ' ');
  header += '\n';
  std::string head = std::string("\x93NUMPY") + char(version) + '\0' + char(header.size()) + '\0';
  if (version > 1) head += std::string(2, '\0');
  return head + header + std::string(numbers);
}

template <typename Number>
std::string bytesOf(const std::vector<std::uint8_t>& labels, bool isBigEndian = false) {
  std::string bytes;
  for (const std::uint8_t label : labels) {
    // Values 0, 10, 20 ... so that labels are not the values.
    const Number number = static_cast<Number>(10 * label);
    std::string one(reinterpret_cast<const char*>(&number), sizeof number);
    if (isBigEndian) std::ranges::reverse(one);
    bytes += one;
  }
  return bytes;
}

// All of a file, whole and in slabs of every size.
void expectLabels(const VolumeFile& file, const std::vector<std::uint8_t>& expected,
                  const std::vector<double>& values) {
  const auto volume = readVolume(file);
  ASSERT_TRUE(volume) << volume.error();
  EXPECT_EQ(volume->labels, expected);
  EXPECT_EQ(volume->values, values);
  const int planes = file.shape()[0];
  const std::size_t plane = std::size_t(file.shape()[1]) * std::size_t(file.shape()[2]);
  for (int first = 0; first < planes; ++first) {
    for (int end = first + 1; end <= planes; ++end) {
      std::vector<std::uint8_t> slab(plane * std::size_t(end - first));
      const auto read = file.readLabels(first, end, values, slab);
      ASSERT_TRUE(read) << read.error();
      EXPECT_TRUE(std::equal(slab.begin(), slab.end(), expected.begin() + std::ptrdiff_t(plane * std::size_t(first))))
          << first << " to " << end;
    }
  }
  const auto all = file.values(0, planes);
  ASSERT_TRUE(all) << all.error();
  EXPECT_EQ(*all, values);
}

template <typename Number>
void expectReadInAllOrders(const std::string& descr) {
  const Folder folder;
  const auto labels = sampleLabels(kShape);
  std::vector<std::uint8_t> fortran;
  for (int x = 0; x < 5; ++x) {
    for (int y = 0; y < 4; ++y) {
      for (int z = 0; z < 3; ++z) fortran.push_back(labels[std::size_t((z * 4 + y) * 5 + x)]);
    }
  }
  for (int version = 1; version <= 3; ++version) {
    for (const bool isBigEndian : {false, true}) {
      const std::string type = (sizeof(Number) == 1 ? "|" : isBigEndian ? ">" : "<") + descr;
      for (const bool isFortran : {false, true}) {
        const auto path = folder.put("a.npy", npy(type, isFortran, "3, 4, 5",
                                                  bytesOf<Number>(isFortran ? fortran : labels, isBigEndian), version));
        const auto file = VolumeFile::open(path);
        ASSERT_TRUE(file) << file.error();
        EXPECT_EQ(file->shape(), kShape);
        expectLabels(*file, labels, {0, 10, 20, 30});
      }
    }
  }
}

std::string refusalOf(const std::filesystem::path& path, const std::optional<RawLayout>& raw = {}) {
  const auto file = VolumeFile::open(path, raw);
  if (!file) return file.error();
  const auto volume = readVolume(*file);
  return volume ? "" : volume.error();
}

TEST(NpyFile, IsReadInEveryTypeOrderAndVersion) {
  expectReadInAllOrders<std::int8_t>("i1");
  expectReadInAllOrders<std::uint8_t>("u1");
  expectReadInAllOrders<std::int16_t>("i2");
  expectReadInAllOrders<std::uint16_t>("u2");
  expectReadInAllOrders<std::int32_t>("i4");
  expectReadInAllOrders<std::uint32_t>("u4");
  expectReadInAllOrders<std::int64_t>("i8");
  expectReadInAllOrders<std::uint64_t>("u8");
  expectReadInAllOrders<float>("f4");
  expectReadInAllOrders<double>("f8");
}

TEST(NpyFile, HasNegativeAndFlatOnes) {
  const Folder folder;
  const auto path = folder.put("flat.npy", npy("|i1", true, "2, 3", "\x01\xff\x05\x01\xff\xff"));
  const auto file = VolumeFile::open(path);
  ASSERT_TRUE(file) << file.error();
  EXPECT_EQ(file->shape(), (Shape{1, 2, 3}));
  // Fortran: y runs fastest.
  expectLabels(*file, {1, 2, 0, 0, 1, 0}, {-1, 1, 5});
  const auto boolean = folder.put("bool.npy", npy("|b1", false, "1, 1, 4", std::string("\x01\0\0\x01", 4)));
  expectLabels(*VolumeFile::open(boolean), {1, 0, 0, 1}, {0, 1});
}

TEST(NpyFile, IsRefusedByWhatIsWrong) {
  const Folder folder;
  const std::string voxels(60, '\1');
  EXPECT_NE(refusalOf(folder.path() / "none.npy").find("No such file"), std::string::npos);
  EXPECT_NE(refusalOf(folder.put("a.npy", "\x93NUMPY\1")).find("ends within its header"), std::string::npos);
  EXPECT_NE(refusalOf(folder.put("a.npy", npy("|u1", false, "3, 4, 5", voxels, 4))).find("allowed: 1.0 to 3.0"),
            std::string::npos);
  EXPECT_NE(refusalOf(folder.put("a.npy", npy("|u1", false, "3, 4, 5", voxels.substr(1))))
                .find("take 60 bytes behind the first 128, but there are 59"),
            std::string::npos);
  EXPECT_NE(refusalOf(folder.put("a.npy", npy("|u1", false, "3, 4, 5", voxels + "1"))).find("there are 61"),
            std::string::npos);
  EXPECT_NE(refusalOf(folder.put("a.npy", npy("<c8", false, "3, 4, 5", voxels))).find("\"<c8\" is not read"),
            std::string::npos);
  EXPECT_NE(
      refusalOf(folder.put("a.npy", npy("|u1", false, "60", voxels))).find("1 dimensions; allowed: 3 (z, y, x) or 2"),
      std::string::npos);
  EXPECT_NE(refusalOf(folder.put("a.npy", npy("|u1", false, "0, 4, 5", ""))).find("along z is 0; allowed: 1 to"),
            std::string::npos);
  EXPECT_NE(refusalOf(folder.put("a.npy", npy("|u1", false, "1048576, 1048576, 1048576", voxels)))
                .find("more voxels than any file"),
            std::string::npos);
  EXPECT_NE(refusalOf(folder.put("a.npy", npy("|u1", false, "99999999999999999999, 1, 1", voxels))).find("no number"),
            std::string::npos);
  EXPECT_NE(refusalOf(folder.put("a.npy", "neither this nor that, but long enough")).find("begins like none"),
            std::string::npos);
  EXPECT_NE(refusalOf(folder.path()).find("a folder without TIFF files"), std::string::npos);
  EXPECT_NE(refusalOf("/dev/zero").find("no file with bytes of its own"), std::string::npos);
}

TEST(NpyFile, GreyAndEndlessVoxelsAreRefused) {
  const Folder folder;
  std::string grey(60, '\0');
  std::iota(grey.begin(), grey.end(), char(0));
  EXPECT_NE(
      refusalOf(folder.put("grey.npy", npy("|u1", false, "3, 4, 5", grey))).find("not segmented: it has more than 32"),
      std::string::npos);
  EXPECT_EQ(refusalOf(folder.put("most.npy", npy("|u1", false, "1, 1, 32", grey.substr(0, 32)))), "");
  const float numbers[] = {1, NAN, 2};
  const std::string bytes(reinterpret_cast<const char*>(numbers), sizeof numbers);
  EXPECT_NE(refusalOf(folder.put("nan.npy", npy("<f4", false, "1, 1, 3", bytes)))
                .find("voxel 1 (counted from 0, x fastest) is NaN"),
            std::string::npos);
  const std::int64_t wholes[] = {1, (std::int64_t{1} << 53) + 1};
  const std::string wide(reinterpret_cast<const char*>(wholes), sizeof wholes);
  EXPECT_NE(refusalOf(folder.put("wide.npy", npy("<i8", false, "1, 1, 2", wide))).find("below 2^53"),
            std::string::npos);
}

TEST(NpyFile, ValuesThatWereNotToldAreRefused) {
  const Folder folder;
  const auto file = VolumeFile::open(folder.put("a.npy", npy("|u1", false, "2, 1, 2", "\1\1\1\2")));
  ASSERT_TRUE(file);
  std::vector<std::uint8_t> labels(2);
  const double known[] = {1};
  EXPECT_TRUE(file->readLabels(0, 1, known, labels));
  const auto read = file->readLabels(1, 2, known, labels);
  ASSERT_FALSE(read);
  EXPECT_NE(read.error().find("voxel 3 (counted from 0, x fastest) is 2"), std::string::npos) << read.error();
  EXPECT_FALSE(file->readLabels(1, 3, known, labels));
}

TEST(RawFile, NeedsALayoutThatFits) {
  const Folder folder;
  const auto labels = sampleLabels(kShape);
  const auto path = folder.put("a.raw", "head" + bytesOf<std::uint16_t>(labels, true));
  const RawLayout layout{.shape = kShape, .type = NumberType::uint16, .isBigEndian = true, .skipBytes = 4};
  const auto file = VolumeFile::open(path, layout);
  ASSERT_TRUE(file) << file.error();
  expectLabels(*file, labels, {0, 10, 20, 30});
  EXPECT_NE(refusalOf(path).find("tell neither their shape nor their type"), std::string::npos);
  EXPECT_NE(refusalOf(path, RawLayout{.shape = kShape}).find("take 60 bytes, but there are 124"), std::string::npos);
  EXPECT_NE(refusalOf(folder.put("b.raw", std::string(27, '\0')), RawLayout{.shape = kShape})
                .find("a cube of 3 x 3 x 3 voxels of 1 byte would fit"),
            std::string::npos);
  EXPECT_NE(refusalOf(folder.put("a.npy", npy("|u1", false, "1, 1, 1", "1")), layout).find("tells its shape"),
            std::string::npos);
  EXPECT_NE(refusalOf(path, RawLayout{.shape = {0, 4, 5}}).find("along z is 0"), std::string::npos);
  // Bytes to skip, to which a length added would run over.
  EXPECT_NE(refusalOf(path, RawLayout{.shape = kShape, .skipBytes = ~std::uint64_t{0} - 10}).find("but there are 0"),
            std::string::npos);
}

TEST(VolumeWriting, ComesBackFromEveryFormat) {
  const Folder folder;
  const auto labels = sampleLabels(kShape);
  const Spacing edges{0.2, 0.1, 0.1};
  for (const char* name : {"a.npy", "a.mhd"}) {
    const auto path = folder.path() / name;
    const auto written = writeVolume(path, kShape, labels, edges);
    ASSERT_TRUE(written) << written.error();
    const auto file = VolumeFile::open(path);
    ASSERT_TRUE(file) << file.error();
    expectLabels(*file, labels, {0, 1, 2, 3});
    if (path.extension() == ".mhd") {
      EXPECT_EQ(file->voxelUm(), edges);
      EXPECT_TRUE(file->notes().empty());
    }
  }
  EXPECT_FALSE(writeVolume(folder.path() / "a.tif", kShape, labels, {}));
  EXPECT_FALSE(writeVolume(folder.path() / "none" / "a.npy", kShape, labels, {}));
  ASSERT_TRUE(writeVolume(folder.path() / "b.mhd", kShape, labels, {}));
  EXPECT_FALSE(VolumeFile::open(folder.path() / "b.mhd")->voxelUm());
}

TEST(MetaImage, IsReadAndRefusedByField) {
  const Folder folder;
  const auto labels = sampleLabels(kShape);
  const auto mha = [&](std::string_view from, std::string_view to) {
    std::string head =
        "ObjectType = Image\nNDims = 3\nBinaryData = True\nBinaryDataByteOrderMSB = True\nDimSize = 5 4 3\n"
        "ElementSpacing = 1 2 3\nElementType = MET_SHORT\nElementDataFile = LOCAL\n";
    if (!from.empty()) head.replace(head.find(from), from.size(), to);
    return folder.put("a.mha", head + bytesOf<std::int16_t>(labels, true));
  };
  const auto file = VolumeFile::open(mha("", ""));
  ASSERT_TRUE(file) << file.error();
  expectLabels(*file, labels, {0, 10, 20, 30});
  EXPECT_EQ(file->voxelUm(), (Spacing{3, 2, 1}));
  EXPECT_EQ(file->notes().size(), 1u);
  EXPECT_NE(refusalOf(mha("BinaryData = True\n", "CompressedData = True\n")).find("damaged behind 0 bytes"),
            std::string::npos);
  EXPECT_NE(refusalOf(mha("5 4 3", "5 4")).find("DimSize: 5 4; allowed: 3 whole numbers"), std::string::npos);
  EXPECT_NE(refusalOf(mha("5 4 3", "5 4 4")).find("take 160 bytes"), std::string::npos);
  EXPECT_NE(refusalOf(mha("MET_SHORT", "MET_OTHER")).find("ElementType: MET_OTHER; allowed: MET_UCHAR"),
            std::string::npos);
  EXPECT_NE(refusalOf(mha("1 2 3\n", "1 -2 3\n")).find("ElementSpacing: 1 -2 3; allowed: 3 numbers above 0"),
            std::string::npos);
  EXPECT_NE(refusalOf(mha("LOCAL", "none.raw")).find("ElementDataFile: "), std::string::npos);
  EXPECT_NE(refusalOf(folder.put("b.mha", "ObjectType = Image\nNDims = 3\n")).find("without ElementDataFile"),
            std::string::npos);
}

// A stream of zlib, or of gzip.
std::string deflated(std::string_view bytes, bool isGzip) {
  z_stream stream{};
  EXPECT_EQ(deflateInit2(&stream, 9, Z_DEFLATED, isGzip ? 31 : 15, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string packed(bytes.size() + 1000, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

TEST(MetaImage, IsReadCompressed) {
  const Folder folder;
  const auto labels = sampleLabels(kShape);
  const std::string packed = deflated(bytesOf<std::int16_t>(labels, true), false);
  const std::string head =
      "ObjectType = Image\nNDims = 3\nBinaryData = True\nElementByteOrderMSB = True\nCompressedData = True\n"
      "DimSize = 5 4 3\nElementType = MET_SHORT\nElementDataFile = ";
  expectLabels(*VolumeFile::open(folder.put("a.mha", head + "LOCAL\n" + packed)), labels, {0, 10, 20, 30});
  folder.put("b.zraw", packed);
  expectLabels(*VolumeFile::open(folder.put("b.mhd", head + "b.zraw\n")), labels, {0, 10, 20, 30});
  EXPECT_NE(refusalOf(folder.put("c.mha", head + "LOCAL\n" + packed.substr(0, packed.size() / 2))).find("damaged"),
            std::string::npos);
  const std::string more = deflated(bytesOf<std::int16_t>(labels, true) + "\1\1", false);
  EXPECT_NE(refusalOf(folder.put("d.mha", head + "LOCAL\n" + more)).find("there are more compressed voxels"),
            std::string::npos);
}

TEST(NrrdFile, IsReadAndRefusedByField) {
  const Folder folder;
  const auto labels = sampleLabels(kShape);
  const auto voxels = bytesOf<std::int16_t>(labels, true);
  const auto headOf = [](std::string_view from, std::string_view to) {
    std::string head =
        "NRRD0004\n# Complete NRRD file format specification at:\ntype: short\ndimension: 3\nsizes: 5 4 3\n"
        "spacings: 0.1 0.1 0.2\nunits: \"um\" \"um\" \"um\"\nencoding: raw\nendian: big\nname:=a lump\n";
    if (!from.empty()) head.replace(head.find(from), from.size(), to);
    return head;
  };
  const auto nrrd = [&](std::string_view from, std::string_view to) {
    return folder.put("a.nrrd", headOf(from, to) + "\n" + voxels);
  };
  const auto edgesOf = [&](std::string_view to) {
    return VolumeFile::open(nrrd("spacings: 0.1 0.1 0.2\nunits: \"um\" \"um\" \"um\"\n", to))->voxelUm();
  };
  const auto file = VolumeFile::open(nrrd("", ""));
  ASSERT_TRUE(file) << file.error();
  expectLabels(*file, labels, {0, 10, 20, 30});
  EXPECT_EQ(file->voxelUm(), (Spacing{0.2, 0.1, 0.1}));
  EXPECT_TRUE(file->notes().empty());
  EXPECT_EQ(edgesOf("space: left-posterior-superior\nspace directions: (0.0001,0,0) (0,-0.0001,0) (0,0,0.0002)\n"
                    "space units: \"mm\" \"mm\" \"mm\"\n"),
            (Spacing{0.2, 0.1, 0.1}));
  EXPECT_EQ(edgesOf("spacings: 0.5 0.5 0.5\n"), (Spacing{0.5, 0.5, 0.5}));
  // As programs write numbers of single precision.
  EXPECT_EQ(edgesOf("spacings: 0.10000000149011612 0.10000000149011612 0.20000000298023224\n"),
            (Spacing{0.2, 0.1, 0.1}));
  EXPECT_FALSE(edgesOf("spacings: 1 1 1\n"));
  EXPECT_FALSE(edgesOf("spacings: NaN NaN NaN\n"));
  EXPECT_FALSE(edgesOf(""));
  EXPECT_EQ(VolumeFile::open(nrrd("units: \"um\" \"um\" \"um\"", "units: \"pc\" \"pc\" \"pc\""))->notes(),
            std::vector<std::string>{"The unit of spacings, \"pc\", is not known; taken for micrometres."});

  for (const bool isGzip : {false, true}) {
    const std::string packed = deflated(voxels, true);
    folder.put("b.raw", isGzip ? packed : "12345" + voxels);
    const std::string skip = isGzip ? "" : "byte skip: 5\n";
    std::string head = headOf("encoding: raw", isGzip ? "encoding: gzip" : "encoding: raw");
    expectLabels(*VolumeFile::open(folder.put("b.nhdr", head + skip + "data file: b.raw\n")), labels, {0, 10, 20, 30});
    if (isGzip) {
      expectLabels(*VolumeFile::open(folder.put("c.nrrd", head + "\n" + packed)), labels, {0, 10, 20, 30});
      head.replace(head.find("5 4 3"), 5, "5000 400 300");
      EXPECT_NE(refusalOf(folder.put("d.nrrd", head + "\n" + packed)).find("compressed ones cannot hold"),
                std::string::npos);
    }
  }
  const auto says = [&](std::string_view from, std::string_view to, std::string_view what) {
    const std::string why = refusalOf(nrrd(from, to));
    EXPECT_NE(why.find(what), std::string::npos) << why;
  };
  says("dimension: 3", "dimension: 4", "dimension: 4; allowed: 3 (x, y, z) or 2");
  says("5 4 3", "5 -4 3", "sizes: 5 -4 3; allowed: 3 whole numbers, 1 to 1048576");
  says("5 4 3", "5 4 4", "take 160 bytes");
  says("5 4 3", "1000000 1000000 1000000", "more voxels than any file");
  says("type: short", "type: block", "type: block; allowed: int8");
  says("encoding: raw", "encoding: bzip2", "encoding: bzip2; allowed: raw, gzip");
  says("endian: big", "endian: middle", "endian: middle; allowed: little, big");
  says("endian: big\n", "", "endian: nothing; allowed: little, big");
  says("0.1 0.1 0.2", "0.1 0 0.2", "spacings: 0.1 0 0.2; allowed: 3 numbers above 0");
  says("spacings: 0.1 0.1 0.2", "space directions: (1,1,0) (0,1,0) (0,0,1)", "space directions: (1,1,0)");
  says("name:=a lump", "data file: none.raw", "data file: ");
  says("name:=a lump", "data file: LIST", "data file: LIST; allowed: the name of one file");
  says("name:=a lump", "line skip: 3", "line skip: 3; allowed: 0");
  says("name:=a lump", "byte skip: -5", "byte skip: -5; allowed: a number of bytes, or -1");
  says("name:=a lump", "a lump", "the line \"a lump\" of the NRRD header is none");
  EXPECT_NE(refusalOf(folder.put("e.nrrd", headOf("", ""))).find("does not end with an empty line"), std::string::npos);
}

TEST(AmiraFile, IsReadAndRefusedByField) {
  const Folder folder;
  const auto labels = sampleLabels(kShape);
  const auto amira = [&](std::string_view first, std::string_view voxels, std::string_view from = "",
                         std::string_view to = "") {
    std::string head =
        "# AmiraMesh " + std::string(first) +
        "\n\n\ndefine Lattice 5 4 3\n\nParameters {\n    Materials { Exterior { Id 0 } Inside { Id 1, Color "
        "0.1 0.2 0.3 } }\n    Content \"5x4x3 ushort, uniform } coordinates\",\n    #~ BoundingBox: xmin\n"
        "    BoundingBox 0 0.4 1 1.3 0 0.4,\n    CoordType \"uniform\"\n    Units { Coordinates "
        "\"microns\" }\n}\n\nLattice { ushort Labels } @1\n\n# Data section follows\n@1\n";
    if (!from.empty()) head.replace(head.find(from), from.size(), to);
    return folder.put("a.am", head + std::string(voxels));
  };
  const std::string little = bytesOf<std::uint16_t>(labels) + "\n", big = bytesOf<std::uint16_t>(labels, true);
  std::string text;
  for (const std::uint8_t label : labels) text += std::to_string(10 * label) + (text.size() % 3 ? " " : "\r\n");
  const std::pair<const char*, std::string> kinds[] = {
      {"BINARY-LITTLE-ENDIAN 2.1", little}, {"3D BINARY 2.0", big}, {"ASCII 1.0", text}};
  for (const auto& [first, voxels] : kinds) {
    const auto file = VolumeFile::open(amira(first, voxels));
    ASSERT_TRUE(file) << file.error();
    EXPECT_EQ(file->shape(), kShape);
    expectLabels(*file, labels, {0, 10, 20, 30});
    // From centre to centre: 0.4 over 4, 0.3 over 3, 0.4 over 2.
    EXPECT_EQ(file->voxelUm(), (Spacing{0.2, 0.1, 0.1}));
    EXPECT_TRUE(file->notes().empty());
    const auto cut = refusalOf(amira(first, std::string_view(voxels).substr(0, voxels.size() - 5)));
    EXPECT_NE(cut.find("there are "), std::string::npos) << cut;
    const auto more = refusalOf(amira(first, voxels + " 10 10 10"));
    EXPECT_NE(more.find("there are "), std::string::npos) << more;
  }
  const auto two = VolumeFile::open(amira("BINARY-LITTLE-ENDIAN 2.1", little + "@2\nmore", "Labels } @1\n",
                                          "Labels } = @1\nLattice { float[3] Color } = @2\n"));
  ASSERT_TRUE(two) << two.error();
  expectLabels(*two, labels, {0, 10, 20, 30});
  EXPECT_EQ(two->notes(), std::vector<std::string>{"Of its 2 arrays the first is taken, Labels."});
  const auto untold = VolumeFile::open(amira("ASCII 2.0", text, "Units { Coordinates \"microns\" }", ""));
  EXPECT_EQ(untold->notes().size(), 1u);
  const auto says = [&](std::string_view from, std::string_view to, std::string_view what) {
    const std::string why = refusalOf(amira("BINARY-LITTLE-ENDIAN 2.1", little, from, to));
    EXPECT_NE(why.find(what), std::string::npos) << why;
  };
  says("Labels } @1", "Labels } @1(HxByteRLE,123)",
       "the compression of @1: HxByteRLE; allowed: none (in Amira, save as uncompressed AmiraMesh)");
  says("Labels } @1", "Labels } @1(HxZip,123)", "HxZip; allowed: none");
  says("Labels } @1", "Labels } @3", "Lattice: nothing; allowed: an array of voxels at @1");
  says("\n@1\n", "\n", "the voxels: nothing; allowed: behind a line of their own such as @1");
  says("5 4 3\n", "5 -4 3\n", "define Lattice: 5 -4 3; allowed: 3 whole numbers, 1 to 1048576");
  says("5 4 3\n", "5 4\n", "define Lattice: 5 4; allowed: 3 whole numbers");
  says("5 4 3\n", "5 4 300000\n", "take 12000000 bytes");
  says("{ ushort", "{ complex", "Lattice { Labels }: complex; allowed: byte, short");
  says("\"uniform\"", "\"curvilinear\"", "CoordType: curvilinear; allowed: uniform");
  says("BINARY-LITTLE-ENDIAN", "PACKED", "its first line: # AmiraMesh PACKED 2.1; allowed: ASCII, BINARY");
  says("0 0.4 1 1.3", "0 0.4 1 1", "BoundingBox: 0 0.4 1 1 0 0.4; allowed: x from");
  says("0 0.4 1 1.3", "0 0.4 1", "BoundingBox: 0 0.4 1 0 0.4; allowed: x from");
  const std::string word = refusalOf(amira("ASCII 2.0", "10 20 x"));
  EXPECT_NE(word.find("voxel 2: x; allowed: a whole number"), std::string::npos) << word;
}

TEST(HeadersOfText, DamagedOnesAreRefusedOrRead) {
  const Folder folder;
  const std::string voxels = bytesOf<std::int16_t>(sampleLabels(kShape)), packed = deflated(voxels, true);
  const std::string nrrd = "NRRD0004\ntype: short\ndimension: 3\nsizes: 5 4 3\nspacings: 1 2 3\nendian: little\n";
  const std::string amira =
      "\ndefine Lattice 5 4 3\nParameters { BoundingBox 0 1 0 1 0 1 }\nLattice { short a } @1\n@1\n";
  const std::string wholes[] = {
      "NDims = 3\nDimSize = 5 4 3\nCompressedData = True\nElementType = MET_SHORT\nElementDataFile = LOCAL\n" +
          deflated(voxels, false),
      nrrd + "encoding: raw\n\n" + voxels, nrrd + "encoding: gzip\n\n" + packed,
      "# AmiraMesh BINARY-LITTLE-ENDIAN 2.1" + amira + voxels, "# AmiraMesh ASCII 2.0" + amira + "0 10 20"};
  std::uint32_t state = 7;
  const auto random = [&](std::size_t below) {
    state = state * 1664525 + 1013904223;
    return std::size_t(std::uint64_t(state) * below >> 32);
  };
  int refused = 0;
  for (const std::string& whole : wholes) {
    for (int turn = 0; turn < 300; ++turn) {
      std::string bytes = turn % 3 ? whole : whole.substr(0, random(whole.size()));
      for (std::size_t count = random(4) + 1; count > 0 && !bytes.empty(); --count)
        bytes[random(bytes.size())] = char(random(256));
      refused += refusalOf(folder.put("a", bytes)).empty() ? 0 : 1;
    }
  }
  EXPECT_GT(refused, 300);
}

TEST(Fingerprint, IsTheSameOfPartsPutTogether) {
  const auto labels = sampleLabels(kShape);
  const std::string whole = fingerprintOf(kShape, labels);
  EXPECT_EQ(whole.substr(0, 6), "3x4x5-");
  EXPECT_EQ(whole.size(), 14u);
  const std::span<const std::uint8_t> all(labels);
  const std::uint32_t joined = joinedCrc(crcOf(all.first(20)), crcOf(all.subspan(20)), 40);
  EXPECT_EQ(fingerprintOf(kShape, joined), whole);
  const std::string check = "123456789";  // of CRC-32
  EXPECT_EQ(crcOf({reinterpret_cast<const std::uint8_t*>(check.data()), check.size()}), 0xcbf43926u);
}

// --- TIFF

struct TiffKind {
  std::uint16_t bits = 8, format = SAMPLEFORMAT_UINT, compression = COMPRESSION_NONE, predictor = 1;
  bool isTiled = false;
  const char* mode = "w";
};

template <typename Number>
void writePage(TIFF* file, const TiffKind& kind, const Shape& shape, std::span<const std::uint8_t> labels) {
  const auto [nz, ny, nx] = shape;
  TIFFSetField(file, TIFFTAG_IMAGEWIDTH, nx);
  TIFFSetField(file, TIFFTAG_IMAGELENGTH, ny);
  TIFFSetField(file, TIFFTAG_BITSPERSAMPLE, kind.bits);
  TIFFSetField(file, TIFFTAG_SAMPLESPERPIXEL, 1);
  TIFFSetField(file, TIFFTAG_SAMPLEFORMAT, kind.format);
  TIFFSetField(file, TIFFTAG_COMPRESSION, kind.compression);
  TIFFSetField(file, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISWHITE);
  if (kind.predictor != 1) TIFFSetField(file, TIFFTAG_PREDICTOR, kind.predictor);
  if (kind.isTiled) {
    TIFFSetField(file, TIFFTAG_TILEWIDTH, 16);
    TIFFSetField(file, TIFFTAG_TILELENGTH, 16);
    for (int top = 0; top < ny; top += 16) {
      for (int left = 0; left < nx; left += 16) {
        std::vector<Number> tile(256);
        for (int j = 0; j < std::min(16, ny - top); ++j) {
          for (int i = 0; i < std::min(16, nx - left); ++i)
            tile[std::size_t(16 * j + i)] = Number(10 * labels[std::size_t((top + j) * nx + left + i)]);
        }
        TIFFWriteTile(file, tile.data(), std::uint32_t(left), std::uint32_t(top), 0, 0);
      }
    }
  } else {
    TIFFSetField(file, TIFFTAG_ROWSPERSTRIP, 3);
    for (int j = 0; j < ny; ++j) {
      std::vector<Number> row(static_cast<std::size_t>(nx));
      for (int i = 0; i < nx; ++i) {
        const int label = labels[std::size_t(j * nx + i)];
        if (kind.bits >= 8) {
          row[std::size_t(i)] = Number(10 * label);
        } else {
          const int each = 8 / kind.bits;
          row[std::size_t(i / each)] =
              Number(int(row[std::size_t(i / each)]) | label << (8 - kind.bits * (1 + i % each)));
        }
      }
      TIFFWriteScanline(file, row.data(), std::uint32_t(j), 0);
    }
  }
  TIFFWriteDirectory(file);
}

template <typename Number>
void expectTiffRead(const TiffKind& kind) {
  const Folder folder;
  const Shape shape{3, 19, 37};
  auto labels = sampleLabels(shape);
  if (kind.bits == 1) {
    for (std::uint8_t& label : labels) label &= 1;
  }
  const auto path = folder.path() / "a.tif";
  TIFF* const file = TIFFOpen(path.c_str(), kind.mode);
  for (int z = 0; z < 3; ++z)
    writePage<Number>(file, kind, shape, std::span(labels).subspan(std::size_t(z) * 19 * 37, 19 * 37));
  TIFFClose(file);
  const auto read = VolumeFile::open(path);
  ASSERT_TRUE(read) << read.error();
  EXPECT_EQ(read->shape(), shape);
  std::vector<double> values{0, 10, 20, 30};
  if (kind.bits < 8) values = kind.bits == 1 ? std::vector<double>{0, 1} : std::vector<double>{0, 1, 2, 3};
  expectLabels(*read, labels, values);
}

TEST(TiffFile, IsReadInEveryKindOfNumber) {
  for (const std::uint16_t bits : std::initializer_list<std::uint16_t>{1, 2, 4, 8})
    expectTiffRead<std::uint8_t>({.bits = bits});
  expectTiffRead<std::int8_t>({.bits = 8, .format = SAMPLEFORMAT_INT});
  expectTiffRead<std::uint16_t>({.bits = 16});
  expectTiffRead<std::int16_t>({.bits = 16, .format = SAMPLEFORMAT_INT});
  expectTiffRead<std::uint32_t>({.bits = 32});
  expectTiffRead<std::int32_t>({.bits = 32, .format = SAMPLEFORMAT_INT});
  expectTiffRead<float>({.bits = 32, .format = SAMPLEFORMAT_IEEEFP});
  expectTiffRead<double>({.bits = 64, .format = SAMPLEFORMAT_IEEEFP});
}

TEST(TiffFile, IsReadCompressedTiledBigEndianAndBig) {
  for (const std::uint16_t compression : std::initializer_list<std::uint16_t>{
           COMPRESSION_LZW, COMPRESSION_ADOBE_DEFLATE, COMPRESSION_DEFLATE, COMPRESSION_PACKBITS}) {
    expectTiffRead<std::uint8_t>({.compression = compression});
    expectTiffRead<std::uint8_t>({.bits = 4, .compression = compression});
    expectTiffRead<std::uint16_t>({.bits = 16, .compression = compression, .isTiled = true});
  }
  expectTiffRead<std::uint16_t>({.bits = 16, .compression = COMPRESSION_LZW, .predictor = 2});
  for (const char* mode : {"wb", "wl", "w8", "wb8"}) {
    expectTiffRead<std::uint8_t>({.isTiled = true, .mode = mode});
    expectTiffRead<std::uint32_t>({.bits = 32, .mode = mode});
  }
}

std::filesystem::path tiffOf(const Folder& folder, const std::string& name, int pages, const char* description,
                             float perUnit = 0, std::uint16_t unit = RESUNIT_NONE) {
  const auto path = folder.path() / name;
  const Shape shape{1, 4, 5};
  const auto labels = sampleLabels(shape);
  TIFF* const file = TIFFOpen(path.c_str(), "w");
  for (int z = 0; z < pages; ++z) {
    if (z == 0 && description) TIFFSetField(file, TIFFTAG_IMAGEDESCRIPTION, description);
    if (perUnit > 0) {
      TIFFSetField(file, TIFFTAG_XRESOLUTION, perUnit);
      TIFFSetField(file, TIFFTAG_YRESOLUTION, perUnit);
      TIFFSetField(file, TIFFTAG_RESOLUTIONUNIT, unit);
    }
    writePage<std::uint8_t>(file, {}, shape, labels);
  }
  TIFFClose(file);
  return path;
}

TEST(TiffFile, TellsTheEdgesOfAVoxel) {
  const Folder folder;
  const auto edges = [&](const char* description, float perUnit, std::uint16_t unit) {
    const auto file = VolumeFile::open(tiffOf(folder, "a.tif", 2, description, perUnit, unit));
    return file ? file->voxelUm() : std::nullopt;
  };
  EXPECT_EQ(edges("ImageJ=1.54f\nimages=2\nslices=2\nunit=um\nspacing=0.2\n", 10, RESUNIT_NONE),
            (Spacing{0.2, 0.1, 0.1}));
  EXPECT_EQ(edges("ImageJ=1.54f\nimages=2\nslices=2\nunit=\\u00B5m\nspacing=0.1\n", 10, RESUNIT_NONE),
            (Spacing{0.1, 0.1, 0.1}));
  EXPECT_EQ(edges("<OME><Image><Pixels SizeZ=\"2\" PhysicalSizeX=\"0.5\" PhysicalSizeY='0.5' PhysicalSizeZ = \"1500\" "
                  "PhysicalSizeZUnit=\"nm\"/></Image></OME>",
                  0, 0),
            (Spacing{1.5, 0.5, 0.5}));
  EXPECT_EQ(edges(nullptr, 10000, RESUNIT_CENTIMETER), (Spacing{1, 1, 1}));
  EXPECT_EQ(edges(nullptr, 72, RESUNIT_INCH), std::nullopt);  // a printer's
}

TEST(TiffFile, ChannelsAndUnlikePagesAreRefused) {
  const Folder folder;
  EXPECT_NE(refusalOf(tiffOf(folder, "a.tif", 4, "ImageJ=1.54f\nimages=4\nchannels=2\nslices=2\n"))
                .find("2 channels, 2 slices and 1 frames"),
            std::string::npos);
  EXPECT_NE(refusalOf(tiffOf(folder, "b.tif", 2, "<OME:Pixels SizeC=\"1\" SizeT=\"2\" SizeZ=\"1\">")).find("2 frames"),
            std::string::npos);
  const auto path = folder.path() / "c.tif";
  TIFF* const file = TIFFOpen(path.c_str(), "w");
  writePage<std::uint8_t>(file, {}, {1, 4, 5}, sampleLabels({1, 4, 5}));
  writePage<std::uint8_t>(file, {}, {1, 5, 5}, sampleLabels({1, 5, 5}));
  TIFFClose(file);
  EXPECT_NE(refusalOf(path).find("page 2 has 5 x 5 pixels of 8 bits, the first has 5 x 4"), std::string::npos)
      << refusalOf(path);
}

// A big-endian file of one uncompressed page, as ImageJ writes stacks beyond 4 GB: the other images follow it.
TEST(TiffFile, ImagesBehindTheOnlyPageAreRead) {
  const Folder folder;
  const auto labels = sampleLabels({3, 4, 5});
  const std::string text("ImageJ=1.54f\nimages=3\nslices=3\n\0", 32);
  std::string bytes("MM\0*\0\0\0\x08", 8);
  const auto put = [&](unsigned number, int size) {
    for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) bytes += static_cast<char>(number >> shift & 255);
  };
  constexpr unsigned kShort = 3, kLong = 4, kText = 2, kEntries = 10;
  const unsigned textAt = 8 + 2 + 12 * kEntries + 4, voxelsAt = textAt + unsigned(text.size());
  put(kEntries, 2);
  const auto entry = [&](unsigned tag, unsigned type, unsigned count, unsigned value) {
    put(tag, 2);
    put(type, 2);
    put(count, 4);
    put(type == kShort ? value << 16 : value, 4);
  };
  entry(256, kLong, 1, 5);
  entry(257, kLong, 1, 4);
  entry(258, kShort, 1, 16);
  entry(259, kShort, 1, 1);
  entry(262, kShort, 1, 1);
  entry(270, kText, unsigned(text.size()), textAt);
  entry(273, kLong, 1, voxelsAt);
  entry(277, kShort, 1, 1);
  entry(278, kLong, 1, 4);
  entry(279, kLong, 1, 40);
  put(0, 4);
  bytes += text + bytesOf<std::uint16_t>(labels, true);
  const auto read = VolumeFile::open(folder.put("large.tif", bytes));
  ASSERT_TRUE(read) << read.error();
  EXPECT_EQ(read->shape(), (Shape{3, 4, 5}));
  expectLabels(*read, labels, {0, 10, 20, 30});
  EXPECT_NE(refusalOf(folder.put("cut.tif", bytes.substr(0, bytes.size() - 1))).find("but there are 119"),
            std::string::npos);
}

TEST(TiffFile, SlicesOfAFolderComeAsPeopleCount) {
  const Folder folder;
  const Shape shape{1, 4, 5};
  std::vector<std::uint8_t> expected;
  for (const int slice : {10, 2, 1}) {
    std::vector<std::uint8_t> labels(20, static_cast<std::uint8_t>(slice));
    TIFF* const file = TIFFOpen((folder.path() / ("slice" + std::to_string(slice) + ".tif")).c_str(), "w");
    writePage<std::uint8_t>(file, {}, shape, labels);
    TIFFClose(file);
  }
  for (const std::uint8_t label : std::initializer_list<std::uint8_t>{0, 1, 2})
    expected.insert(expected.end(), 20, label);
  const auto read = VolumeFile::open(folder.path());
  ASSERT_TRUE(read) << read.error();
  expectLabels(*read, expected, {10, 20, 100});
  tiffOf(folder, "slice11.tif", 2, nullptr);
  EXPECT_NE(refusalOf(folder.path()).find("slice11.tif: 2 x 4 x 5 pixels"), std::string::npos)
      << refusalOf(folder.path());
}

// Whatever bytes a file has, it is read or refused.
TEST(TiffFile, DamagedOnesAreRefused) {
  const Folder folder;
  for (const std::uint16_t compression :
       std::initializer_list<std::uint16_t>{COMPRESSION_NONE, COMPRESSION_LZW, COMPRESSION_ADOBE_DEFLATE}) {
    const auto path = folder.path() / "a.tif";
    TIFF* const file = TIFFOpen(path.c_str(), "w");
    for (int z = 0; z < 3; ++z)
      writePage<std::uint8_t>(file, {.compression = compression}, {1, 19, 37}, sampleLabels({1, 19, 37}));
    TIFFClose(file);
    const std::string bytes = folder.get("a.tif");
    int refused = 0;
    for (std::size_t length = 0; length < bytes.size(); length += 31)
      refused += refusalOf(folder.put("cut.tif", bytes.substr(0, length))).empty() ? 0 : 1;
    EXPECT_GT(refused, int(bytes.size() / 31) - 3);
    for (std::size_t at = 0; at < bytes.size(); at += at < 8 || at + 700 > bytes.size() ? 1 : 23) {
      std::string changed = bytes;
      changed[at] = static_cast<char>(changed[at] ^ (1 << at % 8) ^ 0x80);
      refusalOf(folder.put("changed.tif", changed));
    }
  }
}

TEST(WholeFile, LeavesNothingHalfWritten) {
  const Folder folder;
  const auto path = folder.put("a.txt", "before");
  EXPECT_FALSE(writeWhole("/dev/full/a.txt", "text"));
  EXPECT_TRUE(writeWhole(path, "after"));
  EXPECT_EQ(folder.get("a.txt"), "after");
  EXPECT_NE(writeWhole(folder.path() / "none" / "b.txt", "text").error().find("No such file"), std::string::npos);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), std::filesystem::directory_iterator()),
            1);
}

}  // namespace
}  // namespace cathode
