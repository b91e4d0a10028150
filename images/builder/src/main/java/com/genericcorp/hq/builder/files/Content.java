package com.genericcorp.hq.builder.files;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The bytes of a file, wherever they are kept. They are the same each time they are read. */
public interface Content {
  /** How many bytes there are. */
  long size();

  /** The bytes from the first on; the caller closes the stream. */
  InputStream open() throws IOException;

  /** The file of the disk that it is the whole of, if it is one. */
  default Optional<Path> file() {
    return Optional.empty();
  }

  static Content of(byte[] bytes) {
    byte[] own = bytes.clone();
    return new Content() {
      @Override
      public long size() {
        return own.length;
      }

      @Override
      public InputStream open() {
        return new ByteArrayInputStream(own);
      }
    };
  }

  static Content of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A file on the disk, of this size now. */
  static Content of(Path file) throws IOException {
    long size = Files.size(file);
    return new Content() {
      @Override
      public long size() {
        return size;
      }

      @Override
      public InputStream open() throws IOException {
        return Files.newInputStream(file);
      }

      @Override
      public Optional<Path> file() {
        return Optional.of(file);
      }
    };
  }
}
