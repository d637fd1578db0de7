"""Moderation: people flag what others have written, three flags hide it, a moderator decides."""
