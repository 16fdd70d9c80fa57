// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "storage/asset_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <fstream>
#include <thread>

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "storage/key_lock.h"
#include "support/file_content.h"
#include "support/scratch_folder.h"

namespace vina {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using Json = nlohmann::json;
using std::filesystem::exists;
using std::filesystem::path;
using std::filesystem::perms;
using testing::content_of;
using namespace std::chrono_literals;

const Json kRequest{{"vendor", "google"}, {"model", "m"}, {"prompt", "a boat"}};
const Asset kBoat{"boat", "png", R"({"tokens":1120})"};

class AssetStoreTest : public ::testing::Test {
 protected:
  /// Gets or makes the boat; counts how often it was made, and keeps what was known of an earlier attempt.
  StoredAsset ask() {
    return store.get_or_make(kRequest,
                             [this](AssetStore::EarlierAttempt known) {
                               ++made;
                               earlier = known;
                               return kBoat;
                             },
                             {});
  }

  void ask_and_fail(ErrorKind kind) {
    const auto fail = [kind](AssetStore::EarlierAttempt) -> Asset { throw Error{kind, "no boat"}; };
    EXPECT_THROW(store.get_or_make(kRequest, fail, {}), Error);
  }

  std::optional<KeyLock> hold_lock() const {
    std::filesystem::create_directories(store.folder() / "locks");
    return KeyLock::try_take(store.folder() / "locks" / key.hex);
  }

  path beside(const std::string& ending) const { return store.folder() / key.hex.substr(0, 2) / (key.hex + ending); }

  testing::ScratchFolder scratch;
  AssetStore store{scratch / "cache"};
  AssetKey key = asset_key(kRequest);
  int made = 0;
  AssetStore::EarlierAttempt earlier;
};

TEST_F(AssetStoreTest, MakesAnAssetOnce) {
  const StoredAsset first = ask();
  EXPECT_FALSE(first.was_there);
  EXPECT_EQ(content_of(first.file), "boat");
  EXPECT_EQ(first.details, R"({"tokens":1120})");
  EXPECT_FALSE(earlier.has_value());
  const StoredAsset second = ask();
  EXPECT_TRUE(second.was_there);
  EXPECT_EQ(second.file, first.file);
  EXPECT_EQ(second.details, first.details);
  EXPECT_EQ(made, 1);
}

TEST_F(AssetStoreTest, FindsWhatAnotherStoreInTheSameFolderMade) {
  EXPECT_FALSE(store.find(key).has_value());
  ask();
  const auto found = AssetStore{scratch / "cache/"}.find(key);
  ASSERT_TRUE(found.has_value());
  EXPECT_TRUE(found->was_there);
  EXPECT_EQ(content_of(found->file), "boat");
}

TEST_F(AssetStoreTest, MakesAFolderForItsOwnerAlone) {
  const StoredAsset asset = ask();
  EXPECT_EQ(std::filesystem::status(store.folder()).permissions(), perms::owner_all);
  EXPECT_EQ(std::filesystem::status(asset.file.parent_path()).permissions(), perms::owner_all);
  for (const path& file : {asset.file, beside(".json")}) {
    EXPECT_EQ(std::filesystem::status(file).permissions(), perms::owner_read | perms::owner_write) << file;
  }
}

TEST_F(AssetStoreTest, MakesNothingInAFolderItOnlyLooksAt) {
  const AssetStore other{scratch.path()};
  EXPECT_THAT(other.list(), IsEmpty());
  EXPECT_FALSE(other.find(key).has_value());
  EXPECT_FALSE(exists(scratch / "locks"));
}

TEST_F(AssetStoreTest, LeavesNothingButTheTwoFiles) {
  const StoredAsset asset = ask();
  std::vector<path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator{store.folder()}) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  EXPECT_THAT(files, ::testing::UnorderedElementsAre(beside(".png"), beside(".json")));
}

TEST_F(AssetStoreTest, NamesTheFolderItCannotMake) {
  std::ofstream{scratch / "file"} << "x";
  for (const char* name : {"file", "file/cache"}) {
    try {
      AssetStore{scratch / name};
      FAIL() << "no error for " << name;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kStorage);
      EXPECT_THAT(error.public_message(), HasSubstr("file"));
    }
  }
}

TEST_F(AssetStoreTest, FindsNothingUnderWhatIsNoKey) {
  EXPECT_FALSE(store.find({""}).has_value());
  EXPECT_FALSE(store.find({"../../etc/passwd"}).has_value());
  EXPECT_FALSE(store.remove({std::string(64, '/')}));
}

// ---- damage

