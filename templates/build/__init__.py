"""How the shipped Word templates are made."""
