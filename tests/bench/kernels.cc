// Google Benchmarks of the kernels: key derivation, hex, JSON, sealing,
// rendering. Not a test of speed: scripts/bench sets them side by side.
#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "contract/cryptr.h"
#include "contract/event.h"
#include "contract/hex.h"
#include "contract/js_json.h"
#include "contract/key_batch.h"
#include "contract/random_source.h"
#include "producer/generator/form_factory.h"
#include "producer/generator/rows.h"

namespace chefs {
namespace {

constexpr std::size_t kNearLimitBytes = 480'000;
const std::string kPassword(64, 'a');

std::vector<std::byte> random_bytes(std::size_t count) {
  std::vector<std::byte> bytes(count);
  contract::SeededRandom(1).fill(bytes);
  return bytes;
}

void count_bytes(benchmark::State& state, std::size_t bytes) {
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) *
                          static_cast<std::int64_t>(bytes));
}

void one_key_with_openssl(benchmark::State& state) {
  const auto salt = random_bytes(contract::kSaltBytes);
  for (auto _ : state) {
    benchmark::DoNotOptimize(contract::derive_key(kPassword, salt));
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(one_key_with_openssl)->Unit(benchmark::kMillisecond);

// Argument: keys at a time.
void keys_in_lanes(benchmark::State& state) {
  const auto count = static_cast<std::size_t>(state.range(0));
  const auto salts = random_bytes(count * contract::kSaltBytes);
  std::vector<contract::KeyRequest> requests;
  for (std::size_t i = 0; i < count; ++i) {
    requests.push_back(
        {kPassword, std::span(salts).subspan(i * contract::kSaltBytes,
                                             contract::kSaltBytes)});
  }
  std::vector<contract::DerivedKey> keys(count);
  for (auto _ : state) contract::derive_keys(requests, keys);
  state.SetItemsProcessed(state.iterations() * state.range(0));
  state.SetLabel(std::string(contract::key_batch_target()));
}
BENCHMARK(keys_in_lanes)
    ->Arg(2)
    ->Arg(8)
    ->Arg(16)
    ->Unit(benchmark::kMillisecond);

void hex_of_bytes(benchmark::State& state) {
  const auto bytes = random_bytes(kNearLimitBytes);
  std::string text;
  for (auto _ : state) {
    text.clear();
    contract::append_hex(bytes, text);
    benchmark::DoNotOptimize(text.data());
  }
  count_bytes(state, bytes.size());
}
BENCHMARK(hex_of_bytes);

void bytes_of_hex(benchmark::State& state) {
  const std::string text = contract::to_hex(random_bytes(kNearLimitBytes));
  for (auto _ : state) benchmark::DoNotOptimize(contract::from_hex(text));
  count_bytes(state, kNearLimitBytes);
}
BENCHMARK(bytes_of_hex);

void seal_near_the_limit(benchmark::State& state) {
  const std::string plaintext(kNearLimitBytes, 'x');
  contract::DerivedKey key;
  for (auto _ : state) {
    benchmark::DoNotOptimize(contract::seal_with(plaintext, key, {}, {}));
  }
  count_bytes(state, plaintext.size());
}
BENCHMARK(seal_near_the_limit);

void open_near_the_limit(benchmark::State& state) {
  contract::DerivedKey key;
  const std::string sealed =
      contract::seal_with(std::string(kNearLimitBytes, 'x'), key, {}, {});
  for (auto _ : state) {
    benchmark::DoNotOptimize(contract::open_with(sealed, key));
  }
  count_bytes(state, kNearLimitBytes);
}
BENCHMARK(open_near_the_limit);

contract::EventMeta sample_meta() {
  contract::EventMeta meta;
  meta.source = "chefs-local";
  meta.event_class = "submission";
  meta.type = "created";
  meta.form_id = "7f100c4e-9423-489f-a9d9-28a570a28f3c";
  meta.form_version_id = meta.form_id;
  meta.submission_id = meta.form_id;
  meta.draft = false;
  return meta;
}

void render_public(benchmark::State& state) {
  const contract::EventMeta meta = sample_meta();
  for (auto _ : state) {
    benchmark::DoNotOptimize(contract::render_public_event(meta));
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(render_public);

void render_private_near_the_limit(benchmark::State& state) {
  const contract::EventMeta meta = sample_meta();
  const std::string sealed(2 * kNearLimitBytes, 'a');
  for (auto _ : state) {
    benchmark::DoNotOptimize(contract::render_private_event(meta, sealed));
  }
  count_bytes(state, sealed.size());
}
BENCHMARK(render_private_near_the_limit);

void generated_row(benchmark::State& state) {
  producer::SteppingClock clock(producer::kFixedEpoch,
                                std::chrono::milliseconds(1));
  producer::FormFactory factory(1, clock);
  const producer::Form form =
      factory.make_form({.name = "bench", .title = {}, .settings = {}});
  const producer::Submission submission = factory.create_submission(form);
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        contract::stringify(producer::submission_row(submission)));
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(generated_row);

}  // namespace
}  // namespace chefs

BENCHMARK_MAIN();
