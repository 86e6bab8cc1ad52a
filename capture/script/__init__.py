"""Scripts and what they are made of: personas, scenes, keyframes, and the sample sittings that travel with the program."""
