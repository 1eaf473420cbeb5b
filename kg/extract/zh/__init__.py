"""The rules of Chinese, simplified and traditional."""
