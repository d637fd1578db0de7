"""What the API says about itself: health, its OpenAPI document, its browsable page."""
