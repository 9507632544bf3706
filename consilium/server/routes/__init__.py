"""What the server can be asked for, one noun a file."""
