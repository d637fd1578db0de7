"""Sessions, on demand and booked: ringing, presence, minutes, the end, settlement and the receipt."""
