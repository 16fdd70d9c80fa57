// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "fake_cloud/cloudinary_store.h"
#include "fake_cloud/multipart.h"
#include "fake_cloud/options.h"
#include "fake_cloud/vendor.h"

namespace vina::fake {

/// Uploads whole or in pieces, deletion, ping and usage, and the delivery of what was stored below /res/.
class CloudinaryVendor final : public Vendor {
 public:
  explicit CloudinaryVendor(CloudinaryOptions options);

  std::string kind_of(const Request& request) const override;
  /// Nothing is: storage and traffic cost, not calls.
  bool is_paid(const std::string&) const override { return false; }
  Admission admit(const Request& request) override;
  void reset() override;

  /// This server's address, for `public_base` "self". To be called before the first request.
  void set_own_url(const std::string& url);

 private:
  using Parameters = std::map<std::string, std::string>;

  /// What an upload is made from.
  struct Upload {
    std::string resource_type;
    Parameters parameters;
    std::string file_name;
    std::string bytes;
  };

  Admission admit_upload(const Request& request, const std::string& resource_type);
  Admission admit_destroy(const Request& request, const std::string& resource_type);
  Admission admit_admin(const Request& request, const std::string& kind) const;
  Admission admit_delivery(const Request& request) const;
  std::optional<Refusal> check_basic(const Request& request) const;
  std::optional<Refusal> check_credentials(const Request& request, const Parameters& parameters) const;
  std::optional<Refusal> check_signature(const Parameters& parameters) const;
  Answer store(const Upload& upload, const Fault& fault);
  Answer take_piece(Upload upload, const std::string& upload_id, const PieceStore::Piece& piece, const Fault& fault);
  Json describe(const Upload& upload, const MediaFacts& facts, const std::string& public_id);
  Json spoiled(Json answer, const Fault& fault) const;

  const CloudinaryOptions options_;
  std::string base_;
  CloudinaryStore assets_;
  PieceStore pieces_;
  std::atomic<std::uint64_t> uploads_{0};
};

}  // namespace vina::fake
