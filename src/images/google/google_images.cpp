// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "images/google/google_images.h"

#include <chrono>
#include <map>
#include <mutex>
#include <span>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "images/google/google_answer.h"
#include "images/google/google_request.h"
#include "images/google/picture_bill.h"
#include "images/image_header.h"
#include "images/picture_loader.h"
#include "storage/iso_time.h"

namespace vina {
namespace {

using nlohmann::json;

/// Everything that shapes the picture. The host is a part, so that a stand-in's pictures never pass for Google's.
json asset_request(const std::string& prompt, const GoogleSettings& settings) {
  return {{"vendor", "google"},
          {"host", host_of(settings.base_url)},
          {"model", settings.model},
          {"body", google_picture_body(prompt, settings)}};
}

std::string prompt_for(const Figure& figure, const GoogleSettings& settings) {
  return image_prompt(figure.image_prompt, settings.style, settings.viewer);
}

std::string extension_of(ImageFormat format) {
  switch (format) {
    case ImageFormat::kPng:
      return "png";
    case ImageFormat::kJpeg:
      return "jpg";
    case ImageFormat::kWebp:
      return "webp";
  }
  return "png";
}

/// The extension of a picture that can be shown, told from its bytes: the answer's mimeType is not always right.
/// Throws Error (kMedia).
std::string check_picture(const std::string& content) {
  const std::span<const std::byte> bytes = std::as_bytes(std::span{content});
  const ImageHeader header = read_image_header(bytes);
  decode_cover({bytes.begin(), bytes.end()}, "of Google", {9, 16});  // a JPEG is decoded to an eighth
  return extension_of(header.format);
}

Verdict unusable_picture(std::string_view why) {
  return {.kind = Verdict::Kind::kRetry,
          .error = ErrorKind::kProviderUnavailable,
          .message = fmt::format("Google sent a picture that cannot be used ({}); try again later",
                                 why.substr(0, why.find(';')))};
}

/// Remembers that the quota of the day is used up, so that it is not asked in vain for every other figure. Thread-safe.
class DayQuota {
 public:
  /// Throws the error of the call that found the quota used up, until it may have been renewed.
  void throw_if_used_up() const {
    const std::lock_guard lock{mutex_};
    if (error_ && Clock::now() < until_) throw Error{*error_};
  }
  void note_used_up(const Error& error, std::optional<std::chrono::milliseconds> renewed_in) {
    const std::lock_guard lock{mutex_};
    error_ = error;
    until_ = Clock::now() + renewed_in.value_or(std::chrono::hours{1});
  }

 private:
  using Clock = std::chrono::steady_clock;
  mutable std::mutex mutex_;
  std::optional<Error> error_;
  Clock::time_point until_;
};

/// Remembers which pictures cannot be had, so that the next figure with the same prompt does not pay for the same
/// attempts again. Thread-safe.
class FailedPictures {
 public:
  void throw_if_failed(const LedgerEntry& entry) const {
    const std::lock_guard lock{mutex_};
    const auto found = failures_.find(entry.key);
    if (found == failures_.end()) return;
    const auto& [kind, message] = found->second;
    throw Error{kind, entry.subject + ": " + message, message};
  }
  void note(const std::string& key, const Error& error) {
    // Anything else says nothing about the picture: a stop request, the budget, the disk.
    if (!is_providers_fault(error.kind())) return;
    const std::lock_guard lock{mutex_};
    failures_.insert_or_assign(key, std::pair{error.kind(), error.public_message()});
  }

 private:
  mutable std::mutex mutex_;
  std::map<std::string, std::pair<ErrorKind, std::string>> failures_;  ///< [asset key]
};

class GoogleImages final : public ImageProvider {
 public:
  GoogleImages(GoogleSettings settings, VendorChannel& channel, AssetStore& store, SpendLedger& ledger, Budget& budget,
               const PriceList& prices)
      : settings_{std::move(settings)},
        channel_{channel},
        store_{store},
        ledger_{ledger},
        budget_{budget},
        prices_{prices} {}

  std::optional<std::filesystem::path> picture(const Figure& figure, std::stop_token stop) override {
    if (figure.image_prompt.empty()) return std::nullopt;
    const std::string prompt = prompt_for(figure, settings_);
    const json request = asset_request(prompt, settings_);
    LedgerEntry entry{.vendor = "google",
                      .model = settings_.model,
                      .key = asset_key(request).hex,
                      .subject = "picture of " + figure.id,
                      .usd = prices_.picture_usd(settings_.model, settings_.size)};
    std::optional<LedgerEntry> of_picture;  // not in the ledger before the picture is on the disk
    const auto ask = [&](const AssetStore::EarlierAttempt& earlier) {
      if (earlier) entry.subject += ", after an attempt without an answer";
      if (earlier && earlier->cut_off) record_cut_off(entry, *earlier->cut_off);
      failed_.throw_if_failed(entry);
      return make(prompt, entry, of_picture, stop);
    };
    const auto account = [&](const StoredAsset& picture, const AssetStore::EarlierAttempt& cut_off) {
      if (of_picture) return ledger_.add(*std::exchange(of_picture, std::nullopt));
      if (cut_off && cut_off->cut_off) record_stored(entry, picture, *cut_off->cut_off);
    };
    try {
      return store_.get_or_make(request, ask, stop, account).file;
    } catch (const Error&) {
      if (of_picture) record_not_stored(std::move(*of_picture));
      throw;
    }
  }

