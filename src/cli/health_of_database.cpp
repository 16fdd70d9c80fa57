// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/health_of_database.h"

#include <utility>

#include <fmt/format.h>

#include "base/error.h"
#include "storage/database/lesson_database.h"

namespace vina {

void examine_database(const std::string& url, const std::stop_token& stop, std::vector<HealthCheck>& checks) {
  if (url.empty()) return;
  HealthCheck check{"database", "VINA_DATABASE_URL", Health::kGood, "", ""};
  try {
    const DatabaseAddress address = parse_database_url(url);
    LessonDatabase database{address, IfMissing::kFail, {.stop = stop}};
    const std::size_t count = database.list({}).size();
    check.finding = fmt::format("{} lesson{} in {}", count, count == 1 ? "" : "s", address.name);
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::kCancelled) throw;
    check.health = Health::kPartial;
    check.finding = "cannot be used";
    check.cure = error.public_message();
  }
  checks.push_back(std::move(check));
}

}  // namespace vina