TEST_F(AssetStoreTest, AsksAgainForContentThatChanged) {
  std::ofstream{ask().file} << "goat";
  EXPECT_FALSE(store.find(key).has_value());
  EXPECT_EQ(content_of(store.folder() / "damaged" / (key.hex + ".png")), "goat");
  EXPECT_TRUE(exists(store.folder() / "damaged" / (key.hex + ".json")));
  EXPECT_EQ(content_of(ask().file), "boat");
  EXPECT_EQ(made, 2);
}

TEST_F(AssetStoreTest, AsksAgainForContentThatIsShortOrMissing) {
  std::filesystem::resize_file(ask().file, 2);
  std::filesystem::remove(ask().file);
  EXPECT_EQ(content_of(ask().file), "boat");
  EXPECT_EQ(made, 3);
}

TEST_F(AssetStoreTest, AsksAgainWhereTheRecordCannotBeRead) {
  ask();
  std::ofstream{beside(".json")} << "{";
  EXPECT_FALSE(store.find(key).has_value());
  EXPECT_FALSE(exists(beside(".json")));
  ask();
  std::string record = content_of(beside(".json"));
  record.replace(record.find("1120"), 4, "1121");
  std::ofstream{beside(".json")} << record;
  EXPECT_FALSE(store.find(key).has_value()) << "its details are part of an asset";
}

TEST_F(AssetStoreTest, TakesNoRecordOfAnotherAsset) {
  ask();
  const Json other{{"vendor", "other"}};
  const AssetKey other_key = asset_key(other);
  const path folder = store.folder() / other_key.hex.substr(0, 2);
  std::filesystem::create_directories(folder);
  std::filesystem::copy_file(beside(".json"), folder / (other_key.hex + ".json"));
  std::filesystem::copy_file(beside(".png"), folder / (other_key.hex + ".png"));
  EXPECT_FALSE(store.find(other_key).has_value());
}

TEST_F(AssetStoreTest, KeepsContentWithoutARecordAsideRatherThanDeleteIt) {
  std::filesystem::create_directories(beside(".jpg").parent_path());
  std::ofstream{beside(".jpg")} << "paid for";
  std::ofstream{beside(".jpg").parent_path() / ("." + key.hex + ".png.1-0.part")} << "ha";
  EXPECT_FALSE(store.find(key).has_value());
  EXPECT_FALSE(ask().was_there);
  EXPECT_EQ(content_of(store.folder() / "damaged" / (key.hex + ".jpg")), "paid for");
  EXPECT_FALSE(exists(beside(".jpg").parent_path() / ("." + key.hex + ".png.1-0.part")));
}

TEST_F(AssetStoreTest, DoesNotMoveAwayWhatAnotherIsStoring) {
  std::ofstream{ask().file} << "goat";
  const auto lock = hold_lock();
  EXPECT_FALSE(store.find(key).has_value());
  EXPECT_TRUE(exists(beside(".png")));
  EXPECT_THAT(store.verify(), IsEmpty());
}

TEST_F(AssetStoreTest, DoesNotPayAgainForWhatItIsKeptFromReading) {
  for (const char* ending : {".png", ".json"}) {
    ask();
    std::filesystem::rename(beside(ending), scratch / "kept");
    std::filesystem::create_symlink(beside(ending), beside(ending));  // even root cannot follow it
    EXPECT_THROW(ask(), Error) << ending;
    std::filesystem::rename(scratch / "kept", beside(ending));
    EXPECT_TRUE(ask().was_there);
  }
}

TEST_F(AssetStoreTest, VerifiesAllAndTidiesUp) {
  ask();
  const Json other{{"vendor", "other"}};
  const StoredAsset goat = store.get_or_make(other, [](auto) { return Asset{"goat", "mp3", "{}"}; }, {});
  EXPECT_THAT(store.verify(), IsEmpty());
  std::ofstream{goat.file} << "stoat";
  std::ofstream{beside(".png").parent_path() / ("." + std::string(64, 'a') + ".png.1-0.part")} << "ha";
  std::ofstream{beside(".png").parent_path() / "notes.txt"} << "somebody's own";
  EXPECT_THAT(store.verify(), ElementsAre(asset_key(other)));
  EXPECT_THAT(store.verify(), IsEmpty());
  EXPECT_TRUE(store.find(key).has_value());
  EXPECT_TRUE(exists(beside(".png").parent_path() / "notes.txt"));
  EXPECT_TRUE(std::filesystem::is_empty(store.folder() / "locks"));
}

