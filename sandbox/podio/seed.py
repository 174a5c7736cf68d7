"""The invented leads: a YAML file of items, fields by external id, categories by their text."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml

from sandbox.podio.state import Item, PodioState, Version
from sandbox.podio.values import read_values

LEADS = Path(__file__).parent.parent / "leads.yaml"
AGE = timedelta(days=3)  # when the seeds were entered


def seed(podio: PodioState, path: Path = LEADS) -> None:
    """Put the leads of `path` into the Leads app under their own ids. Days are relative: a date
    field may say `+30` or `-12`, counted from the clock's day."""
    app, at = podio.apps[podio.leads_app], podio.clock.now() - AGE
    for row in yaml.safe_load(path.read_text("utf-8"))["leads"]:
        fields = {key: _dated(podio, value) for key, value in row["fields"].items()}
        values = read_values(app, fields, podio.title)
        item = Item(row["item_id"], podio.leads_app, [Version(0, values, at, seen_from=at)])
        podio.items[item.item_id] = item


def _dated(podio: PodioState, value: Any) -> Any:
    if isinstance(value, dict) and set(value) == {"day"}:
        return {"start": f"{podio.clock.now() + timedelta(days=value['day']):%Y-%m-%d}"}
    return value
