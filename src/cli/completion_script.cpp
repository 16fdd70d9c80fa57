// SPDX-License-Identifier: Apache-2.0
// Copyright the vina authors.
#include "cli/completion_script.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

namespace vina {
namespace {

enum class Value { kNone, kFile, kFolder, kWords, kFree };

/// One option of a command, or its first positional argument (without names).
struct Completion {
  std::vector<std::string> names;  ///< "-o", "--output"
  std::string description;
  Value value = Value::kNone;
  std::string words;  ///< the allowed values, separated by spaces
};

struct CommandCompletions {
  std::string name;  ///< empty: the program itself
  std::string description;
  std::vector<Completion> options;
};

Completion to_completion(const CLI::Option& option) {
  Completion completion;
  for (const std::string& name : option.get_snames()) completion.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) completion.names.push_back("--" + name);
  completion.description = option.get_description();
  const std::string type = option.get_type_name();
  const bool choices = type.find('|') != std::string::npos &&
                       std::none_of(type.begin(), type.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  if (option.get_items_expected_max() == 0) {
    completion.value = Value::kNone;
  } else if (choices) {
    completion.value = Value::kWords;
    completion.words = type;
    std::replace(completion.words.begin(), completion.words.end(), '|', ' ');
  } else if (type == "DIR") {
    completion.value = Value::kFolder;
  } else if (type.find("FILE") != std::string::npos) {
    completion.value = Value::kFile;
  } else {
    completion.value = Value::kFree;
  }
  return completion;
}

CommandCompletions to_completions(const CLI::App& app, const std::string& name) {
  CommandCompletions command{name, app.get_description(), {}};
  bool has_positional = false;
  for (const CLI::Option* option : app.get_options()) {
    Completion completion = to_completion(*option);
    if (completion.names.empty() && std::exchange(has_positional, true)) continue;
    command.options.push_back(std::move(completion));
  }
  return command;
}

std::vector<CommandCompletions> commands_of(const CLI::App& program) {
  std::vector<CommandCompletions> commands{to_completions(program, "")};
  for (const CLI::App* command : program.get_subcommands([](const CLI::App*) { return true; })) {
    commands.push_back(to_completions(*command, command->get_name()));
  }
  return commands;
}

std::string joined(const std::vector<std::string>& words, std::string_view separator) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : std::string{separator}) + word;
  return text;
}

std::string command_names(const std::vector<CommandCompletions>& commands) {
  std::vector<std::string> names;
  for (const CommandCompletions& command : commands) {
    if (!command.name.empty()) names.push_back(command.name);
  }
  return joined(names, " ");
}

std::string bash_action(const Completion& completion) {
  switch (completion.value) {
    case Value::kFile:
      return R"(compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- "$current"))";
    case Value::kFolder:
      return R"(compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- "$current"))";
    case Value::kWords:
      return fmt::format(R"(mapfile -t COMPREPLY < <(compgen -W "{}" -- "$current"))", completion.words);
    case Value::kFree:
    case Value::kNone:
      return "COMPREPLY=()";
  }
  return "";
}

std::string bash_script(const std::vector<CommandCompletions>& commands) {
  std::string values;
  std::string options;
  std::string positionals;
  for (const CommandCompletions& command : commands) {
    std::vector<std::string> names;
    for (const Completion& completion : command.options) {
      names.insert(names.end(), completion.names.begin(), completion.names.end());
      if (completion.names.empty()) {
        positionals += fmt::format("    {}) {} ;;\n", command.name, bash_action(completion));
      } else if (completion.value != Value::kNone) {
        std::vector<std::string> patterns;
        for (const std::string& name : completion.names) patterns.push_back(command.name + ":" + name);
        values += fmt::format("    {}) {}; return ;;\n", joined(patterns, "|"), bash_action(completion));
      }
    }
    options += fmt::format("      '{}') options='{}' ;;\n", command.name, joined(names, " "));
  }
  const std::string names = command_names(commands);
  std::string alternatives = names;
  std::replace(alternatives.begin(), alternatives.end(), ' ', '|');
  return fmt::format(R"(# bash completion for vina
_vina() {{
  local current=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD - 1]}} command= options= word
  COMPREPLY=()
  for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
    case $word in {0}) command=$word; break ;; esac
  done
  case $command:$previous in
{1}  esac
  if [[ $current == -* ]]; then
    case $command in
{2}    esac
    mapfile -t COMPREPLY < <(compgen -W "$options" -- "$current")
    return
  fi
  case $command in
    '') mapfile -t COMPREPLY < <(compgen -W "{3}" -- "$current") ;;
{4}  esac
}}
complete -F _vina vina
)",
                     alternatives, values, options, names, positionals);
}

