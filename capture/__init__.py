"""What the camera saw, in numbers and files: facts only, never advice."""
