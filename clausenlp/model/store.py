"""A model on disk: arrays without pickles and JSON, with a card, checked when it is read."""

import hashlib
import io
import json
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from clausenlp.errors import ModelError
from clausenlp.model.linear import Features, LinearModel, named, names
from clausenlp.scheme import Scheme, default_scheme
from clausenlp.scheme_file import SCHEME, scheme_from_json, scheme_to_json

FORMAT = 1
PARTS = ("acts", "sections")
_REMEDY = "reinstall clausenlp, or train again with `clausenlp train`"


@dataclass(slots=True)
class LabelModel:
    """The two trained classifiers (acts and sections) and the card that says what they are."""

    acts: LinearModel
    sections: LinearModel
    card: dict[str, Any]
    scheme: Scheme = field(default_factory=default_scheme)

    def files(self) -> dict[str, bytes]:
        """The model as files: name -> content; the same model gives the same bytes."""
        found: dict[str, bytes] = {}
        for part in PARTS:
            model: LinearModel = getattr(self, part)
            found[f"{part}.json"] = _json({"classes": model.classes, "features": model.features.names})
            found[f"{part}.coef.npy"] = _array(model.coef.astype(np.float16))
            found[f"{part}.intercept.npy"] = _array(model.intercept.astype(np.float32))
        if self.scheme is not default_scheme():
            found[SCHEME] = scheme_to_json(self.scheme)
        card = {**self.card, "format": FORMAT, "sha256": digest(found)}
        found["card.json"] = _json(card, indent=2)
        return found

    def to_bytes(self) -> bytes:
        """All files in one archive, for worker processes."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for name, content in self.files().items():
                archive.writestr(zipfile.ZipInfo(name), content)
        return buffer.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> "LabelModel":
        """The model that ``to_bytes`` wrote."""
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _read({name: archive.read(name) for name in archive.namelist()}, "model")


def review_threshold(card: dict[str, Any], max_error: float) -> float:
    """The score below which a clause should be looked at, so that at most ``max_error`` of the others are wrong.

    From the cross-validation in the card; between its error rates the stricter one holds. ModelError without one.
    """
    table = card.get("cross_validation", {}).get("review", [])
    fit = [row["threshold"] for row in table if row["max_error"] <= max_error]
    if not fit:
        stated = ", ".join(str(row["max_error"]) for row in table) or "none"
        raise ModelError(
            f"the model states no threshold for an error rate of {max_error}", remedy=f"it states: {stated}"
        )
    return float(min(fit))


def digest(files: dict[str, bytes]) -> str:
    """SHA-256 over names and contents of the data files of a model."""
    total = hashlib.sha256()
    for name in sorted(files):
        total.update(name.encode() + b"\0" + hashlib.sha256(files[name]).digest())
    return total.hexdigest()


def save_labels(model: LabelModel, folder: Path) -> None:
    """Write the files of a model into a folder, which is made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in model.files().items():
        beside = folder / f".{name}.part"
        beside.write_bytes(content)
        beside.replace(folder / name)


def load_labels(folder: Path) -> LabelModel:
    """Read a model; ModelError where a file is missing, changed or made by a newer release."""
    names = [f"{part}.{end}" for part in PARTS for end in ("json", "coef.npy", "intercept.npy")] + ["card.json"]
    files = {}
    for name in names:
        try:
            files[name] = (folder / name).read_bytes()
        except OSError as error:
            raise ModelError(f"no file {name} in the model", where=str(folder), remedy=_REMEDY) from error
    if (folder / SCHEME).is_file():
        files[SCHEME] = (folder / SCHEME).read_bytes()
    return _read(files, str(folder))


def _read(files: dict[str, bytes], where: str) -> LabelModel:
    try:
        card = json.loads(files["card.json"])
        made_for = int(card["format"])
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError("card.json is not the card of a clausenlp model", where=where, remedy=_REMEDY) from error
    if made_for > FORMAT:
        raise ModelError(
            f"the model has format {made_for}, this release reads up to {FORMAT}",
            where=where,
            remedy="upgrade clausenlp",
        )
    if digest({name: content for name, content in files.items() if name != "card.json"}) != card.get("sha256"):
        raise ModelError(
            "the model's files do not match its card: they are damaged or were changed", where=where, remedy=_REMEDY
        )
    try:
        scheme = scheme_from_json(files[SCHEME]) if SCHEME in files else default_scheme()
        model = LabelModel(_part(files, "acts"), _part(files, "sections"), card, scheme)
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(f"the model cannot be read ({error})", where=where, remedy=_REMEDY) from error
    _self_test(model, where)
    return model


def _part(files: dict[str, bytes], part: str) -> LinearModel:
    head = json.loads(files[f"{part}.json"])
    coef = np.load(io.BytesIO(files[f"{part}.coef.npy"]), allow_pickle=False)
    intercept = np.load(io.BytesIO(files[f"{part}.intercept.npy"]), allow_pickle=False)
    rows = 1 if len(head["classes"]) == 2 else len(head["classes"])
    if coef.shape != (rows, len(head["features"])) or intercept.shape != (rows,):
        raise ValueError(f"{part}: the arrays do not fit the names")
    return LinearModel(
        Features(tuple(head["features"])), tuple(head["classes"]), coef.astype(float), intercept.astype(float)
    )


def _self_test(model: LabelModel, where: str) -> None:
    """The card holds a few inputs with the probabilities that the trained model gave; this release must give the same."""
    for part in PARTS:
        for case in model.card.get("self_test", {}).get(part, ()):
            got = getattr(model, part).probabilities([[(named, *case["features"])]])[0]
            if not np.allclose(got, case["probabilities"], atol=2e-3):
                raise ModelError(
                    "the model does not give the values of its self-test on this machine",
                    where=where,
                    remedy="train again with `clausenlp train`",
                )


def self_test_cases(model: LinearModel, rows: list[list[tuple[str, ...]]]) -> list[dict[str, Any]]:
    """Cases for the card: features and the probabilities that the model gives for them."""
    return [
        {
            "features": [name for group in row for name in names(group)],
            "probabilities": [round(float(p), 5) for p in shares],
        }
        for row, shares in zip(rows, model.probabilities(rows), strict=True)
    ]


def _array(values: np.ndarray[Any, Any]) -> bytes:
    buffer = io.BytesIO()
    np.save(buffer, values, allow_pickle=False)
    return buffer.getvalue()


def _json(value: Any, indent: int | None = None) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=indent, sort_keys=indent is not None) + "\n").encode()
