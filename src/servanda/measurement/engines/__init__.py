"""Query engines that measure: one module each, behind the protocol in ``measurement.engine``."""
