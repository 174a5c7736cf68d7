"""`python -m tools.firestore_indexes` writes firestore.indexes.json from the declared queries."""

import json
from pathlib import Path

from services.db_service.firestore_indexes import index_file

FILE = Path(__file__).parents[1] / "firestore.indexes.json"


def text() -> str:
    return json.dumps(index_file(), indent=2) + "\n"


if __name__ == "__main__":
    FILE.write_text(text())
    print(f"{FILE.name} is written")
