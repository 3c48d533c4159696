"""usage: nats_py.py URL NKEY-FILE COUNT

Reads with nats-py over WebSocket: pulls, parses and acknowledges COUNT events.
"""

import asyncio
import json
import os
import sys
import time

import nats


async def main():
    url, nkey_file, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    connection = await nats.connect(url, nkeys_seed=nkey_file)
    jetstream = connection.jetstream()
    name = f"bench-{os.getpid()}"
    await jetstream.add_consumer("CHEFS", durable_name=name, ack_policy="explicit")
    subscription = await jetstream.pull_subscribe_bind(name, "CHEFS")
    started = time.perf_counter()
    left = count
    while left > 0:
        messages = await subscription.fetch(min(left, 256), timeout=30)
        for message in messages:
            json.loads(message.data)
            await message.ack()
        left -= len(messages)
    await connection.flush()
    print(json.dumps({"count": count, "seconds": time.perf_counter() - started}))
    await jetstream.delete_consumer("CHEFS", name)
    await connection.close()


asyncio.run(main())
