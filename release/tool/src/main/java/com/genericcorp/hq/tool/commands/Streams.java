package com.genericcorp.hq.tool.commands;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** The process's streams as bytes. Secrets come this way: never in arguments or variables. */
final class Streams {
  private static final int BUFFER = 1 << 16;
  private static final int MOST_LINE = 4096;

  private Streams() {}

  interface Work {
    void run() throws IOException;
  }

  static InputStream in() {
    return new BufferedInputStream(System.in, BUFFER);
  }

  /** Standard input, unpacked where it is gzip. */
  static InputStream unzipped() throws IOException {
    InputStream in = in();
    in.mark(2);
    int first = in.read();
    int second = in.read();
    in.reset();
    return first == 0x1f && second == 0x8b ? new GZIPInputStream(in, BUFFER) : in;
  }

  /** Standard output without the printer's swallowing of errors: a full disk is to be heard of. */
  static OutputStream out() {
    return new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER);
  }

  /**
   * The first line, without its end: a secret may stand before the bytes.
   *
   * @param what it is, for the error
   */
  static byte[] line(InputStream in, String what) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int one = in.read(); one >= 0 && one != '\n'; one = in.read()) {
      line.write(one);
      if (line.size() > MOST_LINE) {
        throw new InvalidInput("%s is longer than %d bytes: use one line", what, MOST_LINE);
      }
    }
    return line.toByteArray();
  }

  /** The first line as a passphrase. */
  static char[] passphrase(InputStream in) throws IOException {
    byte[] bytes = line(in, "the passphrase");
    int length =
        bytes.length > 0 && bytes[bytes.length - 1] == '\r' ? bytes.length - 1 : bytes.length;
    if (length == 0) {
      throw new InvalidInput(
          "the passphrase is empty: give it as the first line of the passphrase file");
    }
    char[] passphrase = new String(bytes, 0, length, StandardCharsets.UTF_8).toCharArray();
    Arrays.fill(bytes, (byte) 0);
    return passphrase;
  }

  /** Runs what reads and writes streams; what they cannot do is a sentence. */
  static void run(String what, Work work) {
    try {
      work.run();
    } catch (IOException problem) {
      throw new Failed(problem, "%s: %s", what, problem.getMessage());
    }
  }
}
