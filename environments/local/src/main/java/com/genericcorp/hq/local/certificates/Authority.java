package com.genericcorp.hq.local.certificates;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate authority of one machine: P-256, good for one host and those below it, for nothing
 * else. Who gets hold of its key can therefore pretend to be that host on this machine, and no
 * other.
 */
record Authority(PrivateKey key, X509Certificate certificate) {
  private static final Duration LIFE = Duration.ofDays(3650);
  // Browsers refuse more than 398.
  private static final Duration LEAF_LIFE = Duration.ofDays(396);
  // Clocks differ.
  private static final Duration BACKDATED = Duration.ofHours(1);
  private static final byte[] ALL_IPV4 = new byte[8];
  private static final byte[] ALL_IPV6 = new byte[32];
  private static final SecureRandom RANDOM = new SecureRandom();

  static Authority make(String publicHost, Instant now)
      throws GeneralSecurityException, IOException {
    KeyPair pair = newKeys();
    // Several clones on one machine have an authority each; browsers tell them apart by name.
    byte[] id = new byte[3];
    RANDOM.nextBytes(id);
    X500Principal name =
        new X500Principal("O=AgentHQ, CN=AgentHQ local CA " + HexFormat.of().formatHex(id));
    JcaX509v3CertificateBuilder builder = builder(name, name, pair.getPublic(), now, LIFE);
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
    builder.addExtension(
        Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    builder.addExtension(
        Extension.nameConstraints,
        true,
        new NameConstraints(
            new GeneralSubtree[] {
              new GeneralSubtree(new GeneralName(GeneralName.dNSName, publicHost))
            },
            new GeneralSubtree[] {noAddress(ALL_IPV4), noAddress(ALL_IPV6)}));
    builder.addExtension(
        Extension.subjectKeyIdentifier,
        false,
        new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
    return new Authority(pair.getPrivate(), sign(builder, pair.getPrivate()));
  }

  /** A new key with a certificate for these names. */
  Pem issue(List<String> names, Instant now) throws GeneralSecurityException, IOException {
    KeyPair pair = newKeys();
    JcaX509v3CertificateBuilder builder =
        builder(
            certificate.getSubjectX500Principal(),
            new X500Principal("O=AgentHQ, CN=" + names.get(0)),
            pair.getPublic(),
            now,
            LEAF_LIFE);
    GeneralName[] alternatives =
        names.stream()
            .map(name -> new GeneralName(GeneralName.dNSName, name))
            .toArray(GeneralName[]::new);
    JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
    builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(alternatives));
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    builder.addExtension(
        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
    builder.addExtension(
        Extension.subjectKeyIdentifier,
        false,
        identifiers.createSubjectKeyIdentifier(pair.getPublic()));
    builder.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        identifiers.createAuthorityKeyIdentifier(certificate.getPublicKey()));
    return Pem.of(pair.getPrivate(), sign(builder, key));
  }

  private static KeyPair newKeys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
    return generator.generateKeyPair();
  }

  private static JcaX509v3CertificateBuilder builder(
      X500Principal issuer, X500Principal subject, PublicKey key, Instant now, Duration life) {
    return new JcaX509v3CertificateBuilder(
        issuer,
        new BigInteger(127, RANDOM).setBit(126),
        Date.from(now.minus(BACKDATED)),
        Date.from(now.plus(life)),
        subject,
        key);
  }

  private static X509Certificate sign(JcaX509v3CertificateBuilder builder, PrivateKey key)
      throws GeneralSecurityException {
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
    } catch (OperatorCreationException problem) {
      throw new GeneralSecurityException(problem);
    }
  }

  private static GeneralSubtree noAddress(byte[] addressAndMask) {
    return new GeneralSubtree(
        new GeneralName(
            GeneralName.iPAddress, new org.bouncycastle.asn1.DEROctetString(addressAndMask)));
  }

  @Override
  public String toString() {
    return certificate.getSubjectX500Principal().getName();
  }
}