 private:
  /// The run that asked was killed, perhaps with an answer on its way that Google charges for. What it wrote down
  /// before that is not written again. It was not this run's money.
  void record_cut_off(LedgerEntry entry, std::chrono::system_clock::time_point since) {
    if (ledger_.has_entry(entry.key, since)) return;
    entry.time = to_iso_time(since);
    entry.subject += " that was killed";
    entry.outcome = "lost";
    ledger_.add(std::move(entry));
  }

  /// The run that stored the picture did not come to write it down.
  void record_stored(LedgerEntry entry, const StoredAsset& picture, std::chrono::system_clock::time_point since) {
    if (ledger_.has_entry(entry.key, since, {"answered"})) return;
    entry.time = to_iso_time(since);
    entry.outcome = "answered";
    entry.usd = cost(read_kept_usage(picture.details), entry.usd);
    ledger_.add(std::move(entry));
  }

  /// The picture came, but there was no place for it.
  void record_not_stored(LedgerEntry entry) {
    entry.outcome = "lost";
    try {
      ledger_.add(std::move(entry));
    } catch (const Error&) {  // the disk is at fault, as it was before; the store has a note of it
    }
  }

  Asset make(const std::string& prompt, const LedgerEntry& entry, std::optional<LedgerEntry>& of_picture,
             const std::stop_token& stop) {
    day_quota_.throw_if_used_up();
    PictureBill bill{budget_, ledger_, entry};
    Asset asset;
    std::optional<double> usd;
    Verdict last;
    int without_picture = 0;
    VendorCall call;
    call.subject = entry.subject;
    call.lost_answer = LostAnswer::kRepeatOnce;
    call.request = [&](int) {
      bill.reserve();
      return google_picture_request(prompt, settings_);
    };
    call.judge = [&](const HttpResponse& response) {
      GoogleAnswer answer = read_google_answer(response, settings_.model);
      if (answer.picture) answer = checked(std::move(answer), asset.extension);
      if (answer.is_unreadable) {
        bill.charge_lost();
        if (!bill.allows_repeat()) answer.verdict.kind = Verdict::Kind::kFail;  // what was wrong with it is the reason
      }
      if (answer.is_without_picture) bill.charge_without_picture(cost(answer.usage, std::nullopt));
      if (answer.picture) {
        usd = cost(answer.picture->usage, entry.usd);
        asset.content = std::move(answer.picture->content);
        asset.details = settings_.key.hidden_in(answer.picture->details);
      }
      if (answer.verdict.most_attempts > 0 && ++without_picture >= answer.verdict.most_attempts) {
        answer.verdict.kind = Verdict::Kind::kFail;
      }
      answer.verdict.most_attempts = 0;  // of answers without a picture, counted here; other faults have their own
      return last = answer.verdict;
    };
    call.charged = [&](bool answered) {
      if (answered) {
        of_picture = bill.charge_answered(usd);
      } else {
        bill.charge_lost();
      }
    };
    try {
      channel_.call(call, stop);
    } catch (const Error& error) {
      const bool is_day_over = last.kind == Verdict::Kind::kFail && last.error == ErrorKind::kRateLimited;
      if (is_day_over && error.kind() == ErrorKind::kRateLimited) {
        day_quota_.note_used_up(error, last.hint);
      } else {
        failed_.note(entry.key, error);
      }
      throw;
    }
    return asset;
  }

  /// The answer, or that its picture is of no use.
  static GoogleAnswer checked(GoogleAnswer answer, std::string& extension) {
    try {
      extension = check_picture(answer.picture->content);
      return answer;
    } catch (const Error& error) {
      return {unusable_picture(error.what()), std::nullopt, true};
    }
  }

  std::optional<double> cost(const std::optional<GoogleUsage>& usage, std::optional<double> estimate) const {
    const std::optional<TokenRates> rates = prices_.token_rates(settings_.model);
    if (!usage || !rates) return estimate;
    return rates->prompt_usd * static_cast<double>(usage->prompt) + rates->text_usd * static_cast<double>(usage->text) +
           rates->picture_usd * static_cast<double>(usage->picture);
  }

  GoogleSettings settings_;
  VendorChannel& channel_;
  AssetStore& store_;
  SpendLedger& ledger_;
  Budget& budget_;
  const PriceList& prices_;
  DayQuota day_quota_;
  FailedPictures failed_;
};

}  // namespace

VendorConduct google_conduct(const GoogleSettings& settings, int in_flight) {
  return {.vendor = "Google", .in_flight = in_flight, .secrets = {settings.key}};
}

std::unique_ptr<ImageProvider> make_google_images(GoogleSettings settings, VendorChannel& channel, AssetStore& store,
                                                  SpendLedger& ledger, Budget& budget, const PriceList& prices) {
  validate(settings);
  if (settings.key.empty()) {
    throw Error{ErrorKind::kInvalidOption,
                "there is no key for Google's pictures; set GOOGLE_AI_API_KEY, or use --images gradient"};
  }
  return std::make_unique<GoogleImages>(std::move(settings), channel, store, ledger, budget, prices);
}

std::optional<PlannedPicture> plan_picture(const Figure& figure, const GoogleSettings& settings,
                                           const AssetStore& store, const PriceList& prices) {
  validate(settings);
  if (figure.image_prompt.empty()) return std::nullopt;
  PlannedPicture planned;
  planned.prompt = prompt_for(figure, settings);
  planned.key = asset_key(asset_request(planned.prompt, settings));
  planned.usd = prices.picture_usd(settings.model, settings.size);
  planned.is_there = store.find(planned.key).has_value();
  return planned;
}

}  // namespace vina
