"""Pure arithmetic that detectors share: null models, tails, bursts, text keys, draws. No I/O, no clock, no dice."""
