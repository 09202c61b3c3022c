"""What would have changed a plan: reckoned on the routes as planned, with the engine's own exact evaluation."""
