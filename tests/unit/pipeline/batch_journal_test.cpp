// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/batch_journal.h"

#include <chrono>
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "support/file_content.h"
#include "support/scratch_folder.h"

namespace vina {
namespace {

using ::testing::HasSubstr;
using testing::ScratchFolder;

class BatchJournalTest : public ::testing::Test {
 protected:
  BatchJournalTest() {
    write("l01.mp4", "video");
    write("l01.vtt", "captions");
  }

  void write(const std::string& name, const std::string& content) const { std::ofstream{scratch / name} << content; }

  static JournalEntry entry(const std::string& key) {
    return {.key = key,
            .name = "l01.json",
            .degraded = true,
            .verified = true,
            .reasons = {"no picture"},
            .video_url = "file:///l01.mp4",
            .subtitle_url = "file:///l01.vtt",
            .duration_seconds = 12.5,
            .files = {}};
  }

  void add(const std::string& key) const {
    BatchJournal{file}.add(entry(key), {scratch / "l01.mp4", scratch / "l01.vtt"});
  }

  bool knows(const std::string& key) const { return BatchJournal{file}.find(key).has_value(); }

  ScratchFolder scratch;
  std::filesystem::path file = scratch / "batch.journal.jsonl";
};

TEST_F(BatchJournalTest, FindsWhatAnEarlierRunFinished) {
  add("k1");
  const BatchJournal journal{file};
  const std::optional<JournalEntry> found = journal.find("k1");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->name, "l01.json");
  EXPECT_TRUE(found->degraded);
  EXPECT_TRUE(found->verified);
  EXPECT_EQ(found->reasons, std::vector<std::string>{"no picture"});
  EXPECT_EQ(found->video_url, "file:///l01.mp4");
  EXPECT_EQ(found->subtitle_url, "file:///l01.vtt");
  EXPECT_EQ(found->duration_seconds, 12.5);
  EXPECT_EQ(found->files.size(), 2U);
  EXPECT_FALSE(journal.find("k2"));
}

TEST_F(BatchJournalTest, PassesOverALineThatWasCutOff) {
  add("k1");
  add("k2");
  const std::string all = testing::content_of(file);
  std::ofstream{file, std::ios::trunc} << all.substr(0, all.size() - 20);
  EXPECT_TRUE(knows("k1"));
  EXPECT_FALSE(knows("k2"));
  add("k3");
  EXPECT_TRUE(knows("k1"));
  EXPECT_TRUE(knows("k3")) << "the torn line spoils no other";
}

TEST_F(BatchJournalTest, PassesOverWhatIsNoneOfItsLines) {
  std::ofstream{file} << "nonsense\n[]\n{}\n{\"key\":1}\n\n";
  add("k1");
  EXPECT_TRUE(knows("k1"));
}

TEST_F(BatchJournalTest, DoesNotCountALessonWhoseFileIsGone) {
  add("k1");
  std::filesystem::remove(scratch / "l01.vtt");
  EXPECT_FALSE(knows("k1"));
}

TEST_F(BatchJournalTest, DoesNotCountALessonWhoseFileIsCutShort) {
  add("k1");
  std::filesystem::resize_file(scratch / "l01.mp4", 3);
  EXPECT_FALSE(knows("k1"));
}

TEST_F(BatchJournalTest, LooksIntoAFileThatWasTouched) {
  add("k1");
  const auto later = std::filesystem::last_write_time(scratch / "l01.mp4") + std::chrono::seconds{5};
  std::filesystem::last_write_time(scratch / "l01.mp4", later);
  EXPECT_TRUE(knows("k1")) << "a copy is as good";
  write("l01.mp4", "vid3o");
  std::filesystem::last_write_time(scratch / "l01.mp4", later);
  EXPECT_FALSE(knows("k1")) << "of the same size, but not the same";
}

TEST_F(BatchJournalTest, TakesTheLastOfSeveralLinesOfALesson) {
  add("k1");
  write("l01.mp4", "another video");
  add("k1");
  EXPECT_TRUE(knows("k1"));
}

TEST_F(BatchJournalTest, IsHeldByOneAtATime) {
  {
    const BatchJournal first{file};
    try {
      const BatchJournal second{file};
      FAIL() << "two hold it";
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kStorage);
      EXPECT_THAT(error.public_message(),
                  HasSubstr("another 'vina batch' is writing to the folder '" + scratch.path().string()));
    }
  }
  EXPECT_NO_THROW(BatchJournal{file});
}

TEST_F(BatchJournalTest, KeepsNothingWithoutAName) {
  BatchJournal journal{{}};
  journal.add(entry("k1"), {scratch / "l01.mp4"});
  EXPECT_FALSE(journal.find("k1"));
}

TEST_F(BatchJournalTest, LeavesNothingButItself) {
  add("k1");
  std::size_t files = 0;
  for ([[maybe_unused]] const auto& each : std::filesystem::directory_iterator{scratch.path()}) ++files;
  EXPECT_EQ(files, 3U) << "the video, the captions and the journal";
}

}  // namespace
}  // namespace vina
