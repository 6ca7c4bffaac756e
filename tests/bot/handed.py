"""What a process became, and what it was given; in JSON."""

import json
import os
import sys

import msgspec

from bot.process import given

if __name__ == "__main__":
    print(json.dumps({"pid": os.getpid(), "lean": sys.flags.optimize, "given": msgspec.to_builtins(given())}))  # noqa: T201
