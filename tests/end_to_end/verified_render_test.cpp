// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
// What render makes, `vina check` has nothing against.

#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "support/command.h"
#include "support/scratch_folder.h"

namespace vina::testing {
namespace {

constexpr const char* kLesson = R"({"lesson_id":"l1","lesson_title":"Tea","slides":[
  {"slide_title":"Leaves","items":[
    {"bullet":"Green","talk":"Green leaves never wither."},
    {"bullet":"Black","talk":"Black tea is rolled in humid air."}]},
  {"slide_title":"Water","items":[
    {"bullet":"Hot","talk":"Water that has just boiled is right for black tea and far too hot for green tea."},
    {"bullet":"Soft","talk":"Soft water leaves no skin."}]},
  {"slide_title":"Time","items":[
    {"bullet":"Short","talk":"Two minutes are mostly enough."}]}]})";

class VerifiedRender : public ::testing::Test {
 protected:
  void SetUp() override { std::ofstream{folder / "lesson.json"} << kLesson; }

  CommandResult render(const std::string& options) const {
    return run_shell(folder.path(), "vina render lesson.json -o out.mp4 --verify --quiet " + options);
  }

  ScratchFolder folder;
};

TEST_F(VerifiedRender, IsAsItsReportSays) {
  const CommandResult done = render("");
  EXPECT_EQ(done.exit_code, 0) << done.err;
  EXPECT_TRUE(nlohmann::json::accept(done.out));
}

TEST_F(VerifiedRender, IsAsItsReportSaysWithOtherOptions) {
  for (const char* options : {"--no-captions", "--transition none", "--pause 0", "--hold encode", "--loudness -23",
                              "--theme light --safe-area social", "--loudness -10"}) {
    const CommandResult done = render(options);
    EXPECT_EQ(done.exit_code, 0) << options << "\n" << done.err;
  }
}

}  // namespace
}  // namespace vina::testing
