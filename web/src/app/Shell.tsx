import { useRef, useState } from "react";
import { Link, NavLink, Outlet, useLocation } from "react-router";

import { Announcer, Notices } from "@/components/Announcer";
import { Banner } from "@/components/Banner";
import { Button, IconButton } from "@/components/Button";
import { Icon, type IconName } from "@/components/icons";
import { Menu, menuItemClass } from "@/components/Menu";
import { Money } from "@/components/Money";
import { Avatar } from "@/components/Photo";
import { Skeleton } from "@/components/Skeleton";
import { Bell } from "@/features/notifications/Bell";
import { LiveSessionBar } from "@/features/session/LiveSessionBar";
import { WaitingBar } from "@/features/waiting/WaitingBar";
import { useAccount, useWallet } from "@/lib/account";
import { sentenceFor } from "@/lib/api/errors";
import type { Account, Role } from "@/lib/api/types";
import { signIn, signOut } from "@/lib/auth/auth";
import { useAuthStatus } from "@/lib/auth/useAuth";
import { cx } from "@/lib/cx";
import { notify } from "@/lib/notices";
import { useOnline } from "@/lib/online";
import { setTheme, useTheme } from "@/lib/theme";

import { useDeviceZone } from "./useDeviceZone";
import { usePageChange } from "./usePageChange";

interface NavItem {
  to: string;
  label: string;
}

const NAV: Record<Role | "visitor", readonly NavItem[]> = {
  visitor: [
    { to: "/readers", label: "Readers" },
    { to: "/about", label: "About" },
    { to: "/help", label: "How billing works" },
  ],
  client: [
    { to: "/dashboard", label: "Overview" },
    { to: "/readers", label: "Readers" },
    { to: "/bookings", label: "Bookings" },
    { to: "/sessions", label: "My sessions" },
    { to: "/wallet", label: "Wallet" },
    { to: "/help", label: "Help" },
  ],
  reader: [
    { to: "/reader", label: "My desk" },
    { to: "/bookings", label: "Bookings" },
    { to: "/reader/availability", label: "Availability" },
    { to: "/sessions", label: "Sessions" },
    { to: "/reader/reviews", label: "Reviews" },
    { to: "/earnings", label: "Earnings" },
    { to: "/help", label: "Help" },
  ],
  admin: [
    { to: "/admin", label: "Admin" },
    { to: "/readers", label: "Readers" },
    { to: "/help", label: "Help" },
  ],
};

/** What stands around every page: skip link, header, live-session bar, main, footer, live regions. */
export function Shell() {
  const main = useRef<HTMLElement>(null);
  usePageChange(main);
  useDeviceZone();
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#main"
        className="sr-only z-50 rounded-control bg-pink px-4 py-2 font-semibold text-on-pink focus:not-sr-only focus:fixed focus:left-3 focus:top-3"
      >
        Skip to content
      </a>
      <Header />
      <LiveSessionBar />
      <WaitingBar />
      <OfflineBanner />
      <SuspendedBanner />
      <main ref={main} id="main" tabIndex={-1} className="mx-auto w-full max-w-6xl grow px-4 py-8 sm:px-6 sm:py-10">
        <Outlet />
      </main>
      <Footer />
      <Notices />
      <Announcer />
    </div>
  );
}

function Header() {
  const account = useAccount();
  const signedIn = useAuthStatus() === "signed_in";
  const items = NAV[account.data?.role ?? "visitor"];
  return (
    <header className="sticky top-0 z-30 border-b border-line bg-canvas/90 backdrop-blur-md">
      <div className="mx-auto flex h-16 max-w-6xl items-center gap-2 px-4 sm:px-6">
        <Link to="/" className="mr-2 flex items-center gap-2 py-2 no-underline lg:mr-6">
          <Icon name="sparkle" filled className="size-6 text-pink" />
          {/* Signed in, a phone's header has room for the sign alone. */}
          <span className={cx("font-serif text-xl font-semibold tracking-tight", signedIn && "max-[26rem]:sr-only")}>SoulSeer</span>
        </Link>
        <nav aria-label="Main" data-visitor={account.data ? undefined : ""} className="hidden grow gap-1 lg:flex">
          {items.map((item) => (
            <NavLink
              key={item.to}
              to={item.to}
              end={item.to === "/reader"}
              className="flex min-h-11 items-center whitespace-nowrap rounded-control px-3 font-medium text-muted no-underline transition-colors hover:text-text aria-[current=page]:text-pink-text"
            >
              {item.label}
            </NavLink>
          ))}
        </nav>
        <div className="ml-auto flex items-center gap-1 sm:gap-2">
          {account.data?.role === "client" ? <BalanceChip /> : null}
          {signedIn ? <Bell /> : null}
          <ThemeButton />
          {!signedIn ? <SignInButton /> : account.data ? <UserMenu account={account.data} /> : <Skeleton className="size-9 rounded-full" />}
          <MobileNav items={items} />
        </div>
      </div>
    </header>
  );
}

function BalanceChip() {
  const wallet = useWallet();
  if (!wallet.data) return <Skeleton className="h-9 w-20 rounded-full" />;
  return (
    <Link
      to="/wallet"
      aria-label="Wallet balance"
      aria-describedby="balance-chip"
      className="flex min-h-10 items-center gap-2 rounded-full border border-gold/50 bg-gold-tint px-3 text-sm font-semibold text-gold-text no-underline transition-colors hover:border-gold"
    >
      <Icon name="wallet" className="size-4.5 max-[22rem]:hidden" />
      <span id="balance-chip">
        <Money cents={wallet.data.balance_cents} currency={wallet.data.currency} />
      </span>
    </Link>
  );
}

