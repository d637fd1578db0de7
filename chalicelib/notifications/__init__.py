"""Notifications: what happened to somebody, told once, in the app and for some kinds by e-mail."""
