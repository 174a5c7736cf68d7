import pytest
from assistant_house import AssistantHouse
from house import LEAD

from services.address_service.zip_table import ZipTable
from services.assistant_books import AssistantBooks
from services.assistant_records import AssistantRecords, House
from services.assistant_thinking import Thinker
from services.assistant_tools import AssistantTools
from services.assistant_turns import Turns
from services.playbook_files import read
from services.stores.books import BookRows
from services.stores.consents import Consents
from services.stores.patients import Patients
from services.stores.providers import Providers


@pytest.fixture
def house(databases):
    return AssistantHouse(databases)


@pytest.fixture
def turns_with(house):
    """The house's turns with the real engine and this model, or none."""

    def build(understanding):
        records = AssistantRecords(
            House("Prairie Home Buyers", "+13125550100", "+18005550100", "Mark Lee"),
            {LEAD.id: LEAD}, house.accounts, Patients(house.main, house.vault, str),
            Providers(house.main), Consents(house.main), house.clock,
        )  # fmt: skip
        tools = AssistantTools(
            house.slots, Providers(house.main), ZipTable(), records.account, house.clock
        )
        books = AssistantBooks(BookRows(house.main), read)
        thinker = Thinker(books, records.of, tools, model=understanding)
        old = house.turns
        return Turns(house.main, old.talks, old.trail, old.calls, thinker, old.doing)

    return build


@pytest.fixture
def turns(turns_with):
    """The house's turns, with the real engine in the place of the scripted one, and no model."""
    return turns_with(None)
