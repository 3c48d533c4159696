#include "consumer-kit/conformance/decryptor/sealed_drawing.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "consumer-kit/conformance/report/shown_text.h"
#include "contract/cryptr.h"
#include "contract/js_json.h"

namespace chefs::conformance {
namespace {

// Unmarked stretches longer than this lose their middle.
constexpr std::size_t kLongestStretch = 160;
constexpr std::size_t kKeptAtEachEnd = 64;

struct DrawnField {
  std::string_view role;
  std::size_t end;
};

constexpr std::size_t kIvEnd = contract::kSaltBytes + contract::kIvBytes;
constexpr std::array kFields = {
    DrawnField{"salt", 2 * contract::kSaltBytes},
    DrawnField{"iv", 2 * kIvEnd},
    DrawnField{"tag", 2 * (kIvEnd + contract::kTagBytes)},
    DrawnField{"ciphertext", std::string_view::npos},
};

bool is_touched(std::size_t at, const std::vector<TextRange>& touched) {
  return std::ranges::any_of(touched, [at](const TextRange& range) {
    return range.begin <= at && at < range.end;
  });
}

// Where the field or the marking changes next.
std::size_t stretch_end(std::size_t begin, std::size_t field_end,
                        const std::vector<TextRange>& touched) {
  std::size_t end = field_end;
  for (const TextRange& range : touched)
    for (const std::size_t edge : {range.begin, range.end})
      if (edge > begin) end = std::min(end, edge);
  return end;
}

void add_stretch(std::string_view text, std::string_view role, bool marked,
                 Drawing& drawing) {
  const auto add = [&](std::string_view part) {
    drawing.spans.push_back({escaped(part), std::string(role), marked});
  };
  if (text.size() <= kLongestStretch) return add(text);
  add(text.substr(0, kKeptAtEachEnd));
  drawing.spans.push_back(
      {fmt::format(" … {} characters … ",
                   grouped(text.size() - 2 * kKeptAtEachEnd)),
       "gap", false});
  add(text.substr(text.size() - kKeptAtEachEnd));
}

}  // namespace

Drawing draw_sealed(const contract::Json& data,
                    const std::vector<TextRange>& touched) {
  if (!data.is_string()) {
    Drawing drawing{"sent, not a string", {}};
    add_stretch(contract::stringify(data), "text", true, drawing);
    return drawing;
  }
  const std::string& text = data.get_ref<const std::string&>();
  Drawing drawing{fmt::format("sent, {} characters", grouped(text.size())), {}};
  if (text.empty()) drawing.spans.push_back({"(nothing)", "gap", true});
  std::size_t begin = 0;
  for (const DrawnField& field : kFields) {
    const std::size_t field_end = std::min(field.end, text.size());
    while (begin < field_end) {
      const std::size_t end = stretch_end(begin, field_end, touched);
      add_stretch(std::string_view(text).substr(begin, end - begin), field.role,
                  is_touched(begin, touched), drawing);
      begin = end;
    }
  }
  return drawing;
}

}  // namespace chefs::conformance
