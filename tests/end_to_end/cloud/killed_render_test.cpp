// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
//
// `kill -9` at fifty moments: what is paid more than once, what is left behind, and whether the next run gives what an
// undisturbed one gives.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <csignal>
#include <iostream>
#include <map>
#include <optional>
#include <random>
#include <thread>

#include <fmt/format.h>

#include "end_to_end/cloud/render_in_cloud.h"

namespace vina {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using std::chrono::milliseconds;
using testing::content_of;

constexpr int kKills = 50;
constexpr int kKillsOfASeries = 3;  // which has a cache of its own
constexpr std::uint32_t kSeed = 1;
constexpr int kPictures = 6;
constexpr int kSpeeches = 3;
constexpr int kAssets = kPictures + kSpeeches;
/// An answer that has arrived is on the disk after so long, also on a busy machine.
constexpr auto kStoring = 100ms;

struct Figures {
  int kills = 0;
  int kills_with_calls = 0;  ///< in flight
  int calls_at_kills = 0;
  int paid = 0;
  int wanted = 0;  ///< assets, of all series
  int found = 0;   ///< looked up in the history in place of being paid again
};

class KilledRender : public testing::RenderInCloud {
 protected:
  KilledRender() : RenderInCloud{{.delays = {{"google", 700ms}, {"elevenlabs", 600ms}, {"cloudinary", 40ms}}}} {
    write("lesson.json", three_slides());
    std::filesystem::create_directory(scratch / "tmp");
  }

  static json three_slides() {
    json slides = json::array();
    for (const char* word : {"Leaf", "Fire", "Cup"}) {
      json items = json::array();
      for (const char* colour : {"Green", "Red"}) {
        const json figure{{"id", fmt::format("{}-{}", colour, word)},
                          {"image_prompt", fmt::format("A {} {} on a table", colour, word)}};
        items.push_back({{"bullet", colour}, {"talk", fmt::format("{} is it.", colour)}, {"figure", figure}});
      }
      items[0]["talk"] = fmt::format("A {}.", word);
      slides.push_back({{"slide_title", word}, {"items", items}});
    }
    return {{"lesson_id", "tea"}, {"lesson_title", "Tea"}, {"slides", slides}};
  }

  testing::CommandResult render_out(int signal = 0, milliseconds delay = 0ms) const {
    testing::CommandOptions options = this->options();
    options.environment.push_back("TMPDIR=" + (scratch / "tmp").string());
    options.signal = signal;
    options.signal_after = delay;
    return testing::run_command(
        {testing::kProgram, "render", "lesson.json", "-o", "out/tea.mp4", "--transition", "none", "--quiet"}, options);
  }

  /// New folders, and vendors that have forgotten everything.
  void start_anew() {
    cloud.reset();
    for (const char* folder : {"cache", "out"}) std::filesystem::remove_all(scratch / folder);
    std::filesystem::create_directory(scratch / "out");
  }

  /// Kills a render after `delay`. How many paid calls were in flight then, or had brought an answer that need not be
  /// on the disk yet; nothing where the render was done before.
  std::optional<int> kill_after(milliseconds delay) const {
    fake::JournalSnapshot before;
    std::jthread observer{[&] {
      std::this_thread::sleep_for(std::max(delay - kStoring, 0ms));
      before = cloud.journal();
    }};
    const int exit_code = render_out(SIGKILL, delay).exit_code;
    observer.join();
    if (exit_code == 0) return std::nullopt;
    EXPECT_EQ(exit_code, 128 + SIGKILL);
    std::this_thread::sleep_for(20ms);  // what the dead process has sent arrives
    return in_flight(before) + paid_requests(cloud.journal()) - paid_requests(before);
  }

  static int in_flight(const fake::JournalSnapshot& journal) {
    int count = 0;
    for (const auto& [vendor, figures] : journal.vendors) count += vendor == "cloudinary" ? 0 : figures.in_flight;
    return count;
  }

  static int paid_requests(const fake::JournalSnapshot& journal) {
    return static_cast<int>(std::count_if(
        journal.requests.begin(), journal.requests.end(),
        [](const fake::JournalEntry& request) { return request.kind == "generate" || request.kind == "speech"; }));
  }

  /// Paths and content of all files.
  std::map<std::string, std::string> files_in(const std::string& folder) const {
    std::map<std::string, std::string> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator{scratch / folder}) {
      if (!entry.is_regular_file()) continue;
      files[std::filesystem::relative(entry.path(), scratch / folder).string()] = content_of(entry.path());
    }
    return files;
  }

  /// What a render gives that nobody disturbs, the report without its times and addresses.
  std::map<std::string, std::string> results() const {
    std::map<std::string, std::string> files = files_in("out");
    json report = json::parse(files.at("tea.json"));
    for (const char* member : {"times", "thread_times", "costs"}) report.erase(member);
    for (json& slide : report["slides"]) slide.erase("reused");
    report["video"].erase("url");
    report["video"].erase("poster_url");
    report["captions"].erase("url");
    files.at("tea.json") = report.dump();
    return files;
  }

