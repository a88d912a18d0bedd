// SPDX-License-Identifier: MIT
#include "core/programs/command_line/command_tree.h"

#include <algorithm>
#include <numeric>

namespace cathode::program {
namespace {

struct ExitText {
  Exit exit;
  std::string_view text;
};
constexpr ExitText kExitTexts[] = {
    {Exit::done, "Done."},
    {Exit::refused,
     "Refused: an option, a field or a file is not what it should be; the message tells what is allowed."},
    {Exit::failed, "Some of several files or points could not be calculated; the others are."},
    {Exit::noMemory, "There is not enough memory."},
    {Exit::notWritten, "A result could not be written; nothing half-written is left."},
    {Exit::interrupted, "Interrupted; what was finished is kept."},
};

std::vector<std::string> namesOf(const CLI::Option& option) {
  std::vector<std::string> names;
  for (const std::string& name : option.get_snames()) names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) names.push_back("--" + name);
  return names;
}

// Of "json|csv", or of what CLI::IsMember tells, "CHOICE:{json,csv}".
std::vector<std::string> wordsOf(std::string type) {
  char separator = '|';
  if (const std::size_t brace = type.find(":{"); brace != std::string::npos && type.ends_with('}')) {
    type = type.substr(brace + 2, type.size() - brace - 3);
    separator = ',';
  }
  std::vector<std::string> words{""};
  for (const char letter : type) {
    if (letter == separator)
      words.emplace_back();
    else
      words.back() += letter;
  }
  return words.size() == 1 ? std::vector<std::string>{} : words;
}

std::string joined(const std::vector<std::string>& words, std::string_view separator) {
  std::string text;
  for (const std::string& word : words) text.append(text.empty() ? "" : separator).append(word);
  return text;
}

std::size_t differenceOf(std::string_view one, std::string_view other) {
  std::vector<std::size_t> row(other.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < one.size(); ++i) {
    std::size_t diagonal = row[0]++;
    for (std::size_t k = 0; k < other.size(); ++k) {
      const std::size_t swapped = diagonal + (one[i] == other[k] ? 0 : 1);
      diagonal = row[k + 1];
      row[k + 1] = std::min({swapped, row[k] + 1, row[k + 1] + 1});
    }
  }
  return row.back();
}

// Text as troff takes it: nothing in it is a request, what is not ASCII by its number.
std::string inTroff(std::string_view text) {
  std::string safe;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte >= 0xc0) {
      const int more = byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : 1;
      unsigned code = byte & (0x3fU >> more);
      for (int k = 0; k < more && i + 1 < text.size(); ++k)
        code = code << 6 | (static_cast<unsigned char>(text[++i]) & 0x3fU);
      char number[16];
      std::snprintf(number, sizeof number, "\\[u%04X]", code);
      safe += number;
    } else if (text[i] == '\\') {
      safe += "\\e";
    } else if (text[i] == '-') {
      safe += "\\-";
    } else if (text[i] == '|') {
      safe += "|\\:";  // a line may end there
    } else {
      safe += text[i];
    }
  }
  return safe.starts_with('.') || safe.starts_with('\'') ? "\\&" + safe : safe;
}

std::string entryOf(const OptionText& option) {
  std::string head;
  for (const std::string& name : option.names) head += (head.empty() ? "\\fB" : ", \\fB") + inTroff(name) + "\\fR";
  if (!option.value.empty()) head += (head.empty() ? "\\fI" : " \\fI") + inTroff(option.value) + "\\fR";
  return ".TP\n" + head + "\n" + inTroff(option.description) + "\n";
}

// The beginning of a description, as menus of shells show it.
std::string shortened(const std::string& description) { return description.substr(0, description.find_first_of(":;")); }

