package com.genericcorp.hq.builder.debian.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.builder.blobs.BlobStore;
import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.builder.debian.TestDeb;
import com.genericcorp.hq.builder.debian.archive.Suite;
import com.genericcorp.hq.builder.debian.archive.Version;
import com.genericcorp.hq.builder.debian.deb.DebLimits;
import com.genericcorp.hq.builder.debian.lock.LockedPackage;
import com.genericcorp.hq.builder.files.FileTree;
import com.genericcorp.hq.builder.files.Node;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaseTreeTest {
  @TempDir private Path folder;
  private final Map<LockedPackage, Path> debs = new LinkedHashMap<>();
  private DebLimits limits = DebLimits.DEFAULT;

  private void add(TestDeb deb) throws Exception {
    byte[] bytes = deb.bytes();
    String name = deb.fields().getOrDefault("Package", "");
    Path file = Files.write(folder.resolve(name + ".deb"), bytes);
    debs.put(
        new LockedPackage(
            name,
            new Version("1.0"),
            "amd64",
            Suite.RELEASE,
            "pool/main/x/x.deb",
            bytes.length,
            Digest.of(bytes).hex(),
            Map.of(),
            Map.of()),
        file);
  }

  private static TestDeb deb(String name) {
    return TestDeb.of(name, "1.0", "amd64");
  }

  private BaseTree.Inputs inputs(Map<String, String> wins) {
    return new BaseTree.Inputs(
        debs,
        List.of("program"),
        wins,
        List.of(new Account("app", 999, 998, "/var/lib/app")),
        Optional.empty());
  }

  private BaseTree base() {
    return new BaseTree(new BlobStore(folder.resolve("store")), limits);
  }

  private FileTree tree() throws Exception {
    return base().tree(inputs(Map.of()));
  }

  private static String text(FileTree tree, String path) throws Exception {
    Node.RegularFile file = (Node.RegularFile) tree.find(path).orElseThrow().node();
    try (InputStream in = file.content().open()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void refused(TestDeb deb, String... parts) throws Exception {
    debs.clear();
    add(deb);
    var thrown = assertThatThrownBy(this::tree).isInstanceOfAny(Failed.class, InvalidInput.class);
    thrown.hasMessageContaining("refused");
    for (String part : parts) {
      thrown.hasMessageContaining(part);
    }
  }

  @Test
  void filesBelowTheOldFoldersGoWhereUsrMergePutsThem() throws Exception {
    add(
        deb("libold")
            .directory("./lib", 0755)
            .file("./lib/x86_64-linux-gnu/libold.so.1", new byte[] {1, 2, 3}, 0755)
            .symbolicLink("./lib/libold.so", "x86_64-linux-gnu/libold.so.1")
            .hardLink("./lib/libother.so", "./lib/x86_64-linux-gnu/libold.so.1")
            .file("./usr/bin/passwd", new byte[] {7}, 04755)
            .directory("./var/spool", 02775));
    FileTree tree = tree();
    assertThat(tree.find("usr/lib/x86_64-linux-gnu/libold.so.1").orElseThrow().node().mode())
        .isEqualTo(0755);
    assertThat(tree.find("usr/lib/libother.so").orElseThrow().node())
        .isEqualTo(new Node.HardLink("usr/lib/x86_64-linux-gnu/libold.so.1", 0644, 0, 0));
    assertThat(tree.find("usr/bin/passwd").orElseThrow().node().mode()).isEqualTo(04755);
    assertThat(tree.find("var/spool").orElseThrow().node().mode()).isEqualTo(02775);
    assertThat(tree.find("lib").orElseThrow().node())
        .isEqualTo(new Node.SymbolicLink("usr/lib", 0, 0));
    assertThat(tree.find("tmp").orElseThrow().node().mode()).isEqualTo(01777);
  }

  @Test
  void documentationGoesAndLicencesStay() throws Exception {
    add(
        deb("program")
            .file("./usr/share/doc/program/copyright", "MIT")
            .file("./usr/share/doc/program/changelog.gz", "long")
            .file("./usr/share/man/man1/program.1.gz", "long")
            .file("./usr/share/locale/de/LC_MESSAGES/program.mo", "lang")
            .symbolicLink("./usr/share/doc/program-data", "program"));
    assertThat(tree().entries().keySet())
        .contains("usr/share/doc/program/copyright", "usr/share/doc/program-data")
        .noneMatch(
            path -> path.contains("changelog") || path.contains("man") || path.contains("locale"));
  }

  @Test
  void scannersFindThePackages() throws Exception {
    add(deb("program").file("./usr/bin/program", "x"));
    FileTree tree = tree();
    assertThat(text(tree, "var/lib/dpkg/status.d/program"))
        .contains("Package: program\nVersion: 1.0\n");
    assertThat(text(tree, "var/lib/dpkg/status.d/program.md5sums")).contains("usr/x");
    assertThat(text(tree, "etc/passwd"))
        .contains("app:x:999:998::/var/lib/app:/usr/sbin/nologin\n");
    assertThat(text(tree, "etc/group")).contains("app:x:998:\n");
    assertThat(text(tree, "etc/nsswitch.conf")).contains("hosts: files dns");
  }

  @Test
  void layersSplitTheTreeAndKeepTheModesOfSharedFolders() throws Exception {
    add(deb("libc6").directory("./srv", 02750).file("./srv/a", "a"));
    add(deb("program").file("./srv/deep/b", "b").file("./usr/bin/program", "x"));
    add(deb("tzdata").file("./usr/share/zoneinfo/UTC", "TZif"));
    List<BaseLayer> layers = base().layers(inputs(Map.of()));
    assertThat(layers)
        .extracting(BaseLayer::name)
        .containsExactly("libc", "certificates and time zones", "program", "accounts");
    FileTree program = layers.get(2).tree();
    assertThat(program.find("srv").orElseThrow().node()).isEqualTo(new Node.Directory(02750, 0, 0));
    assertThat(program.find("srv/deep/b")).isPresent();
    assertThat(program.find("srv/a")).isEmpty();
  }

  @Test
  void twoOwnersOfOneFileAreBothNamedUnlessOneWins() throws Exception {
    add(deb("first").file("./usr/bin/same", "1"));
    add(deb("second").file("./usr/bin/same", "2"));
    assertThatThrownBy(this::tree)
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("first and second both have 'usr/bin/same'");
    FileTree tree = base().tree(inputs(Map.of("usr/bin/same", "second")));
    assertThat(text(tree, "usr/bin/same")).isEqualTo("2");
    assertThatThrownBy(
            () -> base().tree(inputs(Map.of("usr/bin/same", "second", "usr/no", "first"))))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("usr/no");
  }

  @Test
  void pathsThatLeadOutAreRefused() throws Exception {
    refused(deb("evil").file("./usr/../../etc/x", "x"), "evil 1.0", "../");
    refused(deb("evil").file("../x", "x"), "../x");
    refused(deb("evil").file("/etc/x", "x"), "'/etc/x' is an absolute path");
    refused(deb("evil").hardLink("./usr/x", "/etc/shadow"), "'/etc/shadow' is an absolute path");
    refused(deb("evil").symbolicLink("./usr/x", "../../etc"), "outside of the image");
    refused(deb("evil").symbolicLink("./usr/x", "/../etc"), "outside of the image");
    refused(deb("evil").hardLink("./usr/x", "../etc/shadow"), "../etc/shadow");
    refused(deb("evil").hardLink("./usr/x", "./usr/none"), "usr/none");
  }

  @Test
  void aNameOfAnotherPackagesFileIsRefused() throws Exception {
    add(deb("first").file("./usr/bin/one", "1"));
    add(deb("second").hardLink("./usr/bin/two", "./usr/bin/one"));
    assertThatThrownBy(this::tree)
        .isInstanceOf(Failed.class)
        .hasMessageContaining("second: 'usr/bin/two' is another name of 'usr/bin/one'");
  }

  @Test
  void nothingIsWrittenThroughALink() throws Exception {
    add(deb("evil").symbolicLink("./usr/x", "/etc").file("./usr/x/passwd", "x"));
    assertThatThrownBy(this::tree)
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("'usr/x' is no directory");
  }

  @Test
  void devicesPipesAndUnknownKindsAreRefused() throws Exception {
    refused(deb("evil").odd("./dev/sda", '4'), "is a device", "dev/sda");
    refused(deb("evil").odd("./dev/tty", '3'), "is a device");
    refused(deb("evil").odd("./run/pipe", '6'), "is a pipe");
    refused(deb("evil").odd("./run/what", 'Z'), "unknown kind");
  }

  @Test
  void decompressionBombsAreRefused() throws Exception {
    limits = new DebLimits(1 << 20, 100, 100, 1 << 16);
    refused(deb("bomb").file("./usr/zero", new byte[2 << 20], 0644), "decompression bomb");
    limits = new DebLimits(1 << 30, 100, 10, 1 << 16);
    refused(deb("bomb").file("./usr/zero", new byte[1 << 19], 0644), "decompression bomb");
    limits = new DebLimits(1 << 30, 5, 100, 1 << 20);
    TestDeb many = deb("many");
    for (int index = 0; index < 7; index++) {
      many.file("./usr/" + index, "");
    }
    refused(many, "more than 5 files");
    try (var left = Files.list(folder.resolve("store/tmp"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void aPackageThatIsAnotherThanTheLockSaysIsRefused() throws Exception {
    refused(deb("name").field("Version", "2.0"), "name 1.0 amd64 is in truth name 2.0 amd64");
  }

  @Test
  void aFlippedByteOfAnUnpackedPackageIsRefusedWithBothHashes() throws Exception {
    add(deb("program").file("./usr/bin/program", "bytes"));
    tree();
    try (var kept = Files.list(folder.resolve("store/sha256"))) {
      Path unpacked = kept.findFirst().orElseThrow();
      byte[] bytes = Files.readAllBytes(unpacked);
      bytes[600] ^= 1;
      Files.write(unpacked, bytes);
      assertThatThrownBy(this::tree)
          .isInstanceOf(Failed.class)
          .hasMessageContaining(unpacked.toString())
          .hasMessageContaining(unpacked.getFileName() + ", found " + Digest.of(bytes).hex())
          .hasMessageContaining("delete it");
      Files.delete(unpacked);
    }
    assertThat(text(tree(), "usr/bin/program")).isEqualTo("bytes");
  }

  @Test
  void packagesOfAnotherPackingAreRefusedWithTheReason() throws Exception {
    add(deb("program").file("./usr/bin/program", "bytes"));
    LockedPackage locked = debs.keySet().iterator().next();
    String bytes = new String(Files.readAllBytes(debs.get(locked)), StandardCharsets.ISO_8859_1);
    for (String packing : new String[] {"data.tar.zst   ", "data.tar.bz2   "}) {
      Files.write(
          debs.get(locked),
          bytes
              .replaceFirst("data\\.tar\\.xz {3,4}", packing)
              .getBytes(StandardCharsets.ISO_8859_1));
      assertThatThrownBy(this::tree)
          .isInstanceOf(Failed.class)
          .hasMessageContaining("program 1.0 holds " + packing.strip())
          .hasMessageContaining(packing.contains("zst") ? "from Debian" : "refused");
    }
  }

  @Test
  void aFileThatIsNoPackageIsRefused() throws Exception {
    add(deb("program"));
    LockedPackage locked = debs.keySet().iterator().next();
    Files.write(debs.get(locked), "!<arch>\n".getBytes(StandardCharsets.US_ASCII));
    assertThatThrownBy(this::tree)
        .isInstanceOf(Failed.class)
        .hasMessageContaining("no Debian package");
  }

  @Test
  void aBaseThatLacksALibraryIsRefused() throws Exception {
    Path real = Path.of("/bin/true");
    org.junit.jupiter.api.Assumptions.assumeTrue(
        Files.isReadable(real), "needs a program of this machine");
    add(deb("program").file("./usr/bin/true", Files.readAllBytes(real), 0755));
    assertThatThrownBy(this::tree)
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("'usr/bin/true' of program needs libc.so.6");
    add(deb("libc6").file("./lib/libc.so.6", "library"));
    assertThat(tree().find("usr/lib/libc.so.6")).isPresent();
  }

  @Test
  void javasTrustStoreIsReadByJavaAndHasTheSameBytesEachTime() throws Exception {
    Path keyFolder = Files.createDirectories(folder.resolve("authority"));
    KeyStore made = authority(keyFolder.resolve("store"));
    byte[] der = made.getCertificate("one").getEncoded();
    String pem =
        "-----BEGIN CERTIFICATE-----\n"
            + java.util.Base64.getMimeEncoder().encodeToString(der)
            + "\n-----END CERTIFICATE-----";
    add(
        deb("ca-certificates")
            .file("./usr/share/ca-certificates/mozilla/One.crt", pem)
            .file("./usr/share/ca-certificates/mozilla/Two.crt", pem));
    add(deb("openjdk-21-jre-headless").file("./usr/lib/jvm/x", "x"));
    FileTree tree = tree();
    assertThat(text(tree, "etc/ssl/certs/ca-certificates.crt"))
        .isEqualTo((pem + "\n" + pem + "\n"));
    byte[] bytes = bytes(tree, "etc/ssl/certs/java/cacerts");
    KeyStore read = KeyStore.getInstance(KeyStore.getDefaultType());
    read.load(new ByteArrayInputStream(bytes), "changeit".toCharArray());
    assertThat(read.size()).isEqualTo(2);
    assertThat(read.getCertificate("debian:one.crt").getEncoded()).isEqualTo(der);
    assertThat(bytes(tree(), "etc/ssl/certs/java/cacerts")).isEqualTo(bytes);
  }

  private static byte[] bytes(FileTree tree, String path) throws Exception {
    try (InputStream in =
        ((Node.RegularFile) tree.find(path).orElseThrow().node()).content().open()) {
      return in.readAllBytes();
    }
  }

  /** A certificate by the JDK's own keytool. */
  private static KeyStore authority(Path file) throws Exception {
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Process process =
        new ProcessBuilder(
                keytool.toString(),
                "-genkeypair",
                "-alias",
                "one",
                "-keyalg",
                "EC",
                "-dname",
                "CN=one",
                "-keystore",
                file.toString(),
                "-storepass",
                "changeit")
            .redirectErrorStream(true)
            .start();
    process.getInputStream().readAllBytes();
    assertThat(process.waitFor()).isZero();
    return KeyStore.getInstance(file.toFile(), "changeit".toCharArray());
  }
}
