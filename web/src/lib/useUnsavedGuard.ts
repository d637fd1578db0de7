import { useEffect, useRef, useState } from "react";
import { useNavigate } from "react-router";

/** The part of the Navigation API that is used here, where the browser has it. */
interface TraverseEvent extends Event {
  navigationType: string;
  destination: { url: string; key: string };
}
interface Navigation extends EventTarget {
  traverseTo: (key: string) => unknown;
}

type Way = { path: string } | { entry: string };

interface Guard {
  /** Somebody wants to leave the page: ask them. */
  asking: boolean;
  stay: () => void;
  leave: () => void;
}

/**
 * Keeps a page with unsaved changes from being left by accident: by a link or Back (then `asking` is true until
 * `stay` or `leave` is called), or by closing the window (then the browser asks in its own words).
 */
export function useUnsavedGuard(dirty: boolean): Guard {
  const navigate = useNavigate();
  const [way, setWay] = useState<Way | null>(null);
  const leaving = useRef(false);

  useEffect(() => {
    if (!dirty) return;
    leaving.current = false;
    const onUnload = (event: BeforeUnloadEvent) => {
      if (!leaving.current) event.preventDefault();
    };
    const onClick = (event: MouseEvent) => {
      const path = pathOfPlainClick(event);
      if (path === null || leaving.current) return;
      event.preventDefault();
      event.stopPropagation();
      setWay({ path });
    };
    const onNavigate = (event: Event) => {
      const { navigationType, destination, cancelable } = event as TraverseEvent;
      if (navigationType !== "traverse" || !cancelable || leaving.current) return;
      if (new URL(destination.url).pathname === window.location.pathname) return;
      event.preventDefault();
      setWay({ entry: destination.key });
    };
    const navigation = (window as { navigation?: Navigation }).navigation;
    window.addEventListener("beforeunload", onUnload);
    document.addEventListener("click", onClick, true);
    navigation?.addEventListener("navigate", onNavigate);
    return () => {
      window.removeEventListener("beforeunload", onUnload);
      document.removeEventListener("click", onClick, true);
      navigation?.removeEventListener("navigate", onNavigate);
    };
  }, [dirty]);

  return {
    asking: way !== null,
    stay: () => setWay(null),
    leave: () => {
      leaving.current = true;
      setWay(null);
      if (way === null) return;
      if ("path" in way) void navigate(way.path);
      else (window as { navigation?: Navigation }).navigation?.traverseTo(way.entry);
    },
  };
}

/** Where a click on a link of this app leads by itself; null for clicks that do something else, or open another window. */
function pathOfPlainClick(event: MouseEvent): string | null {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link?.href || link.target === "_blank" || link.hasAttribute("download")) return null;
  const { origin, pathname, search, hash } = new URL(link.href);
  if (origin !== window.location.origin || pathname === window.location.pathname) return null;
  return pathname + search + hash;
}
