"""A right consumer of CHEFS events in Python, on the official client nats-py,
over WebSocket with an NKey.

Set up by the environment alone (docs/consumer-guide.md lists the names); prints
a JSON line for each message it has dealt with. Copy it with event.py and
cryptr.py. Ends on SIGTERM or SIGINT.
"""

import asyncio
import json
import os
import random
import signal
import ssl
import sys
import time
from datetime import datetime

import nats
from nats.js.api import AckPolicy, ConsumerConfig, ConsumerInfo, DeliverPolicy
from nats.js.errors import NotFoundError

from event import Done, TryLater, deal_with

STREAM = os.environ.get("STREAM_NAME") or "CHEFS"
DURABLE = os.environ.get("DURABLE_NAME") or "chefs-example-python"
FILTERS = [f for f in os.environ.get("FILTER_SUBJECTS", "").split(",") if f]

FIRST_WAIT_S = 0.25
LONGEST_WAIT_S = 15


def log(text: object) -> None:
    print(f"consumer: {text}", file=sys.stderr, flush=True)


def wanted_config() -> ConsumerConfig:
    """What the durable is made with, the first time. What is not acknowledged
    within ack_wait comes again: longer than the slowest event takes."""
    config = ConsumerConfig(
        durable_name=DURABLE,
        ack_policy=AckPolicy.EXPLICIT,
        ack_wait=int(os.environ.get("ACK_WAIT_MS") or 30_000) / 1000,
    )
    if len(FILTERS) == 1:
        config.filter_subject = FILTERS[0]
    elif FILTERS:
        config.filter_subjects = FILTERS
    if start := os.environ.get("START_SEQUENCE"):
        config.deliver_policy = DeliverPolicy.BY_START_SEQUENCE
        config.opt_start_seq = int(start)
    elif start := os.environ.get("START_TIME"):
        config.deliver_policy = DeliverPolicy.BY_START_TIME
        config.opt_start_time = datetime.fromisoformat(start.replace("Z", "+00:00"))
    return config


async def find_or_make_durable(js) -> ConsumerInfo:
    """A durable that exists is used as it is: the server knows how far we are.
    Asking about it before making it keeps a restart from changing it. But not if
    it was made with other filters: what we are to read now would never come."""
    try:
        config = (info := await js.consumer_info(STREAM, DURABLE)).config
        one = [config.filter_subject] if config.filter_subject else []
        if (has := config.filter_subjects or one) == FILTERS:
            return info
        raise RuntimeError(
            f"{DURABLE} has the filters {has}, not {FILTERS}: delete it, or take another name"
        )
    except NotFoundError:
        info = await js.add_consumer(STREAM, wanted_config())
    if len(FILTERS) > 1 and info.config.filter_subjects != FILTERS:
        # Before 2.10 a server passes over what it does not know.
        await js.delete_consumer(STREAM, DURABLE)
        raise RuntimeError("several filters take nats-server 2.10; this is older")
    return info


def tell_gap(first: int, last: int) -> None:
    """The stream discards its oldest when it is full; whoever comes too late
    sees only a sequence that jumps. Take the forms' state from the CHEFS API
    then."""
    if first <= last:
        gap = {"chefs": 1, "notice": "gap", "from": first, "to": last}
        print(json.dumps(gap), flush=True)


async def first_in_stream(js) -> int:
    return (await js.stream_info(STREAM)).state.first_seq


async def handle(message, done: Done) -> None:
    """One message, from work to acknowledgement."""
    seq, times = message.metadata.sequence.stream, message.metadata.num_delivered
    try:
        # In a thread: the loop has pings to answer meanwhile.
        await asyncio.to_thread(deal_with, seq, message.subject, message.data, done)
        await message.ack()  # after the work: what dies before comes again
    except Exception as error:
        log(f"message {seq}, attempt {times}: {error}")
        # A fault of ours that stays would bring it back for ever.
        if not isinstance(error, TryLater) and times >= 5:
            await message.term()
        else:
            await message.nak(delay=min(0.5 * 2 ** (times - 1), 60))


