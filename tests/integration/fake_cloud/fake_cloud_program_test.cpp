// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "integration/fake_cloud/vendor_requests.h"
#include "support/command.h"
#include "support/file_content.h"
#include "support/scratch_folder.h"

namespace vina {
namespace {

using ::testing::HasSubstr;
using testing::send_raw;

const std::string kProgram = std::string{VINA_BINARY_DIR} + "/fake_cloud";

/// The program in a process of its own, until the end of the test.
class Running {
 public:
  explicit Running(std::vector<std::string> arguments) {
    std::array<int, 2> out{};
    if (::pipe(out.data()) != 0) throw std::runtime_error{"pipe() failed"};
    child_ = ::fork();
    if (child_ == 0) {
      ::dup2(out[1], STDOUT_FILENO);
      arguments.insert(arguments.begin(), kProgram);
      std::vector<char*> pointers;
      for (std::string& argument : arguments) pointers.push_back(argument.data());
      pointers.push_back(nullptr);
      ::execv(kProgram.c_str(), pointers.data());
      ::_exit(127);
    }
    ::close(out[1]);
    for (char c = 0; ::read(out[0], &c, 1) == 1 && c != '\n';) line += c;
    ::close(out[0]);
  }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  ~Running() { stop(); }

  int stop() {
    if (child_ <= 0) return -1;
    ::kill(child_, SIGTERM);
    int status = 0;
    ::waitpid(child_, &status, 0);
    child_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  std::uint16_t port() const { return static_cast<std::uint16_t>(std::stoi(line.substr(line.rfind(':') + 1))); }

  std::string line;

 private:
  pid_t child_ = -1;
};

TEST(FakeCloudProgram, SaysWhereItIsAndTakesKeysDelaysAndFaults) {
  const testing::ScratchFolder folder;
  std::ofstream{folder / "faults.json"} << R"([{"vendor": "elevenlabs", "kind": "models", "fault": {"status": 503}}])";
  Running program{{"--google-key", "planted-secret", "--delay", "google=200ms", "--delay", "cloudinary=0.1s",
                   "--faults", (folder / "faults.json").string()}};
  ASSERT_THAT(program.line, ::testing::MatchesRegex("http://127.0.0.1:[0-9]+"));
  testing::RawRequest request = testing::google_request(testing::wire_fixture("gemini_request"));
  EXPECT_EQ(send_raw(program.port(), request).status, 400);
  request.headers[0] = "x-goog-api-key: planted-secret";
  const testing::RawAnswer answer = send_raw(program.port(), request);
  EXPECT_EQ(answer.status, 200);
  EXPECT_GE(answer.took, std::chrono::milliseconds{200});
  EXPECT_EQ(send_raw(program.port(), {"GET", "/v1/models", {testing::kElevenLabsKey}}).status, 503);
  EXPECT_EQ(program.stop(), 0);
}

TEST(FakeCloudProgram, RefusesWhatItDoesNotUnderstand) {
  const testing::ScratchFolder folder;
  std::ofstream{folder / "faults.json"} << R"({"rules": [{"vendor": "google", "fault": {"statsu": 503}}]})";
  const auto says = [](const std::vector<std::string>& arguments) {
    std::vector<std::string> command{kProgram};
    command.insert(command.end(), arguments.begin(), arguments.end());
    const testing::CommandResult result = testing::run_command(command);
    EXPECT_NE(result.exit_code, 0);
    return result.err;
  };
  EXPECT_THAT(says({"--delay", "google"}), HasSubstr("write VENDOR=TIME"));
  EXPECT_THAT(says({"--delay", "google=8"}), HasSubstr("write 8s or 250ms"));
  EXPECT_THAT(says({"--delay", "gogle=8s"}), HasSubstr("no vendor \"gogle\""));
  EXPECT_THAT(says({"--faults", "nowhere.json"}), HasSubstr("cannot read nowhere.json"));
  EXPECT_THAT(says({"--faults", folder / "faults.json"}), HasSubstr("no member \"statsu\""));
  EXPECT_THAT(says({"--picture-format", "gif"}), HasSubstr("--picture-format"));
  const Running first{{}};
  EXPECT_THAT(says({"--port", std::to_string(first.port())}), HasSubstr("choose another --port"));
}

TEST(FakeCloudProgram, HasAManualThatNamesAllItsOptions) {
  const std::string manual = testing::content_of(std::string{VINA_SOURCE_DIR} + "/docs/fake_cloud.md");
  const testing::CommandResult help = testing::run_command({kProgram, "--help"});
  EXPECT_EQ(help.exit_code, 0);
  for (const char* option : {"--delay", "--store", "--faults", "--public-base", "--imagen", "--elevenlabs-gapless",
                             "--cloudinary-smallest-piece"}) {
    EXPECT_THAT(help.out, HasSubstr(option));
    EXPECT_THAT(manual, HasSubstr(option));
  }
}

}  // namespace
}  // namespace vina
