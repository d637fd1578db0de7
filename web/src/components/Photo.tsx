import { useState } from "react";

import { cx } from "@/lib/cx";

interface PhotoProps {
  url: string | null;
  /** Whose photo it is. The name stands beside it everywhere, so the picture itself is decoration. */
  name: string;
  className?: string;
  /** Above the fold: fetched at once; `first` is the largest thing on its page and goes before the others. */
  eager?: boolean | "first";
}

/** A person's photo, or their initial on a quiet ground where there is none or it does not load. */
export function Photo({ url, name, className, eager = false }: PhotoProps) {
  const [failed, setFailed] = useState<string | null>(null);
  if (url === null || failed === url) {
    return (
      <span
        aria-hidden="true"
        className={cx(
          "@container-size flex items-center justify-center bg-linear-to-br from-pink-tint to-gold-tint font-serif text-pink-text",
          className,
        )}
      >
        <span className="text-[45cqmin] leading-none">{name.trim().charAt(0).toUpperCase()}</span>
      </span>
    );
  }
  return (
    <img
      src={url}
      alt=""
      width={400}
      height={400}
      loading={eager ? "eager" : "lazy"}
      fetchPriority={eager === "first" ? "high" : undefined}
      decoding="async"
      onError={() => setFailed(url)}
      className={cx("object-cover", className)}
    />
  );
}

const SIZES = { small: "size-9", medium: "size-12", large: "size-20" } as const;

export function Avatar({ url, name, size = "medium" }: PhotoProps & { size?: keyof typeof SIZES }) {
  return <Photo url={url} name={name} className={cx("shrink-0 rounded-full", SIZES[size])} />;
}
