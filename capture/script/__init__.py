"""Scripts and what they are made of: personas, scenes, keyframes, and the sample sessions that travel with the program."""
