// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "publish/folder_publisher.h"

#include <string_view>

namespace vina {
namespace {

class FolderPublisher : public Publisher {
 public:
  std::string name() const override { return "folder"; }

  Publication publish(const FinishedFiles& files, std::stop_token /*stop*/) override {
    Publication publication{.video_url = file_url(files.video)};
    if (files.webvtt) publication.subtitle_url = file_url(*files.webvtt);
    if (files.poster) publication.poster_url = file_url(*files.poster);
    return publication;
  }
};

bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view{"-._~/"}.find(c) != std::string_view::npos;
}

}  // namespace

std::unique_ptr<Publisher> make_folder_publisher() {
  return std::make_unique<FolderPublisher>();
}

std::string file_url(const std::filesystem::path& path) {
  static constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string url = "file://";
  for (const char c : std::filesystem::absolute(path).lexically_normal().generic_string()) {
    if (is_unreserved(c)) {
      url += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    url += {'%', kHex[byte >> 4U], kHex[byte & 15U]};
  }
  return url;
}

}  // namespace vina
