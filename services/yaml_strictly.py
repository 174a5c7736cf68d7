"""YAML as data that a person wrote: no anchor, no tag, no key twice, `yes` is a word."""

import re
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node


class Strictly(yaml.SafeLoader):
    """Raises yaml.YAMLError for whatever could hide or repeat something."""

    def compose_node(self, parent: Node | None, index: int) -> Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]  # its types stop here
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            _refuse("write it out: anchors and aliases are not read", event.start_mark)
        if getattr(event, "tag", None):
            _refuse("leave the tag out: only plain values are read", event.start_mark)
        return super().compose_node(parent, index)

    def construct_mapping(self, node: MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for key, _ in node.value:
            if str(key.value) in seen:
                _refuse(f"{key.value!r} stands twice; keep one", key.start_mark)
            seen.add(str(key.value))
        return super().construct_mapping(node, deep=deep)


def _refuse(cure: str, mark: Any) -> None:
    raise yaml.constructor.ConstructorError(None, None, cure, mark)


Strictly.yaml_implicit_resolvers = {
    first: [(tag, shape) for tag, shape in resolvers if not tag.endswith((":bool", ":timestamp"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
BOOLEAN = re.compile(r"^(?:true|false)$")
Strictly.add_implicit_resolver("tag:yaml.org,2002:bool", BOOLEAN, list("tf"))
