"""Wallets, earnings and the ledger behind them. This area calls no other area."""
