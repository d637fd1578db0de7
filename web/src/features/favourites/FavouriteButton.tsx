import { useState } from "react";
import { useLocation } from "react-router";

import { UnlessSuspended } from "@/components/UnlessSuspended";
import { Icon } from "@/components/icons";
import { useAccount } from "@/lib/account";
import { sentenceFor } from "@/lib/api/errors";
import { signIn } from "@/lib/auth/auth";
import { useAuthStatus } from "@/lib/auth/useAuth";
import { cx } from "@/lib/cx";
import { notify } from "@/lib/notices";

import { useChangeFavourite, useFavouriteIds } from "./useFavourites";

interface FavouriteButtonProps {
  readerId: string;
  name: string;
  className?: string;
}

/** A heart that is full for the client's favourites. Visitors sign in first; readers and admins have none. */
export function FavouriteButton(props: FavouriteButtonProps) {
  return useAuthStatus() === "signed_out" ? <VisitorsHeart {...props} /> : <ClientsHeart {...props} />;
}

function ClientsHeart({ readerId, name, className }: FavouriteButtonProps) {
  const role = useAccount().data?.role;
  const ids = useFavouriteIds();
  const change = useChangeFavourite();
  if (role !== "client" || ids.data === undefined) return null;
  const marked = ids.data.reader_ids.includes(readerId);
  return (
    <UnlessSuspended>
      <Heart
        name={name}
        marked={marked}
        title={marked ? "Remove from favourites" : "Add to favourites"}
        className={className}
        onPress={() => change.mutate({ readerId, name, mark: !marked })}
      />
    </UnlessSuspended>
  );
}

/** There are as many as cards on the pages that visitors see first: it asks for nothing. */
function VisitorsHeart({ name, className }: FavouriteButtonProps) {
  const { pathname, search } = useLocation();
  const [leaving, setLeaving] = useState(false);
  const press = () => {
    if (leaving) return;
    setLeaving(true);
    signIn(pathname + search).catch((error: unknown) => {
      setLeaving(false);
      notify(sentenceFor(error), "danger");
    });
  };
  return <Heart name={name} marked={false} title="Sign in to keep favourites" className={className} onPress={press} />;
}

interface HeartProps {
  name: string;
  marked: boolean;
  title: string;
  className: string | undefined;
  onPress: () => void;
}

function Heart({ name, marked, title, className, onPress }: HeartProps) {
  return (
    <button
      type="button"
      aria-pressed={marked}
      aria-label={`Favourite: ${name}`}
      title={title}
      onClick={onPress}
      className={cx(
        "inline-flex size-11 shrink-0 items-center justify-center rounded-full border border-line bg-canvas/85 backdrop-blur-sm transition-colors duration-150 enabled:hover:border-pink-text enabled:hover:text-pink-text disabled:cursor-not-allowed disabled:opacity-50",
        marked ? "text-pink-text" : "text-text",
        className,
      )}
    >
      <Icon name="heart" filled={marked} className="size-5.5" />
    </button>
  );
}
