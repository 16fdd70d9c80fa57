// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/text_output.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "base/file_descriptor.h"

namespace vina {
namespace {

void expect_storage_error(const std::function<void()>& call) {
  try {
    call();
    ADD_FAILURE() << "accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kStorage);
    EXPECT_THAT(error.public_message(), ::testing::HasSubstr("standard output"));
  }
}

TEST(TextOutput, NoticesAFullDisk) {
  const FileDescriptor full{::open("/dev/full", O_WRONLY)};
  expect_storage_error([&] { write_to_standard_output(full.get(), "text"); });
}

TEST(TextOutput, NoticesAClosedOutputBeforeAndAfterTheWork) {
  const FileDescriptor closed{::open("/dev/null", O_RDONLY)};
  expect_storage_error([&] { require_standard_output(closed.get()); });
  expect_storage_error([&] { write_to_standard_output(closed.get(), "text"); });
}

TEST(TextOutput, NoticesAReaderThatIsGone) {
  ::signal(SIGPIPE, SIG_IGN);
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe(ends.data()), 0);
  const FileDescriptor writer{ends[1]};
  { const FileDescriptor reader{ends[0]}; }
  expect_storage_error([&] { require_standard_output(writer.get()); });
  expect_storage_error([&] { write_to_standard_output(writer.get(), "text"); });
}

TEST(TextOutput, MakesControlCharactersVisible) {
  EXPECT_EQ(one_line("a\nb\tc\x1b[31m\x7f ü"), "a\\nb c\\x1b[31m\\x7f ü");
}

}  // namespace
}  // namespace vina
