"""A stage for session tests: a reader, a client with money, and a clock that is moved by hand.

Times are seconds from the moment both are present (`t0`); both parties give signs of presence when told to.
"""

from __future__ import annotations

import secrets

from chalicelib.accounts.items import UserProfile
from chalicelib.core import table
from chalicelib.core.auth import Actor, Role
from chalicelib.core.ids import new_id
from chalicelib.core.table import Put, Update
from chalicelib.readers.items import ReaderCard, ReaderStatus
from chalicelib.readers.rules import Modality
from chalicelib.sessions import engine, service
from chalicelib.sessions.engine import Sight
from chalicelib.sessions.items import SessionItem
from chalicelib.sessions.rules import Party, State
from chalicelib.wallet import ledger
from chalicelib.wallet.items import TransferItem
from chalicelib.wallet.ledger import Posting
from chalicelib.wallet.rules import STRIPE_CLEARING, Kind, Transfer, earnings_of, wallet_of
from tests.conftest import START_MS
from tests.service.people import make_account

RATE_CENTS = 250
BOTH = (Party.CLIENT, Party.READER)


def make_reader(rate_cents: int = RATE_CENTS) -> str:
    """Store a verified reader who is online and offers every modality at one rate."""
    reader_id = new_id("usr", START_MS)
    make_reader_profile(reader_id, rate_cents)
    return reader_id


def make_reader_profile(reader_id: str, rate_cents: int = RATE_CENTS) -> None:
    """Make an account a verified reader who is online; the account, if there is one, gets the role."""
    profile = table.load(UserProfile, UserProfile.key(user_id=reader_id))
    if profile is not None:
        table.write(Update(profile, [UserProfile.role.set("reader")]))
    rates = {f"rate_{modality}_cents": rate_cents for modality in Modality}
    table.write(
        Put(
            ReaderStatus(
                *ReaderStatus.key(reader_id=reader_id), reader_id=reader_id, verified=True, online=True, **rates
            )
        )
    )
    card = ReaderCard(
        *ReaderCard.key(reader_id=reader_id),
        reader_id=reader_id,
        display_name="Luna",
        headline="Tarot",
        specialities=["tarot"],
        languages=["en"],
    )
    table.write(Put(card))
    table.write(Put(ledger.new_account(earnings_of(reader_id), reader_id)))


def make_client(balance_cents: int) -> str:
    """Store a client's account, and a wallet with money in it."""
    client_id = new_id("usr", START_MS)
    make_account(client_id)
    table.write(Put(ledger.new_account(wallet_of(client_id), client_id)))
    if balance_cents:
        top_up(client_id, balance_cents)
    return client_id


def store_account(account: str) -> None:
    """Store an account of the ledger at zero."""
    table.write(Put(ledger.new_account(account, account.split(":")[1])))


def top_up(client_id: str, amount_cents: int, at_ms: int = START_MS) -> None:
    """Put money into a wallet."""
    payment = f"pi_{secrets.token_hex(8)}"

    def decide() -> None:
        posting = Posting(ledger.load_account(wallet_of(client_id)))
        posting.transfer(
            Transfer(
                f"topup_{payment}",
                Kind.TOP_UP,
                STRIPE_CLEARING,
                wallet_of(client_id),
                amount_cents,
                at_ms,
                "top_up",
                payment,
            )
        )
        ledger.commit(posting)

    ledger.retrying(decide)


class Stage:
    """One session between one client and one reader."""

    def __init__(
        self, balance_cents: int = 100_000, rate_cents: int = RATE_CENTS, *, client: str = "", reader: str = ""
    ) -> None:
        self.reader_id = reader or make_reader(rate_cents)
        self.client_id = client or make_client(balance_cents)
        self.session_id = new_id("ses", START_MS)
        self.t0_ms = START_MS + 10_000

    def at(self, seconds: float) -> int:
        """The instant `seconds` after t0."""
        return self.t0_ms + round(seconds * 1_000)

    def actor(self, party: Party) -> Actor:
        """The account of one party."""
        user_id, role = (self.client_id, Role.CLIENT) if party is Party.CLIENT else (self.reader_id, Role.READER)
        return Actor(user_id=user_id, role=role, suspended=False, subject=user_id)

    def ring(self) -> Sight:
        """The client asks for the session."""
        client = service.Person(self.client_id, "Casey", None)
        return service.start(client, self.reader_id, Modality.VIDEO, session_id=self.session_id, now_ms=START_MS)

    def begin(self) -> Stage:
        """Ring, accept, and have both present at t0."""
        self.ring()
        service.accept(self.session_id, self.actor(Party.READER), START_MS + 5_000)
        self.beat(0)
        return self

    def sign(self, seconds: float, *parties: Party) -> None:
        """Signs of presence, with no billing behind them."""
        for party in parties or BOTH:
            service.record_presence(self.session_id, party, self.at(seconds))

    def sign_through(self, start: float, stop: float, *parties: Party, every: float = 15) -> None:
        """Signs of presence from `start` to `stop`, both included."""
        seconds = start
        while seconds < stop:
            self.sign(seconds, *parties)
            seconds += every
        self.sign(stop, *parties)

    def beat(self, seconds: float, *parties: Party, leaving: bool = False) -> None:
        """Heartbeats as the page sends them: presence and billing."""
        for party in parties or BOTH:
            service.heartbeat(self.session_id, self.actor(party), self.at(seconds), leaving=leaving)

    def sweep(self, seconds: float) -> None:
        """The minute's tick, scheduled at `seconds`."""
        engine.bring_up_to_date(self.session_id, self.at(seconds))

    def end(self, seconds: float, party: Party = Party.CLIENT) -> Sight:
        """A party ends the session."""
        return service.end(self.session_id, self.actor(party), self.at(seconds))

    @property
    def item(self) -> SessionItem:
        """The stored session."""
        found = table.load(SessionItem, SessionItem.key(session_id=self.session_id))
        assert found is not None
        return found

    @property
    def state(self) -> State:
        """The stored state."""
        return State(self.item.state)

    @property
    def balance_cents(self) -> int:
        """What the client has."""
        return ledger.load_account(wallet_of(self.client_id)).balance_cents

    @property
    def earned_cents(self) -> int:
        """What the reader has."""
        return ledger.load_account(earnings_of(self.reader_id)).balance_cents

    def entries(self, account: str = "") -> list[TransferItem]:
        """The wallet's statement (or another account's), oldest first."""
        pk = TransferItem.entry_key.pk_of(account=account or wallet_of(self.client_id))
        return table.query(
            TransferItem, pk, sk_condition=TransferItem.sk.startswith("ENTRY#"), limit=500, consistent=True
        ).items

    @property
    def minutes(self) -> list[int]:
        """The minutes charged for this session, in the statement's order."""
        return [
            entry.minute for entry in self.entries() if entry.refers_id == self.session_id and entry.minute is not None
        ]

    @property
    def reversed_minutes(self) -> int:
        """How many minutes of this session were given back."""
        return sum(
            1 for entry in self.entries() if entry.refers_id == self.session_id and entry.transfer_kind == Kind.REFUND
        )
