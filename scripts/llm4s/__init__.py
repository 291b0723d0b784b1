"""LLM4S: curated records about large language models for science, rendered as a guidebook."""
