// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "slides/theme_reader.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <functional>
#include <optional>
#include <set>
#include <sstream>

#include <fmt/core.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/resources.h"

namespace vina {
namespace {

using Json = nlohmann::json;
using Faults = std::vector<std::string>;

constexpr std::size_t kLargestTheme = 256 << 10;
constexpr int kDeepest = 8;
constexpr double kLeastContrast = 4.5;

std::optional<Colour> parse_colour(const std::string& text) {
  const bool is_hex = text.size() == 7 && text[0] == '#' && std::all_of(text.begin() + 1, text.end(), [](char c) {
                        return ('0' <= c && c <= '9') || ('a' <= c && c <= 'f') || ('A' <= c && c <= 'F');
                      });
  if (!is_hex) return std::nullopt;
  return Colour::from_pixel(static_cast<std::uint32_t>(std::stoul(text.substr(1), nullptr, 16)));
}

/// Reads the members of one JSON object and notes what is wrong with them.
class ObjectReader {
 public:
  ObjectReader(const Json& object, std::string pointer, Faults& faults)
      : object_{object}, pointer_{std::move(pointer)}, faults_{faults} {}

  void integer(const char* name, int& target, int least, int most) {
    const Json* member = take(name);
    if (member == nullptr) return;
    if (!member->is_number_integer()) return fault(name, "must be a whole number");
    const double value = member->get<double>();
    if (value < least || value > most) return out_of_range(name, value, least, most);
    target = static_cast<int>(value);
  }

  void number(const char* name, double& target, double least, double most) {
    const Json* member = take(name);
    if (member == nullptr) return;
    if (!member->is_number()) return fault(name, "must be a number");
    const auto value = member->get<double>();
    if (!(value >= least && value <= most)) return out_of_range(name, value, least, most);
    target = value;
  }

  void text(const char* name, std::string& target) {
    const Json* member = take(name);
    if (member == nullptr) return;
    if (!member->is_string()) return fault(name, "must be a string");
    target = member->get<std::string>();
  }

  void colour(const char* name, Colour& target) {
    const Json* member = take(name);
    if (member == nullptr) return;
    const std::optional<Colour> value = member->is_string() ? parse_colour(member->get<std::string>()) : std::nullopt;
    if (!value) return fault(name, "must be a colour such as \"#007373\"");
    target = *value;
  }

  void object(const char* name, const std::function<void(ObjectReader&)>& read) {
    const Json* member = take(name);
    if (member == nullptr) return;
    if (!member->is_object()) return fault(name, "must be an object");
    ObjectReader reader{*member, pointer_ + "/" + name, faults_};
    read(reader);
    reader.finish();
  }

  void fault(const char* name, const std::string& what) { faults_.push_back(pointer_ + "/" + name + ": " + what); }

  /// Notes the members nobody asked for.
  void finish() {
    for (const auto& member : object_.items()) {
      if (taken_.contains(member.key())) continue;
      faults_.push_back(fmt::format("{}/{}: is unknown; known here are {}", pointer_, escaped(member.key()),
                                    fmt::join(taken_, ", ")));
    }
  }

 private:
  const Json* take(const char* name) {
    taken_.insert(name);
    const auto found = object_.find(name);
    return found == object_.end() ? nullptr : &*found;
  }

  void out_of_range(const char* name, double value, double least, double most) {
    fault(name, fmt::format("is {}; must be from {} to {}", value, least, most));
  }

  /// As RFC 6901 wants it, shortened, and without what would break the line.
  static std::string escaped(const std::string& key) {
    std::string result;
    for (const char c : key.substr(0, 60)) {
      if (c == '~') {
        result += "~0";
      } else if (c == '/') {
        result += "~1";
      } else {
        result += static_cast<unsigned char>(c) < 0x20 ? '?' : c;
      }
    }
    return result;
  }

