"""Every measure against its target, on real faces and in the virtual studio: `python -m tests.bench.measures [--quick] [GROUP …]` prints the table.

Real faces are in a folder `shared` beside the checkout; where it is absent their rows say so. Studio rows go through MediaPipe, on everybody who has a name
and on strangers that no model was trained on.
"""
