"""The sessions that the demonstration's people held in the weeks before it was loaded. Sample data, no code."""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.moderation.rules import FlagReason
from chalicelib.readers.rules import Modality


@dataclass(frozen=True)
class DemoFlag:
    """Somebody flagged a review."""

    by: str
    reason: FlagReason
    details: str = ""


@dataclass(frozen=True)
class Said:
    """A review of a session, the reader's answer to it, and who flagged it."""

    rating: int
    text: str
    answer: str | None = None
    flags: tuple[DemoFlag, ...] = ()


@dataclass(frozen=True)
class DemoSession:
    """A session of the past: when it was asked for, before the first run, and how long both were connected.

    `seconds` of 0: the reader did not answer. `note` is the client's own. `refund_cents` were given back by the
    operator on the day after, with `refund_reason`.
    """

    hours_ago: int
    client: str
    reader: str
    modality: Modality
    seconds: int
    said: Said | None = None
    note: str | None = None
    refund_cents: int = 0
    refund_reason: str = ""


@dataclass(frozen=True)
class DemoNote:
    """A private note of one person on another, after they met."""

    by: str
    about: str
    text: str


TEXT, VOICE, VIDEO = Modality.TEXT, Modality.VOICE, Modality.VIDEO
CASEY, PRIYA, JONAS = "Casey Morgan", "Priya Nair", "Jonas Weber"
HARRIET, DEV, MARGUERITE, TOMAS, BEATRIX, JOANNA = (
    "Harriet P.",
    "Dev S.",
    "Marguerite",
    "Tomás L.",
    "Beatrix",
    "Joanna K.",
)
LUNA, ORION, SAGE, MATEO = "Luna Reyes", "Orion Blake", "Sage Whitfield", "Mateo Cruz"

SESSIONS = (
    DemoSession(1_018, HARRIET, LUNA, VOICE, 512),
    DemoSession(1_011, CASEY, LUNA, VIDEO, 1_134, note="Ask again about March when the offer is on the table."),
    DemoSession(997, PRIYA, ORION, TEXT, 655),
    DemoSession(
        972,
        CASEY,
        ORION,
        VOICE,
        742,
        Said(
            4,
            "He explained where in the chart he saw it. I disagreed once and he was glad of it.",
            "The best sessions are the ones with an objection in them. Thank you, Casey.",
        ),
    ),
    DemoSession(951, DEV, LUNA, TEXT, 887),
    DemoSession(926, JONAS, MATEO, TEXT, 288),
    DemoSession(903, BEATRIX, SAGE, VOICE, 421),
    DemoSession(877, PRIYA, LUNA, VOICE, 963, Said(5, "Five cards, one plan. I wrote the letter the same night.")),
    DemoSession(855, JOANNA, ORION, VIDEO, 534),
    DemoSession(829, CASEY, LUNA, VIDEO, 0),
    DemoSession(828, CASEY, LUNA, VIDEO, 1_317),
    DemoSession(804, TOMAS, LUNA, VOICE, 598),
    DemoSession(
        781, PRIYA, ORION, TEXT, 1_012, note="Saturn return ends in May. He means my own, not the general one."
    ),
    DemoSession(757, MARGUERITE, ORION, TEXT, 455),
    DemoSession(
        733, CASEY, SAGE, VOICE, 372, Said(5, "He told me in the first minute that he had something. He did.")
    ),
    DemoSession(708, HARRIET, LUNA, VIDEO, 690),
    DemoSession(684, JONAS, LUNA, TEXT, 171, Said(3, "Good, but my money was gone before the third card.")),
    DemoSession(661, DEV, ORION, VOICE, 618),
    DemoSession(637, PRIYA, LUNA, VOICE, 745),
    DemoSession(612, CASEY, LUNA, VIDEO, 926),
    DemoSession(588, JOANNA, SAGE, VOICE, 305),
    DemoSession(565, CASEY, ORION, VOICE, 1_083),
    DemoSession(541, BEATRIX, LUNA, TEXT, 833),
    DemoSession(517, PRIYA, SAGE, VOICE, 548, refund_cents=1_198, refund_reason="The line was bad for two minutes"),
    DemoSession(492, HARRIET, ORION, TEXT, 707),
    DemoSession(469, CASEY, LUNA, VOICE, 20),
    DemoSession(468, CASEY, LUNA, VOICE, 1_155, note="The two of cups again, third time."),
    DemoSession(444, TOMAS, SAGE, VOICE, 409),
    DemoSession(420, PRIYA, ORION, TEXT, 879, Said(5, "Clear, funny, and never once told me what to do.")),
    DemoSession(397, DEV, LUNA, VOICE, 512),
    DemoSession(372, JONAS, MATEO, TEXT, 402),
    DemoSession(348, CASEY, LUNA, VIDEO, 1_042),
    DemoSession(325, MARGUERITE, LUNA, TEXT, 664),
    DemoSession(301, PRIYA, LUNA, VOICE, 1_107),
    DemoSession(277, JOANNA, ORION, VOICE, 731),
    DemoSession(253, CASEY, ORION, VOICE, 656),
    DemoSession(229, HARRIET, LUNA, VIDEO, 837),
    DemoSession(
        205,
        JONAS,
        LUNA,
        TEXT,
        228,
        Said(
            1,
            "A fraud like all of them. Do not waste your money, she reads from a script and I can prove it.",
            flags=(
                DemoFlag(LUNA, FlagReason.UNTRUE, "There is no script. He was angry because his money ran out."),
                DemoFlag(BEATRIX, FlagReason.ABUSE),
            ),
        ),
    ),
    DemoSession(181, PRIYA, ORION, TEXT, 594),
    DemoSession(157, CASEY, SAGE, VOICE, 433),
    DemoSession(133, BEATRIX, ORION, VOICE, 902),
    DemoSession(
        109,
        PRIYA,
        LUNA,
        VOICE,
        816,
        Said(
            5, "I come back because she remembers nothing and still asks the right thing.", "See you in spring, Priya."
        ),
    ),
    DemoSession(86, DEV, SAGE, VOICE, 278),
    DemoSession(
        62,
        CASEY,
        LUNA,
        VIDEO,
        1_264,
        Said(5, "She laid the cards, waited, and let me find it myself. The last one is on my fridge now."),
    ),
    DemoSession(39, TOMAS, LUNA, VOICE, 557),
    DemoSession(28, PRIYA, ORION, TEXT, 468),
    DemoSession(15, HARRIET, SAGE, VOICE, 346),
    DemoSession(6, JOANNA, LUNA, TEXT, 702),
    DemoSession(3, CASEY, ORION, VOICE, 518),
)
"""In the order of time; nobody is in two at once. Two flags are one short of hiding a review: that case waits."""

FAVOURITES = ((CASEY, MATEO), (CASEY, SAGE), (CASEY, LUNA), (PRIYA, ORION))
"""Who has marked whom, the oldest mark of each first."""

NOTES = (
    DemoNote(
        CASEY, LUNA, "Warm, and tells me when the cards say nothing. Better in the evening than on a lunch break."
    ),
    DemoNote(LUNA, CASEY, "Between two jobs; decides in March. Likes to see the spread. Do not start with the Tower."),
    DemoNote(ORION, PRIYA, "Born 04:40 in Pune, not 16:40. Writes fast: wait for her second message."),
)