  const Json& object_;
  std::string pointer_;
  Faults& faults_;
  std::set<std::string> taken_;
};

void read_type(ObjectReader& reader, TypeStyle& type) {
  reader.text("family", type.family);
  reader.integer("weight", type.weight, 100, 1000);
  reader.integer("largest", type.largest, 32, 240);
  reader.integer("comfortable", type.comfortable, 32, 240);
  reader.integer("smallest", type.smallest, 32, 240);
  reader.number("line_height", type.line_height, 1, 2);
  reader.number("tracking", type.tracking, -0.1, 0.3);
  if (type.family.empty() || type.family.find(',') != std::string::npos) {
    reader.fault("family", "must be the name of one font family");
  }
  if (type.smallest > type.comfortable || type.comfortable > type.largest) {
    reader.fault("smallest", fmt::format("smallest, comfortable and largest are {}, {} and {}; they must not decrease",
                                         type.smallest, type.comfortable, type.largest));
  }
}

void read_area(ObjectReader& reader, PixelRect& area) {
  int right = area.right();
  int bottom = area.bottom();
  reader.integer("left", area.left, 0, kCanvas.width);
  reader.integer("top", area.top, 0, kCanvas.height);
  reader.integer("right", right, 0, kCanvas.width);
  reader.integer("bottom", bottom, 0, kCanvas.height);
  area.width = right - area.left;
  area.height = bottom - area.top;
  if (area.width < 480) reader.fault("right", "must be at least 480 px right of left");
  if (area.height < 600) reader.fault("bottom", "must be at least 600 px below top");
}

void read_looks(ObjectReader& reader, Theme& theme) {
  reader.object("colours", [&](ObjectReader& colours) {
    colours.colour("title", theme.title_colour);
    colours.colour("current", theme.current_colour);
    colours.colour("spoken", theme.spoken_colour);
    colours.colour("label", theme.label_colour);
  });
  reader.object("accents", [&](ObjectReader& accents) {
    const char* names[] = {"unspecified", "hook", "concept", "example", "connection"};
    for (std::size_t i = 0; i < theme.accents.size(); ++i) accents.colour(names[i], theme.accents[i]);
  });
  reader.object("card", [&](ObjectReader& card) {
    card.colour("colour", theme.card_colour);
    card.number("opacity", theme.card_opacity, 0, 1);
    card.integer("radius", theme.card_radius, 0, 200);
    card.integer("padding", theme.card_padding, 8, 100);
  });
  reader.object("backdrop", [&](ObjectReader& backdrop) {
    backdrop.colour("from", theme.backdrop_from);
    backdrop.colour("to", theme.backdrop_to);
    backdrop.colour("light", theme.backdrop_light);
    backdrop.number("light_opacity", theme.backdrop_light_opacity, 0, 1);
    backdrop.colour("shape", theme.shape_colour);
    backdrop.number("shape_opacity", theme.shape_opacity, 0, 1);
    backdrop.number("grain", theme.grain, 0, 8);
  });
  reader.object("scrim", [&](ObjectReader& scrim) {
    scrim.colour("colour", theme.scrim_colour);
    scrim.number("least", theme.scrim_least, 0, 1);
    scrim.number("text", theme.scrim_text, 0, 1);
    scrim.number("panel", theme.panel_opacity, 0, 1);
    scrim.integer("reach", theme.scrim_reach, 40, kCanvas.height);
    scrim.number("contrast", theme.least_contrast, kLeastContrast, 15);
  });
}

void read_places(ObjectReader& reader, Theme& theme) {
  reader.object("safe_areas", [&](ObjectReader& areas) {
    areas.object("player", [&](ObjectReader& area) { read_area(area, theme.player_area); });
    areas.object("social", [&](ObjectReader& area) { read_area(area, theme.social_area); });
  });
  reader.object("layout", [&](ObjectReader& layout) {
    layout.integer("caption_top", theme.caption_top, 800, kCanvas.height);
    layout.integer("gap_after_label", theme.gap_after_label, 16, 300);
    layout.integer("gap_after_title", theme.gap_after_title, 16, 300);
    layout.integer("gap_between_bullets", theme.gap_between_bullets, 8, 200);
    layout.integer("logo_height", theme.logo_height, 40, 160);
  });
}

/// Whether the scrim can make every text readable at all: fully opaque, it must.
void check_contrast(const Theme& theme, Faults& faults) {
  const auto check = [&](const char* pointer, Colour text, Colour below, const char* where) {
    const double ratio = contrast_ratio(text, below);
    if (ratio >= theme.least_contrast) return;
    faults.push_back(fmt::format("{}: has a contrast of {:.1f}:1 {}; at least {:.1f}:1 is needed", pointer, ratio,
                                 where, theme.least_contrast));
  };
  const Colour card = mixed(theme.scrim_colour, theme.card_colour, theme.card_opacity);
  check("/colours/title", theme.title_colour, theme.scrim_colour, "on the scrim's colour");
  check("/colours/spoken", theme.spoken_colour, theme.scrim_colour, "on the scrim's colour");
  check("/colours/label", theme.label_colour, theme.scrim_colour, "on the scrim's colour");
  check("/colours/current", theme.current_colour, card, "on a card over the scrim's colour");
}

Json parse(const std::string& json, const std::string& name) {
  if (json.size() > kLargestTheme) {
    throw Error{ErrorKind::kInvalidOption,
                fmt::format("theme '{}' is larger than {} KB; shorten it", name, kLargestTheme >> 10)};
  }
  bool too_deep = false;
  const auto watch_depth = [&](int depth, Json::parse_event_t, Json&) {
    return !(too_deep = too_deep || depth > kDeepest);
  };
  try {
    Json parsed = Json::parse(json, watch_depth, true, true);
    if (too_deep)
      throw Error{ErrorKind::kInvalidOption,
                  fmt::format("theme '{}' is nested too deeply; docs/themes.md has its members", name)};
    if (!parsed.is_object())
      throw Error{ErrorKind::kInvalidOption,
                  fmt::format("theme '{}' is no JSON object; write {{...}}, as docs/themes.md has it", name)};
    return parsed;
  } catch (const Json::parse_error& error) {
    const std::size_t at = std::min(error.byte, json.size());
    const auto end = json.begin() + static_cast<std::ptrdiff_t>(at);
    throw Error{ErrorKind::kInvalidOption, fmt::format("theme '{}' is not valid JSON near line {}; mend it there", name,
                                                       1 + std::count(json.begin(), end, '\n'))};
  } catch (const Json::out_of_range&) {
    throw Error{ErrorKind::kInvalidOption,
                fmt::format("theme '{}' has a number that is too large to be read; mend it", name)};
  }
}

std::string read_file(const std::filesystem::path& path) {
  std::error_code ignored;
  std::ifstream file{path, std::ios::binary};
  if (!std::filesystem::is_regular_file(path, ignored) || !file) {
    throw Error{ErrorKind::kInvalidOption,
                fmt::format("the theme '{}' is no file that can be read; the themes that come with vina are {}",
                            path.string(), fmt::join(theme_names(), ", "))};
  }
  std::string text(kLargestTheme + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(file.gcount()));
  return text;
}

}  // namespace

Theme read_theme(const std::string& json, const std::string& name) {
  const Json root = parse(json, name);
  Theme theme;
  theme.source = json;
  Faults faults;
  ObjectReader reader{root, "", faults};
  reader.text("name", theme.name);
  std::string logo;
  reader.text("logo", logo);
  theme.logo = logo;
  reader.object("title", [&](ObjectReader& type) { read_type(type, theme.title); });
  reader.object("body", [&](ObjectReader& type) { read_type(type, theme.body); });
  reader.object("label", [&](ObjectReader& type) { read_type(type, theme.label); });
  read_looks(reader, theme);
  read_places(reader, theme);
  reader.finish();
  check_contrast(theme, faults);
  if (!faults.empty()) {
    throw Error{ErrorKind::kInvalidOption, fmt::format("theme '{}': {}", name, fmt::join(faults, "; "))};
  }
  return theme;
}

bool is_theme_file(const std::string& name_or_path) {
  return name_or_path.find('/') != std::string::npos || name_or_path.ends_with(".json");
}

Theme load_theme(const std::string& name_or_path) {
  std::filesystem::path path = name_or_path;
  if (!is_theme_file(name_or_path)) {
    const std::vector<std::string> names = theme_names();
    if (std::find(names.begin(), names.end(), name_or_path) == names.end()) {
      throw Error{ErrorKind::kInvalidOption,
                  fmt::format("there is no theme '{}'; there are {}, or give the path of a theme file", name_or_path,
                              fmt::join(names, ", "))};
    }
    path = resources_folder() / "themes" / (name_or_path + ".json");
  }
  Theme theme = read_theme(read_file(path), name_or_path);
  if (theme.logo.empty()) theme.logo = resources_folder() / "logo/vina-on-dark.png";
  if (theme.logo.is_relative()) theme.logo = path.parent_path() / theme.logo;
  return theme;
}

std::vector<std::string> theme_names() {
  std::vector<std::string> names;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator{resources_folder() / "themes", ignored}) {
    if (entry.path().extension() == ".json") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace vina
