"""The rules of the trade: what an operating model is held against, each finding explained."""
