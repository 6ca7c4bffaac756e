"""What a process became, and what it was given; in JSON."""

import json
import os
import sys

import msgspec

from bot.process import given

if __name__ == "__main__":
    json.dump({"pid": os.getpid(), "lean": sys.flags.optimize, "given": msgspec.to_builtins(given())}, sys.stdout)
