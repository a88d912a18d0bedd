// SPDX-License-Identifier: MIT
#include "core/files/study.h"

#include <gtest/gtest.h>

#include "tests/core/files/folder.h"

namespace cathode {
namespace {

const std::string kStudy =
    R"({"format":"cathode-lab study","version":1,"name":"m4-85","link":"v=2&am=85","task":"solve","file":"volume.npy","fingerprint":"64x64x64-1c291ca3",)"
    R"("carriers":[{"key":"ion","name":"Ions","conductivities":[0,0,1,0]}],"directions":["z","y","x"],"sides":"periodic","tolerance":0.002,)"
    R"("spacing":[0.2,0.1,0.1],"shape":[64,64,64]})";

std::string refusalOf(std::string_view from, std::string_view to) {
  const Folder folder;
  std::string text = kStudy;
  text.replace(text.find(from), from.size(), to);
  const auto study = readStudy(folder.put("study.json", text));
  return study ? "" : study.error().substr(folder.path().string().size() + 11);
}

TEST(Study, IsReadFromItsFolderAndComesBack) {
  const Folder folder;
  folder.put("study.json", kStudy);
  const auto study = readStudy(folder.path());
  ASSERT_TRUE(study) << study.error();
  EXPECT_EQ(study->file, folder.path() / "volume.npy");
  EXPECT_EQ(study->task, StudyTask::solve);
  ASSERT_EQ(study->carriers.size(), 1u);
  EXPECT_EQ(study->carriers[0].conductivities, (std::vector<double>{0, 0, 1, 0}));
  EXPECT_EQ(study->directions, (std::vector<Direction>{Direction::z, Direction::y, Direction::x}));
  EXPECT_EQ(study->sides, Sides::periodic);
  EXPECT_EQ(study->tolerance, 0.002);
  EXPECT_EQ(study->spacing, (Spacing{0.2, 0.1, 0.1}));
  EXPECT_EQ(study->shape, (Shape{64, 64, 64}));
  folder.put("study.json", studyJson(*study));
  const auto again = readStudy(folder.path() / "study.json");
  ASSERT_TRUE(again) << again.error();
  EXPECT_EQ(studyJson(*again), studyJson(*study));
}

TEST(Study, OfAClimbTellsHowFarItGoes) {
  const Folder folder;
  std::string text = kStudy;
  text.replace(text.find("\"solve\""), 7, R"("converge","mostVoxels":40000)");
  const auto study = readStudy(folder.put("study.json", text));
  ASSERT_TRUE(study) << study.error();
  EXPECT_EQ(study->mostVoxels, 40000);
  EXPECT_NE(studyJson(*study).find("\"mostVoxels\": 40000"), std::string::npos);
}

TEST(Study, IsRefusedByField) {
  EXPECT_EQ(refusalOf("\"version\":1", "\"version\":2"), ": version: 2; allowed: 1.");
  EXPECT_EQ(refusalOf("\"solve\"", "\"dissolve\""), ": task: \"dissolve\"; allowed: solve, converge.");
  EXPECT_EQ(refusalOf("volume.npy", "../volume.npy"),
            ": file: \"../volume.npy\"; allowed: the name of a file beside it.");
  EXPECT_EQ(refusalOf("[0,0,1,0]", "[0,0,-1,0]"), ": carriers[0].conductivities[2]: -1; allowed: a number from 0.");
  EXPECT_NE(refusalOf("\"x\"]", "\"z\"]").find(": directions: "), std::string::npos);
  EXPECT_NE(refusalOf("0.002", "\"fine\"").find(": tolerance: \"fine\"; allowed: "), std::string::npos);
  EXPECT_NE(refusalOf("\"tolerance\"", "\"tolerence\"").find(": tolerence: 0.002; allowed: format, "),
            std::string::npos);
  EXPECT_NE(refusalOf("[64,64,64]", "[64,64]").find(": shape: [64,64]; allowed: "), std::string::npos);
  EXPECT_EQ(refusalOf("\"solve\"", R"("converge","mostVoxels":40)"), ": mostVoxels: 40; allowed: 4096 to 4294967296.");
  EXPECT_NE(refusalOf("{\"format\"", "{{\"format\"").find(": is no JSON."), std::string::npos);
  const std::string deep = std::string(100'000, '[') + std::string(100'000, ']');
  EXPECT_EQ(refusalOf("\"v=2&am=85\"", deep), ": lists within lists; allowed: up to 16.");
  EXPECT_NE(readStudy("/nonexistent").error().find("/nonexistent"), std::string::npos);
}

TEST(Outcome, TellsWhatIsNotThereAsNull) {
  StudyOutcome outcome{
      .program = "cathode-lab 0.1.0", .name = "a", .link = "", .fingerprint = "f", .shape = {1, 2, 3}, .results = {}};
  outcome.results.emplace_back().direction = Direction::y;
  const std::string json = outcomeJson(outcome);
  EXPECT_NE(json.find("\"tortuosityFactor\": null"), std::string::npos);
  EXPECT_NE(json.find("\"direction\": \"y\""), std::string::npos);
  EXPECT_NE(json.find("\"format\": \"cathode-lab result\""), std::string::npos);
  EXPECT_EQ(json.find("\"note\""), std::string::npos);
  outcome.results.back().note = "It stopped early.";
  EXPECT_NE(outcomeJson(outcome).find("\"note\": \"It stopped early.\""), std::string::npos);
}

}  // namespace
}  // namespace cathode
