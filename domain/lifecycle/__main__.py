"""`python -m domain.lifecycle`: write docs/lifecycles.md anew."""

from domain.lifecycle.diagrams import FILE, document

FILE.parent.mkdir(exist_ok=True)
FILE.write_text(document(), encoding="utf-8")
