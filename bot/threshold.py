"""What of a group chat comes over the threshold: commands that are for the bot, and what happens to the bot itself.

The bot never reads a group chat's other messages. As a rule Telegram keeps them back (privacy mode). Where it is off,
or the bot is an administrator, or somebody replies to a card, they come: they are dropped here, before anything is
stored. A command is stored bare, without what it replies to or quotes.
"""

import re
from collections.abc import Iterable
from typing import Any

Json = dict[str, Any]

COMMAND = re.compile(r"/([A-Za-z0-9_]+)(?:@(\w+))?(?:\s+(\S{1,64}))?")
OF_ITSELF = ("message_id", "date", "chat", "from", "sender_chat")  # of a message: nothing that anybody said
MOVES = ("migrate_to_chat_id", "migrate_from_chat_id")


class Threshold:
    """Knows the commands that are answered in group chats, and the bot's name."""

    def __init__(self, commands: Iterable[str], username: str) -> None:
        self._commands = frozenset(commands)
        self._username = username.lower()

    def over(self, update: Json) -> Json | None:
        """The update as it may be stored; None where nothing of it may."""
        message = update.get("message") or update.get("edited_message") or update.get("message_reaction")
        if message is None or message.get("chat", {}).get("type") in ("private", None):
            return update  # what has no chat cannot be read, and is set aside as such
        if "message" not in update:
            return None
        bare = {name: message[name] for name in OF_ITSELF if name in message}
        for name in MOVES:
            if name in message:
                return {"update_id": update["update_id"], "message": {**bare, name: message[name]}}
        found = COMMAND.match(message.get("text") or "")
        if found is None or found[1].lower() not in self._commands:
            return None
        if found[2] is not None and found[2].lower() != self._username:
            return None
        command = found[0].split()[0]
        payload = f" {found[3]}" if found[1].lower() == "start" and found[3] else ""  # what `startgroup` carries
        entity = {"type": "bot_command", "offset": 0, "length": len(command)}
        return {"update_id": update["update_id"], "message": {**bare, "text": command + payload, "entities": [entity]}}
