"""What came of a round: answers, the report, the end, the certificates."""

from frame.routing import Routes
from handlers.programme.results import answers, report

routes = Routes().join(answers.routes, report.routes)
