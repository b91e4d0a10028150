package com.genericcorp.hq.server.place;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of this machine. */
public record LocalFile(Path path) implements ExportSource {
  @Override
  public InputStream open() throws IOException {
    return Files.newInputStream(path);
  }

  @Override
  public String shown() {
    return path.toString();
  }
}
