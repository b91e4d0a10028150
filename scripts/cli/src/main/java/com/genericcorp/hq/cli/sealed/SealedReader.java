package com.genericcorp.hq.cli.sealed;

import com.genericcorp.hq.cli.Failed;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import org.jspecify.annotations.Nullable;

/**
 * Opens what one process sealed for this reader. Its key is made here, never leaves this process
 * and is of no use afterwards.
 */
public final class SealedReader {
  private final KeyPair own;
  private final ByteArrayOutputStream opened = new ByteArrayOutputStream();
  private @Nullable SealingKeys keys;
  private int next;
  private boolean ended;

  public SealedReader() {
    this(SealingKeys.newPair());
  }

  SealedReader(KeyPair own) {
    this.own = own;
  }

  /** The value of {@value SealedOutput#VARIABLE}. */
  public String publicKey() {
    return SealingKeys.text(own.getPublic());
  }

  /** Whether a line of a log is, or once was, one for a reader; others are plain text. */
  public static boolean isSealed(String line) {
    return SealedLine.isOne(line);
  }

  /**
   * Takes the next sealed line.
   *
   * @throws Failed when it is damaged, not the next one, or not for this reader
   */
  public void accept(String text) {
    SealedLine line =
        SealedLine.parse(text)
            .orElseThrow(() -> damaged("line " + next + " of the sealed output is not whole"));
    boolean first = line.kind() == SealedLine.Kind.KEY;
    if (ended) {
      throw damaged("the sealed output goes on after its end, with line " + line.number());
    }
    if (line.number() != next || first != (next == 0)) {
      throw damaged(
          "line " + next + " of the sealed output is missing; line " + line.number() + " came");
    }
    try {
      if (first) {
        PublicKey writer = SealingKeys.publicKey(line.bytes());
        keys = SealingKeys.agree(own.getPrivate(), writer, writer, own.getPublic());
      } else {
        boolean last = line.kind() == SealedLine.Kind.END;
        opened.writeBytes(keys().open(line.number(), last, line.bytes()));
        ended = last;
      }
    } catch (GeneralSecurityException problem) {
      throw damaged(
          "line "
              + next
              + " of the sealed output cannot be opened: altered, or for another reader");
    }
    next++;
  }

  private SealingKeys keys() {
    if (keys == null) {
      throw new IllegalStateException("the writer's key comes first");
    }
    return keys;
  }

  private static Failed damaged(String what) {
    return new Failed(
        "%s. What the command did is done: look before you repeat it, and make a key that it"
            + " printed anew",
        what);
  }

  /** Whether the last line was taken. */
  public boolean ended() {
    return ended;
  }

  /**
   * The whole output.
   *
   * @throws Failed when it is not whole
   */
  public byte[] output() {
    if (!ended) {
      throw damaged("the sealed output has no end after " + next + " lines");
    }
    return opened.toByteArray();
  }
}
