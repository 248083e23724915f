"""What people read: statements, figures opened, and an agreement in plain words."""
