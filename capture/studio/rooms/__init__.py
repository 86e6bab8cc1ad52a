"""The rooms behind the sitter: each module paints one on a canvas, in millimetres about the lens's axis."""