TEST_F(AssetStoreTest, ClearsAwayATemporaryFileThatNobodyAsksForAgain) {
  const std::string hex(64, 'a');
  std::filesystem::create_directories(store.folder() / "aa");
  const path part = store.folder() / "aa" / ("." + hex + ".png.1-0.part");
  std::ofstream{part} << "ha";
  EXPECT_THAT(store.verify(), IsEmpty());
  EXPECT_FALSE(exists(part));
}

// ---- lists

TEST_F(AssetStoreTest, ListsTheOldestFirst) {
  EXPECT_THAT(store.list(), IsEmpty());
  std::vector<std::string> order;
  for (int i = 0; i < 5; ++i) {
    const Json request{{"number", i}};
    store.get_or_make(request, [](auto) { return kBoat; }, {});
    order.push_back(request.dump());
    std::this_thread::sleep_for(2ms);
  }
  std::vector<std::string> listed;
  for (const AssetEntry& entry : store.list()) {
    listed.push_back(entry.request);
    EXPECT_EQ(entry.bytes, 4U);
    EXPECT_EQ(asset_key(Json::parse(entry.request)), entry.key);
    EXPECT_EQ(content_of(entry.file), "boat");
  }
  EXPECT_EQ(listed, order);
}

TEST_F(AssetStoreTest, RemovesAnAssetAndItsNotes) {
  EXPECT_FALSE(store.remove(key));
  ask();
  EXPECT_TRUE(store.remove(key));
  EXPECT_FALSE(store.remove(key));
  EXPECT_FALSE(store.find(key).has_value());
  EXPECT_THAT(store.list(), IsEmpty());
  EXPECT_TRUE(std::filesystem::is_empty(beside(".png").parent_path()));
  EXPECT_TRUE(std::filesystem::is_empty(store.folder() / "locks"));
}

TEST_F(AssetStoreTest, RemovesADamagedAssetAsWell) {
  ask();
  std::ofstream{beside(".json")} << "{";
  EXPECT_TRUE(store.remove(key));
  EXPECT_FALSE(exists(beside(".png")));
}

// ---- attempts

TEST_F(AssetStoreTest, TellsOfAnAttemptThatMayHaveBeenCharged) {
  const auto before = std::chrono::system_clock::now() - 1ms;
  for (const ErrorKind kind : {ErrorKind::kProviderUnavailable, ErrorKind::kCancelled, ErrorKind::kMedia}) {
    ask_and_fail(kind);
    ask();
    ASSERT_TRUE(earlier.has_value());
    EXPECT_GE(earlier->began, before);
    EXPECT_FALSE(earlier->cut_off.has_value()) << "who failed could write down what it cost";
    store.remove(key);
  }
  ask();
  EXPECT_FALSE(earlier.has_value()) << "what was stored is settled";
}

TEST_F(AssetStoreTest, ForgetsAnAttemptThatCostNothing) {
  for (const ErrorKind kind : {ErrorKind::kProviderRefused, ErrorKind::kProviderRejected, ErrorKind::kNotInPlan,
                               ErrorKind::kRateLimited, ErrorKind::kBudgetReached, ErrorKind::kInvalidOption}) {
    ask_and_fail(kind);
    EXPECT_TRUE(std::filesystem::is_empty(store.folder() / "locks"));
  }
  ask();
  EXPECT_FALSE(earlier.has_value());
}

TEST_F(AssetStoreTest, DoesNotForgetALostAnswerForARefusalThatFollows) {
  ask_and_fail(ErrorKind::kProviderUnavailable);
  ask_and_fail(ErrorKind::kRateLimited);
  ask();
  EXPECT_TRUE(earlier.has_value());
}

TEST_F(AssetStoreTest, DoesNotForgetAnAttemptWhoseEarlierRequestMayHaveBeenCharged) {
  const auto fail = [](AssetStore::EarlierAttempt) -> Asset {
    throw ErrorAfterCharge{Error{ErrorKind::kRateLimited, "storm"}};
  };
  EXPECT_THROW(store.get_or_make(kRequest, fail, {}), Error);
  ask();
  EXPECT_TRUE(earlier.has_value());
}

TEST_F(AssetStoreTest, PassesOnAnyException) {
  const auto fail = [](AssetStore::EarlierAttempt) -> Asset { throw std::runtime_error{"storm"}; };
  EXPECT_THROW(store.get_or_make(kRequest, fail, {}), std::runtime_error);
  EXPECT_EQ(content_of(ask().file), "boat");
}

// ---- what it cost

