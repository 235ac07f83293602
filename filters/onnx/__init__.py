"""Token classifiers in ONNX form as a detector: labels, and how the runtime is asked."""
