"""The commands of the command line: words in, acts of the office, Thai sentences or JSON out."""
