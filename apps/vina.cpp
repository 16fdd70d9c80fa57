// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/interrupts.h"
#include "cli/run.h"

int main(int argc, char** argv) {
  const vina::Interrupts interrupts;  // before any thread
  const vina::Surroundings surroundings{.environment = vina::read_environment(), .stop = interrupts.stop_token()};
  return interrupts.exit_code(vina::run({argv + (argc > 0 ? 1 : 0), argv + argc}, surroundings));
}
