package com.genericcorp.hq.release.commands;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.files.Trees;
import com.genericcorp.hq.release.github.GitHubAddress;
import com.genericcorp.hq.release.github.Patience;
import com.genericcorp.hq.release.github.Releases;
import com.genericcorp.hq.release.verify.ReleaseDownload;
import com.genericcorp.hq.release.version.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.Predicate;

/** A public release's files, in a folder that is there for as long as they are looked at. */
final class Downloads {
  private Downloads() {}

  static <T> T of(Version version, Predicate<String> wanted, Function<Path, T> look) {
    try {
      Path folder = Files.createTempDirectory("agenthq-verify-");
      try {
        Releases releases = new Releases(GitHubAddress.of(System.getenv()), Patience.real());
        ReleaseDownload.into(folder, releases, version, wanted);
        return look.apply(folder);
      } finally {
        Trees.delete(folder);
      }
    } catch (IOException problem) {
      throw new Failed(problem, "the release cannot be kept for checking: %s", problem);
    }
  }
}
