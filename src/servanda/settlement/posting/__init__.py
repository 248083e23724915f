"""From what the parties said to double entry.

One rule moves all money: what should stand on an account by the word in force is compared with
what was posted, and the difference is posted. So a credit is posted once, whatever is replayed,
and a restatement, a settled dispute and an entry taken back need no rules of their own.
"""
