package com.genericcorp.hq.local.certificates;

import com.genericcorp.hq.postgres.process.Program;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A place where certificates are looked up, and the commands that put the authority there.
 *
 * @param name for people
 * @param commands in this order, each as its words
 */
public record TrustStore(String name, List<List<String>> commands) {
  private static final String NICKNAME = "AgentHQ local CA";
  private static final Path DEBIAN = Path.of("/usr/local/share/ca-certificates");
  private static final Path FEDORA = Path.of("/etc/pki/ca-trust/source/anchors");

  public TrustStore {
    commands = commands.stream().map(List::copyOf).toList();
  }

  /**
   * The stores of this machine and user.
   *
   * @param authority the certificate to trust
   * @param id tells this authority's file from those of other clones
   * @param home the user's home folder
   * @param root whether this user is root; others need {@code sudo} for the system's store
   */
  public static List<TrustStore> here(Path authority, String id, Path home, boolean root)
      throws IOException {
    List<TrustStore> stores = new ArrayList<>();
    String ca = authority.toString();
    if (System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac")) {
      stores.add(mac(ca, home));
    } else if (Files.isDirectory(DEBIAN)) {
      String file = DEBIAN.resolve("agenthq-" + id + ".crt").toString();
      stores.add(system(root, List.of("cp", ca, file), List.of("update-ca-certificates")));
    } else if (Files.isDirectory(FEDORA)) {
      String file = FEDORA.resolve("agenthq-" + id + ".pem").toString();
      stores.add(system(root, List.of("cp", ca, file), List.of("update-ca-trust")));
    }
    for (Path database : nssDatabases(home)) {
      stores.add(nss(ca, id, database));
    }
    return stores;
  }

  private static TrustStore mac(String ca, Path home) {
    String keychain = home.resolve("Library/Keychains/login.keychain-db").toString();
    return new TrustStore(
        "login keychain (Safari, Chrome)",
        List.of(List.of("security", "add-trusted-cert", "-r", "trustRoot", "-k", keychain, ca)));
  }

  private static TrustStore system(boolean root, List<String> copy, List<String> update) {
    return new TrustStore(
        "the system (curl, and what uses its store)",
        List.of(asRoot(root, copy), asRoot(root, update)));
  }

  private static List<String> asRoot(boolean root, List<String> command) {
    List<String> words = new ArrayList<>(root ? List.of() : List.of("sudo"));
    words.addAll(command);
    return words;
  }

  /** NSS: Chromium and Chrome share one database, each Firefox profile has its own. */
  static TrustStore nss(String ca, String id, Path database) {
    String browser =
        database.toString().toLowerCase(Locale.ROOT).contains("firefox") ? "Firefox" : "Chromium";
    String folder = "sql:" + database;
    List<List<String>> commands = new ArrayList<>();
    if (!Files.isDirectory(database)) {
      commands.add(List.of("mkdir", "-p", database.toString()));
      commands.add(List.of("certutil", "-N", "--empty-password", "-d", folder));
    }
    String nickname = NICKNAME + " " + id;
    commands.add(List.of("certutil", "-A", "-d", folder, "-t", "C,,", "-n", nickname, "-i", ca));
    return new TrustStore(browser + " (" + database + ")", commands);
  }

  private static List<Path> nssDatabases(Path home) throws IOException {
    List<Path> databases = new ArrayList<>();
    if (Program.find("chromium").isPresent()
        || Program.find("google-chrome").isPresent()
        || Files.isDirectory(home.resolve(".pki/nssdb"))) {
      databases.add(home.resolve(".pki/nssdb"));
    }
    List<Path> firefox =
        List.of(
            home.resolve(".mozilla/firefox"),
            home.resolve("snap/firefox/common/.mozilla/firefox"),
            home.resolve("Library/Application Support/Firefox/Profiles"));
    for (Path profiles : firefox) {
      if (Files.isDirectory(profiles)) {
        try (DirectoryStream<Path> each = Files.newDirectoryStream(profiles)) {
          for (Path profile : each) {
            if (Files.isRegularFile(profile.resolve("cert9.db"))) {
              databases.add(profile);
            }
          }
        }
      }
    }
    return databases;
  }
}
