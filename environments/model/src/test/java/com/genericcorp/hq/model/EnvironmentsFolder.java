package com.genericcorp.hq.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.cli.InvalidInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A copy of the repository's environments that a test may spoil. */
public final class EnvironmentsFolder {
  /** The repository's own files. */
  static final Path REAL = Repository.find().environments();

  private final Path folder;

  public EnvironmentsFolder(Path temporary) {
    folder = temporary.resolve("environments");
    try {
      Files.createDirectories(folder);
      try (Stream<Path> files = Files.list(REAL)) {
        for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
          Files.copy(file, folder.resolve(file.getFileName()));
        }
      }
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  EnvironmentsFolder write(String name, String text) {
    try {
      Files.writeString(folder.resolve(name), text);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
    return this;
  }

  String read(String name) {
    try {
      return Files.readString(folder.resolve(name));
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  /** Replaces text that stands once in a file. */
  public EnvironmentsFolder replace(String name, String from, String to) {
    String text = read(name);
    assertThat(text).containsOnlyOnce(from);
    return write(name, text.replace(from, to));
  }

  Environments environments() {
    return new Environments(folder);
  }

  /** The message with which the environment is refused. */
  String refusal(String name) {
    try {
      environments().load(name);
    } catch (InvalidInput refused) {
      return refused.getMessage();
    }
    throw new AssertionError(name + " was not refused");
  }
}
