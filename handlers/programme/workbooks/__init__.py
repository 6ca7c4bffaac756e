"""The workbook: its pages, its questions, what others say of it."""

from frame.routing import Routes
from handlers.programme.workbooks import answering, files, indicators, measuring, pages, talk

ROUTES = Routes().join(pages.routes, answering.routes, files.routes, indicators.routes, measuring.routes, talk.routes)
"""Everything of this corner."""
