"""`python -m domain.results`: write docs/figures.md anew."""

from domain.results.dictionary import FILE, document

FILE.write_text(document(), encoding="utf-8")
