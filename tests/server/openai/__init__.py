"""The endpoint in OpenAI's form, with OpenAI's own clients."""
