import { useSearchParams } from "react-router";

import { PageHeader } from "@/components/PageHeader";
import { Tabs } from "@/components/Tabs";

import { AuditLog } from "./AuditLog";
import { FindBookings } from "./FindBookings";
import { FlaggedItems } from "./FlaggedItems";
import { LedgerCheck } from "./LedgerCheck";
import { PendingReaders } from "./PendingReaders";

const TABS = [
  { id: "readers", label: "Readers to verify", content: <PendingReaders /> },
  { id: "bookings", label: "Bookings", content: <FindBookings /> },
  { id: "flagged", label: "Flagged", content: <FlaggedItems /> },
  { id: "ledger", label: "Ledger check", content: <LedgerCheck /> },
  { id: "audit", label: "Audit log", content: <AuditLog /> },
] as const;

export default function AdminPage() {
  const [query, setQuery] = useSearchParams();
  const asked = query.get("tab");
  return (
    <>
      <PageHeader title="Admin" lead="Every change here asks for a reason and is kept in the audit log." />
      <Tabs
        label="Admin"
        tabs={TABS}
        value={TABS.find((tab) => tab.id === asked)?.id ?? "readers"}
        onChange={(tab) => setQuery({ tab }, { replace: true })}
      />
    </>
  );
}
