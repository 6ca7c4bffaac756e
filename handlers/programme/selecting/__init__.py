"""Selecting the organisations of a round, and their places once they are told."""

from frame.routing import Routes
from handlers.programme.selecting import board, outcomes, reading
from screens.programme.selecting import refusals

routes = Routes().join(board.routes, reading.routes, outcomes.routes)

__all__ = ["refusals", "routes"]  # the refusals' sentences are known once they are imported