async def consume(connection, ended: asyncio.Event, stopping: asyncio.Event, done: Done):
    js = connection.jetstream()
    info = await find_or_make_durable(js)
    log(f"reading {STREAM} as {DURABLE}, {info.num_pending} waiting")
    begin = await first_in_stream(js)
    tell_gap(info.ack_floor.stream_seq + 1, begin - 1)
    last = max(info.delivered.stream_seq, begin - 1)

    subscription = await js.pull_subscribe_bind(consumer=DURABLE, stream=STREAM)
    while not stopping.is_set() and not ended.is_set():
        message = await next_message(subscription, ended, stopping)
        if message is None:
            # nats-py does not tell a durable that was deleted from one that has
            # nothing for us; asked about, the server does.
            if not stopping.is_set() and not ended.is_set():
                await js.consumer_info(STREAM, DURABLE)
            continue
        seq = message.metadata.sequence.stream
        if seq > last + 1:
            # With a filter, what lies between may just not have been for us.
            known = await first_in_stream(js) if FILTERS else seq
            tell_gap(last + 1, min(known, seq) - 1)
        last = max(last, seq)
        await handle(message, done)
    if stopping.is_set() and not ended.is_set():
        await subscription.unsubscribe()
        # Asked about, the server forgets the request that we leave behind,
        # instead of answering it with an event that nobody reads (2.9).
        await js.consumer_info(STREAM, DURABLE)


async def next_message(subscription, ended: asyncio.Event, stopping: asyncio.Event):
    """Waits at the server for one message, up to 30 s; None if none came. One,
    because fetch(n) of nats-py gives the first only when all n are there or the
    time is up. And so there never is a message that was taken and not begun."""
    fetch = asyncio.create_task(subscription.fetch(1, timeout=30, heartbeat=5))
    ends = [asyncio.create_task(event.wait()) for event in (ended, stopping)]
    await asyncio.wait([fetch, *ends], return_when=asyncio.FIRST_COMPLETED)
    for task in ends:
        task.cancel()
    if not fetch.done():
        fetch.cancel()
    try:
        return (await fetch)[0]
    except (asyncio.TimeoutError, asyncio.CancelledError):
        return None


async def run_once(stopping: asyncio.Event, done: Done, wait_s: float) -> None:
    """One connection, until it ends. The client could connect again by itself,
    but not with a wait that grows; and it would go to addresses that the
    cluster names, which behind a router lead nowhere."""
    ended = asyncio.Event()

    async def on_error(error: Exception) -> None:
        log(f"nats: {error or type(error).__name__}")

    async def on_closed() -> None:
        ended.set()

    ca_file = os.environ.get("CHEFS_CA_FILE")
    connection = await nats.connect(
        os.environ["SERVERS"].split(","),
        nkeys_seed_str=os.environ["NKEY_SEED"],
        name=DURABLE,
        tls=ssl.create_default_context(cafile=ca_file) if ca_file else None,
        allow_reconnect=False,
        max_reconnect_attempts=1,  # nats-py tries each server twice
        reconnect_time_wait=wait_s,
        connect_timeout=10,
        ping_interval=10,  # a link that is dead without a word is noticed
        max_outstanding_pings=2,
        error_cb=on_error,
        closed_cb=on_closed,
    )
    try:
        await consume(connection, ended, stopping, done)
        if not ended.is_set():
            await connection.flush()  # sends the last acknowledgements
    finally:
        await connection.close()


async def main() -> None:
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    done = Done(os.environ.get("DONE_FILE"))
    wait_s = FIRST_WAIT_S
    while not stopping.is_set():
        started = time.monotonic()
        try:
            await run_once(stopping, done, wait_s)
        except Exception as error:
            log(error or type(error).__name__)
        if time.monotonic() - started > LONGEST_WAIT_S:
            wait_s = FIRST_WAIT_S
        # Half of the wait is chance, so that a hundred consumers do not all
        # come back at once.
        pause = wait_s * (0.5 + random.random() / 2)
        try:
            await asyncio.wait_for(stopping.wait(), pause)
        except asyncio.TimeoutError:
            wait_s = min(2 * wait_s, LONGEST_WAIT_S)


for name in ("SERVERS", "NKEY_SEED"):
    if not os.environ.get(name):
        log(f"{name} is not set")
        sys.exit(2)
asyncio.run(main())
