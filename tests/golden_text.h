// SPDX-License-Identifier: MIT
// Texts as they stood when somebody last looked at them, line by line.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

namespace cathode::testing {

// Compares with golden/prose/<name>.txt; with UPDATE_GOLDEN=1 writes it anew first.
inline void expectGoldenText(const std::string& name, const std::string& text) {
  const std::string file = std::string(GOLDEN_FOLDER) + "/prose/" + name + ".txt";
  if (std::getenv("UPDATE_GOLDEN")) std::ofstream(file, std::ios::binary) << text;
  std::stringstream golden;
  golden << std::ifstream(file, std::ios::binary).rdbuf();
  std::istringstream now(text);
  std::string a, b;
  for (int line = 1; std::getline(now, b); ++line) {
    if (!std::getline(golden, a)) a.clear();
    ASSERT_EQ(a, b) << name << ".txt, line " << line;
  }
  EXPECT_FALSE(std::getline(golden, a)) << name << ".txt has more: " << a;
}

}  // namespace cathode::testing
