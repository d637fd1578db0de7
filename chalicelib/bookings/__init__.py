"""Booked readings: availability and open slots, booking, cancelling, moving, holding, and the release of the money."""
