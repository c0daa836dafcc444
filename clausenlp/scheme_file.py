"""A table of labels of one's own: functions added to the shipped ones, or in their place; as TOML from a user, as JSON in a model."""

import json
import tomllib
from pathlib import Path
from typing import Any

from clausenlp.errors import SchemeError
from clausenlp.scheme import Scheme, default_scheme

SCHEME = "scheme.json"  # in the folder of a model with labels of its own
OTHER = "other"  # a clause without an act of the organ: every scheme has it
_KEYS = {"extends", "functions", "modifiers", "irregular"}
_ROW = {"force", "verbs", "fixed", "of"}
_REMEDY = "see docs/schemes.md"


def read_own_scheme(path: Path) -> Scheme:
    """Read a scheme file; SchemeError says what is wrong with it.

    ``[functions.NAME]`` has ``force``, ``verbs``, ``fixed``, and ``of``: the shipped functions that the label stands for, whose words lead
    to it and whose examples get it. With ``extends = true`` the shipped functions stay beside those of the file.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SchemeError(f"cannot be read ({error.strerror})", where=str(path), remedy="check the path") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SchemeError(f"not a TOML file in UTF-8 ({error})", where=str(path), remedy=_REMEDY) from error
    _check(data, str(path))
    return _scheme(data)


def _check(data: dict[str, Any], where: str) -> None:
    for key in data.keys() - _KEYS:
        raise SchemeError(f"unknown key {key!r}", where=where, remedy=f"use: {', '.join(sorted(_KEYS))}")
    functions = data.get("functions")
    if not isinstance(functions, dict) or not functions:
        raise SchemeError("no [functions.NAME] in it", where=where, remedy=_REMEDY)
    shipped = default_scheme().functions
    for name, row in functions.items():
        here = f"{where}, [functions.{name}]"
        if not isinstance(row, dict) or row.keys() - _ROW:
            raise SchemeError("not a table of force, verbs, fixed, of", where=here, remedy=_REMEDY)
        if not isinstance(row.get("force", ""), str):
            raise SchemeError("force is no text", where=here, remedy=_REMEDY)
        for key in ("verbs", "fixed", "of"):
            words = row.get(key, [])
            if not isinstance(words, list) or not all(isinstance(word, str) and word.strip() for word in words):
                raise SchemeError(f"{key} is no list of texts", where=here, remedy=_REMEDY)
        for word in row.get("of", ()):
            if word not in shipped:
                raise SchemeError(f"of: no shipped function {word!r}", where=here, remedy=f"use: {', '.join(shipped)}")


def _scheme(data: dict[str, Any]) -> Scheme:
    shipped, rows = default_scheme(), data["functions"]
    names = [*(shipped.functions if data.get("extends") else ()), *rows]
    aliases = {old: name for name, row in rows.items() for old in row.get("of", ())}
    if aliases and not data.get("extends"):
        aliases = {old: aliases.get(old, OTHER) for old in shipped.functions if old not in rows}

    def words(table: dict[str, tuple[str, ...]], key: str, name: str) -> tuple[str, ...]:
        row = rows.get(name, {})
        kept = table.get(name, ()) if data.get("extends") else ()
        return (*kept, *row.get(key, ()), *(word for old in row.get("of", ()) for word in table.get(old, ())))

    functions = tuple(dict.fromkeys([*(name for name in names if name not in aliases), OTHER]))
    return Scheme(
        functions=functions,
        forces={name: rows[name].get("force") if name in rows else shipped.forces.get(name) for name in functions},
        phrases={name: words(shipped.phrases, "verbs", name) for name in functions},
        fixed={name: words(shipped.fixed, "fixed", name) for name in functions},
        modifiers=shipped.modifiers | frozenset(data.get("modifiers", ())),
        irregular={**shipped.irregular, **{verb: tuple(forms) for verb, forms in data.get("irregular", {}).items()}},
        aliases=aliases,
    )


def scheme_to_json(scheme: Scheme) -> bytes:
    """A scheme as the file of a model; the same scheme gives the same bytes."""
    data = {
        "functions": scheme.functions,
        "forces": scheme.forces,
        "phrases": scheme.phrases,
        "fixed": scheme.fixed,
        "modifiers": sorted(scheme.modifiers),
        "irregular": scheme.irregular,
        "aliases": scheme.aliases,
    }
    return (json.dumps(data, ensure_ascii=False, sort_keys=True) + "\n").encode()


def scheme_from_json(content: bytes) -> Scheme:
    """The scheme of a model; ValueError, KeyError or TypeError where it is damaged."""
    data = json.loads(content)
    return Scheme(
        functions=tuple(data["functions"]),
        forces=dict(data["forces"]),
        phrases={name: tuple(words) for name, words in data["phrases"].items()},
        fixed={name: tuple(words) for name, words in data["fixed"].items()},
        modifiers=frozenset(data["modifiers"]),
        irregular={verb: tuple(forms) for verb, forms in data["irregular"].items()},
        aliases=dict(data["aliases"]),
    )
