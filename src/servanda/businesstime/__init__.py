"""Opening hours and holidays, elapsed and due; knows no engine."""
