"""Playbooks and their words as YAML files. PyYAML is imported when the first one is read."""

from collections.abc import Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from services.conversation.book import COMMON, Book, bind
from services.conversation.faults import BadPlaybook, Fault

HOME = "services.conversation"
LANGUAGES = ("en", "es")
LONGEST_FILE = 400_000  # characters


def known() -> tuple[str, ...]:
    """The ids of the playbooks that come with us."""
    files = (resources.files(HOME) / "playbooks").iterdir()
    return tuple(sorted(f.name.removesuffix(".yaml") for f in files if f.name.endswith(".yaml")))


@cache
def read(id: str) -> Book:
    """A playbook of ours with the words of every language. Raises BadPlaybook."""
    home = resources.files(HOME)
    if id not in known():
        raise BadPlaybook(Fault(f"{id}.yaml", "", f"there is no such playbook; take {known()}"))
    flow = parsed(f"{id}.yaml", _text(home / "playbooks" / f"{id}.yaml"))
    words = [
        (name, parsed(name, _text(home / "texts" / language / file)))
        for language in LANGUAGES
        for file in (f"{COMMON}.yaml", f"{id}.yaml")
        for name in [f"texts/{language}/{file}"]
        if (home / "texts" / language / file).is_file()
    ]
    return bind(flow, words)


def parsed(file: str, text: str) -> Mapping[str, Any]:
    """The one mapping that stands in `text`. Anchors, aliases, tags and double keys are refused,
    and only `true` and `false` are boolean. Raises BadPlaybook."""
    import yaml

    from services.yaml_strictly import Strictly

    if len(text) > LONGEST_FILE:
        raise BadPlaybook(Fault(file, "", f"keep it below {LONGEST_FILE:,} characters"))
    try:
        found = yaml.load(text, Loader=Strictly)  # noqa: S506 -- a SafeLoader that knows less
    except (yaml.YAMLError, RecursionError) as error:
        raise BadPlaybook(Fault(file, _place(error), _said(error))) from None
    if not isinstance(found, dict):
        raise BadPlaybook(Fault(file, "", "write one mapping: names with their values"))
    return found


def _place(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    return f"line {mark.line + 1}" if mark else ""


def _said(error: Exception) -> str:
    return str(getattr(error, "problem", None) or "this is not YAML, or nested too deep")


def _text(file: Traversable) -> str:
    return file.read_text("utf-8")
