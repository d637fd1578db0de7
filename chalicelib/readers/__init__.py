"""Readers: their profile, rates, availability for a session now, reviews, and how clients find them."""
