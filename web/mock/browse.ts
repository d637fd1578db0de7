import type { components } from "../src/lib/api/schema.ts";
import { READERS } from "./data.ts";

type Schemas = components["schemas"];
type Reader = Schemas["ReaderProfile"];
type Group = "modality" | "online" | "speciality" | "language" | "price" | "rating" | "text";

const BANDS = [
  [0, 199],
  [200, 299],
  [300, 499],
  [500, 5000],
] as const;

const priceOf = (reader: Reader, modality: string | null) =>
  Math.min(...reader.rates.filter((rate) => modality === null || rate.modality === modality).map((rate) => rate.rate_cents));
const isOnline = (reader: Reader) => ["online", "in_session"].includes(reader.status);
const textOf = (reader: Reader) =>
  `${reader.display_name} ${reader.specialities.join(" ")} ${reader.headline} ${reader.bio}`.toLowerCase().split(/[^a-z0-9]+/);

function passes(reader: Reader, query: URLSearchParams, but?: Group): boolean {
  const modality = query.get("modality");
  const price = priceOf(reader, modality);
  const specialities = query.getAll("speciality");
  const languages = query.getAll("language");
  const words = (query.get("q") ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  const checks: Record<Group, boolean> = {
    modality: modality === null || reader.rates.some((rate) => rate.modality === modality),
    online: query.get("online") !== "true" || isOnline(reader),
    speciality: specialities.length === 0 || specialities.some((each) => reader.specialities.includes(each)),
    language: languages.length === 0 || languages.some((each) => reader.languages.includes(each)),
    price: Number(query.get("min_rate_cents") ?? 0) <= price && price <= Number(query.get("max_rate_cents") ?? Infinity),
    rating: (reader.rating_hundredths ?? 0) >= Number(query.get("min_rating_hundredths") ?? 0),
    text: words.every((word) => textOf(reader).some((each) => each.startsWith(word))),
  };
  return Object.entries(checks).every(([group, passed]) => passed || group === but);
}

function facets(query: URLSearchParams): Schemas["Facets"] {
  const left = (but: Group) => READERS.filter((reader) => passes(reader, query, but));
  const count = (but: Group, holds: (reader: Reader) => boolean) => left(but).filter(holds).length;
  const tally = (but: Group, labels: (reader: Reader) => string[]) => {
    const values = left(but).flatMap(labels);
    return [...new Set([...values, ...query.getAll(but)])]
      .map((value) => ({ value, count: values.filter((each) => each === value).length }))
      .sort((a, b) => b.count - a.count || a.value.localeCompare(b.value));
  };
  const modality = query.get("modality");
  return {
    online: count("online", isOnline),
    modalities: ["text", "voice", "video"].map((value) => {
      const chosen = new URLSearchParams(query);
      chosen.set("modality", value);
      return { value, count: READERS.filter((reader) => passes(reader, chosen)).length };
    }),
    prices: BANDS.map(([low, high]) => ({
      min_rate_cents: low,
      max_rate_cents: high,
      count: count("price", (reader) => low <= priceOf(reader, modality) && priceOf(reader, modality) <= high),
    })),
    ratings: [450, 400, 300].map((least) => ({
      min_rating_hundredths: least,
      count: count("rating", (reader) => (reader.rating_hundredths ?? 0) >= least),
    })),
    specialities: tally("speciality", (reader) => reader.specialities),
    languages: tally("language", (reader) => reader.languages),
  };
}

/** A page of readers as the API would find them. */
export function browse(query: URLSearchParams): Schemas["ReaderPage"] {
  const modality = query.get("modality");
  const orders: Record<string, (a: Reader, b: Reader) => number> = {
    relevance: (a, b) => Number(b.featured) - Number(a.featured),
    featured: (a, b) => Number(b.featured) - Number(a.featured) || Number(isOnline(b)) - Number(isOnline(a)),
    rating: (a, b) => (b.rating_hundredths ?? 0) - (a.rating_hundredths ?? 0),
    price: (a, b) => priceOf(a, modality) - priceOf(b, modality),
    reviews: (a, b) => b.review_count - a.review_count,
  };
  const found = READERS.filter((reader) => passes(reader, query)).sort(orders[query.get("sort") ?? "featured"]);
  const from = Number(query.get("cursor") ?? 0);
  const limit = Number(query.get("limit") ?? 12);
  return {
    items: found.slice(from, from + limit),
    next_cursor: from + limit < found.length ? String(from + limit) : null,
    total: found.length,
    facets: query.get("facets") === "true" ? facets(query) : null,
  };
}
