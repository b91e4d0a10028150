package com.genericcorp.hq.builder.debian.lock;

import com.genericcorp.hq.builder.blobs.BlobStore;
import com.genericcorp.hq.builder.debian.BaseNeeds;
import com.genericcorp.hq.builder.debian.ImageFiles;
import com.genericcorp.hq.builder.debian.archive.Architecture;
import com.genericcorp.hq.builder.debian.archive.PackageIndex;
import com.genericcorp.hq.builder.debian.archive.Release;
import com.genericcorp.hq.builder.debian.mirror.Download;
import com.genericcorp.hq.builder.debian.mirror.Mirror;
import com.genericcorp.hq.builder.debian.mirror.MirrorAddress;
import com.genericcorp.hq.builder.debian.signature.ArchiveKeys;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.Progress;
import com.genericcorp.hq.cli.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** What {@code hq images lock} does: reads, verifies, resolves, compares, writes. */
public final class LockJob {
  private static final List<Step<LockJob>> STEPS =
      List.of(
          step("Read what the images need", LockJob::readNeeds),
          step("Verify the mirror's releases", LockJob::verifyReleases),
          step("Verify and read its indices", LockJob::readIndices),
          step("Resolve the packages", LockJob::resolve));

  private final Path images;
  private final boolean acceptStale;
  private final Consumer<String> warnings;
  private final Mirror mirror;

  private boolean write;
  private List<BaseNeeds> needs = List.of();
  private LockedPackages before = new LockedPackages(List.of());
  private List<Release> releases = List.of();
  private List<PackageIndex> indices = List.of();
  private LockedPackages after = before;

  /**
   * A job for the user's own store and Debian's own keys.
   *
   * @param images the repository's folder {@code images}
   * @param acceptStale whether a mirror that is behind is used
   */
  public LockJob(
      Path images, MirrorAddress address, boolean acceptStale, Consumer<String> warnings) {
    this(
        images,
        new Mirror(
            address,
            ArchiveKeys.debian13(),
            BlobStore.of(System.getenv()),
            new Download(),
            Clock.systemUTC()),
        acceptStale,
        warnings);
  }

  LockJob(Path images, Mirror mirror, boolean acceptStale, Consumer<String> warnings) {
    this.images = images;
    this.mirror = mirror;
    this.acceptStale = acceptStale;
    this.warnings = warnings;
  }

  /**
   * Runs it.
   *
   * @param write whether the lock is written; else it is only compared
   * @return what changes
   */
  public LockDiff run(boolean write, Progress progress) {
    this.write = write;
    Step.runAll(STEPS, this, progress);
    LockDiff diff = LockDiff.of(before, after, indices);
    List<String> older =
        diff.changes().stream()
            .filter(LockDiff.Change::isDowngrade)
            .map(change -> change.name() + " " + change.after().orElseThrow())
            .distinct()
            .toList();
    if (!older.isEmpty() && !acceptStale) {
      throw new Failed(
          "the mirror has older versions than the lock: %s. It is behind, or somebody holds"
              + " updates back; use another mirror, or --accept-stale if you know why",
          String.join(", ", older));
    }
    if (write) {
      try {
        LockFile.write(images.resolve(LockFile.NAME), after);
      } catch (IOException problem) {
        throw new Failed(problem, "the lock cannot be written: %s", problem);
      }
    }
    return diff;
  }

  private void readNeeds() {
    needs = new ImageFiles(images).all();
    if (needs.isEmpty()) {
      throw new InvalidInput("no %s/*/image.yaml names a Debian package", images);
    }
    Path file = images.resolve(LockFile.NAME);
    if (!Files.exists(file)) {
      return;
    }
    try {
      before = LockFile.read(file, images.getFileName() + "/" + LockFile.NAME);
    } catch (InvalidInput problem) {
      if (!write) {
        throw problem;
      }
      // It is about to be written anew; but nobody can say then what changed.
      warnings.accept(String.valueOf(problem.getMessage()));
    }
  }

  private void verifyReleases() throws IOException {
    releases = mirror.releases(acceptStale, warnings);
  }

  /** Decompressing takes nearly all of the time: one core an architecture. */
  private void readIndices() {
    indices = Arrays.stream(Architecture.values()).parallel().map(this::readIndex).toList();
  }

  private PackageIndex readIndex(Architecture architecture) {
    try {
      return mirror.packages(releases, architecture);
    } catch (IOException problem) {
      throw new Failed(problem, "the mirror's indices cannot be read: %s", problem);
    }
  }

  private void resolve() {
    after = Locking.resolve(needs, indices);
  }

  private interface Action {
    void run(LockJob job) throws IOException;
  }

  private static Step<LockJob> step(String name, Action action) {
    return new Step<>() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public void run(LockJob job) throws IOException {
        action.run(job);
      }
    };
  }
}
