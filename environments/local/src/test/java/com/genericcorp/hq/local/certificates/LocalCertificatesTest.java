package com.genericcorp.hq.local.certificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalCertificatesTest {
  private static final CertificateNames NAMES =
      CertificateNames.of("demo.localhost", "{slug}.demo.localhost");
  private static final Instant NOW = Instant.now();
  @TempDir private Path temporary;
  private LocalCertificates certificates;

  @BeforeEach
  void folder() {
    certificates = new LocalCertificates(temporary.resolve("certificates"));
  }

  @Test
  void theCertificateIsForTheHostAndEveryOrganisations() throws Exception {
    certificates.ensure(NAMES, NOW);
    X509Certificate server = server();
    assertThat(server.getSubjectAlternativeNames())
        .extracting(name -> name.get(1))
        .isEqualTo(List.of("demo.localhost", "*.demo.localhost"));
    assertThat(server.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
    assertThat(server.getBasicConstraints()).isEqualTo(-1);
    assertThat(
            Duration.between(server.getNotBefore().toInstant(), server.getNotAfter().toInstant()))
        .isLessThanOrEqualTo(Duration.ofDays(397));
    validate(server);
  }

  @Test
  void theAuthorityCannotSignForAnythingElse() throws Exception {
    certificates.ensure(NAMES, NOW);
    Pem pem = Pem.read(certificates.authority().resolveSibling("ca-key.pem"));
    Authority authority = new Authority(pem.privateKey(), pem.certificates().get(0));
    assertThat(authority.certificate().getBasicConstraints()).isZero();
    for (String host : List.of("bank.example", "localhost", "evildemo.localhost")) {
      X509Certificate forged = authority.issue(List.of(host), NOW).certificates().get(0);
      assertThatThrownBy(() -> validate(forged))
          .as(host)
          .isInstanceOf(CertPathValidatorException.class);
    }
  }

  @Test
  void nothingIsMadeTwice() throws Exception {
    certificates.ensure(NAMES, NOW);
    assertThat(certificates.areCurrent(NAMES, NOW)).isTrue();
    String server = Files.readString(certificates.server());
    String authority = Files.readString(certificates.authority());
    certificates.ensure(NAMES, NOW);
    assertThat(certificates.server()).hasContent(server);
    assertThat(certificates.authority()).hasContent(authority);
  }

  @Test
  void itIsRenewedInItsLastMonthUnderTheSameAuthority() throws Exception {
    certificates.ensure(NAMES, NOW);
    X509Certificate old = server();
    String authority = Files.readString(certificates.authority());
    Instant late = NOW.plus(Duration.ofDays(370));
    assertThat(certificates.areCurrent(NAMES, late)).isFalse();
    certificates.ensure(NAMES, late);
    assertThat(server().getNotAfter()).isAfter(old.getNotAfter());
    assertThat(certificates.authority()).hasContent(authority);
  }

  @Test
  void otherNamesBelowTheHostNeedANewCertificateAndAnotherHostANewAuthority() throws Exception {
    certificates.ensure(NAMES, NOW);
    String authority = Files.readString(certificates.authority());
    certificates.ensure(CertificateNames.of("demo.localhost", ""), NOW);
    assertThat(server().getSubjectAlternativeNames()).hasSize(1);
    assertThat(certificates.authority()).hasContent(authority);
    certificates.ensure(CertificateNames.of("other.localhost", ""), NOW);
    assertThat(Files.readString(certificates.authority())).isNotEqualTo(authority);
    validate(server());
  }

  @Test
  void aHalfWrittenFileIsMadeAnew() throws Exception {
    certificates.ensure(NAMES, NOW);
    Path key = certificates.authority().resolveSibling("ca-key.pem");
    for (Path file : List.of(certificates.server(), certificates.authority(), key)) {
      String text = Files.readString(file);
      Files.writeString(file, text.substring(0, text.length() / 2));
      certificates.ensure(NAMES, NOW);
      validate(server());
    }
  }

  @Test
  void keysAreForTheirOwnerOnlyAndNeverPrinted() throws Exception {
    certificates.ensure(NAMES, NOW);
    Path key = certificates.authority().resolveSibling("ca-key.pem");
    for (Path file : List.of(certificates.server(), key)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
    assertThat(Files.readString(certificates.authority())).doesNotContain("PRIVATE KEY");
    assertThat(Pem.read(key).toString()).isEqualTo("PEM");
  }

  private X509Certificate server() throws Exception {
    return Pem.read(certificates.server()).certificates().get(0);
  }

  private void validate(X509Certificate certificate) throws Exception {
    X509Certificate authority = Pem.read(certificates.authority()).certificates().get(0);
    // Java judges the constraints of a certificate in the path, not those of the anchor itself.
    TrustAnchor anchor =
        new TrustAnchor(authority.getSubjectX500Principal(), authority.getPublicKey(), null);
    PKIXParameters parameters = new PKIXParameters(Set.of(anchor));
    parameters.setRevocationEnabled(false);
    CertPathValidator.getInstance("PKIX")
        .validate(
            CertificateFactory.getInstance("X.509")
                .generateCertPath(List.of(certificate, authority)),
            parameters);
  }
}
