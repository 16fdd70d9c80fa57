// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
// The program against vendors that never come to an end, with the deadlines it has for users.
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "support/command.h"
#include "support/full_server.h"
#include "support/program.h"
#include "support/raw_server.h"
#include "support/scratch_folder.h"

namespace vina {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using ::testing::HasSubstr;
using testing::RawConnection;
using testing::RawServer;
using Clock = std::chrono::steady_clock;

/// What `vina doctor --online` says, and how long it takes.
struct Doctor {
  explicit Doctor(const std::vector<std::string>& environment) {
    const testing::ScratchFolder scratch;
    const auto begin = Clock::now();
    const testing::CommandResult result =
        testing::run_command({testing::kProgram, "doctor", "--online", "--json"},
                             {.input = {}, .folder = scratch.path(), .environment = environment});
    taken = Clock::now() - begin;
    exit_code = result.exit_code;
    const json answer = json::parse(result.out, nullptr, false);
    if (!answer.is_object()) return;
    for (const json& check : answer["checks"]) {
      if (check["health"] == "missing") findings += check["finding"].get<std::string>() + "\n";
    }
  }

  Clock::duration taken{};
  int exit_code = 0;
  std::string findings;
};

/// Each is asked twice, with a second in between. All three at the same time, as there is nothing to do but wait.
TEST(SilentVendors, AreWaitedForNoLongerThanSaid) {
  const RawServer silent{[](RawConnection& connection, int) {
    connection.read_request();
    connection.read_some(1);
  }};
  const RawServer dripping{[](RawConnection& connection, int) {
    connection.read_request();
    connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    while (connection.send("1\r\nx\r\n")) std::this_thread::sleep_for(1s);
  }};
  const testing::FullServer full;

  std::jthread voice{[&] {
    const Doctor doctor{{"ELEVENLABS_API_KEY=a-key", "VINA_ELEVENLABS_BASE_URL=" + dripping.url()}};
    EXPECT_EQ(doctor.exit_code, 4);
    EXPECT_THAT(doctor.findings, HasSubstr("did not finish within 30 s"));
    EXPECT_GE(doctor.taken, 60s);
    EXPECT_LT(doctor.taken, 100s);
  }};
  std::jthread publisher{[&] {
    const Doctor doctor{{"CLOUDINARY_URL=cloudinary://key:secret@cloud", "VINA_CLOUDINARY_BASE_URL=" + full.url()}};
    EXPECT_EQ(doctor.exit_code, 4);
    EXPECT_THAT(doctor.findings, HasSubstr("no connection to " + full.place() + " within 10 s"));
    EXPECT_GE(doctor.taken, 20s);
    EXPECT_LT(doctor.taken, 50s);
  }};
  const Doctor doctor{{"GOOGLE_AI_API_KEY=a-key", "VINA_GOOGLE_BASE_URL=" + silent.url()}};
  EXPECT_EQ(doctor.exit_code, 4);
  EXPECT_THAT(doctor.findings, HasSubstr("was silent for 20 s"));
  EXPECT_GE(doctor.taken, 40s);
  EXPECT_LT(doctor.taken, 80s);
}

}  // namespace
}  // namespace vina
