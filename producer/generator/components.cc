#include "producer/generator/components.h"

#include <fmt/format.h>

#include <string>

#include "contract/json_members.h"
#include "producer/generator/component_words.h"

namespace chefs::producer {
namespace {

using contract::append_member;
using contract::Json;
using contract::RandomSource;

Json base_component(std::string_view type, std::string_view key,
                    std::string_view label) {
  return Json{{"key", key}, {"type", type}, {"input", true}, {"label", label}};
}

Json label_values(std::span<const std::string_view> options) {
  Json values = Json::array();
  for (std::string_view option : options) {
    values.push_back({{"label", option}, {"value", option_value(option)}});
  }
  return values;
}

Json text_component(std::string_view key, RandomSource& random) {
  Json component =
      base_component("simpletextfield", key, pick(kTextLabels, random));
  component["validate"] = {{"required", true}, {"maxLength", 255}};
  return component;
}

Json text_area_component(std::string_view key, RandomSource& random) {
  Json component =
      base_component("simpletextarea", key, pick(kTextAreaLabels, random));
  component["rows"] = 3;
  component["validate"] = {{"required", false}};
  return component;
}

Json number_component(std::string_view key, RandomSource& random) {
  Json component =
      base_component("simplenumber", key, pick(kNumberLabels, random));
  component["decimalLimit"] = random.below(3);
  component["validate"] = {{"max", 100'000}, {"min", 0}, {"required", true}};
  return component;
}

Json email_component(std::string_view key) {
  Json component = base_component("simpleemail", key, "Email");
  component["validate"] = {{"required", true}};
  return component;
}

Json select_component(std::string_view key, RandomSource& random) {
  const Choice& choice = pick(kChoices, random);
  Json component = base_component("simpleselect", key, choice.label);
  component["widget"] = "choicesjs";
  component["data"] = {{"values", label_values(choice.options)}};
  return component;
}

Json radio_component(std::string_view key, RandomSource& random) {
  const Choice& choice = pick(kChoices, random);
  Json component = base_component("simpleradios", key, choice.label);
  component["values"] = label_values(choice.options);
  return component;
}

Json date_component(std::string_view key, RandomSource& random) {
  Json component =
      base_component("simpledatetime", key, pick(kDateLabels, random));
  component["format"] = "yyyy-MM-dd";
  component["enableTime"] = false;
  return component;
}

Json file_component(std::string_view key) {
  Json component = base_component("simplefile", key, "Supporting documents");
  component["storage"] = "chefs";
  component["multiple"] = true;
  component["fileMaxSize"] = "25MB";
  return component;
}

Json grid_component(std::string_view key, RandomSource& random) {
  Json component = base_component("datagrid", key, pick(kGridLabels, random));
  component["components"] = {text_component("item", random),
                             number_component("quantity", random)};
  return component;
}

Json panel_component(std::string_view key) {
  Json component = base_component("simplepanel", key, "Details");
  component["title"] = "Details";
  component["input"] = false;
  component["components"] = Json::array();
  return component;
}

Json answer_text(RandomSource& random) {
  const TextSamples& samples = pick_samples(random);
  return random.below(2) == 0 ? pick(samples.names, random)
                              : pick(samples.places, random);
}

Json answer_text_area(RandomSource& random) {
  return pick(pick_samples(random).sentences, random);
}

// JavaScript knows one kind of number; 12.50 arrives as 12.5.
Json answer_number(const Json& component, RandomSource& random) {
  const auto decimals = component.at("decimalLimit").get<int>();
  const double whole = static_cast<double>(random.below(100'000));
  if (decimals == 0) return whole;
  if (decimals == 1) return whole + static_cast<double>(random.below(10)) / 10;
  return whole + static_cast<double>(random.below(100)) / 100;
}

Json answer_email(RandomSource& random) {
  return fmt::format("applicant.{}@example.ca", random.below(100'000));
}

Json answer_choice(const Json& values, RandomSource& random) {
  return values.at(random.below(values.size())).at("value");
}

Json answer_date(RandomSource& random) {
  return fmt::format("20{:02}-{:02}-{:02}T00:00:00-08:00", random.below(40),
                     1 + random.below(12), 1 + random.below(28));
}

Json answer_file(RandomSource& random) {
  Json files = Json::array();
  for (std::uint64_t left = random.below(3); left > 0; --left) {
    const std::string id = random.uuid();
    Json file = Json::object();
    append_member(file, "url", "/app/api/v1/files/" + id);
    append_member(file, "data", Json{{"id", id}});
    append_member(file, "size", 1 + random.below(26'214'400));
    append_member(file, "storage", "chefs");
    append_member(file, "originalName", pick(kFileNames, random));
    files.push_back(std::move(file));
  }
  return files;
}

Json answer_grid(const Json& component, RandomSource& random) {
  Json rows = Json::array();
  for (std::uint64_t left = 1 + random.below(4); left > 0; --left) {
    Json row = Json::object();
    answer_components(component.at("components"), random, row);
    rows.push_back(std::move(row));
  }
  return rows;
}

Json answer_of(const Json& component, RandomSource& random) {
  const auto& type = component.at("type").get_ref<const std::string&>();
  if (type == "simpletextfield") return answer_text(random);
  if (type == "simpletextarea") return answer_text_area(random);
  if (type == "simplenumber") return answer_number(component, random);
  if (type == "simpleemail") return answer_email(random);
  if (type == "simpleselect") {
    return answer_choice(component.at("data").at("values"), random);
  }
  if (type == "simpleradios") {
    return answer_choice(component.at("values"), random);
  }
  if (type == "simplecheckbox") return random.below(2) == 0;
  if (type == "simpledatetime") return answer_date(random);
  if (type == "simplefile") return answer_file(random);
  if (type == "datagrid") return answer_grid(component, random);
  return true;  // the submit button, pressed
}

}  // namespace

Json make_component(ComponentKind kind, std::string_view key,
                    RandomSource& random) {
  switch (kind) {
    case ComponentKind::kText:
      return text_component(key, random);
    case ComponentKind::kTextArea:
      return text_area_component(key, random);
    case ComponentKind::kNumber:
      return number_component(key, random);
    case ComponentKind::kEmail:
      return email_component(key);
    case ComponentKind::kSelect:
      return select_component(key, random);
    case ComponentKind::kRadio:
      return radio_component(key, random);
    case ComponentKind::kCheckbox:
      return base_component("simplecheckbox", key,
                            pick(kCheckboxLabels, random));
    case ComponentKind::kDate:
      return date_component(key, random);
    case ComponentKind::kFile:
      return file_component(key);
    case ComponentKind::kDataGrid:
      return grid_component(key, random);
    case ComponentKind::kPanel:
      return panel_component(key);
  }
  return {};
}

Json make_submit_button() {
  Json button = base_component("simplebtnsubmit", "submit", "Submit");
  button["disableOnInvalid"] = true;
  return button;
}

void answer_components(const Json& components, RandomSource& random,
                       Json& data) {
  for (const Json& component : components) {
    if (component.at("type").get_ref<const std::string&>() == "simplepanel") {
      answer_components(component.at("components"), random, data);
      continue;
    }
    data[component.at("key").get_ref<const std::string&>()] =
        answer_of(component, random);
  }
}

}  // namespace chefs::producer
