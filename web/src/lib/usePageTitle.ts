import { useEffect } from "react";

/** Sets the document's title ("Wallet · SoulSeer") while the page is shown. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = title === "" ? "SoulSeer" : `${title} · SoulSeer`;
  }, [title]);
}
