"""The local run: development-only machinery. Nothing here is packaged, deployed or named by a deployed stage."""
