// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <chrono>
#include <memory>
#include <optional>

#include "wrap/curl/easy.h"

namespace vina::curl {

/// How a transfer ended.
enum class TransferEnd {
  kAnswered,      ///< the answer is complete
  kBadUrl,        ///< the URL or its protocol is not spoken
  kNotResolved,   ///< no address for the host (or the proxy)
  kNotConnected,  ///< the connection was refused or did not come about
  kNotTrusted,    ///< the server's certificate does not verify
  kTlsFailed,     ///< the TLS handshake failed otherwise
  kTimedOut,
  kRefused,  ///< a sink or a source ended it
  kBroken,   ///< anything else: the connection was cut, the answer is shorter than announced or garbled
};

/// libcurl's multi handle: drives transfers without blocking and keeps their connections for the next ones.
/// Throws Error (kInternal) naming libcurl's function. Not thread-safe, but for `wake`.
class Multi {
 public:
  Multi();
  Multi(const Multi&) = delete;
  Multi& operator=(const Multi&) = delete;
  ~Multi();

  /// `easy` must be removed before either is destroyed.
  void add(Easy& easy);
  void remove(Easy& easy) noexcept;

  /// Does what can be done at once.
  void perform();
  /// How the one transfer has ended; nothing while it goes on. To be asked after each `perform`.
  std::optional<TransferEnd> ended();
  /// Until something can be done, `wake` is called or the time is over.
  void wait(std::chrono::milliseconds longest);
  /// From any thread; also ends the next `wait` if there is none now.
  void wake() noexcept;

 private:
  struct Handle;
  std::unique_ptr<Handle> handle_;
};

}  // namespace vina::curl
