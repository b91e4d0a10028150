package com.genericcorp.hq.server.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The authorities of RDS that the image carries: images/server/rds-ca.pem. */
class RdsRootsTest {
  private static final Path FILE = Path.of("rds-ca.pem");
  private static final Duration A_YEAR = Duration.ofDays(365);
  private static final int CERTIFICATE_SIGNING = 5;

  @Test
  void eachIsASelfSignedAuthorityOfAmazonRdsThatLastsBeyondAYear() throws Exception {
    assertThat(roots()).hasSize(3);
    for (X509Certificate root : roots()) {
      root.verify(root.getPublicKey());
      root.checkValidity();
      root.checkValidity(Date.from(Instant.now().plus(A_YEAR)));
      assertThat(root.getIssuerX500Principal()).isEqualTo(root.getSubjectX500Principal());
      assertThat(root.getBasicConstraints()).as("length of a path below it").isNotNegative();
      assertThat(root.getKeyUsage()[CERTIFICATE_SIGNING]).isTrue();
      assertThat(root.getSubjectX500Principal().getName())
          .matches(".*CN=Amazon RDS us-east-1 Root CA (RSA2048|RSA4096|ECC384) G1,.*")
          .contains("O=Amazon Web Services\\, Inc.", "OU=Amazon RDS");
    }
  }

  @Test
  void theFingerprintsBesideThemAreTheirs() throws Exception {
    HexFormat colons = HexFormat.ofDelimiter(":").withUpperCase();
    List<String> computed = roots().stream().map(root -> colons.formatHex(sha256(root))).toList();
    List<String> written =
        Pattern.compile("(?m)^# SHA-256 (\\S+)$")
            .matcher(Files.readString(FILE))
            .results()
            .map(found -> found.group(1))
            .toList();
    assertThat(written).isEqualTo(computed).doesNotHaveDuplicates();
  }

  private static List<X509Certificate> roots() throws Exception {
    try (InputStream in = Files.newInputStream(FILE)) {
      return CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
          .map(X509Certificate.class::cast)
          .toList();
    }
  }

  private static byte[] sha256(X509Certificate certificate) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
