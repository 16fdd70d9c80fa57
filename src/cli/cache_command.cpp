// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/cache_command.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "base/error.h"
#include "cli/cache_listing.h"
#include "cli/exit_code.h"
#include "cli/option_values.h"
#include "cli/text_output.h"
#include "storage/asset_store.h"

namespace vina {
namespace {

constexpr const char* kExamples = R"(Examples:
  vina cache ls
  vina cache ls --json | jq .bytes
  vina cache rm 3f1c9a04b7de
  vina cache verify)";

constexpr std::size_t kFewestKeyDigits = 4;

struct CacheArguments {
  std::string action;
  std::vector<std::string> keys;
  std::string folder;
  bool all = false;
  bool as_json = false;
};

[[noreturn]] void refuse(std::string message) {
  throw Error{ErrorKind::kInvalidOption, std::move(message) + " (see 'vina cache --help')"};
}

/// Where to look. Throws for a folder that was named and is not there: nothing is made where a name was mistyped.
std::filesystem::path chosen_folder(const CacheArguments& arguments, const Environment& environment) {
  if (arguments.folder.empty()) {
    return default_cache_folder(environment.xdg_cache_home.c_str(), environment.home.c_str());
  }
  std::error_code ignored;
  if (!std::filesystem::is_directory(arguments.folder, ignored)) {
    refuse("there is no folder '" + arguments.folder + "'");
  }
  return arguments.folder;
}

/// Nothing before the first asset was stored.
std::optional<AssetStore> open_store(const std::filesystem::path& folder) {
  std::error_code ignored;
  if (!std::filesystem::is_directory(folder, ignored)) return std::nullopt;
  return AssetStore{folder};
}

/// The one asset whose key begins so.
const AssetEntry& named(const std::vector<AssetEntry>& assets, std::string typed) {
  std::transform(typed.begin(), typed.end(), typed.begin(),
                 [](char c) { return c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c; });
  if (typed.size() < kFewestKeyDigits || typed.find_first_not_of("0123456789abcdef") != std::string::npos) {
    refuse(fmt::format("'{}' is no key; give the {} digits that 'vina cache ls' shows", typed, kShownKeyDigits));
  }
  const auto begins_so = [&typed](const AssetEntry& asset) { return asset.key.hex.starts_with(typed); };
  const auto found = std::find_if(assets.begin(), assets.end(), begins_so);
  if (found == assets.end()) refuse(fmt::format("there is no asset '{}'; 'vina cache ls' lists them all", typed));
  if (std::find_if(found + 1, assets.end(), begins_so) != assets.end()) {
    refuse(fmt::format("'{}' names more than one asset; give more of its key", typed));
  }
  return *found;
}

int run_ls(const CacheArguments& arguments, const Surroundings& surroundings) {
  if (!arguments.keys.empty()) refuse("'ls' takes no KEY");
  CacheListing listing{chosen_folder(arguments, surroundings.environment), {}};
  if (const std::optional<AssetStore> store = open_store(listing.folder)) listing.assets = store->list();
  write_to_standard_output(surroundings.output, arguments.as_json ? to_json(listing) : to_table(listing));
  return kExitSuccess;
}

int run_rm(const CacheArguments& arguments, const Surroundings& surroundings) {
  if (arguments.all != arguments.keys.empty()) refuse("'rm' needs either KEY or --all");
  std::optional<AssetStore> store = open_store(chosen_folder(arguments, surroundings.environment));
  const std::vector<AssetEntry> assets = store ? store->list() : std::vector<AssetEntry>{};
  std::vector<AssetEntry> unwanted = arguments.all ? assets : std::vector<AssetEntry>{};
  for (const std::string& key : arguments.keys) unwanted.push_back(named(assets, key));  // all, before one is gone
  CacheRemoval removal;
  for (const AssetEntry& asset : unwanted) {
    if (!store->remove(asset.key)) continue;  // named twice, or another process was faster
    removal.removed.push_back(asset.key);
    removal.bytes += asset.bytes;
  }
  write_to_standard_output(surroundings.output, arguments.as_json ? to_json(removal) : to_text(removal));
  return kExitSuccess;
}

int run_verify(const CacheArguments& arguments, const Surroundings& surroundings) {
  if (!arguments.keys.empty()) refuse("'verify' takes no KEY; it looks at all assets");
  CacheExamination examination{chosen_folder(arguments, surroundings.environment), 0, {}};
  if (std::optional<AssetStore> store = open_store(examination.folder)) {
    examination.damaged = store->verify();
    examination.whole = store->list().size();
  }
  write_to_standard_output(surroundings.output, arguments.as_json ? to_json(examination) : to_text(examination));
  return examination.damaged.empty() ? kExitSuccess : exit_code(ErrorKind::kStorage);
}

int run_cache(const CacheArguments& arguments, const Surroundings& surroundings) {
  const std::size_t action = choice("the action", arguments.action, {"ls", "rm", "verify"});
  if (arguments.all && action != 1) refuse("--all is for 'rm'");
  if (action == 0) return run_ls(arguments, surroundings);
  if (action == 1) return run_rm(arguments, surroundings);
  return run_verify(arguments, surroundings);
}

}  // namespace

void declare_cache(CLI::App& program, Action& chosen) {
  const auto arguments = std::make_shared<CacheArguments>();
  CLI::App& command =
      *program.add_subcommand("cache", "List, remove or check the pictures and speech that were paid for");
  command.footer(kExamples);
  command.add_option("ACTION", arguments->action, "List them, remove some, or check all")
      ->type_name("ls|rm|verify")
      ->required();
  command.add_option("KEY", arguments->keys, "Which to remove: the digits that 'ls' shows")->type_name("");
  command.add_option("--cache", arguments->folder, "The folder they are in, if not the usual one")->type_name("DIR");
  command.add_flag("--all", arguments->all, "Remove all of them");
  command.add_flag("--json", arguments->as_json, "One JSON object in place of text");
  command.callback([arguments, &chosen] {
    chosen = [arguments](const Surroundings& surroundings) { return run_cache(*arguments, surroundings); };
  });
}

}  // namespace vina
