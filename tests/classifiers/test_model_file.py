"""The model's files: loading is quick, trains nothing, and refuses what does not fit."""

import json
import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from classifiers import concepts
from classifiers.model import ABOUT, ARRAYS, FORMAT, Model, ModelError

PACKAGED = Path(str(files("classifiers").joinpath("model")))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (ABOUT, ARRAYS):
        shutil.copy(PACKAGED / name, tmp_path / name)
    return tmp_path


def change(folder: Path, edit: Callable[[dict[str, Any]], None]) -> None:
    about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
    edit(about)
    (folder / ABOUT).write_text(json.dumps(about), encoding="utf-8")


def test_the_packaged_model_belongs_to_the_packaged_lexicon() -> None:
    about = json.loads((PACKAGED / ABOUT).read_text(encoding="utf-8"))
    assert about["format"] == FORMAT
    assert about["lexicon"] == concepts.digest()


def test_what_is_packaged_of_models_stays_small() -> None:
    """Both models together, that of the extra included: every user downloads them."""
    assert sum(path.stat().st_size for path in PACKAGED.iterdir()) < 50_000_000


def test_saved_and_loaded_it_is_the_same_model(tmp_path: Path) -> None:
    model = Model.load()
    model.save(tmp_path / "new" / "model")
    back = Model.load(tmp_path / "new" / "model")
    assert back.version == model.version
    assert back.policy == model.policy
    assert sorted(path.name for path in (tmp_path / "new" / "model").iterdir()) == sorted([ABOUT, ARRAYS])


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (lambda about: about.update(format=FORMAT + 1), "format"),
        (lambda about: about.update(sklearn="0.24.2"), "scikit-learn"),
        (lambda about: about.update(lexicon="0" * 32), "lexicon"),
        (lambda about: about["incoming"]["labels"].append("alien"), "label set"),
        (lambda about: about["incoming"].update(signs=about["incoming"]["signs"] + "\nalien"), "do not fit"),
        (lambda about: about["incoming"].pop("settings"), "do not fit"),
        (lambda about: about["policy"].update(limit="low"), "do not fit"),
        (lambda about: about["policy"].update(limit=99.0), "do not belong together"),
        (lambda about: about.pop("digest"), "do not fit"),
        (lambda about: about.pop("arrays"), "do not fit"),
        (lambda about: about.pop("seal"), "do not belong together"),
        (lambda about: about.update(seal=""), "do not belong together"),
    ],
)
def test_a_description_that_does_not_fit_is_refused(folder: Path, edit: Callable[[dict[str, Any]], None], words: str) -> None:
    change(folder, edit)
    with pytest.raises(ModelError, match=words):
        Model.load(folder)


def test_a_torn_pair_is_refused(folder: Path) -> None:
    packed = bytearray((folder / ARRAYS).read_bytes())
    packed[len(packed) // 2] ^= 1
    (folder / ARRAYS).write_bytes(packed)
    with pytest.raises(ModelError, match="do not belong together"):
        Model.load(folder)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut off", pickle.dumps({"a": 1})])
def test_damaged_arrays_and_pickles_are_refused(folder: Path, content: bytes) -> None:
    (folder / ARRAYS).write_bytes(content)
    with pytest.raises(ModelError):
        Model.load(folder)


@pytest.mark.parametrize(
    "place",
    [
        {"kind": "|O"},
        {"kind": "<i8"},
        {"kind": 7},
        {"start": -1},
        {"start": 10**12},
        {"start": "x"},
        {"shape": [10**9, 10**9]},
        {"shape": [-1, 3]},
        {"shape": None},
    ],
    ids=str,
)
def test_places_that_are_none_are_refused(folder: Path, place: dict[str, Any]) -> None:
    change(folder, lambda about: about["arrays"]["incoming_first"].update(place))
    with pytest.raises(ModelError):
        Model.load(folder)


@pytest.mark.parametrize("name", [ABOUT, ARRAYS])
def test_a_missing_file_is_told(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(ModelError, match=name):
        Model.load(folder)


@pytest.mark.parametrize("content", ["", "{", "[]", "null", '{"format": 1}'])
def test_a_description_that_is_none(folder: Path, content: str) -> None:
    (folder / ABOUT).write_text(content, encoding="utf-8")
    with pytest.raises(ModelError):
        Model.load(folder)


def test_a_failed_save_leaves_the_old_model(folder: Path, tmp_path: Path) -> None:
    model = Model.load(folder)
    (tmp_path / "in the way").write_text("a file", encoding="utf-8")
    with pytest.raises(OSError, match=r"."):
        model.save(tmp_path / "in the way")
    assert Model.load(folder).version == model.version


def test_the_words_import_neither_sklearn_nor_numpy() -> None:
    code = (
        "import sys; import classifiers.labels, classifiers.sample, classifiers.reading, classifiers.rules;"
        "print(sorted({'sklearn', 'numpy', 'scipy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
