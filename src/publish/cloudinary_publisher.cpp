// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "publish/cloudinary_publisher.h"

#include <fmt/format.h>

#include <cassert>
#include <chrono>
#include <cstdint>
#include <future>
#include <optional>
#include <system_error>
#include <utility>

#include "base/error.h"
#include "publish/cloudinary_answer.h"
#include "publish/cloudinary_signature.h"
#include "remote/base_url.h"
#include "wrap/crypto/hash.h"
#include "wrap/crypto/random.h"

namespace vina {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

constexpr std::size_t kLongestStem = 100;

/// Part of a file, in bytes.
struct Stretch {
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
};

std::uint64_t size_of(const fs::path& file) {
  std::error_code error;
  const std::uintmax_t size = fs::file_size(file, error);
  if (error) throw_system_error("cannot read", file.string(), error.value());
  if (size == 0) throw Error{ErrorKind::kStorage, "cannot publish " + file.string() + ": it is empty"};
  return size;
}

/// Long enough for a line that carries 32 kB a second; one that carries nothing is given up by the idle deadline. That
/// is long as well: Cloudinary looks through a video before it answers.
Deadlines deadlines_for(std::uint64_t bytes) {
  return {.connect = milliseconds{10'000},
          .idle = milliseconds{120'000},
          .total = milliseconds{300'000} + milliseconds{bytes / 32}};
}

class CloudinaryPublisher : public Publisher {
 public:
  CloudinaryPublisher(CloudinarySettings settings, VendorChannel& channel, std::string_view public_id_stem)
      : settings_{std::move(settings)}, channel_{channel} {
    validate(settings_);
    assert(settings_.piece > 0);
    while (settings_.base_url.ends_with('/')) settings_.base_url.pop_back();
    prefix_ = cloudinary_place(settings_.folder, public_id_stem) + "/";
  }

  std::string name() const override { return "cloudinary"; }
  bool takes_poster() const override { return true; }

  /// All files at once: the vendor takes its seconds for each. The first that fails ends the others.
  Publication publish(const FinishedFiles& files, std::stop_token stop) override {
    std::stop_source end;
    const std::stop_callback forward{stop, [&end] { end.request_stop(); }};
    const auto begin = [&](const char* resource_type, const char* name, const fs::path& file) {
      return std::async(std::launch::async, [this, resource_type, name, &file, &end] {
        try {
          return upload(resource_type, name, file, end.get_token());
        } catch (...) {
          end.request_stop();
          throw;
        }
      });
    };
    std::future<std::string> video = begin("video", "video", files.video);
    std::future<std::string> captions;
    std::future<std::string> poster;
    if (files.webvtt) captions = begin("raw", "captions.vtt", *files.webvtt);
    if (files.poster) poster = begin("image", "poster", *files.poster);

    Publication publication;
    std::optional<Error> failure;  // what failed by itself, rather than what was ended for it
    const auto finish = [&failure](std::future<std::string>& upload) -> std::string {
      try {
        return upload.get();
      } catch (const Error& error) {
        if (!failure || failure->kind() == ErrorKind::kCancelled) failure.emplace(error);
        return "";
      }
    };
    if (files.poster) publication.poster_url = finish(poster);
    if (files.webvtt) publication.subtitle_url = finish(captions);
    publication.video_url = finish(video);
    if (failure) throw Error{*failure};
    return publication;
  }

 private:
  std::string upload(const char* resource_type, const char* name, const fs::path& file, const std::stop_token& stop) {
    const CloudinaryUpload upload{resource_type, prefix_ + name, size_of(file), settings_.api_secret,
                                  is_this_computer(settings_.base_url) ? settings_.base_url : ""};
    VendorCall call;
    call.subject = "upload of " + file.filename().string();
    call.lost_answer = LostAnswer::kRepeat;  // the id is fixed: a repeat replaces what may be there
    call.judge = [&](const HttpResponse& response) { return judge_cloudinary_upload(response, upload); };
    if (upload.bytes > settings_.largest_request) {
      upload_in_pieces(call, upload, file, stop);
    } else {
      call.request = [&](int /*attempt*/) { return request_for(upload, file, {0, upload.bytes}, {}); };
    }
    return cloudinary_secure_url(channel_.call(call, stop).response);
  }

  /// Sends all pieces but the last, and leaves the last to `call`. A piece that fails is sent again with the same id
  /// and range.
  void upload_in_pieces(VendorCall& call, const CloudinaryUpload& upload, const fs::path& file,
                        const std::stop_token& stop) {
    const std::string upload_id = crypto::random_hex(16);
    const auto piece_request = [this, &upload, &file, upload_id](Stretch piece) {
      return request_for(upload, file, piece,
                         {{"X-Unique-Upload-Id", upload_id},
                          {"Content-Range", fmt::format("bytes {}-{}/{}", piece.offset, piece.offset + piece.length - 1,
                                                        upload.bytes)}});
    };
    Stretch piece{0, settings_.piece};
    for (; piece.offset + piece.length < upload.bytes; piece.offset += piece.length) {
      VendorCall piece_call;
      piece_call.subject = call.subject;
      piece_call.request = [&](int /*attempt*/) { return piece_request(piece); };
      piece_call.judge = judge_cloudinary_piece;
      channel_.call(piece_call, stop);
    }
    piece.length = upload.bytes - piece.offset;
    call.request = [piece_request, piece](int /*attempt*/) { return piece_request(piece); };
  }

  /// A fresh request: the time is signed. `type` is left out: it would have to be signed too, and "upload" is what
  /// Cloudinary takes without it.
  HttpRequest request_for(const CloudinaryUpload& upload, const fs::path& file, Stretch stretch,
                          std::vector<HttpHeader> headers) const {
    const auto now = std::chrono::floor<std::chrono::seconds>(settings_.now().time_since_epoch());
    CloudinaryParameters fields{
        {"overwrite", "1"}, {"public_id", upload.public_id}, {"timestamp", std::to_string(now.count())}};
    const std::string signature = cloudinary_signature(fields, settings_.api_secret, settings_.hash);
    fields.emplace("signature", signature);
    fields.emplace("api_key", settings_.api_key.reveal());
    HttpRequest request;
    request.method = "POST";
    request.url = fmt::format("{}/v1_1/{}/{}/upload", settings_.base_url, settings_.cloud_name, upload.resource_type);
    request.headers = std::move(headers);
    for (const auto& [name, value] : fields) request.form.push_back({.name = name, .text = value});
    request.form.push_back({.name = "file",
                            .file = file,
                            .file_name = upload.public_id.substr(upload.public_id.rfind('/') + 1),
                            .offset = stretch.offset,
                            .length = stretch.length});
    request.deadlines = deadlines_for(stretch.length);
    request.largest_answer = std::size_t{4} * 1024 * 1024;
    return request;
  }

  CloudinarySettings settings_;
  VendorChannel& channel_;
  std::string prefix_;  ///< of all public ids, with '/' at the end
};

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view{"-_."}.find(c) != std::string_view::npos;
}

/// "", "." and ".." among others: no name at Cloudinary, and none in a URL.
bool has_only_dots(std::string_view name) {
  return name.find_first_not_of('.') == std::string_view::npos;
}

/// Whether each '/' stands between two names.
bool is_path(std::string_view text) {
  while (true) {
    const std::size_t slash = text.find('/');
    if (has_only_dots(text.substr(0, slash))) return false;
    if (slash == std::string_view::npos) return true;
    text.remove_prefix(slash + 1);
  }
}

}  // namespace

std::unique_ptr<Publisher> make_cloudinary_publisher(CloudinarySettings settings, VendorChannel& channel,
                                                     std::string_view public_id_stem) {
  return std::make_unique<CloudinaryPublisher>(std::move(settings), channel, public_id_stem);
}

std::string cloudinary_stem(std::string_view name) {
  const std::string_view kept = name.substr(0, kLongestStem);
  const bool keeps_slashes = is_path(name);
  std::string stem;
  for (const char c : kept) stem += is_plain(c) || (c == '/' && keeps_slashes) ? c : '_';
  if (stem == name && !has_only_dots(stem)) return stem;
  const std::string hash = "-" + crypto::sha256(name).substr(0, 8);
  if (has_only_dots(stem)) stem = "lesson";
  return stem.substr(0, kLongestStem - hash.size()) + hash;
}

std::string cloudinary_place(std::string_view folder, std::string_view name) {
  return (folder.empty() ? std::string{} : std::string{folder} + "/") + cloudinary_stem(name);
}

}  // namespace vina
