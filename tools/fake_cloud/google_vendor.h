// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

#include "fake_cloud/google_models.h"
#include "fake_cloud/kept_content.h"
#include "fake_cloud/options.h"
#include "fake_cloud/vendor.h"

namespace vina::fake {

/// Pictures over the Gemini Developer API: :generateContent, :predict, and the list of models.
class GoogleVendor final : public Vendor {
 public:
  explicit GoogleVendor(GoogleOptions options);

  std::string kind_of(const Request& request) const override;
  bool is_paid(const std::string& kind) const override { return kind == "generate" || kind == "predict"; }
  Admission admit(const Request& request) override;
  void reset() override;

 private:
  Admission admit_models(const Request& request) const;
  Admission admit_call(const Request& request, const std::string& kind);
  Answer generate(const GoogleModel& model, const Json& body, const std::string& charge, const Fault& fault);
  Answer predict(const GoogleModel& model, const Json& body, const std::string& charge, const Fault& fault);
  /// The bytes of a picture file that depends on `seed` alone.
  std::string picture(PixelSize size, const std::string& seed, const std::string& format);
  std::string format_of(const std::string& seed, const GoogleModel& model, const Fault& fault) const;

  const GoogleOptions options_;
  const std::vector<GoogleModel> models_;
  KeptContent pictures_;
  std::atomic<std::uint64_t> answers_{0};
};

}  // namespace vina::fake
