// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "support/scratch_folder.h"

namespace vina::testing {

/// What the built program answered.
struct ProgramRun {
  int exit_code = -1;  ///< as a shell has it: 128 and the signal's number after a crash
  std::string out;
  std::string err;
};

inline std::string content_of(const std::filesystem::path& path) {
  std::ifstream file{path};
  return {std::istreambuf_iterator<char>{file}, {}};
}

/// Runs a line of shell in `folder`, in which `vina` is the program that was built.
inline ProgramRun run_shell(const std::filesystem::path& folder, const std::string& line) {
  const ScratchFolder streams;
  std::ofstream{streams / "line.sh"} << "PATH='" VINA_BINARY_DIR "':$PATH\ncd '" << folder.string() << "'\n"
                                     << line << "\n";
  const std::string command = "bash '" + (streams / "line.sh").string() + "' > '" + (streams / "out").string() +
                              "' 2> '" + (streams / "err").string() + "'";
  const int status = std::system(command.c_str());
  ProgramRun run;
  run.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  run.out = content_of(streams / "out");
  run.err = content_of(streams / "err");
  return run;
}

}  // namespace vina::testing
