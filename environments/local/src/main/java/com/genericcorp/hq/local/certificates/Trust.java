package com.genericcorp.hq.local.certificates;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.model.Hosts;
import com.genericcorp.hq.postgres.process.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** What makes programs of this machine trust the local authority. */
public record Trust(Path authority, List<TrustStore> stores) {
  private static final int ID_BYTES = 4;
  // A browser's database with a password asks for it again and again, even if nobody is there.
  private static final long UNATTENDED_SECONDS = 20;

  public Trust {
    stores = List.copyOf(stores);
  }

  /** The stores for the authority in this folder, which is made unless it is there. */
  public static Trust in(Path certificates, Hosts hosts)
      throws IOException, GeneralSecurityException {
    LocalCertificates local = new LocalCertificates(certificates);
    local.ensure(CertificateNames.of(hosts.publicHost(), hosts.tenantHost()), Instant.now());
    byte[] bytes = Pem.read(local.authority()).certificates().get(0).getEncoded();
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
    String id = HexFormat.of().formatHex(digest, 0, ID_BYTES);
    Path home = Path.of(System.getProperty("user.home"));
    boolean root = System.getProperty("user.name").equals("root");
    return new Trust(local.authority(), TrustStore.here(local.authority(), id, home, root));
  }

  /** The commands, for people to run. */
  public String print() {
    StringBuilder text = new StringBuilder();
    text.append("The authority's certificate is ").append(authority).append("\n");
    for (TrustStore store : stores) {
      text.append("\n").append(store.name()).append(":\n");
      store.commands().forEach(words -> text.append("  ").append(quoted(words)).append('\n'));
    }
    text.append("\nAnything else: import that file as an authority for web sites.\n");
    text.append("Then start the browser again.");
    return text.toString();
  }

  /**
   * Runs the commands.
   *
   * @param progress told what is run
   * @return 0
   * @throws Failed naming the stores that could not be changed
   */
  public int install(Consumer<String> progress) throws IOException, InterruptedException {
    List<String> failed = new ArrayList<>();
    for (TrustStore store : stores) {
      progress.accept(store.name());
      for (List<String> words : store.commands()) {
        progress.accept("  " + quoted(words));
        Optional<Path> program = Program.find(words.get(0));
        boolean done = program.isPresent() && run(words) == 0;
        if (!done) {
          failed.add(
              store.name() + ": " + (program.isEmpty() ? missing(words.get(0)) : "see above"));
          break;
        }
      }
    }
    if (!failed.isEmpty()) {
      throw new Failed("not trusted everywhere: %s", String.join("; ", failed));
    }
    return 0;
  }

  private static String missing(String program) {
    String packages =
        program.equals("certutil") ? " (Debian: libnss3-tools, Fedora: nss-tools)" : "";
    return program + " is not installed" + packages;
  }

  private static int run(List<String> words) throws IOException, InterruptedException {
    // With the user's own variables and terminal: a password may be asked for.
    Process process = new ProcessBuilder(words).inheritIO().start();
    if (System.console() == null && !process.waitFor(UNATTENDED_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    return process.waitFor();
  }

  private static String quoted(List<String> words) {
    List<String> shown = new ArrayList<>();
    for (String word : words) {
      boolean plain = word.matches("[A-Za-z0-9/._:,=-]+");
      shown.add(plain ? word : "'" + word.replace("'", "'\\''") + "'");
    }
    return String.join(" ", shown);
  }
}
