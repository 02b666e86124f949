"""The clerk's acts, which join forms, archive and index."""
