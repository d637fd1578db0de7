import { useEffect, useState } from "react";
import { useNavigate } from "react-router";

import { LinkButton, Spinner } from "@/components/Button";
import { FormError } from "@/components/FormError";
import { PageHeader } from "@/components/PageHeader";
import { completeSignIn } from "@/lib/auth/auth";

/** A code from the issuer works once, and React mounts twice in development: one completion for the life of the page. */
let completion: Promise<string> | undefined;

/** Where the issuer sends people back to: finishes the sign-in and goes on to where they were. */
export default function CallbackPage() {
  const navigate = useNavigate();
  const [error, setError] = useState<unknown>(null);

  useEffect(() => {
    let shown = true;
    completion ??= completeSignIn().finally(() => {
      completion = undefined;
    });
    completion.then(
      (returnTo) => {
        if (shown) void navigate(returnTo, { replace: true });
      },
      (failure: unknown) => {
        if (shown) setError(failure);
      },
    );
    return () => {
      shown = false;
    };
  }, [navigate]);

  if (error) {
    return (
      <div className="mx-auto max-w-md py-12">
        <PageHeader title="Signing in did not work" lead="This can happen when the page was open for long. Please try once more." />
        <FormError error={error} className="mb-6" />
        <LinkButton to="/">To the home page</LinkButton>
      </div>
    );
  }
  return (
    <div role="status" className="flex items-center justify-center gap-3 py-24 text-lg">
      <Spinner className="size-6 text-pink-text" />
      Signing you in…
    </div>
  );
}