  void expect_clean_cache() const {
    const testing::CommandResult verified = vina({"cache", "verify"});
    EXPECT_EQ(verified.exit_code, 0) << verified.out;
    EXPECT_EQ(verified.out, fmt::format("{} assets are whole\n", kAssets));
    int contents = 0;
    int records = 0;
    for (const auto& [path, content] : files_in("cache")) {
      // A record whose content a kill prevented lies in damaged/, as docs/cache.md says.
      if (path == "vina/ledger.jsonl" || path.starts_with("vina/damaged/") || path.starts_with("vina/slides/"))
        continue;
      path.ends_with(".json") ? ++records : ++contents;
      EXPECT_THAT(path, ::testing::MatchesRegex("vina/[0-9a-f]{2}/[0-9a-f]{64}\\.(json|mp3|png|jpg|webp)"));
    }
    EXPECT_EQ(contents, kAssets);
    EXPECT_EQ(records, kAssets);
  }

  void expect_results(const std::map<std::string, std::string>& wanted) const {
    const std::map<std::string, std::string> files = results();
    EXPECT_EQ(files.size(), wanted.size()) << "nothing else is left";
    for (const auto& [path, content] : wanted) EXPECT_TRUE(files.contains(path) && files.at(path) == content) << path;
  }

  int found_in_history() const {
    std::ifstream ledger{scratch / "cache/vina/ledger.jsonl"};
    int count = 0;
    for (std::string line; std::getline(ledger, line);) count += json::parse(line)["outcome"] == "found" ? 1 : 0;
    return count;
  }

  /// How long a render asks for pictures and speech, which is what comes first.
  milliseconds time_of_asking() const {
    double seconds = 0;
    const json report = json::parse(content_of(scratch / "out/tea.json"));
    for (const json& time : report["times"]) {
      if (time["step"] == "images" || time["step"] == "speech") seconds += time["seconds"].get<double>();
    }
    return milliseconds{std::lround(seconds * 1000)};
  }

  /// Over the same folders, at random moments: the last of the whole render, the others of the time of asking.
  void kill_some_renders(milliseconds length, milliseconds asking, Figures& all) {
    for (int kills = 0; kills < kKillsOfASeries && all.kills < kKills;) {
      const milliseconds latest = kills + 1 < kKillsOfASeries ? std::min(asking, length) : length;
      const milliseconds delay{random_() % static_cast<std::uint32_t>(latest.count())};
      const std::optional<int> calls = kill_after(delay);
      if (!calls) {
        length = std::max(delay, 10ms);  // with more and more in the cache it takes less and less time
        continue;
      }
      ++kills;
      ++all.kills;
      all.calls_at_kills += *calls;
      all.kills_with_calls += *calls > 0 ? 1 : 0;
    }
  }

  std::mt19937 random_{kSeed};
};

void show(const std::string& name, const std::string& value) {
  ::testing::Test::RecordProperty(name, value);
  std::cout << name << ": " << value << "\n";
}

TEST_F(KilledRender, PaysNoMoreThanWhatWasInFlightAndGivesTheSameFiles) {
  start_anew();
  const auto began = std::chrono::steady_clock::now();
  const testing::CommandResult undisturbed = render_out();
  ASSERT_EQ(undisturbed.exit_code, 0) << undisturbed.err;
  const auto length = std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - began);
  const milliseconds asking = time_of_asking();
  const std::map<std::string, std::string> wanted = results();
  ASSERT_EQ(charged("google") + charged("elevenlabs"), kAssets);

  Figures all;
  while (all.kills < kKills) {
    start_anew();
    const int calls_before = all.calls_at_kills;
    kill_some_renders(length, asking, all);
    const testing::CommandResult last = render_out();
    ASSERT_EQ(last.exit_code, 0) << last.err;
    const int paid = charged("google") + charged("elevenlabs");
    EXPECT_LE(paid, kAssets + all.calls_at_kills - calls_before) << "after " << all.kills << " kills";
    EXPECT_EQ(charged("elevenlabs"), kSpeeches) << "after " << all.kills << " kills: the history has what was lost";
    expect_results(wanted);
    EXPECT_TRUE(std::filesystem::is_empty(scratch / "tmp"));
    expect_clean_cache();
    all.paid += paid;
    all.wanted += kAssets;
    all.found += found_in_history();
  }
  const int paid = charged("google") + charged("elevenlabs");
  ASSERT_EQ(render_out().exit_code, 0);
  EXPECT_EQ(charged("google") + charged("elevenlabs"), paid) << "all is in the cache";
  show("kills", fmt::format("{} within {} ms, of which {} ms of asking; {} with paid calls in flight", all.kills,
                            length.count(), asking.count(), all.kills_with_calls));
  show("paid",
       fmt::format("{} calls for {} assets; in flight at the kills: {}", all.paid, all.wanted, all.calls_at_kills));
  show("found", fmt::format("{} speeches in the history, and so not paid again", all.found));
}

}  // namespace
}  // namespace vina
