"""English, in which the program was written."""
