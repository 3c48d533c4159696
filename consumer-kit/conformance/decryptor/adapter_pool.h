// Works through a list side by side: one thread and one adapter each. Adapters
// live as long as the pool, so that sessions last over several lists.
// Items are taken in order; who takes which is left to chance.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

#include "consumer-kit/conformance/decryptor/decryptor_adapter.h"

namespace chefs::conformance {

class AdapterPool {
 public:
  using MakeAdapter = std::function<std::unique_ptr<DecryptorAdapter>()>;
  using Work = std::function<void(DecryptorAdapter&, std::size_t item)>;

  AdapterPool(unsigned jobs, const MakeAdapter& make);

  // Calls `work` for each item in [0, items) and returns when all are done.
  // Rethrows the first exception of any, after the others have stopped.
  void work_through(std::size_t items, const Work& work);

  // Ends every adapter's processes, side by side; `harvest` is then called
  // with each adapter, on the calling thread.
  void finish(const std::function<void(DecryptorAdapter&)>& harvest);

 private:
  std::vector<std::unique_ptr<DecryptorAdapter>> adapters_;
};

}  // namespace chefs::conformance
