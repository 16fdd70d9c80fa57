// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "pipeline/batch_key.h"

#include <fstream>
#include <functional>
#include <set>

#include <gtest/gtest.h>

#include "support/scratch_folder.h"

namespace vina {
namespace {

RenderOptions options_with(const std::function<void(RenderOptions&)>& change) {
  RenderOptions options;
  options.output = "out/l01.mp4";
  change(options);
  return options;
}

std::string key_with(const std::function<void(RenderOptions&)>& change) {
  return batch_key("{}", "", options_with(change));
}

TEST(BatchKey, IsAnotherForWhateverShapesTheVideo) {
  std::set<std::string> keys{batch_key("{}", "", options_with([](RenderOptions&) {})),
                             batch_key("{ }", "", options_with([](RenderOptions&) {})),
                             batch_key("{}", "row 7", options_with([](RenderOptions&) {}))};
  const std::vector<std::function<void(RenderOptions&)>> changes{
      [](RenderOptions& options) { options.output = "out/l02.mp4"; },
      [](RenderOptions& options) { options.captions = false; },
      [](RenderOptions& options) { options.language = "de"; },
      [](RenderOptions& options) { options.words_per_minute = 150; },
      [](RenderOptions& options) { options.timeline.tail = milliseconds(700); },
      [](RenderOptions& options) { options.theme = "light"; },
      [](RenderOptions& options) { options.safe_area = "social"; },
      [](RenderOptions& options) { options.images = "."; },
      [](RenderOptions& options) { options.vendors.google.viewer.profession = "Nurse"; },
      [](RenderOptions& options) { options.transition_frames = 0; },
      [](RenderOptions& options) { options.gop = Frames{60}; },
      [](RenderOptions& options) { options.loudness_lufs = -14; },
      [](RenderOptions& options) { options.vendors.elevenlabs.key = Secret{"key"}; },
      [](RenderOptions& options) { options.vendors.google.key = Secret{"key"}; },
  };
  for (const auto& change : changes) keys.insert(key_with(change));
  EXPECT_EQ(keys.size(), 3 + changes.size());
}

TEST(BatchKey, IsTheSameForWhatDoesNotShapeTheVideo) {
  const std::string plain = key_with([](RenderOptions&) {});
  EXPECT_EQ(plain.size(), 64U);
  EXPECT_EQ(key_with([](RenderOptions& options) { options.threads = 7; }), plain);
  EXPECT_EQ(key_with([](RenderOptions& options) { options.fresh = true; }), plain);
  EXPECT_EQ(key_with([](RenderOptions& options) { options.vendors.cache = "elsewhere"; }), plain);
  EXPECT_EQ(key_with([](RenderOptions& options) { options.vendors.budget_usd = 3; }), plain);
  EXPECT_EQ(key_with([](RenderOptions& options) { options.output = "./out/../out/l01.mp4"; }), plain);
}

TEST(BatchKey, HeedsTheContentOfFilesThatAreNamed) {
  const testing::ScratchFolder scratch;
  const std::string logo = (scratch / "logo.png").string();
  const auto with_logo = [&] { return key_with([&](RenderOptions& options) { options.logo = logo; }); };
  std::ofstream{logo} << "one";
  const std::string first = with_logo();
  EXPECT_EQ(with_logo(), first);
  std::ofstream{logo} << "two";
  EXPECT_NE(with_logo(), first);
}

TEST(BatchKey, HeedsTheLogoThatAThemeFileNames) {
  const testing::ScratchFolder scratch;
  const std::string theme = (scratch / "theme.json").string();
  const auto with_theme = [&] { return key_with([&](RenderOptions& options) { options.theme = theme; }); };
  std::ofstream{theme} << R"({"name": "mine", "logo": "mine.png"})";
  std::ofstream{scratch / "mine.png"} << "one";
  const std::string first = with_theme();
  EXPECT_EQ(with_theme(), first);
  std::ofstream{scratch / "mine.png"} << "two";
  EXPECT_NE(with_theme(), first);
}

TEST(BatchKey, HeedsTheFilesInAFolderOfPictures) {
  const testing::ScratchFolder scratch;
  const auto with_pictures = [&] {
    return key_with([&](RenderOptions& options) { options.images = scratch.path().string(); });
  };
  const std::string empty = with_pictures();
  std::ofstream{scratch / "leaf.png"} << "a picture";
  EXPECT_NE(with_pictures(), empty);
}

}  // namespace
}  // namespace vina
