// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "slides/shared_pictures.h"

namespace vina {

SharedPicture SharedPictures::get(const Key& key, const std::function<Picture()>& paint) {
  {
    const std::lock_guard lock{mutex_};
    if (const auto found = pictures_.find(key); found != pictures_.end()) {
      if (auto picture = found->second.lock()) return picture;
    }
  }
  // Outside the lock: painting takes long, and others may want another picture. make_shared would keep the pixels for
  // as long as the weak pointer.
  SharedPicture picture{new Picture{paint()}};
  const std::lock_guard lock{mutex_};
  pictures_[key] = picture;
  return picture;
}

}  // namespace vina
