// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#pragma once

#include "wrap/soci/connection.h"

namespace vina {

/// Brings vina's own tables (vina_videos, vina_jobs, vina_ledger) to what this version knows; docs/database.md
/// describes them. Applies in one transaction what `vina_migrations` does not list yet; two programs that start at once
/// do not collide. Throws Error (kStorage), also where the tables were made by a newer vina.
void migrate(sql::Connection& connection);

/// Whether `lesson_cache` was made by `make_lesson_cache` and not by the product.
bool made_lesson_cache(sql::Connection& connection);

/// Makes `lesson_cache` with the product's columns, and remembers that it is ours. Within a transaction, after
/// migrate().
void make_lesson_cache(sql::Connection& connection);

}  // namespace vina