/// Quoted for a zsh or fish single-quoted string; `special` characters get a backslash.
std::string escaped(std::string_view text, std::string_view special) {
  std::string result;
  for (const char c : text) {
    if (special.find(c) != std::string_view::npos) result += '\\';
    result += c;
  }
  return result;
}

std::string zsh_action(const Completion& completion) {
  switch (completion.value) {
    case Value::kFile:
      return ":file:_files";
    case Value::kFolder:
      return ":folder:_files -/";
    case Value::kWords:
      return ":value:(" + completion.words + ")";
    case Value::kFree:
      return ":value:";
    case Value::kNone:
      return "";
  }
  return "";
}

std::string zsh_arguments(const CommandCompletions& command) {
  std::string text;
  for (const Completion& completion : command.options) {
    // Apostrophes end a quoted word in zsh, so they are written as the four characters '\''.
    std::string description;
    for (const char c : escaped(completion.description, "[]:\\")) description += c == '\'' ? "'\\''" : std::string{c};
    if (completion.names.empty()) text += fmt::format(" \\\n        '1{}'", zsh_action(completion));
    for (const std::string& name : completion.names) {
      text += fmt::format(" \\\n        '({}){}[{}]{}'", joined(completion.names, " "), name, description,
                          zsh_action(completion));
    }
  }
  return text;
}

std::string zsh_script(const std::vector<CommandCompletions>& commands) {
  std::string cases;
  for (const CommandCompletions& command : commands) {
    if (!command.name.empty()) cases += fmt::format("    {}) _arguments{} ;;\n", command.name, zsh_arguments(command));
  }
  return fmt::format(R"(#compdef vina
_vina() {{
  local state line
  _arguments -C{0} \
    '1:command:({1})' '*::argument:->argument'
  [[ $state == argument ]] || return
  case $line[1] in
{2}  esac
}}
compdef _vina vina
)",
                     zsh_arguments(commands.front()), command_names(commands), cases);
}

std::string fish_action(const Completion& completion) {
  switch (completion.value) {
    case Value::kFile:
      return " -r -F";
    case Value::kFolder:
      return " -x -a '(__fish_complete_directories)'";
    case Value::kWords:
      return " -x -a '" + completion.words + "'";
    case Value::kFree:
      return " -x";
    case Value::kNone:
      return "";
  }
  return "";
}

std::string fish_line(const CommandCompletions& command, const Completion& completion) {
  const std::string condition =
      command.name.empty() ? "__fish_use_subcommand" : "__fish_seen_subcommand_from " + command.name;
  std::string line = fmt::format("complete -c vina -n '{}'", condition);
  for (const std::string& name : completion.names) {
    line += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
  }
  return line + fish_action(completion) + " -d '" + escaped(completion.description, "'\\") + "'\n";
}

std::string fish_script(const std::vector<CommandCompletions>& commands) {
  std::string text = "# fish completion for vina\ncomplete -c vina -f\n";
  for (const CommandCompletions& command : commands) {
    if (!command.name.empty()) {
      text += fmt::format("complete -c vina -n __fish_use_subcommand -a {} -d '{}'\n", command.name,
                          escaped(command.description, "'\\"));
    }
    for (const Completion& completion : command.options) text += fish_line(command, completion);
  }
  return text;
}

}  // namespace

std::string completion_script(Shell shell, const CLI::App& program) {
  const std::vector<CommandCompletions> commands = commands_of(program);
  switch (shell) {
    case Shell::kBash:
      return bash_script(commands);
    case Shell::kZsh:
      return zsh_script(commands);
    case Shell::kFish:
      return fish_script(commands);
  }
  return "";
}

}  // namespace vina