std::string bashCompletion(const std::vector<CommandText>& commands) {
  std::string names, values, options;
  for (const CommandText& command : commands) {
    names += (names.empty() ? "" : " ") + command.name;
    std::vector<std::string> all;
    for (const OptionText& option : command.options) {
      all.insert(all.end(), option.names.begin(), option.names.end());
      if (option.names.empty() || option.value.empty() || option.takesFile()) continue;
      std::vector<std::string> cases;
      for (const std::string& name : option.names) cases.push_back("\"" + command.name + " " + name + "\"");
      values += "    " + joined(cases, " | ") + ") COMPREPLY=($(compgen -W \"" + joined(option.words, " ") +
                "\" -- \"$word\")); return ;;\n";
    }
    options += "      " + command.name + ") COMPREPLY=($(compgen -W \"" + joined(all, " ") + "\" -- \"$word\")) ;;\n";
  }
  return "# bash completion of cathode-lab\n"
         "_cathode_lab() {\n"
         "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]}\n"
         "  COMPREPLY=()\n"
         "  if [ \"$COMP_CWORD\" = 1 ]; then COMPREPLY=($(compgen -W \"" +
         names +
         " --help --version\" -- \"$word\")); return; fi\n"
         "  case \"$command $before\" in\n" +
         values +
         "  esac\n"
         "  case $word in\n"
         "    -*) case $command in\n" +
         options +
         "    esac ;;\n"
         "    *) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- \"$word\") ;;\n"
         "  esac\n"
         "}\n"
         "complete -F _cathode_lab cathode-lab\n";
}

// Text within single quotes of a shell.
std::string quotedText(std::string_view text) {
  std::string safe;
  for (const char letter : text) {
    if (letter == '\'')
      safe += "'\\''";
    else
      safe += letter;
  }
  return safe;
}

std::string zshCompletion(const std::vector<CommandText>& commands) {
  const auto safe = [](std::string_view text) {
    std::string escaped;
    for (const char letter : text) {
      if (std::string_view("[]:\\").find(letter) != std::string_view::npos) escaped += '\\';
      escaped += letter;
    }
    return quotedText(escaped);
  };
  std::string names, cases;
  for (const CommandText& command : commands) {
    names += "    '" + command.name + ":" + safe(command.description) + "'\n";
    cases += "    " + command.name + ") _arguments";
    for (const OptionText& option : command.options) {
      const std::string value = option.value.empty()   ? ""
                                : option.takesFile()   ? ":file:_files"
                                : option.words.empty() ? ":" + safe(option.value) + ": "
                                                       : ":value:(" + joined(option.words, " ") + ")";
      if (option.names.empty()) cases += " \\\n      '*" + value + "'";
      for (const std::string& name : option.names)
        cases.append(" \\\n      '")
            .append(name)
            .append("[")
            .append(safe(shortened(option.description)))
            .append("]")
            .append(value)
            .append("'");
    }
    cases += " ;;\n";
  }
  return "#compdef cathode-lab\n"
         "local -a commands\n"
         "commands=(\n" +
         names +
         ")\n"
         "if (( CURRENT == 2 )); then\n"
         "  _describe command commands\n"
         "else\n"
         "  shift words\n"
         "  (( CURRENT-- ))\n"
         "  case $words[1] in\n" +
         cases +
         "  esac\n"
         "fi\n";
}

std::string fishCompletion(const std::vector<CommandText>& commands) {
  std::string text = "# fish completion of cathode-lab\ncomplete -c cathode-lab -f\n";
  for (const CommandText& command : commands)
    text += "complete -c cathode-lab -n __fish_use_subcommand -a " + command.name + " -d '" +
            quotedText(command.description) + "'\n";
  for (const CommandText& command : commands)
    for (const OptionText& option : command.options) {
      text += "complete -c cathode-lab -n '__fish_seen_subcommand_from " + command.name + "'";
      for (const std::string& name : option.names)
        text += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
      if (option.takesFile())
        text += option.names.empty() ? " -F" : " -rF";
      else if (!option.value.empty())
        text += option.words.empty() ? " -x" : " -xa '" + joined(option.words, " ") + "'";
      text += " -d '" + quotedText(shortened(option.description)) + "'\n";
    }
  return text;
}

}  // namespace

std::vector<CommandText> commandTexts(const CLI::App& program) {
  std::vector<CommandText> commands;
  for (const CLI::App* app : program.get_subcommands({})) {
    CommandText& command = commands.emplace_back(CommandText{app->get_name(), app->get_description(), {}});
    for (const CLI::Option* option : app->get_options()) {
      const std::string type = option->get_items_expected_max() == 0 ? "" : option->get_type_name();
      const std::vector<std::string> words = wordsOf(type);
      command.options.push_back({option->get_positional() ? std::vector<std::string>{} : namesOf(*option),
                                 words.empty() ? type.substr(0, type.find(':')) : joined(words, "|"), words,
                                 option->get_description(), option->get_group().starts_with(kInputsGroup)});
    }
    // What stands by its place first, then by name.
    std::ranges::stable_partition(command.options, [](const OptionText& option) { return option.names.empty(); });
  }
  return commands;
}

