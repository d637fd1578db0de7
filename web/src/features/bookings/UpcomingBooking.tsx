import { Section } from "@/components/Card";
import { TextLink } from "@/components/Button";
import { useAccount } from "@/lib/account";

import { BookingRow } from "./BookingRow";
import { useBookingList } from "./useBookings";

/** The next booking of the signed-in person, for the pages that they start from; nothing while there is none. */
export default function UpcomingBooking({ className }: { className?: string }) {
  const bookings = useBookingList("ahead", 1, useAccount().data !== undefined);
  const next = bookings.data?.pages[0]?.items[0];
  if (!next) return null;
  return (
    <Section title="Your next reading" className={className} action={<TextLink to="/bookings">All bookings</TextLink>}>
      <BookingRow booking={next} level={3} />
    </Section>
  );
}
