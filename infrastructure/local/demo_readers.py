"""What the demo readers say, ask for and look like, and what is said about them; in the order of `people.READERS`."""

from __future__ import annotations

from dataclasses import dataclass

from infrastructure.local.portraits import Portrait

REVIEWERS = {
    "auth0|reviewer-01": "Harriet P.",
    "auth0|reviewer-02": "Dev S.",
    "auth0|reviewer-03": "Marguerite",
    "auth0|reviewer-04": "Tomás L.",
    "auth0|reviewer-05": "Beatrix",
    "auth0|reviewer-06": "Joanna K.",
}
"""People who only wrote reviews; nobody needs to sign in as them."""


@dataclass(frozen=True)
class DemoReview:
    """A review: by which reviewer (1 is the first), how many stars, how long after joining, and the answer."""

    reviewer: int
    rating: int
    days_after_joining: int
    text: str
    answer: str | None = None


@dataclass(frozen=True)
class DemoReader:
    """A reader's page. Rates are cents a minute for text, voice and video; None is not offered."""

    headline: str
    bio: str
    specialities: tuple[str, ...]
    languages: tuple[str, ...]
    time_zone: str
    rates: tuple[int | None, int | None, int | None]
    joined_days_ago: int
    portrait: Portrait
    reviews: tuple[DemoReview, ...]
    online: bool = False
    featured: bool = False