std::string manualPage(const CLI::App& program) {
  const std::vector<CommandText> commands = commandTexts(program);
  std::string text = ".TH CATHODE\\-LAB 1 \"\" \"cathode\\-lab " CATHODE_VERSION
                     "\" \"User Commands\"\n.nh\n.ad l\n.SH NAME\n" +
                     inTroff(program.get_name()) + " \\- " + inTroff(program.get_description()) +
                     "\n.SH SYNOPSIS\n.B cathode\\-lab\n.I COMMAND\n.RI [ OPTION \" ...]\"\n"
                     ".SH DESCRIPTION\nThe calculations of Cathode Lab's page, with the same bits.\n.SH COMMANDS\n";
  std::vector<OptionText> inputs;
  std::vector<std::string> takers;
  for (const CommandText& command : commands) {
    text += ".SS " + inTroff(command.name) + "\n" + inTroff(command.description) + ".\n";
    bool hasInputs = false;
    for (const OptionText& option : command.options) {
      if (!option.isInput) {
        text += entryOf(option);
        continue;
      }
      hasInputs = true;
      if (takers.empty()) inputs.push_back(option);
    }
    if (!hasInputs) continue;
    takers.push_back(command.name);
    text += ".PP\nBeside these, each of the\n.B INPUTS\nbelow.\n";
  }
  if (!inputs.empty()) {
    text += ".SH INPUTS\nOf " + inTroff(joined(takers, ", ")) +
            ". They count for more than \\fB\\-\\-scenario\\fR and "
            "\\fB\\-\\-link\\fR.\n";
    for (const OptionText& input : inputs) text += entryOf(input);
  }
  text += ".SH EXIT STATUS\n";
  for (const auto& [exit, words] : kExitTexts)
    text += ".TP\n.B " + std::to_string(static_cast<int>(exit)) + "\n" + inTroff(words) + "\n";
  return text;
}

std::string manualTables(const CLI::App& program) {
  const auto cell = [](std::string_view text) {
    std::string safe;
    for (const char letter : text) {
      if (letter == '|') safe += '\\';
      safe += letter;
    }
    return safe;
  };
  const auto rowOf = [&](const OptionText& option) {
    std::string head;
    for (const std::string& name : option.names) head += (head.empty() ? "`" : ", `") + name + "`";
    if (!option.value.empty()) head += (head.empty() ? "`" : " `") + cell(option.value) + "`";
    return "| " + head + " | " + cell(option.description) + " |\n";
  };
  constexpr std::string_view kHead = "| option | what |\n| --- | --- |\n";
  std::string text, inputs;
  for (const CommandText& command : commandTexts(program)) {
    text += "### " + command.name + "\n\n" + command.description + ".\n\n" + std::string(kHead);
    const bool isFirst = inputs.empty();
    bool hasInputs = false;
    for (const OptionText& option : command.options) {
      hasInputs = hasInputs || option.isInput;
      if (!option.isInput)
        text += rowOf(option);
      else if (isFirst)
        inputs += rowOf(option);
    }
    text += hasInputs ? "\nBeside these, each of the [inputs](#inputs).\n\n" : "\n";
  }
  return text + "### Inputs\n\n" + std::string(kHead) + inputs;
}

std::string completionOf(const CLI::App& program, std::string_view shell) {
  const std::vector<CommandText> commands = commandTexts(program);
  return shell == "bash"  ? bashCompletion(commands)
         : shell == "zsh" ? zshCompletion(commands)
                          : fishCompletion(commands);
}

std::string exitCodesText() {
  std::string text = "Exit codes:";
  for (const auto& [exit, words] : kExitTexts) {
    std::string number = std::to_string(static_cast<int>(exit));
    number.insert(0, 3 - number.size(), ' ');
    text += "\n  " + number + "  " + std::string(words);
  }
  return text;
}

std::string nearestTo(std::string_view word, const std::vector<std::string>& names) {
  std::string nearest;
  std::size_t least = word.size() / 3 + 1;
  for (const std::string& name : names) {
    const std::size_t difference = differenceOf(word.substr(0, 60), name);
    if (difference > least || (difference == least && !nearest.empty())) continue;
    least = difference;
    nearest = name;
  }
  return nearest;
}

}  // namespace cathode::program
