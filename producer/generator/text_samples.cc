#include "producer/generator/text_samples.h"

#include <array>

namespace chefs::producer {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::array kEnglishNames = {"Alice Carter"sv, "Jordan O'Neill"sv,
                                      "Priya Raman"sv, "Samuel Little Bear"sv,
                                      "Morgan \"Mo\" Reyes"sv};
constexpr std::array kEnglishPlaces = {"Victoria"sv, "Prince George"sv,
                                       "Kamloops"sv, "Fort St. John"sv};
constexpr std::array kEnglishSentences = {
    "The driveway floods every spring and the culvert is too small."sv,
    "We expect about 40 guests; music ends at 10 p.m."sv,
    "Please call before 9:00 — the line is busy after that."sv,
    "First line\nsecond line\twith a tab and a back\\slash."sv,
    "Estimate: < $5,000 & > $3,000 (see \"quote 7\")."sv};

constexpr std::array kFrenchNames = {"Hélène Bélanger"sv, "François Lévesque"sv,
                                     "Zoé Côté-Noël"sv};
constexpr std::array kFrenchPlaces = {"Maillardville"sv, "Québec"sv,
                                      "Trois-Rivières"sv};
constexpr std::array kFrenchSentences = {
    "L'œuvre sera exposée à l'hôtel de ville dès le 1ᵉʳ août."sv,
    "Çà et là, la clôture est abîmée ; coût estimé : 1 200 €."sv};

constexpr std::array kVietnameseNames = {"Nguyễn Thị Hồng"sv,
                                         "Trần Quốc Bảo"sv};
constexpr std::array kVietnamesePlaces = {"Đà Lạt"sv, "Huế"sv};
constexpr std::array kVietnameseSentences = {
    "Cửa hàng mở cửa từ bảy giờ sáng đến chín giờ tối."sv};

constexpr std::array kCyrillicNames = {"Оксана Шевчук"sv, "Дмитрий Орлов"sv};
constexpr std::array kCyrillicPlaces = {"Київ"sv, "Новосибирск"sv};
constexpr std::array kCyrillicSentences = {
    "Прошу рассмотреть заявку до конца месяца."sv,
    "Їжа буде приготована на місці, щонайменше 40 порцій."sv};

// Written right to left.
constexpr std::array kArabicNames = {"ليلى حداد"sv, "يوسف الخطيب"sv};
constexpr std::array kArabicPlaces = {"بيروت"sv, "الدار البيضاء"sv};
constexpr std::array kArabicSentences = {
    "سيُقام الحفل في الحديقة العامة، والدخول مجاني."sv};

constexpr std::array kChineseNames = {"陳美玲"sv, "王建国"sv};
constexpr std::array kChinesePlaces = {"列治文"sv, "溫哥華"sv};
constexpr std::array kChineseSentences = {
    "店鋪每天上午十點開門，晚上八點關門。"sv,
    "请在收到申请后用电子邮件通知我们。"sv};

constexpr std::array kPunjabiNames = {"ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ"sv, "ਹਰਜੀਤ ਕੌਰ"sv};
constexpr std::array kPunjabiPlaces = {"ਸਰੀ"sv, "ਅੰਮ੍ਰਿਤਸਰ"sv};
constexpr std::array kPunjabiSentences = {"ਸਮਾਗਮ ਐਤਵਾਰ ਨੂੰ ਸਵੇਰੇ ਦਸ ਵਜੇ ਸ਼ੁਰੂ ਹੋਵੇਗਾ।"sv};

constexpr std::array kKoreanNames = {"김서연"sv, "박지훈"sv};
constexpr std::array kKoreanPlaces = {"버나비"sv, "부산"sv};
constexpr std::array kKoreanSentences = {"행사 당일 주차장이 필요합니다."sv};

// Cree syllabics.
constexpr std::array kCreeNames = {"ᒪᐢᑿ ᐃᐢᑵᐤ"sv, "ᒥᑭᓯᐤ"sv};
constexpr std::array kCreePlaces = {"ᐊᒥᐢᑿᒌᐚᐢᑲᐦᐃᑲᐣ"sv, "ᓂᐱᕀ"sv};
constexpr std::array kCreeSentences = {"ᑖᓂᓯ, ᑮᔭ ᒫᑲ?"sv, "ᓀᐦᐃᔭᐍᐏᐣ ᐁᑿ ᐊᑲᔮᓯᒧᐏᐣ"sv};

// Letters with combining marks, as in the languages of the coast.
constexpr std::array kSalishNames = {"Xwelíqwiya Sqwálewel"sv,
                                     "Q̓ʷəy̓ímən̓ t̓ᶿəχ̣ʷəl"sv};
constexpr std::array kSalishPlaces = {"xʷməθkʷəy̓əm"sv, "W̱SÁNEĆ"sv};
constexpr std::array kSalishSentences = {"hay ce:p q̓ə — ʔəy̓ kʷθə sχəy̓e:m̓"sv};

// Beyond the basic plane: two UTF-16 units each, joiners, flags, skin tones.
constexpr std::array kEmojiNames = {"Robin 🦉 Hale"sv, "𝓐𝓷𝓷𝓪 𝓛𝓮𝓮"sv};
constexpr std::array kEmojiPlaces = {"🏔️ Whistler"sv, "🌊 Tofino"sv};
constexpr std::array kEmojiSentences = {
    "All good 👍🏽 — see you there 👩‍👩‍👧‍👦 🇨🇦!"sv,
    "𠮷野家 is next door 🍜; line\u2028separator, nul-free \u0001 text."sv};

constexpr std::array<TextSamples, 11> kAll = {{
    {"English", kEnglishNames, kEnglishPlaces, kEnglishSentences},
    {"French", kFrenchNames, kFrenchPlaces, kFrenchSentences},
    {"Vietnamese", kVietnameseNames, kVietnamesePlaces, kVietnameseSentences},
    {"Cyrillic", kCyrillicNames, kCyrillicPlaces, kCyrillicSentences},
    {"Arabic", kArabicNames, kArabicPlaces, kArabicSentences},
    {"Chinese", kChineseNames, kChinesePlaces, kChineseSentences},
    {"Gurmukhi", kPunjabiNames, kPunjabiPlaces, kPunjabiSentences},
    {"Hangul", kKoreanNames, kKoreanPlaces, kKoreanSentences},
    {"Cree syllabics", kCreeNames, kCreePlaces, kCreeSentences},
    {"Salish", kSalishNames, kSalishPlaces, kSalishSentences},
    {"Emoji", kEmojiNames, kEmojiPlaces, kEmojiSentences},
}};

constexpr std::array kDesigners = {"ACARTER@idir"sv, "JONEILL@idir"sv,
                                   "PRAMAN@idir"sv, "HBELANGE@idir"sv};
constexpr std::array kUsers = {"public"sv, "MREYES@bceidbasic"sv,
                               "WESTCOAST.LTD@bceidbusiness"sv,
                               "SLITTLEB@idir"sv};

}  // namespace

std::span<const TextSamples> all_text_samples() { return kAll; }

const TextSamples& pick_samples(contract::RandomSource& random) {
  if (random.below(2) == 0) return kAll.front();
  return pick(all_text_samples(), random);
}

std::string pick_user_name(contract::RandomSource& random) {
  return std::string(pick(std::span<const std::string_view>(kUsers), random));
}

std::string pick_designer_name(contract::RandomSource& random) {
  return std::string(
      pick(std::span<const std::string_view>(kDesigners), random));
}

}  // namespace chefs::producer
