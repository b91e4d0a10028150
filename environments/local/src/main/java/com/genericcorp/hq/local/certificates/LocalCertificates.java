package com.genericcorp.hq.local.certificates;

import com.genericcorp.hq.cli.files.AtomicFile;
import com.genericcorp.hq.postgres.files.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The authority and the server's certificate in a folder: made when they are missing or damaged,
 * renewed when they end soon or the names change.
 */
public final class LocalCertificates {
  // Before verification, which wants 30 days, complains.
  private static final Duration RENEWED = Duration.ofDays(45);
  private static final int DNS_NAME = 2;

  private final Path folder;

  public LocalCertificates(Path folder) {
    this.folder = folder;
  }

  /** The authority's certificate alone: what browsers are to trust. */
  public Path authority() {
    return folder.resolve("ca.pem");
  }

  /** The server's key and certificate (0600). */
  public Path server() {
    return folder.resolve("server.pem");
  }

  private Path authorityWithKey() {
    return folder.resolve("ca-key.pem");
  }

  /** Whether all is there, for these names, and stays valid for a month. */
  public boolean areCurrent(CertificateNames names, Instant now) {
    Optional<Authority> authority = readAuthority(names, now);
    return authority.isPresent()
        && Files.isRegularFile(authority())
        && isCurrent(server(), authority.get(), names, now);
  }

  /** Makes what is missing. The authority is kept as long as it can be: people have trusted it. */
  public void ensure(CertificateNames names, Instant now)
      throws IOException, GeneralSecurityException {
    Folders.makePrivate(folder);
    Optional<Authority> known = readAuthority(names, now);
    Authority authority = known.isPresent() ? known.get() : Authority.make(names.publicHost(), now);
    if (known.isEmpty()) {
      Pem both = Pem.of(authority.key(), authority.certificate());
      AtomicFile.writePrivate(authorityWithKey(), both.text());
    }
    AtomicFile.write(authority(), Pem.of(authority.certificate()).text());
    if (!isCurrent(server(), authority, names, now)) {
      AtomicFile.writePrivate(server(), authority.issue(names.all(), now).text());
    }
  }

  private Optional<Authority> readAuthority(CertificateNames names, Instant now) {
    try {
      Pem pem = Pem.read(authorityWithKey());
      Authority authority = new Authority(pem.privateKey(), pem.certificates().get(0));
      boolean usable =
          endsAfter(authority.certificate(), now.plus(RENEWED))
              && maySignFor(authority.certificate(), names.publicHost());
      return usable ? Optional.of(authority) : Optional.empty();
    } catch (IOException | GeneralSecurityException | IndexOutOfBoundsException missingOrDamaged) {
      return Optional.empty();
    }
  }

  private static boolean isCurrent(
      Path file, Authority authority, CertificateNames names, Instant now) {
    try {
      Pem pem = Pem.read(file);
      X509Certificate certificate = pem.certificates().get(0);
      certificate.verify(authority.certificate().getPublicKey());
      return pem.privateKey().getAlgorithm().equals("EC")
          && endsAfter(certificate, now.plus(RENEWED))
          && namesOf(certificate).equals(new TreeSet<>(names.all()));
    } catch (IOException | GeneralSecurityException | IndexOutOfBoundsException missingOrDamaged) {
      return false;
    }
  }

  private static boolean maySignFor(X509Certificate authority, String host) throws IOException {
    X509CertSelector selector = new X509CertSelector();
    selector.addPathToName(DNS_NAME, host);
    return selector.match(authority);
  }

  private static boolean endsAfter(X509Certificate certificate, Instant instant) {
    return certificate.getNotAfter().toInstant().isAfter(instant);
  }

  private static Set<String> namesOf(X509Certificate certificate)
      throws CertificateParsingException {
    Set<String> names = new TreeSet<>();
    Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
    if (alternatives != null) {
      for (List<?> alternative : alternatives) {
        if (alternative.get(0).equals(DNS_NAME)) {
          names.add(String.valueOf(alternative.get(1)));
        }
      }
    }
    return names;
  }
}
