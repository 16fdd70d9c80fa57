// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include <atomic>
#include <string>
#include <thread>

#include "base/file_descriptor.h"

namespace vina::testing {

/// Stands between PostgreSQL and its clients, one connection after another, on a port of 127.0.0.1. It passes on what
/// both say until the first COMMIT that follows a statement with `mark` in it: the server gets that and answers, but
/// the connection is cut before the client hears of it. From then on it passes on everything.
class CuttingProxy {
 public:
  CuttingProxy(std::string server_socket, std::string mark);
  CuttingProxy(const CuttingProxy&) = delete;
  CuttingProxy& operator=(const CuttingProxy&) = delete;
  ~CuttingProxy();

  int port() const { return port_; }
  bool has_cut() const { return cut_; }

 private:
  void serve();
  void relay(int client, int server);
  /// Passes on what there is to read; false at the end of the connection.
  bool pass(int from, int to, bool is_from_client);

  std::string server_socket_;
  std::string mark_;
  int port_ = 0;
  FileDescriptor listener_;
  bool marked_ = false;
  bool commit_passed_ = false;
  std::atomic<bool> cut_{false};
  std::atomic<bool> closing_{false};
  std::thread thread_;  ///< declared last: it uses all the others
};

}  // namespace vina::testing
