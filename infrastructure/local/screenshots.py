"""`make screenshots`: draws the pictures of docs/pictures from the running product.

Two demo people hold a session in two browser profiles, as in the README's "The main job, by hand"; what they see on
the way is kept, together with the pages anybody sees. It waits for two real charged minutes.
"""

from __future__ import annotations

import contextlib
import io
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from infrastructure.local import browser as browsers
from infrastructure.local.demo_readers import READERS as DEMO_READERS
from infrastructure.local.layout import ROOT, BadSetting, Layout, layout_from, read_run_file
from infrastructure.local.people import ADMIN, CLIENTS, READERS
from infrastructure.local.portraits import Portrait
from infrastructure.local.portraits import draw as draw_portrait

PICTURES = ROOT / "docs" / "pictures"
MAX_BYTES = 150_000
QUALITIES = (84, 74, 60)
"""Tried in this order until a picture is small enough."""

DESKTOP = (1280, 860)
PHONE = (390, 844)
SOON_MS = 30_000
MINUTE_MS = 60_000
CLIENT, READER = CLIENTS[0], READERS[0]
CLIENT_PORTRAIT = Portrait(
    ("#2a1f2e", "#6b4a52"), "#ffd9b0", "#f0c8a0", "#c98f6b", "bob", "#2b1b14", "#2f5d62", "feather", glasses=True
)
CAMERA_FRAMES = 30
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
)

_FONTS_AND_PICTURES = """async () => {
    await document.fonts.ready;
    const shown = [...document.images].filter((image) => image.getBoundingClientRect().top < innerHeight);
    await Promise.all(shown.map((image) => image.decode().catch(() => undefined)));
}"""


class Studio:
    """Two browsers with a camera each, the address of the running product, and where pictures go."""

    def __init__(self, chromium: Browser, readers_chromium: Browser, layout: Layout) -> None:
        self._chromium = chromium
        self._readers_chromium = readers_chromium
        self._layout = layout

    @contextlib.contextmanager
    def window(self, name: str | None = None, *, theme: str = "dark") -> Iterator[Page]:
        """A browser profile of its own, with somebody signed in if a name is given."""
        chromium = self._readers_chromium if name == READER.name else self._chromium
        context = chromium.new_context(
            viewport={"width": DESKTOP[0], "height": DESKTOP[1]},
            reduced_motion="reduce",
            color_scheme="light" if theme == "light" else "dark",
        )
        context.set_default_timeout(SOON_MS)
        _choose_theme(context, theme)
        page = context.new_page()
        page.goto(self._layout.origin)
        if name is not None:
            page.get_by_role("button", name="Sign in").first.click()
            page.get_by_role("button", name=re.compile(name)).first.click()
            expect(page.get_by_role("banner").get_by_role("button", name="Sign in")).to_have_count(0)
            page.wait_for_url(f"{self._layout.origin}/**")
        yield page
        context.close()

    def visit(self, page: Page, path: str) -> None:
        """Open a page of the product and wait until it has settled."""
        page.goto(self._layout.origin + path)
        expect(page.locator("h1").first).to_be_visible()
        settle(page)

    def keep(self, page: Page, name: str, *, size: tuple[int, int] = DESKTOP) -> None:
        """Write what `page` shows in a window of `size` to docs/pictures/<name>.webp."""
        page.set_viewport_size({"width": size[0], "height": size[1]})
        settle(page)
        target = PICTURES / f"{name}.webp"
        taken = page.screenshot(animations="disabled")
        page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
        target.write_bytes(as_webp(taken))
        print(f"  {target.relative_to(ROOT)}  {target.stat().st_size // 1_000} kB", flush=True)


def settle(page: Page) -> None:
    """Wait until nothing on the page is loading any more. Pages that poll are never without requests for long."""
    expect(page.get_by_text("Loading")).to_have_count(0)
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    page.evaluate(_FONTS_AND_PICTURES)


