package com.genericcorp.hq.builder.build;

import com.genericcorp.hq.builder.blobs.BlobStore;
import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.builder.debian.archive.Architecture;
import com.genericcorp.hq.builder.debian.base.Account;
import com.genericcorp.hq.builder.debian.base.BaseTree;
import com.genericcorp.hq.builder.debian.base.BaseTree.LinkedJre;
import com.genericcorp.hq.builder.debian.base.PackageLicences;
import com.genericcorp.hq.builder.debian.deb.DebLimits;
import com.genericcorp.hq.builder.debian.jre.JreLinker;
import com.genericcorp.hq.builder.debian.lock.LockFile;
import com.genericcorp.hq.builder.debian.lock.LockedPackage;
import com.genericcorp.hq.builder.debian.lock.LockedPackages;
import com.genericcorp.hq.builder.debian.lock.PackageStore;
import com.genericcorp.hq.builder.debian.mirror.Download;
import com.genericcorp.hq.builder.debian.mirror.MirrorAddress;
import com.genericcorp.hq.builder.files.FileTree;
import com.genericcorp.hq.builder.layers.ContentKey;
import com.genericcorp.hq.builder.layers.LayerCache.NamedTree;
import com.genericcorp.hq.builder.sbom.Material;
import com.genericcorp.hq.builder.spec.ImagePlatform;
import com.genericcorp.hq.builder.spec.ImageSpec;
import com.genericcorp.hq.builder.spec.ImageSpec.Jre;
import com.genericcorp.hq.builder.spec.ImageSpec.User;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Bases made of the locked Debian packages. */
public final class DebianBase implements BaseSource {
  private final Supplier<LockedPackages> lock;
  private final Supplier<Digest> lockDigest;
  private final Supplier<PackageStore> packages;
  private final BlobStore store;
  private final PackageLicences licences;
  private final String code = BuilderCode.digest();

  /**
   * A source.
   *
   * @param lock read when the first base is asked for that is not known by the lock's digest
   * @param lockDigest of the lock's text
   * @param packages asked for when the first base is made; its client costs time
   */
  public DebianBase(
      Supplier<LockedPackages> lock,
      Supplier<Digest> lockDigest,
      Supplier<PackageStore> packages,
      BlobStore store) {
    this.lock = lock;
    this.lockDigest = lockDigest;
    this.packages = packages;
    this.store = store;
    this.licences = new PackageLicences(store);
  }

  /**
   * The source of a repository: its lock, and the mirror and snapshot archive that the machine's
   * configuration names.
   *
   * @param repository its folder
   */
  public static DebianBase of(Path repository, BlobStore store) {
    Path lock = repository.resolve("images").resolve(LockFile.NAME);
    LockedPackages[] read = new LockedPackages[1];
    return new DebianBase(
        () -> {
          if (read[0] == null) {
            read[0] = LockFile.read(lock, "images/" + LockFile.NAME);
          }
          return read[0];
        },
        () -> digest(lock),
        () ->
            new PackageStore(
                store,
                new Download(),
                () -> MirrorAddress.find(null, System.getenv(), Path.of("/etc/apt")),
                MirrorAddress.snapshot(null, System.getenv())),
        store);
  }

  private static Digest digest(Path lock) {
    try {
      return Digest.of(lock);
    } catch (IOException problem) {
      return Digest.of("unreadable"); // reading it says so in a sentence
    }
  }

  @Override
  public Digest key(ImageSpec spec, ImagePlatform platform) {
    List<String> read =
        List.of(
            lockDigest.get().hex(),
            spec.name(),
            spec.base().toString(),
            spec.user().toString(),
            platform.toString(),
            code);
    // To read the lock takes longer than all else of a build that finds everything in the store.
    String record = "locks/" + ContentKey.of("debian base by its lock", read).hex();
    Optional<Digest> known = store.records().digest(record);
    if (known.isPresent()) {
      return known.get();
    }
    Digest key = keyOfPackages(spec, platform);
    store.records().keep(record, key.hex());
    return key;
  }

