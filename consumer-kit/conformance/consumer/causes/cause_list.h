// How each cause is recognised: a pure function each, in the file that its
// heading names. What they are called and what they mean: likely_causes.cc.
#pragma once

#include <optional>

#include "consumer-kit/conformance/consumer/causes/failed_case.h"

namespace chefs::conformance::causes {

using Found = std::optional<Clue>;

// connecting.cc
Found speaks_plain_nats(const FailedCase& of);
Found distrusts_the_ca(const FailedCase& of);
Found trusts_any_certificate(const FailedCase& of);
Found signs_nothing(const FailedCase& of);
Found sends_a_secret_at_login(const FailedCase& of);
Found gives_no_name(const FailedCase& of);
Found connects_without_pause(const FailedCase& of);
Found uses_what_is_forbidden(const FailedCase& of);
Found never_connects(const FailedCase& of);
Found asks_for_nothing(const FailedCase& of);

// losing.cc
Found takes_a_close_for_the_end(const FailedCase& of);
Found ends_when_the_connection_is_lost(const FailedCase& of);
Found gives_up_reconnecting(const FailedCase& of);
Found uses_one_server(const FailedCase& of);
Found misses_a_dead_link(const FailedCase& of);
Found stays_away(const FailedCase& of);
Found reads_twice_after_a_reconnect(const FailedCase& of);
Found refuses_large_frames(const FailedCase& of);
Found answers_no_pings(const FailedCase& of);
Found answers_no_server_ping(const FailedCase& of);
Found gives_up_on_a_slow_link(const FailedCase& of);
Found hangs_up_at_an_event(const FailedCase& of);
Found hangs_up_when_idle(const FailedCase& of);
Found connects_for_each_batch(const FailedCase& of);

// ending.cc
Found ends_before_it_connects(const FailedCase& of);
Found wants_the_greeting_whole(const FailedCase& of);
Found ends_when_it_cannot_connect(const FailedCase& of);
Found ends_after_some_bad_events(const FailedCase& of);
Found ends_at_an_event(const FailedCase& of);
Found ends_when_an_answer_is_late(const FailedCase& of);
Found ends_when_it_is_refused(const FailedCase& of);
Found ends_at_a_gap(const FailedCase& of);
Found ends_by_itself(const FailedCase& of);
Found ignores_sigterm(const FailedCase& of);
Found fails_on_sigterm(const FailedCase& of);
Found prints_the_seed(const FailedCase& of);
Found prints_a_key(const FailedCase& of);
Found prints_plaintext(const FailedCase& of);
Found puts_a_secret_into_arguments(const FailedCase& of);

// durable.cc
Found makes_no_durable(const FailedCase& of);
Found makes_a_new_durable_each_start(const FailedCase& of);
Found makes_a_second_durable(const FailedCase& of);
Found names_its_durable_itself(const FailedCase& of);
Found has_events_pushed(const FailedCase& of);
Found needs_no_acknowledgement(const FailedCase& of);
Found acknowledges_all_before(const FailedCase& of);
Found deletes_its_durable(const FailedCase& of);
Found begins_with_what_is_new(const FailedCase& of);
Found ignores_the_start(const FailedCase& of);
Found starts_elsewhere(const FailedCase& of);
Found keeps_old_filters(const FailedCase& of);
Found uses_some_filters(const FailedCase& of);
Found filters_by_itself(const FailedCase& of);
Found asks_without_filter(const FailedCase& of);
Found asks_with_another_filter(const FailedCase& of);
Found filters_unasked(const FailedCase& of);
Found waits_unfittingly(const FailedCase& of);
Found stops_trying(const FailedCase& of);
Found is_forgotten_when_away(const FailedCase& of);
Found has_headers_only(const FailedCase& of);
Found replays_at_the_old_pace(const FailedCase& of);
Found keeps_its_place_in_memory(const FailedCase& of);
Found stays_without_durable(const FailedCase& of);

// source.cc
Found goes_by_another_source(const FailedCase& of);
Found downloads_before_it_looks(const FailedCase& of);
Found takes_a_beginning_for_its_source(const FailedCase& of);
Found folds_case_of_the_source(const FailedCase& of);
Found takes_no_source_for_its_own(const FailedCase& of);
Found heeds_the_source_of_public_events_only(const FailedCase& of);
Found heeds_no_source(const FailedCase& of);

// opening.cc
Found never_decrypts(const FailedCase& of);
Found ignores_the_tag(const FailedCase& of);
Found changes_the_plaintext(const FailedCase& of);
Found keeps_old_keys(const FailedCase& of);
Found uses_keys_of_forms_only(const FailedCase& of);
Found tries_one_key_only(const FailedCase& of);
Found uses_one_key_for_all(const FailedCase& of);
Found decrypts_submissions_only(const FailedCase& of);
Found keeps_a_derived_key(const FailedCase& of);
Found cannot_decrypt(const FailedCase& of);

// reporting.cc
Found decrypts_error_events(const FailedCase& of);
Found passes_over_what_was_too_large(const FailedCase& of);
Found passes_over_what_was_deleted(const FailedCase& of);
Found passes_over_what_was_a_draft(const FailedCase& of);
Found works_on_the_last_only(const FailedCase& of);
Found takes_a_moment_once(const FailedCase& of);
Found takes_a_form_once(const FailedCase& of);
Found takes_a_submission_once(const FailedCase& of);
Found passes_over_events(const FailedCase& of);
Found takes_events_for_invalid(const FailedCase& of);
Found tells_no_draft(const FailedCase& of);
Found reports_no_id(const FailedCase& of);
Found tells_no_gap(const FailedCase& of);
Found tells_false_gaps(const FailedCase& of);
Found reports_what_is_not_so(const FailedCase& of);

// downloading.cc
Found logs_in_at_the_api_wrongly(const FailedCase& of);
Found acks_before_the_download(const FailedCase& of);
Found downloads_for_ever(const FailedCase& of);
Found downloads_without_pause(const FailedCase& of);
Found downloads_again(const FailedCase& of);
Found downloads_whole_events(const FailedCase& of);
Found gives_up_on_a_busy_api(const FailedCase& of);
Found takes_half_an_answer(const FailedCase& of);
Found takes_any_answer(const FailedCase& of);
Found waits_for_the_api(const FailedCase& of);
Found downloads_without_an_id(const FailedCase& of);
Found never_downloads(const FailedCase& of);

// acknowledging.cc
Found acks_before_the_work(const FailedCase& of);
Found acks_unworked_when_stopped(const FailedCase& of);
Found drops_what_comes_again(const FailedCase& of);
Found drops_behind_a_bad_event(const FailedCase& of);
Found acks_without_work(const FailedCase& of);
Found works_twice(const FailedCase& of);
Found leaves_repeats_unacknowledged(const FailedCase& of);
Found gives_back_for_ever(const FailedCase& of);
Found gives_back(const FailedCase& of);
Found never_acknowledges(const FailedCase& of);
Found leaves_what_it_ignores(const FailedCase& of);
Found leaves_bad_events(const FailedCase& of);
Found forgets_the_last(const FailedCase& of);

// reading.cc
Found sorts_by_clock(const FailedCase& of);
Found works_side_by_side(const FailedCase& of);
Found waits_for_what_is_gone(const FailedCase& of);
Found reads_one_message_a_frame(const FailedCase& of);
Found drops_behind_a_foreign_event(const FailedCase& of);
Found stops_at_an_event(const FailedCase& of);
Found fetches_without_pause(const FailedCase& of);
Found fetches_one_at_a_time(const FailedCase& of);
Found fetches_seldom(const FailedCase& of);
Found drops_what_it_holds(const FailedCase& of);
Found works_slowly(const FailedCase& of);
Found stops_reading(const FailedCase& of);

}  // namespace chefs::conformance::causes
