// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/batch_database.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/error.h"
#include "cli/database_lesson.h"
#include "cli/video_name.h"
#include "storage/database/lesson_query.h"

namespace vina {

BatchDatabase::BatchDatabase(const DatabaseAddress& address, const Messages& messages, const std::stop_token& stop)
    : address_{address}, messages_{messages}, stop_{stop}, database_{address, IfMissing::kFail, {.stop = stop}} {
  database_.prepare_to_record();
}

LessonRow BatchDatabase::find(const LessonQuery& query) {
  StoredLesson stored = database_.find(query);
  warn_of_others(stored, messages_);
  return std::move(stored.row);
}

std::vector<LessonRow> BatchDatabase::list(const LessonQuery& query) {
  std::vector<LessonRow> rows = database_.list_newest(query);
  if (rows.empty()) {
    const std::string what = description_of(query);
    throw Error{ErrorKind::kInvalidOption, address_.name + " has no lesson" + (what.empty() ? "" : " of " + what) +
                                               "; 'vina lessons ls' has them all"};
  }
  std::sort(rows.begin(), rows.end(),
            [](const LessonRow& a, const LessonRow& b) { return video_name_of(a) < video_name_of(b); });
  return rows;
}

BatchLesson BatchDatabase::lesson_of(const LessonRow& row) const {
  const std::string file = video_name_of(row);
  return {.name = file.substr(0, file.rfind('.')),
          .identity = "row " + row.id + " of " + address_.name,
          .read =
              [address = address_, row](const std::stop_token& stop) {
                return LessonDatabase{address, IfMissing::kFail, {.stop = stop}}.lesson_of(row);
              },
          .complete = [row](Lesson& lesson) { complete_from(row, lesson); },
          .options = {},
          .is_recorded = !row.video_url.empty(),
          .finished = [address = address_, stop = stop_,
                       row](const RenderResult& result) { return record_video(address, row, result, stop); }};
}

}  // namespace vina
