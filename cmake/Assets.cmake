# Style sheets and scripts: built by sass and esbuild, embedded with content hashes. Filled in with the assets.
