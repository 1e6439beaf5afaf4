"""The real machine: processes that are killed, disks that are full, files that are damaged, folders that are closed."""
