import type { ReactNode } from "react";

/** A page that is read from top to bottom, title included. */
export function Prose({ children }: { children: ReactNode }) {
  return (
    <div className="mx-auto max-w-[44rem] space-y-4 [&_h2]:mt-10 [&_h2]:text-2xl [&_h3]:mt-6 [&_h3]:text-xl [&_li]:pl-1 [&_ol]:list-decimal [&_ol]:space-y-2 [&_ol]:pl-6 [&_ul]:list-disc [&_ul]:space-y-2 [&_ul]:pl-6">
      {children}
    </div>
  );
}
