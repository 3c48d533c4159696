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
    out_.groups = read_groups(
        folder_, [&](const JsonPlace& place, const std::string& group) {
          ConsumerCase read = read_consumer_case(place);
          read.info = infos_.read(place, group);
          out_.cases.push_back(std::move(read));
        });
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

  std::filesystem::path folder_;
  ConsumerCatalogue out_;
  CaseInfoReader infos_{"consumer.", "consumer", out_.flags, out_.mutants};
};

}  // namespace

ConsumerCatalogue load_consumer_catalogue(const std::filesystem::path& folder) {
  return ConsumerCatalogueReader(folder).read();
}

}  // namespace chefs::conformance
