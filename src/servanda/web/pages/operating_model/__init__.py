"""The pages of an organisation's operating model."""