function ThemeButton() {
  const theme = useTheme();
  const next = theme === "dark" ? "light" : "dark";
  return (
    <IconButton
      icon={theme === "dark" ? "sun" : "moon"}
      label={`Use the ${next} theme`}
      className="max-sm:hidden"
      onClick={() => setTheme(next)}
    />
  );
}

/** The same for a phone, where the header has no room for it. */
function ThemeMenuItem() {
  const theme = useTheme();
  const next = theme === "dark" ? "light" : "dark";
  return (
    <button type="button" className={cx(menuItemClass, "sm:hidden")} onClick={() => setTheme(next)}>
      <Icon name={theme === "dark" ? "sun" : "moon"} />
      Use the {next} theme
    </button>
  );
}

function useSignIn() {
  const { pathname, search } = useLocation();
  const [leaving, setLeaving] = useState(false);
  const start = () => {
    setLeaving(true);
    signIn(pathname + search).catch((error: unknown) => {
      setLeaving(false);
      notify(sentenceFor(error), "danger");
    });
  };
  return { start, leaving };
}

function SignInButton() {
  const { start, leaving } = useSignIn();
  return (
    <Button size="small" className="min-h-10" data-visitor="" busy={leaving} onClick={start}>
      Sign in
    </Button>
  );
}

function leave(): void {
  signOut().catch((error: unknown) => notify(sentenceFor(error), "danger"));
}

function UserMenu({ account }: { account: Account }) {
  return (
    <Menu
      label={`Account menu, ${account.display_name}`}
      triggerClassName="p-1"
      trigger={<Avatar url={account.avatar_url} name={account.display_name} size="small" />}
    >
      <div className="border-b border-line px-3 pb-2.5 pt-1.5">
        <p className="truncate font-semibold">{account.display_name}</p>
        <p className="truncate text-sm text-muted">{account.email ?? "Signed in"}</p>
      </div>
      <ul className="pt-2">
        <MenuLink to="/account" icon="user">
          Account
        </MenuLink>
        {account.role === "reader" ? (
          <MenuLink to="/wallet" icon="wallet">
            Wallet
          </MenuLink>
        ) : null}
        {account.role === "client" ? (
          <MenuLink to="/favourites" icon="heart">
            Favourites
          </MenuLink>
        ) : null}
        {account.role === "admin" ? null : (
          <MenuLink to="/notes" icon="note">
            Notes
          </MenuLink>
        )}
        {account.role === "client" ? (
          <MenuLink to="/apply" icon="sparkle">
            Become a reader
          </MenuLink>
        ) : null}
        <li>
          <button type="button" className={menuItemClass} onClick={leave}>
            <Icon name="sign_out" />
            Sign out
          </button>
        </li>
      </ul>
    </Menu>
  );
}

function MenuLink({ to, icon, children }: { to: string; icon: IconName; children: string }) {
  return (
    <li>
      <NavLink to={to} className={menuItemClass}>
        <Icon name={icon} />
        {children}
      </NavLink>
    </li>
  );
}

function MobileNav({ items }: { items: readonly NavItem[] }) {
  return (
    <div className="lg:hidden">
      <Menu label="Pages" triggerClassName="size-11 justify-center" trigger={<Icon name="menu" />}>
        <nav aria-label="Pages">
          <ul>
            {items.map((item) => (
              <li key={item.to}>
                <NavLink to={item.to} end={item.to === "/reader"} className={menuItemClass}>
                  {item.label}
                </NavLink>
              </li>
            ))}
          </ul>
        </nav>
        <ThemeMenuItem />
      </Menu>
    </div>
  );
}

function OfflineBanner() {
  if (useOnline()) return null;
  return (
    <div className="mx-auto w-full max-w-6xl px-4 pt-4 sm:px-6">
      <Banner tone="warning" live title="You are offline">
        What you see may be out of date. We carry on by ourselves when the connection is back.
      </Banner>
    </div>
  );
}

function SuspendedBanner() {
  const account = useAccount();
  if (!account.data?.suspended) return null;
  return (
    <section aria-label="Suspension" className="mx-auto w-full max-w-6xl px-4 pt-4 sm:px-6">
      <Banner tone="danger" title="Your account is suspended">
        You can read your own data. Nothing can be started, bought or changed.
      </Banner>
    </section>
  );
}

const FOOTER: readonly NavItem[] = [
  { to: "/about", label: "About" },
  { to: "/help", label: "Help and billing" },
  { to: "/privacy", label: "Privacy" },
  { to: "/terms", label: "Terms" },
];

function Footer() {
  return (
    <footer className="mt-12 border-t border-line">
      <div className="mx-auto flex max-w-6xl flex-wrap items-center justify-between gap-x-8 gap-y-4 px-4 py-8 sm:px-6">
        <p className="max-w-sm text-sm text-muted">
          Readings are for guidance and reflection. They do not replace medical, legal or financial advice.
        </p>
        <nav aria-label="About SoulSeer">
          <ul className="flex flex-wrap gap-x-5">
            {FOOTER.map((item) => (
              <li key={item.to}>
                <Link
                  to={item.to}
                  className="flex min-h-9 items-center text-sm text-muted no-underline hover:text-pink-text hover:underline"
                >
                  {item.label}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      </div>
    </footer>
  );
}
