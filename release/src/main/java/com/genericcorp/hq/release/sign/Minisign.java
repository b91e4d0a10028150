package com.genericcorp.hq.release.sign;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.tool.signature.DetachedSignature;
import com.genericcorp.hq.tool.signature.PublicKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Detached signatures in minisign's format, prehashed: Ed25519 over a file's BLAKE2b-512, and once
 * more over that signature with its comment. Nothing in them depends on when they were made.
 */
public final class Minisign {
  /** What a signature's file is called: the signed one's name and this. */
  public static final String SUFFIX = ".minisig";

  private Minisign() {}

  /**
   * The signature's file of a file.
   *
   * @param comment one line that is signed with it
   */
  public static String sign(SecretKey key, Path file, String comment) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return signed(key, DetachedSignature.hash(in), comment);
    }
  }

  /** The signature's file of a text that becomes a file as it is. */
  public static String sign(SecretKey key, String text, String comment) {
    try (InputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))) {
      return signed(key, DetachedSignature.hash(in), comment);
    } catch (IOException problem) {
      throw new UncheckedIOException("memory cannot be read", problem);
    }
  }

  private static String signed(SecretKey key, byte[] hash, String comment) {
    if (comment.indexOf('\n') >= 0 || comment.indexOf('\r') >= 0) {
      throw new IllegalArgumentException("a comment is one line");
    }
    byte[] signature = key.signature(hash);
    byte[] whole = key.signature(DetachedSignature.withComment(signature, comment));
    return DetachedSignature.ofHash(key.publicKey(), signature, comment, whole)
        .text("signed with key " + key.publicKey().name());
  }

  /**
   * Checks a file's signature.
   *
   * @param signature the text of the signature's file
   * @return the comment that was signed
   * @throws Failed when it is damaged, by another key or of other bytes
   */
  public static String verify(PublicKey key, Path file, String signature) throws IOException {
    DetachedSignature found =
        DetachedSignature.parse(signature)
            .filter(DetachedSignature::hashed)
            .orElseThrow(
                () ->
                    new Failed(
                        "the signature of %s is none: expected minisign's four lines, prehashed",
                        name(file)));
    if (!found.isOf(key)) {
      throw new Failed(
          "%s was signed with the key %s, not with %s: do not use it",
          name(file), found.keyName(), key.name());
    }
    try (InputStream in = Files.newInputStream(file)) {
      if (!found.fits(key, in)) {
        throw new Failed("%s is not what was signed: do not use it", name(file));
      }
    }
    if (!found.commentFits(key)) {
      throw new Failed("the comment in the signature of %s was changed: do not use it", name(file));
    }
    return found.comment();
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
