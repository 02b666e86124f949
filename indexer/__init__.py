"""What a record says: text, words, index, query, hit; and reading what arrives."""
