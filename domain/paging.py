"""Long lists go a page at a time."""

SIZE = 8
"""Things on one page; more is a wall on a phone."""
LAST = 100_000


def within(page: int) -> int:
    """A page number as it came from a button, within reason."""
    return min(max(page, 0), LAST)
