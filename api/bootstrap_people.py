"""The composition root's part for people: who signs in, and who may be called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from api.bootstrap_stores import Stores
    from config import Settings
    from services.dnc_imports import DncImports
    from services.dnc_lists import DncLists
    from services.do_not_call import DoNotCall
    from services.ports import Clock
    from services.sessions import Sessions
    from services.sign_in import SignIn
    from services.stores.leads import Leads
    from services.stores.number_index import NumberIndex
    from services.throttling import Throttling
    from services.users import Users


@dataclass(frozen=True)
class SignIns:
    users: Users
    sessions: Sessions
    sign_in: SignIn
    throttling: Throttling


@dataclass(frozen=True)
class Called:
    """Leads, the index of their numbers, and the lists of those who are not to be called."""

    leads: Leads
    numbers: NumberIndex
    do_not_call: DoNotCall
    dnc_lists: DncLists
    dnc_imports: Callable[[], DncImports]


def sign_ins(settings: Settings, stores: Stores, clock: Clock) -> SignIns:
    from services.crypto_service.hashing import login_key
    from services.crypto_service.passwords import Argon2Passwords
    from services.sessions import Sessions
    from services.sign_in import SignIn
    from services.stores.sessions import SessionStore
    from services.stores.users import UserStore
    from services.throttling import Throttling
    from services.users import Users

    index = partial(login_key, settings.number_index_key.get_secret_value().encode())
    passwords, kept = Argon2Passwords(), UserStore(stores.main)
    users = Users(kept, stores.vault, stores.trail, clock, passwords, index)
    sessions = Sessions(SessionStore(stores.main), kept, clock)
    throttling = Throttling(stores.main, clock, index)
    sign_in = SignIn(users, sessions, passwords, throttling, stores.trail)
    return SignIns(users, sessions, sign_in, throttling)


def called(settings: Settings, stores: Stores, clock: Clock) -> Called:
    from services.crypto_service.hashing import do_not_call_key, number_key
    from services.do_not_call import DoNotCall
    from services.lists.names import COMPANY
    from services.stores.dnc import CompanyList
    from services.stores.leads import Leads
    from services.stores.number_index import NumberIndex

    index = partial(number_key, settings.number_index_key.get_secret_value().encode())
    listed = partial(do_not_call_key, settings.do_not_call_key.get_secret_value().encode())
    numbers = NumberIndex(stores.main, index)
    company, lists = CompanyList(stores.main), _lists(settings, stores, clock)
    return Called(
        leads=Leads(stores.main, stores.vault, index),
        numbers=numbers,
        do_not_call=DoNotCall(
            entries=company,
            trail=stores.trail,
            clock=clock,
            hash_number=listed,
            number_key=index,
            index_number=numbers.note,
            imported=partial(lists.answer, COMPANY),
        ),
        dnc_lists=lists,
        dnc_imports=lambda: _imports(lists, stores, clock),
    )


def _lists(settings: Settings, stores: Stores, clock: Clock) -> DncLists:
    from services.bitmap_service.documents import BitmapDocuments
    from services.bitmap_service.files import BitmapFiles
    from services.dnc_lists import DncLists
    from services.stores.list_copies import ListCopies

    copies = ListCopies(stores.main)
    if settings.store == "firestore":
        return DncLists(copies, BitmapDocuments(stores.main), clock)
    folder = Path(settings.lists_dir or Path(settings.state_dir) / "lists")
    return DncLists(copies, BitmapFiles(folder), clock)


def _imports(lists: DncLists, stores: Stores, clock: Clock) -> DncImports:
    from services.dnc_imports import DncImports

    return DncImports(lists, stores.trail, clock)
