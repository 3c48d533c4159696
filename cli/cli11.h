// The names of CLI11 that headers need. CLI11 itself takes seconds to compile:
// a file that defines options includes <CLI/CLI.hpp>.
#pragma once

namespace CLI {

class App;
class FormatterBase;
class Option;

}  // namespace CLI
