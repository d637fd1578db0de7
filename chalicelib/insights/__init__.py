"""Insights: what clients and readers see of their own money and time, by day. It only reads."""
