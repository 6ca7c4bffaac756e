"""The Bot API's own specification as data: checks that a recorded request holds against it."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

Json = dict[str, Any]

BESIDE = Path(__file__).resolve().parents[2] / "shared" / "botapi" / "api.json"
ABSENT = "the specification api.json is neither in ../shared/botapi nor named by TEHOSTAMO_BOTAPI"
SCALARS: dict[str, tuple[type, ...]] = {
    "Integer": (int,),
    "Float": (int, float),
    "String": (str,),
    "Boolean": (bool,),
    "True": (bool,),
}
LIMIT = re.compile(r"(\d+)-(\d+) (characters|bytes)")


def load_spec() -> Json | None:
    """The specification, or nothing where it is not at hand."""
    named = os.environ.get("TEHOSTAMO_BOTAPI")
    path = Path(named) if named else BESIDE
    if not path.exists():
        return None
    spec: Json = json.loads(path.read_text(encoding="utf-8"))
    spec["by_name"] = {name.lower(): entry for name, entry in spec["methods"].items()}
    return spec


def fields_of(spec: Json, method: str) -> dict[str, Json]:
    """A method's fields by name, without regard to the case of the method's."""
    return {field["name"]: field for field in spec["by_name"][method.lower()].get("fields", [])}


def check_call(spec: Json, call: Json) -> list[str]:
    """What is wrong with a recorded request (`method`, `params`, `files`); an empty list if all is well."""
    if call["method"].lower() not in spec["by_name"]:
        return [f"there is no method {call['method']}"]
    fields, params, files = fields_of(spec, call["method"]), call["params"], call.get("files", {})
    attached = {str(value).removeprefix("attach://") for value in strings(params) if value.startswith("attach://")}
    wrong = [f"unknown parameter {name}" for name in params if name not in fields]
    wrong += [f"unknown file {name}" for name in files if name not in fields and name not in attached]
    wrong += [
        f"missing parameter {name}"
        for name, field in fields.items()
        if field["required"] and name not in params and name not in files
    ]
    for name, value in params.items():
        if name in fields:
            wrong += check_value(spec, name, fields[name], value)
    return wrong


def check_value(spec: Json, path: str, field: Json, value: Any) -> list[str]:
    """What is wrong with the value of one field."""
    attempts = [check_type(spec, path, kind, value) for kind in field["types"]]
    wrong = min(attempts, key=len)
    limit = LIMIT.search(field.get("description", ""))
    if limit and isinstance(value, str) and "entities parsing" not in field["description"]:
        size = len(value.encode()) if limit[3] == "bytes" else len(value)
        if not int(limit[1]) <= size <= int(limit[2]):
            wrong = [*wrong, f"{path} has {size} {limit[3]}, not {limit[1]} to {limit[2]}"]
    return wrong


def check_type(spec: Json, path: str, kind: str, value: Any) -> list[str]:
    """What is wrong with a value that should be of one type."""
    if kind.startswith("Array of "):
        if not isinstance(value, list):
            return [f"{path} is no array"]
        inner = kind.removeprefix("Array of ")
        return [fault for n, item in enumerate(value) for fault in check_type(spec, f"{path}[{n}]", inner, item)]
    if kind == "InputFile":
        return [] if isinstance(value, str) else [f"{path} is no file"]
    if kind in SCALARS:
        fits = isinstance(value, SCALARS[kind]) and (kind in ("Boolean", "True") or not isinstance(value, bool))
        return [] if fits else [f"{path} is no {kind}: {value!r}"]
    return check_object(spec, path, kind, value)


def check_object(spec: Json, path: str, kind: str, value: Any) -> list[str]:
    """What is wrong with a value that should be an object of one type, or of one of its subtypes."""
    if not isinstance(value, dict):
        return [f"{path} is no {kind}"]
    entry = spec["types"].get(kind)
    if entry is None:
        return [f"{path}: the type {kind} is unknown"]
    if entry.get("subtypes"):
        attempts = [check_object(spec, path, subtype, value) for subtype in entry["subtypes"]]
        return min(attempts, key=len)
    fields = {field["name"]: field for field in entry.get("fields", [])}
    wrong = [f"{path} has an unknown field {name}" for name in value if name not in fields]
    wrong += [f"{path} lacks {n}" for n, field in fields.items() if is_needed(field) and n not in value]
    for name, inner in value.items():
        if name in fields:
            wrong += check_constant(f"{path}.{name}", fields[name], inner)
            wrong += check_value(spec, f"{path}.{name}", fields[name], inner)
    return wrong


def is_needed(field: Json) -> bool:
    return bool(field["required"]) and not field.get("description", "").startswith("Optional")


def check_constant(path: str, field: Json, value: Any) -> list[str]:
    """A discriminator has one value only."""
    found = re.search(r"must be (\w+)$|always [“\"](\w+)[”\"]", field.get("description", "").strip().rstrip("."))
    wanted = found and (found[1] or found[2])
    if wanted and field["name"] in ("type", "source", "status") and value != wanted:
        return [f"{path} is {value!r}, not {wanted!r}"]
    return []


def strings(value: Any) -> list[str]:
    """All strings somewhere in a value."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [found for item in value.values() for found in strings(item)]
    return [found for item in value for found in strings(item)] if isinstance(value, list) else []
