import { LinkButton } from "@/components/Button";
import { PageHeader } from "@/components/PageHeader";

export default function NotFoundPage() {
  return (
    <div className="mx-auto max-w-md py-12 text-center">
      <p aria-hidden="true" className="font-display text-7xl text-pink-text">
        Lost?
      </p>
      <PageHeader centered title="There is no such page" lead="The address may have a slip in it, or the page has moved." />
      <div className="flex flex-wrap justify-center gap-3">
        <LinkButton to="/readers">Browse readers</LinkButton>
        <LinkButton to="/" variant="secondary">
          To the home page
        </LinkButton>
      </div>
    </div>
  );
}
