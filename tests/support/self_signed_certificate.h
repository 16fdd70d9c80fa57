// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <string>

namespace vina::testing {

/// For 127.0.0.1, in PEM. Made anew: no key lies in the repository.
struct SelfSignedCertificate {
  std::string key;
  std::string certificate;
};
SelfSignedCertificate make_self_signed_certificate();

}  // namespace vina::testing
