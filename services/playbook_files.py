"""Playbooks, their words and their scenarios as YAML files. PyYAML is imported when one is read."""

from collections.abc import Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from pydantic import ValidationError

from services.conversation.book import COMMON, Book, bind
from services.conversation.faults import BadPlaybook, Fault, faults_of
from services.conversation.trial import Sample

LANGUAGES = ("en", "es")
LONGEST_FILE = 400_000  # characters


def ours() -> Traversable:
    """The folder with `playbooks`, `texts` and `scenarios` that comes with us."""
    return resources.files("services.conversation")


def known(home: Traversable | None = None) -> tuple[str, ...]:
    """The ids of the playbooks in a folder."""
    files = ((home or ours()) / "playbooks").iterdir()
    return tuple(sorted(f.name.removesuffix(".yaml") for f in files if f.name.endswith(".yaml")))


@cache
def read(id: str) -> Book:
    """A playbook of ours with the words of every language. Raises BadPlaybook."""
    return read_from(ours(), id)


def read_from(home: Traversable, id: str) -> Book:
    """As `read`, from another folder; words that all playbooks say are ours where it has none.
    Raises BadPlaybook."""
    if id not in known(home):
        raise BadPlaybook(Fault(f"{id}.yaml", "", f"there is no such playbook; take {known(home)}"))
    flow = parsed(f"{id}.yaml", _text(home / "playbooks" / f"{id}.yaml"))
    words = [
        (name, parsed(name, _text(file)))
        for language in LANGUAGES
        for name, file in _words(home, language, id)
    ]
    return bind(flow, words)


def _words(home: Traversable, language: str, id: str) -> list[tuple[str, Traversable]]:
    common = f"texts/{language}/{COMMON}.yaml"
    own = f"texts/{language}/{id}.yaml"
    places = [(common, ours().joinpath(common)), (common, home.joinpath(common))]
    found = [(name, file) for name, file in (*places, (own, home.joinpath(own))) if file.is_file()]
    return found[1:] if len(found) > 1 and found[0][1] == found[1][1] else found


@cache
def sample(id: str) -> Sample:
    """The invented person and the scenarios of a playbook of ours. Raises BadPlaybook."""
    return sample_from(ours(), id)


def sample_from(home: Traversable, id: str) -> Sample:
    """Raises BadPlaybook."""
    file = f"scenarios/{id}.yaml"
    place = home.joinpath(file)
    if not place.is_file():
        raise BadPlaybook(Fault(file, "", "write this file: a sample, and a talk for each outcome"))
    return as_sample(file, _text(place))


def as_sample(file: str, text: str) -> Sample:
    """Raises BadPlaybook."""
    try:
        return Sample.model_validate(parsed(file, text))
    except ValidationError as error:
        raise BadPlaybook(*faults_of(file, error)) from None


def parsed(file: str, text: str) -> Mapping[str, Any]:
    """The one mapping that stands in `text`. Anchors, aliases, tags and double keys are refused,
    and only `true` and `false` are boolean. Raises BadPlaybook."""
    import yaml

    from services.yaml_strictly import Strictly

    if len(text) > LONGEST_FILE:
        raise BadPlaybook(Fault(file, "", f"keep it below {LONGEST_FILE:,} characters"))
    try:
        found = yaml.load(text, Loader=Strictly)  # noqa: S506 -- a SafeLoader that knows less
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise BadPlaybook(Fault(file, _place(error), _said(error))) from None
    if not isinstance(found, dict):
        raise BadPlaybook(Fault(file, "", "write one mapping: names with their values"))
    return found


def _place(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    return f"line {mark.line + 1}" if mark else ""


def _said(error: Exception) -> str:
    said = getattr(error, "problem", None) or getattr(error, "reason", None)
    return str(said or "this is not YAML, or nested too deep")


def _text(file: Traversable) -> str:
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise BadPlaybook(Fault(file.name, "", "this cannot be read as UTF-8 text")) from None
