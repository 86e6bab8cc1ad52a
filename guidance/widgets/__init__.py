"""The parts of the screen: each shows a piece of a Frame or a Snapshot, and knows nothing else."""