  private Digest keyOfPackages(ImageSpec spec, ImagePlatform platform) {
    List<String> inputs = new ArrayList<>();
    for (LockedPackage one : closure(spec, platform)) {
      inputs.add(one.id() + " " + one.sha256());
    }
    for (LockedPackage one : lock.get().build(spec.name(), architecture(platform))) {
      inputs.add("build " + one.id() + " " + one.sha256());
    }
    inputs.add("packages " + spec.base().packages());
    inputs.add("wins " + spec.base().wins());
    inputs.add("jre " + spec.base().jre());
    inputs.add("user " + spec.user());
    inputs.add(platform.toString());
    inputs.add("builder " + code);
    return ContentKey.of("debian base", inputs);
  }

  @Override
  public List<NamedTree> trees(ImageSpec spec, ImagePlatform platform) {
    try {
      BaseTree.Inputs inputs = inputs(spec, platform);
      FileTree tree = tree(inputs);
      licences.keep(key(spec, platform), tree, inputs.debs().keySet());
      return BaseTree.split(tree, inputs).stream()
          .map(one -> new NamedTree(one.name(), one.tree()))
          .toList();
    } catch (IOException problem) {
      throw failed("the base of " + spec.name() + " cannot be made", problem);
    }
  }

  /** What the disk says is of the store; anything else is of a package. */
  private Failed failed(String what, IOException problem) {
    boolean disk =
        problem instanceof FileSystemException
            || String.valueOf(problem.getMessage()).contains("No space left");
    return disk ? store.unusable(problem) : new Failed(problem, "%s: %s", what, problem);
  }

  private FileTree tree(BaseTree.Inputs inputs) throws IOException {
    return new BaseTree(store, DebLimits.DEFAULT).tree(inputs);
  }

  private BaseTree.Inputs inputs(ImageSpec spec, ImagePlatform platform) throws IOException {
    List<LockedPackage> closure = closure(spec, platform);
    Optional<LinkedJre> jre = Optional.empty();
    if (spec.base().jre().isPresent()) {
      Jre wanted = spec.base().jre().get();
      jre =
          Optional.of(
              new JreLinker(lock.get(), packages.get(), store)
                  .link(spec.name(), architecture(platform), wanted.release(), wanted.modules()));
    }
    User user = spec.user();
    return new BaseTree.Inputs(
        packages.get().debs(closure),
        spec.base().packages(),
        spec.base().wins(),
        List.of(new Account(user.name(), user.uid(), user.gid(), user.home())),
        jre);
  }

  @Override
  public List<Material> materials(ImageSpec spec, ImagePlatform platform) {
    Map<String, List<String>> known = licences(spec, platform);
    return closure(spec, platform).stream()
        .map(
            one ->
                Material.debian(
                    one.name(),
                    one.version().toString(),
                    one.architecture(),
                    new Digest(one.sha256()),
                    known.getOrDefault(one.sha256(), List.of())))
        .toList();
  }

  private Map<String, List<String>> licences(ImageSpec spec, ImagePlatform platform) {
    Digest key = key(spec, platform);
    Optional<Map<String, List<String>>> known = licences.find(key);
    if (known.isPresent()) {
      return known.get();
    }
    try {
      BaseTree.Inputs inputs = inputs(spec, platform);
      return licences.keep(key, tree(inputs), inputs.debs().keySet());
    } catch (IOException problem) {
      throw failed("the licences of " + spec.name() + " cannot be read", problem);
    }
  }

  /** How many packages an image has. */
  public int packages(ImageSpec spec, ImagePlatform platform) {
    return closure(spec, platform).size();
  }

  private List<LockedPackage> closure(ImageSpec spec, ImagePlatform platform) {
    if (spec.base().image().isPresent()) {
      throw new InvalidInput(
          "images/%s/image.yaml begins with a registry's image, which is not made of packages",
          spec.name());
    }
    List<LockedPackage> closure = lock.get().closure(spec.name(), architecture(platform));
    List<String> names = closure.stream().map(LockedPackage::name).toList();
    List<String> missing =
        spec.base().packages().stream().filter(name -> !names.contains(name)).toList();
    if (!missing.isEmpty()) {
      throw new InvalidInput(
          "images/packages.lock.yaml does not have %s for %s on %s: run 'scripts/hq images lock'",
          String.join(", ", missing), spec.name(), platform);
    }
    return closure;
  }

  private static Architecture architecture(ImagePlatform platform) {
    return Architecture.of(platform.architecture());
  }
}
