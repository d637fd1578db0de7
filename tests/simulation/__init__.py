"""The simulator that hunts for lost cents: see README.md."""
