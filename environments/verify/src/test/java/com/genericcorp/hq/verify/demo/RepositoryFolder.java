package com.genericcorp.hq.verify.demo;

import com.genericcorp.hq.model.Repository;
import com.genericcorp.hq.verify.targets.TargetFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A repository with the real descriptions of environments, and state of its own. */
public final class RepositoryFolder {
  public final Path root;

  public RepositoryFolder(Path root) throws IOException {
    this.root = root;
    Path copies = Files.createDirectories(root.resolve("environments"));
    try (Stream<Path> files = Files.list(Repository.find().environments())) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        Files.copy(file, copies.resolve(file.getFileName()));
      }
    }
  }

  /** Writes what the local platform writes when it has started this environment. */
  public void started(DemoEnvironment environment, Path ca) throws IOException {
    Path keys = state("keys.json", "{\"probe\":\"" + DemoEnvironment.KEY + "\"}");
    new TargetFile(
            "local",
            DemoEnvironment.PUBLIC_HOST,
            DemoEnvironment.TENANT_HOST,
            environment.httpsPort(),
            environment.httpPort(),
            "127.0.0.1",
            ca,
            keys)
        .write(root.resolve(".hq/local/target.json"));
  }

  /** Writes a file of the local platform's state. */
  public Path state(String name, String text) throws IOException {
    Path folder = Files.createDirectories(root.resolve(".hq/local"));
    return Files.writeString(folder.resolve(name), text);
  }
}
