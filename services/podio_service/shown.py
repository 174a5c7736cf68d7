"""A field's values as text for people. HTML of rich text fields becomes plain text.

Shapes of `values`: developers.podio.com/doc/items.
"""

from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from typing import Any

DAY_S = 86400
_BREAKS = {"p", "br", "div", "li"}


def shown(kind: str, values: list[Any]) -> str:
    """`values` of a field of type `kind`, joined; "" for what cannot be read."""
    show = _SHOW.get(kind, _plain)
    texts = [show(value) for value in values if isinstance(value, Mapping)]
    return ", ".join(text for text in texts if text)


def plain_text(html: str) -> str:
    """Podio's rich text fields speak HTML and begin with a paragraph; others are as typed."""
    if not html.lstrip().startswith("<p"):
        return html.strip()
    reader = _Text()
    reader.feed(html)
    reader.close()
    return " ".join("".join(reader.parts).split())


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BREAKS:
            self.parts.append(" ")

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def _plain(value: Mapping[str, Any]) -> str:
    inner = value.get("value")
    return plain_text(inner) if isinstance(inner, str) else _scalar(inner)


def _scalar(inner: Any) -> str:
    return str(inner) if isinstance(inner, int) and not isinstance(inner, bool) else ""


def _number(value: Mapping[str, Any]) -> str:
    text = str(value.get("value", ""))
    return text.rstrip("0").rstrip(".") if "." in text else text


def _money(value: Mapping[str, Any]) -> str:
    amount = str(value.get("value", ""))
    try:
        cents = round(float(amount) * 100)
    except (ValueError, OverflowError):
        return ""
    currency = value.get("currency")
    return f"{'$' if currency == 'USD' else str(currency) + ' '}{cents // 100:,}" + _cents(cents)


def _cents(cents: int) -> str:
    return f".{cents % 100:02d}" if cents % 100 else ""


def _titled(key: str) -> Callable[[Mapping[str, Any]], str]:
    def show(value: Mapping[str, Any]) -> str:
        inner = value.get("value")
        return str(inner.get(key, "")) if isinstance(inner, Mapping) else ""

    return show


def _date(value: Mapping[str, Any]) -> str:
    return str(value.get("start_date") or value.get("start") or "")


def _place(value: Mapping[str, Any]) -> str:
    return str(value.get("formatted") or value.get("value") or "")


def _duration(value: Mapping[str, Any]) -> str:
    seconds = value.get("value")
    if not isinstance(seconds, int):
        return ""
    if seconds >= DAY_S:
        return f"{seconds // DAY_S} days"
    return f"{seconds // 60}:{seconds % 60:02d}"


_SHOW: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "number": _number,
    "calculation": _number,
    "progress": _number,
    "money": _money,
    "category": _titled("text"),
    "question": _titled("text"),
    "app": _titled("title"),
    "contact": _titled("name"),
    "date": _date,
    "location": _place,
    "duration": _duration,
}
