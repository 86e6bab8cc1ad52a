"""What the camera saw, in numbers and files: facts only, never advice."""

import os

# Before OpenCV is loaded: else a webcam that stalled would hold its reading thread for 10 s, and quitting with it.
os.environ.setdefault("OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT", "1")
