"""On-demand sessions: ringing, presence, minutes, the end, settlement and the receipt."""