READERS = (
    DemoReader(
        headline="Tarot for turning points: clear questions, honest cards",
        bio=(
            "I have read tarot for nineteen years, first at a kitchen table in San Antonio and now from a quiet "
            "attic full of books. I use the Marseille deck and plain language.\n\n"
            "Bring me one question that keeps you awake. We lay five cards, I tell you what I see and what I do "
            "not, and you leave with one thing to try this week. I do not predict illness, death or lottery "
            "numbers."
        ),
        specialities=("tarot", "life path", "career"),
        languages=("en", "es"),
        time_zone="America/Chicago",
        rates=(199, 299, 399),
        joined_days_ago=610,
        portrait=Portrait(
            ("#1b1140", "#5a2a6e"),
            "#ff9ecb",
            "#f4c95d",
            "#e9b48f",
            "long",
            "#3b1f2b",
            "#7c1f4f",
            "moon",
            earrings=True,
        ),
        reviews=(
            DemoReview(
                1,
                5,
                420,
                (
                    "She asked better questions than I did. I went in about a job and came out knowing it was "
                    "about my sister."
                ),
                "Thank you, Harriet. Give her a call.",
            ),
            DemoReview(2, 5, 480, "Direct, warm, no theatre. The spread she chose made sense of a very messy year."),
            DemoReview(5, 4, 555, "A little slow to begin, but the last ten minutes were worth all of it."),
        ),
        online=True,
        featured=True,
    ),
    DemoReader(
        headline="Your chart, explained like a map and not like a verdict",
        bio=(
            "I trained as an engineer and came to astrology as a sceptic, which is still how I work: I show you "
            "where in the chart I find what I say.\n\n"
            "For a natal reading, have your time and place of birth at hand. For a shorter session a single "
            "question about the months ahead works best. I am happy to be disagreed with."
        ),
        specialities=("astrology", "career", "life path"),
        languages=("en",),
        time_zone="Europe/London",
        rates=(249, 349, 449),
        joined_days_ago=540,
        portrait=Portrait(
            ("#15102b", "#4a3f9a"),
            "#c7b6ff",
            "#f0d78a",
            "#d9a17c",
            "crop",
            "#2a2230",
            "#262a5c",
            "constellation",
            beard=True,
        ),
        reviews=(
            DemoReview(4, 5, 300, "Orion showed me the exact placement for everything she said. Never felt sold to."),
            DemoReview(
                6,
                5,
                390,
                "My third reading with him. He remembered nothing, as promised, and still arrived at the same place.",
            ),
        ),
        online=True,
        featured=True,
    ),
    DemoReader(
        headline="Mediumship with care, for those who are left with a question",
        bio=(
            "I was a hospice chaplain for fourteen years. People asked me the same thing afterwards that they "
            "asked me before, so I began to listen differently.\n\n"
            "I do not fish for names. I will tell you within the first minutes whether I have anything for you, "
            "and if not we stop. Please do not come in the first weeks of a loss; come when you can sleep again."
        ),
        specialities=("mediumship", "grief", "ancestral"),
        languages=("en",),
        time_zone="America/New_York",
        rates=(None, 599, 799),
        joined_days_ago=700,
        portrait=Portrait(
            ("#0a1830", "#3566a8"),
            "#bfe0ff",
            "#f2e2b4",
            "#6f4630",
            "bald",
            "#1a1014",
            "#1d2f5e",
            "waves",
            beard=True,
            glasses=True,
        ),
        reviews=(
            DemoReview(
                1,
                5,
                380,
                (
                    "He stopped after two minutes because nothing came, and told me to keep my money. I came back"
                    " in spring. I am glad."
                ),
            ),
            DemoReview(
                5,
                5,
                500,
                "Quiet, exact and kind. He knew about the blue tin.",
                "It was a pleasure to meet her, Beatrix.",
            ),
            DemoReview(4, 5, 640, "Expensive and worth it."),
        ),
        online=True,
        featured=True,
    ),
    DemoReader(
        headline="Dream reading for people who wake at four",
        bio=(
            "I keep a dream journal of eleven thousand nights and have worked with other people's dreams since "
            "2009.\n\n"
            "Tell me the dream as if it were happening now. I will ask about rooms, weather and animals before I "
            "say anything at all. I work slowly and by voice, in the dark if you like. Text is fine when somebody"
            " is asleep next to you."
        ),
        specialities=("dream reading", "grief", "life path"),
        languages=("en", "ga"),
        time_zone="Europe/Dublin",
        rates=(175, 275, None),
        joined_days_ago=330,
        portrait=Portrait(
            ("#0d2420", "#2f7f6c"), "#b8f5d0", "#e9d29a", "#f2cbb0", "waves", "#a8552c", "#1c4a3c", "lotus"
        ),
        reviews=(
            DemoReview(5, 5, 120, "I have had the same flood dream for six years. Not since that call."),
            DemoReview(
                1,
                5,
                240,
                "She let me be quiet for a whole minute and told me it was fine. It was the right minute to pay for.",
            ),
            DemoReview(6, 4, 301, "Thoughtful. I wanted more answers and got better questions."),
        ),
        online=True,
    ),
    DemoReader(
        headline="Numbers and tarot for practical decisions",
        bio=(
            "Contracts, moves, dates, names: I read tarot beside numerology because one asks why and the other "
            "asks when.\n\n"
            "Have your full birth date ready and two or three options you are weighing. We compare them openly. I"
            " will say so when the cards have no preference."
        ),
        specialities=("numerology", "tarot", "career"),
        languages=("es", "en"),
        time_zone="America/Mexico_City",
        rates=(129, 189, 259),
        joined_days_ago=260,
        portrait=Portrait(
            ("#07172f", "#1e5a78"), "#8fd3ff", "#e8d9a8", "#c98f66", "crop", "#1d1216", "#153a5c", "phases"
        ),
        reviews=(
            DemoReview(
                4, 4, 90, "Useful before signing a lease. He told me to read page four again and he was right."
            ),
            DemoReview(
                2,
                3,
                200,
                "Friendly, but the numerology part felt long for what it gave me.",
                "Fair, Dev. I have made that part optional since.",
            ),
        ),
        online=True,
    ),
    DemoReader(
        headline="Palms and tea leaves, the way my grandmother taught me",
        bio=(
            "In my family the cup is turned after every pot of tea and everybody has an opinion about it. I read "
            "palms, and tea leaves from a photo of your cup.\n\n"
            "My readings are conversational and good-humoured. I speak about the coming weeks, about people close"
            " to you, and about what you already know and have not said aloud."
        ),
        specialities=("palmistry", "tea leaves", "family"),
        languages=("en", "bn", "ur"),
        time_zone="Asia/Dhaka",
        rates=(149, 199, 249),
        joined_days_ago=395,
        portrait=Portrait(
            ("#2a0f1e", "#a23b4c"), "#ffc98a", "#ffd977", "#c98a5e", "scarf", "#b3365a", "#3b1530", "sun"
        ),
        reviews=(
            DemoReview(
                3,
                5,
                200,
                "Like talking to the aunt everybody should have. She was right about the letter.",
                "The letter always comes. Be well, Marguerite.",
            ),
            DemoReview(
                2, 4, 310, "Charming and quick. The connection dropped once and I was not charged for the pause."
            ),
        ),
        online=True,
    ),
    DemoReader(
        headline="Runes and plain speaking from the north",
        bio=(
            "Twenty-four staves, no blank one. I cast for a situation and not for a person, because the situation"
            " can be changed.\n\n"
            "I am told that I am blunt. If you would rather be comforted there are gentler readers here and I "
            "will gladly name one. Evenings only; by day I build boats."
        ),
        specialities=("runes", "life path", "career"),
        languages=("en",),
        time_zone="Atlantic/Reykjavik",
        rates=(165, 235, 315),
        joined_days_ago=150,
        portrait=Portrait(
            ("#101418", "#475569"), "#e2e8f0", "#f4c95d", "#f0cbb2", "crop", "#8a4524", "#232b38", "phases", beard=True
        ),
        reviews=(
            DemoReview(5, 5, 40, "Blunt, yes. Also the first person in a year to say what my friends were thinking."),
            DemoReview(3, 4, 110, "Short and to the point. We were done in twelve minutes."),
        ),
    ),
    DemoReader(
        headline="Love, lately: oracle cards without the fairy tale",
        bio=(
            "Is it over, is it beginning, is it only Sunday evening? I read oracle cards for people who "
            "are tired of guessing.\n\n"
            "I do not read about a third person's secrets and I do not tell you to wait for somebody. We look at "
            "your side of the table, because that is the side you can set."
        ),
        specialities=("oracle cards", "relationships", "self-worth"),
        languages=("fr", "en"),
        time_zone="Europe/Paris",
        rates=(139, 209, 279),
        joined_days_ago=75,
        portrait=Portrait(
            ("#08201f", "#127475"), "#9bf0e0", "#f7dfa0", "#dca885", "waves", "#2c1a14", "#0f3d44", "moon"
        ),
        reviews=(
            DemoReview(
                6, 5, 25, "She would not tell me what he thinks. She told me what I think. Ouch, and thank you."
            ),
            DemoReview(2, 4, 60, "Good energy, good deck, good advice about sleeping first."),
        ),
    ),
    DemoReader(
        headline="Energy work for rooms, and for the people who live in them",
        bio=(
            "I look at homes. On video you carry me through your rooms and I tell you where they tire you: light,"
            " corners, what hangs above the bed.\n\n"
            "I combine classical feng shui with a modest collection of stones, and I never ask you to buy any. "
            "Most changes cost nothing but an afternoon."
        ),
        specialities=("energy work", "feng shui", "meditation"),
        languages=("ja", "en"),
        time_zone="Asia/Tokyo",
        rates=(None, 320, 420),
        joined_days_ago=220,
        portrait=Portrait(
            ("#1f0f2f", "#8a3f8f"),
            "#ffb6e6",
            "#ffd28a",
            "#ecc09c",
            "crop",
            "#1c1420",
            "#4d1a5a",
            "crystal",
            glasses=True,
        ),
        reviews=(
            DemoReview(6, 5, 60, "We moved one wardrobe and my partner asked whether I had painted the room."),
            DemoReview(3, 5, 150, "Precise and calm. He noticed the draught before I mentioned it."),
        ),
    ),
    DemoReader(
        headline="Runes by day, dreams by night: two old ways of asking",
        bio=(
            "Retired history teacher. A rune gives a word for where you stand; a dream gives the picture that "
            "belongs to it. I like to begin with one and end with the other.\n\n"
            "Whether it is memory or imagination I leave to you; what matters is what it explains. Allow at least"
            " thirty minutes and do not drive directly afterwards."
        ),
        specialities=("runes", "dream reading", "meditation"),
        languages=("sv", "en"),
        time_zone="Europe/Stockholm",
        rates=(189, 269, 349),
        joined_days_ago=45,
        portrait=Portrait(
            ("#0d1b24", "#3f6f86"), "#d7f0ff", "#f4dd9a", "#f5d3bd", "long", "#cfc6b8", "#22404d", "feather"
        ),
        reviews=(
            DemoReview(3, 5, 12, "A harbour, a fire, a dog. I still think about the dog."),
            DemoReview(5, 4, 30, "Lovely voice. I fell half asleep, which I gather is the idea."),
        ),
    ),
    DemoReader(
        headline="Timing, temperament and the year ahead",
        bio=(
            "I read charts in the old Hellenistic manner, from Thessaloniki, with a good deal of common sense.\n\n"
            "Ask me about timing: when to move, when to wait, when to speak. Remedies, where I give any, are "
            "habits and not purchases."
        ),
        specialities=("astrology", "relationships", "career"),
        languages=("el", "en"),
        time_zone="Europe/Athens",
        rates=(99, 179, 239),
        joined_days_ago=180,
        portrait=Portrait(
            ("#1a1426", "#6b4a8f"),
            "#e4c8ff",
            "#f3d48b",
            "#e3b393",
            "crop",
            "#8a8790",
            "#35264d",
            "sun",
            beard=True,
            glasses=True,
        ),
        reviews=(
            DemoReview(
                2, 5, 70, "He gave me three windows for the move. We took the second and everything fell into place."
            ),
            DemoReview(6, 4, 130, "Very knowledgeable. A little fast, so I asked for text and that was perfect."),
        ),
    ),
    DemoReader(
        headline="Tarot and crystals: whose story are you finishing?",
        bio=(
            "I lay seven cards and put a stone on the one that hurts. Then we talk about what repeats: the "
            "leaving, the silence, the talent nobody used.\n\n"
            "Have two names ready from your grandparents' generation. A candle helps but a desk lamp will do, and"
            " you need to own no crystals at all."
        ),
        specialities=("tarot", "crystals", "family"),
        languages=("en", "cy"),
        time_zone="America/Los_Angeles",
        rates=(219, 289, 369),
        joined_days_ago=120,
        portrait=Portrait(
            ("#240a22", "#d0527f"),
            "#ffd1e3",
            "#ffdf8e",
            "#8d5a3c",
            "curls",
            "#1d1216",
            "#6d1643",
            "crystal",
            earrings=True,
        ),
        reviews=(
            DemoReview(
                4,
                5,
                30,
                "I rang my father straight after. We had not spoken since the wedding.",
                "That is the whole work, Tomás.",
            ),
            DemoReview(1, 5, 88, "Serious, generous, and funny when it was needed."),
        ),
    ),
)
