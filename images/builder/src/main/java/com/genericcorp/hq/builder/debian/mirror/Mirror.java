package com.genericcorp.hq.builder.debian.mirror;

import com.genericcorp.hq.builder.blobs.BlobStore;
import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.builder.debian.archive.Architecture;
import com.genericcorp.hq.builder.debian.archive.PackageIndex;
import com.genericcorp.hq.builder.debian.archive.Release;
import com.genericcorp.hq.builder.debian.archive.Release.IndexFile;
import com.genericcorp.hq.builder.debian.archive.Suite;
import com.genericcorp.hq.builder.debian.mirror.Download.Fetched;
import com.genericcorp.hq.builder.debian.signature.ArchiveKeys;
import com.genericcorp.hq.builder.debian.signature.SignedText;
import com.genericcorp.hq.cli.Failed;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.tukaani.xz.XZInputStream;

/**
 * A Debian mirror as an untrusted source: its releases are believed for their signatures, its
 * indices for the releases' hashes, and packages for the lock's.
 */
public final class Mirror {
  private static final long MOST_RELEASE = 4 << 20;
  private static final long MOST_INDEX = 64 << 20;
  private static final int XZ_MEMORY_KIB = 256 * 1024;

  private final MirrorAddress address;
  private final ArchiveKeys keys;
  private final BlobStore store;
  private final Download download;
  private final Clock clock;

  /** A mirror whose fetched indices are kept in the store. */
  public Mirror(
      MirrorAddress address, ArchiveKeys keys, BlobStore store, Download download, Clock clock) {
    this.address = address;
    this.keys = keys;
    this.store = store;
    this.download = download;
    this.clock = clock;
  }

  /**
   * The releases of all suites, verified.
   *
   * @param acceptStale whether a release that is past its date is used, with a warning
   */
  public List<Release> releases(boolean acceptStale, Consumer<String> warnings) throws IOException {
    List<Release> all = new ArrayList<>();
    for (Suite suite : Suite.values()) {
      URI from = address.resolve(suite, "dists/" + suite + "/InRelease");
      byte[] bytes = bytes(from);
      SignedText text = SignedText.verify(bytes, Download.shown(from), keys, clock.instant());
      Release release = Release.parse(text.lines(), suite, Download.shown(from));
      Optional<String> stale = release.stale(clock.instant());
      if (stale.isPresent() && !acceptStale) {
        throw new Failed("%s; use another mirror, or --accept-stale if you know why", stale.get());
      }
      stale.ifPresent(warnings);
      all.add(release);
    }
    return all;
  }

  private byte[] bytes(URI from) throws IOException {
    Path temporary = store.temporary();
    try {
      if (download.fetch(from, temporary, MOST_RELEASE).isEmpty()) {
        throw new Failed(
            "%s is not there: is that a mirror of Debian 13 with its security updates?",
            Download.shown(from));
      }
      return Files.readAllBytes(temporary);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** The packages of an architecture by these releases. */
  public PackageIndex packages(List<Release> releases, Architecture architecture)
      throws IOException {
    PackageIndex index = new PackageIndex(architecture);
    for (Release release : releases) {
      for (IndexFile file : release.packages(architecture)) {
        String shown = release.suite() + "/" + file.path();
        try (InputStream in =
            new XZInputStream(
                new BufferedInputStream(Files.newInputStream(index(release, file, shown))),
                XZ_MEMORY_KIB)) {
          index.addAll(in, release.suite(), shown);
        }
      }
    }
    return index;
  }

  private Path index(Release release, IndexFile file, String shown) throws IOException {
    Optional<Path> stored = store.intact(new Digest(file.sha256()));
    if (stored.isPresent()) {
      return stored.get();
    }
    if (file.size() > MOST_INDEX) {
      throw new Failed("%s has %d bytes: it is refused", shown, file.size());
    }
    String folder = "dists/" + release.suite() + "/";
    String byHash =
        file.path().substring(0, file.path().lastIndexOf('/') + 1)
            + "by-hash/SHA256/"
            + file.sha256();
    Path temporary = store.temporary();
    try {
      // By its hash first: on a mirror that is being updated it stays the right one.
      Optional<Fetched> fetched =
          release.byHash()
              ? download.fetch(
                  address.resolve(release.suite(), folder + byHash), temporary, file.size())
              : Optional.empty();
      if (fetched.isEmpty()) {
        fetched =
            download.fetch(
                address.resolve(release.suite(), folder + file.path()), temporary, file.size());
      }
      if (fetched.isEmpty()) {
        throw new Failed("the mirror has no %s, though its release names it", shown);
      }
      return store.adopt(temporary, new Digest(file.sha256()), shown);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /**
   * Fetches a package's file from where the mirror keeps it.
   *
   * @return whether the mirror has it; its bytes are for the caller to verify
   */
  public Optional<Fetched> file(Suite suite, String poolFile, Path into, long size) {
    return download.fetch(address.resolve(suite, poolFile), into, size);
  }
}
