"""What the numbers mean for a headshot: bands, words, the moment, the screen and the voice."""
