// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
// The documents speak of what is there. Options, exit codes and the lesson format have tests of their own, beside the
// code they describe.

#include <filesystem>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "support/file_content.h"

namespace vina {
namespace {

using nlohmann::json;
using testing::content_of;

const std::filesystem::path kRoot = VINA_SOURCE_DIR;

std::vector<std::filesystem::path> documents() {
  std::vector<std::filesystem::path> found;
  const auto add = [&found](const auto& entries) {
    for (const auto& entry : entries) {
      if (entry.path().extension() == ".md") found.push_back(entry.path());
    }
  };
  add(std::filesystem::directory_iterator{kRoot});
  for (const char* folder : {"docs", "tests", "benchmarks"}) {
    if (std::filesystem::exists(kRoot / folder)) add(std::filesystem::recursive_directory_iterator{kRoot / folder});
  }
  return found;
}

/// What a pattern's first group matches, each once.
std::set<std::string> matches(const std::string& text, const std::string& pattern) {
  std::set<std::string> found;
  const std::regex regex{pattern};
  for (std::sregex_iterator match{text.begin(), text.end(), regex}; match != std::sregex_iterator{}; ++match) {
    found.insert((*match)[1]);
  }
  return found;
}

TEST(Documents, NameOnlyFilesThatAreThere) {
  const std::string path =
      "((?:src|apps|tests|docs|script|schema|examples|resources|tools|benchmarks|cmake)/[\\w./-]*\\w)";
  std::size_t named = 0;
  for (const auto& document : documents()) {
    for (const std::string& name : matches(content_of(document), "[`( ]" + path + "[`) ,:#\\n]")) {
      EXPECT_TRUE(std::filesystem::exists(kRoot / name)) << document << " names " << name;
      ++named;
    }
  }
  EXPECT_GT(named, 20U);
}

TEST(Documents, NameTheMembersOfAThemeAndNoOthers) {
  std::set<std::string> members;
  std::set<std::string> leaves;
  const json theme = json::parse(content_of(kRoot / "resources/themes/vina.json"), nullptr, true, true);
  const json flat = theme.flatten();
  for (const auto& [pointer, value] : flat.items()) {
    leaves.insert(pointer.substr(pointer.rfind('/') + 1));
    for (const std::string& name : matches(pointer, "/([^/]+)")) members.insert(name);
  }
  const std::string page = content_of(kRoot / "docs/themes.md");
  for (const std::string& leaf : leaves) {
    EXPECT_TRUE(std::regex_search(page, std::regex{"[`.]" + leaf + "`"})) << leaf << " is missing";
  }
  for (const std::string& cell : matches(page, "\\n\\| (`[^|]+`) \\|")) {
    for (const std::string& name : matches(cell, "(\\w+)`"))
      EXPECT_TRUE(members.contains(name)) << name << " is unknown";
  }
}

TEST(Documents, NameTheThemesThatComeWithTheProgram) {
  for (const auto& entry : std::filesystem::directory_iterator{kRoot / "resources/themes"}) {
    const std::string name = entry.path().stem().string();
    EXPECT_NE(content_of(kRoot / "docs/cli.md").find("`" + name + "`"), std::string::npos) << name;
    EXPECT_TRUE(std::regex_search(content_of(kRoot / "docs/vina.1"), std::regex{"\\b" + name + "\\b"})) << name;
  }
}

}  // namespace
}  // namespace vina
