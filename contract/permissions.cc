#include "contract/permissions.h"

#include <array>

namespace chefs::contract {
namespace {

using namespace std::string_view_literals;

constexpr std::array kConsumerPublish = {
    "SANDBOX.*"sv,
    "$JS.API.INFO"sv,
    "$JS.API.CONSUMER.CREATE.CHEFS"sv,
    "$JS.API.CONSUMER.LIST.CHEFS"sv,
    "$JS.API.CONSUMER.NAMES.CHEFS"sv,
    "$JS.API.CONSUMER.CREATE.CHEFS.>"sv,
    "$JS.API.CONSUMER.DURABLE.CREATE.CHEFS.>"sv,
    "$JS.API.CONSUMER.DELETE.CHEFS.>"sv,
    "$JS.API.CONSUMER.INFO.CHEFS.>"sv,
    "$JS.API.CONSUMER.MSG.NEXT.CHEFS.>"sv,
    "$JS.API.CONSUMER.MSG.NEXT.CHEFS.NEW"sv,
    "$JS.API.STREAM.MSG.GET.CHEFS"sv,
    "$JS.API.STREAM.INFO.CHEFS"sv,
    "$JS.API.STREAM.LIST"sv,
    "$JS.API.STREAM.NAMES"sv,
    "$JS.ACK.CHEFS"sv,
    "$JS.ACK.CHEFS.>"sv,
};

constexpr std::array kConsumerSubscribe = {
    "PUBLIC.forms.>"sv,
    "PRIVATE.forms.>"sv,
    "_INBOX.>"sv,
};

constexpr std::array kProducerPublish = {
    "$JS.API.INFO"sv,
    "$JS.API.STREAM.CREATE.CHEFS"sv,
    "$JS.API.STREAM.UPDATE.CHEFS"sv,
    "$JS.API.STREAM.DELETE.CHEFS"sv,
    "$JS.API.STREAM.INFO.CHEFS"sv,
    "$JS.API.STREAM.PURGE.CHEFS"sv,
    "$JS.API.STREAM.MSG.DELETE.CHEFS"sv,
    "$JS.API.STREAM.MSG.GET.CHEFS"sv,
    "$JS.API.STREAM.SNAPSHOT.CHEFS"sv,
    "$JS.API.STREAM.RESTORE.CHEFS"sv,
    "$JS.API.STREAM.LIST"sv,
    "$JS.API.STREAM.NAMES"sv,
    "$JS.API.CONSUMER.CREATE.CHEFS"sv,
    "$JS.API.CONSUMER.LIST.CHEFS"sv,
    "$JS.API.CONSUMER.NAMES.CHEFS"sv,
    "$JS.API.CONSUMER.CREATE.CHEFS.>"sv,
    "$JS.API.CONSUMER.DURABLE.CREATE.CHEFS.>"sv,
    "$JS.API.CONSUMER.DELETE.CHEFS.>"sv,
    "$JS.API.CONSUMER.INFO.CHEFS.>"sv,
    "$JS.API.CONSUMER.MSG.NEXT.CHEFS.>"sv,
    "$JS.API.CONSUMER.MSG.NEXT.CHEFS.NEW"sv,
    "$JS.ACK.CHEFS.>"sv,
    "PUBLIC.forms.>"sv,
    "PRIVATE.forms.>"sv,
};

constexpr std::array kProducerSubscribe = {"_INBOX.>"sv};

}  // namespace

AccountPermissions consumer_permissions() {
  return {.publish = kConsumerPublish, .subscribe = kConsumerSubscribe};
}

AccountPermissions producer_permissions() {
  return {.publish = kProducerPublish, .subscribe = kProducerSubscribe};
}

}  // namespace chefs::contract
