"""Tests of the deployable template and of packaging."""
