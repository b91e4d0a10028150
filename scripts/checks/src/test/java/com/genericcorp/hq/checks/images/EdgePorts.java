package com.genericcorp.hq.checks.images;

import com.genericcorp.hq.builder.testing.Engine;
import com.genericcorp.hq.verify.targets.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Two ports of this machine at which an edge is published. */
record EdgePorts(int https, int http) {
  /** Ports on which nothing listens yet. */
  static EdgePorts free() throws IOException {
    return new EdgePorts(Engine.freePort(), Engine.freePort());
  }

  /** Words of {@code docker run}, with others before them. */
  String[] published(String... others) {
    List<String> words = new ArrayList<>(List.of(others));
    words.add("--publish=127.0.0.1:" + https + ":8443");
    words.add("--publish=127.0.0.1:" + http + ":8080");
    return words.toArray(String[]::new);
  }

  /** What {@code verify} is to look at there. */
  Target target(String tenantHost, Path authority, Path keys) {
    return Installation.target(tenantHost, https, http, authority, keys);
  }
}
