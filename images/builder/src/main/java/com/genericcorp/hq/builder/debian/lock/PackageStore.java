package com.genericcorp.hq.builder.debian.lock;

import com.genericcorp.hq.builder.blobs.BlobStore;
import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.builder.debian.mirror.Download;
import com.genericcorp.hq.builder.debian.mirror.Download.Fetched;
import com.genericcorp.hq.builder.debian.mirror.MirrorAddress;
import com.genericcorp.hq.cli.Failed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The locked packages' files: from the store, else from the mirror, else from the archive of
 * superseded packages. Whatever is brought is checked against the lock.
 */
public final class PackageStore {
  private final BlobStore store;
  private final Download download;
  private final Supplier<MirrorAddress> mirror;
  private final Optional<MirrorAddress> snapshot;

  /**
   * A store of packages.
   *
   * @param mirror asked only when something is not in the store
   */
  public PackageStore(
      BlobStore store,
      Download download,
      Supplier<MirrorAddress> mirror,
      Optional<MirrorAddress> snapshot) {
    this.store = store;
    this.download = download;
    this.mirror = mirror;
    this.snapshot = snapshot;
  }

  /** One package's file. */
  public Path deb(LockedPackage locked) throws IOException {
    return debs(List.of(locked)).values().iterator().next();
  }

  /**
   * The packages' files, in the order given.
   *
   * @throws Failed that lists everything that is missing
   */
  public Map<LockedPackage, Path> debs(List<LockedPackage> packages) throws IOException {
    Map<LockedPackage, Path> files = new LinkedHashMap<>();
    List<String> missing = new ArrayList<>();
    Map<String, Integer> reasons = new LinkedHashMap<>();
    for (LockedPackage locked : packages) {
      Optional<Path> file = store.intact(new Digest(locked.sha256()));
      if (file.isEmpty()) {
        file = fetch(locked, reasons);
      }
      if (file.isPresent()) {
        files.put(locked, file.get());
      } else {
        missing.add(locked.name() + " " + locked.version() + " (" + locked.architecture() + ")");
      }
    }
    if (!missing.isEmpty()) {
      throw new Failed(
          "%d of %d packages are neither in the store %s nor to be had:\n  %s\n%s\n%s",
          missing.size(),
          packages.size(),
          store.root(),
          String.join("\n  ", missing),
          String.join("\n", reasons.keySet()),
          "Superseded packages leave a mirror: run 'scripts/hq images lock', or name an archive"
              + " that keeps them with "
              + MirrorAddress.SNAPSHOT_VARIABLE);
    }
    return files;
  }

  private Optional<Path> fetch(LockedPackage locked, Map<String, Integer> reasons)
      throws IOException {
    List<MirrorAddress> sources = new ArrayList<>();
    try {
      sources.add(mirror.get());
    } catch (com.genericcorp.hq.cli.InvalidInput none) {
      reasons.merge(String.valueOf(none.getMessage()), 1, Integer::sum);
    }
    snapshot.ifPresent(sources::add);
    for (MirrorAddress source : sources) {
      String host = source.archive().getAuthority();
      if (reasons.getOrDefault(host + " cannot be reached", 0) >= 1) {
        continue; // Asked once, with its retries; all others would wait as long.
      }
      Path temporary = store.temporary();
      try {
        Optional<Fetched> fetched =
            download.fetch(source.resolve(locked.suite(), locked.file()), temporary, locked.size());
        if (fetched.isEmpty()) {
          reasons.merge(host + " does not have it any more", 1, Integer::sum);
          continue;
        }
        return Optional.of(store.adopt(temporary, new Digest(locked.sha256()), locked.file()));
      } catch (Download.Unreachable problem) {
        reasons.merge(host + " cannot be reached", 1, Integer::sum);
        reasons.merge(String.valueOf(problem.getMessage()), 1, Integer::sum);
      } finally {
        Files.deleteIfExists(temporary);
      }
    }
    return Optional.empty();
  }
}
