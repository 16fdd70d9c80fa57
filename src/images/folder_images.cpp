// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "images/folder_images.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "base/cancellation.h"
#include "base/error.h"
#include "images/picture_loader.h"

namespace vina {
namespace {

constexpr std::array<std::string_view, 8> kEndings{".png", ".jpg", ".jpeg", ".webp", ".PNG", ".JPG", ".JPEG", ".WEBP"};

/// Lesson readers check ids too; this is the place where a wrong one would reach another folder.
bool names_one_file(std::string_view id) {
  return !id.empty() && id.size() <= 200 && std::none_of(id.begin(), id.end(), [](char c) {
    return c == '/' || c == '\\' || static_cast<unsigned char>(c) < 0x20;
  });
}

class FolderImages final : public ImageProvider {
 public:
  explicit FolderImages(std::filesystem::path folder) : folder_{std::move(folder)} {}

  std::optional<std::filesystem::path> picture(const Figure& figure, std::stop_token stop) override {
    if (!names_one_file(figure.id)) {
      throw Error{
          ErrorKind::kInvalidLesson,
          fmt::format("a figure's id of {} bytes cannot name a picture in '{}'; use letters, digits and hyphens",
                      figure.id.size(), folder_.string())};
    }
    for (const std::string_view ending : kEndings) {
      const std::filesystem::path file = folder_ / (figure.id + std::string{ending});
      std::error_code error;
      if (!std::filesystem::exists(std::filesystem::symlink_status(file, error))) continue;
      throw_if_stopped(stop);
      check_picture(file);
      return file;
    }
    return std::nullopt;
  }

 private:
  std::filesystem::path folder_;
};

}  // namespace

std::unique_ptr<ImageProvider> make_folder_images(std::filesystem::path folder) {
  std::error_code error;
  const std::filesystem::file_status status = std::filesystem::status(folder, error);
  if (!std::filesystem::exists(status)) {
    throw Error{ErrorKind::kInvalidOption,
                fmt::format("the picture folder '{}' does not exist; give a folder with FIGURE_ID.png, .jpg or .webp",
                            folder.string())};
  }
  if (!std::filesystem::is_directory(status)) {
    throw Error{ErrorKind::kInvalidOption,
                fmt::format("'{}' is not a folder; give the folder that holds the pictures", folder.string())};
  }
  std::filesystem::directory_iterator{folder, error};
  if (error) {
    throw Error{ErrorKind::kInvalidOption, fmt::format("the picture folder '{}' cannot be read: {}; give read access",
                                                       folder.string(), error.message())};
  }
  return std::make_unique<FolderImages>(std::move(folder));
}

}  // namespace vina