def camera(portrait: Portrait) -> bytes:
    """Return what a camera sees of somebody, as the motion JPEG that Chromium takes for a camera."""
    face = Image.open(io.BytesIO(draw_portrait(portrait))).convert("RGB")
    wide = face.resize((640, 640)).crop((0, 60, 640, 540))
    out = io.BytesIO()
    wide.save(out, "JPEG", quality=90)
    return out.getvalue() * CAMERA_FRAMES


@contextlib.contextmanager
def browser_with(playwright: Playwright, program: str, portrait: Portrait) -> Iterator[Browser]:
    """A browser whose camera sees `portrait`."""
    with tempfile.NamedTemporaryFile(suffix=".mjpeg") as film:
        film.write(camera(portrait))
        film.flush()
        arguments = [*_ARGUMENTS, f"--use-file-for-fake-video-capture={film.name}"]
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        yield browser
        browser.close()


def as_webp(png: bytes) -> bytes:
    """Return a picture as WebP of at most `MAX_BYTES`, or as small as the lowest quality makes it."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    made = b""
    for quality in QUALITIES:
        out = io.BytesIO()
        picture.save(out, "WEBP", quality=quality, method=6)
        made = out.getvalue()
        if len(made) <= MAX_BYTES:
            break
    return made


def draw(studio: Studio, layout: Layout) -> None:
    """Take every picture."""
    with studio.window() as visitor:
        _public_pages(studio, visitor)
    with studio.window(theme="light") as visitor:
        studio.visit(visitor, "/readers")
        studio.keep(visitor, "browse-light")
    with studio.window(CLIENT.name) as client, studio.window(READER.name) as reader:
        _top_up(studio, client, layout)
        session_path = _ring(studio, client, reader)
        _talk(studio, client, reader)
        _end(studio, client, session_path)
        _own_pages(studio, client, reader)
    with studio.window(ADMIN.name) as admin:
        _ledger_check(studio, admin)
        studio.visit(admin, "/admin?tab=flagged")
        studio.keep(admin, "moderation")


def _choose_theme(context: BrowserContext, theme: str) -> None:
    context.add_init_script(f"try {{ localStorage.setItem('soulseer.theme', '{theme}') }} catch {{}}")


def _public_pages(studio: Studio, page: Page) -> None:
    studio.visit(page, "/")
    studio.keep(page, "home")
    studio.visit(page, "/readers")
    studio.keep(page, "browse")
    studio.keep(page, "browse-phone", size=PHONE)
    page.get_by_role("link", name=READER.name).first.click()
    expect(page.get_by_role("button", name=re.compile("Start video"))).to_be_visible()
    expect(page.get_by_role("heading", name="Reviews")).to_be_visible()
    studio.keep(page, "reader")
    studio.visit(page, "/v1/docs")
    studio.keep(page, "api")


def _top_up(studio: Studio, client: Page, layout: Layout) -> None:
    studio.visit(client, "/wallet")
    client.get_by_role("radio", name=re.compile(r"\$50")).first.check(force=True)
    client.get_by_role("button", name=re.compile("Top up|Continue|Pay")).first.click()
    client.wait_for_url(re.compile(re.escape(layout.payments)))
    client.get_by_role("button", name=re.compile("^Pay")).click()
    client.wait_for_url(re.compile(re.escape(layout.origin)))
    expect(client.get_by_text(re.compile("added|is in your wallet|arrived", re.I)).first).to_be_visible()


def _ring(studio: Studio, client: Page, reader: Page) -> str:
    """Have the client ring and the reader accept; return the session's path."""
    studio.visit(reader, "/reader")
    studio.visit(client, "/readers")
    client.get_by_role("link", name=READER.name).first.click()
    client.get_by_role("button", name=re.compile("Start video")).click()
    client.get_by_role("button", name=re.compile("^Ring at")).click()
    client.wait_for_url(re.compile("/sessions/ses_"))
    accept = reader.get_by_role("button", name=re.compile("^Accept"))
    expect(accept).to_be_visible()
    studio.keep(reader, "incoming-call")
    accept.click()
    return re.sub(r"^https?://[^/]+", "", client.url)


