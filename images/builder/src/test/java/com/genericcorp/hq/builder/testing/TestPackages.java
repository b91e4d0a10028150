package com.genericcorp.hq.builder.testing;

import com.genericcorp.hq.builder.blobs.BlobStore;
import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.builder.build.DebianBase;
import com.genericcorp.hq.builder.debian.TestDeb;
import com.genericcorp.hq.builder.debian.archive.Suite;
import com.genericcorp.hq.builder.debian.archive.Version;
import com.genericcorp.hq.builder.debian.lock.LockedPackage;
import com.genericcorp.hq.builder.debian.lock.LockedPackages;
import com.genericcorp.hq.builder.debian.lock.PackageStore;
import com.genericcorp.hq.builder.debian.mirror.Download;
import com.genericcorp.hq.cli.InvalidInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A few locked packages for the image of {@link TestImages}, which are in a store already. */
public final class TestPackages {
  private final BlobStore store;
  private final List<LockedPackage> locked = new ArrayList<>();

  private TestPackages(BlobStore store) {
    this.store = store;
  }

  public static TestPackages in(BlobStore store) throws IOException {
    TestPackages packages = new TestPackages(store);
    for (String architecture : List.of("amd64", "arm64")) {
      packages.lock(
          TestDeb.of("base-files", "13.8+deb13u1", architecture)
              .directory("./lib", 0755)
              .file("./lib/old", "usr-merge moves it")
              .file("./usr/share/doc/base-files/copyright", "Format: x\nLicense: GPL-2+\n")
              .file("./usr/bin/program", architecture.getBytes(), 04755)
              .hardLink("./usr/bin/other", "./usr/bin/program"));
      packages.lock(
          TestDeb.of("libone", "1:2.0~rc1-1", architecture)
              .file("./usr/share/doc/libone/copyright", "Format: x\nLicense: MIT\nLicense: Zlib\n")
              .file("./usr/share/one", architecture));
      packages.lock(
          TestDeb.of("libtwo", "2.0", architecture)
              .symbolicLink("./usr/share/doc/libtwo", "libone"));
    }
    packages.lock(
        TestDeb.of("tzdata", "2026f", "all").file("./usr/share/doc/tzdata/changelog", "x"));
    return packages;
  }

  /** Locks a package, in place of one of the same name and architecture. */
  public void lock(TestDeb deb) throws IOException {
    byte[] bytes = deb.bytes();
    LockedPackage one =
        new LockedPackage(
            deb.fields().getOrDefault("Package", ""),
            new Version(deb.fields().getOrDefault("Version", "")),
            deb.fields().getOrDefault("Architecture", ""),
            Suite.RELEASE,
            "pool/main/x/x_1_all.deb",
            bytes.length,
            store.keep(bytes).hex(),
            Map.of("small", "named"),
            Map.of());
    locked.removeIf(other -> other.id().equals(one.id()));
    locked.add(one);
  }

  public LockedPackages lock() {
    return new LockedPackages(locked);
  }

  /** A base of them; there is no mirror. */
  public DebianBase base() {
    return new DebianBase(
        this::lock,
        () -> Digest.of(locked.toString()),
        () ->
            new PackageStore(
                store,
                new Download(),
                () -> {
                  throw new InvalidInput("no mirror here");
                },
                Optional.empty()),
        store);
  }
}
