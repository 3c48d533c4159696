#include "cli/help.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

namespace chefs::cli {
namespace {

// Where descriptions start.
constexpr std::size_t kNameColumns = 30;

class HelpFormatter final : public CLI::Formatter {
 public:
  HelpFormatter() { column_width(kNameColumns); }

  std::string make_option_desc(const CLI::Option* option) const override {
    return wrapped(option->get_description(), kColumns - kNameColumns);
  }

  std::string make_description(const CLI::App* app) const override {
    return wrapped(CLI::Formatter::make_description(app), kColumns);
  }

  std::string make_subcommand(const CLI::App* verb) const override {
    // The first sentence; the verb's own help has the rest.
    const std::string whole = verb->get_description();
    const std::string first = whole.substr(0, whole.find(". "));
    return fmt::format("  {:<12}{}\n", verb->get_name(), first);
  }
};

}  // namespace

std::string examples(std::initializer_list<Example> examples) {
  std::string out = "Examples:\n";
  for (const Example& example : examples) {
    out +=
        fmt::format("  {}\n      {}\n", example.command, example.what_it_does);
  }
  out.pop_back();
  return out;
}

std::string wrapped(std::string_view text, std::size_t columns) {
  std::string out;
  std::size_t line_start = 0;
  while (!text.empty()) {
    const std::size_t word_end =
        std::min(text.find_first_of(" \n"), text.size());
    const std::string_view word = text.substr(0, word_end);
    const bool at_line_start = out.size() == line_start;
    const std::size_t needed = word.size() + (at_line_start ? 0 : 1);
    if (!at_line_start && out.size() - line_start + needed > columns) {
      out += '\n';
      line_start = out.size();
    } else if (!at_line_start) {
      out += ' ';
    }
    out += word;
    text.remove_prefix(word_end);
    if (text.empty()) break;
    if (text.front() == '\n') {
      out += '\n';
      line_start = out.size();
    }
    text.remove_prefix(1);
  }
  return out;
}

std::shared_ptr<CLI::FormatterBase> help_formatter() {
  return std::make_shared<HelpFormatter>();
}

}  // namespace chefs::cli
