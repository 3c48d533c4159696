// How each rule judges: one function a rule, pure, in the file that its group
// names. What each asks is in consumer_rules.h.
#pragma once

#include "consumer-kit/conformance/consumer/facts/case_facts.h"
#include "consumer-kit/conformance/consumer/facts/finding.h"
#include "consumer-kit/conformance/consumer/facts/rule_parameters.h"

namespace chefs::conformance::rules {

using Judge = Finding (*)(const CaseFacts&, const RuleParameters&);

// settling.cc
Finding acknowledged(const CaseFacts& facts, const RuleParameters& asked);
Finding not_held_up(const CaseFacts& facts, const RuleParameters& asked);
Finding settled(const CaseFacts& facts, const RuleParameters& asked);
Finding naks_at_most(const CaseFacts& facts, const RuleParameters& asked);
Finding lag_at_most(const CaseFacts& facts, const RuleParameters& asked);
Finding drained(const CaseFacts& facts, const RuleParameters& asked);

// deliveries.cc
Finding not_delivered(const CaseFacts& facts, const RuleParameters& asked);
Finding redelivered(const CaseFacts& facts, const RuleParameters& asked);
Finding deliveries_at_most(const CaseFacts& facts, const RuleParameters& asked);

// reports.cc
Finding reported_as(const CaseFacts& facts, const RuleParameters& asked);
Finding draft_told(const CaseFacts& facts, const RuleParameters& asked);
Finding id_told(const CaseFacts& facts, const RuleParameters& asked);
Finding gap_told(const CaseFacts& facts, const RuleParameters& asked);

// told_gaps.cc
Finding gap_not_told(const CaseFacts& facts, const RuleParameters& asked);

// order.cc
Finding reported_once(const CaseFacts& facts, const RuleParameters& asked);
Finding in_order(const CaseFacts& facts, const RuleParameters& asked);
Finding acked_after_report(const CaseFacts& facts, const RuleParameters& asked);
Finding acked_after_api(const CaseFacts& facts, const RuleParameters& asked);

// login.cc
Finding websocket(const CaseFacts& facts, const RuleParameters& asked);
Finding tls(const CaseFacts& facts, const RuleParameters& asked);
Finding nkey_login(const CaseFacts& facts, const RuleParameters& asked);
Finding no_secret_at_login(const CaseFacts& facts, const RuleParameters& asked);
Finding named(const CaseFacts& facts, const RuleParameters& asked);
Finding refuses_server(const CaseFacts& facts, const RuleParameters& asked);

// permissions.cc
Finding permitted_only(const CaseFacts& facts, const RuleParameters& asked);

// connections.cc
Finding connections_at_most(const CaseFacts& facts,
                            const RuleParameters& asked);
Finding backs_off(const CaseFacts& facts, const RuleParameters& asked);
Finding reconnects(const CaseFacts& facts, const RuleParameters& asked);
Finding same_subscriptions(const CaseFacts& facts, const RuleParameters& asked);
Finding answers_pings(const CaseFacts& facts, const RuleParameters& asked);
Finding requests_at_most(const CaseFacts& facts, const RuleParameters& asked);

// durables.cc
Finding durable_named(const CaseFacts& facts, const RuleParameters& asked);
Finding durable_pulls(const CaseFacts& facts, const RuleParameters& asked);
Finding durable_acks_explicitly(const CaseFacts& facts,
                                const RuleParameters& asked);
Finding one_durable(const CaseFacts& facts, const RuleParameters& asked);
Finding durable_kept(const CaseFacts& facts, const RuleParameters& asked);
Finding filters_as_asked(const CaseFacts& facts, const RuleParameters& asked);
Finding filters_followed(const CaseFacts& facts, const RuleParameters& asked);

// durable_settings.cc
Finding durable_ack_wait(const CaseFacts& facts, const RuleParameters& asked);
Finding durable_keeps_trying(const CaseFacts& facts,
                             const RuleParameters& asked);
Finding durable_outlasts_absence(const CaseFacts& facts,
                                 const RuleParameters& asked);
Finding durable_from_the_start(const CaseFacts& facts,
                               const RuleParameters& asked);
Finding durable_at_full_pace(const CaseFacts& facts,
                             const RuleParameters& asked);
Finding durable_whole_events(const CaseFacts& facts,
                             const RuleParameters& asked);
Finding durable_stored(const CaseFacts& facts, const RuleParameters& asked);

// program.cc
Finding stays_alive(const CaseFacts& facts, const RuleParameters& asked);
Finding ends_softly(const CaseFacts& facts, const RuleParameters& asked);
Finding goes_on_or_fails(const CaseFacts& facts, const RuleParameters& asked);
Finding exits_on_signal(const CaseFacts& facts, const RuleParameters& asked);
Finding exits_with_success(const CaseFacts& facts, const RuleParameters& asked);
Finding no_secrets(const CaseFacts& facts, const RuleParameters& asked);

// downloads.cc
Finding api_asked(const CaseFacts& facts, const RuleParameters& asked);
Finding api_not_asked(const CaseFacts& facts, const RuleParameters& asked);
Finding api_asked_at_most(const CaseFacts& facts, const RuleParameters& asked);

}  // namespace chefs::conformance::rules
