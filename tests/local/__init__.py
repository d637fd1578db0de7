"""Tests of the local run: its servers, its supervisor, and a whole run."""
