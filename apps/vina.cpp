// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include <cstdlib>  // defines __GLIBC__
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <string>
#include <vector>

#include "cli/interrupts.h"
#include "cli/password_mask.h"
#include "cli/run.h"

namespace {

/// glibc keeps freed blocks of up to 32 MiB for later once a program has freed one of that size. Ours are pictures of
/// 8 MB that come and go on several threads: given back at once, the peak is 15 MB lower.
void give_pictures_back() {
#ifdef __GLIBC__
  mallopt(M_MMAP_THRESHOLD, 1 << 20);
#endif
}

}  // namespace

int main(int argc, char** argv) {
  give_pictures_back();
  const vina::Interrupts interrupts;  // before any thread
  const vina::Surroundings surroundings{.environment = vina::read_environment(), .stop = interrupts.stop_token()};
  const std::vector<std::string> arguments{argv + (argc > 0 ? 1 : 0), argv + argc};
  for (int i = 1; i < argc; ++i) vina::erase_passwords(argv[i]);
  return interrupts.exit_code(vina::run(arguments, surroundings));
}
