// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
// Batches that are stopped, killed, or meet another one.
#include <set>

#include "end_to_end/batch/lessons_in_scratch.h"

namespace vina {
namespace {

using nlohmann::json;
using testing::CommandResult;
using testing::content_of;
using ::testing::HasSubstr;
using testing::run_shell;

constexpr int kLessons = 5;

class StoppedBatch : public testing::LessonsInScratch {
 protected:
  StoppedBatch() {
    for (int number = 1; number <= kLessons; ++number) write_lesson(number, 3);
  }

  /// Sends a signal once a lesson is finished. What is written last says how many seconds it then took to end.
  CommandResult stop_with(const std::string& signal, const std::string& jobs) const {
    return run_shell(scratch.path(), "vina batch lessons -o out --quiet --jobs " + jobs +
                                         " > stdout 2> stderr &\n"
                                         "until [ -s out/batch.journal.jsonl ]; do sleep 0.01; done\n"
                                         "sleep 0.1; began=$EPOCHREALTIME\n"
                                         "kill -" +
                                         signal +
                                         " $!; wait $!; code=$?\n"
                                         "awk \"BEGIN { print $EPOCHREALTIME - $began }\" > seconds; exit $code");
  }

  std::size_t finished() const {
    std::ifstream journal{scratch / "out/batch.journal.jsonl"};
    std::size_t lines = 0;
    for (std::string line; std::getline(journal, line);) ++lines;
    return lines;
  }

  /// Every video is a finished one, and nothing else lies there.
  void expect_whole_files_alone() const {
    std::set<std::string> wanted;
    const std::string journal = content_of(scratch / "out/batch.journal.jsonl");
    for (int number = 1; number <= kLessons; ++number) {
      if (journal.find("/" + name(number) + ".mp4") == std::string::npos) continue;
      for (const char* extension : {".mp4", ".vtt", ".srt", ".json"}) wanted.insert(name(number) + extension);
    }
    std::set<std::string> found;
    for (const auto& [file, content] : videos("out")) {
      if (file.front() != '.') found.insert(file);
    }
    EXPECT_EQ(found, wanted);
  }

  void expect_to_go_on(std::size_t finished_before) {
    const CommandResult resumed = batch();
    EXPECT_EQ(resumed.exit_code, 0) << resumed.err;
    EXPECT_EQ(count(resumed, "skipped"), static_cast<int>(finished_before));
    EXPECT_EQ(count(resumed, "done"), kLessons - static_cast<int>(finished_before));
    ASSERT_EQ(batch({}, "undisturbed").exit_code, 0);
    EXPECT_TRUE(videos("out") == videos("undisturbed"));
  }
};

TEST_F(StoppedBatch, EndsWithinASecondAndGoesOnLater) {
  const CommandResult stopped = stop_with("INT", "2");
  ASSERT_EQ(stopped.exit_code, 130) << content_of(scratch / "stderr");
  EXPECT_LT(std::stod(content_of(scratch / "seconds")), 1.0 * testing::kSanitizerPatience);
  EXPECT_THAT(content_of(scratch / "stderr"), HasSubstr("error: stopped; the same command goes on where it was"));
  const json summary = json::parse(content_of(scratch / "stdout"));
  EXPECT_TRUE(summary["interrupted"]);
  EXPECT_FALSE(summary["complete"]);
  EXPECT_EQ(summary["done"], finished());
  EXPECT_GE(summary["stopped"].get<int>() + summary["not_begun"].get<int>(), 1);
  EXPECT_EQ(content_of(scratch / "out/batch.json"), content_of(scratch / "stdout"));
  expect_whole_files_alone();
  expect_to_go_on(finished());
}

TEST_F(StoppedBatch, ExitsAsAShellExpectsOfTheSignal) {
  EXPECT_EQ(stop_with("TERM", "1").exit_code, 143);
}

TEST_F(StoppedBatch, GoesOnAfterItWasKilled) {
  ASSERT_EQ(stop_with("KILL", "1").exit_code, 137);
  expect_whole_files_alone();
  expect_to_go_on(finished());
}

// A limit on the size of files stands for a full disk: it needs no rights.
TEST_F(StoppedBatch, BeginsNoMoreLessonsWhereTheDiskIsFullAndGoesOnLater) {
  write_lesson(3, 12);
  const CommandResult full = run_shell(scratch.path(), "ulimit -f 400; vina batch lessons -o out --quiet");
  ASSERT_EQ(full.exit_code, 13) << full.err;
  EXPECT_EQ(count(full, "done"), 2);
  EXPECT_EQ(count(full, "failed"), 1);
  EXPECT_EQ(count(full, "not_begun"), 2);
  EXPECT_THAT(full.err, HasSubstr("error: lessons/l03.json: "));
  EXPECT_THAT(full.err, HasSubstr("File too large"));
  expect_whole_files_alone();
  expect_to_go_on(2);
}

TEST_F(StoppedBatch, GoesOnWhereItsJournalWasCutOff) {
  ASSERT_EQ(batch().exit_code, 0);
  std::filesystem::resize_file(scratch / "out/batch.journal.jsonl",
                               std::filesystem::file_size(scratch / "out/batch.journal.jsonl") - 30);
  const CommandResult resumed = batch();
  EXPECT_EQ(count(resumed, "skipped"), kLessons - 1);
  EXPECT_EQ(count(resumed, "done"), 1);
  EXPECT_EQ(count(batch(), "skipped"), kLessons);
}

TEST_F(StoppedBatch, RefusesToRunBesideAnother) {
  const CommandResult both = run_shell(scratch.path(),
                                       "vina batch lessons -o out --quiet > stdout 2> stderr &\n"
                                       "until [ -e out/.batch.journal.jsonl.lock ]; do sleep 0.01; done\n"
                                       "vina batch lessons -o out --quiet; code=$?\n"
                                       "wait $! && exit $code");
  EXPECT_EQ(both.exit_code, 5) << both.err;
  EXPECT_EQ(both.err,
            "error: another 'vina batch' is writing to the folder 'out'; wait until it has ended, or choose another "
            "folder\n");
  EXPECT_EQ(json::parse(content_of(scratch / "stdout"))["done"], kLessons) << "the first is not disturbed";
}

}  // namespace
}  // namespace vina
