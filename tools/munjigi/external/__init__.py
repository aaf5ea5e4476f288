"""What leads out of the site: asked over the network, politely, and kept between runs."""
