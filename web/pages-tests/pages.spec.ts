import { expectAccessibleInLight, expectSound, settled, test, type Person } from "./fixtures";

const READER = "/readers/usr_00000000000000000000000001";

const PAGES: readonly { path: string; person: Person | null }[] = [
  { path: "/", person: null },
  { path: "/about", person: null },
  { path: "/help", person: null },
  { path: "/privacy", person: null },
  { path: "/terms", person: null },
  { path: "/readers", person: null },
  { path: "/readers?q=nobody-at-all", person: null },
  { path: READER, person: null },
  { path: `${READER}?start=voice`, person: "client" },
  { path: "/dashboard", person: "client" },
  { path: "/dashboard", person: "newcomer" },
  { path: "/dashboard?days=1", person: "client" },
  { path: "/wallet", person: "client" },
  { path: "/wallet", person: "newcomer" },
  { path: "/sessions", person: "client" },
  { path: "/sessions", person: "newcomer" },
  { path: "/sessions", person: "reader" },
  { path: "/sessions?modality=video&period=dates&from=2026-03-02&to=2026-03-01", person: "client" },
  { path: "/favourites", person: "client" },
  { path: "/favourites", person: "newcomer" },
  { path: "/favourites", person: "reader" },
  { path: "/notes", person: "client" },
  { path: "/notes?about=session", person: "client" },
  { path: "/notes", person: "reader" },
  { path: "/notes", person: "newcomer" },
  { path: "/bookings", person: "client" },
  { path: "/bookings?when=over", person: "client" },
  { path: "/bookings", person: "newcomer" },
  { path: "/bookings", person: "reader" },
  { path: "/bookings/bkg_00000000000000000000000001", person: "client" },
  { path: "/bookings/bkg_00000000000000000000000001", person: "reader" },
  { path: "/bookings/bkg_00000000000000000000000002", person: "client" },
  { path: "/account", person: "client" },
  { path: "/account", person: "newcomer" },
  { path: "/notifications", person: "client" },
  { path: "/notifications", person: "newcomer" },
  { path: "/apply", person: "client" },
  { path: "/reader", person: "reader" },
  { path: "/reader/availability", person: "reader" },
  { path: "/reader/reviews", person: "reader" },
  { path: "/earnings", person: "reader" },
  { path: "/earnings?days=90", person: "reader" },
  { path: "/dashboard", person: "reader" },
  { path: "/admin", person: "admin" },
  { path: "/admin?tab=flagged", person: "admin" },
  { path: "/admin?tab=bookings", person: "admin" },
  { path: "/admin?tab=ledger", person: "admin" },
  { path: "/admin?tab=audit", person: "admin" },
  { path: "/wallet", person: null },
  { path: "/wallet", person: "reader" },
  { path: "/no-such-page", person: null },
];

for (const { path, person } of PAGES) {
  test.describe(`${path} as ${person ?? "a visitor"}`, () => {
    test.use({ person });
    test("is sound in both themes", async ({ page }) => {
      await page.goto(path);
      await settled(page);
      await expectSound(page);
      await expectAccessibleInLight(page);
    });
  });
}
