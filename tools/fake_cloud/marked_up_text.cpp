// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "fake_cloud/marked_up_text.h"

#include <algorithm>
#include <array>
#include <optional>
#include <regex>
#include <utility>

#include "wrap/icu/segments.h"

namespace vina::fake {
namespace {

struct Tag {
  std::size_t length = 0;
  std::optional<std::chrono::milliseconds> pause;
};

std::optional<Tag> tag_at(std::string_view rest, Markup markup) {
  if (rest.starts_with('<')) {
    const std::size_t end = rest.find('>');
    if (end == std::string_view::npos) return std::nullopt;
    static const std::regex kBreak{R"re(<break\s+time="(\d+(?:\.\d+)?)(ms|s)"\s*/?>)re"};
    const std::string tag{rest.substr(0, end + 1)};
    std::smatch match;
    Tag found{end + 1, std::nullopt};
    if (markup == Markup::kBreakTags && std::regex_match(tag, match, kBreak)) {
      const double seconds = std::stod(match[1]) / (match[2] == "ms" ? 1000.0 : 1.0);
      found.pause = std::chrono::milliseconds{static_cast<std::int64_t>(std::min(seconds, 3.0) * 1000.0)};
    }
    return found;
  }
  if (markup != Markup::kAudioTags || !rest.starts_with('[')) return std::nullopt;
  const std::size_t end = rest.find(']');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view name = rest.substr(1, end - 1);
  Tag found{end + 1, std::nullopt};
  if (name == "pause") found.pause = std::chrono::milliseconds{700};
  if (name == "short pause") found.pause = std::chrono::milliseconds{300};
  if (name == "long pause") found.pause = std::chrono::milliseconds{1500};
  return found;
}

struct Entity {
  std::string_view written;
  std::string_view meaning;
};
constexpr std::array<Entity, 5> kEntities{
    {{"&lt;", "<"}, {"&gt;", ">"}, {"&amp;", "&"}, {"&quot;", "\""}, {"&apos;", "'"}}};

const Entity* entity_at(std::string_view rest) {
  const auto found = std::find_if(kEntities.begin(), kEntities.end(),
                                  [&](const Entity& entity) { return rest.starts_with(entity.written); });
  return found == kEntities.end() ? nullptr : &*found;
}

void add_unspoken(SpokenPiece& piece, std::string_view text) {
  for (const TextSpan& span : icu::graphemes(text)) {
    piece.characters.push_back({std::string{span.of(text)}, {piece.text.size(), piece.text.size()}, true});
  }
}

/// All characters of an entity share the time of what it stands for.
void add_entity(SpokenPiece& piece, const Entity& entity) {
  const TextSpan spoken{piece.text.size(), piece.text.size() + entity.meaning.size()};
  piece.text += entity.meaning;
  for (const char c : entity.written) piece.characters.push_back({std::string{c}, spoken, false});
}

void add_spoken(SpokenPiece& piece, std::string_view text) {
  for (const TextSpan& span : icu::graphemes(text)) {
    const std::size_t at = piece.text.size();
    piece.text += span.of(text);
    piece.characters.push_back({std::string{span.of(text)}, {at, piece.text.size()}, false});
  }
}

}  // namespace

std::vector<SpokenPiece> read_markup(std::string_view text, Markup markup) {
  std::vector<SpokenPiece> pieces(1);
  while (!text.empty()) {
    if (const auto tag = tag_at(text, markup)) {
      add_unspoken(pieces.back(), text.substr(0, tag->length));
      text.remove_prefix(tag->length);
      if (tag->pause) {
        pieces.back().pause_after = *tag->pause;
        pieces.emplace_back();
      }
    } else if (const Entity* entity = entity_at(text)) {
      add_entity(pieces.back(), *entity);
      text.remove_prefix(entity->written.size());
    } else {
      const std::size_t end = std::min(text.find_first_of("<[&", 1), text.size());
      add_spoken(pieces.back(), text.substr(0, end));
      text.remove_prefix(end);
    }
  }
  return pieces;
}

}  // namespace vina::fake
