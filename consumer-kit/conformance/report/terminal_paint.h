// Colours and drawings for a terminal; plain text where colours are not
// wanted, with marks in place of them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "consumer-kit/conformance/report/report_terminal.h"
#include "consumer-kit/conformance/suite/report.h"

namespace chefs::conformance {

class Paint {
 public:
  explicit Paint(Coloring coloring) : coloring_(coloring) {}

  std::string bold(std::string_view text) const { return in("1", text); }
  std::string dim(std::string_view text) const { return in("2", text); }
  std::string good(std::string_view text) const { return in("32", text); }
  std::string bad(std::string_view text) const { return in("31", text); }
  std::string alarm(std::string_view text) const { return in("33", text); }

  // Lines of at most `columns`, indented; each part in its colour, or between
  // | with its role in front; what is marked inverted, or in [ ].
  std::string drawn(const Drawing& drawing, std::size_t indent,
                    std::size_t columns) const;

 private:
  std::string in(std::string_view code, std::string_view text) const;
  std::string_view color_of(std::string_view role) const;

  Coloring coloring_;
};

}  // namespace chefs::conformance
