import type { MockAnswer } from "./http.ts";

/** A drawn portrait for each name: enough likeness of a photo to judge a page by. */
export function portrait(pathname: string): MockAnswer {
  const name = decodeURIComponent(pathname.split("/").at(-1) ?? "").replace(".svg", "");
  const seed = Array.from(name).reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 3600, 7);
  const hue = seed % 360;
  const skin = ["#f0c9a8", "#d9a07a", "#a86f4b", "#7a4a30", "#e7b894"][seed % 5] ?? "#d9a07a";
  const hair = ["#1d1210", "#3a2216", "#6b3f23", "#b98a4a", "#d8d3cf"][(seed >> 2) % 5] ?? "#1d1210";
  const long = seed % 3 !== 0;
  const body = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400">
<defs><radialGradient id="g" cx=".5" cy=".3" r=".9"><stop offset="0" stop-color="hsl(${hue} 45% 42%)"/><stop offset="1" stop-color="hsl(${(hue + 40) % 360} 50% 12%)"/></radialGradient></defs>
<rect width="400" height="400" fill="url(#g)"/>
${long ? `<path d="M110 190c0-130 180-130 180 0v150H110z" fill="${hair}"/>` : ""}
<path d="M60 400c10-90 70-110 140-110s130 20 140 110z" fill="hsl(${(hue + 200) % 360} 30% 24%)"/>
<path d="M170 250h60v50c0 30-60 30-60 0z" fill="${skin}"/>
<ellipse cx="200" cy="195" rx="68" ry="84" fill="${skin}"/>
<path d="M128 190c0-100 144-100 144 0-10-50-40-62-72-62s-62 12-72 62z" fill="${hair}"/>
<g fill="#22140f"><circle cx="174" cy="198" r="6"/><circle cx="226" cy="198" r="6"/></g>
<path d="M176 238c14 14 34 14 48 0" fill="none" stroke="#8c3b3b" stroke-width="5" stroke-linecap="round"/>
</svg>`;
  return { status: 200, body, headers: { "Content-Type": "image/svg+xml" } };
}
