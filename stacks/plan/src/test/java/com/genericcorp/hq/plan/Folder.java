package com.genericcorp.hq.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.model.Environments;
import com.genericcorp.hq.model.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A copy of the repository's environments that a test may change. */
public final class Folder {
  private final Path root;

  public Folder(Path temporary) {
    root = temporary;
    try (Stream<Path> files = Files.list(Repository.find().environments())) {
      Files.createDirectories(root.resolve("environments"));
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        Files.copy(file, root.resolve("environments").resolve(file.getFileName()));
      }
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  public Path root() {
    return root;
  }

  public Environments environments() {
    return new Environments(root.resolve("environments"));
  }

  public Folder write(String file, String text) {
    try {
      Files.createDirectories(root.resolve(file).getParent());
      Files.writeString(root.resolve(file), text);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
    return this;
  }

  /** Replaces text that stands once in an environment's file. */
  public Folder replace(String name, String from, String to) {
    try {
      String text = Files.readString(root.resolve("environments").resolve(name));
      assertThat(text).containsOnlyOnce(from);
      return write("environments/" + name, text.replace(from, to));
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }
}
