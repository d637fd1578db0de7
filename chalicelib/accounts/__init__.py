"""Accounts: who a person is to this product, first sign-in, profile, role, suspension. Calls only the wallet."""
