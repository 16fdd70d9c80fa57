// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "support/postgresql_server.h"

#include <fcntl.h>
#include <pwd.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string_view>
#include <thread>

#include "support/command.h"

namespace vina::testing {
namespace {

constexpr std::chrono::seconds kStartDeadline{60};

/// The folder of the newest version that Debian installed; empty where the programs must be found on PATH.
std::filesystem::path binaries() {
  std::filesystem::path newest;
  std::error_code ignored;
  for (const auto& version : std::filesystem::directory_iterator{"/usr/lib/postgresql", ignored}) {
    const std::filesystem::path folder = version.path() / "bin";
    if (std::filesystem::exists(folder / "initdb", ignored) && folder > newest) newest = folder;
  }
  return newest;
}

std::string program(const std::string& name) {
  const std::filesystem::path folder = binaries();
  return folder.empty() ? name : (folder / name).string();
}

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    encoded += {'%', kDigits[byte >> 4U], kDigits[byte & 0xFU]};
  }
  return encoded;
}

const passwd& unprivileged_user() {
  for (const char* name : {"postgres", "nobody"}) {
    if (const passwd* user = ::getpwnam(name)) return *user;
  }
  throw std::runtime_error{"there is no user for PostgreSQL to run as"};
}

CommandResult run_checked(const std::vector<std::string>& command, const CommandOptions& options = {}) {
  CommandResult result = run_command(command, options);
  if (result.exit_code != 0) throw std::runtime_error{command.front() + " failed: " + result.err + result.out};
  return result;
}

}  // namespace

bool PostgresqlServer::is_installed() {
  return !binaries().empty() || has_program("initdb");
}

PostgresqlServer::PostgresqlServer() {
  if (::geteuid() == 0) {
    const passwd& user = unprivileged_user();
    user_ = user.pw_name;
    if (::chown(folder_.path().c_str(), user.pw_uid, user.pw_gid) != 0) throw std::runtime_error{"chown() failed"};
  }
  const std::string password_file = (folder_ / "password").string();
  std::ofstream{password_file} << kPassword << "\n";
  run_checked(
      as_server({program("initdb"), "--pgdata", (folder_ / "data").string(), "--username", "vina", "--auth",
                 "scram-sha-256", "--pwfile", password_file, "--encoding", "UTF8", "--locale", "C", "--no-sync"}),
      {.folder = folder_.path()});
  start();
}

PostgresqlServer::~PostgresqlServer() {
  stop();
}

void PostgresqlServer::stop() {
  if (process_ <= 0) return;
  ::kill(process_, SIGINT);  // "fast shutdown": sessions are ended
  ::waitpid(process_, nullptr, 0);
  process_ = -1;
}

std::string PostgresqlServer::socket() const {
  return (folder_ / ".s.PGSQL.5432").string();
}

std::vector<std::string> PostgresqlServer::as_server(std::vector<std::string> command) const {
  if (!user_) return command;
  std::vector<std::string> whole{"setpriv", "--reuid=" + *user_,
                                 "--regid=" + std::to_string(unprivileged_user().pw_gid), "--clear-groups",
                                 "--pdeathsig=QUIT"};
  whole.insert(whole.end(), command.begin(), command.end());
  return whole;
}

void PostgresqlServer::start() {
  const std::vector<std::string> command =
      as_server({program("postgres"), "-D", (folder_ / "data").string(), "-k", folder_.path().string(), "-c",
                 "listen_addresses=", "-c", "fsync=off", "-c", "max_connections=20"});
  std::vector<char*> arguments;
  for (const std::string& part : command) arguments.push_back(const_cast<char*>(part.c_str()));
  arguments.push_back(nullptr);
  const std::string log = (folder_ / "log").string();
  process_ = ::fork();
  if (process_ < 0) throw std::runtime_error{"fork() failed"};
  if (process_ == 0) {
#ifdef __linux__
    ::prctl(PR_SET_PDEATHSIG, SIGQUIT);  // where root becomes another user, setpriv does it again
#endif
    const int file = ::open(log.c_str(), O_CREAT | O_WRONLY | O_TRUNC, 0600);
    if (file < 0 || ::dup2(file, STDOUT_FILENO) < 0 || ::dup2(file, STDERR_FILENO) < 0) ::_exit(126);
    if (::chdir("/") != 0) ::_exit(126);
    ::execvp(arguments[0], arguments.data());
    ::_exit(127);
  }
  const auto deadline = std::chrono::steady_clock::now() + kStartDeadline;
  const std::vector<std::string> question{program("pg_isready"), "-q", "-h", folder_.path().string()};
  while (run_command(question).exit_code != 0) {
    if (std::chrono::steady_clock::now() > deadline || ::waitpid(process_, nullptr, WNOHANG) != 0) {
      std::ifstream in{log};
      throw std::runtime_error{"PostgreSQL does not start: " + std::string{std::istreambuf_iterator<char>{in}, {}}};
    }
    std::this_thread::sleep_for(std::chrono::milliseconds{50});
  }
}

std::string PostgresqlServer::url(const std::string& database, const std::string& password) const {
  return "postgresql://vina:" + percent_encoded(password) + "@/" + database +
         "?host=" + percent_encoded(folder_.path().string());
}

std::string PostgresqlServer::sql(const std::string& database, const std::string& statements) const {
  return run_checked({program("psql"), "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set",
                      "ON_ERROR_STOP=1", "--dbname", url(database)},
                     {.input = statements})
      .out;
}

}  // namespace vina::testing
