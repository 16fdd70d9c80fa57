// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "vina/vendor_options.h"

#include <cstdlib>

#include "cli/environment.h"
#include "cli/vendor_environment.h"
#include "library/engine_options.h"
#include "library/public_error.h"

namespace vina {

v1::VendorOptions v1::VendorOptions::from_environment(const std::filesystem::path& dotenv) {
  return with_public_errors([&] {
    const auto lookup = [](const char* name) -> const char* { return std::getenv(name); };
    const Environment environment = read_environment(lookup, dotenv.empty() ? DotEnv{} : read_dotenv(dotenv));
    if (!environment.dotenv_fault.empty()) throw vina::Error{vina::ErrorKind::kInvalidOption, environment.dotenv_fault};
    return to_public(vendor_options(environment));
  });
}

}  // namespace vina
