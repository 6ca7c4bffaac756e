"""Makes a file of each kind that takes a process, to see that what they need is there: `python -m writers`."""

import sys

from writers import paint, sheets
from writers.shapes import Bars
from writers.tables import Table

if __name__ == "__main__":
    for form in ("png", "pdf"):
        drawn = paint.painted(Bars("Å", ("1",), (("ä", (1.0,)),), "ö"), paint.begun(form))
        sys.stdout.write(f"{form}: {len(drawn)} bytes\n")
    written = sheets.workbook([Table("Å", ("ä",), [(1,)])], sheets.begun())
    sys.stdout.write(f"xlsx: {len(written)} bytes\n")
