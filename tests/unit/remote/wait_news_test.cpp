// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "remote/wait_news.h"

#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <thread>

namespace vina {
namespace {

using namespace std::chrono_literals;

TEST(WaitNews, TellsEveryoneWhoListensAndNobodyElse) {
  WaitNews news;
  int first = 0;
  int second = 0;
  news.tell("Acme", 1s);
  const WaitNews::Subscription one{news, [&first](const std::string&, std::chrono::milliseconds) { ++first; }};
  {
    const WaitNews::Subscription two{news, [&second](const std::string&, std::chrono::milliseconds) { ++second; }};
    news.tell("Acme", 1s);
  }
  news.tell("Acme", 1s);
  EXPECT_EQ(first, 2);
  EXPECT_EQ(second, 1);
}

TEST(WaitNews, CallsNoListenerThatIsGone) {
  WaitNews news;
  std::atomic<bool> stop = false;
  std::thread teller{[&] {
    while (!stop) news.tell("Acme", 1s);
  }};
  for (int i = 0; i < 1'000; ++i) {
    auto alive = std::make_unique<int>(i);  // a sanitizer sees a call after its end
    const WaitNews::Subscription subscription{news,
                                              [&alive](const std::string&, std::chrono::milliseconds) { ++*alive; }};
  }
  stop = true;
  teller.join();
}

}  // namespace
}  // namespace vina
