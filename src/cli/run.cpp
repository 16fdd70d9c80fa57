// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/run.h"

#include <exception>
#include <new>

#include <CLI/CLI.hpp>

#include "base/error.h"
#include "cli/command_line.h"
#include "cli/exit_code.h"
#include "cli/messages.h"
#include "cli/text_output.h"

namespace vina {
namespace {

int run_command(const std::vector<std::string>& arguments, const Surroundings& surroundings) {
  CLI::App program;
  Action chosen;
  declare_program(program, chosen);
  if (const std::optional<std::string> text = parse(program, arguments)) {
    write_to_standard_output(surroundings.output, *text);
    return kExitSuccess;
  }
  return chosen(surroundings);
}

std::string explanation(const Error& error) {
  switch (error.kind()) {
    case ErrorKind::kCancelled:
      return "cancelled; no unfinished file was left";
    case ErrorKind::kInternal:
      return error.public_message() + "; this is a defect of vina, please report it";
    default:
      return error.public_message();
  }
}

/// Texts that do not fit, what is missing with --strict, and what --verify finds are told all at once, one to a line.
bool is_list(ErrorKind kind) {
  return kind == ErrorKind::kInvalidLesson || kind == ErrorKind::kDegraded || kind == ErrorKind::kNotAsReported;
}

}  // namespace

int run(const std::vector<std::string>& arguments, const Surroundings& surroundings) noexcept {
  const Messages messages{surroundings.error, Messages::Volume::kNormal};
  try {
    return run_command(arguments, surroundings);
  } catch (const Error& error) {
    if (is_list(error.kind())) {
      messages.faults(explanation(error));
    } else {
      messages.error(explanation(error));
    }
    return exit_code(error.kind());
  } catch (const std::bad_alloc&) {
    messages.error("out of memory; close other programs, or use fewer --threads");
  } catch (const std::exception& error) {
    messages.error(explanation(Error{ErrorKind::kInternal, error.what()}));
  }
  return exit_code(ErrorKind::kInternal);
}

}  // namespace vina
