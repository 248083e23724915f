"""What people can do with the operating model of an organisation."""
