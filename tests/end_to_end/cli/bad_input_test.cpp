// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "end_to_end/cli/vina_in_scratch.h"
#include "support/file_content.h"

namespace vina::testing {
namespace {

class BadInput : public VinaInScratch {
 protected:
  /// Copies a picture of tests/golden/images, or its first `bytes`.
  void copy_image(const std::string& name, const std::filesystem::path& to,
                  std::size_t bytes = std::string::npos) const {
    write(to, content_of(std::filesystem::path{VINA_SOURCE_DIR} / "tests/golden/images" / name).substr(0, bytes));
  }
};

TEST_F(BadInput, LessonThatIsNoReadableFile) {
  std::filesystem::create_directory(scratch / "folder.json");
  write("empty.json", "");
  write("large.json", "{\"lesson_title\":\"" + std::string(2 * 1024 * 1024, 'x') + "\"}");
  for (const std::string command : {"render", "slides -o pictures", "validate"}) {
    const auto call = [&](const std::string& lesson) { return "vina " + command + " " + lesson; };
    expect_failure(call("missing.json"), 2, "missing.json");
    expect_failure(call("folder.json"), 2, "Is a directory");
    expect_failure(call("''"), 2, "cannot read the lesson ''");
    expect_failure(call("- <&-"), 2, "standard input");
    if (command == "validate") continue;  // says these on standard output too
    expect_failure(call("empty.json"), 3, "is empty");
    expect_failure(call("large.json"), 3, "larger than 1 MiB");
    expect_failure(call("/dev/zero"), 3, "larger than 1 MiB");
    expect_failure(call("- < /dev/null"), 3, "standard input");
  }
}

TEST_F(BadInput, LessonThatIsNoLesson) {
  write("junk.json", std::string("\x7f\x45\x4c\x46\0\xff\xfe\x80\n\x1b[31m", 13));
  write("deep.json", std::string(500'000, '[') + std::string(500'000, ']'));
  write("cut.json", content_of(scratch / "lesson.json").substr(0, 60));
  write("invalid-utf8.json", "{\"lesson_title\":\"\xc3\x28\",\"slides\":[]}");
  write("null.json", "null");
  write("list.json", "[]");
  write("no-slides.json", R"({"lesson_title":"T","slides":[]})");
  write("wrong-type.json", R"({"lesson_title":"T","slides":{}})");
  for (const char* name : {"junk.json", "deep.json", "cut.json", "invalid-utf8.json", "null.json", "list.json",
                           "no-slides.json", "wrong-type.json"}) {
    expect_failure(std::string{"vina render "} + name + " -o out.mp4", 3, name);
    expect_failure(std::string{"vina slides "} + name + " -o pictures", 3, name);
  }
}

TEST_F(BadInput, LessonWithManyFaultsHasALineForEach) {
  write("bad.json", R"({"slides":[{"slide_title":"S","items":[{"bullet":"","talk":"   "}]},{"items":[]}]})");
  const CommandResult failed = run("vina render bad.json");
  EXPECT_EQ(failed.exit_code, 3);
  EXPECT_EQ(failed.out, "");
  for (const char* pointer : {"/lesson_title", "/slides/0/items/0/bullet", "/slides/0/items/0/talk",
                              "/slides/1/slide_title", "/slides/1/items"}) {
    EXPECT_THAT(failed.err, ::testing::HasSubstr(std::string{"error: bad.json: "} + pointer + ": "));
  }
  EXPECT_EQ(std::count(failed.err.begin(), failed.err.end(), '\n'), 5) << failed.err;
}

TEST_F(BadInput, Options) {
  expect_failure("vina", 2, "a command is missing");
  expect_failure("vina rendr lesson.json", 2, "did you mean render?");
  expect_failure("vina render", 2, "LESSON is required");
  expect_failure("vina render lesson.json --thme light", 2, "did you mean --theme?");
  expect_failure("vina render lesson.json other.json", 2, "one argument too many");
  expect_failure("vina render lesson.json --safe-area tv", 2, "choose player or social");
  expect_failure("vina render lesson.json --rate $'fast\\n'", 2, "--rate is 'fast\\n'");
  expect_failure("vina render lesson.json --rate 10", 2, "80 to 300");
  expect_failure("vina render lesson.json --gop 0", 2, "0.5 to 30");
  expect_failure("vina render lesson.json --language 'x y'", 2, "BCP 47");
  expect_failure("vina render lesson.json -q --language tlh", 2, "error: --language: unknown language 'tlh'");
  expect_failure("vina render lesson.json --logo no.png", 2, "no.png");
  expect_failure("vina render lesson.json --images no-folder", 2, "no-folder");
  expect_failure("vina render lesson.json -o good.avi", 2, ".mp4");
  expect_failure("vina slides lesson.json", 2, "--output is required");
  expect_failure("vina render lesson.json -o ''", 2, "--output is empty");
  expect_failure("vina render --bogus", 2, "unknown option '--bogus'");
  expect_failure("vina help rendr", 2, "did you mean render?");
  expect_failure("vina completion tcsh", 2, "choose bash, zsh or fish");
  expect_failure("VIDEO_GENERATE_SUBTITLES=perhaps vina render lesson.json", 2, "VIDEO_GENERATE_SUBTITLES");
}

TEST_F(BadInput, ResourcesThatAreNone) {
  std::filesystem::create_directory(scratch / "empty");
  for (const char* folder : {"missing", "empty", "lesson.json"}) {
    const std::string is = std::string{"VINA_RESOURCES is '"} + folder + "'";
    expect_failure(std::string{"VINA_RESOURCES="} + folder + " vina render lesson.json -q", 2, is);
    expect_failure(std::string{"VINA_RESOURCES="} + folder + " vina slides lesson.json -q -o pictures", 2, is);
    const CommandResult doctor = run(std::string{"VINA_RESOURCES="} + folder + " vina doctor");
    EXPECT_EQ(doctor.exit_code, 4);
    EXPECT_THAT(doctor.out, ::testing::HasSubstr(is));
  }
  EXPECT_EQ(run("VINA_RESOURCES='" VINA_SOURCE_DIR "/resources' vina slides lesson.json -o pictures").exit_code, 0);
}

TEST_F(BadInput, Themes) {
  write("list.json", "[]");
  write("cut.json", "{\n");
  write("deep.json", std::string(100'000, '['));
  write("no-logo.json", R"({"logo": "no.png"})");
  write("wrong-type.json", R"({"colours": {"title": 5}})");
  const struct {
    const char* theme;
    const char* part;
  } cases[] = {
      {"nonesuch", "there are light, vina"},
      {"missing.json", "missing.json"},
      {".", "'.'"},
      {"/dev/zero", "/dev/zero"},
      {"lesson.json", "/lesson_title: is unknown"},
      {"list.json", "list.json"},
      {"cut.json", "near line 2"},
      {"deep.json", "deep.json"},
      {"no-logo.json", "no.png"},
      {"wrong-type.json", "/colours/title"},
  };
  for (const auto& [theme, part] : cases)
    expect_failure(std::string{"vina render lesson.json -q --theme "} + theme, 2, part);
}

TEST_F(BadInput, PicturesOfFigures) {
  std::filesystem::create_directory(scratch / "pictures");
  const struct {
    const char* name;
    const char* part;
    std::size_t bytes = std::string::npos;
  } cases[] = {
      {"patches.png", "cut off after 100 bytes", 100},
      {"patches_420.jpg", "cut off after 500 bytes", 500},
      {"patches_lossy.webp", "cut off after 100 bytes", 100},
      {"patches.png", "is empty", 0},
      {"animated.png", "animated PNG"},
      {"animated.webp", "animated WebP"},
      {"cmyk.jpg", "CMYK"},
  };
  const auto expect_refusal = [this](const std::string& file, const std::string& part) {
    expect_failure("vina render lesson.json -q --images pictures", 4, part);
    expect_failure("vina render lesson.json -q --images pictures", 4,
                   "/slides/0/items/0/figure: picture 'pictures/" + file + "'");
    std::filesystem::remove(scratch / "pictures" / file);
  };
  for (const auto& [name, part, bytes] : cases) {
    const std::string file = "leaf" + std::filesystem::path{name}.extension().string();
    copy_image(name, "pictures/" + file, bytes);
    expect_refusal(file, part);
  }
  copy_image("animated.gif", "pictures/leaf.png");
  expect_refusal("leaf.png", "a GIF picture");
  // A header that promises 50,000 pixels is refused before a byte of them is looked at.
  std::string wide = content_of(std::filesystem::path{VINA_SOURCE_DIR} / "tests/golden/images/patches.png");
  wide.replace(16, 4, std::string{"\0\0\xc3\x50", 4});
  write("pictures/leaf.png", wide);
  expect_refusal("leaf.png", "50000 x 64 pixels");
  write("pictures/leaf.png", "no picture");
  expect_refusal("leaf.png", "a text file");
  std::filesystem::create_directory(scratch / "pictures/leaf.png");
  expect_refusal("leaf.png", "is a folder");
}

TEST_F(BadInput, Logos) {
  copy_image("cmyk.jpg", "photo.jpg");
  copy_image("patches.png", "cut.png", 100);
  copy_image("wide.png", "wide.png");
  for (const char* logo : {"lesson.json", "photo.jpg", "cut.png", "wide.png"}) {
    expect_failure(std::string{"vina render lesson.json -q --logo "} + logo, 4, std::string{"logo '"} + logo);
  }
}

TEST_F(BadInput, OutputThatCannotBeWritten) {
  std::filesystem::create_directory(scratch / "folder.mp4");
  expect_failure("vina render lesson.json -o no/out.mp4", 5, "no folder 'no'");
  expect_failure("vina render lesson.json -o folder.mp4", 5, "it is a folder");
  expect_failure("vina render lesson.json -o /proc/out.mp4", 5, "/proc/out.mp4");
  std::filesystem::copy_file(scratch / "lesson.json", scratch / "lesson.mp4");
  expect_failure("vina render lesson.mp4", 2, "the lesson itself");
  expect_failure("vina slides lesson.json -q -o lesson.json", 5, "lesson.json");
  expect_failure("TMPDIR=/no/folder vina render lesson.json -q", 5, "/no/folder");
  // A limit on the size of files stands for a full disk: it needs no rights.
  expect_failure("ulimit -f 40; vina render lesson.json -q", 5, "File too large");
}

}  // namespace
}  // namespace vina::testing
