#include "consumer-kit/reference/connection_watch.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/environment_error.h"

namespace chefs::consumer {
namespace {

using base::AuthorizationError;
using base::ConnectionEventKind;
using base::EnvironmentError;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds kFirstWait{250};
constexpr milliseconds kLongestWait{5'000};

std::string in_seconds(milliseconds duration) {
  return std::to_string(
             std::chrono::ceil<std::chrono::seconds>(duration).count()) +
         " s";
}

std::string because(const std::string& why) {
  return why.empty() ? std::string() : ": " + why;
}

bool is_refusal(const std::string& text) {
  return text.find("ermissions Violation") != std::string::npos;
}

}  // namespace

std::unique_ptr<ServerLink> connect_patiently(ServerLinkOptions options,
                                              milliseconds patience,
                                              MessageQueue& queue,
                                              const OnNotice& on_notice,
                                              const std::stop_token& stop) {
  options.on_event = [&queue] { queue.wake(); };
  const auto give_up_at = steady_clock::now() + patience;
  for (auto wait = kFirstWait;; wait = std::min(2 * wait, kLongestWait)) {
    try {
      auto link = std::make_unique<ServerLink>(options);
      if (on_notice) {
        on_notice({NoticeKind::kConnected,
                   "connected to " + listed(options.servers)});
      }
      return link;
    } catch (const AuthorizationError&) {
      throw;
    } catch (const EnvironmentError& e) {
      const auto again_at = steady_clock::now() + wait;
      if (again_at > give_up_at || stop.stop_requested()) throw;
      const std::string text = e.what();
      if (on_notice) {
        on_notice({NoticeKind::kNotConnected, text + "; trying again"});
      }
      std::vector<base::MessageHandle> none;
      queue.wait(again_at, stop, none);
    }
  }
}

ConnectionWatch::ConnectionWatch(ServerLink& link, milliseconds patience,
                                 OnNotice on_notice)
    : link_(link), patience_(patience), on_notice_(std::move(on_notice)) {}

void ConnectionWatch::tell(NoticeKind kind, const std::string& text) const {
  if (on_notice_) on_notice_({kind, text});
}

ConnectionChange ConnectionWatch::next_change(TimePoint now) {
  while (const auto event = link_.take_event()) {
    switch (event->kind) {
      case ConnectionEventKind::kDisconnected:
        lost_at_ = now;
        tell(NoticeKind::kDisconnected,
             "the connection was lost" + because(event->text));
        return ConnectionChange::kLost;
      case ConnectionEventKind::kReconnected:
        lost_at_.reset();
        tell(NoticeKind::kReconnected, "the connection is back");
        return ConnectionChange::kRestored;
      case ConnectionEventKind::kClosed:
        throw EnvironmentError("the connection was ended for good" +
                               because(event->text));
      case ConnectionEventKind::kAsyncError:
        if (is_refusal(event->text)) {
          throw EnvironmentError(
              "this account may not do what a consumer does: " + event->text);
        }
        tell(NoticeKind::kServerError, "the server says: " + event->text);
    }
  }
  if (lost_at_ && now >= give_up_at()) {
    throw EnvironmentError("the connection was lost and did not come back in " +
                           in_seconds(patience_) + because(link_.last_error()));
  }
  return ConnectionChange::kNone;
}

}  // namespace chefs::consumer
