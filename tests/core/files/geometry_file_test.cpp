// SPDX-License-Identifier: MIT
#include "core/files/geometry_file.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/core/files/folder.h"

namespace cathode {
namespace {

const Geometry kGeometry{
    .boxUm = {1, 2.5, 1e-1 + 0.2},
    .isPeriodic = true,
    .bodies =
        {{.fromUm = {0.1, 0.2, 1.0 / 3}, .radiusUm = 0.123456789012345, .label = 1, .shellUm = 0.01, .shellLabel = 3},
         {.kind = BodyKind::cylinder, .fromUm = {0, 0, 0}, .toUm = {1, 1, 0.2}, .radiusUm = 0.05, .label = 2}},
    .background = 0};

std::string refusalOf(const std::string& name, const std::string& text) {
  const Folder folder;
  const auto read = readGeometryFile(folder.put(name, text));
  return read ? "" : read.error().substr(folder.path().string().size() + 1);
}

TEST(GeometryFile, JsonComesBackToTheLastBit) {
  const Folder folder;
  const auto read = readGeometryFile(folder.put("a.json", geometryJson(kGeometry)));
  ASSERT_TRUE(read) << read.error();
  EXPECT_EQ(read->geometry, kGeometry);
  EXPECT_EQ(read->names, (std::vector<std::string>{"background", "label 1", "label 2", "label 3"}));
  EXPECT_EQ(fingerprintOf(read->geometry), fingerprintOf(kGeometry));
  Geometry other = kGeometry;
  other.bodies[0].radiusUm = std::nextafter(other.bodies[0].radiusUm, 1);
  EXPECT_NE(fingerprintOf(other), fingerprintOf(kGeometry));
}

TEST(GeometryFile, LabelsOfJsonStay) {
  const Folder folder;
  const auto read = readGeometryFile(folder.put(
      "a.json",
      R"({"boxUm":[1,1,1],"bodies":[{"kind":"sphere","centerUm":[0,0,0],"radiusUm":1,"label":7}],"background":2})"));
  ASSERT_TRUE(read) << read.error();
  EXPECT_EQ(read->geometry.bodies[0].label, 7);
  ASSERT_EQ(read->names.size(), 8u);
  EXPECT_EQ(read->names[2], "background");
  EXPECT_EQ(read->names[7], "label 7");
  EXPECT_EQ(read->names[0], "");
}

TEST(GeometryFile, JsonIsRefusedByBodyAndField) {
  const std::string head = R"({"boxUm":[1,1,1],"bodies":[)";
  EXPECT_EQ(refusalOf("a.json", head + R"({"kind":"cube","centerUm":[0,0,0],"radiusUm":1,"label":1}]})"),
            "a.json: geometry.bodies[0].kind: the text \"cube\" is not one of the choices; allowed: sphere, cylinder.");
  EXPECT_EQ(refusalOf("a.json", head + R"({"kind":"sphere","centerUm":[0,0,0],"radiusUm":0,"label":1}]})"),
            "a.json: geometry.bodies[0].radiusUm: 0; allowed: above 0.");
  EXPECT_EQ(refusalOf("a.json", head + R"({"kind":"sphere","centerUm":[0,0],"radiusUm":1,"label":1}]})"),
            "a.json: geometry.bodies[0].centerUm must be three numbers, along z, y and x, not an array.");
  EXPECT_EQ(refusalOf("a.json", head + R"({"kind":"sphere","centerUm":[0,0,"1"],"radiusUm":1,"label":1}]})"),
            "a.json: geometry.bodies[0].centerUm[2] must be a finite number, not the text \"1\".");
  EXPECT_EQ(refusalOf("a.json", head + R"({"kind":"sphere","centerUm":[0,0,0],"radiusUm":1,"label":1.5}]})"),
            "a.json: geometry.bodies[0].label: 1.5; allowed: whole numbers, 0 to 255.");
  EXPECT_EQ(refusalOf("a.json", head + "3]}"), "a.json: geometry.bodies[0] must be an object, not 3.");
  EXPECT_EQ(refusalOf("a.json", R"({"boxUm":[1,1,1]})"), "a.json: geometry.bodies must be an array, not nothing.");
  EXPECT_NE(refusalOf("a.json", R"({"boxUm":[1,1,1],"bodies":[],"edge":1})").find("unknown field \"edge\""),
            std::string::npos);
  EXPECT_NE(refusalOf("a.json", R"({"boxUm":[1,-1,1],"bodies":[]})").find("geometry.boxUm"), std::string::npos);
  EXPECT_NE(refusalOf("a.json", "{\"boxUm\":[1,").find("a.json: is no JSON: "), std::string::npos);
  EXPECT_NE(refusalOf("a.json", std::string(200'000, '[')).find("no JSON"), std::string::npos);
}

Geometry read(const std::string& text, const TableChoices& choices = {}) {
  const Folder folder;
  const auto named = readGeometryFile(folder.put("a.csv", text), choices);
  EXPECT_TRUE(named) << named.error();
  return named ? named->geometry : Geometry{};
}

TEST(ParticleTable, UnitsDecimalCommasAndSeparatorsAreRead) {
  const Geometry expected = read(
      "x [um],y [um],z [um],radius [um],label,box x [um],box y [um],box z [um],periodic\n1.5,2,3,0.5,1,4,5,6,true\n");
  EXPECT_EQ(expected.boxUm, (PlaceUm{6, 5, 4}));
  EXPECT_TRUE(expected.isPeriodic);
  EXPECT_EQ(expected.bodies[0].fromUm, (PlaceUm{3, 2, 1.5}));
  EXPECT_EQ(read("x_um;y_um;z_um;diameter_um;label;box x_um;box y_um;box z_um;periodic\n1,5;2;3;1,0;1;4;5;6;yes\n"),
            expected);
  EXPECT_EQ(read("x (mm)\ty (mm)\tz (mm)\tradius (mm)\tlabel\tbox x (mm)\tbox y (mm)\tbox z "
                 "(mm)\tperiodic\n1.5e-3\t2e-3\t3e-3\t5e-4\t1\t4e-3\t5e-3\t6e-3\t1\n"),
            expected);
  EXPECT_EQ(read("# by hand\n# twice\r\nx,y,z,r,type,box x,box y,box "
                 "z,periodic,vx,id\r\n\"1.5\",2,3,0.5,1,4,5,6,true,9,9\r\n\r\n,,\r\n"),
            expected);
}

TEST(ParticleTable, LabelsAreNumberedAsTheirNamesAreSorted) {
  const Folder folder;
  const auto named = readGeometryFile(folder.put(
      "a.csv", "x,y,z,r,phase,shell,shell label\n1,1,1,1,SE10,0.1,am\n2,2,2,1,se2,,\n3,3,3,1,Am,,\n4,4,4,1,ém,,\n"));
  ASSERT_TRUE(named) << named.error();
  // As a browser sorts them: small before large, accents behind, numbers by what they count.
  EXPECT_EQ(named->names, (std::vector<std::string>{"background", "am", "Am", "ém", "se2", "SE10"}));
  EXPECT_EQ(named->geometry.bodies[0].label, 5);
  EXPECT_EQ(named->geometry.bodies[0].shellLabel, 1);
  EXPECT_EQ(named->geometry.bodies[1].label, 4);
  EXPECT_EQ(named->notes.size(), 3u);  // neither box nor sides nor unit are told
}

TEST(ParticleTable, WhatTheFileLeavesOpenIsChosen) {
  const std::string text = "x,y,z,r\n0,0,0,1e-6\n4e-6,0,0,1e-6\n";
  const Geometry metres = read(text);
  EXPECT_NEAR(metres.boxUm[2], 6, 1e-12);
  EXPECT_NEAR(metres.bodies[0].radiusUm, 1, 1e-12);
  TableChoices choices{
      .unitUm = 1e9, .fromTo = {{PlaceUm{-1e-6, -1e-6, -1e-6}, PlaceUm{1e-6, 1e-6, 5e-6}}}, .isPeriodic = true};
  const Geometry chosen = read(text, choices);
  EXPECT_TRUE(chosen.isPeriodic);
  EXPECT_NEAR(chosen.boxUm[2], 6000, 1e-9);
}

TEST(ParticleTable, IsRefusedByRowAndColumn) {
  const std::string head = "x,y,z,radius,label\n1,1,1,1,1\n";
  EXPECT_EQ(refusalOf("a.csv", head + "1,1,1,-2,1\n"), "a.csv, row 2, radius: \"-2\"; allowed: a number above 0.");
  EXPECT_EQ(refusalOf("a.csv", head + "1,,1,2,1\n"), "a.csv, row 2, y: nothing; allowed: a number.");
  EXPECT_EQ(refusalOf("a.csv", head + "1,1,1,2\n"),
            "a.csv, row 2, label: nothing; allowed: a label, as a number or a name.");
  EXPECT_EQ(refusalOf("a.csv", head + "1,1,nan,2,1\n"), "a.csv, row 2, z: \"nan\"; allowed: a number.");
  EXPECT_NE(refusalOf("a.csv", "x,y,radius\n1,1,1\n").find("no column for z"), std::string::npos);
  EXPECT_NE(refusalOf("a.csv", "x,y,z,radius,charge\n1,1,1,1,1\n").find("unknown column \"charge\""),
            std::string::npos);
  EXPECT_NE(refusalOf("a.csv", "x [um],y,z,radius\n1,1,1,1\n").find("tells no unit, others do"), std::string::npos);
  EXPECT_NE(refusalOf("a.csv", "x,y,z,radius,x\n1,1,1,1,1\n").find("two columns tell \"x\""), std::string::npos);
  EXPECT_NE(refusalOf("a.csv", "x,y,z,radius\n").find("no rows below the heads"), std::string::npos);
  EXPECT_NE(refusalOf("a.csv", "").find("no rows below the heads"), std::string::npos);
  EXPECT_NE(refusalOf("a.csv", "x,y,z,radius\n\"1,1,1,1\n").find("a quotation mark"), std::string::npos);
  EXPECT_NE(refusalOf("a.csv", "x;y;z;radius\n1,5;1.5;1;1\n")
                .find("row 1, x: \"1,5\" has a decimal comma, but row 1, y: \"1.5\" a point"),
            std::string::npos);
  EXPECT_NE(refusalOf("a.csv", "x;y;z;radius\n1,000;1;1;1\n").find("row 1, x: \"1,000\"; allowed: a number"),
            std::string::npos);
  EXPECT_NE(refusalOf("a.csv", "x,y,z,r,box x,box y,box z\n9,9,9,1,2,2,2\n")
                .find("row 1: z 9.00000 µm from the box's beginning"),
            std::string::npos)
      << refusalOf("a.csv", "x,y,z,r,box x,box y,box z\n9,9,9,1,2,2,2\n");
}

}  // namespace
}  // namespace cathode
