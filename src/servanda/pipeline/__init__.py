"""What can be done with an agreement's folder: check, profile, measure, settle, explain, read."""
