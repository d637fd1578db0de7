import { useState, type ReactNode } from "react";
import { useLocation } from "react-router";

import { Button, LinkButton } from "@/components/Button";
import { FormError } from "@/components/FormError";
import { PageHeader } from "@/components/PageHeader";
import { PageSkeleton } from "@/components/Skeleton";
import { ErrorState } from "@/components/States";
import { useAccount } from "@/lib/account";
import type { Role } from "@/lib/api/types";
import { signIn } from "@/lib/auth/auth";
import { useAuthStatus } from "@/lib/auth/useAuth";

const ROLE_WORDS: Record<Role, string> = { client: "clients", reader: "readers", admin: "administrators" };

/** Shows a page to those whom it is for, and says to everybody else what to do instead. */
export function RequireRole({ roles, children }: { roles: readonly Role[]; children: ReactNode }) {
  const status = useAuthStatus();
  const account = useAccount();

  if (status === "signed_out") return <SignInFirst />;
  if (account.data) return roles.includes(account.data.role) ? children : <NotForYou roles={roles} />;
  if (account.error) return <ErrorState error={account.error} onRetry={() => void account.refetch()} retrying={account.isFetching} />;
  return <PageSkeleton />;
}

function SignInFirst() {
  const { pathname, search } = useLocation();
  const [error, setError] = useState<unknown>(null);
  const [leaving, setLeaving] = useState(false);
  const go = async () => {
    setLeaving(true);
    try {
      await signIn(pathname + search);
    } catch (failure) {
      setError(failure);
      setLeaving(false);
    }
  };
  return (
    <div className="mx-auto max-w-md py-12 text-center">
      <PageHeader centered title="Sign in to continue" lead="This page is yours alone. You come back right here afterwards." />
      <Button size="large" busy={leaving} onClick={() => void go()}>
        Sign in
      </Button>
      <FormError error={error} className="mt-6 text-left" />
    </div>
  );
}

function NotForYou({ roles }: { roles: readonly Role[] }) {
  return (
    <div className="mx-auto max-w-md py-12 text-center">
      <PageHeader
        centered
        title="Not for this account"
        lead={`This page is for ${roles.map((role) => ROLE_WORDS[role]).join(" and ")}. You are signed in with another kind of account.`}
      />
      <LinkButton to="/" variant="secondary">
        To the home page
      </LinkButton>
    </div>
  );
}
