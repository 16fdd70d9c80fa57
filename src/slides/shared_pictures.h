// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <compare>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>

#include "base/picture.h"

namespace vina {

using SharedPicture = std::shared_ptr<const Picture>;

/// Pictures several slides need at the same time: painted by the first that asks, and kept for as long as one of them
/// holds it. Thread-safe; two threads that ask for a picture nobody has yet may both paint it.
class SharedPictures {
 public:
  struct Key {
    std::size_t slide = 0;
    std::optional<std::size_t> figure;

    auto operator<=>(const Key&) const = default;
  };

  /// `paint` must give the same pixels whenever it is called with the same key.
  SharedPicture get(const Key& key, const std::function<Picture()>& paint);

 private:
  std::mutex mutex_;
  std::map<Key, std::weak_ptr<const Picture>> pictures_;
};

}  // namespace vina
