# Python 3.11: a task is cancelled by an exception where it waits.
import asyncio
import contextvars

user = contextvars.ContextVar("user")


async def find_price():
    try:
        await asyncio.sleep(3600)  # asks a shop
    except asyncio.CancelledError:
        print("cancelled, for", user.get())
        raise  # who swallows it goes on


async def main():
    user.set("ann")
    task = asyncio.create_task(find_price())  # with a copy of the values
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait([task])
    try:
        async with asyncio.timeout(0.01):
            await find_price()
    except TimeoutError:
        print("too late")


asyncio.run(main())
