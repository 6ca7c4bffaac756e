"""The catalogues' tool: `python -m frame.catalogues` brings them up to date with the code, `check` lists what is wrong.

English stands in the code. A catalogue is whole when every sentence has a translation with the same placeholders and
the same markup, and when it holds no sentence that the code has not.
"""

import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from frame.texts import CATALOGUES, LOCALES

ROOT = CATALOGUES.parent
ROOMS = ("bot", "handlers", "writers", "screens", "frame", "domain")
KEYWORDS: Any = {"_": None, "n_": (1, 2)}
MARKUP = re.compile(r"</?[a-z]+>")
PLACEHOLDER = re.compile(r"\{\w+\}")

Ids = str | tuple[str, str]


def extracted() -> dict[Ids, list[str]]:
    """Every sentence of the code, with the files that say it."""
    found: dict[Ids, list[str]] = {}
    for room in ROOMS:
        for file, _line, ids, _comments, _context in extract_from_dir(
            str(ROOT / room), [("**.py", "python")], keywords=KEYWORDS, comment_tags=()
        ):
            files = found.setdefault(ids if isinstance(ids, str) else (ids[0], ids[1]), [])
            name = f"{room}/{file}"
            if name not in files:
                files.append(name)
    return found


def file_of(code: str) -> Path:
    """Where the catalogue of that language is."""
    return CATALOGUES / code / "LC_MESSAGES" / "messages.po"


def read(code: str) -> Catalog:
    """The catalogue as it is; an empty one where there is none."""
    if not file_of(code).exists():
        return Catalog(locale=code)
    with file_of(code).open("rb") as source:
        return read_po(source, locale=code)


def update(code: str) -> None:
    """Add the sentences that are new in the code, take out those that are gone; translations stay."""
    known, fresh = read(code), Catalog(locale=code, fuzzy=False)
    for ids, files in sorted(extracted().items(), key=lambda entry: (entry[1][0], str(entry[0]))):
        message = known.get(ids if isinstance(ids, str) else ids[0])
        fresh.add(ids, message.string if message else None, locations=[(name, 0) for name in files])
    written = BytesIO()
    write_po(written, fresh, width=120, omit_header=True, include_lineno=False)
    header = f'msgid ""\nmsgstr ""\n"Language: {code}\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    header += '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
    file_of(code).parent.mkdir(parents=True, exist_ok=True)
    file_of(code).write_bytes(header.encode() + written.getvalue())


def faults(code: str) -> Iterator[str]:
    """What is wrong with the catalogue of that language, a line each."""
    wanted, known = extracted(), read(code)
    for ids in wanted:
        message = known.get(ids if isinstance(ids, str) else ids[0])
        forms: list[str] = []
        if message is not None and message.string:
            forms = [message.string] if isinstance(message.string, str) else list(message.string)
        if not forms or not all(forms):
            yield f"{code}: no translation: {ids!r}"
            continue
        if message is not None and message.fuzzy:
            yield f"{code}: marked as uncertain: {ids!r}"
        sources = [ids] if isinstance(ids, str) else list(ids)
        for form in forms:
            yield from (f"{code}: {fault}: {ids!r}" for fault in _broken(form, sources))
    for message in known:
        if message.id and message.id not in wanted:
            yield f"{code}: not in the code: {message.id!r}"


def _broken(form: str, sources: list[str]) -> Iterator[str]:
    wanted = {name for source in sources for name in PLACEHOLDER.findall(source)}
    needed = wanted - {"{count}"} if len(sources) > 1 else wanted  # "one person" need not say the figure
    said = set(PLACEHOLDER.findall(form))
    if not needed <= said <= wanted:
        yield "other placeholders"
    if sorted(MARKUP.findall(form)) not in [sorted(MARKUP.findall(source)) for source in sources]:
        yield "other markup"
    if "{" in PLACEHOLDER.sub("", form) or "}" in PLACEHOLDER.sub("", form):
        yield "a stray brace"


def main(asked: list[str]) -> int:
    """Update, or check: 1 if anything is wrong."""
    languages = [code for code in LOCALES if code != "en"]
    if asked == ["check"]:
        wrong = [fault for code in languages for fault in faults(code)]
        sys.stdout.writelines(f"{fault}\n" for fault in wrong)
        return 1 if wrong else 0
    for code in languages:
        update(code)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
