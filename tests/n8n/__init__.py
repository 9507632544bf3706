"""The workflows and the community node against a real n8n, headless on loopback."""
