// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
// Whole renders whose voice and pictures come when the test lets them.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "base/error.h"
#include "images/gradient_images.h"
#include "pipeline/render_pipeline.h"
#include "publish/folder_publisher.h"
#include "support/click_speech.h"
#include "support/file_content.h"
#include "support/scratch_folder.h"

namespace vina {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

/// Things that have happened, for those who wait for them.
class Happenings {
 public:
  void note(const std::string& what) {
    {
      const std::lock_guard lock{mutex_};
      done_.insert(what);
    }
    changed_.notify_all();
  }
  /// Throws where it does not happen: the run then fails, and does not stand still.
  void wait_for(const std::string& what) {
    std::unique_lock lock{mutex_};
    if (!changed_.wait_for(lock, 60s, [&] { return done_.contains(what); })) {
      throw Error{ErrorKind::kInternal, "waited in vain for " + what};
    }
  }
  bool has(const std::string& what) {
    const std::lock_guard lock{mutex_};
    return done_.contains(what);
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::set<std::string> done_;
};

using Before = std::function<void(const std::string&)>;  ///< called with a slide's first talk, or a figure's id

class HeldSpeech final : public SpeechProvider {
 public:
  HeldSpeech(std::string name, Before before) : name_{std::move(name)}, before_{std::move(before)} {}

  Narration narrate(const SpeechRequest& request, std::stop_token stop) override {
    if (before_) before_(request.talks.front());
    Narration narration = clicks_.narrate(request, stop);
    narration.voice = name_;
    return narration;
  }

 private:
  ClickSpeech clicks_;
  std::string name_;
  Before before_;
};

class HeldImages final : public ImageProvider {
 public:
  explicit HeldImages(Before before) : before_{std::move(before)} {}

  std::optional<std::filesystem::path> picture(const Figure& figure, std::stop_token) override {
    before_(figure.id);
    return std::nullopt;
  }

 private:
  Before before_;
};

Lesson three_slides() {
  Lesson lesson{.title = "A lesson"};
  for (const char* talk : {"first", "second", "third"}) {
    lesson.slides.push_back({.title = "A slide", .items = {{"bullet", talk, Figure{.id = talk}}}});
  }
  return lesson;
}

class LessonAssembly : public ::testing::Test {
 protected:
  LessonAssembly() {
    providers.images = make_gradient_images();
    providers.speech = std::make_unique<HeldSpeech>("fine", nullptr);
    providers.publisher = make_folder_publisher();
    providers.voices_at_once = 3;
    options.output = scratch / "out.mp4";
    options.threads = 2;
  }

  void hold_speech(Before before) { providers.speech = std::make_unique<HeldSpeech>("fine", std::move(before)); }
  void hold_images(Before before) {
    providers.images = std::make_unique<HeldImages>(std::move(before));
    providers.pictures_at_once = 3;
  }

  RenderResult render(const Lesson& lesson = three_slides()) {
    return render_with(providers, lesson, {}, options,
                       [this](const Progress& progress) {
                         if (progress.step == Step::kSlides && !progress.detail.empty()) happened.note(progress.detail);
                         fractions.push_back(progress.fraction);
                       },
                       {});
  }

  Error error_of_render() {
    try {
      render();
    } catch (const Error& error) {
      return error;
    }
    ADD_FAILURE() << "no error";
    return {ErrorKind::kInternal, ""};
  }

