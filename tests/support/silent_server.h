// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include "base/file_descriptor.h"

namespace vina::testing {

/// A TCP port of this computer where connections are taken and never a byte comes back.
class SilentServer {
 public:
  SilentServer();
  int port() const { return port_; }

 private:
  int port_ = 0;  ///< declared first: the socket's initialisation sets it
  FileDescriptor socket_;
};

/// A socket that listens on a port of 127.0.0.1 that was free, and that port.
FileDescriptor listen_on_loopback(int& port);

}  // namespace vina::testing
