package com.genericcorp.hq.builder.debian.jre;

import com.genericcorp.hq.builder.blobs.BlobStore;
import com.genericcorp.hq.builder.blobs.DerivedFiles;
import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.builder.debian.archive.Architecture;
import com.genericcorp.hq.builder.debian.base.BaseTree.LinkedJre;
import com.genericcorp.hq.builder.debian.deb.DebFile;
import com.genericcorp.hq.builder.debian.deb.DebLimits;
import com.genericcorp.hq.builder.debian.deb.TarContents;
import com.genericcorp.hq.builder.debian.deb.TarContents.Item;
import com.genericcorp.hq.builder.debian.lock.LockedPackage;
import com.genericcorp.hq.builder.debian.lock.LockedPackages;
import com.genericcorp.hq.builder.debian.lock.PackageStore;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.files.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Links a runtime with the JDK of the lock, whichever JDK runs this: jlink must be of the same
 * release as the modules. It runs through the lock's own libc, so that this machine's does not
 * matter; for another architecture it links that one's modules.
 */
public final class JreLinker {
  /** Changes with the way of linking, so that what was cached by an older one is made again. */
  private static final String RULES = "2";

  private final LockedPackages lock;
  private final PackageStore packages;
  private final BlobStore store;
  private final DerivedFiles runtimes;

  public JreLinker(LockedPackages lock, PackageStore packages, BlobStore store) {
    this.lock = lock;
    this.packages = packages;
    this.store = store;
    this.runtimes = new DerivedFiles(store, "jre");
  }

  /**
   * The runtime of an image.
   *
   * @param release Debian's {@code openjdk-<release>}
   * @param modules those to link, with what they require
   */
  public LinkedJre link(String image, Architecture platform, int release, List<String> modules)
      throws IOException {
    return link(image, platform, hostArchitecture(), release, modules);
  }

  /** The hash of all that decides what {@link #link} makes; nothing is linked for it. */
  public Digest key(String image, Architecture platform, int release, List<String> modules) {
    // The linker's own architecture is no input: the modules decide what comes out.
    return Digest.of(
        String.join(
            "\n",
            RULES,
            jdk(image, platform, release).sha256(),
            String.join(",", new TreeSet<>(modules))));
  }

  private LinkedJre link(
      String image, Architecture platform, Architecture host, int release, List<String> modules)
      throws IOException {
    Digest key = key(image, platform, release, modules);
    Optional<Path> cached = runtimes.find(key);
    if (cached.isEmpty()) {
      cached = Optional.of(make(image, platform, host, release, modules, key));
    }
    return new LinkedJre(release, LinkedTar.read(cached.get()));
  }

  private Path make(
      String image,
      Architecture platform,
      Architecture host,
      int release,
      List<String> modules,
      Digest key)
      throws IOException {
    LockedPackage modulesOf = jdk(image, platform, release);
    Set<LockedPackage> needed = new LinkedHashSet<>(lock.closure(image, host));
    needed.addAll(lock.build(image, host));
    needed.removeIf(one -> !belongsToLinker(one.name()));
    Set<LockedPackage> all = new LinkedHashSet<>(needed);
    all.add(modulesOf);
    Map<LockedPackage, Path> debs = packages.debs(new ArrayList<>(all));
    Path folder = store.temporaryFolder();
    try {
      Path system = folder.resolve("system");
      String home = home(release, host);
      Predicate<String> ofSystem =
          path ->
              path.startsWith("usr/lib/" + host.triplet() + "/")
                  || path.equals(host.loader())
                  || path.startsWith("usr/lib64/")
                  || path.startsWith("etc/java-")
                  || (path.startsWith(home + "/") && !path.contains("/jmods/"));
      for (LockedPackage one : needed) {
        Extraction.write(items(one, debs), ofSystem, system);
      }
      String jmods = home(release, platform) + "/jmods/";
      Path moduleFolder = folder.resolve("modules");
      Extraction.write(items(modulesOf, debs), path -> path.startsWith(jmods), moduleFolder);
      Path linked = folder.resolve("linked");
      run(
          JlinkCommand.of(system, host, home, moduleFolder.resolve(jmods), modules, linked),
          folder);
      Path tar = store.temporary();
      LinkedTar.write(linked, tar);
      return runtimes.keep(key, tar);
    } finally {
      Trees.delete(folder);
    }
  }

  private List<Item> items(LockedPackage one, Map<LockedPackage, Path> debs) throws IOException {
    Path deb = debs.get(one);
    if (deb == null) {
      throw new IllegalStateException(one.id());
    }
    DebFile file = DebFile.read(deb, one.sha256(), one.name(), store, DebLimits.DEFAULT);
    return TarContents.read(file.data(), one.name(), DebLimits.DEFAULT);
  }

  private static boolean belongsToLinker(String name) {
    return name.startsWith("openjdk-")
        || Set.of("libc6", "zlib1g", "libstdc++6", "libgcc-s1").contains(name);
  }

  private LockedPackage jdk(String image, Architecture platform, int release) {
    String name = "openjdk-" + release + "-jdk-headless";
    return lock.build(image, platform).stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInput(
                    "the lock has no %s for the image %s on %s: run 'scripts/hq images lock'",
                    name, image, platform));
  }

  private static String home(int release, Architecture architecture) {
    return "usr/lib/jvm/java-" + release + "-openjdk-" + architecture;
  }

  private static Architecture hostArchitecture() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String machine = System.getProperty("os.arch", "");
    if (!system.equals("linux")) {
      throw new Failed(
          "a Java runtime is linked by Debian's own jlink, which runs on Linux; this is %s",
          system);
    }
    return switch (machine) {
      case "amd64", "x86_64" -> Architecture.AMD64;
      case "aarch64", "arm64" -> Architecture.ARM64;
      default ->
          throw new Failed("Debian's jlink of the lock does not run on this machine (%s)", machine);
    };
  }

  private static void run(List<String> command, Path folder) throws IOException {
    Path log = folder.resolve("log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    // What jlink writes differs by locale and time zone.
    builder.environment().clear();
    builder.environment().putAll(JlinkCommand.ENVIRONMENT);
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      if (!process.waitFor(JlinkCommand.LONGEST_SECONDS, java.util.concurrent.TimeUnit.SECONDS)) {
        throw new Failed("jlink took longer than %d s", JlinkCommand.LONGEST_SECONDS);
      }
    } catch (InterruptedException problem) {
      Thread.currentThread().interrupt();
      throw new Failed(problem, "linking the Java runtime was interrupted");
    } finally {
      process.destroyForcibly();
    }
    if (process.exitValue() != 0) {
      String text = Files.readString(log);
      throw new Failed(
          "jlink ended with %d:\n%s",
          process.exitValue(), text.substring(0, Math.min(text.length(), 2_000)));
    }
  }
}
