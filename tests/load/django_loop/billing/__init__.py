"""A per-minute billing loop as a Django project has it; `make bench` compares SoulSeer's sweep with it.

Models and two forms of the tick that a Celery beat would call each minute; nothing of SoulSeer's own.
"""
