"""Scripts that make the data files which ship with `capture`. They read nothing but the program itself, and tests run them again to compare."""
