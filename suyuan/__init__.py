"""The face: the command line and the assembly of processes; nothing else."""
