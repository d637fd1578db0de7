import { readFileSync } from "node:fs";
import { extname, join } from "node:path";

interface Pages {
  pages: { path: string; file: string }[];
  nowhere: string;
}

/** The page that the build has for an address; null for a file's. */
export function fileOf(dist: string, pathname: string): { status: number; html: string } | null {
  if (extname(pathname) !== "") return null;
  const { pages, nowhere } = JSON.parse(readFileSync(join(dist, ".edge/pages.json"), "utf8")) as Pages;
  const segments = pathname.replace(/^\/|\/$/g, "").split("/");
  const found = pages.find(({ path }) => {
    const pattern = path.slice(1).split("/");
    return pattern.length === segments.length && pattern.every((part, index) => part === segments[index] || part.startsWith(":"));
  });
  return { status: found ? 200 : 404, html: readFileSync(join(dist, found?.file ?? nowhere), "utf8") };
}
