import { Banner } from "@/components/Banner";
import type { ReaderProfile } from "@/lib/api/types";
import { plural } from "@/lib/words";

/** On a reader's desk: how many clients wait. */
export function LineOfReader({ reader }: { reader: ReaderProfile }) {
  if (reader.waiting_count === 0) return null;
  const away = reader.reachability !== "online";
  return (
    <Banner tone="info" live title={`${plural(reader.waiting_count, "client waits", "clients wait")} in line for you`}>
      {away
        ? "Go online and the one who came first is offered a session."
        : "When you are free, the one who came first has a minute to ring you; then the next."}
    </Banner>
  );
}
