"""Double entry: accounts, transactions that balance, and a ledger that only grows.

It knows money, days and names, and nothing of agreements.
"""