def _talk(studio: Studio, client: Page, reader: Page) -> None:
    for page in (client, reader):
        join = page.get_by_role("button", name=re.compile("^Join"))
        expect(join.or_(page.get_by_text("Connected", exact=False).first).first).to_be_visible(timeout=MINUTE_MS)
        if join.count():
            join.first.click()
    for page in (client, reader):
        expect(page.get_by_text("Video · Connected")).to_be_visible(timeout=MINUTE_MS)
    for author, other, text in (
        (client, reader, "I have the cards of last month in front of me."),
        (reader, client, "Good. Which one do you keep coming back to?"),
        (client, reader, "The Star. It was reversed then."),
    ):
        author.get_by_role("textbox", name=re.compile("Message")).fill(text)
        author.get_by_role("button", name="Send").click()
        expect(other.get_by_role("log").get_by_text(text)).to_be_visible()
    expect(client.get_by_text("Cost, 2 min")).to_be_visible(timeout=3 * MINUTE_MS)
    well_into_it = client.get_by_text(re.compile(r"^1:(1[5-9]|[2-5]\d)$"))
    expect(well_into_it.first).to_be_visible(timeout=2 * MINUTE_MS)
    client.get_by_role("heading", level=1).click()  # nothing is being typed
    studio.keep(client, "session")
    studio.keep(client, "session-phone", size=PHONE)


def _end(studio: Studio, client: Page, session_path: str) -> None:
    client.get_by_role("button", name="End", exact=True).click()
    client.get_by_role("dialog").get_by_role("button", name="End session").click()
    studio.visit(client, f"{session_path}/receipt")
    expect(client.get_by_role("region", name="Each minute")).to_be_visible()
    studio.keep(client, "receipt", size=(DESKTOP[0], 1_100))
    studio.visit(client, "/wallet")
    studio.keep(client, "wallet", size=(DESKTOP[0], 1_100))


def _own_pages(studio: Studio, client: Page, reader: Page) -> None:
    """What each of them looks after: figures, readings ahead, hours, reviews."""
    for page, path, name, size in (
        (client, "/dashboard", "overview", (DESKTOP[0], 1_100)),
        (client, "/bookings", "bookings", DESKTOP),
        (reader, "/earnings", "earnings", (DESKTOP[0], 1_100)),
        (reader, "/earnings", "earnings-phone", PHONE),
        (reader, "/reader/availability", "availability", (DESKTOP[0], 1_100)),
        (reader, "/reader/reviews", "reviews", DESKTOP),
    ):
        studio.visit(page, path)
        studio.keep(page, name, size=size)


def _ledger_check(studio: Studio, admin: Page) -> None:
    """Show the report that `make check` leaves for the operator's page."""
    subprocess.run([sys.executable, "-m", "infrastructure.local.check"], cwd=ROOT, check=True)
    studio.visit(admin, "/admin?tab=ledger")
    expect(admin.get_by_text("Every cent agrees")).to_be_visible()
    studio.keep(admin, "ledger-check")


def main() -> int:
    """Draw the pictures; 2 with a sentence when something is missing."""
    try:
        layout = layout_from()
    except BadSetting as problem:
        print(problem, file=sys.stderr)
        return 2
    told = read_run_file(layout)
    if not told or not told.get("ready"):
        print("SoulSeer is not running; start it in another terminal with: make run", file=sys.stderr)
        return 2
    found = browsers.find()
    if found is None:
        print(browsers.REMEDY, file=sys.stderr)
        return 2
    PICTURES.mkdir(parents=True, exist_ok=True)
    expect.set_options(timeout=SOON_MS)
    with (
        sync_playwright() as playwright,
        browser_with(playwright, found, CLIENT_PORTRAIT) as chromium,
        browser_with(playwright, found, DEMO_READERS[0].portrait) as readers_chromium,
    ):
        draw(Studio(chromium, readers_chromium, layout), layout)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
