"""Python anew, for work in a process of its own: as this process runs, whose bytecode is there."""

import sys

PYTHON = (
    sys.executable,
    *("-O",) * sys.flags.optimize,
    *("-P",) * sys.flags.safe_path,
    *(("-X", f"pycache_prefix={sys.pycache_prefix}") if sys.pycache_prefix else ()),
)
