"""What a party says, as forms: one page an act, made from tables, one of each subject."""
