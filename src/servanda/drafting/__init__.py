"""First drafts of agreements, from templates, schedules and what people's own exports hold."""
