"""Direct preference optimization: the loss, a small language model made from nothing, made-up preferences, and the tuning. Needs PyTorch."""
