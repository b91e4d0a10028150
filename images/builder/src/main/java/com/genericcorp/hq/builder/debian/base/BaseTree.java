package com.genericcorp.hq.builder.debian.base;

import com.genericcorp.hq.builder.blobs.BlobStore;
import com.genericcorp.hq.builder.debian.archive.Paragraphs;
import com.genericcorp.hq.builder.debian.deb.DebFile;
import com.genericcorp.hq.builder.debian.deb.DebLimits;
import com.genericcorp.hq.builder.debian.deb.TarContents;
import com.genericcorp.hq.builder.debian.deb.TarContents.Item;
import com.genericcorp.hq.builder.debian.lock.LockedPackage;
import com.genericcorp.hq.builder.files.Content;
import com.genericcorp.hq.builder.files.FileTree;
import com.genericcorp.hq.builder.files.Node;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Lays packages out in one file system, then splits it into layers. */
public final class BaseTree {
  private static final String STATUS = "var/lib/dpkg/status.d/";

  private final BlobStore store;
  private final DebLimits limits;

  public BaseTree(BlobStore store, DebLimits limits) {
    this.store = store;
    this.limits = limits;
  }

  /**
   * What a base is made of.
   *
   * @param debs the packages and their verified files
   * @param named the packages that the image itself names
   * @param wins for paths that several packages have: whose it is
   * @param jre a linked runtime that stands in for the files of {@code openjdk-*-jre-headless}
   */
  public record Inputs(
      Map<LockedPackage, Path> debs,
      Collection<String> named,
      Map<String, String> wins,
      List<Account> accounts,
      Optional<LinkedJre> jre) {}

  /**
   * A runtime made by jlink.
   *
   * @param release Debian's {@code openjdk-<release>}
   * @param items its files, from its own root
   */
  public record LinkedJre(int release, List<Item> items) {
    /** Where it is in the image, the same on every platform. */
    public String home() {
      return "usr/lib/jvm/java-" + release;
    }

    private String owner() {
      return "openjdk-" + release + "-jre-headless";
    }
  }

  /** The base's layers, that which changes least first. */
  public List<BaseLayer> layers(Inputs inputs) throws IOException {
    return split(tree(inputs), inputs);
  }

  /** The layers of a tree that was made of these inputs. */
  public static List<BaseLayer> split(FileTree tree, Inputs inputs) {
    return new LayerPlan(new TreeSet<>(inputs.named())).split(tree);
  }

  /** The base as one tree. */
  public FileTree tree(Inputs inputs) throws IOException {
    FileTree tree = new FileTree();
    Set<String> contested = new HashSet<>();
    for (Map.Entry<LockedPackage, Path> entry : inputs.debs().entrySet()) {
      LockedPackage locked = entry.getKey();
      String shown = locked.name() + " " + locked.version();
      DebFile deb = DebFile.read(entry.getValue(), locked.sha256(), shown, store, limits);
      checkControl(deb, locked);
      boolean replaced = inputs.jre().filter(jre -> jre.owner().equals(locked.name())).isPresent();
      for (Item item : TarContents.read(deb.data(), shown, limits)) {
        if (!isDropped(item, replaced)
            && isOurs(item.path(), locked.name(), inputs.wins(), contested)) {
          tree.add(item.path(), item.node(), locked.name());
        }
      }
      addStatus(tree, deb, locked.name());
    }
    for (String path : inputs.wins().keySet()) {
      if (!contested.contains(path)) {
        throw new InvalidInput("base.wins names '%s', which no other package has", path);
      }
    }
    checkHardLinks(tree);
    boolean java =
        inputs.debs().keySet().stream().anyMatch(one -> one.name().startsWith("openjdk-"));
    inputs.jre().ifPresent(jre -> addJre(tree, jre));
    SharedLibraries.check(tree);
    Certificates.addTo(tree, java);
    Accounts.addTo(tree, inputs.accounts());
    return tree;
  }

  private static boolean isDropped(Item item, boolean replaced) {
    boolean directory = item.node() instanceof Node.Directory;
    return Trim.drops(item.path(), directory)
        || (replaced && !item.path().startsWith("usr/share/doc/"));
  }

  private static boolean isOurs(
      String path, String name, Map<String, String> wins, Set<String> contested) {
    String winner = wins.get(path);
    if (winner == null || winner.equals(name)) {
      return true;
    }
    contested.add(path);
    return false;
  }

  /**
   * A file under the right hash is the right one; this finds a lock that was put together wrong.
   */
  private static void checkControl(DebFile deb, LockedPackage locked) throws IOException {
    Map<String, String> fields =
        new Paragraphs(
                new BufferedReader(new StringReader(deb.control().getOrDefault("control", ""))),
                deb.shown(),
                Set.of("Package", "Version", "Architecture"))
            .next()
            .orElse(Map.of());
    String found =
        fields.get("Package") + " " + fields.get("Version") + " " + fields.get("Architecture");
    String expected = locked.name() + " " + locked.version() + " " + locked.architecture();
    if (!found.equals(expected)) {
      throw new Failed("the lock's %s is in truth %s: it is refused", expected, found);
    }
  }

  /** Where scanners look for the packages of an image without dpkg. */
  private static void addStatus(FileTree tree, DebFile deb, String name) {
    add(tree, STATUS + name, deb.control().getOrDefault("control", ""), name);
    String sums = deb.control().get("md5sums");
    if (sums != null) {
      add(tree, STATUS + name + ".md5sums", sums, name);
    }
  }

  private static void add(FileTree tree, String path, String text, String origin) {
    tree.add(path, new Node.RegularFile(0644, 0, 0, Content.of(text)), origin);
  }

  /** A file's names come from one package, so that they are in one layer. */
  private static void checkHardLinks(FileTree tree) {
    tree.entries()
        .forEach(
            (path, entry) -> {
              if (entry.node() instanceof Node.HardLink link
                  && tree.find(link.target())
                      .filter(target -> target.node() instanceof Node.RegularFile)
                      .filter(target -> target.origin().equals(entry.origin()))
                      .isEmpty()) {
                throw new Failed(
                    "%s: '%s' is another name of '%s', which is no file of the package: it is"
                        + " refused",
                    entry.origin(), path, link.target());
              }
            });
  }

  private static void addJre(FileTree tree, LinkedJre jre) {
    for (Item item : jre.items()) {
      tree.add(jre.home() + "/" + item.path(), item.node(), jre.owner());
    }
    tree.replace(
        jre.home() + "/lib/security/cacerts",
        new Node.SymbolicLink("/" + Certificates.TRUST_STORE, 0, 0),
        jre.owner());
    tree.add(
        "usr/bin/java",
        new Node.SymbolicLink("../lib/jvm/java-" + jre.release() + "/bin/java", 0, 0),
        jre.owner());
  }
}
