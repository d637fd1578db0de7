"""Accounts, readers and admins through the API, on the real table engine."""
