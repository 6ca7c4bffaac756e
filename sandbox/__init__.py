"""A small Telegram of our own: the Bot API over HTTP on loopback, and a page where people chat with the bot."""