  testing::ScratchFolder scratch;
  Happenings happened;
  std::vector<double> fractions;
  Providers providers;
  RenderOptions options;
};

TEST_F(LessonAssembly, DrawsASlideWhileAnEarlierOneIsStillSpoken) {
  hold_speech([this](const std::string& talk) {
    if (talk == "first") happened.wait_for("slide 3 of 3");
  });
  render();
}

TEST_F(LessonAssembly, DrawsASlideWhilePicturesOfOthersAreWaitedFor) {
  hold_images([this](const std::string& figure) {
    if (figure == "first") happened.wait_for("slide 3 of 3");
  });
  render();
}

TEST_F(LessonAssembly, AsksForPicturesAndVoicesAtTheSameTime) {
  hold_images([this](const std::string& figure) {
    happened.note("asked for " + figure);
    happened.wait_for("speaks " + figure);
  });
  hold_speech([this](const std::string& talk) {
    happened.note("speaks " + talk);
    happened.wait_for("asked for " + talk);
  });
  render();
}

TEST_F(LessonAssembly, GivesTheSameBytesWhateverComesFirst) {
  render();
  const std::string first = testing::content_of(options.output);
  hold_speech([this](const std::string& talk) {
    if (talk == "first") happened.wait_for("spoken third");
    happened.note("spoken " + talk);
  });
  options.threads = 1;
  render();
  EXPECT_TRUE(first == testing::content_of(options.output));
}

TEST_F(LessonAssembly, ShowsProgressThatNeverFalls) {
  render();
  EXPECT_TRUE(std::is_sorted(fractions.begin(), fractions.end()));
  EXPECT_EQ(fractions.front(), 0);
  EXPECT_EQ(fractions.back(), 1);
}

TEST_F(LessonAssembly, EncodesOnlyTheSlidesThatAreNotInTheCache) {
  const auto reused = [](const RenderResult& result) {
    std::vector<bool> slides;
    const auto report = nlohmann::json::parse(testing::content_of(result.report));
    for (const auto& slide : report["slides"]) slides.push_back(slide["reused"]);
    return slides;
  };
  options.vendors.cache = scratch / "cache";
  EXPECT_THAT(reused(render()), ElementsAre(false, false, false));
  const std::string first = testing::content_of(options.output);
  EXPECT_THAT(reused(render()), ElementsAre(true, true, true));
  EXPECT_TRUE(testing::content_of(options.output) == first);

  Lesson lesson = three_slides();
  lesson.slides[1].items[0].talk = "second and a good deal more than was said before";
  EXPECT_THAT(reused(render(lesson)), ElementsAre(true, false, true)) << "what is said is not seen, but takes longer";
  const std::string edited = testing::content_of(options.output);
  options.fresh = true;
  EXPECT_THAT(reused(render(lesson)), ElementsAre(false, false, false));
  EXPECT_TRUE(testing::content_of(options.output) == edited) << "a slide from the cache is the slide made anew";
  options.fresh = false;

  lesson.slides[0].items[0].bullet = "another bullet";
  EXPECT_THAT(reused(render(lesson)), ElementsAre(false, false, true)) << "the second slide fades in over the first";
  lesson.title = "Another lesson";
  EXPECT_THAT(reused(render(lesson)), ElementsAre(false, false, false)) << "its title is on every slide";
  options.theme = "light";
  EXPECT_THAT(reused(render(lesson)), ElementsAre(false, false, false));
  options.gop = Frames{60};
  EXPECT_THAT(reused(render(lesson)), ElementsAre(false, false, false));
  EXPECT_THAT(reused(render(lesson)), ElementsAre(true, true, true));
}

TEST_F(LessonAssembly, LetsCallsInFlightFinishWhenAnotherFails) {
  hold_images([this](const std::string& figure) {
    happened.note("asked for " + figure);
    happened.wait_for("failed");
    std::this_thread::sleep_for(50ms);
    happened.note("kept " + figure);
  });
  hold_speech([this](const std::string& talk) {
    if (talk != "second") return;
    for (const char* figure : {"first", "second", "third"}) happened.wait_for(std::string{"asked for "} + figure);
    happened.note("failed");
    throw Error{ErrorKind::kProviderRejected, "no credits are left"};
  });
  EXPECT_EQ(error_of_render().public_message(), "/slides/1: no credits are left");
  for (const char* figure : {"first", "second", "third"}) EXPECT_TRUE(happened.has(std::string{"kept "} + figure));
  EXPECT_FALSE(std::filesystem::exists(options.output));
}

TEST_F(LessonAssembly, EndsAtTheFirstMissingPictureWhereThatIsAnError) {
  options.strict = true;
  hold_images([](const std::string& figure) {
    if (figure == "second") throw Error{ErrorKind::kProviderRefused, "not that"};
  });
  const Error error = error_of_render();
  EXPECT_EQ(error.kind(), ErrorKind::kDegraded);
  EXPECT_THAT(error.public_message(), HasSubstr("/slides/1/items/0/figure"));
}

TEST_F(LessonAssembly, ChangesTheVoiceOfTheWholeLessonAndSaysSo) {
  hold_speech([](const std::string& talk) {
    if (talk == "second") throw Error{ErrorKind::kProviderUnavailable, "no credits are left"};
  });
  providers.speech_fallback = std::make_unique<HeldSpeech>("humble", nullptr);
  const RenderResult result = render();
  ASSERT_THAT(result.warnings, SizeIs(1));
  EXPECT_TRUE(result.warnings[0].degrades);
  EXPECT_THAT(result.warnings[0].message, HasSubstr("/slides/1: no credits are left"));
  const std::string report = testing::content_of(result.report);
  EXPECT_THAT(report, HasSubstr("\"voice\": \"humble\""));
  EXPECT_THAT(report, ::testing::Not(HasSubstr("\"voice\": \"fine\"")));
  EXPECT_TRUE(std::is_sorted(fractions.begin(), fractions.end()));
}

TEST_F(LessonAssembly, KeepsTheFallbackOutOfWhatIsNoVendorsFault) {
  for (const ErrorKind kind : {ErrorKind::kStorage, ErrorKind::kBudgetReached, ErrorKind::kInvalidOption}) {
    hold_speech([kind](const std::string&) { throw Error{kind, "not there"}; });
    providers.speech_fallback = std::make_unique<HeldSpeech>("humble", nullptr);
    EXPECT_EQ(error_of_render().kind(), kind);
  }
}

TEST_F(LessonAssembly, NeedsNoFallbackWhereAllIsWell) {
  providers.speech_fallback = std::make_unique<HeldSpeech>("humble", nullptr);
  EXPECT_THAT(render().warnings, IsEmpty());
}

}  // namespace
}  // namespace vina
