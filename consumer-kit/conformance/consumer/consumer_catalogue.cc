#include "consumer-kit/conformance/consumer/consumer_catalogue.h"

#include "base/environment_error.h"
#include "base/json_place.h"
#include "consumer-kit/conformance/consumer/causes/likely_causes.h"
#include "consumer-kit/conformance/consumer/consumer_case_reader.h"
#include "contract/json.h"

namespace chefs::conformance {
namespace {

using base::JsonFile;
using base::JsonPlace;

class ConsumerCatalogueReader {
 public:
  explicit ConsumerCatalogueReader(const std::filesystem::path& folder)
      : folder_(folder) {
    out_.flags = load_flags(folder / "flags.json");
    out_.mutants = load_mutants(folder / "mutants.json");
    require_causes();
  }

  ConsumerCatalogue read() {
    const JsonFile file = base::read_json_file(folder_ / "index.json");
    const JsonPlace root(file);
    root.allow_only({"groups"});
    for (const JsonPlace& group : root.at("groups").elements())
      read_group(group.words());
    require_killers(out_.mutants, infos_of(out_.cases),
                    folder_ / "mutants.json");
    return std::move(out_);
  }

 private:
  void require_causes() const {
    for (const Mutant& mutant : out_.mutants.mutants)
      if (find_cause(mutant.cause) == nullptr)
        throw base::EnvironmentError(
            "cannot use " + (folder_ / "mutants.json").string() +
            ": the mutant " + mutant.name + " has the cause \"" + mutant.cause +
            "\", which is none of causes/likely_causes.cc");
  }

  void read_group(const std::string& name) {
    const JsonFile file = base::read_json_file(folder_ / (name + ".json"));
    const JsonPlace root(file);
    root.allow_only({"group", "title", "cases"});
    if (root.at("group").words() != name)
      root.at("group").fail("the file's own name");
    out_.groups.push_back({name, root.at("title").words()});
    for (const JsonPlace& place : root.at("cases").elements()) {
      ConsumerCase read = read_consumer_case(place);
      read.info = infos_.read(place, name);
      out_.cases.push_back(std::move(read));
    }
  }

  std::filesystem::path folder_;
  ConsumerCatalogue out_;
  CaseInfoReader infos_{"consumer.", "consumer", out_.flags, out_.mutants};
};

}  // namespace

ConsumerCatalogue load_consumer_catalogue(const std::filesystem::path& folder) {
  return ConsumerCatalogueReader(folder).read();
}

}  // namespace chefs::conformance
