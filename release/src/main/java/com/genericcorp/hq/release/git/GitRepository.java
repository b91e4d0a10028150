package com.genericcorp.hq.release.git;

import com.genericcorp.hq.cli.InvalidInput;
import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** Opens the clone that a release is made of. */
public final class GitRepository {
  private GitRepository() {}

  /** The repository whose working tree is a folder, a linked working tree among them. */
  public static Repository open(Path folder) {
    try {
      FileRepositoryBuilder builder =
          new FileRepositoryBuilder().setMustExist(true).setWorkTree(folder.toFile());
      builder.findGitDir(folder.toFile());
      if (builder.getGitDir() == null) {
        throw new InvalidInput(
            "%s is no clone of a Git repository: clone it, then try again", folder);
      }
      return builder.build();
    } catch (IOException problem) {
      throw new InvalidInput(
          "the Git repository %s cannot be read: %s", folder, problem.getMessage());
    }
  }
}
