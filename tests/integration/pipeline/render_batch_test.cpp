// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
// Batches as the library makes them, with the offline voice or one from the vendors on this computer.

#include "pipeline/batch.h"

#include <filesystem>
#include <fstream>
#include <stop_token>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "fake_cloud/fake_cloud.h"
#include "support/scratch_folder.h"

namespace vina {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr const char* kLesson = R"({"lesson_title": "Tea", "slides": [
  {"slide_title": "Leaves", "items": [{"bullet": "Green", "talk": "Green leaves never wither."}]}]})";

class RenderBatch : public ::testing::Test {
 protected:
  BatchLesson lesson(const std::string& name) {
    BatchLesson lesson{.name = name,
                       .identity = {},
                       .read = [](const std::stop_token&) { return std::string{kLesson}; },
                       .complete = {},
                       .options = options,
                       .is_recorded = true,
                       .finished =
                           [this, name](const RenderResult&) {
                             recorded.push_back(name);
                             return name;
                           }};
    lesson.options.output = scratch / (name + ".mp4");
    return lesson;
  }

  BatchSummary batch(const std::vector<BatchLesson>& lessons) {
    return render_batch(lessons, {.vendors = options.vendors, .journal = scratch / "journal.jsonl"}, {}, {});
  }

  static std::vector<BatchStatus> statuses(const BatchSummary& summary) {
    std::vector<BatchStatus> list;
    for (const BatchOutcome& outcome : summary.lessons) list.push_back(outcome.status);
    return list;
  }

  RenderBatch() {
    options.images = "gradient";
    options.voice = "espeak";
    options.publish = "folder";
    options.captions = false;
    options.transition_frames = 0;
  }

  testing::ScratchFolder scratch;
  RenderOptions options;
  std::vector<std::string> recorded;  ///< whose videos were written back
};

TEST_F(RenderBatch, GoesOnWithTheOthersWhereThePlanDoesNotIncludeOneLessonsVoice) {
  const fake::FakeCloud cloud{{.elevenlabs = {.tier = "free"}}};
  options.voice = "elevenlabs";
  options.vendors.elevenlabs.key = Secret{"fake-elevenlabs-key"};
  options.vendors.elevenlabs.base_url = cloud.url();
  options.vendors.cache = scratch / "cache";
  std::vector<BatchLesson> lessons{lesson("first"), lesson("second")};
  lessons[0].options.vendors.elevenlabs.voice_id = "LibraryVoice00000001";
  const BatchSummary summary = batch(lessons);
  EXPECT_THAT(statuses(summary), ElementsAre(BatchStatus::kFailed, BatchStatus::kDone));
  EXPECT_EQ(summary.lessons[0].error, ErrorKind::kNotInPlan);
  EXPECT_THAT(summary.lessons[0].reasons, ElementsAre(HasSubstr("choose a voice, model and format of your plan")));
}

TEST_F(RenderBatch, BeginsNoMoreWhereTheKeyIsNotAccepted) {
  const fake::FakeCloud cloud{{}};
  options.voice = "elevenlabs";
  options.vendors.elevenlabs.key = Secret{"another-key"};
  options.vendors.elevenlabs.base_url = cloud.url();
  options.vendors.cache = scratch / "cache";
  const BatchSummary summary = batch({lesson("first"), lesson("second")});
  EXPECT_THAT(statuses(summary), ElementsAre(BatchStatus::kFailed, BatchStatus::kNotBegun));
}

TEST_F(RenderBatch, RecordsNoVideoThatIsNotWhatItsReportSays) {
  options.verify = true;
  const std::filesystem::path stale = scratch / "first.vtt";  // of an earlier video: players would show it
  std::ofstream{stale} << "WEBVTT\n";
  const BatchSummary wrong = batch({lesson("first"), lesson("second")});
  EXPECT_THAT(statuses(wrong), ElementsAre(BatchStatus::kFailed, BatchStatus::kDone));
  EXPECT_EQ(wrong.lessons[0].error, ErrorKind::kNotAsReported);
  EXPECT_THAT(wrong.lessons[0].reasons,
              ElementsAre(StartsWith("captions file: "), HasSubstr("is finished, but not what its report says")));
  EXPECT_THAT(recorded, ElementsAre("second"));

  std::filesystem::remove(stale);
  const BatchSummary right = batch({lesson("first"), lesson("second")});
  EXPECT_THAT(statuses(right), ElementsAre(BatchStatus::kDone, BatchStatus::kSkipped));
  EXPECT_THAT(recorded, ElementsAre("second", "first"));
}

TEST_F(RenderBatch, ChecksWhatAnEarlierRunFinishedUnchecked) {
  EXPECT_THAT(statuses(batch({lesson("first")})), ElementsAre(BatchStatus::kDone));
  options.verify = true;
  EXPECT_THAT(statuses(batch({lesson("first")})), ElementsAre(BatchStatus::kDone));
  EXPECT_THAT(statuses(batch({lesson("first")})), ElementsAre(BatchStatus::kSkipped));
  options.verify = false;
  EXPECT_THAT(statuses(batch({lesson("first")})), ElementsAre(BatchStatus::kSkipped));
}

}  // namespace
}  // namespace vina
