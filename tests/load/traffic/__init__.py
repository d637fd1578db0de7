"""People who use the running product at once: how long answers take, and whether every confirmed fact stays."""
