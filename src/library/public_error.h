// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <exception>
#include <new>
#include <string>

#include "base/error.h"
#include "vina/error.h"

namespace vina {

v1::ErrorKind to_public(ErrorKind kind);
v1::Error to_public(const Error& error);

/// Does the work; what is thrown in it leaves as a public Error, std::bad_alloc aside.
template <typename Work>
auto with_public_errors(const Work& work) {
  try {
    return work();
  } catch (const Error& error) {
    throw to_public(error);
  } catch (const v1::Error&) {
    throw;
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& error) {
    const std::string message = std::string{error.what()} + "; this is a defect of vina, please report it";
    throw v1::Error{v1::ErrorKind::kInternal, message, message};
  }
}

}  // namespace vina
