"""The independent model: what money.md and product.md say must be, told from what happened outside of the product.

It imports nothing of the product. Each auditor watches what is committed, item by item, and holds it against its own
arithmetic at once, so that a violation is found at the very write that makes it.
"""