TEST_F(AssetStoreTest, IsAccountedForOnceAndWhenItIsStored) {
  int accounted = 0;
  const auto account = [&](const StoredAsset& asset, const AssetStore::EarlierAttempt& cut_off) {
    ++accounted;
    EXPECT_EQ(content_of(asset.file), "boat");
    EXPECT_TRUE(store.find(key).has_value());
    EXPECT_FALSE(cut_off.has_value());
  };
  for (int i = 0; i < 2; ++i)
    store.get_or_make(
        kRequest, [](auto) { return kBoat; }, {}, account);
  EXPECT_EQ(accounted, 1);
}

TEST_F(AssetStoreTest, IsKeptWhereItCannotBeAccountedForAndAccountedForLater) {
  const auto fail = [](const auto&, const auto&) { throw Error{ErrorKind::kStorage, "no ledger"}; };
  for (int i = 0; i < 2; ++i) {
    EXPECT_THROW(store.get_or_make(
                     kRequest,
                     [&](auto) {
                       ++made;
                       return kBoat;
                     },
                     {}, fail),
                 Error);
    EXPECT_TRUE(store.verify().empty()) << "which does not forget that it is open";
  }
  EXPECT_EQ(made, 1);
  std::vector<AssetStore::EarlierAttempt> accounted;
  const auto account = [&](const StoredAsset& asset, const AssetStore::EarlierAttempt& cut_off) {
    EXPECT_EQ(asset.details, kBoat.details);
    accounted.push_back(cut_off);
  };
  for (int i = 0; i < 2; ++i)
    store.get_or_make(
        kRequest, [](auto) { return kBoat; }, {}, account);
  ASSERT_EQ(accounted.size(), 1U);
  ASSERT_TRUE(accounted[0].has_value());
  EXPECT_TRUE(accounted[0]->cut_off.has_value());
  EXPECT_TRUE(std::filesystem::is_empty(store.folder() / "locks"));
}

// ---- at the same time

TEST_F(AssetStoreTest, LetsOneThreadMakeWhatManyAskFor) {
  std::atomic<int> makes{0};
  std::atomic<int> found{0};
  std::vector<std::jthread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      const auto make = [&](AssetStore::EarlierAttempt) {
        ++makes;
        std::this_thread::sleep_for(60ms);
        return kBoat;
      };
      if (store.get_or_make(kRequest, make, {}).was_there) ++found;
    });
  }
  threads.clear();
  EXPECT_EQ(makes, 1);
  EXPECT_EQ(found, 7);
}

TEST_F(AssetStoreTest, LetsTheNextOneTryWhereTheFirstFailed) {
  std::atomic<int> makes{0};
  std::atomic<int> failed{0};
  std::vector<std::jthread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      const auto make = [&](AssetStore::EarlierAttempt) -> Asset {
        std::this_thread::sleep_for(20ms);
        if (makes.fetch_add(1) == 0) throw Error{ErrorKind::kProviderUnavailable, "no"};
        return kBoat;
      };
      try {
        store.get_or_make(kRequest, make, {});
      } catch (const Error&) {
        ++failed;
      }
    });
  }
  threads.clear();
  EXPECT_EQ(makes, 2);
  EXPECT_EQ(failed, 1);
}

TEST_F(AssetStoreTest, HeedsAStopRequestWhileItWaits) {
  const auto lock = hold_lock();
  std::stop_source stop;
  const std::jthread canceller{[&] {
    std::this_thread::sleep_for(30ms);
    stop.request_stop();
  }};
  try {
    store.get_or_make(
        kRequest, [](auto) { return kBoat; }, stop.get_token());
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kCancelled);
  }
}

TEST_F(AssetStoreTest, MakesNothingAfterAStopRequest) {
  std::stop_source stop;
  stop.request_stop();
  EXPECT_THROW(store.get_or_make(
                   kRequest, [](auto) { return kBoat; }, stop.get_token()),
               Error);
  EXPECT_FALSE(store.find(key).has_value());
}

// ---- where

TEST(DefaultCacheFolder, FollowsTheXdgSpecification) {
  EXPECT_EQ(default_cache_folder("/x", "/home/a"), "/x/vina");
  EXPECT_EQ(default_cache_folder(nullptr, "/home/a"), "/home/a/.cache/vina");
  EXPECT_EQ(default_cache_folder("", "/home/a"), "/home/a/.cache/vina");
  EXPECT_EQ(default_cache_folder("relative", "/home/a"), "/home/a/.cache/vina");
}

TEST(DefaultCacheFolder, NamesTheOptionWhereNothingIsSet) {
  try {
    default_cache_folder(nullptr, "");
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInvalidOption);
    EXPECT_THAT(error.public_message(), HasSubstr("--cache"));
  }
}

}  // namespace
}  // namespace vina
