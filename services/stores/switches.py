"""`playbook_switches/<playbook>`: which assistants the organization lets call. One that nobody has
touched is on."""

from dataclasses import dataclass

from services.ports import Documents, Transaction

SWITCHES = "playbook_switches"


@dataclass(frozen=True)
class Switch:
    """`turned`: how often it has been turned, which numbers the changes. `at`: an instant as text,
    "" when nobody has touched it."""

    playbook: str
    on: bool = True
    turned: int = 0
    by: str = ""
    at: str = ""


@dataclass(frozen=True)
class Switches:
    documents: Documents

    def get(self, playbook: str) -> Switch:
        stored = self.documents.get(SWITCHES, playbook)
        return Switch(playbook, **stored.data) if stored else Switch(playbook)

    def put(self, switch: Switch) -> None:
        """Unless a later turn stands there already."""

        def write(tx: Transaction) -> None:
            stored = tx.get(SWITCHES, switch.playbook)
            if stored is None or stored.data["turned"] < switch.turned:
                data = {n: v for n, v in vars(switch).items() if n != "playbook"}
                tx.put(SWITCHES, switch.playbook, data)

        self.documents.transaction(write)
