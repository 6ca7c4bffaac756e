"""What the Bot API refuses, in its own words, and which refusals are the caller's fault."""

from __future__ import annotations

from typing import Any

PREFIXES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    413: "Request Entity Too Large",
    429: "Too Many Requests",
    500: "Internal Server Error",
}

# The one rule of what counts as a breach: a refusal with 400, 401, 404 or 413 is one, unless a bot without a fault
# meets it too - because people delete messages, taps arrive twice, groups are upgraded and people take rights away.
A_PART_OF_LIFE = (
    "message is not modified",
    "query is too old",
    "message to edit not found",
    "message to delete not found",
    "message to be replied not found",
    "message to copy not found",
    "message to forward not found",
    "message to react not found",
    "message can't be deleted",
    "group chat was upgraded",
    "not enough rights to send",
    "message thread not found",
    "TOPIC_ID_INVALID",
    "the chat is not a forum",
)


class Refused(Exception):
    """A request that Telegram would refuse, with the code and the description of its answer."""

    def __init__(self, description: str, code: int = 400, **parameters: Any) -> None:
        self.code = code
        self.parameters = parameters
        prefix = PREFIXES[code]
        self.description = f"{prefix}: {description}" if description else prefix
        super().__init__(self.description)

    @property
    def breach(self) -> bool:
        """Whether the caller could have known better."""
        if self.code not in (400, 401, 404, 413):
            return False
        return not any(phrase in self.description for phrase in A_PART_OF_LIFE)

    def answer(self) -> dict[str, Any]:
        """The body of the answer."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body
