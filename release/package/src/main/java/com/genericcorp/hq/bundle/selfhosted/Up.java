package com.genericcorp.hq.bundle.selfhosted;

import com.genericcorp.hq.builder.blobs.BlobStore;
import com.genericcorp.hq.builder.build.BuiltImage;
import com.genericcorp.hq.model.Environment;
import java.nio.file.Path;
import java.util.List;

/** What the steps of {@code up selfhosted} know: where things are, and what earlier ones made. */
final class Up {
  final Path repository;
  final Environment environment;
  final Installation installation;
  final String version;
  final int httpsPort;
  final int httpPort;
  final BlobStore store = BlobStore.ofThisUser();
  List<BuiltImage> images = List.of();

  Up(
      Path repository,
      Environment environment,
      Installation installation,
      String version,
      int httpsPort,
      int httpPort) {
    this.repository = repository;
    this.environment = environment;
    this.installation = installation;
    this.version = version;
    this.httpsPort = httpsPort;
    this.httpPort = httpPort;
  }
}
