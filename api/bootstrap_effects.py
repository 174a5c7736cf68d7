"""The composition root's part for what talks change outside: lists, places, promises, letters, the
closing of the call. Only the other parts import it; each part is built at its first use."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from api.bootstrap_calls import Ground
    from services.appointment_mail import MailDelivery
    from services.assistant_books import AssistantBooks
    from services.assistant_calls import AssistantCall, AssistantCalls
    from services.assistant_effects.doing import Effects
    from services.assistant_office import AssistantOffice
    from services.assistant_outcomes import OutcomeDelivery, Turns
    from services.assistant_summary import Summaries
    from services.call_book import CallBook
    from services.do_not_call import DoNotCall
    from services.domain.account import Account
    from services.mail_ports import Mail
    from services.promises import Promises
    from services.stores.conversations import Conversations
    from services.timelines import Timelines


def build(
    ground: Ground,
    calls: AssistantCalls,
    do_not_call: DoNotCall,
    account_of: Callable[[AssistantCall], Account | None],
) -> Effects:
    from services.assistant_effects.asking_for_a_person import AskForPerson
    from services.assistant_effects.booking import Book, Mail, RaiseAlert
    from services.assistant_effects.doing import Effects
    from services.assistant_effects.paying import KeepPromise
    from services.assistant_effects.stopping import RaiseFlag, Restrict, StopCalling
    from services.conversation.effect import EffectKind
    from services.stores.appointments import Appointments
    from services.stores.leads import KeptLeads
    from services.stores.letters import Letters
    from services.stores.promises import PromiseRows

    stop = StopCalling(KeptLeads(ground.leads), calls, do_not_call)
    kept = PromiseRows(ground.main, ground.vault)
    doers: dict[EffectKind, Any] = {
        EffectKind.DO_NOT_CALL: stop,
        EffectKind.WRONG_NUMBER: stop,
        EffectKind.RESTRICT: Restrict(ground.trail, stop),
        EffectKind.FLAG: RaiseFlag(ground.trail),
        EffectKind.PROMISE: KeepPromise(kept, account_of, ground.trail),
        EffectKind.BOOK: Book(Appointments(ground.main, ground.vault), ground.clock),
        EffectKind.MAIL: Mail(Letters(ground.main, ground.vault)),
        EffectKind.HAND_OVER: AskForPerson(),
        EffectKind.ALERT: RaiseAlert(),
    }
    return Effects(doers)


def promises(ground: Ground) -> Promises:
    from services.promises import Promises
    from services.stores.accounts import Accounts
    from services.stores.promises import PromiseRows

    rows = PromiseRows(ground.main, ground.vault)
    accounts = Accounts(ground.main, ground.vault)
    return Promises(rows, accounts, ground.trail, ground.clock)


def timelines(ground: Ground) -> Timelines:
    from services.stores.appointments import Appointments
    from services.stores.calls import Calls
    from services.stores.promises import PromiseRows
    from services.stores.slots import Slots
    from services.stores.wishes import Wishes
    from services.timelines import Timelines

    main = ground.main
    return Timelines(
        calls=Calls(main),
        promises=PromiseRows(main, ground.vault),
        appointments=Appointments(main, ground.vault),
        slots=Slots(main),
        wishes=Wishes(main),
    )


def summaries(books: AssistantBooks) -> Summaries:
    from services.assistant_summary import Summaries

    return Summaries(books)


def outcomes(
    ground: Ground,
    call_book: CallBook,
    turns: Turns,
    *,
    talks: Conversations,
    summaries: Callable[[], Summaries],
) -> OutcomeDelivery:
    from services.assistant_outcomes import OutcomeDelivery
    from services.stores.calls import Calls
    from services.stores.slots import Slots

    return OutcomeDelivery(
        calls=Calls(ground.main),
        call_book=call_book,
        trail=ground.trail,
        talks=talks,
        turns=turns,
        summaries=summaries,
        slot=Slots(ground.main).get,
    )


def office(ground: Ground) -> AssistantOffice:
    from services.assistant_office import AssistantOffice
    from services.stores.appointments import Appointments
    from services.stores.calls import Calls
    from services.stores.promises import PromiseRows
    from services.stores.slots import Slots

    main, vault = ground.main, ground.vault
    return AssistantOffice(
        calls=Calls(main),
        promises=PromiseRows(main, vault),
        appointments=Appointments(main, vault),
        slots=Slots(main),
        clock=ground.clock,
    )


def mail(ground: Ground) -> MailDelivery:
    from services.appointment_mail import MailDelivery, Sender
    from services.stores.letters import Letters
    from services.stores.providers import Providers
    from services.stores.slots import Slots

    settings = ground.settings
    return MailDelivery(
        letters=Letters(ground.main, ground.vault),
        slots=Slots(ground.main),
        providers=Providers(ground.main),
        sender=Sender(settings.company_name, settings.company_phone),
        mail=_server(ground),
        clock=ground.clock,
    )


def _server(ground: Ground) -> Mail | None:
    """None where no mail server is set."""
    settings, url = ground.settings, ground.settings.smtp_url.get_secret_value()
    if not url:
        return None
    from services.mail_service.smtp import SmtpMail, server_of

    return SmtpMail(server_of(url), settings.mail_from, settings.company_name)
