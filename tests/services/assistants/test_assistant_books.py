"""Which playbook a talk is held by, also where its file was damaged."""

import pytest

from services.assistant_books import AssistantBooks
from services.conversation.faults import BadPlaybook, Fault
from services.domain.errors import NotFound
from services.playbook_files import read
from services.stores.books import BookRows


def damaged(id):
    raise BadPlaybook(Fault(f"{id}.yaml", "states", "this field is missing; write it"))


def test_a_talk_goes_on_by_its_own_version_where_the_file_is_damaged(house):
    rows = BookRows(house.main)
    begun = AssistantBooks(rows, read).of("real_estate", None)

    later = AssistantBooks(rows, damaged).of("real_estate", begun.sha256)

    assert later.sha256 == begun.sha256
    assert later.playbook == begun.playbook


def test_a_new_talk_tells_that_its_file_is_damaged(house):
    with pytest.raises(BadPlaybook):
        AssistantBooks(BookRows(house.main), damaged).of("real_estate", None)


def test_a_version_that_nobody_kept_is_not_found(house):
    with pytest.raises(NotFound):
        AssistantBooks(BookRows(house.main), read).of("real_estate", "0" * 64)
