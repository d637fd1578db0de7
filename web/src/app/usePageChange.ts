import { useEffect, useRef, type RefObject } from "react";
import { NavigationType, useLocation, useNavigationType } from "react-router";

/**
 * What a browser does by itself when a page is loaded, done for a change of route: scroll to the top (or to the
 * fragment) and move focus to the content, so that it is read out and Tab goes on from there. A change of the query
 * alone (a filter) is no change of page. Going back keeps the scroll position that the browser restores.
 */
export function usePageChange(main: RefObject<HTMLElement | null>): void {
  const { pathname, hash } = useLocation();
  const kind = useNavigationType();
  const seen = useRef<string | null>(null);

  useEffect(() => {
    const first = seen.current === null;
    const changed = seen.current !== pathname;
    seen.current = pathname;
    if (hash !== "") {
      document.getElementById(hash.slice(1))?.scrollIntoView();
      return;
    }
    if (first || !changed) return;
    if (kind !== NavigationType.Pop) window.scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [pathname, hash, kind, main]);
}
