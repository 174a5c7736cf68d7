"""What a model is asked of a turn that the rules do not settle."""

from services.conversation import guarding, voicemail
from services.conversation.asking import is_secret, offered, slot_of
from services.conversation.book import Book
from services.conversation.command import Cmd
from services.conversation.event import Event, EventKind
from services.conversation.hearing import settled
from services.conversation.predicate import mentions
from services.conversation.question import MOST_TURNS, Question, SlotAsked
from services.conversation.reading import by_rules
from services.conversation.record import Record
from services.conversation.slots import DOUBTED
from services.conversation.state import Mode, State
from services.conversation.step import Desk

ALWAYS = (
    Cmd.AFFIRM, Cmd.DENY, Cmd.FAQ, Cmd.HUMAN, Cmd.CALL_BACK, Cmd.OPT_OUT, Cmd.DISPUTE, Cmd.REFUSE,
    Cmd.NOT_INTERESTED, Cmd.WHO_IS_THIS, Cmd.NOT_ME, Cmd.DO_NOT_KNOW, Cmd.REPEAT, Cmd.WAIT,
    Cmd.GOODBYE, Cmd.UNCLEAR,
)  # fmt: skip
MODES = (Mode.ASK, Mode.CONFIRM)


def question(book: Book, record: Record, state: State, event: Event) -> Question | None:
    """None when nobody need be asked: the rules settle the turn, or it holds a secret."""
    desk = Desk(book, record, settled(state, event), event)
    if not _askable(desk) or any(one.confidence >= DOUBTED for one in by_rules(desk)):
        return None
    allowed = (*ALWAYS, *_setters(desk), *_wanted(desk))
    return Question(
        playbook=book.id,
        state=state.node,
        language=state.language,
        asked=state.tail[-1].text if state.tail else "",
        text=event.text,
        today=record.today,
        health=book.playbook.health,
        allowed=tuple(dict.fromkeys(allowed)),
        slots=_slots(desk),
        faqs=_faqs(desk),
        turns=state.tail[:-1][-MOST_TURNS:],
    )


def _askable(desk: Desk) -> bool:
    event, state = desk.event, desk.state
    if event.kind is not EventKind.SPEECH or not event.text.strip() or state.mode not in MODES:
        return False
    confidence = event.confidence
    if confidence is not None and confidence < desk.book.playbook.limits.confidence:
        return False
    if is_secret(desk) or state.tool or guarding.language_wanted(desk):
        return False
    return not guarding.found(desk) and voicemail.by_words(desk) is None


def _slots(desk: Desk) -> tuple[SlotAsked, ...]:
    """The asked slot, and those of its state that may be given ahead; never a secret one."""
    slot, name = slot_of(desk), desk.state.slot
    if slot is None or name is None:
        return ()
    slots = desk.book.playbook.slots
    also = [n for n in desk.node.collect if n != name and slots[n].ahead and not slots[n].secret]
    asked = SlotAsked(name, slot.kind.value, offered(desk))
    return (asked, *(SlotAsked(n, slots[n].kind.value) for n in also))


def _setters(desk: Desk) -> tuple[Cmd, ...]:
    return (Cmd.SET_SLOT, Cmd.CORRECT_SLOT, Cmd.CHOOSE) if _slots(desk) else ()


def _wanted(desk: Desk) -> tuple[Cmd, ...]:
    """What the playbook, or this state, knows to answer."""
    here = [Cmd(name) for branch in desk.node.next for name in mentions(branch.when, "said")]
    return (*desk.book.playbook.anywhere, *here)


def _faqs(desk: Desk) -> tuple[tuple[str, str], ...]:
    texts = desk.book.texts[desk.state.language]
    return tuple(
        (id, (texts[one.text].words or (id.replace("_", " "),))[0])
        for id, one in desk.book.playbook.faq.items()
        if one.open_to(desk.state.verified)
    )
