// Put into each page's HTML by scripts/prerender.mjs; runs before the first paint. Sets the theme that was chosen (dark is
// the default), hides what is for visitors from somebody who is signed in, and asks for the page's first data at once,
// so that they are under way while the app is still being loaded (src/lib/api/first-answer.ts takes them over).
(() => {
  const root = document.documentElement;
  const names = Object.keys(localStorage);
  const isSignedIn = names.some((name) => name.startsWith("soulseer.auth."));
  root.dataset.theme = localStorage.getItem("soulseer.theme") === "light" ? "light" : "dark";
  root.toggleAttribute("data-signed-in", isSignedIn);
  // A browser's first use of Intl takes it longer than drawing a page: it is had while the app is awaited.
  window.requestIdleCallback?.(() => new Intl.NumberFormat("en-US").format(0));
  const asked = root.dataset.first?.replace("{path}", location.pathname);
  if (!asked || isSignedIn || location.search) return;
  const answer = fetch(asked, { headers: { Accept: "application/json" } });
  window.soulseerFirstAnswer = { asked, answer };
  if (!root.hasAttribute("data-first-photo")) return;
  answer
    .then((response) => response.clone().json())
    .then((found) => {
      const { photo_url } = found.items?.[0] ?? found;
      if (photo_url) Object.assign(new Image(), { fetchPriority: "high", src: photo_url });
    })
    .catch(() => {});
})();
