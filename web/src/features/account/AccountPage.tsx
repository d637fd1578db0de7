import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";

import { Button } from "@/components/Button";
import { Card } from "@/components/Card";
import { Choice, Select, TextField } from "@/components/Field";
import { FormError } from "@/components/FormError";
import { PageHeader } from "@/components/PageHeader";
import { PageSkeleton } from "@/components/Skeleton";
import { ChoicesCard } from "@/features/notifications/ChoicesCard";
import { useAccount } from "@/lib/account";
import { api, data } from "@/lib/api/client";
import { fieldError } from "@/lib/api/errors";
import { queryKeys } from "@/lib/api/query";
import type { Account } from "@/lib/api/types";
import { notify } from "@/lib/notices";
import { setTheme, useTheme } from "@/lib/theme";
import { timeZones, viewerTimeZone } from "@/lib/time";

import { MoneyOfBefore } from "./MoneyOfBefore";

export default function AccountPage() {
  const account = useAccount();
  return (
    <div className="mx-auto max-w-2xl">
      <PageHeader title="Account" lead={account.data?.email ? `You sign in as ${account.data.email}.` : undefined} />
      {account.data ? (
        <div className="space-y-6">
          <AccountForm account={account.data} />
          <MoneyOfBefore role={account.data.role} />
          <Appearance />
          <ChoicesCard disabled={account.data.suspended} />
        </div>
      ) : (
        <PageSkeleton />
      )}
    </div>
  );
}

const FIELDS = ["display_name", "phone", "time_zone"];

function AccountForm({ account }: { account: Account }) {
  const queryClient = useQueryClient();
  const [name, setName] = useState(account.display_name);
  const [phone, setPhone] = useState(account.phone ?? "");
  const [zone, setZone] = useState(account.time_zone ?? viewerTimeZone());
  const save = useMutation({
    mutationFn: () => data(api.PATCH("/v1/me", { body: { display_name: name.trim(), phone: phone.trim() || null, time_zone: zone } })),
    onSuccess: (saved) => {
      queryClient.setQueryData(queryKeys.account, saved);
      notify("Your account is saved.", "success");
    },
  });
  const shownAtField = FIELDS.some((field) => fieldError(save.error, field));

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Card>
      <form onSubmit={submit} className="space-y-5">
        <TextField
          label="Display name"
          hint="What readers and clients see."
          autoComplete="nickname"
          required
          value={name}
          onChange={(event) => setName(event.target.value)}
          error={fieldError(save.error, "display_name")}
        />
        <TextField
          label="Phone"
          hint="Optional, with the country’s code. Never shown to anybody."
          type="tel"
          autoComplete="tel"
          value={phone}
          onChange={(event) => setPhone(event.target.value)}
          error={fieldError(save.error, "phone")}
        />
        <Select
          label="Time zone"
          hint="For e-mails. Pages show times in the zone of the device you look at."
          value={zone}
          onChange={(event) => setZone(event.target.value)}
          error={fieldError(save.error, "time_zone")}
        >
          {[...new Set([zone, ...timeZones()])].map((each) => (
            <option key={each}>{each}</option>
          ))}
        </Select>
        {shownAtField ? null : <FormError error={save.error} />}
        <Button type="submit" busy={save.isPending} disabled={account.suspended}>
          Save
        </Button>
      </form>
    </Card>
  );
}

function Appearance() {
  const theme = useTheme();
  return (
    <Card as="section" aria-labelledby="appearance">
      <h2 id="appearance" className="mb-4 text-2xl">
        Appearance
      </h2>
      <Choice
        legend="Theme"
        name="theme"
        value={theme}
        onChange={setTheme}
        options={[
          { value: "dark", label: "Dark" },
          { value: "light", label: "Light" },
        ]}
      />
    </Card>
  );
}
